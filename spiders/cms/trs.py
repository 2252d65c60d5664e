"""TRS WCM (拓尔思), and UCAP (开普), which took over its paging call.

1. Recognise: `createPageHTML(` in an inline script of a list; addresses `/yw/202003/t20200313_1234.html`.
2. Paging: `createPageHTML(14, 0, "index", "html")` is 14 pages, `index.html`, `index_1.html` … `index_13.html`;
   UCAP's `createPageHTML('page_div', 14, 1, 'list', 'html', 278)` is `list.html`, `list_2.html` … `list_14.html`.
   Some portals write `var countPage = 14` and page by their own script with the same file names.
3. Set nothing: links to articles stand in the page, relative to the list's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead

_CALL = re.compile(
    r"""createPageHTML\w*\s*\(\s*(?P<count>\d{1,5})\s*,\s*\d+\s*,\s*["'](?P<name>[\w\-/.]+)["']\s*,\s*["']\.?(?P<ext>\w+)["']""",
    re.I,
)
_UCAP = re.compile(
    r"""createPageHTML\w*\s*\(\s*["'][^"']*["']\s*,\s*(?P<count>\d{1,5})\s*,\s*\d+\s*,\s*["'](?P<name>[\w\-/.]+)["']"""
    r"""\s*,\s*["']\.?(?P<ext>\w+)["']""",
    re.I,
)
_COUNT = re.compile(r"\bvar\s+countPage\s*=\s*(?:parseInt\()?\s*[\"']?(?P<count>\d{1,5})")
_NUMBERED = re.compile(r"/(?P<name>[A-Za-z]\w*?)(?:_\d+)?\.(?P<ext>s?html?)$")


class Trs(Family):
    """TRS WCM and UCAP."""

    name = "trs"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the numbered pages of the list."""
        text = parsed.text
        if "createPageHTML" not in text and "countPage" not in text:
            return
        if match := _UCAP.search(text):
            numbers = range(2, int(match["count"]) + 1)
        elif match := _CALL.search(text):
            numbers = range(1, int(match["count"]))
        elif match := _COUNT.search(text):
            file = _NUMBERED.search(parsed.base_url)
            name, ext = (file["name"], file["ext"]) if file else ("index", "html")
            for number in range(1, min(int(match["count"]), PAGES_AT_MOST)):
                yield Lead(urljoin(parsed.base_url, f"{name}_{number}.{ext}"))
            return
        else:
            return
        for number in numbers[:PAGES_AT_MOST]:
            yield Lead(urljoin(parsed.base_url, f"{match['name']}_{number}.{match['ext']}"))
