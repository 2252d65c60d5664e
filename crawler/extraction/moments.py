"""The times that lines tell: whole, short, without their year, on a leaf of a calendar, or counted back from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.extraction.characters import half_width, squeeze
from crawler.extraction.dates import Found, find_dates, parse_date
from crawler.extraction.labels import is_ago
from crawler.extraction.meta import TIMES, Meta
from crawler.extraction.role_labels import split_labels
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, Parsed, shortly

_LONGEST_DATED = 300
# 19, 20 and a digit, or in Chinese numerals. One class of characters in front lets the search skip all others.
_YEAR = re.compile(
    r"[12１２〇○零九0０OＯОo](?:(?<=[〇○零])|(?<=一九)|(?<=二[0０OＯОo])|(?:(?<=1)9|(?<=2)0|(?<=１)９|(?<=２)０)[0-9０-９])"
)
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*月?")
_LONGEST_MOMENT, _MARKED = 30, 100  # characters; elements of a page that are looked at
_DAY = re.compile(r"(\d{1,2})\s*日?")
_CLOCK, _SHORTEST_CLOCK, _LONGEST_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?"), 4, 8
_LEAF = re.compile(r"(?P<d>\d{1,2})\s+(?P<y>(?:19|20)\d\d)\s*[-年/.]\s*(?P<m>\d{1,2})\s*月?")
_LONGEST_LEAF, _LONGEST_UNDATED = 12, 60
_SEVERAL = 3  # pieces of a line
_IN_ADDRESS = re.compile(r"/t?(?P<y>20\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
# 第04版：党建, A02：评论, 03版 党建
PAGE_OF_PAPER = re.compile(
    r"第\s*(?:[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,2})\s*版(?![本权])|版次\s*[:：]\s*第?\s*[A-Z]?\d"
    r"|(?<![A-Za-z0-9.])(?:[A-Z]{1,2}\d{1,2}(?:\s*版|\s*[:：])|[A-Z]\d\d(?=\s+[\u4e00-\u9fff]{2})"
    r"|^\d{2}\s*[·•]\s*(?=[\u4e00-\u9fff])|\d{1,2}\s*版(?=\s*[:：）)]|\s+[\u4e00-\u9fff]|\s*$))"
)
_LONGEST_PAGE = 14  # characters
NO_YEAR = re.compile(r"(?<![\d-])(?P<m>\d{1,2})[-月/.](?P<d>\d{1,2})日?\s+(?P<time>\d{1,2}:\d\d(?::\d\d)?)")
# What an element may print for a time that it names: 3月13日 10:35, 3天前, 昨天.
_UNDATED = re.compile(
    r"(?:(?P<m>\d{1,2})[-月/.](?P<d>\d{1,2})日?|\d+(?:秒|分钟|小时|天|周|个月)前|[昨今前]天|刚刚)\s*(?P<time>\d{1,2}:\d\d(?::\d\d)?)?"
)
_SHORT_YEAR = re.compile(
    r"(?:\D{0,8}[:： （(\[])?(?P<day>[012]\d-[01]\d-[0-3]\d)\s+(?P<time>[0-2]?\d:[0-5]\d(?::[0-5]\d)?)(?!\d)"
)

_EIGHT_DIGITS = re.compile(r"(?P<day>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?:$|[\s|]+(?=\D))")
# 时间：10-06-08　来源：…
_SHORT_DAY = re.compile(r"(?:发[布表])?(?:时间|日期)\s*[:：]\s*(?P<day>[012]\d-[01]\d-[0-3]\d)(?![\d:-])")


def tells_page(text: str) -> bool:
    """Whether a line says which page of a paper this is and no more, or begins with it: 第04版：党建, 要闻1版."""
    return bool(PAGE_OF_PAPER.search(text) if len(text) <= _LONGEST_PAGE else PAGE_OF_PAPER.match(text))


def moments_of(lines: Sequence[Line], parsed: Parsed, meta: Meta) -> dict[int, list[Found]]:
    """Return the times that lines tell, by their numbers; the page's address and its head tell the year of some."""
    moments: dict[int, list[Found]] = {}
    days = _days_told(parsed.url, meta)
    for line in lines:
        text = line.text
        size = len(text)
        if size > _LONGEST_DATED or (text.isalpha() and text[-1] not in "前日"):  # as most links are
            continue
        has_year = _YEAR.search(text) is not None
        if has_year and (found := list(find_dates(line.half))):
            if found[-1].end == len(line.half) and (moment := _with_clock_below(lines, line, found[-1])):
                found[-1] = moment
            moments[line.number] = found
        elif has_year and (day := _day_in_digits(line) or _day_in_pieces(line)):
            moments[line.number] = [day]
        elif has_year and size <= _LONGEST_LEAF and (leaf := _calendar_leaf(lines, line)):
            found_day = parse_date(leaf)
            moments[line.number] = [Found(found_day, 0, size)] if found_day else []
        elif (
            size <= _LONGEST_UNDATED
            and (":" in text or text[-1:] == "前" or text[2:3] == "：")
            and (told := _other_time(line, days))
        ):
            moments[line.number] = [told]
    if marked := [node for node in parsed.apart if node.tag == "time"][:_MARKED]:
        _add_told_by_markup(moments, lines, marked)
    return moments


def _add_told_by_markup(moments: dict[int, list[Found]], lines: Sequence[Line], marked: Sequence[Node]) -> None:
    """Add the times whose year an element says and does not print: <time datetime="2020-03-13T10:35">3月13日</time>."""
    of_block: dict[Node, list[Line]] = {}
    for line in lines:
        of_block.setdefault(line.node, []).append(line)
    for node in marked:
        moment, said = parse_date(node.get("datetime") or ""), squeeze(shortly(node, _LONGEST_MOMENT) or "")
        printed = _UNDATED.fullmatch(said) if moment else None
        if moment is None or printed is None:
            continue
        if printed["m"] and moment[5:10] != f"{int(printed['m']):02}-{int(printed['d']):02}":
            continue
        blocks = (of_block[around] for around in (node, *node.iterancestors()) if around in of_block)
        told = next((line for line in next(blocks, ()) if said in line.text), None)
        if told is not None and told.number not in moments:
            at = max(told.spaced.find(said), 0)
            to_the_minute = printed["time"] or not printed["m"]
            moments[told.number] = [Found(moment if to_the_minute else moment[:10], at, at + len(said))]


def _with_clock_below(lines: Sequence[Line], line: Line, day: Found) -> Found | None:
    """Return the time of a day that ends its line and whose hour alone stands in the next: 2020-03-13, 10:35."""
    below = lines[line.number + 1].half if line.number + 1 < len(lines) else ""
    if day.to_the_minute or not _SHORTEST_CLOCK <= len(below) <= _LONGEST_CLOCK or not _CLOCK.fullmatch(below):
        return None
    moment = parse_date(f"{day.iso} {below}")
    return replace(day, iso=moment) if moment else None


def _days_told(url: str, meta: Meta) -> set[str]:
    """Return the days that the page's address and its head name: of a time without its year, they tell the year."""
    address = _IN_ADDRESS.search(url)
    days = {f"{address['y']}-{address['m']}-{address['d']}"} if address is not None else set()
    said = (meta.tags.get(name) for name in (*TIMES, "dateupdate"))
    return days | {moment[:10] for value in said if value and (moment := parse_date(value))}


def _other_time(line: Line, days: set[str]) -> Found | None:
    """Return a time that is printed without its year, with two digits of it, or only counted from: 5小时前."""
    if ":" in line.text:
        told = _without_year(line, days) if days else None
        return told or _of_this_century(line)
    if match := _SHORT_DAY.match(line.spaced):
        moment = parse_date(f"20{match['day']}")
        return Found(moment, match.start("day"), match.end()) if moment else None
    return _moment_of(line) if is_ago(line.text) else None


def _moment_of(line: Line) -> Found | None:
    """Return the time that the markup of a line such as 5小时前 holds for a script to count from."""
    for node in (line.node, *line.node.iterdescendants("span", "time", "em", "i", "p", "a")):
        for name, value in node.items():
            if "time" in str(name) and len(value) <= _LONGEST_MOMENT and (moment := parse_date(str(value))):
                return Found(moment, 0, len(line.spaced))
    return None


def _without_year(line: Line, days: set[str]) -> Found | None:
    """Return a time printed without its year (03-13 10:35) where the page says elsewhere which day that is."""
    match = NO_YEAR.search(line.spaced)
    if match is None:
        return None
    day = next((day for day in days if day[5:] == f"{int(match['m']):02}-{int(match['d']):02}"), None)
    moment = parse_date(f"{day} {match['time']}") if day else None
    return Found(moment, match.start(), match.end()) if moment else None


def _of_this_century(line: Line) -> Found | None:
    """Return a time whose year is printed in two digits (22-05-30 15:57) and that opens its line."""
    match = _SHORT_YEAR.match(line.spaced)
    moment = parse_date(f"20{match['day']} {match['time']}") if match else None
    return Found(moment, match.start("day"), match.end()) if match and moment else None


def _day_in_digits(line: Line) -> Found | None:
    """Return the day that eight digits tell, alone on a line or before a label: 20200313 来源：云溪日报."""
    text = line.half
    match = _EIGHT_DIGITS.match(text) if len(text) <= _LONGEST_UNDATED else None
    if match is None:
        return None
    behind = text[match.end() :]
    if behind and not (split_labels(behind) and split_labels(behind)[0].start == 0):
        return None
    moment = parse_date(match["day"])
    return Found(moment, 0, match.end("day")) if moment else None


def _day_in_pieces(line: Line) -> Found | None:
    """Return the day that is a whole line, its figures in elements of their own, as what is pasted has it."""
    if len(line.pieces) < _SEVERAL or len(line.text) > _LONGEST_MOMENT:
        return None
    whole = half_width(line.text)
    found = next(find_dates(whole), None)
    return replace(found, end=len(line.half)) if found and (found.start, found.end) == (0, len(whole)) else None


def _calendar_leaf(lines: Sequence[Line], line: Line) -> str | None:
    """Return the day that a line says with a day apart from its month, as on a calendar's leaf: 13 2020-03."""
    if match := _MONTH.fullmatch(line.text):
        day = _day_beside(lines, line.number)
        return f"{match[1]}-{match[2]}-{day}" if day else None
    match = _LEAF.fullmatch(line.spaced)
    return f"{match['y']}-{match['m']}-{match['d']}" if match else None


def _day_beside(lines: Sequence[Line], number: int) -> str | None:
    """Return the day that stands in a block of its own beside the month, as on a calendar's leaf."""
    beside = [lines[n].text for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return next((match[1] for text in beside if (match := _DAY.fullmatch(text))), None)
