"""Loops over a list's pages, as those know them who read scripts: from 1 to the last.

for (var i = 0; i < total; i++) bar += "<a href='list_" + (i + 1) + ".html'>";
"""

from __future__ import annotations

import re
from itertools import islice

LOOPS_AT_MOST = 5
_LONGEST = 800  # characters of what a loop over pages does
_OVER_PAGES = re.compile(
    r"for\s*\(\s*(?:(?:var|let)\s+)?(?P<at>\w+)\s*=\s*(?:(?P<two>2)\s*;\s*(?P=at)\s*<=|0\s*;\s*(?P=at)\s*<)\s*(?P<last>[\w$.]+)\s*;"
    r"|while\s*\(\s*(?P<counted>\w+)\s*<=\s*(?P<until>[\w$.]+)\s*\)"
)


def may_go_over_pages(scripts: str) -> bool:
    """Whether a loop among scripts may go over pages, and not from 1 on."""
    return _OVER_PAGES.search(scripts) is not None


def from_one(scripts: str) -> str:
    """Return scripts with their loops over pages written as loops from 1 to the last.

    One from 0 is a loop over pages where it writes the number that comes next.
    """
    pieces: list[str] = []
    done = 0
    for loop in islice(_OVER_PAGES.finditer(scripts), LOOPS_AT_MOST):
        at, last = loop["at"] or loop["counted"], loop["last"] or loop["until"]
        body = scripts[loop.end() : loop.end() + _LONGEST]
        if not (loop["two"] or loop["counted"]):
            body, next_ones = re.subn(rf"\(\s*{at}\s*\+\s*1\s*\)|(?<=\{{){at}\s*\+\s*1(?=\}})", at, body)
            if not next_ones:
                continue
        if loop.start() < done:
            continue
        if "`" in body:  # a template's text is one between quotes, cut where the number stands
            body = re.sub(rf"\$\{{\s*{at}\s*\}}", f"'+{at}+'", body).replace("`", "'")
        pieces += [scripts[done : loop.start()], f"for({at}=1;{at}<={last};{')' if loop['counted'] else ''}", body]
        done = loop.end() + _LONGEST
    return "".join([*pieces, scripts[done:]])
