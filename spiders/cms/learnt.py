"""Where the rows of an answer lead, learnt from the links on the page that asks for it.

A list shows its first rows as links, `/p/8a12.html`, and has a script ask for more as data, `{"slug": "8a12", …}`: the
field that holds what the links end in is what the addresses of further rows end in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crawler.addresses import host_of
from crawler.extraction.listing import extract_links, is_paging
from crawler.extraction.tree import Parsed
from spiders.cms.family import Form
from spiders.cms.named import records_in
from spiders.cms.places import places_of

FEWEST_LINKS, FEWEST_ROWS, ENDS_AT_MOST = 3, 2, 20
_SHORTEST_HEADLINE = 8  # characters
_LAST = re.compile(r"(?P<before>[^?#]*/|[^#]*[?&]\w+=)(?P<end>[\w\-]{1,64})(?P<after>\.\w{2,6})?")
_PLACE = "{*}"


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
    return [Form(f"{before}{_PLACE}{after}", ends=tuple(ends)[:ENDS_AT_MOST])] if len(ends) >= FEWEST_LINKS else []


def fitted(parsed: Parsed, forms: Sequence[Form]) -> list[Form]:
    """Return forms for an answer: the field of its rows in an address that was learnt, where no other form fits."""
    plain = [form for form in forms if not form.ends]
    if len(plain) == len(forms):
        return plain
    records = list(records_in(parsed))
    stories = [form for form in plain if not form.is_list and form.click is None and not form.is_day]
    if any(places_of(form.url) <= record.keys() for form in stories for record in records):
        return plain
    for form in forms:
        ends = set(form.ends)
        counts = Counter(name for record in records for name, said in record.items() if said in ends)
        if counts and max(counts.values()) >= FEWEST_ROWS:
            field = counts.most_common(1)[0][0]
            plain.append(replace(form, url=form.url.replace(_PLACE, f"{{{field}}}"), ends=()))
    return plain
