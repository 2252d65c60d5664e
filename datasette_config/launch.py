"""How Datasette is started over an archive: configured, read-only, on loopback."""

from __future__ import annotations

import json
import sys
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
