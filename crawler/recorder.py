"""The crawl's hold on the archive: captures go in as they come, rows follow, and both are made last together.

Rows are committed about once a second, after the WARC files are synced: no row refers to bytes that are not on disk.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from archive.directory import Archive
from archive.projection import project
from archive.store import Saved, Store
from archive.warc import REPORT_PROFILE, Capture, WarcFile, utc_now
from crawler.extraction.credits import ROLE_OF
from crawler.items import Portal

COMMIT_EVERY = 1.0  # seconds
COMMIT_AT = 200  # captures
LABELS_AT_MOST = 20  # in a report
SOFTWARE = f"dangjian-archive/{version('dangjian-archive')}"


def archive_directory(given: str | None = None) -> Path:
    """Return the archive directory: as given, else `$DANGJIAN_ARCHIVE`, else `./data`."""
    return Path(given or os.environ.get("DANGJIAN_ARCHIVE") or "data")


def unknown_labels(credits: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the labels, as printed, that credits of the article JSON have the role `other` for want of a known one."""
    labels = (credit.get("role_label") for credit in credits if credit["role"] == "other")
    return {label for label in labels if isinstance(label, str) and label and label not in ROLE_OF}


class Session:
    """One process's hold on an archive, shared by the portals it crawls side by side."""

    _open: dict[Path, Session] = {}  # noqa: RUF012 - the archives this process holds

    def __init__(self, directory: Path) -> None:
        self.archive = Archive(directory)
        self.store: Store = self.archive.store()
        self.recorders: list[Recorder] = []
        self._pending, self._committed = 0, time.monotonic()

    @classmethod
    def at(cls, directory: Path) -> Session:
        """Return the process's session at a directory, opened if need be. Raises ArchiveError."""
        key = directory.resolve()
        if key not in cls._open:
            cls._open[key] = cls(directory)
        return cls._open[key]

    @classmethod
    def is_open(cls, session: Session) -> bool:
        """Whether a session still holds its archive."""
        return session in cls._open.values()

    def touched(self) -> None:
        """Note one more capture, and commit if it is time."""
        self._pending += 1
        if self._pending >= COMMIT_AT or time.monotonic() - self._committed >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Sync the WARC files, then commit the rows that refer to them."""
        for recorder in self.recorders:
            recorder.warc.sync()
        self.store.commit()
        self._pending, self._committed = 0, time.monotonic()

    def close(self) -> None:
        """Commit, and let others write."""
        self.commit()
        self.store.close()
        self.archive.close()
        Session._open = {key: value for key, value in Session._open.items() if value is not self}


class Recorder:
    """Records one crawl of one portal: its WARC file, its rows, its report."""

    def __init__(
        self,
        session: Session,
        name: str,
        portal: Portal,
        *,
        since: str | None = None,
        imported: bool = False,
        assets: bool = False,
    ) -> None:
        self.session, self.name, self.portal, self.since = session, name, portal, since
        self.started_at = utc_now()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        self.key = f"{re.sub(r'[^A-Za-z0-9._-]', '-', name)}-{stamp}"
        facts = {**asdict(portal), "name": name, "key": self.key, "started_at": self.started_at}
        facts |= {"since": since, "imported": imported, "assets": assets}
        self.warc = WarcFile(session.archive.warc, self.key, software=SOFTWARE, facts=facts)
        self.warc.open()
        session.recorders.append(self)
        session.store.save_portal(name, facts)
        self.crawl = session.store.start_crawl(self.key, name, self.started_at)
        session.commit()
        self.outcomes: Counter[str] = Counter()
        self.pages = 0
        self.articles: set[int] = set()
        self.undecodable: set[int] = set()  # the articles with places that could not be decoded
        self.unknown_labels: defaultdict[str, set[int]] = defaultdict(set)  # the articles they stand on
        self.blocked = 0
        self.failures: list[tuple[str, str]] = []
        self.home_failure: str | None = None
        self.title: str | None = None

    def known_urls(self) -> list[str]:
        """Return the addresses of the portal's live articles, newest first."""
        rows = self.session.store.db.execute(
            "SELECT url FROM articles WHERE portal = ? AND status = 'live' AND (? IS NULL OR published_date >= ?)"
            " AND EXISTS (SELECT 1 FROM captures c WHERE c.id = articles.capture"
            " AND (c.status IS NOT NULL OR c.mime = 'text/html'))"
            " ORDER BY id DESC",
            [self.name, self.since, self.since],
        )
        return [row[0] for row in rows]

    def known_assets(self) -> set[str]:
        """Return the addresses of the portal's pictures and attachments that are stored."""
        rows = self.session.store.db.execute(
            "SELECT url FROM assets WHERE capture IS NOT NULL"
            " AND article IN (SELECT id FROM articles WHERE portal = ?)",
            [self.name],
        )
        return {row[0] for row in rows}

    def save_resource(self, url: str, content: bytes, mime: str) -> Capture:
        """Write something imported to the WARC file, and its row."""
        capture = self.warc.save_resource(url, utc_now(), content, mime)
        self.session.store.save_capture(capture, self.crawl, None)
        self.session.touched()
        return capture

    def save_response(self, *args: Any, **kwargs: Any) -> Capture:
        """Write a response to the WARC file, and its row; see `WarcFile.save_response`."""
        capture = self.warc.save_response(*args, **kwargs)
        self.session.store.save_capture(capture, self.crawl, None)
        self.pages += not capture.url.endswith("/robots.txt")
        self.session.touched()
        return capture

    def save_rendered(self, response: Capture, html: bytes) -> Capture:
        """Write the page that a browser made of a response to the WARC file, and its row."""
        capture = self.warc.save_rendered(response, utc_now(), html)
        self.session.store.save_capture(capture, self.crawl, None)
        self.session.touched()
        return capture

    def project(self, capture: Capture, extracted: Mapping[str, Any] | None) -> Saved:
        """Write what a capture says."""
        saved = project(self.session.store, capture, extracted, crawl=self.crawl, portal=self.name, since=self.since)
        self.outcomes[saved.outcome] += 1
        if saved.article is not None and saved.outcome in ("new", "changed", "same", "back"):
            self.articles.add(saved.article)
            if (extracted or {}).get("undecodable"):
                self.undecodable.add(saved.article)
            for label in unknown_labels((extracted or {}).get("credits") or ()):
                self.unknown_labels[label].add(saved.article)
        return saved

    def fail(self, url: str, why: str) -> None:
        """Note a page that could not be had."""
        self.failures.append((url, why))

    def finish(self, reason: str) -> dict[str, Any]:
        """Write the report of the crawl, and return it."""
        health = self._health()
        outcome = {"finished": "finished", "limited": "limited"}.get(reason, "interrupted")
        if outcome == "finished" and (self.home_failure or not self.articles):
            outcome = "failed"
        report = {
            "portal": self.name,
            "key": self.key,
            "title": self.title,
            "finished_at": utc_now(),
            "outcome": outcome,
            "pages": self.pages,
            "articles": len(self.articles),
            "articles_new": self.outcomes["new"],
            "articles_changed": self.outcomes["changed"],
            "articles_gone": self.outcomes["gone"],
            "articles_suspected": self.outcomes["suspected"],
            "errors": len(self.failures),
            "health": health,
            "unknown_labels": self._most_unknown(),
            "articles_undecodable": len(self.undecodable),
        }
        self.warc.note(REPORT_PROFILE, report)
        self.session.store.finish_crawl(self.crawl, report)
        if self.title:
            self.session.store.save_portal(self.name, {"title": self.title})
        self.session.commit()
        self.warc.close()
        self.session.recorders.remove(self)
        return {**report, "failures": [{"url": url, "why": why} for url, why in self.failures]}

    def _most_unknown(self) -> dict[str, int]:
        """Return the commonest labels that no role is known for, with the number of articles they stand on."""
        counts = {label: len(articles) for label, articles in self.unknown_labels.items()}
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:LABELS_AT_MOST])

    def _health(self) -> str:
        """Say in words what a person should look at, or `ok`."""
        if self.home_failure:
            return f"home page not reached: {self.home_failure}"
        if not self.articles:
            return f"no articles found on {self.pages} pages; is this the address of a portal?"
        # One page kept from the public is no news; a fiftieth of a portal is.
        if self.blocked * 50 > self.pages:
            return f"{self.blocked} of {self.pages} pages were refused by the server"
        if len(self.failures) * 10 > self.pages:
            return f"{len(self.failures)} of {self.pages} pages failed"
        return "ok"
