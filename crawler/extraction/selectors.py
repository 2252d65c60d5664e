"""CSS, as parsel has it, and XPath over a page's tree: told apart by their beginning, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from lxml import etree

from crawler.extraction.tree import Node

if TYPE_CHECKING:
    from cssselect.xpath import XPathExpr
    from parsel.csstranslator import HTMLTranslator

_XPATH = ("/", "./", "(")
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
# Selectors count siblings and ancestors: on a page beyond these bounds, which no template makes, that takes too long.
_UNWIELDY = etree.XPath("boolean(//*[ancestor::*[100]]) or boolean(//*[*[10000]])")
_FAILS = (etree.LxmlError, ValueError, TypeError, AttributeError)

Found = Node | str


def is_unwieldy(tree: Node) -> bool:
    """Whether a page nests so deep, or has so many nodes side by side, that selectors might take minutes on it."""
    return bool(_UNWIELDY(tree))


def check_selector(selector: object) -> str | None:
    """Return what is wrong with a selector, or None."""
    if not isinstance(selector, str):
        return "it is no text"
    try:
        # Functions that do not exist show only when they are called.
        _compiled(selector)(etree.Element("html"))
    except _FAILS as error:
        return str(error) or type(error).__name__
    return None


@cache
def _translator() -> HTMLTranslator:
    """Return parsel's translator of CSS to XPath, imported only for a portal that has layouts.

    What stands within or behind something is found from the inner node outwards: the other way round, as cssselect
    writes it, every enclosing node's descendants are gathered and compared, which on nested nodes takes minutes.
    """
    from parsel.csstranslator import HTMLTranslator

    chains: WeakKeyDictionary[XPathExpr, tuple[str, str]] = WeakKeyDictionary()

    class Translator(HTMLTranslator):
        """`a b` is `b[ancestor::a[1]]`, `a b c` is `c[ancestor::b[1][ancestor::a[1]]]`."""

        def xpath_descendant_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            # The nearest is enough, since what encloses a farther one encloses it too; and so no number of steps
            # makes a page cost more than its nodes times their depth.
            own, outer = chains.get(left, (left.condition, ""))
            nearest = (
                f"ancestor::{left.path}{left.element}{f'[{own}]' if own else ''}[1]{f'[{outer}]' if outer else ''}"
            )
            chains[right] = right.condition, nearest
            return right.add_condition(nearest)

        def xpath_child_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"parent::{left}")

        def xpath_direct_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"preceding-sibling::*[1]/self::{left}")

        def xpath_indirect_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"preceding-sibling::{left}")

    return Translator()


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> etree.XPath:
    """Return a selector ready for use. Raises ValueError for CSS that is none, etree.XPathError for such XPath."""
    xpath = selector.strip()
    if not xpath:
        raise ValueError("empty")
    if not xpath.startswith(_XPATH):
        from cssselect import SelectorError

        try:
            xpath = _translator().css_to_xpath(xpath)
        except SelectorError as error:
            raise ValueError(str(error)) from error
    return etree.XPath(xpath, namespaces=_NAMESPACES, smart_strings=False)


def find(tree: Node, selector: str) -> list[Found]:
    """Return the nodes and texts that a selector finds, in document order; none where it fails on this page."""
    try:
        result: Any = _compiled(selector)(tree)
    except _FAILS:
        return []
    if isinstance(result, str):
        return [result]
    if not isinstance(result, list):
        return []
    return [m for m in result if isinstance(m, str) or (isinstance(m, etree._Element) and isinstance(m.tag, str))]


def outermost(matches: Iterable[Found]) -> Iterator[Found]:
    """Yield matches without those that stand inside one already yielded: each part of a page is read once."""
    inside: set[Node] = set()
    for match in matches:
        if isinstance(match, str):
            yield match
        elif match not in inside:
            yield match
            inside.update(match.iter())
