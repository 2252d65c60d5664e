"""A page as lines: what stands in one block, between two breaks, in the order it is read.

A line keeps its pieces (text nodes) apart, so that a label and its value can be told from the next label, and knows
its block, its links and its pictures.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

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
_FULL_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def squeeze(text: str) -> str:
    """Return text with runs of spaces made one, invisible characters gone, and none at the ends (full-width too)."""
    if text.isprintable():
        return (_SPACES.sub(" ", text) if "  " in text else text).strip(" ")
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def half_width(text: str) -> str:
    """Return text with full-width letters, digits and colons made plain, character for character."""
    return text if text.isascii() else text.translate(_FULL_TO_HALF)


def comparable(text: str) -> str:
    """Return what is left of a text for comparing two printings of it: letters and digits, in NFKC."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


@dataclass(slots=True)
class Line:
    """One line: `node` is the block it stands in, `bold` whether all of it is, sizes are in characters."""

    number: int
    node: Node
    pieces: list[str] = field(default_factory=list)
    links: list[tuple[Node, str]] = field(default_factory=list)
    images: list[Node] = field(default_factory=list)
    bold: bool = True
    text: str = ""
    linked: int = 0

    @property
    def spaced(self) -> str:
        """The line with its pieces held apart by two spaces, more than stand anywhere within them."""
        return "  ".join(text for text in map(squeeze, self.pieces) if text)

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
    """A page's visible lines in reading order, and of each block how many characters it holds."""

    lines: list[Line]
    sizes: dict[Node, int]


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands down to what stands in it."""

    block: Node
    anchor: Node | None
    bold: bool


class _Reader:
    """Cuts a tree into lines in one walk, without recursion."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.sizes: dict[Node, int] = {}
        self.line: Line | None = None
        self.count = 0

    def flush(self) -> None:
        line, self.line = self.line, None
        if line is None:
            return
        text = line.text = squeeze("".join(line.pieces))
        if text or line.images:
            line.number = len(self.lines)
            if line.links:
                line.linked = min(sum(len(squeeze(label)) for _, label in line.links), len(text))
            line.bold = line.bold and bool(text)
            self.lines.append(line)

    def say(self, text: str, state: _State) -> None:
        if text.isspace() and self.line is None:
            return
        line = self.line
        if line is None:
            line = self.line = Line(0, state.block)
        line.pieces.append(text)
        if not text.isspace():
            self.count += len(text)
            line.bold = line.bold and state.bold
            if state.anchor is not None:
                line.links.append((state.anchor, text))

    def read(self, root: Node) -> None:
        state = _State(root, None, False)
        outer: list[_State] = []
        starts: list[int] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            tag = node.tag
            if event == "start":
                outer.append(state)
                starts.append(self.count)
                style = node.get("style")
                if tag in _SKIPPED or not isinstance(tag, str) or _is_hidden(node, style):
                    walk.skip_subtree()
                    continue
                is_block = tag in BLOCKS
                if is_block or tag == "br":
                    self.flush()
                bold = tag in _BOLD or bool(style and "bold" in style)
                anchor = node if tag == "a" and node.get("href") is not None else None
                if is_block or (bold and not state.bold) or anchor is not None:
                    block = node if is_block else state.block
                    state = _State(block, state.anchor if anchor is None else anchor, bold or state.bold)
                if tag == "img":
                    if self.line is None:
                        self.line = Line(0, state.block)
                    self.line.images.append(node)
                if node.text:
                    self.say(node.text, state)
            else:
                state = outer.pop()
                start = starts.pop()
                if tag in BLOCKS:
                    self.flush()
                    self.sizes[node] = self.count - start
                if node.tail:
                    self.say(node.tail, state)
        self.flush()


def _is_hidden(node: Node, style: str | None) -> bool:
    return bool(style and _HIDDEN.search(style)) or node.get("hidden") is not None


def read_lines(tree: Node) -> Text:
    """Return the visible lines of a page; time grows with the number of nodes."""
    reader = _Reader()
    reader.read(tree)
    return Text(reader.lines, reader.sizes)
