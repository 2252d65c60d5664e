"""What kind of line each line of a page is: a row of a list, a metadata line with its times, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from crawler.extraction.characters import squeeze
from crawler.extraction.dates import Found
from crawler.extraction.labels import (
    DATE_LABEL,
    DAY_IN_SENTENCE,
    FURNITURE,
    NEIGHBOUR,
    SOURCE_LABEL,
    TODAY,
    is_ago,
    is_field,
)
from crawler.extraction.meta import Meta, read_meta
from crawler.extraction.moments import moments_of
from crawler.extraction.role_labels import Labelled, may_be_labelled, split_labels
from crawler.extraction.rows import find_rows, is_day_of_a_diary
from crawler.extraction.state import State, page_state
from crawler.extraction.text import Line, read_lines
from crawler.extraction.tree import Node, Parsed
from crawler.items import Role

_TOOL_CHARACTERS = frozenset("浏点阅字打分收评人次访原")
_NEIGHBOUR_BEGINS = frozenset("[【（( 上下前后")
_LONGEST_METADATA, _LONGEST_LABELLED = 220, 120
_LONGEST_BESIDE, _LONGEST_LATIN = 45, 90  # characters beside a time
_LONGEST_TOOL = 4  # characters beside the tool's own word
_COUNTED = re.compile(r"[:：\d【\[（(|]")
# 题注: how a law or a decision came about is no publication time.
_ENACTED = re.compile(
    r"^[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*(?:通过|批准|公布|修订|修正|施行|发布|印发)[）)]?$"
)
_HAN = re.compile("[\u3400-\u9fff]")
# 责编：孟浩 版权作品，未经书面授权，严禁转载。
_RIGHTS_BEHIND = re.compile(r"\s(?:[\u4e00-\u9fff]{0,4}版权|未经|[如需]?转载|声明[:：]).*$")
_DESK: tuple[Role | None, ...] = ("editor", "proofreader", "approver")
_STOP = re.compile("[。！？，]")
_SENTENCE_END = re.compile("[。！？]")
_DAYS = ("时间", "日期")
# Before a label, a time that is none: without its year (3月13日 10:35 来源：), or in a form of no other page.
_NO_WORDS = re.compile(
    r"(?=.*\d)(?:[^\u3400-\u9fff]|[年月日号时点分秒星期周上下午早晚天昨今前〇零一二三四五六七八九十])*"
)
_LONGEST_TIME = 30  # characters
_TO = re.compile(r"\s*[-—–~～至到]+\s*")
# A sentence that names a day has clauses around it; a line of metadata has none.
_PROSE = re.compile("[\u4e00-\u9fff]{2}，[^，]*[\u4e00-\u9fff]{2}|[。！？]")


@dataclass
class Outline:
    """A page's lines and what they are; `dates` and `rows` go by line number."""

    parsed: Parsed
    tree: Node
    meta: Meta
    lines: list[Line]
    sizes: dict[Node, int]
    parents: dict[Node, Node]
    dates: dict[int, list[Found]]
    rows: set[int]
    _metadata: dict[int, bool] = field(default_factory=dict)

    def is_metadata(self, number: int) -> bool:
        """Whether a line tells of the story rather than the story; worked out once for each line asked for."""
        known = self._metadata.get(number)
        if known is None:
            known = self._metadata[number] = _looks_like_metadata(self, self.lines[number])
        return known

    @cached_property
    def neighbours(self) -> list[Line]:
        """The lines that lead to the previous and the next article."""
        return [line for line in self.lines if line.text[:1] in _NEIGHBOUR_BEGINS and NEIGHBOUR.match(line.text)]

    @cached_property
    def state(self) -> State | None:
        """Whether the page says that it does not exist, is refused or closed, as `page_state` tells."""
        return page_state(self.parsed)

    def above_metadata(self) -> set[int]:
        """Return the lines that stand right above a line with a time or a source: where headlines stand."""
        found: set[int] = set()
        short = (line for line in self.lines if ("源" in line.text or "出" in line.text) and len(line.text) <= 60)
        named = [line.number for line in short if SOURCE_LABEL.match(line.text)]
        for number in (*self.dates, *named):
            line = self.lines[number]
            if number in self.rows or not self.is_metadata(number) or TODAY.search(line.text):
                continue
            found.update(n for n in range(max(number - 3, 0), number) if self.lines[n].text and not self.is_metadata(n))
        return found


def read_outline(parsed: Parsed) -> Outline:
    """Return a parsed page's lines, each with what it is."""
    assert parsed.tree is not None
    text = read_lines(parsed.tree, angular=b"ng-" in parsed.ascii)
    meta = read_meta(parsed)
    dates = moments_of(text.lines, parsed, meta)
    rows = find_rows(text, dates, meta.title)
    return Outline(parsed, parsed.tree, meta, text.lines, text.sizes, text.parents, dates, rows)


def _is_span(text: str, times: Sequence[Found]) -> bool:
    """Whether a line says from when to when something lasts: 日期：2024.3.25——2024.3.29."""
    return len(times) == 2 and _TO.fullmatch(text, times[0].end, times[1].start) is not None


def _heads_column(outline: Outline, line: Line) -> bool:
    """Whether 日期 in a table's cell has no day beside it: it heads the column below."""
    following = outline.lines[line.number + 1 : line.number + 2]
    return line.text in _DAYS and bool(following) and not any(map(str.isdecimal, following[0].text))


def _without_rights(line: Line, labels: Sequence[Labelled]) -> str:
    """Return what is no link of a line, and of the desk's own what stands before whose the rights are."""
    if labels[0].start == 0 and labels[0].role in _DESK and line.text[-1] == "。":
        return _RIGHTS_BEHIND.sub("", line.spaced)
    return line.unlinked


def _looks_like_metadata(outline: Outline, line: Line) -> bool:
    dated = line.number in outline.dates and line.number not in outline.rows
    if not dated and len(line.text) > _LONGEST_LABELLED:  # as most of a story's paragraphs are
        return False
    if is_ago(line.text) or (is_field(line) and not _heads_column(outline, line)):
        return True
    # Most lines have neither a time nor a label nor a word of the page's tools.
    if not dated and (not line.text or line.linked == len(line.text)):
        return False
    text = line.spaced
    if not dated and not may_be_labelled(text) and (len(text) > 40 or _TOOL_CHARACTERS.isdisjoint(text)):
        return False
    if not text or len(text) > _LONGEST_METADATA or _ENACTED.match(text):
        return False
    labels = split_labels(line.half)
    if dated and labels and _SENTENCE_END.search(line.half, _LONGEST_TIME, max(labels[0].start, _LONGEST_TIME)):
        return False  # whence a picture is, behind what it shows
    if dated:
        if _is_span(text, outline.dates[line.number]) or is_day_of_a_diary(text):
            return False
        if not labels and DAY_IN_SENTENCE.search(text) and not DATE_LABEL.search(text):
            return False
        rest = text
        for found in reversed(outline.dates[line.number]):
            rest = rest[: found.start] + rest[found.end :]
        if len(squeeze(rest)) <= (_LONGEST_LATIN if text.isascii() else _LONGEST_BESIDE) or labels:
            told = labels or not _PROSE.search(rest)
            return bool(SOURCE_LABEL.search(rest)) or (bool(told) and not text.endswith(("。", "！", "？", "；", "，")))
    if labels and len(text) <= _LONGEST_LABELLED and not _SENTENCE_END.search(_without_rights(line, labels)):
        desk = len(text) <= 60 and any(label.role in _DESK for label in labels)
        before = line.half[: labels[0].start].strip()
        near = len(before) <= 3 or is_ago(before)
        near = near or (len(before) <= _LONGEST_TIME and _NO_WORDS.fullmatch(before) is not None)
        return near or desk or bool(FURNITURE.search(text))
    if len(text) > 40 or not FURNITURE.search(text) or _STOP.search(text):
        return False
    # 全民阅读进校园 says more than a tool does.
    alone = len(line.pieces) == 1 and not line.links and not _COUNTED.search(text)
    return not alone or len(_HAN.findall(FURNITURE.sub("", text))) <= _LONGEST_TOOL
