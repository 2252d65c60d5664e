"""Result sets to take away: CSV, NDJSON, JSON, with size and checksum (`Repr-Digest`) in the head; and an Atom feed.

A file has at most LARGEST articles. Where there are more, the header `Link: <…>; rel="next"` has the address of the
next file; the JSON has it too.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import AsgiStream, Request, Response

from archive.fields import AUTHOR_ROLES, EDITOR_ROLES
from archive.limits import TooSlow, time_limit
from archive.records import records
from archive.selection import select
from datasette_config.files import disposition
from datasette_config.messages import MESSAGES
from datasette_config.room.asked import Asked, asked
from datasette_config.room.atom import Entry, feed
from datasette_config.room.found import order_of, too_short
from datasette_config.room.web import SAFE, Route, ask, language

LARGEST = 50_000  # articles of a file
IN_A_FEED = 50
_AT_ONCE = 200
_IN_MEMORY = 8 << 20  # bytes of a file, longer ones wait on the disk
_PIECE = 1 << 16  # characters
_LISTING = 5_000  # milliseconds to list the articles of a file
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
COLUMNS = (
    *("key", "published_at", "portal", "kicker", "headline", "deck", "source", "section", "authors", "editors"),
    *("organizations", "byline", "char_count", "status", "gone_at", "lead", "url", "address"),
)

Records = list[dict[str, Any]]


async def as_csv(request: Request, datasette: Datasette) -> Response | AsgiStream:
    """Return the metadata of the articles found, a row each."""

    def written(found: Records, number: int) -> str:
        out = io.StringIO()
        writer = csv.writer(out)
        if not number:
            # Without it a spreadsheet takes UTF-8 for something else.
            out.write("\ufeff")
            writer.writerow(COLUMNS)
        writer.writerows([cell(one[name]) for name in COLUMNS] for one in (_flat(record) for record in found))
        return out.getvalue()

    return await _file(request, datasette, "csv", "text/csv; charset=utf-8", False, written)


async def as_ndjson(request: Request, datasette: Datasette) -> Response | AsgiStream:
    """Return the articles found with their texts, each as article JSON on a line of its own."""

    def written(found: Records, number: int) -> str:
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found)

    return await _file(request, datasette, "ndjson", "application/x-ndjson; charset=utf-8", True, written)


async def as_json(request: Request, datasette: Datasette) -> Response | AsgiStream:
    """Return one document: the question, the articles found without their texts, and where there are more."""
    question = asked(request)

    def written(found: Records, number: int) -> str:
        lines = [json.dumps(record, ensure_ascii=False) for record in found]
        head = f'{{"query": {json.dumps(question.query, ensure_ascii=False)}, "articles": [\n' if not number else ""
        return head + (",\n" if number and lines else "") + ",\n".join(lines)

    def end(following: str | None, whole: bool) -> str:
        return f'\n], "complete": {json.dumps(whole)}, "next": {json.dumps(following)}}}\n'

    return await _file(request, datasette, "json", "application/json; charset=utf-8", False, written, end)


async def as_atom(request: Request, datasette: Datasette) -> Response:
    """Return the newest articles found as a feed."""
    question, spoken = asked(request), language(request)
    found = await ask(datasette, lambda db: _newest(db, question))
    name = MESSAGES[spoken]["name"]
    entries = [
        Entry(
            f"urn:dangjian:article:{one['archive']['key']}",
            one["headline"] or one["archive"]["key"],
            datasette.absolute_url(request, f"/article/{one['archive']['key']}"),
            _moment(one["published_at"]) or one["archive"]["first_seen_at"],
            one["archive"]["lead"] or "",
            _moment(one["published_at"]),
            tuple(dict.fromkeys(_names(one, AUTHOR_ROLES))),
        )
        for one in found
    ]
    updated = max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z")
    return feed(
        f"{question.query} - {name}" if question.query else name,
        datasette.absolute_url(request, question.address("/search.atom", order="newest")),
        datasette.absolute_url(request, question.address(order="newest")),
        updated,
        entries,
        name,
    )


def cell(value: Any) -> Any:
    """Return a value as a cell that no spreadsheet takes for a formula.

    What might be one has an apostrophe before it, and so has what begins with one: to have the value back, take the
    first apostrophe off.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


async def _file(
    request: Request,
    datasette: Datasette,
    ending: str,
    kind: str,
    text: bool,
    written: Callable[[Records, int], str],
    end: Callable[[str | None, bool], str] | None = None,
) -> Response | AsgiStream:
    question = asked(request)
    beyond = int(request.args.get("beyond")) if (request.args.get("beyond") or "").isdigit() else None
    try:
        ids, whole = await ask(datasette, lambda db: _listed(db, question, beyond))
    except TooSlow:
        return Response.text("This takes too long; narrow it, by date for example.\n", status=503, headers=dict(SAFE))
    following = None
    if not whole and question.order != "relevance":
        following = datasette.absolute_url(request, question.address(f"/search.{ending}") + f"&beyond={ids[-1]}")
    headers = {
        **SAFE,
        "Content-Disposition": disposition(f"{question.query or 'articles'}.{ending}"),
        "X-Articles": str(len(ids)),
        "X-Complete": "yes" if whole else "no",
    }
    if following:
        headers["Link"] = f'<{following}>; rel="next"'

    # Written whole before it is sent, so that its size and its checksum can be said beforehand.
    file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed by the stream
    digest, size = hashlib.sha256(), 0
    for start in range(0, max(len(ids), 1), _AT_ONCE):
        found = await ask(datasette, partial(_with_address, request, datasette, ids[start : start + _AT_ONCE], text))
        said = written(found, start) + (end(following, whole) if end and start + _AT_ONCE >= len(ids) else "")
        digest.update(encoded := said.encode())
        size += len(encoded)
        file.write(said)
    headers["Content-Length"] = str(size)
    headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"  # RFC 9530

    async def stream(out: Any) -> None:
        write: Callable[[str], Awaitable[None]] = out.write
        with file:
            file.seek(0)
            while piece := file.read(_PIECE):
                await write(piece)

    return AsgiStream(stream, headers=headers, content_type=kind)


def _listed(db: sqlite3.Connection, question: Asked, beyond: int | None) -> tuple[list[int], bool]:
    selection = select(db, question.query, question.narrowing)
    if selection is None or too_short(db, question.query):
        return [], True
    with time_limit(db, _LISTING):
        if beyond is not None:
            oldest = question.order == "oldest"
            selection = replace(selection, after=beyond) if oldest else replace(selection, before=beyond)
        return order_of(db, question, selection, LARGEST)


def _with_address(
    request: Request, datasette: Datasette, ids: list[int], text: bool, db: sqlite3.Connection
) -> Records:
    found = list(records(db, ids, text=text))
    for one in found:
        one["archive"]["address"] = datasette.absolute_url(request, f"/article/{one['archive']['key']}")
    return found


def _newest(db: sqlite3.Connection, question: Asked) -> Records:
    selection = select(db, question.query, question.narrowing)
    if selection is None or too_short(db, question.query):
        return []
    with time_limit(db, _LISTING):
        return list(records(db, selection.ids(db, limit=IN_A_FEED), text=False))


def _flat(one: dict[str, Any]) -> dict[str, Any]:
    """Return an article with its people as text, as a row of a table has them."""
    bodies = (credit["organization"] for credit in one["credits"] if credit["organization"])
    return {
        **one,
        **one["archive"],
        "authors": "；".join(dict.fromkeys(_names(one, AUTHOR_ROLES))),
        "editors": "；".join(dict.fromkeys(_names(one, EDITOR_ROLES))),
        "organizations": "；".join(dict.fromkeys(bodies)),
    }


def _names(one: dict[str, Any], roles: Iterable[str]) -> list[str]:
    return [credit["name"] for credit in one["credits"] if credit["name"] and credit["role"] in roles]


def _moment(published_at: str | None) -> str | None:
    """Return a time as a feed wants it: with a time of day, midnight in China where only the day is known."""
    if published_at and len(published_at) == 10:
        return f"{published_at}T00:00:00+08:00"
    return published_at


ROUTES: list[Route] = [
    (r"^/search\.csv$", as_csv),
    (r"^/search\.ndjson$", as_ndjson),
    (r"^/search\.json$", as_json),
    (r"^/search\.atom$", as_atom),
]
