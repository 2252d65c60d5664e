"""people.com.cn (人民网) and portals made by it: articles `/n1/2021/0630/c64387-401234.html`, lists `/GB/64093/`.

1. Recognise: a script that is a column's roll of news, `/210801/211150/index.js`: directories that are numbers.
2. Paging: links to `index2.html` and so on; the roll holds all its rows.
3. Set nothing: the addresses in the roll's `items` are read by the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_ROLL = re.compile(
    r"""["'](?P<url>[\w.:/\-]*(?:/|\.\./)(?:GB/)?\d{4,}/(?:\d{4,}/)*index\d*\.js)(?:\?[^"'\s<>]*)?["']"""
)
_FILE = re.compile(r"/index\d*\.js")  # found soon; the address begins before it
_LONGEST = 300  # characters of an address


class People(Family):
    """people.com.cn."""

    name = "people"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the rolls that a page's scripts load."""
        text = parsed.text
        for file in _FILE.finditer(text) if "/index" in text else ():
            start = max(text.rfind(quote, max(file.start() - _LONGEST, 0), file.start()) for quote in "\"'")
            if start >= 0 and (match := _ROLL.match(text, start)):
                yield Lead(resolved(parsed.base_url, match["url"]), is_first=True)
