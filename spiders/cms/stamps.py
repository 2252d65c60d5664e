"""What a script puts into an address so that no answer is remembered: `"?_=" + new Date().getTime()`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(r"(?:(?<=\?)|&)(?:_|_?[a-z]\w{0,9})=$", re.I)
_NOW = r"(?:\+?\s*new\s+Date\b(?:\(\s*\))?|Math\.random\(\s*\)|Date\.now\(\s*\))"
_AS_NUMBER = r"(?:\.(?:getTime|valueOf|toString)\(\s*\))?"
_MADE = re.compile(
    rf"\s*\(*\s*{_NOW}\s*\)*{_AS_NUMBER}(?!\s*[.*])"
    # For a minute the same: Math.floor(Date.now() / 60000).
    rf"|\s*(?:Math\.(?:floor|round|ceil)|parseInt)\(\s*\(*\s*{_NOW}\s*\)*{_AS_NUMBER}(?:\s*[*/]\s*\d{{1,9}}\s*){{0,4}}\)"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the name of a stamp starts in what stands before it, and where what it is made of ends."""

    start: int
    end: int


def stamp_at(text: str, at: int, before: str) -> Stamp | None:
    """Return the stamp that is made at a place in a script, behind an address as far as it goes; None for none."""
    made = _MADE.match(text, at) if before.endswith("=") else None
    name = _NAME.search(before) if made is not None else None
    return Stamp(name.start(), made.end()) if made is not None and name is not None else None
