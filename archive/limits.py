"""Questions that may take only so long: none of them costs more than its time, however big the archive is."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

_STEPS = 1000  # of SQLite's machine between two looks at the clock, well under a millisecond


class TooSlow(Exception):
    """A question took longer than it may."""


@contextmanager
def time_limit(db: sqlite3.Connection, milliseconds: float) -> Iterator[None]:
    """Stop whatever is asked of `db` inside after so long. Raises TooSlow.

    A single step inside the full-text index, as for one character alone, is not interrupted.
    """
    end = time.monotonic() + milliseconds / 1000
    db.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise TooSlow from error
    finally:
        db.set_progress_handler(None, 0)
