"""What a page keeps for its scripts and forms: meta tags, hidden inputs."""

from __future__ import annotations

import re
from urllib.parse import urlencode

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
# What a form holds, as it would be sent: $("#search").serialize().
_SERIALIZED = re.compile(
    r"""(?:\$|jQuery)\(\s*["'](?:form(?:#(?P<form>[\w\-]+))?|#(?P<id>[\w\-]+))["']\s*\)\.serialize\(\s*\)"""
)
_LONGEST_SENT, _MOST_SENT = 1000, 100  # characters of a form's fields; times that one is sent
_NOT_SENT = frozenset(("submit", "button", "image", "reset", "file"))
_IF_CHECKED = frozenset(("checkbox", "radio"))


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
        wanted = match["name"] or match["id"] or match["other"]
        if (said := written(match, "input", by, wanted, "value")) != match[0]:
            return said
        choice = next((node for node in tree.iter("select") if node.get(by) == wanted), None)
        value = _chosen(choice).get("value") if choice is not None else None
        return f"'{value}'" if value and not set(value) & set("'\\\n") else said

    def of_form(match: re.Match[str]) -> str:
        sent = forms.get(match["form"] or match["id"] or "")
        return match[0] if sent is None or len(sent) > _LONGEST_SENT else f"'{sent}'"

    if ".serialize()" in scripts:
        forms = _forms_of(tree)
        scripts = _SERIALIZED.sub(of_form, scripts, _MOST_SENT)
    scripts = _META.sub(of_meta, scripts) if "meta[name" in scripts else scripts
    scripts = with_attributes(tree, scripts)
    return _INPUT.sub(of_input, scripts) if ".val" in scripts else scripts


def _forms_of(tree: Node) -> dict[str, str]:
    """Return what each form sends, as it goes into an address, by its id; the first also by no name."""
    forms: dict[str, str] = {}
    for form in tree.iter("form"):
        sent = urlencode(_sent_by(form))
        for name in {form.get("id") or "", ""}:
            forms.setdefault(name, sent)
    return forms


def _sent_by(form: Node) -> list[tuple[str, str]]:
    """Return the fields that a form sends as it stands on the page."""
    sent = []
    for field in form.iter("input", "select"):
        kind = (field.get("type") or "").lower()
        if (
            not (name := field.get("name"))
            or kind in _NOT_SENT
            or (kind in _IF_CHECKED and field.get("checked") is None)
        ):
            continue
        chosen = field
        if field.tag == "select":
            chosen = _chosen(field)
        sent.append((name, chosen.get("value") or ""))
    return sent


def _chosen(choice: Node) -> Node:
    """Return the option of a choice that is chosen as the page comes; the choice where it has none."""
    options = list(choice.iter("option"))
    return next((option for option in options if option.get("selected") is not None), (options or [choice])[0])


def hidden_in(node: Node) -> dict[str, str]:
    """Return the hidden fields of a form, or of a page, by their names."""
    return {
        name: field.get("value") or ""
        for field in node.iter("input")
        if (name := field.get("name")) and (field.get("type") or "").lower() == "hidden"
    }
