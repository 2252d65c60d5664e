"""Opens the archive when a crawl begins and closes it with a report when it ends."""

from __future__ import annotations

from typing import Any, Protocol, Self, cast
from weakref import WeakKeyDictionary

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from archive.errors import NotWritable
from crawler.collecting import collect_seldom
from crawler.failures import explain
from crawler.items import Portal
from crawler.memory import Memory
from crawler.readers import Readers
from crawler.recorder import Recorder
from crawler.session import Session, archive_directory

told_to_end = object()  # a signal: the crawl ends before its time
_recorders: WeakKeyDictionary[Crawler, Recorder] = WeakKeyDictionary()
_extensions: WeakKeyDictionary[Crawler, ArchiveExtension] = WeakKeyDictionary()
_reports: WeakKeyDictionary[Crawler, dict[str, Any]] = WeakKeyDictionary()


def recorder_of(crawler: Crawler) -> Recorder:
    """Return the recorder of a crawl that has begun."""
    return _recorders[crawler]


def report_of(crawler: Crawler) -> dict[str, Any] | None:
    """Return the report of a crawl that has ended, or None where it never began."""
    return _reports.get(crawler)


def break_off(crawler: Crawler) -> None:
    """End a crawl whose spider was not closed, so that nothing that came is lost."""
    if crawler in _extensions:
        _extensions[crawler].finish("shutdown")


class Walker(Protocol):
    """What a spider offers to the archive: its portal, and a place for what is known of it."""

    portal: Portal
    memory: Memory
    known_assets: set[str]
    readers: Readers


class ArchiveExtension:
    """Ties one crawl to one recorder."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.failed, signals.spider_error)
        crawler.signals.connect(self.failed, signals.item_error)
        _extensions[crawler] = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Open the archive, and tell the spider what is known of its portal. Raises CloseSpider where that fails."""
        session = Session.at(archive_directory(self.crawler.settings.get("DANGJIAN_ARCHIVE")))
        walker = cast("Walker", spider)
        portal_name = getattr(spider, "portal_name", spider.name)
        try:
            with session.writing():
                recorder = Recorder(
                    *(session, portal_name, walker.portal),
                    since=getattr(spider, "since", None),
                    full=getattr(spider, "full", False),
                    assets=getattr(spider, "assets", False),
                )
                walker.known_assets = recorder.known_assets()
        except NotWritable as error:
            raise CloseSpider(str(error)) from error
        _recorders[self.crawler] = recorder
        recorder.stop = self.stop
        walker.memory = recorder.memory
        walker.readers = session.readers
        collect_seldom()

    def failed(self, failure: Any, response: Any) -> None:
        """Note a page that could not be read or written, whatever went wrong with it."""
        recorder = _recorders.get(self.crawler)
        if recorder is not None and recorder.session.broken is None:
            why = f"could not be taken in: {explain(failure.value)}"
            recorder.fail(getattr(response, "url", "?"), why)
            request = getattr(response, "request", None)
            if request is not None and (unit := request.meta.get("unit")) is not None:
                recorder.close(unit, "failed", why)

    def stop(self, reason: str) -> None:
        """End the crawl before its time."""
        if self.crawler.engine is not None and self.crawler.spider is not None:
            self.crawler.engine.close_spider(self.crawler.spider, reason)
            # Up to sixteen wait in Scrapy's own line, and would be asked for first.
            self.crawler.signals.send_catch_log(told_to_end)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """End the crawl's report."""
        self.finish(reason)

    def finish(self, reason: str) -> None:
        """Write the report; the last crawl to end lets go of the archive."""
        recorder = _recorders.get(self.crawler)
        if recorder is None or self.crawler in _reports:
            return
        _reports[self.crawler] = recorder.finish(reason)
        if not recorder.session.recorders:
            recorder.session.close()
