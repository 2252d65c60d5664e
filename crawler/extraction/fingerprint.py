"""Which publishing system (建站系统) made a page, by the marks it leaves."""

from __future__ import annotations

import re

from crawler.extraction.tree import Parsed

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
_MARKS = (
    ("trs", (b"trs_", b"createpagehtml", b"<!--trs", b"<!-- trs")),
    ("vsb", (b"vsb_", b"_vsb", b"v_news_content", b"visualsitebuilder")),
    ("hanweb", (b"jpage/", b"<datastore", b"hanweb", b"<!--<$[")),
    ("founder", (b"enpproperty", b"founder-content")),
    ("ucap", (b"ucap",)),
    ("dedecms", (b"dedecms", b"/templets/")),
    ("empire", (b"empirecms", b"/e/public/", b"/e/data/")),
    ("phpcms", (b"phpcms", b"/statics/js/")),
    ("wordpress", (b"/wp-content/",)),
)
_LOOKED_AT = 12_000  # bytes at either end; the marks are ASCII, whatever the encoding


def fingerprint_cms(parsed: Parsed) -> str | None:
    """Return the system's short name, or None where nothing tells."""
    for name, pattern in _URLS:
        if pattern.search(parsed.url):
            return name
    raw = parsed.raw
    head = (raw if len(raw) <= 2 * _LOOKED_AT else raw[:_LOOKED_AT] + raw[-_LOOKED_AT:]).lower()
    return next((name for name, marks in _MARKS if any(mark in head for mark in marks)), None)
