"""Pages whose title is their paper's or portal's own: the headline is what is set as one right above the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.captions import is_centred
from crawler.extraction.furniture import is_noise
from crawler.extraction.meta import Meta
from crawler.extraction.moments import tells_page
from crawler.extraction.outline import Outline
from crawler.extraction.rows import item_around
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.titles import DASH, DECK_CLASS, KICKER_CLASS, TITLE_CLASS, classes_around, is_prose
from crawler.extraction.tree import classes_of, text_of

# What e-papers have for a title on every page, and editors of pages where nobody gave one.
_OUTLET = re.compile(
    r"(?P<paper>(?:《?[^，。！？：:]{2,12}(?:报|周刊|月刊|通讯|杂志)》?(?:多媒体)?)?(?:数字|电子)?(?:报[刊纸]?"
    r"|版)?(?:平台)?(?:[-_\s（(]+(?:(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}日?"
    # 云溪日报--党的建设
    r"|第?[A-Z]?\d{1,2}版?(?:[:：]\S{2,10})?|(?<=-)[\u4e00-\u9fff]{2,6})[）)]?)*"
    r"|(?:(?:19|20)\d\d年)?[\u4e00-\u9fff]{2,12}第\s*\d+\s*期"
    r"|《[^》]{2,12}》(?:杂志)?\s*(?:(?:19|20)\d\d年)?第?\s*\d+\s*期)"
    r"|[\u4e00-\u9fff]{2,8}(?:网|新闻|党建|组工|先锋|远教|简报)(?:网|在线)?"
)
# 云委发〔2020〕12号
NUMBER_OF_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}\s*[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d{1,4}\s*号")
_NO_TITLE = re.compile(
    r"(?:New Page \d*|新建网页\s?\d*|无标题\s?(?:文档|页面?)?\s?\d*|未命名\s?\d*|Untitled(?: (?:Document|Page)|-\d+)?"
    r"|Normal Page|正文|详细内容|内容页"
    rf"|{NUMBER_OF_DOCUMENT.pattern})?",
    re.I,
)
_TRAIL = re.compile(r"位置|[>＞»]|首页")
_STOP = re.compile("[。！？；]")
_FONT_SIZE = re.compile(r"font(?:-size)?\s*:[^;:]*?(\d{1,2}(?:\.\d)?)(px|pt)")
_POINTS = 0.75  # of a pixel
_BLOCK = 8  # lines above a story
_LONGEST, _SHORTEST, _SHORTEST_ALONE = 60, 4, 8  # characters


def is_name_of_outlet(text: str) -> bool:
    """Whether a text is a paper's or a portal's name as titles of pages have it."""
    return _OUTLET.fullmatch(text) is not None


def tells_no_story(meta: Meta) -> bool:
    """Whether a page's head tells whose page it is and not what stands on it, as an e-paper's does."""
    if meta.founder.get("title") or meta.first("articletitle", "og:title"):
        return False
    return _NO_TITLE.fullmatch(meta.title) is not None or is_name_of_outlet(meta.title)


def above_the_story(outline: Outline, after: int) -> Line | None:
    """Return the line below line `after`, right above the first paragraph, that is set as a headline; None for none.

    A heading or what its class calls a title comes first, then what is bold, then what is set in the middle.
    """
    lines = outline.lines
    story = next((line for line in lines if is_prose(line) and line.number not in outline.rows), None)
    if story is None or item_around(story.node) is not None:
        return None
    found: list[Line] = []
    dashed = 0  # the line of the deck
    for line in reversed(lines[max(story.number - _BLOCK, after + 1) : story.number]):
        if not found and outline.is_metadata(line.number):
            continue
        if (
            (found and line.number in outline.dates)
            or line.link_share > 0.3
            or line.number in outline.rows
            or len(line.text) > _LONGEST
            or _TRAIL.search(line.text)
            or tells_page(line.text)
            or (found and NUMBER_OF_DOCUMENT.fullmatch(line.text))
        ):
            break
        if not line.text or outline.is_metadata(line.number) or is_noise(line.text) or signature_credits(line.half):
            continue
        classes = classes_around(line, 1)
        second = DASH.match(line.text) or DECK_CLASS.search(classes) or KICKER_CLASS.search(classes)
        dashed = line.number if DASH.match(line.text) else dashed
        shortest = 2 if line.node.tag in HEADINGS else _SHORTEST  # 讣告
        if len(line.plain) >= shortest and not _STOP.search(line.text) and not second and not line.plain.isdigit():
            found.insert(0, line)
    named = (line for line in found if line.node.tag in HEADINGS or TITLE_CLASS.search(classes_around(line, 1)))
    bold = (line for line in found if line.bold)
    # On a paper's page nothing else than a story's titles stands above it.
    alone = len(found) == 1 and found[0].text[-1] not in ":：" and found[0].number == story.number - 1
    rest = found if alone or is_of_a_paper(outline.meta) else filter(is_centred, found)
    above = (line for line in found if line.number == dashed - 1)
    return next(iter((*named, *_largest(found), *bold, *above, *rest)), None)


def set_as_title(outline: Outline, of_a_body: bool) -> Line | None:
    """Return the line above the first paragraph that is set as a title is: in the middle, and bold or a heading.

    Where the page names a body (`of_a_body`), in the middle; elsewhere the one heading of its rank, or at all.
    """
    line = above_the_story(outline, -1)
    if line is not None and is_centred(line):
        return line if line.bold or of_a_body or line.node.tag in HEADINGS else None
    if line is not None and line.node.tag in HEADINGS and is_prose(outline.lines[line.number + 1]):
        return line if len(line.plain) >= _SHORTEST_ALONE else None
    headings = [other for other in outline.lines if other.node.tag in HEADINGS]
    if line is None or [other.node.tag for other in headings].count(line.node.tag) != 1:
        # Above a table of what is told the line is one of its cells.
        only = len(headings) == 1 and not (of_a_body or headings[0].links or headings[0].number in outline.rows)
        line = headings[0] if only else None
    return line if line is not None and len(line.plain) >= _SHORTEST_ALONE else None


def is_set_as(one: Line, two: Line) -> bool:
    """Whether two lines, in blocks of their own one after another, are set in the middle alike: a title in two."""
    if one.node.getparent() is not two.node.getparent() or one.node.tag != two.node.tag or one.bold != two.bold:
        return False
    return (
        is_centred(one)
        and is_centred(two)
        and classes_of(one.node) == classes_of(two.node)
        and _size(one) == _size(two)
    )


def is_of_a_paper(meta: Meta) -> bool:
    """Whether a page's title is a paper's or a journal's name."""
    match = _OUTLET.fullmatch(meta.title)
    return match is not None and bool(match["paper"])


def _largest(found: Sequence[Line]) -> Sequence[Line]:
    """Return the one line that is set in larger letters than all others; none where there is no such."""
    sizes = [_size(line) for line in found]
    largest = max(sizes, default=0.0)
    return [found[sizes.index(largest)]] if sizes.count(largest) == 1 and len(sizes) > 1 and largest > 0 else []


def _size(line: Line) -> float:
    """Return how large a line's letters are, as its own elements say it, in points or near; 0 where none does."""
    size = 0.0
    for node in line.node.iter("font", "span", "b", "strong", "p", "div", "td"):
        if node is not line.node and text_of(node).strip()[:6] != line.text[:6]:
            continue
        if (said := node.get("size") or "").isdigit():
            size = 4.0 * int(said)
        elif match := _FONT_SIZE.search(node.get("style") or ""):
            size = float(match[1]) * (_POINTS if match[2] == "px" else 1)
    return size
