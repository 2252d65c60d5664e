"""Rows that come as data: in answers of interfaces, in scripts, as XML; what each is called, where it leads."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from lxml import etree

from crawler.extraction.addresses import NO_PAGE
from crawler.extraction.listing import PAGE_FILE
from crawler.extraction.tree import Node

ROWS_AT_MOST = 2000
ITEM = "_"  # before the number of what stands in a row that is an array: `[7, "要闻"]` is `{_0: 7, _1: "要闻"}`
FEWEST_ITEMS = 2
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_TITLED = re.compile(r"title|name|headline|subject|biaoti|bt\d{0,2}$|topic|label|^text$|caption", re.I)
_LEADS = re.compile(
    rf"(?:(?:https?:)?//|/|\.{{1,2}}/)[^\s\"'<>\\]+|[\w\-./%~]*\w{PAGE_FILE}(?:\?[^\"'\\<>\s]*)?", re.ASCII
)
# An object in a script that holds no other, and its fields: title: '…', "day": "2024-05-03", time: 1714694400.
_OBJECT = re.compile(r"\{[^{}]{10,4000}\}")
_FIELD = re.compile(
    r"""(?:["'](?P<quoted>[^"'\s:]{1,40})["']|(?<![\w$])(?P<bare>[A-Za-z_$][\w$]{0,40}))\s*:\s*"""
    r"""(?:"(?P<text>(?:[^"\\]|\\.)*)"|'(?P<other>(?:[^'\\]|\\.)*)'|(?P<number>\d{8,14})(?![\w.]))"""
)
_WRITTEN = ('{"', '[{"', "[{\r", "[{\n", "{\r", "{\n")  # how data begin that are written as a text
_DEEPEST = 3  # objects in one another in a script
_JAVA_DAY = 3  # numbers at least: [2024, 5, 3, 8, 0]


def records_in(data: object, *, inside: bool = False) -> Iterator[dict[str, str]]:
    """Yield the objects that stand in the lists of data, their plain fields as texts, with those `inside` others."""
    count = 0
    for rows in _lists_in(data):
        if count >= ROWS_AT_MOST:
            return
        for row in rows:
            if isinstance(row, dict):
                count += 1
                record = {name: plain for name, said in row.items() if (plain := _plain(said)) is not None}
                yield with_inner(record, row) if inside else record


def arrays_in(data: object) -> Iterator[dict[str, str]]:
    """Yield the arrays that stand in the lists of data, where they hold what is plain: a number, a headline, a day."""
    count = 0
    for rows in _lists_in(data, but=_is_row):
        if count >= ROWS_AT_MOST:
            return
        for row in filter(_is_row, rows):
            count += 1
            yield {f"{ITEM}{n}": plain for n, said in enumerate(row) if (plain := _plain(said)) is not None}


def _lists_in(data: object, *, but: Callable[[Any], bool] = lambda value: False) -> Iterator[list[Any]]:
    """Yield the lists in data, the outer ones first; what is `but` a row is not looked into."""
    todo = deque([data])
    while todo:
        value = todo.popleft()
        if isinstance(value, dict):
            todo.extend(inner for said in value.values() if isinstance(inner := _in_text(said), dict | list))
        elif isinstance(value, list):
            yield value
            todo.extend(inner for inner in value if isinstance(inner, dict | list) and not but(inner))


def _is_row(value: Any) -> bool:
    """Whether a value is an array that begins with something plain."""
    return isinstance(value, list) and len(value) >= FEWEST_ITEMS and not isinstance(value[0], list | dict)


def with_inner(record: Mapping[str, str], row: Mapping[str, object]) -> dict[str, str]:
    """Return a row's fields with those of the objects in it, `{"source": {"title": …}}`, where it has no such field."""
    found = dict(record)
    for said in row.values():
        for name, inner in said.items() if isinstance(said, dict) and "timezoneOffset" not in said else ():
            if (plain := _plain(inner)) is not None:
                found.setdefault(name.lstrip("$"), plain)
    return found


def _in_text(value: object) -> object:
    """Return what a field holds: data too where they are written as a text, as ASP.NET's services answer."""
    if not isinstance(value, str) or not value.startswith(_WRITTEN):
        return value
    try:
        return cast(object, json.loads(value, strict=False))
    except (ValueError, RecursionError):
        return value


def _plain(value: object) -> str | None:
    """Return a field as a text, also a time that Java writes as an object or as numbers; None for what is not plain."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, dict) and "timezoneOffset" in value and isinstance(value.get("time"), int):
        return str(value["time"])
    if isinstance(value, list) and _JAVA_DAY <= len(value) <= 7 and all(isinstance(part, int) for part in value):
        return "-".join(map(str, value[:_JAVA_DAY]))
    return None


def records_of_script(text: str) -> Iterator[dict[str, str]]:
    """Yield the objects that a script writes out, from the inner to those around them, their plain fields as texts."""
    for _ in range(_DEEPEST):
        found = _OBJECT.findall(text)
        for written in found:
            yield {
                field["quoted"] or field["bare"]: field["number"] or _unescaped(field["text"] or field["other"] or "")
                for field in _FIELD.finditer(written)
            }
        if not found:
            return
        text = _OBJECT.sub("0", text)


def holds_rows(text: str) -> bool:
    """Whether a script writes out a row that says in words what it is and leads somewhere."""
    return any(has_words(record) and any(addresses_of(record)) for record in records_of_script(text))


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text.replace("\\/", "/")


def records_of_xml(text: str) -> Iterator[dict[str, str]]:
    """Yield the elements of XML that hold plain ones: these, and attributes, as fields."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding="utf-8")
    try:
        root = cast(Node | None, etree.fromstring(text.encode("utf-8", "replace"), parser))
    except etree.XMLSyntaxError:
        return
    for node in root.iter("*") if root is not None else ():
        fields = {_local(str(name)): str(value) for name, value in node.items()}
        for inner in node.iterchildren("*"):
            if not len(inner) and (said := (inner.text or "").strip() or inner.get("href")):
                fields.setdefault(_local(str(inner.tag)), str(said))
        if len(fields) > 1:
            yield fields


def _local(name: str) -> str:
    return re.split("[}:]", name)[-1]


def title_of(record: Mapping[str, str]) -> str:
    """Return what a row is called, or nothing; by what its fields are called, where that tells something."""
    named = next((said for name, said in record.items() if _TITLED.search(name) and _HAN.search(said)), "")
    return named or max((s for name, s in record.items() if is_unnamed(name) and _HAN.search(s)), key=len, default="")


def is_unnamed(field: str) -> bool:
    """Whether what a field is called tells nothing: one letter, the number of what stands in an array."""
    return len(field) == 1 or (field.startswith(ITEM) and field[1:].isdecimal())


def has_words(record: Mapping[str, str]) -> bool:
    """Whether a row says anything in words, under whatever name."""
    return any(map(_HAN.search, record.values()))


def addresses_of(record: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses of pages in a row, as they are written."""
    for said in record.values():
        if _LEADS.fullmatch(said) and not NO_PAGE.search(said):
            yield said
