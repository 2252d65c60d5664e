"""Scrapy's scheduler with a frontier that survives: every request is a row before it is fetched, and until it is done.

The queue in memory stays Scrapy's own, which knows the hosts; it holds the first requests, the table all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrapy import Request, Spider
from scrapy.core.scheduler import Scheduler
from scrapy.utils.request import request_from_dict

from archive.errors import NotWritable
from archive.frontier import Frontier, Waiting
from crawler.extensions import recorder_of

IN_MEMORY = 2000  # requests
# What a spider needs again of a request's meta; all else belongs to one fetch.
KEPT = (
    *("home", "form", "is_json", "posted", "news", "paging", "rest", "free", "put_off", "depth"),
    *("section", "date", "asset", "by", "or", "rows", "sister", "item", "headers", "tool", "alone"),
)


def unit_of(fingerprint: bytes) -> int:
    """Return the number by which the frontier knows a request."""
    return int.from_bytes(fingerprint[:8], "big", signed=True)


def written(request: Request) -> dict[str, Any]:
    """Return what must be written down to make a request again; what goes without saying is left out."""
    found: dict[str, Any] = {name: request.meta[name] for name in KEPT if request.meta.get(name)}
    callback = getattr(request.callback, "__name__", None)
    if callback not in (None, "parse"):
        found["callback"] = callback
    if request.method != "GET":
        found |= {"method": request.method, "body": request.body.decode("latin-1")}
        found["type"] = (request.headers.get("Content-Type") or b"").decode("latin-1")
    return found


def made(waiting: Waiting, spider: Spider) -> Request:
    """Return the request that was written down."""
    kept: Mapping[str, Any] = waiting.request
    headers = {b"Content-Type": [kept["type"].encode("latin-1")]} if kept.get("type") else {}
    return request_from_dict(
        {
            "url": waiting.url,
            "callback": kept.get("callback", "parse"),
            "errback": "parse_failure",
            "method": kept.get("method", "GET"),
            "body": kept.get("body", "").encode("latin-1"),
            "headers": headers,
            "priority": waiting.priority,
            "meta": {"unit": waiting.unit} | {name: kept[name] for name in KEPT if name in kept},
        },
        spider=spider,
    )


class FrontierScheduler(Scheduler):
    """Keeps every request in the archive's frontier until its answer is written."""

    _frontier: Frontier | None = None

    @property
    def frontier(self) -> Frontier:
        """The portal's frontier; the archive is opened after the scheduler, so it is taken up when first needed."""
        if self._frontier is None:
            assert self.crawler is not None
            recorder = recorder_of(self.crawler)
            self._frontier = recorder.frontier
            recorder.waiting_now = lambda: len(self.mqs)
            self.known = set(self._frontier.units())
            self.queued: set[int] = set()
            self.more = bool(self.known)
        return self._frontier

    def enqueue_request(self, request: Request) -> bool:
        """Write a request down and queue it; return False for one that is known and not asked for again on purpose.

        Where nothing can be written any more, nothing is queued: what led to it waits for the next crawl.
        """
        try:
            return self._enqueue(request)
        except NotWritable:
            return False

    def _enqueue(self, request: Request) -> bool:
        assert self.crawler is not None and self.spider is not None
        frontier, recorder, meta = self.frontier, recorder_of(self.crawler), request.meta
        if meta.get("transient"):
            # The further pages of an article: its first page stands for them all.
            self._mqpush(request)
            return True
        unit = unit_of(self.crawler.request_fingerprinter.fingerprint(request))
        before = meta.get("unit")
        fresh = unit not in self.known or request.dont_filter
        if fresh:
            self.known.add(unit)
            recorder.wait(
                *(unit, request.url, written(request), request.priority),
                *(meta.get("section"), meta.get("date")),
            )
        if before is not None and before != unit:
            # The address it leads to stands for it now, unless that is asked for already.
            if fresh:
                recorder.redirected(before, unit)
            else:
                recorder.close(before, "done", None)
        if not fresh:
            return False
        meta["unit"] = unit
        # One that is tried again knows how often: that is not written down.
        if len(self.mqs) >= IN_MEMORY and not (meta.get("retry_times") or meta.get("redirect_times")):
            self.more = True
            frontier.taken.discard(unit)
            return True
        self.queued.add(unit)
        self._mqpush(request)
        return True

    def next_request(self) -> Request | None:
        """Return the request to fetch next."""
        assert self.crawler is not None
        if recorder_of(self.crawler).is_limited:
            return None
        if self.frontier and self.more and len(self.mqs) < IN_MEMORY // 2:
            self._fill()
        request: Request | None = self.mqs.pop()
        if request is not None and (unit := request.meta.get("unit")) is not None:
            self.queued.discard(unit)
            self.frontier.taken.add(unit)
        return request

    def _fill(self) -> None:
        """Take requests from the table into the queue in memory."""
        assert self.spider is not None
        room = IN_MEMORY - len(self.mqs)
        found = self.frontier.next(room, self.queued)
        self.more = len(found) == room
        for waiting in found:
            self.queued.add(waiting.unit)
            self._mqpush(made(waiting, self.spider))

    def has_pending_requests(self) -> bool:
        """Whether anything waits."""
        assert self.crawler is not None
        if recorder_of(self.crawler).is_limited:
            return False
        return len(self.mqs) > 0 or (bool(self.frontier) and self.more)
