"""Where what stands in a script ends, and where what it stands in opens: brackets and quotes, counted."""

from __future__ import annotations

import re
from typing import Literal

LONGEST = 4000  # characters of a call
_OPENING, _CLOSING, QUOTES = "({[", ")}]", "\"'`"
# What an end is looked for in; the marks that end it are among them.
_MARKS = {ends: re.compile(f"[{re.escape(_OPENING + _CLOSING + QUOTES + ends)}]") for ends in ("", ",")}


def end_of(text: str, at: int, ends: Literal["", ","] = "") -> int:
    """Return where what begins at a place ends: at one of `ends`, or a bracket that closes, not inside another."""
    limit = min(len(text), at + LONGEST)
    depth = 0
    while mark := _MARKS[ends].search(text, at, limit):
        at = mark.end()
        if mark[0] in QUOTES:
            closed = text.find(mark[0], at, limit)
            while closed >= 0 and text[closed - 1] == "\\":
                closed = text.find(mark[0], closed + 1, limit)
            if closed < 0:
                return limit
            at = closed + 1
        elif mark[0] in _OPENING:
            depth += 1
        elif depth == 0:
            return mark.start()
        elif mark[0] in _CLOSING:
            depth -= 1
    return limit


def opening_of(text: str, at: int) -> int | None:
    """Return where the object opens that a place is in."""
    depth, low = 0, max(0, at - LONGEST)
    while (at := max(text.rfind("{", low, at), text.rfind("}", low, at))) >= 0:
        depth += 1 if text[at] == "}" else -1
        if depth < 0:
            return at
    return None
