"""What changed: the ledger of edits, takedowns and returns, its feed, and an article's revisions side by side."""

from __future__ import annotations

import re
import sqlite3
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.citation import CHINA
from archive.happened import EDITS, KINDS, Happening, newest
from archive.limits import TooSlow, time_limit
from datasette_config.messages import MESSAGES
from datasette_config.room.atom import Entry, feed
from datasette_config.room.diff import Comparison, compare, excerpt, fold
from datasette_config.room.keys import is_key, sent_on_or_missed
from datasette_config.room.web import Route, ask, day_argument, language, minute, page, rows
from datasette_config.times import in_china

PER_PAGE = 20
IN_THE_FEED = 50
MILLISECONDS = 2000
IN_SMALL = 0.05  # seconds for what differs in one entry of the list
_AFTER = re.compile(r"^([0-9T:.+Z-]{10,40})~(\d{1,18})~(\d{1,9})~([a-z]{1,20})$")
_REVISION = "number, seen_at, change, kicker, headline, deck, body, byline, source, published_at, credits, capture"


async def changes(request: Request, datasette: Datasette) -> Response:
    """Return a page of what changed."""
    asked = _asked(request)
    spoken = language(request)
    entries, more, names = await ask(datasette, lambda db: _listed(db, asked, spoken, PER_PAGE))
    kept = [(name, str(asked[name])) for name in ("portal", "kind", "from", "to") if asked[name]]
    older = f"/changes?{urlencode([*kept, ('after', _cursor(more))])}" if more else None
    return await page(
        request,
        datasette,
        "room_changes.html",
        {
            "entries": entries,
            "asked": asked,
            "kinds": KINDS,
            "portals": names,
            "older": older,
            "newest": f"/changes?{urlencode(kept)}" if asked["after"] else None,
            "feed": "/changes.atom" + (f"?{urlencode(kept)}" if kept else ""),
            "moment": lambda moment: beijing(moment, spoken),
        },
    )


async def changes_feed(request: Request, datasette: Datasette) -> Response:
    """Return what changed as an Atom feed, narrowed as the page is."""
    asked = {**_asked(request), "after": None}
    spoken = language(request)
    said = MESSAGES[spoken]
    entries, _, names = await ask(datasette, lambda db: _listed(db, asked, spoken, IN_THE_FEED))
    titles = dict(names)
    kept = [(name, str(asked[name])) for name in ("portal", "kind", "from", "to") if asked[name]]
    query = f"?{urlencode(kept)}" if kept else ""
    about = [titles.get(asked["portal"], asked["portal"])] if asked["portal"] else []
    about += [said[f"changes_{asked['kind']}"]] if asked["kind"] else []

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    return feed(
        " · ".join([said["name"], said["changes_title"], *about]),
        absolute(f"/changes.atom{query}"),
        absolute(f"/changes{query}"),
        entries[0]["seen_at"] if entries else "1970-01-01T00:00:00Z",
        [
            Entry(
                identity=_identity(entry),
                title=f"〔{said['changes_' + entry['kind']]}〕{entry['headline'] or entry['url']}",
                link=absolute(entry["link"]),
                updated=entry["seen_at"],
                summary=_in_words(entry, titles, spoken),
            )
            for entry in entries
        ],
        said["name"],
    )


async def article_changes(request: Request, datasette: Datasette) -> Response:
    """Return two revisions of an article side by side, and what happened to it besides."""
    key = request.url_vars["key"].lower()
    wanted = [request.args.get(name) or "" for name in ("old", "new")]
    numbers = [int(one) if re.fullmatch(r"\d{1,6}", one) else None for one in wanted]
    found = await ask(datasette, lambda db: _history(db, key)) if is_key(key) else None
    if found is None:
        return await sent_on_or_missed(request, datasette, key, "/changes")
    known: list[int] = [one["number"] for one in found["revisions"]]
    new = next((one for one in known if one == numbers[1]), known[-1])
    old = next((one for one in known if one == numbers[0]), max((one for one in known if one < new), default=new))
    spoken = language(request)
    difference = await ask(datasette, lambda db: _difference(db, found["id"], old, new, spoken))
    return await page(
        request,
        datasette,
        "room_diff.html",
        {
            "article": found,
            "old": old,
            "new": new,
            "difference": difference,
            "runs": fold(difference.rows),
            "by_number": {one["number"]: one for one in found["revisions"]},
            "moment": lambda moment: beijing(moment, spoken),
        },
    )


def beijing(moment: str | None, language: str) -> str:
    """Return a time as the clocks in China had it, to the minute."""
    try:
        return minute(in_china(moment), language)
    except ValueError:
        return moment or ""


def _asked(request: Request) -> dict[str, Any]:
    """Return what narrows the list: whole days of China, as they are asked for, and where the page begins."""
    kind = request.args.get("kind")
    after = _AFTER.match(request.args.get("after") or "")
    return {
        "portal": request.args.get("portal") or None,
        "kind": kind if kind in KINDS else None,
        "from": day_argument(request.args.get("from")),
        "to": day_argument(request.args.get("to")),
        "after": Happening(int(after[2]), int(after[3]), after[4], after[1], "") if after else None,
    }


def _cursor(one: Happening) -> str:
    return f"{one.seen_at}~{one.article}~{one.number}~{one.kind}"


def _begins(day: str | None, later: int = 0) -> str | None:
    """Return when a day begins in China, in UTC as `seen_at` is written; `later`: so many days after it."""
    if day is None:
        return None
    try:
        begun = datetime.fromisoformat(day).replace(tzinfo=CHINA) + timedelta(days=later)
        return begun.astimezone(timezone.utc).isoformat()  # noqa: UP017
    except OverflowError:
        return None


def _listed(
    db: sqlite3.Connection, asked: dict[str, Any], language: str, limit: int
) -> tuple[list[dict[str, Any]], Happening | None, list[tuple[str, str]]]:
    """Return the entries of a page, the last of them where there are more, and all portals by title."""
    names = [(row[0], row[1]) for row in db.execute("SELECT name, coalesce(title, name) FROM portals ORDER BY 2")]
    try:
        with time_limit(db, MILLISECONDS):
            found = newest(
                db,
                portal=asked["portal"],
                kind=asked["kind"],
                since=_begins(asked["from"]),
                until=_begins(asked["to"], 1),
                after=asked["after"],
                limit=limit + 1,
            )
    except TooSlow:
        asked["slow"] = True
        found = []
    entries = [_entry(db, one, language) for one in found[:limit]]
    return entries, found[limit - 1] if len(found) > limit else None, names


def _entry(db: sqlite3.Connection, one: Happening, language: str) -> dict[str, Any]:
    query = "SELECT key, url, headline, published_at, status FROM articles WHERE id = ?"
    entry = rows(db, query, [one.article])[0]
    entry |= {"kind": one.kind, "seen_at": one.seen_at, "number": one.number, "portal": one.portal}
    entry["link"] = f"/article/{entry['key']}/changes"
    if one.kind in EDITS:
        entry["link"] += f"?old={one.number - 1}&new={one.number}"
        difference = _difference(db, one.article, one.number - 1, one.number, language, IN_SMALL)
        entry["difference"] = difference
        entry["excerpt"] = excerpt(difference.rows)
        entry["more"] = max(len(difference.changed) - 1, 0)
    elif one.kind == "takedown":
        entry["looks"] = _looks(db, one.article, one.seen_at)
    return entry


def _looks(db: sqlite3.Connection, article: int, until: str) -> list[dict[str, Any]]:
    """Return the two looks that made a takedown of `until`, the first one first."""
    query = (
        "SELECT seen_at, what, capture, alive, last_good FROM absences"
        " WHERE article = ? AND seen_at <= ? AND alive IS NOT NULL ORDER BY seen_at DESC LIMIT 2"
    )
    return rows(db, query, [article, until])[::-1]


def _difference(
    db: sqlite3.Connection, article: int, old: int, new: int, language: str, seconds: float | None = None
) -> Comparison:
    query = f"SELECT {_REVISION} FROM revisions WHERE article = ? AND number = ?"
    pair = [rows(db, query, [article, number]) for number in (old, new)]
    if not pair[0] or not pair[1]:
        return Comparison([], [])

    def role(name: str) -> str:
        return MESSAGES[language].get(f"role_{name}", name)

    more = {} if seconds is None else {"seconds": seconds}
    return compare(pair[0][0], pair[1][0], role, **more)


def _history(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """Return an article with its revisions, without their texts, and its takedowns and returns; or None."""
    found = rows(
        db,
        "SELECT a.id, a.key, a.headline, a.url, a.portal, a.status, coalesce(p.title, p.name) AS portal_title"
        " FROM articles a JOIN portals p ON p.name = a.portal WHERE a.key = ?",
        [key],
    )
    if not found:
        return None
    one = found[0]
    query = "SELECT number, seen_at, change, capture FROM revisions WHERE article = ? ORDER BY number"
    one["revisions"] = rows(db, query, [one["id"]])
    query = "SELECT number, kind, seen_at FROM changes WHERE article = ? ORDER BY seen_at"
    one["happened"] = [row for row in rows(db, query, [one["id"]]) if row["kind"] not in EDITS]
    for row in one["happened"]:
        row["looks"] = _looks(db, one["id"], row["seen_at"]) if row["kind"] == "takedown" else []
    return one if one["revisions"] else None


def _identity(entry: dict[str, Any]) -> str:
    """Return the entry's id in the feed, made of what is the same in every copy of the archive."""
    name = f"{entry['key']}/{entry['number']}/{entry['kind']}/{entry['seen_at']}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _in_words(entry: dict[str, Any], titles: dict[str, str], language: str) -> str:
    """Return an entry as plain text: what changed, or how it was found to be gone."""
    said = MESSAGES[language]
    lines = [titles.get(entry["portal"], entry["portal"])]
    if "difference" in entry:
        parts = [(said[f"diff_{name}"], segments) for name, segments in entry["difference"].fields]
        for label, segments in [*parts, (said["diff_body"], entry["excerpt"])]:
            if segments:
                shown = "".join(
                    text if operation == "same" else said[f"changes_text_{operation}"].format(text=text)
                    for operation, text in segments
                )
                lines.append(said["changes_text_part"].format(part=label, text=shown))
    for look in entry.get("looks", ()):
        what = said.get(f"changes_what_{look['what'].replace(' ', '_')}", look["what"])
        lines.append(said["changes_look"].format(date=beijing(look["seen_at"], language), what=what))
    return "\n".join(lines)


ROUTES: list[Route] = [
    (r"^/changes$", changes),
    (r"^/changes\.atom$", changes_feed),
    (r"^/article/(?P<key>[^/]+)/changes$", article_changes),
]
