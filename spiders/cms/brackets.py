"""Where what stands in a script ends, and where what it stands in opens: brackets and quotes, counted."""

from __future__ import annotations

import re
from typing import Literal

LONGEST = 4000  # characters of a call
_OPENING, _CLOSING, QUOTES = "({[", ")}]", "\"'`"
# What an end is looked for in, what stands in quotes passed over; the marks that end it are among them.
_QUOTED = "|".join(rf"{quote}[^{quote}]*(?:(?<=\\){quote}[^{quote}]*)*{quote}(?<!\\{quote})" for quote in QUOTES)
_MARKS = {ends: re.compile(f"{_QUOTED}|[{re.escape(_OPENING + _CLOSING + QUOTES + ends)}]") for ends in ("", ",")}


def end_of(text: str, at: int, ends: Literal["", ","] = "") -> int:
    """Return where what begins at a place ends: at one of `ends`, or a bracket that closes, not inside another."""
    limit = min(len(text), at + LONGEST)
    depth = 0
    for mark in _MARKS[ends].finditer(text, at, limit):
        sign = mark[0]
        if sign in _OPENING:
            depth += 1
        elif sign in QUOTES:
            return limit  # it is never closed
        elif len(sign) > 1:
            continue
        elif depth == 0:
            return mark.start()
        elif sign in _CLOSING:
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
