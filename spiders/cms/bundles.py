"""The modules that a bundler packed into one script, `3302:function(e,t,n){n.d(t,{Xk:function(){return s}});…}`.

Names are short there, and another thing in each module: what is said of one counts in its own module alone, and other
modules call it by the name that it is handed out by, `(0,i.Xk)(…)` or `Object(i["b"])(…)`, with `i=n(3302)`. A file may
be a module itself, `export{s as a}`, and others `import{a as o}from"./index.js"`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spiders.cms.functions import LONGEST_NAME

_HEAD = re.compile(
    r"""[{,]\s*(?:["'](?P<quoted>[\w./+@\-]{1,80})["']|(?P<plain>\d{1,6}|[0-9a-f]{4,8}))\s*:\s*"""
    r"""(?:function\s*\(\s*[\w$]+(?:\s*,\s*[\w$]+){0,2}\s*\)|(?:[\w$]+|\(\s*[\w$]+(?:\s*,\s*[\w$]+){0,2}\s*\))\s*=>)\s*\{"""
)
# Found by what is written as it is; the name that it is handed out by stands before that.
_HANDED_OUT = re.compile(r"(?:function\s*\(\)\s*\{\s*return\s+|\(\)\s*=>\s*)(?P<name>[\w$]+)\s*[},)]")
_BY_NAME = re.compile(r"""(?P<alias>[\w$]+)["']?\s*[:,]\s*\(?\s*$""")
# As bundlers of old hand it out: `t.b=function(e){…}`, `t.b=s`.
_SET_OUT = re.compile(r"(?<![\w$.])[a-z]\.(?P<alias>[\w$]+)\s*=\s*(?P<name>[\w$]+)")
# Before the name of a module that is loaded: i=n(
_LOADED_INTO = re.compile(r"""(?<![\w$.])(?P<variable>[\w$]+)\s*=\s*[\w$]+\(\s*["']?$""")
_OLD = "webpackJsonp("
# What is written before a file that is a module, with its address.
_MARK = "//@ "
_MARKED = re.compile(rf"^{_MARK}(?P<url>\S+)$", re.M)
_IS_MODULE = re.compile(r"export(?<!\wexport)\s*\{|import(?<!\wimport)\s*\{[^{}]*\}\s*from\b")
_EXPORTS = re.compile(r"export(?<!\wexport)\s*\{(?P<names>[^{}]*)\}")
_IMPORTS = re.compile(r"import(?<!\wimport)\s*\{(?P<names>[^{}]*)\}\s*from\s*[\"'](?P<path>[^\"'\s]+)[\"']")
_AS = re.compile(r"(?P<name>[\w$]+)(?:\s+as\s+(?P<alias>[\w$]+))?")


def holds_modules(code: str) -> bool:
    """Whether a script is one module or many, which may call what others ask for."""
    return ".push([[" in code or _OLD in code or _IS_MODULE.search(code) is not None


def marked(url: str, code: str) -> str:
    """Return what a file says, with its address before it where it is a module."""
    return f"{_MARK}{url}\n{code}" if _IS_MODULE.search(code) else code


@dataclass(frozen=True, slots=True)
class Module:
    """A module by its number or path, and where it stands."""

    name: str
    start: int
    end: int


class Bundle:
    """The modules in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._handed_out: dict[Module, dict[str, set[str]]] = {}

    @cached_property
    def modules(self) -> list[Module]:
        """The modules in the order in which they stand; none where nothing is handed out."""
        found = [(head.start(), head.end(), head["url"]) for head in _MARKED.finditer(self.text)]
        if not found and (".d(" in self.text or _OLD in self.text):
            heads = _HEAD.finditer(self.text)
            found = [(head.start(), head.end(), head["quoted"] or head["plain"]) for head in heads]
        if not found:
            return []
        ends = [*(start for start, _, _ in found[1:]), len(self.text)]
        return [Module(name, begin, end) for (_, begin, name), end in zip(found, ends, strict=True)]

    def at(self, place: int) -> Module | None:
        """Return the module that a place is in."""
        index = bisect_right(self.modules, place, key=lambda module: module.start) - 1
        return self.modules[index] if index >= 0 else None

    def calls(self, module: Module, name: str) -> Iterator[int]:
        """Yield where a function of a module is called, behind the bracket that opens: in it, and in others."""
        written = re.escape(name)
        own = re.compile(rf"{written}(?<![\w$.]{written})(?<!function {written})\s*\(")
        yield from (call.end() for call in own.finditer(self.text, module.start, module.end))
        if module not in self._handed_out:
            self._handed_out[module] = self._names_out(module)
        aliases = self._handed_out[module].get(name, set())
        yield from self._calls_by_import(module, name)
        if not aliases:
            return
        for importer, variable in self._importers(module):
            called = "|".join(map(re.escape, aliases))
            held = rf"{re.escape(variable)}(?:\.(?:{called})|\[[\"'](?:{called})[\"']\])(?![\w$])"
            call = re.compile(rf"(?:\(\s*0\s*,\s*{held}\s*\)|Object\(\s*{held}\s*\)|(?<![\w$.]){held})\s*\(")
            yield from (found.end() for found in call.finditer(self.text, importer.start, importer.end))

    def _names_out(self, module: Module) -> dict[str, set[str]]:
        """Return by what names a module hands out each of its own."""
        names: dict[str, set[str]] = {}
        for found in _HANDED_OUT.finditer(self.text, module.start, module.end):
            start = max(module.start, found.start() - LONGEST_NAME)
            if (alias := _BY_NAME.search(self.text, start, found.start())) is not None:
                names.setdefault(found["name"], set()).add(alias["alias"])
        if _OLD in self.text:
            for found in _SET_OUT.finditer(self.text, module.start, module.end):
                for name in (found["alias"], found["name"]):
                    names.setdefault(name, set()).add(found["alias"])
        return names

    def _calls_by_import(self, module: Module, name: str) -> Iterator[int]:
        exported = (one for found in _EXPORTS.finditer(self.text, module.start, module.end) for one in _pairs(found))
        aliases = {alias for local, alias in exported if local == name}
        if not aliases:
            return
        file = module.name.rpartition("/")[2].partition("?")[0]
        for found in _IMPORTS.finditer(self.text):
            importer = self.at(found.start())
            if importer is None or found["path"].rpartition("/")[2] != file:
                continue
            for variable in (local for alias, local in _pairs(found) if alias in aliases):
                call = re.compile(rf"(?<![\w$.]){re.escape(variable)}\s*\(")
                yield from (called.end() for called in call.finditer(self.text, importer.start, importer.end))

    def _importers(self, module: Module) -> Iterator[tuple[Module, str]]:
        """Yield the modules that load a module, and what they call it."""
        loaded = re.compile(rf"{re.escape(module.name)}[\"']?\s*\)")
        for found in loaded.finditer(self.text):
            into = _LOADED_INTO.search(self.text, max(0, found.start() - LONGEST_NAME), found.start())
            if into is not None and (importer := self.at(into.start())) is not None:
                yield importer, into["variable"]


def _pairs(match: re.Match[str]) -> list[tuple[str, str]]:
    """Return the names in `{a as b, c}` with what each is called behind `as`."""
    return [(one["name"], one["alias"] or one["name"]) for one in _AS.finditer(match["names"])]
