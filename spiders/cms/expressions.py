"""What an expression in a page's scripts comes to, without running any.

It is followed as far as it is made of literals, `+`, template strings, variables that are given a plain value, hidden
inputs, meta tags and the arguments with which the function around it is called. A name that says page is the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from operator import ge, gt, le, lt

from spiders.cms.brackets import LONGEST, QUOTES, end_of
from spiders.cms.bundles import Bundle, Module
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.counters import counted_in
from spiders.cms.cuts import CUT, PUT, cut_out, place_of
from spiders.cms.functions import LONGEST_NAME, Function, all_functions_of, calls_its_own, name_at_end
from spiders.cms.objects import ReadsObjects
from spiders.cms.queries import made_as_object
from spiders.cms.stamps import stamp_at
from spiders.cms.values import PAGE, THE_PAGE, Given, Known, Opening, Parts, Quoted, Value, is_page, query_of

CALLED_AT_MOST = 60  # times that a function is

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<template>`[^`]*`)|(?P<number>-?\d+)(?![\w.])"""
    r"""|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*))"""
)
_ESCAPED = re.compile(r"""\\([/"'])""")
_SAID_BY_NAME = ("true", "false", "null")  # sent as they are: {isPage: true, time: null}
_HOLE = re.compile(r"\$\{\s*(?:\+\+)?([\w$.]+?)(?:\+\+|\.toString\(\s*\))?\s*\}")
_AS_TEXT = (".toString", ".href")
# A plain value is found by the sign before it, behind its name; what stands for nothing may follow: '31' || ''.
_GIVEN = re.compile(
    r"""[=:]\s*(?P<value>"[^"\\\n]{0,300}"|'[^'\\\n]{0,300}'|\d{1,16}(?![\w.]))\s*(?=(?:\|\|\s*(?:""|'')\s*)?(?:[;,\n})]|$))"""
)
_QUERY_OF = re.compile(r"\s*URLSearchParams\(\s*(?P<name>[\w$]+)\s*\)")
_QUERY = re.compile(r"\s*URLSearchParams\(\s*(?=\{)")
_BEFORE_PAGE = re.compile(rf"(?:^|[?&]){PAGE_NAMES}=$", re.I)
_ONE_ON = re.compile(r"\s*[\w$.]+\s*(?P<sign>[+\-])\s*1\s*")  # what a page is sent as that is counted from 0, or 1
_DEEPEST, _INNERMOST = 4, 20  # variables made of variables, functions in functions; expressions and objects in others
_BRACKET = re.compile(r"\s*\(")
_ARGUMENT = re.compile(r"\s*[\w$.]+\s*\)")
_NAME_ALONE = re.compile(r"\s*[\w$.]+\s*")
_CHOICE = re.compile(
    r"""\s*(?P<open>\()?\s*(?P<one>[\w$.]+)\s*(?P<sign>===?|<=?|>=?|!==?)\s*(?P<other>\d+|["'][^"'\n]{0,20}["']|[\w$.]+)"""
    r"""\s*(?(open)\))\s*\?(?=\s*["'`\w$])\s*"""
)
_COMPARED: dict[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
# A month or a day with a 0 before it: ("0" + m).slice(-2), String(m).padStart(2, "0").
_OF_TWO = re.compile(r"""\.(?:(?:slice|substr)\(\s*-2|padStart\(\s*2\s*,\s*["']?0["']?)\s*\)""")
_RETURN = re.compile(r"\breturn\s+")
# What the first page passes over: (page - 1) * size.
_PASSED_OVER = re.compile(r"\s*\(\s*(?P<page>[\w$.]+)\s*-\s*1\s*\)\s*\*\s*[\w$.]+")
# A page that is counted from 1, as it is sent to who counts from 0: pageNum - 1.
_ONE_BEFORE = re.compile(r"\s*(?P<open>\()?\s*(?P<page>[\w$.]+)\s*-\s*1\s*(?(open)\))(?=\s*[,;)}+]|\s*$)")
# What the first page passes over that is counted from 0: page * size.
_TIMES = re.compile(r"\s*(?P<page>[A-Za-z_$][\w$.]*)\s*\*\s*[\w$.]+(?=\s*[,;)}+]|\s*$)")
_WRAPPERS = ("encodeURIComponent", "encodeURI", "escape", "String", "parseInt", "Number", "JSON.stringify")


class Reader(ReadsObjects):
    """Follows the expressions in a text."""

    def __init__(self, text: str, url: str = "") -> None:
        self.text = text
        self._depth = 0
        self._inner = 0  # how deep in expressions and objects the reading is
        self._settings: dict[str, list[re.Match[str]]] = {}  # where a variable is set, by its name
        self._objects: dict[str, list[int]] = {}  # where objects open that a name is given, by the name
        self._calls: dict[str, list[re.Match[str]]] = {}  # where a function is called
        self._ends: dict[int, int] = {}  # of functions, by where their text begins
        self._place = place_of(url)
        self.known: dict[str, Given] = self._settings_in(0, len(text))
        self._bundle = Bundle(text)
        self._known_in: dict[Module, dict[str, Given]] = {}

    def _settings_in(self, start: int, end: int) -> dict[str, Given]:
        """Return what names are set to in a part of the text, plain values alone."""
        text = self.text
        known = dict(self._place)
        numbers: dict[str, Given] = {}  # of objects: `data: {offset: 0, limit: 12}`
        for given in _GIVEN.finditer(text, start, end):
            at, value = given.start(), given["value"]
            before = text[max(start, at - LONGEST_NAME) : at].rstrip()
            name = name_at_end(before)
            if name and value in ("0", "1") and before.endswith(f"this.{name}"):
                numbers.setdefault(name, value)  # a counter of the object's own
            elif name and not before.endswith(f".{name}"):
                numbered = value[0] not in QUOTES and text[at] == ":"
                (numbers if numbered else known).setdefault(name, Quoted(value[1:-1]) if value[0] in QUOTES else value)
        return known | {name: value for name, value in numbers.items() if name not in known}

    def known_at(self, at: int) -> Known:
        """Return what is known at a place: in a bundle, what its own module says."""
        module = self._bundle.at(at)
        if module is None:
            return self.known
        if module not in self._known_in:
            self._known_in[module] = self._settings_in(module.start, module.end)
        return self._known_in[module]

    def value(self, at: int, known: Known, ends: str = ",)}];") -> tuple[Parts | None, int]:
        """Return the parts that an expression comes to, or None, and where it ends."""
        if self._inner >= _INNERMOST:
            return None, end_of(self.text, at, ",")
        self._inner += 1
        try:
            return self._value(at, known, ends)
        finally:
            self._inner -= 1

    def _value(self, at: int, known: Known, ends: str) -> tuple[Parts | None, int]:
        parts: list[Value] = []
        good = True
        passed = _PASSED_OVER.match(self.text, at)
        if passed is not None and PAGE.match(passed["page"].rpartition(".")[2]):
            return ["0"], end_of(self.text, passed.end(), ",")
        if (choice := _CHOICE.match(self.text, at)) is not None:
            return self.chosen(choice, known)
        while True:
            last = parts[-1] if parts else None
            if isinstance(last, str) and (stamp := stamp_at(self.text, at, last)) is not None:
                parts[-1], at = last[: stamp.start], stamp.end
            else:
                found, at = self._term(at, known, last)
                if at < 0:
                    return None, end_of(self.text, -at, ",")
                if found and (two := _OF_TWO.match(self.text, at)) is not None:
                    found, at = self._of_two(found), two.end()
                good = good and found is not None
                parts += found or ()
            goes_on, end = self._goes_on(at, ends)
            if not goes_on:
                return (parts if good and goes_on is not None else None), end
            at = end

    def _term(self, at: int, known: Known, last: Value | None) -> tuple[Parts | None, int]:
        """Return what one term of a sum comes to, and where it ends; a place below 0 for what is none."""
        passed, before = _PASSED_OVER.match(self.text, at), _ONE_BEFORE.match(self.text, at)
        if passed is not None and PAGE.match(passed["page"].rpartition(".")[2]):
            return ["0"], passed.end()
        if (times := _TIMES.match(self.text, at)) is not None and self._is_first(times["page"], known, "0"):
            return ["0"], times.end()
        if before is not None and self._is_first(before["page"], known):
            return ["0"], before.end()
        if (bracket := _BRACKET.match(self.text, at)) is not None:
            return self._bracketed(bracket.end(), known, last)
        token = _TOKEN.match(self.text, at)
        if token is None:
            return None, -at
        at, name = token.end(), token["name"]
        if name == "new" and (query := _QUERY.match(self.text, at)) is not None:
            return self.query(query.end(), known)
        if name == "new" and (query := _QUERY_OF.match(self.text, at)) is not None:
            fields = self.given(query.start("name"), known)
            return (query_of(fields) if fields else None), query.end()
        opens = self.text.startswith("(", at)
        if opens and name in _WRAPPERS:
            found, at = self.value(at + 1, known)
            return found, at + 1
        found = self._operand(token, known)
        if name and name.endswith(".toString") and self.text.startswith("()", at):
            at += 2
        elif found is None and name and (cut := CUT.match(self.text, at)) is not None:
            found, at = self._cut(name, cut, known), cut.end()
        elif found is None and name and name.endswith(".replace") and (put := PUT.match(self.text, at)) is not None:
            found, at = self._put(name.removesuffix(".replace"), put, known)
        elif found is None and name and opens and (made := self.called(name, at + 1, known)) is not None:
            found, at = made, end_of(self.text, at + 1) + 1
        if found is None and isinstance(last, str) and _BEFORE_PAGE.search(last):
            found = [THE_PAGE]
        return found, at

    def chosen(self, choice: re.Match[str], known: Known) -> tuple[Parts | None, int]:
        """Return what a choice comes to, and where it ends.

        n == 0 ? "docs.xml" : "docs_" + n + ".xml": what comes first is asked for first. m < 10 ? "0" + m : m is known.
        """
        found, at = self.value(choice.end(), known, ends=":")
        if self.text[at : at + 1] == ":" and not self._holds(choice, known):
            found, at = self.value(at + 1, known)
        return found, end_of(self.text, at, ",")

    def _holds(self, choice: re.Match[str], known: Known) -> bool:
        """Whether one number is more or less than the other, as a choice says; it is where either is not known."""
        one, other = (side if side.isdecimal() else self.named(side, known) for side in choice.group("one", "other"))
        compare = _COMPARED.get(choice["sign"])
        if compare is None or not isinstance(one, str) or not isinstance(other, str):
            return True
        return not (one.isdecimal() and other.isdecimal()) or compare(int(one), int(other))

    def _of_two(self, parts: Parts) -> Parts | None:
        """Return a number in two digits, the last it has; None for what is no number."""
        whole = "".join(part if isinstance(part, str) else " " for part in parts)
        return [whole[-2:].rjust(2, "0")] if whole.isdecimal() else None

    def called(self, name: str, at: int, known: Known) -> Parts | None:
        """Return what a function comes to that writes the number it is given at a place in another way."""
        if _ARGUMENT.match(self.text, at) is None:
            return None
        found = list(islice(self.returned(name, at, known), 2))
        number = "".join(map(str, found[0])) if len(found) == 1 and found[0] else ""
        return [number] if number.isdecimal() else None

    def returned(self, name: str, at: int, known: Known) -> Iterator[Parts | None]:
        """Yield what a function of the text returns, in one place or several, for the one thing it is given there."""
        function = next((one for one in self.functions if one.name == name), None)
        names = [one.strip() for one in function.given.split(",")] if function is not None else []
        given, _ = self.value(at, known)
        if function is None or len(names) != 1 or given is None or len(given) != 1 or self._depth >= _DEEPEST:
            return
        inside = {**known, names[0]: given[0]}
        for returned in _RETURN.finditer(self.text, function.begin, self.end_of_function(function)):
            self._depth += 1
            try:
                found = self.value(returned.end(), inside)[0]
            finally:
                self._depth -= 1
            yield found

    def _bracketed(self, at: int, known: Known, last: Value | None) -> tuple[Parts | None, int]:
        """Return what stands in a bracket, of sums of numbers nothing, and where what is behind it begins.

        Where the page is said, "page=" + (n + 1), it is what the first is sent as.
        """
        end = end_of(self.text, at)
        inside = self.text[at:end]
        one_on = _ONE_ON.fullmatch(inside) if isinstance(last, str) and _BEFORE_PAGE.search(last) else None
        if one_on is not None:
            return ["1" if one_on["sign"] == "+" else "0"], end + 1
        is_text = _NAME_ALONE.fullmatch(inside) is not None or any(quote in inside for quote in QUOTES)
        return (self.value(at, known)[0] if is_text else None), end + 1

    def _is_first(self, name: str, known: Known, first: str = "1") -> bool:
        """Whether a name says page, and is known to be 1, or another number, for the first."""
        return PAGE.match(name := name.rpartition(".")[2]) is not None and known.get(name) == first

    def _goes_on(self, at: int, ends: str) -> tuple[bool | None, int]:
        """Return whether something is added behind a place, None where it is something else, and where that is."""
        near = self.text[at : at + 80]
        rest = near.lstrip()
        end = at + len(near) - len(rest)
        if not rest or rest[0] in ends or (rest[0] != "+" and "\n" in self.text[at:end]):
            return False, end
        return (True, end + 1) if rest[0] == "+" else (None, end_of(self.text, at, ","))

    def _operand(self, token: re.Match[str], known: Known) -> Parts | None:
        if token["text"] is not None:
            return [Quoted(_ESCAPED.sub(r"\1", token["text"][1:-1]))]
        if token["number"] is not None:
            return [token["number"]]
        if token["template"] is None:
            if token["name"] in _SAID_BY_NAME:
                return [token["name"]]
            named = self.named(token["name"], known)
            return [named] if named is not None else self._made(token["name"], known)
        parts: list[Value] = []
        for index, piece in enumerate(_HOLE.split(token["template"][1:-1])):
            value = piece if index % 2 == 0 else self.named(piece, known)
            made = [value] if value is not None else self._made(piece, known)
            if made is None:
                return None
            parts += made
        return parts

    def _cut(self, name: str, cut: re.Match[str], known: Known) -> Parts | None:
        """Return a part of what a name stands for: `today.substr(0, 7)`, `today.replace(/-/g, "")`."""
        owner, _, function = name.rpartition(".")
        whole = self.named(owner, known) if owner else None
        return cut_out(whole, function, cut) if isinstance(whole, str) else None

    def _put(self, name: str, put: re.Match[str], known: Known) -> tuple[Parts | None, int]:
        """Return what a name stands for with what is put in the place of a part of it, and where the call ends."""
        new, at = self.value(put.end(), known)
        whole: Value | None = self.named(name, known)
        if not isinstance(whole, str) and (made := self._made(name, known)) and len(made) == 1:
            whole = made[0]
        old = put["text"] or put["pattern"].replace("\\", "")
        if new is None or not isinstance(whole, str) or old not in whole:
            return None, at + 1
        before, _, after = whole.partition(old)
        return [before, *new, after], at + 1

    def named(self, name: str, known: Known) -> Value | None:
        last = name.rpartition(".")[2]
        found = THE_PAGE if PAGE.match(last) or last in self.counters else known.get(name, known.get(last))
        if found is None and "." in name:
            found = self.kept(name)
        if found is None and "__" in name:
            # What a framework leaves in the page: window.__NEXT_DATA__.buildId.
            said = set(re.findall(rf'"{re.escape(last)}"\s*:\s*"([^"\\\n]{{1,80}})"', self.text))
            found = said.pop() if len(said) == 1 else None
        return None if isinstance(found, Opening) else found

    def _made(self, name: str, known: Known) -> Parts | None:
        """Return what a variable is made of where it is set to an expression."""
        if self._depth >= _DEEPEST:
            return None
        name = next((name.removesuffix(end) for end in _AS_TEXT if name.endswith(end)), name)
        places = self._settings.get(name)
        if places is None:
            written = re.escape(name)
            # Letters first: they are looked for as they are.
            places = list(re.finditer(rf"{written}(?<![\w$.]{written})\s*\+?=\s*(?!=)", self.text))
            self._settings[name] = places
        if len(places) != 1 or "+" in places[0][0]:
            return None
        self._depth += 1
        try:
            made = made_as_object(self, name, places[0].end(), known)
            return made if made is not None else self.value(places[0].end(), known)[0]
        finally:
            self._depth -= 1

    def value_of(self, key: str, at: int, known: Known) -> Parts | None:
        """Return what a field is given at a place; what is called a page is the page, whatever gives it."""
        value = self.value(at, known)[0]
        return [THE_PAGE] if value is None and is_page(key) else value

    @cached_property
    def counters(self) -> frozenset[str]:
        """The variables that begin at 0 or 1 and are counted on: what the pages of a list are counted with."""
        return frozenset(name for name in counted_in(self.text) if self.known.get(name) in ("0", "1"))

    @cached_property
    def functions(self) -> list[Function]:
        return all_functions_of(self.text)

    def end_of_function(self, function: Function) -> int:
        """Return where a function ends."""
        if function.begin not in self._ends:
            self._ends[function.begin] = end_of(self.text, function.begin, "," if function.is_short else "")
        return self._ends[function.begin]

    def _called(self, name: str) -> list[re.Match[str]]:
        """Return where a function is called."""
        if name not in self._calls:
            written = re.escape(name)
            calls = re.finditer(rf"{written}(?<![\w$]{written})(?<!function {written})\s*\(", self.text)
            self._calls[name] = [call for call in calls if calls_its_own(self.text, name, call.start())]
        return self._calls[name]

    def around(self, at: int) -> Iterator[tuple[Known, int]]:
        """Yield what is known at a place, once for each call of the function around it, and where that is called."""
        function = next(
            (
                function
                for function in reversed(self.functions)
                if at - LONGEST <= function.start and function.begin <= at <= self.end_of_function(function)
            ),
            None,
        )
        known = self.known_at(at)
        if function is None:
            yield known, at
            return
        names = [name.strip() for name in function.given.split(",") if name.strip()]
        module = self._bundle.at(function.start)
        if module is not None:
            # What a function is given is another thing than what has its name elsewhere.
            known = {name: value for name, value in known.items() if name not in names}
        called = self._places_of_calls(function, module, at) if names else []
        for place in called[:CALLED_AT_MOST]:
            yield {**known, **self._bound(names, place)}, place
        if not called:
            yield known, at

    def _places_of_calls(self, function: Function, module: Module | None, at: int) -> list[int]:
        """Return where a function is called, behind the bracket that opens, but for calls in itself before a place."""
        if module is not None:
            places = self._bundle.calls(module, function.name)
        else:
            places = (call.end() for call in self._called(function.name))
        return [place for place in places if not function.start <= place < at]

    def _bound(self, names: Sequence[str], at: int) -> dict[str, Given]:
        """Return what the arguments that stand at a place give to the names of a function."""
        bound: dict[str, Given] = {}
        known = self.known_at(at)
        for name in names:
            begin = at
            value, at = self.value(at, known)
            start = known.get(self.text[begin:at].strip())
            if value == [THE_PAGE] and PAGE.match(name) and start in ("0", "1"):
                bound[name] = start  # what it begins with: it stands for the page all the same
            elif value is not None and len(value) == 1:
                bound[name] = value[0]
            elif value and all(isinstance(part, str) for part in value):
                bound[name] = "".join(map(str, value))
            elif value is None and (opening := self.opening(begin, known)) is not None:
                bound[name] = opening
            if self.text[at : at + 1] != ",":
                break
            at += 1
        return bound
