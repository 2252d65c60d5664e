"""Captures as they were, shown so that nothing of them runs; stored pictures and files."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.captures import read_row
from archive.items import StoredCapture
from datasette_config.files import disposition, file_name, picture_type
from datasette_config.messages import MESSAGES
from datasette_config.room.evidence import SHOWN, captures_of, kind_of
from datasette_config.room.web import DATABASE, Route, ask, language, not_found, page, rows
from datasette_config.stored_page import inert, text_of
from datasette_config.times import in_china, second

RAW_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'"
)
# No policy tells a browser not to look up the names of the hosts that a page links to; this does.
SAFE_RAW = {
    "Content-Security-Policy": RAW_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_TEXT = re.compile(r"^text/|html|json|xml|javascript")


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
    others = await ask(datasette, lambda db: captures_of(db, row["article"])) if row["article"] else []
    spoken = language(request)
    context = {
        "capture": row,
        "captures": others,
        "shown": SHOWN,
        "china": in_china,
        "second": lambda moment: second(moment, spoken),
    }
    return await page(request, datasette, "room_capture.html", context)


async def raw(request: Request, datasette: Datasette) -> Response:
    """Return a stored page to be looked at: nothing of it can run, and nothing outside is asked for."""
    found = await _with_bytes(request, datasette, capture_row)
    if isinstance(found, Response):
        return found
    row, stored = found
    mime = row["mime"] or ""
    if "html" not in mime and (picture := picture_type(stored.body, mime)) is not None:
        return Response(stored.body, headers=dict(SAFE_RAW), content_type=picture)
    if not stored.body:
        return _said(request, 200, "capture_empty")
    if mime and not _TEXT.search(mime):
        return _said(request, 200, "capture_binary", mime=mime, n=f"{len(stored.body):,}")
    text = text_of(stored.body, row["encoding"], stored.headers.get("content-type"))
    if "html" not in mime:
        return Response(text, headers=dict(SAFE_RAW), content_type="text/plain; charset=utf-8")
    return Response(inert(text), headers=dict(SAFE_RAW), content_type="text/html; charset=utf-8")


async def payload(request: Request, datasette: Datasette) -> Response:
    """Return the bytes of a capture as they came, to be saved: what its digest is of."""
    found = await _with_bytes(request, datasette, capture_row)
    if isinstance(found, Response):
        return found
    row, stored = found
    ending = "html" if "html" in (row["mime"] or "") else "bin"
    headers = {**SAFE_RAW, "Content-Disposition": disposition(f"capture-{row['id']}.{ending}")}
    return Response(stored.body, headers=headers, content_type="application/octet-stream")


async def _with_bytes(
    request: Request, datasette: Datasette, question: Callable[[sqlite3.Connection, int], dict[str, Any] | None]
) -> tuple[dict[str, Any], StoredCapture] | Response:
    """Return the row that is asked for with what is stored, or the response that says why there is nothing."""
    row = await ask(datasette, lambda db: question(db, int(request.url_vars["id"])))
    if row is None:
        return Response.text("", status=404)
    try:
        return row, await _stored(datasette, row)
    except (OSError, ValueError) as error:
        return _unreadable(request, error)


def _unreadable(request: Request, error: Exception) -> Response:
    # An OSError's own words have the path of the file on this machine.
    why = (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
    return _said(request, 410, "capture_unreadable", why=why)


def _said(request: Request, status: int, message: str, **values: str) -> Response:
    text = MESSAGES[language(request)][message].format(**values)
    return Response(text, status=status, headers=dict(SAFE_RAW), content_type="text/plain; charset=utf-8")


async def asset(request: Request, datasette: Datasette) -> Response:
    """Return a stored picture to be seen, or any other stored file to be saved under its own name."""
    found = await _with_bytes(request, datasette, asset_row)
    if isinstance(found, Response):
        return found
    row, stored = found
    kind = picture_type(stored.body, row["mime"]) if row["is_picture"] else None
    if kind is not None:
        return Response(stored.body, headers=dict(SAFE_RAW), content_type=kind)
    name = file_name(row["asset_url"], row["caption"], stored.headers)
    return Response(
        stored.body,
        headers={**SAFE_RAW, "Content-Disposition": disposition(name)},
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
    """Return where a stored response lies, or None; `raw` is the response that a browser rendered it from.

    `encoding` is what the archive read these bytes in, where they are those of an article's text. `kind`: see
    `captures_of`.
    """
    found = rows(
        db,
        "SELECT c.*, a.key, a.headline,"
        " CASE WHEN a.capture = c.id OR a.capture = c.payload_of THEN a.encoding END AS encoding,"
        " CASE WHEN c.status IS NULL AND c.mime = 'text/html' THEN (SELECT max(r.id) FROM captures r"
        " WHERE r.url = c.url AND r.id < c.id AND r.status IN (200, 304)) END AS raw"
        " FROM captures c LEFT JOIN articles a ON a.id = c.article WHERE c.id = ?",
        [identity],
    )
    if not found:
        return None
    found[0]["kind"] = kind_of(found[0])
    return found[0]


ROUTES: list[Route] = [
    (r"^/capture/(?P<id>\d{1,18})$", capture),
    (r"^/capture/(?P<id>\d{1,18})/raw$", raw),
    (r"^/capture/(?P<id>\d{1,18})/bytes$", payload),
    (r"^/asset/(?P<id>\d{1,18})$", asset),
]
