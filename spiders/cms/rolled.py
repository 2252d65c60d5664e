"""Lists in script files of their own: `<script src="/zx/data/list.js">`, `src="list_1.js"`, `more.jsonp?callback=f`.

1. Recognise: a script's file whose name says that it holds data and whose directory is none of libraries; `.jsonp`.
2. Paging: where the name ends in a number, the next one, for as long as the answers hold links.
3. Set nothing: the addresses in it are read by the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import Parsed
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_DATA = re.compile(
    r"(?:^|/)(?:[\w\-]*[_\-])?(?:(?:data|list|news|roll|item|article|doc|more|page)s?)[_\-]?\d*\.js(?:\?[^\s]*)?$"
    r"|(?:^|/)data/[\w\-]{1,40}\.js(?:\?[^\s]*)?$",
    re.I,
)
_LIBRARY = re.compile(
    r"(?:^|/)(?:js|lib\w*|scripts?|static|assets|dist|plugins?|themes?|common|public|vendor|node_modules)/"
    r"|jquery|\.min\.js|bootstrap|swiper|layui|echarts",
    re.I,
)
_NAMED = re.compile(r"""["'](?P<url>[^"'\s<>]+\.jsonp(?:\?[^"'\s<>]*)?)["'](?!\s*\+)""")
_ANSWERED = re.compile(r"(?P<stem>.*[_\-/])(?P<page>\d{1,3})(?P<ending>\.js(?:onp?)?)$")


class Rolled(Family):
    """Lists in script files."""

    name = "rolled"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the script files that hold lists, and from one with a number the next."""
        if answered := _ANSWERED.match(parsed.base_url):
            if extract_links(parsed):
                yield Lead(f"{answered['stem']}{int(answered['page']) + 1}{answered['ending']}")
            return
        for script in parsed.script_nodes:
            source = (script.get("src") or "").strip()
            if source and holds_data(source):
                yield Lead(resolved(parsed.base_url, source), is_first=True)
        if ".jsonp" in parsed.scripts:
            for match in _NAMED.finditer(parsed.scripts):
                yield Lead(resolved(parsed.base_url, match["url"]), is_first=True)


def holds_data(source: str) -> bool:
    """Whether a script's file by its name and place holds data."""
    return bool(_DATA.search(source)) and not _LIBRARY.search(source)
