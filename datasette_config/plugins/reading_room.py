"""The reading room's addresses."""

from __future__ import annotations

from datasette import hookimpl

from datasette_config.room import article, capture, citing, data, home, portals, search
from datasette_config.room.web import Route


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[Route]:
    """Return every page's addresses."""
    return [route for page in (home, search, article, citing, capture, portals, data) for route in page.ROUTES]
