"""The front page: what it asks costs the same however many articles there are."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from datasette_config.room.web import Route, ask, page, rows

NEWEST = 12
PORTALS = 12
COUNTED_AT_MOST = 100_000


async def home(request: Request, datasette: Datasette) -> Response:
    """Return the front page."""
    return await page(request, datasette, "room_home.html", await ask(datasette, front))


def front(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the newest articles, the largest portals with their counts, and the totals."""
    portals = rows(
        db,
        "SELECT p.name, coalesce(p.title, p.name) AS title, p.sponsor,"
        " coalesce(sum(d.articles), 0) AS articles, nullif(max(d.date), '') AS newest"
        " FROM portals p LEFT JOIN article_days d ON d.portal = p.name GROUP BY p.name ORDER BY articles DESC, p.name",
    )
    shown = portals[:PORTALS]
    for portal in shown:
        crawl = db.execute(
            "SELECT started_at FROM crawls WHERE portal = ? ORDER BY started_at DESC LIMIT 1", [portal["name"]]
        )
        portal["last_crawl"] = next((row[0] for row in crawl), None)
    newest = rows(
        db,
        "SELECT a.key, a.headline, a.deck, a.lead, a.source, a.published_at, a.status,"
        " (SELECT coalesce(title, name) FROM portals WHERE name = a.portal) AS portal"
        " FROM articles a ORDER BY a.published_date DESC, a.id DESC LIMIT ?",
        [NEWEST],
    )
    return {
        "portals": shown,
        "portals_count": len(portals),
        "newest": newest,
        "articles": sum(portal["articles"] for portal in portals),
        "people": counted(db, "people"),
        "captures": counted(db, "captures"),
    }


def counted(db: sqlite3.Connection, table: str) -> str:
    """Return how many rows a table has, counted to COUNTED_AT_MOST."""
    found = db.execute(f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT ?)", [COUNTED_AT_MOST + 1]).fetchone()[0]
    return f"{found:,}" if found <= COUNTED_AT_MOST else f"{COUNTED_AT_MOST:,}+"


ROUTES: list[Route] = [(r"^/$", home)]
