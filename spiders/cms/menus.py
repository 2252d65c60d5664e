"""Menus that a script makes: `document.write('<li><a href="/jcdj/">基层党建</a></li>')`, or by calls.

1. Recognise: a label of Chinese words beside an address, in one call, list, object or text, and another such:
   `add(1, 0, '基层党建', '/jcdj/')`, `{name: '基层党建', url: '/jcdj/'}`, `item("text=基层党建;url=jcdj.asp")`.
2. Paging: each is a column, by a file that a page loads as well.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.addresses import url_date
from crawler.extraction.encoding import decode
from crawler.extraction.listing import PAGE_FILE, extract_links, is_data
from crawler.extraction.tree import Parsed, parse
from crawler.items import Link, Page
from spiders.cms.family import Family, Lead
from spiders.cms.files import LARGEST
from spiders.cms.places import resolved

_FEWEST = 2  # a library tries what a browser makes of one link
_MOST = 300  # columns; what names more is data
_TEXT = re.compile(r""""(?P<double>[^"\n\\]{0,300})"|'(?P<single>[^'\n\\]{0,300})'""")
_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST_LABEL = 20  # characters
_ADDRESS = re.compile(
    rf"(?:https?://[\w.\-]+)?(?:\.{{0,2}}/[\w\-./~]*/|/[\w\-]+)?(?:\?[\w=&%.\-]+)?|[\w\-./:]*\w{PAGE_FILE}",
    re.ASCII | re.I,
)
# What stands between two texts of one thing: in one call, one list, one object.
_APART = re.compile(r"[()\[\]{};]")
_FIELD = re.compile(r"(?:^|;)\s*(?P<name>text|name|title|url|href|link)\s*=\s*(?P<said>[^;]*)", re.I)
_NAMES = ("text", "name", "title")
# Addresses in a script that are not read as links already: of folders, and within a text.
_UNREAD = re.compile(r"""["'](?:https?:/)?/[\w\-./~]{1,100}/["']|;url=""", re.ASCII)


class Menus(Family):
    """Menus that a script of the page makes by calls."""

    name = "menus"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the columns that the page's own scripts name."""
        scripts = parsed.scripts
        # Most pages are told by their text, where that takes a fraction of the time.
        if not ('/"' in scripts or "/'" in scripts or ";url=" in scripts):
            return
        if _UNREAD.search(scripts) is not None and not is_data(parsed):
            found = {url: by_field for url, _, by_field in _told(scripts)}
            for url, by_field in found.items() if _FEWEST <= len(found) <= _MOST else ():
                # Files are read as links, and a folder with a day in its address is a story's.
                if (url.endswith("/") and not url_date(url)) or by_field:
                    yield Lead(resolved(parsed.base_url, url), is_first=True)


def links_written(page: Page, against: str) -> list[Link]:
    """Return the links with words that a script makes, as they are read on the page at the address `against`."""
    if len(page.body) > LARGEST:
        return []
    links: list[Link] = []
    if b"<a" in page.body or b"<A" in page.body:
        links = [link for link in extract_links(parse(page), against) if link.text]
    if len(links) < _FEWEST:
        text = decode(page.body, page.headers).text.replace("\\/", "/")
        links = list(
            {(link := Link(resolved(against, url), label)).url: link for url, label, _ in _told(text)}.values()
        )
    return links if len(links) >= _FEWEST else []


def _told(script: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the addresses that a script names beside a label, the label, and whether both are fields of one text.

    Else they stand in one call, list or object.
    """
    address = label = ""
    end = 0
    for match in _TEXT.finditer(script):
        said = (match["double"] or match["single"] or "").strip()
        if _APART.search(script, end, match.start()):
            address = label = ""
        end = match.end()
        if "=" in said and (fields := {one["name"].lower(): one["said"].strip() for one in _FIELD.finditer(said)}):
            words = next((fields[name] for name in _NAMES if name in fields), "")
            place = next((said for name, said in fields.items() if name not in _NAMES), "")
            if _is_label(words) and _is_address(place):
                yield place, words, True
            continue
        address, label = (said if _is_address(said) else address), (said if _is_label(said) else label)
        if address and label:
            yield address, label, False
            address = label = ""


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and len(_HAN.findall(text)) > 1


def _is_address(text: str) -> bool:
    return len(text) > 1 and _ADDRESS.fullmatch(text) is not None
