"""Rows that a script's function opens by a form: it puts their number there and submits, `$("#id").val(id)`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import urlsplit

from crawler.extraction.tree import Parsed
from spiders.cms.inputs import hidden_in
from spiders.cms.picked import SUBMITS, submitted_by
from spiders.cms.places import address_of, resolved
from spiders.cms.values import is_page

_FUNCTIONS_AT_MOST = 50
_OF_A_STORY = re.compile(r"\w{0,30}(?:id|guid|uuid|code|no|num|bh|xh)", re.I)
# What does more than show a story.
_DOES = re.compile(
    r"hits?\b|count|vote|zan\b|digg?\b|collect|favou?rite|del|remove|edit|update|save|insert|audit|submit|login|logout"
    r"|search|query(?=\.|$)",
    re.I,
)


def submitting(parsed: Parsed, names: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """Yield the functions, of certain `names` where they are given, that have a form show what they are given.

    Each with the address that it goes to, with numbered places for that.
    """
    scripts = parsed.scripts
    if parsed.tree is None or ".submit(" not in scripts:
        return
    for function in islice(SUBMITS.finditer(scripts), _FUNCTIONS_AT_MOST):
        name = function["name"]
        if (names is not None and name not in names) or _DOES.search(name):
            continue
        put = submitted_by(scripts, function)
        if put and (made := _address(parsed, put)):
            yield name, made


def _address(parsed: Parsed, put: dict[int, str]) -> str:
    """Return the address that the form goes to which has all the fields that something is put into; else nothing."""
    assert parsed.tree is not None
    for form in parsed.tree.iter("form"):
        called: dict[str, str] = {}
        for field in form.iter("input"):
            for known in (field.get("id"), field.get("name")):
                called.setdefault(known or "", field.get("name") or "")
        fields = {called.get(said, ""): f"{{{place}}}" for place, said in put.items()}
        action = (form.get("action") or "").strip()
        if "" in fields or not action or _DOES.search(urlsplit(action).path.rpartition("/")[2]):
            continue
        if any(is_page(name) for name in fields) or not any(map(_OF_A_STORY.fullmatch, fields)):
            continue
        hidden = {name: value for name, value in hidden_in(form).items() if value and not is_page(name)}
        return address_of(resolved(parsed.base_url, action), {**hidden, **fields})
    return ""
