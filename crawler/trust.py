"""How far a portal's ETag and Last-Modified are believed: servers lie about them.

Lists are asked for conditionally until a sample, fetched whole after a 304, shows another page than the one that the
server said was still the same. Articles only once an edit of one has shown in its ETag or Last-Modified: edits are few,
and a sample would miss the one that matters.
"""

from __future__ import annotations

ALWAYS_CHECKED = 2  # of the first answers that say "not modified"
CHECKED_EVERY = 20


class Trust:
    """What is believed of one portal in one crawl."""

    def __init__(self, *, lied: bool, honest: bool) -> None:
        self.lists = not lied
        self.articles = honest and not lied
        self.lied = False
        self._unchanged = 0
        self._believed: list[str] = []

    def allows(self, page_kind: str | None) -> bool:
        """Whether to ask for a page on condition that it is another than the last one."""
        return self.articles if page_kind == "article" else self.lists

    def checks(self, url: str) -> bool:
        """Whether to fetch whole, for a sample, a page that is said to be unchanged."""
        self._unchanged += 1
        sampled = self._unchanged <= ALWAYS_CHECKED or self._unchanged % CHECKED_EVERY == 0
        if not sampled:
            self._believed.append(url)
        return sampled

    def lose(self) -> list[str]:
        """Believe nothing any more, and return the addresses that were believed to be unchanged."""
        self.lists = self.articles = False
        self.lied = True
        believed, self._believed = self._believed, []
        return believed
