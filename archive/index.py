"""The full-text index, written to: what waits for the end of its transaction, and how much is merged.

FTS5 writes out all that it holds in memory as soon as an id comes that is smaller than the one before, and merges the
pieces later. So entries wait for the end of their transaction and are written in the order of their ids.
"""

from __future__ import annotations

import sqlite3

from archive.entries import Entry, Texts, put_in, take_out
from archive.fields import field_tokens

AT_MOST = 8_000_000  # characters that wait
PIECES_AT_MOST = 8  # of an index that is not worth merging
_FAST = {"hashsize": 64 << 20, "automerge": 0}  # while much is written at once
_USUAL = {"hashsize": 1 << 20, "automerge": 4}  # as SQLite has them


class Index:
    """Writes the index of one connection; `write` before each commit."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._waiting: dict[int, Entry] = {}
        self._size = 0

    def add(self, article: int, texts: Texts) -> None:
        """Take in an article that the index does not hold; its rows are there already."""
        entry = (*texts, field_tokens(self.db, article))
        self._waiting[article] = entry
        self._size += sum(map(len, entry))
        if self._size > AT_MOST:
            self.write()

    def remove(self, article: int) -> Texts:
        """Take an article out while its rows are as they were, and return its texts."""
        waiting = self._waiting.pop(article, None)
        if waiting is None:
            return take_out(self.db, article)
        self._size -= sum(map(len, waiting))
        return waiting[:3]

    def write(self) -> None:
        """Write what waits."""
        put_in(self.db, sorted(self._waiting.items()))
        self.forget()

    def forget(self) -> None:
        """Forget what waits: its transaction has come to nothing."""
        self._waiting, self._size = {}, 0

    def is_in_pieces(self) -> bool:
        """Whether merging is worth it."""
        pieces = self.db.execute("SELECT count(DISTINCT segid) FROM articles_fts_idx").fetchone()[0]
        return bool(pieces > PIECES_AT_MOST)

    def merge(self) -> None:
        """Make one piece of it."""
        self.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")

    def tune(self, *, fast: bool) -> None:
        """Have much written at once quickly, with no merging between, or have it as usual again."""
        for name, value in (_FAST if fast else _USUAL).items():
            self.db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES (?, ?)", [name, value])
