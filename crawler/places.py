"""Where the pages of one crawl lie in its WARC files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.items import Capture, CrawlNote, Place
from archive.warc_reading import iter_records
from crawler.addresses import url_key
from crawler.reading import is_shell


def is_read(capture: Capture, *, render: bool) -> bool:
    """Whether a crawl read what a capture has: a page, and where a browser rendered it, not what it was made of."""
    if render and is_shell(capture.status, {"content-type": capture.mime or ""}):
        return False
    return capture.status in (200, None) and not capture.url.endswith("/robots.txt")


class Places:
    """Where the pages of one crawl lie, by address; on disk, since a crawl may have a million."""

    def __init__(self, files: Sequence[Path], *, render: bool) -> None:
        self.files = files
        self.db = sqlite3.connect("")
        self.db.execute("CREATE TABLE places (key TEXT, file INT, at INT, digest TEXT, elsewhere INT)")
        for number, path in enumerate(files):
            for record in iter_records(path, with_bodies=False):
                if not isinstance(record, CrawlNote) and is_read(record[0], render=render):
                    one = record[0]
                    self.db.execute(
                        "INSERT INTO places VALUES (?, ?, ?, ?, ?)",
                        [
                            url_key(one.url),
                            number,
                            one.warc_offset,
                            one.payload_digest,
                            one.revisit_of is not None,
                        ],
                    )
        self.db.execute("CREATE INDEX places_key ON places(key)")
        self.db.execute("CREATE INDEX places_digest ON places(digest)")

    def find(self, url: str) -> Iterator[tuple[Place, str | None]]:
        """Yield where the captures of an address lie, and their digests where other captures hold their bytes."""
        query = "SELECT file, at, digest, elsewhere FROM places WHERE key = ? ORDER BY rowid"
        for file, at, digest, elsewhere in self.db.execute(query, [url_key(url)]).fetchall():
            yield (self.files[file], at), digest if elsewhere else None

    def holder(self, digest: str) -> Place | None:
        """Return where bytes lie that this crawl stored itself."""
        row = self.db.execute("SELECT file, at FROM places WHERE digest = ? AND NOT elsewhere", [digest]).fetchone()
        return (self.files[row[0]], row[1]) if row else None
