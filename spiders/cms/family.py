"""What a publishing system (建站系统) hides from a reader of links: the pages its scripts would load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from crawler.extraction.tree import Parsed

# A list that claims more pages than this is taken for a mistake of its script.
PAGES_AT_MOST = 5000


class Family:
    """One publishing system. `more` is asked for every page, so it looks for its own marks first."""

    name: ClassVar[str]

    def more(self, parsed: Parsed) -> Iterator[str]:
        """Yield the absolute addresses of pages that the page leads to by its scripts; none where it is no page of ours."""
        raise NotImplementedError
