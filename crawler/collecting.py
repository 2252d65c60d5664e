"""Python's garbage collector, told that pages are read one after another and leave next to nothing behind."""

from __future__ import annotations

import gc

# A page's tree and lines are this many objects; looked for after 700, as Python does, they are all still in use.
LOOK_AFTER = 10_000


def collect_seldom() -> None:
    """Leave out what is loaded by now, which stays, and look for garbage less often; once a process."""
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
        gc.set_threshold(LOOK_AFTER, 10, 10)
