"""Answers of interfaces: JSON, alone or in a call."""

from __future__ import annotations

import json
import re

_DATA = re.compile(r"[\ufeff\s]*(?:[\w$.]+\s*\(\s*)?(?P<data>[{\[].*[}\]])\s*\)?\s*;?\s*", re.S)


def data_in(text: str) -> object:
    """Return what an answer of JSON, or of a call with JSON, holds; None where it is no such. Never raises."""
    found = _DATA.fullmatch(text)
    if found is None:
        return None
    try:
        return json.loads(found["data"], strict=False)
    except (ValueError, RecursionError):
        return None
