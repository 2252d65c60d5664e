"""What markup calls titles: the classes of headline, deck and kicker; and what is a paragraph rather than one."""

from __future__ import annotations

import re

from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of

TITLE_CLASS = re.compile(r"tit|headline|biaoti|bt1?\b|h1\b|subject|arti_title|news_title|main_title")
NOT_TITLE_CLASS = re.compile(
    r"subtit|sub_tit|sub-tit|futi|fbt|side|related|hot|rank|list|nav|logo|foot|more|recommend|share|crumb|posi"
)
DECK_CLASS = re.compile(
    r"sub_?-?tit|futi|fubiao|fbt|deck|subhead|second-?title|tit(?:le)?_?2\b|f_title|[-_]fu\b|(?<![a-z])ft\b"
    r"|down_?-?title|title[-_]?sub\b|(?<![a-z])f_?tit(?:le)?\b|title_?fu\b|fu_title|(?:small|vice)_?-?title"
)
KICKER_CLASS = re.compile(
    r"yinti|yin_?ti|kicker|jianti|meiti\b|pre-?title|intro_?title|shoulder|[yj]t\b|overline|eyebrow|title_?up|s?up[-_]?title|title0"
    r"|head-title|lead-?title|super_?title|[-_]yin\b|(?<![a-z])pre\b"
)
DASH = re.compile(r"^\s*(?:——|--|―|—|──|－－)")
TIME_OR_SOURCE = re.compile(r"[（(\[]?\s*(?:(?:发布|发表)?(?:时间|日期)|来\s*源|稿源|(?:19|20)\d\d[-年./]\s*\d)")
# A day, or which of a gallery's pictures it is: (4/20)
DATED = re.compile(
    r"\s*[(（\[【]\s*(?:(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?|\d{1,3}\s*/\s*\d{1,3})\s*[)）\]】]$"
)
TO_TEXT = re.compile(r"[>＞»]\s*正\s*文$")
TRAIL = re.compile(
    r"^.{0,6}[首主]页\s*[-->＞»/→]|当前位置|所在位置|您的位置|^[>＞»]|\s[>＞»]$|^[\u4e00-\u9fff]{2,10}\s?[>＞»]+\s?[\u4e00-\u9fff]{2,12}$"
)
LONGEST, SHORTEST, LONGEST_DECK = 150, 6, 60  # characters
_INLINE = frozenset(("span", "font", "b", "strong", "em"))
_PARAGRAPH = 40  # characters


def classes_around(line: Line, up: int = 2) -> str:
    """Return the classes and ids of a line's block and of those around it, `up` in all."""
    found: list[str] = []
    node: Node | None = line.node
    for _ in range(up):
        if node is None:
            break
        found.append(classes_of(node))
        if node is line.node and len(node) == 1 and node[0].tag in _INLINE:
            found.append(classes_of(node[0]))
        node = node.getparent()
    return " ".join(found)


def is_prose(line: Line) -> bool:
    """Whether a line is a paragraph with sentences."""
    return len(line.text) >= _PARAGRAPH and line.link_share < 0.5 and "。" in line.text
