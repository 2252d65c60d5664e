"""博达 VSB: lists `/dwdt.htm`, `/dwdt/12.htm`; articles `/info/1002/33.htm`.

1. Recognise: the cell `fanye1204` of a list's pager, or its script `_simple_list_gotopage_fun(13, …)`.
2. Paging: the pages are numbered downwards. Of 13 pages the newest is `dwdt.htm`, the second `dwdt/12.htm`, the oldest
   `dwdt/1.htm`. Older templates print `1/13` and leave the rest to a script.
3. Set nothing: links to articles stand in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_PAGER = re.compile(r"\bid\s*=\s*[\"']?fanye\d*[\"']?[^>]*>(?P<text>[^<]{1,80})<", re.I)
_PLACE = re.compile(r"(?<!\d)(?P<page>\d{1,5})\s*/\s*(?P<count>\d{1,5})(?!\d)")
_SCRIPT = re.compile(r"_simple_list_gotopage_fun\(\s*(?P<count>\d{1,5})\s*,")
_LIST = re.compile(r"/(?P<name>[^/?]*[^/?\d][^/?]*)\.html?$")


class Vsb(Family):
    """博达 VSB."""

    name = "vsb"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the further pages of a list from its first, the newest of them first."""
        text = parsed.text
        place = _LIST.search(parsed.url)
        if place is None or ("fanye" not in text and "_gotopage_fun" not in text):
            return
        pager = _PAGER.search(text)
        printed = _PLACE.search(pager["text"].replace("&nbsp;", " ")) if pager else None
        if printed is not None and printed["page"] != "1":
            return
        count = printed or _SCRIPT.search(text)
        for number in range(min(int(count["count"]), PAGES_AT_MOST) - 1 if count else 0, 0, -1):
            yield Lead(resolved(parsed.url, f"{place['name']}/{number}.htm"))
