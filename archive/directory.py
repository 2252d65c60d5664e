"""The archive directory: archive.db, warc/, exports/, and who may write to it."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import Busy, Empty, NotAnArchive, cannot_write, is_of_disk
from archive.store import Store

DATABASE = "archive.db"
LOCK = ".lock"
_NOTED = "_sqlite_migrations"  # where sqlite-utils notes which migrations have run


def database_of(directory: Path) -> Path:
    """Return the database of an archive that exists. Raises NotAnArchive, Empty where there is nothing in it."""
    path = directory / DATABASE
    if not directory.exists():
        raise NotAnArchive(
            f"{directory}: no such directory; name an archive with --archive, or make one with `dangjian crawl`"
        )
    if not path.is_file():
        raise NotAnArchive(
            f"{directory}: no archive here (no {DATABASE}); name one with --archive, or make one with `dangjian crawl`"
        )
    check_readable(path)
    if not _check(path):
        try:
            check_free(directory)
        except Busy as error:
            raise Empty(f"{path}: empty as yet, a crawl has just begun; try again in a moment") from error
        raise Empty(f"{path}: empty; make it anew with `dangjian rebuild`, or fill it with `dangjian crawl`")
    return path


def check_free(directory: Path) -> None:
    """Raise Busy where a process writes to an archive, OSError where that cannot be seen."""
    with at_rest(directory):
        pass


@contextmanager
def at_rest(directory: Path) -> Iterator[None]:
    """Let nobody write to an archive for a while. Raises Busy where a process does, OSError where that is not seen."""
    path = directory / LOCK
    if not path.exists():
        yield
        return
    # Over NFS only what is opened for writing can be locked.
    lock = os.open(path, os.O_RDWR if os.access(path, os.W_OK) else os.O_RDONLY)
    try:
        _hold(lock, directory)
        yield
    finally:
        os.close(lock)


def _hold(lock: int, directory: Path) -> None:
    """Lock an archive for as long as a descriptor of its file stays open. Raises Busy."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Busy(
            f"{directory}: another crawl holds this archive; wait for it to end, or name another with --archive"
        ) from error


def check_readable(path: Path) -> None:
    """Raise NotAnArchive for a file, or a directory, that is there and may not be read."""
    if path.exists() and not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise NotAnArchive(f"{path}: may not be read; ask its owner, or name another with --archive")


def _check(path: Path, *, rebuilding: bool = False) -> bool:
    """Return whether there is anything in a database. Raises NotAnArchive for one of something else, or an old one.

    An old one may be rebuilt, and a damaged one that stands beside WARC files. Raises sqlite3.DatabaseError where the
    disk that it is on is full, or fails.
    """
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            columns = {row[1] for row in db.execute("PRAGMA table_info(articles_fts)")}
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        if any((path.parent / "warc").glob("*.warc.gz")):
            if rebuilding:
                return True
            if is_of_disk(error):  # without room for the index of its log nothing can be read
                raise
            raise NotAnArchive(f"{path}: damaged ({error}); make it again with `dangjian rebuild`") from error
        raise NotAnArchive(
            f"{path}: not a database of dangjian-archive ({error}); name another directory with --archive"
        ) from error
    tables.discard(_NOTED)  # alone where a crawl is just making the others
    if tables and not {"articles", "captures"} <= tables:
        raise NotAnArchive(f"{path}: a database of something else; name another directory with --archive")
    if tables and "fields" not in columns and not rebuilding:
        raise NotAnArchive(f"{path}: made by an older version; make it anew with `dangjian rebuild`")
    return bool(tables)


class Archive:
    """An archive held for writing: one process at a time. Use as a context manager."""

    def __init__(self, directory: Path, *, rebuilding: bool = False) -> None:
        self.directory = directory
        self.database = directory / DATABASE
        self.warc = directory / "warc"
        self._lock = self._prepare(rebuilding)

    def _prepare(self, rebuilding: bool) -> int:
        directory = self.directory
        if directory.exists() and not directory.is_dir():
            raise NotAnArchive(f"{directory}: a file, not a directory; name another with --archive")
        try:
            if directory.exists():
                held = {entry.name for entry in directory.iterdir() if not entry.name.startswith(".")}
                if held and DATABASE not in held and "warc" not in held:
                    raise NotAnArchive(
                        f"{directory}: holds something else, and no archive; name an empty directory with --archive"
                    )
                if DATABASE not in held and not rebuilding and any((directory / "warc").glob("*.warc*")):
                    raise NotAnArchive(
                        f"{directory}: WARC files but no {DATABASE}; make it with `dangjian rebuild` first"
                    )
            self.warc.mkdir(parents=True, exist_ok=True)
            (directory / "exports").mkdir(exist_ok=True)
            lock = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
            if not all(os.access(path, os.W_OK) for path in (self.warc, self.database) if path.exists()):
                raise PermissionError(13, "Permission denied")
        except OSError as error:
            raise cannot_write(directory, error) from error
        try:
            _hold(lock, directory)
        except Busy:
            os.close(lock)
            raise
        if self.database.exists():
            try:
                _check(self.database, rebuilding=rebuilding)
            except (NotAnArchive, sqlite3.DatabaseError):
                os.close(lock)
                raise
        return lock

    def store(self) -> Store:
        """Open the database for writing."""
        return Store(self.database)

    def close(self) -> None:
        """Let others write."""
        os.close(self._lock)
