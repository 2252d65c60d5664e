"""Addresses and queries that scripts make as objects: `u = new URL("/list", origin); u.searchParams.set("p", n)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spiders.cms.brackets import LONGEST, QUOTES

if TYPE_CHECKING:
    from spiders.cms.expressions import Reader
    from spiders.cms.values import Known, Parts, Value

_OPENED = re.compile(r"\s*new\s+(?P<kind>URL|URLSearchParams)\(\s*")


def made_as_object(reader: Reader, name: str, at: int, known: Known) -> Parts | None:
    """Return what an address or a query comes to that a variable is set to at a place, with what is put into it."""
    opened = _OPENED.match(reader.text, at)
    if opened is None:
        return None
    parts: list[Value] = []
    if opened["kind"] == "URL" or reader.text[opened.end()] in QUOTES:
        first, _ = reader.value(opened.end(), known)
        if first is None:
            return None
        parts += first
    elif reader.text[opened.end()] == "{":
        first, _ = reader.query(opened.end(), known)
        if first is None:
            return None
        parts += first
    is_query = opened["kind"] == "URLSearchParams"
    puts = re.compile(rf"""(?<![\w$.]){re.escape(name)}\.(?:searchParams\.)?(?:set|append)\(\s*(?=["'])""")
    for put in puts.finditer(reader.text, opened.end(), opened.end() + LONGEST):
        key, end = reader.value(put.end(), known)
        if not key or not isinstance(key[0], str) or reader.text[end : end + 1] != ",":
            return None
        value = reader.value_of(key[0], end + 1, known)
        if value is None:
            return None
        asked = any(isinstance(part, str) and "?" in part for part in parts)
        joint = ("&" if parts else "") if is_query else "&" if asked else "?"
        parts += [f"{joint}{key[0]}=", *value]
    return parts
