"""Stories that a script or an answer of an interface holds: read from its fields, written as a plain page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from crawler.extraction.dates import parse_date
from crawler.extraction.tree import Parsed, text_of
from crawler.items import Page

_FIELD = re.compile(r'"(?P<name>[A-Za-z_]{2,30})"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
# Strings are passed over whole.
_BRACES = re.compile(r'[{}]|"(?:[^"\\]|\\.)*"')
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKUP = re.compile(r"<(?:p|br|div)\b", re.I)
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,4}[:：]\s*")
_TITLES = ("title", "headline", "articletitle", "newstitle")
_DECKS = ("subtitle", "subheadline", "vicetitle", "futitle")
_TIMES = ("newstime", "publishtime", "publish_time", "pubtime", "pubdate", "publishdate", "createtime", "ctime", "time")
_SOURCES = ("source", "sourcename", "source_name", "mediasource", "medianame", "media_name", "origin")
_EDITORS = ("editorname", "editor", "responsibleeditor", "zebian")
_AUTHORS = ("authorname", "author", "writer")
_COLUMNS = ("channelname", "columnname", "categoryname", "sectionname")
_STORIES = ("content", "body", "text", "txt", "html", "articlecontent", "newscontent", "contenttext", "zhengwen")
_SHORTEST_SCRIPT, _SHORTEST_STORY = 250, 80  # characters; of a story, Chinese ones
_SHORTEST_IN_DATA = 10  # Chinese characters, where a field is named after what it holds
_LARGEST_DATA, _DEEPEST = 2_000_000, 8  # characters, objects in one another
_HOLDS_STORY = re.compile(rf'"(?:{"|".join(_STORIES)})"\s*:\s*"', re.I)


def embedded_page(parsed: Parsed, bare: bool = False) -> Page | None:
    """Return the story that a script of the page holds as a page of its own, or None. Never raises.

    `bare`: the page itself shows no sentence, so that its title may be the site's; then the script holds one story.
    """
    if parsed.tree is None:
        return None
    for script in parsed.script_nodes:
        text = text_of(script)
        if len(text) < _SHORTEST_SCRIPT:
            continue
        found = list(_fields(text))
        texts = ((value, at) for _, value, at in found if _MARKUP.search(value))
        stories = [pair for pair in texts if _size(pair[0]) >= _SHORTEST_STORY]
        if not stories:
            continue
        story, at = max(stories, key=lambda pair: _size(pair[0]))
        fields = _by_name(found)
        title = _title(parsed, fields)
        if bare and len(stories) == 1:
            begins, ends = _object_around(text, at)
            beside = _by_name(field for field in found if begins <= field[2] < ends)
            if own := next((title for title in _titles(beside) if _HAN.search(title)), None):
                title, fields = own, beside
        if title:
            return Page(parsed.url, _page(title, fields, story).encode("utf-8", "replace"))
    return page_of_boxes(parsed)


def page_of_boxes(parsed: Parsed) -> Page | None:
    """Return the story that boxes for text hold for a script, all named alike: article-title, article-content."""
    if parsed.tree is None:
        return None
    boxes = [
        (node.get("class") or node.get("id") or "", text_of(node).strip()) for node in parsed.tree.iter("textarea")
    ]
    for name, story in boxes:
        begins, _, last = name.rpartition("-")
        if not begins or last.lower() not in _STORIES or _size(story) < _SHORTEST_STORY or not _MARKUP.search(story):
            continue
        beside = ((other[len(begins) :], value, 0) for other, value in boxes if other.startswith(begins))
        fields = _by_name((other.replace("-", "").lower(), value, at) for other, value, at in beside)
        if title := next(_titles(fields), None):
            return Page(parsed.url, _page(title, fields, story).encode("utf-8", "replace"))
    return None


def data_page(parsed: Parsed) -> Page | None:
    """Return the story that an interface's answer is about as a page of its own, or None. Never raises.

    An answer that holds several, or its story in a list, is a list.
    """
    text = parsed.text
    if len(text) > _LARGEST_DATA or not _HOLDS_STORY.search(text):
        return None
    records = list(_records(parsed.data))
    if len(records) != 1:
        return None
    fields = records[0]
    title, story = next(_titles(fields)), _story_of(fields)
    if not _MARKUP.search(story):
        story = "".join(f"<p>{escape(line)}</p>" for line in story.split("\n") if line.strip())
    return Page(parsed.url, _page(title, fields, story).encode("utf-8", "replace"))


def _records(value: object, depth: int = 0) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each object that has a title and a story and stands in no list."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return
    fields = {
        str(name).lower().replace("_", ""): [str(said)] for name, said in value.items() if isinstance(said, str | int)
    }
    if _story_of(fields) and next(_titles(fields), None) is not None:
        yield fields
    for inner in value.values():
        yield from _records(inner, depth + 1)


def _story_of(fields: Mapping[str, list[str]]) -> str:
    stories = (value for name in _STORIES for value in fields.get(name, []))
    return max((story for story in stories if _size(story) >= _SHORTEST_IN_DATA), key=_size, default="")


def _fields(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the fields that a script gives texts: name, text, where it stands."""
    for match in _FIELD.finditer(text):
        if match["value"]:
            try:
                yield match["name"].lower(), str(json.loads(f'"{match["value"]}"', strict=False)), match.start()
            except ValueError:
                continue


def _by_name(found: Iterable[tuple[str, str, int]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value, _ in found:
        fields.setdefault(name, []).append(value)
    return fields


def _object_around(text: str, at: int) -> tuple[int, int]:
    """Return where the object begins and ends that a field at a place of a script belongs to."""
    begins: list[int] = []
    inner: int | None = None
    for match in _BRACES.finditer(text):
        if match.start() > at and inner is None:
            inner = len(begins)
        if match[0] == "{":
            begins.append(match.start())
        elif match[0] == "}" and begins:
            begin = begins.pop()
            if inner is not None and len(begins) < inner:
                return begin, match.end()
    return 0, len(text)


def _size(story: str) -> int:
    return len(_HAN.findall(story))


def _title(parsed: Parsed, fields: Mapping[str, list[str]]) -> str | None:
    """Return the title that the page's own head has too: a list holds titles of other stories."""
    return next((title for title in _titles(fields) if title in parsed.title), None)


def _titles(fields: Mapping[str, list[str]]) -> Iterator[str]:
    for name in _TITLES:
        yield from (title for value in fields.get(name, []) if 5 <= len(title := value.strip()) <= 120)


def _page(title: str, fields: Mapping[str, list[str]], story: str) -> str:
    def first(names: tuple[str, ...]) -> str | None:
        values = (_LABEL.sub("", value) for name in names for value in fields.get(name, []))
        return next((escape(value) for value in values if 2 <= len(value) <= 30 and "http" not in value), None)

    times = (value for name in _TIMES for value in fields.get(name, []))
    told = [next((f"发布时间：{iso}" for iso in map(parse_date, times) if iso), "")]
    for label, names in (("来源", _SOURCES), ("作者", _AUTHORS), ("责任编辑", _EDITORS)):
        if value := first(names):
            told.append(f"{label}：{value}")
    column, deck = first(_COLUMNS), next((v for name in _DECKS for v in fields.get(name, []) if 4 <= len(v) <= 60), "")
    trail = f"<div class='breadcrumb'>首页 &gt; {column} &gt; 正文</div>" if column else ""
    return (
        f"<html><head><title>{escape(title)}</title></head><body>{trail}<h1>{escape(title)}</h1>"
        f"<div class='subtitle'>{escape(deck)}</div>"
        f"<div>{' '.join(filter(None, told))}</div><div class='article-content'>{story}</div></body></html>"
    )
