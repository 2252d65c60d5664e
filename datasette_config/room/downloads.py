"""Files to download, in pieces and from any byte on, and their checksums, which no reader waits for."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from archive.pinned import lasting
from datasette_config.files import disposition

PIECE = 1 << 18  # bytes
RESTED = 5.0  # seconds that a file must not have changed before its checksum is worth making
HELD_AT_MOST = 3600.0  # seconds that a download keeps the crawls' log from being moved into the database
FILES_AT_MOST = 500
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_waiting: SimpleQueue[tuple[tuple[Path, int, int], bool]] = SimpleQueue()
_known: dict[tuple[Path, int, int], str | None] = {}  # None: being made


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that may be downloaded: its name below the folder, size in bytes, time, and checksum if it is known."""

    name: str
    size: int
    modified: float
    sha256: str | None


def offered(folder: Path) -> tuple[list[Offered], int]:
    """Return the newest files of a folder, and how many there are: nothing hidden, nothing that leads out of it."""
    if not folder.is_dir():
        return [], 0
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        with suppress(FileNotFoundError):
            if (real := file_in(folder, name)) is not None:
                found.append((-real.stat().st_mtime, name, real))
    found.sort()
    shown = []
    for _, name, real in found[:FILES_AT_MOST]:
        with suppress(FileNotFoundError):
            shown.append(offer(real, name))
    return shown, len(found)


def file_in(folder: Path, name: str) -> Path | None:
    """Return a file of a folder by its name, or None for anything that is not one or does not lie in it."""
    parts = name.split("/")
    if "\x00" in name or any(not part or part.startswith(".") for part in parts):
        return None
    try:
        real = (folder / name).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return real if real.is_relative_to(folder.resolve()) and real.is_file() else None


def offer(path: Path, name: str, *, whole: bool = True, database: bool = False) -> Offered:
    """Return a file as it is offered; one that is not whole has no checksum."""
    stat = path.stat()
    return Offered(name, stat.st_size, stat.st_mtime, checksum(path, stat, database=database) if whole else None)


def checksum(path: Path, stat: os.stat_result, *, database: bool = False) -> str | None:
    """Return the SHA-256 of a file if it is known; else have it made, one file after another, and return None."""
    place = (path.resolve(), stat.st_size, stat.st_mtime_ns)
    if place not in _known and time.time() - stat.st_mtime >= RESTED:
        _known[place] = None
        _waiting.put((place, database))
        _start_hashing()
    return _known.get(place)


@contextmanager
def _opened(path: Path, database: bool) -> Iterator[int]:
    """Yield a descriptor to read a file by; that of the archive's own database stays open."""
    descriptor = lasting(path) if database else os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        if not database:
            os.close(descriptor)


@cache
def _start_hashing() -> None:
    # A daemon: nobody who stops the server waits for the checksum of a big file.
    threading.Thread(target=_hash_all, name="checksums", daemon=True).start()


def _hash_all() -> None:
    while True:
        with suppress(OSError):
            _make(*_waiting.get())


def _make(place: tuple[Path, int, int], database: bool) -> None:
    path, size, modified = place
    made = None
    try:
        digest, at = hashlib.sha256(), 0
        with _opened(path, database) as descriptor:
            while piece := os.pread(descriptor, PIECE, at):
                digest.update(piece)
                at += len(piece)
        now = path.stat()
        if (now.st_size, now.st_mtime_ns) == (size, modified):
            made = digest.hexdigest()
    finally:
        # What changed meanwhile is another file, with a checksum of its own.
        for old in [known for known in _known if known[0] == path]:
            del _known[old]
        if made:
            _known[place] = made


class Download:
    """A response that sends a file, or the part of it that is asked for (RFC 9110).

    `held` keeps it as it is; past HELD_AT_MOST it is let go, and a file that changes then ends the transfer early.
    """

    def __init__(self, path: Path, held: AbstractContextManager[Any] | None = None, *, database: bool = False) -> None:
        self.path = path
        self.held = held or nullcontext()
        self.database = database

    async def answer(self, method: str, asked: dict[str, str], send: Send, receive: Receive) -> None:
        """Send it. Raises what `held` raises."""
        with ExitStack() as stack:
            await asyncio.to_thread(stack.enter_context, self.held)
            with _opened(self.path, self.database) as descriptor:
                stat = os.fstat(descriptor)
                tag = f'"{stat.st_size:x}-{stat.st_mtime_ns:x}"'
                headers = {
                    "Content-Type": "application/octet-stream",
                    "Content-Disposition": disposition(self.path.name),
                    "Accept-Ranges": "bytes",
                    "ETag": tag,
                    "Last-Modified": formatdate(stat.st_mtime, usegmt=True),
                    "X-Content-Type-Options": "nosniff",
                }
                status, first, last = _part(asked, tag, stat.st_size)
                if status == 304 or status == 416:
                    headers |= {"Content-Range": f"bytes */{stat.st_size}"} if status == 416 else {}
                    await _start(send, status, headers)
                    await send({"type": "http.response.body", "body": b""})
                    return
                if status == 206:
                    headers["Content-Range"] = f"bytes {first}-{last}/{stat.st_size}"
                await _start(send, status, headers | {"Content-Length": str(last - first + 1)})
                if method != "HEAD":
                    await self._send(descriptor, stat, first, last + 1, send, receive, stack)
                await send({"type": "http.response.body", "body": b""})

    async def _send(
        self,
        descriptor: int,
        begun: os.stat_result,
        at: int,
        stop: int,
        send: Send,
        receive: Receive,
        stack: ExitStack,
    ) -> None:
        gone = asyncio.ensure_future(_disconnected(receive))
        end = time.monotonic() + HELD_AT_MOST
        try:
            while at < stop and not gone.done():
                piece = await asyncio.to_thread(os.pread, descriptor, min(PIECE, stop - at), at)
                now = self.path.stat()
                if not piece or (now.st_size, now.st_mtime_ns) != (begun.st_size, begun.st_mtime_ns):
                    raise OSError(f"{self.path.name}: changed while it was sent")
                at += len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                if time.monotonic() > end:
                    stack.close()
        finally:
            gone.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})


def _part(asked: dict[str, str], tag: str, size: int) -> tuple[int, int, int]:
    """Return the status and the first and last byte to send."""
    if asked.get("if-none-match") == tag:
        return 304, 0, -1
    match = _RANGE.fullmatch(asked.get("range", "").replace(" ", ""))
    if match is None or not any(match.groups()) or asked.get("if-range", tag) != tag:
        return 200, 0, size - 1
    if match[1]:
        first, last = int(match[1]), min(int(match[2] or size), size - 1)
    else:
        first, last = max(0, size - int(match[2])), size - 1
    return (206, first, last) if first <= last else (416, 0, -1)
