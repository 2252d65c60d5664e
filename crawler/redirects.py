"""Redirects, by status and by meta refresh: followed within reason, and told apart from walls."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware as ScrapyMetaRefreshMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware as ScrapyRedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from archive.errors import NotWritable
from crawler.addresses import url_key
from crawler.extensions import recorder_of
from crawler.extraction.kinds import is_home
from crawler.failures import CIRCLE, WAITS, RedirectsInCircle, Walled
from crawler.items import Page
from crawler.reading import read

# As in a header, with nothing that would make another of it.
_COOKIE = re.compile(r"[\w!#$%&'*+.^`|~\-]{1,100}=[!-+\--:<-~]{1,2000}", re.ASCII)
_COOKIES_AT_MOST = 10
_REFRESH = re.compile(rb"<meta[^>]{0,200}refresh", re.I)


def followed(result: Request, request: Request, response: Response) -> Request:
    """Return a redirect's request if it leads on. Raises Walled or RedirectsInCircle."""
    been = [*request.meta.get("redirect_urls", []), request.url]
    if result.url in been and result.method == request.method:
        # Without another cookie the same question has the same answer.
        if "Set-Cookie" in response.headers:
            raise Walled("the server wants a cookie before it shows the page")
        raise RedirectsInCircle(CIRCLE)
    result.meta.pop("download_slot", None)  # of the host it came from; another has a delay of its own
    if request.meta.get("put_off"):
        # Asked for once more itself, not where it leads: many lead to one page.
        result = result.replace(dont_filter=False)
    # The same page under another name (http to https, to `www.`) is no repetition.
    return result.replace(dont_filter=True) if url_key(result.url) == url_key(request.url) else result


def cookies_set(response: Response) -> dict[str, str]:
    """Return the cookies that a server sets by its header, those that it takes back left out."""
    said = (one.decode("latin-1").partition(";")[0] for one in response.headers.getlist("Set-Cookie"))
    pairs = (pair.partition("=") for pair in said if _COOKIE.fullmatch(pair.strip()))
    return {name.strip(): value.strip() for name, _, value in pairs}


class RedirectMiddleware(ScrapyRedirectMiddleware):
    """Scrapy's own, but a circle is said to be one, and the same page under another name is no repetition.

    A server that sets a cookie and sends back to the same page is given its cookie, as every reader gives it: its pages
    are asked for with it in this crawl. No other is given any.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cookies: dict[str, dict[str, str]] = {}  # by host

    def process_request(self, request: Request) -> None:
        """Give a server the cookies that it has asked for."""
        if (kept := self._cookies.get(_host_of(request))) is not None:
            request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in kept.items())

    def _with_cookies(self, result: Request, request: Request, response: Response) -> Request | None:
        """Return the same question with the cookies that its answer sets, once; None where it sets no others."""
        if result.url != request.url or result.method != request.method or request.meta.get("given_cookies"):
            return None
        kept = self._cookies.get(_host_of(request), {})
        now = {**kept, **cookies_set(response)}
        if now == kept or len(now) > _COOKIES_AT_MOST:
            return None
        self._cookies[_host_of(request)] = now
        return request.replace(dont_filter=True, meta={**request.meta, "given_cookies": True})

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request it redirects to. Raises Walled or RedirectsInCircle."""
        try:
            result = super().process_response(request, response)
        except ValueError:  # to what is no address
            return response
        if not isinstance(result, Request):
            return result
        if "Set-Cookie" in response.headers and (again := self._with_cookies(result, request, response)) is not None:
            return again
        budget = getattr(self.crawler.spider, "budget", None)
        if budget is not None and is_home(result.url) and not is_home(request.url):
            budget.miss(request.url)  # many servers send there from what is not there
        return followed(result, request, response)

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        try:
            result: Request = super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            raise RedirectsInCircle("too many redirects") from error
        return result


class MetaRefreshMiddleware(ScrapyMetaRefreshMiddleware):
    """Scrapy's own for the portal's home alone; elsewhere a page that refreshes is a page, its target a link."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request that it refreshes to."""
        if not request.meta.get("home") or response.status != 200 or not _REFRESH.search(response.body[:4096]):
            return response
        try:
            result = super().process_response(request, response)
        except IgnoreRequest:
            return response
        # Many home pages load themselves again now and then.
        if not isinstance(result, Request) or url_key(result.url) == url_key(request.url):
            return response
        self._note(request, response)
        return result

    def _note(self, request: Request, response: Response) -> None:
        """Write what the page is that is left behind: a rebuild reads it too. Raises IgnoreRequest on a full disk."""
        capture = request.meta.get("capture")
        if capture is None or capture.status != 200:
            return
        headers = {
            name.decode("latin-1").lower(): b", ".join(said).decode("latin-1")
            for name, said in response.headers.items()
        }
        page = Page(response.url, response.body, response.status, headers, capture.fetched_at)
        try:
            recorder_of(self.crawler).project(capture, read(page).as_json())
        except NotWritable as error:
            raise IgnoreRequest(WAITS) from error


def _host_of(request: Request) -> str:
    return urlsplit(request.url).netloc.lower()
