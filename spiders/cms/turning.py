"""Addresses with a place for the page that scripts put together: what a loop draws, what a function returns.

for (var i = 1; i <= total; i++) bar += "<a href='" + pageUrl(i) + "'>" + i + "</a>";
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.extraction.tree import Parsed
from spiders.cms.brackets import end_of
from spiders.cms.concatenated import PAGE_NAMES, Numbered
from spiders.cms.expressions import Reader
from spiders.cms.family import Lead
from spiders.cms.inputs import filled
from spiders.cms.loops import LOOPS_AT_MOST, from_one, may_go_over_pages
from spiders.cms.places import resolved
from spiders.cms.values import THE_PAGE, Known, Page, Parts

# A pager drawn by a loop: for (var i = 1; i <= total; i++).
LOOP = re.compile(r"for\s*\(\s*(?:(?:var|let)\s+)?(?P<at>\w+)\s*=\s*1\s*;\s*(?P=at)\s*<=\s*(?P<last>[\w$.]+)\s*;")
_LONGEST = 800  # characters of what a loop does
_HREF = re.compile(r"""href\s*=\s*\\?["']?(?P<stem>[\w\-./?=&]*)(?P<quote>["'])\s*\+\s*""")
_FRAME = re.compile(r"""<iframe\b[^<>+]{0,200}?\bsrc\s*=\s*\\?["']?(?P<stem>[\w\-./?=&:]*)(?P<quote>["'])\s*\+\s*""")
_UPTO = re.compile(r"[\"'\s<>\\]")
_PLACED = re.compile(r"\{\d\}")  # the place of what a function is given
_ENDING = re.compile(r"\.\w{3,5}")
_ASKS = re.compile(rf"[?&]{PAGE_NAMES}=$", re.I)


class TurningReader(Reader):
    """Follows expressions to the address of a further page: of two branches it takes the one with the page.

    What a function of the text returns for what it is given is followed as well.
    """

    def chosen(self, choice: re.Match[str], known: Known) -> tuple[Parts | None, int]:
        """Return the branch that has the page, else the first, and where the choice ends."""
        first, at = self.value(choice.end(), known, ends=":")
        end = end_of(self.text, at, ",")
        if first is None or _turns(first) or self.text[at : at + 1] != ":":
            return first, end
        second, _ = self.value(at + 1, known)
        return (second if second is not None and _turns(second) else first), end

    def called(self, name: str, at: int, known: Known) -> Parts | None:
        """Return what a function of the text comes to for what it is given at a place."""
        found = None
        for found in self.returned(name, at, known):
            if found is not None and _turns(found):
                break
        return found


def may_draw(scripts: str) -> bool:
    """Whether a loop among scripts may draw a pager."""
    return "href" in scripts and (LOOP.search(scripts) is not None or may_go_over_pages(scripts))


def drawn(parsed: Parsed) -> Numbered | None:
    """Return the numbered address that a loop of a page's scripts draws links to."""
    scripts = parsed.scripts
    # What is looked for is put together of texts, which few loops are.
    if not may_draw(scripts) or ("${" not in scripts and _HREF.search(scripts) is None):
        return None
    reader = TurningReader(from_one(filled(parsed, parsed.scripts)), parsed.url)
    for loop, href in _hrefs(reader.text):
        parts, _ = reader.value(href.end(), {**reader.known_at(loop.start()), loop["at"]: THE_PAGE})
        if parts and (found := _numbered([href["stem"], *parts])) is not None:
            return found
    return None


def frames_written(parsed: Parsed) -> Iterator[Lead]:
    """Yield what frames show that a page's scripts write into it: `"<iframe src='list.asp?id=" + id + "'>"`."""
    if "<iframe" not in parsed.scripts:
        return
    reader: Reader | None = None
    for frame in islice(_FRAME.finditer(parsed.scripts), LOOPS_AT_MOST):
        reader = reader or Reader(parsed.scripts, parsed.url)
        parts, _ = reader.value(frame.end(), reader.known_at(frame.start()))
        if parts and not any(isinstance(part, Page) for part in parts):
            address = _UPTO.split(f"{frame['stem']}{''.join(map(str, parts))}", maxsplit=1)[0]
            yield Lead(resolved(parsed.base_url, address), is_first=True)


def _hrefs(scripts: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield each loop and where an address begins in it."""
    for index, loop in enumerate(LOOP.finditer(scripts)):
        if index >= LOOPS_AT_MOST:
            return
        end = end_of(scripts, loop.end()) + 1  # of what stands in brackets behind `for`
        if scripts[end : end + 10].lstrip().startswith("{"):
            end = end_of(scripts, scripts.index("{", end) + 1)
        else:
            end += _LONGEST
        for href in _HREF.finditer(scripts, loop.end(), min(end, loop.end() + _LONGEST)):
            yield loop, href


def _numbered(parts: Parts) -> Numbered | None:
    """Return the address at the start of what is written into a page, where it has a place for the page."""
    at = next((place for place, part in enumerate(parts) if isinstance(part, Page)), None)
    if at is None:
        return None
    before = "".join(map(str, parts[:at]))
    written = "".join(part if isinstance(part, str) else " " for part in parts[at + 1 :])
    after = _UPTO.split(written, maxsplit=1)[0]
    if _UPTO.search(before) or not before:
        return None
    is_file = _ENDING.fullmatch(after) is not None and "?" not in before
    is_asked = _ASKS.search(before) is not None and (not after or after.startswith("&"))
    return Numbered(before, after) if is_file or is_asked else None


def _turns(parts: Parts) -> bool:
    return any(isinstance(part, Page) or _PLACED.search(part) is not None for part in parts)
