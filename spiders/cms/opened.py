"""Rows that a script's function opens: `<a href="javascript:show(123)">` with `window.open('/view.do?id=' + id)` in it.

1. Recognise: a function of the page's scripts, or of a file of the portal's own, that goes to an address made of what
   it is given, or shows it in a frame, `fr.src = '/list.jsp?code=' + code`, or has a piece of a list shown:
   `$.get('/yw/year_' + y + '.html', show)`.
2. Paging: each address that a click on the page has it make, or an item of a list in the script; each that a click
   makes of a row's own attribute, `location.href = '/n/' + $(this).data('id')`.
3. Set nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from lxml import etree

from crawler.extraction.listing import is_data
from crawler.extraction.tree import Node, Parsed
from crawler.items import Form
from spiders.cms.brackets import end_of
from spiders.cms.clicked_rows import clicked_rows, given_by
from spiders.cms.family import Family, Lead
from spiders.cms.functions import name_at_end
from spiders.cms.picked import may_submit
from spiders.cms.places import arguments_of, resolved
from spiders.cms.submitted import submitting
from spiders.cms.turning import TurningReader
from spiders.cms.values import is_page

_FUNCTION = r"(?P<name>{name})\s*(?:=\s*function\s*)?\((?P<given>[\w$,\s]+)\)\s*\{{"
_FEW_NAMES, _FUNCTIONS_AT_MOST = 50, 500  # that are looked for by themselves; that are read
_ANY = re.compile(r"(?<=[,{;}\s])(?!(?:if|for|while|switch|catch|function)\b)[\w$]+")
# An item of a list that is put into a call: found by the sign before it, the call's name stands before that.
_ITEM = re.compile(r"\+\s*(?P<list>[A-Za-z_$][\w$]*)\[\w\]")
_CALL_BEFORE = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)\([\"'\\\s]{1,8}$")
_LONGEST_CALL = 60  # characters
_GOES = re.compile(
    r"location(?:\.href)?\s*=(?!=)\s*|location\.(?:replace|assign)\(\s*|\b(?:window\.)?(?:open|navigate)\(\s*"
    r"|\.src\s*=(?!=)\s*|\.attr\(\s*[\"']src[\"']\s*,\s*|\.load\(\s*(?=[\"'])"
)
_SHOWN = re.compile(r"""\.(?:src\s*=|attr\(\s*["']src["']\s*,|load\()\s*["'][^"'\n]{1,200}["']\s*\+""")
_ASKS = re.compile(r"\.get(?:JSON)?\(\s*(?=[\"'`])|\bfetch\(\s*(?=[\"'`])")
_ASKS_FOR = re.compile(r"""(?:get(?:JSON)?|fetch)\(\s*(?:`|["'][^"'\n]{1,200}["']\s*\+)""")
# What a click has asked for, where it is a piece of a list.
_OF_A_LIST = re.compile(r"\.(?:s?html?|json|xml|txt)$|list|page|more|frag|rows|year|archive", re.I)
_PLAIN = re.compile(r"[\w\-]{1,60}", re.ASCII)
_CLICKS = etree.XPath("descendant::*/@onclick/.. | descendant::a[starts-with(@href, 'java')]")
_GIVEN = re.compile(r"\{(\d+)\}")  # the place of what a function is given
_COUNTS = re.compile(
    r"hits?\b|count|vote|zan\b|digg?\b|collect|favou?rite|delete|del\.|logout|share"
    r"|captcha|vcode|valid|verify|\.(?:jpe?g|png|gif|mp[34])\b",
    re.I,
)


def may_open(scripts: str) -> bool:
    """Whether there may be a function among scripts that goes to an address."""
    return "location" in scripts or "open(" in scripts or may_submit(scripts)


def _may_show(scripts: str) -> bool:
    """Whether an address may be put together among scripts for a frame."""
    shows = ("src" in scripts or ".load(" in scripts) and _SHOWN.search(scripts) is not None
    return shows or _may_ask(scripts)


def _may_ask(scripts: str) -> bool:
    """Whether a function among scripts may have a piece of a list asked for."""
    asks = ".get(" in scripts or ".getJSON(" in scripts or "fetch(" in scripts
    return asks and _ASKS_FOR.search(scripts) is not None


class Opened(Family):
    """Rows that a script's function opens."""

    name = "opened"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the addresses that clicks on the page have its functions make."""
        scripts = parsed.scripts
        if parsed.tree is None or is_data(parsed) or not (may_open(scripts) or _may_show(scripts)):
            return
        nodes = cast(list[Node], _CLICKS(parsed.tree))
        codes = ((node, code) for node in nodes for code in map(node.get, ("href", "onclick")))
        clicks = dict.fromkeys(given_by(node, code) for node, code in codes if code and "(" in code)
        lists = dict(_lists(parsed.scripts))
        called = {name_at_end(before.rstrip()) for code in clicks for before in code.split("(")[:-1]}
        wanted = called.union(lists) - {""}
        found = list(opening(parsed, wanted))
        functions, shown = {made.name: made.url for made in found}, {made.name for made in found if made.in_frame}
        if functions:
            call = re.compile(rf"(?<![\w$.])(?P<name>{'|'.join(map(re.escape, functions))})\s*\((?P<given>[^()]*)\)")
            for match in (match for code in clicks for match in call.finditer(code)):
                if address := filled(functions[match["name"]], match["given"]):
                    # What a frame shows is the list of a column.
                    yield Lead(resolved(parsed.base_url, address), is_first=match["name"] in shown)
            for name, listed in lists.items():
                yield from _of_list(parsed, listed, functions[name]) if name in functions else ()
        yield from clicked_rows(parsed, "\n".join(clicks))


def openers_of(parsed: Parsed) -> list[Opener]:
    """Return the functions of a page that the rows of an answer may be opened by."""
    return list(opening(parsed)) if may_open(parsed.scripts) else []


def clicks_of(parsed: Parsed, openers: Sequence[Opener]) -> list[Form]:
    """Return the addresses that the rows of an answer come to by functions of the page that asks for it."""
    return [Form(resolved(parsed.base_url, made.url), click=made.name) for made in openers if not made.is_asked]


def clicked_in(text: str, forms: Sequence[Form]) -> Iterator[str]:
    """Yield the addresses that the rows of an answer, which are markup, come to by functions of the page that asked."""
    for form in forms:
        if form.click is not None and form.click in text:
            for match in re.finditer(rf"(?<![\w$.]){re.escape(form.click)}\s*\((?P<given>[^()]*)\)", text):
                given = html.unescape(match["given"].replace("\\", ""))
                if address := filled(form.url, given):
                    yield address


@dataclass(frozen=True, slots=True)
class Opener:
    """A function that goes to an address, and what it makes of what it is given, in numbered places.

    `is_asked`: it has the address asked for and shows the answer in the page.
    """

    name: str
    url: str
    in_frame: bool
    is_asked: bool


def opening(parsed: Parsed, names: Collection[str] | None = None) -> Iterator[Opener]:
    """Yield the functions that go to an address, or show it in a frame.

    Only those of certain `names`, where they are given.
    """
    scripts = parsed.scripts
    if names is not None and not (names := [name for name in names if name in scripts]):
        return
    reader: TurningReader | None = None
    # What stands before a name is looked at behind it: a name is found sooner by how it is written.
    alone = (rf"{name}(?<=[,{{;}}\s]{name})" for name in map(re.escape, names or ()))
    few = names is not None and len(names) <= _FEW_NAMES
    functions = re.finditer(_FUNCTION.format(name="|".join(alone) if few else _ANY.pattern), scripts)
    wanted = frozenset(names or ())
    may_ask = _may_ask(scripts)
    for function in islice((f for f in functions if names is None or f["name"] in wanted), _FUNCTIONS_AT_MOST):
        arguments = [name.strip() for name in function["given"].split(",")]
        end = end_of(scripts, function.end())
        places = {name: f"{{{index}}}" for index, name in enumerate(arguments)}
        # What the reader takes for the page is what the function is given by such a name.
        page = next((place for name, place in places.items() if is_page(name)), None)
        asks = _ASKS.finditer(scripts, function.end(), end) if may_ask else ()
        for goes in (*_GOES.finditer(scripts, function.end(), end), *asks):
            reader = reader or TurningReader(scripts, parsed.url)
            parts, _ = reader.value(goes.end(), reader.known | places)
            said = [part if isinstance(part, str) else page for part in parts or ()]
            made = "".join(part or "" for part in said) if None not in said else ""
            if (given := _GIVEN.search(made)) is None or given.start() == 0 or _COUNTS.search(made):
                continue
            is_asked = goes.re is _ASKS
            if not is_asked or _OF_A_LIST.search(made.partition("?")[0]):
                yield Opener(function["name"], made, goes.re is _GOES and goes[0].startswith("."), is_asked)
                break
    yield from (Opener(name, made, False, False) for name, made in submitting(parsed, names))


def _lists(scripts: str) -> Iterator[tuple[str, str]]:
    """Yield the functions that are called with the items of a list, and its name."""
    for item in _ITEM.finditer(scripts):
        if call := _CALL_BEFORE.search(scripts, max(0, item.start() - _LONGEST_CALL), item.start()):
            yield call["name"], item["list"]


def _of_list(parsed: Parsed, name: str, made: str) -> Iterator[Lead]:
    """Yield what a function makes of the items of a list in the page's scripts, `openPaper(days[i])`."""
    items = re.search(rf"(?<![\w$.]){re.escape(name)}\s*=\s*\[(?P<items>[^\[\]{{}}]{{1,20000}})\]", parsed.scripts)
    for item in items["items"].split(",") if items else ():
        if address := filled(made, item.strip()):
            yield Lead(resolved(parsed.base_url, address), is_first=True)


def filled(made: str, given: str) -> str | None:
    """Return an address with what a call gives in its numbered places, or None where it gives too little."""
    return filled_with(made, arguments_of(given))


def filled_with(made: str, arguments: Sequence[str]) -> str | None:
    """Return an address with arguments in its numbered places, or None for too few."""
    if any(int(place) >= len(arguments) for place in _GIVEN.findall(made)):
        return None
    return _GIVEN.sub(lambda match: arguments[int(match[1])], made)
