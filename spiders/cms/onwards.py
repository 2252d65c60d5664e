"""Data that names what comes after it: `{"next": "/api/news?after=33"}`, or the files that lists are kept in.

These stand in a list, or each under the name of its list, `{"video": "video.8f3a2c.json"}`.
"""

from __future__ import annotations

import re

from crawler.extraction.tree import Parsed
from spiders.cms.family import Lead
from spiders.cms.places import resolved

FILES_AT_MOST = 200
_NEXT = re.compile(r"next(?:_?(?:page)?_?(?:url|link|href|uri))?|(?:@odata\.)?nextLink", re.I)
_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/|\?)[^\s<>\"']{1,500}", re.ASCII)
_FILE = re.compile(r"(?:\.{0,2}/)?[\w\-./]{1,100}\.(?:json|xml)", re.ASCII)


def onwards(parsed: Parsed) -> list[Lead]:
    """Return what an answer names as what comes after it; of files the first is asked for every night."""
    data = parsed.data
    if not isinstance(data, dict | list):
        return []
    around = data if isinstance(data, dict) else {}
    for said in (around, *(value for value in around.values() if isinstance(value, dict))):
        for name, value in said.items():
            if isinstance(value, str) and _NEXT.fullmatch(name) and _ADDRESS.fullmatch(value):
                return [Lead(resolved(parsed.base_url, value))]
    lists = data.values() if isinstance(data, dict) else [data]
    files = next((list(value) for value in lists if isinstance(value, list) and _are_files(value)), [])
    files = files or [value for value in around.values() if isinstance(value, str) and _FILE.fullmatch(value)]
    return [
        Lead(resolved(parsed.base_url, name), is_first=index == 0) for index, name in enumerate(files[:FILES_AT_MOST])
    ]


def _are_files(names: list[object]) -> bool:
    return bool(names) and all(isinstance(name, str) and _FILE.fullmatch(name) for name in names)
