"""The trail of columns above a story: which line has it, and which of its names are columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.text import Line
from crawler.extraction.trail_lines import HOME_ALONE, TRAIL_CLASS, classes_of_trail
from crawler.extraction.trails import (
    ARROWS,
    END,
    HOME,
    LONGEST_SPACED,
    is_menu,
    iter_trails,
    names_of,
)

_LIFTED_CLASS = re.compile(rf"{TRAIL_CLASS.pattern}|navigator")
_NO_COLUMN = re.compile(
    r"欢迎|今天是|^(?:订阅|(?:加入)?收藏|设为首页|登录|注册|搜索|(?:打开|下载)(?:.{0,4}客户端|.{0,6}(?i:app))|我要投稿|申请入驻|广告|星期[一二三四五六日天].*"
    r"|(?:总?第\s*)?\d{1,5}\s*[期版]|\d{1,2})$|^\d{4}年\d+月\d+日"
)
# Of a gazette, whose issues are columns: 首页 > 政府公报 > 2024年 > 第5期.
_ISSUE, _OF_ISSUES = re.compile(r"第\s*\d{1,5}\s*期"), re.compile(r"(?:19|20)\d\d年?度?$|(?:公报|[刊志])$")
_LIST = re.compile(r"/(?:[a-z_-]+/|(?:index|list\w*|default)\.\w+)$", re.I)
_PADDED = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,7}")
_LONGEST_NAME = 60  # of a column: what is longer is a sentence


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
        if len(line.links) < 2 or len(line.text) > LONGEST_SPACED or not ARROWS.search(line.text):
            continue
        names = names_of(line)
        linked = [squeeze(label) for _, label in line.links] == names
        if linked and len(names) > 2 and _LIFTED_CLASS.search(classes_of_trail(line.node)) and not is_menu(line.node):
            return _columns(names, None)[0], line.number
    return (), None


def _ends_in_a_column(line: Line, names: Sequence[str], base: str) -> bool:
    """Whether the last name of a trail leads to a list, or 正文 follows it: a column may be called as its story is."""
    if not line.links:
        return False
    link, label = line.links[-1]
    href = link.get("href") or ""
    ended = len(names) > 2 and END.match(names[-1]) is not None
    leads_on = ended or _LIST.search(href) is not None
    return label == names[-1 - ended] and leads_on and not base.endswith(href.lstrip("./"))


def _columns(found: list[str], headline: str | None) -> tuple[tuple[str, ...], bool]:
    """Return the columns among a trail's names, without 正文 and headline; and whether 正文 ends it."""
    names = [
        name for n, name in enumerate(found) if not _NO_COLUMN.search(name) or _is_an_issue(name, found[n - 1 : n])
    ]
    # What stands behind 正文 is a tool.
    names = names[: next((place + 1 for place, name in enumerate(names) if place and END.match(name)), len(names))]
    if not names:
        return (), False
    # A logo may stand before the trail's own beginning.
    home = next((place for place, name in enumerate(names[:2]) if HOME_ALONE.match(name)), 0)
    names = names[home:]
    ended = bool(END.match(names[-1]))
    own = comparable(headline or "")
    kept = [
        _closed_up(name) if " " in name else name
        for name in names
        if not END.match(name) and not (own and (comparable(name) == own or _cut(name, own)))
    ]
    if headline is not None and "—" in headline:
        kept = _without_title(kept, own)
    if kept and HOME.match(kept[0]):
        kept[0] = "首页"
    return tuple(kept), ended


def _closed_up(name: str) -> str:
    """Return a column's name without the spaces that pad it: 党 建."""
    return name.replace(" ", "") if _PADDED.fullmatch(name) else name


def _without_title(kept: list[str], own: str) -> list[str]:
    """Return columns without the headline that a dash within it parted as arrows do: 首页 > 党建 > 渡口——一名党员."""
    said = ""
    for place in range(len(kept) - 1, 0, -1):
        said = comparable(kept[place]) + said
        if said == own:
            return kept[:place]
        if not own.endswith(said):
            break
    return kept


def _is_an_issue(name: str, before: Sequence[str]) -> bool:
    """Whether a name is that of an issue, below the column of what appears in issues."""
    return bool(before) and _OF_ISSUES.search(before[0]) is not None and _ISSUE.fullmatch(name) is not None


def _cut(name: str, headline: str) -> bool:
    """Whether a name is the headline, cut short."""
    begins = comparable(name)
    return len(begins) >= (4 if name.endswith(("...", "…")) else 8) and headline.startswith(begins)
