"""Menus that a script in a file writes into every page: `document.write('<li><a href="/jcdj/">基层党建</a></li>')`."""

from __future__ import annotations

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import parse
from crawler.items import Link, Page
from spiders.cms.files import LARGEST

_FEWEST = 2  # a library tries what a browser makes of one link


def links_written(page: Page, against: str) -> list[Link]:
    """Return the links with words that a script writes, as they are read on the page at the address `against`."""
    if len(page.body) > LARGEST or not (b"<a" in page.body or b"<A" in page.body):
        return []
    links = [link for link in extract_links(parse(page), against) if link.text]
    return links if len(links) >= _FEWEST else []
