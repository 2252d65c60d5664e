"""One reading of a page for the crawl, for a rebuild and for `extract`: parsed once, read by the extraction engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, get_args
from urllib.parse import urlsplit

from archive.entries import texts_of
from archive.items import StoredCapture
from crawler.addresses import url_key
from crawler.extraction.article import article_from, best_reading, join_parts
from crawler.extraction.canonical import canonical_url
from crawler.extraction.characters import comparable
from crawler.extraction.encoding import decode
from crawler.extraction.listed import days_listed
from crawler.extraction.listing import extract_links
from crawler.extraction.overrides import layout_for, override
from crawler.extraction.parts import further_pages, number_beside, number_of
from crawler.extraction.state import page_state
from crawler.extraction.tree import Parsed, parse, text_of
from crawler.items import Article, Asked, Layout, Link, Page, Role

LARGEST_PAGE = 20 * 1024 * 1024  # bytes, as sent and once more when unpacked
PARTS_AT_MOST = 60  # pages of an article
_FEW_WORDS = 1000  # characters
MIME_OF_ARTICLE = "application/vnd.dangjian.article+json"
_TEXTS = (
    "canonical_url",
    "portal",
    "kicker",
    "headline",
    "deck",
    "byline",
    "source",
    "source_url",
    "published_at",
    "body",
)
_LISTS = ("credits", "breadcrumb", "crossheads", "images", "attachments", "keywords")
# Possessive: each of many comments could end where any later one does, and what follows be tried for all of them.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|(?><!--.*?-->)|<\?xml[^>]*>)*+<(?:!doctype\s+html|html|head|body|meta|title"
    rb"|urlset|sitemapindex|rss|feed)\b",
    re.I | re.S,
)
_DATA = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"\w+\"\s*:|\[\s*\{\s*\")")
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|(?><\?.*?\?>)|(?><!--.*?-->))*+<(?P<name>[a-z][\w:]*)[\s>]", re.S)
# An object or a list, alone or as JSONP.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?(?:[\w$.]+\()?\s*([{\[].*[}\]])\s*(?:\)\s*;?)?", re.S)
# Between what a page is called and where it stands: 要闻_秦川党建网.
TITLE_PARTS = re.compile(r"[-_|｜—–·]+|--|>>|\s{2,}")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:\d\d|Z)?)?$")


@dataclass(frozen=True)
class Reading:
    """A page as read: `state` is `missing` (a soft 404), `blocked` or None."""

    parsed: Parsed
    article: Article
    state: str | None
    asked: Asked = field(default_factory=Asked)

    @cached_property
    def links(self) -> list[Link]:
        """Where the page leads."""
        return extract_links(self.parsed)

    @property
    def title(self) -> str:
        """The page's own title."""
        return self.parsed.title

    @property
    def text(self) -> str | None:
        """The text of a page that is no article."""
        if self.article.page_kind == "article":
            return None
        if self.parsed.tree is not None:
            return text_of(self.parsed.tree)
        # A few words without a tag: what a program says that fails.
        return self.parsed.text if len(self.parsed.text) <= _FEW_WORDS else ""

    def as_json(self) -> dict[str, Any]:
        """Return the article JSON with `page_state` and the page's own title, of a list with the days it prints."""
        found = json_of(self.article, self.state, self.title, self.text)
        is_list = self.state is None and self.article.page_kind != "article"
        if is_list and (days := days_listed(self.parsed, self.asked)):
            found["listed"] = days
        if self.asked.again:
            found["looked_again"] = True
        return found


def json_of(article: Article, state: str | None, title: str, text: str | None) -> dict[str, Any]:
    """Return the article JSON with `page_state` and the page's own title, and `text` of what is no article.

    A further page of an article says nothing for itself: it is read with the first.
    """
    if article.part_of is not None:
        return unread(article.url)
    found = {**article.to_json(), "page_state": state, "page_title": title}
    if url_key(article.url) != url_key(article.canonical_url):
        found["copy"] = canonical_url(article.url)
    return found if text is None else {**found, "page_text": text}


def with_index_texts(extracted: dict[str, Any]) -> dict[str, Any]:
    """Return article JSON with its text already split for the index, so that whoever writes the rows need not."""
    return {**extracted, "index_texts": texts_of(extracted)} if extracted.get("page_kind") == "article" else extracted


def read(page: Page, layouts: Sequence[Layout] = ()) -> Reading:
    """Read a page with status 200, with the layouts of its portal. Never raises."""
    parsed = parse(page)
    state = page_state(parsed, page.status)
    article = article_of(page, parsed, layouts)
    if state is not None:
        article = Article(url=article.url, canonical_url=article.canonical_url)
    elif page.asked.alone:
        article = article.but(part_of=None)
    return Reading(parsed, article, state, page.asked)


def article_of(page: Page, parsed: Parsed, layouts: Sequence[Layout] = ()) -> Article:
    """Return what a parsed page says: the engine's reading, with the fields that the portal's layout overrides."""
    found = best_reading(parsed)
    article = article_from(parsed, found)
    if page.asked.part and article.page_kind == "other" and found is not None and found[1].evidence.total > 0:
        # What a frame shows has neither a headline nor a day.
        told = found[1].article
        article = article.but(body=told.body, images=told.images, attachments=told.attachments)
    layout = layout_for(layouts, page.url, page.fetched_at)
    if layout is None:
        return article
    if found is None or article.page_kind == "article":
        return override(article, parsed, layout)
    # What the engine takes for no article is one where the layout finds headline and body; the rest it has read too.
    known_better = override(found[1].article.but(page_kind=article.page_kind), parsed, layout)
    return known_better if known_better.page_kind == "article" else article


def is_packed(url: str) -> bool:
    """Whether an address is a packed sitemap's: nothing else that ends so is asked for."""
    return urlsplit(url).path.endswith(".gz")


def read_packed(url: str) -> dict[str, Any]:
    """Return what is known of a packed sitemap: a list, to be asked for again like every list."""
    return {**unread(url), "page_kind": "listing"}


def unread(url: str) -> dict[str, Any]:
    """Return what is known of an address whose answer is no page: a redirect, an error."""
    return {"url": url, "canonical_url": canonical_url(url), "page_kind": None, "page_state": None}


def checked_article(value: Any) -> dict[str, Any]:
    """Return an article made elsewhere in the shape of the article JSON. Raises ValueError for what is none."""
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    for name in ("url", "headline"):
        if not isinstance(value.get(name), str) or not value[name].strip():
            raise ValueError(f"no {name}")
    for name in _TEXTS:
        if value.get(name) is not None and not isinstance(value[name], str):
            raise ValueError(f"{name} is no text")
    if value.get("published_at") and not _is_time(value["published_at"]):
        raise ValueError(f"published_at {value['published_at']!r} is not like 2020-03-13 or 2020-03-13T10:35:00+08:00")
    for name in _LISTS:
        if not isinstance(value.get(name) or [], list):
            raise ValueError(f"{name} is no list")
    for credit in value.get("credits") or []:
        if not isinstance(credit, dict) or credit.get("role") not in get_args(Role):
            raise ValueError("a credit has no known role")
    for name in ("images", "attachments"):
        if not all(isinstance(item, dict) and isinstance(item.get("url"), str) for item in value.get(name) or []):
            raise ValueError(f"one of the {name} has no url")
    return {**value, "canonical_url": canonical_url(value.get("canonical_url") or value["url"]), "copy": None}


def _is_time(said: str) -> bool:
    """Whether a text is a day or a moment that there is."""
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return _DATE.match(said) is not None


def imported(stored: StoredCapture) -> dict[str, Any]:
    """Return the article that an import stored, as it was read then."""
    return {**json.loads(stored.body), "page_kind": "article"}


def may_be_page(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a response may be a page: by its header text, or nothing said; or a page or data by its first bytes."""
    mime = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not mime or mime.startswith("text/") or any(part in mime for part in ("html", "xml", "json", "javascript")):
        return True
    return bool(_HTML.match(body[:2048]) or _DATA.match(body[:64]))


def is_markup(headers: Mapping[str, str]) -> bool:
    """Whether a response by its header is HTML, which a browser would render; nothing said counts as HTML."""
    mime = headers.get("content-type", "").partition(";")[0].strip().lower()
    return mime in ("", "text/html", "application/xhtml+xml")


def is_shell(status: int | None, headers: Mapping[str, str]) -> bool:
    """Whether a response of a portal that is rendered is what a browser renders: the rendered page is read instead."""
    return status == 200 and is_markup(headers)


def is_whole(body: bytes) -> bool:
    """Whether a page that came shorter than announced is whole all the same: servers announce wrong lengths."""
    # Of two bytes a character in UTF-16, one is nothing.
    if b"</html>" in body[-4096:].replace(b"\0", b"")[-2048:].lower():
        return True
    text = body.strip()
    if data := _JSON.fullmatch(text):
        try:
            json.loads(decode(data[1], {}).text)
        except ValueError:
            return False
        return True
    root = _ROOT.match(text)
    return root is not None and text.endswith(b"</" + root["name"] + b">")


def lacks_end(body: bytes) -> bool:
    """Whether a page does not close what it opens, as one that broke off does and those of careless hands."""
    return _HTML.match(body[:2048]) is not None and not is_whole(body)


def breaks_off(body: bytes) -> bool:
    """Whether a page whose length nobody announced ends in the midst of a text or a tag."""
    return not body.rstrip().endswith(b">") and lacks_end(body)


def read_stored(
    stored: StoredCapture,
    other: Callable[[str], StoredCapture | None] = lambda url: None,
    layouts: Sequence[Layout] = (),
) -> dict[str, Any]:
    """Read a stored response as the crawl read it, with the layouts of its portal.

    `other` finds the captures of an article's further pages.
    """
    whole = not stored.cut or is_whole(stored.body)
    answered = stored.status == 200 or stored.rendered
    if not stored.body or len(stored.body) > LARGEST_PAGE or not answered or not whole:
        return unread(stored.url)
    if is_packed(stored.url):
        return read_packed(stored.url)
    if not may_be_page(stored.headers, stored.body):
        return unread(stored.url)
    reading = read(page_of(stored), layouts)
    article = reading.article
    parts: list[Article] = []
    asked = list(article.part_urls)
    for url in asked:
        if (part := other(url)) is not None:
            further = read(page_of(part), layouts)
            if further.state is not None:
                continue
            if is_another(article, further.article):
                article = without_part(article, url)
                continue
            parts.append(further.article)
            asked += parts_named(article, further.links, asked)
    if not asked:
        return reading.as_json()
    joined = Reading(reading.parsed, join_parts([article, *parts]), reading.state).as_json()
    return {**joined, "lacks_parts": True} if lacks_parts(article, parts) else joined


def lacks_parts(first: Article, parts: Sequence[Article]) -> bool:
    """Whether pages of an article that its first page names could not be had."""
    return len(parts) < len(first.part_urls)


def is_another(first: Article, further: Article) -> bool:
    """Whether what an article's first page seems to go on on is another story, with a headline and a time of its own.

    Of neighbours that are numbered one after the other, 上一页 and 下一页 may be what leads to them.
    """
    headline, own = comparable(further.headline or ""), comparable(first.headline or "")
    if not (headline and own and further.body and first.published_at and further.published_at):
        return False
    return headline not in own and own not in headline


def without_part(first: Article, url: str) -> Article:
    """Return an article without a further page that is none."""
    return first.but(part_urls=tuple(other for other in first.part_urls if other != url))


def parts_named(first: Article, links: Iterable[Link], known: Sequence[str]) -> list[str]:
    """Return the pages of an article that only the `links` of a further page name: those after all that are `known`."""
    whole = first.canonical_url
    last = max((number_of(url, whole) or number_beside(url, whole) or 0 for url in known), default=0)
    named = further_pages(whole, ((link.url, link.text) for link in links))
    return [url for number, url in named.items() if last < number <= PARTS_AT_MOST]


def page_of(stored: StoredCapture) -> Page:
    """Return a stored response as a page."""
    asked = Asked.written(stored.asked)
    return Page(stored.url, stored.body, stored.status or 200, stored.headers, stored.fetched_at, asked)
