"""A page as lines: what stands in one block, between two breaks, in the order it is read.

A line keeps its pieces (text nodes) apart, so that a label and its value can be told from the next label, and knows
its block, its links and its pictures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from lxml import etree

from crawler.extraction.characters import ESCAPED, comparable, half_width, squeeze, unescape
from crawler.extraction.tree import Node

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        # Elements of publishing systems.
        "ucapcontent",
        "founder-content",
    ]
)
# What tells of a story in cells of their own, the label apart from what it says.
FIELDS = frozenset(
    (
        *("来源", "信息来源", "文章来源", "稿件来源", "发布时间", "发布日期", "时间", "日期"),
        *("作者", "编辑", "责任编辑", "责编", "审核", "校对", "供稿", "撰稿", "摄影", "通讯员", "记者"),
    )
)
_LITTLE = 100  # characters
CELLS = frozenset(("td", "th"))
_FEW_IN_A_CELL = 3  # paragraphs
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "textarea",
        "template",
        "head",
        # In the body where something stands before the head.
        "title",
        "select",
        "option",
        "button",
        "input",
        "object",
        "embed",
        "svg",
        "canvas",
    ]
)
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_INDENTS, _SENTENCE_ENDS = ("  ", "\u3000\u3000"), frozenset("。！？”")
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
# What is pressed to read the rest of a text.
_UNFOLDS = frozenset(("继续阅读", "展开全文", "阅读全文", "查看全文", "展开阅读全文", "继续阅读全文", "点击展开全文"))
# One look at a page spares all its elements the question. Angular hides by a class what `ng-show` says not to show.
# Elements alone: `//@hidden` asks every text too.
_HIDES, _ANGULAR = (
    etree.XPath(" or ".join(f"boolean(/descendant::*/@{name})" for name in names))
    for names in (("hidden",), ("ng-show", "ng-hide"))
)


def is_in_cell(node: Node) -> bool:
    """Whether a block is a table's cell, or one of the few paragraphs in one."""
    if node.tag in CELLS:
        return True
    cell = node.getparent()
    return cell is not None and cell.tag in CELLS and len(cell) <= _FEW_IN_A_CELL


@dataclass(slots=True)
class Line:
    """One line: `node` is the block it stands in, `bold` whether all of it is, sizes are in characters."""

    number: int
    node: Node
    pieces: list[str]
    links: Sequence[tuple[Node, str]] = ()
    images: Sequence[Node] = ()
    bold: bool = True
    text: str = ""
    linked: int = 0
    link_share: float = 0.0  # of the line's characters, those in links
    # Worked out once, when first asked for.
    _spaced: str | None = None
    _half: str | None = None
    _plain: str | None = None
    weight: float | None = None
    pictures: Sequence[Node] | None = None

    @property
    def spaced(self) -> str:
        """The line with its pieces held apart by two spaces, more than stand anywhere within them."""
        if self._spaced is None:
            if len(self.pieces) == 1:
                self._spaced = self.text
            else:
                pieces = [piece for piece in map(squeeze, self.pieces) if piece]
                # A label in an element of its own needs no colon.
                joint = ": " if len(pieces) > 1 and pieces[0] in FIELDS else "  "
                self._spaced = joint.join((pieces[0], "  ".join(pieces[1:]))) if len(pieces) > 1 else "".join(pieces)
        return self._spaced

    @property
    def half(self) -> str:
        """The line for reading labels: its pieces held apart, in half-width signs."""
        if self._half is None:
            self._half = half_width(self.spaced)
        return self._half

    @property
    def plain(self) -> str:
        """The line as `comparable` has it."""
        if self._plain is None:
            self._plain = comparable(self.text)
        return self._plain

    @property
    def unlinked(self) -> str:
        """The line without the texts of its links."""
        text = self.text
        for _, label in self.links:
            text = text.replace(squeeze(label), "", 1)
        return text


@dataclass(frozen=True, slots=True)
class Text:
    """A page's visible lines in reading order; of each block how many characters it holds, and the block around it.

    In `parents` the inner blocks come before the outer ones.
    """

    lines: list[Line]
    sizes: dict[Node, int]
    parents: dict[Node, Node]


# What an element does to the lines: opens one of its own, ends the one before it, stands in it, or is not read.
_BLOCK, _BREAK, _ANCHOR, _IMAGE, _INLINE, _UNREAD = range(6)
_KINDS = {
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys(_SKIPPED, _UNREAD),
    "br": _BREAK,
    "a": _ANCHOR,
    "img": _IMAGE,
}


def _add_line(
    lines: list[Line],
    node: Node,
    pieces: list[str],
    links: Sequence[tuple[Node, str]],
    images: Sequence[Node],
    bold: bool,
) -> None:
    """Add a line to those before it, if there is anything on it."""
    one = len(pieces) == 1
    text = pieces[0] if one else "".join(pieces)
    if "&" in text and ESCAPED.search(text):
        pieces, links = list(map(unescape, pieces)), [(node, unescape(label)) for node, label in links]
        text = "".join(pieces)
    text = text.strip()
    if "  " in text or not text.isprintable():  # few have anything else to take out
        text = squeeze(text)
    if text or images:
        linked, share = 0, 0.0
        if links and text:
            size = len(text)
            if one:
                linked = size
            elif len(links) == 1:  # as most have
                linked = min(len(links[0][1].strip()), size)
            else:
                linked = min(sum([len(label.strip()) for _, label in links]), size)
            share = linked / size
        # What is empty goes on to the next line.
        lines.append(
            Line(len(lines), node, pieces, links or (), images or (), bold and bool(text), text, linked, share)
        )


def read_lines(tree: Node, *, angular: bool = True) -> Text:
    """Return the visible lines of a page or a part of one; time grows with the number of nodes.

    `angular`: it may be one that Angular hides elements of.
    Where nearly all of a page is hidden, a script is to show it: then the longest of what is hidden is read.
    """
    for node in tree.iter("pre"):
        if next(node.iterancestors("pre"), None) is None:  # one within another was set with it
            _set_in_lines(node)
    hidden: list[Node] = []
    hides = bool(_HIDES(tree) or (angular and _ANGULAR(tree)))
    text = _walk(tree, hidden, None, hides)
    if hidden and all(size < _LITTLE for size in accumulate(len(line.text) for line in text.lines)):
        return _walk(tree, [], max(hidden, key=lambda node: sum(map(len, node.itertext()))), hides)
    return text


def _set_in_lines(node: Node) -> None:
    """Put a break wherever a paragraph of preformatted text ends."""
    for part in list(node.iter("*")):
        if part is not node and part.tail and "\n" in part.tail:
            first, *more = _paragraphs(part.tail)
            part.tail = None
            last = part
            for text in more:
                br = etree.Element("br")
                last.addnext(br)
                last.tail, first, last = first, text, br
            last.tail = first
        if part.text and "\n" in part.text:
            part.text, *more = _paragraphs(part.text)
            below = part[0] if len(part) else None
            for text in more:
                br = etree.Element("br")
                br.tail = text
                if below is None:
                    part.append(br)
                else:
                    below.addprevious(br)


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of preformatted text, whose lines may be cut off at a width: one is indented, or follows
    an empty line or the end of a sentence."""
    first, *rest = text.split("\n")
    found = [[first]]
    for line in rest:
        before = found[-1][-1].rstrip()
        if line[:2] in _INDENTS or not line.strip() or not before or before[-1] in _SENTENCE_ENDS:
            found.append([line])
        else:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def _goes_on(node: Node, unfolding: dict[Node, bool]) -> bool:
    """Whether a hidden paragraph is one of a text that a press on 继续阅读 unfolds; `unfolding`: of which blocks."""
    parent = node.getparent()
    if node.tag != "p" or parent is None:
        return False
    if parent not in unfolding:
        unfolding[parent] = any(
            child.tag != "p" and (child.text or "").strip() in _UNFOLDS and not HIDDEN.search(child.get("style") or "")
            for child in parent
        )
    return unfolding[parent]


def _is_hidden(node: Node) -> bool:
    """Whether an element is hidden by its attribute, or by the class that Angular gives it."""
    return node.get("hidden") is not None or "ng-hide" in (node.get("class") or "").split()


def _walk(tree: Node, skipped: list[Node], shown: Node | None, hides: bool) -> Text:  # noqa: C901 - calls cost time
    """Return the lines of a page without what is hidden, which is added to `skipped`; `shown` is read all the same.

    `hides`: there may be elements hidden otherwise than by their style.
    The innermost loop of all extraction: one walk without recursion, nothing looked up twice.
    """
    lines: list[Line] = []
    sizes: dict[Node, int] = {}
    parents: dict[Node, Node] = {}
    count = 0
    # The line that is being read.
    pieces: list[str] = []
    links: list[tuple[Node, str]] = []
    images: list[Node] = []
    all_bold = True
    unfolding: dict[Node, bool] = {}
    # What an element hands down to what stands in it.
    block, anchor, bold = tree, None, False
    # The innermost open element, which ends where one begins that is not in it; and what is taken up again then.
    around: Node | None = None
    outer: list[tuple[Node | None, int, Node, Node | None, bool, int]] = []
    kind_of = _KINDS.get
    walk = tree.iter("*")
    for node in chain(walk, (None,)):
        parent = node.getparent() if node is not None else None
        while around is not parent:
            assert around is not None
            ended, text = around, around.tail
            around, kind, block_around, anchor, bold, start = outer.pop()
            if kind == _BLOCK:
                if pieces or images:
                    _add_line(lines, block, pieces, links, images, all_bold)
                    pieces, all_bold = [], True
                    links = [] if links else links
                    images = [] if images else images
                sizes[ended] = count - start
                parents[ended] = block = block_around
            if text:
                if not text.isspace():
                    pieces.append(text)
                    count += len(text)
                    all_bold = all_bold and bold
                    if anchor is not None:
                        links.append((anchor, text))
                elif pieces or images:
                    pieces.append(text)
        if node is None:
            break
        tag = node.tag
        kind = kind_of(tag, _INLINE)
        outer.append((around, kind, block, anchor, bold, count))
        around = node
        style = node.get("style")
        hidden = (style and "none" in style and HIDDEN.search(style)) or (hides and _is_hidden(node))
        if kind == _UNREAD or (hidden and node is not shown and not _goes_on(node, unfolding)):
            if kind != _UNREAD:
                skipped.append(node)
            if len(node):
                for _ in node.iterdescendants("*"):
                    next(walk)
            continue
        if kind <= _BREAK:
            if pieces or images:
                _add_line(lines, block, pieces, links, images, all_bold)
                pieces, all_bold = [], True
                links = [] if links else links
                images = [] if images else images
            if kind == _BLOCK:
                block = node
        elif kind == _ANCHOR:
            anchor = node if node.get("href") is not None else anchor
        elif kind == _IMAGE:
            images.append(node)
        bold = bold or tag in _BOLD or (style is not None and "bold" in style)
        text = node.text
        if text:
            if not text.isspace():
                pieces.append(text)
                count += len(text)
                all_bold = all_bold and bold
                if anchor is not None:
                    links.append((anchor, text))
            elif pieces or images:
                pieces.append(text)
    if pieces or images:
        _add_line(lines, block, pieces, links, images, all_bold)
    return Text(lines, sizes, parents)
