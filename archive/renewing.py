"""A database renewed with the content of another, whoever reads it meanwhile.

No other file is put in its place where anybody may have it open: a connection finds its log and the log's index by
name, so that two files of one name would share them, each with pages of its own. SQLite writes the new content itself,
as one transaction: who reads sees all of the old rows or all of the new ones, and so does the next process after a
crash. For this the disk needs room for the log, as much as for the database.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.errors import Busy
from archive.warc import sync

_PAGES = 5_000  # copied before a signal is heard
WAIT = 30.0  # seconds for another process that writes


def renew(database: Path, new: Path) -> None:
    """Give a database the content of a whole one that nobody has open, which is then gone.

    Raises Busy where another process writes to it, and OSError and sqlite3.DatabaseError, as where there is no room;
    then the old content is there as it was.
    """
    try:
        if not database.exists() or not _is_written_over(database, new):
            _replace(database, new)
    finally:
        remove(new)


def remove(database: Path) -> None:
    """Remove a database that nobody has open."""
    for path in (database, *_beside(database)):
        path.unlink(missing_ok=True)


def _beside(database: Path) -> tuple[Path, Path]:
    return Path(f"{database}-wal"), Path(f"{database}-shm")


def _replace(database: Path, new: Path) -> None:
    """Put a database where none is that can be read.

    No connection gets past the first page of what is none of SQLite's, so none has its log open.
    """
    sync(new)
    # What is left of another's would be taken for the new one's.
    for path in _beside(database):
        path.unlink(missing_ok=True)
    new.replace(database)
    sync(database.parent)


def _is_written_over(database: Path, new: Path) -> bool:
    """Write one database over another; return whether that is one."""

    def go_on(status: int, remaining: int, total: int) -> None:
        # Without an end, Python would try again.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy(f"{database}: another process writes to it; try again when that is done")

    try:
        with closing(sqlite3.connect(database, timeout=WAIT)) as old, closing(sqlite3.connect(new)) as whole:
            # A file that is shorter than it says is written over too.
            old.execute("PRAGMA writable_schema = ON")
            whole.backup(old, pages=_PAGES, progress=go_on)
            # It is no matter where a reader holds this up: the next crawl does it.
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            return False
        raise
    return True
