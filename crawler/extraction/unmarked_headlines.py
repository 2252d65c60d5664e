"""The headline of a page that sets no line as one: by what stands beside it, time, trail, label, text."""

from __future__ import annotations

import re
from itertools import pairwise

from crawler.extraction.candidates import is_signature
from crawler.extraction.characters import squeeze
from crawler.extraction.moments import tells_page
from crawler.extraction.names import is_organization
from crawler.extraction.outline import Outline
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import Line
from crawler.extraction.titles import (
    DASH,
    DATED,
    LONGEST,
    LONGEST_DECK,
    NOT_TITLE_CLASS,
    SHORTEST,
    TIME_OR_SOURCE,
    TITLE_CLASS,
    TO_TEXT,
    TRAIL,
    is_prose,
)
from crawler.extraction.tree import classes_of

WHERE = re.compile(r"[您你]?(?:当前|现在|所在)(?:的?位置|在)|[您你](?:的|所在)位置|位置[:：]")
_HAN = re.compile("[\u4e00-\u9fff]")
_TITLE_LABEL = re.compile(
    r"(?:(?:信息|文章|新闻|信件|来信|写信|留言|咨询|提问|问题|投诉|诉求|建议)?(?:标\s*题|题\s*目)"
    r"|(?:信件|来信|写信|留言|咨询|提问|投诉|诉求|建议)主题)\s*(?:[:：]|$)"
)
_SHORTEST_SAID = 4  # characters
_NUMBER_OF_ISSUE = re.compile(r"\W{0,2}(?:总)?第\s*\S{1,4}\s*期\W{0,2}")
_TERMS = re.compile(r"(?:^|\s)[\u4e00-\u9fff]{2,6}\s*:")


def labelled(outline: Outline) -> tuple[str, int] | None:
    """Return what a label says is the title, behind it or in the cell beside it, and the number of its line."""
    for line, following in pairwise(outline.lines):
        label = _TITLE_LABEL.match(line.text)
        if label is None:
            continue
        said, at = line.text[label.end() :].strip(), line
        if not said and line.node.tag in ("td", "th") and following.node.tag in ("td", "th"):
            said, at = following.text, following
        if len(said) >= _SHORTEST_SAID:
            return said, at.number
    return None


def above_the_time(outline: Outline) -> Line | None:
    """Return the line right above the first time in the page's metadata, where nothing else tells of a headline."""
    for number in sorted(outline.dates):
        line = outline.lines[number - 1] if number else None
        if line is None or number in outline.rows or not outline.is_metadata(number) or line.number in outline.dates:
            continue
        line = _above_the_signers(outline, line)
        shortest = 4 if line.bold else SHORTEST
        # Below a sentence stands a time of what it tells; 第12期 is the number of an issue.
        masthead = line.text.endswith(("主办", "主管")) or tells_page(line.text) or _is_compiler(line.text)
        if line.text.endswith("。") or masthead or _NUMBER_OF_ISSUE.fullmatch(line.text):
            continue
        # Labels with their values: 工作地域：云溪 招聘人数：3人.
        if line.half.count(":") > 1 and len(_TERMS.findall(line.half)) > 1:
            continue
        if is_signature(outline, line):
            continue
        # So does who signs a notice, above its day.
        if is_organization(line.text) and outline.lines[max(line.number - 1, 0)].text.endswith("。"):
            continue
        if shortest <= len(line.text) <= 60 and line.link_share < 0.3 and not TRAIL.search(line.text):
            return None if outline.is_metadata(line.number) else line
    return None


def _is_compiler(text: str) -> bool:
    """Whether a line says whose bulletin it is, beside its day: 中共云溪县委组织部编."""
    return text[-1:] in ("编", "印") and is_organization(text.rstrip("编印 "))


def _above_the_signers(outline: Outline, line: Line) -> Line:
    """Return the line above the byline, and above the deck that opens with a dash, where those stand above a time."""
    above = line
    if outline.lines[above.number - 1 : above.number] and signature_credits(above.half):
        above = outline.lines[above.number - 1]
    if outline.lines[above.number - 1 : above.number] and DASH.match(above.text):
        above = outline.lines[above.number - 1]
    return line if outline.is_metadata(above.number) or above.link_share > 0.3 else above


def below_the_trail(outline: Outline) -> Line | None:
    """Return the line right below a trail that ends in 正文, or the bold one below another; no time stands above it."""
    short = [line for line in outline.lines if len(line.text) <= LONGEST]
    trail = next((line for line in short if TO_TEXT.search(line.text)), None)
    if bold := trail is None:
        trail = next((line for line in short if len(line.links) > 1 and WHERE.match(line.text)), None)
    below = outline.lines[trail.number + 1 : trail.number + 2] if trail is not None else []
    line = next((line for line in below if SHORTEST <= len(line.text) <= 60 and not line.links), None)
    if line is not None and bold and not line.bold:
        return None
    return None if line is None or line.text.endswith("。") or outline.is_metadata(line.number) else line


def above_the_text(outline: Outline, prose: int) -> Line | None:
    """Return the line above the text, which ends at line `prose`, that its markup calls a title."""
    for line in outline.lines[:prose]:
        if is_prose(line):
            break
        classes = classes_of(line.node)
        if not SHORTEST <= len(line.text) <= LONGEST_DECK or line.links or TRAIL.search(line.text):
            continue
        if line.half.endswith(":"):  # a label
            continue
        if TITLE_CLASS.search(classes) and not NOT_TITLE_CLASS.search(classes) and line.number not in outline.rows:
            return line
    return None


def beside_the_time(outline: Outline, prose: int) -> tuple[str, int] | None:
    """Return the element that stands in one block before those of the time and the source, and the block's line.

    In a list there are several such; below the last paragraph, line `prose`, stands who printed a document and when.
    """
    found: list[tuple[str, int]] = []
    for number in sorted(n for n in outline.dates if not 0 < prose < n):
        line = outline.lines[number]
        if number in outline.rows or line.links or is_prose(line):
            continue
        if DATED.search(line.text) and len(head := DATED.sub("", line.text)) >= SHORTEST and not head.endswith("。"):
            found.append((head, number))
            continue
        if len(line.pieces) < 2:
            continue
        head, rest = squeeze(line.pieces[0]), squeeze("".join(line.pieces[1:]))
        told = len(head) >= SHORTEST and _HAN.search(head) is not None and not TIME_OR_SOURCE.match(head)
        if told and TIME_OR_SOURCE.match(rest):
            found.append((head, number))
    return found[0] if len(found) == 1 else None
