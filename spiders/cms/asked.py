"""Lists that a script asks for: `$.post('/api/list', {channelId: 7, pageNo: page})`, `$.ajax({url: …, data: {…}})`.

1. Recognise: a call of jQuery's or axios' with an address and an object of plain values, one of them the page.
2. Paging: from page 1 on for as long as the answers hold links. GET is tried first; a server that refuses it, or
   answers nothing to it, is asked by POST with the same fields. A call without fields (`axios.get('/api/all/0')`) is
   one page.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.extraction.listing import extract_links, is_data
from crawler.extraction.tree import Parsed
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.family import Family, Lead

# Each begins with letters that are looked for as they are: a page's scripts are long, and few hold a call.
_CALL = re.compile(
    r"""\.(?P<verb>post|get|getJSON)\(\s*["'](?P<url>[^"'\s<>]+)["']\s*(?:,\s*\{(?P<given>[^{}]{1,600})\}|[,)])"""
)
_CALLED = ("$", "jQuery", "axios")
_FETCH = re.compile(r"""fetch(?<!\wfetch)\(\s*["'](?P<url>[^"'\s<>]+)["']\s*[,)]""")
_AJAX = re.compile(
    r"""url(?<!\wurl)\s*:\s*["'](?P<url>[^"'\s<>]+)["'][^{}]{0,300}?\bdata\s*:\s*\{(?P<given>[^{}]{1,600})\}"""
)
# Without fields: only what says by its name that it is a list or data, for such calls count readers too.
_PLAIN = re.compile(r"(?!http)(?:[^?]*(?:/api/|list|articles)|[^?]*\.json(?:\?|$))", re.I)
_COUNTS = re.compile(r"hit|count|click|visit|login|user|comment|view", re.I)
_PAIR = re.compile(r"""["']?(?P<name>\w+)["']?\s*:\s*(?:["'](?P<text>[^"']*)["']|(?P<word>[\w.]+))""")
_PAGE = re.compile(rf"^{PAGE_NAMES}$", re.I)
FIRST = "1"


class Asked(Family):
    """Lists asked for by a script, with fields."""

    name = "asked"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of each list that the page's scripts ask for, and from an answer the next."""
        if is_data(parsed):
            yield from _next(parsed)
            return
        scripts = parsed.scripts
        calls = [call for call in _CALL.finditer(scripts) if scripts.endswith(_CALLED, 0, call.start())]
        for plain in (*(call for call in calls if call["verb"] != "post"), *_FETCH.finditer(scripts)):
            if _PLAIN.match(plain["url"]) and not _COUNTS.search(plain["url"]):
                yield Lead(urljoin(parsed.base_url, plain["url"]))
        for call in (*calls, *_AJAX.finditer(scripts)):
            fields = _fields(call["given"] or "")
            if fields is not None:
                address = urljoin(parsed.base_url, call["url"])
                yield Lead(f"{address}{'&' if '?' in address else '?'}{urlencode(fields)}", fields)


def _fields(written: str) -> dict[str, str] | None:
    """Return the fields of a call for the first page, or None where a value is not plain or no page is among them."""
    fields: dict[str, str] = {}
    paged = False
    for pair in _PAIR.finditer(written):
        name, text, word = pair["name"], pair["text"], pair["word"]
        if _PAGE.match(name):
            fields[name], paged = FIRST, True
        elif text is not None or word.isdigit():
            fields[name] = text if text is not None else word
        else:
            return None
    return fields if paged else None


def _next(parsed: Parsed) -> Iterator[Lead]:
    """Yield the page after an answered one, as its address names it."""
    parts = urlsplit(parsed.base_url)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    page = next((name for name in fields if _PAGE.match(name)), None)
    if page is None or not fields[page].isdigit() or not extract_links(parsed):
        return
    fields[page] = str(int(fields[page]) + 1)
    yield Lead(parts._replace(query=urlencode(fields)).geturl(), fields)
