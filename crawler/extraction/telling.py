"""The story: of the lines in its container those that are its text, its captions, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from crawler.extraction.captions import is_alternative, is_caption, is_centred, is_own_caption, legends
from crawler.extraction.characters import comparable, half_width
from crawler.extraction.container import Container, weight
from crawler.extraction.furniture import is_end, is_sure_end
from crawler.extraction.galleries import (
    LONG_LEGEND,
    is_long_enough,
    is_signed,
    tell_in_legends,
    tell_most,
    tells,
    tells_and_shows,
)
from crawler.extraction.interruptions import (
    FIRST_LINES,
    LONGEST_LIST,
    below_tools,
    disclaims,
    goes_on_alike,
    goes_on_below,
    heads_list,
    is_by_a_model,
    is_furniture,
    is_outlet_alone,
    is_printed_title,
    is_told_of,
    marks_end,
    names_one_source,
    names_source,
    says_rights,
    says_whose,
    tells_on,
)
from crawler.extraction.names import is_surely_name
from crawler.extraction.notices import announced_at, signed_at, signed_below
from crawler.extraction.outline import Outline
from crawler.extraction.pictures import pictures
from crawler.extraction.printings import first_printing, is_behind_mark, may_repeat, printed_again
from crawler.extraction.signatures import signed_with_post
from crawler.extraction.story import (
    DESK_LINE,
    MARKS,
    OF_A_NOTICE,
    SENTENCE_ENDS,
    SHORT_CREDIT,
    Story,
    is_crosshead,
    opens_a_text,
)
from crawler.extraction.text import Line
from crawler.extraction.tree import Node
from crawler.extraction.trimming import trim
from crawler.extraction.verses import are_verses

_ENOUGH_ABOVE = 100  # of weight, above what may be no text
_NEARLY_ALL, _MOSTLY = 0.9, 0.6  # of a story's weight
_SIGNED_OFF = re.compile("编辑|责编|校对|审核")
_LIST_IN_A_LINE = 0.3  # of its characters, those in links
_SEVERAL_LISTS = 3  # among the parts of a story, each of which has its own
_LITTLE_ABOVE = 0.1  # of a story's weight
_LONGEST_NAME = 4  # characters
_LITTLE_LEFT = 0.3  # of a story's weight


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
        self.after_image = False
        self.legend: list[Line] = []  # lines that say what pictures show
        self.lists = 0
        self.whole = self.to_come = sum(map(weight, inside))

    @cached_property
    def centring_tells(self) -> bool:
        """Whether it says anything that a line is set in the middle: not in a poem, nor where everything is."""
        inside = self.inside
        return 2 * sum(len(line.text) for line in inside if is_centred(line)) < sum(len(line.text) for line in inside)

    @cached_property
    def names_one_source(self) -> bool:
        """Whether but one line says where a text is from."""
        return names_one_source(self.inside)

    def tell(self) -> Story:
        """Return the story."""
        story = self.story
        for place, line in enumerate(self.inside):
            self.to_come -= weight(line)
            if not self._read(place, line):
                story.tail += self.inside[place:]
                story.closed = _SIGNED_OFF.search(line.text[:SHORT_CREDIT]) is not None
                break
        if not story.lines and any(map(tells, self.legend)):
            tell_in_legends(story, self.legend)
        elif tell_most(told := [line for line in self.legend if tells_and_shows(line)], story):
            last = told[-1].number  # below it are short ones of the same kind
            story.lines = [line for line in story.lines if line.number < last or len(line.text) >= LONG_LEGEND]
            tell_in_legends(story, told)
        trim(self.outline, story, self.title)
        if not story.lines and self.legend and len(said := [x for x in self.legend if is_long_enough(x)]) == 1:
            tell_in_legends(story, said)
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
        if is_by_a_model(line.text):
            if self.to_come > _MOSTLY * self.whole:
                story.lines.clear()
            return True
        listed = heads_list(line.text)
        within = listed and self.to_come >= 0.4 * self.whole and not below_tools(self.inside, place, story)
        if within or says_whose(line.text):
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
            if story.lines and is_printed_title(line, story) and self.to_come > _MOSTLY * self.whole:
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
        if text and (story.lines or self._names_author(text)):
            return False
        if (
            text
            and line.plain != self.title
            and not (may_repeat(line, self.own, self.title) and line.plain in self.title)
        ):
            return False
        story.titled = story.titled or (bool(text) and is_behind_mark(line, self.headline, self.title))
        return True

    def _names_author(self, text: str) -> bool:
        """Whether a line is the name that the headline begins with: 孟浩：把党课开到渡口边."""
        named = len(text) <= _LONGEST_NAME and self.headline is not None and f"{text}：" in self.headline
        return named and is_surely_name(text)

    def _is_legend(self, line: Line, place: int, shown: Sequence[Node]) -> bool:
        """Whether a line says what a picture shows, which is kept then."""
        images = self.story.images
        if shown and is_own_caption(line):
            images[-1] = (shown[-1], line.text, len(self.story.lines))
        elif images and self._is_below_picture(line, place, shown) and not is_signed(line, self.story, self.inside):
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
        more = more and not (caption and line.text[0] in MARKS and caption[0] not in MARKS)
        alone = right_below and more and not are_verses(self.inside, place)
        if is_caption(line, alone, lambda: self.centring_tells, only=weight(line) >= self.whole):
            return True
        return right_below and (is_alternative(line, image) or (bool(caption) and self._is_above_credit(place)))

    def _is_above_credit(self, place: int) -> bool:
        """Whether right below a line that goes on from a caption stands who took the picture, and no more."""
        following = self.inside[place + 1].text if place + 1 < len(self.inside) else ""
        alone = len(following) <= SHORT_CREDIT and following.rstrip("）)")[-1:] == "摄"
        return alone and weight(self.inside[place]) < _LITTLE_ABOVE * self.whole

    def _is_late(self) -> bool:
        """Whether little is left of what weighs in the container, or enough has come."""
        return self.to_come < _LITTLE_LEFT * self.whole or self.whole - self.to_come > _ENOUGH_ABOVE

    def _is_end(self, line: Line, listed: bool) -> bool:
        """Whether a line is none of the story, nor what follows it."""
        text = line.text
        if marks_end(text) and self._is_late():
            return True
        # A document may say 主办单位：… itself: what half the story follows is no end.
        near = listed or self.to_come < 0.4 * self.whole
        ends = len(text) < 120 and (near or is_sure_end(text)) and is_end(text)
        ends = ends or (disclaims(text) and self._is_late())
        return ends and not (line.number < self.story.notice_to and OF_A_NOTICE.match(text))

    def _goes_on(self, place: int, line: Line) -> bool:
        """Whether a story goes on below a line that closes others."""
        # Some print the desk's line above the text: what nearly all the story follows is no end.
        nearly_all = max(_NEARLY_ALL * self.whole, _ENOUGH_ABOVE)
        much = self.to_come > nearly_all
        # Nothing but pictures above is no text that could end either.
        early = much or (not self.story.lines and self.to_come > _MOSTLY * self.whole)
        if early and says_rights(line.text) and tells_on(self.inside[place + 1 :]):
            return True
        if much and DESK_LINE.match(half_width(line.text)):
            return True
        following = self.inside[place + 1 : place + 2]
        if line.link_share > _LIST_IN_A_LINE and goes_on_alike(self.story, line, following):
            return True
        # A heading alone heads other stories, with all their text.
        led = len(line.text) > LONGEST_LIST + 2 and line.text[-1] not in SENTENCE_ENDS and not is_sure_end(line.text)
        return led and goes_on_below(self.story, self.inside[place + 1 : place + 5])

    def _is_no_text(self, line: Line, ends: bool) -> bool:
        """Whether a line among the paragraphs is furniture."""
        text, story = line.text, self.story
        if line.number == story.signed_at:
            return False
        much_left = self.to_come > _LITTLE_LEFT * self.whole
        if much_left and not ends and OF_A_NOTICE.match(text):
            return False
        # In the middle an address is told to who reads.
        if much_left and ("http" in text or text[:2] == "网址") and is_told_of(line, story):
            return False
        return is_furniture(self.outline, line)

    def _tells_of_it(self, place: int, line: Line) -> bool:
        """Whether furniture says whence the story is, or who signed it."""
        story, text = self.story, line.text
        # Some print it as the first line of the text; a signature may link to where the text was printed first.
        if names_source(text):
            first = place < FIRST_LINES or (not story.lines and text[:1] == "原")
            little_above = self.whole - self.to_come < _LITTLE_ABOVE * self.whole
            if first or (little_above and self.names_one_source):
                return True
        if text.startswith("转载自") and self._is_late():
            return True
        return bool(story.lines) and bool(signed_with_post(text))

    def _is_above_text(self, line: Line) -> bool:
        """Whether a line above the text is no part of it: the outlet's name, what tells of the story."""
        if is_outlet_alone(line):
            return True
        return self.outline.is_metadata(line.number) and not (self.story.dated and opens_a_text(line.text))
