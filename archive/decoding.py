"""Content encodings taken off, within bounds: one way for the crawl and for what is read back from a WARC file."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

_PIECE = 65536  # bytes unpacked at a time
_GZIP = b"\x1f\x8b"  # how it begins
_LAYERS = 3  # more than these are nobody's honest work


class _Broken(Exception):
    """A stream that ends before its end."""


def coding_of(said: str, mime: str, body: bytes) -> str:
    """Return how a body is packed, as its header says; where that says nothing, text that begins as gzip does is gzip.

    Some servers keep the packed page and forget that it is; no text begins so.
    """
    return said or ("gzip" if body[:2] == _GZIP and mime.strip().lower().startswith("text/") else "")


def decoded(body: bytes, coding: str, at_most: int) -> tuple[bytes, bool]:
    """Return `body` without the content encodings that `coding` names, `at_most` bytes of it, and whether it is whole.

    What is not packed as it says is returned as it is; of what breaks or breaks off, as much as there is. Never raises.
    """
    whole = True
    layers = [name.strip().lower() for name in coding.split(",") if name.strip()]
    for name in reversed(layers[-_LAYERS:]):
        unpack = _UNPACKERS.get(name)
        if unpack is None:
            break
        pieces: list[bytes] = []
        size, broken = 0, False
        try:
            for piece in unpack(body):
                pieces.append(piece)
                size += len(piece)
                if size >= at_most:
                    break
        except Exception:  # each library has errors of its own
            broken = True
        if broken and not size and not (unpack is _gzip and body[:2] == _GZIP):
            break
        whole = whole and not broken
        body = b"".join(pieces)[:at_most]
    return body, whole


def _inflated(body: bytes, wbits: int) -> Iterator[bytes]:
    """Yield the text of the streams in `body`; what follows them is left out."""
    rest, first = body, True
    while rest and (first or rest[:2] == _GZIP):
        unpacker = zlib.decompressobj(wbits=wbits)
        while not unpacker.eof and rest:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            if piece:
                yield piece
            elif not rest:
                break
        if not unpacker.eof:
            raise _Broken
        rest, first = unpacker.unused_data, False


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflated(body, 31)


def _deflate(body: bytes) -> Iterator[bytes]:
    """Yield the text of a zlib stream, or of a bare one, as some servers send."""
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:
        return _inflated(body, -15)
    return _inflated(body, 15)


def _brotli(body: bytes) -> Iterator[bytes]:
    import brotli

    unpacker: Any = brotli.Decompressor()
    piece = unpacker.process(body, output_buffer_limit=_PIECE)
    while piece:
        yield piece
        piece = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_PIECE)
    if not unpacker.is_finished():
        raise _Broken


_UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}

__all__ = ["coding_of", "decoded"]
