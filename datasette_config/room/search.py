"""Search: one page of hits, the question all in the address."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.facets import NAMES
from datasette_config.messages import MESSAGES
from datasette_config.room.asked import PAGES, Asked, asked
from datasette_config.room.bars import HEIGHT, WIDTH, chart
from datasette_config.room.found import Summary, as_numbers, find, further_back, summary, years
from datasette_config.room.web import SAFE, Route, ask, day, language, page, rows

FORMATS = ("csv", "ndjson", "json", "atom")
# One at a time: counting thoroughly may take seconds, and a page is not to wait for it.
_thorough = asyncio.Semaphore(1)
_WAITING_AT_MOST = 8
_waiting: list[Asked] = []


async def search(request: Request, datasette: Datasette) -> Response:
    """Return a page of search results."""
    question = asked(request)
    titles = await ask(datasette, portal_titles)
    found = await ask(datasette, lambda db: find(db, question))
    summed = found.summary if found else None
    last = found.hits[-1] if found and found.hits else None
    return await page(
        request,
        datasette,
        "room_search.html",
        {
            "query": question.query,
            "asked": question,
            "found": found,
            "portals": sorted(titles.items(), key=lambda one: one[1]),
            "titles": titles,
            "chips": chips(question, titles, language(request)),
            "canonical": datasette.absolute_url(request, question.address(page=question.page)),
            "newer": question.address(page=question.page - 1) if question.page > 1 else None,
            "older": question.address(page=question.page + 1)
            if found and found.more and question.page < PAGES
            else None,
            "further_back": further_back(question, last) if found and last and found.more else None,
            "downloads": {name: question.address(f"/search.{name}") for name in FORMATS},
            "fill": question.address("/search/summary") if summed and not summed.exact else None,
            **(_overview(question, summed, titles, language(request)) if summed else {}),
        },
    )


async def filled(request: Request, datasette: Datasette) -> Response:
    """Return the parts of a search page that were estimates, counted thoroughly."""
    question = asked(request)
    summed = await _summed(datasette, question)
    if isinstance(summed, Response):
        return summed
    titles = await ask(datasette, portal_titles)
    overview = _overview(question, summed, titles, language(request)) if summed else {}
    return await page(request, datasette, "room_search_summary.html", {"summed": summed, **overview})


async def facets(request: Request, datasette: Datasette) -> Response:
    """Return the numbers of a search as JSON, counted thoroughly."""
    question = asked(request)
    summed = await _summed(datasette, question)
    if isinstance(summed, Response):
        return summed
    return Response.json(as_numbers(question, summed) if summed else {"error": "nothing to count"}, headers=dict(SAFE))


async def _summed(datasette: Datasette, question: Asked) -> Summary | Response | None:
    """Return the summary of a question, counted when its turn has come, or the answer that too many wait."""
    if len(_waiting) >= _WAITING_AT_MOST:
        return Response.text(
            "Too many wait for numbers; try again.\n", status=503, headers={**SAFE, "Retry-After": "5"}
        )
    _waiting.append(question)
    try:
        async with _thorough:
            return await ask(datasette, lambda db: summary(db, question))
    finally:
        _waiting.remove(question)


def portal_titles(db: Any) -> dict[str, str]:
    """Return the title of every portal by its name."""
    return {row["name"]: row["title"] for row in rows(db, "SELECT name, coalesce(title, name) AS title FROM portals")}


def chips(question: Asked, titles: dict[str, str], spoken: str) -> list[tuple[str, str, str]]:
    """Return (what narrows, its value, the address without it) of everything that narrows a question."""
    said = MESSAGES[spoken]
    found = []
    for name, value in asdict(question.narrowing).items():
        if value:
            shown = titles.get(value, value) if name == "portal" else said.get(f"status_{value}", value)
            if name.startswith("date_"):
                shown = day(value, spoken)
            found.append((said[f"narrowed_{name}"], shown, question.address(narrowed={name: None})))
    return found


def _overview(question: Asked, summed: Summary, titles: dict[str, str], spoken: str) -> dict[str, Any]:
    """Return what the count, the chart and the facets are drawn from."""
    narrowing = asdict(question.narrowing)
    said = MESSAGES[spoken]
    listed: list[tuple[str, list[tuple[str, str, str]], bool]] = []
    for name in NAMES:
        values = summed.facets.values[name]
        if narrowing[name] or not values or (name == "status" and len(values) < 2):
            continue
        shown = [
            (
                titles.get(value, value) if name == "portal" else said.get(f"status_{value}", value),
                counted(articles, summed.facets.exact, said),
                question.address(narrowed={name: value}),
            )
            for value, articles in values
        ]
        listed.append((name, shown, name != "status"))
    by_year = years(summed.extent.days)
    if len(by_year) > 1 and summed.enough:
        shown = [
            (
                str(year),
                counted(articles, summed.extent.exact, said),
                question.address(narrowed={"date_from": f"{year:04}-01-01", "date_to": f"{year:04}-12-31"}),
            )
            for year, articles in by_year
        ]
        listed.append(("year", shown, False))
    return {
        "total": counted(summed.extent.articles, summed.extent.exact, said),
        "chart": chart(question, summed.extent.days, spoken, exact=summed.extent.exact) if summed.enough else None,
        "chart_exact": summed.extent.exact,
        "chart_size": (WIDTH, HEIGHT),
        "facets": listed,
        "count_of": lambda articles: counted(articles, summed.extent.exact, said),
        "facets_exact": summed.facets.exact,
    }


def counted(articles: int, exact: bool, said: dict[str, str]) -> str:
    """Return a number as it is shown: an estimate says that it is one, and has two digits that count."""
    if exact:
        return f"{articles:,}"
    places = max(0, len(str(articles)) - 2)
    return said["about"].format(n=f"{round(articles, -places):,}")


ROUTES: list[Route] = [
    (r"^/search$", search),
    (r"^/search/summary$", filled),
    (r"^/search/facets\.json$", facets),
]
