"""What a crawl asks of earlier ones: what is known of an address, what is due, what was said last time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from crawler.items import Page


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address: an article, a page that is none, or an address that leads nowhere.

    `url` is the article's own address, where the one in question is but another name of it. What a list
    names is asked for all the same where it is `due_if_listed`: for a week of nights, and then once a week, but no more
    than some hundreds of them a night.
    """

    kind: Literal["article", "page", "nowhere"]
    due: bool
    url: str | None = None
    due_if_listed: bool = True


@dataclass(frozen=True, slots=True)
class Last:
    """The last whole answer that an address gave."""

    capture: int
    page_kind: str | None
    payload_digest: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Barren:
    """A kind of address that leads nowhere, but for `pages` of it that name articles, and narrower kinds, `good`."""

    pages: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


class Spender(Protocol):
    """The budget of a spider, as far as it is told and asked what led nowhere."""

    def expect(self, known: Mapping[str, Barren]) -> None:
        """Take in the kinds of address that led nowhere in earlier crawls."""

    def barren(self) -> Mapping[str, Barren]:
        """Return the kinds that led nowhere though they had their whole budget."""

    def still_barren(self) -> Iterable[str]:
        """Return those that led nowhere before, nor in what was tried of them now."""

    def is_passing(self, url: str) -> bool:
        """Whether a page that came names other known stories at every look."""


class Memory(Protocol):
    """What a spider asks the archive."""

    def known(self, url: str) -> Known | None:
        """Return what is known of an address, or None for one never seen."""

    def other_names(self, url: str) -> list[str]:
        """Return the other names of the article that is known by an address."""

    def due(self) -> Iterator[str]:
        """Yield the addresses of articles to look at again, the suspected first."""

    def young(self) -> Iterator[str]:
        """Yield the addresses of the articles first seen a short while ago."""

    def waiting(self) -> Iterator[str]:
        """Yield the addresses that wait from an earlier crawl."""

    def awaits(self, url: str, known: Known, *, is_new: bool) -> bool:
        """Whether a list may name an article now where none is known; `is_new`: it did not name it before."""

    def page(self, capture: int) -> Page | None:
        """Return a page as it was captured before, or None where it cannot be read."""

    def was_list(self, url: str) -> bool:
        """Whether an address was ever a list of links."""

    def was_page(self, url: str) -> bool:
        """Whether an address ever gave a page."""

    def resting(self, url: str, *, posted: bool = False) -> Page | None:
        """Return what an address gave last where its next look is not due yet, or None where it is to be asked.

        `posted`: to whoever asked by POST too, as for a list whose fields stand in its address.
        """

    def days(self, urls: Sequence[str]) -> dict[str, str]:
        """Return the days of publication of those of some addresses that are articles'."""

    def introduce(self, budget: Spender) -> None:
        """Tell a crawl's budget what led nowhere before; it will be asked for the crawl's report."""

    def neighbours(self) -> set[str]:
        """Return the hosts of the homes of the archive's other portals."""

    def moved_to(self) -> set[str]:
        """Return the hosts that articles of the portal were seen to have moved to."""

    def stands_on(self, url: str) -> bool:
        """Whether articles of the portal stand on the host of `url`, or there are none at all."""

    def headlines(self, texts: Iterable[str]) -> set[str]:
        """Return those of some texts that are the headlines of the portal's articles."""

    def tells(self, url: str, extracted: Mapping[str, Any]) -> bool:
        """Whether a page tells the article that is known by an address."""

    def is_edited(self, url: str, extracted: Mapping[str, Any]) -> bool:
        """Whether an article of earlier crawls says something else on a page than it did."""

    def telling_the_same(self, extracted: Mapping[str, Any]) -> list[str]:
        """Return the addresses of articles of earlier crawls with the headline and the day of one on a page."""

    def distrust(self) -> None:
        """Believe the portal's ETag and Last-Modified no more."""

    def disbelieved(self) -> list[str]:
        """Return, once, the addresses that were believed to be unchanged before the portal was found to lie."""


class Blank:
    """The memory of a spider without an archive: nothing is known."""

    def known(self, url: str) -> Known | None:
        """Return None."""
        return None

    def due(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()

    young = waiting = due

    def other_names(self, url: str) -> list[str]:
        """Return nothing."""
        return []

    def awaits(self, url: str, known: Known, *, is_new: bool) -> bool:
        """Return False."""
        return False

    def page(self, capture: int) -> Page | None:
        """Return None."""
        return None

    def was_list(self, url: str) -> bool:
        """Return False."""
        return False

    was_page = was_list

    def resting(self, url: str, *, posted: bool = False) -> Page | None:
        """Return None."""
        return None

    def days(self, urls: Sequence[str]) -> dict[str, str]:
        """Return nothing."""
        return {}

    def introduce(self, budget: Spender) -> None:
        """Tell nothing."""

    def neighbours(self) -> set[str]:
        """Return nothing."""
        return set()

    moved_to = neighbours

    def stands_on(self, url: str) -> bool:
        """Return True."""
        return True

    def headlines(self, texts: Iterable[str]) -> set[str]:
        """Return nothing."""
        return set()

    def tells(self, url: str, extracted: Mapping[str, Any]) -> bool:
        """Return False."""
        return False

    is_edited = tells

    def telling_the_same(self, extracted: Mapping[str, Any]) -> list[str]:
        """Return nothing."""
        return []

    def distrust(self) -> None:
        """Do nothing."""

    def disbelieved(self) -> list[str]:
        """Return nothing."""
        return []


def validators_of(last: Last) -> Mapping[str, str]:
    """Return the headers of a conditional request: send the page only if it is another than this one."""
    headers = {}
    if last.etag:
        headers["If-None-Match"] = last.etag
    if last.last_modified:
        headers["If-Modified-Since"] = last.last_modified
    return headers
