"""Pagers that an element tells all of: `<div data-total-pages="8" data-url="/yw/list_{page}.html">`.

1. Recognise: a script that fills `{page}`, an attribute with that place for the page's number, and beside it one with
   the number of pages, or of rows and rows a page. MetInfo writes `data-pageurl="news.php?class1=3&page=||8"`: what
   stands before the number, behind it, and how many there are.
2. Paging: every number up to that.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

from crawler.extraction.tree import Node, Parsed, text_of
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
_PAGERS_AT_MOST = 3
_OF_METINFO = etree.XPath("descendant::*[@data-pageurl]")
_AROUND = re.compile(r"(?P<before>[\w\-./?=&;%:]{1,300})\|(?P<behind>[\w\-./=&;%]{0,100})\|(?P<last>\d{1,4})", re.ASCII)
_SIZE = re.compile(r"(?:data-)?(?:page[_-]?size|per[_-]?page|limit|size|rows)")


def may_tell(scripts: str) -> bool:
    """Whether scripts may put a page's number into an address that an element holds."""
    return any(mark in scripts for mark in _MARKS)


class Told(Family):
    """Pagers that an element tells all of."""

    name = "told"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the pages that elements tell of."""
        if parsed.tree is None:
            return
        if b"data-pageurl" in parsed.ascii:
            yield from _of_metinfo(parsed, parsed.tree)
        if not may_tell(parsed.scripts):
            return
        for node in cast(list[Node], _TELLING(parsed.tree)):
            said = {str(name): str(value).strip() for name, value in node.attrib.items()}
            address = next((value for value in said.values() if _PLACE.search(value) and _is_one(value)), None)
            if address is not None and (count := _count(said)) > 1:
                for number in range(1, min(count, PAGES_AT_MOST) + 1):
                    yield Lead(resolved(parsed.base_url, _PLACE.sub(str(number), address)))


def _of_metinfo(parsed: Parsed, tree: Node) -> Iterator[Lead]:
    """Yield the further pages that MetInfo's pager tells of, where it has no links to them."""
    for node in cast(list[Node], _OF_METINFO(tree))[:_PAGERS_AT_MOST]:
        told, around = _AROUND.fullmatch((node.get("data-pageurl") or "").strip()), node.getparent()
        linked = () if around is None else (a for a in around.iter("a") if (a.get("href") or "#").strip()[:1] != "#")
        if told is None or any(text_of(anchor).strip().isdecimal() for anchor in linked):
            continue
        for number in range(2, min(int(told["last"]), PAGES_AT_MOST) + 1):
            yield Lead(resolved(parsed.base_url, f"{told['before']}{number}{told['behind']}"))


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
