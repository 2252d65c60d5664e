"""The outlet that a page names as its source (来源), and the link on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.credits import split_labels
from crawler.extraction.outline import FURNITURE, TODAY, Outline
from crawler.extraction.text import Line, half_width, squeeze

_LABEL = re.compile(r"来源|稿源|出处|转自")
_SENTENCE = re.compile(r"^(?:来源于|来自)\s*[:：]?\s*(.+)$")
_LINKED_OUTLET = re.compile(r"网|报|社|台|刊|新闻|客户端|在线|频道|央视")
_OUTLET = re.compile(
    r"^[\u4e00-\u9fffA-Za-z·]{2,18}"
    r"(?:网|报|社|台|刊|部|委|办|局|厅|院|党建|先锋|中心|客户端|频道|新闻|在线|组工|机关|大学|集团|公众号|微信|发布|政务|融媒|视频|观察|周刊|杂志)$"
)
_NEXT_FIELD = re.compile(
    r"\s{2,}|[|｜]|(?:19|20)\d\d[-年/.]|\s+(?=(?:发布|时间|日期|作者|编辑|浏览|点击|字体|字号|分享|打印))"
)
_TOOLS = re.compile(
    r"(?:\s|[|｜(（\[])*(?:举报|字体|字号|分享|打印|收藏|评论|浏览|阅读|点击|大\s*中\s*小).*$",
)
_NO_OUTLET = re.compile(r"^(?:null|undefined|无|未知|-+|本站原创)$|浏览|点击|字体", re.I)


def find_source(outline: Outline, header: Sequence[Line], footer: Sequence[Line]) -> tuple[str | None, str | None]:
    """Return the source as printed and its address; the printed one counts before what the head says."""
    for line in [*header, *footer]:
        for part in split_labels(half_width(line.spaced)):
            if _LABEL.search(part.label) and (name := clean_source(part.value)):
                link = next((a for a, label in line.links if squeeze(label) and squeeze(label) in name), None)
                return name, outline.parsed.absolute(link.get("href")) if link is not None else None
    for line in header:
        if (match := _SENTENCE.match(line.text)) and (name := clean_source(match[1])):
            return name, None
    if (beside := _beside_the_date(outline, header)) is not None:
        return beside
    said = outline.meta.first("contentsource", "source", "article:source", "og:article:source", "mediaid")
    return (clean_source(said) if said and not re.match(r"^https?:|^\d+$", said) else None), None


def _beside_the_date(outline: Outline, header: Sequence[Line]) -> tuple[str, str | None] | None:
    """Return an outlet that stands without a label beside the time: a link, or one short name, after it or before."""
    for line in header:
        if line.number not in outline.dates or TODAY.search(line.text):
            continue
        for anchor, label in line.links:
            name = squeeze(label)
            if 2 <= len(name) <= 16 and not FURNITURE.search(name) and _LINKED_OUTLET.search(name):
                return name, outline.parsed.absolute(anchor.get("href"))
        text, times = half_width(line.spaced), outline.dates[line.number]
        for word in re.split(r"[\s|丨/]+", f"{text[times[-1].end :]} {text[: times[0].start]}"):
            if _OUTLET.match(word) and not FURNITURE.search(word):
                return word, None
    return None


def clean_source(value: str) -> str | None:
    """Return an outlet's name without the fields and tools that follow it on its line; None for a placeholder."""
    text = _TOOLS.sub("", _NEXT_FIELD.split(value.strip(" \u3000"))[0])
    text = squeeze(text).strip("【】[]()（）:： 　-—·,，。;；\"'“”")
    if text.count("《") != text.count("》"):
        text = text.strip("《》")
    return None if not text or len(text) > 40 or _NO_OUTLET.search(text) else text
