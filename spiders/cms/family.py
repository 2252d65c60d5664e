"""What a publishing system (建站系统) hides from a reader of links: the pages its scripts would load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from crawler.extraction.tree import Parsed
from crawler.items import Form

# A list that claims more pages than this is taken for a mistake of its script.
PAGES_AT_MOST = 5000


@dataclass(frozen=True, slots=True)
class Lead:
    """An absolute address to ask for; where GET brings no links, `form` is sent there by POST.

    With a `mark`, which tells one page of an address from another, `form` is sent at once; with `is_json` it is sent as
    JSON. `is_first` is a list's first page that stands on no page, so that every crawl asks for it.
    The rows of its answer lead to what `rows` say; those of a menu may be columns. `headers` go with the question.
    """

    url: str
    form: Mapping[str, str] | None = None
    mark: str | None = None
    is_json: bool = False
    is_first: bool = False
    rows: tuple[Form, ...] = ()
    is_menu: bool = False
    headers: tuple[tuple[str, str], ...] = ()


class Family:
    """One publishing system. `more` is asked for every page but dated articles: it looks for its own marks first."""

    name: ClassVar[str]

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield what a page leads to by its scripts; nothing where it is no page of this system."""
        raise NotImplementedError
