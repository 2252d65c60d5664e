"""Data to take away: the database, what was exported, how to cite it, what its columns mean, how to read it."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.pinned import BeingWritten, pinned
from datasette_config.dictionary import tables
from datasette_config.room.downloads import Download, Offered, Receive, Send, file_in, offer, offered
from datasette_config.room.web import DATABASE, Route, ask, language, not_found, page

EXAMPLES = Path(__file__).parents[1] / "examples"
WAIT = 10.0  # seconds for a crawl's writing to pause
# What may be asked of any table; the big ones in full as a stream.
SHAPES = (("CSV", ".csv?_stream=on&_size=max"), ("JSON", ".json?_shape=array"))


def _database(datasette: Datasette) -> Path:
    return Path(datasette.get_database(DATABASE).path)


async def data(request: Request, datasette: Datasette) -> Response:
    """Return the page of what can be taken away."""
    spoken = language(request)
    known = await _known(datasette)
    newest = await ask(datasette, newest_crawl)
    return await page(
        request,
        datasette,
        "room_data.html",
        {
            **known,
            "state": newest or (known["modified"] or "")[:10],
            "address": datasette.absolute_url(request, "/data"),
            "accessed": date.today().isoformat(),
            "examples": examples(),
            "tables": [table for table in tables() if not table.hidden],
            "shapes": SHAPES,
            "described": lambda one: one.said[spoken],
            "size": size_of,
            "moment": lambda seconds: f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC",
        },
    )


async def data_json(request: Request, datasette: Datasette) -> Response:
    """Return the files that can be downloaded, with size, date and checksum (null while it is being made)."""
    known = await _known(datasette)
    base = datasette.absolute_url(request, "/data")

    def described(one: Offered, address: str) -> dict[str, Any]:
        modified = datetime.fromtimestamp(one.modified, UTC).isoformat(timespec="seconds")
        return {"name": one.name, "url": address, "bytes": one.size, "modified": modified, "sha256": one.sha256}

    return Response.json(
        {
            "database": {**described(known["database"], f"{base}/archive.db"), "being_written": known["being_written"]},
            "exports": [described(one, f"{base}/exports/{one.name}") for one in known["exports"]],
        }
    )


async def _known(datasette: Datasette) -> dict[str, Any]:
    return await asyncio.to_thread(files, _database(datasette))


def files(path: Path) -> dict[str, Any]:
    """Return the database and the exported files as they are offered, and whether somebody writes at the moment."""
    try:
        with pinned(path):
            whole = True
    except (BeingWritten, sqlite3.Error):
        whole = False
    found, count = offered(path.parent / "exports")
    database = offer(path, path.name, whole=whole, database=True)
    modified = datetime.fromtimestamp(database.modified, UTC).isoformat(timespec="seconds")
    return {
        "database": database,
        "modified": modified,
        "being_written": not whole,
        "exports": found,
        "exports_more": count - len(found),
    }


def newest_crawl(db: sqlite3.Connection) -> str | None:
    """Return the day of the newest crawl, the state that a citation names, or None."""
    found = db.execute("SELECT max(coalesce(finished_at, started_at)) FROM crawls").fetchone()[0]
    return found[:10] if found else None


async def database_file(request: Request, datasette: Datasette, send: Send, receive: Receive) -> Response | None:
    """Send the database: whole, as it is at this moment, whoever writes meanwhile."""
    path = _database(datasette)
    try:
        await Download(path, pinned(path, WAIT), database=True).answer(request.method, request.headers, send, receive)
    except BeingWritten:
        found = await page(request, datasette, "room_data_busy.html", {}, status=503)
        found.headers["Retry-After"] = "60"
        return found
    return None


async def exported_file(request: Request, datasette: Datasette, send: Send, receive: Receive) -> Response | None:
    """Send a file of the folder of exports, and nothing else."""
    path = file_in(_database(datasette).parent / "exports", unquote(request.url_vars["name"]))
    if path is None:
        return await not_found(request, datasette)
    await Download(path).answer(request.method, request.headers, send, receive)
    return None


@cache
def examples() -> list[tuple[str, str, str]]:
    """Return the examples as (language, name of the file, text)."""
    order = ((".sql", "SQL"), (".py", "Python"), (".R", "R"))
    return [
        (name, path.name, path.read_text(encoding="utf-8"))
        for ending, name in order
        for path in sorted(EXAMPLES.glob(f"*{ending}"))
    ]


def size_of(number: int) -> str:
    """Return a number of bytes as people read it."""
    value = float(number)
    for unit in ("B", "KB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if value >= 100 or unit == "B" else f"{value:.1f} {unit}"


ROUTES: list[Route] = [
    (r"^/data$", data),
    (r"^/data\.json$", data_json),
    (r"^/data/archive\.db$", database_file),
    (r"^/data/exports/(?P<name>.+)$", exported_file),
]
