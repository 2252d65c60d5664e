"""The database file held as it is, so that a copy of its bytes is whole although others may write to the archive.

What is written goes to the write-ahead log first. Where nothing of it is outstanding and somebody holds a read
transaction, SQLite moves nothing from the log into the file (https://www.sqlite.org/walformat.html): the file alone is
the database of that moment.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AGAIN_AFTER = 0.05  # seconds
# In the log's index: the last frame that is valid, and how many frames have been moved into the file.
_LAST_FRAME, _MOVED = 16, 96
_lasting: dict[tuple[int, int], int] = {}
_ORDER = "<" if sys.byteorder == "little" else ">"


class BeingWritten(Exception):
    """The file alone is not the database: some of what was written still stands in its log."""


@contextmanager
def pinned(path: Path, wait: float = 0) -> Iterator[os.stat_result]:
    """Hold a database's file as it is inside, and yield its size and time; wait at most so many seconds for it.

    Raises BeingWritten, and sqlite3.Error where it is no database.
    """
    end = time.monotonic() + wait
    # Threads take turns with it, one after another.
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    try:
        while True:
            db.execute("BEGIN")
            db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            if not _outstanding(path):
                break
            db.execute("ROLLBACK")
            if time.monotonic() >= end:
                raise BeingWritten(path.name)
            time.sleep(_AGAIN_AFTER)
        yield path.stat()
    finally:
        db.close()


def lasting(path: Path) -> int:
    """Return a descriptor to read a file of an open database by, which is never closed. Raises OSError.

    Closing any descriptor of a file takes away all locks that the process has on it, SQLite's among them
    (https://www.sqlite.org/howtocorrupt.html).
    """
    stat = path.stat()
    place = (stat.st_dev, stat.st_ino)
    if place not in _lasting:
        _lasting[place] = os.open(path, os.O_RDONLY)
    return _lasting[place]


def _outstanding(path: Path) -> bool:
    """Whether something stands in the log that is not in the file."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        return False
    try:
        held = os.pread(lasting(path.with_name(f"{path.name}-shm")), 136, 0)
    except FileNotFoundError:
        return True
    if len(held) < 136:
        return True
    last, moved = (struct.unpack_from(f"{_ORDER}I", held, place)[0] for place in (_LAST_FRAME, _MOVED))
    return bool(moved < last)
