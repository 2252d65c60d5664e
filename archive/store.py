"""The database of an archive, written to: one connection, explicit commits; each kind of rows has its own module.

Rows are derived from captures; nothing here knows how a page was read.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from archive.addresses import Addresses
from archive.articles import Articles
from archive.assets import Assets
from archive.canonicals import Canonicals
from archive.captures import Captures
from archive.crawls import Crawls
from archive.index import Index
from archive.listed import Listed
from archive.looks import Looks
from archive.migrations import migrations
from archive.moves import Moves


def connect(path: Path) -> sqlite3.Connection:
    """Open the database for writing and bring it to the newest schema. Raises sqlite3.DatabaseError."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -65536")
    migrations.apply(Database(db))
    return db


class Store:
    """Writes rows; `commit` makes them last. Not thread-safe."""

    def __init__(self, path: Path) -> None:
        self.db = connect(path)
        self.index = Index(self.db)
        self.crawls = Crawls(self.db, self.begin)
        self.captures = Captures(self.db, self.begin)
        self.assets = Assets(self.db)
        self.looks = Looks(self.db, self.index, self.begin)
        self.articles = Articles(self.db, self.index, self.assets, self.looks, self.begin)
        self.moves = Moves(self.db)
        self.addresses = Addresses(self.db, self.index, self.begin)
        self.canonicals = Canonicals(self.db, self.begin)
        self.listed = Listed(self.db, self.articles, self.addresses, self.begin)

    def begin(self) -> None:
        """Begin a transaction unless one is open."""
        if not self.db.in_transaction:
            self.index.forget()  # what SQLite has given up
            self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything written since the last commit last."""
        if self.db.in_transaction:
            self.index.write()
            self.db.execute("COMMIT")

    def close(self) -> None:
        """Commit and close."""
        self.commit()
        # With readers about, closing alone leaves the end of the log where a copy of the file would lack it. It is no
        # matter where that cannot be, as after an interruption in the middle of a statement.
        with suppress(sqlite3.OperationalError):
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self.db.close()

    def give_up(self) -> None:
        """Close without what was written since the last commit."""
        try:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
        finally:
            self.db.close()

    def settle(self) -> None:
        """Merge the index into one piece after much was written at once, where that is worth it."""
        self.commit()
        if self.index.is_in_pieces():
            self.index.merge()

    def load_fast(self) -> None:
        """Write much at once into a database that nobody reads yet; `loaded` ends it.

        Nothing is synced to disk and the index is merged at the end only.
        """
        self.commit()
        self.db.execute("PRAGMA synchronous = OFF")
        self.index.tune(fast=True)

    def loaded(self) -> None:
        """Merge the index into one piece and write as usual again."""
        self.commit()
        self.index.merge()
        self.index.tune(fast=False)
        self.db.execute("PRAGMA synchronous = NORMAL")
