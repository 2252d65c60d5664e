"""The crawl's hold on the archive: captures go in as they come, rows follow, and both are made last together.

Rows are committed about once a second, after the WARC files are synced: no row refers to bytes that are not on disk.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from archive.articles import Saved
from archive.digest import payload_digest
from archive.directory import Archive
from archive.errors import NotWritable
from archive.frontier import Frontier, State
from archive.items import REPORT_PROFILE, Capture, Headers, StoredCapture, utc_now
from archive.projection import project
from archive.recovery import recover
from archive.store import Store
from archive.twins import unite
from archive.warc import WarcFile
from crawler.commands import talk
from crawler.extraction.credits import ROLE_OF
from crawler.failures import CIRCLE
from crawler.items import Portal
from crawler.memory import ArchiveMemory
from crawler.progress import Progress, Standing
from crawler.readers import Readers
from crawler.replay import project_rests

COMMIT_EVERY = 1.0  # seconds
COMMIT_AT = 200  # captures
LABELS_AT_MOST = 20  # in a report
SOFTWARE = f"dangjian-archive/{version('dangjian-archive')}"


def archive_directory(given: str | None = None) -> Path:
    """Return the archive directory: as given, else `$DANGJIAN_ARCHIVE`, else `./data`."""
    return Path(given or os.environ.get("DANGJIAN_ARCHIVE") or "data")


def reason_of(error: Exception) -> str:
    """Return in one line why the archive cannot be written to."""
    if getattr(error, "errno", None) == errno.ENOSPC or "full" in str(error):
        return "no space left on the disk; make room and crawl again, it goes on where it stopped"
    return f"the archive cannot be written ({getattr(error, 'strerror', None) or error})"


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
        try:
            recover(self.store, self.archive.warc, project_rests, talk)
        except BaseException:
            self.store.db.close()
            self.archive.close()
            raise
        self.recorders: list[Recorder] = []
        self._pending, self._committed = 0, time.monotonic()
        self.progress = Progress(quiet=True)
        self.readers = Readers()  # of all portals
        self.broken: str | None = None  # why nothing can be written any more

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
        """Note one more capture, show how far the crawl is, and commit if it is time."""
        self.progress.draw([recorder.standing() for recorder in self.recorders])
        self._pending += 1
        if self._pending >= COMMIT_AT or time.monotonic() - self._committed >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Sync the WARC files, then commit the rows that refer to them. Raises NotWritable."""
        with self.writing():
            for recorder in self.recorders:
                recorder.warc.sync()
            self.store.commit()
        self._pending, self._committed = 0, time.monotonic()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Guard what writes: where the disk is full or the database refuses, everything stops at once.

        Rows after lost ones would hide the gap from the next crawl, which takes up what the WARC files have beyond
        the last row. Raises NotWritable.
        """
        if self.broken is not None:
            raise NotWritable(self.broken)
        try:
            yield
        except (OSError, sqlite3.DatabaseError) as error:
            self.broken = reason_of(error)
            for recorder in self.recorders:
                recorder.stop(self.broken)
            raise NotWritable(self.broken) from error

    def close(self) -> None:
        """Commit, and let others write."""
        self.readers.close()
        if self.broken is None:
            self.commit()
        with suppress(sqlite3.DatabaseError):  # what did not fit is taken in by the next crawl
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
        full: bool = False,
        assets: bool = False,
    ) -> None:
        self.session, self.name, self.portal, self.since = session, name, portal, since
        # How the crawl is ended before its time; whoever runs it says how.
        self.stop: Callable[[str], None] = lambda reason: None
        self.started_at, self.began = utc_now(), time.monotonic()
        # How many requests wait; the scheduler knows.
        self.waiting_now: Callable[[], int] = lambda: 0
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        self.key = f"{re.sub(r'[^A-Za-z0-9._-]', '-', name)}-{stamp}"
        facts = {**asdict(portal), "name": name, "key": self.key, "started_at": self.started_at}
        facts |= {"since": since, "imported": imported, "assets": assets}
        self.warc = WarcFile(session.archive.warc, self.key, software=SOFTWARE, facts=facts)
        self.warc.open()
        session.recorders.append(self)
        session.store.crawls.save_portal(name, facts)
        self.crawl = session.store.crawls.start(self.key, name, self.started_at)
        self.frontier = Frontier(session.store.db, name)
        self.goes_on = not imported and self.frontier.begin(self.started_at, anew=full)
        # What was asked by POST at an address is another page than what GET brings.
        self._taken_up: set[str] = set(self.frontier.posted()) if self.goes_on else set()
        self.memory = ArchiveMemory(session.store, session.archive.warc, self.frontier, since=since, full=full)
        session.commit()
        self.outcomes: Counter[str] = Counter()
        self.pages = 0
        self.articles: set[int] = set()
        self.undecodable: set[int] = set()  # the articles with places that could not be decoded
        self.unknown_labels: defaultdict[str, set[int]] = defaultdict(set)  # the articles they stand on
        self.blocked = 0
        self.failures: list[tuple[str, str]] = []
        self.home_failure: str | None = None
        self.trouble: str | None = None  # what a person should look at, whatever the figures say
        self.title: str | None = None

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
        self.session.store.captures.save(capture, self.crawl, None)
        self.session.touched()
        return capture

    def save_response(
        self,
        url: str,
        fetched_at: str,
        status: int,
        headers: Headers,
        body: bytes,
        *,
        method: str = "GET",
        request_headers: Headers = (),
        request_body: bytes = b"",
        cut: bool = False,
        ip_address: str | None = None,
        refers_to: Capture | None = None,
    ) -> Capture:
        """Write a response to the WARC file, and its row; see `WarcFile.save_response`.

        Bytes that the archive holds are not stored again. `refers_to` is the capture that a 304 confirms.
        Raises NotWritable.
        """
        held = None
        if status == 304 and refers_to is not None:
            held = self._holder(refers_to.payload_digest) or refers_to
        elif status == 200 and body and not cut:
            held = self._holder(payload_digest(body))
        with self.session.writing():
            capture = self.warc.save_response(
                *(url, fetched_at, status, headers, body),
                method=method,
                request_headers=request_headers,
                request_body=request_body,
                cut=cut,
                ip_address=ip_address,
                refers_to=held,
            )
            self.session.store.captures.save(capture, self.crawl, None)
        self.pages += not capture.url.endswith("/robots.txt")
        self.session.touched()
        return capture

    def save_rendered(self, response: Capture, html: bytes) -> Capture:
        """Write the page that a browser made of a response to the WARC file, and its row. Raises NotWritable."""
        with self.session.writing():
            held = self._holder(payload_digest(html), rendered=True)
            capture = self.warc.save_rendered(response, utc_now(), html, held)
            self.session.store.captures.save(capture, self.crawl, None)
        self.session.touched()
        return capture

    def _holder(self, digest: str, *, rendered: bool = False) -> Capture | None:
        """Return the capture that holds these bytes, if its file is there: nothing is to lean on what is lost."""
        held = self.session.store.captures.holding(digest, self.crawl, rendered=rendered)
        return held if held is not None and (self.session.archive.warc / held.warc_file).exists() else None

    def project(self, capture: Capture, extracted: Mapping[str, Any] | None) -> Saved:
        """Write what a capture says. Raises NotWritable."""
        with self.session.writing():
            saved = project(
                *(self.session.store, capture, extracted), crawl=self.crawl, portal=self.name, since=self.since
            )
        self.outcomes[saved.outcome] += 1
        if saved.article is not None and saved.outcome in ("new", "changed", "same", "back"):
            self.articles.add(saved.article)
            if (extracted or {}).get("undecodable"):
                self.undecodable.add(saved.article)
            for label in unknown_labels((extracted or {}).get("credits") or ()):
                self.unknown_labels[label].add(saved.article)
        return saved

    def taken_up(self, method: str, url: str) -> tuple[Capture, StoredCapture] | None:
        """Return, once, what the crawl that this one goes on with had stored of an address and not followed yet."""
        if not self.goes_on or method != "GET" or url in self._taken_up:
            return None
        self._taken_up.add(url)
        return self.memory.left_behind(url, self.crawl)

    def capture(self, identity: int) -> Capture | None:
        """Return the capture with this id as it was written, or None."""
        return self.session.store.captures.find(identity)

    def stored(self, capture: int) -> StoredCapture:
        """Return what a capture's row refers to. Raises OSError or ValueError where it cannot be read."""
        return self.memory.stored(capture)

    def wait(self, *request: Any) -> None:
        """Write down a request that waits; see `Frontier.add`. Raises NotWritable."""
        with self.session.writing():
            self.frontier.add(*request)

    def close(self, unit: int, state: State, why: str | None) -> None:
        """Mark what became of a request, after everything its answer says is written. Raises NotWritable."""
        with self.session.writing():
            self.frontier.close(unit, state, why)

    def fail(self, url: str, why: str) -> None:
        """Note a page that could not be had."""
        self.failures.append((url, why))

    def finish(self, reason: str) -> dict[str, Any]:
        """Write the report of the crawl, and return it; where it cannot be written any more it is only returned."""
        if self.session.broken is None:
            with suppress(NotWritable):
                self._unite()
        report = self._report(reason)
        if self.session.broken is None:
            try:
                self._write(report, reason)
            except NotWritable:
                report = self._report(reason)
        with suppress(OSError):
            self.warc.close()
        self.session.recorders.remove(self)
        failures = [{"url": url, "why": why} for url, why in self.failures]
        del report["barren"]
        return {**report, "outstanding": len(report["outstanding"]), "failures": failures}

    def _unite(self) -> None:
        """Make one of articles that came under two addresses, and count them so. Raises NotWritable."""
        with self.session.writing():
            twins = unite(self.session.store, self.crawl)
        self.outcomes["new"] -= len(twins & self.articles)
        self.articles -= twins
        self.undecodable -= twins
        for articles in self.unknown_labels.values():
            articles -= twins

    def _write(self, report: dict[str, Any], reason: str) -> None:
        with self.session.writing():
            self.warc.note(REPORT_PROFILE, report)
            if reason == "finished":
                self.frontier.end()
            self.session.store.crawls.finish(self.crawl, report)
            if self.title:
                self.session.store.crawls.save_portal(self.name, {"title": self.title})
        self.session.commit()

    def standing(self) -> Standing:
        """Return how far the crawl is."""
        new, changed, gone = (self.outcomes[name] for name in ("new", "changed", "gone"))
        return Standing(self.name, self.pages, new, changed, gone, self.waiting_now(), time.monotonic() - self.began)

    def _report(self, reason: str) -> dict[str, Any]:
        outcome = {"finished": "finished", "limited": "limited"}.get(reason, "interrupted")
        if outcome == "finished" and (self.home_failure or self.is_empty()):
            outcome = "failed"
        return {
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
            "articles_back": self.outcomes["back"],
            "errors": len(self.failures),
            "health": self._health(),
            "unknown_labels": self._most_unknown(),
            "articles_undecodable": len(self.undecodable),
            "validators": "lied" if self.memory.trust.lied else None,
            "barren": self.memory.barren() if reason == "finished" and not self.session.broken else None,
            "outstanding": [] if self.session.broken else self.frontier.outstanding(),
        }

    def is_empty(self) -> bool:
        """Whether no article of the portal was ever found."""
        known = self.session.store.db.execute("SELECT 1 FROM articles WHERE portal = ? LIMIT 1", [self.name]).fetchone()
        return not self.articles and known is None

    def _most_unknown(self) -> dict[str, int]:
        """Return the commonest labels that no role is known for, with the number of articles they stand on."""
        counts = {label: len(articles) for label, articles in self.unknown_labels.items()}
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:LABELS_AT_MOST])

    def _health(self) -> str:
        """Say in words what a person should look at, or `ok`."""
        if self.session.broken:
            return self.session.broken
        if self.home_failure:
            return f"home page not reached: {self.home_failure}"
        if self.trouble:
            return self.trouble
        if self.is_empty():
            return f"no articles found on {self.pages} pages; is this the address of a portal?"
        # One page kept from the public is no news; a fiftieth of a portal is.
        if self.blocked * 50 > self.pages:
            return f"{self.blocked} of {self.pages} pages were refused by the server"
        # A circle of redirects stands there every night, and no person can mend it here.
        failed = sum(why != CIRCLE for _, why in self.failures)
        if failed * 10 > self.pages:
            return f"{failed} of {self.pages} pages failed"
        return "ok"
