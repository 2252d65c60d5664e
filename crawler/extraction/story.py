"""A story as it is told: its lines, its pictures, its crossheads; and what tells of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.extraction.characters import comparable
from crawler.extraction.container import weight
from crawler.extraction.dates import DAY_IN_NUMERALS
from crawler.extraction.mastheads import NUMBER_OF_DOCUMENT
from crawler.extraction.names import is_organization
from crawler.extraction.signatures import signature_credits, signed_with_post
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.tree import Node

_CLAUSE = re.compile(r"[^。！？；：:]+[^。！？；，：:、]")
_DATELINE = re.compile(r"^[^，。]{1,24}(?:[讯訊电電]|消息)(?:[\s（(，]|\u3000)")
_BARE_DATELINE = re.compile(r"(?:本报|本网|本台|[\u4e00-\u9fff]{2,8}[报网社])讯\s*(?:\([^()。]{2,40}\))?")
_DAY_OR_TIME = re.compile(r"\d{4}|\d\s*[年月日:：]")
_DASHED = re.compile(r"(?:——|--|―|—|──|－－)[^。！？；]{6,60}$")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|^第[一二三四五六七八九十]+")
MOST_OF_IT = 0.6
DATE_ALONE = re.compile(r"[\d\s年月日/.、:：-]+")
PARAGRAPH = 40  # characters
SHORT_CREDIT = 25  # characters
DIGIT = re.compile(r"\d")
DAY = re.compile(
    r"\D?(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\D?"
    rf"|{DAY_IN_NUMERALS}"
)
# What stands alone above a speech: （2023年2月16日）, 2020年10月29日上午.
DAY_OF_A_SPEECH = re.compile(rf"(?:{DAY.pattern})(?:[（(]?(?:星期|周).[)）]?)?(?:[上下]?午|晚)?[)）]?")
# When something takes place, as the first lines of a notice have it: 一、时间：6月25日（周六）下午.
TELLS_WHEN = re.compile(
    r"(?:[一二三四1-9]\s*[、.．]\s*)?(?:活动|会议|考试|报名|集合|出发|返校|返回|比赛|讲座)?时\s*间\s*[:：].*"
    r"(?:(?<=[:：])\s*[\d:：]{4,5}|周[一二三四五六日]|星期|[上中下]午|晚上|全天|\d\s*日?\s*[—－~～至-]+\s*\d{1,2}\s*[:：日])"
)
SIGN_OFF = re.compile(r"(?:19|20)\d\d\s*[-./．年]\s*\d{1,2}\s*[-./．月]\s*\d{1,2}\s*日?")
SIGNED_BY = re.compile(
    r"(?:[会部局办处室组院校委队团社厅]|中心|学校|大学|[小中]学|[一二三四五六七八九十]中|支部|馆|公司|集团|政府|政工)$"
)
# What ends other stories, and stands in the middle of a notice.
OF_A_NOTICE = re.compile(r"(?:举报电话|主办单位|主办[:：]|承办单位)")
MARKS = frozenset("■●◆□")  # before a heading, a caption, a name
SENTENCE_ENDS = frozenset("。！？”")
SIGNATURE = 3  # lines, of a body or two and the day
# 云溪日报讯（记者/张三 通讯员/李四）
DATELINE_ALONE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:讯|电)\s*[（(][^（()）]{0,10}(?:记者|通讯员)[^（()）]{2,50}[）)]")
# Who signs for a paper, or for several: 本报评论员, 云溪县委党校课题组.
SIGNS_FOR_ALL = re.compile(
    r"(?:本[报网刊台社]|[\u4e00-\u9fff]{2,6}[报社网])(?:特约)?评论员|[\u4e00-\u9fff]{2,24}(?:课题|调研|编写|写作)组"
)
FAR = 16  # lines below a story in which its credits are looked for
DESK_LINE = re.compile(r"(?:^|[\[【（(\s])(?:本版|本期|版面)?(?:责任编辑|责编|编辑\s*:)")
# ■张三/口述 李四/整理, 来源 云溪日报: no second headline.
_NO_DECK = re.compile(r"[►■●◆▲▌◎○☆★▼▶]|来源|点击|关注|长按|扫码")


@dataclass(slots=True)
class Story:
    """The lines of a story, its crossheads, the pictures with their captions, the lines left over after it."""

    lines: list[Line] = field(default_factory=list)
    crossheads: list[str] = field(default_factory=list)
    images: list[tuple[Node, str | None, int]] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    dated: bool = False  # a time stands above the text
    titled: bool = False  # the headline is printed again above the text
    kicker: str | None = None  # what stands above the headline that is printed again
    closed: bool = False  # the desk's own line ends it
    signed_at: int = -1  # the line of the day below the signature of a notice
    notice_to: int = -1  # the line a notice ends with: its signature, when and where

    def day_below(self) -> int:
        """Return the number of the last line where that is a day and no more: （2020年3月13日）; -1 where it is not."""
        last = self.lines[-1] if self.lines else None
        return (
            last.number if last is not None and last.text[-2:].strip("）)") in "日" and DAY.fullmatch(last.text) else -1
        )

    def take_deck(self) -> str | None:
        """Take the deck out of the story where one is set as its first line, and return it."""
        if len(self.lines) < 2:
            return None
        line, following = self.lines[:2]
        text = line.text
        # One that opens with a dash says so itself; a speaker's name after a motto stands further down.
        if _DASHED.match(text) and weight(following) >= PARAGRAPH and "题记" not in text[:5]:
            return self._without_first(text)
        if len(self.lines) < 3:
            return None
        # Set apart from the paragraphs, above the story's dateline; what is numbered is a crosshead.
        apart = line.bold or (line.node.tag != "p" and following.node.getparent() is line.node)
        deck = 8 <= len(text) <= 40 and _CLAUSE.fullmatch(text) is not None and not _NUMBERED.match(text)
        deck = deck and not _NO_DECK.match(text)
        above_dateline = apart and _DATELINE.match(following.text) is not None
        # Where a story is pasted in with its headline, the deck follows that.
        below_title = self.titled and self._tells_soon() and not _DAY_OR_TIME.search(text)
        # Bare in the block that holds the paragraphs, above them all.
        bare = following.node.getparent() is line.node and text[0] not in "【[（(" and not is_organization(text)
        pictured = any(place == 0 for _, _, place in self.images)  # what a picture shows stands below it
        above_text = bare and not pictured and len(following.text) >= 60 and not DIGIT.search(text)
        if (
            not deck
            or following.bold
            or not (above_dateline or below_title or above_text)
            or signature_credits(line.spaced)
            or signed_with_post(text)
        ):
            return None
        return self._without_first(text)

    def _tells_soon(self) -> bool:
        """Whether a paragraph follows the first line, a byline or a dateline between them."""
        following = self.lines[1]
        if len(following.text) < 60 and (signature_credits(following.half) or _BARE_DATELINE.fullmatch(following.half)):
            following = self.lines[2]
        return len(following.text) >= 60

    def drop_deck(self, deck: str) -> None:
        """Take out of the story the deck that the header has, or its other half, which the text begins with."""
        if len(self.lines) < 2:
            return
        first, plain = self.lines[0], comparable(deck)
        half = first.node.tag in HEADINGS and len(first.plain) >= 4 and plain.endswith(first.plain)
        if half or first.plain == plain:
            self._without_first(self.lines[0].text)

    def _without_first(self, text: str) -> str:
        self.lines.pop(0)
        self.images = [(image, caption, max(place - 1, 0)) for image, caption, place in self.images]
        self.crossheads = self.crossheads[1:] if self.crossheads[:1] == [text] else self.crossheads
        return text


def opens_a_text(text: str) -> bool:
    """Whether a line with a time may be the first of a text: the day of a speech, when something takes place."""
    return DAY_OF_A_SPEECH.fullmatch(text) is not None or ("时" in text[:6] and TELLS_WHEN.match(text) is not None)


def is_crosshead(line: Line) -> bool:
    """Whether a line of a story is a heading within it."""
    text = line.text
    if not 2 <= len(text) <= 50 or (text.endswith(("。", "；", "，", "！”", "：")) and line.node.tag not in HEADINGS):
        return False
    return line.node.tag not in ("td", "th") and (line.bold or line.node.tag in HEADINGS)


def is_most_of(line: Line, title: str) -> bool:
    """Whether a line says the headline, or all of it but a name before or after."""
    if len(line.text) > 2 * len(title):  # with all its signs
        return False
    return line.plain == title or (len(line.plain) > MOST_OF_IT * len(title) and line.plain in title)


def is_title_of_document(line: Line) -> bool:
    """Whether a linked paragraph is the title of a document that the text goes on to explain."""
    return line.text[:1] == "《" and line.text[-1:] == "》" and line.node.tag in ("p", "div")


def number_above(above: Sequence[Line], title: str) -> list[Line]:
    """Return the number of a document that stands above its title, where the title is printed again below it."""
    if len(above) < 2 or not is_most_of(above[-1], title) or not NUMBER_OF_DOCUMENT.fullmatch(above[-2].text):
        return []
    return [above[-2]]
