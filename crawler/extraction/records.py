"""Rows that come as data: in answers of interfaces, in scripts, as XML; what each is called and its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

ROWS_AT_MOST = 2000
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_TITLED = re.compile(r"title|name|headline|subject|biaoti|label|^text$|caption", re.I)


def records_in(data: object) -> Iterator[dict[str, str]]:
    """Yield the objects that stand in the lists of data, their plain fields as texts."""
    todo: list[object] = [data]
    count = 0
    while todo and count < ROWS_AT_MOST:
        value = todo.pop(0)
        if isinstance(value, list):
            for inner in value:
                if isinstance(inner, dict):
                    count += 1
                    yield {name: str(said) for name, said in inner.items() if isinstance(said, str | int)}
            todo.extend(inner for inner in value if isinstance(inner, dict | list))
        elif isinstance(value, dict):
            todo.extend(inner for inner in value.values() if isinstance(inner, dict | list))


def title_of(record: Mapping[str, str]) -> str:
    """Return what a row is called, or nothing."""
    return next((said for name, said in record.items() if _TITLED.search(name) and _HAN.search(said)), "")
