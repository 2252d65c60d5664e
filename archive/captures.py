"""The rows of captures: where each stored response lies, and which capture holds a revisit's bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.digest import payload_digest
from archive.items import Capture, Reference, StoredCapture
from archive.moves import leads_to
from archive.warc_reading import read_capture

CAPTURES_A_CRAWL = 10_000_000
AT_ONCE = 64  # captures, more than a crawl reads side by side
# Of a row in `captures`: a page as a browser rendered it, not an imported article.
RENDERED = "(status IS NULL AND mime = 'text/html')"
_PLACE = "url, fetched_at, status, mime, payload_digest, warc_file, warc_offset, warc_length, etag, last_modified"


def ids_of(crawl: int) -> tuple[int, int]:
    """Return the first and the last id that a capture of a crawl, and a first text found in it, can have."""
    return crawl * CAPTURES_A_CRAWL, (crawl + 1) * CAPTURES_A_CRAWL - 1


class Captures:
    """Writes and finds them; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, begin: Callable[[], None]) -> None:
        self.db, self._begin = db, begin

    def save(self, capture: Capture, crawl: int, page_kind: str | None) -> int:
        """Write where a response is stored, and return the row's id; a stored one is left as it is."""
        self._begin()
        known = self.db.execute(
            "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?",
            [capture.warc_file, capture.warc_offset],
        ).fetchone()
        if known:
            if page_kind is not None:
                self.db.execute("UPDATE captures SET page_kind = ? WHERE id = ?", [page_kind, known[0]])
            return int(known[0])
        # Numbered within their crawl, so that crawls running side by side number theirs as a rebuild does.
        newest = self.db.execute("SELECT max(id) FROM captures WHERE id BETWEEN ? AND ?", ids_of(crawl)).fetchone()[0]
        identity = int(newest) + 1 if newest else ids_of(crawl)[0]
        self.db.execute(
            f"INSERT INTO captures (id, {_PLACE}, crawl, page_kind, method, location, payload_of)"
            f" VALUES ({', '.join('?' * 16)})",
            [
                identity,
                capture.url,
                capture.fetched_at,
                capture.status,
                capture.mime,
                capture.payload_digest,
                capture.warc_file,
                capture.warc_offset,
                capture.warc_length,
                capture.etag,
                capture.last_modified,
                crawl,
                page_kind,
                capture.method,
                leads_to(capture),
                self._payload_of(capture, identity),
            ],
        )
        return identity

    def _payload_of(self, capture: Capture, identity: int) -> int | None:
        """Return the id of the capture that holds a revisit's bytes, its own where none does; None for no revisit.

        The one that the record names, and where it names none, the first with these bytes.
        """
        reference = capture.revisit_of
        if reference is None:
            return None
        row = self.db.execute(
            "SELECT min(id) FROM captures WHERE url = ? AND fetched_at = ? AND payload_digest = ?"
            " AND payload_of IS NULL AND id < ?",
            [reference.url, reference.fetched_at, capture.payload_digest, identity],
        ).fetchone()
        if row[0] is None:
            row = self.db.execute(
                "SELECT min(id) FROM captures WHERE payload_digest = ? AND payload_of IS NULL AND id < ?",
                [capture.payload_digest, identity],
            ).fetchone()
        return identity if row[0] is None else int(row[0])

    def holding(self, digest: str, crawl: int | None = None, *, rendered: bool = False) -> Iterator[Capture]:
        """Yield the captures with status 200, or rendered pages, that hold the bytes with this digest, in their order.

        With `crawl` only those of this crawl and of earlier ones: a rebuild reads the crawls one after another.
        """
        rows = self.db.execute(
            f"SELECT {_PLACE} FROM captures WHERE payload_digest = ? AND payload_of IS NULL"
            f" AND {RENDERED if rendered else 'status = 200'} AND id <= ? ORDER BY id",
            [digest, (1 << 62) if crawl is None else ids_of(crawl)[1]],
        )
        yield from (Capture(*row) for row in rows)

    def find(self, identity: int) -> Capture | None:
        """Return the capture with this id as it was written, or None."""
        row = self.db.execute(f"SELECT {_PLACE}, payload_of FROM captures WHERE id = ?", [identity]).fetchone()
        if row is None:
            return None
        capture = Capture(*row[:-1])
        if row[-1] is None:
            return capture
        held = self.db.execute("SELECT url, fetched_at FROM captures WHERE id = ?", [row[-1]]).fetchone()
        return replace(capture, revisit_of=Reference(*held) if held else Reference(None, None))

    def kind_of(self, url: str) -> str | None:
        """Return what kind of page an address was when it was last read, or None."""
        row = self.db.execute(
            "SELECT page_kind FROM captures WHERE url = ? AND page_kind IS NOT NULL ORDER BY id DESC LIMIT 1", [url]
        ).fetchone()
        return row[0] if row else None

    def article_before(self, identity: int) -> int | None:
        """Return the article on the last whole answer that a 304 confirms, or None."""
        row = self.db.execute(
            "SELECT before.article FROM captures c JOIN captures before ON before.url = c.url"
            " AND before.payload_digest = c.payload_digest AND before.status = 200 AND before.method IS NULL"
            " AND before.id < c.id AND before.page_kind = 'article' WHERE c.id = ? ORDER BY before.id DESC LIMIT 1",
            [identity],
        ).fetchone()
        return row[0] if row else None

    def held_for(self, reference: Reference) -> Capture | None:
        """Return the capture that holds the bytes of the one that a revisit record names, or None."""
        row = self.db.execute(
            "SELECT coalesce(payload_of, id) FROM captures WHERE url = ? AND fetched_at = ? ORDER BY id LIMIT 1",
            [reference.url, reference.fetched_at],
        ).fetchone()
        return self.find(row[0]) if row else None

    def payload_place(self, identity: int) -> tuple[str, int] | None:
        """Return the WARC file and byte offset of the capture that holds the bytes of a capture row; None for itself.

        Raises ValueError for a revisit whose bytes no capture holds.
        """
        return payload_place(self.db, identity)

    def has_payload(self, url: str, payload: bytes) -> bool:
        """Whether these very bytes are already stored for an address."""
        row = self.db.execute(
            "SELECT 1 FROM captures WHERE url = ? AND payload_digest = ?", [url, payload_digest(payload)]
        ).fetchone()
        return row is not None

    def count(self, key: str) -> int:
        """Return how many captures of a crawl have a row."""
        row = self.db.execute("SELECT id FROM crawls WHERE key = ?", [key]).fetchone()
        if row is None:
            return 0
        ids = ids_of(row[0])
        return int(self.db.execute("SELECT count(*) FROM captures WHERE id BETWEEN ? AND ?", ids).fetchone()[0])


def payload_place(db: sqlite3.Connection, identity: int) -> tuple[str, int] | None:
    """See `Captures.payload_place`; any connection will do, also one to a database of an older version."""
    if "payload_of" not in {column[1] for column in db.execute("PRAGMA table_info(captures)")}:
        return None
    row = db.execute(
        "SELECT c.payload_of, held.id, held.warc_file, held.warc_offset"
        " FROM captures c LEFT JOIN captures held ON held.id = c.payload_of WHERE c.id = ?",
        [identity],
    ).fetchone()
    if row is None or row[0] is None:
        return None
    if row[1] in (None, identity):
        raise ValueError(f"capture {identity}: the bytes it stands for are not in the archive")
    return str(row[2]), int(row[3])


def read_row(db: sqlite3.Connection, warc: Path, identity: int) -> StoredCapture:
    """Return the response that a capture's row stands for, with its bytes wherever they are; `warc` is the directory.

    Raises ValueError where there is no such row, no record or no bytes, OSError where a file cannot be read.
    """
    row = db.execute("SELECT warc_file, warc_offset FROM captures WHERE id = ?", [identity]).fetchone()
    if row is None:
        raise ValueError(f"no capture {identity}")
    held = payload_place(db, identity)
    # Only the names of files, whatever the database says: nothing outside of the archive's own directory.
    payload = (warc / Path(held[0]).name, held[1]) if held else None
    return read_capture(warc / Path(row[0]).name, row[1], payload)
