"""A trail of columns that stand in lines of their own, put together: 首页, > and 党建 in three cells are one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of

_LABEL = re.compile(
    r"^.{0,6}?(?:位置提示|当前所?在?的?位置|您?现?在?的?所在位置|您?(?:现在|当前)?的?位置|您所在的?位置|所在位置|位置"
    r"|路径|[你您]在这里|[您你]?(?:当前|现在|正在)(?:位于|浏览|页面|栏目)(?=\s*[:：])|(?:所属)?栏目(?=\s*[:：][^:：]*$))\s*(?:是|为)?\s*[:：]?\s*"
)
_SIGN_OF_A_LABEL = re.compile("[位路在前栏]")  # every label has one; most lines have not
HOME_ALONE = re.compile(r"^(?:网站|網站)?(?:首\s*[页頁]|主[页頁])$")
TRAIL_CLASS = re.compile(r"crumb|bread|\bpath|_path|position|location|weizhi|dqwz|daohang|navpath|route|sitepath")
LIST_CLASS = re.compile("crumb|bread")
SIGNS = ">＞»≫›→▶►▸➤➔➜⇒❯"
_ARROWS_ALONE, _PART_COLUMNS = frozenset(SIGNS), frozenset("/／|")
LONGEST, LONGEST_COLUMN = 160, 20  # characters of a trail, of one column


def label_of(text: str) -> re.Match[str] | None:
    """Return the label that a trail begins with: 您现在的位置：."""
    return _LABEL.match(text) if _SIGN_OF_A_LABEL.search(text) else None


def put_together(lines: Sequence[Line], end: int) -> Iterator[Line]:
    """Yield the lines above `end`; those of a trail whose every column stands in a cell of its own as one line."""
    waiting: Line | None = None
    for line in lines[:end]:
        if (
            waiting is not None
            and 0 < len(line.text) <= LONGEST_COLUMN
            and len(waiting.text) <= LONGEST
            and (node := _place_of_next(waiting, line)) is not None
        ):
            pieces, links = [*waiting.pieces, "  ", *line.pieces], [*waiting.links, *line.links]
            text = f"{waiting.text} {line.text}"
            linked = waiting.linked + line.linked
            share = min(linked / len(text.replace(" ", "")), 1.0)
            waiting = Line(line.number, node, pieces, links, text=text, linked=linked, link_share=share)
            continue
        if waiting is not None:
            if not line.text and line.node.tag == "li":  # an arrow, drawn
                continue
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _place_of_next(trail: Line, line: Line) -> Node | None:
    """Return the block that a trail stands in with its next column, a line that opens with an arrow or stands in the
    list below a label; None where the line is none."""
    first = line.text[0]
    by_arrow = first in _ARROWS_ALONE
    if (by_arrow or trail.text[-1:] in _ARROWS_ALONE) and (block := _block_of_arrows(trail, line)) is not None:
        return block
    node = line.node
    if by_arrow or (first in _PART_COLUMNS and 0 < len(line.text) - line.linked <= 2):
        # What bars part is a menu.
        alike = node.tag == trail.node.tag and "|" not in trail.text and label_of(line.text) is None
        return node if alike and (_is_in_one_block(trail.node, node) or _begins(trail.text)) else None
    # Arrows drawn by empty blocks part the columns in one block.
    if node is trail.node and TRAIL_CLASS.search(classes_of(node)):
        return node
    if _is_labelled_from_above(trail, line):
        return node
    if node.tag not in ("li", "dd"):
        return None
    if trail.text.endswith((">", "＞", "»")) and trail.links and trail.node.getparent() is node.getparent():
        return node
    if trail.node.tag == "li" and (parent := trail.node.getparent()) is node.getparent() and parent is not None:
        home = HOME_ALONE.match(trail.text[:LONGEST_COLUMN].split(" ", 1)[0]) is not None
        if home or LIST_CLASS.search(_classes_of_list(parent)):
            return node
    label = label_of(trail.text)
    return node if label is not None and len(label[0]) > 2 and _is_around(trail, line) else None


def _block_of_arrows(trail: Line, line: Line) -> Node | None:
    """Return the block, called a trail, that a trail and its next column stand in, each in one of its own, with an
    arrow between them: <div class="crumb"><div>首页</div> > <div>党建</div></div>."""
    one, other = trail.node, line.node
    block = one if other.getparent() is one else other if one.getparent() is other else one.getparent()
    if block is None or (block is not other and other.getparent() is not block):
        return None
    # Where arrows part the columns within a block, what stands in the next is none: 首页 > 要闻 >, 加微信.
    if block is not one and line.text[0] not in _ARROWS_ALONE and not _ARROWS_ALONE.isdisjoint(trail.text[:-1]):
        return None
    return block if TRAIL_CLASS.search(classes_of(block)) else None


def _is_labelled_from_above(trail: Line, line: Line) -> bool:
    """Whether the block above 首页 and its columns, which nothing in the text parts, is the label of a trail alone."""
    if not line.links or len(line.pieces) < 2 or not HOME_ALONE.match(line.pieces[0].strip()):
        return False
    label = label_of(trail.text)
    return label is not None and label.end() == len(trail.text) and _is_in_one_block(trail.node, line.node)


def _begins(text: str) -> bool:
    """Whether a line begins a trail: with the label of one or with 首页."""
    return label_of(text) is not None or HOME_ALONE.match(text[:4].rstrip(" >")) is not None


def _is_in_one_block(one: Node, other: Node) -> bool:
    """Whether two blocks stand beside each other, or each alone in one of two that do."""
    above, beside = one.getparent(), other.getparent()
    if one is other or above is beside or above is None or beside is None:
        return True
    return above.getparent() is beside.getparent()


def _is_around(trail: Line, line: Line) -> bool:
    """Whether the items of a list stand in the block that said 您现在的位置：, or beside each other."""
    parent = line.node.getparent()
    if parent is None:
        return False
    return trail.node in (parent, parent.getparent()) or parent is trail.node.getparent()


def classes_of_trail(node: Node) -> str:
    """Return the class and id of the block that holds a trail: of an item, the list's."""
    parent = node.getparent()
    if node.tag != "li" or parent is None:
        return classes_of(node)
    return f"{classes_of(node)} {_classes_of_list(parent)}"


def _classes_of_list(node: Node) -> str:
    """Return the class and id of a list; a bare one alone in a block is called by that."""
    around = None if node.keys() else node.getparent()
    return classes_of(around if around is not None and len(around) == 1 else node)
