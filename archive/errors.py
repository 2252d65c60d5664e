"""What can be wrong with an archive, each with one line that says what to do.

ArchiveError
  ├─ NotAnArchive      the directory holds something else, or nothing           archive.directory
  │    └─ Empty        nothing is in its database                               archive.directory
  ├─ NotWritable       no right or no room to write there                       archive.directory, crawler.recorder
  ├─ Busy              another crawl holds this archive                         archive.directory
  └─ BadInput          a file to import cannot be read as what it says it is    archive.imports
"""

from __future__ import annotations

import sqlite3

_DAMAGED = "`dangjian verify` says what is damaged, `dangjian rebuild` makes it again"
_NO_TEXT = "Could not decode to UTF-8"  # Python's own error, which has no code
_REMEDIES = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: "look at the disk that it is on, and whether there is room on it",
    sqlite3.SQLITE_FULL: "make room on the disk",
    sqlite3.SQLITE_BUSY: "another process writes to it; try again when that is done",
    sqlite3.SQLITE_CANTOPEN: "look at who may read and write its directory",
    sqlite3.SQLITE_READONLY: "look at who may read and write its directory",
}


class ArchiveError(Exception):
    """Something about the archive that a person can mend."""


class NotAnArchive(ArchiveError):
    """The directory holds something else, or no archive."""


class Empty(NotAnArchive):
    """The database has no tables."""


class NotWritable(ArchiveError):
    """The archive cannot be written."""


class Busy(ArchiveError):
    """Another process writes to the archive."""


class BadInput(ArchiveError):
    """A file given to `import` is not what it should be."""


def said_by(error: sqlite3.Error) -> str:
    """Return what SQLite says, without the text that it could not read."""
    return str(error).partition(" with text ")[0]


def remedy_for(error: sqlite3.Error) -> str | None:
    """Return what to do where SQLite cannot use the archive's database; None for an error of ours."""
    if str(error).startswith(_NO_TEXT):
        return _DAMAGED
    # The first eight bits say what kind of error it is; one of ours has none of these.
    return _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
