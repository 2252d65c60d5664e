"""Which lines may be the trail of columns above a story: 首页 > 专题专栏 > …, in all its separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from crawler.extraction.addresses import FRONT_PAGE
from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.text import Line
from crawler.extraction.trail_lines import (
    HOME_ALONE,
    LIST_CLASS,
    LONGEST,
    SIGNS,
    TRAIL_CLASS,
    classes_of_trail,
    label_of,
    put_together,
)
from crawler.extraction.tree import Node, classes_of

HOME = re.compile(r"^(?!设为|設為|返回|回).{0,8}?(?:首\s*[页頁]|主[页頁])$|^home$", re.I)
_HOME_FIRST, _OPENS_HOME = re.compile(r"((?:网站)?首[页頁])\s"), frozenset("首网")
# A look at the first character spares the trial of every separator at every place.
_SEPARATORS = re.compile(
    r"(?=[\s>＞»≫›→▶►▸➤➔➜⇒❯/／\\\-－—―─|｜∣·:：⟩〉＼_‧•・\ue000-\uf8ff])"
    r"\s*(?:>{1,2}|＞{1,2}|[»≫›→▶►▸➤➔➜⇒❯]|/|／|\\|-{2,}>?|－+|[—―─]+|\||｜|∣|·|::|：：|⟩|〉|＼|\s-\s|-(?=[\u4e00-\u9fff“])"
    r"|_\s*(?=[\u4e00-\u9fff“])|[‧•・\ue000-\uf8ff]|\s{2,})\s*"
)
_OPENS_BOX, _CLOSES_BOX = frozenset("【["), frozenset("】]")
_BETWEEN_BOXES = re.compile(r"[】\]]\s*(?:[>＞»/／\-—]+\s*)?[【\[]")
_BY_ARROWS = re.compile(r"(?=[\s\->＞»≫›→⟩〉▶►▸➤➔➜⇒❯])\s*(?:(?:-+\s*)?>+|＞+|[»≫›→⟩〉▶►▸➤➔➜⇒❯])\s*")
END = re.compile(
    r"^(?:正\s*文(?:页|区|内容)?"
    r"|(?:新闻|文章|信息|内容|阅读|查看|浏览|图文|资讯)?(?:正文|详情页?|详细(?:内容|信息|页)?|内容页?)"
    r"|(?:浏览|查看|阅读)(?:文章|新闻|信息|内容|图片)|(?:内容|新闻|文章|信息)(?:阅读|浏览|查看)|阅读正文|稿件"
    r"|[\u4e00-\u9fff]{2}(?:新闻|资讯|图文)详情页|內容|詳情|新聞正文)$"
)
_CUT_OFF = re.compile(r"(?:\.{3}|…)\s*[\[【（(]?$|[\[【（(]$")
_CRUMB_CLASS = re.compile(r"crumb|navpath|dqwz|weizhi|daohang")
_COLUMN = re.compile("[\u4e00-\u9fff]{2,8}")
_MAY_BE_TRAIL = re.compile(r"[>＞»≫›→▶►▸➤➔➜⇒❯/／\\|｜∣·‧•・:：⟩〉＼\-—―─_\ue000-\uf8ff]|位置|路径|正\s*文")
_ENDS_IN_TEXT = re.compile(r"[>＞»→]\s*正\s*文")
ARROWS, _BARS = re.compile(f"[{SIGNS}]"), frozenset("|｜∣")
_MENU_CLASS = re.compile(r"(?<![a-z])(?:main|top|head)?[-_]?(?:nav|menu|header)(?![a-z])")
_OF_THE_FRONT = re.compile(r"(?:(?:https?:)?//[^/]+)?/[\w-]+/?|(?:\.\./)+[\w-]+\.s?html?")  # /news/, ../news.htm
_BACK = ("回首页", "回主页")
_SHORT_COLUMN, LONGEST_SPACED = 12, 40
_MOST_SPACED = 4
_LONGEST_MENU, _FEW_COLUMNS = 60, 3  # lines, names
_FEW_NAMES, _MOST_NAMES, _MOST_LINKS = 5, 9, 8
_NEAR, _NEAR_HOME, _FEW_BELOW = 6, 4, 2  # lines above the headline, below it
_LINKED, _MOSTLY_LINKED = 0.4, 0.8  # of a line's characters


def names_of(line: Line, headline: str | None = None) -> list[str]:
    """Return the names on a line that may be a trail, which may end with the headline."""
    text = line.spaced if line.links or _is_in_spans(line) or _is_beside_a_column(line) else line.text
    if label := label_of(text):
        text = text[label.end() :]
    if text[:1] in _OPENS_BOX and text[-1:] in _CLOSES_BOX:  # 【首页】【党建】, [首页] [党建]
        text = _BETWEEN_BOXES.sub(" > ", text[1:-1])
    # A column's own name may hold a dot or a stroke (经济·科技) where arrows stand between the columns.
    parts = _BY_ARROWS.split(text) if ARROWS.search(text) else _SEPARATORS.split(text)
    if len(parts) == 1 and (home := _HOME_FIRST.match(text)) and len(text) <= LONGEST_SPACED:
        ended = headline if headline and text.endswith(f" {headline}") else ""
        parts = [home[1], *text[home.end() : len(text) - len(ended)].split(), *filter(None, [ended])]
    parts = [_unboxed(part.strip()) if part.strip()[:1] in _OPENS_BOX else part for part in parts]
    # Beside the columns stand tools and telephone numbers: before the first name, behind the last.
    parts = [part.rpartition("  ")[2] if not place else part.partition("  ")[0] for place, part in enumerate(parts)]
    names = [name for part in parts if (name := squeeze(part).lstrip(":： ")).strip(">-/|_⌂")]
    # With nothing but spaces between so many it is a menu.
    return names if len(names) <= _MOST_SPACED or _MAY_BE_TRAIL.search(line.text) else []


def _unboxed(name: str) -> str:
    """Return a column's name out of the box around it alone: [首页] > 新闻动态."""
    inside = name[1:-1]
    boxed = name[:1] in _OPENS_BOX and name[-1:] in _CLOSES_BOX and inside.strip() and _OPENS_BOX.isdisjoint(inside)
    return inside.strip() if boxed else name


def _ends(before: str, name: str) -> bool:
    """Whether a name says that a trail ends in a text; behind what is cut off it leads on to the rest: …[详细]."""
    return END.match(name) is not None and _CUT_OFF.search(before) is None


def _is_in_spans(line: Line) -> bool:
    """Whether 首页 and its columns stand in elements of their own that link nowhere: a script follows them."""
    return len(line.pieces) > 1 and not line.links and HOME_ALONE.match(line.pieces[0].strip()) is not None


def _is_beside_a_column(line: Line) -> bool:
    """Whether a column's name stands in an element of its own before the one of a trail: 要闻　云溪网>新闻中心>要闻."""
    first, last = line.pieces[0], line.pieces[-1]
    return first is not last and ARROWS.search(last.strip(f" {SIGNS}")) is not None and not ARROWS.search(first)


def _is_one_column(line: Line, headline_at: int) -> bool:
    """Whether a line right above the headline is one column's name, which the markup alone calls a trail."""
    return (
        0 < headline_at - line.number <= 2
        and _COLUMN.fullmatch(line.text) is not None
        and not HOME_ALONE.match(line.text)
        and _CRUMB_CLASS.search(classes_of(line.node)) is not None
    )


def _is_short_link(line: Line, headline_at: int) -> bool:
    """Whether a line right above the headline is the link to one column and no more."""
    return 0 < headline_at - line.number <= 2 and len(line.text) <= _SHORT_COLUMN and line.link_share == 1


def _is_menu_of_hosts(line: Line) -> bool:
    """Whether links between bars lead to several hosts, as those of a menu do: a trail's columns have one."""
    if _BARS.isdisjoint(line.text):
        return False
    hosts = (anchor.get("href") or "" for anchor, _ in line.links)
    return len({host.split("/")[2] for host in hosts if "://" in host}) > 2


def _tools_between(lines: Sequence[Line], trail: int, headline_at: int) -> int:
    """Return how many lines between a trail and the headline are links alone; none where others are among them."""
    between = lines[trail + 1 : headline_at]
    told = [line for line in between if line.text] if len(between) < _NEAR else between  # cells may be empty
    return len(between) if len(told) <= 2 and all(line.link_share > 0.5 for line in told) else 0


def _is_above_menu(lines: Sequence[Line], line: Line, names: Sequence[str], headline_at: int) -> bool:
    """Whether linked columns between arrows stand above the headline with a menu, and nothing else, between them."""
    if len(line.links) != len(names) or len(names) > _FEW_COLUMNS or headline_at - line.number > _LONGEST_MENU:
        return False
    if any(len(name) > _SHORT_COLUMN for name in names) or is_menu(line.node):
        return False
    between = lines[line.number + 1 : headline_at]
    return all(other.link_share == 1 or not other.text or other.text.endswith("搜索") for other in between)


def is_menu(node: Node) -> bool:
    """Whether bare links are the page's menu rather than a trail: they stand in its head, and nothing says trail."""
    around: Node | None = node
    for _ in range(3):
        if around is None or TRAIL_CLASS.search(classes_of(around)):
            return False
        if around.tag in ("nav", "header") or _MENU_CLASS.search(classes_of(around)):
            return True
        around = around.getparent()
    return False


def _is_list_of_links(line: Line, names: Sequence[str]) -> bool:
    """Whether all names of a list are links but the last, the column that the reader is in."""
    return line.node.tag == "li" and len(line.links) == len(names) - 1 and names[-1] == squeeze(line.pieces[-1])


def _leads_down(line: Line, base: str) -> bool:
    """Whether the links of a line lead one below the other, and the last to the folder that the page is in."""
    if not base or not 2 <= len(line.links) <= 5:
        return False
    # A look at the last folder's name spares most lines the rest.
    folder = line.links[-1][0].get("href", "").rstrip("/").rpartition("/")[2].partition(".")[0]
    if folder not in base and not folder.startswith(("index", "list", "default")):
        return False
    try:
        paths = [urlsplit(urljoin(base, anchor.get("href", ""))).path for anchor, _ in line.links]
        paths.append(urlsplit(base).path)
    except ValueError:
        return False
    folders = [path.rpartition("/")[0] if "." in path.rpartition("/")[2] else path.rstrip("/") for path in paths]
    pairs = list(pairwise(folders))
    return all(f"{inner}/".startswith(f"{outer}/") for outer, inner in pairs) and all(
        outer != inner for outer, inner in pairs[:-1]
    )


def iter_trails(
    lines: Sequence[Line], headline_at: int, headline: str | None = None, base: str = ""
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the lines that may be the trail: how much speaks for each, its number, the names on it.

    `base` is the page's address, which a trail's links lead down to.
    """
    own = comparable(headline or "")
    for line in put_together(lines, max(headline_at, 0) + 12):
        if len(line.text) > LONGEST or not line.text or "。" in line.text or not _may_be_trail(line, headline_at):
            continue
        if (names := names_of(line, headline)) and (
            points := _Trail(lines, line, names, headline_at).points(own, base)
        ):
            yield points, line.number, names


def _may_be_trail(line: Line, headline_at: int) -> bool:
    return (
        len(line.links) > 1
        or (line.text[0] in _OPENS_HOME and _HOME_FIRST.match(line.text) is not None)
        or _MAY_BE_TRAIL.search(line.text) is not None
        or _is_in_spans(line)
        or _is_one_column(line, headline_at)
        or _is_short_link(line, headline_at)
        or (line.node.tag == "li" and 0 < line.link_share < 1 and _is_called_a_list(line))
    )


def _is_called_a_list(line: Line) -> bool:
    """Whether the block of a line is called a list of crumbs."""
    return LIST_CLASS.search(classes_of_trail(line.node)) is not None


class _Trail:
    """A line with the names on it, and what speaks for its being the trail."""

    def __init__(self, lines: Sequence[Line], line: Line, names: Sequence[str], headline_at: int) -> None:
        self.lines, self.line, self.names, self.headline_at = lines, line, names, headline_at
        label = label_of(line.text)
        self.labelled = label is not None and len(label[0]) > 1
        self.at_home = HOME.match(names[0]) is not None
        self.arrows = ARROWS.search(line.text) is not None
        self.ended = any(map(_ends, names, names[1:])) or _ENDS_IN_TEXT.search(line.text) is not None
        self.few = 2 <= len(names) <= _FEW_NAMES
        self.linked = line.link_share > _LINKED
        # How far above the headline it stands, its tools not counted.
        self.above = headline_at - line.number
        self.above -= _tools_between(lines, line.number, headline_at)

    def points(self, own: str, base: str) -> int:
        """Return how much speaks for it, or 0 where it is none; `own` is the headline, `base` the page's address."""
        line, names = self.line, self.names
        if "返回" in names[0] or names[0] in _BACK:
            return 0
        below = self.at_home and -_FEW_BELOW <= self.above < 0 and len(line.links) == len(names) and self._ends_in(own)
        if line.number > self.headline_at and not (below or self._may_stand_below()):
            return 0
        separated = len(names) > 1 and (
            self.labelled
            or self.ended
            or _SEPARATORS.search(line.text.replace("  ", " ")) is not None
            or (self.at_home and 0 < self.above <= _NEAR_HOME and self._ends_in(own))
            or below
        )
        right_above = self._is_right_above(base)
        if not (self.labelled or separated or self.named or right_above) or len(names) > _MOST_NAMES:
            return 0
        if not self.labelled and (len(line.links) > _MOST_LINKS or (not self.arrows and _is_menu_of_hosts(line))):
            return 0
        if self.labelled and len(names) == 1 and not line.links:
            return 0
        near = 0 < self.above <= _NEAR and self.linked and self.few
        # Columns that are all links, between strokes, may stand a little further above.
        by_strokes = "/" in line.text and len(line.links) == len(names)
        near_home = self.few and 0 < self.above <= (_NEAR if by_strokes else _NEAR_HOME)
        near_home = near_home and not self._is_menu_of_bars()
        begun = self.at_home and separated and (self.arrows or self.labelled or self.ended or near_home)
        points = (
            2 * ((near and self.arrows) or right_above or self.right_below)
            + 3 * self.labelled
            + 2 * begun
            + 2 * self.ended
            + 2 * self.named
            + 2 * self._ends_in(own)
        )
        return points if points > 1 else 0

    def _ends_in(self, own: str) -> bool:
        """Whether the last of several names is the headline, as `comparable` has it."""
        return len(self.names) > 1 and bool(own) and comparable(self.names[-1]) == own

    @cached_property
    def named(self) -> bool:
        """Whether its markup calls it a trail, or it is one column's name that the markup calls so."""
        if _is_one_column(self.line, self.headline_at):
            return True
        if len(self.names) == 1 and not _is_short_link(self.line, self.headline_at):
            return False
        return self._looks_like_one() and TRAIL_CLASS.search(classes_of_trail(self.line.node)) is not None

    def _looks_like_one(self) -> bool:
        line, names = self.line, self.names
        named = _CRUMB_CLASS.search(classes_of_trail(line.node)) is not None and not line.links
        if named and self.few and all(len(name) <= _SHORT_COLUMN for name in names):
            return True
        if self.arrows or _is_in_spans(line) or (line.link_share > _MOSTLY_LINKED and len(names) <= _FEW_NAMES):
            return True
        if (len(line.links) > 1 or _is_list_of_links(line, names)) and _is_called_a_list(line):
            return True
        # Right above the headline the class is enough where a link leads back.
        return 0 < self.headline_at - line.number <= 2 and self.linked and len(names) <= _FEW_NAMES

    def _begins_at_front_page(self) -> bool:
        """Whether the first of several columns in links, between strokes, is the site's name and leads to its front."""
        links = self.line.links
        if self.at_home or len(self.names) != len(links) or "/" not in self.line.text:
            return False
        return FRONT_PAGE.fullmatch(links[0][0].get("href") or "") is not None

    def _are_beside_each_other(self) -> bool:
        """Whether columns that nothing parts each lead to a folder of the site's front: a menu of few."""
        if self.arrows or self.ended or self.labelled or len(self.line.links) <= 2:
            return False
        columns = (anchor.get("href") or "" for anchor, _ in self.line.links[1:])
        return all(map(_OF_THE_FRONT.fullmatch, columns))

    @cached_property
    def right_below(self) -> bool:
        """Whether columns in links, between arrows, stand right below the headline."""
        beside = self.line.number == self.headline_at + 1 and self.arrows and self.linked
        return beside and 0 < len(self.names) - 1 <= len(self.line.links)

    def _is_menu_of_bars(self) -> bool:
        """Whether bars alone part the columns in a block that is called the page's menu: 首页 | 要闻 | 专题.

        Or they lead to several columns of the site's front.
        """
        if self.arrows or _BARS.isdisjoint(self.line.text):
            return False
        return is_menu(self.line.node) or (len(self.line.links) > _FEW_COLUMNS and self._are_beside_each_other())

    def _may_stand_below(self) -> bool:
        """Whether a trail may stand below the headline as this one does."""
        soon = self.line.number <= self.headline_at + 4
        # A menu in the foot may be called so too.
        if self.labelled or self.ended or self.right_below or (self.named and (soon or self.at_home or self.arrows)):
            return True
        linked = self.linked or len(self.line.links) > 1
        return self.at_home and self.arrows and linked and soon

    def _is_right_above(self, base: str) -> bool:
        """Whether 首页 and its columns in links alone, or columns between arrows alone, stand right above the headline.

        Further above, they do where a menu alone stands between, or where they lead down to the page.
        """
        line, names = self.line, self.names
        if not self.few:
            return False
        if 0 < self.above <= 2:
            # Between short names the spaces weigh too.
            linked = line.link_share > _MOSTLY_LINKED or len(line.links) == len(names)
            linked = linked or _is_list_of_links(line, names)
            linked = linked or (line.text[0] in _OPENS_BOX and len(line.links) == len(names))
            at_front = (linked and HOME_ALONE.match(names[0])) or self._begins_at_front_page()
            if at_front and not (is_menu(line.node) or self._are_beside_each_other()):
                return True
            if self.arrows and all(len(name) <= _SHORT_COLUMN for name in names):
                return True
        if self.labelled or self.named:
            return False
        if self.arrows and self.above > 2 and _is_above_menu(self.lines, line, names, self.headline_at):
            return True
        return 0 < self.above <= _NEAR and _leads_down(line, base) and not is_menu(line.node)
