"""The rows of lists among a page's lines: other stories, each with its day or the beginning of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from crawler.extraction.attachments import is_attachment, links_to_attachment
from crawler.extraction.dates import DAY_IN_NUMERALS, find_dates
from crawler.extraction.labels import DATE_LABEL, DAY_IN_SENTENCE, LONGEST_VALUE, NEIGHBOUR, SOURCE_LABEL, label_above
from crawler.extraction.text import Line, Text, is_in_cell
from crawler.extraction.tree import Node, text_of

_HAN = re.compile("[\u3400-\u9fff]")
_LONG_PARAGRAPH, _LEAST_LINKED = 80, 0.15  # characters; share of a row that is its link
_PARAGRAPHS = frozenset(("p", "div"))
_NEAR_HEADLINE, _ABOVE = 2, 5  # lines with words, lines
_TERM = re.compile(r"[\u4e00-\u9fff（）\d.、 ]{2,14}[:：]")
_SHORT_TITLE, _LEAST_OF_TITLE = 12, 8  # characters, those that are Han
_SMALL = 400  # characters of a block that is one row of a list
_DAY_ALONE = re.compile(
    r"(?:19|20)\d\d\s*[年.．]\s*\d{1,2}\s*[月.．]\s*\d{1,2}\s*日?(?:\s*[-—至]+\s*(?:\d{1,2}月)?\d{1,2}日)?"
    rf"|{DAY_IN_NUMERALS}"
)
# 2015年11月8日 晴转多云
_DAY_OF_A_DIARY = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*(?:(?:星期|周).\s*)?[晴阴雨雪雾风多云转大中小到暴有]{1,8}"
)
_WEATHER = frozenset("晴阴雨雪云雾风")
# Whence the words above are, who printed a document, and the points of a plan.
_OF_A_TEXT = re.compile(
    r"[（(].+[)）]|.+日印发|——.+|(?:\d{1,2}\s*[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[)）]).+[；：]"
)
_TAKEN_FROM = ("摘自", "转自", "选自", "原载")  # （摘自云溪晚报 2020年3月13日 A02版）
_ANSWERS = re.compile(r"[A-D]\s*[、.．]\s*\d")  # to a question: A、2000年5月1日  B、2001年5月2日


def find_rows(text: Text, dated: Iterable[int], title: str) -> set[int]:
    """Return the lines of a page that are rows of a list: a date beside a link to a story, or one of many alike.

    `dated` are the numbers of the lines with a time, `title` is what the page's head calls it.
    """
    lines = text.lines
    signatures = Counter(_signature(lines[number]) for number in dated)
    rows = set()
    for number in dated:
        line = lines[number]
        labelled = not line.links and len(line.text) <= LONGEST_VALUE and label_above(lines, number)
        if labelled or SOURCE_LABEL.search(line.text) or _is_below_the_headline(lines, number, title):
            continue
        plain = not line.links and line.node.tag in _PARAGRAPHS
        if plain and (DAY_IN_SENTENCE.search(line.text) or _ANSWERS.match(line.text)):
            continue
        # A link at the end of a paragraph (返回云溪网，查看更多) makes it no row.
        if len(line.text) >= _LONG_PARAGRAPH and line.link_share < _LEAST_LINKED and line.node.tag in _PARAGRAPHS:
            continue
        titles = [said for _, said in line.links if len(_HAN.findall(said)) >= 8 and not list(find_dates(said))]
        # A notice's own terms (报名时间：…) and a chronicle's entries are paragraphs.
        told = (
            line.text[-1:] == "。" or _TERM.match(line.text) is not None or _OF_A_TEXT.fullmatch(line.text) is not None
        )
        # So is a day alone, as a document has it: over the entries of a chronicle, below who signs.
        told = told or (_DAY_ALONE.fullmatch(line.text) is not None and not is_in_cell(line.node))
        told = told or is_day_of_a_diary(line.text)
        paragraph = told and plain and (line.node.tag == "p" or _is_one_of_several(line.node))
        alike = signatures[_signature(line)] >= 3 and len(line.text) < 60 and not paragraph
        if titles or alike or _beside_a_title(text, line) or _next_to_a_title(text, line):
            rows.add(number)
    return rows | _teasers(lines)


def _is_one_of_several(node: Node) -> bool:
    """Whether blocks of the same make stand above and below a block, as the paragraphs of a text do."""
    beside = (node.getprevious(), node.getnext())
    return all(other is not None and other.tag == "div" and other.get("class") == node.get("class") for other in beside)


def is_day_of_a_diary(text: str) -> bool:
    """Whether a line is a day and its weather."""
    return text[-1:] in _WEATHER and _DAY_OF_A_DIARY.fullmatch(text) is not None


def is_of_a_plan(line: Line) -> bool:
    """Whether a line with a day is in a table that leads nowhere: no row of a list, but one of a plan."""
    if line.links or not is_in_cell(line.node):
        return False
    table = next(line.node.iterancestors("table"), None)
    return table is not None and table.find(".//a") is None


def _is_below_the_headline(lines: Sequence[Line], number: int, title: str) -> bool:
    """Whether one of the lines right above one is what the page's title says, and none leads to another page."""
    above = (line for line in reversed(lines[max(number - _ABOVE, 0) : number]) if line.text)
    for before in islice(above, _NEAR_HEADLINE):
        if before.links:
            return False
        if len(before.text) >= 8 and before.text in title:
            return True
    return False


def _teasers(lines: list[Line]) -> set[int]:
    """Return the lines that stand below a linked title in an item of a list: the beginnings of other stories."""
    repeated: dict[Node, bool] = {}
    found = set()
    titled: Node | None = None
    for line in lines:
        may_be_title = line.link_share > 0.9 and len(line.links) == 1 and len(line.text) >= 6
        if titled is None and not may_be_title:
            continue
        item = item_around(line.node)
        if item is None:
            titled = None
        elif may_be_title:
            if item not in repeated:
                repeated[item] = _is_repeated(item)
            titled = item if repeated[item] else None
        elif item is titled:
            found.add(line.number)
        else:
            titled = None
    return found


def item_around(node: Node | None) -> Node | None:
    """Return the item of a list that a block is or stands in, at most three levels up."""
    for _ in range(4):
        if node is None or node.tag in ("body", "html"):
            return None
        if node.tag in ("li", "dl") or (node.tag == "div" and "item" in (node.get("class") or "")):
            return node
        node = node.getparent()
    return None


def _is_repeated(item: Node) -> bool:
    """Whether an item has a fellow beside it that begins with a link too."""
    for fellow in (item.getprevious(), item.getnext()):
        if fellow is not None and fellow.tag == item.tag and next(fellow.iter("a"), None) is not None:
            return True
    return False


def _signature(line: Line) -> tuple[str, ...]:
    """Return what rows of one list have in common: tags and classes of a line's block and its two parents."""
    found: list[str] = []
    node: Node | None = line.node
    for _ in range(3):
        if node is None or not isinstance(node.tag, str):
            break
        found.append(f"{node.tag}.{node.get('class') or ''}")
        node = node.getparent()
    return tuple(found)


def _next_to_a_title(text: Text, line: Line) -> bool:
    """Whether a bare date stands next to a line that is one link, in one small block: a list with few rows."""
    if (
        len(line.text) > 30
        or line.text[1:3] in _TAKEN_FROM
        or SOURCE_LABEL.search(line.text)
        or DATE_LABEL.search(line.text)
    ):
        return False
    for other in text.lines[max(line.number - 2, 0) : line.number + 3]:
        if len(other.links) != 1 or other.link_share < 0.9 or len(other.text) < 8 or NEIGHBOUR.match(other.text):
            continue
        if len(other.text) < _SHORT_TITLE and len(_HAN.findall(other.text)) < _LEAST_OF_TITLE:
            continue  # what is pressed: 【打印】【关闭】
        # The day below the documents that a notice encloses is its own.
        if links_to_attachment(other) or is_attachment(other.text):
            continue
        around = list(_small_blocks(text, other.node, 6))
        for block in _small_blocks(text, line.node, 3):
            if block in around:
                return block.find(".//h1") is None
    return False


def _beside_a_title(text: Text, line: Line) -> bool:
    """Whether a date stands in a row that links to a story."""
    for node in _small_blocks(text, line.node, 3):
        if node.tag in ("li", "dl", "tr", "dd", "dt"):
            # A row that holds lists lays the page out.
            if node.tag == "tr" and (node.find(".//ul") is not None or node.find(".//table") is not None):
                return False
            # A notice's own cell leads to what it encloses.
            stories = (a for a in node.iter("a") if not is_attachment(a.get("href")))
            links = any(len(_HAN.findall(text_of(a))) >= 6 for a in stories)
            return links and node.find(".//h1") is None
    return False


def _small_blocks(text: Text, node: Node | None, levels: int) -> Iterator[Node]:
    """Yield a block and those around it, as long as they are no larger than a row of a list."""
    for _ in range(levels):
        if node is None or node.tag in ("body", "html") or text.sizes.get(node, 0) >= _SMALL:
            return
        yield node
        node = node.getparent()
