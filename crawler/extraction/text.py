"""A page as lines: what stands in one block, between two breaks, in the order it is read.

A line keeps its pieces (text nodes) apart, so that a label and its value can be told from the next label, and knows
its block, its links and its pictures.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

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
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
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
DEEPEST = 400


def squeeze(text: str) -> str:
    """Return text with runs of spaces made one, invisible characters gone, and none at the ends (full-width too)."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def half_width(text: str) -> str:
    """Return text with full-width letters, digits and colons made plain, character for character."""
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else " " if c == "\u3000" else c for c in text)


def comparable(text: str) -> str:
    """Return what is left of a text for comparing two printings of it: letters and digits, in NFKC."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


@dataclass(slots=True)
class Line:
    """One line: `node` is the block it stands in, `bold` whether all of it is, sizes are in characters."""

    number: int
    node: Node
    pieces: list[str] = field(default_factory=list)
    links: list[tuple[Node, str]] = field(default_factory=list)
    images: list[Node] = field(default_factory=list)
    bold: bool = True
    hidden: bool = False
    text: str = ""
    linked: int = 0

    @property
    def spaced(self) -> str:
        """The line with its pieces held apart by a space."""
        return squeeze("  ".join(piece for piece in self.pieces if piece.strip()))

    @property
    def link_share(self) -> float:
        """The share of the line's characters that stand in links."""
        return self.linked / len(self.text) if self.text else 0.0


class _Reader:
    """Walks the tree without recursion and cuts it into lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.anchor: Node | None = None

    def current(self, block: Node, hidden: bool) -> Line:
        if self.line is None:
            self.line = Line(len(self.lines), block, hidden=hidden)
        return self.line

    def flush(self) -> None:
        line, self.line = self.line, None
        if line is None:
            return
        line.text = squeeze("".join(line.pieces))
        if line.text or line.images:
            line.number = len(self.lines)
            line.linked = min(sum(len(squeeze(text)) for _, text in line.links), len(line.text))
            line.bold = line.bold and bool(line.text)
            self.lines.append(line)

    def say(self, text: str | None, block: Node, anchor: Node | None, bold: bool, hidden: bool) -> None:
        if not text:
            return
        line = self.current(block, hidden)
        line.pieces.append(text)
        if text.strip(" \t\r\n\u3000\u00a0"):
            line.bold = line.bold and bold
            if anchor is not None:
                line.links.append((anchor, text))

    def read(self, root: Node) -> None:
        # (node, block, anchor, bold, hidden, depth) to enter; a node with None for its block to leave.
        stack: list[tuple[Node, Node | None, Node | None, bool, bool, int, Node | None, bool]] = []
        stack.append((root, root, None, False, False, 0, None, False))
        while stack:
            node, block, anchor, bold, hidden, depth, outer_anchor, outer_bold = stack.pop()
            tag = node.tag
            if block is None:
                if tag in BLOCKS:
                    self.flush()
                if node is not root and (parent := self._block_of(node, root)) is not None:
                    self.say(node.tail, parent, outer_anchor, outer_bold, hidden)
                continue
            if isinstance(tag, str) and tag not in _SKIPPED and depth < DEEPEST:
                inner_hidden = hidden or bool(_HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None
                if tag in BLOCKS:
                    self.flush()
                    inner = node
                elif tag == "br":
                    self.flush()
                    inner = block
                else:
                    inner = block
                if tag == "img":
                    self.current(inner, inner_hidden).images.append(node)
                inner_anchor = node if tag == "a" and node.get("href") is not None else anchor
                inner_bold = bold or tag in _BOLD or "bold" in (node.get("style") or "")
                stack.append((node, None, None, bold, hidden, depth, anchor, bold))
                self.say(node.text, inner, inner_anchor, inner_bold, inner_hidden)
                for child in reversed(node):
                    stack.append(
                        (child, inner, inner_anchor, inner_bold, inner_hidden, depth + 1, inner_anchor, inner_bold)
                    )
            elif node is not root:
                self.say(node.tail, block, outer_anchor, outer_bold, hidden)
        self.flush()

    @staticmethod
    def _block_of(node: Node, root: Node) -> Node | None:
        parent = node.getparent()
        while parent is not None and parent.tag not in BLOCKS and parent is not root:
            parent = parent.getparent()
        return parent


def read_lines(tree: Node) -> list[Line]:
    """Return the visible lines of a page in reading order; time grows with the number of nodes."""
    reader = _Reader()
    reader.read(tree)
    lines = [line for line in reader.lines if not line.hidden]
    for number, line in enumerate(lines):
        line.number = number
    return lines


def is_within(node: Node | None, container: Node) -> bool:
    """Whether a node is a container or stands in it."""
    while node is not None and node is not container:
        node = node.getparent()
    return node is not None
