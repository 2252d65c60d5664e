"""CCTV / CNTV and portals made by it: articles `/2021/06/30/ARTI1625….shtml`, lists filled by scripts.

1. Recognise: `item=[{…}]` in a script of a list; `cmsdatainterface/page/<column>_1.jsonp`,
   written out or put together with a variable.
2. Paging: `<column>_2.jsonp` and so on, for as long as the answers hold links.
3. Set nothing: the addresses in `item` are read by the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import Parsed
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_NAMED = re.compile(r"""["'](?P<url>[^"'\s<>]*cmsdatainterface/page/[\w\-]+_\d+\.jsonp?)["'?]""")
_PUT_TOGETHER = re.compile(
    r"""["'](?P<stem>[^"'\s<>]*cmsdatainterface/page/[\w\-]+_)["']\s*\+\s*[\w.()+\- ]+?\s*\+\s*"""
    r"""["'](?P<ending>\.jsonp?)["'?]"""
)
_ANSWERED = re.compile(r"(?P<stem>.*cmsdatainterface/page/[\w\-]+_)(?P<page>\d{1,5})(?P<ending>\.jsonp?)$")


class Cctv(Family):
    """CCTV and CNTV."""

    name = "cctv"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of a column's data, and from each page of it the next."""
        if answered := _ANSWERED.match(parsed.base_url):
            if extract_links(parsed):
                yield Lead(f"{answered['stem']}{int(answered['page']) + 1}{answered['ending']}")
        elif "cmsdatainterface" in parsed.text:
            for match in _NAMED.finditer(parsed.text):
                yield Lead(resolved(parsed.base_url, match["url"]), is_first=True)
            for match in _PUT_TOGETHER.finditer(parsed.scripts):
                yield Lead(resolved(parsed.base_url, f"{match['stem']}1{match['ending']}"), is_first=True)
