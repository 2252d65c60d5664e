"""What a crawl of a portal counts, and what it says of itself when it ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from archive.items import Saved
from crawler.extraction.role_labels import ROLE_OF
from crawler.failures import CIRCLE

_LABELS_AT_MOST, _KINDS_AT_MOST = 20, 20  # in a report
_SHOWN = ("new", "changed", "same", "unsteady", "back")  # outcomes that show an article


def unknown_labels(credits: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the labels, as printed, that credits of the article JSON have the role `other` for want of a known one."""
    labels = (credit.get("role_label") for credit in credits if credit["role"] == "other")
    return {label for label in labels if isinstance(label, str) and label and label not in ROLE_OF}


def _commonest(counts: Mapping[str, int], most: int) -> dict[str, int]:
    """Return what was counted most often, with how often."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


class Tally:
    """The figures of one crawl; articles are told by their ids."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.pages = 0
        self.articles: set[int] = set()
        self._suspected: set[int] = set()  # which may turn out to be there yet
        self.undecodable: set[int] = set()  # the articles with places that could not be decoded
        self.unknown_labels: defaultdict[str, set[int]] = defaultdict(set)  # the articles they stand on
        self.not_asked: Counter[str] = Counter()  # addresses of kinds that led nowhere, by kind
        self.blocked = 0
        self.failures: list[tuple[str, str]] = []  # pages that could not be had, each with why
        self.home_failure: str | None = None
        self.trouble: str | None = None  # what a person should look at, whatever the figures say

    def count(self, saved: Saved, extracted: Mapping[str, Any]) -> None:
        """Count what came of a capture."""
        self.outcomes[saved.outcome] += 1
        self.outcomes["changed"] -= saved.outcome == "unsteady"
        if saved.article is not None and saved.outcome == "suspected":
            self._suspected.add(saved.article)
        elif saved.outcome in _SHOWN and saved.article in self._suspected:
            self._suspected.remove(saved.article)
            self.outcomes["suspected"] -= 1
        if saved.article is None or saved.outcome not in _SHOWN:
            return
        self.articles.add(saved.article)
        if extracted.get("undecodable"):
            self.undecodable.add(saved.article)
        for label in unknown_labels(extracted.get("credits") or ()):
            self.unknown_labels[label].add(saved.article)

    def settle(self, gone: set[int], suspected: set[int]) -> None:
        """Count articles as gone that were but `suspected` when this crawl looked at them, or one that was killed."""
        self.outcomes["suspected"] -= len(gone & suspected)
        self.outcomes["gone"] += len(gone)

    def unite(self, twins: set[int], found: set[int]) -> None:
        """Count articles no more that turned out to be others, and as suspected none that were `found` by that."""
        self.outcomes["suspected"] -= len(found)
        self.outcomes["new"] -= len(twins & self.articles)
        self.articles -= twins
        self.undecodable -= twins
        for articles in self.unknown_labels.values():
            articles -= twins

    def figures(self) -> dict[str, Any]:
        """Return what the report of the crawl says in figures."""
        return {
            "pages": self.pages,
            "articles": len(self.articles),
            **{f"articles_{name}": self.outcomes[name] for name in ("new", "changed", "gone", "suspected", "back")},
            "errors": len(self.failures),
            "unknown_labels": _commonest({name: len(on) for name, on in self.unknown_labels.items()}, _LABELS_AT_MOST),
            "articles_undecodable": len(self.undecodable),
            "not_asked": _commonest(self.not_asked, _KINDS_AT_MOST),
        }

    def health(self, *, empty: bool, doubtful: int = 0, at_once: tuple[int, int] = (0, 0)) -> str:
        """Say in words what a person should look at, or `ok`; `empty`: no article of the portal was ever found.

        `doubtful` is the number of articles that were missed while nothing showed that their host is whole, `at_once`
        of those that were missed in so great a number that it is doubted, and of all that were looked at there.
        """
        if self.home_failure:
            return f"home page not reached: {self.home_failure}"
        if self.trouble:
            return self.trouble
        if empty:
            return f"no articles found on {self.pages} pages; is this the address of a portal?"
        if at_once[0]:
            missing = f"{at_once[0]} of {at_once[1]} articles looked at were missing at once"
            return f"{missing}: suspected until it lasts a week"
        # One page kept from the public is no news; a fiftieth of a portal is.
        if self.blocked * 50 > self.pages:
            return f"{self.blocked} of {self.pages} pages were refused by the server"
        if doubtful * 50 > self.pages:
            return f"{doubtful} articles were not there, nor any other of their host: is the portal whole?"
        # A circle of redirects stands there every night, and no person can mend it here.
        failed = sum(why != CIRCLE for _, why in self.failures)
        if failed * 10 > self.pages:
            # What was never answered is no page that came.
            came = f"{failed} of {self.pages} pages failed"
            return came if failed <= self.pages else f"{failed} pages failed, {self.pages} came"
        return "ok"
