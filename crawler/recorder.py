"""One crawl of one portal on its way into the archive: captures go in as they come, their rows follow."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from archive.digest import payload_digest
from archive.doubt import SAYS_SO, lost_at_once
from archive.errors import NotWritable
from archive.frontier import Frontier, State
from archive.items import REPORT_PROFILE, Capture, Exchange, Saved, StoredCapture, utc_now
from archive.projection import project
from archive.settling import settle, settle_edits
from archive.twins import unite
from archive.warc import WarcFile
from archive.warc_reading import is_record
from crawler.archive_memory import ArchiveMemory
from crawler.extraction.canonical import canonical_url
from crawler.items import Portal
from crawler.progress import Standing
from crawler.session import Session
from crawler.tally import Tally

SOFTWARE = f"dangjian-archive/{version('dangjian-archive')}"


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
        self.tally = Tally()
        self.is_limited = False  # whether as many pages were asked for as may be: the others wait for the next crawl
        self.title: str | None = None
        # How many requests wait; the scheduler knows.
        self.waiting_now: Callable[[], int] = lambda: 0
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        self.key = f"{re.sub(r'[^A-Za-z0-9._-]', '-', name)}-{stamp}"
        facts = {**asdict(portal), "name": name, "key": self.key, "started_at": self.started_at}
        facts |= {"since": since, "imported": imported, "assets": assets}
        if (order := session.store.crawls.order_after(self.started_at)) is not None:
            facts["ordered_at"] = order
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

    def known_assets(self) -> set[str]:
        """Return the addresses of the portal's pictures and attachments that are stored."""
        rows = self.session.store.db.execute(
            "SELECT url FROM assets WHERE capture IS NOT NULL"
            " AND article IN (SELECT id FROM articles WHERE portal = ?)",
            [self.name],
        )
        return {row[0] for row in rows}

    def save_resource(self, url: str, content: bytes, mime: str) -> Capture:
        """Write something imported to the WARC file, and its row. Raises NotWritable."""
        with self.session.writing():
            capture = self.warc.save_resource(url, utc_now(), content, mime)
            self.session.store.captures.save(capture, self.crawl, None)
        self.session.touched()
        return capture

    def save_response(self, exchange: Exchange, refers_to: Capture | None = None) -> Capture:
        """Write a response to the WARC file, and its row; see `WarcFile.save_response`.

        Bytes that the archive holds are not stored again. `refers_to` is the capture that a 304 confirms.
        Raises NotWritable.
        """
        held = None
        if exchange.status == 304 and refers_to is not None:
            held = self._holder(refers_to.payload_digest) or refers_to
        elif exchange.status == 200 and exchange.body and not exchange.cut:
            held = self._holder(exchange.payload_digest)
        with self.session.writing():
            capture = self.warc.save_response(exchange, held)
            self.session.store.captures.save(capture, self.crawl, None)
        self.tally.pages += not capture.url.endswith("/robots.txt")
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
        """Return the first capture that holds these bytes and can be read: nothing is to lean on what is lost."""
        held = self.session.store.captures.holding(digest, self.crawl, rendered=rendered)
        warc = self.session.archive.warc
        return next((one for one in held if is_record(warc / one.warc_file, one.warc_offset)), None)

    def project(self, capture: Capture, extracted: Mapping[str, Any] | None) -> Saved:
        """Write what a capture says. Raises NotWritable."""
        with self.session.writing():
            saved = project(
                *(self.session.store, capture, extracted), crawl=self.crawl, portal=self.name, since=self.since
            )
        self.tally.count(saved, extracted or {})
        for other in saved.others:
            self.tally.count(other, {})
        return saved

    def taken_up(self, method: str, url: str) -> tuple[Capture, StoredCapture] | None:
        """Return, once, what the crawl that this one goes on with had stored of an address and not followed yet."""
        if not self.goes_on or method != "GET" or url in self._taken_up:
            return None
        self._taken_up.add(url)
        return self.memory.left_behind(url, self.crawl)

    def knows(self, url: str) -> bool:
        """Whether an address is an article's."""
        return self.session.store.articles.id_of(canonical_url(url)) is not None

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

    def redirected(self, asked: int, unit: int) -> None:
        """Mark that a request stands for the one that redirected to it. Raises NotWritable."""
        with self.session.writing():
            self.frontier.redirect(asked, unit)

    def fail(self, url: str, why: str) -> None:
        """Note a page that could not be had."""
        self.tally.failures.append((url, why))

    def finish(self, reason: str) -> dict[str, Any]:
        """Write the report of the crawl, and return it; where it cannot be written any more it is only returned."""
        if self.session.broken is None:
            with suppress(NotWritable):
                self._settle()
        report = self._report(reason)
        if self.session.broken is None:
            try:
                self._write(report, reason)
            except NotWritable:
                report = self._report(reason)
        with suppress(OSError):
            self.warc.close()
        self.session.recorders.remove(self)
        failures = [{"url": url, "why": why} for url, why in self.tally.failures]
        del report["barren"]
        return {**report, "outstanding": len(report["outstanding"]), "failures": failures}

    def _settle(self) -> None:
        """Say what is gone by all that was read, make one of articles that came under two addresses; count them so.

        Raises NotWritable.
        """
        with self.session.writing():
            steady = settle_edits(self.session.store, self.crawl)
            gone = settle(self.session.store, self.crawl)
            missed = self._missed()
            twins = unite(self.session.store, self.crawl)
            found = missed - self._missed()
        self.tally.outcomes["changed"] -= steady
        self.tally.settle(gone, missed)
        self.tally.unite(twins, found)

    def _missed(self) -> set[int]:
        query = f"SELECT article FROM absences x WHERE crawl = ? AND {SAYS_SO}"
        looks = self.session.store.db.execute(query, [self.crawl])
        return {int(article) for (article,) in looks}

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
        new, changed, gone = (self.tally.outcomes[name] for name in ("new", "changed", "gone"))
        seconds = time.monotonic() - self.began
        return Standing(self.name, self.tally.pages, new, changed, gone, self.waiting_now(), seconds)

    def _report(self, reason: str) -> dict[str, Any]:
        outcome = {"finished": "finished", "limited": "limited"}.get(reason, "interrupted")
        if self.session.broken is not None:
            outcome = "interrupted"
        # One that was told to end has not looked.
        empty = outcome != "interrupted" and self.is_empty()
        if outcome == "finished" and (self.tally.home_failure or empty):
            outcome = "failed"
        return {
            "portal": self.name,
            "key": self.key,
            "title": self.title,
            "finished_at": utc_now(),
            "outcome": outcome,
            **self.tally.figures(),
            "health": self.session.broken or self._health(empty=empty),
            "validators": "lied" if self.memory.trust.lied else None,
            "barren": self.memory.barren() if reason == "finished" and not self.session.broken else None,
            "outstanding": [] if self.session.broken else self.frontier.outstanding(),
        }

    def _health(self, *, empty: bool) -> str:
        """Say what a person should look at; doubtful is what was missed while nothing showed that the host is whole."""
        db = self.session.store.db
        at_once = [(lost, looked) for lost, looked in lost_at_once(db, self.crawl).values() if looked > len(lost)]
        query = f"SELECT article FROM absences x WHERE crawl = ? AND alive IS NULL AND {SAYS_SO}"
        doubtful = {int(row[0]) for row in db.execute(query, [self.crawl])}.difference(*(lost for lost, _ in at_once))
        query = "SELECT count(*) FROM json_each(?) l JOIN articles a ON a.id = l.value AND +a.status = 'live'"
        still = db.execute(query, [json.dumps(sorted(set().union(*(lost for lost, _ in at_once))))]).fetchone()[0]
        counts = (int(still), sum(looked for _, looked in at_once))
        return self.tally.health(empty=empty, doubtful=len(doubtful), at_once=counts)

    def is_empty(self) -> bool:
        """Whether no article of the portal was ever found."""
        known = self.session.store.db.execute("SELECT 1 FROM articles WHERE portal = ? LIMIT 1", [self.name]).fetchone()
        return not self.tally.articles and known is None
