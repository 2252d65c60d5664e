"""Who writes, edits and supplies: names by role, those with the most articles first, and names by a part of them."""

from __future__ import annotations

import re
import sqlite3
from typing import Any
from urllib.parse import quote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.bigrams import normalise
from archive.credited import KINDS
from archive.limits import TooSlow, time_limit
from datasette_config.room.web import Route, ask, page, rows

ROLES = (
    *("author", "reporter", "correspondent", "contributor", "photographer", "translator", "compiler"),
    *("editor", "proofreader", "approver", "other"),
)
FIRST = {"person": "author", "organization": "contributor"}
PER_PAGE = 100
PAGES = 50
FOUND_AT_MOST = 200
MILLISECONDS = 1500
MILLISECONDS_OF_COUNTS = 300


async def people(request: Request, datasette: Datasette) -> Response:
    """Return names: of a role, or with a part that was asked for."""
    kind = "organization" if request.args.get("of") == "organization" else "person"
    query = (request.args.get("q") or "").strip()[:100]
    role = request.args.get("role") if request.args.get("role") in ROLES else None
    number = int(request.args.get("page") or 1) if re.fullmatch(r"[1-9]\d?", request.args.get("page") or "1") else 1
    number = min(number, PAGES)
    counted = await ask(datasette, lambda db: roles(db, kind))
    known = [one for one in ROLES if one in counted]
    if query:
        names, whole = await ask(datasette, lambda db: containing(db, kind, query, role))
        more = False
    else:
        role = role or next((one for one in (FIRST[kind], *known) if one in known), FIRST[kind])
        chosen = role
        names, more = await ask(datasette, lambda db: most(db, kind, chosen, number))
        whole = True
    kept = {"of": kind if kind != "person" else "", "q": query, "role": role or ""}

    def at(**changes: str | int) -> str:
        values = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"/people?{urlencode(values)}" if values else "/people"

    return await page(
        request,
        datasette,
        "room_people.html",
        {
            "kind": kind,
            "part": query,
            "role": role,
            "roles": [(one, counted[one]) for one in known],
            "names": names,
            "whole": whole,
            "first": (number - 1) * PER_PAGE + 1,
            "highest": max((one["most"] for one in names), default=1),
            "number_of_page": number,
            "newer": at(page=number - 1) if number > 1 else None,
            "older": at(page=number + 1) if more and number < PAGES else None,
            "at": at,
            "address": address,
        },
    )


def address(kind: str, name: str, role: str | None = None) -> str:
    """Return the address of a name's page."""
    return f"/{kind}/{quote(name, safe='')}" + (f"?role={role}" if role else "")


def roles(db: sqlite3.Connection, kind: str) -> dict[str, int | None]:
    """Return how many names each role has; None for each role where counting takes too long."""
    try:
        with time_limit(db, MILLISECONDS_OF_COUNTS):
            return dict(db.execute(f"SELECT role, count(*) FROM {KINDS[kind]}_roles GROUP BY role").fetchall())
    except TooSlow:
        return dict.fromkeys(ROLES)


def most(db: sqlite3.Connection, kind: str, role: str, number: int) -> tuple[list[dict[str, Any]], bool]:
    """Return a page (the first is 1) of the names of a role, those with the most articles first; are there more."""
    table = KINDS[kind]
    found = rows(
        db,
        f"SELECT n.id, n.name, r.articles AS most FROM {table}_roles r JOIN {table} n ON n.id = r.{kind}"
        f" WHERE r.role = ? ORDER BY r.articles DESC, r.{kind} DESC LIMIT ? OFFSET ?",
        [role, PER_PAGE + 1, (number - 1) * PER_PAGE],
    )
    return _with_roles(db, kind, found[:PER_PAGE]), len(found) > PER_PAGE


def containing(db: sqlite3.Connection, kind: str, part: str, role: str | None) -> tuple[list[dict[str, Any]], bool]:
    """Return names with a part in them, those with the most articles first; False where only some were looked at."""
    table = KINDS[kind]
    parts = sorted({part, normalise(part)})
    where = " OR ".join("instr(n.name, ?)" for _ in parts)
    narrowed = " AND r.role = ?" if role else ""
    query = (
        f"SELECT n.id, n.name, sum(r.articles) AS most FROM {table} n JOIN {table}_roles r ON r.{kind} = n.id{narrowed}"
        f" WHERE {{}} GROUP BY n.id ORDER BY most DESC, n.name LIMIT {FOUND_AT_MOST}"
    )
    values = [role] if role else []
    try:
        with time_limit(db, MILLISECONDS):
            return _with_roles(db, kind, rows(db, query.format(f"({where})"), [*values, *parts])), True
    except TooSlow:
        pass
    beginning = f"n.id IN (SELECT id FROM {table} WHERE name >= ? AND name < ? LIMIT 2000)"
    found = rows(db, query.format(beginning), [*values, part, part + chr(0x10FFFF)])
    return _with_roles(db, kind, found), False


def _with_roles(db: sqlite3.Connection, kind: str, names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    query = f"SELECT role, articles FROM {KINDS[kind]}_roles WHERE {kind} = ? ORDER BY articles DESC"
    for one in names:
        one["roles"] = db.execute(query, [one["id"]]).fetchall()
    return names


ROUTES: list[Route] = [(r"^/people$", people)]
