"""How Datasette is started over an archive: configured, read-only, on loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent


def datasette_arguments(archive: Path) -> list[str]:
    """Return the command line that serves the archive in a directory; `--host` and `--port` may follow."""
    settings = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
    flags = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
    return [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(archive / "archive.db"),
        "--metadata",
        str(HERE / "metadata.yaml"),
        "--plugins-dir",
        str(HERE / "plugins"),
        "--template-dir",
        str(HERE / "templates"),
        "--static",
        f"static:{HERE / 'static'}",
        *flags,
    ]


@contextmanager
def served(archive: Path) -> Iterator[tuple[str, int]]:
    """Serve an archive on a free port as long as the context lasts; yield its address and the process.

    Raises RuntimeError, with what the server said, where it does not answer within a minute.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*datasette_arguments(archive), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    base = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 60
    try:
        while True:
            try:
                urllib.request.urlopen(base + "/-/versions.json", timeout=5).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > end:
                    server.terminate()
                    said = server.communicate()[1].decode(errors="replace")
                    raise RuntimeError(f"Datasette does not answer: {said.strip()}") from None
                time.sleep(0.1)
        yield base, server.pid
    finally:
        server.terminate()
        server.communicate(timeout=20)
