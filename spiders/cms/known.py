"""What scripts put into the addresses of rows that is the same for all of them: `"&t=" + catid`, `{{itemId}}`.

A variable stands for it that is set to something plain, to what a hidden input says, or to what the page's address
names; the path before all addresses may be such a one too, `$("#basePath").val() + "view.jsp?id="`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import islice

from crawler.extraction.tree import Parsed
from spiders.cms.functions import name_at_end
from spiders.cms.inputs import filled
from spiders.cms.values import PAGE

_AT_MOST, _STARTS_AT_MOST = 40, 60  # names that are looked for
_NAME = r"(?P<name>(?:\$scope\.|this\.|self\.|vm\.)?[A-Za-z_$][\w$]{0,40})"
# Behind what a parameter is called, where nothing of a row goes on with it.
_JOINED = re.compile(rf"""(?<==)(?P<quote>["'])\s*\+\s*{_NAME}(?!\s*[\w.$(\[])(?P<on>\s*\+\s*(?P=quote))?""")
_IN_TEXT = re.compile(rf"(?<==)(?:\{{\{{\s*{_NAME}\s*\}}\}}|\$\{{\s*(?P<other>[A-Za-z_$][\w$]{{0,40}})\s*\}})")
_BETWEEN = re.compile(
    r"""(?P<quote>["'])\s*\+\s*(?P<other>["'])(?P<said>[\w./:\-]{1,100})(?P=other)\s*\+\s*(?P=quote)"""
)
_SET = r"(?<![\w$.])(?:[\w$]{1,40}\.)?(?P<name>[A-Za-z_$][\w$]{0,40})\s{0,9}[=:]\s{0,9}"
_SAID = re.compile(_SET + r"""(?:"(?P<one>[\w\-]{1,60})"|'(?P<two>[\w\-]{1,60})'|(?P<number>\d{1,15}))\s{0,9}[;,\n}]""")
_READING = r"(?:[\w$]{1,40}\.){0,4}\w{0,30}(?:query|param|request)\w{0,30}(?:\.get)?"
_READ = re.compile(_SET + _READING + r"""\(\s{0,9}["'](?P<key>[\w\-]{1,40})["']""", re.I)
# The start of an address, whatever it is called: articleUrl + "&id=" + row.id.
_START = re.compile(
    r"""[=:](?<!["']:)\s{0,4}["'](?P<value>(?:https?://[\w.:\-]{1,80})?[\w./\-]{0,100}/[\w.\-]{0,60}(?:\?[\w./\-=&]{0,100})?)["']"""
    r"""\s{0,4}[;,\n}]"""
)
# What goes on behind it, by which it is found, and what may stand before it.
_JOINT = re.compile(r"""\s{0,4}\+\s{0,4}(?P<quote>["'])(?=[\w/?&])""")
_OWNER = re.compile(r"(?<![\w$.])(?:this|self|that|vm)\.$")
_CLOSED = re.compile(r"""(?P<quote>["'])\s{0,4}\+\s{0,4}$""")
_BEFORE = 60  # characters
_VALUE = re.compile(r"[\w\-]{1,60}", re.ASCII)


def with_known(parsed: Parsed, text: str, own: Mapping[str, str]) -> str:
    """Return scripts with what they put into every row's address written into it; `own` is what the page's names."""
    names = [match["name"] for match in _JOINED.finditer(text)]
    names += [match["name"] or match["other"] for match in _IN_TEXT.finditer(text)]
    names = [name for name in dict.fromkeys(names) if not PAGE.match(_last(name))][:_AT_MOST]
    values = _values_of({_last(name) for name in names}, text, own) if names else {}
    if not values:
        return text

    def in_sum(match: re.Match[str]) -> str:
        said = values.get(_last(match["name"]))
        return match[0] if said is None else f"{said}{'' if match['on'] else match['quote']}"

    def in_text(match: re.Match[str]) -> str:
        return values.get(_last(match["name"] or match["other"]), match[0])

    return _IN_TEXT.sub(in_text, _JOINED.sub(in_sum, text))


def with_filled(parsed: Parsed, text: str) -> str:
    """Return scripts with what they read of inputs and elements of their page written into the addresses of rows."""
    if not any(mark in text for mark in (".val(", ".text(", ".attr(", ".data(", ".dataset.", ".innerText")):
        return text
    return _BETWEEN.sub(lambda match: match["said"], filled(parsed, text))


def with_starts(text: str) -> str:
    """Return scripts with the start of an address in the place of the variable that it is always set to."""
    starts: dict[str, set[str]] = {}
    for start in islice(_START.finditer(text), _STARTS_AT_MOST):
        before = text[max(0, start.start() - _BEFORE) : start.start()].rstrip()
        name = name_at_end(before)
        if name:
            starts.setdefault(name, set()).add(start["value"])
    known = {name: said.pop() for name, said in starts.items() if len(said) == 1}
    if not known:
        return text
    pieces, done = list[str](), 0
    for joint in _JOINT.finditer(text):
        name = name_at_end(text[max(done, joint.start() - _BEFORE) : joint.start()])
        if name not in known:
            continue
        begin = joint.start() - len(name)
        if (owner := _OWNER.search(text, max(done, begin - _BEFORE), begin)) is not None:
            begin = owner.start()
        elif text[begin - 1 : begin] == ".":
            continue
        # '<a href="' + url + '&id=': what stands in quotes before it goes on with it.
        closed = _CLOSED.search(text, max(done, begin - _BEFORE), begin)
        goes_on = closed is not None and closed["quote"] == joint["quote"]
        pieces += [text[done : closed.start() if closed is not None and goes_on else begin]]
        pieces += [known[name] if goes_on else f"{joint['quote']}{known[name]}"]
        done = joint.end()
    return "".join([*pieces, text[done:]])


def _values_of(names: Collection[str], text: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return what variables are always set to, where that is plain, or the page's address names it."""
    found: dict[str, set[str]] = {}
    for match in _SAID.finditer(text):
        if match["name"] in names:
            found.setdefault(match["name"], set()).add(match["one"] or match["two"] or match["number"])
    for match in _READ.finditer(text):
        if match["name"] in names and _VALUE.fullmatch(said := own.get(match["key"], "")):
            found.setdefault(match["name"], set()).add(said)
    return {name: said.pop() for name, said in found.items() if len(said) == 1}


def _last(name: str) -> str:
    return name.rpartition(".")[2]
