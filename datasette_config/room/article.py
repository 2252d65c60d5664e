"""An article's page."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import date
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from datasette_config.room.web import Route, ask, not_found, page, rows

_KEY = re.compile(r"^[a-z2-7]{16}$")


async def article(request: Request, datasette: Datasette) -> Response:
    """Return an article's page."""
    key = request.url_vars["key"].lower()
    found = await ask(datasette, lambda db: article_of(db, key)) if _KEY.match(key) else None
    if found is None:
        return await not_found(request, datasette)
    roles: dict[str, list[dict[str, Any]]] = {}
    for credit in found["credits"]:
        roles.setdefault(credit["role"], []).append(credit)
    today = date.today().isoformat()
    return await page(request, datasette, "room_article.html", {"article": found, "roles": roles, "today": today})


def article_of(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """Return an article with its text, credits, trail and pictures, or None."""
    found = rows(
        db,
        "SELECT a.*, t.body, t.crossheads, coalesce(p.title, p.name) AS portal_title FROM articles a"
        " JOIN texts t ON t.article = a.id JOIN portals p ON p.name = a.portal WHERE a.key = ?",
        [key],
    )
    if not found:
        return None
    one = found[0]
    identity = one["id"]
    one["credits"] = rows(
        db,
        "SELECT c.role, c.role_label, p.name, o.name AS organization FROM credits c"
        " LEFT JOIN people p ON p.id = c.person LEFT JOIN organizations o ON o.id = c.organization"
        " WHERE c.article = ? ORDER BY c.position",
        [identity],
    )
    one["trail"] = [
        row["section"]
        for row in rows(db, "SELECT section FROM article_sections WHERE article = ? ORDER BY depth", [identity])
    ]
    assets = rows(db, "SELECT * FROM assets WHERE article = ? ORDER BY position", [identity])
    one["attachments"] = [asset for asset in assets if asset["kind"] == "attachment"]
    one["paragraphs"] = _paragraphs(one, [asset for asset in assets if asset["kind"] == "image"])
    for side in ("previous", "next"):
        one[side] = next(
            iter(rows(db, "SELECT key, headline FROM articles WHERE url = ? LIMIT 1", [one[f"{side}_url"]])), None
        )
    one["captured_at"] = next(
        (row[0] for row in db.execute("SELECT fetched_at FROM captures WHERE id = ?", [one["capture"]])), None
    )
    return one


def _paragraphs(one: dict[str, Any], images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the text in pieces as they stand on the page: paragraphs, crossheads, pictures."""
    crossheads = set(json.loads(one["crossheads"]))
    lines = [line for line in (one["body"] or "").split("\n") if line]
    pieces: list[dict[str, Any]] = []
    waiting = list(images)
    for number, line in enumerate(lines):
        while waiting and (waiting[0]["paragraph"] or 0) <= number:
            pieces.append({"image": waiting.pop(0)})
        pieces.append({"crosshead": line} if line in crossheads else {"text": line})
    return pieces + [{"image": image} for image in waiting]


ROUTES: list[Route] = [(r"^/article/(?P<key>[^/]+)$", article)]
