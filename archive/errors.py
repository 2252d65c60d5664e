"""What can be wrong with an archive, each with one line that says what to do.

ArchiveError
  ├─ NotAnArchive      the directory holds something else, or nothing           archive.directory
  │    └─ Empty        nothing is in its database                               archive.directory
  ├─ NotWritable       no right or no room to write there                       archive.directory, crawler.recorder
  ├─ Busy              another crawl holds this archive                         archive.directory
  └─ BadInput          a file to import cannot be read as what it says it is    archive.imports
"""

from __future__ import annotations


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
