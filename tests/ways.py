"""An invented portal with a column for each way in which lists go on; a column is a function of a few lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conftest import Reply, story_html
from made_portals import Story, make_stories

SIZE = 3
EACH = 8  # stories of a column, on three pages


@dataclass
class Asking:
    """What is asked of a column: the path below it, with the fields of the address and of a form, or data sent."""

    path: str
    fields: Mapping[str, str]
    posted: bool
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Any = None

    def number(self, name: str, default: int = 1) -> int:
        """Return a field that is a number."""
        said = self.fields.get(name, "")
        return int(said) if said.isdecimal() else default


@dataclass
class Column:
    """A list and its stories, newest first."""

    key: str
    label: str
    stories: list[Story]

    @property
    def last(self) -> int:
        """The number of its last page."""
        return -(-len(self.stories) // SIZE)

    def page(self, number: int) -> list[Story]:
        """Return the stories of a page, none of one that there is not."""
        return self.stories[(number - 1) * SIZE : number * SIZE] if number > 0 else []

    def rows(self, number: int) -> str:
        """Return the rows of a page as markup."""
        return "".join(
            f"<li data-key='{s.number}'><a href='{s.path}'>{s.title}</a><span>{s.day}</span></li>"
            for s in self.page(number)
        )

    def data(self, number: int) -> list[dict[str, str]]:
        """Return the rows of a page as data without addresses."""
        return [{"no": str(s.number), "ym": s.day[:7], "title": s.title, "date": s.day} for s in self.page(number)]

    def made(self, row: str = "o") -> str:
        """Return what a script makes of a row of data."""
        return f"'<li><a href=\"/{self.key}/' + {row}.ym + '/' + {row}.no + '.html\">' + {row}.title + '</a></li>'"

    def html(self, text: str, head: str = "") -> Reply:
        """Return the column's page with a text."""
        return _html(self.label, text, head)


Way = Callable[[Column, Asking], Reply | None]


def _html(title: str, text: str, head: str = "") -> Reply:
    page = f"<html><head><meta charset='utf-8'>{head}<title>{title}-平川先锋网</title></head><body>{text}</body></html>"
    return 200, {}, page.encode()


def as_data(said: Any) -> Reply:
    """Return an answer of JSON."""
    return 200, {"Content-Type": "application/json"}, json.dumps(said, ensure_ascii=False).encode()


class Ways:
    """A portal with a column for each of some ways."""

    def __init__(self, ways: Mapping[str, Way]) -> None:
        stories = make_stories(173, EACH * len(ways), len(ways))
        self.ways = dict(ways)
        self.columns: dict[str, Column] = {}
        self.stories: dict[str, Story] = {}
        for index, name in enumerate(ways):
            own = [story for story in stories if story.column == index]
            self.columns[name] = Column(name, f"栏目{'甲乙丙丁戊己庚辛壬癸'[index % 10]}{index + 1}", own)
            for story in own:
                story.path = f"/{name}/{story.day[:7]}/{story.number}.html"
                self.stories[story.path] = story

    def answer(self, handler: Any) -> Reply:
        """Answer one request."""
        parts = urlsplit(handler.path)
        size = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(size).decode() if size else ""
        _, key, path = (*parts.path.split("/", 2), "", "")[:3]
        found: Reply | None = None
        if parts.path == "/":
            menu = "".join(f"<a href='/{key}/'>{column.label}</a>" for key, column in self.columns.items())
            found = _html("平川先锋网", f"<div class='nav'>{menu}</div>")
        elif (story := self.stories.get(parts.path)) is not None:
            found = (
                200,
                {},
                story_html(story.title, "</p><p>".join(story.paragraphs), date=f"{story.day} {story.minute}"),
            )
        elif (column := self.columns.get(key)) is not None:
            is_data = body.startswith("{")
            fields = dict(parse_qsl(parts.query, keep_blank_values=True))
            fields |= {} if is_data else dict(parse_qsl(body, keep_blank_values=True))
            headers = {name.lower(): value for name, value in handler.headers.items()}
            data = json.loads(body) if is_data else None
            asking = Asking(f"/{path}", fields, handler.command == "POST", headers, data)
            found = self.ways[key](column, asking)
        return found or (404, {}, b"<html><body><h1>404 Not Found</h1></body></html>")
