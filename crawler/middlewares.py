"""Between the spider and the network: the capture of every response, and what counts as the same request."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware as ScrapyRobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from archive.warc import utc_now
from crawler.addresses import is_private, url_key
from crawler.extensions import recorder_of
from crawler.reading import is_whole, unread
from crawler.render import is_subrequest


class AddressFingerprinter:
    """A request is known by its method, its body and its address as `url_key` has it."""

    def fingerprint(self, request: Request) -> bytes:
        """Return 20 bytes that two requests for one page share."""
        text = f"{request.method} {url_key(request.url)} ".encode("utf-8", "surrogatepass")
        return hashlib.sha1(text + request.body, usedforsecurity=False).digest()


class RobotsTxtMiddleware(ScrapyRobotsTxtMiddleware):
    """Scrapy's own, one request at a time: of several that wait for one robots.txt, 2.19 lets the later pass."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of a request's host, fetched once."""
        async with self._turns[urlsplit(request.url).netloc]:
            return await super().robot_parser(request)


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's own, but a redirect to the same page (http to https, to `www.`) passes the filter of repetitions."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request it redirects to."""
        result = super().process_response(request, response)
        if isinstance(result, Request) and result.meta.get("asset") and is_private(result.url):
            # Before robots.txt is asked for there.
            raise IgnoreRequest("a private address")
        if isinstance(result, Request) and url_key(result.url) == url_key(request.url):
            return result.replace(dont_filter=True)
        return result


class CaptureMiddleware:
    """Writes every response to the WARC before anything else sees it, and keeps the crawl within its limits."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.pages_at_most = crawler.settings.getint("DANGJIAN_MAX_PAGES")
        self.requested = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    @property
    def spider(self) -> Spider:
        """Return the crawl's spider."""
        assert self.crawler.spider is not None
        return self.crawler.spider

    def process_request(self, request: Request) -> None:
        """Let a request pass if it is within the portal and within the number of pages asked for."""
        if request.url.endswith("/robots.txt"):
            return
        scope = getattr(self.spider, "scope", None)
        if scope is not None and not scope.contains(request.url):
            if request.meta.get("asset"):
                # Pictures stand on hosts of their own, often; a public page leads to no private one.
                if is_private(request.url):
                    raise IgnoreRequest("a private address")
            elif request.meta.get("home"):
                scope.add(request.url)
            else:
                raise IgnoreRequest("leads out of the portal")
        if is_subrequest(request):
            return
        if self.pages_at_most and self.requested >= self.pages_at_most:
            if self.crawler.engine is not None:
                self.crawler.engine.close_spider(self.spider, "limited")
            raise IgnoreRequest("beyond --max-pages")
        self.requested += 1

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Store a response; ask again for one that came cut short, and drop it if it comes so again."""
        if is_subrequest(request):
            return response
        cut = "dataloss" in response.flags
        recorder = recorder_of(self.crawler)
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        capture = recorder.save_response(
            response.url,
            utc_now(),
            response.status,
            headers,
            response.body,
            method=request.method,
            request_headers=[
                (name.decode("latin-1"), b", ".join(values).decode("latin-1"))
                for name, values in request.headers.items()
            ],
            cut=cut,
        )
        request.meta["capture"] = capture
        if 300 <= response.status < 400:
            recorder.project(capture, unread(response.url))
        if cut and not is_whole(response.body):
            again = get_retry_request(request, spider=self.spider, reason="cut short")
            if again is None:
                raise IgnoreRequest("came cut short")
            return again
        return response
