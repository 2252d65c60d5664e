"""Captures read again and projected: what a rebuild does with every crawl, and recovery with the end of a killed one.

Pages are read in as many processes as there are cores, a bounded number ahead; their rows are written here, in the
order the captures came, so that the database is the same whoever read them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from archive.captures import read_row
from archive.items import PORTAL_PROFILE, Capture, CrawlNote, Place, StoredCapture
from archive.projection import project
from archive.recovery import Rest
from archive.settling import settle, settle_edits
from archive.store import Store
from archive.twins import unite
from archive.warc_reading import iter_records, read_capture
from crawler.addresses import url_key
from crawler.crawl_notes import layouts_by_name, layouts_of, name_of
from crawler.extraction.state import page_state
from crawler.extraction.tree import parse
from crawler.items import Layout
from crawler.places import Places, is_read
from crawler.readers import Readers
from crawler.reading import imported, is_whole, page_of, read_stored, unread, with_index_texts

AT_ONCE = 8  # captures that go to another process together
AHEAD = 40  # such bundles read ahead of the one whose rows are written
LOOKED_UP = 500  # records found by one look ahead into a file
COMMIT_EVERY = 2000  # captures


@dataclass(frozen=True, slots=True)
class Task:
    """A capture to be read: where it lies, where its bytes are if elsewhere, and that it is an import's."""

    place: Place
    payload: Place | None
    resource: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Some records of a file in order, without their bodies; `end` is where the next ones begin, None at the end."""

    records: list[Capture | CrawlNote]
    damage: list[str]
    end: int | None


@dataclass(slots=True)
class Waiting:
    """Captures that are being read, each with its number in `answers`, and the notes between them."""

    items: list[tuple[Capture, int | None] | CrawlNote]
    answers: Callable[[], list[dict[str, Any] | str]]


def look_ahead(path: Path, start: int, at_most: int) -> Found:
    """Return the captures and notes of a WARC file from byte `start` on."""
    found = Found([], [], None)
    for record in iter_records(path, found.damage.append, start=start, with_bodies=False):
        if len(found.records) >= at_most and not isinstance(record, CrawlNote):
            return Found(found.records, found.damage, record[0].warc_offset)
        found.records.append(record if isinstance(record, CrawlNote) else record[0])
    return found


def read_tasks(tasks: Sequence[Task], layouts: Sequence[Layout]) -> list[dict[str, Any] | str]:
    """Return the article JSON of each capture, or in one line why it cannot be read."""
    answers: list[dict[str, Any] | str] = []
    for task in tasks:
        try:
            stored = read_capture(*task.place, task.payload)
            extracted = imported(stored) if task.resource else read_stored(stored, layouts=layouts)
            answers.append(with_index_texts(extracted))
        except (OSError, ValueError) as error:
            answers.append(str(error))
    return answers


@dataclass(slots=True)
class Replay:
    """Projects the captures of one crawl again, in the order they came.

    `done` says of a row whether it was projected before; such a capture is read, but writes no rows.
    """

    store: Store
    readers: Readers
    note: Mapping[str, Any]
    name: str
    key: str
    files: Sequence[Path]
    layouts: Sequence[Layout] = ()
    done: Callable[[int], bool] | None = None
    damage: list[str] = field(default_factory=list)
    crawl: int = 0
    count: int = 0
    parts: set[str] = field(default_factory=set)
    places: Places | None = None
    warc: Path = field(init=False)
    render: bool = field(init=False)

    def __post_init__(self) -> None:
        self.warc = self.files[0].parent
        self.render = bool(self.note.get("render"))
        started = self.note.get("started_at") or "1970-01-01T00:00:00+00:00"
        if not self.store.crawls.knows(self.key):
            self.store.crawls.save_portal(self.name, self.note or {"title": self.name})
        self.crawl = self.store.crawls.start(self.key, self.name, started)

    def run(self, files: Sequence[Path] | None = None, start: int = 0) -> int:
        """Project every capture from byte `start` of the first file on, and return how many there were."""
        waiting: deque[Waiting] = deque()
        for records in self._records(self.files if files is None else files, start):
            waiting.append(self._begin(records))
            while len(waiting) > AHEAD:
                self._write(waiting.popleft())
        while waiting:
            self._write(waiting.popleft())
        self.store.commit()
        return self.count

    def _records(self, files: Sequence[Path], start: int) -> Iterator[list[Capture | CrawlNote]]:
        """Yield the records in small bundles; the next look into a file is taken while one is worked on."""
        for path in files:
            look: Callable[[], Found] | None = self.readers.call(look_ahead, path, start, LOOKED_UP)
            start = 0
            while look is not None:
                found = look()
                self.readers.count(len(found.records))
                look = None if found.end is None else self.readers.call(look_ahead, path, found.end, LOOKED_UP)
                for first in range(0, len(found.records), AT_ONCE):
                    yield found.records[first : first + AT_ONCE]
                self.damage.extend(found.damage)

    def _begin(self, records: Sequence[Capture | CrawlNote]) -> Waiting:
        """Write the captures' own rows, and have the captures read."""
        items: list[tuple[Capture, int | None] | CrawlNote] = []
        tasks: list[Task] = []
        for record in records:
            if isinstance(record, CrawlNote):
                items.append(record)
                continue
            row = self.store.captures.save(record, self.crawl, None)
            number = None
            try:
                held = self.store.captures.payload_place(row)
            except ValueError:
                self.damage.append(
                    f"{record.warc_file}: the record at byte {record.warc_offset} stands for bytes that are nowhere"
                    f" ({record.url}, {record.payload_digest})"
                )
            else:
                if is_read(record, render=self.render):
                    number = len(tasks)
                    place = (self.warc / record.warc_file, record.warc_offset)
                    payload = (self.warc / held[0], held[1]) if held else None
                    tasks.append(Task(place, payload, record.status is None and not record.rendered))
            items.append((record, number))
        return Waiting(items, self.readers.call(read_tasks, tasks, self.layouts) if tasks else list)

    def _write(self, waiting: Waiting) -> None:
        answers = waiting.answers()
        for item in waiting.items:
            if isinstance(item, CrawlNote):
                if item.profile != PORTAL_PROFILE:
                    settle_edits(self.store, self.crawl)
                    settle(self.store, self.crawl)
                    unite(self.store, self.crawl)
                    self.store.crawls.finish(self.crawl, item.content)
                    if title := item.content.get("title"):
                        self.store.crawls.save_portal(self.name, {"title": title})
                continue
            capture, number = item
            self._project(capture, None if number is None else answers[number])

    def _project(self, capture: Capture, answer: dict[str, Any] | str | None) -> None:
        self.count += 1
        extracted = unread(capture.url)
        if isinstance(answer, str):
            self.damage.append(answer)
        elif answer is not None and url_key(capture.url) not in self.parts and not self._is_asset(capture):
            extracted = answer
            if extracted.get("part_urls") and (capture.status is not None or capture.rendered):
                extracted = self._with_parts(capture)
                self.parts.update(url_key(url) for url in extracted.get("part_urls") or ())
        if self.done is None or not self.done(self.store.captures.save(capture, self.crawl, None)):
            project(self.store, capture, extracted, crawl=self.crawl, portal=self.name, since=self.note.get("since"))
        if self.count % COMMIT_EVERY == 0:
            self.store.commit()

    def _is_asset(self, capture: Capture) -> bool:
        """Whether the crawl fetched a capture as a picture or file, and took no page that came in its place for one."""
        return bool(self.note.get("assets")) and capture.status == 200 and self.store.assets.has(capture.url)

    def _with_parts(self, capture: Capture) -> dict[str, Any]:
        """Read an article that goes on on further pages; their captures came after its first."""
        stored = read_row(self.store.db, self.warc, self.store.captures.save(capture, self.crawl, None))
        return read_stored(stored, self._find, self.layouts)

    def _find(self, url: str) -> StoredCapture | None:
        """Return the first capture of a further page of an article that came whole and was no wall, or None."""
        if self.places is None:
            self.places = Places(self.files, render=self.render)
        walled = None
        places = list(self.places.find(url))
        for place, digest in places:
            stored = self._read(place, digest)
            if stored is not None and (not stored.cut or is_whole(stored.body)):
                if len(places) == 1 or page_state(parse(page_of(stored))) not in ("blocked", "closed"):
                    return stored
                walled = walled or stored
        return walled

    def _read(self, place: Place, digest: str | None) -> StoredCapture | None:
        assert self.places is not None
        if digest is None:
            return read_capture(*place)
        captures = self.store.captures
        holders = (captures.holding(digest, self.crawl, rendered=rendered) for rendered in (False, True))
        held = next(chain.from_iterable(holders), None)
        payload = (self.warc / held.warc_file, held.warc_offset) if held else self.places.holder(digest)
        return read_capture(*place, payload) if payload else None


def project_rests(store: Store, rests: Sequence[Rest], done: Callable[[int], bool]) -> None:
    """Project what killed crawls left behind; see `archive.recovery`."""
    layouts = layouts_by_name()
    with Readers() as readers:
        for rest in rests:
            name = name_of(rest.note, rest.files)
            own = layouts_of(rest.note, name, layouts)
            Replay(store, readers, rest.note, name, rest.key, rest.files, own, done=done).run(rest.tail, rest.start)
