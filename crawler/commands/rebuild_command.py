"""`dangjian rebuild`"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from archive.directory import Archive
from archive.errors import NotAnArchive
from archive.projection import project
from archive.store import Store
from archive.warc import PORTAL_PROFILE, Capture, CrawlNote, StoredCapture, iter_records, read_capture
from crawler.addresses import url_key
from crawler.commands import archive_option, json_option, print_json, talk
from crawler.items import Layout
from crawler.reading import imported, is_shell, read_stored, unread


def first_note(path: Path) -> dict[str, Any]:
    """Return what a WARC file says of its crawl at its beginning; a file of others says nothing."""
    for record in iter_records(path):
        if isinstance(record, CrawlNote):
            return dict(record.content) if record.profile == PORTAL_PROFILE else {}
        break
    return {}


def crawls(directory: Path) -> Iterator[tuple[dict[str, Any], list[Path]]]:
    """Yield each crawl's portal note with its files in order, the oldest crawl first."""
    groups: dict[str, tuple[dict[str, Any], list[Path]]] = {}
    for path in sorted(directory.glob("*.warc.gz")):
        note = first_note(path)
        groups.setdefault(note.get("key") or path.name, (note, []))[1].append(path)
    yield from sorted(groups.values(), key=lambda group: (group[0].get("started_at") or "", str(group[1][0])))


def name_of(note: dict[str, Any], files: list[Path]) -> str:
    """Return the name of a crawl's portal; without a note, from the names of its files."""
    return note.get("name") or files[0].name.partition("-2")[0]


def layouts_by_name() -> dict[str, tuple[Layout, ...]]:
    """Return the layouts of the portals that have a definition. Raises Wrong for a definition that cannot be used."""
    # Brings Scrapy along, which nothing else here needs.
    from crawler.definitions import definitions

    return {name: definition.layouts for name, definition in definitions().items()}


class Replay:
    """Projects the captures of one crawl again, in the order they came."""

    def __init__(
        self,
        store: Store,
        note: dict[str, Any],
        files: list[Path],
        damage: list[str],
        layouts: Sequence[Layout] = (),
    ) -> None:
        self.store, self.note, self.files, self.damage, self.layouts = store, note, files, damage, layouts
        self.name = name_of(note, files)
        started = note.get("started_at") or "1970-01-01T00:00:00+00:00"
        store.save_portal(self.name, note or {"title": self.name})
        self.crawl = store.start_crawl(note.get("key") or files[0].name, self.name, started)
        self.places: dict[str, tuple[Path, int]] = {}
        self.parts: set[str] = set()
        self.count = 0

    def _find(self, url: str) -> StoredCapture | None:
        """Return the capture of a further page of an article, which came after its first."""
        if not self.places:
            for path in self.files:
                for record in iter_records(path):
                    if not isinstance(record, CrawlNote) and self._is_page(record[1]):
                        self.places.setdefault(url_key(record[0].url), (path, record[0].warc_offset))
        place = self.places.get(url_key(url))
        return read_capture(*place) if place else None

    def _is_page(self, stored: StoredCapture) -> bool:
        """Whether a capture is a page that was read, not an error and not what a browser rendered."""
        if self.note.get("render") and is_shell(stored.status, stored.headers):
            return False
        return stored.status == 200 or stored.rendered

    def run(self) -> int:
        """Project every capture, and return how many there were."""
        for path in self.files:
            for record in iter_records(path, self.damage.append):
                if isinstance(record, CrawlNote):
                    if record.profile != PORTAL_PROFILE:
                        self.store.finish_crawl(self.crawl, record.content)
                        if title := record.content.get("title"):
                            self.store.save_portal(self.name, {"title": title})
                    continue
                self._project(*record)
        return self.count

    def _project(self, capture: Capture, stored: StoredCapture) -> None:
        self.count += 1
        # As in the crawl: what was fetched as a picture or file is no page, whatever the server sent in its place.
        asset = bool(self.note.get("assets")) and self.store.has_asset(capture.url)
        shell = stored.status == 200 and not self._is_page(stored)
        if asset or shell or capture.url.endswith("/robots.txt") or url_key(capture.url) in self.parts:
            extracted = unread(capture.url)
        elif stored.status is None and not stored.rendered:
            extracted = imported(stored)
        else:
            extracted = read_stored(stored, self._find, self.layouts)
            self.parts.update(url_key(url) for url in extracted.get("part_urls") or ())
        project(self.store, capture, extracted, crawl=self.crawl, portal=self.name, since=self.note.get("since"))
        if self.count % 500 == 0:
            self.store.commit()


def rebuild(archive: Archive) -> tuple[int, list[str]]:
    """Make the database of an archive again, and return the number of captures and the damage found.

    The new database takes the old one's place only when it is whole. Raises Wrong for a portal's definition that
    cannot be used.
    """
    layouts = layouts_by_name()
    new = archive.database.with_suffix(".db.new")
    for path in (new, Path(f"{new}-wal"), Path(f"{new}-shm")):
        path.unlink(missing_ok=True)
    damage: list[str] = []
    store = Store(new)
    try:
        captures = 0
        for note, files in crawls(archive.warc):
            # What was imported was read without any.
            own = () if note.get("imported") else layouts.get(name_of(note, files), ())
            captures += Replay(store, note, files, damage, own).run()
        store.commit()
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    for path in (Path(f"{archive.database}-wal"), Path(f"{archive.database}-shm")):
        path.unlink(missing_ok=True)
    new.replace(archive.database)
    return captures, damage


@click.command("rebuild")
@archive_option
@json_option
def command(directory: Path, as_json: bool) -> None:
    """Make the database again from the WARC files alone: the same rows with the same keys."""
    if not any((directory / "warc").glob("*.warc.gz")):
        raise NotAnArchive(f"{directory}: no WARC files in {directory / 'warc'}; name an archive with --archive")
    with Archive(directory, rebuilding=True) as archive:
        captures, damage = rebuild(archive)
    for line in damage:
        talk(line)
    talk(f"Rebuilt {archive.database} from {captures} captures")
    if as_json:
        print_json({"archive": str(directory), "captures": captures, "damage": damage})
    if damage:
        raise SystemExit(1)
