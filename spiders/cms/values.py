"""What an expression in a script comes to: pieces of text, and the page among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spiders.cms.concatenated import PAGE_NAMES

_PAGE_OF = re.compile(rf"^{PAGE_NAMES}$", re.I)
# Of variables: one that is called a pager is an object.
PAGE = re.compile(rf"^(?!pager$){PAGE_NAMES}$", re.I)

_ROWS_OF_ONE = re.compile(r"(?:page_?)?size|limit|per_?page", re.I)
SIZE_TOO = re.compile(r"page_?num", re.I)  # what some call the page, and others how many rows one has


def is_page(name: str) -> bool:
    """Whether a field says by its name which page is asked for, in an object or not: `page[current]`."""
    return _PAGE_OF.match(last_of(name)) is not None


def page_among(names: Iterable[str]) -> str | None:
    """Return which of the names of fields says the page: where two do, `pagenum` is how many rows one has.

    A mere `num` does where another name says the rows.
    """
    known = list(names)
    found = [name for name in known if is_page(name)]
    if not found and "num" in known and any(map(_ROWS_OF_ONE.fullmatch, known)):
        return "num"
    return next((name for name in found if not SIZE_TOO.fullmatch(name)), found[0] if found else None)


def last_of(name: str) -> str:
    """Return what a field is called in the object that it stands in: `size` of `page[size]`."""
    return name[:-1].rpartition("[")[2] if name.endswith("]") else name


class Page:
    """Stands for the page in what was followed."""


class Quoted(str):
    """A piece of text that stands in quotes: as JSON it is sent as a text, be it a number or not."""


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
