"""A page as lines: what stands in one block, between two breaks, in the order it is read.

A line keeps its pieces (text nodes) apart, so that a label and its value can be told from the next label, and knows
its block, its links and its pictures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

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
_LITTLE = 100  # characters
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
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
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200a\u202f\ufeff]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
# Labels come in traditional characters too; these are hardly ever part of a name.
_TRADITIONAL = dict(
    zip(
        "來責編輯記發報訊員攝圖譯審當聞體閱讀點擊瀏覽評習實號時間錄見佈",
        "来责编辑记发报讯员摄图译审当闻体阅读点击浏览评习实号时间录见布",
        strict=True,
    )
)
_FULL = re.compile(f"[\u3000\uff01-\uff5e{''.join(_TRADITIONAL)}]")
_FULL_TO_HALF = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20}
    | {ord(old): ord(new) for old, new in _TRADITIONAL.items()}
)


def squeeze(text: str) -> str:
    """Return text with runs of spaces made one, invisible characters gone, and none at the ends (full-width too)."""
    text = text.strip()
    if text.isprintable():
        return _SPACES.sub(" ", text) if "  " in text else text
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def half_width(text: str) -> str:
    """Return text for reading labels: full-width signs made plain, labels' characters simplified, one for one."""
    return text.translate(_FULL_TO_HALF) if _FULL.search(text) else text


def comparable(text: str) -> str:
    """Return what is left of a text for comparing two printings of it: letters and digits, in NFKC."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


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
    # Worked out once, when first asked for.
    _spaced: str | None = None
    _plain: str | None = None
    weight: float | None = None

    @property
    def spaced(self) -> str:
        """The line with its pieces held apart by two spaces, more than stand anywhere within them."""
        if self._spaced is None:
            one = len(self.pieces) == 1
            self._spaced = self.text if one else "  ".join(text for text in map(squeeze, self.pieces) if text)
        return self._spaced

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

    @property
    def link_share(self) -> float:
        """The share of the line's characters that stand in links."""
        return self.linked / len(self.text) if self.text else 0.0


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


def _finish(line: Line, lines: list[Line]) -> None:
    """Work out a line's text, and keep the line if there is anything on it."""
    pieces = line.pieces
    text = line.text = squeeze(pieces[0] if len(pieces) == 1 else "".join(pieces))
    if text or line.images:
        line.number = len(lines)
        if line.links and text:
            one = len(pieces) == 1
            line.linked = len(text) if one else min(sum([len(label.strip()) for _, label in line.links]), len(text))
        line.bold = line.bold and bool(text)
        lines.append(line)


def read_lines(tree: Node) -> Text:
    """Return the visible lines of a page; time grows with the number of nodes.

    Where nearly all of a page is hidden, a script is to show it: then the longest of what is hidden is read.
    """
    hidden: list[Node] = []
    text = _walk(tree, hidden, None)
    if hidden and sum(len(line.text) for line in text.lines) < _LITTLE:
        return _walk(tree, [], max(hidden, key=lambda node: sum(map(len, node.itertext()))))
    return text


def _walk(tree: Node, skipped: list[Node], shown: Node | None) -> Text:
    """Return the lines of a page without what is hidden, which is added to `skipped`; `shown` is read all the same.

    The innermost loop of all extraction: one walk without recursion, nothing looked up twice.
    """
    lines: list[Line] = []
    sizes: dict[Node, int] = {}
    parents: dict[Node, Node] = {}
    line: Line | None = None
    links: list[tuple[Node, str]] = []
    images: list[Node] = []
    count = 0
    # What an element hands down to what stands in it.
    block, anchor, bold = tree, None, False
    outer: list[tuple[Node, Node | None, bool, int]] = []
    kind_of = _KINDS.get
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        kind = kind_of(tag, _INLINE)
        if event == "start":
            outer.append((block, anchor, bold, count))
            style = node.get("style")
            if kind == _UNREAD or tag.__class__ is not str:
                walk.skip_subtree()
                continue
            hidden = node.get("hidden") is not None or (style and "none" in style and _HIDDEN.search(style))
            if hidden and node is not shown:
                skipped.append(node)
                walk.skip_subtree()
                continue
            if kind <= _BREAK:
                if line is not None:
                    _finish(line, lines)
                    line = None
                if kind == _BLOCK:
                    block = node
            elif kind == _ANCHOR:
                anchor = node if node.get("href") is not None else anchor
            elif kind == _IMAGE:
                if line is None:
                    line = Line(0, block, [])
                if not line.images:
                    line.images = images = []
                images.append(node)
            bold = bold or tag in _BOLD or (style is not None and "bold" in style)
            text = node.text
        else:
            block, anchor, bold, start = outer.pop()
            if kind == _BLOCK:
                if line is not None:
                    _finish(line, lines)
                    line = None
                sizes[node] = count - start
                parents[node] = block
            text = node.tail
        if not text:
            continue
        if text.isspace():
            if line is not None:
                line.pieces.append(text)
            continue
        if line is None:
            line = Line(0, block, [])
        line.pieces.append(text)
        count += len(text)
        line.bold = line.bold and bold
        if anchor is not None:
            if not line.links:
                line.links = links = []
            links.append((anchor, text))
    if line is not None:
        _finish(line, lines)
    return Text(lines, sizes, parents)
