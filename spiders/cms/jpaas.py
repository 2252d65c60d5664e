"""Hanweb's newer platform (jpaas): lists made by a script that names its place in attributes.

1. Recognise: `url="…/page/build/unit"` and `querydata="{'webId':'1','pageId':'…'}"` on one element.
2. Paging: the same address with `paramJson={"pageNo":2,"pageSize":15}`; the rows come as HTML in JSON. The list says
   `count="78" rows="15"`; where it does not, on for as long as the answers hold links.
3. Set nothing: the rows of the first page are links in the page, or come with page 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_BUILD = "page/build/unit"
_PAIR = re.compile(r"""["'](?P<name>\w+)["']\s*:\s*["']?(?P<value>[^"',{}]*)["']?""")
_ROWS = re.compile(r"""\brows\s*=\s*\\?["']?(\d{1,3})""")
_SIZE = 15


class Jpaas(Family):
    """Hanweb jpaas."""

    name = "jpaas"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of each list of the page, and from an answer the next."""
        if _BUILD in parsed.base_url:
            yield from _next(parsed)
        elif _BUILD in parsed.text and parsed.tree is not None:
            rows = _ROWS.search(parsed.text)
            size = int(rows[1]) if rows else _SIZE
            for node in parsed.tree.iter():
                written = node.get("querydata") if isinstance(node.tag, str) else None
                if written and (address := node.get("url")):
                    fields = {pair["name"]: pair["value"] for pair in _PAIR.finditer(written)}
                    asked = urlencode(fields | _paged(1, size))
                    yield Lead(f"{resolved(parsed.base_url, address)}?{asked}", is_first=True)


def _paged(number: int, size: int) -> dict[str, str]:
    return {"paramJson": json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))}


def _next(parsed: Parsed) -> Iterator[Lead]:
    """Yield the page after an answered one."""
    parts = urlsplit(parsed.base_url)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    try:
        asked = json.loads(fields.get("paramJson", ""))
        number, size = int(asked["pageNo"]), int(asked["pageSize"])
    except (ValueError, TypeError, KeyError):
        return
    if number < PAGES_AT_MOST and extract_links(parsed):
        yield Lead(parts._replace(query=urlencode(fields | _paged(number + 1, size))).geturl())
