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
    ("trs", ("createpagehtml", "trs_editor", "trs_ueditor", "trs_paper", "<!--trs", "<!-- trs")),
    ("vsb", ("vsb_content", "v_news_content", "_vsbsubject", "visualsitebuilder")),
    ("hanweb", ("jpage/dataproxy", "<datastore", "hanweb", "<!--<$[")),
    ("founder", ("enpproperty", "founder-content")),
    ("ucap", ("ucap",)),
    ("dedecms", ("dedecms", "/dede/", "/templets/")),
    ("empire", ("/e/public/", "empirecms", "/e/data/")),
    ("phpcms", ("phpcms", "/statics/js/")),
    ("wordpress", ("/wp-content/",)),
)
_LOOKED_AT = 200_000  # characters


def fingerprint_cms(parsed: Parsed) -> str | None:
    """Return the system's short name, or None where nothing tells."""
    for name, pattern in _URLS:
        if pattern.search(parsed.url):
            return name
    head = parsed.text[:_LOOKED_AT].lower()
    return next((name for name, marks in _MARKS if any(mark in head for mark in marks)), None)
