"""The functions of a script that have a name, however they are written: where each stands and what it is given."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from spiders.cms.brackets import LONGEST

# Found by a word that is looked for as it is; what a function is assigned to stands before it.
_FUNCTION = re.compile(r"function(?:\s+(?P<name>[\w$]+))?\s*\((?P<given>[^()]*)\)\s*\{")
# What asks the server for something, or by its name may: $.get(, load(, showList(.
ASKS = re.compile(r"\b(?:get(?:JSON)?|ajax|post|fetch|load\w*|\w*[Ll]ist\w*)\s*\(")
_ARROW = re.compile(r"\)\s*=>\s*\{")
# Of a method, with what it is given; what begins like one and is none.
_OPENS = re.compile(r"\)\s{0,4}\{")
_GIVEN = re.compile(r"[A-Za-z_$][\w$]*(?:\s*,\s*[A-Za-z_$][\w$]*)*")
_WORDS = ("if", "for", "while", "switch", "catch", "with", "function", "return")
_METHODS_AT_MOST, _LONGEST_OF_METHODS = 60, 300_000  # methods; characters of scripts in which they are looked for
_SHORT_ARROW = re.compile(r"=>\s*(?![\s{])")
_GIVEN_ALONE = re.compile(r"(?<![\w$.])[\w$]+$")
_ASSIGNED = re.compile(r"(?<![\w$])(?P<name>[\w$]+)\s*[=:]\s*(?:async\s*)?$")
# What a method is called by, inside its object and out of it.
_OWNER = re.compile(r"(?<![\w$.)\]])(?P<name>[A-Za-z_]\w*)\.$")
_SELF = ("this", "self", "that", "_this")
_OF_NAMES = f"{string.ascii_letters}{string.digits}_$"
LONGEST_NAME = 100  # characters, with what stands between a name and its function


@dataclass(frozen=True, slots=True)
class Function:
    """A function with the names of what it is given; where it starts, and where what it does begins."""

    name: str
    given: str
    start: int
    begin: int
    is_short: bool = False  # an expression: e => get(e)


def functions_of(text: str) -> list[Function]:
    """Return the functions that have a name, in the order in which they stand."""
    found = [*_plain_functions(text), *_arrows(text), *_short_arrows(text)]
    return sorted(found, key=lambda function: function.start)


def all_functions_of(text: str) -> list[Function]:
    """Return the functions that have a name, with methods that are given something and called: `load(id) {…}`."""
    return sorted([*functions_of(text), *_called_methods(text)], key=lambda function: function.start)


def _called_methods(text: str) -> Iterator[Function]:
    found: dict[str, Function] = {}
    for opens in _OPENS.finditer(text) if len(text) <= _LONGEST_OF_METHODS else ():
        opening = text.rfind("(", max(0, opens.start() - LONGEST_NAME), opens.start())
        given = text[opening + 1 : opens.start()].strip()
        if opening < 0 or not _GIVEN.fullmatch(given):
            continue
        name = name_at_end(before := text[max(0, opening - LONGEST_NAME) : opening].rstrip())
        ahead = before.removesuffix(name).rstrip()
        if not name or name in _WORDS or not ahead.removesuffix("async").rstrip().endswith((",", "{")):
            continue
        found.setdefault(name, Function(name, given, opening - len(name), opens.end()))
    for function in islice(found.values(), _METHODS_AT_MOST):
        if text.count(f"{function.name}(") > 1:
            yield function


def calls_its_own(text: str, name: str, at: int) -> bool:
    """Whether what is called at a place by a name is a function of the text: by itself, or as a method of its own."""
    if text[at - 1 : at] != ".":
        return True
    owner = _OWNER.search(text, max(0, at - LONGEST_NAME), at)
    if owner is None or owner["name"] in _SELF:
        return owner is not None
    whole = owner["name"]
    return any(made in text for made in (f"{whole}.{name} =", f"{whole}.{name}=", f"{whole} = {{", f"{whole}={{"))


def name_at_end(text: str) -> str:
    """Return the name that a text ends with; an empty text for none."""
    name = text[len(text.rstrip(_OF_NAMES)) :]
    return "" if name[:1] in string.digits else name


def _plain_functions(text: str) -> Iterator[Function]:
    for match in _FUNCTION.finditer(text):
        if match["name"] is not None:
            yield Function(match["name"], match["given"], match.start(), match.end())
        elif (assigned := _assigned(text, match.start())) is not None:
            yield Function(assigned["name"], match["given"], assigned.start(), match.end())


def _arrows(text: str) -> Iterator[Function]:
    for match in _ARROW.finditer(text):
        opening = text.rfind("(", max(0, match.start() - LONGEST), match.start())
        given = text[opening + 1 : match.start()]
        if opening >= 0 and ")" not in given and (assigned := _assigned(text, opening)) is not None:
            yield Function(assigned["name"], given, assigned.start(), match.end())


def _short_arrows(text: str) -> Iterator[Function]:
    for match in _SHORT_ARROW.finditer(text):
        near = text[max(0, match.start() - LONGEST_NAME) : match.start()]
        before = near.rstrip()
        end = match.start() - len(near) + len(before)
        if before.endswith(")"):
            start = text.rfind("(", max(0, end - LONGEST_NAME), end)
            given = text[start + 1 : end - 1]
        elif (alone := _GIVEN_ALONE.search(before)) is not None:
            start, given = end - len(alone[0]), alone[0]
        else:
            continue
        if start >= 0 and ")" not in given and (assigned := _assigned(text, start)) is not None:
            yield Function(assigned["name"], given, assigned.start(), match.end(), is_short=True)


def _assigned(text: str, at: int) -> re.Match[str] | None:
    """Return what the function that begins at a place is assigned to."""
    before = text[max(0, at - LONGEST_NAME) : at].rstrip()
    if not before.endswith(("=", ":", "async")):
        return None
    return _ASSIGNED.search(text, max(0, at - LONGEST_NAME), at)
