"""Variables that a script counts pages with, whatever it calls them: `var cur = 0; … cur = cur + 1;`."""

from __future__ import annotations

import re
from itertools import islice

from spiders.cms.functions import name_at_end

_MOST, _LONGEST_NAME = 200, 40  # counts of a page's scripts that are looked at; characters
_OFTEN = 12  # times that a letter stands in scripts where it counts other things as well
# What is added, found as it stands; the name stands before it, or behind it.
_ADDED = re.compile(r"\+\+\s*(?P<behind>[A-Za-z_$][\w$]*)?|\+=\s*1\b|\+\s*1\b(?![\w.])")
_SET = re.compile(r"=\s*$")
_SETS = re.compile(r"\s*=(?![=>])")


def counted_in(text: str) -> set[str]:
    """Return the variables that are counted on by one in a text, and by no loop's head."""
    found: set[str] = set()
    for added in islice(_ADDED.finditer(text), _MOST):
        before = text[max(0, added.start() - 2 * _LONGEST_NAME) : added.start()].rstrip()
        name = name_at_end(before) or added["behind"] or ""
        before = before[: len(before) - len(name)].rstrip() if name_at_end(before) else before
        if not 0 < len(name) <= _LONGEST_NAME or _is_in_head_of_loop(text, added.start()):
            continue
        if added[0][:2] in ("++", "+=") or (_SET.search(before) and name_at_end(before.rstrip("= ")) == name):
            found.add(name)
    return {name for name in found if len(name) > 1 or _means_one_thing(text, name)}


def _means_one_thing(text: str, letter: str) -> bool:
    """Whether a letter is set once, but for what is added to it: in scripts made small each means a hundred things."""
    places = [match.end() for match in islice(re.finditer(rf"(?<![\w$.?&]){re.escape(letter)}(?![\w$])", text), _OFTEN)]
    added = re.compile(rf"\s*=\s*{re.escape(letter)}\s*\+\s*1\b")
    settings = [at for at in places if _SETS.match(text, at) and not added.match(text, at)]
    return len(places) < _OFTEN and len(settings) == 1


def _is_in_head_of_loop(text: str, at: int) -> bool:
    """Whether a place stands behind the second sign that parts a loop's head: for (i = 0; i < 9; i++)."""
    near = text[max(0, at - 3 * _LONGEST_NAME) : at]
    opened = near.rfind("for")
    head = near[opened + 3 :].lstrip() if opened >= 0 else ""
    return head[:1] == "(" and head.count("(") > head.count(")") and head.count(";") == 2
