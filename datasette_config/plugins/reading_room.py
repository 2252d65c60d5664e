"""The reading room: home, search, articles and captures, in Chinese and English."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive.query import match_expression
from archive.search import Hit
from archive.selection import Narrowing
from archive.store import read_row
from archive.warc import StoredCapture
from datasette_config import queries
from datasette_config.files import disposition, file_name, picture_type
from datasette_config.messages import LANGUAGES, MESSAGES, language_of

DATABASE = "archive"
T = TypeVar("T")
# Nothing from outside, nothing that runs: what a crawled page said is text here.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'self'"
)
RAW_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
_KEY = re.compile(r"^[a-z2-7]{16}$")


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Return the reading room's addresses."""
    return [
        (r"^/$", home),
        (r"^/search$", search),
        (r"^/article/(?P<key>[^/]+)$", article),
        (r"^/capture/(?P<id>\d{1,18})$", capture),
        (r"^/capture/(?P<id>\d{1,18})/raw$", raw),
        (r"^/asset/(?P<id>\d{1,18})$", asset),
    ]


async def ask(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    """Return what a question to the archive gives, asked in a thread of Datasette's."""
    answer: T = await datasette.get_database(DATABASE).execute_fn(question)
    return answer


async def page(
    request: Request, datasette: Datasette, template: str, context: dict[str, Any], status: int = 200
) -> Response:
    """Return a page of the reading room in the reader's language."""
    asked = request.args.get("lang")
    language = language_of(asked, request.cookies.get("lang"), request.headers.get("accept-language"))
    messages = MESSAGES[language]
    others = [
        (
            code,
            name,
            f"{request.path}?{urlencode([*((k, v) for k, v in _pairs(request) if k != 'lang'), ('lang', code)])}",
        )
        for code, name in LANGUAGES.items()
        if code != language
    ]
    html = await datasette.render_template(
        template,
        {
            "say": lambda name, **values: messages[name].format(**values),
            "language": language,
            "html_language": "zh-CN" if language == "zh" else "en",
            "other_languages": others,
            "day": lambda moment: _day(moment, language),
            "minute": lambda moment: _minute(moment, language),
            "number": lambda value: f"{value:,}",
            **context,
        },
        request=request,
    )
    response = Response.html(
        html,
        status=status,
        headers={
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        },
    )
    if asked in LANGUAGES:
        response.set_cookie("lang", asked, max_age=365 * 24 * 3600, samesite="lax")
    return response


def _pairs(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name in request.args for value in request.args.getlist(name)]


def _day(moment: str | None, language: str) -> str:
    """Return a day as its language writes it."""
    if not moment:
        return MESSAGES[language]["undated"]
    day = date.fromisoformat(moment[:10])
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B %Y}"


def _minute(moment: str | None, language: str) -> str:
    """Return a time as precise as it is known: the day, or the day and the minute in China."""
    if not moment or len(moment) <= 10:
        return _day(moment, language)
    return f"{_day(moment, language)} {moment[11:16]}"


async def not_found(request: Request, datasette: Datasette) -> Response:
    """Return the page that says that there is none."""
    return await page(request, datasette, "room_not_found.html", {}, status=404)


async def home(request: Request, datasette: Datasette) -> Response:
    """Return the front page."""
    return await page(request, datasette, "room_home.html", await ask(datasette, queries.home))


def _date_argument(value: str | None) -> str | None:
    """Return a day, or None for what is none: a wrong date narrows nothing."""
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


async def search(request: Request, datasette: Datasette) -> Response:
    """Return a page of search results; the query is all in the address."""
    get = request.args.get
    query = (get("q") or "").strip()[:500]
    order = next((known for known in queries.ORDERS if known == get("order")), queries.ORDERS[0])
    number = int(get("page")) if re.fullmatch(r"[1-9]\d{0,4}", get("page") or "") else 1
    date_from, date_to, portal = _date_argument(get("from")), _date_argument(get("to")), get("portal") or None
    names = await ask(datasette, queries.portals)
    hits: list[Hit] = []
    total = 0
    if match_expression(query) is not None:
        narrowing = Narrowing(portal=portal, date_from=date_from, date_to=date_to)
        hits, total = await ask(datasette, lambda db: queries.results(db, query, order, narrowing, number))
    kept = [("q", query), ("order", order), ("portal", portal or ""), ("from", date_from or ""), ("to", date_to or "")]

    def at(other: int) -> str:
        return "/search?" + urlencode([(k, v) for k, v in [*kept, ("page", str(other))] if v])

    pages = math.ceil(total / queries.PER_PAGE)
    return await page(
        request,
        datasette,
        "room_search.html",
        {
            "query": query,
            "searchable": match_expression(query) is not None,
            "hits": hits,
            "total": f"{total:,}" if total <= queries.COUNTED_AT_MOST else f"{queries.COUNTED_AT_MOST:,}+",
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


async def article(request: Request, datasette: Datasette) -> Response:
    """Return an article's page."""
    key = request.url_vars["key"].lower()
    found = await ask(datasette, lambda db: queries.article(db, key)) if _KEY.match(key) else None
    if found is None:
        return await not_found(request, datasette)
    roles: dict[str, list[dict[str, Any]]] = {}
    for credit in found["credits"]:
        roles.setdefault(credit["role"], []).append(credit)
    today = date.today().isoformat()
    return await page(request, datasette, "room_article.html", {"article": found, "roles": roles, "today": today})


async def _stored(datasette: Datasette, row: dict[str, Any]) -> StoredCapture:
    """Return a stored response. Raises OSError or ValueError where its file cannot be read."""
    warc = Path(datasette.get_database(DATABASE).path).parent / "warc"
    return await ask(datasette, lambda db: read_row(db, warc, row["id"]))


async def capture(request: Request, datasette: Datasette) -> Response:
    """Return what is known of a capture, with the page itself in a frame where nothing runs."""
    identity = int(request.url_vars["id"])
    row = await ask(datasette, lambda db: queries.capture(db, identity))
    if row is None:
        return await not_found(request, datasette)
    fetched = datetime.fromisoformat(row["fetched_at"])
    return await page(
        request, datasette, "room_capture.html", {"capture": row, "fetched": f"{fetched:%Y-%m-%d %H:%M:%S} UTC"}
    )


def readable(stored: StoredCapture) -> str:
    """Return a stored page as text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return stored.body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored.body.decode("gb18030", "replace")


async def raw(request: Request, datasette: Datasette) -> Response:
    """Return a stored page as it came, but that nothing of it can run and nothing outside is asked for."""
    identity = int(request.url_vars["id"])
    row = await ask(datasette, lambda db: queries.capture(db, identity))
    if row is None:
        return Response.text("", status=404)
    headers = {
        "Content-Security-Policy": RAW_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    try:
        stored = await _stored(datasette, row)
    except (OSError, ValueError) as error:
        return Response(str(error), status=410, headers=headers, content_type="text/plain; charset=utf-8")
    mime = row["mime"] or ""
    if "html" not in mime and (picture := picture_type(stored.body, mime)) is not None:
        return Response(stored.body, headers=headers, content_type=picture)
    kind = "text/html" if "html" in mime else "text/plain"
    return Response(readable(stored), headers=headers, content_type=f"{kind}; charset=utf-8")


async def asset(request: Request, datasette: Datasette) -> Response:
    """Return a stored picture to be seen, or any other stored file to be saved under its own name."""
    identity = int(request.url_vars["id"])
    row = await ask(datasette, lambda db: queries.asset(db, identity))
    if row is None:
        return Response.text("", status=404)
    headers = {
        "Content-Security-Policy": RAW_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    try:
        stored = await _stored(datasette, row)
    except (OSError, ValueError) as error:
        return Response(str(error), status=410, headers=headers, content_type="text/plain; charset=utf-8")
    kind = picture_type(stored.body, row["mime"]) if row["is_picture"] else None
    if kind is not None:
        return Response(stored.body, headers=headers, content_type=kind)
    name = file_name(row["asset_url"], row["caption"], stored.headers)
    return Response(
        stored.body,
        headers={**headers, "Content-Disposition": disposition(name)},
        content_type="application/octet-stream",
    )
