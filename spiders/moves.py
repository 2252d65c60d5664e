"""A portal that moves to another host: what leads there for good is followed, if its own stories stand there.

Its home may have moved, with all that is below it, or single columns. A host that was sold or closed often sends
everything to somebody else's: a home or a list counts that names stories of the archive, and articles that are theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin

from crawler.addresses import host_of
from crawler.extraction.kinds import is_home
from crawler.memory import Memory
from spiders.seen import Seen
from spiders.sisters import names_a_story

# What share of the stories that a home or a list names is the archive's: others print the news of the day as well.
_SHARE = 1 / 3
_TOLD = 2  # articles that are to be the archive's before a host is believed
_TRIED = 5  # pages of a host that has not shown any of its stories


class Moves:
    """What moved where, as one crawl of a portal sees it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._folders: dict[str, str] = {}  # where a folder was, by where it is
        self._believed = set(memory.moved_to())
        self._told: Counter[str] = Counter()
        self._tried: Counter[str] = Counter()
        self._refused: dict[str, list[str]] = {}

    def former(self, url: str) -> str | None:
        """Return where what stands at `url` stood before its folder moved, or None."""
        for folder, before in self._folders.items():
            if url.startswith(folder):
                return before + url[len(folder) :]
        return None

    def shows_stories(self, seen: Seen, here: str) -> bool:
        """Whether a page on a host that is new to the archive names stories of the portal; True of a known host."""
        if self._memory.stands_on(here):
            return True
        stories = {link.url: link.text for link in seen.links if names_a_story(link)}
        told = self._memory.headlines(stories.values())
        shown = [url for url, text in stories.items() if text in told or self.article_before(url) is not None]
        return bool(shown) and len(shown) >= _SHARE * len(stories)

    def article_before(self, url: str) -> str | None:
        """Return the address of the archive's article that stood where what is at `url` now did, or None."""
        before = self.former(url)
        known = self._memory.known(before) if before is not None else None
        return before if known is not None and known.kind == "article" else None

    def note(self, before: str, here: str) -> None:
        """Note that what stood at one address stands at another now, with what is below its folder."""
        if host_of(before) != host_of(here):
            self._folders[urljoin(here, ".")] = urljoin(before, ".")

    def forget(self, here: str) -> None:
        """Take back what was noted of an address."""
        self._folders.pop(urljoin(here, "."), None)

    def may_lead(self, before: str, here: str) -> bool:
        """Whether what the archive knows at one address may be asked for on the host where it stands for good."""
        host = host_of(here)
        if not host or is_home(here) or not self._memory.was_page(before):
            return False
        if host in self._believed or self._tried[host] < _TRIED:
            self._tried[host] += host not in self._believed
            return True
        self._refused.setdefault(host, []).append(before)
        return False

    def kind_of(self, before: str) -> str:
        """Return as what the page is followed that the archive knows at an address, on a host outside the portal."""
        known = self._memory.known(before)
        return "item" if known is not None and known.kind == "article" else "pages"

    def believes(self, before: str, here: str, seen: Seen | None) -> bool:
        """Whether the host of `here` is one that a part of the portal has moved to, by what was found there so far."""
        host = host_of(here)
        if host in self._believed or seen is None or seen.state is not None:
            return host in self._believed
        if seen.article.page_kind == "article":
            self._told[host] += self._memory.tells(before, seen.extracted)
        elif self.shows_stories(seen, here):
            self._told[host] = _TOLD
        elif self._told[host] < _TOLD:
            self._refused.setdefault(host, []).append(before)
        if self._told[host] >= _TOLD:
            self._believed.add(host)
        return host in self._believed

    def left(self, here: str) -> Iterator[str]:
        """Yield, once, what was not asked for on a host before it was believed."""
        yield from self._refused.pop(host_of(here), ())
