"""What stands below a headline and above it: 副题 and 引题."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from crawler.extraction.captions import is_centred
from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.container import Container
from crawler.extraction.furniture import is_noise
from crawler.extraction.mastheads import is_name_of_outlet, is_of_a_paper
from crawler.extraction.meta import Meta
from crawler.extraction.moments import tells_page
from crawler.extraction.names import is_organization, is_surely_name
from crawler.extraction.signatures import signature_credits
from crawler.extraction.story import DATE_ALONE, DATELINE_ALONE
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.titles import (
    DASH,
    DECK_CLASS,
    KICKER_CLASS,
    LONGEST_DECK,
    SHORTEST,
    TIME_OR_SOURCE,
    TITLE_CLASS,
    classes_around,
)
from crawler.extraction.told import title_of_page
from crawler.extraction.tree import Node, classes_of

# Characters; of one that the publishing system tells; of one that shares a block with the headline.
_SHORTEST_KICKER, _SHORTEST_SAID, _SHORTEST_BESIDE = 8, 4, 6

_TITLES_CLASS = re.compile(r"(?:^|\s)(?:\w+[-_])?(?:title|tit|headline|biaoti|bt)(?:$|\s)", re.I)
_KEYWORDS = re.compile(r"^[^，,。]{1,16}(?:[，,][^，,。]{1,16}){2,}$")
_OF_THE_PAGE = re.compile("位置|首页|正文|字体|打印|^欢迎")
_STOP = re.compile("[。！？；]")
_SUBTITLE = re.compile("sub_?-?title", re.I)
# What no block but a kicker's is called, wherever a template sets it.
_CALLED_KICKER = re.compile(r"yin_?ti|kicker|jian_?ti\b|intro_?title|over_?line|eyebrow|s?up[-_]?title")
_BYLINE = re.compile(
    r"^[■●□◆▲○\s]*(?:本[报网台刊]|见习|实习|特约|首席|新华社|[\u4e00-\u9fff]{2,5}[网报社台]驻[\u4e00-\u9fff]{2,6})*(?:记者|通讯员)\s*[\u3400-\u9fff]"
)
_BEHIND_A_SPACE = re.compile(r"(?<=[^—\s-])\s+(?P<deck>(?:—{1,2}|--)[^—-]+)$")
_BETWEEN_DASHES = re.compile(r"^(?:——|--|──|－－)\s*[^—-]{2,24}(?:——|--|──|－－)$")
# var subTitle = "…", which document.write prints.
_DECK_IN_SCRIPT = re.compile(
    # Letters first: they are looked for as they are.
    r"""var(?<!\wvar)\s+(?P<name>(?i:sub_?title|second_?title|futi|fubiaoti))\s*=\s*["'](?P<deck>[^"'<>\\]{2,80})["']"""
)
_NUMBER_OF_DOCUMENT = re.compile(r"\d\s*号$|第\s*\d+\s*期")
_LONGEST_BODY = 14  # characters
_NEAR = 2  # blocks around a text
_THREE = 3  # kicker, headline, deck
# 副标题：云溪县委组织部工作纪实, as a template prints its fields
_SAID_DECK = re.compile(r"副(?:标题|题)\s*[:：]\s*(?P<said>\S.{3,80})")
_SAID_KICKER = re.compile(r"(?:引|眉|肩)题\s*[:：]\s*(?P<said>\S.{3,60})")
_LONGEST_SCRIPT = 800  # characters between a variable and what prints it
_COLUMN = re.compile(r"(?:简报|动态|专栏|专题|信息|快讯|园地|风采|之窗|天地|网)$")


def deck_in_heading(line: Line, headline: str) -> str | None:
    """Return the deck that a heading goes on with after the headline."""
    if line.node.tag not in HEADINGS or len(line.pieces) < 2 or not line.text.startswith(headline):
        return None
    rest = line.text[len(headline) :].strip()
    told = SHORTEST <= len(rest) <= LONGEST_DECK and not is_noise(rest)
    return rest if told and not TIME_OR_SOURCE.match(rest) else None


def deck_behind_dash(headline: str) -> tuple[str, str] | None:
    """Return headline and deck where one line holds both: 学史明理 力行为民 ——云溪县召开座谈会."""
    match = _BEHIND_A_SPACE.search(headline) if "—" in headline or "--" in headline else None
    if match is None or match.start() < SHORTEST or not SHORTEST <= len(match["deck"]) <= LONGEST_DECK:
        return None
    return headline[: match.start()], match["deck"]


def kicker_in_heading(line: Line, headline: str) -> str | None:
    """Return the kicker that a heading begins with before the headline."""
    if line.node.tag not in HEADINGS or len(line.pieces) < 2 or not line.text.endswith(headline):
        return None
    before = line.text.removesuffix(headline).strip()
    told = _SHORTEST_BESIDE <= len(before) <= LONGEST_DECK and before[-1].isalnum() and not is_noise(before)
    return before if told and not (TIME_OR_SOURCE.match(before) or _OF_THE_PAGE.search(before)) else None


def deck_in_script(text: str) -> str | None:
    """Return the deck that a page's script writes below the headline that it writes itself."""
    match = _DECK_IN_SCRIPT.search(text) if "document.write" in text else None
    if match is None or not SHORTEST <= len(deck := squeeze(match["deck"])) <= LONGEST_DECK:
        return None
    written = re.compile(rf"document\.write(?:ln)?\([^)]*\b{re.escape(match['name'])}\b")
    return deck if written.search(text, match.end(), match.end() + _LONGEST_SCRIPT) else None


def find_deck(
    lines: Sequence[Line], number: int, meta: Meta, is_metadata: Callable[[int], bool]
) -> tuple[str | None, int | None]:
    """Return the deck, the line below the headline that opens with a dash or is marked as one, and its place."""
    for line in lines[number + 1 : number + 5]:
        # A dash alone stands where a template has nothing to say.
        if not line.plain or line.link_share > 0.5:
            continue
        if line.plain == lines[number].plain or is_noise(line.text) or _BYLINE.match(line.text):
            continue
        if line.text[0] == "副" and (told := _SAID_DECK.fullmatch(line.text)):
            return told["said"], line.number
        if line.number == number + 1 and _CALLED_KICKER.search(classes_of(line.node)):
            continue
        if line.text[0] in "（(" and is_organization(line.text.strip("（()）")):  # who sent it in
            continue
        if line.number == number + 1 and _is_lesser_heading(line, lines, number, is_metadata):
            if signature_credits(line.spaced):
                continue
            return line.text, line.number
        if line.number == number + 1 and _goes_on_in_heading(line, lines[number]):
            return line.text, line.number
        if line.number == number + 1 and (
            _is_centred_below(line, lines, number, is_metadata) or _shares_block(line, lines, meta, is_metadata)
        ):
            return line.text, line.number
        marked = bool(DECK_CLASS.search(classes_around(line, 1))) or is_named_second(line.node, lines[number].node)
        marked = marked or (line.node.tag in HEADINGS and "sub" in classes_of(line.node).split())
        around = lines[number].node.getparent()
        marked = marked or (line.node is around and len(line.text) <= LONGEST_DECK and _is_titles(around))
        marked = marked or (line.number == number + 1 and _is_second_of_three(lines, number))
        if DASH.match(line.text) and len(line.text) <= 80 and "题记" not in line.text[:5]:  # which the text opens with
            rest = lines[line.number + 1 : line.number + 2]
            if rest and _is_other_half(line, rest[0]) and not is_metadata(rest[0].number):
                return f"{line.text}{rest[0].text}", line.number
            return line.text, line.number
        if marked and len(line.text) <= 100 and not is_metadata(line.number):
            return line.text, line.number
        if is_metadata(line.number):
            continue
        break
    said = meta.founder.get("subtitle")
    if said and comparable(said) != lines[number].plain and not TIME_OR_SOURCE.match(said):
        return said, None
    return None, None


def deck_above(between: Sequence[Line], container: Container | None, is_metadata: Callable[[int], bool]) -> Line | None:
    """Return the one line that stands in the middle between the metadata and the block that holds the text, in the
    block around both: a text pasted in below its deck."""
    if container is None or not between:
        return None
    last = next((n for n in range(len(between) - 1, -1, -1) if is_metadata(between[n].number)), None)
    below = between[last + 1 :] if last is not None else ()
    # What stands below a picture says what it shows.
    if not below or sum(bool(line.text) for line in below) != 1 or not (line := below[0]).text or line.images:
        return None
    if container.holds(line) or line.links or not is_centred(line):
        return None
    beside = any(block is line.node.getparent() for block in islice(container.node.iterancestors(), _NEAR))
    if not beside or not _SHORTEST_KICKER <= len(line.text) <= LONGEST_DECK or _STOP.search(line.text):
        return None
    told = is_organization(line.text) or signature_credits(line.half) or DATE_ALONE.fullmatch(line.text)
    return None if told else line


def deck_set_as(
    kicker: Line, titles: Sequence[Line], is_metadata: Callable[[int], bool]
) -> tuple[str | None, int | None]:
    """Return the line right below a headline that is set as the kicker above it, and its place: each in a block of its
    own, or all in one; `titles` are the headline and that line."""
    if len(titles) < 2:
        return None, None
    headline, line = titles
    if line.node is kicker.node:
        alike = headline.node is line.node and headline.bold and not (line.bold or kicker.bold)
    else:
        parent = line.node.getparent() if line.node.tag == kicker.node.tag and line.node.get("class") else None
        alike = parent is not None and parent is headline.node.getparent() is kicker.node.getparent()
    if not alike or line.links or not SHORTEST <= len(line.text) <= LONGEST_DECK or is_metadata(line.number):
        return None, None
    told = _STOP.search(line.text) or DATELINE_ALONE.fullmatch(line.text) or signature_credits(line.half)
    of_a_body = len(line.text) <= _LONGEST_BODY and is_organization(line.text)
    return (None, None) if told or of_a_body else (line.text, line.number)


def _is_other_half(deck: Line, line: Line) -> bool:
    """Whether a deck in a heading of its own goes on in another of the same rank right below it."""
    alike = line.node.tag == deck.node.tag and line.node.getparent() is deck.node.getparent()
    alike = alike and deck.node.tag in HEADINGS and deck.text[-1] not in "。！？…"
    return alike and not line.links and len(deck.text) + len(line.text) <= LONGEST_DECK and not DASH.match(line.text)


def _goes_on_in_heading(line: Line, headline: Line) -> bool:
    """Whether a line is the second of the heading whose first is the headline."""
    own = line.node is headline.node and line.node.tag in HEADINGS
    return own and SHORTEST <= len(line.text) <= LONGEST_DECK and not TIME_OR_SOURCE.match(line.text)


def _shares_block(line: Line, lines: Sequence[Line], meta: Meta, is_metadata: Callable[[int], bool]) -> bool:
    """Whether a line shares the block of a headline that the page's title has without it, right above the metadata."""
    headline, below = lines[line.number - 1], lines[line.number + 1 : line.number + 2]
    if line.node is not headline.node or line.links or not below or not is_metadata(below[0].number):
        return False
    if is_metadata(line.number) or not _SHORTEST_SAID <= len(line.text) <= LONGEST_DECK or _STOP.search(line.text):
        return False
    if DATE_ALONE.fullmatch(line.text) or _NUMBER_OF_DOCUMENT.search(line.text):
        return False
    told = line.text[0] in "（(【[" or is_organization(line.text) or signature_credits(line.half)
    return not told and comparable(title_of_page(meta.title)) == headline.plain


def _is_centred_below(line: Line, lines: Sequence[Line], number: int, is_metadata: Callable[[int], bool]) -> bool:
    """Whether a plain line is set in the middle between a headline set so and the metadata: in a row or block alike."""
    headline, below = lines[number], lines[line.number + 1 : line.number + 2]
    if line.links or not below or not is_metadata(below[0].number) or is_metadata(line.number):
        return False
    if line.node.tag != headline.node.tag or not (is_centred(line) and is_centred(headline)):
        return False
    in_rows = line.node.tag == "td"
    one = line.node.getparent() if in_rows else line.node
    two = headline.node.getparent() if in_rows else headline.node
    if one is None or two is None or one is two or one.getparent() is not two.getparent():
        return False
    told = _STOP.search(line.text) or DATE_ALONE.fullmatch(line.text) or _NUMBER_OF_DOCUMENT.search(line.text)
    if told or line.text[0] in "（(【[" or not _SHORTEST_KICKER <= len(line.plain) <= LONGEST_DECK:
        return False
    return not (is_organization(line.text) or signature_credits(line.half) or _OF_THE_PAGE.search(line.text))


def _is_titles(block: Node | None) -> bool:
    """Whether a block around a headline is one for titles and nothing else."""
    return block is not None and _TITLES_CLASS.search(block.get("class") or "") is not None


def is_named_second(node: Node, headline: Node) -> bool:
    """Whether the markup calls a block the second of the headline's kind: title and title2."""
    name, above = classes_of(node).strip(), classes_of(headline).strip()
    if (above, name) in (("bt", "ft"), ("font01", "font02")):  # 标题, 副题; the same of an e-paper
        return True
    if not name[-1:].isdigit() or not TITLE_CLASS.search(name):
        return False
    return above == (f"{name[:-1]}{int(name[-1]) - 1}" if name[-1] != "2" or above[-1:].isdigit() else name[:-1])


def _is_lesser_heading(line: Line, lines: Sequence[Line], number: int, is_metadata: Callable[[int], bool]) -> bool:
    """Whether a line is a heading of lower rank right below the headline and above the metadata."""
    headline = lines[number]
    if line.node.tag not in HEADINGS or headline.node.tag not in HEADINGS or line.node.tag <= headline.node.tag:
        return False
    if all(map(is_surely_name, line.text.split())) or is_organization(line.text):
        return False
    below = (
        is_metadata(other.number) or DATELINE_ALONE.fullmatch(other.text)
        for other in lines[line.number + 1 : line.number + 3]
    )
    return len(line.text) <= 60 and not is_metadata(line.number) and line.link_share < 0.3 and any(below)


def find_kicker(
    lines: Sequence[Line], number: int, meta: Meta, is_metadata: Callable[[int], bool]
) -> tuple[str | None, int | None]:
    """Return the kicker, the line above the headline that is marked as one or shares its heading, and its place."""
    headline = lines[number]
    said = meta.founder.get("introtitle")
    # Some newsrooms keep their keywords there.
    if said and headline.plain != comparable(said) and len(said) >= _SHORTEST_SAID and not _KEYWORDS.match(said):
        return said, None
    for line in reversed(lines[max(number - 2, 0) : number]):
        if not line.text or line.link_share > 0.3 or len(line.text) > 60 or is_metadata(line.number):
            break
        if line.plain == headline.plain:
            continue
        if line.text[1:2] == "题" and (told := _SAID_KICKER.fullmatch(line.text)):
            return told["said"], line.number
        marked = bool(KICKER_CLASS.search(classes_around(line, 1))) or (
            line.number == number - 1
            and (_is_called_second(line.node, headline.node) or _is_second_of_three(lines, number))
        )
        if len(line.plain) < (2 if marked else 4) or _OF_THE_PAGE.search(line.text):
            break
        named = headline.node.tag in HEADINGS or TITLE_CLASS.search(classes_of(headline.node))
        around = headline.node.getparent()
        same_heading = (bool(named) and line.node is headline.node) or (line.node is around and _is_titles(around))
        beside = (
            line.node.getparent() is headline.node.getparent()
            and line.node.tag in HEADINGS
            and headline.node.tag in HEADINGS
            and line.node.tag > headline.node.tag
        )
        between_dashes = (
            _BETWEEN_DASHES.match(line.text) or _is_between_brackets(line, headline) or _is_dashed_above(line, headline)
        )
        on_paper = line.number == number - 1 and is_of_a_paper(meta) and _is_set_alike(line, headline)
        stands = (
            on_paper
            or _stands_above(line, lines, number, meta, is_metadata)
            or _is_centred_above(line, lines, number, meta)
        )
        if marked or same_heading or beside or between_dashes or stands:
            return line.text, line.number
        break
    return _kicker_below(lines, number, is_metadata)


def _kicker_below(
    lines: Sequence[Line], number: int, is_metadata: Callable[[int], bool]
) -> tuple[str | None, int | None]:
    """Return the line right below a headline that its markup calls a kicker: a style sheet lifts it above."""
    for line in lines[number + 1 : number + 2]:
        told = len(line.plain) >= _SHORTEST_SAID and len(line.text) <= LONGEST_DECK and not line.links
        if told and _CALLED_KICKER.search(classes_of(line.node)) and not is_metadata(line.number):
            return line.text, line.number
    return None, None


def _is_between_brackets(line: Line, headline: Line) -> bool:
    """Whether a line in brackets stands beside the heading that it is right above: 【走基层】."""
    if line.text[0] != "【" or line.text[-1] != "】" or line.number != headline.number - 1 or line.links:
        return False
    return headline.node.tag in HEADINGS and line.node.getparent() is headline.node.getparent()


def _is_dashed_above(line: Line, headline: Line) -> bool:
    """Whether a line that opens with a dash stands right above a heading, in the block that holds both: ——一论实干."""
    if line.number != headline.number - 1 or line.links or headline.node.tag not in HEADINGS:
        return False
    return DASH.match(line.text) is not None and line.node.getparent() is headline.node.getparent()


def _is_second_of_three(lines: Sequence[Line], number: int) -> bool:
    """Whether a headline stands between two blocks of its kind that are called by numbers as it is: t1, t2, t3."""
    three = lines[number - 1 : number + 2] if number else []
    names = [line.node.get("class") or "" for line in three]
    if len(three) != _THREE or any(line.links for line in three) or len({name[:-1] for name in names}) > 1:
        return False
    if len({(line.node.tag, line.node.getparent()) for line in three}) > 1:
        return False
    return [name[-1:] for name in names] == ["1", "2", "3"]


def _is_called_second(node: Node, headline: Node) -> bool:
    """Whether a block beside the headline's is called second to it: contentSubTitle, contTitA above contTit."""
    own, name = headline.get("class") or "", node.get("class") or ""
    if node.getparent() is not headline.getparent() or node is headline or not TITLE_CLASS.search(own.lower()):
        return False
    return _SUBTITLE.search(name) is not None or (name[:-1] == own and (name[-1:].isupper() or name[-1:].isdigit()))


def _is_set_alike(line: Line, headline: Line) -> bool:
    """Whether two lines are blocks of one kind in the same block: a paper's titles."""
    if tells_page(line.text) or is_name_of_outlet(line.text) or DATE_ALONE.fullmatch(line.text):
        return False
    one, two = line.node, headline.node
    return one is not two and one.tag == two.tag and one.getparent() is two.getparent() and one.tag != "td"


def _stands_above(
    line: Line, lines: Sequence[Line], number: int, meta: Meta, is_metadata: Callable[[int], bool]
) -> bool:
    """Whether a plain line stands right above a heading as the metadata does right below it, all in one block."""
    node: Node | None = lines[number].node
    while node is not None and node.tag not in HEADINGS:
        node = node.getparent()
    below = lines[number + 1] if number + 1 < len(lines) else None
    if node is None or line.number != number - 1 or line.links or below is None:
        return False
    dashed = DASH.match(below.text) is not None
    if len(line.plain) < (_SHORTEST_SAID if dashed else _SHORTEST_KICKER):
        return False
    if not (dashed or is_metadata(below.number)) or _STOP.search(line.text) or is_organization(line.text):
        return False
    block = node.getparent()
    return (
        line.node.getparent() is block is below.node.getparent()
        and line.node.tag == below.node.tag
        and line.node.get("class") == below.node.get("class")
        and line.plain not in comparable(meta.title)
    )


def _is_centred_above(line: Line, lines: Sequence[Line], number: int, meta: Meta) -> bool:
    """Whether a line is set in the middle right above a headline that is set so too, in a block of its own alike, and
    stands out: bold, or with the deck or the byline below it."""
    headline = lines[number]
    if line.number != number - 1 or line.links or not (is_centred(line) and is_centred(headline)):
        return False
    beside = headline.bold and not line.bold if line.node is headline.node else line.node.tag == headline.node.tag
    # In one block with a bold headline a line need not be long.
    if not beside or len(line.plain) < (_SHORTEST_BESIDE if line.node is headline.node else _SHORTEST_KICKER):
        return False
    if (
        _STOP.search(line.text)
        or _COLUMN.search(line.text)
        or is_organization(line.text)
        or line.plain in comparable(meta.title)
    ):
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    told = below is not None and (DASH.match(below.text) or signature_credits(below.half))
    return bool(told) or (headline.bold and not line.bold)
