"""A disk of a given size that can be filled, where the tests may mount one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(directory: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a small disk at a new directory; skips the test where one may not."""
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(directory)]
    if shutil.which("mount") is None or os.geteuid() != 0 or subprocess.run(command).returncode != 0:
        pytest.skip("may not mount a small disk here")
    try:
        yield directory
    finally:
        subprocess.run(["umount", "--lazy", str(directory)], check=True)


def make_room(disk: Path) -> None:
    """Make a small disk a large one."""
    subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)


def kilobytes(directory: Path) -> int:
    """Return how much the files in a directory take."""
    return sum(4 * -(-path.stat().st_size // 4096) for path in directory.rglob("*") if path.is_file())
