"""The titles that a page's head tells, to hold lines against."""

from __future__ import annotations

import re

from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.mastheads import is_name_of_outlet
from crawler.extraction.meta import Meta
from crawler.extraction.names import is_organization

SUFFIX = re.compile(r"\s*(?:[-_|｜—–·>]+|--|–|\s{2,})\s*")
OPENS = 5.0  # agreement of a line that a title begins or ends with

_TWO = 2  # characters
_PORTALS = ("门户网站", "政府网站", "政府网", "官方网站", "官网")  # a title may begin with the site's name
_SITE_AND_COLUMN = 5.5


def title_of_page(title: str) -> str:
    """Return a `<title>` without the names of site and column that follow it."""
    parts = [part for part in SUFFIX.split(title) if part]
    if len(parts) <= 1:
        return title
    # A headline may hold a dash itself: what is cut off is short and at the end.
    while len(parts) > 1 and (len(parts[-1]) <= 16 or len(parts) > 2):
        parts.pop()
    kept = title[: title.find(parts[-1]) + len(parts[-1])] if len(parts) > 1 else parts[0]
    return squeeze(kept)


class Told:
    """The titles that the head tells, to hold lines against."""

    def __init__(self, meta: Meta) -> None:
        said = (
            ("comment of the publishing system", meta.founder.get("title")),
            ("meta articletitle", meta.first("articletitle")),
            ("meta og:title", meta.first("og:title", "title")),
            ("title", meta.title),
        )
        # Where a tag of its own tells the headline, a page's title that is the name of who keeps the site tells none.
        article = meta.first("articletitle") or ""
        bare = len(article) > len(meta.title) and is_organization(meta.title)
        self.said = [(where, text) for where, text in said if text and not (bare and text == meta.title)]
        # Most heads say the same several times.
        plain = {text: (comparable(text), comparable(title_of_page(text))) for _, text in self.said}
        self.names = [plain[text][0] for _, text in self.said]
        self.stories = [plain[text][1] for _, text in self.said]
        # Short as a name may be (王浩伟-某大学…), it is the headline where a line says it above the metadata.
        parts = SUFFIX.split(meta.title)
        self.opening = comparable(parts[0])
        # 云溪先锋——老支书
        of_site = len(parts) > 1 and (is_name_of_outlet(parts[0]) or parts[0].endswith(_PORTALS))
        self.closing = comparable(parts[-1]) if of_site else ""
        self.longest = max(self.names, key=len, default="")
        self._joined = " ".join([*self.names, *self.stories])
        self.exactly = frozenset([*self.names, *self.stories])

    def may_hold(self, text: str) -> bool:
        """Whether a line may be one of the titles or a part of one, by its first two characters."""
        both = text[:2]
        if both in self._joined:
            return True
        return len(both) < _TWO or not ("\u4e00" <= both[0] <= "\u9fff" and "\u4e00" <= both[1] <= "\u9fff")

    def agreement(self, text: str) -> float:
        """Return how far a line, as `comparable` has it, is what the head tells: 6 where it is just that."""
        if text in self.exactly:
            return 6.0
        if len(text) >= 2 and text == self.opening:
            return 4.0
        if len(text) >= 4 and text == self.closing:
            return OPENS
        # A title cut short by its system still begins as the line does; one with names of columns goes on after it.
        if len(text) >= 6:
            for name in self.names:
                opens = name.startswith(text) and len(text) > 0.3 * len(name)
                if opens or (name.endswith(text) and len(text) > 0.5 * len(name)):
                    return 5.0
        # The column's name after the site's, where the title has them the other way round: 某校简介 of 简介-某校.
        if 4 <= len(self.opening) < len(text) - 3 and text.endswith(self.opening):
            site = text[: -len(self.opening)]
            if any(site in name[len(self.opening) :] for name in self.names if name.startswith(self.opening)):
                return _SITE_AND_COLUMN
        if len(text) >= 5 and any(text in name for name in self.stories):
            return 3 + 2 * len(text) / len(self.longest)
        return 4.0 if any(len(name) >= 8 and text.startswith(name.rstrip(".")) for name in self.names) else 0.0
