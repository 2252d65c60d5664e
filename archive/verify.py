"""Fixity: whether WARC files, rows and search index still say the same, and every digest is right.

Nothing is written, and nothing must hold still: the database is read as of one moment, and what a running crawl has
added since is no damage.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.digest import digest_is_right
from archive.errors import said_by
from archive.items import Capture
from archive.members import Broken, Member, is_gzip, iter_members, next_record
from archive.repeated import repeated
from archive.verify_articles import NO_ROW, verify_articles, verify_revisions
from archive.verify_derived import verify_derived
from archive.verify_index import verify_index
from archive.warc_reading import UNREADABLE, capture_of, parse_member

LISTED_AT_MOST = 1000  # lines of damage
_KEY = re.compile(r"-\d{5}\.warc\.gz$")
_NULL = re.compile(r"NULL value in (?P<table>\w+)\.(?P<column>\w+)")
_COMPARED = ("url", "fetched_at", "status", "mime", "payload_digest", "warc_length", "etag", "last_modified")


@dataclass(slots=True)
class Verified:
    """What was looked at and what was found wrong, a line each; beyond LISTED_AT_MOST only their number is kept."""

    captures: int = 0
    files: int = 0
    articles: int = 0
    damage: list[str] = field(default_factory=list)
    damaged: int = 0

    def saw_article(self) -> None:
        """Count an article that is looked at."""
        self.articles += 1

    def wrong(self, line: str) -> None:
        """Note one damage; said twice in a row, it is one."""
        if self.damage and self.damage[-1] == line:
            return
        self.damaged += 1
        if len(self.damage) < LISTED_AT_MOST:
            self.damage.append(line)


@dataclass(frozen=True, slots=True)
class _Crawl:
    """What is known of the crawl of a file; `open_from` is the byte from which a running or killed one goes on."""

    known: bool
    open_from: int | None


def verify(directory: Path, on_file: Callable[[int, int], None] = lambda done, of: None) -> Verified:
    """Look at everything in an archive; `on_file` is told how many WARC files are done. Damage is never an error."""
    found = Verified()
    files = sorted((directory / "warc").glob("*.warc*"))
    database = directory / "archive.db"
    db = _snapshot(database)
    try:
        checks: list[Callable[[], None]] = [
            lambda: _verify_database(db, database, found),
            lambda: _verify_files(db, database, files, found, on_file),
            lambda: _verify_payloads(db, found),
            lambda: verify_articles(db, found.wrong, found.saw_article),
            lambda: verify_revisions(db, found.wrong),
            lambda: verify_derived(db, found.wrong),
            lambda: verify_index(db, found.wrong),
        ]
        for check in checks:
            try:
                check()
            except sqlite3.DatabaseError as error:
                found.wrong(f"{database}: cannot be read ({said_by(error)}); make it again with `dangjian rebuild`")
            except NO_ROW as error:
                found.wrong(f"{database}: a row is none ({error}); make it again with `dangjian rebuild`")
    finally:
        db.close()
    return found


def _snapshot(database: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None, timeout=30)
    db.execute("BEGIN")
    return db


def _verify_database(db: sqlite3.Connection, database: Path, found: Verified) -> None:
    believed: dict[tuple[str, str], bool] = {}
    for (line,) in db.execute("PRAGMA integrity_check(1000000000)"):
        if match := _NULL.fullmatch(line):
            # SQLite 3.40 says so of every row of a table WITHOUT ROWID whose key is not its first columns.
            place = (match["table"], match["column"])
            if place not in believed:
                query = f'SELECT 1 FROM "{place[0]}" WHERE "{place[1]}" IS NULL LIMIT 1'
                believed[place] = db.execute(query).fetchone() is not None
            if not believed[place]:
                continue
        if line != "ok":
            found.wrong(f"{database}: {' '.join(line.split())}")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        where = f"row {row} of {table}" if row is not None else f"a row of {table}"
        found.wrong(f"{where}: refers to a row of {parent} that is not there")


# -- WARC files and their rows ---------------------------------------------------------------------------------------


def _verify_files(
    db: sqlite3.Connection,
    database: Path,
    files: list[Path],
    found: Verified,
    on_file: Callable[[int, int], None],
) -> None:
    strangers: list[Path] = []
    for done, path in enumerate(files):
        on_file(done, len(files))
        crawl = _crawl_of(db, path)
        holds_some = True
        try:
            if is_gzip(path):
                holds_some = _verify_file(db, path, crawl, found)
                found.files += 1
            elif crawl.known:
                found.wrong(f"{path.name}: damaged at byte 0 (no gzip)")
        except OSError as error:
            found.wrong(f"{path.name}: cannot be read ({error.strerror})")
        # A crawl may have ended between its file's first record and its row, with nothing fetched: the disk was full.
        if not crawl.known and holds_some:
            strangers.append(path)
    names = {path.name for path in files}
    rows = db.execute("SELECT warc_file, count(*) FROM captures GROUP BY warc_file")
    for name, count in rows:
        if name not in names:
            found.wrong(f"{name}: the file is not there, and {count} captures are in it")
    if strangers:
        # A crawl may have begun them since the database was looked at.
        fresh = _snapshot(database)
        copies = repeated(files)
        for path in strangers:
            if path in copies:
                found.wrong(
                    f"{path.name}: a copy of {copies[path].name}, from which nothing was taken; move it elsewhere"
                )
            elif not _crawl_of(fresh, path).known:
                found.wrong(f"{path.name}: the database knows nothing of this file; `dangjian rebuild` takes it in")
        fresh.close()


def _crawl_of(db: sqlite3.Connection, path: Path) -> _Crawl:
    row = db.execute(
        "SELECT finished_at, (SELECT max(warc_offset + warc_length) FROM captures WHERE warc_file = ?)"
        " FROM crawls WHERE key IN (?, ?)",
        [path.name, _KEY.sub("", path.name), path.name],
    ).fetchone()
    if row is None:
        # A file may have another name than its crawl: it was copied, or imported.
        query = "SELECT 1 FROM captures WHERE warc_file = ? LIMIT 1"
        return _Crawl(db.execute(query, [path.name]).fetchone() is not None, None)
    return _Crawl(True, None if row[0] else row[1] or 0)


def _verify_file(db: sqlite3.Connection, path: Path, crawl: _Crawl, found: Verified) -> bool:
    """Compare the records of a file with the captures' rows, both in the order of the file; say whether it has any."""
    holds_some = False
    rows = _rows(db, path.name)
    row = next(rows, None)
    for member in _members(path, crawl, found):
        capture = _verify_record(path, member, found)
        if capture is None:
            continue
        holds_some = True
        while row is not None and row[0].warc_offset < capture.warc_offset:
            found.wrong(f"{path.name}: no whole response begins at byte {row[0].warc_offset}, where {_who(row)} should")
            row = next(rows, None)
        if row is None or row[0].warc_offset > capture.warc_offset:
            if crawl.known and (crawl.open_from is None or capture.warc_offset < crawl.open_from):
                found.wrong(
                    f"{path.name}: the response at byte {capture.warc_offset} ({capture.url}) has no row;"
                    " `dangjian rebuild` takes it in"
                )
            continue
        found.captures += 1
        differ = [name for name in _COMPARED if getattr(row[0], name) != getattr(capture, name)]
        if differ:
            found.wrong(f"{path.name}: {_who(row)} and its record at byte {capture.warc_offset} differ in {differ}")
        if (row[2] is not None) != (capture.revisit_of is not None):
            found.wrong(f"{_who(row)}: whether it holds its bytes itself, row and record do not agree")
        row = next(rows, None)
    while row is not None:
        found.wrong(f"{path.name}: no whole response begins at byte {row[0].warc_offset}, where {_who(row)} should")
        row = next(rows, None)
    return holds_some


def _rows(db: sqlite3.Connection, name: str) -> Iterator[tuple[Capture, int, int | None]]:
    """Yield a file's captures as the rows have them, with id and `payload_of`."""
    columns = {row[1] for row in db.execute("PRAGMA table_info(captures)")}
    for row in db.execute(
        "SELECT url, fetched_at, status, mime, payload_digest, warc_file, warc_offset, warc_length, etag,"
        f" last_modified, id, {'payload_of' if 'payload_of' in columns else 'NULL'}"
        " FROM captures WHERE warc_file = ? ORDER BY warc_offset",
        [name],
    ):
        yield Capture(*row[:10]), row[10], row[11]


def _who(row: tuple[Capture, int, int | None]) -> str:
    return f"capture {row[1]} ({row[0].url})"


def _members(path: Path, crawl: _Crawl, found: Verified) -> Iterator[Member]:
    """Yield the whole records of a file; what is damaged is noted, what a crawl is writing just now is not."""
    start = 0
    while True:
        try:
            for member in iter_members(path, start):
                start = member.end
                yield member
            return
        except Broken as error:
            follows = next_record(path, error.offset + 1)
            unfinished = crawl.open_from is not None and error.offset >= crawl.open_from
            if not (unfinished and follows is None):
                found.wrong(f"{path.name}: damaged at byte {error.offset} ({error})")
            if follows is None:
                return
            start = follows


def _verify_record(path: Path, member: Member, found: Verified) -> Capture | None:
    """Check the digests of a record, and return the capture it is, if it is one."""
    where = f"{path.name}: the record at byte {member.offset}"
    try:
        record = parse_member(member)
        facts = record.rec_headers
        payload = record.raw_stream.read()
        begin = member.data.find(b"\r\n\r\n") + 4
        block = member.data[begin : begin + int(facts.get_header("Content-Length"))]
        capture = capture_of(record, path.name, member.offset, member.length)
    except UNREADABLE as error:
        found.wrong(f"{where} is none ({said_by(error)})")
        return None
    checks = [("block", facts.get_header("WARC-Block-Digest"), block)]
    if record.rec_type != "revisit":
        checks.append(("payload", facts.get_header("WARC-Payload-Digest"), payload))
    for name, digest, content in checks:
        if digest and not digest_is_right(digest, content):
            found.wrong(f"{where}: its {name} is not what its digest {digest} says")
    return capture


def _verify_payloads(db: sqlite3.Connection, found: Verified) -> None:
    """Check that every revisit leans on a capture that holds the same bytes itself."""
    if "payload_of" not in {row[1] for row in db.execute("PRAGMA table_info(captures)")}:
        found.wrong("archive.db: made by an older version; `dangjian rebuild` makes it anew")
        return
    for identity, url in db.execute(
        "SELECT c.id, c.url FROM captures c LEFT JOIN captures held ON held.id = c.payload_of"
        " WHERE c.payload_of IS NOT NULL AND (held.id IS NULL OR held.payload_of IS NOT NULL"
        " OR held.payload_digest <> c.payload_digest)"
    ):
        found.wrong(f"capture {identity} ({url}): the bytes it stands for are not in the archive")
