"""The part of a spider that follows its portal to another host; see `spiders.moves`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from scrapy.http import Request, Response

from crawler.addresses import PERMANENT, Scope, host_of, url_key
from crawler.extraction.kinds import is_home
from crawler.items import PageRead
from crawler.memory import Memory
from crawler.notes import note
from spiders.answers import asked_for
from spiders.cms.family import Lead
from spiders.following import Follower
from spiders.seen import Seen
from spiders.steps import OTHER, Step

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class FollowsMoves:
    """Decides what is asked for where redirects lead out of the portal, and what is believed of it."""

    scope: Scope
    follower: Follower
    memory: Memory
    crawler: Crawler
    _asked: Callable[[Step], Request]

    def takes_moved(self, request: Request) -> bool:
        """Whether what the portal lists or had may be asked for at an address outside it that it redirects to.

        The request is marked as one for what it will find there.
        """
        meta, url = request.meta, request.url
        if meta.get("item") and self.follower.sisters.answers(url) and not is_home(url):
            meta["sister"] = "item"
            return True
        been, reasons = meta.get("redirect_urls") or [""], meta.get("redirect_reasons") or [0]
        if not (self.scope.contains(been[0]) and all(reason in PERMANENT for reason in reasons)):
            return False
        if not self.follower.moves.may_lead(been[0], url):
            return False
        meta["sister"], meta["moved"] = self.follower.moves.kind_of(been[0]), been[0]
        return True

    def _ends_with(self, response: Response, seen: Seen) -> list[PageRead] | None:
        """Return what ends a page that is not gone on from: one on a host of others, a home that is none any more."""
        meta = response.meta
        capture, unit = meta.get("capture"), meta.get("unit")
        if meta.get("moved") and not self._has_moved_here(response, seen):
            return [PageRead(response.url, capture, seen.extracted, unit=unit, item=meta.get("item", False))]
        if not meta.get("home") or seen.state is not None:
            return None
        self._takes_in_base(response, seen)
        wrong = self._leads_elsewhere(response, seen)
        if wrong is None and self._leads_nowhere(response, seen):
            wrong = "it names no page of the portal any more"
        if wrong is None:
            return None
        return [
            PageRead(response.url, capture, seen.extracted),
            PageRead(response.url, home=True, error=wrong, unit=unit),
        ]

    def _left_behind(self, response: Response) -> Iterator[Request]:
        """Yield requests for what leads to a host and was not asked for there before it was believed."""
        if response.meta.get("moved"):
            for url in self.follower.moves.left(response.url):
                yield self._asked(Step(Lead(url), OTHER, anyway=True))

    def _leads_elsewhere(self, response: Response, seen: Seen) -> str | None:
        """Return what is wrong with the host that the home redirects to; what has moved there is followed."""
        before, here = asked_for(response), response.url
        if host_of(before) == host_of(here):
            return None
        moves = self.follower.moves
        if lasting := all(reason in PERMANENT for reason in response.meta["redirect_reasons"]):
            moves.note(before, here)
        if not moves.shows_stories(seen, here):
            moves.forget(here)
            self.scope.leave(here)
            return f"it leads to {here}, where none of its stories stand"
        if lasting:
            note(self.crawler, f"{before} has moved to {here}: followed there, its articles keep their addresses")
        return None

    def _has_moved_here(self, response: Response, seen: Seen) -> bool:
        """Whether an address outside the portal that one of its own leads to for good has the portal's stories."""
        before, here, moves = response.meta["moved"], response.url, self.follower.moves
        if not moves.believes(before, here, seen):
            return False
        if not self.scope.is_sister(here):
            note(self.crawler, f"{before} has moved to {here}: followed there, articles keep their addresses")
            self.scope.befriend(host_of(here))
        if seen.article.page_kind != "article":
            moves.note(before, here)
        return True

    def _takes_in_base(self, response: Response, seen: Seen) -> None:
        """Take in the sister host that a home's links are read against, by its `<base>`, if it names none itself."""
        if self.scope.is_sister(seen.base) and not self._names_own(response, seen):
            self.scope.take_in(seen.base)

    def _names_own(self, response: Response, seen: Seen) -> bool:
        """Whether a home page names another page of the portal."""
        here = url_key(response.url)
        return any(self.scope.contains(link.url) and url_key(link.url) != here for link in seen.links)

    def _leads_nowhere(self, response: Response, seen: Seen) -> bool:
        """Whether a home page that was a list names no other page of the portal now: something else stands there."""
        if seen.leads or self._names_own(response, seen):
            return False
        return self.memory.was_list(response.url)
