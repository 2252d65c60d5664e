"""Stories that a script or an answer of an interface holds: read from its fields, written as a plain page."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from html import escape, unescape

from lxml import etree

from crawler.extraction.data import data_in
from crawler.extraction.dates import parse_date
from crawler.extraction.tree import Node, Parsed, parse, text_of
from crawler.items import Page

_FIELD = re.compile(r'"(?P<name>[A-Za-z_]{2,30})"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
# Strings are passed over whole.
_BRACES = re.compile(r'[{}]|"(?:[^"\\]|\\.)*"')
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKUP = re.compile(r"<(?:p|br|div)\b", re.I)
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,4}[:：]\s*")
# The last as 学习强国 calls it.
_TITLES = ("title", "headline", "articletitle", "newstitle", "frstname")
_KICKERS = ("introtitle", "leadtitle", "pretitle", "uptitle", "kicker", "yinti")
_DECKS = ("subtitle", "subheadline", "vicetitle", "futitle", "subdoctitle")
_TIMES = (
    *("newstime", "publishtime", "publish_time", "pubtime", "pubdate", "publishdate", "releasetime", "reltime"),
    *("originaltime", "createtime", "ctime", "time", "date"),
)
_SOURCES = ("source", "sourcename", "source_name", "mediasource", "medianame", "media_name", "origin", "comefrom")
_EDITORS = ("editorname", "editor", "responsibleeditor", "zebian")
_AUTHORS = ("authorname", "author", "writer")
_COLUMNS = ("channelname", "columnname", "categoryname", "sectionname")
_STORIES = (
    *("content", "body", "text", "txt", "html", "articlecontent", "newscontent", "contenttext", "zhengwen"),
    *("contenthtml", "htmlcontent", "htmlcon", "clob", "neirong"),
)
# docTitle, articleSource, newsContent: what kind of record a field is of.
_OF_WHAT = re.compile(r"(?:article|news|doc|info|manuscript|post)(?=[a-z])")
_BOXES = ("textarea", "input", "script")
_TEMPLATES = ("text/template", "text/plain", "text/html", "text/x-template")
_TITLED = ("title", "name", "headline")
_OF_ROWS = (*_TITLED, "url", "link", "href")
# What a part of a story in a list is called.
_PARTS = ("text", "content", "html", "value", "txt")
# article.content, as it is put into the page.
_PUT_IN = re.compile(r"(?:\.innerHTML\s*=|\.(?:html|append)\(|\.write(?:ln)?\()\s*[\w$]+(?:\.[\w$]+)*\.(?P<name>\w+)")
_SHORTEST_SCRIPT, _SHORTEST_STORY = 250, 80  # characters; of a story, Chinese ones
_SHORTEST_IN_DATA = 10  # Chinese characters, where a field is named after what it holds
_PREFORMATTED, _END_OF_IT = re.compile(r"<pre\b", re.I), re.compile(r"</pre\s*>", re.I)
_LARGEST_DATA, _DEEPEST = 2_000_000, 8  # characters, objects in one another
_HOLDS_STORY = re.compile(rf'"[a-z_]{{0,12}}(?:{"|".join(_STORIES)})"\s*:\s*["\[]', re.I)
# 学习强国: globalCache = {…};
_ASSIGNED = re.compile(r"[\ufeff\s]*(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*(?P<data>\{.*\})\s*;?\s*", re.S)


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
    return page_of_boxes(parsed) or (_page_with_box_shown(parsed) if bare else None)


def _page_with_box_shown(parsed: Parsed) -> Page | None:
    """Return a page that shows no sentence with the one box of markup in it shown where it stands, as its script will:
    a box for text, a hidden input, a template; a box that only shows its text; a script's own field where the script
    puts it. None where none or several hold a story."""
    boxes = [] if parsed.tree is None else list(parsed.tree.iter(*_BOXES))
    told = [
        (place, said)
        for place, node in enumerate(boxes)
        if _MARKUP.search(said := _held_in(node)) and _size(said) >= _SHORTEST_STORY
    ]
    if not told:
        put = {found["name"].lower() for found in _PUT_IN.finditer(parsed.scripts)}
        told = [(place, said) for place, node in enumerate(boxes) if (said := _shown_by(node, put))]
    if len(told) != 1:
        return None
    place, said = told[0]
    shown = parse(Page(parsed.url, f"<div class='article-content'>{said}</div>".encode("utf-8", "replace"))).tree
    tree = deepcopy(parsed.tree)
    if shown is None or tree is None:
        return None
    box = list(tree.iter(*_BOXES))[place]
    for node in shown.iter("html", "body"):
        node.tag = "div"
    shown.tail = box.tail
    if (parent := box.getparent()) is not None:
        parent.replace(box, shown)
    return Page(parsed.url, codecs.BOM_UTF8 + etree.tostring(tree, encoding="utf-8", method="html"))


def _held_in(node: Node) -> str:
    """Return the markup that a box holds; a script holds some where it is a template."""
    if node.tag == "input":
        return node.get("value") or ""
    if node.tag == "script" and not (node.get("type") or "").lower().startswith(_TEMPLATES):
        return ""
    return text_of(node)


def _shown_by(node: Node, put: set[str]) -> str:
    """Return what a box for reading alone shows, or the one field of a script's object that goes into the page.

    `put` are the names of the fields that scripts put there.
    """
    text = text_of(node)
    if node.tag == "textarea" and (node.get("readonly") is not None or node.get("disabled") is not None):
        lines = filter(None, map(str.strip, text.split("\n")))
        return (
            "".join(f"<p>{escape(line)}</p>" for line in lines)
            if _size(text) >= _SHORTEST_IN_DATA and "。" in text
            else ""
        )
    if not put or node.tag != "script" or len(text) > _LARGEST_DATA:
        return ""
    stories = [
        value
        for name, value, _ in _fields(text)
        if name in put and name in _STORIES and _MARKUP.search(value) and _size(value) >= _SHORTEST_IN_DATA
    ]
    return stories[0] if len(stories) == 1 else ""


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


def page_in_lines(parsed: Parsed) -> Page | None:
    """Return a page whose preformatted text is set in lines as any other, or None where it has none."""
    head, *rest = _PREFORMATTED.split(parsed.text)
    if not rest:
        return None
    written = [head]
    for part in rest:
        inside, *after = _END_OF_IT.split(part, maxsplit=1)
        written += ["<div", inside.replace("\n", "<br>"), "</div>", *after]
    return Page(
        parsed.url, "".join(written).encode("utf-8", "replace"), headers={"content-type": "text/html; charset=utf-8"}
    )


def data_page(parsed: Parsed) -> Page | None:
    """Return the story that an interface's answer is about as a page of its own, or None. Never raises.

    An answer that holds several, or its story in a list, is a list.
    """
    text = parsed.text
    if len(text) > _LARGEST_DATA or not _HOLDS_STORY.search(text):
        return None
    return _page_of(parsed, parsed.data)


def script_page(parsed: Parsed) -> Page | None:
    """Return the story in the object that a file of a script is, `globalCache = {…};`, as `data_page` does."""
    text = parsed.text
    if len(text) > _LARGEST_DATA or not _HOLDS_STORY.search(text) or (given := _ASSIGNED.fullmatch(text)) is None:
        return None
    return _page_of(parsed, data_in(given["data"]))


def _page_of(parsed: Parsed, data: object) -> Page | None:
    records = list(_records(data))
    if len(records) != 1:
        return None
    fields = records[0]
    title, story = next(_titles(fields)), _story_of(fields)
    if "&lt;" in story and not _MARKUP.search(story):
        story = unescape(story)
    if not _MARKUP.search(story):
        story = "".join(f"<p>{escape(line)}</p>" for line in story.split("\n") if line.strip())
    return Page(parsed.url, _page(title, fields, story).encode("utf-8", "replace"))


def _records(value: object, depth: int = 0) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each object that has a title and a story and stands in no list."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return
    fields = _fields_of(value)
    story = _story_of(fields)
    if story and next(_titles(fields), None) is None:
        # {content: …, info: {title: …}}
        beside = [told for inner in value.values() if isinstance(inner, dict) and _is_titled(told := _fields_of(inner))]
        fields = {**beside[0], **fields} if len(beside) == 1 else fields
    if story and next(_titles(fields), None) is not None:
        yield fields
    for inner in value.values():
        yield from _records(inner, depth + 1)


def _is_titled(fields: Mapping[str, list[str]]) -> bool:
    """Whether an object has a title, but no story of its own."""
    return next(_titles(fields), None) is not None and not _story_of(fields)


def _fields_of(value: Mapping[object, object]) -> dict[str, list[str]]:
    """Return what the fields of an object say, by their names and by these without what kind of record they are of."""
    fields: dict[str, list[str]] = {}
    for name, held in value.items():
        if (said := _said_in(held)) is not None:
            key = str(name).lower().replace("_", "")
            fields.setdefault(key, []).append(said)
            if (plain := _OF_WHAT.sub("", key, count=1)) != key:
                fields.setdefault(plain, []).append(said)
    return fields


def _said_in(held: object) -> str | None:
    """Return what a field says: a text, a number, the name of an object (source: {name: …}), a story's parts."""
    if isinstance(held, str | int):
        return str(held)
    if isinstance(held, dict):
        name = held.get("name")
        return name if isinstance(name, str) else None
    if not isinstance(held, list):
        return None
    parts = [_part_of(part) for part in held]
    if any(part is None for part in parts) or not any("。" in (part or "") for part in parts):
        return None
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _part_of(part: object) -> str | None:
    """Return the text of a story's part, nothing for a picture; None for a row of a list, which has a title or leads
    somewhere."""
    if isinstance(part, str):
        return part
    if not isinstance(part, dict):
        return None
    if isinstance(inner := part.get("data"), dict):
        return _part_of(inner)
    said = next((said for name in _PARTS if isinstance(said := part.get(name), str)), "")
    row = any(str(name).lower().endswith(_OF_ROWS if said else _TITLED) for name in part)
    return None if row else said


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

    def beside(names: tuple[str, ...]) -> str:
        return escape(next((v for name in names for v in fields.get(name, []) if 4 <= len(v) <= 60), ""))

    column = first(_COLUMNS)
    trail = f"<div class='breadcrumb'>首页 &gt; {column} &gt; 正文</div>" if column else ""
    return (
        f"<html><head><title>{escape(title)}</title></head><body>{trail}"
        f"<div class='introtitle'>{beside(_KICKERS)}</div><h1>{escape(title)}</h1>"
        f"<div class='subtitle'>{beside(_DECKS)}</div>"
        f"<div>{' '.join(filter(None, told))}</div><div class='article-content'>{story}</div></body></html>"
    )
