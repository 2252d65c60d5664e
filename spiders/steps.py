"""What a crawl asks for next and what came of it: a step from one page to another, an answer to go on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.items import Asked
from crawler.memory import Last
from spiders.cms.family import Lead

# Among pages equally far from the home, the lists come before the stories.
HOME, SEED, PAGING, OTHER, ARTICLE, AGAIN, LAST = 100, 90, 12, 11, 10, 8, -10


@dataclass(frozen=True, slots=True)
class Step:
    """An address to ask for; `meta` is what its request is to be known by: free, paging, rest, section, date …

    `item`: a list names it as a story, wherever it has moved. `by` is the page whose script asks, `or` an address to
    ask for where this leads nowhere; `tool` are the words of a link on a story that names none.
    `anyway`: though it was asked for in this crawl. `by_post`: by POST at once.
    """

    lead: Lead
    priority: int
    meta: Mapping[str, Any] = field(default_factory=dict)
    anyway: bool = False
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A page that came: the `url` that was asked for, its capture, the `last` one before it.

    What stands on a `sister` host is there as an "item", which leads nowhere, as a "list" that the portal's navigation
    names, or as one of its "pages".
    `rest` are further pages of its list, that wait for it to bring something new; `news`: what led to it did. What
    came by POST has no last one, but may be `known` from earlier crawls. `asked` says why it was asked for.
    """

    url: str
    capture: Any = None
    last: Last | None = None
    rest: Sequence[Lead] = ()
    news: bool = False
    known: bool = False
    asked: Asked = field(default_factory=Asked)
    home: bool = False
    sister: str | None = None
