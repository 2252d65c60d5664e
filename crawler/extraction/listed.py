"""The days that a list prints beside its stories, for those that print none themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.extraction.canonical import canonical_url
from crawler.extraction.characters import squeeze
from crawler.extraction.labels import TODAY
from crawler.extraction.listing import DAY, iso_day
from crawler.extraction.tree import Node, Parsed, shortly, text_of

# A day alone in an element: [2024-03-05], with its hour perhaps.
_ALONE = re.compile(rf"[\[(（【]?\s*{DAY.pattern}日?(?:\s+\d\d?:\d\d(?::\d\d)?)?\s*[\])）】]?")
_SHORTEST_TITLE = 6  # characters
_WIDEST_ROW = 400  # characters
_ROW_WITHIN = 3  # elements around a link


def days_listed(parsed: Parsed) -> dict[str, str]:
    """Return the day (`YYYY-MM-DD`) beside each story of a list on its own host, by canonical address.

    Only what a row of one story and one day says counts: the day at a page's head is no story's. Of two days for one
    story it is the earlier.
    """
    days: dict[str, str] = {}
    if parsed.tree is None:
        return days
    host = _host(parsed.url)
    rows: dict[Node, str | None] = {}
    for node in parsed.tree.iter("a"):
        day = _day_of(node, rows) if node.get("href") else None
        url = parsed.absolute(node.get("href")) if day is not None else None
        if day is None or url is None or _host(url) != host:
            continue
        address = canonical_url(url)
        days[address] = min(days.get(address, day), day)
    return days


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _day_of(link: Node, rows: dict[Node, str | None]) -> str | None:
    """Return the day that the row of a link has for its story, or None; `rows` keeps what stands around links."""
    title = shortly(link, _WIDEST_ROW)
    if title is None or len(squeeze(title)) < _SHORTEST_TITLE:
        return None
    inside = {day for node in link.iterdescendants() if not len(node) and (day := _alone(node.text)) is not None}
    if inside:
        return inside.pop() if len(inside) == 1 else None
    for around in _around(link):
        if around not in rows:
            rows[around] = _row(around)
        if (text := rows[around]) is None:
            return None
        # A day in the title tells what the story is about.
        beside = {iso_day(match) for match in DAY.finditer(text.replace(title, " ", 1))}
        if beside:
            return beside.pop() if len(beside) == 1 and not TODAY.search(text) else None
    return None


def _around(link: Node) -> Iterator[Node]:
    node = link.getparent()
    for _ in range(_ROW_WITHIN):
        if node is None:
            return
        yield node
        node = node.getparent()


def _row(node: Node) -> str | None:
    """Return the text of an element that is the row of one story, or None."""
    text = shortly(node, _WIDEST_ROW)
    if text is None:
        return None
    stories = {link.get("href") for link in node.iter("a") if len(squeeze(text_of(link))) >= _SHORTEST_TITLE}
    return text if len(stories) == 1 else None


def _alone(text: str | None) -> str | None:
    match = _ALONE.fullmatch(text.strip()) if text else None
    return iso_day(match) if match else None
