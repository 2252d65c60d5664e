"""What a crawl needs of a page: read in one go, and plain enough to come from another process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.addresses import host_of
from crawler.extraction.kinds import INDEX_URL
from crawler.extraction.listing import LINKS_AT_MOST, extract_links, is_data, is_piece, is_xml
from crawler.extraction.made import fitted
from crawler.extraction.tree import TAGS_AT_MOST
from crawler.items import Article, Asked, Form, Layout, Link, Page
from crawler.reading import Reading, json_of, read, with_index_texts
from spiders.cms.asked import next_of
from spiders.cms.days import issues_in
from spiders.cms.family import Family, Lead
from spiders.cms.files import files_of
from spiders.cms.framed import framed_in
from spiders.cms.named import of_articles, rows_in
from spiders.cms.opened import clicked_in
from spiders.cms.rolled import Rolled
from spiders.cms.turned import turned


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as read: `extracted` is its article JSON, `leads` what publishing systems find in its scripts.

    `files` are the addresses of scripts that a page which is no article loads, `base` is what its links are read
    against. `otherwise` has links of data as they are read against the address of the data itself, `made` are those put
    together of the fields of its rows. `is_data` tells an answer of a script from a page. `failed` says what went wrong
    where some of that could not be found.
    """

    article: Article
    state: str | None
    title: str
    links: Sequence[Link]
    leads: Sequence[Lead]
    extracted: dict[str, Any]
    files: Sequence[str] = ()
    base: str = ""
    otherwise: Mapping[str, str] = field(default_factory=dict)
    made: Set[str] = frozenset()
    is_data: bool = False
    failed: str = ""

    def joined(self, article: Article) -> dict[str, Any]:
        """Return the article JSON of an article whose first page this is."""
        return with_index_texts(json_of(article, self.state, self.title, None))


def see(page: Page, layouts: Sequence[Layout], families: Sequence[Family] = ()) -> Seen:
    """Read a page with status 200 and find where it leads. Never raises.

    Where it is data or a piece of a page, its links stand on the page that it was asked by and are read against it.
    """
    reading = read(page, layouts)
    is_cut = reading.parsed.is_cut and not is_xml(reading.parsed)
    failed = f"more than {TAGS_AT_MOST:,} tags" if is_cut else ""
    try:
        links, otherwise, made, leads = _rows_of(reading, page.asked)
    except Exception as error:  # what a page says is kept, whatever its rows are
        failed = failed or f"rows: {error!r}"
        links, otherwise, made, leads = reading.links, {}, [], []
    if len(links) >= LINKS_AT_MOST:
        failed = failed or f"{LINKS_AT_MOST:,} addresses and more"
    known: set[str] = set()  # scripts that a system knows as its lists
    is_article = reading.article.page_kind == "article"
    for family in families if not _is_story(reading, page) else ():
        try:
            found = list(family.more(reading.parsed))
        except Exception as error:  # the other systems' lists are found all the same
            failed = failed or f"{family.name}: {error!r}"
            continue
        leads += found
        if not isinstance(family, Rolled):
            known.update(lead.url for lead in found)
    # A script may write what is no address: http://[[host]]/.
    leads, made = (
        _with_rows([lead for lead in leads if host_of(lead.url)]),
        [link for link in made if host_of(link.url)],
    )
    extracted = with_index_texts(reading.as_json())
    files: list[str] = []
    if families and not is_article and reading.state is None:
        files = [url for url in files_of(reading.parsed) if url not in known]
        leads += [lead for lead in framed_in(reading.parsed) if host_of(lead.url)]
    return Seen(
        *(reading.article, reading.state, reading.title, [*links, *made], leads, extracted),
        *(files, reading.parsed.base_url, otherwise, frozenset(link.url for link in made)),
        *(is_data(reading.parsed), failed),
    )


def _with_rows(leads: list[Lead]) -> list[Lead]:
    """Return leads, those that say nothing of their rows with what the others do that ask the same script.

    What says how many pages there are need not know what becomes of their rows.
    """
    told: dict[str, set[tuple[Form, ...]]] = {}
    for lead in leads:
        if lead.rows and (rows := of_articles(lead.rows)):
            told.setdefault(lead.url.partition("?")[0], set()).add(tuple(rows))
    found = []
    for lead in leads:
        rows_told = told.get(lead.url.partition("?")[0], set())
        if not lead.rows and lead.mark is None and len(rows_told) == 1:
            lead = replace(lead, rows=next(iter(rows_told)))
        found.append(lead)
    return found


def with_rows_of(leads: Sequence[Lead], others: Sequence[Lead]) -> list[Lead]:
    """Return a page's leads with the `others` that it has by its files, which know more of what becomes of rows.

    A page asks for its list itself, and a script in a file draws the rows.
    """
    told = {(lead.url, lead.mark): lead for lead in reversed(others) if lead.rows}
    return [*(told.get((lead.url, lead.mark), lead) for lead in leads), *others]


def _is_story(reading: Reading, page: Page) -> bool:
    """Whether a page is an article and no list: one misread as an article hardly ever tells one day.

    What its scripts show beside the text stands on the lists as well. An answer was asked for as a list, and a column's
    page may tell its first story whole.
    """
    article = reading.article
    dated = article.page_kind == "article" and article.published_at is not None
    of_a_list = page.asked.by is not None or is_data(reading.parsed) or INDEX_URL.search(page.url) is not None
    return dated and not of_a_list


def _rows_of(reading: Reading, asked: Asked) -> tuple[Sequence[Link], dict[str, str], list[Link], list[Lead]]:
    """Return a page's links and what they are otherwise, and those and the leads that are made of its rows."""
    links: Sequence[Link] = reading.links
    rows: Sequence[Form] = asked.rows
    otherwise: dict[str, str] = {}
    if asked.by is not None and (is_data(reading.parsed) or is_piece(reading.parsed)):
        links, otherwise = _read_against(reading, asked.by)
    made: list[Link] = []
    leads: list[Lead] = []
    learnt: tuple[Form, ...] = ()
    if rows and (is_data(reading.parsed) or is_xml(reading.parsed)):
        forms = fitted(reading.parsed, rows)
        learnt, rows = (of_articles(forms) if any(form.ends for form in rows) else ()), forms
        made, leads = rows_in(reading.parsed, rows)
        leads += issues_in(reading.parsed, rows)
    if rows and reading.article.page_kind != "article":
        made += [Link(url) for url in clicked_in(reading.parsed.text, rows)]
    leads += turned(reading.parsed, rows) if rows and (made or links) else ()
    leads += (replace(lead, rows=learnt) for lead in next_of(reading.parsed, holds_links=True)) if made else ()
    if is_data(reading.parsed) and (onwards := {lead.url for lead in leads}):
        # What comes after an answer is asked for as that, though its address stands among the rows.
        links = [link for link in links if link.url not in onwards]
    return links, otherwise, made, leads


def _read_against(reading: Reading, address: str) -> tuple[list[Link], dict[str, str]]:
    """Return the links of data read against an address, and those among them that its own address makes others of."""
    links = extract_links(reading.parsed, address)
    here, there = ({link.url for link in found} for found in (links, reading.links))
    moved = [link.url for link in links if link.url not in there]
    unmoved = [link.url for link in reading.links if link.url not in here]
    return links, dict(zip(moved, unmoved, strict=True)) if len(moved) == len(unmoved) else {}
