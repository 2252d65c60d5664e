"""Between the spider and the network: the capture of every response, and what counts as the same request."""

from __future__ import annotations

import hashlib
import re
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.http.headers import Headers
from scrapy.responsetypes import responsetypes

from archive.decoding import decoded
from archive.errors import NotWritable
from archive.items import Exchange, StoredCapture, utc_now
from crawler.addresses import url_key
from crawler.decompression import coding_in
from crawler.extensions import recorder_of
from crawler.failures import BEYOND, CUT, OUTSIDE, WAITS
from crawler.items import Asked
from crawler.memory import Last, validators_of
from crawler.reading import LARGEST_PAGE, breaks_off, is_whole, lacks_end, unread
from crawler.recorder import Recorder
from crawler.render import is_rendered, is_subrequest

# The body of a stored capture is without them.
_OF_THE_WIRE = ("content-encoding", "transfer-encoding", "content-length")
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_DIGITS, _END = re.compile(rb"\d+"), 64  # bytes


class AddressFingerprinter:
    """A request is known by its method, its body and its address as `url_key` has it."""

    def fingerprint(self, request: Request) -> bytes:
        """Return 20 bytes that two requests for one page share."""
        text = f"{request.method} {url_key(request.url)} ".encode("utf-8", "surrogatepass")
        return hashlib.sha1(text + request.body, usedforsecurity=False).digest()


def respond(request: Request, stored: StoredCapture) -> Response:
    """Return a stored page as the answer to a request."""
    headers = {name: value for name, value in stored.headers.items() if name not in _OF_THE_WIRE}
    kind = responsetypes.from_args(headers=Headers(headers), url=request.url, body=stored.body)
    return kind(request.url, stored.status or 200, headers, stored.body, flags=["stored"], request=request)


def _is_packed_whole(response: Response) -> bool:
    """Whether a packed answer is whole though it came shorter than announced: what is packed says where it ends."""
    coding = coding_in(response)
    if not coding:
        return False
    body, whole = decoded(response.body, coding, LARGEST_PAGE)
    return whole and body != response.body


class CaptureMiddleware:
    """Writes every response to the WARC before anything else sees it, and keeps the crawl within its limits."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.pages_at_most = crawler.settings.getint("DANGJIAN_MAX_PAGES")
        self.requested = 0
        self._ended: set[str] = set()  # hosts that announce no length and close what they open

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        made = cls(crawler)
        crawler.signals.connect(made.idle, signals.spider_idle)
        return made

    def idle(self) -> None:
        """End a crawl that has asked for as many pages as it may, once they have come. Raises CloseSpider."""
        recorder = recorder_of(self.crawler)
        if recorder.is_limited and next(recorder.frontier.waiting(), None) is not None:
            raise CloseSpider("limited")

    @property
    def spider(self) -> Spider:
        """Return the crawl's spider."""
        assert self.crawler.spider is not None
        return self.crawler.spider

    def process_request(self, request: Request) -> Response | None:
        """Let a request pass if it is within the portal and within the number of pages asked for.

        What a crawl that was killed had stored and not yet read is read now, and not fetched again.
        """
        recorder = recorder_of(self.crawler)
        if recorder.session.broken is not None:
            raise IgnoreRequest(WAITS)  # its answer could not be written
        if request.meta.get("robots") or is_subrequest(request):
            return None
        scope = getattr(self.spider, "scope", None)
        listed, moved = bool(request.meta.get("sister")), bool(request.meta.get("moved"))
        if scope is not None and request.meta.get("home"):
            scope.add(request.url)  # where it redirects to as well: to https, to `www.`, to another host
        elif scope is not None and not (moved or scope.admits(request.url, listed=listed) or request.meta.get("asset")):
            raise IgnoreRequest(OUTSIDE)
        if recorder.is_limited:
            raise IgnoreRequest(BEYOND)
        if (asset := request.meta.get("asset")) not in (None, request.url):
            # Its redirect may have come to a crawl that was broken off.
            recorder.session.store.assets.move(asset, request.url)
        if (found := recorder.taken_up(request.method, request.url)) is not None:
            request.meta["capture"], stored = found
            return respond(request, stored)
        self.requested += 1
        recorder.is_limited = self.requested == self.pages_at_most
        self._ask_on_condition(request, recorder)
        return None

    def _ask_on_condition(self, request: Request, recorder: Recorder) -> None:
        """Ask for a page only if it is another than the last one, where the portal is believed to tell them apart."""
        meta = request.meta
        for name in _CONDITIONS:
            request.headers.pop(name, None)
        for name, value in meta.get("headers") or ():
            request.headers[name] = value
        # The further pages of an article are new or old with the first.
        alone = request.method == "GET" and (not meta.get("transient") or meta.get("script"))
        last = recorder.memory.last(request.url) if alone else None
        meta["last"], meta["sample"] = last, False
        # The frame that scripts fill stays while what they fill it with changes.
        if last is not None and not meta.get("whole") and not is_rendered(self.spider):
            validators = validators_of(last)
            asked = recorder.memory.trust.headers(last.page_kind, validators)
            if asked and recorder.memory.page(last.capture) is None:
                asked = {}  # what a 304 would confirm is lost
            request.headers.update(asked)
            # No page can fail to be sent then.
            meta["sample"] = bool(asked) and asked != validators

    def _is_broken_off(self, request: Request, response: Response) -> bool:
        """Whether a page of no announced length broke off; of those that did not, it keeps which hosts end theirs."""
        host = urlsplit(response.url).netloc
        broken = _ends_early(request, response, recorder_of(self.crawler), ended=host in self._ended)
        if not broken and host not in self._ended and b"</html>" in response.body[-64:].lower():
            self._ended.add(host)
        return broken

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Store a response; ask again for one that came cut short or empty; drop what was cut if it comes so again.

        One that says "not modified" goes on as the page that was stored before.
        """
        if is_subrequest(request) or "stored" in response.flags:
            return response
        recorder = recorder_of(self.crawler)
        last: Last | None = request.meta.get("last")
        broken = "partial" in response.flags and response.status == 200 and self._is_broken_off(request, response)
        cut = broken or ("dataloss" in response.flags and not _is_packed_whole(response))
        exchange = Exchange(
            *(response.url, utc_now(), response.status),
            headers=[
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
            ],
            body=response.body,
            method=request.method,
            request_headers=[
                (name.decode("latin-1"), b", ".join(values).decode("latin-1"))
                for name, values in request.headers.items()
            ],
            request_body=request.body,
            cut=cut,
            ip_address=str(response.ip_address) if response.ip_address else None,
            asked=Asked.by_meta(request.meta).to_text(),
        )
        if not any(name in request.headers for name in _CONDITIONS):
            last = None  # nobody asked whether the page stands
        try:
            capture = recorder.save_response(
                exchange, recorder.capture(last.capture) if last is not None and response.status == 304 else None
            )
        except NotWritable as error:
            raise IgnoreRequest(WAITS) from error
        request.meta["capture"] = capture
        if response.status == 304 and last is not None:
            recorder.project(capture, unread(response.url))
            trust = recorder.memory.trust
            if request.meta.get("sample"):
                trust.lose()
                return request.replace(dont_filter=True, meta={**request.meta, "whole": True})
            trust.believe(request.url)
            return respond(request, recorder.stored(last.capture))
        if 300 <= response.status < 400:
            recorder.project(capture, unread(response.url))
        # Of what is no page the status says all.
        if cut and response.status == 200 and not is_whole(response.body):
            again = get_retry_request(request, spider=self.spider, reason="cut short")
            same = request.meta.get("came_cut") == capture.payload_digest
            if again is None and same and (request.meta.get("robots") or request.meta.get("script")):
                # The length is wrong, not the file: rules and scripts have no end to know it by.
                request.meta["cut"] = True
                return response
            if again is None:
                raise IgnoreRequest(CUT)
            again.meta["came_cut"] = capture.payload_digest
            again.meta["came_to"] = _end_of(response.body)
            return again
        # A list that is to be asked by POST is not asked the same way again.
        may_be_empty = request.meta.get("asset") or request.meta.get("robots") or request.meta.get("form")
        # That an article is missed counts as any look at it does.
        if response.status == 200 and not response.body and not may_be_empty and not recorder.knows(response.url):
            # A server out of breath sends nothing and calls it a page.
            return get_retry_request(request, spider=self.spider, reason="came empty") or response
        return response


def _ends_early(request: Request, response: Response, recorder: Recorder, *, ended: bool) -> bool:
    """Whether a page that ends where its server ends the connection broke off, as it did not when it last came.

    One that ends so twice, and never came with an end, is written so. What ends behind a tag broke off where it, or
    before it ever came its host's others (`ended`), had an end; to come so twice is enough then.
    """
    if not breaks_off(response.body):
        return (
            lacks_end(response.body)
            and request.meta.get("came_to") != _end_of(response.body)
            and (ended if request.meta.get("last") is None else _was_whole(request.meta["last"], recorder))
        )
    last: Last | None = request.meta.get("last")
    if request.meta.get("came_to") != _end_of(response.body):
        return True
    try:
        return last is not None and not breaks_off(recorder.stored(last.capture).body)
    except (OSError, ValueError):
        return False


def _was_whole(last: Last, recorder: Recorder) -> bool:
    """Whether a page closed what it opened when it last came."""
    try:
        return is_whole(recorder.stored(last.capture).body)
    except (OSError, ValueError):
        return False


def _end_of(body: bytes) -> bytes:
    """Return how a page ends, but for numbers, which count readers."""
    return _DIGITS.sub(b"", body.rstrip()[-_END:])
