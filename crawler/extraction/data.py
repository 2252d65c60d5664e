"""Answers of interfaces: JSON, alone or in a call."""

from __future__ import annotations

import json
import re
from base64 import b64decode

_DATA = re.compile(r"[\ufeff\s]*(?:[\w$.]+\s*\(\s*)?(?P<data>[{\[].*[}\]])\s*\)?\s*;?\s*", re.S)

# JSON in base64 begins in few ways: `{"`, `[{`, `["`, or with a line's end or a blank behind the bracket.
_PACKED = re.compile(r'"(?P<held>(?:eyJ|W3s|WyJ|ewo|Wwo|eyA|WyA|ew0|Ww0)(?:[A-Za-z0-9+/]|\\/){16,}={0,2})"')


def unpacked(text: str) -> str:
    """Return an answer of JSON with the data themselves where its fields hold some in base64. Never raises."""
    return _PACKED.sub(_unpacked, text) if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "[") else text


def _unpacked(packed: re.Match[str]) -> str:
    try:
        held = b64decode(packed["held"].replace("\\/", "/"), validate=True).decode()
        return held if isinstance(json.loads(held), dict | list) else packed[0]
    except (ValueError, RecursionError):
        return packed[0]


def data_in(text: str) -> object:
    """Return what an answer of JSON, or of a call with JSON, holds; None where it is no such. Never raises."""
    found = _DATA.fullmatch(text)
    if found is None:
        return None
    try:
        return json.loads(found["data"], strict=False)
    except (ValueError, RecursionError):
        return None
