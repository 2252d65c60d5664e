"""One parse of one page, shared by everything that reads it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, cast
from urllib.parse import urljoin

from lxml import etree

from crawler.extraction.addresses import can_be_split, without_session
from crawler.extraction.canonical import encoded
from crawler.extraction.data import data_in, unpacked
from crawler.extraction.encoding import decode, is_binary
from crawler.items import Page

Node: TypeAlias = etree._Element

_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
# Includes leave ends of the document in its middle; what follows them belongs to it.
# The letter behind the stroke spares all other tags the trial.
_ENDS = re.compile(rb"</[bh](?:(?<=b)(?:ody|r)|(?<=h)tml)\s*>", re.I)
_LAST = re.compile(rb"(?:\s*</(?:body|html)\s*>)+\s*", re.I)
_LOOKS = re.compile(rb"</?(?:font|b|i|u|em|strong|span|center|big|small|o:p)\b[^>]*>", re.I)
# A tag so long that it may have thousands of attributes; what stands in a script is no tag.
TAGS_AT_MOST = 500_000  # longer pages are read that far: each tag takes half a kilobyte of memory
_MANY_BYTES, _LONG, _ATTRIBUTES_AT_MOST = 100_000, 5_000, 200
_LONG_TAG = re.compile(rb"<script\b(?>.*?</script|.*)|<[a-z][\w:-]*\s[^<>]{5000,}+(?=>)", re.I | re.S)
_ATTRIBUTE = re.compile(rb"""[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?+""")
# An address in which nothing has to be resolved or encoded.
_READY = re.compile(r"https?://[\w.\-]+(?::\d+)?/[\w/.\-~]*", re.ASCII)
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>")
# What a page says of itself beside its text, and for its scripts.
_APART = ("base", "meta", "link", "script", "title", "time")

# Data for a script in an attribute, data-rows="[{&quot;url&quot;: …: sooner told by bytes.
_HELD = re.compile(rb"""\{["&](?:(?<='\{")|(?<='\[\{")|(?<=[='"]\{&)|(?<=[='"]\[\{&))""")
_HOLDING = etree.XPath(
    """descendant-or-self::*/@*[starts-with(., '[{"') or starts-with(., '{"')]""", smart_strings=False
)


@dataclass(frozen=True)
class Parsed:
    """A page with its bytes, its text decoded and its tree built; `tree` is None where there is no markup in it.

    `is_cut`: it has more tags than are read. `loaded` is what the scripts say that it loads from files, where they were
    read with it. `apart` are the elements beside its text that many ask for, found in one walk: base, meta, link,
    script, title and time.
    """

    url: str
    base_url: str
    mime: str
    raw: bytes
    text: str
    tree: Node | None
    encoding: str
    undecodable: int
    headers: Mapping[str, str]
    loaded: str = ""
    apart: Sequence[Node] = ()
    is_cut: bool = False

    @property
    def ascii(self) -> bytes:
        """The page in bytes that hold ASCII as it is, in whatever encoding the rest is."""
        return self.raw if not self.encoding.startswith("utf-16") else self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def script_nodes(self) -> Sequence[Node]:
        """The page's script elements."""
        return [node for node in self.apart if node.tag == "script"]

    @cached_property
    def controls(self) -> Sequence[Node]:
        """What pages of lists are turned by, choices, inputs and buttons, and tables; one walk for all who ask."""
        return [] if self.tree is None else list(self.tree.iter("select", "input", "button", "table"))

    @cached_property
    def scripts(self) -> str:
        """What the page's scripts say, or all of a page that has no markup; worked out when first asked for."""
        if self.tree is None:
            return self.text
        written = "\n".join(map(text_of, self.script_nodes))
        return f"{written}\n{self.loaded}" if self.loaded else written

    @cached_property
    def held(self) -> list[str]:
        """The data that the page holds for its scripts in attributes; looked for when first asked for."""
        if self.tree is None or not _HELD.search(self.ascii):
            return []
        return cast(list[str], _HOLDING(self.tree))

    @cached_property
    def data(self) -> object:
        """What an answer of JSON, or of a call with JSON, holds; None where it is none. Read when first asked for."""
        return data_in(self.text)

    @cached_property
    def remembered(self) -> dict[int, str]:
        """What the page says itself, by how many characters of it were asked for (`state.own_text`)."""
        return {}

    @cached_property
    def title(self) -> str:
        """What the page's head calls it, or nothing."""
        return (next((node.text for node in self.apart if node.tag == "title"), None) or "").strip()

    def absolute(self, raw: str | None, against: str | None = None) -> str | None:
        """Return the address that a page writes as `raw`, ready for the wire; None for what is no address.

        It is read `against` the page's own address or another.
        """
        if not raw or raw.strip().lower().startswith(("javascript:", "#", "data:", "mailto:")):
            return None
        if _READY.fullmatch(raw):
            return raw
        try:
            return encoded(urljoin(against or self.base_url, raw.strip()))
        except ValueError:
            return None


def classes_of(node: Node) -> str:
    """Return a node's class and id in lower case: patterns for either case take three times as long."""
    return f"{node.get('class') or ''} {node.get('id') or ''}".lower()


def is_wrapper(node: Node) -> bool:
    """Whether a block is none of the page's own: a section as editors nest them, a division around one block alone."""
    if node.tag == "section":
        return not node.get("class") or node.get("style") is not None
    if node.tag != "div" or node.get("class") or node.get("id"):
        return False
    # Whether there is another child: to count them takes as long as there are.
    return (first := next(iter(node), None)) is not None and first.getnext() is None


def text_of(node: Node) -> str:
    """Return all the text in an element."""
    inside = len(node)
    if not inside:
        return node.text or ""
    if inside == 1 and not len(inner := node[0]):  # a link around a picture, a row around a link
        return f"{node.text or ''}{inner.text or ''}{inner.tail or ''}"
    # Half the time of XPath's string().
    return etree.tostring(node, method="text", encoding="unicode", with_tail=False)


def shortly(node: Node, longest: int) -> str | None:
    """Return the text in an element, or None for more than `longest` characters, which are not put together."""
    if not len(node):
        whole = node.text or ""
        return whole if len(whole) <= longest else None
    said, size = [], 0
    for text in node.itertext():
        size += len(text)
        if size > longest:
            return None
        said.append(str(text))
    return "".join(said)


def parse(page: Page) -> Parsed:
    """Decode and parse a page. Never raises.

    Nothing can be read against an address that is none, `http://[x]/`: the page has no address then.
    """
    url = page.url if can_be_split(page.url) else ""
    url = without_session(url)
    mime = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    if is_binary(page.body):
        return Parsed(url, url, mime, page.body, "", None, "binary", 0, page.headers)
    decoded = decode(page.body, page.headers)
    # Most pages need not be encoded again.
    plain = decoded.encoding == "utf-8" and not decoded.undecodable and decoded.is_whole
    markup = page.body.removeprefix(codecs.BOM_UTF8) if plain else decoded.text.encode("utf-8", "replace")
    is_cut = len(markup) > TAGS_AT_MOST and markup.count(b"<") > TAGS_AT_MOST
    tree = _tree(_first_tags(markup) if is_cut else markup)
    apart = [] if tree is None else list(tree.iter(*_APART))
    base = url
    if (href := _base_of(apart)) is not None:
        with suppress(ValueError):
            written = urljoin(url, href.strip())
            base = written if can_be_split(written) else url
    text = decoded.text if tree is not None else unpacked(decoded.text)
    said = (page.body, text, tree, decoded.encoding, decoded.undecodable, page.headers)
    return Parsed(url, base, mime, *said, apart=apart, is_cut=is_cut)


def _first_tags(markup: bytes) -> bytes:
    """Return a page up to the last tag that is read."""
    rest = markup.split(b"<", TAGS_AT_MOST + 1)[-1]
    return markup[: len(markup) - len(rest) - 1]


def _base_of(apart: Sequence[Node]) -> str | None:
    """Return the address that a page says its links are read against."""
    return next((href for node in apart if node.tag == "base" and (href := node.get("href")) is not None), None)


def _tree(page: bytes) -> Node | None:
    """Return the tree of a page in UTF-8."""
    if b"<" not in page:
        return None
    # Bytes with their encoding said aloud: lxml would otherwise believe the page's own, wrong, declaration.
    declaration = _XML_DECLARATION.match(page)
    clean = page[declaration.end() :] if declaration else page
    # One look for each takes less time than to make the page anew.
    if any(map(clean.__contains__, _CONTROL)):
        clean = clean.translate(None, _CONTROL)
    clean = _without_ends(clean)
    if len(clean) > _MANY_BYTES and _has_long_tag(clean):
        clean = _LONG_TAG.sub(_with_few_attributes, clean)
    tree, cut = _parsed(clean)
    if cut:
        # Tags that never close nest deeper than the parser goes; without those of mere looks the text is all there.
        tree, _ = _parsed(_LOOKS.sub(b"", clean))
    return tree if tree is not None and isinstance(tree.tag, str) else None


def _without_ends(page: bytes) -> bytes:
    """Return a page without tags that end it before its end."""
    first = _ENDS.search(page)
    if first is None:
        return page
    # Of most pages they are the last that there is, and no harm.
    upto = first.start()
    return page if _LAST.fullmatch(page, upto) else page[:upto] + _ENDS.sub(_without_end, page[upto:])


def _has_long_tag(page: bytes) -> bool:
    """Whether a tag goes on and on; where the next one is near, a stride at a time tells that none does."""
    at = page.find(b"<")
    while 0 <= at < len(page) - _LONG:
        near = page.rfind(b"<", at + 1, at + _LONG)
        if near < 0:
            if page[at + 1 : at + 2].isalpha() and page.find(b">", at, at + _LONG) < 0:
                return True
            near = page.find(b"<", at + _LONG)
        at = near
    return False


def _with_few_attributes(tag: re.Match[bytes]) -> bytes:
    """Return a tag with no more attributes than any page needs: the parser compares each with all before it."""
    # An open quotation mark: the tag goes on behind what looks like its end.
    if tag[0][:7].lower() == b"<script" or any(tag[0].count(mark) % 2 for mark in (b'"', b"'")):
        return tag[0]
    for count, attribute in enumerate(_ATTRIBUTE.finditer(tag[0]), 1):
        if count == _ATTRIBUTES_AT_MOST:
            return tag[0][: attribute.end()]
    return tag[0]


def _without_end(end: re.Match[bytes]) -> bytes:
    # Browsers read a closing break as a break.
    return b"<br>" if end[0][2:4].lower() == b"br" else b""


def _parsed(clean: bytes) -> tuple[Node | None, bool]:
    """Return the tree of a page, and whether it was cut off because it nests too deep."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_pis=True, remove_comments=True, huge_tree=True, collect_ids=False
    )
    try:
        tree = etree.fromstring(clean, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, False
    # The limit ends the parsing, so nothing comes after it.
    last = parser.error_log.last_error
    return tree, last is not None and last.type_name == "ERR_RESOURCE_LIMIT"
