"""MI4 (党建网 dangjian.cn): lists come as a script, `mi4-rest-api/pageArticles.js?wbId=9&page=1&limit=25`.

1. Recognise: `pageArticles.js?` in a page; articles `/<column>/2021/06/30/detail_123.html`.
2. Paging: the answer says `_totalPage`; `page` counts from 1.
3. Set nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_NAMED = re.compile(r"""["'](?P<url>[^"'\s<>]*pageArticles\.js\?[^"'\s<>]*)["'](?!\s*\+)""")
_ANSWERED = re.compile(r"(?P<stem>.*/pageArticles\.js\?(?:.*&)?page=)1(?P<rest>&.*)?$")
_COUNT = re.compile(r"\b_totalPage\s*=\s*(\d{1,5})")


class Mi4(Family):
    """MI4."""

    name = "mi4"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the script that holds the list, and from its first page all others."""
        if "pageArticles.js" in parsed.text:
            for match in _NAMED.finditer(parsed.text):
                yield Lead(resolved(parsed.base_url, html.unescape(match["url"])), is_first=True)
        elif (answered := _ANSWERED.match(parsed.base_url)) and (count := _COUNT.search(parsed.text)):
            for number in range(2, min(int(count[1]), PAGES_AT_MOST) + 1):
                yield Lead(f"{answered['stem']}{number}{answered['rest'] or ''}")
