"""The reading room's addresses."""

from __future__ import annotations

from datasette import hookimpl

from datasette_config.room import (
    article,
    capture,
    changes,
    citing,
    data,
    exports,
    help,
    home,
    people,
    person,
    portals,
    search,
    trends,
)
from datasette_config.room.web import Route


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[Route]:
    """Return every page's addresses."""
    pages = (home, search, exports, help, article, citing, capture, trends, changes, people, person, portals, data)
    return [route for page in pages for route in page.ROUTES]
