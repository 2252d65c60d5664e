"""Further rows whose address an element holds for a script: `<a class="more" data-next="/part?page=2">`.

1. Recognise: a call that is given what an element's attribute says, `$.get(box.data("next"), show)`; htmx, which
   asks for what `hx-get` says when the element is seen; SharePoint's `RefreshPageTo(event, "…?Paged=TRUE&…")`.
2. Paging: the address that stands there; from the answer on by its number, see `asked.py`.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.elements import data_attribute
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_ASKED = re.compile(
    r"""(?:(?:\$|jQuery|axios)\.(?:get|post|getJSON|ajax)\(|\.load\(|fetch\(|url["']?\s*:)\s*(?:\$\(\s*this\s*\)|[\w$.]{1,40})"""
    r"""\.(?:data\(\s*["'](?P<data>[\w\-]+)["']\s*\)|attr\(\s*["']data-(?P<attribute>[\w\-]+)["']\s*\)|dataset\.(?P<set>\w+))"""
)
_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/)?[\w\-./]+(?:\?[\w\-=&;%.]+)?", re.ASCII)
_SEEN = re.compile(r"\b(?:revealed|intersect|load)\b")
_REFRESHED = re.compile(r"""RefreshPageTo\(\s*event\s*,\s*["'](?P<url>[^"'\s]{1,600})["']""")
_HOLDS = (".data(", "data-", ".dataset.")
_COUNTS = re.compile(r"hit|count|click|vote|zan|like|login|comment|user", re.I)


class Held(Family):
    """Addresses that elements hold for scripts."""

    name = "held"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the addresses that elements of the page hold under the names that its scripts ask for."""
        if parsed.tree is None:
            return
        scripts = parsed.scripts
        if "hx-get" in parsed.text:
            yield from _seen(parsed)
        if "RefreshPageTo(" in parsed.text:
            yield from _refreshed(parsed)
        if not any(mark in scripts for mark in _HOLDS):
            return
        names = {
            data_attribute(found["data"] or found["attribute"] or found["set"]) for found in _ASKED.finditer(scripts)
        }
        for node in parsed.tree.iter("*") if names else ():
            for name in names.intersection(node.keys()):
                address = (node.get(name) or "").strip()
                if "/" in address and _ADDRESS.fullmatch(address) and not _COUNTS.search(address):
                    yield Lead(resolved(parsed.base_url, address.replace("&amp;", "&")))


def _seen(parsed: Parsed) -> Iterator[Lead]:
    """Yield what elements ask for, when they are seen, by their attributes."""
    assert parsed.tree is not None
    for node in parsed.tree.iter("*"):
        for name in ("hx-get", "data-hx-get"):
            address = (node.get(name) or "").strip()
            if address and _SEEN.search(node.get(name.replace("get", "trigger")) or "") and _ADDRESS.fullmatch(address):
                yield Lead(resolved(parsed.base_url, address))


def _refreshed(parsed: Parsed) -> Iterator[Lead]:
    """Yield the further pages of a list of SharePoint's, which its links ask for by a script."""
    assert parsed.tree is not None
    for anchor in parsed.tree.iter("a"):
        told = _REFRESHED.search(anchor.get("onclick") or "")
        if told is not None and "Paged=" in told["url"]:
            yield Lead(resolved(parsed.base_url, told["url"].replace("\\u0026", "&")))
