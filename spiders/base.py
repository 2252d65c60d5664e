"""The spider all portals share: it walks every page of the portal's hosts and leaves the reading to extraction.

A portal's file names the portal and, where its home does not lead everywhere, further seeds:

    class SnDangjianSpider(PortalSpider):
        name = "sn_dangjian"
        portal = Portal(title="陕西党建网", home="http://www.sx-dj.gov.cn/", ...)

A field that the engine reads wrongly there stands in `layouts`; see `crawler.items.Layout`.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

from crawler.addresses import Scope, host_of
from crawler.decompression import unpacked
from crawler.extraction.listing import extract_links
from crawler.extraction.overrides import problem_of
from crawler.extraction.tree import parse
from crawler.failures import (
    BEYOND,
    CUT,
    WAITS,
    GivenUp,
    LeftOut,
    OverBudget,
    PrivateAddress,
    RobotsUnreadable,
    Stopped,
    Walled,
    explain,
)
from crawler.items import Article, Asked, Attachment, Image, Layout, Page, PageRead, Portal
from crawler.memory import Blank, Memory
from crawler.readers import Readers
from crawler.reading import is_packed, may_be_page, read_packed, unread
from spiders.answers import asked_for, headers_of, page_of
from spiders.asking import CARRIED, AsksForPages, carried, in_the_same_way
from spiders.budget import Budget
from spiders.cms import FAMILIES
from spiders.cms.family import Family, Lead
from spiders.doubting import LooksTwice
from spiders.following import Follower
from spiders.joining import JoinsPages
from spiders.loading import ReadsFiles
from spiders.moving import FollowsMoves
from spiders.seen import Seen, see
from spiders.sisters import names_a_story
from spiders.steps import ARTICLE, HOME, LAST, OTHER, SEED, Answer

HEAVY = 1_000_000  # bytes
_NOTHING = 60  # characters of a page that says next to nothing
_NOTHING_AT_MOST = 50  # such pages that a crawl asks for once more: of a portal of scripts all may be


class PortalSpider(AsksForPages, FollowsMoves, JoinsPages, LooksTwice, ReadsFiles, scrapy.Spider):
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

    def __init__(
        self, *args: Any, since: str | None = None, assets: bool = False, full: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.since, self.assets, self.full = since, assets, full
        self.scope = Scope(self.portal.home, *self.seeds)
        self.budget = Budget(self.scope.contains)
        self.follower = Follower(self)
        self.sitemaps: list[str] = []  # that robots.txt names
        # Filled when the crawl opens: what the archive knows of this portal.
        self.memory: Memory = Blank()
        self.known_assets: set[str] = set()
        self.readers = Readers(1)
        self._said: dict[str, tuple[Mapping[str, str], tuple[str, ...]]] = {}  # the last answer to a list's fields
        self._nothing_left = _NOTHING_AT_MOST
        self._turn = asyncio.Lock()  # pages go on in the order they came, however long each is read

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make one, as Scrapy wants it; `crawl --render` has any portal rendered."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if crawler.settings.getbool("DANGJIAN_RENDER"):
            spider.portal = dataclasses.replace(spider.portal, render=True)  # type: ignore[misc]
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take a portal at its word whose certificates prove nothing; have a rendered one asked for a page at a time.

        All that the page's scripts ask for comes before the next page.
        """
        super().update_settings(settings)
        if not cls.portal.verify_certificates:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="spider")
        if cls.portal.render or settings.getbool("DANGJIAN_RENDER"):
            settings.set("CONCURRENT_REQUESTS", 1, priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        """Yield the home page and the seeds; articles to be looked at again wait for a home page that is alive."""
        self.memory.introduce(self.budget)
        self.follower.decide(self.memory.waiting())
        for host in self.memory.moved_to():
            self.scope.befriend(host)
        yield self._request(self.portal.home, HOME, home=True)
        for seed in self.seeds:
            yield self._request(seed, SEED, free=True)

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """Yield requests for where a page leads, and last what it says: that ends it."""
        seen = self._see(response)
        async with self._turn:
            if response.meta.get("again"):
                yield self._weigh(response, await seen())
                return
            async for found in self._go_on_with_files(response, await seen()):
                yield found

    def _see(self, response: Response) -> Callable[[], Awaitable[Seen | None]]:
        """Have a page read, and return what gives it; None where the answer is no page."""
        # A server out of breath sends nothing and calls it a page.
        if response.status != 200 or not response.body or is_packed(response.url):
            return _nothing
        if not may_be_page(headers_of(response), response.body):
            return _nothing
        if len(response.body) > HEAVY:
            self.readers.begin()  # what reading it takes of memory is another process's
        return self.readers.ask(see, page_of(response), self.layouts, self.families)

    def _once_more(self, response: Response) -> Request:
        """Return the same question, for when all else is fetched, which leaves the request open until then."""
        again = {name: response.meta[name] for name in CARRIED if name in response.meta} | {"refused": True}
        return Request(
            *(response.url, self.parse), errback=self.parse_failure, priority=LAST, meta=again, dont_filter=True
        )

    def _unread(self, response: Response) -> Iterator[Any]:
        """Yield what follows an answer that is nothing to be read."""
        meta = response.meta
        capture, home, form = meta.get("capture"), meta.get("home", False), meta.get("form")
        # Whoever must be asked by POST may answer nothing to a GET.
        unheard_of = response.status in (400, 403, 404, 405, 500, 501) or not response.body
        retried = form if unheard_of else None
        if retried is not None:
            yield self._by_post(response.url, retried, meta.get("is_json", False), **carried(meta))
        # An article's server may be out of breath for a moment.
        elif response.status == 200 and not (response.body or home or meta.get("refused") or meta.get("posted")):
            known = self.memory.known(response.url)
            if known is not None and known.kind == "article":
                yield self._once_more(response)
                yield PageRead(response.url, capture, asked_again=True)
                return
        item = meta.get("item", False)
        yield PageRead(
            response.url, capture, home=home, asked_again=retried is not None, unit=meta.get("unit"), item=item
        )

    def _go_on(self, response: Response, seen: Seen | None) -> Iterator[Any]:
        meta = response.meta
        if response.status == 200 and is_packed(response.url):
            yield from self._follow_packed(response)
            return
        capture, home, form, unit = meta.get("capture"), meta.get("home", False), meta.get("form"), meta.get("unit")
        # With status 200; what asks whoever comes to log in is as good as missing.
        if seen is not None and (seen.state == "missing" or (seen.state is not None and meta.get("tool") is not None)):
            self.budget.miss(response.url, meta.get("tool"))
        if not home and _lacks_article(response, seen):
            yield from self._where_no_article_is(response)
        if (other := meta.get("or")) and (response.status in (404, 410) or (seen and seen.state == "missing")):
            yield from self._accept([Lead(other)], ARTICLE)
        if seen is None:
            yield from self._unread(response)
            return
        if (ended := self._ends_with(response, seen)) is not None:
            yield from ended
            return
        alive = home and seen.state is None and not seen.article.part_urls
        if alive:
            # A look in vain counts only beside a page that is there: this one, written before any follows.
            yield PageRead(response.url, capture, seen.extracted, home=home)
        if home:
            leads = [Lead(urljoin(response.url, url)) for url in self.sitemaps or ("/sitemap.xml",)]
            yield from self._accept(leads, SEED)
        if self._comes_to_nothing(response, seen):
            yield self._once_more(response)
            yield PageRead(response.url, capture, seen.extracted, asked_again=True)
            return
        # What must be asked by POST is not what POST brought the last time.
        missing = not seen.links or seen.state == "missing"
        unheard = bool(form and (missing or self._repeats(response.url, form, seen)))
        # A whole page may be what a server gives whoever asks wrongly, its home.
        if form and (unheard or seen.title):
            yield self._by_post(response.url, form, meta.get("is_json", False), **carried(meta))
        if self.assets and seen.state is None:
            yield from self._follow_assets(seen.article)
        if seen.state is None and not unheard:
            rest = [Lead(url, form, is_json=is_json) for url, form, is_json in meta.get("rest") or ()]
            known = meta.get("posted", False) and self.memory.known(response.url) is not None
            answer = Answer(
                *(
                    response.url if meta.get("moved") else asked_for(response),
                    capture,
                    meta.get("last"),
                    rest,
                    meta.get("news", False),
                    known,
                ),
                asked=Asked.of(meta.get("by"), meta.get("rows")),
                home=home,
                sister=None if self.scope.contains(response.url) else meta.get("sister"),
            )
            yield from self._left_behind(response)
            for step in self.follower.follow(answer, seen):
                yield self._asked(in_the_same_way(step, response))
        yield from self._look_twice(response, seen)
        if seen.article.part_urls:
            yield self._next_part(seen, capture, [], list(seen.article.part_urls), unit)
        elif alive:
            yield from map(self._asked, self.follower.again(self.memory.due()))
            yield PageRead(response.url, unit=unit)
        else:
            yield PageRead(response.url, capture, seen.extracted, home=home, unit=unit, item=meta.get("item", False))

    def _repeats(self, url: str, form: Mapping[str, str], seen: Seen) -> bool:
        """Whether an answer is the one to another question: of a server that hears no fields but those of POST."""
        address, links = urlsplit(url)._replace(query="").geturl(), tuple(link.url for link in seen.links)
        before, said = self._said.get(address, (form, ()))
        self._said[address] = (form, links)
        # What the address says itself is no field of the first page's, but of those that follow.
        return before != form and before.keys() <= form.keys() and said == links

    def _comes_to_nothing(self, response: Response, seen: Seen) -> bool:
        """Whether a page is to be asked for once more: a wall, or next to nothing where a story is to be.

        Some walls stand for a while, and a server out of breath may call what it fails with a page.
        """
        meta = response.meta
        if any(meta.get(name) for name in ("home", "refused", "posted")):
            return False
        if seen.state == "blocked":
            return True
        if seen.state == "missing" or seen.article.page_kind == "article" or seen.leads or not self._nothing_left:
            return False
        if meta.get("form") or seen.article.part_urls or any(map(names_a_story, seen.links)):
            return False
        said = "".join(str(seen.extracted.get("page_text") or "").split())
        if seen.state != "closed" and len(said) >= _NOTHING:
            return False
        known = self.memory.known(response.url)
        wanted = bool(meta.get("item")) or (known is not None and known.kind == "article")
        self._nothing_left -= wanted
        return wanted

    def _where_no_article_is(self, response: Response) -> Iterator[Request]:
        """Yield requests for the other names of what is no article any more: it may be one still."""
        names = self.memory.other_names(asked_for(response))
        yield from map(
            self._asked, self.follower.again(n for n in names if self.follower.is_open(Lead(n), listed=True))
        )

    def _follow_packed(self, response: Response) -> Iterator[Any]:
        """Yield requests for the addresses of a sitemap that is packed."""
        text = unpacked(response.body)
        links = extract_links(parse(Page(response.url, text, headers={"content-type": "text/xml"})))
        yield from self._accept((Lead(link.url) for link in links), OTHER)
        yield PageRead(
            response.url, response.meta.get("capture"), read_packed(response.url), unit=response.meta.get("unit")
        )

    def _follow_assets(self, article: Article) -> Iterator[Request]:
        """Yield requests for an article's pictures and attachments that the archive does not hold yet.

        They may stand on another host than the portal's, which is asked for nothing else.
        """
        assets: list[Image | Attachment] = [*article.images, *article.attachments]
        for url in (asset.url for asset in assets):
            if url in self.known_assets or not host_of(url):
                continue
            self.known_assets.add(url)
            request = Request(url, self.parse_asset, errback=self.parse_failure, priority=ARTICLE, meta={"free": True})
            request.meta["asset"] = request.url  # where a redirect leads is known by it
            yield request

    def parse_asset(self, response: Response) -> Iterator[PageRead]:
        """Yield that a picture or file is stored."""
        yield PageRead(response.url, response.meta.get("capture"), unit=response.meta.get("unit"))

    def _accept(self, leads: Iterable[Lead], priority: int) -> list[Request]:
        return [self._asked(self.follower.step(lead, priority)) for lead in leads if self.follower.is_open(lead)]

    def parse_failure(self, failure: Any) -> Iterator[PageRead]:
        """Yield why a page could not be had; one that was only not asked for yet waits for the next crawl."""
        meta, error = failure.request.meta, failure.value
        url, home, unit = meta.get("redirect_urls", [failure.request.url])[0], meta.get("home", False), meta.get("unit")
        why = explain(error)
        if isinstance(error, Walled):
            refused = {**unread(url), "page_state": "blocked"}
            yield PageRead(url, meta.get("capture"), refused, home=home, unit=unit)
        elif why in (BEYOND, WAITS) or isinstance(error, (GivenUp, Stopped, RobotsUnreadable)):
            if home and not isinstance(error, Stopped):
                yield PageRead(url, home=home, error=why)
        else:
            # What would have led into a private network is said in the notes.
            said = isinstance(error, LeftOut) and not isinstance(error, PrivateAddress)
            silent = isinstance(error, IgnoreRequest) and not said and why != CUT
            kind = str(error) if isinstance(error, OverBudget) else None
            yield PageRead(url, home=home, error=why, passed_over=silent, kind=kind, unit=unit)


async def _nothing() -> None:
    return None


def _lacks_article(response: Response, seen: Seen | None) -> bool:
    """Whether an answer says that there is no article, and is no refusal."""
    if seen is None:
        return response.status in (404, 410)
    return seen.article.page_kind != "article" and seen.state not in ("blocked", "closed")
