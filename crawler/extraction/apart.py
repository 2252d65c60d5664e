"""Which lines at a story's end stand apart from its paragraphs: in a block with a name that none of them has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.extraction.story import Story
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, is_wrapper

# What says that a block holds text, or is one of many: the last paragraph may have a name of its own.
_OF_TEXT = re.compile(r"cont|te?xt|para|mso|zoom|neirong|zw|read|\d{4}", re.I)
_TABULAR = frozenset(("td", "th", "tr", "tbody", "thead", "table"))
_LITTLE = 0.5  # of what the paragraphs say
_FEW = 2  # paragraphs


def take_apart_off(story: Story, prose: list[int]) -> None:
    """Take away what stands apart below a story's last paragraph, of its lines and of the places of its sentences."""
    upto = _upto_apart(story.lines, prose, max(story.signed_at, story.notice_to))
    if upto < len(story.lines):
        story.tail[:0] = story.lines[upto:]
        del story.lines[upto:]
        prose[:] = [n for n in prose if n < upto]


def _upto_apart(lines: Sequence[Line], prose: Sequence[int], after: int) -> int:
    """Return how many lines there are to the first below the last paragraph that stands apart from the paragraphs.

    What has no number above `after` belongs to a notice.
    """
    first, last = lines[prose[0]].node, lines[-1].node
    if last is first or (last.getparent() is first.getparent() and last.get("class") == first.get("class")):
        return len(lines)
    nodes = [lines[n].node for n in prose]
    home = _home(nodes)
    if home.tag == "section" and is_wrapper(home):  # as editors of accounts wrap what they like
        return len(lines)
    block = _Block(home, nodes)
    within = next((n for n in reversed(prose) if block.has_paragraph(lines[n].node)), None)
    if within is None:
        return len(lines)
    below = [n for n in prose if n > within]
    twin = next((n for n in below if block.has_twin(lines[n].node)), None)
    # Under a headline of its own it is another story.
    another = twin is not None and any(lines[n].node.tag == "h1" for n in range(within + 1, twin))
    if twin is not None and not another:
        return len(lines)
    sure = another or (len(block.paragraphs) > _FEW and _lead_elsewhere(lines, below))
    sure = sure or (len(below) <= _FEW and block.is_named)
    for n in range(within + 1, len(lines)):
        if lines[n].number > after and block.is_left_by(lines[n].node, told=n in below):
            said = sum(len(lines[i].text) for i in prose if i <= within)
            rest = sum(len(lines[i].text) for i in below if i >= n)
            return n if sure or rest < _LITTLE * said else len(lines)
    return len(lines)


def _lead_elsewhere(lines: Sequence[Line], below: Sequence[int]) -> bool:
    """Whether sentences stand in blocks of their own, two in each at most, as what leads to other stories does."""
    return len(below) > 2 * _FEW and max(Counter(lines[n].node.getparent() for n in below).values()) <= _FEW


def _home(nodes: Sequence[Node]) -> Node:
    """Return the block that holds most of the sentences: bare, or each in a block of its own."""
    (bare, most), *_ = Counter(nodes).most_common(1)
    parents = Counter(parent for node in nodes if (parent := node.getparent()) is not None)
    (around, held), *_ = parents.most_common(1) or [(bare, 0)]
    return bare if most > 1 and 2 * most > held else around


class _Block:
    """The block that holds a story's paragraphs, and the names that they have."""

    def __init__(self, home: Node, nodes: Sequence[Node]) -> None:
        self.home = home
        self.is_named = _OF_TEXT.search(home.get("class") or home.get("id") or "") is not None
        self.around = {home, *home.iterancestors()}
        self.paragraphs = [node for node in nodes if node is home or node.getparent() is home]
        counted = Counter(node.get("class") for node in self.paragraphs)
        few = len(self.paragraphs) <= _FEW or 2 * len(counted) > len(self.paragraphs) + _FEW
        self.names = {name for name, count in counted.items() if few or count > 1} | {home.get("class")}

    def has_paragraph(self, node: Node) -> bool:
        """Whether a sentence stands bare in the block or in a block of its own like the others."""
        if node is self.home:
            return True
        name = node.get("class")
        return node.getparent() is self.home and (not name or name in self.names or bool(_OF_TEXT.search(name)))

    def has_twin(self, node: Node) -> bool:
        """Whether a sentence stands in a block like this one: the next part of the same story, or of another."""
        kind = _kind(self.paragraphs[0])
        return any(kind) and _kind(node) == kind

    def is_left_by(self, node: Node, *, told: bool) -> bool:
        """Whether a block, or one around it, has a name that no paragraph has."""
        if (name := node.get("class")) and name in self.names:
            return False
        if node.tag == "p" and node.getparent() is self.home and not told:
            return False  # who signs a text may be set like nothing else
        named = False
        while node not in self.around:
            if node.tag in _TABULAR:
                return False
            name = node.get("class") or (node.get("id") if node.tag != "p" else None)
            named = named or bool(name and name not in self.names and not _OF_TEXT.search(name))
            parent = node.getparent()
            if parent is None:
                break
            node = parent
        return named


def _kind(node: Node) -> tuple[str | None, str | None]:
    parent = node.getparent()
    return node.get("class"), parent.get("class") if parent is not None else None
