"""What every page of the reading room needs: the archive asked in a thread, the reader's language, safe headers."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from datasette_config.messages import LANGUAGES, MESSAGES, language_of

DATABASE = "archive"
T = TypeVar("T")
Route = tuple[str, Callable[..., Awaitable[Response]]]
# Nothing from outside, and no script but our own files: what a crawled page said is text here.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


# The pages that the head of every page leads to; those that are there.
ROOMS = ("/search", "/trends", "/people", "/changes", "/portals", "/data")


async def ask(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    """Return what a question to the archive gives, asked in a thread of Datasette's."""
    answer: T = await datasette.get_database(DATABASE).execute_fn(question)
    return answer


def rows(db: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Return the rows of a question, each by the names of its columns."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def language(request: Request) -> str:
    """Return the language to answer in: asked for, remembered, or the browser's wish."""
    return language_of(request.args.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language"))


def address_of(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a path with those arguments that say something."""
    kept = urlencode([(name, value) for name, value in pairs if value])
    return f"{path}?{kept}" if kept else path


def day_argument(value: str | None) -> str | None:
    """Return a day of a request, or None for what is none: a wrong date narrows nothing."""
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


async def page(
    request: Request, datasette: Datasette, template: str, context: dict[str, Any], status: int = 200
) -> Response:
    """Return a page of the reading room in the reader's language."""
    asked = request.args.get("lang")
    spoken = language(request)
    messages = MESSAGES[spoken]
    others = [
        (
            code,
            name,
            f"{request.path}?{urlencode([*((k, v) for k, v in _pairs(request) if k != 'lang'), ('lang', code)])}",
        )
        for code, name in LANGUAGES.items()
        if code != spoken
    ]
    html = await datasette.render_template(
        template,
        {
            "say": lambda name, **values: messages[name].format(**values),
            "language": spoken,
            "html_language": "zh-CN" if spoken == "zh" else "en",
            "other_languages": others,
            "path": request.path,
            "rooms": ROOMS,
            "day": lambda moment: day(moment, spoken),
            "minute": lambda moment: minute(moment, spoken),
            "number": lambda value: f"{value:,}",
            **context,
        },
        request=request,
    )
    response = Response.html(
        html,
        status=status,
        headers=dict(SAFE),
    )
    if asked in LANGUAGES:
        response.set_cookie("lang", asked, max_age=365 * 24 * 3600, samesite="lax")
    return response


def _pairs(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name in request.args for value in request.args.getlist(name)]


def day(moment: str | None, language: str) -> str:
    """Return a day as its language writes it."""
    if not moment:
        return MESSAGES[language]["undated"]
    found = date.fromisoformat(moment[:10])
    return f"{found.year}年{found.month}月{found.day}日" if language == "zh" else f"{found.day} {found:%B %Y}"


def minute(moment: str | None, language: str) -> str:
    """Return a time as precise as it is known: the day, or the day and the minute in China."""
    if not moment or len(moment) <= 10:
        return day(moment, language)
    return f"{day(moment, language)} {moment[11:16]}"


async def not_found(request: Request, datasette: Datasette) -> Response:
    """Return the page that says that there is none."""
    return await page(request, datasette, "room_not_found.html", {}, status=404)
