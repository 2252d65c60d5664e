"""The spider all portals share: it walks every page of the portal's hosts and leaves the reading to extraction.

A portal's file names the portal and, where its home does not lead everywhere, further seeds:

    class SnDangjianSpider(PortalSpider):
        name = "sn_dangjian"
        portal = Portal(title="陕西党建网", home="http://www.sx-dj.gov.cn/", ...)

A field that the engine reads wrongly there stands in `layouts`; see `crawler.items.Layout`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import FormRequest, Request, Response
from scrapy.settings import BaseSettings

from crawler.addresses import Scope, host_of, is_private, url_key
from crawler.extraction.article import join_parts
from crawler.extraction.listing import extract_links, is_paging
from crawler.extraction.overrides import problem_of
from crawler.failures import explain
from crawler.items import Article, Attachment, Image, Layout, Page, PageRead, Portal
from crawler.reading import Reading, is_text, read
from spiders.budget import Budget
from spiders.cms import FAMILIES
from spiders.cms.family import Family, Lead

# Among pages equally far from the home, the lists come before the stories.
HOME, SEED, PAGING, OTHER, ARTICLE = 100, 90, 12, 11, 10


class PortalSpider(scrapy.Spider):
    """Walks one portal. Without a `name` it is a base for others, and `scrapy list` leaves it out."""

    portal: ClassVar[Portal]
    seeds: ClassVar[tuple[str, ...]] = ()
    families: ClassVar[tuple[Family, ...]] = FAMILIES
    layouts: ClassVar[tuple[Layout, ...]] = ()
    by_address: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Raise TypeError for a portal's class that lacks what it needs, when it is defined."""
        super().__init_subclass__(**kwargs)
        if problem := problem_of(cls.layouts):
            raise TypeError(f"{cls.__name__}: {problem}")
        if "name" not in cls.__dict__:
            return
        portal = getattr(cls, "portal", None)
        if not isinstance(portal, Portal):
            raise TypeError(f"{cls.__name__}: needs portal = Portal(title=..., home=...)")
        if urlsplit(portal.home).scheme not in ("http", "https"):
            raise TypeError(f"{cls.__name__}: home must be an address: {portal.home!r}")

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Have one page of a portal that is rendered under way at a time, with all that its scripts ask for."""
        super().update_settings(settings)
        if cls.portal.render or settings.getbool("DANGJIAN_RENDER"):
            settings.set("CONCURRENT_REQUESTS", 1, priority="spider")

    def __init__(self, *args: Any, since: str | None = None, assets: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since, self.assets = since, assets
        self.scope = Scope(self.portal.home, *self.seeds)
        self.budget = Budget()
        self.seen: set[str] = set()
        # Filled when the crawl opens: the articles that the archive knows of this portal.
        self.known_urls: list[str] = []
        self.known_assets: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make one, as Scrapy wants it; `crawl --render` has any portal rendered."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if crawler.settings.getbool("DANGJIAN_RENDER"):
            spider.portal = dataclasses.replace(spider.portal, render=True)  # type: ignore[misc]
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the home page, the seeds, and every article the archive knows."""
        yield self._request(self.portal.home, HOME, home=True)
        for seed in self.seeds:
            yield self._request(seed, SEED)
        for url in self.known_urls:
            yield self._request(url, ARTICLE)

    def _request(
        self, url: str, priority: int, *, home: bool = False, form: Mapping[str, str] | None = None
    ) -> Request:
        self.seen.add(url_key(url))
        meta = {"home": home, "form": form}
        return Request(url, self.parse, errback=self.parse_failure, priority=priority, meta=meta)

    def _lead(self, lead: Lead, priority: int) -> Request:
        if lead.mark is None:
            return self._request(lead.url, priority, form=lead.form)
        self.seen.add(_key(lead))
        return self._by_post(lead.url, lead.form or {})

    def parse(self, response: Response) -> Iterator[Any]:
        """Yield what the page says, and requests for where it leads."""
        capture, home = response.meta.get("capture"), response.meta["home"]
        form = response.meta["form"]
        if response.status != 200 or not is_text(_headers(response)):
            again = bool(form) and response.status in (400, 403, 404, 405, 500, 501)
            if again:
                yield self._by_post(response.url, form)
            else:
                self.budget.account(response.url, productive=False)
            yield PageRead(response.url, capture, home=home, asked_again=again)
            return
        reading = read(_page(response), self.layouts)
        if home:
            yield from self._accept([Lead(urljoin(response.url, "/sitemap.xml"))], SEED)
        if form and not extract_links(reading.parsed):
            yield self._by_post(response.url, form)
        if reading.article.part_urls:
            yield self._next_part(reading, capture, [], list(reading.article.part_urls))
        else:
            yield PageRead(response.url, capture, reading.as_json(), home=home)
        if self.assets and reading.state is None:
            yield from self._follow_assets(reading.article)
        if reading.state is None:
            yield from self._follow(response.url, reading)
        else:
            self.budget.account(response.url, productive=False)

    def _by_post(self, url: str, form: Mapping[str, str]) -> Request:
        """Return the same question by POST, for a data store that hears no other."""
        return FormRequest(
            url,
            formdata=dict(form),
            callback=self.parse,
            errback=self.parse_failure,
            priority=PAGING,
            meta={"home": False, "form": None},
        )

    def _follow(self, url: str, reading: Reading) -> Iterator[Request]:
        """Yield requests for the links of a page, those it writes and those its scripts would load."""
        self.seen.update(url_key(part) for part in reading.article.part_urls)
        fresh: list[Request] = []
        for link in extract_links(reading.parsed):
            if self.since and link.date and link.date < self.since:
                continue
            priority = PAGING if is_paging(link) else ARTICLE if link.date else OTHER
            fresh += self._accept([Lead(link.url)], priority)
        for family in self.families:
            fresh += self._accept(family.more(reading.parsed), PAGING)
        own = self.budget.pattern(url)
        elsewhere = any(self.budget.pattern(request.url) != own for request in fresh)
        self.budget.account(url, productive=reading.article.page_kind == "article" or elsewhere)
        yield from fresh

    def _follow_assets(self, article: Article) -> Iterator[Request]:
        """Yield requests for an article's pictures and attachments that the archive does not hold yet.

        They may stand on another host than the portal's, which is asked for nothing else.
        """
        assets: list[Image | Attachment] = [*article.images, *article.attachments]
        for url in (asset.url for asset in assets):
            if url in self.known_assets or not host_of(url) or (is_private(url) and not self.scope.contains(url)):
                continue
            self.known_assets.add(url)
            meta = {"asset": True}
            yield Request(url, self.parse_asset, errback=self.parse_failure, priority=ARTICLE, meta=meta)

    def parse_asset(self, response: Response) -> Iterator[PageRead]:
        """Yield that a picture or file is stored."""
        yield PageRead(response.url, response.meta.get("capture"))

    def _accept(self, leads: Iterable[Lead], priority: int) -> list[Request]:
        return [
            self._lead(lead, priority)
            for lead in leads
            if self.scope.contains(lead.url) and _key(lead) not in self.seen and self.budget.allows(lead.url)
        ]

    def _next_part(self, first: Reading, capture: Any, parts: list[Article], urls: list[str]) -> Request | PageRead:
        """Return the request for an article's next page, or the whole article where there is no further one."""
        if not urls:
            whole = Reading(first.parsed, join_parts([first.article, *parts]), first.state)
            return PageRead(first.article.url, capture, whole.as_json())
        carried = {"first": first, "capture_of_first": capture, "parts": parts, "urls": urls[1:], "home": False}
        # An article's pages follow one another at once, before anything else.
        return Request(
            urls[0], self.parse_part, errback=self.parse_part_failure, priority=HOME, meta=carried, dont_filter=True
        )

    def parse_part(self, response: Response) -> Iterator[Any]:
        """Yield a further page of an article, and what comes after it."""
        meta = response.meta
        yield PageRead(response.url, meta.get("capture"))
        parts = meta["parts"]
        if response.status == 200:
            parts = [*parts, read(_page(response), self.layouts).article]
        yield self._next_part(meta["first"], meta["capture_of_first"], parts, meta["urls"])

    def parse_part_failure(self, failure: Any) -> Iterator[Any]:
        """Yield the failure of an article's page, and the article without it."""
        meta = failure.request.meta
        yield PageRead(failure.request.url, error=explain(failure.value))
        yield self._next_part(meta["first"], meta["capture_of_first"], meta["parts"], meta["urls"])

    def parse_failure(self, failure: Any) -> Iterator[PageRead]:
        """Yield why a page could not be had."""
        home = failure.request.meta.get("home", False)
        why = explain(failure.value)
        if why is None or (isinstance(failure.value, IgnoreRequest) and not home and "cut" not in why):
            return
        yield PageRead(failure.request.url, home=home, error=why)


def _key(lead: Lead) -> str:
    """Return what two leads to one page have in common."""
    return url_key(lead.url) if lead.mark is None else f"{url_key(lead.url)} {lead.mark}"


def _page(response: Response) -> Page:
    # With the time of its capture, as a rebuild will have it: it decides which layout counts.
    capture = response.meta.get("capture")
    fetched_at = capture.fetched_at if capture is not None else None
    return Page(response.url, response.body, response.status, _headers(response), fetched_at)


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
