"""A portal's home page under other addresses: servers show it for whatever is not there, with status 200.

Its relative links lead deeper from each such address, to the home page again, without end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.items import Link
from spiders.seen import Seen

_FEWEST = 5  # links with words that make a page a home to know again
_SAME = 0.9  # of a page's links


class Front:
    """What the home page of one crawl says."""

    def __init__(self) -> None:
        self._title = ""
        self._leads_to: dict[str, set[str]] = {}

    def read(self, seen: Seen, *, home: bool) -> Seen:
        """Take in the home page; return any other without the links that are the home's, if it is the home again.

        Those are left out that are read against another address; the rest may be asked for as it stands.
        """
        if home:
            self._title, self._leads_to = seen.title, {}
            for link in seen.links:
                self._leads_to.setdefault(link.text, set()).add(link.url)
        elif self._leads_to and seen.title == self._title and self._repeats(seen.links):
            return replace(seen, links=[link for link in seen.links if not self._strays(link)])
        return seen

    def _repeats(self, links: Sequence[Link]) -> bool:
        """Whether nearly all the words of links are those of the home's, and nearly none of the home's is missing."""
        said = [link for link in links if link.text]
        if len({link.text for link in said}) < _FEWEST:
            return False
        again = {link.text for link in said if link.text in self._leads_to}
        return len(again) >= _SAME * len({*self._leads_to, *(link.text for link in said)} - {""})

    def _strays(self, link: Link) -> bool:
        """Whether a link of the home page leads elsewhere than it does there."""
        return link.text in self._leads_to and link.url not in self._leads_to[link.text]
