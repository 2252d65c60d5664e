"""Paragraphs whose lines were cut off at a width, as what is pasted from a document's page is: put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS = frozenset("。！？；：”）)…!?;:")
_STOP = re.compile(r"[。！？；](?=.)")
_CLAUSE = re.compile("[，、,]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]")
_SEVERAL = 5  # lines that a page's width may have cut off
_NARROWEST, _WIDEST = 36, 160  # columns: a Chinese sign takes two
_RAGGED = 6  # columns, as a sign that may not begin a line leaves the one before it short
_NEARLY_ALL, _MOST, _SOME = 0.8, 0.6, 0.125  # shares of the lines


def going_on(texts: Sequence[str]) -> set[int]:
    """Return the numbers of the texts that go on from the one before, which a page's width cut off.

    Lines cut off are as wide as each other and no other is wider; sentences end within them, and not at their ends,
    where the entries of a list end.
    """
    open_ = [number for number, text in enumerate(texts[:-1]) if text[-1] not in _ENDS]
    if len(open_) < _SEVERAL:
        return set()
    widths = {number: _columns(texts[number]) for number in open_}
    width = sorted(widths.values())[len(open_) // 2]
    full = [number for number in open_ if abs(widths[number] - width) <= _RAGGED]
    if not _NARROWEST <= width <= _WIDEST or len(full) < max(_SEVERAL, _NEARLY_ALL * len(open_)):
        return set()
    if sum(map(bool, map(_STOP.search, texts))) < max(2, _SOME * len(full)):
        return set()
    if sum(_CLAUSE.search(texts[number]) is not None for number in full) < _MOST * len(full):
        return set()
    if sum(_columns(text) > width + _RAGGED for text in texts) > (1 - _NEARLY_ALL) / 2 * len(texts):
        return set()
    return {number + 1 for number in full if not _NUMBERED.match(texts[number + 1])}


def put_together(texts: Sequence[str], cut: set[int]) -> tuple[list[str], list[int]]:
    """Return the paragraphs, and how many of them stand before each of the texts and behind the last."""
    whole: list[list[str]] = []
    before: list[int] = []
    for number, text in enumerate(texts):
        if number in cut:
            last = whole[-1][-1][-1]
            if last.isascii() and last.isalnum() and text[0].isascii() and text[0].isalnum():
                whole[-1].append(" ")
            whole[-1].append(text)
            before.append(len(whole) - 1)
        else:
            before.append(len(whole))
            whole.append([text])
    return ["".join(pieces) for pieces in whole], [*before, len(whole)]


def _columns(text: str) -> int:
    """Return how wide a text is set."""
    return 2 * len(text) - sum(map(str.isascii, text))
