"""When a story was published: the printed time that is labelled so, else the first printed, else what the head says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.dates import is_midnight, parse_date
from crawler.extraction.outline import DATE_LABEL, Outline
from crawler.extraction.meta import Meta
from crawler.extraction.text import Line, half_width

_UPDATE_LABEL = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)")
_SIGNED_LABEL = re.compile(r"(?:成文|签发|印发|生效|施行|活动|截止|召开)\s*(?:时间|日期)")
# Where a script fills in the time: var ct = "1584066900"; "publishTime": 1584066900000.
_IN_SCRIPT = re.compile(
    r"""\b(?:ct|publish_?time|pub_?time|create_?time|news_?time|publish_?date|pub_?date)["']?\s*[:=]\s*["']?"""
    r"""(?P<time>1\d{9}(?:\d{3})?(?!\d)|20\d\d[-/]\d\d?[-/]\d\d?(?:[ T]\d\d:\d\d(?::\d\d)?)?)""",
    re.I,
)
_NAMES = (
    *("pubdate", "publishdate", "article:published_time", "firstpublishedtime", "og:release_date", "datepublished"),
    *("publish_time", "publishtime", "pubtime", "release_date", "article.published", "weibo: article:create_at"),
    *("date", "_pubtime"),
)


def find_published(outline: Outline, header: Sequence[Line], footer: Sequence[Line]) -> str | None:
    """Return the time of publication, as precise as printed (a day or a minute); None where none is said."""
    ranked: list[tuple[int, str]] = []
    for place, lines in ((2, header), (0, footer)):
        for line in lines:
            text = half_width(line.spaced)
            for found in outline.dates.get(line.number, []):
                before = text[max(found.start - 12, 0) : found.start] or _label_above(outline, line)
                labelled = bool(DATE_LABEL.search(before))
                if place or labelled:
                    score = (
                        place
                        + 3 * labelled
                        - 2 * bool(_UPDATE_LABEL.search(before))
                        - 4 * bool(_SIGNED_LABEL.search(before))
                        + found.to_the_minute
                    )
                    ranked.append((score, found.iso))
    return (
        max(ranked, key=lambda pair: pair[0])[1] if ranked else _said(outline.meta) or _in_script(outline.parsed.text)
    )


def _said(meta: Meta) -> str | None:
    values = [meta.founder.get("date"), *map(meta.tags.get, _NAMES), meta.linked_data.get("datePublished")]
    for value in values:
        if isinstance(value, str) and (moment := parse_date(value.removesuffix(".0"))):
            return moment[:10] if is_midnight(moment) else moment
    return None


def _label_above(outline: Outline, line: Line) -> str:
    """Return the label that stands in a block of its own before a line."""
    before = outline.lines[line.number - 1].text if line.number else ""
    return before if before.endswith((":", "：")) and len(before) <= 12 else ""


def _in_script(text: str) -> str | None:
    match = _IN_SCRIPT.search(text)
    return parse_date(match["time"]) if match else None
