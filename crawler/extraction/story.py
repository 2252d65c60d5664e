"""The story: of the lines around and in its container, those that are its header, its text and its footer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import pairwise

from crawler.extraction.captions import is_alternative, is_caption, is_centred, is_own_caption, legends
from crawler.extraction.container import Container, pictures, weight
from crawler.extraction.credits import labelled_credits, unknown_credits
from crawler.extraction.furniture import is_edge, is_end, is_noise, is_sure_end
from crawler.extraction.names import is_organization, is_surely_name
from crawler.extraction.outline import TODAY, Outline, label_above, links_to_attachment
from crawler.extraction.signatures import photo_credits, signature_credits, signed_with_post
from crawler.extraction.source import OUTLET_IN_BRACKETS
from crawler.extraction.text import HEADINGS, Line, comparable, half_width
from crawler.extraction.tree import Node, classes_of

_SCRAP = re.compile(r"^[\d\s+\-TA/|.]{1,5}$")
_VERSE_ENDS = frozenset("，。；！？…~")
_STOP = re.compile(r"[，。！？；]")
_CLAUSE = re.compile(r"[^。！？；：:]+[^。！？；，：:、]")
_DATELINE = re.compile(r"^[^，。]{1,24}(?:讯|电|消息)(?:[\s（(，]|\u3000)")
_OPENING = re.compile(r"^[\u4e00-\u9fff·]{2,10}(?:\d{1,2}月\d{1,2}日)?(?:讯|电)(?:[\s（(]|\u3000)")
_NOTE = re.compile(r"^[\[【（(\s]*(?:编者按|编者的话|按语|开栏)")
_DASHED = re.compile(r"(?:——|--|―|—|──|－－)[^。！？；]{6,60}$")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|^第[一二三四五六七八九十]+")
_PUBLISHED = re.compile(r"(?:信息)?(?:发\s*布|公\s*开|发表|发稿|上传|录入)(?:时\s*间|日\s*期)")
# What a notice says at its end: whom to call.
_CONTACT = re.compile(
    r"(?:(?:联系|咨询|监督|受理|报名|反映|来访|来信|通[讯信])\S{0,4})?(?:电话|邮箱|邮编|地址|传真|邮政编码)\s*[:：]"
    r"|联系人\s*[:：].*(?:电话|邮箱|\d{7})|(?:咨询|联系)(?:方式|人)\s*[:：]\s*\S"
)
_NEAR = 3  # lines above a headline
_TABLE = 40  # lines above a headline that a table of a document may take
_ENOUGH_ABOVE = 100
_NEARLY_ALL, _MOST_OF_IT = 0.9, 0.6
_DATE_ALONE = re.compile(r"[\d\s年月日/.、:：-]+")
_PARAGRAPH, _SHORT_LEGEND = 40, 20  # characters
_BEGINNING, _SHORT_CREDIT, _SHORT_LABEL = 14, 25, 40  # characters
_SIGNED_OFF = re.compile("编辑|责编|校对|审核")
_SOURCE = re.compile(r"(?:原标题\s*[:：].{2,60}\s)?来\s*源\s*[:：]\s*\S")
_FEW_LINES, _SHORTEST_VERSE, _FIRST_LINES, _OPENING_LINES = 8, 5, 2, 5
_DIGIT = re.compile(r"\d")
_DAY = re.compile(
    r"\D?(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\D?"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_SIGN_OFF = re.compile(r"(?:19|20)\d\d\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}")
_SIGNED_BY = re.compile(r"(?:[会部局办处室组院校委队团社厅]|中心|学校|大学|支部|公司|集团|政府|政工)$")
_EMPTY_LABEL = re.compile(r"(?:相关|关联)?(?:附件|文件|链接|视频|图片)(?:下载|列表)?\s*[:：]")
_SUMMARY = re.compile(r"^[\[【]?\s*(?:内容|本文|阅读)?(?:摘\s*要|提\s*要|核心提示|导\s*读)\s*(?:[\]】]|[:：|｜])")
_SUMMARY_ALONE = re.compile(
    r"[\[【]?(?:(?P<of>(?:内容|本文)?(?:摘\s*要|提\s*要|导\s*读)|核心提示)|(?:视频|内容|节目)简介)[\]】]?\s*[:：]?"
)
_SUMMARY_CLASS = re.compile(
    r"(?<![a-z])(?:intro(?:duction)?|quotation|summary|abstract|zhaiyao|daodu|digest)(?![a-z])", re.I
)
# What ends other stories, and stands in the middle of a notice.
_OF_A_NOTICE = re.compile(r"(?:举报电话|主办单位|主办[:：]|承办单位)")
_WHEN_AND_WHERE = re.compile(r"(?:展览|展出|活动|会议|开幕|演出|比赛|报名|举办)(?:时间|地点|日期)\s*[:：]\s*\S")
# Who the author is, below a note on whose the text is.
_ON_THE_AUTHOR = re.compile(r"(?:本文)?作者(?:为|系|是|简介|介绍)")
_LONGEST_DAY, _LONGEST_NUMBER = 16, 2
# What the table above a document tells of it.
_OF_A_DOCUMENT = re.compile(
    r"(?:信息)?索\s*[引取]\s*号?|(?:信息)?名\s*称|发布(?:机构|单位|日期|时间)|发文(?:机关|机构|字号|单位)|文件编号|文\s*号"
    r"|(?:主题|信息|公开)(?:分类|类别)|公开(?:形式|方式)|(?:生成|成文)日期|备\s*注"
)
_LABELS_OF_A_DOCUMENT = 3
_CELLS = frozenset(("td", "th"))
_IN_LIST = frozenset(("li", "dt", "dd", "td", "th", "tr", "tbody", "thead"))
_DEEPEST = 6  # blocks from a paragraph in a table's cell to the table
# （NK2025G008）
_NUMBER = re.compile(r"[（(〔\[【][A-Za-z0-9〔〕\-－—_.号第年]{4,30}[）)〕\]】]")
_SIGNATURE = 3  # lines, of a body or two and the day
_FAR = 16  # lines below a story in which its credits are looked for
_LONGEST_DESK = 80  # characters
_DESK_LINE = re.compile(r"(?:^|[\[【（(\s])(?:责任编辑|责编|编辑\s*:)")
_AFTER_FOOTER = re.compile(r"^[\[【（(\s]*(?:相关|推荐(?!\s*[\]】])|热[点门]|友情链接|版权所有|主办|承办)")


# What says whence a story comes, and whose it is: no part of the story.
_ORIGIN = re.compile(
    r"[（(【\[]?\s*(?:本文|文章|内容|以上内容)[^。！？]{0,12}(?:来自|来源|转自|转载自|首发|摘自|选自)"
    r"[^。！？]{0,40}(?:公众号|微信号|ID\s*[:：]|作者\s*[:：])"
)
# （本文经云溪日报授权转载）
_WITH_LEAVE = re.compile(
    r"[（(\[【]?\s*(?:本文|文章)?(?:已?[经获由])[^（()）。]{2,24}授权(?:转载|发布|刊[登载])。?\s*[）)\]】]?"
)
_LONGEST_ORIGIN, _LONGEST_LIST = 200, 8  # characters
# What sites say of what they took from others.
_DISCLAIMER = re.compile(
    r".{0,12}声明\s*[:：].{0,40}(?:登载|转载|刊登|发布).{0,60}(?:赞同|证实|负责|立场)"
    r"|本(?:栏目|网|站|频道|公众号).{0,30}(?:目的在于|不代表).{0,40}(?:赞同|负责|观点|立场)"
)
# ■张三/口述 李四/整理, 来源 云溪日报: no second headline.
_NO_DECK = re.compile(r"[►■●◆▲▌◎○☆★▼▶]|来源|点击|关注|长按|扫码")
# 云溪参考报, alone above a text.
_OUTLET_ALONE = re.compile(r"(?:来源\s+)?《?[\u4e00-\u9fff]{2,8}(?:[日晚早晨时商]报|参考报|导报|消息网|新闻网|周刊)》?")
_LONGEST_DISCLAIMER = 300  # characters
_SEVERAL_LISTS = 3  # among the parts of a story, each of which has its own
_LITTLE_ABOVE = 0.1  # of a story's weight
_LITTLE_LEFT = 0.3  # of a story's weight
# The heading of a list of other stories that a template sets among the paragraphs.
_LIST_ALONE = re.compile(
    r"(?:相关|相關|推荐|推薦|延伸|热门|熱門|热点|精彩)"
    r"(?:阅读|閱讀|新闻|新聞|推荐|文章|报道|報導)\s*[:：]?"
)


@dataclass(slots=True)
class Story:
    """The lines of a story, its crossheads, the pictures with their captions, the lines left over after it."""

    lines: list[Line] = field(default_factory=list)
    crossheads: list[str] = field(default_factory=list)
    images: list[tuple[Node, str | None, int]] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    titled: bool = False  # the headline is printed again above the text
    closed: bool = False  # the desk's own line ends it
    signed_at: int = -1  # the line of the day below the signature of a notice
    notice_to: int = -1  # the line a notice ends with: its signature, when and where

    def take_deck(self) -> str | None:
        """Take the deck out of the story where one is set as its first line, and return it."""
        if len(self.lines) < 2:
            return None
        line, following = self.lines[:2]
        text = line.text
        # One that opens with a dash says so itself; a speaker's name after a motto stands further down.
        if _DASHED.match(text) and weight(following) >= _PARAGRAPH:
            return self._without_first(text)
        if len(self.lines) < 3:
            return None
        # Set apart from the paragraphs, above the story's dateline; what is numbered is a crosshead.
        apart = line.bold or (line.node.tag != "p" and following.node.getparent() is line.node)
        deck = 8 <= len(text) <= 40 and _CLAUSE.fullmatch(text) is not None and not _NUMBERED.match(text)
        deck = deck and not _NO_DECK.match(text)
        above_dateline = apart and _DATELINE.match(following.text) is not None
        # Where a story is pasted in with its headline, the deck follows that.
        below_title = self.titled and len(following.text) >= 60 and not _DIGIT.search(text)
        # Bare in the block that holds the paragraphs, above them all.
        bare = following.node.getparent() is line.node and text[0] not in "【[（(" and not is_organization(text)
        above_text = bare and len(following.text) >= 60 and not _DIGIT.search(text)
        if (
            not deck
            or following.bold
            or not (above_dateline or below_title or above_text)
            or signature_credits(line.spaced)
        ):
            return None
        return self._without_first(text)

    def _without_first(self, text: str) -> str:
        self.lines.pop(0)
        self.images = [(image, caption, max(place - 1, 0)) for image, caption, place in self.images]
        self.crossheads = self.crossheads[1:] if self.crossheads[:1] == [text] else self.crossheads
        return text


def is_crosshead(line: Line) -> bool:
    """Whether a line of a story is a heading within it."""
    text = line.text
    if not 2 <= len(text) <= 50 or (text.endswith(("。", "；", "，", "！”", "：")) and line.node.tag not in HEADINGS):
        return False
    return line.node.tag not in ("td", "th") and (line.bold or line.node.tag in HEADINGS)


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
            return line.number
        if short is None and line.text and line.link_share < 0.5:
            short = line.number
    return len(outline.lines) if short is None else short


def find_header(outline: Outline, at: int, first: int, crumb_at: int | None) -> list[Line]:
    """Return the metadata lines between headline and story, or just above the headline."""

    def told(line: Line) -> bool:
        if line.number in outline.rows or line.number == crumb_at:
            return False
        if outline.is_metadata(line.number):
            return True
        if at < line.number < first and len(line.text) <= _SHORT_LABEL and _is_value(outline, line):
            return True
        return len(line.text) <= 60 and at < line.number < first and bool(signature_credits(line.half))

    # A template may print its tools or a summary before the time.
    soon = (outline.lines[n] for n in outline.dates if first <= n <= at + 8)
    timed = any(at < n < first and n not in outline.rows for n in outline.dates)
    late = (line.number + 1 for line in soon if not timed and told(line) and not _DAY.fullmatch(line.text))
    end = max([first, at + 1, *late])
    lines = [line for line in outline.lines[at + 1 : end] if told(line)]
    if at >= 0 and at in outline.dates:
        lines.append(outline.lines[at])
    if not any(line.number in outline.dates for line in lines):
        above = outline.lines[max(at - 6, 0) : max(at, 0)]
        # A bare day at some distance is the masthead's, which says today's.
        lines += [
            line
            for line in above
            if told(line)
            and not TODAY.search(line.text)
            and (line.number >= at - _NEAR or not _DATE_ALONE.fullmatch(line.text))
        ]
        # The table above a document says when it was published.
        lines += [
            outline.lines[n]
            for n in outline.dates
            if at - _TABLE <= n < at - _NEAR and _PUBLISHED.match(half_width(label_above(outline.lines, n)))
        ]
    return lines


def _is_value(outline: Outline, line: Line) -> bool:
    """Whether a line says what the label in the block before it promises: 来源：."""
    label = label_above(outline.lines, line.number)
    return bool(label) and outline.is_metadata(line.number - 1) and not is_noise(line.text)


def _names_one_source(inside: Sequence[Line]) -> bool:
    """Whether but one line says where a text is from: in a list of texts each row does."""
    return sum(_SOURCE.match(line.text) is not None for line in inside if "源" in line.text[:_SHORT_CREDIT]) == 1


def _centring_tells(inside: Sequence[Line]) -> bool:
    """Whether it says anything that a line is set in the middle: not in a poem, nor where everything is."""
    return 2 * sum(len(line.text) for line in inside if is_centred(line)) < sum(len(line.text) for line in inside)


def tell_story(
    outline: Outline, container: Container | None, at: int, headline: str | None, taken: AbstractSet[int]
) -> Story:
    """Return the story that stands in `container` below line `at`, without the lines that are `taken`."""
    story = Story()
    if container is None:
        return story
    inside = [line for line in outline.lines[at + 1 :] if line.number not in taken and container.holds(line)]
    title = comparable(headline or "")
    inside = _first_printing(outline, inside, headline or "", title)
    shown_below = legends(inside)
    story.signed_at = _signed_at(inside)
    story.notice_to = max(story.signed_at, _announced_at(inside))
    own = outline.lines[at].node if 0 <= at < len(outline.lines) else None  # a headline may run over several lines
    again = _printed_again(inside, headline or "", title)
    after_image = False
    lists = 0
    to_come = sum(map(weight, inside))
    whole = to_come
    centring_tells = cache(partial(_centring_tells, inside))
    named_once = cache(partial(_names_one_source, inside))
    dated = any(number in outline.dates for number in taken)
    for place, line in enumerate(inside):
        to_come -= weight(line)
        shown, text = pictures(line), line.text
        if shown:
            story.images += [(image, None, len(story.lines)) for image in shown]
            after_image = True
        if line.number in again:
            story.titled = True
            continue
        if not text or (
            not story.lines and (line.plain == title or (_may_repeat(line, own, title) and line.plain in title))
        ):
            story.titled = story.titled or (bool(text) and line.plain == title)
            continue
        if shown and is_own_caption(line):
            story.images[-1] = (shown[-1], text, len(story.lines))
            continue
        more = not story.images or not story.images[-1][1] or len(text) <= _SHORT_CREDIT
        if story.images and (
            line.number in shown_below
            or is_caption(line, after_image and not shown and more, centring_tells)
            or (after_image and not shown and is_alternative(line, story.images[-1][0]))
        ):
            image, caption, before = story.images[-1]
            story.images[-1] = (image, f"{caption}\n{text}" if caption else text, before)
            continue
        if len(text) < _LONGEST_ORIGIN and (_ORIGIN.match(text) or ("授权" in text and _WITH_LEAVE.fullmatch(text))):
            story.tail.append(line)
            continue
        listed = len(text) <= _LONGEST_LIST and _LIST_ALONE.fullmatch(text.lstrip(">＞ ")) is not None
        if listed and to_come >= 0.4 * whole and not _below_tools(inside, place, story):
            story.tail.append(line)
            lists += 1
            continue
        if listed and lists >= _SEVERAL_LISTS:
            continue
        # A document may say 主办单位：… itself: what half the story follows is no end.
        ends = len(text) < 120 and is_end(text) and (to_come < 0.4 * whole or listed or is_sure_end(text))
        late = to_come < _LITTLE_LEFT * whole or whole - to_come > _ENOUGH_ABOVE
        ends = ends or (late and len(text) < _LONGEST_DISCLAIMER and _DISCLAIMER.match(text) is not None)
        if ends and line.number < story.notice_to and _OF_A_NOTICE.match(text):
            ends = False
        # Some print the desk's line above the text: what nearly all the story follows is no end.
        if ends and _DESK_LINE.match(half_width(text)) and to_come > max(_NEARLY_ALL * whole, _ENOUGH_ABOVE):
            story.tail.append(line)
            continue
        if ends and (story.lines or story.images):
            story.tail += inside[place:]
            story.closed = _SIGNED_OFF.search(text[:_SHORT_CREDIT]) is not None
            break
        if ends and line.link_share > 0.3:
            story.tail.append(line)
            continue
        if line.number != story.signed_at and _is_furniture(outline, line):
            # Some print it as the first line of the text; a signature may link to where the text was printed first.
            first = place < _FIRST_LINES or (not story.lines and text[:1] == "原")
            first = first or (whole - to_come < _LITTLE_ABOVE * whole and named_once())
            if (first and _SOURCE.match(text)) or (story.lines and signed_with_post(text)):
                story.tail.append(line)
            continue
        if not story.lines and len(text) <= _SHORT_CREDIT and not line.bold and _OUTLET_ALONE.fullmatch(text):
            story.tail.append(line)
            continue
        if not story.lines and outline.is_metadata(line.number) and not (dated and _DAY.fullmatch(text)):
            story.tail.append(line)
            continue
        after_image = False
        story.lines.append(line)
    _trim(outline, story, title)
    story.crossheads = [line.text for line in story.lines if is_crosshead(line)]
    return story


def _below_tools(inside: Sequence[Line], place: int, story: Story) -> bool:
    """Whether the heading of a list stands right below the tools that a template prints under a text."""
    above = (line.text for line in reversed(inside[max(place - _SIGNATURE, 0) : place]) if line.text)
    tool = next(above, "")
    return is_end(tool) and len(tool) <= _SHORT_CREDIT and any(weight(line) >= _PARAGRAPH for line in story.lines)


def _printed_again(inside: Sequence[Line], headline: str, title: str) -> set[int]:
    """Return the numbers of the first lines that print the headline again: in two lines, or without a number in it."""
    bare = comparable(_NUMBER.sub("", headline)) if _DIGIT.search(headline) else title
    for line, following in pairwise(inside[:_OPENING_LINES]):
        if line.plain == bare != title:
            return {line.number}
        if title.startswith(line.plain or " ") and line.plain != title and line.plain + following.plain == title:
            return {line.number, following.number}
    return set()


def _may_repeat(line: Line, own: Node | None, title: str) -> bool:
    """Whether a line that says a part of the headline is a printing of it; a short bold one may be a crosshead."""
    return line.node is own or not line.bold or _is_most_of(line, title)


def _is_most_of(line: Line, title: str) -> bool:
    """Whether a line says the headline, or all of it but a name before or after."""
    if len(line.text) > 2 * len(title):  # with all its signs
        return False
    return line.plain == title or (len(line.plain) > _MOST_OF_IT * len(title) and line.plain in title)


def _first_printing(outline: Outline, inside: list[Line], headline: str, title: str) -> list[Line]:
    """Return lines up to where a page prints its story again, for phones: headline and time once more below text."""
    weighed, upto = 0.0, 0
    begins = headline[:2]
    for place, line in enumerate(inside):
        if line.text[:2] != begins or line.plain != title or line.link_share >= 0.5:
            continue
        weighed += sum(map(weight, inside[upto:place]))
        upto = place
        again = weighed >= _ENOUGH_ABOVE
        if again and any(line.number < n <= line.number + 4 and outline.is_metadata(n) for n in outline.dates):
            return inside[:place]
    return inside


def _signed_at(inside: Sequence[Line]) -> int:
    """Return the number of the line with the day that closes a notice, below the name of a body; -1 for none."""
    for place in range(len(inside) - 1, 0, -1):
        text = inside[place].text
        if text[-1:] == "日" and len(text) <= _LONGEST_DAY and _DAY.fullmatch(text):
            before = inside[place - 1].text
            if _SIGNED_BY.search(before):
                return inside[place].number if len(before) <= _SHORT_CREDIT else -1
    return -1


def _announced_at(inside: Sequence[Line]) -> int:
    """Return the number of the last line that says when or where something takes place; -1 for none."""
    last = (line for line in reversed(inside[-_FAR:]) if "时间" in line.text or "地点" in line.text)
    return next((line.number for line in last if _WHEN_AND_WHERE.match(line.text)), -1)


def _trim(outline: Outline, story: Story, title: str) -> None:
    """Take away what stands before the first and after the last sentence and is no part of the text."""
    prose = [
        n
        for n, line in enumerate(story.lines)
        if len(line.text) >= 15 and not _is_most_of(line, title) and _STOP.search(line.text) and not is_edge(line.text)
    ]
    if not prose:
        _take_values_off(outline, story)
        _drop_empty_labels(story)
        return
    blocks = {story.lines[n].node for n in prose}
    around = {node.getparent() for node in blocks}

    def belongs(line: Line) -> bool:
        linked = line.link_share > 0.6 and not links_to_attachment(line) and not _is_title_of_document(line)
        listed = _list_around(line.node)
        within = listed is not None and listed.getparent() in around
        if not linked and within and listed is not None and listed.tag == "table":
            return True
        if linked or _is_most_of(line, title) or _SCRAP.match(line.text) or is_edge(line.text):
            return False
        if is_end(line.text) and not (line.number < story.notice_to and _OF_A_NOTICE.match(line.text)):
            return False
        # Beside the paragraphs, bare in the block that holds them, or in a block beside bare sentences.
        parent = line.node.getparent()
        return line.node in blocks or line.node in around or parent in around or parent in blocks or within

    last = prose[-1] + 1
    while last < len(story.lines) and belongs(story.lines[last]):
        last += 1
    if last > 2 and _ON_THE_AUTHOR.match(story.lines[last - 1].text) and is_edge(story.lines[last - 2].text):
        last -= 2
    # What signs a notice, in a block of its own below the last sentence.
    signed = story.lines[last : last + _SIGNATURE]
    if signed and any(line.number == story.signed_at for line in signed):
        last += 1 + next(n for n, line in enumerate(signed) if line.number == story.signed_at)
    last += _verses(outline, story, story.lines[last - 1].number, story.lines[last:])
    if last > 1 and OUTLET_IN_BRACKETS.fullmatch(story.lines[last - 1].text):
        last -= 1
    story.tail[:0] = story.lines[last:]
    first = prose[0]
    while (
        first
        and not _told_between(outline, story.lines[first - 1], story.lines[first])
        and (before := _part_above(story.lines, first, belongs))
    ):
        first -= before
    story.titled = story.titled or (first > 0 and story.lines[first - 1].plain == title)
    opening = story.lines[prose[0]]
    summary = len(prose) > 2 and (_SUMMARY.match(opening.text) or _is_summary_box(opening, story.lines[prose[1]]))
    # Of a text of one paragraph the summary is the beginning, cut off or not.
    whole = len(prose) == 2 and story.lines[prose[1]].plain.startswith(opening.plain)
    if summary or ((whole or len(prose) > 2) and _is_repeated(opening, story.lines[prose[0] + 1 : prose[0] + 5])):
        first = prose[0] + 1
    first += _before_the_dateline(story.lines[first:last])
    while first < last - 1 and (
        _SCRAP.match(story.lines[first].text)
        or is_edge(story.lines[first].text)
        or _SUMMARY_ALONE.fullmatch(story.lines[first].text)
    ):
        first += 1
    first += _in_table_of_document(story.lines[first : prose[0]])
    story.lines = story.lines[first:last]
    _take_credits_off(outline, story)
    _take_last_legend_off(story, first)
    _drop_empty_labels(story)


def _verses(outline: Outline, story: Story, after: int, rest: Sequence[Line]) -> int:
    """Return how many lines between the last sentence and those who made a story are its own, as in a poem."""
    while rest and story.closed and outline.is_metadata(rest[-1].number):
        rest = rest[:-1]
    if not story.closed or not rest or not all(map(_is_verse, rest)):
        return 0
    if len(rest) > _FEW_LINES and 2 * sum(line.text[-1] in _VERSE_ENDS for line in rest) < len(rest):
        return 0
    return 0 if any(map(outline.is_metadata, range(after + 1, rest[-1].number))) else len(rest)


def _in_table_of_document(above: Sequence[Line]) -> int:
    """Return how many of the lines above the first sentence are in a table that tells of a document, not its text."""
    labels = [line for line in above if line.node.tag in _CELLS and _OF_A_DOCUMENT.fullmatch(line.text)]
    if len(labels) < _LABELS_OF_A_DOCUMENT:
        return 0
    table = next(labels[0].node.iterancestors("table"), None)
    inside = [n for n, line in enumerate(above) if table is not None and table in line.node.iterancestors("table")]
    return inside[-1] + 1 if inside else 0


def _part_above(lines: Sequence[Line], first: int, belongs: Callable[[Line], bool]) -> int:
    """Return how many lines right above a text's first are its own: one, or one above the number of a part."""
    if belongs(lines[first - 1]):
        return 1
    numbered = first > 1 and lines[first - 1].text.isdigit() and len(lines[first - 1].text) <= _LONGEST_NUMBER
    return 2 if numbered and belongs(lines[first - 2]) else 0


def _told_between(outline: Outline, above: Line, below: Line) -> bool:
    """Whether metadata with a time stands between two lines: the upper one belongs to it, not to the text."""
    between = range(above.number + 1, below.number if above.node.tag not in _CELLS else 0)
    return any(number in outline.dates and outline.is_metadata(number) for number in between)


def _is_verse(line: Line) -> bool:
    """Whether a line between the last sentence and the desk's line may be the text's own: words, and no tool."""
    text = line.text
    return len(text) >= _SHORTEST_VERSE and not line.links and not is_edge(text) and not is_end(text)


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


def _is_summary_box(opening: Line, following: Line) -> bool:
    """Whether a story's first sentences stand in a box that its markup or its heading calls a summary."""
    box = opening.node.getparent()
    if box is None or not (_SUMMARY_CLASS.search(classes_of(opening.node)) or _SUMMARY_CLASS.search(classes_of(box))):
        return False
    own = opening.node if _SUMMARY_CLASS.search(classes_of(opening.node)) else box
    return following.node is not own and own not in following.node.iterancestors()


def _take_credits_off(outline: Outline, story: Story) -> None:
    """Take away the lines at a story's end that tell of it: credits, the day below them, documents enclosed."""
    lines = story.lines
    while len(lines) > 1:
        last, before = lines[-1], lines[-2]
        if _is_contact(last, lines):
            return
        if links_to_attachment(last) or _is_told_again(outline, last, before):
            taken = 1
        elif _DATE_ALONE.fullmatch(last.text) and _is_credit(before):
            taken = 2
        elif (story.tail or _is_credit(before)) and _is_credit(last):
            taken = 1
        else:
            return
        story.tail[:0] = lines[-taken:]
        del lines[-taken:]


def _take_values_off(outline: Outline, story: Story) -> None:
    """Take away what follows a credit's label that stands in a block of its own, and the label: 作者： 张三."""
    while story.lines and len(story.lines[-1].text) <= _SHORT_CREDIT:
        value = story.lines[-1]
        label = half_width(label_above(outline.lines, value.number))
        if not label or not labelled_credits(f"{label}{value.half}"):
            return
        taken = 2 if len(story.lines) > 1 and story.lines[-2].number == value.number - 1 else 1
        story.tail[:0] = story.lines[-taken:]
        del story.lines[-taken:]


def _is_contact(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line says whom to ask: a notice's own last paragraph, set as its others are."""
    if not _CONTACT.match(line.text):
        return False
    prose = next((other for other in reversed(lines) if _STOP.search(other.text)), None)
    alike = prose is not None and (prose.node.tag, prose.node.getparent()) == (line.node.tag, line.node.getparent())
    return alike and prose is not line


def _take_last_legend_off(story: Story, first: int) -> None:
    """Take the short line below a story's last picture, where nothing follows it, as what that picture shows.

    `first` lines were taken away above the story.
    """
    if len(story.lines) < 3 or not story.images:
        return
    last, (image, caption, before) = story.lines[-1], story.images[-1]
    if caption or before - first != len(story.lines) - 1 or len(last.text) > _SHORT_LEGEND or _STOP.search(last.text):
        return
    signed = is_organization(last.text) or _DIGIT.search(last.text) or signature_credits(last.spaced)
    told_of = is_surely_name(last.text) and sum(last.text in line.text for line in story.lines[:-1]) >= 2
    if (signed and not told_of) or last.bold or last.links:
        return
    story.images[-1] = (image, last.text, before)
    story.lines.pop()


def _is_credit(line: Line) -> bool:
    """Whether a line is a label with the names of people behind it, be the label known or not."""
    text = line.half
    if len(text) > _SHORT_CREDIT or _STOP.search(text) or _CONTACT.match(text):
        return False
    return bool(labelled_credits(text) or unknown_credits(text))


def _drop_empty_labels(story: Story) -> None:
    """Take away the labels below a text that a template prints even where nothing follows: 附件：."""
    while story.lines and _EMPTY_LABEL.fullmatch(story.lines[-1].text):
        story.tail.insert(0, story.lines.pop())


def _before_the_dateline(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the dateline that opens a story: its summary, what a picture shows.

    A single short one may be the deck, which `take_deck` takes.
    """
    place = next((n for n, line in enumerate(lines[:4]) if _OPENING.match(line.text)), 0)
    alone = place == 1 and len(lines[0].text) <= 40 and (lines[0].bold or lines[0].node.tag != "p")
    return 0 if alone or any(_NOTE.match(line.text) for line in lines[:place]) else place


def _is_repeated(summary: Line, lines: Sequence[Line]) -> bool:
    """Whether a line that stands in a block of its own says what the story begins with anyway."""
    begins = _beginning(summary)
    return len(begins) == _BEGINNING and any(
        line.node is not summary.node
        and line.node.getparent() is not summary.node.getparent()
        and _beginning(line) == begins
        for line in lines
    )


def _beginning(line: Line) -> str:
    return comparable(line.text[: 3 * _BEGINNING])[:_BEGINNING]


def _is_told_again(outline: Outline, line: Line, before: Line) -> bool:
    """Whether a story's last line is metadata; the day under a document belongs to the document."""
    if not outline.is_metadata(line.number) or _DAY.match(line.text) or _CONTACT.match(line.text):
        return False
    signature = not outline.is_metadata(before.number) and len(before.text) <= _SHORT_CREDIT
    return not (_SIGN_OFF.fullmatch(line.text) and signature and _SIGNED_BY.search(before.text))


def _is_furniture(outline: Outline, line: Line) -> bool:
    """Whether a line within a container is no text: a tool, a row of a list, links alone, signs that were lost."""
    if "\ufffd" in line.text and not line.plain:
        return True
    # What weighs something is no noise.
    if len(line.text) < 120 and not weight(line) and is_noise(line.text):
        return True
    if links_to_attachment(line) or _is_title_of_document(line):
        return False
    return line.number in outline.rows or (line.link_share > 0.8 and not pictures(line) and line.text[-1] not in "。；")


def _is_title_of_document(line: Line) -> bool:
    """Whether a linked paragraph is the title of a document that the text goes on to explain."""
    return line.text[:1] == "《" and line.text[-1:] == "》" and line.node.tag in ("p", "div")


def _is_signed(text: str) -> bool:
    """Whether a line below a story is who made it, in brackets: （县委组织部供稿）, or ends with who took a picture."""
    if not text or text[-1] not in ")）":
        return False
    return bool(photo_credits(text[-80:])) or (
        text[0] in "(（"
        and len(text) <= _SHORT_LABEL
        and any(credit.role_label for credit in signature_credits(text[1:-1]))
    )


def find_footer(outline: Outline, story: Story, container: Container | None) -> list[Line]:
    """Return the credit lines after the story: within its container, and the first ones that follow it."""
    last = max((line.number for line in [*story.lines, *story.tail[:_FAR]]), default=None)
    if last is None and story.images and container is not None:
        # Pictures alone: what is said of them follows the last.
        last = max((line.number for line in outline.lines if container.holds(line)), default=None)
    if last is None:
        return []
    found = [line for line in story.tail[:_FAR] if line.link_share < 0.8 or signed_with_post(line.text)]
    taken = {line.number for line in found}
    after = max((line.number for line in story.lines), default=last) + 1
    end = last + _FAR
    for line in outline.lines[after:end]:
        if _AFTER_FOOTER.match(line.text):
            end = line.number
            break
        before = outline.lines[line.number - 1]
        told = (
            outline.is_metadata(line.number)
            or (outline.is_metadata(before.number) and before.text[-1:] in ":：")
            or (len(line.text) <= _SHORT_LABEL and bool(unknown_credits(line.half)))
            or (line.number < after + _NEAR and _is_signed(line.text))
        )
        if line.number not in taken and line.number not in outline.rows and told:
            found.append(line)
    # The desk's own line may stand below the lists that follow a story.
    signed = any(_DESK_LINE.search(half_width(line.text)) for line in found)
    for line in outline.lines[end:] if not signed else ():
        if len(line.text) > _LONGEST_DESK or not ("编" in line.text or "編" in line.text):
            continue
        if _DESK_LINE.search(half_width(line.text)) and line.link_share < 0.6 and outline.is_metadata(line.number):
            found.append(line)
            break
    return sorted(found, key=lambda line: line.number)
