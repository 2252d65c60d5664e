"""Articles on several pages: read one after the other, and written as one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from scrapy.http import Request, Response

from crawler.extraction.article import join_parts
from crawler.extraction.parts import number_of
from crawler.failures import explain
from crawler.items import Article, Layout, PageRead
from crawler.readers import Readers
from crawler.reading import is_another, lacks_parts, parts_named, without_part
from spiders.answers import page_of
from spiders.following import Follower
from spiders.seen import Seen, see
from spiders.steps import HOME, LAST, Step

_CARRIED = ("first", "capture_of_first", "parts", "urls", "unit_of_first")


class JoinsPages:
    """The part of a spider that goes through the further pages of an article."""

    layouts: ClassVar[tuple[Layout, ...]]
    follower: Follower
    readers: Readers
    _turn: asyncio.Lock
    _asked: Callable[[Step], Request]

    def _next_part(
        self, first: Seen, capture: Any, parts: list[Article], urls: list[str], unit: int | None
    ) -> Request | PageRead:
        """Return the request for an article's next page, or the whole article where there is no further one."""
        if not urls:
            whole = first.joined(join_parts([first.article, *parts]))
            if lacks_parts(first.article, parts):
                whole["lacks_parts"] = True
            return PageRead(first.article.url, capture, whole, unit=unit)
        carried = {"first": first, "capture_of_first": capture, "parts": parts, "urls": urls[1:], "unit_of_first": unit}
        # An article's pages follow one another at once, before anything else.
        return self._part(urls[0], carried, HOME)

    def _part(self, url: str, carried: Mapping[str, Any], priority: int) -> Request:
        meta = {**carried, "transient": True, "free": True, "sister": "item"}
        if number_of(url, carried["first"].article.canonical_url) is None:  # what a frame shows
            meta["part"] = True
        return Request(
            *(url, self.parse_part),
            errback=self.parse_part_failure,
            priority=priority,
            meta=meta,
            dont_filter=True,
        )

    async def parse_part(self, response: Response) -> AsyncIterator[Any]:
        """Yield a further page of an article, and what comes after it."""
        meta = response.meta
        reading = self.readers.ask(see, page_of(response), self.layouts) if response.status == 200 else None
        async with self._turn:
            further = await reading() if reading is not None else None
            yield PageRead(response.url, meta.get("capture"))
            if further is not None and further.state == "blocked" and not meta.get("refused"):
                # Some walls stand for a while: the rest of the article waits until all else is fetched.
                yield self._part(response.url, {**{name: meta[name] for name in _CARRIED}, "refused": True}, LAST)
                return
            parts, urls, first = meta["parts"], meta["urls"], meta["first"]
            if further is not None and further.state is None and is_another(first.article, further.article):
                first = replace(first, article=without_part(first.article, response.url))
                for step in self.follower.apart(response.url):
                    yield self._asked(step)
            elif further is not None and further.state is None:
                parts = [*parts, further.article]
                fresh = parts_named(first.article, further.links, [*first.article.part_urls, response.url, *urls])
                self.follower.decide(fresh)
                urls = [*urls, *fresh]
            yield self._next_part(first, meta["capture_of_first"], parts, urls, meta["unit_of_first"])

    def parse_part_failure(self, failure: Any) -> Iterator[Any]:
        """Yield the failure of an article's page, and the article without it."""
        meta = failure.request.meta
        yield PageRead(failure.request.url, error=explain(failure.value))
        yield self._next_part(
            meta["first"], meta["capture_of_first"], meta["parts"], meta["urls"], meta["unit_of_first"]
        )
