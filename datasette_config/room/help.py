"""How to search: the language of queries and what is taken for the same."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from datasette_config.room.exports import LARGEST
from datasette_config.room.found import ONE_CHARACTER_UP_TO
from datasette_config.room.web import Route, page

# What to type, and the message that says what it finds.
EXAMPLES = (
    ("党建", "word"),
    ("党建 抗疫", "all"),
    ('"党建 引领"', "phrase"),
    ("党建 OR 组工", "any"),
    ("党建 -扶贫", "not"),
    ("(党建 OR 组工) -(扶贫 OR 教育)", "group"),
    ("title:抗疫", "title"),
    ("body:抗疫", "body"),
    ("author:张静", "author"),
    ("editor:魏岚", "editor"),
    ("names:张静", "names"),
    ("source:日报", "source"),
    ("org:组织部", "org"),
    ("title:(党建 OR 抗疫)", "field_group"),
    ("digit*", "prefix"),
)
SAME = ("scripts", "widths", "cases", "punctuation", "latin")


async def help_page(request: Request, datasette: Datasette) -> Response:
    """Return the help page."""
    context = {"examples": EXAMPLES, "same": SAME, "largest": LARGEST, "one_character": ONE_CHARACTER_UP_TO}
    return await page(request, datasette, "room_help.html", context)


ROUTES: list[Route] = [(r"^/help$", help_page)]
