"""What stands before the first and after the last sentence of a story and is no part of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from crawler.extraction.apart import take_apart_off
from crawler.extraction.attachments import leads_to_mail, links_to_attachment, names_attachment
from crawler.extraction.clearing import (
    ADDRESS,
    CONTACT,
    SCRAP,
    STOP,
    drop_empty_labels,
    take_credits_off,
    take_last_legend_off,
    take_others_off,
    take_values_off,
)
from crawler.extraction.container import is_of_data
from crawler.extraction.credits import labelled_credits
from crawler.extraction.furniture import FOR_DETAILS, is_edge, is_end
from crawler.extraction.labels import SOURCE_LABEL
from crawler.extraction.names import is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.role_labels import AUTHOR_SIDE
from crawler.extraction.signatures import join_padded, signature_credits
from crawler.extraction.source import is_source_in_brackets
from crawler.extraction.story import (
    MARKS,
    OF_A_NOTICE,
    SHORT_CREDIT,
    SIGNATURE,
    Story,
    is_most_of,
    is_title_of_document,
    number_above,
)
from crawler.extraction.summaries import SUMMARY_ALONE, opens_with_summary, through_summary
from crawler.extraction.text import CELLS, Line, is_in_cell
from crawler.extraction.tree import Node, is_wrapper
from crawler.extraction.verses import VERSE_ENDS, stanza_above, verses_below

_OPENING = re.compile(
    r"^(?:[\u4e00-\u9fff·]{2,10}(?:\d{1,2}月\d{1,2}日)?[讯訊电電](?:[\s（(]|\u3000)|【[\u4e00-\u9fffA-Za-z·]{2,12}讯】)"
)
_NOTE = re.compile(r"^[\[【（(\s]*(?:编者按|编者的话|按语|开栏)")
_GIVEN, _LONGEST_GIVEN = re.compile(r"[（(][^（()）。]{2,20}(?:提供|[摄攝供][图圖]?|[图圖]片)[)）]$"), 24
_SCAN = re.compile(r"(?:请|欢迎|微信)?扫.{0,8}(?:二维码|码)")
_LONGEST_NAME = 8  # characters
# Who printed a document, below its signature: 云溪县委办公室 2018年1月31日印发.
_ISSUED = re.compile(r"[\u4e00-\u9fff]{4,30}\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日印发")
_DASHED = re.compile(r"(?:——|--|―|—|──|－－)[^。！？；]{6,60}$")
# What a picture showed that is lost: 新船下水照片
_SHOWN = re.compile(r"[^，。！？：；、\s]{2,12}(?:照片?|截图|资料图|剧照|配图)|资料(?:图片?|照片)")
# Who the author is, below a note on whose the text is.
_ON_THE_AUTHOR = re.compile(r"(?:本文)?作者(?:为|系|是|简介|介绍)")
_LONGEST_NUMBER = 2
_POINTS_UP = frozenset("↑⬆☝👆")  # at what to press
_HEAD_OF_BOX = re.compile(r"(?:热[门点]|相关|推荐|最新)[\u4e00-\u9fff]{2,4}\s*[:：]?")
_SHORTEST_KICKER, _LONGEST_KICKER = 4, 60  # characters
_FULL_STOP = re.compile("[。！？；]")
# What the table above a document tells of it.
_OF_A_DOCUMENT = re.compile(
    r"(?:信息)?索\s*[引取]\s*号?|(?:信息)?名\s*称|发布(?:机构|单位|日期|时间)|发文(?:机关|机构|字号|单位)|文件编号|文\s*号"
    r"|(?:主题|信息|公开)(?:分类|类别)|公开(?:形式|方式)|(?:生成|成文)日期|备\s*注"
)
_LABELS_OF_A_DOCUMENT = 3
_NO_BLOCKS = frozenset(("font", "span", "b", "strong", "em", "i", "u", "big", "small", "center"))
_IN_LIST = frozenset(("li", "dt", "dd", "td", "th", "tr", "tbody", "thead"))
_DEEPEST = 6  # blocks from a paragraph in a table's cell to the table


def trim(outline: Outline, story: Story, title: str) -> None:
    """Take away what stands before the first and after the last sentence and is no part of the text."""
    prose = _prose(story.lines, title)
    if not prose:
        take_others_off(story)
        if all(map(links_to_attachment, story.lines)) or (story.images and _heads_box(story.lines)):
            story.tail[:0] = story.lines
            story.lines = []
        take_values_off(outline, story)
        drop_empty_labels(story)
        return
    # 喜迎七一，共话丰收 has a comma and is no sentence.
    if prose[0] == 0 and len(prose) > 1 and _stands_above_title(outline, story.lines[0], story.lines[1], title):
        del prose[0]
    take_apart_off(story, prose)
    summed_up = opens_with_summary(outline, story.lines, prose) or _is_above_the_time(outline, story, prose)
    belongs = _Belonging(story, prose[summed_up:], title)
    last = _end_of_text(outline, story, prose[-1] + 1, belongs)
    story.tail[:0] = story.lines[last:]
    first = prose[0]
    while (
        first
        and not _told_between(outline, story.lines[first - 1], story.lines[first])
        and (before := _part_above(story.lines, first, belongs))
    ):
        first -= before
    first -= stanza_above(story.lines[:first])
    story.titled = story.titled or (first > 0 and story.lines[first - 1].plain == title)
    if first == 2 and _stands_above_title(outline, story.lines[0], story.lines[1], title):
        story.kicker = story.lines[0].text
    if summed_up:
        first = prose[0] + 1
    first += _headings_above(story.lines[first:last])
    first += _in_table_of_document(story.lines[first : prose[0]])
    story.tail += (line for line in story.lines[:first] if _tells_author(line))
    story.tail[:0] = [line for line in story.lines[:first] if line.text[-1] == "摄" and signature_credits(line.half)]
    first -= _name_above(story.lines[:first], story.lines[first:last])
    story.lines = number_above(story.lines[:first], title) + story.lines[first:last]
    take_credits_off(outline, story)
    take_last_legend_off(story, first)
    drop_empty_labels(story)


def _heads_box(lines: Sequence[Line]) -> bool:
    """Whether all that is said of the pictures is what heads the box below them: 热门看点."""
    return len(lines) == 1 and _HEAD_OF_BOX.fullmatch(lines[0].text) is not None


def _prose(lines: Sequence[Line], title: str) -> list[int]:
    """Return the places of the lines that are sentences, from the first to the last that are no edge of the text."""
    prose = [
        n
        for n, line in enumerate(lines)
        if len(line.text) >= 15 and STOP.search(line.text) and not is_most_of(line, title)
    ]
    # What is an edge is asked at the edges.
    first, end = 0, len(prose)
    while first < end and is_edge(lines[prose[first]].text):
        first += 1
    leading: int | None = None
    while first < end and (is_edge(lines[prose[end - 1]].text) or _is_link_in_list(lines[prose[end - 1]])):
        if FOR_DETAILS.search(lines[prose[end - 1]].text):
            # A text may be made of what leads on to more, most of its sentences so: ……[详情].
            if leading is None:
                leading = sum(FOR_DETAILS.search(lines[n].text) is not None for n in prose[first:end])
            if 2 * leading > end - first:
                break
            leading -= 1
        end -= 1
    return prose[first:end]


class _Belonging:
    """Tells whether a line above or below the sentences of a story belongs to them, by where it stands."""

    def __init__(self, story: Story, prose: Sequence[int], title: str) -> None:
        self.title = title
        self.blocks = {story.lines[n].node for n in prose}
        self.around = {_block_around(node) for node in self.blocks}
        # A text may be a table.
        if all(map(is_in_cell, self.blocks)):
            tables = {table for node in self.blocks if (table := _list_around(node)) is not None}
            self.around |= {_block_around(table) for table in tables}
        self.table = _mostly_in(story.lines)
        self.of_notice = max(story.notice_to, story.lines[prose[0]].number)
        table = _list_around(story.lines[prose[-1]].node)
        # One that holds all the text lays out the page, unless it is of data.
        if table is not None and table in story.lines[prose[0]].node.iterancestors() and not is_of_data(table):
            table = None
        self.ends_in = table if table is not None and table.tag == "table" else None

    def __call__(self, line: Line) -> bool:
        """Whether a line belongs to the text."""
        linked = line.link_share > 0.6 and not names_attachment(line) and not is_title_of_document(line)
        linked = linked and not (CONTACT.match(line.text) or leads_to_mail(line))
        listed = _list_around(line.node)
        within = listed is not None and (listed is self.ends_in or _block_around(listed) in self.around)
        within = within or (listed is not None and listed.tag == "table" and self._holds(listed))
        if not linked and listed is not None and listed.tag == "table" and (within or listed is self.table):
            return not (line.links and is_edge(line.text))  # the pages of a text
        # 致全县党员的一封信 is to 全县党员：
        if (
            linked
            or (line.text[-1] not in "：:" and is_most_of(line, self.title))
            or SCRAP.match(line.text)
            or is_edge(line.text)
        ):
            return False
        if is_end(line.text) and not (line.number < self.of_notice and OF_A_NOTICE.match(line.text)):
            return False
        # Beside the paragraphs, bare in the block that holds them, or in a block beside bare sentences.
        if within or line.node in self.blocks or line.node in self.around:
            return True
        parent = _block_around(line.node)
        return parent in self.around or parent in self.blocks

    def _holds(self, table: Node) -> bool:
        """Whether a table of data stands among the bare sentences of a block."""
        if not any(block in self.blocks for block in islice(table.iterancestors(), _DEEPEST)):
            return False
        return table.find(".//th") is not None or is_of_data(table)


def _mostly_in(lines: Sequence[Line]) -> Node | None:
    """Return the table of data that holds the first line of a story and most of the others."""
    table = _list_around(lines[0].node)
    if table is None or table.tag != "table" or not is_of_data(table) or _in_table_of_document(lines):
        return None
    return table if 2 * sum(_list_around(line.node) is table for line in lines) > len(lines) else None


def _end_of_text(outline: Outline, story: Story, last: int, belongs: Callable[[Line], bool]) -> int:
    """Return how many lines there are to the end of the text, from behind its last sentence on."""
    lines, told = story.lines, last
    while last < len(lines) and belongs(lines[last]) and not _is_below_source(outline, story, last):
        last += 1
    # A heading with a teaser below it leads to another story.
    if told < last < len(lines) and _is_teaser(lines[last].text):
        last -= 1
    last = _through_table(lines, last)
    if last > 2 and _ON_THE_AUTHOR.match(lines[last - 1].text) and is_edge(lines[last - 2].text):
        last -= 2
    # What signs a notice, in a block of its own below the last sentence.
    signed = lines[last : last + SIGNATURE]
    last += next((n for n, line in enumerate(signed, 1) if line.number == story.signed_at), 0)
    if last < len(lines) and lines[last - 1].number == story.signed_at and _ISSUED.fullmatch(lines[last].text):
        last += 1
    last += verses_below(outline, story, lines[last - 1].number, lines[last:])
    closing = last > 1 and (is_source_in_brackets(lines[last - 1].text) or _heads_code(outline, lines[last - 1]))
    return last - 1 if closing else last


def _is_teaser(text: str) -> bool:
    """Whether a line is the beginning of another story, and leads on to it: ……归仓。>>详细."""
    found = FOR_DETAILS.search(text)
    return found is not None and text[: found.start()].rstrip().endswith("。")


def _through_table(lines: Sequence[Line], last: int) -> int:
    """Return how many lines there are to the end of the table that a text's last sentence announces with a colon."""
    if last == len(lines) or lines[last - 1].text[-1] not in "：:":
        return last
    table = next(lines[last].node.iterancestors("table"), None)
    if table is None or table in lines[last - 1].node.iterancestors():
        return last
    while last < len(lines) and table in lines[last].node.iterancestors():
        last += 1
    return last


def _headings_above(lines: Sequence[Line]) -> int:
    """Return how many lines above a text are none of it: headings, captions, a summary, scraps."""
    first = _before_the_dateline(lines)
    first += _captions_above(lines[first:])
    first += through_summary(lines[first:])
    if first < len(lines) - 2 and _SHOWN.fullmatch(lines[first].text):
        first += 1
    while first < len(lines) - 1 and (
        len(lines[first].text) == 1
        or lines[first].text[0] in _POINTS_UP
        or SCRAP.match(lines[first].text)
        or is_edge(lines[first].text)
        or (lines[first].text[:4] == "http" and ADDRESS.fullmatch(lines[first].text))
        or SUMMARY_ALONE.fullmatch(lines[first].text)
    ):
        first += 1
    return first


def _name_above(above: Sequence[Line], lines: Sequence[Line]) -> int:
    """Return 1 where a name alone, which the text does not mention, stands right above it in a block of its own."""
    name = join_padded(above[-1].text) if above and len(above[-1].text) <= _LONGEST_NAME else ""
    return int(is_surely_name(name) and not any(name in line.text for line in lines))


def _is_link_in_list(line: Line) -> bool:
    """Whether a line is the link to another story, in a list of such."""
    return line.link_share == 1 and line.node.tag in ("li", "dt", "dd") and not links_to_attachment(line)


def _in_table_of_document(above: Sequence[Line]) -> int:
    """Return how many of the lines above the first sentence are in a table that tells of a document, not its text."""
    labels = [line for line in above if line.node.tag in CELLS and _OF_A_DOCUMENT.fullmatch(line.text.rstrip(":："))]
    if len(labels) < _LABELS_OF_A_DOCUMENT:
        return 0
    table = next(labels[0].node.iterancestors("table"), None)
    inside = [n for n, line in enumerate(above) if table is not None and table in line.node.iterancestors("table")]
    return inside[-1] + 1 if inside else 0


def _heads_code(outline: Outline, line: Line) -> bool:
    """Whether a word or two stand right above a link or the line that tells to scan a code: 此前报道, 联系我们."""
    if len(line.text) > _LONGEST_NAME or line.text[-1] in VERSE_ENDS:
        return False
    below = outline.lines[line.number + 1 : line.number + 2]
    return bool(below) and (_SCAN.match(below[0].text) is not None or _is_link_below(below[0], line))


def _is_link_below(below: Line, line: Line) -> bool:
    """Whether a line is a link to another story, set as the one above it: that one heads them."""
    if below.link_share < 1 or len(below.text) <= _LONGEST_NAME or line.links or links_to_attachment(below):
        return False
    return (below.node.tag, below.node.getparent()) == (line.node.tag, line.node.getparent())


def _part_above(lines: Sequence[Line], first: int, belongs: Callable[[Line], bool]) -> int:
    """Return how many lines right above a text's first are its own: one, or one above the number of a part."""
    if belongs(lines[first - 1]):
        return 1
    numbered = first > 1 and lines[first - 1].text.isdigit() and len(lines[first - 1].text) <= _LONGEST_NUMBER
    return 2 if numbered and belongs(lines[first - 2]) else 0


def _stands_above_title(outline: Outline, line: Line, following: Line, title: str) -> bool:
    """Whether a text begins with a line set as the headline is that is printed again right below it."""
    if following.plain != title or line.links or not _SHORTEST_KICKER <= len(line.text) <= _LONGEST_KICKER:
        return False
    alike = line.node.tag == following.node.tag and line.node.getparent() is following.node.getparent()
    told = outline.is_metadata(line.number) or _FULL_STOP.search(line.text) or signature_credits(line.spaced)
    return alike and line.bold == following.bold and not told


def _told_between(outline: Outline, above: Line, below: Line) -> bool:
    """Whether metadata with a time stands between two lines: the upper one belongs to it, not to the text."""
    between = range(above.number + 1, 0 if is_in_cell(above.node) else below.number)
    return any(number in outline.dates and outline.is_metadata(number) for number in between)


def _is_above_the_time(outline: Outline, story: Story, prose: Sequence[int]) -> bool:
    """Whether the first of several sentences stands above the time of publication, and the others below it."""
    if len(prose) < 3:
        return False
    first, following, last = (story.lines[n] for n in (prose[0], prose[0] + 1, prose[-1]))
    if following.number == first.number + 1 or not _told_between(outline, first, following):
        return False
    # In a list of stories each has a time.
    return sum(first.number < n < last.number and outline.is_metadata(n) for n in outline.dates) == 1


def _is_below_source(outline: Outline, story: Story, place: int) -> bool:
    """Whether a line says where a story is from, or the one right above it: nothing of the story follows that."""
    between = outline.lines[story.lines[place - 1].number + 1 : story.lines[place].number + 1]
    return any(outline.is_metadata(line.number) and SOURCE_LABEL.match(line.text) for line in between)


def _block_around(node: Node) -> Node | None:
    """Return the block around a paragraph: nothing that says how text looks or holds the paragraph alone."""
    parent = node.getparent()
    while parent is not None and (parent.tag in _NO_BLOCKS or is_wrapper(parent)):
        parent = parent.getparent()
    return parent


def _list_around(node: Node) -> Node | None:
    """Return the list or the table that a block is an item or a cell of; None where it is neither."""
    for _ in range(_DEEPEST):
        parent = node.getparent()
        if parent is None or node.tag in ("ul", "ol", "dl", "table"):
            return node if parent is not None else None
        if node.tag not in _IN_LIST and parent.tag not in _IN_LIST:
            return None
        node = parent
    return None


def _captions_above(lines: Sequence[Line]) -> int:
    """Return how many lines above a story say what the pictures of a gallery show, and who gave them."""
    if not lines or lines[0].text[-1] not in "）)":
        return 0
    shown = next((n for n, line in enumerate(lines) if not _GIVEN.search(line.text[-_LONGEST_GIVEN:])), 0)
    return shown if shown > 1 and len(lines) - shown > 2 else 0


def _tells_author(line: Line) -> bool:
    """Whether a short line says by a label, or as an account does, who wrote a story."""
    short = len(line.text) <= (SHORT_CREDIT if STOP.search(line.text) else 2 * SHORT_CREDIT)
    return short and (line.text[:3] == "原创 " or any(c.role in AUTHOR_SIDE for c in labelled_credits(line.half)))


def _before_the_dateline(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the dateline that opens a story: its summary, what a picture shows.

    A single short one may be the deck, which `take_deck` takes.
    """
    place = next((n for n, line in enumerate(lines[:4]) if _OPENING.match(line.text)), 0)
    # The headline that the paper gave it, with its deck, is told with the text.
    if place == 2 and _DASHED.match(lines[1].text) and all(line.bold for line in lines[:2]):
        return 0
    alone = place == 1 and len(lines[0].text) <= 40 and (lines[0].bold or lines[0].node.tag != "p")
    alone = alone and lines[0].text[0] not in MARKS
    return 0 if alone or any(_NOTE.match(line.text) for line in lines[:place]) else place
