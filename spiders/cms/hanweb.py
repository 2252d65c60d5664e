"""Hanweb (大汉) JCMS: lists whose rows lie in a data store.

1. Recognise: `/col/col123/index.html`, articles `/art/2020/3/13/art_123_456.html`; a script holds
   `<datastore>…<record><![CDATA[…]]></record>`.
2. Paging: the rest of the rows comes from `dataproxy.jsp`, asked for by record numbers. It answers GET with the same
   fields as POST. The fields (`columnid`, `unitid`, `webid` …) stand in the list's own script.
3. Set nothing: the rows of the first page are links inside the script, which the engine reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

from crawler.extraction.tree import Parsed
from spiders.cms.family import PAGES_AT_MOST, Family, Lead

_PROXY = re.compile(r"""["']?(?P<url>[\w:/.\-]*dataproxy\.jsp)(?P<query>\?[^"'\s<>]*)?["']?""", re.I)
_TOTAL = re.compile(r"(?:<totalrecord>|totalRecord['\"]?\s*[:=]\s*['\"]?)(\d+)", re.I)
_PER_PAGE = re.compile(r"(?:perpage|pageSize)['\"]?\s*[:=]\s*['\"]?(\d+)", re.I)
_FIELD = re.compile(
    r"""["']?\b(?P<name>appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype|col)["']?"""
    r"""\s*[:=]\s*["']?(?P<value>[^"'&,}\s<>]*)["']?""",
    re.I,
)
_DEFAULTS = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}
_DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"
_COLUMN = re.compile(r"/col/col(\d+)/")
_UNIT = re.compile(
    r"""unitid["']?\s*[:=]\s*["']?(\w+)|\bid=["'](\d+)["'][^>]*>\s*<script[^>]*type=["']text/xml""", re.I
)


class Hanweb(Family):
    """Hanweb JCMS."""

    name = "hanweb"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the addresses of the data store's other rows, a page of the list each."""
        text = parsed.text
        if ("dataproxy" not in text and "datastore" not in text) or "<html" not in text[:5000].lower():
            return
        total = _TOTAL.search(text)
        if total is None:
            return
        per_page = int(found[1]) if (found := _PER_PAGE.search(text)) and int(found[1]) else 15
        fields = dict(_DEFAULTS)
        if column := _COLUMN.search(parsed.base_url):
            fields["columnid"] = column[1]
        for match in _FIELD.finditer(text):
            if match["value"]:
                fields[match["name"]] = match["value"]
        if "unitid" not in fields and (unit := _UNIT.search(text)):
            fields["unitid"] = unit[1] or unit[2]
        proxy = _PROXY.search(text)
        address = urljoin(parsed.base_url, proxy["url"] if proxy else _DEFAULT_PROXY)
        for start in range(1, min(int(total[1]), PAGES_AT_MOST * per_page) + 1, per_page):
            rows = {"startrecord": start, "endrecord": min(start + per_page - 1, int(total[1])), "perpage": per_page}
            yield Lead(f"{address}?{urlencode({**rows, **fields})}", fields)
