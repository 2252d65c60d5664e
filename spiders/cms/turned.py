"""Lists whose address does not tell what in it is the page, `/list/5/1/10`: the script that asks for it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl

from crawler.extraction.tree import Parsed
from crawler.items import Form
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.family import PAGES_AT_MOST, Lead
from spiders.cms.places import query_in

TURNED = "{page}"  # the place of the page
OF_LISTS = re.compile(r"list|page|more|frag|load|data|ajax|json|rows|items", re.I)
# Where an answer's own address tells it: by a name, or as the number of a file.
_TOLD = re.compile(rf".*(?:[?&]{PAGE_NAMES}=\{{page\}}(?:&.*)?|[_/\-]\{{page\}}(?:\.\w+)?(?:\?.*)?)", re.I)


def is_known_to_turn(address: str) -> bool:
    """Whether an address with a place for the page tells by itself what is the page, or by what its file is called."""
    path = address.partition("?")[0]
    rest = path.replace(TURNED, "")
    is_told = rest == path or "." in rest.rpartition("/")[2] or OF_LISTS.search(rest) is not None
    return is_told and _TOLD.fullmatch(address) is not None


def turned(parsed: Parsed, forms: Sequence[Form]) -> Iterator[Lead]:
    """Yield the page after an answered one, by the address with a place for the page that it was asked by."""
    for form in forms:
        if not form.is_next:
            continue
        pattern = re.escape(form.url).replace(re.escape(TURNED), r"(?P<page>\d{1,5})", 1)
        # An object that is sent as a text has its braces escaped on the way.
        address = parsed.url.replace("%7B", "{").replace("%7D", "}") if "={%22" in form.url else parsed.url
        asked = re.fullmatch(pattern.replace(re.escape(TURNED), "(?P=page)"), address)
        if asked is not None and int(asked["page"]) < PAGES_AT_MOST:
            url = form.url.replace(TURNED, str(int(asked["page"]) + 1))
            yield Lead(url, dict(parse_qsl(query_in(url), keep_blank_values=True)) or None)
