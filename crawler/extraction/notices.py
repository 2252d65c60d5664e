"""Where a notice is signed and dated, and what it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.outline import Outline
from crawler.extraction.story import DAY, FAR, SHORT_CREDIT, SIGNATURE, SIGNED_BY
from crawler.extraction.text import Line

_WHEN_AND_WHERE = re.compile(r"(?:展览|展出|活动|会议|开幕|演出|比赛|报名|举办)(?:时间|地点|日期)\s*[:：]\s*\S")
_LONGEST_DAY = 16
_DAY_WITH_POINTS = re.compile(r"(?:19|20)\d\d[.．年-]\d{1,2}[.．月-]\d{1,2}日?")


def signed_at(inside: Sequence[Line]) -> int:
    """Return the number of the line with the day that closes a notice, below the name of a body; -1 for none."""
    for place in range(len(inside) - 1, 0, -1):
        text = inside[place].text
        if len(text) <= _LONGEST_DAY and _is_day(text):
            before = inside[place - 1].text
            # In a list a title and its day stand below each other too.
            if "-" in text and not (place > 1 and inside[place - 2].text.endswith("。")):
                continue
            if SIGNED_BY.search(before):
                return inside[place].number if len(before) <= SHORT_CREDIT else -1
    return -1


def signed_below(outline: Outline, number: int) -> Sequence[Line]:
    """Return the lines that sign a notice in a row of their own below the cell that holds it."""
    below = outline.lines[number + 1 : number + 1 + SIGNATURE]
    for place in range(1, len(below)):
        before = below[place - 1].text
        if DAY.fullmatch(below[place].text) and SIGNED_BY.search(before) and len(before) <= SHORT_CREDIT:
            return below[: place + 1]
    return []


def _is_day(text: str) -> bool:
    day = text[-1:] == "日" or text[-1:].isdecimal()
    return day and (DAY.fullmatch(text) or _DAY_WITH_POINTS.fullmatch(text)) is not None


def announced_at(inside: Sequence[Line]) -> int:
    """Return the number of the last line that says when or where something takes place; -1 for none."""
    last = (line for line in reversed(inside[-FAR:]) if "时间" in line.text or "地点" in line.text)
    return next((line.number for line in last if _WHEN_AND_WHERE.match(line.text)), -1)
