"""What lines say of themselves and of the next: 来源：, 发布时间：, 上一篇, the tools of a page, 5小时前."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extraction.furniture import is_edge
from crawler.extraction.names import BETWEEN_NAMES, is_surely_name
from crawler.extraction.role_labels import ROLE_OF
from crawler.extraction.text import FIELDS, Line
from crawler.extraction.tree import Node

SOURCE_LABEL = re.compile(
    r"(?:文章|信息|稿件|消息|新闻|内容)?\s*(?:来\s*源(?:于)?|稿\s*源|出\s*处|转自|转载自(?=\s*[:：])|来自)\s*[:：]?\s*"
)
DATE_LABEL = re.compile(
    r"(?:发布|发表|发稿|上传|录入|添加|创建|成稿|公开)(?:时间|日期|于)|时\s*间\s*[:：]|日\s*期\s*[:：]"
)
TODAY = re.compile(r"今天是|今日|现在是|星期[一二三四五六日天]")
# Each begins with a character of its own, which lets the search skip all others.
FURNITURE = re.compile(
    r"浏览|点[击赞]|阅读|字体|字号|打印|分享|收藏|评论|人气|次数|访问量|语音播报|原(?<![\u4e00-\u9fff]原)图(?![\u4e00-\u9fff])"
)
NEIGHBOUR = re.compile(r"^[\[【（(\s]*(?P<which>上一[篇条则]|下一[篇条则]|前一[篇条]|后一[篇条])")
_LONGEST_LABEL, LONGEST_VALUE = 12, 40  # characters
# The day of a row stands apart from its title; within a sentence it follows or precedes words.
DAY_IN_SENTENCE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:19|20)\d\d年\d{1,2}月\d{1,2}日[\u4e00-\u9fff]"
    r"|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日[\u4e00-\u9fff]{0,40}(?:印发|通过|公布|施行|批准|召开|举行)$"
)
# （记者 孟浩、通讯员 林舟）: says itself who did what, whatever label stands empty above it.
_SAYS_ITSELF = re.compile(r"[（(]\S{0,6}(?:记者|通讯员)\s")
# 编辑： and 打印本页 in blocks of their own: nobody is named.
_TOOL = re.compile(
    r"[【\[]?(?:打印|收藏|关闭|返回|分享|推荐|纠错)(?:本页|本文|此页|此文|窗口|页面|首页|列表|顶部|上一?[页级])?[】\]]?"
)
_AGO = re.compile(r"\d+\s*(?:秒|分钟|小时|天|周|个月)前$")
_LONGEST_AGO = 30
_BARE_ROLES = ("editor", "proofreader", "approver", "author")  # 摄影 and 翻译 are columns too


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of a metadata line, with the links in it."""

    text: str
    links: Sequence[tuple[Node, str]]
    images: Sequence[Node] = ()


def is_field(line: Line) -> bool:
    """Whether a cell is the label of the next one, without a colon."""
    return line.text in FIELDS and line.node.tag in ("th", "td", "dt")


def is_bare_role(text: str) -> bool:
    """Whether a line is a role's name without its colon: the name of who has it may stand in the next."""
    return ROLE_OF.get(text) in _BARE_ROLES


def printed(lines: Sequence[Line]) -> list[Printed]:
    """Return the texts of metadata lines; a label that stands in a block of its own gets what the next block says."""
    found: list[Printed] = []
    waiting: Line | None = None
    for line in lines:
        text, links = line.spaced, line.links
        beside = waiting is not None and line.number == waiting.number + 1 and len(text) <= LONGEST_VALUE
        told = (
            waiting is not None and beside and not (is_edge(text) or _SAYS_ITSELF.match(text) or _TOOL.fullmatch(text))
        )
        # Without its colon a role may as well be a word.
        if told and waiting is not None and is_bare_role(waiting.text) and not is_field(waiting):
            told = all(map(is_surely_name, BETWEEN_NAMES.split(line.text)))
        if told and waiting is not None and _is_its_value(waiting.node, line.node):
            found.pop()
            colon = "" if waiting.text.endswith((":", "：")) else ":"
            text, links = f"{waiting.spaced}{colon} {text}", [*waiting.links, *links]
        is_label = (len(line.text) <= _LONGEST_LABEL and line.text.endswith((":", "："))) or is_field(line)
        is_label = is_label or is_bare_role(line.text)
        waiting = line if is_label else None
        found.append(Printed(text, links, line.images))
    return found


def _is_its_value(label: Node, value: Node) -> bool:
    """Whether a block stands where the value of a label does: in the block around it, no label alone in one counted."""
    around = label.getparent()
    while around is not None and len(around) == 1:
        around = around.getparent()
    return around is None or value is label or around in value.iterancestors()


def label_above(lines: Sequence[Line], number: int) -> str:
    """Return the label that stands in a block of its own before a line."""
    before = lines[number - 1] if number else None
    if before is None or len(before.text) > _LONGEST_LABEL:
        return ""
    if is_field(before):
        return f"{before.text}："
    return before.text if before.text.endswith((":", "：")) else ""


def is_ago(text: str) -> bool:
    """Whether a short line tells of its story by how long ago it came out: 5小时前."""
    return text.endswith("前") and len(text) <= _LONGEST_AGO and _AGO.search(text) is not None
