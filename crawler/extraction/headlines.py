"""引题, 主题, 副题: which line is the headline, where several may be and where none shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crawler.extraction.candidates import headline_candidates, is_signature
from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.decks import deck_in_heading, kicker_in_heading
from crawler.extraction.mastheads import above_the_story, is_set_as, set_as_title, tells_no_story
from crawler.extraction.moments import tells_page
from crawler.extraction.names import is_organization
from crawler.extraction.outline import Outline
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import HEADINGS, Line
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
from crawler.extraction.told import OPENS, SUFFIX, Told, title_of_page
from crawler.extraction.tree import classes_of

_WHERE = re.compile(r"[您你]?(?:当前|现在|所在)(?:的?位置|在)|[您你](?:的|所在)位置|位置[:：]")
# A meeting is none of the bodies that are called so.
_MEETING = re.compile(r"(?<![员协学合商工金事])会$")
# What a site sets before a headline, in an element of its own.
_MARK = re.compile(r"[\[【]?(?:原创|转载|独家|首发|专题|视频|图集|组图|置顶|推荐|头条|热门?|新|荐|顶|精)[\]】]?")
_NAME_ABOVE = 3  # lines between a site's name and a headline, at least
_LONGEST_NAME, _SAYS = 25, re.compile("[，。？！]")  # characters of it; what no name has
_OF_LISTS = frozenset(("li", "dd", "dt"))
# 关于……的公示
_DOCUMENT = re.compile(
    r"[^。！？；，]{0,40}关于[^。！？；]{6,80}(?:通知|公示|公告|通告|决定|意见|办法|方案|通报|批复|函|简章|名单)"
)
_LONGEST_COLUMN = 8  # characters
_FEW_BETWEEN, _A_WORD = 8, 3  # lines; characters
_SHORT_TITLE = 8  # characters of a page's title that no line says
_HAN = re.compile("[\u4e00-\u9fff]")
_LINES_OF_A_HEADLINE, _LONGEST_LINE = 3, 30  # of characters
_TITLE_LABEL = re.compile(r"(?:信息|文章|新闻)?(?:标\s*题|题\s*目)\s*[:：]?")
_NUMBER_OF_ISSUE = re.compile(r"\W{0,2}(?:总)?第\s*\S{1,4}\s*期\W{0,2}")


def find_headline(outline: Outline) -> tuple[str | None, int | None]:
    """Return the headline as printed and the number of its line; from the head alone where no line shows it."""
    lines, told = outline.lines, Told(outline.meta)
    scored = headline_candidates(outline, told)
    # The name below the last paragraph is the foot's, though the page's title begins with it.
    prose = next((line.number for line in reversed(lines) if is_prose(line) and line.number not in outline.rows), 0)
    above = [pair for pair in scored if pair[1].number < prose]
    scored = above or [pair for pair in scored if not (prose and is_organization(pair[1].text))]
    best = max(scored, key=lambda pair: (round(pair[0], 2), -pair[1].number), default=None)
    if best is not None:
        line = (
            _below_the_name(outline, best[1])
            or _below_the_column(outline, best[1], told)
            or _fuller_heading(outline, best[1], scored)
            or _fuller_beginning(best[1], scored, told)
            or _greater_heading(outline, best[1], told)
        )
        if line is None and tells_no_story(outline.meta) and best[1].plain in comparable(outline.meta.title):
            line = above_the_story(outline, best[1].number)
        if line is not None:
            return line.text, line.number
    if best is not None:
        # Of two printings, one for desktops and one for phones, the one with more of the metadata below it.
        printings = [
            line.number
            for _, line in scored
            if line.plain == best[1].plain and (line is best[1] or line.link_share < 0.5)
        ]
        # A heading is none of the rows that name it in a list of contents.
        if best[1].node.tag in HEADINGS:
            printings = [n for n in printings if lines[n].node.tag not in _OF_LISTS]
        below = {n: _told_below(outline, n) for n in printings}
        at = max(printings, key=lambda n: (below[n], n == best[1].number), default=best[1].number)
        at = _heading_above(lines, at)
        text, number = _joined(lines, at, told)
        if text == lines[at].text and tells_no_story(outline.meta):
            text, number = _in_one_block(outline, lines[at])
        if head := _head_of(lines[at], told):
            return head, number
        text = _without_mark(lines[at], text, told)
        return DATED.sub("", _before_metadata(outline, at, told) or text), number
    line = _in_a_labelled_cell(outline) or _above_the_time(outline) or _below_the_trail(outline)
    if tells_no_story(outline.meta) and (line is None or line.plain in comparable(outline.meta.title)):
        line = above_the_story(outline, -1 if line is None else line.number) or line
    if line is not None:
        return _in_one_block(outline, line) if tells_no_story(outline.meta) else (line.text, line.number)
    if (beside := _beside_the_time(outline, prose)) is not None:
        return beside
    title = title_of_page(outline.meta.title)
    of_a_body = is_organization(title)
    if of_a_body and (line := _above_the_text(outline, prose)):
        return line.text, line.number
    if (of_a_body or len(title) < _SHORT_TITLE) and (line := set_as_title(outline, of_a_body)):
        return _in_one_block(outline, line)
    for _, said in told.said:
        # Of an emptied page only the names are left that would follow: "-云溪党建网".
        if len(comparable(title_of_page(said))) >= 4 and not SUFFIX.match(said):
            return title_of_page(said), None
    return None, None


def _greater_heading(outline: Outline, line: Line, told: Told) -> Line | None:
    """Return the heading of a higher rank right below one, which then stands above it as its kicker.

    Where it is not of the first rank, the page's title says more than the upper one.
    """
    following = next(iter(outline.lines[line.number + 1 : line.number + 2]), None)
    if following is None or line.node.tag not in ("h2", "h3", "h4") or following.links:
        return None
    rank = following.node.tag
    if rank != "h1" and (not "h1" < rank < line.node.tag or line.plain in told.exactly):
        return None
    beside = following.node.getparent() is line.node.getparent()
    return following if beside and len(following.plain) >= SHORTEST else None


def _heading_above(lines: Sequence[Line], number: int) -> int:
    """Return the number of the heading, be it a link to the page, that a text repeats below it; else the line's own."""
    line = lines[number]
    if line.node.tag in HEADINGS:
        return number
    above = lines[max(number - _FEW_BETWEEN, 0) : number]
    return next((one.number for one in above if one.node.tag in HEADINGS and one.plain == line.plain), number)


def _fuller_heading(outline: Outline, line: Line, scored: Sequence[tuple[float, Line]]) -> Line | None:
    """Return the heading above the metadata that says a line of the text with a word more: that is the headline."""
    if line.node.tag in HEADINGS or not any(n < line.number for n in outline.dates):
        return None
    for _, other in scored:
        if other.node.tag not in HEADINGS or not 0 < line.number - other.number <= _FEW_BETWEEN:
            continue
        more, less = other.plain, line.plain
        size = len(more) - len(less)
        if 0 < size <= _A_WORD and any(more[:n] + more[n + size :] == less for n in range(2 * _A_WORD, len(less) + 1)):
            return other
    return None


def _fuller_beginning(line: Line, scored: Sequence[tuple[float, Line]], told: Told) -> Line | None:
    """Return the first line that says more of what a title begins with than one that is no more than a body's name."""
    if line.plain in told.exactly or not is_organization(line.text):
        return None
    fuller = (other for _, other in scored if other.plain.startswith(line.plain) and len(other.plain) > len(line.plain))
    return next((other for other in fuller if any(name.startswith(other.plain) for name in told.names)), None)


def _below_the_column(outline: Outline, line: Line, told: Told) -> Line | None:
    """Return the title of a document right below the name of its column, where the page's title says just that."""
    if len(line.text) > _LONGEST_COLUMN or line.plain not in told.exactly:
        return None
    below = (other for other in outline.lines[line.number + 1 : line.number + 3] if not _WHERE.match(other.text))
    following = next(below, None)
    if following is None or not _DOCUMENT.fullmatch(following.text):
        return None
    linked = any(above.text == line.text and above.link_share == 1 for above in outline.lines[: line.number])
    return following if linked else None


def _without_mark(line: Line, text: str, told: Told) -> str:
    """Return a headline without the mark before it, where the head has it without."""
    if text[0] == "》":  # an arrow, drawn with half a title's signs
        return squeeze(text[1:])
    mark = squeeze(line.pieces[0]) or squeeze("".join(line.pieces[:2]))
    if len(line.pieces) < 2 or not _MARK.fullmatch(mark) or not text.startswith(mark):
        return text
    rest = squeeze(text.removeprefix(mark))
    plain, whole = comparable(rest), comparable(text)
    return rest if told.agreement(plain) > told.agreement(whole) else text


def _before_metadata(outline: Outline, number: int, told: Told) -> str | None:
    """Return a headline without the time and the source that its own heading goes on with, in elements of theirs."""
    line = outline.lines[number]
    for place in range(1, len(line.pieces)) if number in outline.dates else ():
        head = squeeze("".join(line.pieces[:place]))
        if (comparable(head) in told.exactly or len(head) >= SHORTEST) and TIME_OR_SOURCE.match(
            squeeze("".join(line.pieces[place:]))
        ):
            return head
    return None


def _head_of(line: Line, told: Told) -> str | None:
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


def _told_below(outline: Outline, number: int) -> int:
    """Return how many lines of metadata stand below a line, if a time is among them."""
    below = [line.number for line in outline.lines[number + 1 : number + 7] if outline.is_metadata(line.number)]
    return len(below) if any(n in outline.dates for n in below) else 0


_TERMS = re.compile(r"(?:^|\s)[\u4e00-\u9fff]{2,6}\s*:")


def _above_the_time(outline: Outline) -> Line | None:
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


def _beside_the_time(outline: Outline, prose: int) -> tuple[str, int] | None:
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


def _in_a_labelled_cell(outline: Outline) -> Line | None:
    """Return what the cell beside one that says 标题 holds."""
    for line, following in pairwise(outline.lines):
        if line.node.tag in ("td", "th") and _TITLE_LABEL.fullmatch(line.text) and following.node.tag == line.node.tag:
            return following
    return None


def _in_one_block(outline: Outline, line: Line) -> tuple[str, int]:
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
    return opened or first[-1] in "、，" or is_organization(first) or _DOCUMENT.fullmatch("".join(titles)) is not None


def _above_the_signers(outline: Outline, line: Line) -> Line:
    """Return the line above the byline, and above the deck that opens with a dash, where those stand above a time."""
    above = line
    if outline.lines[above.number - 1 : above.number] and signature_credits(above.half):
        above = outline.lines[above.number - 1]
    if outline.lines[above.number - 1 : above.number] and DASH.match(above.text):
        above = outline.lines[above.number - 1]
    return line if outline.is_metadata(above.number) or above.link_share > 0.3 else above


def _below_the_name(outline: Outline, name: Line) -> Line | None:
    """Return the line right above the time, where the page's title and its first heading say only whose site it is."""
    title = outline.meta.title
    if len(name.text) > _LONGEST_NAME or _SAYS.search(name.text):
        return None
    of_a_body = is_organization(name.text) and not _MEETING.search(name.text)
    if name.plain != comparable(title) or not (of_a_body or len([part for part in SUFFIX.split(title) if part]) > 1):
        return None
    line = _above_the_time(outline)
    return line if line is not None and line.number > name.number + (1 if of_a_body else _NAME_ABOVE) else None


def _below_the_trail(outline: Outline) -> Line | None:
    """Return the line right below a trail that ends in 正文, or the bold one below another; no time stands above it."""
    short = [line for line in outline.lines if len(line.text) <= LONGEST]
    trail = next((line for line in short if TO_TEXT.search(line.text)), None)
    if bold := trail is None:
        trail = next((line for line in short if len(line.links) > 1 and _WHERE.match(line.text)), None)
    below = outline.lines[trail.number + 1 : trail.number + 2] if trail is not None else []
    line = next((line for line in below if SHORTEST <= len(line.text) <= 60 and not line.links), None)
    if line is not None and bold and not line.bold:
        return None
    return None if line is None or line.text.endswith("。") or outline.is_metadata(line.number) else line


def _above_the_text(outline: Outline, prose: int) -> Line | None:
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


def _joined(lines: Sequence[Line], number: int, told: Told) -> tuple[str, int]:
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
