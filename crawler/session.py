"""One process's hold on an archive: what the portals it crawls side by side write is made last together.

Rows are committed about once a second, after the WARC files are synced: no row refers to bytes that are not on disk.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from archive.directory import Archive
from archive.errors import DiskFailed, NotWritable, is_of_disk, remedy_for, said_by
from archive.recovery import recover
from archive.store import Store
from archive.warc import WarcFile
from crawler.commands import talk
from crawler.progress import Progress, Standing
from crawler.readers import Readers
from crawler.replay import project_rests

COMMIT_EVERY = 1.0  # seconds
COMMIT_AT = 200  # captures


def archive_directory(given: str | None = None) -> Path:
    """Return the archive directory: as given, else `$DANGJIAN_ARCHIVE`, else `./data`."""
    return Path(given or os.environ.get("DANGJIAN_ARCHIVE") or "data")


def reason_of(error: Exception) -> str:
    """Return in one line why the archive cannot be written to."""
    if getattr(error, "errno", None) == errno.ENOSPC or "full" in str(error):
        return "no space left on the disk; make room and run it again, it goes on where it stopped"
    if isinstance(error, sqlite3.Error):
        remedy = remedy_for(error)
        return f"the archive cannot be written ({said_by(error)}){f'; {remedy}' if remedy else ''}"
    return f"the archive cannot be written ({getattr(error, 'strerror', None) or error})"


class Recording(Protocol):
    """One crawl of one portal, as far as the session has to do with it."""

    @property
    def warc(self) -> WarcFile:
        """The file that its captures go to."""

    def stop(self, reason: str) -> None:
        """End it before its time."""

    def standing(self) -> Standing:
        """Return how far it is."""


class Session:
    """One process's hold on an archive, shared by the portals it crawls side by side."""

    _open: dict[Path, Session] = {}  # noqa: RUF012 - the archives this process holds

    def __init__(self, directory: Path) -> None:
        self.archive = Archive(directory)
        self.store: Store = self.archive.store()
        try:
            recover(self.store, self.archive.warc, project_rests, talk)
        except BaseException:
            self.store.db.close()
            self.archive.close()
            raise
        self.recorders: list[Recording] = []
        self._pending, self._committed = 0, time.monotonic()
        self.progress = Progress(quiet=True)
        self.readers = Readers()  # of all portals
        self.broken: str | None = None  # why nothing can be written any more
        self._disk_failed = False

    @classmethod
    def at(cls, directory: Path) -> Session:
        """Return the process's session at a directory, opened if need be. Raises ArchiveError."""
        key = directory.resolve()
        if key not in cls._open:
            cls._open[key] = cls(directory)
        return cls._open[key]

    @classmethod
    def is_open(cls, session: Session) -> bool:
        """Whether a session still holds its archive."""
        return session in cls._open.values()

    def touched(self) -> None:
        """Note one more capture, show how far the crawl is, and commit if it is time."""
        self.progress.draw([recorder.standing() for recorder in self.recorders])
        self._pending += 1
        if self._pending >= COMMIT_AT or time.monotonic() - self._committed >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Sync the WARC files, then commit the rows that refer to them. Raises NotWritable."""
        with self.writing():
            for recorder in self.recorders:
                recorder.warc.sync()
            self.store.commit()
        self._pending, self._committed = 0, time.monotonic()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Guard what writes: where the disk is full or the database refuses, everything stops at once.

        Rows after lost ones would hide the gap from the next crawl, which takes up what the WARC files have beyond
        the last row. Raises NotWritable.
        """
        if self.broken is not None:
            raise self.failure()
        try:
            yield
        except (OSError, sqlite3.DatabaseError) as error:
            self.broken, self._disk_failed = reason_of(error), is_of_disk(error)
            for recorder in self.recorders:
                recorder.stop(self.broken)
            raise self.failure() from error

    def failure(self) -> NotWritable:
        """Return why nothing can be written any more, to be raised."""
        return (DiskFailed if self._disk_failed else NotWritable)(self.broken)

    def close(self) -> None:
        """Commit, and let others write."""
        self.readers.close()
        try:
            if self.broken is None:
                self.commit()
        finally:
            # What did not fit is taken in by the next crawl, and its rows are not to come before its bytes are synced.
            with suppress(sqlite3.DatabaseError):
                self.store.close() if self.broken is None else self.store.give_up()
            self.archive.close()
            Session._open = {key: value for key, value in Session._open.items() if value is not self}
