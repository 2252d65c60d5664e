"""Stories that a page holds in a script, for the script to show: read from its fields, written as a plain page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape

from crawler.extraction.dates import parse_date
from crawler.extraction.tree import Parsed, text_of
from crawler.items import Page

_FIELD = re.compile(r'"(?P<name>[A-Za-z_]{2,30})"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKUP = re.compile(r"<(?:p|br|div)\b", re.I)
_TITLES = ("title", "headline", "articletitle", "newstitle")
_TIMES = ("newstime", "publishtime", "publish_time", "pubtime", "pubdate", "publishdate", "createtime", "ctime", "time")
_SOURCES = ("source", "sourcename", "source_name", "mediasource", "medianame", "media_name")
_EDITORS = ("editorname", "editor", "responsibleeditor", "zebian")
_AUTHORS = ("authorname", "author", "writer")
_SHORTEST_SCRIPT, _SHORTEST_STORY = 500, 80  # characters; of a story, Chinese ones


def embedded_page(parsed: Parsed) -> Page | None:
    """Return the story that a script of the page holds as a page of its own, or None. Never raises."""
    if parsed.tree is None:
        return None
    for script in parsed.tree.iter("script"):
        text = text_of(script)
        if len(text) < _SHORTEST_SCRIPT:
            continue
        fields: dict[str, list[str]] = {}
        for name, value in _fields(text):
            fields.setdefault(name, []).append(value)
        stories = [value for values in fields.values() for value in values if _MARKUP.search(value)]
        story = max(stories, key=_size, default="")
        title = _title(parsed, fields)
        if title and _size(story) >= _SHORTEST_STORY:
            return Page(parsed.url, _page(title, fields, story).encode("utf-8", "replace"))
    return None


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for match in _FIELD.finditer(text):
        if match["value"]:
            try:
                yield match["name"].lower(), str(json.loads(f'"{match["value"]}"', strict=False))
            except ValueError:
                continue


def _size(story: str) -> int:
    return len(_HAN.findall(story))


def _title(parsed: Parsed, fields: Mapping[str, list[str]]) -> str | None:
    """Return the title that the page's own head has too: a list holds titles of other stories."""
    assert parsed.tree is not None
    head = parsed.tree.findtext(".//title") or ""
    titles = (value.strip() for name in _TITLES for value in fields.get(name, []))
    return next((title for title in titles if 5 <= len(title) <= 120 and title in head), None)


def _page(title: str, fields: Mapping[str, list[str]], story: str) -> str:
    def first(names: tuple[str, ...]) -> str | None:
        values = (value for name in names for value in fields.get(name, []))
        return next((escape(value) for value in values if 2 <= len(value) <= 30 and "http" not in value), None)

    times = (value for name in _TIMES for value in fields.get(name, []))
    told = [next((f"发布时间：{iso}" for iso in map(parse_date, times) if iso), "")]
    for label, names in (("来源", _SOURCES), ("作者", _AUTHORS), ("责任编辑", _EDITORS)):
        if value := first(names):
            told.append(f"{label}：{value}")
    return (
        f"<html><head><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f"<div>{' '.join(filter(None, told))}</div><div class='article-content'>{story}</div></body></html>"
    )
