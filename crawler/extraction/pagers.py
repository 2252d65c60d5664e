"""The call with which TRS WCM and UCAP page a list or an article: `createPageHTML(14, 0, "index", "html")`.

TRS counts from 0: 14 pages are `index.html`, `index_1.html` … `index_13.html`. UCAP names an element first and counts
from 1: `createPageHTML('page_div', 14, 1, 'list', 'html', 278)` is `list.html`, `list_2.html` … `list_14.html`; where
it says that the first page is 0, it counts as TRS does.

Others are given an object: `Pager({size: 14, current: 0, prefix: 'index', suffix: 'html'})`; it counts as TRS does
where its first page is 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# Each argument is written out, or a variable of the page; which page this is may be worked out.
_ARGUMENT = r"""(?:["'][^"'\n]*["']|[\w$.][^,()"'\n;]{0,40})"""
_CALL = re.compile(
    rf"""(?<!function )createPageHTML\w*\s*\(\s*(?P<given>{_ARGUMENT}(?:\s*,\s*{_ARGUMENT}){{3,8}})""", re.I
)
_MOST_CALLS = 50
_PLAIN = re.compile(r"""["'](?P<text>[^"']*)["']|(?P<number>\d+)""")
_OBJECT = re.compile(r"\(\s*(?P<object>\{[^{}]{20,400}\})")
_KEY = re.compile(r"""["']?(?P<key>\w+)["']?\s*:\s*(?:["'](?P<text>[^"'\n]*)["']|(?P<number>\d{1,5}))""")
_COUNTS = ("size", "total", "count", "pagecount", "totalpage", "totalpages", "pages")
_NAME = re.compile(r"[\w\-/.]*\w")
_EXT = re.compile(r"\.?\w{2,5}")
_COUNT = re.compile(r"\bvar\s+countPage\s*=\s*(?:parseInt\()?\s*[\"']?(?P<count>\d{1,5})")

# TRS's own loop writes a file in pieces: "index"+"_" + i + "."+"shtml".
_JOINT = r"""(?:["']\s{0,3}\+\s{0,3}["'])?"""
_WRITTEN = re.compile(
    rf"""["'=](?P<name>[A-Za-z][\w\-]{{0,40}}?){_JOINT}_["']\s{{0,3}}\+\s{{0,3}}[\w$]{{1,30}}\s{{0,3}}\+\s{{0,3}}["']"""
    rf"""\.{_JOINT}(?P<ext>s?html?)\b"""
)


@dataclass(frozen=True, slots=True)
class Pager:
    """What one call says: the `numbers` of the further pages of `name`."""

    name: str
    ext: str
    numbers: range

    def address(self, number: int) -> str:
        """Return the address of a page, relative to the page that has the pager."""
        return f"{self.name}_{number}.{self.ext}"


def calls_pager(text: str) -> bool:
    """Whether a script makes a paging call, and does not only say what one does."""
    return "createPageHTML" in text and _CALL.search(text) is not None


def pagers(text: str) -> Iterator[Pager]:
    """Yield what the paging calls of a page say."""
    if "createPageHTML" not in text:
        return
    for arguments in dict.fromkeys(call["given"] for call in islice(_CALL.finditer(text), _MOST_CALLS)):
        given = [_value(argument.strip(), text) for argument in arguments.split(",")]
        element = not given[0].isdecimal()
        count, current, name, ext = given[1:5] if element and len(given) > 4 else given[:4]
        told = current.isdecimal() or not element
        if count.isdecimal() and told and _NAME.fullmatch(name) and _EXT.fullmatch(ext):
            from_one = element and current != "0"
            numbers = range(2, int(count) + 1) if from_one else range(1, int(count))
            yield Pager(name, ext.removeprefix("."), numbers)


def counted(text: str) -> int:
    """Return how many pages `var countPage = 14` says there are, 0 where nothing does."""
    match = _COUNT.search(text)
    return int(match["count"]) if match else 0


def file_written(text: str) -> tuple[str, str] | None:
    """Return the name and the ending of the numbered files that a script writes links to, in pieces or whole."""
    written = _WRITTEN.search(text)
    return (written["name"], written["ext"]) if written else None


def pagers_by_object(text: str) -> Iterator[Pager]:
    """Yield what the paging calls of a list say that are given an object."""
    if "suffix" not in text:
        return
    for call in _OBJECT.finditer(text):
        said = {match["key"].lower(): match["text"] or match["number"] or "" for match in _KEY.finditer(call["object"])}
        count = next((said[key] for key in _COUNTS if said.get(key, "").isdecimal()), "")
        name, ext = said.get("prefix", ""), said.get("suffix", "")
        if count and _NAME.fullmatch(name) and _EXT.fullmatch(ext):
            last = int(count) - (said.get("current") == "0")
            yield Pager(name, ext.removeprefix("."), range(1, last + 1))


def _value(argument: str, text: str) -> str:
    """Return what an argument of a call is, or nothing where it cannot be told."""
    plain = _PLAIN.fullmatch(argument)
    if plain is None:
        setting = rf"""(?<![\w$.]){re.escape(argument)}\s*=\s*(?:parseInt\(\s*)?(["'][^"'\n]*["']|\d+)"""
        found = re.search(setting, text)
        plain = _PLAIN.fullmatch(found[1]) if found else None
    return (plain["number"] or plain["text"] or "") if plain is not None else ""
