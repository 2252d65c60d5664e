"""Loops over the items of an array, each written out: what a page's blocks ask for, `cols.forEach(c => load(c.id))`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from spiders.cms.brackets import end_of
from spiders.cms.functions import ASKS

_LOOPS_AT_MOST, _ITEMS_AT_MOST = 10, 40
_LONGEST_BODY, _LONGEST_ARRAY = 1500, 8000  # characters
_LOOP = re.compile(
    r"for\s*\(\s*(?:(?:var|let)\s+)?(?P<at>\w+)\s*=\s*0\s*;\s*(?P=at)\s*<\s*(?P<counted>[A-Za-z_$][\w$]*)\.length\s*;[^;{}()]{0,20}\)"
    r"|for\s*\(\s*(?:var|let|const)\s+(?P<of>\w+)\s+of\s+(?P<walked>[A-Za-z_$][\w$]*)\s*\)"
    r"|\.(?P<called>forEach|map)\(\s*"
    r"|(?:\$|jQuery)\.each\(\s*(?P<each>[A-Za-z_$][\w$]*)\s*,\s*"
)
_GIVEN = re.compile(
    r"function\s*\(\s*(?P<first>\w+)?\s*(?:,\s*(?P<second>\w+)\s*)?[^(){}]{0,40}\)\s*\{"
    r"|\(?\s*(?P<short>\w+)\s*(?:,\s*(?P<next>\w+)\s*)?\)?\s*=>\s*\{?"
)
_BRACE = re.compile(r"\s*\{")
_LITERAL = re.compile(r"""\s*(?P<value>"[^"\n]{0,200}"|'[^'\n]{0,200}'|\d{1,15})\s*(?:,|$)""")
_OBJECT = re.compile(r"\s*\{(?P<fields>[^{}]{1,600})\}\s*(?:,|$)")
_FIELD = re.compile(r"""["']?(?P<name>[A-Za-z_]\w*)["']?\s*:\s*(?P<value>"[^"\n]{0,200}"|'[^'\n]{0,200}'|\d{1,15})""")
# The name of the array before such a call, or the end of one: found by the call, a name may be without end.
_BEFORE, _LONGEST_NAME = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*|\])\s{0,9}$"), 60
# ${"yw"}: what was put there is part of the text.
_IN_TEMPLATE = re.compile(r"""\$\{\s*(?:"([^"{}]*)"|'([^'{}]*)'|(\d+))\s*\}""")

Item = str | dict[str, str]


def each_written_out(scripts: str) -> str:
    """Return scripts with what loops do for each item of an array in the place of the loops that ask for something."""
    pieces: list[str] = []
    done = 0
    for loop in islice(_LOOP.finditer(scripts), _LOOPS_AT_MOST):
        if loop.start() < done or (body := _body(scripts, loop)) is None:
            continue
        name, start, end = body
        items = _items_of(scripts, loop) if ASKS.search(scripts, start, end) else []
        if not items:
            continue
        said = scripts[start:end]
        pieces.append(f"{scripts[done : loop.start()]};")
        pieces += [_IN_TEMPLATE.sub(r"\1\2\3", f";{_with(said, name, item)};") for item in items]
        done = end
    return "".join([*pieces, scripts[done:]])


def _body(scripts: str, loop: re.Match[str]) -> tuple[str, int, int] | None:
    """Return by which name a loop knows its item, and where that stands which it does."""
    at = loop.end()
    if loop["called"] or loop["each"]:
        given = _GIVEN.match(scripts, at)
        if given is None:
            return None
        names = (given["first"] or given["short"], given["second"] or given["next"])
        name, at = names[1] if loop["each"] else names[0], given.end()
        if not name:
            return None
        end = end_of(scripts, at)
    else:
        name = re.escape(f"{loop['counted']}[{loop['at']}]") if loop["counted"] else loop["of"]
        opens = _BRACE.match(scripts, at)
        at = opens.end() if opens else at
        end = end_of(scripts, at) if opens else scripts.find(";", at)
    return (name, at, end) if 0 < end - at <= _LONGEST_BODY else None


def _items_of(scripts: str, loop: re.Match[str]) -> list[Item]:
    """Return the items of the array that a loop walks, where it is written out."""
    name = loop["counted"] or loop["walked"] or loop["each"]
    if loop["called"]:
        low = max(0, loop.start() - _LONGEST_NAME)
        before = _BEFORE.search(scripts[low : loop.start()])
        if before is None:
            return []
        name = before["name"]
        closes = low + before.start()
    if name == "]":
        start, end = scripts.rfind("[", max(0, closes - _LONGEST_ARRAY), closes) + 1, closes
        start = start or end
    else:
        found = re.search(rf"(?<![\w$.]){re.escape(name)}\s*[=:]\s*\[", scripts)
        start, end = (found.end(), end_of(scripts, found.end())) if found else (0, 0)
    return list(_read(scripts[start:end])) if 0 < end - start <= _LONGEST_ARRAY else []


def _read(text: str) -> Iterator[Item]:
    at = 0
    for _ in range(_ITEMS_AT_MOST):
        if (plain := _LITERAL.match(text, at)) is not None:
            yield plain["value"]
            at = plain.end()
        elif (item := _OBJECT.match(text, at)) is not None:
            yield {field["name"]: field["value"] for field in _FIELD.finditer(item["fields"])}
            at = item.end()
        else:
            return


def _with(body: str, name: str, item: Item) -> str:
    """Return what a loop does for one item."""
    if isinstance(item, str):
        return re.sub(rf"(?<![\w$.]){name}(?![\w$])", lambda _: item, body)
    return re.sub(
        rf"(?<![\w$.]){name}\.(?P<field>[A-Za-z_]\w*)(?![\w$(])",
        lambda match: item.get(match["field"], match[0]),
        body,
    )
