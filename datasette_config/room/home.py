"""The front page."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from datasette_config.room.web import Route, ask, page, rows


async def home(request: Request, datasette: Datasette) -> Response:
    """Return the front page."""
    return await page(request, datasette, "room_home.html", await ask(datasette, front))


def front(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the newest articles, the portals with their counts, and the totals."""
    portals = rows(
        db,
        "SELECT p.name, coalesce(p.title, p.name) AS title, p.sponsor, p.home, count(a.id) AS articles,"
        " max(a.published_date) AS newest,"
        " (SELECT max(started_at) FROM crawls c WHERE c.portal = p.name) AS last_crawl"
        " FROM portals p LEFT JOIN articles a ON a.portal = p.name GROUP BY p.name ORDER BY articles DESC, p.name",
    )
    newest = rows(
        db,
        "SELECT a.key, a.headline, a.deck, a.lead, a.source, a.published_at, a.status, p.title AS portal"
        " FROM articles a JOIN portals p ON p.name = a.portal ORDER BY a.published_date DESC, a.id DESC LIMIT 12",
    )
    return {
        "portals": portals,
        "newest": newest,
        "articles": sum(portal["articles"] for portal in portals),
        "people": db.execute("SELECT count(*) FROM people").fetchone()[0],
        "captures": db.execute("SELECT count(*) FROM captures").fetchone()[0],
    }


ROUTES: list[Route] = [(r"^/$", home)]
