"""What an expression in a script comes to: pieces of text, and the page among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spiders.cms.concatenated import PAGE_NAMES

PAGE = re.compile(rf"^{PAGE_NAMES}$", re.I)


def is_page(name: str) -> bool:
    """Whether a field says by its name which page is asked for, in an object or not: `page[current]`."""
    return PAGE.match(last_of(name)) is not None


def last_of(name: str) -> str:
    """Return what a field is called in the object that it stands in: `size` of `page[size]`."""
    return name[:-1].rpartition("[")[2] if name.endswith("]") else name


class Page:
    """Stands for the page in what was followed."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Where an object opens that a function is given, and its name if it has one."""

    at: int
    name: str = ""


THE_PAGE = Page()
Value = str | Page
Given = Value | Opening
Known = Mapping[str, Given]
Parts = Sequence[Value]
Fields = dict[str, Parts | None]


def query_of(fields: Fields) -> Parts | None:
    """Return the query that fields make, or None where one of them cannot be followed."""
    parts: list[Value] = []
    for name, value in fields.items():
        if value is None:
            return None
        parts += [f"{'&' if parts else ''}{name}=", *value]
    return parts
