"""TRS WCM (拓尔思), and UCAP (开普), which took over its paging call.

1. Recognise: `createPageHTML(` in an inline script of a list; addresses `/yw/202003/t20200313_1234.html`.
2. Paging: `createPageHTML(14, 0, "index", "html")` is 14 pages, `index.html`, `index_1.html` … `index_13.html`; UCAP
   counts from 1, others give an object (see `pagers.py`). The call may stand in a file, and what it is given in the
   page. Some portals write `var countPage = 14` and page by their own script with the same file names.
3. Set nothing: links to articles stand in the page, relative to the list's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.pagers import counted, file_written, pagers, pagers_by_object
from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_NUMBERED = re.compile(r"/(?P<name>[A-Za-z]\w*?)(?:_\d+)?\.(?P<ext>s?html?)$")


class Trs(Family):
    """TRS WCM and UCAP."""

    name = "trs"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the numbered pages of the list."""
        text = parsed.scripts
        if "createPageHTML" not in text and "countPage" not in text and "suffix" not in text:
            return
        found = False
        for pager in (*pagers_by_object(text), *pagers(text)):
            found = True
            for number in pager.numbers[:PAGES_AT_MOST]:
                yield Lead(resolved(parsed.base_url, pager.address(number)))
        if not found and (count := counted(text)):
            file = _NUMBERED.search(parsed.url)
            name, ext = file_written(text) or ((file["name"], file["ext"]) if file else ("index", "html"))
            for number in range(1, min(count, PAGES_AT_MOST)):
                yield Lead(resolved(parsed.base_url, f"{name}_{number}.{ext}"))
