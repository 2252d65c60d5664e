"""Which publishing system (建站系统) made a page, by the marks it leaves."""

from __future__ import annotations

import re

from crawler.extraction.tree import Node, Parsed

_URLS = (
    ("jeecms", re.compile(r"\.jhtml(?:$|\?)")),
    ("hanweb", re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_|/col/col\d+/")),
    ("trs", re.compile(r"/t\d{8}_\d+\.s?html?$")),
    ("xinhua", re.compile(r"/\d{8}/[0-9a-f]{32}/c\.html|/c_\d{9,}\.htm")),
    ("people", re.compile(r"/n\d/\d{4}/\d{4}/c\d+-\d+(?:-\d+)?\.html")),
    ("vsb", re.compile(r"/info/\d+/\d+\.htm$")),
    ("cctv", re.compile(r"/ARTI\w{16,}\.shtml")),
    ("phpcms", re.compile(r"[?&]a=(?:show|lists)&|m=content&c=index")),
    ("empire", re.compile(r"/e/action/(?:ListInfo|ShowInfo)")),
    ("dedecms", re.compile(r"/plus/(?:list|view)\.php|/list_\d+_\d+\.html")),
    ("siteFactory", re.compile(r"/Category_\d+/Index(?:_\d+)?\.aspx|/Item/\d+\.aspx")),
    ("gdgov", re.compile(r"/content/post_\d+\.html")),
    ("founder", re.compile(r"/content_\d+\.html?$|/node_\d+\.html?$")),
)
# A system's marks, with what several of them hold, which is looked for first.
_MARKS = (
    ("trs", b"trs", (b"trs_", b"<!--trs", b"<!-- trs")),
    ("trs", b"createpagehtml", ()),
    ("vsb", b"vsb", (b"vsb_", b"_vsb")),
    ("vsb", b"v_news_content", ()),
    ("vsb", b"visualsitebuilder", ()),
    ("hanweb", b"jpage/", ()),
    ("hanweb", b"<datastore", ()),
    ("hanweb", b"hanweb", ()),
    ("hanweb", b"<!--<$[", ()),
    ("founder", b"enpproperty", ()),
    ("founder", b"founder-content", ()),
    ("ucap", b"ucap", ()),
    ("dedecms", b"dedecms", ()),
    ("dedecms", b"/templets/", ()),
    ("empire", b"empirecms", ()),
    ("empire", b"/e/", (b"/e/public/", b"/e/data/")),
    ("phpcms", b"phpcms", ()),
    ("phpcms", b"/statics/js/", ()),
    ("wordpress", b"/wp-content/", ()),
)
_LEVELS = 5
_LOOKED_AT = 5_000  # bytes at either end; the marks are ASCII, whatever the encoding


def fingerprint_cms(parsed: Parsed, container: Node | None = None) -> str | None:
    """Return the system's short name, or None where nothing tells.

    It shows in the page's address, in its head and its end, and in the names of the elements around the story.
    """
    for name, pattern in _URLS:
        if pattern.search(parsed.url):
            return name
    raw = parsed.raw
    places = (raw if len(raw) <= 2 * _LOOKED_AT else raw[:_LOOKED_AT] + raw[-_LOOKED_AT:]) + _names_around(container)
    looked_at = places.lower()
    for name, held, marks in _MARKS:
        if held in looked_at and (not marks or any(mark in looked_at for mark in marks)):
            return name
    return None


def _names_around(node: Node | None) -> bytes:
    names: list[str] = []
    while node is not None and len(names) < _LEVELS:
        inner = node[0] if len(node) else None
        for element in (node, inner) if not names and inner is not None else (node,):
            names.append(f"<{element.tag} {element.get('class') or ''} {element.get('id') or ''}>")
        node = node.getparent()
    return " ".join(names).encode("utf-8", "replace")
