"""Captures as they were, shown so that nothing of them runs; stored pictures and files."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.store import read_row
from archive.warc import StoredCapture
from datasette_config.files import disposition, file_name, picture_type
from datasette_config.room.web import DATABASE, Route, ask, not_found, page, rows

RAW_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


async def _stored(datasette: Datasette, row: dict[str, Any]) -> StoredCapture:
    """Return a stored response. Raises OSError or ValueError where its file cannot be read."""
    warc = Path(datasette.get_database(DATABASE).path).parent / "warc"
    return await ask(datasette, lambda db: read_row(db, warc, row["id"]))


async def capture(request: Request, datasette: Datasette) -> Response:
    """Return what is known of a capture, with the page itself in a frame where nothing runs."""
    identity = int(request.url_vars["id"])
    row = await ask(datasette, lambda db: capture_row(db, identity))
    if row is None:
        return await not_found(request, datasette)
    fetched = datetime.fromisoformat(row["fetched_at"])
    return await page(
        request, datasette, "room_capture.html", {"capture": row, "fetched": f"{fetched:%Y-%m-%d %H:%M:%S} UTC"}
    )


def readable(stored: StoredCapture) -> str:
    """Return a stored page as text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return stored.body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored.body.decode("gb18030", "replace")


async def raw(request: Request, datasette: Datasette) -> Response:
    """Return a stored page as it came, but that nothing of it can run and nothing outside is asked for."""
    identity = int(request.url_vars["id"])
    row = await ask(datasette, lambda db: capture_row(db, identity))
    if row is None:
        return Response.text("", status=404)
    headers = {
        "Content-Security-Policy": RAW_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    try:
        stored = await _stored(datasette, row)
    except (OSError, ValueError) as error:
        return Response(str(error), status=410, headers=headers, content_type="text/plain; charset=utf-8")
    mime = row["mime"] or ""
    if "html" not in mime and (picture := picture_type(stored.body, mime)) is not None:
        return Response(stored.body, headers=headers, content_type=picture)
    kind = "text/html" if "html" in mime else "text/plain"
    return Response(readable(stored), headers=headers, content_type=f"{kind}; charset=utf-8")


async def asset(request: Request, datasette: Datasette) -> Response:
    """Return a stored picture to be seen, or any other stored file to be saved under its own name."""
    identity = int(request.url_vars["id"])
    row = await ask(datasette, lambda db: asset_row(db, identity))
    if row is None:
        return Response.text("", status=404)
    headers = {
        "Content-Security-Policy": RAW_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    try:
        stored = await _stored(datasette, row)
    except (OSError, ValueError) as error:
        return Response(str(error), status=410, headers=headers, content_type="text/plain; charset=utf-8")
    kind = picture_type(stored.body, row["mime"]) if row["is_picture"] else None
    if kind is not None:
        return Response(stored.body, headers=headers, content_type=kind)
    name = file_name(row["asset_url"], row["caption"], stored.headers)
    return Response(
        stored.body,
        headers={**headers, "Content-Disposition": disposition(name)},
        content_type="application/octet-stream",
    )


def asset_row(db: sqlite3.Connection, identity: int) -> dict[str, Any] | None:
    """Return where a stored picture or file lies, and what the newest article that names it calls it, or None."""
    found = rows(
        db,
        "SELECT c.*, s.url AS asset_url, s.caption,"
        " EXISTS (SELECT 1 FROM assets i WHERE i.capture = c.id AND i.kind = 'image') AS is_picture"
        " FROM captures c JOIN assets s ON s.capture = c.id WHERE c.id = ? AND c.status = 200"
        " ORDER BY s.kind = 'attachment' DESC, s.article DESC LIMIT 1",
        [identity],
    )
    return found[0] if found else None


def capture_row(db: sqlite3.Connection, identity: int) -> dict[str, Any] | None:
    """Return where a stored response lies, or None; `raw` is the response that a browser rendered it from."""
    found = rows(
        db,
        "SELECT c.*, a.key, a.headline,"
        " CASE WHEN c.status IS NULL AND c.mime = 'text/html' THEN (SELECT max(r.id) FROM captures r"
        " WHERE r.url = c.url AND r.id < c.id AND r.status IN (200, 304)) END AS raw"
        " FROM captures c LEFT JOIN articles a ON a.id = c.article WHERE c.id = ?",
        [identity],
    )
    return found[0] if found else None


ROUTES: list[Route] = [
    (r"^/capture/(?P<id>\d{1,18})$", capture),
    (r"^/capture/(?P<id>\d{1,18})/raw$", raw),
    (r"^/asset/(?P<id>\d{1,18})$", asset),
]
