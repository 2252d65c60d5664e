"""Search: one page of hits, the query all in the address."""

from __future__ import annotations

import math
import re
import sqlite3
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.query import match_expression
from archive.search import Hit, Order, count
from archive.search import search as find
from archive.selection import Narrowing
from datasette_config.room.web import Route, ask, day_argument, page

ORDERS: tuple[Order, ...] = ("newest", "oldest", "relevance")
PER_PAGE = 20
COUNTED_AT_MOST = 10_000


async def search(request: Request, datasette: Datasette) -> Response:
    """Return a page of search results; the query is all in the address."""
    get = request.args.get
    query = (get("q") or "").strip()[:500]
    order = next((known for known in ORDERS if known == get("order")), ORDERS[0])
    number = int(get("page")) if re.fullmatch(r"[1-9]\d{0,4}", get("page") or "") else 1
    date_from, date_to, portal = day_argument(get("from")), day_argument(get("to")), get("portal") or None
    names = await ask(datasette, portals)
    hits: list[Hit] = []
    total = 0
    if match_expression(query) is not None:
        narrowing = Narrowing(portal=portal, date_from=date_from, date_to=date_to)
        hits, total = await ask(datasette, lambda db: results(db, query, order, narrowing, number))
    kept = [("q", query), ("order", order), ("portal", portal or ""), ("from", date_from or ""), ("to", date_to or "")]

    def at(other: int) -> str:
        return "/search?" + urlencode([(k, v) for k, v in [*kept, ("page", str(other))] if v])

    pages = math.ceil(total / PER_PAGE)
    return await page(
        request,
        datasette,
        "room_search.html",
        {
            "query": query,
            "searchable": match_expression(query) is not None,
            "hits": hits,
            "total": f"{total:,}" if total <= COUNTED_AT_MOST else f"{COUNTED_AT_MOST:,}+",
            "found": total,
            "order": order,
            "portal": portal,
            "portals": names,
            "titles": dict(names),
            "date_from": date_from,
            "date_to": date_to,
            "number_of_page": number,
            "newer": at(number - 1) if number > 1 else None,
            "older": at(number + 1) if number < pages else None,
        },
    )


def portals(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (name, title) of every portal, by title."""
    return [(row[0], row[1]) for row in db.execute("SELECT name, coalesce(title, name) FROM portals ORDER BY 2")]


def results(
    db: sqlite3.Connection,
    query: str,
    order: Order,
    narrowing: Narrowing,
    page: int,
) -> tuple[list[Hit], int]:
    """Return a page of hits (the first is 1), and how many there are, counted to COUNTED_AT_MOST."""
    total = count(db, query, narrowing, limit=COUNTED_AT_MOST + 1)
    return find(db, query, narrowing, order=order, limit=PER_PAGE, offset=(page - 1) * PER_PAGE), total


ROUTES: list[Route] = [(r"^/search$", search)]
