"""What scripts read from the elements of their page, written into them: `$("#l").attr("cid")`, `box.dataset.node`."""

from __future__ import annotations

import re

from crawler.extraction.tree import Node

# An element by its id or its class.
_ELEMENT = (
    r"""(?:\$|jQuery|document\.querySelector|document\.getElementById)"""
    r"""\(\s*["'`](?P<kind>[#.]?)(?P<id>[\w\-]+)["'`]\s*\)"""
)
_HELD = (
    r"""(?:(?:attr|getAttribute)\(\s*["'](?P<attribute>[\w\-]+)["']\s*\)"""
    r"""|data\(\s*["'](?P<data>[\w\-]+)["']\s*\)|dataset\.(?P<set>\w+))"""
)
_ATTRIBUTE = re.compile(rf"{_ELEMENT}\.{_HELD}")
_NAMED = re.compile(rf"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*)\s*=\s*(?P<element>{_ELEMENT})\s*(?=[;,\n])")
_HOLDS = (".attr(", ".data(", ".dataset.", ".getAttribute(")
_CAPITAL = re.compile(r"(?<=[a-z\d])[A-Z]")


def with_attributes(tree: Node, scripts: str) -> str:
    """Return scripts with the attributes written into them that they read from the page's elements."""
    if not any(mark in scripts for mark in _HOLDS):
        return scripts

    def written(match: re.Match[str]) -> str:
        by = "class" if match["kind"] == "." else "id"
        name = match["attribute"] or f"data-{_CAPITAL.sub(_small, match['data'] or match['set'])}"
        nodes = (node for node in tree.iter() if match["id"] in (node.get(by) or "").split())
        found = next((said for node in nodes if (said := node.get(name) or node.get(name.lower()))), None)
        return f"'{found}'" if found and not set(found) & set("'\\\n") else match[0]

    return _ATTRIBUTE.sub(written, _by_themselves(scripts))


def _by_themselves(scripts: str) -> str:
    """Return scripts with an element instead of the variable that stands for it, wherever it is read of."""
    for name, element in {found["name"]: found["element"] for found in _NAMED.finditer(scripts)}.items():
        read = re.compile(rf"(?<![\w$.]){re.escape(name)}(?=\.(?:attr|data|getAttribute)\(|\.dataset\.)")
        scripts = read.sub(lambda _, element=element: element, scripts)  # type: ignore[misc]
    return scripts


def _small(match: re.Match[str]) -> str:
    return f"-{match[0].lower()}"
