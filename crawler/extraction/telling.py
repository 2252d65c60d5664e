"""The story: of the lines in its container those that are its text, its captions, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache, partial

from crawler.extraction.attachments import links_to_attachment
from crawler.extraction.captions import is_alternative, is_byline, is_caption, is_centred, is_own_caption, legends
from crawler.extraction.characters import comparable, half_width
from crawler.extraction.clearing import CONTACT
from crawler.extraction.container import Container, pictures, weight
from crawler.extraction.furniture import is_edge, is_end, is_noise, is_sure_end
from crawler.extraction.names import BETWEEN_NAMES, is_surely_name
from crawler.extraction.notices import announced_at, signed_at, signed_below
from crawler.extraction.outline import Outline
from crawler.extraction.printings import first_printing, is_behind_mark, may_repeat, printed_again
from crawler.extraction.rows import is_of_a_plan
from crawler.extraction.signatures import join_padded, signed_with_post
from crawler.extraction.story import (
    DESK_LINE,
    OF_A_NOTICE,
    PARAGRAPH,
    SHORT_CREDIT,
    SIGNATURE,
    Story,
    is_crosshead,
    is_title_of_document,
    opens_a_text,
)
from crawler.extraction.text import Line, is_in_cell
from crawler.extraction.tree import Node
from crawler.extraction.trimming import trim

_ENOUGH_ABOVE = 100  # of weight, above what may be no text
_SHORTEST_SENTENCE = 15  # characters
_SENTENCE_ENDS = frozenset("。！？”")
_NEARLY_ALL = 0.9
_SIGNED_OFF = re.compile("编辑|责编|校对|审核")
_SOURCE = re.compile(r"(?:原标题\s*[:：].{2,60}\s)?来\s*源\s*[:：]\s*\S")
_FIRST_LINES = 2
# What says whence a story comes, and whose it is: no part of the story.
_ORIGIN = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z\d]{1,6}[注按]\s*[:：]\s*)?[（(【\[]?\s*(?:本文|文章|内容|以上内容)[^。！？]{0,12}(?:来自|来源|转自|转载自|首发|摘自|选自)"
    r"[^。！？]{0,40}(?:公众号|微信号|ID\s*[:：]|作者\s*[:：])"
)
# （本文经云溪日报授权转载）
_WITH_LEAVE = re.compile(
    r"[（(\[【]?\s*(?:本文|文章)?(?:已?[经获由])[^（()）。]{2,24}授权(?:转载|发布|刊[登载])。?\s*[）)\]】]?"
)
_LONGEST_ORIGIN = 200  # characters
# — END —
_END_MARK = re.compile(r"\W*(?:END|end|End|E N D|(?:转载|版权|订阅)须知|关于(?:我们|本刊|本号)|本[刊号]简介)\W*")
_LONGEST_MARK = 12  # characters
# 版权声明：本文版权归云溪网所有: some print it above the text.
_OF_RIGHTS = re.compile(
    r"版权声明\s*[:：]\s*(?:(?:本文|本稿|文章)[^。]{0,40}。?[^。]{0,30}。?|凡[^。]{0,20}图片[^。]{0,50}。?)"
)
# 以上内容由云溪大模型生成，仅供参考
_BY_A_MODEL = re.compile(r"(?:内容|摘要|总结|要点)[^。]{0,4}由[^。，]{0,16}(?:大模型|AI|人工智能)[^。，]{0,6}生成")
_MOSTLY = 0.6  # of a story's weight
_ADDRESS = ("http", "网址")
_SEVERAL_VERSES = 4  # lines
_LONGEST_LIST = 8  # characters
_STRAY = frozenset("|｜<>＜＞·?")  # what is left of a menu, an arrow
_LONGEST_NAMES, _LONGEST_SIGNED = 16, 60  # characters
_LIST_IN_A_LINE = 0.3  # of its characters, those in links
_SENTENCE = 30  # characters
_LONG_LEGEND, _SEVERAL_PICTURES = 50, 4  # characters, paragraphs
# What sites say of what they took from others.
_DISCLAIMER = re.compile(
    r".{0,12}声明\s*[:：].{0,40}(?:登载|转载|刊登|发布).{0,60}(?:赞同|证实|负责|立场)"
    r"|本(?:栏目|网|站|频道|公众号).{0,30}(?:目的在于|不代表).{0,40}(?:赞同|负责|观点|立场)"
    # *文章为作者独立观点，不代表云溪网立场
    r"|\W{0,2}(?:本文|文章)[^。，]{0,8}作者[^。，]{0,6}观点[，,、]?\s*(?:并?不代表|与)"
)
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


def _names_one_source(inside: Sequence[Line]) -> bool:
    """Whether but one line says where a text is from: in a list of texts each row does."""
    return sum(_SOURCE.match(line.text) is not None for line in inside if "源" in line.text[:SHORT_CREDIT]) == 1


def _centring_tells(inside: Sequence[Line]) -> bool:
    """Whether it says anything that a line is set in the middle: not in a poem, nor where everything is."""
    return 2 * sum(len(line.text) for line in inside if is_centred(line)) < sum(len(line.text) for line in inside)


def tell_story(
    outline: Outline, container: Container | None, at: int, headline: str | None, taken: AbstractSet[int]
) -> Story:
    """Return the story that stands in `container` below line `at`, without the lines that are `taken`."""
    if container is None:
        return Story()
    blocks = container.blocks
    inside = [line for line in outline.lines[at + 1 :] if line.node in blocks and line.number not in taken]
    inside = first_printing(outline, inside, headline or "", comparable(headline or ""))
    if container.node.tag == "td" and inside:
        inside += signed_below(outline, inside[-1].number)
    own = outline.lines[at].node if 0 <= at < len(outline.lines) else None  # a headline may run over several lines
    telling = _Telling(outline, inside, headline, own)
    telling.story.dated = any(number in outline.dates for number in taken)
    return telling.tell()


_MARKS = frozenset("■●◆□")


class _Telling:
    """The lines of a container gone through once: text, captions, and what is left over."""

    def __init__(self, outline: Outline, inside: Sequence[Line], headline: str | None, own: Node | None) -> None:
        self.outline, self.inside, self.headline, self.own = outline, inside, headline, own
        self.title = comparable(headline or "")
        self.story = story = Story()
        story.signed_at = signed_at(inside)
        story.notice_to = max(story.signed_at, announced_at(inside))
        self.again = printed_again(inside, headline or "", self.title)
        self.shown_below = legends(inside)
        self.centring_tells = cache(partial(_centring_tells, inside))
        self.after_image = False
        self.legend: list[Line] = []  # lines that say what pictures show
        self.lists = 0
        self.whole = self.to_come = sum(map(weight, inside))

    def tell(self) -> Story:
        """Return the story."""
        story = self.story
        for place, line in enumerate(self.inside):
            self.to_come -= weight(line)
            if not self._read(place, line):
                story.tail += self.inside[place:]
                story.closed = _SIGNED_OFF.search(line.text[:SHORT_CREDIT]) is not None
                break
        if not story.lines and any(map(_tells, self.legend)):
            _tell_in_legends(story, self.legend)
        elif _tell_most(told := [line for line in self.legend if _tells_and_shows(line)], story):
            last = told[-1].number  # below it are short ones of the same kind
            story.lines = [line for line in story.lines if line.number < last or len(line.text) >= _LONG_LEGEND]
            _tell_in_legends(story, told)
        trim(self.outline, story, self.title)
        if not story.lines and self.legend and len(said := [x for x in self.legend if _is_long_enough(x)]) == 1:
            _tell_in_legends(story, said)
        story.crossheads = [line.text for line in story.lines if is_crosshead(line)]
        return story

    def _read(self, place: int, line: Line) -> bool:
        """Put a line where it belongs; whether the story goes on."""
        story = self.story
        if shown := pictures(line):
            story.images += [(image, None, len(story.lines)) for image in shown]
            self.after_image = True
        if self._is_headline(line) or self._is_legend(line, place, shown):
            return True
        # What stands above this was made of the text, and not by who wrote it.
        if "生成" in line.text and len(line.text) <= SHORT_CREDIT and _BY_A_MODEL.search(line.text):
            if self.to_come > _MOSTLY * self.whole:
                story.lines.clear()
            return True
        listed = len(line.text) <= _LONGEST_LIST and _LIST_ALONE.fullmatch(line.text.lstrip(">＞ ")) is not None
        within = listed and self.to_come >= 0.4 * self.whole and not _below_tools(self.inside, place, story)
        if within or _says_whose(line.text):
            story.tail.append(line)
            self.lists += within
            return True
        if listed and self.lists >= _SEVERAL_LISTS:
            return True
        ends = self._is_end(line, listed)
        goes_on = ends and self._goes_on(place, line)
        if ends and not goes_on and (story.lines or story.images):
            return False
        if goes_on or (ends and line.link_share > _LIST_IN_A_LINE):
            story.tail.append(line)
        elif self._is_no_text(line, ends):
            if story.lines and _is_printed_title(line, story) and self.to_come > _MOSTLY * self.whole:
                story.tail += story.lines  # the page's own, printed above what it took over
                story.lines = []
                story.images = [(image, caption, 0) for image, caption, _ in story.images]
            if self._tells_of_it(place, line):
                story.tail.append(line)
        elif not story.lines and self._is_above_text(line):
            story.tail.append(line)
        else:
            self.after_image = False
            story.lines.append(line)
        return True

    def _is_headline(self, line: Line) -> bool:
        """Whether a line prints the headline or a part of it again, or says nothing."""
        story, text = self.story, line.text
        if line.number in self.again:
            story.titled = True
            return True
        if text and story.lines:
            return False
        if (
            text
            and line.plain != self.title
            and not (may_repeat(line, self.own, self.title) and line.plain in self.title)
        ):
            return False
        story.titled = story.titled or (bool(text) and is_behind_mark(line, self.headline, self.title))
        return True

    def _is_legend(self, line: Line, place: int, shown: Sequence[Node]) -> bool:
        """Whether a line says what a picture shows, which is kept then."""
        images = self.story.images
        if shown and is_own_caption(line):
            images[-1] = (shown[-1], line.text, len(self.story.lines))
        elif images and self._is_below_picture(line, place, shown) and not _is_signed(line, self.story, self.inside):
            image, caption, before = images[-1]
            images[-1] = (image, f"{caption}\n{line.text}" if caption else line.text, before)
        elif images or line.node.tag != "figcaption":  # the picture may be loaded late
            return False
        self.legend.append(line)
        return True

    def _is_below_picture(self, line: Line, place: int, shown: Sequence[Node]) -> bool:
        if line.number in self.shown_below:
            return True
        image, caption, _ = self.story.images[-1]
        right_below = self.after_image and not shown
        more = not caption or len(line.text) <= SHORT_CREDIT
        # A mark below a caption that has none heads what follows.
        more = more and not (caption and line.text[0] in _MARKS and caption[0] not in _MARKS)
        alone = right_below and more and not _are_verses(self.inside, place)
        return is_caption(line, alone, self.centring_tells, only=weight(line) >= self.whole) or (
            right_below and is_alternative(line, image)
        )

    def _is_late(self) -> bool:
        """Whether little is left of what weighs in the container, or enough has come."""
        return self.to_come < _LITTLE_LEFT * self.whole or self.whole - self.to_come > _ENOUGH_ABOVE

    def _is_end(self, line: Line, listed: bool) -> bool:
        """Whether a line is none of the story, nor what follows it."""
        text = line.text
        if len(text) <= _LONGEST_MARK and (text == "完" or _END_MARK.fullmatch(text)) and self._is_late():
            return True
        # A document may say 主办单位：… itself: what half the story follows is no end.
        ends = len(text) < 120 and is_end(text) and (self.to_come < 0.4 * self.whole or listed or is_sure_end(text))
        if (
            not ends
            and (text[0] == "本" or "声明" in text or "观点" in text)
            and len(text) < _LONGEST_DISCLAIMER
            and self._is_late()
        ):
            ends = _DISCLAIMER.match(text) is not None
        return ends and not (line.number < self.story.notice_to and OF_A_NOTICE.match(text))

    def _goes_on(self, place: int, line: Line) -> bool:
        """Whether a story goes on below a line that closes others."""
        # Some print the desk's line above the text: what nearly all the story follows is no end.
        nearly_all = max(_NEARLY_ALL * self.whole, _ENOUGH_ABOVE)
        much = self.to_come > nearly_all
        if much or (not self.story.lines and self.to_come > _MOSTLY * self.whole):  # nothing but pictures above
            rights = "版权" in line.text and _OF_RIGHTS.match(line.text) is not None
            if rights and _tells_on(self.inside[place + 1 :]):
                return True
        if much and DESK_LINE.match(half_width(line.text)):
            return True
        following = self.inside[place + 1 : place + 2]
        if line.link_share > _LIST_IN_A_LINE and _goes_on_alike(self.story, line, following):
            return True
        # A heading alone heads other stories, with all their text.
        led = len(line.text) > _LONGEST_LIST + 2 and line.text[-1] not in _SENTENCE_ENDS and not is_sure_end(line.text)
        return led and _goes_on_below(self.story, self.inside[place + 1 : place + 5])

    def _is_no_text(self, line: Line, ends: bool) -> bool:
        """Whether a line among the paragraphs is furniture."""
        text, story = line.text, self.story
        if line.number == story.signed_at:
            return False
        much_left = self.to_come > _LITTLE_LEFT * self.whole
        if much_left and not ends and OF_A_NOTICE.match(text):
            return False
        # In the middle an address is told to who reads.
        if much_left and text.startswith(_ADDRESS) and _is_told_of(line, story):
            return False
        return _is_furniture(self.outline, line)

    def _tells_of_it(self, place: int, line: Line) -> bool:
        """Whether furniture says whence the story is, or who signed it."""
        story, text = self.story, line.text
        # Some print it as the first line of the text; a signature may link to where the text was printed first.
        if _SOURCE.match(text):
            first = place < _FIRST_LINES or (not story.lines and text[:1] == "原")
            little_above = self.whole - self.to_come < _LITTLE_ABOVE * self.whole
            if first or (little_above and _names_one_source(self.inside)):
                return True
        if text.startswith("转载自") and self._is_late():
            return True
        return bool(story.lines) and bool(signed_with_post(text))

    def _is_above_text(self, line: Line) -> bool:
        """Whether a line above the text is no part of it: the outlet's name, what tells of the story."""
        if len(line.text) <= SHORT_CREDIT and not line.bold and _OUTLET_ALONE.fullmatch(line.text):
            return True
        return self.outline.is_metadata(line.number) and not (self.story.dated and opens_a_text(line.text))


def _is_printed_title(line: Line, story: Story) -> bool:
    """Whether a line soon below the beginning tells the title that a story was printed with: 原标题：."""
    if len(story.lines) > _FIRST_LINES or line.text.lstrip("（( ")[:3] != "原标题":
        return False
    return not any("按" in above.text[:6] for above in story.lines)  # 编者按：


def _says_whose(text: str) -> bool:
    """Whether a line says whence a story was taken, and with whose leave."""
    if len(text) >= _LONGEST_ORIGIN:
        return False
    return _ORIGIN.match(text) is not None or ("授权" in text and _WITH_LEAVE.fullmatch(text) is not None)


def _is_signed(line: Line, story: Story, inside: Sequence[Line]) -> bool:
    """Whether a line below a picture says who wrote the story: a byline, or above it all names told nowhere else."""
    if is_byline(line):
        return True
    if not story.lines and (line.text.endswith("评论员") or signed_with_post(line.text)):
        return len(line.text) <= _LONGEST_SIGNED
    if story.lines or len(line.text) > _LONGEST_NAMES or "·" in line.text:
        return False
    names = BETWEEN_NAMES.split(join_padded(line.spaced.strip()))
    return all(is_surely_name(n) and not any(n in o.text for o in inside if o is not line) for n in names)


def _tells(line: Line) -> bool:
    """Whether a line below a picture is a sentence."""
    return len(line.text) >= _SHORTEST_SENTENCE and line.text[-1] in _SENTENCE_ENDS


def _is_long_enough(line: Line) -> bool:
    """Whether the one line below a picture of a page without a text is more than a name: it is the text."""
    return len(line.text) > SHORT_CREDIT


def _tells_and_shows(line: Line) -> bool:
    """Whether a paragraph below a picture tells more than what the picture shows, which it says in the end."""
    return len(line.text) >= _LONG_LEGEND and line.text.rfind("。图为") > _SENTENCE


def _tell_most(legends: Sequence[Line], story: Story) -> bool:
    """Whether several paragraphs below pictures hold more than a story's other lines."""
    size = sum(len(line.text) for line in legends)
    return len(legends) >= _SEVERAL_PICTURES and size > sum(len(line.text) for line in story.lines)


def _tell_in_legends(story: Story, legend: Sequence[Line]) -> None:
    """Make what stands below the pictures of a story that has little other text its text."""
    told = {line.text for line in legend}
    places: list[tuple[Node, str | None, int]] = []
    count = 0
    for image, caption, before in story.images:
        own = [text for text in (caption or "").split("\n") if text in told]
        places.append((image, caption if not own else None, before + count))
        count += len(own)
    story.images = places
    story.lines = sorted((*story.lines, *legend), key=lambda line: line.number)


def _goes_on_alike(story: Story, line: Line, following: Sequence[Line]) -> bool:
    """Whether a story goes on with a paragraph below a line of links to others, set as the one above it is."""
    if not story.lines or not following or is_sure_end(line.text):
        return False
    below, above = following[0], story.lines[-1]
    # The line may be a block of its own, put between two paragraphs.
    around = below.node.getparent()
    alike = above.node.tag == below.node.tag and above.node.getparent() is around is line.node.getparent()
    return alike and not below.links and min(weight(below), weight(above)) >= _SENTENCE


def _goes_on_below(story: Story, below: Sequence[Line]) -> bool:
    if not story.lines:
        return False
    above = story.lines[-1].node
    kind = (above.tag, above.get("class"), above.getparent())
    return sum(
        (line.node.tag, line.node.get("class"), line.node.getparent()) == kind
        and not line.links
        and weight(line) >= PARAGRAPH
        for line in below
    ) >= (1 if kind[1] else 2)


def _tells_on(below: Sequence[Line]) -> bool:
    """Whether a paragraph of a story, and no more on rights, is the first that stands below a line."""
    following = next((line.text for line in below if weight(line) >= PARAGRAPH), "")
    return bool(following) and not (is_edge(following) or is_end(following) or "版权" in following)


def _below_tools(inside: Sequence[Line], place: int, story: Story) -> bool:
    """Whether the heading of a list stands right below the tools that a template prints under a text."""
    above = (line.text for line in reversed(inside[max(place - SIGNATURE, 0) : place]) if line.text)
    tool = next(above, "")
    return is_end(tool) and len(tool) <= SHORT_CREDIT and any(weight(line) >= PARAGRAPH for line in story.lines)


def _are_verses(inside: Sequence[Line], place: int) -> bool:
    """Whether a short line in the middle is one of several in a row: text, where a caption stands alone."""
    first = place
    while first and _is_short_and_centred(inside[first - 1]):
        first -= 1
    upto = place
    while upto < len(inside) and upto < first + _SEVERAL_VERSES and _is_short_and_centred(inside[upto]):
        upto += 1
    return upto - first >= _SEVERAL_VERSES


def _is_short_and_centred(line: Line) -> bool:
    return 2 <= len(line.text) <= PARAGRAPH and not line.images and is_centred(line)


def _is_told_of(line: Line, story: Story) -> bool:
    """Whether an address is one that the line above speaks of, or says itself what it is."""
    above = story.lines[-1].text if story.lines and not is_in_cell(line.node) else ""
    return bool(above) and (line.text[0] == "网" or above[-1] in "：:" or "网址" in above)


def _is_furniture(outline: Outline, line: Line) -> bool:
    """Whether a line within a container is no text: a tool, a row of a list, links alone, signs that were lost."""
    if ("\ufffd" in line.text and not line.plain) or line.text[:5] == "&amp;":  # markup escaped more than once
        return True
    if line.text in _STRAY:
        return True
    # What weighs something is no noise.
    if len(line.text) < 120 and not weight(line) and is_noise(line.text):
        return True
    if links_to_attachment(line) or is_title_of_document(line) or CONTACT.match(line.text):
        return False
    if (line.number in outline.rows and not is_of_a_plan(line)) or (line.link_share > 0.5 and line.text[-1] in "|｜"):
        return True
    # 【延伸阅读】 before a link is no more of the text than the link.
    linked = line.link_share > 0.8 or (line.link_share > _MOSTLY and is_end(line.text))
    return linked and not pictures(line) and line.text[-1] not in "。；"
