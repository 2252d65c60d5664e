"""What of its lines and of its heading a headline is: broken lines in one, without marks and metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.decks import deck_in_heading, kicker_in_heading
from crawler.extraction.mastheads import is_set_as
from crawler.extraction.names import is_organization
from crawler.extraction.outline import Outline
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.titles import DASH, SHORTEST, TIME_OR_SOURCE
from crawler.extraction.told import OPENS, Told
from crawler.extraction.tree import classes_of

# What a site sets before a headline, in an element of its own.
_MARK = re.compile(r"[\[【]?(?:原创|转载|独家|首发|专题|视频|图集|组图|置顶|推荐|头条|热门?|新|荐|顶|精)[\]】]?")
# 关于……的公示
DOCUMENT = re.compile(
    r"[^。！？；，]{0,40}关于[^。！？；]{6,80}(?:通知|公示|公告|通告|决定|意见|办法|方案|通报|批复|函|简章|名单)"
)
_LINES_OF_A_HEADLINE, _LONGEST_LINE = 3, 30  # of characters


def joined(lines: Sequence[Line], number: int, told: Told) -> tuple[str, int]:
    """Return a headline broken over several lines in one, if the page's title has it in one, or no title tells."""
    text, first = lines[number].text, number
    for following in lines[number + 1 : number + 3]:
        both = comparable(text + following.text)
        if both in told.exactly and following.node.getparent() is lines[number].node and not DASH.match(following.text):
            return f"{text}{following.text}", first
        # One that opens with a dash is the deck, though the page's title has both.
        deck = DASH.match(following.text) is not None
        if len(following.plain) >= 2 and not deck and _is_one(both, following, lines[number], told):
            text = f"{text}{following.text}"
        else:
            break
    for before in reversed(lines[max(number - 2, 0) : number]):
        both = comparable(before.text + text)
        if len(before.plain) >= 2 and _is_one(both, before, lines[number], told):
            text, first = f"{before.text}{text}", before.number
        else:
            break
    if text == lines[number].text:
        for below in lines[number + 1 : number + 3]:
            if not _goes_on(lines[number], below, told):
                break
            text = f"{text} {below.text}"
    return text, first


def _is_one(both: str, other: Line, line: Line, told: Told) -> bool:
    """Whether two lines are one headline: a title of the head holds both or, if they stand in two blocks, is both."""
    return both in (told.longest if other.node is line.node else told.exactly) and _is_beside(other, line)


def _is_beside(other: Line, line: Line) -> bool:
    """Whether two lines stand in one block, or in two that are alike and in the same block."""
    one, two = other.node, line.node
    return one is two or (
        one.tag == two.tag and classes_of(one) == classes_of(two) and one.getparent() is two.getparent()
    )


def _goes_on(line: Line, below: Line, told: Told) -> bool:
    """Whether a heading's second line is part of the headline, though no title has them in one."""
    if (
        line.node is not below.node
        or line.node.tag not in ("h1", "h2")
        or line.plain in told.exactly
        or told.agreement(line.plain) >= OPENS
    ):
        return False
    return 4 <= len(below.text) <= 40 and not DASH.match(below.text) and not TIME_OR_SOURCE.match(below.text)


def last_line(lines: Sequence[Line], number: int, headline: str) -> int:
    """Return the number of a headline's last line, given its first."""
    while number + 1 < len(lines) and _is_beside(lines[number + 1], lines[number]):
        following = lines[number + 1].plain
        if not following or following not in comparable(headline):
            break
        number += 1
    return number


def in_one_block(outline: Outline, line: Line) -> tuple[str, int]:
    """Return a headline broken in its block by nothing but ends of lines, in one, and the number of its first line."""
    around = outline.lines[max(line.number - 2, 0) : line.number + 3]
    block = [other for other in around if other.node is line.node and other.bold == line.bold]
    if apart := len(block) == 1:
        block = [other for other in around if other is line or (other.text and is_set_as(other, line))]
    if (
        (apart and not _is_broken([other.text for other in block]))
        or not 2 <= len(block) <= _LINES_OF_A_HEADLINE
        or any(
            len(other.text) > _LONGEST_LINE
            or other.links
            or DASH.match(other.text)
            or outline.is_metadata(other.number)
            for other in block
        )
        or any(signature_credits(other.half) for other in block)
    ):
        return line.text, line.number
    return " ".join(other.text for other in block), block[0].number


def _is_broken(titles: Sequence[str]) -> bool:
    """Whether titles set alike are one: a document's, one behind a body's name, or the first ends where none does."""
    first = titles[0]
    opened = any(first.count(begin) > first.count(end) for begin, end in ("“”", "《》", "（）"))
    return opened or first[-1] in "、，" or is_organization(first) or DOCUMENT.fullmatch("".join(titles)) is not None


def without_mark(line: Line, text: str, told: Told) -> str:
    """Return a headline without the mark before it, where the head has it without."""
    if text[0] == "》":  # an arrow, drawn with half a title's signs
        return squeeze(text[1:])
    mark = squeeze(line.pieces[0]) or squeeze("".join(line.pieces[:2]))
    if len(line.pieces) < 2 or not _MARK.fullmatch(mark) or not text.startswith(mark):
        return text
    rest = squeeze(text.removeprefix(mark))
    plain, whole = comparable(rest), comparable(text)
    return rest if told.agreement(plain) > told.agreement(whole) else text


def before_metadata(outline: Outline, number: int, told: Told) -> str | None:
    """Return a headline without the time and the source that its own heading goes on with, in elements of theirs."""
    line = outline.lines[number]
    for place in range(1, len(line.pieces)) if number in outline.dates else ():
        head = squeeze("".join(line.pieces[:place]))
        if (comparable(head) in told.exactly or len(head) >= SHORTEST) and TIME_OR_SOURCE.match(
            squeeze("".join(line.pieces[place:]))
        ):
            return head
    return None


def head_of(line: Line, told: Told) -> str | None:
    """Return the part of a heading that a title of the head is, between a kicker and a deck."""
    if len(line.pieces) < 2 or line.node.tag not in HEADINGS or line.plain in told.exactly:
        return None
    for place in range(1, len(line.pieces)):
        head, foot = squeeze("".join(line.pieces[:place])), squeeze("".join(line.pieces[place:]))
        if comparable(head) in told.exactly and deck_in_heading(line, head):
            return head
        if comparable(foot) in told.exactly and kicker_in_heading(line, foot):
            return foot
    return None
