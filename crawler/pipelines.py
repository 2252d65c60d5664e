"""The bridge from what the spider read to the archive."""

from __future__ import annotations

import re
from typing import Self

from scrapy.crawler import Crawler

from crawler.extensions import recorder_of
from crawler.items import PageRead
from crawler.reading import unread

_AROUND = re.compile(r"[-_|｜—–·]+|--|>>|\s{2,}")
_WELCOME = re.compile(
    r"^(?:欢迎(?:访问|光临|来到|进入)|网站)?(?P<name>.*?)(?:官方网站|门户网站|网站首页|首页|主页|官网)?$"
)


def portal_title(page_title: str) -> str | None:
    """Return the name of a portal from the title of its home page: 欢迎访问秦川党建网-首页 is 秦川党建网."""
    parts = [part.strip() for part in _AROUND.split(page_title)]
    names = [match["name"].strip() for part in parts if (match := _WELCOME.match(part)) and match["name"].strip()]
    return next((name for name in names if name.endswith("网")), names[0] if names else None)


class ArchivePipeline:
    """Projects every page that was read, and notes every one that could not be had."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    def process_item(self, item: PageRead) -> PageRead:
        """Write one page's rows."""
        recorder = recorder_of(self.crawler)
        if item.error is not None:
            recorder.fail(item.url, item.error)
            if item.home:
                recorder.home_failure = item.error
            return item
        if item.capture is None:
            return item
        extracted = item.extracted if item.extracted is not None else unread(item.url)
        status = item.capture.status or 200  # none: a page as a browser rendered it
        if item.asked_again:
            recorder.project(item.capture, extracted)
            return item
        if item.home and status != 200:
            recorder.home_failure = f"the server answered {status}"
        if status in (401, 403, 405, 407, 412, 418, 429, 451, 503) or extracted.get("page_state") == "blocked":
            recorder.blocked += 1
            if item.home:
                recorder.home_failure = f"the server refuses ({status})"
        elif status is not None and status >= 500:
            recorder.fail(item.url, f"the server answered {status}")
        if item.home and status == 200 and getattr(self.crawler.spider, "by_address", False):
            recorder.title = portal_title(extracted.get("page_title") or "")
        recorder.project(item.capture, extracted)
        return item
