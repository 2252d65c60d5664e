"""Pages made over in ways that no reader of the shown page would notice: other names, other elements, another order.

Each transformation takes a tree and changes it in place; `transform` takes bytes and returns UTF-8.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.extraction.encoding import decode
from crawler.extraction.text import BLOCKS, HEADINGS
from crawler.extraction.tree import Node, _without_ends, text_of

Transformation = Callable[[Node], None]

_LETTERS = "qvkjxwy"  # which spell no name that anybody gives
_DECLARED = re.compile(r"<meta[^>]*charset[^>]*>", re.I)
_UNREAD = frozenset(("script", "style", "noscript", "textarea", "template", "title", "select", "svg", "head", "pre"))
_PARTS_OF_TABLES = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th", "colgroup", "caption"))
_PLAIN_IN_A_LINE = frozenset(("span", "a", "b", "strong", "em", "i", "u", "font", "br", "big", "small", "sup", "sub"))
_FAR_MENU = 8  # characters of a row of stories, at least
_HOME = re.compile(r"/?(?:(?:index|default|main|home)\.\w+)?", re.I)
_ENDS = re.compile(r"\.(?:html?|shtml|pdf|docx?|xlsx?|jpe?g|png|gif|mp4|js|css)$", re.I)


def token(name: str) -> str:
    """Return a name that says nothing, always the same for one name."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    letters = ""
    for _ in range(7):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return f"_{letters}"


def tree_of(body: bytes) -> Node:
    """Return a page's tree with its comments."""
    text = _DECLARED.sub("", decode(body, {}).text.lstrip("\ufeff"))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    clean = _without_ends(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).encode("utf-8", "replace"))
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    return etree.fromstring(clean, parser)


def bytes_of(tree: Node) -> bytes:
    """Return a tree as a page in UTF-8."""
    return b'<!DOCTYPE html>\n<meta charset="utf-8">' + etree.tostring(tree, method="html", encoding="utf-8")


def transform(body: bytes, *transformations: Transformation) -> bytes:
    """Return a page made over."""
    tree = tree_of(body)
    for change in transformations:
        change(tree)
    return bytes_of(tree)


# Names


def rename(tree: Node) -> None:
    """Give every class and id another name, as builds with modules for styles do."""
    _rename(tree, tree.iter("*"))


def rename_around(block: Callable[[Node], Node | None]) -> Transformation:
    """Return what gives other names to a block, what is around it and what is in it."""

    def change(tree: Node) -> None:
        found = block(tree)
        if found is not None:
            _rename(tree, [*found.iterancestors(), *found.iter("*")])

    return change


def _rename(tree: Node, nodes: Iterator[Node] | list[Node]) -> None:
    ids: dict[str, str] = {}
    classes: dict[str, str] = {}
    for node in nodes:
        if not isinstance(node.tag, str):
            continue
        if name := node.get("class"):
            new = [classes.setdefault(word, token(word)) for word in name.split()]
            node.set("class", " ".join(new))
        if (name := node.get("id")) is not None and name.strip():
            node.set("id", ids.setdefault(name, token(name)))
    for node in tree.iter("script", "style"):
        if node.text and node.tag == "style":
            node.text = re.sub(
                r"([.#])([A-Za-z_][\w-]*)",
                lambda m: m[1] + (classes if m[1] == "." else ids).get(m[2], m[2]),
                node.text,
            )
        elif node.text:
            for old, name in ids.items():
                for before, after in (("ById('", "'"), ('ById("', '"'), ("('#", "'"), ('("#', '"')):
                    node.text = node.text.replace(before + old + after, before + name + after)
    for node in tree.iter("a", "label"):
        for key in ("href", "for"):
            value = node.get(key) or ""
            if value.lstrip("#") in ids and (key == "for" or value[:1] == "#"):
                node.set(key, ("#" if value[:1] == "#" else "") + ids[value.lstrip("#")])


# Elements


def without_headings(tree: Node) -> None:
    """Set headings as blocks with a class that says nothing."""
    for node in list(tree.iter(*HEADINGS)):
        node.set("class", f"{node.get('class') or ''} {token(node.tag)}".strip())
        node.tag = "div"


def headings_as_paragraphs(tree: Node) -> None:
    """Set headings as paragraphs with a class that says nothing."""
    for node in list(tree.iter(*HEADINGS)):
        node.set("class", f"{node.get('class') or ''} {token(node.tag)}".strip())
        node.tag = "div" if any(child.tag in BLOCKS for child in node.iter("*") if child is not node) else "p"


def sections(tree: Node) -> None:
    """Set all divisions as sections."""
    for node in list(tree.iter("div")):
        node.tag = "section"


def articles(tree: Node) -> None:
    """Set divisions around several blocks as articles."""
    for node in list(tree.iter("div")):
        if sum(child.tag in BLOCKS for child in node) > 1:
            node.tag = "article"


def tables(tree: Node) -> None:
    """Set divisions around blocks as tables of one cell, as pages were laid out once."""
    for node in list(tree.iter("div")):
        if not any(child.tag in BLOCKS for child in node):
            continue
        if any(ancestor.tag in ("p", "span", "ul", "a", "font") for ancestor in node.iterancestors()):
            continue
        cell = etree.Element("td")
        cell.text, node.text = node.text, None
        cell.extend(list(node))
        for name, value in node.items():
            if name not in ("class", "id"):
                cell.set(name, value)
        for name in list(node.keys()):
            if name not in ("class", "id"):
                del node.attrib[name]
        node.tag = "table"
        row = etree.SubElement(etree.SubElement(node, "tbody"), "tr")
        row.append(cell)


def paragraphs_as_divisions(tree: Node) -> None:
    """Set paragraphs as divisions."""
    for node in list(tree.iter("p")):
        node.tag = "div"


def _is_plain_paragraph(node: Node) -> bool:
    if node.tag != "p" or node.get("align") or "center" in (node.get("style") or "") or node.get("hidden") is not None:
        return False
    if "none" in (node.get("style") or "") or "right" in (node.get("style") or "") or not text_of(node).strip():
        return False
    return all(child.tag in _PLAIN_IN_A_LINE and child.get("style") is None for child in node.iterdescendants("*"))


def paragraphs_as_breaks(tree: Node) -> None:
    """Set the paragraphs that follow each other as one block with two breaks between them."""
    for first in list(tree.iter("p")):
        if first.getparent() is None or not _is_plain_paragraph(first):
            continue
        following = first.getnext()
        while following is not None and _is_plain_paragraph(following) and not (first.tail or "").strip():
            if following.get("class") != first.get("class"):
                break
            etree.SubElement(first, "br")
            last = etree.SubElement(first, "br")
            last.tail = following.text
            after, tail = following.getnext(), following.tail
            for child in list(following):
                first.append(child)
            first.getparent().remove(following)  # type: ignore[union-attr]
            first.tail = tail
            following = after
        first.tag = "div" if first.find("br") is not None else "p"


# Blocks around and beside


def wrap_page(tree: Node) -> None:
    """Set three divisions around all that a page shows."""
    body = tree.find(".//body")
    if body is None:
        return
    inner = etree.Element("div")
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    for _ in range(2):
        outer = etree.Element("div", attrib={"class": token(str(id(_)))[:3] + "w"})
        outer.append(inner)
        inner = outer
    body.append(inner)


def wrap_blocks(tree: Node) -> None:
    """Set a division of its own around every block that holds no other, and an empty one beside it."""
    for node in list(tree.iter("p", "div", "ul", "table", *HEADINGS)):
        parent = node.getparent()
        if parent is None or parent.tag not in ("div", "body", "td", "section", "article", "main"):
            continue
        if any(child.tag in BLOCKS for child in node if isinstance(child.tag, str)) and node.tag == "div":
            continue
        wrapper = etree.Element("div")
        wrapper.tail, node.tail = node.tail, None
        parent.replace(node, wrapper)
        wrapper.append(node)
        wrapper.addnext(etree.Element("div"))
        empty = wrapper.getnext()
        assert empty is not None
        empty.tail, wrapper.tail = wrapper.tail, None


def without_head(tree: Node) -> None:
    """Take away what a publishing system says aside: comments, linked data, meta tags."""
    for node in list(tree.iter()):
        parent = node.getparent()
        told = node.tag is etree.Comment or node.tag == "meta"
        told = told or (node.tag == "script" and "ld+json" in (node.get("type") or ""))
        if told and parent is not None:
            _remove(node)


def _remove(node: Node) -> None:
    parent, before = node.getparent(), node.getprevious()
    assert parent is not None
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    node.tail = None
    parent.remove(node)


# Order


def _is_column_of_rows(node: Node) -> bool:
    """Whether a block is a column of links to stories and nothing else."""
    if node.tag not in ("div", "aside", "section", "ul"):
        return False
    texts = [" ".join(text_of(a).split()) for a in node.iter("a")]
    rows = [text for text in texts if len(text) >= _FAR_MENU]
    said = len("".join(text_of(node).split()))
    if len(rows) < 4 or not said or "版权" in text_of(node):
        return False
    return sum(map(len, texts)) > 0.6 * said


def aside_first(article: Callable[[Node], Node | None]) -> Transformation:
    """Return what sets the columns of other stories that follow an article's block before it."""

    def change(tree: Node) -> None:
        for node in _around(article(tree)):
            for other in [n for n in node.itersiblings() if isinstance(n.tag, str) and _is_column_of_rows(n)]:
                _remove_alone(other)
                node.addprevious(other)

    return change


def aside_last(article: Callable[[Node], Node | None]) -> Transformation:
    """Return what sets the columns of other stories that stand before an article's block behind it."""

    def change(tree: Node) -> None:
        for node in _around(article(tree)):
            columns = [n for n in node.itersiblings(preceding=True) if isinstance(n.tag, str) and _is_column_of_rows(n)]
            for other in columns:
                tail, node.tail = node.tail, None
                _remove_alone(other)
                node.addnext(other)
                other.tail = tail

    return change


def _around(node: Node | None) -> list[Node]:
    if node is None or node.tag in ("body", "html"):
        return []
    return [n for n in [node, *node.iterancestors()] if n.tag not in ("body", "html", "td", "tr", "tbody")]


def _remove_alone(node: Node) -> None:
    _remove(node)


# White space


def close_up(tree: Node) -> None:
    """Take away the white space between blocks."""
    for node in tree.iter("*"):
        if node.tag in _UNREAD or any(ancestor.tag in _UNREAD for ancestor in node.iterancestors()):
            continue
        if node.tag not in BLOCKS and node.tag not in ("html", "br"):
            continue
        if node.text and not node.text.strip(" \t\r\n") and (len(node) == 0 or _is_block(node[0])):
            node.text = None
        if node.tail and not node.tail.strip(" \t\r\n"):
            node.tail = None


def _is_block(node: Node) -> bool:
    return isinstance(node.tag, str) and (node.tag in BLOCKS or node.tag in ("br", "script", "style"))


def space_out(tree: Node) -> None:
    """Add line breaks and indents around every block."""
    for node in tree.iter("*"):
        if node.tag in _UNREAD or any(ancestor.tag in _UNREAD for ancestor in node.iterancestors()):
            continue
        if node.tag in BLOCKS and node.tag not in ("body", "pre"):
            node.tail = f"\r\n\t\t{node.tail or ''}\n    "
            node.text = f"\n\t  {node.text or ''}"
            if len(node):
                if node[-1].tag not in ("pre",):
                    node[-1].tail = f"{node[-1].tail or ''}\n   "
            else:
                node.text += "\n   "


def pad(tree: Node) -> None:
    """Begin and end what every block says with non-breaking spaces."""
    for node in tree.iter("p", "div", "td", "li", *HEADINGS):
        if any(_is_block(child) and child.tag != "br" for child in node) or not text_of(node).strip():
            continue
        node.text = f"\u00a0\u00a0{node.text or ''}"
        if len(node):
            node[-1].tail = f"{node[-1].tail or ''}\u00a0"
        else:
            node.text += "\u00a0"


# The line that tells of a story


_TOLD = re.compile(r"来源|时间|日期|作者|编辑|责编|记者|发布|(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}")
_LABEL_AND_VALUE = re.compile(r"(?:(?<=[\s\u00a0\u3000])|^)([\u4e00-\u9fff]{2,6}[:：])")
_LONGEST_LINE = 160


def _told_lines(tree: Node) -> list[Node]:
    """Return the blocks that hold nothing but a line that tells of a story."""
    found = []
    for node in tree.iter("p", "div", "td", "li"):
        said = " ".join(text_of(node).split())
        if not 8 <= len(said) <= _LONGEST_LINE or not _TOLD.search(said) or "。" in said:
            continue
        if any(n.tag in BLOCKS or n.tag in ("script", "img", "input", "br") for n in node.iterdescendants("*")):
            continue
        if any("none" in (n.get("style") or "") for n in node.iter("*")):
            continue
        found.append(node)
    return found


def merge_pieces(tree: Node) -> None:
    """Set the line that tells of a story as one text where it has several elements; links stay."""
    for node in _told_lines(tree):
        tags = {inner.tag for inner in node.iterdescendants("*")}
        if not tags or tags - {"span", "font", "i"}:
            continue
        pieces = [node.text or ""]
        for child in node:
            if not isinstance(child.tag, str):
                pieces.append(child.tail or "")
                continue
            apart = "\u00a0\u00a0" if len(text_of(child).strip()) > 2 and (pieces[-1] or " ")[-1:].isspace() else ""
            pieces += [apart, text_of(child), child.tail or ""]
        for child in list(node):
            node.remove(child)
        node.text = "".join(pieces)


def split_pieces(tree: Node) -> None:
    """Set each label of the line that tells of a story, and what stands behind it, in elements of their own."""
    for node in _told_lines(tree):
        if len(node) or not node.text:
            continue
        parts = _LABEL_AND_VALUE.split(node.text)
        if len(parts) < 3:
            continue
        node.text = parts[0]
        for label, value in zip(parts[1::2], parts[2::2], strict=True):
            one, two = etree.SubElement(node, "span"), etree.SubElement(node, "span")
            kept = value.rstrip()
            one.text, two.text, two.tail = label, kept, value[len(kept) :]


def pieces_as_blocks(tree: Node) -> None:
    """Set the elements of the line that tells of a story as blocks that a style holds in one line."""
    for node in _told_lines(tree):
        if len(node) < 2 or (node.text or "").strip() or any((child.tail or "").strip() for child in node):
            continue
        if all(child.tag == "span" for child in node) and node.tag != "p":
            node.set("style", "display:flex")
            for child in node:
                child.tag = "div"


# Addresses


def move_host(url: str) -> tuple[str, Transformation]:
    """Return a page's address on another host, and what sets all its links there."""
    return _moved(url, lambda path: path)


def move_address(url: str) -> tuple[str, Transformation]:
    """Return an address that says nothing of a page, and what does so with all its links."""

    def opaque(path: str) -> str:
        plain = path.partition("#")[0]
        if _HOME.fullmatch(plain):
            return path
        end = _ENDS.search(plain.partition("?")[0])
        ending = end[0].lower() if end and end[0].lower() not in (".shtml", ".htm", ".html") else ""
        return f"/{token(plain)[1:]}{ending}"

    return _moved(url, opaque)


def _moved(url: str, path_of: Callable[[str], str]) -> tuple[str, Transformation]:
    def moved(address: str, base: str) -> str:
        if not address or address.strip().lower().startswith(("javascript:", "#", "data:", "mailto:", "tel:")):
            return address
        try:
            parts = urlsplit(urljoin(base, address.strip()))
        except ValueError:
            return address
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return address
        rest = (
            parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        )
        return f"{parts.scheme}://www.{token(parts.netloc)[1:]}.net{path_of(rest)}"

    def change(tree: Node) -> None:
        base = url
        for node in list(tree.iter("base")):
            base = urljoin(url, node.get("href") or "")
            _remove(node)
        for node in tree.iter("a", "link", "area"):
            if (href := node.get("href")) is not None:
                node.set("href", moved(href, base))

    return moved(url, url), change
