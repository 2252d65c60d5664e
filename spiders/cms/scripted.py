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

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead

_FILE = re.compile(
    r"""["'](?P<stem>[\w\-./]*[A-Za-z]\w*[_\-])["']\s*\+\s*[\w.()+\- ]+?\s*\+\s*["'](?P<ending>\.\w{3,5})["']"""
)
_BEFORE_NUMBER = ('_"', "_'", '-"', "-'")
_NUMBER = r"(?:page|p|pn|pageno|pageindex|pagenum|currentpage|curpage|currpage|page_?no)"
# Where an address goes on with a variable, and what may stand before that.
_GOES_ON = re.compile(r"""=(?:["'`]\s*\+|\$\{)""")
_PARAMETER = re.compile(rf"""["'`](?P<stem>[^"'`\s<>$]*[?&]{_NUMBER}=)$""", re.I)
_ANSWERED = re.compile(rf"(?P<stem>.*[?&]{_NUMBER}=)(?P<page>\d{{1,5}})(?P<rest>&.*)?$", re.I)
_COUNT = re.compile(
    r"""\b(?:count_?page|page_?count|total_?pages?|pages_?total|max_?page|page_?total)["']?\s*[:=]\s*(?:parseInt\()?\s*["']?(\d{1,5})""",
    re.I,
)
_PRINTED = re.compile(r"共\s*(?:<[^>]+>)*\s*(\d{1,5})\s*(?:<[^>]+>)*\s*页|\b1\s*/\s*(\d{1,5})\s*页")
LONGEST = 300  # characters of an address


class Scripted(Family):
    """Paging by a script of the portal's own."""

    name = "scripted"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the numbered pages of the list."""
        text = parsed.text
        if "json" in parsed.mime:
            answered = _ANSWERED.match(parsed.base_url)
            if answered and extract_links(parsed):
                yield Lead(f"{answered['stem']}{int(answered['page']) + 1}{answered['rest'] or ''}")
            return
        scripts = parsed.scripts
        address = _address(scripts)
        if address is None or "createPageHTML" in text:
            return
        said = _COUNT.search(scripts)
        printed = _PRINTED.search(text)
        count = int(said[1]) if said else int(printed[1] or printed[2]) if printed else 0
        ending = address.groupdict().get("ending") or ""
        if count < 2:
            if ending:
                return
            count = 1
        for number in range(1, min(count, PAGES_AT_MOST) + 1):
            yield Lead(urljoin(parsed.base_url, f"{address['stem']}{number}{ending}"))


def _address(scripts: str) -> re.Match[str] | None:
    """Return the address that a page's scripts put together: its `stem`, and of a file its `ending`."""
    if any(mark in scripts for mark in _BEFORE_NUMBER) and (file := _FILE.search(scripts)):
        return file
    for place in _GOES_ON.finditer(scripts):
        end = place.start() + 1
        if parameter := _PARAMETER.search(scripts, max(0, end - LONGEST), end):
            return parameter
    return None
