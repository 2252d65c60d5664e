"""Fields that a script writes as the text of an object itself: `data: "{'cid':'7','page':'" + n + "'}"`."""

from __future__ import annotations

import re

from spiders.cms.values import Fields, Page, Parts

_PAGE = "\0"  # stands for the page in a text
_FIELD = re.compile(
    r"""(?P<quote>["']?)(?P<name>[\w$\-]{1,60})(?P=quote)\s{0,9}:\s{0,9}"""
    r"""(?:"(?P<one>[^"]{0,300})"|'(?P<two>[^']{0,300})'|(?P<bare>[\w.\-\0]{1,60}))\s{0,9}(?:,|\}\s{0,9}$)"""
)


def fields_written(parts: Parts) -> Fields | None:
    """Return the fields of an object that is written out as a text; None for a text that is none."""
    text = "".join(_PAGE if isinstance(part, Page) else part for part in parts).strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    page = next((part for part in parts if isinstance(part, Page)), None)
    found: Fields = {}
    for field in _FIELD.finditer(text):
        said = next((said for said in field.group("one", "two", "bare") if said is not None), "")
        found[field["name"]] = [page] if said == _PAGE and page is not None else [said]
    return found or None
