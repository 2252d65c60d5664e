"""The gzip members of a WARC file, one a record: read whole with their checksum, or not at all.

A member that is not whole is either the end of a write that never ended (nothing whole follows it) or damage.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 16  # bytes
_MAGIC = b"\x1f\x8b\x08"
LARGEST = 512_000_000  # bytes of one record without compression, against compression bombs


class Broken(ValueError):
    """No whole member begins at byte `offset`; `torn`: the file ends before the member does."""

    def __init__(self, offset: int, why: str, *, torn: bool = False) -> None:
        super().__init__(why)
        self.offset, self.torn = offset, torn


@dataclass(frozen=True, slots=True)
class Member:
    """One member: `offset` and `length` in bytes of the file, `data` as it was before compression."""

    offset: int
    length: int
    data: bytes

    @property
    def end(self) -> int:
        """The byte after its last one."""
        return self.offset + self.length


def is_gzip(path: Path) -> bool:
    """Whether a file begins as gzip does; an empty one counts as well. Raises OSError."""
    with path.open("rb") as stream:
        return begins_as_gzip(stream)


def begins_as_gzip(stream: BinaryIO) -> bool:
    """Whether what a stream, at its beginning, has next is gzip, or nothing at all."""
    return stream.read(3) in (_MAGIC, b"")


def read_member(stream: BinaryIO, offset: int) -> Member | None:
    """Return the member that begins at byte `offset`, or None at the file's end. Raises Broken, OSError."""
    stream.seek(offset)
    unpacker = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    read = size = 0
    while not unpacker.eof:
        piece = stream.read(_CHUNK)
        if not piece:
            if read == 0:
                return None
            raise Broken(offset, "the file ends within a record", torn=True)
        read += len(piece)
        try:
            while piece:
                pieces.append(unpacker.decompress(piece, LARGEST))
                size += len(pieces[-1])
                piece = unpacker.unconsumed_tail
                if size > LARGEST:
                    raise Broken(offset, f"a record larger than {LARGEST} bytes, or many in one gzip member")
        except zlib.error as error:
            raise Broken(offset, str(error)) from error
    return Member(offset, read - len(unpacker.unused_data), b"".join(pieces))


def iter_members(path: Path, start: int = 0) -> Iterator[Member]:
    """Yield the members of a file in order from byte `start`. Raises Broken, OSError."""
    with path.open("rb") as stream:
        while (member := read_member(stream, start)) is not None:
            yield member
            start = member.end


def next_record(path: Path, after: int) -> int | None:
    """Return the first byte from `after` on where a whole WARC record begins, or None. Raises OSError."""
    with path.open("rb") as stream:
        if after >= path.stat().st_size:
            return None
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            place = content.find(_MAGIC, after)
            while place >= 0:
                try:
                    member = read_member(stream, place)
                    if member is not None and member.data.startswith(b"WARC/"):
                        return place
                except Broken:
                    pass
                place = content.find(_MAGIC, place + 1)
    return None
