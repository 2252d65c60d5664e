"""On what day the row of a list says that its story was published: by the form of what it says, and by its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from crawler.extraction.dates import CHINA, parse_date
from crawler.extraction.listing import DAY, iso_day

# A day and nothing else: [2024-03-05], 2024年3月5日, with its hour perhaps.
_ALONE = re.compile(
    rf"[\[(（【]?\s*{DAY.pattern}日?(?:(?:T|\s+)\d\d?:\d\d(?::\d\d)?(?:\.\d+)?(?P<zone>\s*Z|\s*[+-]\d\d:?\d\d)?)?\s*[\])）】]?"
)
_LONGEST = 40  # characters
# What is a time only by its name: 20240503, 20240503080000, seconds and milliseconds since 1970, /Date(1714694400000)/.
_NUMBER = re.compile(r"(?:/Date\()?(?P<said>(?:19|20)\d{6}(?:\d{4}(?:\d\d)?)?|1\d{9}(?:\d{3})?)(?:[+-]\d{4})?(?:\)/)?")
_OF_A_FEED = re.compile(
    r"(?:[A-Z][a-z]{2},\s+)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]+|[+-]\d{4})"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TIMED = re.compile(
    r"date|time|day|riqi|shijian|时间|日期|(?:^|_)[a-z]{0,4}(?:sj|rq)$|_at$|^(?:published|created|released|posted|issued)$"
)
_PUBLISHED = re.compile(
    r"(?:^|_)(?:pub|releas|rel_?(?:date|time)|issu|deploy|post|news_?(?:date|time)|show|display|fabu|fb(?:sj|rq))"
    r"|publish|pub_?(?:date|time)|rel_?time|发布"
)
_MADE = re.compile(
    r"(?:^|_)(?:c_?time|cr_?time|creat|add|input|insert|entry|send|submit|upload|luru|lr(?:sj|rq)|cj(?:sj|rq)|gmt)"
    r"|_gmt$|_utc$|创建|录入"
)
# An edit's, an end's, an event's: of no publication.
_OTHER = re.compile(
    r"updat|modif|expir|deadline|revis|valid|jiezhi|更新|修改|截[止至]|结束|开始|到期|失效|报名|审核"
    r"|(?:^|_)(?:edit|start|begin|finish|delet|audit|review|approv|archiv|event|meet|activ|birth|crawl|collect|visit"
    r"|regist|remind|reply|comment|server)"
    r"|(?:^|_)(?:up|upd|end|top|last|off|over|stop|del|check|order|sort|open|close|plan|hold|sync|read|view|login|oper"
    r"|sign|apply|sys|now|current)(?:_|date|time|day|$)"
    r"|(?:^|_)(?:gx|xg|js|jz|ks|sh)(?:sj|rq)"
)


def day_alone(text: str | None) -> str | None:
    """Return the day (`YYYY-MM-DD`, China's) that a text is, or None for one that says more or something else."""
    if not text or len(text) > _LONGEST:
        return None
    match = _ALONE.fullmatch(text.strip())
    if match is None:
        return None
    if match["zone"] is None:
        return iso_day(match)
    return (parse_date(text.strip(" [](（）【】\r\n\t")) or iso_day(match))[:10]


def day_of(record: Mapping[str, str]) -> str | None:
    """Return the day that a row of data was published on, or None where it does not say or says several.

    The time of publication comes before one without such a name, and that before the time that the row was made at.
    """
    told: dict[int, set[str]] = {}
    for name, said in record.items():
        if (day := _day_in(name, said)) is not None and (rank := _rank(_words(name))) is not None:
            told.setdefault(rank, set()).add(day)
    days = told[min(told)] if told else set()
    return days.pop() if len(days) == 1 else None


def _words(name: str) -> str:
    return _HUMP.sub("_", name).lower()


def _rank(name: str) -> int | None:
    if _OTHER.search(name):
        return None
    return 0 if _PUBLISHED.search(name) else 2 if _MADE.search(name) else 1


def _day_in(name: str, said: str) -> str | None:
    """Return the day that a field is; numbers and the form of feeds say one only under the name of a time."""
    if (day := day_alone(said)) is not None:
        return day
    number = _NUMBER.fullmatch(said)
    if number is not None and _TIMED.search(_words(name)):
        return (parse_date(number["said"]) or "")[:10] or None
    if _OF_A_FEED.fullmatch(said.strip()):
        try:
            return parsedate_to_datetime(said.strip()).astimezone(CHINA).date().isoformat()
        except (ValueError, OverflowError):
            return None
    return None
