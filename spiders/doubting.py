"""The part of a spider that looks twice: at an edit, whether it is there at every look; at what is published again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, ClassVar

from scrapy.http import Request, Response

from crawler.items import PageRead, Portal
from crawler.memory import Memory
from spiders.following import Follower
from spiders.seen import Seen
from spiders.steps import LAST, Step

EDITS_AT_MOST = 200  # a crawl; of a portal that changes all its texts no more are asked for twice


class LooksTwice:
    """Decides what is looked at once more because of what a page says."""

    _edits_left = EDITS_AT_MOST
    portal: ClassVar[Portal]
    memory: Memory
    follower: Follower
    parse: Callable[[Response], AsyncIterator[Any]]
    _asked: Callable[[Step], Request]

    def _look_twice(self, response: Response, seen: Seen) -> Iterator[Request]:
        """Yield requests for an article's page whose text has changed, and for what told its story until now."""
        asked, article = response.request, seen.article
        if article.page_kind != "article" or seen.state is not None or article.part_urls or asked is None:
            return
        if self.memory.known(response.url) is None:
            yield from map(self._asked, self.follower.again(self.memory.telling_the_same(seen.extracted)))
        elif not self._edits_left or asked.method != "GET" or self.portal.render:
            return
        elif self.memory.is_edited(response.url, seen.extracted):
            self._edits_left -= 1
            # When all else is fetched: what is drawn anew may be kept for a while by a cache.
            yield Request(
                *(response.url, self.parse),
                errback=self.pass_over_failure,
                priority=LAST,
                meta={"again": True, "transient": True, "free": True}
                | {name: response.meta.get(name) for name in ("sister", "alone")},
                dont_filter=True,
            )

    def _weigh(self, response: Response, seen: Seen | None) -> PageRead:
        """Return what a page says that was asked for to see whether a change is there at every look."""
        return PageRead(response.url, response.meta.get("capture"), None if seen is None else seen.extracted)

    def pass_over_failure(self, failure: Any) -> None:
        """Take a second look that could not be had for none: the first one holds."""
