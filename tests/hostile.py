"""Servers that misbehave on the wire, and crawls of them with settings that a command does not offer."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]
TEXT = "党建引领发展，群众得到实惠，干部下到一线。" * 4

_RUN = """
import json, resource, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[4])
from crawler.commands.crawl_command import line_of, project_settings, run
delay, changes = float(sys.argv[3]), json.loads(sys.argv[5])
settings = project_settings(Path(sys.argv[1]), delay=delay, concurrency=1, **changes)
wanted = [tuple(pair) for pair in json.loads(sys.argv[2])]
reports = run(settings, wanted)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"reports": reports, "lines": [line_of(r) for r in reports], "kilobytes": memory}))
"""


@dataclass(frozen=True)
class Crawled:
    """What a crawl reported: a report and a line a portal, the most memory it took, the seconds it lasted."""

    reports: list[dict[str, Any]]
    lines: list[str]
    kilobytes: int
    seconds: float
    err: str

    @property
    def why(self) -> dict[str, str]:
        """Why pages failed, by path."""
        failures = [failure for report in self.reports for failure in report["failures"]]
        return {"/" + failure["url"].split("/", 3)[3]: failure["why"] for failure in failures}


def crawl_with(
    archive: Path,
    *urls: str,
    delay: float = 0,
    path: tuple[str, ...] = (),
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    **settings: Any,
) -> Crawled:
    """Crawl addresses or portals by name in a process of their own, as the command does, with other settings."""
    wanted = [("address", {"url": url}) if "://" in url else (url, {}) for url in urls]
    began = time.monotonic()
    arguments = [str(archive), json.dumps(wanted), str(delay), json.dumps([str(ROOT), *path]), json.dumps(settings)]
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, **(env or {})},
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    return Crawled(said["reports"], said["lines"], said["kilobytes"], time.monotonic() - began, done.stderr)


class Raw:
    """A server that sends what it likes: `answer(connection, path)` writes bytes, and returning closes."""

    def __init__(self, answer: Callable[[socket.socket, str], None], wrap: Any = None) -> None:
        self._answer, self._wrap = answer, wrap
        self.asked: list[tuple[str, float]] = []
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self._socket.getsockname()[1]
        self.url = f"{'https' if wrap else 'http'}://127.0.0.1:{self.port}/"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        try:
            if self._wrap is not None:
                connection = self._wrap(connection)
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    if not (piece := connection.recv(65536)):
                        return
                    request += piece
                path = request.split(b" ")[1].decode()
                self.asked.append((path, time.monotonic()))
                self._answer(connection, path)
        except OSError:
            return


def head(status: str = "200 OK", **headers: str | int) -> bytes:
    """Return the head of an answer; `Content_Type` is Content-Type, which is HTML unless it is given."""
    lines = {"Content_Type": "text/html; charset=utf-8", "Connection": "close"} | headers
    text = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value != "")
    return f"HTTP/1.1 {status}\r\n{text}\r\n".encode()
