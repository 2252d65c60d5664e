"""What links and leads are to a crawl: what each is known by, whose rows they are, and whether a list goes on there."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from crawler.addresses import url_key
from crawler.extraction.listing import is_paging
from crawler.extraction.parts import may_be_part
from crawler.items import Link
from crawler.reading import TITLE_PARTS
from spiders.cms.family import Lead
from spiders.cms.named import of_articles
from spiders.seen import Seen
from spiders.sisters import names_a_story
from spiders.steps import Answer

SECTION_AT_MOST = 40  # characters
_TITLE = 6  # characters, of the shortest
_MORE = re.compile(r"更多|查看全部|\bmore\b", re.I)


def is_of_a_row(link: Link, seen: Seen) -> bool:
    """Whether a list's link is that of a row with a title, in a page or in data."""
    return seen.is_data or link.url in seen.made or (len(link.text) >= _TITLE and names_a_story(link))


def alone(url: str) -> dict[str, bool]:
    """Return what a request for a story is known by whose address might be that of a further page of another."""
    return {"alone": True} if may_be_part(url) else {}


def section_of(seen: Seen) -> str:
    """Return the name of a list's section (栏目) by the title of its page, or nothing."""
    return TITLE_PARTS.split(seen.title)[0].strip()[:SECTION_AT_MOST]


def former_links(answer: Answer, before: Seen | None, now: Seen) -> set[str]:
    """Return the addresses that stood on a page the last time; of one that was not compared no link is new."""
    if answer.last is None and not answer.known:
        return set()
    compared = before is not None and not is_article(before) and not is_article(now)
    return {link.url for link in (before if before is not None and compared else now).links}


def goes_on(link: Link) -> bool:
    """Whether a link leads from a list to more of it."""
    return is_paging(link) or _MORE.search(link.text) is not None


def is_article(seen: Seen) -> bool:
    return seen.article.page_kind == "article"


def key_of(lead: Lead) -> str:
    """Return what two leads to one page have in common."""
    return url_key(lead.url) if lead.mark is None else f"{url_key(lead.url)} {lead.mark}"


def asked_by(answer: Answer, seen: Seen, lead: Lead) -> dict[str, str]:
    """Return the page whose script asks for a lead, where a relative link in the answer means another address."""
    by = answer.asked.by or seen.base
    return {"by": by} if urljoin(by, ".") != urljoin(lead.url, ".") else {}


def with_rows(answer: Answer, lead: Lead) -> Lead:
    """Return a lead whose rows lead where those of the answer do that led to it, if it says nothing else."""
    return lead if lead.rows or not answer.asked.rows else replace(lead, rows=of_articles(answer.asked.rows))
