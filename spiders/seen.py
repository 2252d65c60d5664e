"""What a crawl needs of a page: read in one go, and plain enough to come from another process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.items import Article, Layout, Link, Page
from crawler.reading import json_of, read, with_index_texts
from spiders.cms.family import Family, Lead
from spiders.cms.files import files_of
from spiders.cms.rolled import Rolled


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as read: `extracted` is its article JSON, `leads` what publishing systems find in its scripts.

    `files` are the addresses of scripts that a page which is no article loads.
    """

    article: Article
    state: str | None
    title: str
    links: Sequence[Link]
    leads: Sequence[Lead]
    extracted: dict[str, Any]
    files: Sequence[str] = ()

    def joined(self, article: Article) -> dict[str, Any]:
        """Return the article JSON of an article whose first page this is."""
        return with_index_texts(json_of(article, self.state, self.title, None))


def see(page: Page, layouts: Sequence[Layout], families: Sequence[Family] = ()) -> Seen:
    """Read a page with status 200 and find where it leads. Never raises."""
    reading = read(page, layouts)
    leads: list[Lead] = []
    known: set[str] = set()  # scripts that a system knows as its lists
    for family in families:
        found = list(family.more(reading.parsed))
        leads += found
        if not isinstance(family, Rolled):
            known.update(lead.url for lead in found)
    extracted = with_index_texts(reading.as_json())
    files: list[str] = []
    if families and reading.article.page_kind != "article" and reading.state is None:
        files = [url for url in files_of(reading.parsed) if url not in known]
    return Seen(reading.article, reading.state, reading.title, reading.links, leads, extracted, files)
