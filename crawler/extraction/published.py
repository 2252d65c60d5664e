"""When a story was published: the printed time that is labelled so, else the first printed, else what the head says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.dates import is_midnight, parse_date
from crawler.extraction.outline import DATE_LABEL, Outline
from crawler.extraction.meta import Meta
from crawler.extraction.text import Line, half_width

_UPDATE_LABEL = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)")
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
                before = text[max(found.start - 12, 0) : found.start]
                labelled = bool(DATE_LABEL.search(before))
                if place or labelled:
                    score = place + 3 * labelled - 2 * bool(_UPDATE_LABEL.search(before)) + found.to_the_minute
                    ranked.append((score, found.iso))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else _said(outline.meta)


def _said(meta: Meta) -> str | None:
    values = [meta.founder.get("date"), *map(meta.tags.get, _NAMES), meta.linked_data.get("datePublished")]
    for value in values:
        if isinstance(value, str) and (moment := parse_date(value.removesuffix(".0"))):
            return moment[:10] if is_midnight(moment) else moment
    return None
