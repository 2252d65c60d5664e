"""The keys that articles are cited by: what is one, and where one leads under which an article was known before."""

from __future__ import annotations

import re
import sqlite3

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from datasette_config.room.web import ask, not_found

_KEY = re.compile(r"[a-z2-7]{16}")
_PRESENT = "SELECT a.key FROM addresses x JOIN articles a ON a.id = x.article WHERE x.key = ?"


def is_key(text: str) -> bool:
    """Whether a text has the form of an article's key."""
    return _KEY.fullmatch(text) is not None


def present_key(db: sqlite3.Connection, key: str) -> str | None:
    """Return the key of the article that had this one while it stood at another of its addresses, or None."""
    row = db.execute(_PRESENT, [key]).fetchone()
    return str(row[0]) if row else None


async def sent_on(datasette: Datasette, key: str, place: str = "", query: str = "") -> Response | None:
    """Return the way from a former key to the same `place` below the present one; None where the key was no other's."""
    present = await ask(datasette, lambda db: present_key(db, key)) if is_key(key) else None
    return Response.redirect(f"/article/{present}{place}{'?' * bool(query)}{query}") if present else None


async def sent_on_or_missed(request: Request, datasette: Datasette, key: str, place: str = "") -> Response:
    """Return the way from a former key to the present one, with what was asked besides, or the page for what is not."""
    there = await sent_on(datasette, key, place, request.query_string)
    return there or await not_found(request, datasette)
