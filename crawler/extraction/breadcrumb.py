"""The trail of columns above a story: 首页 > 专题专栏 > …, in all its separators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extraction.text import Line, comparable, squeeze
from crawler.extraction.tree import classes_of

_LABEL = re.compile(
    r"^.{0,6}?(?:位置提示|当前所?在?的?位置|您?现?在?的?所在位置|您?(?:现在|当前)?的?位置|您所在的?位置|所在位置|位置"
    r"|路径|你在这里)\s*(?:是|为)?\s*[:：]?\s*"
)
_HOME = re.compile(r"^.{0,8}?(?:首\s*[页頁]|主[页頁])$|^home$", re.I)
_HOME_ALONE = re.compile(r"^(?:网站)?(?:首\s*页|主页)$")
_SEPARATORS = re.compile(
    r"\s*(?:>{1,2}|＞{1,2}|»|›|→|/|／|\\|-{2,}>?|—+|\||｜|·|::|：：|⟩|〉|＼|\s-\s|-(?=[\u4e00-\u9fff“])|\s{2,})\s*"
)
_BY_ARROWS = re.compile(r"\s*(?:(?:-+\s*)?>+|＞+|»|›|→|⟩|〉)\s*")
_END = re.compile(
    r"^(?:正\s*文页?|新闻正文|详情|详细内容|内容|文章内容|内容页|文章正文|文章详情|正文区|信息内容|浏览文章|新闻详情|阅读正文|稿件|详细页)$"
)
_TRAIL_CLASS = re.compile(r"crumb|\bpath|_path|position|location|weizhi|dqwz|daohang|navpath|route|sitepath", re.I)
_MAY_BE_TRAIL = re.compile(r"[>＞»›→/／\\|｜·:：⟩〉＼\-—]|位置|路径|正\s*文")
_ENDS_IN_TEXT = re.compile(r"[>＞»→]\s*正\s*文")
_ARROWS = re.compile(r"[>＞»›→]")
_NO_COLUMN = re.compile(r"欢迎|今天是|^(?:订阅|收藏|登录|注册|搜索|我要投稿|申请入驻)$|^\d{4}年\d+月\d+日")
_LONGEST, _LONGEST_COLUMN = 160, 20


def _names(line: Line) -> list[str]:
    text = _LABEL.sub("", line.spaced if line.links else line.text)
    # A column's own name may hold a dot or a stroke (经济·科技) where arrows stand between the columns.
    parts = _BY_ARROWS.split(text) if _ARROWS.search(text) else _SEPARATORS.split(text)
    # Beside the columns stand tools and telephone numbers: before the first name, behind the last.
    parts = [part.rpartition("  ")[2] if not place else part.partition("  ")[0] for place, part in enumerate(parts)]
    return [squeeze(part) for part in parts if squeeze(part).strip(">:：-/|")]


def _in_pieces(lines: Sequence[Line], end: int) -> Iterator[Line]:
    """Yield the lines above `end`; those of a trail whose every column stands in a cell of its own as one line."""
    waiting: Line | None = None
    for line in lines[:end]:
        short = 0 < len(line.text) <= _LONGEST_COLUMN
        if waiting is not None and short and len(waiting.text) <= _LONGEST and _goes_on(waiting, line):
            pieces, links = [*waiting.pieces, "  ", *line.pieces], [*waiting.links, *line.links]
            text = f"{waiting.text} {line.text}"
            linked = waiting.linked + line.linked
            waiting = Line(line.number, line.node, pieces, links, text=text, linked=linked)
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _goes_on(trail: Line, line: Line) -> bool:
    """Whether a line is the next column of a trail: it opens with an arrow or stands in the list below a label."""
    if _ARROWS.match(line.text):
        return line.node.tag == trail.node.tag
    label = _LABEL.match(trail.text)
    return label is not None and len(label[0]) > 2 and line.node.tag == "li" and _is_around(trail, line)


def _is_around(trail: Line, line: Line) -> bool:
    """Whether the items of a list stand in the block that said 您现在的位置：, or beside each other."""
    parent = line.node.getparent()
    return parent is not None and (parent is trail.node or parent is trail.node.getparent())


def iter_trails(
    lines: Sequence[Line], headline_at: int, headline: str | None = None
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the lines that may be the trail: how much speaks for each, its number, the names on it."""
    own = comparable(headline or "")
    for line in _in_pieces(lines, max(headline_at, 0) + 12):
        text = line.text
        if len(text) > _LONGEST or not text:
            continue
        if len(line.links) < 2 and not _MAY_BE_TRAIL.search(text):
            continue
        label = _LABEL.match(text)
        labelled = label is not None and len(label[0]) > 1
        names = _names(line)
        if not names:
            continue
        at_home = bool(_HOME.match(names[0]))
        arrows = bool(_ARROWS.search(text))
        ended = any(map(_END.match, names[1:])) or bool(_ENDS_IN_TEXT.search(text))
        trail_like = arrows or (line.link_share > 0.8 and len(names) <= 5)
        named = len(names) > 1 and trail_like and bool(_TRAIL_CLASS.search(classes_of(line.node)))
        separated = len(names) > 1 and (labelled or ended or bool(_SEPARATORS.search(text.replace("  ", " "))))
        linked = line.link_share > 0.4 or len(line.links) >= 2
        right_below = at_home and arrows and linked and line.number <= headline_at + 4
        if "返回" in names[0] or (line.number > headline_at and not (labelled or ended or named or right_below)):
            continue
        near = headline_at - 6 <= line.number < headline_at and line.link_share > 0.4 and 2 <= len(names) <= 5
        score = (
            2 * (near and arrows)
            + 3 * labelled
            + 2 * (at_home and separated and len(names) > 1)
            + 2 * ended
            + 2 * named
            + 2 * (len(names) > 1 and bool(own) and comparable(names[-1]) == own)
        )
        if (
            score < 2
            or not (labelled or separated or named)
            or len(names) > 9
            or (not labelled and len(line.links) > 8)
        ):
            continue
        if labelled and len(names) == 1 and not line.links:
            continue
        yield score, line.number, names


def find_breadcrumb(
    lines: Sequence[Line], headline_at: int, headline: str | None
) -> tuple[tuple[str, ...], int | None, bool]:
    """Return the trail, without 正文 and headline; its line; whether 正文 ends it."""
    best: tuple[int, int, list[str]] | None = None
    for found in iter_trails(lines, headline_at, headline):
        if best is None or found[0] >= best[0]:
            best = found
    if best is None:
        return (), None, False
    names = [name for name in best[2] if not _NO_COLUMN.search(name)]
    # What stands behind 正文 is a tool.
    names = names[: next((place + 1 for place, name in enumerate(names) if place and _END.match(name)), len(names))]
    if not names:
        return (), None, False
    # A logo may stand before the trail's own beginning.
    home = next((place for place, name in enumerate(names[:3]) if _HOME_ALONE.match(name)), 0)
    names = names[home:]
    ended = bool(_END.match(names[-1]))
    own = comparable(headline or "")
    kept = [
        name
        for name in names
        if not _END.match(name) and not (own and (comparable(name) == own or _cut(comparable(name), own)))
    ]
    if kept and _HOME.match(kept[0]):
        kept[0] = "首页"
    return tuple(kept), best[1], ended


def _cut(name: str, headline: str) -> bool:
    """Whether a name is the headline, cut short."""
    return len(name) >= 8 and headline.startswith(name.rstrip("."))
