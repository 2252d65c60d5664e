"""What kind of line each line of a page is: a row of a list, a metadata line with its times, or neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from crawler.extraction.credits import may_be_labelled, split_labels
from crawler.extraction.dates import Found, find_dates, parse_date
from crawler.extraction.furniture import is_edge
from crawler.extraction.meta import TIMES, Meta, read_meta
from crawler.extraction.state import page_state
from crawler.extraction.text import FIELDS, Line, read_lines, squeeze
from crawler.extraction.tree import Node, Parsed, text_of
from crawler.items import Role

SOURCE_LABEL = re.compile(
    r"(?:文章|信息|稿件|消息|新闻|内容)?\s*(?:来\s*源(?:于)?|稿\s*源|出\s*处|转自|转载自(?=\s*[:：])|来自)\s*[:：]?\s*"
)
DATE_LABEL = re.compile(
    r"(?:发布|发表|发稿|上传|录入|添加|创建|成稿|公开)(?:时间|日期|于)|时\s*间\s*[:：]|日\s*期\s*[:：]"
)
TODAY = re.compile(r"今天是|今日|现在是|星期[一二三四五六日天]")
FURNITURE = re.compile(
    r"浏览|点击|阅读|字体|字号|打印|分享|收藏|评论|人气|次数|访问量|(?<![\u4e00-\u9fff])原图(?![\u4e00-\u9fff])"
)
_TOOL_CHARACTERS = frozenset("浏点阅字打分收评人次访原")
NEIGHBOUR = re.compile(r"^[\[【（(\s]*(?P<which>上一[篇条则]|下一[篇条则]|前一[篇条]|后一[篇条])")
_NEIGHBOUR_BEGINS = frozenset("[【（( 上下前后")
_LONGEST_METADATA = 220
_LONGEST_LABEL, _LONGEST_VALUE = 12, 40
_LONGEST_DATED = 300
_LONG_PARAGRAPH, _LEAST_LINKED = 80, 0.15  # characters; share of a row that is its link
_NEAR_HEADLINE = 2  # lines
_LONGEST_TOOL = 4  # characters beside the tool's own word
_COUNTED = re.compile(r"[:：\d【\[（(|]")
# 19, 20 and a digit, or a Chinese nought. One class of characters in front lets the search skip all others.
_YEAR = re.compile(r"[12１２〇○零](?:(?<=[〇○零])|(?:(?<=1)9|(?<=2)0|(?<=１)９|(?<=２)０)[0-9０-９])")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*月?")
_LONGEST_MOMENT = 30  # characters
_DAY = re.compile(r"(\d{1,2})\s*日?")
_LEAF = re.compile(r"(?P<d>\d{1,2})\s+(?P<y>(?:19|20)\d\d)\s*[-年/.]\s*(?P<m>\d{1,2})\s*月?")
_LONGEST_LEAF, _LONGEST_UNDATED = 12, 60
_IN_ADDRESS = re.compile(r"/t?(?P<y>20\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
NO_YEAR = re.compile(r"(?<![\d-])(?P<m>\d{1,2})[-月/.](?P<d>\d{1,2})日?\s+(?P<time>\d{1,2}:\d\d(?::\d\d)?)")
_SHORT_YEAR = re.compile(
    r"(?:\D{0,8}[:： ])?(?P<day>[012]\d-[01]\d-[0-3]\d)\s+(?P<time>[0-2]?\d:[0-5]\d(?::[0-5]\d)?)(?!\d)"
)
# 题注: how a law or a decision came about is no publication time.
_ENACTED = re.compile(r"^[（(].*(?:通过|批准|公布|修订|修正|施行|发布|印发)[）)]?$")
_DAY_ALONE = re.compile(
    r"(?:19|20)\d\d\s*[年.．]\s*\d{1,2}\s*[月.．]\s*\d{1,2}\s*日?(?:\s*[-—至]+\s*(?:\d{1,2}月)?\d{1,2}日)?"
)
_FEW_IN_A_CELL = 3  # paragraphs
_TERM = re.compile(r"[\u4e00-\u9fff（）\d.、 ]{2,14}[:：]")
# The day of a row stands apart from its title; within a sentence it follows or precedes words.
_IN_SENTENCE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:19|20)\d\d年\d{1,2}月\d{1,2}日[\u4e00-\u9fff]"
    r"|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日[\u4e00-\u9fff]{0,40}(?:印发|通过|公布|施行|批准|召开|举行)$"
)
_AGO = re.compile(r"\d+\s*(?:秒|分钟|小时|天|周|个月)前$")
_LONGEST_AGO = 30
_HAN = re.compile("[\u3400-\u9fff]")
_DESK: tuple[Role | None, ...] = ("editor", "proofreader", "approver")
_SENTENCE_END = re.compile("[。！？]")
# A sentence that names a day has clauses around it; a line of metadata has none.
_PROSE = re.compile("[\u4e00-\u9fff]{2}，[^，]*[\u4e00-\u9fff]{2}|[。！？]")
_SMALL = 400  # characters of a block that is one row of a list


_DOCUMENTS = frozenset(
    ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "zip", "rar", "7z", "csv", "txt", "ceb")
)


def is_attachment(address: str | None) -> bool:
    """Whether an address leads to a document rather than a page."""
    if not address:
        return False
    ending = address.partition("?")[0].rpartition(".")[2]
    return ending.lower() in _DOCUMENTS or "/download" in address or "filename=" in address


def links_to_attachment(line: Line) -> bool:
    """Whether a line is mostly the link to a document."""
    return line.link_share > 0.5 and any(is_attachment(anchor.get("href")) for anchor, _ in line.links)


@dataclass
class Outline:
    """A page's lines and what they are; `dates` and `rows` go by line number."""

    parsed: Parsed
    tree: Node
    meta: Meta
    lines: list[Line]
    sizes: dict[Node, int]
    parents: dict[Node, Node]
    dates: dict[int, list[Found]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
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
    def state(self) -> Literal["missing", "blocked"] | None:
        """Whether the page says that it does not exist or is refused, as `page_state` tells."""
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


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of a metadata line, with the links in it."""

    text: str
    links: Sequence[tuple[Node, str]]
    images: Sequence[Node] = ()


def is_field(line: Line) -> bool:
    """Whether a cell is the label of the next one, without a colon."""
    return line.text in FIELDS and line.node.tag in ("th", "td", "dt")


def printed(lines: Sequence[Line]) -> list[Printed]:
    """Return the texts of metadata lines; a label that stands in a block of its own gets what the next block says."""
    found: list[Printed] = []
    waiting: Line | None = None
    for line in lines:
        text, links = line.spaced, line.links
        beside = waiting is not None and line.number == waiting.number + 1 and len(text) <= _LONGEST_VALUE
        if waiting is not None and beside and not is_edge(text):
            found.pop()
            colon = ":" if is_field(waiting) else ""
            text, links = f"{waiting.spaced}{colon} {text}", [*waiting.links, *links]
        is_label = (len(line.text) <= _LONGEST_LABEL and line.text.endswith((":", "："))) or is_field(line)
        waiting = line if is_label else None
        found.append(Printed(text, links, line.images))
    return found


def read_outline(parsed: Parsed) -> Outline:
    """Return a parsed page's lines, each with what it is."""
    assert parsed.tree is not None
    text = read_lines(parsed.tree, parsed.ascii)
    outline = Outline(parsed, parsed.tree, read_meta(parsed), text.lines, text.sizes, text.parents)
    days = _days_told(outline)
    for line in outline.lines:
        size = len(line.text)
        has_year = size <= _LONGEST_DATED and _YEAR.search(line.text) is not None
        if has_year and (found := list(find_dates(line.half))):
            outline.dates[line.number] = found
        elif has_year and size <= _LONGEST_LEAF and (leaf := _calendar_leaf(text.lines, line)):
            found_day = parse_date(leaf)
            outline.dates[line.number] = [Found(found_day, 0, len(line.text))] if found_day else []
        elif (
            size <= _LONGEST_UNDATED
            and (":" in line.text or line.text[-1:] == "前")
            and (told := _other_time(line, days))
        ):
            outline.dates[line.number] = [told]
    outline.rows = _find_rows(outline)
    return outline


def _days_told(outline: Outline) -> set[str]:
    """Return the days that the page's address and its head name: of a time without its year, they tell the year."""
    address = _IN_ADDRESS.search(outline.parsed.url)
    days = {f"{address['y']}-{address['m']}-{address['d']}"} if address is not None else set()
    said = (outline.meta.tags.get(name) for name in (*TIMES, "dateupdate"))
    return days | {moment[:10] for value in said if value and (moment := parse_date(value))}


def _other_time(line: Line, days: set[str]) -> Found | None:
    """Return a time that is printed without its year, with two digits of it, or only counted from: 5小时前."""
    if ":" in line.text:
        told = _without_year(line, days) if days else None
        return told or _of_this_century(line) or _year_in_markup(line)
    return _moment_of(line) if is_ago(line.text) else None


def _moment_of(line: Line) -> Found | None:
    """Return the time that the markup of a line such as 5小时前 holds for a script to count from."""
    for node in (line.node, *line.node.iterdescendants("span", "time", "em", "i", "p", "a")):
        for name, value in node.items():
            if "time" in str(name) and len(value) <= _LONGEST_MOMENT and (moment := parse_date(str(value))):
                return Found(moment, 0, len(line.spaced))
    return None


def _without_year(line: Line, days: set[str]) -> Found | None:
    """Return a time printed without its year (03-13 10:35) where the page says elsewhere which day that is."""
    match = NO_YEAR.search(line.spaced)
    if match is None:
        return None
    day = next((day for day in days if day[5:] == f"{int(match['m']):02}-{int(match['d']):02}"), None)
    moment = parse_date(f"{day} {match['time']}") if day else None
    return Found(moment, match.start(), match.end()) if moment else None


def _year_in_markup(line: Line) -> Found | None:
    """Return a time printed without its year where an element of its line says which it is: <time datetime="…">."""
    match = NO_YEAR.search(line.spaced)
    node = next(line.node.iter("time"), None) if match else None
    moment = parse_date(node.get("datetime") or "") if node is not None else None
    if match is None or moment is None or moment[5:10] != f"{int(match['m']):02}-{int(match['d']):02}":
        return None
    return Found(moment, match.start(), match.end())


def _of_this_century(line: Line) -> Found | None:
    """Return a time whose year is printed in two digits (22-05-30 15:57) and that opens its line."""
    match = _SHORT_YEAR.match(line.spaced)
    moment = parse_date(f"20{match['day']} {match['time']}") if match else None
    return Found(moment, match.start("day"), match.end()) if match and moment else None


def _calendar_leaf(lines: Sequence[Line], line: Line) -> str | None:
    """Return the day that a line says with a day apart from its month, as on a calendar's leaf: 13 2020-03."""
    if match := _MONTH.fullmatch(line.text):
        day = _day_beside(lines, line.number)
        return f"{match[1]}-{match[2]}-{day}" if day else None
    match = _LEAF.fullmatch(line.spaced)
    return f"{match['y']}-{match['m']}-{match['d']}" if match else None


def _day_beside(lines: Sequence[Line], number: int) -> str | None:
    """Return the day that stands in a block of its own beside the month, as on a calendar's leaf."""
    beside = [lines[n].text for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return next((match[1] for text in beside if (match := _DAY.fullmatch(text))), None)


def _find_rows(outline: Outline) -> set[int]:
    """Return the lines that are rows of a list: a date beside a link to a story, or one of many alike."""
    signatures = Counter(_signature(outline.lines[number]) for number in outline.dates)
    rows = set()
    for number in outline.dates:
        line = outline.lines[number]
        labelled = not line.links and len(line.text) <= _LONGEST_VALUE and label_above(outline.lines, number)
        if labelled or SOURCE_LABEL.search(line.text) or _is_below_the_headline(outline, number):
            continue
        if not line.links and line.node.tag in ("p", "div") and _IN_SENTENCE.search(line.text):
            continue
        # A link at the end of a paragraph (返回云溪网，查看更多) makes it no row.
        if line.node.tag == "p" and len(line.text) >= _LONG_PARAGRAPH and line.link_share < _LEAST_LINKED:
            continue
        titles = [text for _, text in line.links if len(_HAN.findall(text)) >= 8 and not list(find_dates(text))]
        # A notice's own terms (报名时间：…) and a chronicle's entries are paragraphs.
        told = line.text.endswith("。") or _TERM.match(line.text) is not None
        # So is a day alone, as a document has it: over the entries of a chronicle, below who signs.
        told = told or (_DAY_ALONE.fullmatch(line.text) is not None and not _fills_a_cell(line.node))
        paragraph = told and line.node.tag == "p" and not line.links
        alike = signatures[_signature(line)] >= 3 and len(line.text) < 60 and not paragraph
        if titles or alike or _beside_a_title(outline, line) or _next_to_a_title(outline, line):
            rows.add(number)
    return rows | _teasers(outline.lines)


def _fills_a_cell(node: Node) -> bool:
    """Whether a paragraph is one of the few in a table's cell."""
    cell = node.getparent()
    return cell is not None and cell.tag in ("td", "th") and len(cell) <= _FEW_IN_A_CELL


def _is_below_the_headline(outline: Outline, number: int) -> bool:
    """Whether one of the lines right above one is what the page's title says, and none leads to another page."""
    for before in reversed(outline.lines[max(number - _NEAR_HEADLINE, 0) : number]):
        if before.links:
            return False
        if len(before.text) >= 8 and before.text in outline.meta.title:
            return True
    return False


def label_above(lines: Sequence[Line], number: int) -> str:
    """Return the label that stands in a block of its own before a line."""
    before = lines[number - 1] if number else None
    if before is None or len(before.text) > _LONGEST_LABEL:
        return ""
    if is_field(before):
        return f"{before.text}："
    return before.text if before.text.endswith((":", "：")) else ""


def _teasers(lines: list[Line]) -> set[int]:
    """Return the lines that stand below a linked title in an item of a list: the beginnings of other stories."""
    repeated: dict[Node, bool] = {}
    found = set()
    titled: Node | None = None
    for line in lines:
        may_be_title = len(line.text) >= 6 and len(line.links) == 1 and line.link_share > 0.9
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


def _next_to_a_title(outline: Outline, line: Line) -> bool:
    """Whether a bare date stands next to a line that is one link, in one small block: a list with few rows."""
    if len(line.text) > 30 or SOURCE_LABEL.search(line.text) or DATE_LABEL.search(line.text):
        return False
    for other in outline.lines[max(line.number - 2, 0) : line.number + 3]:
        if len(other.links) != 1 or other.link_share < 0.9 or len(other.text) < 8 or NEIGHBOUR.match(other.text):
            continue
        # The day below the documents that a notice encloses is its own.
        if links_to_attachment(other):
            continue
        around = list(_small_blocks(outline, other.node, 6))
        for block in _small_blocks(outline, line.node, 3):
            if block in around:
                return block.find(".//h1") is None
    return False


def _beside_a_title(outline: Outline, line: Line) -> bool:
    """Whether a date stands in a row that links to a story."""
    for node in _small_blocks(outline, line.node, 3):
        if node.tag in ("li", "dl", "tr", "dd", "dt"):
            # A row that holds lists lays the page out.
            if node.tag == "tr" and (node.find(".//ul") is not None or node.find(".//table") is not None):
                return False
            links = any(len(_HAN.findall(text_of(a))) >= 6 for a in node.iter("a"))
            return links and node.find(".//h1") is None
    return False


def _small_blocks(outline: Outline, node: Node | None, levels: int) -> Iterator[Node]:
    """Yield a block and those around it, as long as they are no larger than a row of a list."""
    for _ in range(levels):
        if node is None or node.tag in ("body", "html") or outline.sizes.get(node, 0) >= _SMALL:
            return
        yield node
        node = node.getparent()


def is_ago(text: str) -> bool:
    """Whether a short line tells of its story by how long ago it came out: 5小时前."""
    return text.endswith("前") and len(text) <= _LONGEST_AGO and _AGO.search(text) is not None


def _looks_like_metadata(outline: Outline, line: Line) -> bool:
    if is_ago(line.text) or is_field(line):
        return True
    dated = line.number in outline.dates and line.number not in outline.rows
    # Most lines have neither a time nor a label nor a word of the page's tools.
    if not dated and (len(line.text) > _LONGEST_METADATA or not line.text or line.linked == len(line.text)):
        return False
    text = line.spaced
    if not dated and not may_be_labelled(text) and (len(text) > 40 or _TOOL_CHARACTERS.isdisjoint(text)):
        return False
    if not text or len(text) > _LONGEST_METADATA or _ENACTED.match(text):
        return False
    labels = split_labels(line.half)
    if dated:
        if not labels and _IN_SENTENCE.search(text) and not DATE_LABEL.search(text):
            return False
        rest = text
        for found in reversed(outline.dates[line.number]):
            rest = rest[: found.start] + rest[found.end :]
        if len(squeeze(rest)) <= 45 or labels:
            told = labels or not _PROSE.search(rest)
            return bool(SOURCE_LABEL.search(rest)) or (bool(told) and not text.endswith(("。", "！", "？", "；", "，")))
    if labels and len(text) <= 120 and not _SENTENCE_END.search(line.unlinked):
        desk = len(text) <= 60 and any(label.role in _DESK for label in labels)
        before = line.half[: labels[0].start].strip()
        return len(before) <= 3 or desk or is_ago(before) or bool(FURNITURE.search(text))
    if len(text) > 40 or not FURNITURE.search(text) or re.search(r"[。！？，]", text):
        return False
    # 全民阅读进校园 says more than a tool does.
    alone = len(line.pieces) == 1 and not line.links and not _COUNTED.search(text)
    return not alone or len(_HAN.findall(FURNITURE.sub("", text))) <= _LONGEST_TOOL
