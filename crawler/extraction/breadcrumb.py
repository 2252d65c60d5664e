"""The trail of columns above a story: 首页 > 专题专栏 > …, in all its separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of

_LABEL = re.compile(
    r"^.{0,6}?(?:位置提示|当前所?在?的?位置|您?现?在?的?所在位置|您?(?:现在|当前)?的?位置|您所在的?位置|所在位置|位置"
    r"|路径|你在这里|[您你]?(?:当前|现在|正在)(?:位于|浏览|页面|栏目)(?=\s*[:：]))\s*(?:是|为)?\s*[:：]?\s*"
)
_SIGN_OF_A_LABEL = re.compile("[位路在前]")  # every label has one; most lines have not
_HOME = re.compile(r"^(?!设为|設為|返回|回).{0,8}?(?:首\s*[页頁]|主[页頁])$|^home$", re.I)
_HOME_FIRST = re.compile(r"((?:网站)?首[页頁])\s")
_HOME_ALONE = re.compile(r"^(?:网站|網站)?(?:首\s*[页頁]|主[页頁])$")
_SEPARATORS = re.compile(
    r"\s*(?:>{1,2}|＞{1,2}|[»≫›→▶►▸➤➔➜⇒❯]|/|／|\\|-{2,}>?|－+|—+|\||｜|∣|·|::|：：|⟩|〉|＼|\s-\s|-(?=[\u4e00-\u9fff“])"
    r"|_\s*(?=[\u4e00-\u9fff“])|[‧•\ue000-\uf8ff]|\s{2,})\s*"
)
_BY_ARROWS = re.compile(r"\s*(?:(?:-+\s*)?>+|＞+|[»≫›→⟩〉▶►▸➤➔➜⇒❯])\s*")
_END = re.compile(
    r"^(?:正\s*文(?:页|区|内容)?"
    r"|(?:新闻|文章|信息|内容|阅读|查看|浏览|图文|资讯)?(?:正文|详情页?|详细(?:内容|信息|页)?|内容页?)"
    r"|(?:浏览|查看)(?:文章|新闻|信息|内容|图片)|(?:内容|新闻|文章|信息)(?:阅读|浏览|查看)|阅读正文|稿件"
    r"|[\u4e00-\u9fff]{2}(?:新闻|资讯|图文)详情页|內容|詳情|新聞正文)$"
)
_TRAIL_CLASS = re.compile(r"crumb|bread|\bpath|_path|position|location|weizhi|dqwz|daohang|navpath|route|sitepath")
_LIFTED_CLASS = re.compile(rf"{_TRAIL_CLASS.pattern}|navigator")
_CRUMB_CLASS = re.compile(r"crumb|navpath|dqwz|weizhi|daohang")
_LIST_CLASS = re.compile("crumb|bread")
_COLUMN = re.compile("[\u4e00-\u9fff]{2,8}")
_MAY_BE_TRAIL = re.compile(r"[>＞»≫›→▶►▸➤➔➜⇒❯/／\\|｜∣·‧•:：⟩〉＼\-—_\ue000-\uf8ff]|位置|路径|正\s*文")
_ENDS_IN_TEXT = re.compile(r"[>＞»→]\s*正\s*文")
_ARROWS = re.compile(r"[>＞»≫›→▶►▸➤➔➜⇒❯]")
_MENU_CLASS = re.compile(r"(?<![a-z])(?:main|top|head)?[-_]?(?:nav|menu|header)(?![a-z])")
_NO_COLUMN = re.compile(
    r"欢迎|今天是|^(?:订阅|(?:加入)?收藏|设为首页|登录|注册|搜索|我要投稿|申请入驻|广告|星期[一二三四五六日天].*"
    r"|(?:总?第\s*)?\d{1,5}\s*[期版]|\d{1,2})$|^\d{4}年\d+月\d+日"
)
_LONGEST, _LONGEST_COLUMN, _SHORT_COLUMN, _LONGEST_SPACED = 160, 20, 12, 40
_MOST_SPACED = 4
_LONGEST_MENU, _FEW_COLUMNS = 60, 3  # lines, names
_LONGEST_NAME = 60  # of a column: what is longer is a sentence


def _label(text: str) -> re.Match[str] | None:
    return _LABEL.match(text) if _SIGN_OF_A_LABEL.search(text) else None


def _names(line: Line) -> list[str]:
    text = line.spaced if line.links or _is_in_spans(line) else line.text
    if label := _label(text):
        text = text[label.end() :]
    # A column's own name may hold a dot or a stroke (经济·科技) where arrows stand between the columns.
    parts = _BY_ARROWS.split(text) if _ARROWS.search(text) else _SEPARATORS.split(text)
    if len(parts) == 1 and (home := _HOME_FIRST.match(text)) and len(text) <= _LONGEST_SPACED:
        parts = [home[1], *text[home.end() :].split()]
    # Beside the columns stand tools and telephone numbers: before the first name, behind the last.
    parts = [part.rpartition("  ")[2] if not place else part.partition("  ")[0] for place, part in enumerate(parts)]
    names = [name for part in parts if (name := squeeze(part).lstrip(":： ")).strip(">-/|_")]
    # With nothing but spaces between so many it is a menu.
    return names if len(names) <= _MOST_SPACED or _MAY_BE_TRAIL.search(line.text) else []


def _is_in_spans(line: Line) -> bool:
    """Whether 首页 and its columns stand in elements of their own that link nowhere: a script follows them."""
    return len(line.pieces) > 1 and not line.links and _HOME_ALONE.match(line.pieces[0].strip()) is not None


def _in_pieces(lines: Sequence[Line], end: int) -> Iterator[Line]:
    """Yield the lines above `end`; those of a trail whose every column stands in a cell of its own as one line."""
    waiting: Line | None = None
    for line in lines[:end]:
        short = 0 < len(line.text) <= _LONGEST_COLUMN
        if waiting is not None and short and len(waiting.text) <= _LONGEST and _goes_on(waiting, line):
            pieces, links = [*waiting.pieces, "  ", *line.pieces], [*waiting.links, *line.links]
            text = f"{waiting.text} {line.text}"
            linked = waiting.linked + line.linked
            share = min(linked / len(text.replace(" ", "")), 1.0)
            waiting = Line(line.number, line.node, pieces, links, text=text, linked=linked, link_share=share)
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _goes_on(trail: Line, line: Line) -> bool:
    """Whether a line is the next column of a trail: it opens with an arrow or stands in the list below a label."""
    if _ARROWS.match(line.text) or (line.text[0] in "/／|" and 0 < len(line.text) - line.linked <= 2):
        # What bars part is a menu.
        return line.node.tag == trail.node.tag and "|" not in trail.text and _label(line.text) is None
    # Arrows drawn by empty blocks part the columns in one block.
    if line.node is trail.node and _TRAIL_CLASS.search(classes_of(line.node)):
        return True
    if line.node.tag not in ("li", "dd"):
        return False
    if trail.text.endswith((">", "＞", "»")) and trail.links and trail.node.getparent() is line.node.getparent():
        return True
    if trail.node.tag == "li" and (parent := trail.node.getparent()) is line.node.getparent() and parent is not None:
        home = _HOME_ALONE.match(trail.text[:_LONGEST_COLUMN].split(" ", 1)[0]) is not None
        if home or _LIST_CLASS.search(classes_of(parent)):
            return True
    label = _label(trail.text)
    return label is not None and len(label[0]) > 2 and _is_around(trail, line)


def _is_around(trail: Line, line: Line) -> bool:
    """Whether the items of a list stand in the block that said 您现在的位置：, or beside each other."""
    parent = line.node.getparent()
    if parent is None:
        return False
    return trail.node in (parent, parent.getparent()) or parent is trail.node.getparent()


def _classes(node: Node) -> str:
    """Return the class and id of the block that holds a trail: of an item, the list's."""
    parent = node.getparent()
    return classes_of(node) if node.tag != "li" or parent is None else f"{classes_of(node)} {classes_of(parent)}"


def _is_one_column(line: Line, headline_at: int) -> bool:
    """Whether a line right above the headline is one column's name, which the markup alone calls a trail."""
    return (
        0 < headline_at - line.number <= 2
        and _COLUMN.fullmatch(line.text) is not None
        and not _HOME_ALONE.match(line.text)
        and _CRUMB_CLASS.search(classes_of(line.node)) is not None
    )


def _is_short_link(line: Line, headline_at: int) -> bool:
    """Whether a line right above the headline is the link to one column and no more."""
    return 0 < headline_at - line.number <= 2 and len(line.text) <= _SHORT_COLUMN and line.link_share == 1


def _tools_between(lines: Sequence[Line], trail: int, headline_at: int) -> int:
    """Return how many lines between a trail and the headline are links alone; none where others are among them."""
    between = lines[trail + 1 : headline_at]
    return len(between) if len(between) <= 2 and all(line.link_share > 0.6 for line in between) else 0


def _is_above_menu(lines: Sequence[Line], line: Line, names: Sequence[str], headline_at: int) -> bool:
    """Whether linked columns between arrows stand above the headline with a menu, and nothing else, between them."""
    if len(line.links) != len(names) or len(names) > _FEW_COLUMNS or headline_at - line.number > _LONGEST_MENU:
        return False
    if any(len(name) > _SHORT_COLUMN for name in names) or _is_menu(line.node):
        return False
    between = lines[line.number + 1 : headline_at]
    return all(other.link_share == 1 or not other.text or other.text.endswith("搜索") for other in between)


def _is_menu(node: Node) -> bool:
    """Whether bare links are the page's menu rather than a trail: they stand in its head, and nothing says trail."""
    around: Node | None = node
    for _ in range(3):
        if around is None or _TRAIL_CLASS.search(classes_of(around)):
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


_LIST = re.compile(r"/(?:[a-z_-]+/|(?:index|list\w*|default)\.\w+)$", re.I)


def iter_trails(
    lines: Sequence[Line], headline_at: int, headline: str | None = None, base: str = ""
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the lines that may be the trail: how much speaks for each, its number, the names on it.

    `base` is the page's address, which a trail's links lead down to.
    """
    own = comparable(headline or "")
    for line in _in_pieces(lines, max(headline_at, 0) + 12):
        text = line.text
        if len(text) > _LONGEST or not text or "。" in text:
            continue
        in_spans = _is_in_spans(line)
        if (
            len(line.links) < 2
            and not _MAY_BE_TRAIL.search(text)
            and not in_spans
            and not _is_one_column(line, headline_at)
            and not _is_short_link(line, headline_at)
        ):
            continue
        label = _label(text)
        labelled = label is not None and len(label[0]) > 1
        names = _names(line)
        if not names:
            continue
        at_home = bool(_HOME.match(names[0]))
        arrows = bool(_ARROWS.search(text))
        ended = any(map(_END.match, names[1:])) or bool(_ENDS_IN_TEXT.search(text))
        trail_like = arrows or in_spans or (line.link_share > 0.8 and len(names) <= 5)
        trail_like = trail_like or (len(line.links) > 1 and _LIST_CLASS.search(_classes(line.node)) is not None)
        # Right above the headline the class is enough where a link leads back.
        trail_like = trail_like or (0 < headline_at - line.number <= 2 and line.link_share > 0.4 and len(names) <= 5)
        marked = trail_like and _TRAIL_CLASS.search(_classes(line.node)) is not None
        alone = _is_one_column(line, headline_at)
        named = (marked and (len(names) > 1 or _is_short_link(line, headline_at))) or alone
        linked = line.link_share > 0.4 or len(line.links) >= 2
        # Columns in links, right below the headline.
        below = line.number == headline_at + 1 and arrows and 0 < len(names) - 1 <= len(line.links)
        below = below and line.link_share > 0.4
        right_below = below or (at_home and arrows and linked and line.number <= headline_at + 4)
        if "返回" in names[0] or (line.number > headline_at and not (labelled or ended or named or right_below)):
            continue
        separated = len(names) > 1 and (labelled or ended or bool(_SEPARATORS.search(text.replace("  ", " "))))
        above = headline_at - line.number - _tools_between(lines, line.number, headline_at)
        few = 2 <= len(names) <= 5
        near = 0 < above <= 6 and line.link_share > 0.4 and few
        # 首页 and its columns in links alone, or columns between arrows alone, say enough right above the headline.
        right_above = (
            0 < above <= 2
            and few
            and (
                bool(
                    _HOME_ALONE.match(names[0])
                    and (line.link_share > 0.8 or _is_list_of_links(line, names))
                    and not _is_menu(line.node)
                )
                or bool(arrows and all(len(name) <= _SHORT_COLUMN for name in names))
            )
        )
        if not (labelled or named or right_above) and arrows and few and above > 2:
            right_above = _is_above_menu(lines, line, names, headline_at)
        if not (labelled or named or right_above) and 0 < above <= 6 and few:
            right_above = _leads_down(line, base) and not _is_menu(line.node)
        score = (
            2 * ((near and arrows) or right_above or below)
            + 3 * labelled
            + 2
            * (at_home and separated and len(names) > 1 and (arrows or labelled or ended or (few and 0 < above <= 4)))
            + 2 * ended
            + 2 * named
            + 2 * (len(names) > 1 and bool(own) and comparable(names[-1]) == own)
        )
        if (
            score < 2
            or not (labelled or separated or named or right_above)
            or len(names) > 9
            or (not labelled and len(line.links) > 8)
        ):
            continue
        if labelled and len(names) == 1 and not line.links:
            continue
        yield score, line.number, names


def find_breadcrumb(
    lines: Sequence[Line], headline_at: int, headline: str | None, base: str = ""
) -> tuple[tuple[str, ...], int | None, bool]:
    """Return the trail, without 正文 and headline; its line; whether 正文 ends it."""
    best: tuple[bool, int, tuple[str, ...], int, bool] | None = None
    for score, number, names in iter_trails(lines, headline_at, headline, base):
        kept, ended = _columns(names, None if _ends_in_a_column(lines[number], names, base) else headline)
        if any(len(name) > _LONGEST_NAME for name in kept):
            continue
        # A template may print 首页 > 详情页 besides the trail itself.
        says_something = kept not in ((), ("首页",))
        if best is None or (says_something, score) >= best[:2]:
            best = (says_something, score, kept, number, ended)
    return best[2:] if best is not None else (*_at_the_end(lines, headline_at), False)


def _at_the_end(lines: Sequence[Line], headline_at: int) -> tuple[tuple[str, ...], int | None]:
    """Return the trail that stands last in a page, for its style sheet to lift to the top, and its line."""
    for line in reversed(lines[headline_at + 12 :]):
        if len(line.links) < 2 or len(line.text) > _LONGEST_SPACED or not _ARROWS.search(line.text):
            continue
        names = _names(line)
        linked = [squeeze(label) for _, label in line.links] == names
        if linked and len(names) > 2 and _LIFTED_CLASS.search(_classes(line.node)) and not _is_menu(line.node):
            return _columns(names, None)[0], line.number
    return (), None


def _ends_in_a_column(line: Line, names: Sequence[str], base: str) -> bool:
    """Whether the last name of a trail leads to a list, or 正文 follows it: a column may be called as its story is."""
    if not line.links:
        return False
    link, label = line.links[-1]
    href = link.get("href") or ""
    ended = len(names) > 2 and _END.match(names[-1]) is not None
    leads_on = ended or _LIST.search(href) is not None
    return label == names[-1 - ended] and leads_on and not base.endswith(href.lstrip("./"))


def _columns(found: list[str], headline: str | None) -> tuple[tuple[str, ...], bool]:
    """Return the columns among a trail's names, without 正文 and headline; and whether 正文 ends it."""
    names = [name for name in found if not _NO_COLUMN.search(name)]
    # What stands behind 正文 is a tool.
    names = names[: next((place + 1 for place, name in enumerate(names) if place and _END.match(name)), len(names))]
    if not names:
        return (), False
    # A logo may stand before the trail's own beginning.
    home = next((place for place, name in enumerate(names[:2]) if _HOME_ALONE.match(name)), 0)
    names = names[home:]
    ended = bool(_END.match(names[-1]))
    own = comparable(headline or "")
    kept = [
        name for name in names if not _END.match(name) and not (own and (comparable(name) == own or _cut(name, own)))
    ]
    if kept and _HOME.match(kept[0]):
        kept[0] = "首页"
    return tuple(kept), ended


def _cut(name: str, headline: str) -> bool:
    """Whether a name is the headline, cut short."""
    begins = comparable(name)
    return len(begins) >= (4 if name.endswith(("...", "…")) else 8) and headline.startswith(begins)
