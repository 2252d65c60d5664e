"""Portals whose pages a script makes: a browser renders what the crawl has fetched and stored.

The crawl fetches every page as ever and the WARC has its raw bytes; then the browser makes the page of it, and what its
scripts ask for goes through the crawl's own downloader, under the same scope, robots.txt and delay.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response

from archive.errors import NotWritable
from crawler.addresses import url_key
from crawler.browser import Answer, Asked, Browser, LedElsewhere, RenderFailed
from crawler.extensions import recorder_of
from crawler.extraction.listing import extract_links
from crawler.failures import OUTSIDE, WAITS, Stopped, explain
from crawler.items import Page
from crawler.reading import is_shell, read, unread

SUBREQUESTS_AT_MOST = 100  # of one page
REDIRECTS_AT_MOST = 5
FAILURES_SAID = 3
SCRIPTS_AT_MOST = 64 * 1024 * 1024  # bytes of scripts kept for the pages that follow
SUBREQUEST = "dangjian_subrequest"
REFUSALS = (401, 403, 405, 407, 412, 418, 429, 451)
RENDERED_HEADERS = {"content-type": "text/html; charset=utf-8"}
_METHODS = ("GET", "HEAD", "POST")
# What the crawl says itself, and what belongs to one connection.
_OWN = ("user-agent", "accept-encoding", "accept-language", "cookie", "host", "connection", "content-length")
_NOT_PASSED_ON = ("content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie")


def is_subrequest(request: Request) -> bool:
    """Whether a request is a question of a page being rendered: it is neither stored nor counted as a page."""
    return bool(request.meta.get(SUBREQUEST))


def is_rendered(spider: Spider | None) -> bool:
    """Whether the pages of a spider's portal are rendered."""
    return bool(getattr(getattr(spider, "portal", None), "render", False))


class RenderMiddleware:
    """Puts the rendered page in the place of the response, for portals marked `render`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.browser = Browser(crawler.settings["USER_AGENT"], stuck=crawler.settings.getfloat("DANGJIAN_RENDER_STUCK"))
        self.one_at_a_time = asyncio.Lock()
        self.scripts: OrderedDict[str, Answer] = OrderedDict()
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    async def spider_closed(self, spider: Spider) -> None:
        """Stop the browser."""
        await self.browser.close()

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the rendered page, stored beside the response, or a request for where its script leads.

        A page that was rendered already by a crawl that was killed goes on as it is. Raises RenderFailed.
        """
        content_type = next(iter(response.headers.getlist("Content-Type")), b"").decode("latin-1")
        if (
            not is_rendered(self.crawler.spider)
            or is_subrequest(request)
            or request.meta.get("asset")
            or request.meta.get("robots")
            or request.meta["capture"].rendered
            or not is_shell(response.status, {"content-type": content_type})
        ):
            return response
        recorder, raw = recorder_of(self.crawler), request.meta["capture"]
        try:
            recorder.project(raw, unread(raw.url))
            html = await self._render(response, content_type)
            if request.method == "GET" and not request.meta.get("transient"):
                request.meta["last"] = recorder.memory.last(response.url, rendered=True)
            request.meta["capture"] = recorder.save_rendered(raw, html)
        except LedElsewhere as led:
            return self._redirect(request, str(led))
        except NotWritable as error:
            raise IgnoreRequest(WAITS) from error
        return HtmlResponse(
            response.url,
            headers=RENDERED_HEADERS,
            body=html,
            encoding="utf-8",
            request=request,
            flags=[*response.flags, "rendered"],
        )

    async def _render(self, response: Response, content_type: str) -> bytes:
        async with self.one_at_a_time:
            page = _Page(self)
            html = await self.browser.render(response.url, response.body, content_type or "text/html", page.fetch)
        if not self.crawler.crawling:
            # What its scripts asked for last was not fetched any more.
            raise Stopped("the crawl was told to end")
        if page.failed and not _says_something(response.url, html):
            raise RenderFailed(f"could not be rendered: {'; '.join(page.failed[:FAILURES_SAID])}")
        return html

    def _redirect(self, request: Request, url: str) -> Request:
        times = request.meta.get("redirect_times", 0) + 1
        if url_key(url) == url_key(request.url) or times > REDIRECTS_AT_MOST:
            raise RenderFailed("could not be rendered: its script leads in circles")
        if not self.crawler.spider.scope.contains(url):  # type: ignore[union-attr]
            raise IgnoreRequest(OUTSIDE)
        been = [*request.meta.get("redirect_urls", []), request.url]
        meta = {**request.meta, "redirect_times": times, "redirect_urls": been}
        meta.pop("download_slot", None)  # of the host it came from
        return request.replace(url=url, meta=meta)

    def remember(self, url: str, answer: Answer) -> None:
        """Keep a script, which all of a portal's pages share, so that it is fetched once a crawl."""
        self.scripts[url] = answer
        while sum(len(kept.body) for kept in self.scripts.values()) > SCRIPTS_AT_MOST:
            self.scripts.popitem(last=False)


def _says_something(url: str, html: bytes) -> bool:
    """Whether a page is an article or leads anywhere: one whose data did not come must not pass for gone."""
    reading = read(Page(url, html, 200, RENDERED_HEADERS))
    return reading.state is None and (reading.article.page_kind == "article" or bool(extract_links(reading.parsed)))


class _Page:
    """Answers what one page's scripts ask for."""

    def __init__(self, middleware: RenderMiddleware) -> None:
        self.middleware = middleware
        self.asked = 0
        self.failed: list[str] = []  # what the page went without

    async def fetch(self, asked: Asked) -> Answer | None:
        """Return what the portal's own hosts answer; None for what is refused or fails."""
        known = self.middleware.scripts.get(asked.url) if asked.script else None
        if known is not None:
            return known
        crawler = self.middleware.crawler
        scope: Any = getattr(crawler.spider, "scope", None)
        if asked.method not in _METHODS or scope is None or crawler.engine is None:
            return None
        kept = {k: v for k, v in asked.headers.items() if k not in _OWN and not k.startswith(("sec-", ":"))}
        meta = {SUBREQUEST: True, "dont_redirect": True, "free": True}
        url, method, body = asked.url, asked.method, asked.body
        for _ in range(REDIRECTS_AT_MOST):
            self.asked += 1
            if not crawler.crawling:
                return None
            # Looked at here, not behind a redirect: nothing is asked of another host, not even its robots.txt.
            if self.asked > SUBREQUESTS_AT_MOST or not scope.contains(url):
                return None
            try:
                request = Request(url, method=method, headers=kept, body=body, meta=dict(meta), dont_filter=True)
                response = await crawler.engine.download_async(request)
            # robots.txt, a connection that fails: the page's scripts see an error, as a reader's would.
            except Exception as error:
                self.failed.append(f"{url}: {explain(error)}")
                return None
            if response.status in REFUSALS or response.status >= 500:
                self.failed.append(f"{url}: the server answered {response.status}")
            target = response.headers.get("Location")
            if response.status not in (301, 302, 303, 307, 308) or not target:
                return self._answer(asked, response)
            url = urljoin(response.url, target.decode("latin-1"))
            if response.status < 307 and method == "POST":
                method, body = "GET", b""
        return None

    def _answer(self, asked: Asked, response: Response) -> Answer:
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        for name in _NOT_PASSED_ON:
            headers.pop(name, None)
        answer = Answer(response.status, headers, response.body)
        if asked.script and asked.method == "GET" and response.status == 200:
            self.middleware.remember(asked.url, answer)
        return answer
