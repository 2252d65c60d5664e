"""Where rows lead that a script draws without addresses: by what a click on one calls, or by what its attributes say.

`"<li onclick='show(" + row.id + ")'>"` with a function that goes to an address with what it is given, and
`<li data-id="{{row.id}}">` with a click that reads it: `location.href = "/n/" + $(this).data("id")`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.extraction.made import places_of
from spiders.cms.clicked_rows import attributes_of_rows
from spiders.cms.functions import LONGEST_NAME, name_at_end
from spiders.cms.opened import Opener, filled_with

_CALLS_AT_MOST, _DRAWN_AT_MOST, _LONGEST_ROW = 200, 20, 300
_OWN_ID = re.compile(r"""(?<=[\s"'])id\s{0,4}=\s{0,4}\\?["']?\{(\w{1,40})\}""")
_CALL = re.compile(r"\(\s{0,4}(?P<given>[^()\n]{1,200})\)")
# What a call is given in the text of a row: a place, '{id}', a field of a template's row, item.id, or a plain value.
_GIVEN = re.compile(
    r"""\s{0,4}\\{0,3}(?:["'`]|&quot;|&\#0?39;)?\\{0,3}(?:(?P<place>\{\w{1,40}\})|(?P<row>[A-Za-z_$][\w$]{0,40}(?:\[\w{1,20}\])?"""
    r"""(?:\.[A-Za-z_$][\w$]{0,40}){1,3})|(?P<plain>[\w\-]{1,40}))\\{0,3}(?:["'`]|&quot;|&\#0?39;)?\s{0,4}(?:,|$)"""
)


def by_calls(text: str, openers: Sequence[Opener]) -> Iterator[str]:
    """Yield the addresses, with places for fields of rows, that functions make of what rows in a text give them."""
    named = {opener.name: opener for opener in openers if not opener.is_asked and opener.name in text}
    if not named:
        return
    calls = 0
    for call in _CALL.finditer(text):
        before = text[max(0, call.start() - LONGEST_NAME) : call.start()]
        name = name_at_end(before)
        if name not in named or before.removesuffix(name).rstrip().endswith("function"):
            continue
        said = list(_given_in(_with_own(call["given"], text[max(0, call.start() - _LONGEST_ROW) : call.start()])))
        if any(value.startswith("{") for value in said) and (made := filled_with(named[name].url, said)):
            yield made
        if (calls := calls + 1) >= _CALLS_AT_MOST:
            return


def _with_own(given: str, before: str) -> str:
    """Return what a call is given with what its row says where the call has that of the row itself: `show(this.id)`."""
    if "this.id" not in given:
        return given
    drawn = _OWN_ID.findall(before)
    return given.replace("this.id", f"{{{drawn[-1]}}}") if drawn else given


def _given_in(given: str) -> Iterator[str]:
    """Yield what a call is given, up to the first thing that is nothing of a row and not plain."""
    at = 0
    while at < len(given) and (match := _GIVEN.match(given, at)) is not None:
        field = match["row"].rpartition(".")[2].lstrip("$") if match["row"] else ""
        yield match["place"] or (f"{{{field}}}" if field else match["plain"])
        at = match.end()


def by_attributes(text: str, scripts: str) -> Iterator[str]:
    """Yield the addresses that clicks make of attributes of rows which a text draws of their fields."""
    if "{" not in text or "this" not in scripts or not ("location" in scripts or "open(" in scripts):
        return
    for made in islice(attributes_of_rows(scripts), _DRAWN_AT_MOST):
        places = {}
        for place in places_of(made):
            name = re.escape(place.removeprefix("attr-"))
            drawn = re.findall(rf"""(?<=[\s"']){name}\s{{0,4}}=\s{{0,4}}\\?["']?\{{(\w{{1,40}})\}}""", text)
            if len(set(drawn)) == 1:
                places[place] = drawn[0]
        if places and len(places) == len(places_of(made)):
            yield re.sub(r"\{([\w\-]+)\}", lambda match, places=places: f"{{{places[match[1]]}}}", made)  # type: ignore[misc]
