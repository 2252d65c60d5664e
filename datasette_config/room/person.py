"""A name's page: what it stands on, in which roles, where, when and beside whom. A name is a name, not a person."""

from __future__ import annotations

import heapq
import json
import sqlite3
from itertools import groupby
from typing import Any, Literal
from urllib.parse import unquote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.credited import KINDS
from archive.fields import AUTHOR_ROLES, EDITOR_ROLES
from archive.limits import TooSlow, time_limit
from archive.selection import Narrowing, select
from datasette_config.room.people import ROLES, address
from datasette_config.room.web import Route, ask, not_found, page, rows

Kind = Literal["person", "organization"]

LOOKED_AT = 1000  # of a name's articles, the newest
NEWEST = 20
TOGETHER = 15
COUNTED_AT_MOST = 10_000
MILLISECONDS = 1000
# First, whatever else is asked: a name may have hundreds of times as many credits as articles are looked at.
_GIVEN = "json_each(?) given"
BAR, GAP, HEIGHT = 26, 8, 110  # of the chart, in its own units


async def person(request: Request, datasette: Datasette) -> Response:
    """Return the page of a person's name."""
    return await _page(request, datasette, "person")


async def organization(request: Request, datasette: Datasette) -> Response:
    """Return the page of an organisation's name."""
    return await _page(request, datasette, "organization")


async def _page(request: Request, datasette: Datasette, kind: Kind) -> Response:
    name = unquote(request.url_vars["name"])
    role = request.args.get("role") if request.args.get("role") in ROLES else None
    found = await ask(datasette, lambda db: profile(db, kind, name, role))
    if found is None:
        return await not_found(request, datasette)
    found |= {"kind": kind, "name_of": name, "role": role, "address": address}
    return await page(request, datasette, "room_person.html", found)


def profile(db: sqlite3.Connection, kind: Kind, name: str, role: str | None) -> dict[str, Any] | None:
    """Return what the archive knows of a name, in one role or in all, or None where it credits none of this name."""
    table = KINDS[kind]
    row = db.execute(f"SELECT id FROM {table} WHERE name = ?", [name]).fetchone()
    if row is None:
        return None
    identity = row[0]
    query = f"SELECT role, articles FROM {table}_roles WHERE {kind} = ? ORDER BY articles DESC, role"
    totals: list[tuple[str, int]] = [(row[0], row[1]) for row in db.execute(query, [identity])]
    years = [
        one
        for one in rows(db, f"SELECT role, portal, year, articles FROM {table}_years WHERE {kind} = ?", [identity])
        if role in (None, one["role"])
    ]
    wanted = [one for one, _ in totals if role in (None, one)]
    articles = _newest(db, kind, identity, wanted)
    credited = sum(articles for one, articles in totals if role in (None, one))
    places = _places(db, kind, identity, years, articles)
    return {
        "roles": totals,
        "credited": credited,
        "chart": chart([(one["year"], one["articles"]) for one in years]),
        "undated": sum(one["articles"] for one in years if not one["year"]),
        "places": places,
        "signs": _signs(places),
        "looked_at": len(articles) if len(articles) >= LOOKED_AT else None,
        "sources": _sources(db, articles),
        "together": _together(db, kind, identity, articles),
        "newest": _stories(db, kind, identity, articles[:NEWEST]),
        "searches": _searches(kind, name, [one for one, _ in totals]),
        "as_source": _as_source(db, name),
        "namesake": _other_kind(db, kind, name),
    }


def chart(counts: list[tuple[str, int]]) -> dict[str, Any] | None:
    """Return the bars of the years, the first to the last, with their places in a picture; None without any."""
    by_year: dict[int, int] = {}
    for year, articles in counts:
        if year.isdecimal():
            by_year[int(year)] = by_year.get(int(year), 0) + articles
    if not by_year:
        return None
    highest = max(by_year.values())
    span = range(min(by_year), max(by_year) + 1)
    every = 1 if len(span) <= 15 else 5
    bars = [
        {
            "year": year,
            "articles": by_year.get(year, 0),
            "x": place * (BAR + GAP),
            "height": max(round(by_year.get(year, 0) * HEIGHT / highest, 1), 1.5 if year in by_year else 0),
            "labelled": year % every == 0 or len(span) <= 15,
        }
        for place, year in enumerate(span)
    ]
    return {"bars": bars, "width": max(len(bars) * (BAR + GAP) - GAP, 1), "bar": BAR, "height": HEIGHT}


def _newest(db: sqlite3.Connection, kind: Kind, identity: int, wanted: list[str]) -> list[int]:
    """Return the ids of the newest articles that credit the name in one of the roles."""
    query = f"SELECT article FROM credits WHERE {kind} = ? AND role = ? ORDER BY id DESC LIMIT ?"
    lists = [[row[0] for row in db.execute(query, [identity, role, LOOKED_AT])] for role in wanted]
    return [article for article, _ in groupby(heapq.merge(*lists, reverse=True))][:LOOKED_AT]


def _places(
    db: sqlite3.Connection, kind: Kind, identity: int, years: list[dict[str, Any]], articles: list[int]
) -> list[dict[str, Any]]:
    """Return the portals a name stands on, the most first: roles, years, and the names beside it in the same credit."""
    other = "organization" if kind == "person" else "person"
    beside: dict[str, list[tuple[str, int]]] = {}
    query = (
        "SELECT a.portal, n.name, count(DISTINCT c.article) AS times"
        f" FROM {_GIVEN} CROSS JOIN credits c ON c.article = given.value JOIN articles a ON a.id = c.article"
        f" JOIN {KINDS[other]} n ON n.id = c.{other} WHERE +c.{kind} = ? GROUP BY 1, 2 ORDER BY times DESC, n.name"
    )
    for portal, name, times in db.execute(query, [json.dumps(articles), identity]):
        beside.setdefault(portal, []).append((name, times))
    places = []
    for portal, group in groupby(sorted(years, key=lambda one: str(one["portal"])), key=lambda one: str(one["portal"])):
        rows_of = list(group)
        title, region = db.execute(
            "SELECT coalesce(title, name), region FROM portals WHERE name = ?", [portal]
        ).fetchone()
        counted: dict[str, int] = {}
        for one in rows_of:
            counted[one["role"]] = counted.get(one["role"], 0) + one["articles"]
        dated = sorted(one["year"] for one in rows_of if one["year"])
        places.append(
            {
                "portal": portal,
                "title": title,
                "region": region,
                "roles": sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])),
                "articles": sum(counted.values()),
                "years": (dated[0], dated[-1]) if dated else None,
                "beside": beside.get(portal, []),
            }
        )
    return sorted(places, key=lambda one: -one["articles"])


def _signs(places: list[dict[str, Any]]) -> dict[str, int]:
    """Return what speaks for several people of one name: numbers of portals, regions, names beside it, years."""
    years = [year for one in places if one["years"] for year in map(int, one["years"])]
    found = {
        "portals": len(places),
        "regions": len({one["region"] for one in places if one["region"]}),
        "beside": len({name for one in places for name, _ in one["beside"]}),
        "years": max(years) - min(years) + 1 if years else 0,
    }
    least = {"portals": 2, "regions": 2, "beside": 2, "years": 30}
    return {sign: value for sign, value in found.items() if value >= least[sign]}


def _sources(db: sqlite3.Connection, articles: list[int]) -> list[tuple[str, int]]:
    query = (
        f"SELECT source, count(*) AS times FROM {_GIVEN} CROSS JOIN articles a ON a.id = given.value WHERE source <> ''"
        f" GROUP BY 1 ORDER BY times DESC, source LIMIT {TOGETHER}"
    )
    return db.execute(query, [json.dumps(articles)]).fetchall()


def _together(db: sqlite3.Connection, kind: Kind, identity: int, articles: list[int]) -> list[dict[str, Any]]:
    """Return the names credited in the same articles, of people and of organisations, the most first."""
    found: list[dict[str, Any]] = []
    for other, table in KINDS.items():
        query = (
            f"SELECT '{other}' AS kind, n.name, count(DISTINCT c.article) AS times,"
            f" group_concat(DISTINCT c.role) AS roles FROM {_GIVEN} CROSS JOIN credits c ON c.article = given.value"
            f" JOIN {table} n ON n.id = c.{other}"
            f" GROUP BY c.{other} HAVING NOT (? AND n.id = ?) ORDER BY times DESC, n.name LIMIT {TOGETHER}"
        )
        found += rows(db, query, [json.dumps(articles), other == kind, identity])
    return [{**one, "roles": str(one["roles"]).split(",")} for one in found]


def _stories(db: sqlite3.Connection, kind: Kind, identity: int, articles: list[int]) -> list[dict[str, Any]]:
    query = (
        "SELECT a.key, a.headline, a.url, a.source, a.published_at, coalesce(p.title, p.name) AS portal,"
        f" (SELECT group_concat(DISTINCT c.role) FROM credits c WHERE c.article = a.id AND +c.{kind} = ?) AS roles"
        " FROM articles a JOIN portals p ON p.name = a.portal WHERE a.id IN (SELECT value FROM json_each(?))"
        " ORDER BY a.id DESC"
    )
    return [{**one, "roles": one["roles"].split(",")} for one in rows(db, query, [identity, json.dumps(articles)])]


def _searches(kind: Kind, name: str, known: list[str]) -> list[tuple[str, str]]:
    """Return where the search has a name's articles: (which of them, address)."""
    if kind == "organization":
        return [("organization", f"/search?{urlencode({'organization': name})}")]
    fields = [("person", True)]
    fields += [
        ("author", any(one in AUTHOR_ROLES for one in known)),
        ("editor", any(one in EDITOR_ROLES for one in known)),
    ]
    return [(field, f"/search?{urlencode({field: name})}") for field, there in fields if there]


def _as_source(db: sqlite3.Connection, name: str) -> int | None:
    """Return how many articles have a source of this name, counted to COUNTED_AT_MOST; None where it takes long."""
    try:
        with time_limit(db, MILLISECONDS):
            selection = select(db, "", Narrowing(source=name))
            return selection.count(db, COUNTED_AT_MOST) if selection else 0
    except TooSlow:
        return None


def _other_kind(db: sqlite3.Connection, kind: Kind, name: str) -> bool:
    """Whether the name is also one of the other kind: what one page calls a person another calls a body."""
    table = KINDS["organization" if kind == "person" else "person"]
    return db.execute(f"SELECT 1 FROM {table} WHERE name = ?", [name]).fetchone() is not None


ROUTES: list[Route] = [(r"^/person/(?P<name>.+)$", person), (r"^/organization/(?P<name>.+)$", organization)]
