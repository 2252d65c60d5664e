"""The processes of this machine, as /proc has them."""

from __future__ import annotations

import time
from pathlib import Path


def children_of(parent: int) -> list[int]:
    """Return the processes that a process started and that run still."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def is_alive(process: int) -> bool:
    """Whether a process runs."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what: object, seconds: float = 20) -> None:
    """Wait until `what` is true. Raises AssertionError when that takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():  # type: ignore[operator]
            return
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def readers_of(parent: int) -> list[int]:
    """Return the processes that read pages for a process: children of the one that they are made of."""
    found = []
    for process in children_of(parent):
        try:
            if b"forkserver" in Path(f"/proc/{process}/cmdline").read_bytes():
                found += children_of(process)
        except OSError:
            continue
    return found
