"""Lists that a script asks for: `$.post('/api/list', {channelId: 7, pageNo: page})`, `$.ajax({url: …, data: {…}})`,
``fetch(`/searchList/${channelId}?page=${page}`)``.

1. Recognise: a call whose address and fields can be followed (`expressions.py`), one of them the page.
2. Paging: from the first page on for as long as the answers hold links. GET is tried first; a server that refuses it,
   or answers nothing to it, is asked by POST with the same fields. A call without fields (`axios.get('/api/all/0')`)
   is one page.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.extraction.listing import extract_links, is_data
from crawler.extraction.tree import Parsed
from spiders.cms.calls import calls_of, offset_of
from spiders.cms.expressions import PAGE
from spiders.cms.family import Family, Lead

# Without fields: only what says by its name that it is a list or data, for such calls count readers too.
_PLAIN = re.compile(r"(?!http)(?:[^?]*(?:/api/|list|articles)|[^?]*\.json(?:\?|$))", re.I)
_COUNTS = re.compile(r"hit|count|click|visit|login|user|comment|view", re.I)
_FILE = re.compile(r"(?P<stem>.*[_/\-])(?P<page>\d{1,3})(?P<ending>\.\w+)")
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)


class Asked(Family):
    """Lists asked for by a script, with fields."""

    name = "asked"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of each list that the page's scripts ask for, and from an answer the next."""
        if is_data(parsed) or not _WHOLE_PAGE.search(parsed.text[:2000]):
            yield from _next(parsed)
            return
        for call in calls_of(parsed):
            address = urljoin(parsed.base_url, call.url)
            if call.paged and call.fields:
                joint = "&" if "?" in address else "?"
                fields = urlencode(call.fields)
                yield Lead(f"{address}{joint}{fields}", call.fields, is_json=call.is_json, is_first=True)
            elif call.paged or (call.verb == "get" and _PLAIN.match(call.url) and not _COUNTS.search(call.url)):
                yield Lead(address, is_first=True)


def _next(parsed: Parsed) -> Iterator[Lead]:
    """Yield the page after an answered one, as its address names it."""
    if "<datastore" in parsed.text[:2000]:
        return
    parts = urlsplit(parsed.base_url)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    page = next((name for name in fields if PAGE.match(name)), None)
    offset = offset_of(fields)
    if page is not None and fields[page].isdecimal():
        fields[page] = str(int(fields[page]) + 1)
    elif page is None and offset is not None:
        fields[offset[0]] = str(int(fields[offset[0]]) + offset[1])
    elif page is None and is_data(parsed) and (file := _FILE.fullmatch(parts.path)):
        path = f"{file['stem']}{int(file['page']) + 1}{file['ending']}"
        if extract_links(parsed):
            yield Lead(parts._replace(path=path).geturl())
        return
    else:
        return
    if extract_links(parsed):
        yield Lead(parts._replace(query=urlencode(fields)).geturl(), fields)
