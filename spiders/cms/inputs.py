"""What a page keeps for its scripts and forms: meta tags, hidden inputs."""

from __future__ import annotations

import re
from functools import cache
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

    @cache
    def called(tag: str, attribute: str) -> dict[str | None, Node]:
        return {node.get(attribute): node for node in reversed(list(tree.iter(tag)))}

    @cache
    def picked(choice: Node) -> str | None:
        return _chosen(choice).get("value")

    def written(said: str | None, match: re.Match[str]) -> str:
        return f"'{said}'" if said and not set(said) & set("'\\\n") else match[0]

    def of_meta(match: re.Match[str]) -> str:
        meta = called("meta", "name").get(match["name"])
        return match[0] if meta is None else written(meta.get("content"), match)

    def of_input(match: re.Match[str]) -> str:
        by = "name" if match["name"] else "id"
        wanted = match["name"] or match["id"] or match["other"]
        field = called("input", by).get(wanted)
        if field is not None and field.get("value"):
            return written(field.get("value"), match)
        choice = called("select", by).get(wanted)
        return match[0] if choice is None else written(picked(choice), match)

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
