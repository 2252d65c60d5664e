"""Where a page prints a headline, or its whole story, once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.characters import comparable
from crawler.extraction.container import weight
from crawler.extraction.outline import Outline
from crawler.extraction.story import DIGIT, is_most_of
from crawler.extraction.text import Line
from crawler.extraction.tree import Node

_OPENING_LINES = 5
# （NK2025G008）
_NUMBER = re.compile(r"[（(〔\[【][A-Za-z0-9〔〕\-－—_.号第年]{4,30}[）)〕\]】]")
_BARS = "|｜丨"
_ENOUGH_ABOVE = 100  # of weight, for a story that is printed again below
_SHORTEST_TOLD = 8  # characters of a headline told again
_MARKS_OF_A_TITLE = 2  # at most as many characters a letter, signs and spaces among them
_BOXES = frozenset("【[")


def printed_again(inside: Sequence[Line], headline: str, title: str) -> set[int]:
    """Return the numbers of the first lines that print the headline again: in several, or without a number in it."""
    bare = comparable(_NUMBER.sub("", headline)) if DIGIT.search(headline) else title
    if (bar := max(map(headline.rfind, _BARS))) > 0 and inside and _is_told_of_another(inside[0], headline[bar:]):
        return {inside[0].number}
    for place, line in enumerate(inside[:_OPENING_LINES]):
        if len(line.text) > _MARKS_OF_A_TITLE * len(headline) + _SHORTEST_TOLD:  # paragraphs
            continue
        if line.plain == bare != title:
            return {line.number}
        if not line.plain or line.plain == title or not title.startswith(line.plain):
            continue
        said = ""
        for upto, part in enumerate(inside[place : place + _OPENING_LINES], place + 1):
            said += part.plain
            if said == title:
                return {part.number for part in inside[place:upto]}
            if not title.startswith(said):
                break
    return set()


def _is_told_of_another(line: Line, main: str) -> bool:
    """Whether a line says a headline as another place had it: 某人：甲 above the text of 警示教育 | 甲."""
    said, told = comparable(main), line.text.rpartition("：")[2]
    return len(said) >= _SHORTEST_TOLD and line.text[-1:] != "。" and said in (line.plain, comparable(told))


def may_repeat(line: Line, own: Node | None, title: str) -> bool:
    """Whether a line that says a part of the headline is a printing of it; a short bold one may be a crosshead.

    With a colon behind it it says to whom a letter is.
    """
    if line.text[-1] in "：:":
        return False
    return line.node is own or not line.bold or is_most_of(line, title)


def is_behind_mark(line: Line, headline: str | None, title: str) -> bool:
    """Whether a line is the headline, or all of it behind the column that is printed before it: 【独家】."""
    marked = headline is not None and headline[:1] in _BOXES and title.endswith(line.plain)
    return line.plain == title or (marked and is_most_of(line, title))


def first_printing(outline: Outline, inside: list[Line], headline: str, title: str) -> list[Line]:
    """Return lines up to where a page prints its story again, for phones: headline and time once more below text."""
    weighed, upto = 0.0, 0
    begins = headline[:2]
    for place, line in enumerate(inside):
        if line.text[:2] != begins or line.plain != title or line.link_share >= 0.5:
            continue
        weighed += sum(map(weight, inside[upto:place]))
        upto = place
        again = weighed >= _ENOUGH_ABOVE
        if again and any(line.number < n <= line.number + 4 and outline.is_metadata(n) for n in outline.dates):
            return inside[:place]
    return inside
