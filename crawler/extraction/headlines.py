"""引题, 主题, 副题: which line is the headline, and which it is where several may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.candidates import headline_candidates
from crawler.extraction.characters import comparable
from crawler.extraction.headline_texts import DOCUMENT, before_metadata, head_of, in_one_block, joined, without_mark
from crawler.extraction.mastheads import above_the_story, set_as_title, tells_no_story
from crawler.extraction.names import is_organization
from crawler.extraction.outline import Outline
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.titles import DATED, SHORTEST, is_prose
from crawler.extraction.told import SUFFIX, Told, title_of_page
from crawler.extraction.unmarked_headlines import (
    WHERE,
    above_the_text,
    above_the_time,
    below_the_trail,
    beside_the_time,
    labelled,
)

# A meeting is none of the bodies that are called so.
_MEETING = re.compile(r"(?<![员协学合商工金事])会$")
_NAME_ABOVE = 3  # lines between a site's name and a headline, at least
_LONGEST_NAME, _SAYS = 25, re.compile("[，。？！]")  # characters of it; what no name has
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,4}\s*[:：]")  # 作者：县委办公室
_OF_LISTS = frozenset(("li", "dd", "dt"))
_LONGEST_COLUMN = 8  # characters
_FEW_BETWEEN, _A_WORD = 8, 3  # lines; characters
_SENTENCE = 20  # characters
_SHORT_TITLE = 8  # characters of a page's title that no line says


def find_headline(outline: Outline) -> tuple[str | None, int | None]:
    """Return the headline as printed and the number of its line; from the head alone where no line shows it."""
    lines, told = outline.lines, Told(outline.meta)
    scored = headline_candidates(outline, told)
    # The name below the last paragraph is the foot's, though the page's title begins with it.
    prose = next((line.number for line in reversed(lines) if is_prose(line) and line.number not in outline.rows), 0)
    above = [pair for pair in scored if pair[1].number < prose]
    scored = above or [pair for pair in scored if not (prose and is_organization(pair[1].text))]
    best = max(scored, key=lambda pair: (round(pair[0], 2), -pair[1].number), default=None)
    if named := _named_elsewhere(outline, best[1] if best is not None else None, prose):
        return named
    if best is not None:
        line = (
            _below_the_column(outline, best[1], told)
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
        text, number = joined(lines, at, told)
        if text == lines[at].text and tells_no_story(outline.meta):
            text, number = in_one_block(outline, lines[at])
        if head := head_of(lines[at], told):
            return head, number
        text = without_mark(lines[at], text, told)
        return DATED.sub("", before_metadata(outline, at, told) or text), number
    line = above_the_time(outline) or below_the_trail(outline)
    if tells_no_story(outline.meta) and (line is None or line.plain in comparable(outline.meta.title)):
        line = above_the_story(outline, -1 if line is None else line.number) or line
    if line is not None:
        return in_one_block(outline, line) if tells_no_story(outline.meta) else (line.text, line.number)
    if (beside := beside_the_time(outline, prose)) is not None:
        return beside
    title = title_of_page(outline.meta.title)
    of_a_body = is_organization(title)
    if of_a_body and (line := above_the_text(outline, prose)):
        return line.text, line.number
    if (of_a_body or len(title) < _SHORT_TITLE) and (line := set_as_title(outline, of_a_body)):
        return in_one_block(outline, line)
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
    below = (other for other in outline.lines[line.number + 1 : line.number + 3] if not WHERE.match(other.text))
    following = next(below, None)
    if following is None or not DOCUMENT.fullmatch(following.text):
        return None
    linked = any(above.text == line.text and above.link_share == 1 for above in outline.lines[: line.number])
    return following if linked else None


def _told_below(outline: Outline, number: int) -> int:
    """Return how many lines of metadata stand below a line, if a time is among them."""
    below = [line.number for line in outline.lines[number + 1 : number + 7] if outline.is_metadata(line.number)]
    return len(below) if any(n in outline.dates for n in below) else 0


def _named_elsewhere(outline: Outline, line: Line | None, prose: int) -> tuple[str, int] | None:
    """Return the headline that a label names, or that stands below the best line, where that is a mere name."""
    # 书记信箱 says where a letter stands, and its label what it is called.
    if (line is None or len(line.text) <= _LONGEST_COLUMN) and (named := labelled(outline)):
        return named
    return _below_the_name(outline, line, prose) if line is not None and _is_name_alone(outline, line) else None


def _below_the_name(outline: Outline, name: Line, prose: int) -> tuple[str, int] | None:
    """Return the headline below a line that says only whose site a page is: what stands beside the time and the source
    in their own block, or the line right above the time.

    Below the last paragraph, line `prose`, or the last sentence stands today's date, as in a foot.
    """
    beside = beside_the_time(outline, prose)
    if beside is not None and beside[1] > name.number + _NAME_ABOVE and not _LABELLED.match(beside[0]):
        return beside
    line = above_the_time(outline)
    if line is None or 0 < prose < line.number or line.number <= name.number + (1 if _is_body(name) else _NAME_ABOVE):
        return None
    below = outline.lines[name.number + 1 : line.number]
    told = any(len(one.text) >= _SENTENCE and one.text[-1] == "。" for one in below)
    return (line.text, line.number) if not told else None


def _is_name_alone(outline: Outline, name: Line) -> bool:
    """Whether a line says what the page's title says, and that is only whose site it is."""
    title = outline.meta.title
    if len(name.text) > _LONGEST_NAME or _SAYS.search(name.text) or name.plain != comparable(title):
        return False
    return _is_body(name) or len([part for part in SUFFIX.split(title) if part]) > 1


def _is_body(name: Line) -> bool:
    return is_organization(name.text) and not _MEETING.search(name.text)
