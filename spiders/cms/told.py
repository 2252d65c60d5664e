"""Pagers that an element tells all of: `<div data-total-pages="8" data-url="/yw/list_{page}.html">`.

1. Recognise: a script that fills `{page}`, an attribute with that place for the page's number, and beside it one with
   the number of pages, or of rows and rows a page.
2. Paging: every number up to that.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

from crawler.extraction.tree import Node, Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_MARKS = ("{page", "{p}", "{num")
_TELLING = etree.XPath("descendant::*[@*[contains(., '{page') or contains(., '{p}') or contains(., '{num')]]")
_PLACE = re.compile(r"\{(?:page\w{0,8}|p|num(?:ber)?)\}", re.I)
_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/|\?)?[\w\-./?=&;%]*\{\w+\}[\w\-./=&;%]*", re.ASCII)
_PAGES = re.compile(
    r"(?:data-)?(?:(?:total|all|max|last)[_-]?pages?|pages?[_-]?(?:count|total|sum|all)|pages|(?:count|sum)[_-]?pages?)"
)
_ROWS = re.compile(r"(?:data-)?(?:total|count|total[_-]?(?:count|rows?|records?|num)|records?|rows?[_-]?count)")
_SIZE = re.compile(r"(?:data-)?(?:page[_-]?size|per[_-]?page|limit|size|rows)")


def may_tell(scripts: str) -> bool:
    """Whether scripts may put a page's number into an address that an element holds."""
    return any(mark in scripts for mark in _MARKS)


class Told(Family):
    """Pagers that an element tells all of."""

    name = "told"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the pages that elements tell of."""
        if parsed.tree is None or not may_tell(parsed.scripts):
            return
        for node in cast(list[Node], _TELLING(parsed.tree)):
            said = {str(name): str(value).strip() for name, value in node.attrib.items()}
            address = next((value for value in said.values() if _PLACE.search(value) and _is_one(value)), None)
            if address is not None and (count := _count(said)) > 1:
                for number in range(1, min(count, PAGES_AT_MOST) + 1):
                    yield Lead(resolved(parsed.base_url, _PLACE.sub(str(number), address)))


def _is_one(value: str) -> bool:
    """Whether a text with a place is an address and no template of markup."""
    return _ADDRESS.fullmatch(value) is not None and bool(set("/.?") & set(value))


def _count(said: Mapping[str, str]) -> int:
    """Return how many pages an element says there are, 0 for nothing."""

    def number(pattern: re.Pattern[str]) -> int:
        found = (value for name, value in said.items() if pattern.fullmatch(name) and value.isdecimal())
        return int(next(found, "0")[:6])

    rows, size = number(_ROWS), number(_SIZE)
    return number(_PAGES) or (-(-rows // size) if size else rows)
