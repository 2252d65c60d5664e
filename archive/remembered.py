"""Answers kept for as long as the database stays as it is."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
State = tuple[tuple[int, int, int], ...]


def state_of(db: sqlite3.Connection) -> State:
    """Return what changes whenever anybody commits: inode, size and time of the database's file and of its log.

    `PRAGMA data_version` says the same, but to each connection in numbers of its own.
    """
    name = next(row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    found = []
    for path in (name, f"{name}-wal"):
        try:
            stat = Path(path).stat()
            found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
        except OSError:
            found.append((0, 0, 0))
    return tuple(found)


class Remembered(Generic[T]):
    """The last answers of a process, a bounded number; those from before a change are not given. Thread-safe."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[tuple[State, Hashable], T] = OrderedDict()
        self._lock = Lock()

    def of(self, db: sqlite3.Connection, question: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer to a question, asked for again only when the database has changed since."""
        # Looked at before the question is asked: a commit in between makes the answer old, never the key new.
        key = (state_of(db), question)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = answer()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
