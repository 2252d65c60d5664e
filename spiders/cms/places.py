"""Places in addresses: `{id}` stands where a script puts a field of a row or a parameter, `{:id}` in a path as routes
name it, `{0}` what a function is given first, `{data-id}` an attribute of a row's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlencode, urljoin

_ARGUMENT = re.compile(r"""\s*(?:["'](?P<text>[^"'<>]{1,200})["']|(?P<number>\d{1,12}))\s*(?:,|$)""")
# What was joined in quotes of its own to a literal that goes on behind it: '/p/{ym}/' + "{id}.html" + '">'.
_BETWEEN = re.compile(
    r"""(?P<quote>["'])\s*\+\s*(?!(?P=quote))(?P<other>["'])(?P<rest>\{[\w\-]+\}[\w\-./?=&#{}]*)(?P=other)\s*\+\s*(?P=quote)"""
)


def resolved(base: str, written: str) -> str:
    """Return the address that a page writes, read against another; nothing where it can be none: http://[[host]]/."""
    try:
        return urljoin(base, written)
    except ValueError:
        return ""


def query_in(url: str) -> str:
    """Return the query of an address, be it one or not."""
    return url.partition("#")[0].partition("?")[2]


def address_of(url: str, fields: Mapping[str, str]) -> str:
    """Return an address with the fields that go with it, places as they are."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(fields, safe='{}:')}" if fields else url


def arguments_of(given: str) -> list[str]:
    """Return what a call is given, texts and numbers, up to the first thing that is neither."""
    at, arguments = 0, []
    while (match := _ARGUMENT.match(given, at)) is not None and match.end() > at:
        arguments.append(match["text"] or match["number"])
        at = match.end()
    return arguments


class Joined:
    """What scripts join to the literals of an address, `'/p/' + row.slug + '.html'`, by the pattern of what it is."""

    def __init__(self, pattern: str) -> None:
        self._inside = re.compile(rf"""(?P<quote>["'])\s*\+\s*{pattern}\s*\+\s*(?P=quote)""")
        # Between literals of two kinds of quotes what goes on with the address moves into the first.
        self._mixed = re.compile(
            rf"""(?P<quote>["'])\s*\+\s*{pattern}\s*\+\s*(?!(?P=quote))(?P<other>["'])(?P<rest>[\w\-./?=&#]*)"""
        )
        self._at_end = re.compile(rf"""(?P<quote>["'])\s*\+\s*{pattern}(?=\s*[,;)}}\]"'>]|\s*$)""", re.M)

    def with_places(self, text: str, place: Callable[[re.Match[str]], str]) -> str:
        """Return scripts with a place written into their literals wherever it is joined to them."""
        text = self._inside.sub(place, text)
        text, mixed = self._mixed.subn(lambda m: f"{place(m)}{m['rest']}{m['quote']} + {m['other']}", text)
        text = _BETWEEN.sub(lambda match: match["rest"], text) if mixed else text
        return self._at_end.sub(lambda match: place(match) + match["quote"], text)
