"""Portals and their crawls: what was listed and what came of it, how each does, how well its fields are filled."""

from __future__ import annotations

import json
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.coverage import Covered, covered, covered_months
from archive.health import fill_rates, finding_of, last_crawls, portal_health, portals_health
from archive.limits import TooSlow, time_limit
from datasette_config.messages import MESSAGES
from datasette_config.room.ledger import Bars, bars_of, month_after, months_of
from datasette_config.room.web import Route, ask, language, not_found, page, rows

SHOWN_AT_MOST = 300  # portals on one page
CRAWLS = 30
LIMIT = 800  # milliseconds for each part of a page
MONTHS = 24
T = TypeVar("T")


async def portals(request: Request, datasette: Datasette) -> Response:
    """Return the list of portals."""
    found = await ask(datasette, lambda db: everything(db, date.today()))
    return await page(request, datasette, "room_portals.html", {**found, **words(language(request))})


def everything(db: sqlite3.Connection, today: date) -> dict[str, Any]:
    """Return the portals, those with something to look at first, each with its ledger's totals and last months."""
    found = limited(db, 4 * LIMIT, lambda: portals_health(db, today))
    if found is None:
        return {"portals": None, "more": 0}
    found.sort(key=lambda portal: portal.is_well)
    shown = [
        {
            "health": portal,
            "ledger": limited(db, LIMIT, lambda name=portal.name: covered(db, name)),  # type: ignore[misc]
            "months": newest_months(db, portal.name, today),
        }
        for portal in found[:SHOWN_AT_MOST]
    ]
    return {"portals": shown, "more": len(found) - len(shown)}


def newest_months(db: sqlite3.Connection, portal: str, today: date) -> Bars:
    """Return a portal's articles in each of the last MONTHS months."""
    months = months_of(month_after(today.isoformat()[:7], 1 - MONTHS), today.isoformat()[:7])
    counts = dict(
        db.execute(
            "SELECT substr(date, 1, 7), sum(articles) FROM article_days WHERE portal = ? AND date >= ? GROUP BY 1",
            [portal, f"{months[0]}-01"],
        ).fetchall()
    )
    return bars_of([Covered(month, counts.get(month, 0), counts.get(month, 0), 0, 0) for month in months])


async def portal(request: Request, datasette: Datasette) -> Response:
    """Return a portal's page."""
    name = unquote(request.url_vars["name"])
    found = await ask(datasette, lambda db: one(db, name, date.today()))
    if found is None:
        return await not_found(request, datasette)
    return await page(request, datasette, "room_portal.html", {**found, **words(language(request))})


def one(db: sqlite3.Connection, name: str, today: date) -> dict[str, Any] | None:
    """Return all that a portal's page shows; what took too long is None."""
    health = portal_health(db, name, today)
    if health is None:
        return None
    periods = limited(db, LIMIT, lambda: covered_months(db, name))
    filled = limited(db, LIMIT, lambda: fill_rates(db, name))
    crawls = last_crawls(db, name, CRAWLS)
    for crawl in crawls:
        crawl["finding"] = finding_of(crawl["health"]) if crawl["health"] not in (None, "ok") else None
    return {
        "portal": health,
        "facts": rows(db, "SELECT region, level, cms FROM portals WHERE name = ?", [name])[0],
        "periods": periods,
        "ledger": total(periods or ()),
        "bars": bars_of(periods or ()),
        "filled": filled,
        "crawls": crawls,
        "labels": unknown_labels(crawls),
        "not_asked": list(json.loads((crawls[0].get("not_asked") if crawls else None) or "{}").items()),
        "reasons": limited(db, LIMIT, lambda: reasons(db, name)) or [],
    }


def total(periods: Sequence[Covered]) -> Covered:
    """Return the sums of a ledger."""
    names = ("listed", "fetched", "failed", "blocked")
    return Covered("", *(sum(getattr(period, name) for period in periods) for name in names))


def reasons(db: sqlite3.Connection, portal: str) -> list[dict[str, Any]]:
    """Return why pages of a portal could not be had, the commonest first."""
    return rows(
        db,
        "SELECT state, why, count(*) AS pages FROM frontier WHERE portal = ? AND state IN ('failed', 'blocked')"
        " GROUP BY state, why ORDER BY pages DESC, why LIMIT 10",
        [portal],
    )


def unknown_labels(crawls: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the labels of no known role that the last crawl which met any reports."""
    said = next((crawl["unknown_labels"] for crawl in crawls if crawl.get("unknown_labels")), None)
    return list(json.loads(said).items()) if said else []


def words(spoken: str) -> dict[str, Callable[..., str]]:
    """Return what the templates write periods, shares and outcomes with, in a language."""
    messages: dict[str, str] = MESSAGES[spoken]
    return {
        "period": lambda name: period(name, spoken),
        "share": lambda part, whole: f"{100 * part / whole:.1f}%" if whole else "",
        "last_day": lambda month: f"{month}-{monthrange(int(month[:4]), int(month[5:7]))[1]:02}",
        "outcome": lambda name: str(messages.get(f"outcome_{name or 'none'}", name)),
    }


def period(name: str, spoken: str) -> str:
    """Return a month `YYYY-MM` or a year as its language writes it."""
    if len(name) < 7:
        return f"{name}年" if spoken == "zh" else name
    month = date(int(name[:4]), int(name[5:7]), 1)
    return f"{month.year}年{month.month}月" if spoken == "zh" else f"{month:%B %Y}"


def limited(db: sqlite3.Connection, milliseconds: float, question: Callable[[], T]) -> T | None:
    """Return an answer, or None where it took too long."""
    try:
        with time_limit(db, milliseconds):
            return question()
    except TooSlow:
        return None


ROUTES: list[Route] = [(r"^/portals$", portals), (r"^/portal/(?P<name>[^/]+)$", portal)]
