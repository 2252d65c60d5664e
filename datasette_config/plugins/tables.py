"""Datasette's own pages: a policy that forbids all outside, facets that end in time, and links to the articles."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import datasette as datasette_package
from datasette import hookimpl
from datasette.app import Datasette
from datasette.facets import ColumnFacet, Facet
from markupsafe import Markup

from datasette_config.counting import counted, newest
from datasette_config.pages import made_readable
from datasette_config.room.keys import is_key

NEWEST = 20_000  # rows that a facet counts
App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_BY_ID = ("articles", "articles_with_text", "credits", "assets", "captures", "revisions", "crawls")


def _policy() -> str:
    """Return a policy that lets Datasette's own inline scripts run by their digests, and no other."""
    templates = Path(datasette_package.__file__).parent / "templates"
    scripts = [
        script
        for path in sorted(templates.glob("*.html"))
        for script in _SCRIPT.findall(path.read_text(encoding="utf-8"))
        if "{{" not in script and "{%" not in script
    ]
    scripts += ["DATASETTE_ALLOW_FACET = true;", "DATASETTE_ALLOW_FACET = false;"]
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[App], App]:
    """Give every response that has no policy of its own the one of Datasette's pages."""
    safe = {
        b"content-security-policy": _policy().encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
    }

    def wrap(app: App) -> App:
        async def wrapped(scope: dict[str, Any], receive: Any, send: Any) -> None:
            async def guarded(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    headers = list(message.get("headers", []))
                    given = {bytes(name).lower() for name, _ in headers}
                    headers += [(name, value) for name, value in safe.items() if name not in given]
                    message = {**message, "headers": headers}
                await send(message)

            await app(scope, receive, guarded)

        return wrapped

    return wrap


class NewestFacet(ColumnFacet):  # type: ignore[misc]
    """Counts the values of a column among the newest rows, whatever there are of them."""

    type = "newest"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        order = " ORDER BY id DESC" if self.table in _BY_ID else ""
        self.sql: str = newest(self.sql, NEWEST, order)

    async def suggest(self) -> list[dict[str, Any]]:
        """Suggest nothing: the column facets do."""
        return []


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Datasette) -> None:
    """Have every count of a whole table end in time."""
    database = datasette.get_database("archive")
    ask = database.execute

    async def execute(sql: str, *arguments: Any, **named: Any) -> Any:
        return await ask(counted(sql), *arguments, **named)

    database.execute = execute


@hookimpl  # type: ignore[untyped-decorator]
def register_facet_classes() -> list[type[Facet]]:
    """Return our kind of facets."""
    return [NewestFacet]


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, database: str) -> Markup | None:
    """Make an article's key a link to its page."""
    if column == "key" and database == "archive" and isinstance(value, str) and is_key(value):
        return Markup('<a href="/article/{0}">{0}</a>').format(value)
    return None


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars() -> dict[str, Any]:
    """Return what our versions of Datasette's templates use."""
    return {"readable": lambda content: made_readable(content, NEWEST)}
