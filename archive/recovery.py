"""What a killed crawl left behind, put in order before another one begins.

Its last WARC file may end in a torn record, which is cut off; whole records may lie on the disk that no row tells of,
since their commit never came: they are read and projected. Files of others and crawls that ended are left alone.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from archive.captures import ids_of
from archive.crawls import order_of
from archive.items import PORTAL_PROFILE, CrawlNote
from archive.members import Broken, iter_members, next_record
from archive.store import Store
from archive.warc_reading import iter_records

# Captures before the last known one that are read again: their rows may be there and their articles' not yet, and a
# further page of an article is known by its first one only.
LOOK_BACK = 300
_MARK = "recovered_through"
_NAME = re.compile(r"^(?P<key>.+)-\d{5}\.warc\.gz$")


@dataclass(frozen=True, slots=True)
class Rest:
    """The end of a killed crawl: its key, all its files, and from which byte of which of them it is to be read."""

    key: str
    note: Mapping[str, Any]
    files: Sequence[Path]
    tail: Sequence[Path]
    start: int


Project = Callable[[Store, Sequence[Rest], Callable[[int], bool]], None]


def recover(store: Store, warc: Path, project: Project, say: Callable[[str], None]) -> None:
    """Cut off what is torn, saying so, and have `project` write the rows of what is whole and not known.

    `project` is given the rests in the order of their crawls, and what tells of a capture's row whether its page was
    projected before. To be called by who holds the archive for writing. Raises OSError, sqlite3.DatabaseError.
    """
    row = store.db.execute("SELECT value FROM settings WHERE name = ?", [_MARK]).fetchone()
    through = int(row[0]) if row else 0
    files: dict[str, list[Path]] = {}
    for path in sorted(warc.glob("*.warc.gz")):
        if match := _NAME.match(path.name):
            files.setdefault(match["key"], []).append(path)
    unfinished = store.db.execute(
        "SELECT id, key FROM crawls WHERE finished_at IS NULL AND id > ? ORDER BY id", [through]
    ).fetchall()
    ends = (partial(_end_of, store, crawl, key, files.get(key, []), say) for crawl, key in unfinished)
    rests = [rest for find in ends if (rest := _readable(find, say))]
    known = {row[0] for row in store.db.execute("SELECT key FROM crawls")}
    strangers = (partial(_unknown, key, paths, say) for key, paths in files.items() if key not in known)
    rests += sorted(
        (rest for find in strangers if (rest := _readable(find, say))),
        key=lambda rest: order_of(rest.note),
    )
    if rests:
        before = sum(store.captures.count(rest.key) for rest in rests)
        project(store, rests, lambda capture: _is_projected(store, capture))
        new = sum(store.captures.count(rest.key) for rest in rests) - before
        if new:
            say(f"{warc}: {new} capture{'s' * (new != 1)} taken in that the database did not know of")
    store.begin()
    store.db.execute(
        "INSERT OR REPLACE INTO settings (name, value) SELECT ?, coalesce(max(id), 0) FROM crawls", [_MARK]
    )
    store.commit()


def left_behind(db: sqlite3.Connection) -> list[str]:
    """Return the keys of the crawls that were killed, and whose end no later one has put in order yet."""
    return [
        row[0]
        for row in db.execute(
            "SELECT key FROM crawls WHERE finished_at IS NULL"
            " AND id > coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?), 0) ORDER BY id",
            [_MARK],
        )
    ]


def cut_torn(path: Path, start: int, say: Callable[[str], None]) -> int:
    """Cut a torn record off the end of a WARC file, read from the record at byte `start` on; return its size then.

    What is damaged with whole records behind it was not torn by a crash: it is said and left.
    """
    while True:
        try:
            for member in iter_members(path, start):
                start = member.end
            return start
        except Broken as error:
            follows = next_record(path, error.offset + 1)
            if follows is not None:
                say(f"{path}: damaged at byte {error.offset}; see `dangjian verify`")
                start = follows
                continue
            size = path.stat().st_size
            with path.open("r+b") as stream:
                stream.truncate(error.offset)
                os.fsync(stream.fileno())
            say(f"{path}: cut {size - error.offset} bytes of a torn record off")
            return error.offset


def _readable(find: Callable[[], Rest | None], say: Callable[[str], None]) -> Rest | None:
    """Return what is found; None, saying so, where a file cannot be read."""
    try:
        return find()
    except OSError as error:
        say(f"{error.filename}: cannot be read ({error.strerror}); see `dangjian verify`")
        return None


def _end_of(store: Store, crawl: int, key: str, files: list[Path], say: Callable[[str], None]) -> Rest | None:
    """Return what of a killed crawl is to be read: from some captures before the last known one on."""
    last = store.db.execute(
        "SELECT warc_file, warc_offset + warc_length FROM captures WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1",
        ids_of(crawl),
    ).fetchone()
    name, end = last or ("", 0)
    if name and not any(path.name == name and path.stat().st_size >= end for path in files):
        say(f"{name}: less is there than the database knows of; see `dangjian verify`")
    for path in files:
        # A file that a later one follows was closed, but a power cut knows no order.
        if path.name >= name:
            cut_torn(path, end if path.name == name and end <= path.stat().st_size else 0, say)
    first = store.db.execute(
        "SELECT warc_file, warc_offset FROM captures WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1 OFFSET ?",
        [*ids_of(crawl), LOOK_BACK],
    ).fetchone()
    name, start = first or ("", 0)
    tail = [path for path in files if path.name >= name]
    if not tail or not (note := _portal_note(files[0])):
        return None
    return Rest(key, note, files, tail, start if tail[0].name == name else 0)


def _unknown(key: str, files: list[Path], say: Callable[[str], None]) -> Rest | None:
    """Return a crawl of ours that has no row, whole; None for files of others."""
    note = _portal_note(files[0])
    if note is None:
        _drop_beginning(files[0], say)
        return None
    if note.get("key") != key:
        return None
    for path in files:
        cut_torn(path, 0, say)
    return Rest(key, note, files, files, 0)


def _portal_note(path: Path) -> dict[str, Any] | None:
    for record in iter_records(path, with_bodies=False):
        if isinstance(record, CrawlNote) and record.profile == PORTAL_PROFILE:
            return dict(record.content)
        break
    return None


def _drop_beginning(path: Path, say: Callable[[str], None]) -> None:
    """Remove a file that was torn before its crawl had said whose it is: there is nothing in it."""
    records = 0
    try:
        for member in iter_members(path):
            records += 1
            if records > 1 or b"WARC-Type: warcinfo" not in member.data:
                return
    except Broken as error:
        if not error.torn:
            return
    path.unlink()
    say(f"{path}: torn before its first capture; removed")


def _is_projected(store: Store, capture: int) -> bool:
    """Whether what a capture says stands in the rows already: its page was read, or an article points to it."""
    row = store.db.execute("SELECT page_kind, article FROM captures WHERE id = ?", [capture]).fetchone()
    return row is not None and (row[0] is not None or row[1] is not None)
