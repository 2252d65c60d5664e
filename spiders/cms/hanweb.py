"""Hanweb (大汉) JCMS, and others with its script for lists (jpage): lists whose rows lie in a data store.

1. Recognise: `/col/col123/index.html`, articles `/art/2020/3/13/art_123_456.html`; a script holds
   `<datastore>…<record><![CDATA[…]]></record>`. TrueCMS: `.jpage({… proxyUrl: '/TrueCMS/…/getMessage.do'})`.
2. Paging: the rest of the rows comes from `dataproxy.jsp`, or whatever `proxyUrl` says, asked for by record numbers,
   three pages of the list at once as the list's own script does. It answers GET with the same fields as POST. The
   fields (`columnid`, `unitid`, `webid` …) stand in the script, for each list of the page; an answer shorter than
   asked for is gone on from. Some servers heed `page` alone, by which the page's own link asks (`<nextgroup>`); their
   answers say `<totalpage>`.
3. Set nothing: the rows of the first pages are links inside the script, which the engine reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extraction.tree import Parsed
from spiders.cms.brackets import end_of
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved

_PROXY = re.compile(r"""["']?(?P<url>[\w:/.\-]*dataproxy\.jsp)(?P<query>\?[^"'\s<>]*)?["']?""", re.I)
_OTHER_PROXY = re.compile(r"""\bproxyUrl['"]?\s*[:=]\s*["'](?P<url>[^"'\s<>?]+)""")
_TOTAL = re.compile(r"(?:<totalrecord>|totalRecord['\"]?\s*[:=]\s*['\"]?)(\d+)", re.I)
_PAGES = re.compile(r"<totalpage>\s*(\d+)", re.I)
_PER_PAGE = re.compile(r"(?:perpage|pageSize)['\"]?\s*[:=]\s*['\"]?(\d+)", re.I)
_GROUP = re.compile(r"groupSize['\"]?\s*[:=]\s*['\"]?(\d+)", re.I)
_NAMES = "appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype|col"
_SAID = r"""["']?\s*[:=]\s*(?:encodeURI\w*\(\s*)?(?:'(?P<one>[^'<>]*)'|"(?P<two>[^"<>]*)"|(?P<bare>[^"'&,}\s<>()]*))"""
_FIELD = re.compile(
    rf"""(?:(?<=[?&;])(?P<asked>{_NAMES})=(?P<value>[^"'&}}\s<>]*)|\b(?P<name>{_NAMES}){_SAID})""", re.I
)
# What the list's own script sends, whatever it is called: of several columns at once, of words to be marked.
_PARAMETERS, _PARAMETER = re.compile(r"\bajaxParam['\"]?\s*[:=]\s*\{"), re.compile(rf"\b(?P<name>\w+){_SAID}")
_DEFAULTS = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}
_DEFAULT_PROXY = "/module/web/jpage/dataproxy.jsp"
_COLUMN = re.compile(r"/col/col(\d+)/")
_UNIT = re.compile(
    r"""unitid["']?\s*[:=]\s*["']?(\w+)|\bid=["'](\d+)["'][^>]*>\s*<script[^>]*type=["']text/xml""", re.I
)
_LIST = re.compile(r"""(?:\(\s*["']#(?P<unit>\w+)["']\s*\)\s*)?\.jpage\s*\(\s*\{""")
_GROUP_SIZE = 3


class Hanweb(Family):
    """Hanweb JCMS."""

    name = "hanweb"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the addresses of the data stores' other rows, and of what an answer left out."""
        text = parsed.text
        if "dataproxy" not in text and "datastore" not in text and ".jpage" not in text:
            return
        if "<html" not in text[:5000].lower():
            yield from _after(parsed)
            return
        lists, inline = list(_LIST.finditer(text)), "<record>" in text
        for place in lists:
            said = text[place.end() : end_of(text, place.end())]
            # What is said of the page's only list may stand anywhere on it.
            yield from _rows_of(parsed, said, place["unit"], text if len(lists) == 1 else "", inline)
        if not lists:
            yield from _rows_of(parsed, text, None, "", inline)


def _rows_of(parsed: Parsed, text: str, unit_before: str | None, around: str, inline: bool) -> Iterator[Lead]:
    """Yield the addresses of one list's rows, by what is said of it in `text`, else in the page `around`.

    `inline`: the page has the first ones itself.
    """
    total = _TOTAL.search(text) or _TOTAL.search(around)
    if total is None:
        return
    found = _PER_PAGE.search(text) or _PER_PAGE.search(around)
    per_page = int(found[1]) if found and int(found[1]) else 15
    group = _GROUP.search(text)
    at_once = per_page * (int(group[1]) if group and int(group[1]) else _GROUP_SIZE)
    proxy = _PROXY.search(text)
    other = _OTHER_PROXY.search(text) if proxy is None else None
    if other is not None:
        # Another system with this script sends what the list says and no more.
        address, fields, inline = resolved(parsed.base_url, other["url"]), _fields_in(text), False
    else:
        proxy = proxy or _PROXY.search(around)
        address = resolved(parsed.base_url, proxy["url"] if proxy else _DEFAULT_PROXY)
        fields = _of_hanweb(parsed, text, unit_before, around)
    for start in range(1, min(int(total[1]), PAGES_AT_MOST * per_page) + 1, at_once):
        rows = {"startrecord": start, "endrecord": min(start + at_once - 1, int(total[1])), "perpage": per_page}
        yield Lead(f"{address}?{urlencode({**rows, **fields})}", fields, is_first=start == 1 and not inline)


def _of_hanweb(parsed: Parsed, text: str, unit_before: str | None, around: str) -> dict[str, str]:
    """Return the fields that Hanweb's own server wants."""
    fields = dict(_DEFAULTS)
    if column := _COLUMN.search(parsed.url):
        fields["columnid"] = column[1]
    fields |= _fields_in(around) | _fields_in(text)
    if "unitid" not in fields and unit_before:
        fields["unitid"] = unit_before
    elif "unitid" not in fields and (unit := _UNIT.search(around or text)):
        fields["unitid"] = unit[1] or unit[2]
    return fields


def _fields_in(text: str) -> dict[str, str]:
    """Return what is to be sent along with the numbers of the rows."""
    fields = {m["asked"] or m["name"]: m["value"] or _said(m) for m in _FIELD.finditer(text)}
    if sent := _PARAMETERS.search(text):
        fields |= {m["name"]: _said(m) for m in _PARAMETER.finditer(text, sent.end(), end_of(text, sent.end()))}
    return {name: value for name, value in fields.items() if value}


def _said(match: re.Match[str]) -> str:
    return match["one"] or match["two"] or match["bare"] or ""


def _after(parsed: Parsed) -> Iterator[Lead]:
    """Yield the address of the rows that come after an answer: some servers give fewer at once than were asked for."""
    parts = urlsplit(parsed.url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    start, end = asked.get("startrecord", ""), asked.get("endrecord", "")
    came = parsed.text.count("<record>")
    if not start and came and asked.get("page", "").isdigit() and (pages := _PAGES.search(parsed.text)):
        if (page := int(asked["page"])) < min(int(pages[1]), PAGES_AT_MOST):
            yield Lead(parts._replace(query=urlencode(asked | {"page": str(page + 1)})).geturl())
        return
    if start.isdigit() and end.isdigit() and 0 < came < int(end) - int(start) + 1:
        asked["startrecord"] = str(int(start) + came)
        fields = {name: value for name, value in asked.items() if name not in ("startrecord", "endrecord", "perpage")}
        yield Lead(parts._replace(query=urlencode(asked)).geturl(), fields)
