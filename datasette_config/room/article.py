"""An article's page, the same as JSON, and the way to it from an address."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils import add_cors_headers
from datasette.utils.asgi import Request, Response

from archive.days import FIRST_DATED, first_id
from archive.digest import article_key
from archive.limits import TooSlow, time_limit
from archive.records import records
from archive.selection import Narrowing, select
from datasette_config.room.citing import citation_context
from datasette_config.room.evidence import SHOWN, captures_of, looks_of, revisions_of
from datasette_config.room.keys import is_key, present_key, sent_on, sent_on_or_missed
from datasette_config.room.web import Route, address_of, ask, not_found, page, rows
from datasette_config.times import in_china

_BESIDE = 300  # milliseconds that what stands beside the text may take to find


async def article(request: Request, datasette: Datasette) -> Response:
    """Return an article's page; a key in capitals is sent to the same in small letters, a former key to the present."""
    key = request.url_vars["key"]
    if key != key.lower() and is_key(key.lower()):
        return Response.redirect(f"/article/{key.lower()}{'?' * bool(request.query_string)}{request.query_string}", 301)
    found = await ask(datasette, lambda db: article_of(db, key)) if is_key(key) else None
    if found is None:
        return await sent_on_or_missed(request, datasette, key)
    context = {
        "article": found,
        "credits": credits_by_role(found["credits"]),
        "china": in_china,
        "shown": SHOWN,
        "at": _segment,
        "search": lambda **values: address_of("/search", values.items()),
        **citation_context(request, datasette, found),
    }
    return await page(request, datasette, "room_article.html", context)


async def as_json(request: Request, datasette: Datasette) -> Response:
    """Return an article as the article JSON of the interface, with what the archive knows of it under `archive`."""
    key = request.url_vars["key"].lower()
    found = await ask(datasette, lambda db: json_of(db, key)) if is_key(key) else None
    headers: dict[str, str] = {}
    if datasette.cors:
        add_cors_headers(headers)
    if found is None and (there := await sent_on(datasette, key, ".json")):
        there.headers |= headers
        return there
    if found is None:
        return Response.json({"ok": False, "error": "no such article"}, status=404, headers=headers)
    found["archive"]["address"] = datasette.absolute_url(request, f"/article/{key}")
    return Response.json(found, headers=headers)


async def look_up(request: Request, datasette: Datasette) -> Response:
    """Send on to the article that is known by, or was captured at, an address: `/article?url=http://...`."""
    url = (request.args.get("url") or "").strip()
    key = await ask(datasette, lambda db: key_of(db, url)) if url else None
    return Response.redirect(f"/article/{key}") if key else await not_found(request, datasette)


def article_of(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """Return an article with its text, credits, trail, pictures, neighbours and the archive's evidence, or None."""
    found = rows(
        db,
        "SELECT a.*, t.body, t.crossheads, coalesce(p.title, p.name) AS portal_title, p.home AS portal_home, p.cms"
        " FROM articles a JOIN texts t ON t.article = a.id JOIN portals p ON p.name = a.portal WHERE a.key = ?",
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
    one["images"] = [asset for asset in assets if asset["kind"] == "image"]
    one["attachments"] = [asset for asset in assets if asset["kind"] == "attachment"]
    one["paragraphs"] = _paragraphs(one, one["images"])
    one["captures"] = captures_of(db, identity)
    one["revisions"] = revisions_of(db, identity)
    one["looks"] = looks_of(db, one)
    one["captured_at"] = next(
        (row[0] for row in db.execute("SELECT fetched_at FROM captures WHERE id = ?", [one["capture"]])), None
    )
    one["neighbours"], one["searchable_sections"] = _beside(db, one)
    return one


def credits_by_role(credits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return credits in groups of one role and printed label, in the order of their first names.

    `labelled` is true where the role alone does not tell two groups apart, as with first and final approval.
    """
    places: dict[tuple[str, str | None], int] = {}
    for credit in credits:
        places.setdefault((credit["role"], credit["role_label"]), len(places))
    ordered = sorted(credits, key=lambda credit: places[credit["role"], credit["role_label"]])
    groups: list[dict[str, Any]] = [
        {"role": role, "label": label, "names": list(names)}
        for (role, label), names in groupby(ordered, key=lambda credit: (credit["role"], credit["role_label"]))
    ]
    roles = [group["role"] for group in groups]
    for group in groups:
        group["labelled"] = group["role"] == "other" or roles.count(group["role"]) > 1
    return groups


def json_of(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """Return an article as the article JSON of the interface, with its evidence under `archive`, or None."""
    one = article_of(db, key)
    if one is None:
        return None
    said = next(records(db, [one["id"]], text=True))
    captures = ("id", "url", "fetched_at", "status", "kind")
    said["url"] = one["captures"][0]["url"] if one["captures"] else one["url"]
    said["archive"] |= {
        "encoding": one["encoding"],
        "undecodable": one["undecodable"],
        "revisions": one["revisions"][:SHOWN],
        "captures": [{name: capture[name] for name in captures} for capture in one["captures"][:SHOWN]],
        "absences": one["looks"]["past"] + one["looks"]["standing"],
    }
    return said


def key_of(db: sqlite3.Connection, url: str) -> str | None:
    """Return the key of the article known by an address, or captured at it, or None."""
    url = url.partition("#")[0]
    for address in (url, f"{url}/", url.rstrip("/")):
        key = article_key(address)
        if db.execute("SELECT 1 FROM articles WHERE key = ?", [key]).fetchone():
            return key
        if present := present_key(db, key):
            return present
    row = db.execute(
        "SELECT a.key FROM captures c JOIN articles a ON a.id = c.article WHERE c.url = ? LIMIT 1", [url]
    ).fetchone()
    return str(row[0]) if row else None


def _beside(db: sqlite3.Connection, one: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """Return the articles before and after, and the sections of the trail in which the archive finds articles.

    The neighbours that the page named (`by` is `page`), else those of its section by date (`section`). What is not
    found in time is left out.
    """
    sides = ("previous", "next")
    named = {side: _headline(db, "key", article_key(url)) if (url := one[f"{side}_url"]) else None for side in sides}
    found: dict[str, Any] = {"by": "page", **named}
    sections: set[str] = set()
    try:
        with time_limit(db, _BESIDE):
            if not any(named.values()):
                found = {"by": "section", **dict(zip(sides, _by_date(db, one), strict=True))}
            for section in one["trail"]:
                selection = select(db, "", Narrowing(portal=one["portal"], section=section))
                if section == one["section"] or (selection and selection.ids(db, limit=1)):
                    sections.add(section)
    except TooSlow:
        pass
    return found, sections


def _by_date(db: sqlite3.Connection, one: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the articles of the same portal and section that come before and after by day and minute."""
    if not one["section"] or not one["published_date"]:
        return None, None
    selection = select(db, "", Narrowing(portal=one["portal"], section=one["section"]))
    assert selection is not None
    day = first_id(one["published_date"])
    # Where the date was corrected the id is of another day.
    place = one["id"] if one["id"] >> 24 == day >> 24 else day
    earlier = replace(selection, low=FIRST_DATED, high=place - 1).ids(db, limit=1)
    later = replace(selection, low=place + 1).ids(db, newest=False, limit=1)
    before, after = (_headline(db, "id", ids[0]) if ids else None for ids in (earlier, later))
    return before, after


def _headline(db: sqlite3.Connection, column: str, value: str | int) -> dict[str, Any] | None:
    found = rows(db, f"SELECT key, headline, url, published_at FROM articles WHERE {column} = ?", [value])
    return found[0] if found else None


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


def _segment(text: str) -> str:
    """Return a text as one segment of a path, slashes and all."""
    return quote(text, safe="", errors="replace")


ROUTES: list[Route] = [
    (r"^/article$", look_up),
    (r"^/article/(?P<key>[^/.]+)\.json$", as_json),
    (r"^/article/(?P<key>[^/]+)$", article),
]
