"""Buttons that turn a list's page by sending their form: `<input type="image" name="next" alt="下一页">`,
`<button name="page" value="2">`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Node, text_of
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.inputs import hidden_in

# What leads to the next page, whatever it stands on.
ONWARDS = re.compile(r"^[\[【<(（\s]*(?:下一?页|后一?页|next|[>»›]+)[\]】>)）\s]*$", re.I)
_PAGE = re.compile(PAGE_NAMES, re.I)
_SAID = ("value", "alt", "title")


def turning(node: Node) -> tuple[Node, dict[str, str]] | None:
    """Return the form that a button sends to turn the page, and its fields; None for any other element."""
    kind = (node.get("type") or ("submit" if node.tag == "button" else "")).lower()
    if kind not in ("submit", "image") or node.get("disabled") is not None:
        return None
    name, value = node.get("name") or "", node.get("value") or ""
    if not (_PAGE.fullmatch(name) and value.isdecimal()) and not any(ONWARDS.match(said) for said in _texts(node)):
        return None
    form = next(node.iterancestors("form"), None)
    if form is None:
        return None
    if kind == "image":
        own = {f"{name}.x" if name else "x": "1", f"{name}.y" if name else "y": "1"}
    else:
        own = {name: value} if name else {}
    return form, {**hidden_in(form), **own}


def _texts(node: Node) -> Iterator[str]:
    yield from filter(None, map(node.get, _SAID))
    if node.tag == "button":
        yield text_of(node)
