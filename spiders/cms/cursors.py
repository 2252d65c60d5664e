"""Lists that go on from their last row: `$.get("/more", {lastid: $("#l li:last").attr("data-id"), size: 10})`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from lxml import etree

from crawler.extraction.listing import is_data
from crawler.extraction.records import records_in
from crawler.extraction.tree import Node, Parsed
from spiders.cms.elements import data_attribute

# The last row that was shown, from which on more is asked for.
CURSOR = re.compile(
    r"(?:last|max|min|since|before|after|next)_?(?P<what>id|key|time|row|cursor|seq)?|begin_?(?P<which>\w{0,6}id)|cursor",
    re.I,
)
_MARKS = (":last", ".last()", "eq(-1)")
# A row that is the last, and what is read of one.
_LAST = (
    r"""(?:\$|jQuery|document\.querySelector)\(\s*(?P<quote>["'`])[^"'`\n]{1,60}?"""
    r"""(?::last(?:-child)?[^"'`\n]{0,20}(?P=quote)\s*\)|(?P=quote)\s*\)\.(?:last\(\s*\)|eq\(\s*-1\s*\)))\s*"""
)
_ATTRIBUTE = (
    r"""\.(?:(?:attr|getAttribute)\(\s*["'](?P<attribute>data-[\w\-]+)["']\s*\)"""
    r"""|data\(\s*["'](?P<data>[\w\-]+)["']\s*\)|dataset\.(?P<set>\w+))"""
)
_NAME = r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,30})"
_LAST_ROW = re.compile(_LAST + _ATTRIBUTE)
# The row itself given a name, whose attributes are read later: last.attr("data-id").
_HELD_ROW = re.compile(rf"{_NAME}\s*=\s*{_LAST}(?=[;,\n])")
_READ = re.compile(_NAME + _ATTRIBUTE)
_HOLDING = etree.XPath("(descendant::*[@*[starts-with(name(), 'data-')]])[last()]")
_VALUE = re.compile(r"[\w\-.:]{1,64}", re.ASCII)


def with_last_row(parsed: Parsed, scripts: str) -> str:
    """Return scripts with what they read of the page's last row written into them."""
    if parsed.tree is None or not any(mark in scripts for mark in _MARKS):
        return scripts
    tree = parsed.tree
    last: dict[str, str] = {}

    def written(match: re.Match[str]) -> str:
        if not last:
            last.update((str(name), str(value)) for node in tree.iter("*") for name, value in node.items() if value)
        said = last.get(match["attribute"] or data_attribute(match["data"] or match["set"]))
        return f"'{said}'" if said and _VALUE.fullmatch(said) else match[0]

    scripts = _LAST_ROW.sub(written, scripts)
    names = {held["name"] for held in _HELD_ROW.finditer(scripts)}
    return _READ.sub(lambda read: written(read) if read["name"] in names else read[0], scripts) if names else scripts


def moved(parsed: Parsed, fields: Mapping[str, str]) -> dict[str, str] | None:
    """Return the fields by which what follows an answer is asked for, by its last row; None where it tells of none."""
    name = next((name for name in fields if CURSOR.fullmatch(name)), None)
    if name is None:
        return None
    value = _named(parsed.data, name, fields[name]) or _of_last_row(parsed, name)
    return {**fields, name: value} if value and value != fields[name] else None


def _named(data: object, name: str, before: str) -> str | None:
    """Return the last row that an answer names as such: `{"last": 33}`."""
    if not isinstance(data, dict):
        return None
    for said in (data, *(value for value in data.values() if isinstance(value, dict))):
        for key, value in said.items():
            same = key == name or (CURSOR.fullmatch(key) and name not in said)
            if same and isinstance(value, str | int) and value and str(value) != before:
                return str(value)
    return None


def _of_last_row(parsed: Parsed, name: str) -> str | None:
    """Return what the last row of an answer says itself, by what the field that asks is called: `lastid` is its id."""
    asked = CURSOR.fullmatch(name)
    what = (asked["what"] or asked["which"] or "").lower() if asked is not None else ""
    if is_data(parsed):
        rows = list(records_in(parsed.data)) if what else []
        found = {key.lower(): value for key, value in rows[-1].items()} if rows else {}
        value = found.get(what)
    else:
        last = cast(list[Node], _HOLDING(parsed.tree)) if parsed.tree is not None else []
        said = ((str(key), str(value)) for node in last for key, value in node.attrib.items())
        held = {key: value for key, value in said if key.startswith("data-")}
        value = held.get(f"data-{what}") or (next(iter(held.values())) if len(held) == 1 else None)
    return value if value and _VALUE.fullmatch(value) else None
