"""What can be wrong with an archive, each with one line that says what to do.

ArchiveError
  ├─ NotAnArchive      the directory holds something else, or nothing           archive.directory
  │    └─ Empty        nothing is in its database                               archive.directory
  ├─ NotWritable       no right to write there, or something else is wrong      archive.directory, crawler.session
  │    └─ DiskFailed   the disk is full, or fails                               archive.directory, crawler.session
  ├─ Busy              another crawl holds this archive                         archive.directory
  └─ BadInput          a file to import cannot be read as what it says it is    archive.imports
"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

_DAMAGED = "`dangjian verify` says what is damaged, `dangjian rebuild` makes it again"
_LOOK_AT_DISK = "look at the disk that it is on, and whether there is room on it"
_NO_TEXT = "Could not decode to UTF-8"  # Python's own error, which has no code
_REMEDIES = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _LOOK_AT_DISK,
    sqlite3.SQLITE_FULL: "make room on the disk",
    sqlite3.SQLITE_BUSY: "another process writes to it; try again when that is done",
    sqlite3.SQLITE_CANTOPEN: "look at who may read and write its directory",
    sqlite3.SQLITE_READONLY: "look at who may read and write its directory",
}
_OF_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


class ArchiveError(Exception):
    """Something about the archive that a person can mend."""


class NotAnArchive(ArchiveError):
    """The directory holds something else, or no archive."""


class Empty(NotAnArchive):
    """The database has no tables."""


class NotWritable(ArchiveError):
    """The archive cannot be written."""


class DiskFailed(NotWritable):
    """The archive cannot be written because its disk is full, or fails: no fault of who called."""


class Busy(ArchiveError):
    """Another process writes to the archive."""


class BadInput(ArchiveError):
    """A file given to `import` is not what it should be."""


def said_by(error: Exception) -> str:
    """Return what SQLite or warcio says, without what it could not read, which may be as long and as it will."""
    return str(error).partition(" with text ")[0].partition(", first line: ")[0]


def remedy_for(error: sqlite3.Error) -> str | None:
    """Return what to do where SQLite cannot use the archive's database; None for an error of ours."""
    if str(error).startswith(_NO_TEXT):
        return _DAMAGED
    return _REMEDIES.get(_kind(error))


def is_of_disk(error: Exception) -> bool:
    """Whether a disk that is full, or that fails, is behind an error."""
    if isinstance(error, sqlite3.Error):
        return _kind(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    return getattr(error, "errno", None) in _OF_DISK


def cannot_write(directory: Path, error: OSError) -> NotWritable:
    """Return what to raise where a directory cannot be written, with what to do in it."""
    if is_of_disk(error):
        return DiskFailed(f"{directory}: cannot be written ({error.strerror}); {_LOOK_AT_DISK}")
    return NotWritable(f"{directory}: cannot be written ({error.strerror}); name another directory with --archive")


def _kind(error: sqlite3.Error) -> int:
    """Return the first eight bits of an error's code, which say what kind it is; one of ours has none of these."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
