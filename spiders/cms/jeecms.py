"""JEECMS: lists `/yw/index.jhtml`, `/yw/index_2.jhtml`; articles `/yw/1024.jhtml`.

1. Recognise: the ending `.jhtml`.
2. Paging: links, or a script that jumps to `index_` + page + `.jhtml`; the count stands in "1/14页".
3. Set nothing: see `sn_dangjian.py` for a portal on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed, text_of
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_OF = re.compile(r"(?:第\s*)?\d+\s*/\s*(\d{1,5})\s*页?|共\s*(\d{1,5})\s*页")
_LIST = re.compile(r"^(?P<stem>.*?/(?:index|list))(?:_\d+)?(?P<ext>\.jhtml)$")


class Jeecms(Family):
    """JEECMS."""

    name = "jeecms"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the numbered pages of the list, as many as the page says there are."""
        place = _LIST.match(parsed.url)
        if place is None or parsed.tree is None:
            return
        count = _OF.search(text_of(parsed.tree))
        if count is None or "_" in parsed.url.rsplit("/", 1)[-1]:
            return
        for number in range(2, min(int(count[1] or count[2]), PAGES_AT_MOST) + 1):
            yield Lead(resolved(parsed.url, f"{place['stem']}_{number}{place['ext']}"))
