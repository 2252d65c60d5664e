"""What an expression in a page's scripts comes to, without running any.

It is followed as far as it is made of literals, `+`, template strings, variables that are given a plain value, hidden
inputs, meta tags and the arguments with which the function around it is called. A name that says page is the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from spiders.cms.brackets import LONGEST, QUOTES, end_of
from spiders.cms.bundles import Bundle, Module
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.functions import LONGEST_NAME, Function, calls_its_own, functions_of
from spiders.cms.queries import made_as_object
from spiders.cms.stamps import stamp_at

PAGE = re.compile(rf"^{PAGE_NAMES}$", re.I)
CALLED_AT_MOST = 60  # times that a function is

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<template>`[^`]*`)|(?P<number>\d+)(?![\w.])"""
    r"""|(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*))"""
)
_HOLE = re.compile(r"\$\{\s*(?:\+\+)?([\w$.]+?)(?:\+\+|\.toString\(\s*\))?\s*\}")
_AS_TEXT = (".toString", ".href")
_KEY = re.compile(r"""\s*,?\s*(?:["'](?P<quoted>[\w$.\-\[\]]+)["']|(?P<plain>[\w$]+))\s*(?=[:,}])""")
# A plain value is found by the sign before it; the name that it is given to stands before that.
_GIVEN = re.compile(r"""[=:]\s*(?P<value>"[^"\\\n]{0,300}"|'[^'\\\n]{0,300}'|\d{1,9}(?![\w.]))\s*(?=[;,\n})]|$)""")
_NAME_BEFORE = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*(?=\s*$)")
_NESTED = re.compile(r"\s*(?=[\[{])")
_MOST_NESTED = 20
_FIELDS = re.compile(r"\s*(?:JSON\.stringify\(|[Qq]s\.stringify\()?\s*(?:(?P<brace>\{)|(?:[\w$]+\.)*(?P<name>[\w$]+))")
_QUERY_OF = re.compile(r"\s*URLSearchParams\(\s*(?P<name>[\w$]+)\s*\)")
_QUERY = re.compile(r"\s*URLSearchParams\(\s*(?=\{)")
_BEFORE_PAGE = re.compile(rf"[?&]{PAGE_NAMES}=$", re.I)
_DEEPEST, _INNERMOST = 4, 20  # variables made of variables; expressions and objects in others
# What cuts a text or changes it, behind the name of the text: (0, 7), (/-/g, "").
_CUT = re.compile(
    r"""\(\s*(?:(?P<start>\d{1,3})\s*(?:,\s*(?P<end>\d{1,3})\s*)?|/(?P<old>\\?[^/\s\w\\])/g\s*,\s*(?P<quote>["'])(?P<new>[^"']?)(?P=quote)\s*)\)"""
)
_CHOICE = re.compile(
    r"""\s*\(?\s*[\w$.]+\s*(?:===?|<=?|>=?|!==?)\s*(?:\d+|["'][^"'\n]{0,20}["']|[\w$.]+)\s*\)?\s*\?(?=\s*["'`\w$])\s*"""
)
# What the first page passes over: (page - 1) * size.
_PASSED_OVER = re.compile(r"\s*\(\s*(?P<page>[\w$.]+)\s*-\s*1\s*\)\s*\*\s*[\w$.]+")
_BACKSLASH = "\\"
_WRAPPERS = ("encodeURIComponent", "encodeURI", "escape", "String", "parseInt", "Number", "JSON.stringify")


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


def _place_of(url: str) -> dict[str, Given]:
    """Return what scripts know of where their page stands."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    place = {"protocol": f"{parts.scheme}:", "host": parts.netloc, "hostname": parts.hostname or "", "origin": origin}
    owners = ("location", "window.location", "document.location", "self.location")
    return {f"{owner}.{name}": value for owner in owners for name, value in place.items()} if url else {}


def _query_of(fields: Fields) -> Parts | None:
    """Return the query that fields make, or None where one of them cannot be followed."""
    parts: list[Value] = []
    for name, value in fields.items():
        if value is None:
            return None
        parts += [f"{'&' if parts else ''}{name}=", *value]
    return parts


class Reader:
    """Follows the expressions in a text."""

    def __init__(self, text: str, url: str = "") -> None:
        self.text = text
        self._depth = 0
        self._inner = 0  # how deep in expressions and objects the reading is
        self._settings: dict[str, list[re.Match[str]]] = {}  # where a variable is set, by its name
        self._objects: dict[str, list[int]] = {}  # where objects open that a name is given, by the name
        self._calls: dict[str, list[re.Match[str]]] = {}  # where a function is called
        self._ends: dict[int, int] = {}  # of functions, by where their text begins
        self._place = _place_of(url)
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
            if (name := _NAME_BEFORE.search(text, max(start, at - LONGEST_NAME), at)) is not None:
                numbered = value[0] not in QUOTES and text[at] == ":"
                (numbers if numbered else known).setdefault(name[0], value.strip("\"'"))
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
            # n == 0 ? "docs.xml" : "docs_" + n + ".xml": what comes first is asked for first.
            parts_of_one, at = self.value(choice.end(), known, ends=":")
            return parts_of_one, end_of(self.text, at, ",")
        while True:
            last = parts[-1] if parts else None
            if isinstance(last, str) and (stamp := stamp_at(self.text, at, last)) is not None:
                parts[-1] = last[: stamp.start]
                goes_on, end = self._goes_on(stamp.end, ends)
                if not goes_on:
                    return (parts if good and goes_on is not None else None), end
                at = end
                continue
            token = _TOKEN.match(self.text, at)
            if token is None:
                return None, end_of(self.text, at, ",")
            at = token.end()
            found = self._operand(token, known)
            if token["name"] and token["name"].endswith(".toString") and self.text.startswith("()", at):
                at += 2
            if found is None and token["name"] and (cut := _CUT.match(self.text, at)) is not None:
                found, at = self._cut(token["name"], cut, known), cut.end()
            if found is None and parts and isinstance(parts[-1], str) and _BEFORE_PAGE.search(parts[-1]):
                found = [THE_PAGE]
            if token["name"] == "new" and (query := _QUERY.match(self.text, at)) is not None:
                found, at = self.query(query.end(), known)
            elif token["name"] == "new" and (query := _QUERY_OF.match(self.text, at)) is not None:
                fields = self.given(query.start("name"), known)
                found, at = (_query_of(fields) if fields else None), query.end()
            if token["name"] in _WRAPPERS and self.text[at : at + 1] == "(":
                found, at = self.value(at + 1, known)
                at += 1
            if found is None:
                good = False
            else:
                parts += found
            goes_on, end = self._goes_on(at, ends)
            if not goes_on:
                return (parts if good and goes_on is not None else None), end
            at = end

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
            return [token["text"][1:-1].replace("\\/", "/")]
        if token["number"] is not None:
            return [token["number"]]
        if token["template"] is None:
            named = self._named(token["name"], known)
            return [named] if named is not None else self._made(token["name"], known)
        parts: list[Value] = []
        for index, piece in enumerate(_HOLE.split(token["template"][1:-1])):
            value = piece if index % 2 == 0 else self._named(piece, known)
            made = [value] if value is not None else self._made(piece, known)
            if made is None:
                return None
            parts += made
        return parts

    def _cut(self, name: str, cut: re.Match[str], known: Known) -> Parts | None:
        """Return a part of what a name stands for: `today.substr(0, 7)`, `today.replace(/-/g, "")`."""
        owner, _, function = name.rpartition(".")
        whole = self._named(owner, known) if owner else None
        if not isinstance(whole, str):
            return None
        if cut["old"] is not None:
            return [whole.replace(cut["old"].replace(_BACKSLASH, ""), cut["new"])] if function == "replace" else None
        if function not in ("substr", "substring", "slice"):
            return None
        start, end = int(cut["start"]), int(cut["end"]) if cut["end"] else None
        return [whole[start : start + end if end is not None and function == "substr" else end]]

    def _named(self, name: str, known: Known) -> Value | None:
        last = name.rpartition(".")[2]
        found = THE_PAGE if PAGE.match(last) else known.get(name, known.get(last))
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
    def _functions(self) -> list[Function]:
        return functions_of(self.text)

    def _end_of(self, function: Function) -> int:
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

    def query(self, at: int, known: Known) -> tuple[Parts | None, int]:
        """Return the query that an object stands for, and where what makes it ends."""
        fields, end = self.fields(at, known)
        return _query_of(fields), end + 2

    def fields(self, at: int, known: Known) -> tuple[Fields, int]:
        """Return the fields of the object that opens at a place, None for what cannot be followed, and its end."""
        found: Fields = {}
        at += 1
        while (key := _KEY.match(self.text, at)) is not None:
            at, name = key.end(), key["quoted"] or key["plain"]
            if self.text[at] == ":" and (nested := _NESTED.match(self.text, at + 1)) is not None:
                inner, at = self._nested(nested.end(), known)
                found |= {f"{name}{place}": value for place, value in inner.items()}
            elif self.text[at] == ":":
                found[name], at = self.value(at + 1, known)
            else:
                named = self._named(name, known)
                found[name] = None if named is None else [named]
        return found, end_of(self.text, at)

    def _nested(self, at: int, known: Known) -> tuple[Fields, int]:
        """Return the fields of an object or a list in an object, by their places as jQuery writes them, and its end."""
        if self._inner >= _INNERMOST:
            return {}, end_of(self.text, at + 1) + 1
        self._inner += 1
        try:
            return self._within(at, known)
        finally:
            self._inner -= 1

    def _within(self, at: int, known: Known) -> tuple[Fields, int]:
        found: Fields = {}
        if self.text[at] == "{":
            inner, end = self.fields(at, known)
            for name, value in inner.items():
                head, mark, rest = name.partition("[")
                found[f"[{head}]{mark}{rest}"] = value
            return found, end + 1
        end = end_of(self.text, at + 1)
        at += 1
        for index in range(_MOST_NESTED):
            if (nested := _NESTED.match(self.text, at)) is not None:
                inner, at = self._nested(nested.end(), known)
                found |= {f"[{index}]{place}": value for place, value in inner.items()}
            elif self.text[at:end].strip():
                found[f"[{index}]"], at = self.value(at, known)
            comma = self.text.find(",", at, end)
            if comma < 0:
                break
            at = comma + 1
        return found, end + 1

    def given(self, at: int, known: Known) -> Fields | None:
        """Return the fields that stand at a place, as an object or as the name of one."""
        found = _FIELDS.match(self.text, at)
        if found is None:
            return None
        if found["brace"]:
            return self.fields(found.start("brace"), known)[0]
        if isinstance(opening := known.get(found["name"]), Opening):
            return self._fields_of(opening, self.known_at(opening.at))
        place = self._object(found["name"], at)
        return None if place is None else self._fields_of(Opening(place, found["name"]), known)

    def _fields_of(self, opening: Opening, known: Known) -> Fields:
        """Return the fields of an object; one that is empty at first is what is put there later."""
        fields = self.fields(opening.at, known)[0]
        for name in [name for name, parts in fields.items() if parts == [""]] if opening.name else ():
            written = re.escape(f"{opening.name}.{name}")
            given = re.search(rf"{written}(?<![\w$]{written})\s*=\s*(?!=)", self.text)
            if given is not None and (parts := self.value(given.end(), known)[0]) is not None:
                fields[name] = parts
        return fields

    def _object(self, name: str, at: int) -> int | None:
        """Return where the object opens that a name stands for at a place: the last before it, else the first."""
        module = self._bundle.at(at)
        start, end = (module.start, module.end) if module else (0, len(self.text))
        if (places := self._objects.get(name)) is None:
            written = re.escape(name)
            opens = re.finditer(rf"{written}(?<![\w$.]{written})\s*[=:]\s*(?=\{{)", self.text)
            places = self._objects[name] = [match.end() for match in opens]
        first, beyond = bisect_right(places, start), bisect_right(places, end)
        behind = bisect_left(places, at, first, beyond)
        return places[max(behind - 1, first)] if first < beyond else None

    def around(self, at: int) -> Iterator[Known]:
        """Yield what is known at a place, once for each call of the function around it."""
        function = next(
            (
                function
                for function in reversed(self._functions)
                if at - LONGEST <= function.start and function.begin <= at <= self._end_of(function)
            ),
            None,
        )
        known = self.known_at(at)
        if function is None:
            yield known
            return
        names = [name.strip() for name in function.given.split(",") if name.strip()]
        module = self._bundle.at(function.start)
        if module is not None:
            # What a function is given is another thing than what has its name elsewhere.
            known = {name: value for name, value in known.items() if name not in names}
        called = self._places_of_calls(function, module, at) if names else []
        for place in called[:CALLED_AT_MOST]:
            yield {**known, **self._bound(names, place)}
        if not called:
            yield known

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
            if value is not None and len(value) == 1:
                bound[name] = value[0]
            elif value is None and (opening := self._opening(begin, known)) is not None:
                bound[name] = opening
            if self.text[at : at + 1] != ",":
                break
            at += 1
        return bound

    def _opening(self, at: int, known: Known) -> Opening | None:
        """Return the object that stands at a place, itself or by its name."""
        found = _FIELDS.match(self.text, at)
        if found is None:
            return None
        if found["brace"]:
            return Opening(found.start("brace"))
        place = self._object(found["name"], at)
        return None if place is None else Opening(place, found["name"])
