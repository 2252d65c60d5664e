"""Where the rows of an answer lead, learnt from the links on the page that asks for it.

A list shows its first rows as links, `/p/8a12.html`, and has a script ask for more as data, `{"slug": "8a12", …}`: the
field that holds what the links end in is what the addresses of further rows end in.
"""

from __future__ import annotations

import re

from crawler.addresses import host_of
from crawler.extraction.listing import extract_links, is_paging
from crawler.extraction.made import LEARNT
from crawler.extraction.tree import Parsed
from crawler.items import Form

FEWEST_LINKS, ENDS_AT_MOST = 3, 20
_SHORTEST_HEADLINE = 8  # characters
_LAST = re.compile(r"(?P<before>[^?#]*/|[^#]*[?&]\w+=)(?P<end>[\w\-]{1,64})(?P<after>\.\w{2,6})?")


def learnt(parsed: Parsed) -> list[Form]:
    """Return the address that most stories on a page have in common, with what they end in."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    host = host_of(parsed.url)
    for link in extract_links(parsed):
        is_row = link.printed or len(link.text) >= _SHORTEST_HEADLINE
        last = _LAST.fullmatch(link.url) if is_row and not is_paging(link) and host_of(link.url) == host else None
        if last is not None:
            found.setdefault((last["before"], last["after"] or ""), {})[last["end"]] = None
    (before, after), ends = max(found.items(), key=lambda one: len(one[1]), default=(("", ""), {}))
    return [Form(f"{before}{LEARNT}{after}", ends=tuple(ends)[:ENDS_AT_MOST])] if len(ends) >= FEWEST_LINKS else []
