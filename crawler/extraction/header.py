"""The lines around a story that tell of it: those between headline and text, and those below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.captions import is_byline
from crawler.extraction.characters import half_width
from crawler.extraction.container import Container, weight
from crawler.extraction.credits import unknown_credits
from crawler.extraction.furniture import is_noise
from crawler.extraction.labels import SOURCE_LABEL, TODAY, is_bare_role, label_above
from crawler.extraction.names import is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.photographers import photo_credits
from crawler.extraction.pictures import pictures
from crawler.extraction.signatures import signature_credits, signed_with_post
from crawler.extraction.source import is_source_in_brackets
from crawler.extraction.story import DATE_ALONE, DATELINE_ALONE, DAY, DESK_LINE, FAR, SIGNS_FOR_ALL, Story, opens_a_text
from crawler.extraction.text import Line, is_in_cell
from crawler.extraction.tree import classes_of

_LONGEST_NAME, _SEVERAL_NAMES = 6, 4
_PUBLISHED = re.compile(r"(?:信息)?(?:发\s*布|公\s*开|发表|发稿|上传|录入)(?:时\s*间|日\s*期)")
_NEAR = 3  # lines above a headline
_TABLE = 40  # lines above a headline that a table of a document may take
_SHORT_LABEL, _SENTENCE, _SHORT_NAME = 40, 40, 4  # characters
_OPENED = frozenset("（(")
_DECK = ("——", "──", "--")
_LINKED = 0.8  # of a line's characters
_LONGEST_DESK, _LONGEST_BYLINE = 80, 60  # characters
_AUTHOR_IS = re.compile(r"[（(](?:本文)?作者\s*[\u3400-\u9fff]{2,3}\s*[，,]?\s*(?:系|为|是)")
_AFTER_FOOTER = re.compile(r"^[\[【（(\s]*(?:相关|推荐(?!\s*[\]】])|热[点门]|友情链接|版权所有|主办|承办)")


def first_line(outline: Outline, container: Container | None, after: int) -> int:
    """Return the number of the line a story begins with, the first below `after` that weighs something.

    Of a story whose lines are all short, the first.
    """
    if container is None:
        return len(outline.lines)
    short: int | None = None
    for line in outline.lines[after + 1 :]:
        if line.number in outline.rows or outline.is_metadata(line.number) or not container.holds(line):
            continue
        if weight(line) >= 15 or pictures(line):
            if len(line.text) <= _LONGEST_BYLINE and not line.images and _is_byline(line):
                continue
            if line.number == after + 1 and _is_deck_above_byline(outline, line):
                continue
            if not line.text and "avatar" in classes_of(line.images[0]):  # who wrote it, not what it tells of
                continue
            return line.number
        if short is None and line.text and line.link_share < 0.5:
            short = line.number
    return len(outline.lines) if short is None else short


def _is_deck_above_byline(outline: Outline, line: Line) -> bool:
    """Whether a line opens as a deck does, and right below it stands who wrote what follows."""
    if line.text[:2] not in _DECK or line.text[-1] in "。！？" or line.number + 1 >= len(outline.lines):
        return False
    below = outline.lines[line.number + 1]
    return len(below.text) <= _LONGEST_BYLINE and _is_byline(below)


def _is_byline(line: Line) -> bool:
    """Whether a line is a byline that says who did what: 记者 张三."""
    return any(credit.role_label for credit in signature_credits(line.half))


def find_header(outline: Outline, at: int, first: int, crumb_at: int | None, container: Container | None) -> list[Line]:
    """Return the metadata lines between headline and story, or just above the headline."""

    def told(line: Line) -> bool:
        if line.number in outline.rows or line.number == crumb_at:
            return False
        if outline.is_metadata(line.number):
            return True
        if at < line.number < first and len(line.text) <= _SHORT_LABEL and _is_value(outline, line):
            return True
        if at < line.number < first and DATELINE_ALONE.fullmatch(line.text):
            return True
        if at < line.number < first and (SIGNS_FOR_ALL.fullmatch(line.text) or signed_with_post(line.text)):
            return True
        short = len(line.text) <= 60 and line.text[-1:] != "，" and at < line.number < first
        credits = signature_credits(line.half) if short else []
        if credits and _goes_on_from_label(outline.lines[line.number - 1], line):
            return False
        # A name alone that leads somewhere, or in a cell of the text's own table, may be anybody's.
        bare = line.link_share < _LINKED and not (credits and _is_in_table_of(container, line))
        return any(credit.role_label or bare for credit in credits)

    # A template may print its tools or a summary before the time.
    soon = (line for n in outline.dates if first <= n <= at + 8 and not TODAY.search((line := outline.lines[n]).text))
    timed = any(at < n < first and n not in outline.rows for n in outline.dates)
    late = (
        line.number + 1
        for line in soon
        if not timed and told(line) and not DAY.fullmatch(line.text) and _is_above_text(outline, first, line.number)
    )
    end = max([first, at + 1, *late])
    lines = [line for line in outline.lines[at + 1 : end] if told(line)]
    # Names alone, line by line, are those of whom the text tells.
    alone = {line.number for line in lines if len(line.text) <= _LONGEST_NAME and not outline.is_metadata(line.number)}
    if len(alone) > _SEVERAL_NAMES:
        lines = [line for line in lines if line.number not in alone]
    while container is not None and len(lines) > 1 and _is_of_the_text(outline, lines, container):
        del lines[-1]
    # Who held a speech stands below its day.
    held = container is not None and len(lines) > 2 and _is_of_the_text(outline, lines[:-1], container)
    if held and signed_with_post(lines[-1].text):
        del lines[-2]
    if at >= 0 and at in outline.dates and at not in outline.rows:
        lines.append(outline.lines[at])
    if not any(line.number in outline.dates for line in lines):
        above = outline.lines[max(at - 6, 0) : max(at, 0)]
        # A bare day at some distance is the masthead's, which says today's.
        lines += [
            line
            for line in above
            if told(line)
            and not TODAY.search(line.text)
            and (line.number >= at - _NEAR or not DATE_ALONE.fullmatch(line.text))
        ]
        # The table above a document says when it was published, or a line above the page's tools.
        lines += [
            line
            for n in outline.dates
            if at - _TABLE <= n < at - _NEAR
            and (line := outline.lines[n]) not in lines
            and (
                _PUBLISHED.match(half_width(label_above(outline.lines, n)))
                or (_PUBLISHED.match(line.half) and SOURCE_LABEL.search(line.half) and told(line))
            )
        ]
    return lines


def _goes_on_from_label(above: Line, line: Line) -> bool:
    """Whether names alone go on from a label of no role in the line above: 参与学生：张三 李四."""
    if ":" not in above.half or not unknown_credits(above.half):
        return False
    return ":" not in line.half and above.node.tag == line.node.tag


def _is_in_table_of(container: Container | None, line: Line) -> bool:
    """Whether a line is in a cell of a table in the text."""
    return container is not None and is_in_cell(line.node) and container.holds(line)


def _is_of_the_text(outline: Outline, lines: Sequence[Line], container: Container) -> bool:
    """Whether the last of a header's lines opens the text, where a time stands above it: the day of a speech."""
    last = lines[-1]
    if not opens_a_text(last.text) or not container.holds(last):
        return False
    return any(line.number in outline.dates and not container.holds(line) for line in lines[:-1])


def _is_above_text(outline: Outline, first: int, number: int) -> bool:
    """Whether no more than a summary stands between the line a story begins with and another."""
    return sum(len(line.text) >= _SENTENCE for line in outline.lines[first:number]) <= 1


def _is_value(outline: Outline, line: Line) -> bool:
    """Whether a line says what the label in the block before it promises: 来源：."""
    label = label_above(outline.lines, line.number)
    return (
        bool(label)
        and not label.startswith("分享")
        and outline.is_metadata(line.number - 1)
        and not is_noise(line.text)
    )


def _is_signed(text: str) -> bool:
    """Whether a line below a story is who made it, in brackets: （县委组织部供稿）, or ends with who took a picture."""
    if not text or text[-1] not in ")）":
        return False
    if _AUTHOR_IS.match(text) and len(text) <= _LONGEST_BYLINE:
        return True
    return bool(photo_credits(text[-80:])) or (
        text[0] in "(（"
        and len(text) <= _SHORT_LABEL
        and any(credit.role_label or (credit.name and credit.organization) for credit in signature_credits(text[1:-1]))
    )


def _has_bare_role(line: Line, before: Line) -> bool:
    """Whether a line is the name of who has the role that the line above it is."""
    return is_bare_role(before.text) and is_surely_name(line.text)


def find_footer(outline: Outline, story: Story, container: Container | None) -> list[Line]:
    """Return the credit lines after the story: within its container, and the first ones that follow it."""
    last = max((line.number for line in [*story.lines, *story.tail[:FAR]]), default=None)
    if last is None and story.images and container is not None:
        # Pictures alone: what is said of them follows the last.
        last = max((line.number for line in outline.lines if container.holds(line)), default=None)
    if last is None:
        return []
    found = [line for line in story.tail[:FAR] if line.link_share < 0.8 or signed_with_post(line.text)]
    taken = {line.number for line in found}
    after = max((line.number for line in story.lines), default=last) + 1
    end = last + FAR
    for line in outline.lines[after:end]:
        if _AFTER_FOOTER.match(line.text):
            end = line.number
            break
        before = outline.lines[line.number - 1]
        told = (
            outline.is_metadata(line.number)
            or (outline.is_metadata(before.number) and before.text[-1:] in ":：")
            or (len(line.text) <= _SHORT_LABEL and bool(unknown_credits(line.half)))
            or (line.number < after + _NEAR and (_is_signed(line.text) or is_byline(line)))
            or (line.text[:1] in _OPENED and is_source_in_brackets(line.text))
            or (len(line.text) <= _SHORT_NAME and (is_bare_role(line.text) or _has_bare_role(line, before)))
        )
        if line.number not in taken and line.number not in outline.rows and told:
            found.append(line)
    # The desk's own line may stand below the lists that follow a story.
    signed = any(DESK_LINE.search(half_width(line.text)) for line in found)
    for line in outline.lines[end:] if not signed else ():
        if len(line.text) > _LONGEST_DESK or not ("编" in line.text or "編" in line.text):
            continue
        if DESK_LINE.search(half_width(line.text)) and line.link_share < 0.6 and outline.is_metadata(line.number):
            found.append(line)
            break
    return sorted(found, key=lambda line: line.number)
