"""Rows that a page lays out for its scripts, `var rows = [{"id": 7, …}]` or `<div data-list='[{"id": 7, …}]'>`.

1. Recognise: an array of objects, as JSON, in a script or an attribute; and an address in the scripts with a place for
   a field of a row that has a day or a headline, `"/a/" + row.id + ".html"`.
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
from crawler.extraction.tree import Parsed, parse
from crawler.items import Page
from spiders.cms.family import Family, Lead
from spiders.cms.named import Names

_ARRAY = re.compile(r"=\s{0,9}(?=\[\s{0,9}\{)")
_HOLDING = etree.XPath("descendant::*/@*[starts-with(normalize-space(.), '[{')]")
SHORTEST_HEADLINE = 8  # characters; what has fewer may be an entry of a menu
_ARRAYS_AT_MOST, _LARGEST = 20, 2_000_000  # characters
_DECODER = json.JSONDecoder()


class Laid(Family):
    """Rows that a page lays out as data, with addresses that its scripts make."""

    name = "laid"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the pages of the rows."""
        if parsed.tree is None or is_data(parsed) or not (arrays := list(_arrays(parsed))):
            return
        forms = [form for form in Names(parsed).pages() if not form.is_list]
        for array in arrays if forms else ():
            rows = parse(Page(parsed.base_url, array.encode(), headers={"content-type": "application/json"}))
            for made in made_in(rows, forms):
                if made.day is not None or len(made.title) >= SHORTEST_HEADLINE:
                    yield Lead(made.url)


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
