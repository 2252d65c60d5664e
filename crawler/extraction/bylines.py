"""A story's credits, gathered from the lines around it and within it, and the story without those lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from crawler.extraction.characters import SIMPLIFIED, half_width, squeeze
from crawler.extraction.credits import bare_credits, credits_in, labelled_credits, unique, unknown_credits
from crawler.extraction.joints import parts_of_line
from crawler.extraction.labels import printed
from crawler.extraction.meta import Meta
from crawler.extraction.names import BETWEEN_NAMES, is_organization, is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.photographers import caption_credits, photo_credits
from crawler.extraction.role_labels import AUTHOR_SIDE, split_labels
from crawler.extraction.signatures import join_padded, signed_with_post
from crawler.extraction.signed import (
    LONGEST_BYLINE,
    OPENING,
    PEN_NAME,
    SHORTEST_TEXT,
    bracket_credits,
    brief_credits,
    byline_credits,
    end_credits,
    glued_credits,
    paragraph_credits,
    signed_before,
)
from crawler.extraction.story import DAY, MARKS, SIGNS_FOR_ALL, Story
from crawler.extraction.text import Line, is_in_cell
from crawler.extraction.unlabelled_authors import LONGEST_NAME, unlabelled_authors
from crawler.extraction.verses import heads_verses
from crawler.extraction.wrapped import going_on, put_together
from crawler.items import Credit

# A byline that stands between the parts of a page of several stories.
_SIGNED = re.compile(
    r"^(?:本版)?(?:文/|图/|文/图)?(?:本报|本网|本台|[\u4e00-\u9fff]{1,8}[报网社台刊])?(?:首席|见习|实习)?"
    r"(?:记者|通讯员)[^，。！？：；]{2,40}$"
    r"|^(?:本版)?(?:(?:采写|采访|撰文|摄影)[、/]?){1,2}[:：／/][^，。！？：；]{2,40}$"
)
_LONGEST_SIGNED = 80
_MOST_LOOKED_UP = 300  # credits of a page: each is looked for in all of its lines
# □张三（教育学者）
_NAME_AND_POST = re.compile(r"[□■]?\s*([\u3400-\u9fff]{2,4})\s*[（(]([\u4e00-\u9fff，、A-Za-z]{2,60})[)）]")
_MARKS_OF_AUTHORS, _MARKED = frozenset("■□"), "".join(MARKS) + " "
_BACKSLASHES = re.compile(r"^(文|图|摄影)\\+(?=[\u4e00-\u9fff])")
# 本文来自微信公众号“云溪观察”，作者张三。
_OF_AN_ACCOUNT = re.compile(
    r"公众号.{2,24}[，,;]\s*(?:文章|原)?作者\s*[为是]?\s*([\u3400-\u9fff]{2,3})\s*[。，,)）]?\s*$"
)
# （云溪英语 Julie，Helen 编辑）
_AND_EDITOR = re.compile(
    r"\([\u4e00-\u9fff]{2,8}\s+([A-Z][a-z]+|[\u3400-\u9fff]{2,3})\s*,\s*([A-Z][a-z]+|[\u3400-\u9fff]{2,3})\s+编辑\s*\)"
)
# 原创 孟浩 云溪时报, 原创 2018-04-07 孟浩 云溪时报 云溪时报
_FIRST_PUBLISHED = re.compile(r"原创\s+(?:\d{4}-\d\d-\d\d\s+)?([^\s\d]\S{1,7})\s+(\S{2,16})(?:\s+\2)?")
_DUTY = re.compile(r"[\u4e00-\u9fff、]{2,12}[:：]\s*[\u4e00-\u9fff]{2,4}(?:$|[、，\s])")
_LONGEST_POST, _MANY_PEOPLE = 40, 4  # characters of a name with a post, lines
_MARK = re.compile(r"\s*【?(?:纠错|责任编辑[^】]*)】?\s*$")
_BACK = re.compile(r"\s*返回\S{2,6}[，,]\s*查看更多\s*$")
_ABOUT_THE_AUTHOR = re.compile(
    r"[（(]\s*(?:本文)?作者(?:\s*[\u3400-\u9fff]{2,3}\s*[，,]?\s*)?(?:(?:均|分别)?[系为]|单位"
    r"|[:：](?=[^（()），,\s]{2,78}(?:书记|[部院校局县市镇乡]长|主任|主席)[)）]$))[^（()）。]{4,80}[)）]"
)
_LATIN_NAME = r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2}"
# By Zhang Jing and Li Na in Yunxi | Yunxi Daily
_BY = re.compile(
    rf"By ({_LATIN_NAME}(?:(?:, {_LATIN_NAME}){{0,2}},? and {_LATIN_NAME})?)"
    r"(?: in [A-Z]\w+)?(?=\s*(?:[,|]|$|(?:19|20)\d\d|[A-Z][a-z]+:))"
)
_AND = re.compile(r",? and |, ")
_IN_BRACKETS = re.compile(r"[（(【\[][^（(【\[]*(?:[（(][^（()）]*[)）][^（(【\[]*)*[)）】\]]")
# Of whom it tells, what a document may be used for, that it ends: （文中人物均为化名）, （此件公开发布）, （完）.
_OF_THE_TEXT = re.compile(r"化名|公开|联系|印发|审阅|成果|解[答释]|^.完.$")
_STOP = re.compile("[，。！？；：]")
_DAY_BELOW = re.compile(r"(?:19|20)\d\d\s?[年.．、/-]\s?\d{1,2}\s?[月.．、/-]\s?\d{1,2}\s?日?")


@dataclass(slots=True)
class Bylines:
    """The credits in reading order, the byline as printed, the story's `texts`, and of each line of the story (`kept`)
    how many texts stand before it."""

    credits: tuple[Credit, ...] = ()
    byline: str | None = None
    texts: list[str] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)


def read_bylines(outline: Outline, header: Sequence[Line], story: Story, footer: Sequence[Line]) -> Bylines:
    """Return who made a story; lines of the story that are only credits leave its text."""
    read = Bylines()
    people = _people([*header, *story.lines])
    found = _in_header(outline, [line for line in header if line.number not in people], read)
    briefs: list[Credit] = []
    for place, line in enumerate(story.lines):
        read.kept.append(len(read.texts))
        left = len(story.lines) - 1 - place
        text = _without_marks(line.text)
        if left < 3 and _ABOUT_THE_AUTHOR.fullmatch(text):
            found += bracket_credits(text.strip("（()） "), last=True)
            continue
        outermost = not read.texts or left == 0 or (place == 1 and _heads(story, read.texts[0], text))
        credits = _of_a_line(story, place, text, outermost=outermost, may_sign=line.number not in people)
        if credits or (not place and _names_again(text, found)):
            found += credits
            read.byline = read.byline or text
            continue
        if left == 1 and len(text) <= _LONGEST_POST and line.number not in people:
            found += _as_in_a_letter(story, line)
        credits, text = end_credits(text, left, is_unsigned=not found)
        found += credits
        briefs += brief_credits(text)
        found += paragraph_credits(text, place, left)
        of_document = story.dated and DAY.fullmatch(text) is not None  # （2020年3月13日） below a decision
        if text and (left or of_document or not _is_remark(text, line)):
            read.texts.append(text)
    # One name within a text may be anybody's; several close the pieces of a page of news in brief.
    if len(briefs) > 1:
        found += briefs
    read.kept.append(len(read.texts))
    for _, caption, _ in story.images:
        for text in (caption or "").split("\n"):
            found += caption_credits(text)
    found += _in_footer(footer)
    if not any(credit.role in AUTHOR_SIDE for credit in found):
        found += _said(outline.meta, {credit.name for credit in found})
    if cut := going_on(read.texts):
        read.texts, before = put_together(read.texts, cut)
        read.kept = [before[count] for count in read.kept]
    told, lines = unique(found), [*header, *footer, *story.lines]
    read.credits = unique([*(_as_printed(credit, lines) for credit in told[:_MOST_LOOKED_UP]), *told[_MOST_LOOKED_UP:]])
    return read


def _as_printed(credit: Credit, lines: Sequence[Line]) -> Credit:
    """Return a credit whose name is printed so: labels are read in simplified characters, the names behind them too."""
    name = credit.name or credit.organization or ""
    if SIMPLIFIED.isdisjoint(name) or any(name in line.text for line in lines):
        return credit
    for line in lines:
        if (at := line.half.find(name)) >= 0:
            printed_as = line.spaced[at : at + len(name)]
            return replace(credit, name=printed_as) if credit.name else replace(credit, organization=printed_as)
    return credit


def _is_remark(text: str, line: Line) -> bool:
    """Whether a story's last line, all of it in brackets, tells of the story: （综合报道）."""
    if text[0] not in "（([【" or text[-1] not in "）)]】" or not _IN_BRACKETS.fullmatch(text):
        return False
    if line.bold and text[0] == "【":  # a heading of its own
        return False
    return _OF_THE_TEXT.search(text) is None


def _people(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines that are names, where there are many: such a page tells who works there."""
    short = [line for line in lines if len(line.text) <= _LONGEST_POST]
    people = {line.number for line in short if _is_person(line)} if len(short) >= _MANY_PEOPLE else set()
    return people if len(people) >= _MANY_PEOPLE else set()


def _of_a_line(story: Story, place: int, text: str, *, outermost: bool, may_sign: bool) -> list[Credit]:
    """Return the credits of a line of the story that is nothing else."""
    line, left = story.lines[place], len(story.lines) - 1 - place
    at_edge = place < 2 or left < 4
    alone = at_edge or (len(text) <= _LONGEST_SIGNED and _SIGNED.match(text.lstrip(_MARKED)) is not None)
    credits = byline_credits(text, outermost) if alone and may_sign else []
    if (
        not credits
        and may_sign
        and text[:1] in _MARKS_OF_AUTHORS
        and is_surely_name(name := join_padded(text[1:].strip()))
    ):
        credits = [Credit("author", None, name, None, text)]
    # A name alone in a table's cell, or before a comma, may be anybody's.
    unsaid = credits and (text[-1:] in "，：；" or is_in_cell(line.node))
    if unsaid and not any(credit.role_label for credit in credits):
        credits = []
    if not (left or credits) and (posted := _NAME_AND_POST.fullmatch(text)) and is_surely_name(posted[1]):
        credits = [Credit("author", None, posted[1], posted[2] if is_organization(posted[2]) else None, text)]
    if not credits and place < 2 and text[:3] == "By " and (by := _BY.fullmatch(text)):
        credits = [Credit("author", "By", name, None, text) for name in _AND.split(by[1])]
    if not (left or credits):
        credits = _by_pen_name(text) or (glued_credits(text) if may_sign and outermost else [])
    if credits and (_is_told_of(credits, story, line) or (not at_edge and _is_a_duty(story, place))):
        return []
    return [] if credits and not place and heads_verses(story, text) else credits


def _as_in_a_letter(story: Story, line: Line) -> list[Credit]:
    """Return who signs a text as one does a letter: a name above the day, which both stay in it."""
    name = join_padded(line.spaced.strip())
    if not _DAY_BELOW.fullmatch(story.lines[-1].text) or is_in_cell(line.node):
        return []
    posted = signed_with_post(line.text)
    credits = [Credit("author", None, name, None, line.text)] if is_surely_name(name) else posted
    return credits if not _is_told_of(credits, story, line) else []


def _by_pen_name(text: str) -> list[Credit]:
    """Return who signs alone in brackets: (青禾沙子)."""
    pen = PEN_NAME.fullmatch(text)
    return [Credit("author", None, pen[1], None, text)] if pen and not is_organization(pen[1]) else []


def _in_footer(footer: Sequence[Line]) -> list[Credit]:
    """Return the credits of the lines below the story."""
    found: list[Credit] = []
    for place, below in enumerate(printed(footer)):
        if "Copyright" in below.text:  # what follows are links
            continue
        text = half_width(_BACK.sub("", below.text) if "返回" in below.text else below.text)
        if not place:
            found += _by_pen_name(text)
        parts = parts_of_line(text)
        labelled = [credit for part in parts for credit in labelled_credits(part)]
        credits = [credit for part in parts for credit in credits_in(part)] if len(text) < 80 else labelled
        if not place and text[:1] == "(" and text[-1:] == ")" and len(text) < _LONGEST_SIGNED:
            # （王小满　文/图）, （县委组织部　王小满）, （县委组织部 王小满 责编：林舟）
            before = text[1:-1] if not labelled else text[1 : split_labels(text)[0].start].strip()
            signed = bracket_credits(before, last=True) if before else []
            credits = [*signed, *labelled]
            several = len(signed) > 1 and not any(credit.role_label or credit.organization for credit in signed)
            labelled += [credit for credit in signed if several or (credit.name and credit.organization)]
        elif labelled and text[:1] == "(" and (signed := signed_before(text, split_labels(text)[0].start)):
            labelled, credits = [*labelled, *signed], [*signed, *credits]
        if "公众号" in text and (by := _OF_AN_ACCOUNT.search(text)) and is_surely_name(by[1]):
            found.append(Credit("author", "作者", by[1], None, text))
        found += _first_published(text)
        if "编辑" in text[-4:] and (both := _AND_EDITOR.fullmatch(text)):
            found += [Credit("author", None, both[1], None, text), Credit("editor", "编辑", both[2], None, text)]
        collective = text.endswith("评论员")
        found += [credit for credit in credits if credit.role_label or collective or credit in labelled]
        found += unknown_credits(text) or signed_with_post(text)
        if not credits and text[-1:] == ")":
            found += photo_credits(below.text[-80:])
    return found


def _first_published(text: str) -> list[Credit]:
    """Return who an account says to have made a text first."""
    by = _FIRST_PUBLISHED.fullmatch(text) if text[:3] == "原创 " else None
    return [Credit("author", "原创", by[1], None, text)] if by and not is_organization(by[1]) else []


def _is_person(line: Line) -> bool:
    """Whether a line is a person's name, or a post and a name, and nothing else."""
    if len(line.text) <= LONGEST_NAME and is_surely_name(join_padded(line.spaced.strip())):
        return True
    return " " in line.text and bool(signed_with_post(line.text))


def _in_header(outline: Outline, header: Sequence[Line], read: Bylines) -> list[Credit]:
    """Return the credits of the lines between headline and story."""
    found: list[Credit] = []
    for told in printed(header):
        text = half_width(told.text)
        parts = parts_of_line(told.text)
        read_part = credits_in if len(text) < LONGEST_BYLINE else labelled_credits
        credits = [
            credit for part in parts for credit in read_part(part) or (bare_credits(part) if _has_post(part) else ())
        ]
        if not credits and len(text) < 80:
            credits = signed_with_post(text)
        if not credits and SIGNS_FOR_ALL.fullmatch(text):
            credits = [Credit("author", None, None, text, text)]
        if not credits and text[:3] == "By " and (by := _BY.match(text)):
            credits = [Credit("author", "By", name, None, text) for name in _AND.split(by[1])]
        credits = credits or _first_published(text)
        if credits and not labelled_credits(text):
            read.byline = read.byline or squeeze(told.text)
        found += [*credits, *unknown_credits(text)]
    if any(credit.role in AUTHOR_SIDE for credit in found):
        return found
    return unlabelled_authors(outline, header, found)


def _has_post(text: str) -> bool:
    """Whether a part of a line has a word that a byline without colons has: most have none."""
    return "记者" in text or "员" in text


def _heads(story: Story, heading: str, text: str) -> bool:
    """Whether a story's first line is a heading above the names of its authors, whom it does not tell of."""
    if len(text) > SHORTEST_TEXT or len(heading) > OPENING or heading[-1] in "。！？；：:" or len(story.lines) < 3:
        return False
    names = BETWEEN_NAMES.split(join_padded(text))
    if not all(map(is_surely_name, names)) or len(story.lines[2].text) <= SHORTEST_TEXT:
        return False
    return not any(name in line.text for line in (story.lines[0], *story.lines[2:]) for name in names)


def _is_told_of(credits: Sequence[Credit], story: Story, line: Line) -> bool:
    """Whether a name that stands alone is that of someone the story is about: what a picture shows."""
    if len(credits) != 1 or credits[0].role_label or not credits[0].name:
        return False
    often = 1 if credits[0].organization and signed_with_post(line.text) else 2
    # No further than told: looking through the whole story for each of many names takes long.
    others = (other for other in story.lines if other is not line and credits[0].name in other.text)
    return len(list(islice(others, often))) == often


def _is_a_duty(story: Story, place: int) -> bool:
    """Whether a line in the middle (摄影：张三) is one of those that say who does what on a day to come."""
    return all(
        _DUTY.match(line.text) and not labelled_credits(half_width(line.text))
        for line in (story.lines[place - 1], story.lines[place + 1])
    )


def _names_again(text: str, found: Sequence[Credit]) -> bool:
    """Whether a story's first line is a byline that the metadata line has already told: 庆阳市安监局 马春健."""
    if len(text) > SHORTEST_TEXT or _STOP.search(text):
        return False
    return any(credit.name and text.endswith(credit.name) and credit.role in AUTHOR_SIDE for credit in found)


def _said(meta: Meta, taken: set[str | None]) -> list[Credit]:
    """Return the author that a publishing system or linked data names; the tag `author` may as well be the editor."""
    return [
        Credit("author", None, name, None, name)
        for name in meta.authors()
        if is_surely_name(name) and name not in taken
    ]


def _without_marks(text: str) -> str:
    """Return a line of the story without the marks that stand after it (【纠错】), a slash gone wrong put right."""
    text = squeeze(_MARK.sub("", text)) if "【" in text[-40:] else text
    text = _BACK.sub("", text) if text.endswith("查看更多") else text
    return _BACKSLASHES.sub(r"\1/", text) if "\\" in text else text
