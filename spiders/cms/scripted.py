"""Any system whose lists are paged by a script of its own: `location.href = "index_" + page + ".html"`.

1. Recognise: an address put together in a script, and the number of pages said in the script or in print.
2. Paging: every number up to that; where the number is not said and the script asks for JSON, on from the first page
   for as long as the answers hold links.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from crawler.extraction.listing import extract_links, is_data
from crawler.extraction.tree import Parsed
from spiders.cms.concatenated import PAGE_NAMES, Numbered, numbered_addresses
from spiders.cms.family import PAGES_AT_MOST, Family, Lead

_FILE = re.compile(
    r"""["'](?P<stem>[\w\-./]*[A-Za-z]\w*[_\-])["']\s*\+\s*[\w.()+\- ]+?\s*\+\s*["'](?P<ending>\.\w{3,5})["']"""
)
_BEFORE_NUMBER = ('_"', "_'", '-"', "-'")
_ANSWERED = re.compile(rf"(?P<stem>.*[?&]{PAGE_NAMES}=)(?P<page>\d{{1,5}})(?P<rest>&.*)?$", re.I)
_COUNT = re.compile(
    r"""\b(?:count_?page|page_?count|total_?pages?|pages_?total|max_?page|page_?total)["']?\s*[:=]\s*(?:parseInt\()?\s*["']?(\d{1,5})""",
    re.I,
)
_PRINTED = re.compile(r"共\s*(?:<[^>]+>)*\s*(\d{1,5})\s*(?:<[^>]+>)*\s*页|\b1\s*/\s*(\d{1,5})\s*页")


class Scripted(Family):
    """Paging by a script of the portal's own."""

    name = "scripted"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the numbered pages of the list."""
        text = parsed.text
        if is_data(parsed):
            answered = _ANSWERED.match(parsed.base_url)
            if answered and extract_links(parsed):
                yield Lead(f"{answered['stem']}{int(answered['page']) + 1}{answered['rest'] or ''}")
            return
        scripts = parsed.scripts
        file = _file(scripts)
        addresses = [file] if file is not None else list(numbered_addresses(scripts))
        if not addresses or "createPageHTML" in text:
            return
        said = _COUNT.search(scripts)
        printed = _PRINTED.search(text)
        count = int(said[1]) if said else int(printed[1] or printed[2]) if printed else 0
        if count < 2 and file is not None and not file.after.startswith(".json"):
            return
        for address in addresses:
            for number in range(1, min(max(count, 1), PAGES_AT_MOST) + 1):
                is_first = count < 2 or (number == 1 and address.after.startswith(".json"))
                yield Lead(urljoin(parsed.base_url, address.page(number)), is_first=is_first)


def _file(scripts: str) -> Numbered | None:
    """Return the numbered file that a page's scripts put together."""
    file = _FILE.search(scripts) if any(mark in scripts for mark in _BEFORE_NUMBER) else None
    return Numbered(file["stem"], file["ending"]) if file else None
