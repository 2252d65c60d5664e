"""The modules that a bundler packed into one script, `3302:function(e,t,n){n.d(t,{Xk:function(){return s}});…}`.

Names are short there, and another thing in each module: what is said of one counts in its own module alone, and other
modules call it by the name that it is handed out by, `(0,i.Xk)(…)` or `Object(i["b"])(…)`, with `i=n(3302)`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_HEAD = re.compile(
    r"""[{,]\s*(?:["'](?P<quoted>[\w./+@\-]{1,80})["']|(?P<plain>\d{1,6}|[0-9a-f]{4,8}))\s*:\s*"""
    r"""(?:function\s*\(\s*[\w$]+(?:\s*,\s*[\w$]+){0,2}\s*\)|(?:[\w$]+|\(\s*[\w$]+(?:\s*,\s*[\w$]+){0,2}\s*\))\s*=>)\s*\{"""
)
_HANDED_OUT = re.compile(
    r"""["']?(?P<alias>[\w$]+)["']?\s*[:,]\s*\(?\s*(?:function\s*\(\)\s*\{\s*return\s+|\(\)\s*=>\s*)(?P<name>[\w$]+)\s*[},)]"""
)


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

    @cached_property
    def modules(self) -> list[Module]:
        """The modules in the order in which they stand; none where nothing is handed out."""
        if ".d(" not in self.text:
            return []
        heads = list(_HEAD.finditer(self.text))
        ends = [*(head.start() for head in heads[1:]), len(self.text)]
        return [Module(head["quoted"] or head["plain"], head.end(), end) for head, end in zip(heads, ends, strict=True)]

    def at(self, place: int) -> Module | None:
        """Return the module that a place is in."""
        index = bisect_right(self.modules, place, key=lambda module: module.start) - 1
        return self.modules[index] if index >= 0 else None

    def calls(self, module: Module, name: str) -> Iterator[int]:
        """Yield where a function of a module is called, behind the bracket that opens: in it, and in others."""
        written = re.escape(name)
        own = re.compile(rf"(?<![\w$.]){written}(?<!function {written})\s*\(")
        yield from (call.end() for call in own.finditer(self.text, module.start, module.end))
        aliases = {
            found["alias"]
            for found in _HANDED_OUT.finditer(self.text, module.start, module.end)
            if found["name"] == name
        }
        if not aliases:
            return
        for importer, variable in self._importers(module):
            called = "|".join(map(re.escape, aliases))
            held = rf"{re.escape(variable)}(?:\.(?:{called})|\[[\"'](?:{called})[\"']\])(?![\w$])"
            call = re.compile(rf"(?:\(\s*0\s*,\s*{held}\s*\)|Object\(\s*{held}\s*\)|(?<![\w$.]){held})\s*\(")
            yield from (found.end() for found in call.finditer(self.text, importer.start, importer.end))

    def _importers(self, module: Module) -> Iterator[tuple[Module, str]]:
        """Yield the modules that load a module, and what they call it."""
        load = re.compile(
            rf"(?<![\w$.])(?P<variable>[\w$]+)\s*=\s*[\w$]+\(\s*[\"']?{re.escape(module.name)}[\"']?\s*\)"
        )
        for found in load.finditer(self.text):
            if (importer := self.at(found.start())) is not None:
                yield importer, found["variable"]
