"""What a page keeps for its scripts and forms: meta tags, hidden inputs."""

from __future__ import annotations

import re

from crawler.extraction.tree import Node, Parsed
from spiders.cms.elements import with_attributes

_META = re.compile(
    r"""(?:document\.querySelector|\$|jQuery)\(\s*["'`]meta\[name=\\?["']?(?P<name>[\w\-]+)\\?["']?\]["'`]\s*\)"""
    r"""(?:\.content\b|\.(?:attr|getAttribute)\(\s*["']content["']\s*\))"""
)
_INPUT = re.compile(
    r"""(?:\$|jQuery)\(\s*["']#(?P<id>[\w\-]+)["']\s*\)\.val\(\s*\)"""
    r"""|(?:\$|jQuery)\(\s*["'`](?:input)?\[name=\\?["']?(?P<name>[\w\-]+)\\?["']?\](?:\[[^\]]{1,40}\])?["'`]\s*\)\.val\(\s*\)"""
    r"""|document\.getElementById\(\s*["'](?P<other>[\w\-]+)["']\s*\)\.value\b"""
)


def filled(parsed: Parsed, scripts: str) -> str:
    """Return scripts with what they read from their page written into them."""
    tree = parsed.tree
    if tree is None:
        return scripts

    def written(match: re.Match[str], tag: str, attribute: str, wanted: str, value: str) -> str:
        found = next((node.get(value) for node in tree.iter(tag) if node.get(attribute) == wanted), None)
        return f"'{found}'" if found and not set(found) & set("'\\\n") else match[0]

    def of_meta(match: re.Match[str]) -> str:
        return written(match, "meta", "name", match["name"], "content")

    def of_input(match: re.Match[str]) -> str:
        by = "name" if match["name"] else "id"
        return written(match, "input", by, match["name"] or match["id"] or match["other"], "value")

    scripts = _META.sub(of_meta, scripts) if "meta[name" in scripts else scripts
    scripts = with_attributes(tree, scripts)
    return _INPUT.sub(of_input, scripts) if ".val" in scripts else scripts


def hidden_in(node: Node) -> dict[str, str]:
    """Return the hidden fields of a form, or of a page, by their names."""
    return {
        name: field.get("value") or ""
        for field in node.iter("input")
        if (name := field.get("name")) and (field.get("type") or "").lower() == "hidden"
    }
