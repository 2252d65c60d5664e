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
    ("trs", re.compile(r"createPageHTML|TRS_Editor|TRS_UEDITOR|trs_editor_view|<!--.{0,40}TRS", re.I)),
    ("vsb", re.compile(r"vsb_content|v_news_content|_vsbsubject|visualsitebuilder", re.I)),
    ("hanweb", re.compile(r"jpage/dataproxy|<datastore|hanweb|<!--<\$\[", re.I)),
    ("founder", re.compile(r"enpproperty|founder-content", re.I)),
    ("ucap", re.compile(r"UCAPCONTENT|ucap", re.I)),
    ("dedecms", re.compile(r"dedecms|/dede/|/templets/", re.I)),
    ("empire", re.compile(r"/e/public/|EmpireCMS|/e/data/", re.I)),
    ("phpcms", re.compile(r"phpcms|/statics/js/", re.I)),
    ("wordpress", re.compile(r"/wp-content/")),
)


def fingerprint_cms(parsed: Parsed) -> str | None:
    """Return the system's short name, or None where nothing tells."""
    for name, pattern in _URLS:
        if pattern.search(parsed.url):
            return name
    head = parsed.text[:200_000]
    return next((name for name, pattern in _MARKS if pattern.search(head)), None)
