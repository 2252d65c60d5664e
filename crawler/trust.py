"""How far a portal's ETag and Last-Modified are believed: servers lie about them.

Lists are asked for on condition that they are others than the last ones, but for a sample, which is asked for whole or
on a condition that no page can fail. A server that says "not modified" even then, or whose page is another while its
ETag or Last-Modified is the same, lies, and is believed no more. The sample is the first two and some of the others, by
turns from crawl to crawl, so that each list comes whole now and then, whatever the others say. Articles are asked for
on condition only once an edit of one has shown in its ETag or Last-Modified: edits are few, and a sample would miss the
one that matters.
"""

from __future__ import annotations

from collections.abc import Mapping

ALWAYS_WHOLE = 2  # of the pages that could be asked for on condition, the first of which is the home page
WHOLE_EVERY, OF_STRANGERS = 20, 3  # and of the others; of a portal that no edit has shown to be honest
# No page has this ETag, none is as old as this.
IMPOSSIBLE = {"If-None-Match": '"dangjian-archive-sample"', "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}


class Trust:
    """What is believed of one portal in one crawl."""

    def __init__(self, *, lied: bool, honest: bool, turn: int = 0) -> None:
        """`turn` is another number in every crawl of the portal."""
        self.lists = not lied
        self.articles = honest and not lied
        self.lied = False
        self._turn, self._every = turn, WHOLE_EVERY if honest else OF_STRANGERS
        self._asked = 0
        self._believed: list[str] = []

    def headers(self, page_kind: str | None, validators: Mapping[str, str]) -> Mapping[str, str]:
        """Return the headers to ask with for a page whose last answer had these `validators`; none to ask for it whole.

        The first page is asked for with impossible ones.
        """
        if not validators or not (self.articles if page_kind == "article" else self.lists):
            return {}
        self._asked += 1
        if self._asked == 1:
            return {name: IMPOSSIBLE[name] for name in validators}
        if self._asked <= ALWAYS_WHOLE or (self._asked + self._turn) % self._every == 0:
            return {}
        return validators

    def believe(self, url: str) -> None:
        """Note a page that is said to be unchanged, and that nobody looked at."""
        self._believed.append(url)

    def lose(self) -> None:
        """Believe nothing any more."""
        self.lists = self.articles = False
        self.lied = True

    def disbelieved(self) -> list[str]:
        """Return, once, the addresses that were believed before the lie was found out."""
        if not self.lied:
            return []
        believed, self._believed = self._believed, []
        return believed
