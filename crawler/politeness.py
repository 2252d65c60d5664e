"""How fast a host is asked: delays that it or we set, pauses that it asks for, and when to leave it alone.

A host is known by its name alone, as Scrapy's download slots are.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware as ScrapyRetryMiddleware
from scrapy.extensions.throttle import AutoThrottle as ScrapyAutoThrottle
from scrapy.http import Response

from crawler.extensions import recorder_of, told_to_end
from crawler.failures import NO_ANSWER, GivenUp, Stopped, explain
from crawler.notes import note

LONGEST_PAUSE = 600.0  # seconds that a host may ask for; asked for more, it is left for the next crawl
BUSY = (429, 503)
LONGEST_BACKOFF = 60.0  # seconds
SILENT_AT_MOST = 10  # requests in a row to which a host gave no answer, at least
SILENT_ADDRESSES = 4  # that many different ones: a single page may well be broken
# Requests that were waited for in vain, of a host that answers others: as many cost half an hour, and a share of all.
IN_VAIN_AT_MOST, SHARE_IN_VAIN = 30, 1 / 6
_LOOK_EVERY = 0.5  # seconds, whether the crawl was told to end

_paces: WeakKeyDictionary[Crawler, Pace] = WeakKeyDictionary()


def pace_of(crawler: Crawler) -> Pace:
    """Return the pace of a crawl."""
    if crawler not in _paces:
        _paces[crawler] = Pace(crawler)
    return _paces[crawler]


def retry_after(value: bytes | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, given as seconds or as an HTTP-date; else None."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


class Pace:
    """The delays and pauses of one crawl's hosts, put into Scrapy's download slots."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._slowest: dict[str, float] = {}
        self._until: dict[str, float] = {}
        self._given_up: dict[str, str] = {}
        self._silent: dict[str, list[str]] = {}
        self._in_vain: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()
        self._watching: Any = None
        crawler.signals.connect(self._reached, signals.request_reached_downloader)
        crawler.signals.connect(self._downloaded, signals.response_downloaded)
        crawler.signals.connect(self.end, told_to_end)
        crawler.signals.connect(self._closed, signals.spider_closed)

    def delay_of(self, host: str) -> float:
        """Return the seconds between two requests to a host: ours, or its own if that is longer."""
        return max(self._delay, self._slowest.get(host, 0.0))

    def slow_down(self, url: str, delay: float) -> None:
        """Keep `delay` seconds between requests to the host of `url`."""
        host = urlsplit(url).hostname or ""
        self._slowest[host] = max(delay, self._slowest.get(host, 0.0))
        self._apply(host)

    def pause(self, host: str, seconds: float) -> None:
        """Ask a host nothing for some seconds; others go on."""
        self._until[host] = max(monotonic() + seconds, self._until.get(host, 0.0))
        self._apply(host)

    def silent(self, url: str, why: str) -> float:
        """Note a request without an answer; return the seconds to wait, and give the host up if there were many."""
        host = urlsplit(url).hostname or ""
        urls = self._silent.setdefault(host, [])
        urls.append(url)
        if len(urls) >= SILENT_AT_MOST and len(set(urls)) >= SILENT_ADDRESSES:
            self.give_up(host, f"left alone after {len(urls)} requests in a row failed ({why})")
        return min(2 * self._delay * 2.0 ** min(len(urls) - 1, 10), LONGEST_BACKOFF)

    def in_vain(self, host: str) -> None:
        """Note a request that was waited for in vain, and give the host up where too many of all were."""
        self._in_vain[host] += 1
        times, asked = self._in_vain[host], self._in_vain[host] + self._answered[host]
        if times >= IN_VAIN_AT_MOST and times > SHARE_IN_VAIN * asked:
            self.give_up(host, f"left alone after {times} of {asked} requests had no answer in time")

    def give_up(self, host: str, why: str) -> None:
        """Ask a host nothing more in this crawl, and have a person look."""
        if host not in self._given_up:
            self._given_up[host] = why
            line = f"{host}: {why}"
            note(self.crawler, line)
            recorder_of(self.crawler).tally.trouble = line
            self._let_go(host, GivenUp(why))

    def given_up(self, host: str) -> str | None:
        """Return why a host is left alone, or None."""
        return self._given_up.get(host)

    def _downloaded(self, response: Response, request: Request, spider: Any) -> None:
        self._answered[request.meta["download_slot"]] += 1
        if response.status not in BUSY:
            self._silent.pop(request.meta["download_slot"], None)

    def _reached(self, request: Request, spider: Any) -> None:
        if self._watching is None:
            self._look()
        self._apply(request.meta["download_slot"])

    def _apply(self, host: str) -> None:
        slots = self.crawler.engine.downloader.slots if self.crawler.engine is not None else {}
        slot = slots.get(host)
        if slot is None:
            return
        slot.delay = max(slot.delay, self.delay_of(host))
        if self._until.get(host, 0.0) > monotonic():
            # A slot waits until its delay has gone by since the last request: this one lies in the future.
            slot.lastseen = max(slot.lastseen, self._until[host] - slot.delay)

    def _look(self) -> None:
        """Once the crawl is told to end, let go of what still waits."""
        engine = self.crawler.engine
        if engine is not None and engine._slot is not None and engine._slot.closing is not None:
            self.end()
        self._watching = asyncio.get_running_loop().call_later(_LOOK_EVERY, self._look)

    def end(self) -> None:
        """Let go of every request that waits for its turn: the frontier has it still."""
        for host in list(self.crawler.engine.downloader.slots) if self.crawler.engine is not None else ():
            self._let_go(host, Stopped("the crawl was told to end"))

    def _closed(self, spider: Any) -> None:
        if self._watching is not None:
            self._watching.cancel()

    def _let_go(self, host: str, why: Exception) -> None:
        """Fail what waits for a host."""
        slot = self.crawler.engine.downloader.slots.get(host) if self.crawler.engine is not None else None
        while slot is not None and slot.queue:
            slot.queue.popleft()[1].errback(why)


class AutoThrottle(ScrapyAutoThrottle):
    """Scrapy's own, but never quicker than the delay that a host asked for."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, pace_of(self.crawler).delay_of(urlsplit(response.url).hostname or ""))


class RetryMiddleware(ScrapyRetryMiddleware):
    """Scrapy's own, but a host that fails or asks for time gets it, longer each time."""

    def process_request(self, request: Request) -> None:
        """Let a request pass unless its host is left alone. Raises GivenUp."""
        if why := pace_of(self.crawler).given_up(host_of_request(request)):
            raise GivenUp(why)

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request once more after the host's pause."""
        pace, host = pace_of(self.crawler), host_of_request(request)
        if response.status not in self.retry_http_codes:
            return response
        why = f"the server answered {response.status}"
        asked = retry_after(response.headers.get("Retry-After"))
        if asked is not None and asked > LONGEST_PAUSE:
            pace.give_up(host, f"{why} and asks to come back in {asked:.0f} seconds: left for the next crawl")
            return response
        wait = pace.silent(request.url, why) if response.status in BUSY else 2 * pace.delay_of(host)
        result = super().process_response(request, response)
        if asked is not None or isinstance(result, Request):
            pace.pause(host, wait if asked is None else asked)
        if isinstance(result, Request) and (given_up := pace.given_up(host)):
            raise GivenUp(given_up)
        return result

    def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Return the request once more for what may pass; the host is given time."""
        result = super().process_exception(request, exception)
        if isinstance(exception, self.exceptions_to_retry):
            pace, host, why = pace_of(self.crawler), host_of_request(request), explain(exception)
            pace.pause(host, pace.silent(request.url, why))
            if why == NO_ANSWER:
                pace.in_vain(host)
            if pace.given_up(host):
                return None
        return result


class PaceExtension:
    """Has the pace of a crawl begin with it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        pace_of(crawler)
        return cls()


def host_of_request(request: Request) -> str:
    """Return the host that a request goes to, as Scrapy's download slots have it."""
    return urlsplit(request.url).hostname or ""
