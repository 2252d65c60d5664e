"""Summaries that stand above a text and are none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from crawler.extraction.characters import comparable
from crawler.extraction.clearing import SHORT_LEGEND
from crawler.extraction.outline import Outline
from crawler.extraction.story import PARAGRAPH
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of

_BEGINNING = 14  # characters
SUMMARY_ALONE = re.compile(
    r"[\[【]?(?:(?P<of>(?:内容|本文)?(?:摘\s*要|提\s*要|导\s*读)|核心提示)|(?:视频|内容|节目)(?:简介|信息))[\]】]?\s*[:：]?"
)

_DATELINE_END = re.compile(r"\d日(?:讯|电|消息)")
_SUMMARY = re.compile(
    r"^[\[【]?\s*(?:内容|本文|阅读)?(?:摘\s*要|提\s*要|核心提示|导\s*读|速览|(?<=阅读)提示)\s*(?:[\]】]|[:：|｜])"
)
_HEADS_SUMMARY = re.compile(r"[\[【]?(?:核心提示|内容提要|新闻提示)[\]】]?\s*[:：]?")
_STOPS, _HEADINGS = frozenset("。！？；"), 4  # what ends a sentence; lines of headings
_SUMMARY_CLASS = re.compile(
    r"(?<![a-z])(?:intro(?:duction)?|subhead|standfirst|quotation|summary|abstract|zhaiyao|daodu|digest)(?![a-z])"
)


def opens_with_summary(outline: Outline, lines: Sequence[Line], prose: Sequence[int]) -> bool:
    """Whether the first sentence sums up the others, or tells what they tell again."""
    opening = lines[prose[0]]
    if len(prose) > 2:
        if _SUMMARY.match(opening.text) or _is_summary_box(opening, lines[prose[1]]):
            return True
        if _is_below_heading_of_summary(outline, opening):
            return True
    elif len(prose) < 2:
        return False
    # Of a text of one paragraph the summary is the beginning, cut off or not.
    elif _is_told_behind_dateline(opening, lines[prose[1]]):
        return True
    elif not lines[prose[1]].plain.startswith(opening.plain):
        return False
    return _is_repeated(opening, lines[prose[0] + 1 : prose[0] + 5])


def _is_summary_box(opening: Line, following: Line) -> bool:
    """Whether a story's first sentences stand in a box that its markup or its heading calls a summary."""
    box = opening.node.getparent()
    if box is None or not (_SUMMARY_CLASS.search(classes_of(opening.node)) or _SUMMARY_CLASS.search(classes_of(box))):
        return False
    own = opening.node if _SUMMARY_CLASS.search(classes_of(opening.node)) else box
    if own.tag == "p" and following.node.tag == "p" and following.node.getparent() is box:
        return False  # a text's own first paragraph, set larger
    return following.node is not own and own not in following.node.iterancestors()


def _is_below_heading_of_summary(outline: Outline, opening: Line) -> bool:
    """Whether a line outside the text says that a story's first paragraph is a summary: 摘要."""
    above = outline.lines[opening.number - 1] if opening.number else opening
    found = SUMMARY_ALONE.fullmatch(above.text) if 0 < len(above.text) <= SHORT_LEGEND else None
    return found is not None and found["of"] is not None


def through_summary(lines: Sequence[Line]) -> int:
    """Return how many lines stand above a text where headings, the word 核心提示 and a summary open it."""
    headings = takewhile(lambda line: line.text[-1] not in _STOPS, lines[:_HEADINGS])
    place = next((n for n, line in enumerate(headings) if n and _HEADS_SUMMARY.fullmatch(line.text)), None)
    if place is None or len(lines) < place + _HEADINGS or len(lines[place + 1].text) < PARAGRAPH:
        return 0
    return place + 2


def _is_repeated(summary: Line, lines: Sequence[Line]) -> bool:
    """Whether a line that stands in a block of its own says what the story begins with anyway."""
    begins = _beginning(summary)
    return len(begins) == _BEGINNING and any(
        line.node is not summary.node
        and (not _are_paragraphs(summary.node, line.node) or _is_another_kind(summary.node, line.node))
        and _beginning(line) == begins
        for line in lines
    )


def _are_paragraphs(node: Node, other: Node) -> bool:
    """Whether two blocks stand beside each other, or each alone in one of two that are made alike."""
    one, two = node.getparent(), other.getparent()
    if one is two or one is None or two is None:
        return one is two
    alike = one.tag == two.tag and one.getparent() is two.getparent() and classes_of(one) == classes_of(two)
    return alike and len(one) == len(two) == 1 and node.tag == other.tag


def _is_told_behind_dateline(summary: Line, line: Line) -> bool:
    """Whether the only paragraph of a story says what stands above it, word by word behind its dateline."""
    opening = line.text[: max(len(line.text) - len(summary.text), 0)]
    return (
        len(summary.text) >= PARAGRAPH
        and line.node is not summary.node
        and line.plain.endswith(summary.plain)
        and _DATELINE_END.search(opening) is not None
    )


def _is_another_kind(node: Node, other: Node) -> bool:
    """Whether two blocks beside each other are of two makes: a summary's and a text's."""
    return node.tag == "div" and classes_of(node) != classes_of(other)


def _beginning(line: Line) -> str:
    return comparable(line.text[: 3 * _BEGINNING])[:_BEGINNING]
