"""Rows that a page lays out for its scripts, `var rows = [{"id": 7, …}]` or `<div data-list='[{"id": 7, …}]'>`.

1. Recognise: an array of objects, as JSON, in a script or an attribute, or arrays that are rows, `[["7", "要闻"], …]`
   or `a[0] = new Array("7", "要闻", …)`; and an address in the scripts with a place for a field of a row that has a day
   or a headline, `"/a/" + row.id + ".html"`, `"/a/" + D[i][0]`. The rows may stand in a file.
2. Paging: none; what the page lays out is all that it shows.
3. Set nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml import etree

from crawler.extraction.listing import is_data
from crawler.extraction.made import made_in
from crawler.extraction.records import ITEM, ROWS_AT_MOST
from crawler.extraction.tree import Parsed, parse
from crawler.items import Page
from spiders.cms.family import Family, Lead
from spiders.cms.named import Names
from spiders.cms.opened import openers_of

_ARRAY = re.compile(r"=\s{0,9}(?=\[\s{0,9}\{)")
# A row of plain values: ["7", "要闻", "2024-05-03"], new Array(7, '要闻').
_VALUE = r"""(?:"(?:[^"\\\n]|\\.){0,500}"|'(?:[^'\\\n]|\\.){0,500}'|-?\d{1,15}(?:\.\d{1,6})?|null)"""
_ROW = re.compile(
    rf"(?:new Array\(|\[)\s{{0,9}}(?P<items>{_VALUE}(?:\s{{0,9}},\s{{0,9}}{_VALUE}){{1,15}})\s{{0,9}}[\])]"
)
_ITEM = re.compile(r""""(?P<one>(?:[^"\\]|\\.)*)"|'(?P<two>(?:[^'\\]|\\.)*)'|(?P<number>-?\d+(?:\.\d+)?|null)""")
# What is put into an address, or a text, of what stands in a row: + D[i][0] +
_INDEXED = re.compile(r"\[\d{1,2}\](?<=[\w$\]]\[\d\])\s{0,4}(?:\+|\}|,|\))")
_HAN = re.compile("[\u4e00-\u9fff]{4}")
_FIRST_ROWS = 10  # that are looked at for words
_HOLDING = etree.XPath("descendant::*/@*[starts-with(normalize-space(.), '[{')]")
SHORTEST_HEADLINE = 8  # characters; what has fewer may be an entry of a menu
_ARRAYS_AT_MOST, _LARGEST = 20, 2_000_000  # characters
_DECODER = json.JSONDecoder()


class Laid(Family):
    """Rows that a page lays out as data, with addresses that its scripts make."""

    name = "laid"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the pages of the rows."""
        if parsed.tree is None or is_data(parsed):
            return
        arrays = list(_arrays(parsed))
        has_rows = _INDEXED.search(parsed.scripts) is not None and lays_out_arrays(parsed.scripts)
        if not arrays and not has_rows:
            return
        names = Names(parsed)
        forms = [form for form in names.pages() or names.opened(openers_of(parsed)) if not form.is_list]
        if has_rows and any(f"{{{ITEM}" in form.url for form in forms):
            arrays.append(_written_out(parsed.scripts))
        for array in arrays if forms else ():
            rows = parse(Page(parsed.base_url, array.encode(), headers={"content-type": "application/json"}))
            for made in made_in(rows, forms):
                if made.day is not None or len(made.title) >= SHORTEST_HEADLINE:
                    yield Lead(made.url)


def lays_out_arrays(scripts: str) -> bool:
    """Whether a script lays out arrays that may be rows: each with something in words."""
    if "[[" not in scripts and "new Array(" not in scripts and "[ [" not in scripts and "[\n" not in scripts:
        return False
    return any(_HAN.search(row["items"]) for row in islice(_ROW.finditer(scripts), _FIRST_ROWS))


def _written_out(scripts: str) -> str:
    """Return the arrays of plain values among scripts, as JSON."""
    rows = [
        [item["one"] or item["two"] or item["number"] or "" for item in _ITEM.finditer(row["items"])]
        for row in islice(_ROW.finditer(scripts), ROWS_AT_MOST)
    ]
    return json.dumps([row for row in rows if any(map(_HAN.search, row))])


def _arrays(parsed: Parsed) -> Iterator[str]:
    """Yield the arrays of objects that a page holds, as JSON."""
    scripts = parsed.scripts
    ended = 0
    for found in islice(_ARRAY.finditer(scripts) if "{" in scripts else (), _ARRAYS_AT_MOST):
        if found.end() < ended:
            continue
        try:
            _, ended = _DECODER.raw_decode(scripts, found.end())
        except (ValueError, RecursionError):
            continue
        yield scripts[found.end() : ended]
    if "[{" in parsed.text and parsed.tree is not None:
        held = cast(list[etree._ElementUnicodeResult], _HOLDING(parsed.tree))
        for value in islice(held, _ARRAYS_AT_MOST):
            said = str(value).strip()
            if len(said) <= _LARGEST and said.endswith("]"):
                yield said
