"""The bridge from what the spider read to the archive."""

from __future__ import annotations

import re
from typing import Self

from scrapy.crawler import Crawler

from archive.frontier import State
from archive.items import Capture
from archive.projection import NOTHING
from crawler.extensions import recorder_of
from crawler.failures import CAME_EMPTY, CLOSED, FORBIDDEN, OUTSIDE
from crawler.items import PageRead
from crawler.reading import TITLE_PARTS, unread
from crawler.recorder import Recorder

# The answers of a server that has the page and does not give it.
# 202, 412 and 521 are how 瑞数 and 创宇盾 send their scripts, 405 how 阿里云 refuses.
REFUSALS = (202, 401, 403, 405, 407, 412, 418, 429, 451, 503, 521)
_WELCOME = re.compile(
    r"^(?:欢迎(?:访问|光临|来到|进入)|网站)?(?P<name>.*?)(?:官方网站|门户网站|网站首页|首页|主页|官网)?$"
)


def portal_title(page_title: str) -> str | None:
    """Return the name of a portal from the title of its home page: 欢迎访问秦川党建网-首页 is 秦川党建网."""
    parts = [part.strip() for part in TITLE_PARTS.split(page_title)]
    names = [match["name"].strip() for part in parts if (match := _WELCOME.match(part)) and match["name"].strip()]
    return next((name for name in names if name.endswith("网")), names[0] if names else None)


def _says_nothing(capture: Capture) -> bool:
    """Whether an answer is neither a page nor says what became of it: a part nobody asked for, a redirect to nowhere,
    that a page stands as it did which was not asked for so."""
    status = capture.status or 200
    return status not in (200, 404, 410) and not (status == 304 and capture.revisit_of is not None)


class ArchivePipeline:
    """Projects every page that was read, and notes every one that could not be had."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    def process_item(self, item: PageRead) -> PageRead:
        """Write one page's rows, and last that its request is done."""
        recorder = recorder_of(self.crawler)
        state, why = self._take_in(item, recorder)
        if item.unit is not None:
            recorder.close(item.unit, state, why)
        return item

    def _take_in(self, item: PageRead, recorder: Recorder) -> tuple[State, str | None]:
        """Write what a page says, and return what becomes of its request."""
        if item.error is not None:
            if item.home:
                recorder.tally.home_failure = item.error
            if item.kind is not None:
                recorder.tally.not_asked[item.kind] += 1
            # Whoever has an article is told that its address leads to somebody else's, and that it was not seen.
            if item.passed_over and not (item.error == OUTSIDE and recorder.knows(item.url)):
                return ("blocked", item.error) if item.error == FORBIDDEN else ("done", None)
            recorder.fail(item.url, item.error)
            return "failed", item.error
        if item.capture is None:
            return "done", None
        extracted = item.extracted if item.extracted is not None else unread(item.url)
        status = item.capture.status or 200  # none: a page as a browser rendered it
        saved = recorder.project(item.capture, extracted)
        if item.asked_again:
            return "done", None
        if item.home and status not in (200, 304):
            recorder.tally.home_failure = f"the server answered {status}"
        state = extracted.get("page_state")
        if item.home and status == 200 and state is None and getattr(self.crawler.spider, "by_address", False):
            recorder.title = portal_title(extracted.get("page_title") or "")
        if status in REFUSALS or state == "blocked":
            recorder.tally.blocked += 1
            if item.home:
                recorder.tally.home_failure = f"the server refuses ({status})"
            return "blocked", f"the server refuses ({status})"
        # Where an article is missed, that it came empty is what is known of it.
        empty = status == 200 and item.capture.payload_digest == NOTHING and saved.article is None
        # What a crawl came upon besides, a login, a counter, may be so for ever.
        wanted = item.home or item.item or recorder.knows(item.url)
        if (state == "closed" or empty) and wanted:
            why = CAME_EMPTY if empty else CLOSED
            if item.home:
                recorder.tally.home_failure = why
            if empty:
                recorder.fail(item.url, why)
                return "failed", why
            recorder.tally.blocked += 1
            return "blocked", why
        if status >= 500 or (wanted and _says_nothing(item.capture)):
            recorder.fail(item.url, f"the server answered {status}")
            return "failed", f"the server answered {status}"
        return "done", None
