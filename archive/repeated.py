"""WARC files that lie in an archive twice, as a copy beside them: what they hold counts once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from archive.warc_reading import first_header

_PIECE = 1 << 20  # bytes


def repeated(files: Iterable[Path]) -> dict[Path, Path]:
    """Return the files all of whose bytes another one begins with, each with that one.

    Of equals, that one counts whose name its own first record gives.
    """
    found: dict[Path, Path] = {}
    for paths in _alike(files):
        counted: list[Path] = []
        for path in sorted(paths, key=lambda path: (-path.stat().st_size, not _has_own_name(path), path.name)):
            whole = next((other for other in counted if _begins_with(other, path)), None)
            if whole is None:
                counted.append(path)
            else:
                found[path] = whole
    return found


def _alike(files: Iterable[Path]) -> list[list[Path]]:
    """Return the files that have the same first record, together."""
    groups: dict[str, list[Path]] = {}
    for path in files:
        # What cannot be read is told of elsewhere.
        with suppress(OSError, ValueError):
            if identity := first_header(path, "WARC-Record-ID"):
                groups.setdefault(identity, []).append(path)
    return [paths for paths in groups.values() if len(paths) > 1]


def _has_own_name(path: Path) -> bool:
    return first_header(path, "WARC-Filename") == path.name


def _begins_with(path: Path, beginning: Path) -> bool:
    """Whether the bytes of one file are those that another begins with."""
    with path.open("rb") as stream, beginning.open("rb") as other:
        while piece := other.read(_PIECE):
            if stream.read(len(piece)) != piece:
                return False
    return True
