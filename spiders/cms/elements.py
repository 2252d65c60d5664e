"""What scripts read from the elements of their page, written into them: `$("#l").attr("cid")`, `$("#nid").text()`."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from crawler.extraction.tree import Node

# An element by its id or its class, or the page's own.
_ELEMENT = (
    r"""(?:(?:\$|jQuery|document\.querySelector|document\.getElementById)"""
    r"""\(\s*["'`](?:[a-z]{1,10}(?=[#.]))?(?P<kind>[#.]?)(?P<id>[\w\-]+)["'`]\s*\)|document\.(?P<own>body|documentElement)(?!\w))"""
)
_AT_MOST = 100  # elements that are looked for
_NAMED = {
    # Attributes, each of which knows its element: a third of the time of looking at all elements for theirs.
    by: etree.XPath(f"descendant-or-self::*/@{by}[contains(., $name)]")
    for by in ("id", "class")
}
# An attribute as scripts read it: attr("data-cid"), data("cid"), dataset.cid.
HELD = (
    r"""(?:(?:attr|getAttribute)\(\s*["'](?P<attribute>[\w\-]+)["']\s*\)"""
    r"""|data\(\s*["'](?P<data>[\w\-]+)["']\s*\)|dataset\.(?P<set>\w+))"""
)
_TEXT = r"(?P<text>(?:text|html)\(\s*\)|(?:innerText|textContent)\b(?!\s*\+?=(?!=)))"
_ATTRIBUTE = re.compile(rf"{_ELEMENT}\.(?:{HELD}|{_TEXT})")
# Found by the sign of a variable that is set, whose name stands before.
_SET = re.compile(rf"=\s{{0,10}}(?P<element>{_ELEMENT})\s*(?=[;,\n])")
_READ_OF = re.compile(
    r"(?=\.(?:attr|data|getAttribute)\(|\.dataset\.|\.(?:text|html)\(\)|\.(?:innerText|textContent)\b)"
)
_NAME = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]{0,60}$")
_BEFORE = 90  # characters that such a name takes, with the space behind it
_HOLDS = (".attr(", ".data(", ".dataset.", ".getAttribute(", ".text()", ".html()", ".innerText", ".textContent")
_LONGEST_TEXT = 60  # characters of what an element keeps for a script
_WORDS = re.compile(r"(?:data-)?(?:key|keys|keyword|keywords|words?|q|search(?:word|key)?)", re.I)
_CAPITAL = re.compile(r"(?<=[a-z\d])[A-Z]")


def with_attributes(tree: Node, scripts: str) -> str:
    """Return scripts with the attributes and the short texts written into them that they read from the page."""
    if not any(mark in scripts for mark in _HOLDS):
        return scripts
    elements: dict[tuple[str | None, str], list[Node]] = {}

    def written(match: re.Match[str]) -> str:
        element = match["kind"], match["id"] or ("body" if match["own"] == "body" else "html")
        if element not in elements and len(elements) < _AT_MOST:
            elements[element] = _elements(tree, *element)
        nodes = elements.get(element, ())
        if match["text"]:
            found = _text_of(nodes[0]) if nodes else None
        else:
            name = attribute_read(match)
            found = next((said for node in nodes if (said := node.get(name) or node.get(name.lower()))), None)
            if found is None and _WORDS.fullmatch(name) and any(node.get(name) == "" for node in nodes):
                return "''"  # a list is asked for without words
        return f"'{found}'" if found and not set(found) & set("'\\\n") else match[0]

    return _ATTRIBUTE.sub(written, _by_themselves(scripts))


def attribute_read(read: re.Match[str]) -> str:
    """Return the name of the attribute that a match of `HELD` reads."""
    return read["attribute"] or data_attribute(read["data"] or read["set"])


def _text_of(node: Node) -> str | None:
    """Return the text of an element that holds nothing else, as those hidden for scripts do."""
    text = (node.text or "").strip() if len(node) == 0 else ""
    return text if 0 < len(text) <= _LONGEST_TEXT else None


def _elements(tree: Node, kind: str | None, called: str) -> list[Node]:
    """Return a page's elements of an id, of a class where `kind` is a point, or its own: `body`, `html`."""
    if not kind and called in ("body", "html"):
        return list(tree.iter(called))
    said = cast(list[etree._ElementUnicodeResult], _NAMED["class" if kind == "." else "id"](tree, name=called))
    return [node for names in said if called in names.split() and (node := names.getparent()) is not None]


def _by_themselves(scripts: str) -> str:
    """Return scripts with an element instead of the variable that stands for it, wherever it is read of."""
    elements: dict[str, str] = {}
    for match in _SET.finditer(scripts):
        if named := _NAME.search(scripts[max(match.start() - _BEFORE, 0) : match.start()].rstrip()):
            elements[named[0]] = match["element"]
    if not elements:
        return scripts
    pieces: list[str] = []
    upto = 0
    for place in _READ_OF.finditer(scripts):
        before = max(place.start() - _BEFORE, upto)
        if (name := _NAME.search(scripts[before : place.start()])) and name[0] in elements:
            pieces += scripts[upto : before + name.start()], elements[name[0]]
            upto = place.start()
    return "".join((*pieces, scripts[upto:]))


def data_attribute(name: str) -> str:
    """Return the attribute that scripts read by a name: `dataset.newsId` is what `data-news-id` says."""
    return f"data-{_CAPITAL.sub(_small, name)}"


def _small(match: re.Match[str]) -> str:
    return f"-{match[0].lower()}"
