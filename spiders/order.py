"""On which page of a list new stories come: not the first where that holds what is pinned, or where the oldest lead.

Told by the days of the rows as each page was stored last: where a further page has newer stories than the page before
it ends with, and than most of it, that is the one to ask for. Rows that stand on both, as in a sidebar, say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from crawler.addresses import url_key
from crawler.extraction.listing import is_paging
from crawler.items import Asked, Layout, Link
from crawler.memory import Memory
from spiders.cms.family import Family, Lead
from spiders.seen import Seen, see

PAGES_AT_MOST = 100  # stored pages that are read on the way from the first
_RUN = 3  # rows one after the other: one alone may be out of place, but the last
_ROWS = 3  # rows that a page must have to say anything


def where_news_comes(
    seen: Seen,
    further: Sequence[Lead],
    memory: Memory,
    layouts: Sequence[Layout],
    families: Sequence[Family],
    asked: Asked,
) -> list[Lead]:
    """Return which of a list's further pages, known and not due, to ask for though its first has not changed.

    Of each page only the next one and the last one that it names are read, as they are stored. What was empty
    behind the one that new stories come on is where they come when that is full.
    """
    here, found = seen, list[Lead]()
    tried: set[str] = set()
    for _ in range(PAGES_AT_MOST):
        ends = [lead for lead in _ends(further) if url_key(lead.url) not in tried]
        newest, then, page_then, best = "", None, None, None
        for lead in ends:
            tried.add(url_key(lead.url))
            page = memory.resting(lead.url, posted=lead.form is not None and lead.mark is None)
            if page is None or not page.body:
                continue
            there = see(replace(page, asked=asked), layouts)
            if found and not there.links:
                return [*found, lead]
            day = _newer(here.links, there.links, memory.days)
            if day > newest:
                newest, then, page_then, best = day, there, page, lead
        if then is None or page_then is None or best is None:
            break
        here, found = then, [best]
        further = [Lead(link.url) for link in then.links if is_paging(link)]
        if not further:
            leads = see(replace(page_then, asked=asked), layouts, families).leads
            further = [lead for lead in leads if not lead.is_first and lead.mark is None]
    return found


def _ends(leads: Sequence[Lead]) -> Iterable[Lead]:
    """Return the first and the last of some leads, each once; a pager may stand twice on its page."""
    once = list({url_key(lead.url): lead for lead in reversed(leads)}.values())[::-1]
    return once if len(once) < 3 else (once[0], once[-1])


def _newer(here: Sequence[Link], there: Sequence[Link], days: Callable[[Sequence[str]], dict[str, str]]) -> str:
    """Return the newest day of a further page that has newer rows than this one ends with; else nothing."""
    mine, other = (_undoubled(links) for links in (here, there))
    before = _days({key: link for key, link in mine.items() if key not in other}, days)
    behind = _days({key: link for key, link in other.items() if key not in mine}, days)
    if len(before) < _ROWS or not behind:
        return ""
    first = max(min(behind[at : at + _RUN]) for at in range(len(behind)))
    is_newer = max(before[-_RUN:]) < first and sum(day < first for day in before) * 2 > len(before)
    return max(behind) if is_newer else ""


def _undoubled(links: Sequence[Link]) -> dict[str, Link]:
    """Return links by their key: a picture of a story and its title lead to one address."""
    found: dict[str, Link] = {}
    for link in links:
        key = url_key(link.url)
        if key not in found or (link.date and not found[key].date):
            found[key] = link
    return found


def _days(links: dict[str, Link], days: Callable[[Sequence[str]], dict[str, str]]) -> list[str]:
    """Return the days of stories among some links, in their order: as printed beside them or as the archive knows."""
    dated = [link.date for link in links.values() if link.date]
    if dated:
        return dated
    known = days([link.url for link in links.values()])
    return [known[link.url] for link in links.values() if link.url in known]
