"""Pages of a list that a click posts: it calls a function with an address and an object, which makes a form of both.

<a onclick="post('/notices.htm', {'typeId': '7', 'pageNo': '2'})">下一页</a> with function post(url, fields) {
    var form = document.createElement("form"); form.method = "post"; form.action = url; … form.submit(); }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast
from urllib.parse import urlencode

from lxml import etree

from crawler.extraction.tree import Node, Parsed, text_of
from spiders.cms.brackets import end_of
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.places import resolved
from spiders.cms.values import page_among

_FUNCTION = re.compile(r"function\s+(?P<name>[\w$]{1,40})\s*\(\s*[\w$]{1,40}\s*,\s*[\w$]{1,40}\s*\)\s*\{")
_MADE = re.compile(r"""createElement\(\s*["']form["']\s*\)|["']<form\b""", re.I)
_BY_POST = re.compile(r"""\bmethod\b[^\n;]{0,20}["']post["']""", re.I)
_FIELD = re.compile(
    r"""["']?(?P<name>[\w.\-\[\]]{1,60})["']?\s*:\s*(?:["'](?P<said>[^"'\\\n]{0,200})["']|(?P<number>\d{1,12}))"""
)
_FUNCTIONS_AT_MOST, _CLICKS_AT_MOST, _LONGEST = 50, 200, 1500
_CLICKED = etree.XPath("//@onclick/.. | //a[starts-with(@href, 'java')]")
_TURNS = re.compile(r"\W{0,2}(?:下一?页|后一?页|尾页|末页|最后一页|\d{1,5}|[>»]+)\W{0,2}")


class Posted(Family):
    """A list's pages that a click posts."""

    name = "posted"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the further pages of the list up to the last that a click names."""
        scripts = parsed.scripts
        if parsed.tree is None or ".submit(" not in scripts or not (names := _functions(scripts)):
            return
        call = re.compile(
            rf"""(?<![\w$.])(?:{names})\(\s*["'](?P<url>[^"'\s]{{1,300}})["']\s*,\s*\{{(?P<fields>[^{{}}]{{1,600}})\}}"""
        )
        lasts: dict[str, int] = {}
        lists: dict[str, tuple[str, dict[str, str], str]] = {}
        for node in islice(cast(list[Node], _CLICKED(parsed.tree)), _CLICKS_AT_MOST):
            found = call.search(f"{node.get('href') or ''} {node.get('onclick') or ''}")
            if found is None or not _TURNS.fullmatch(text_of(node).strip()):
                continue
            fields = {
                field["name"]: field["said"] or field["number"] or "" for field in _FIELD.finditer(found["fields"])
            }
            page = page_among(fields)
            if page is None or not fields[page].isdecimal():
                continue
            others = urlencode({**fields, page: ""})
            url = resolved(parsed.base_url, found["url"].partition("#")[0])
            key = f"{url} {others}"
            lasts[key] = max(lasts.get(key, 0), int(fields[page]))
            lists.setdefault(key, (url, fields, page))
        for key, (url, fields, page) in lists.items():
            for number in range(2, min(lasts[key], PAGES_AT_MOST) + 1):
                asked = {**fields, page: str(number)}
                yield Lead(url, asked, urlencode(asked))


def _functions(scripts: str) -> str:
    """Return a pattern of the names of functions that post a form which they make; an empty one for none."""
    if _MADE.search(scripts) is None:
        return ""
    found = []
    for function in islice(_FUNCTION.finditer(scripts), _FUNCTIONS_AT_MOST):
        body = scripts[function.end() : min(end_of(scripts, function.end()), function.end() + _LONGEST)]
        if ".submit(" in body and _MADE.search(body) and _BY_POST.search(body):
            found.append(re.escape(function["name"]))
    return "|".join(found)
