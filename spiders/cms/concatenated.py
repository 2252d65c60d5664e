"""Addresses that a script puts together, a page's number among the variables: `"/list?nid=" + nid + "&p=" + n`.

A variable is read from the page's own scripts where it is set once to something plain; parameters that keep an answer
from being remembered, or name a function for it, are left out. An address with anything else in it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spiders.cms.brackets import end_of

PAGE_NAMES = (
    r"(?:_?paged?|_?p|pn|pno|pg|cp|pgnum|_?page_?(?:no|num|number|index|now|current)|i?startpage"
    r"|(?:cur|current|curr|now)_?(?:page|index)(?:no|num|index)?|current|pager|(?:c|to|go|goto)_?page|pager?\.(?:cur\w*|index|now|page|(?:page)?(?:no|num\w*)))"
)
LONGEST = 300  # characters of an address
_MOST_TERMS = 24
_LONGEST_NUMBER = 6  # digits of a page's
_MOST_VARIABLES = 100  # of a page, that are looked for
_ENDS = re.compile(r"""=(?P<quote>["'])\s*\+""")  # the first literal's end: found soon, it begins before
_LITERAL = re.compile(r"(?!&)[\w\-./:%?=&;,]*[?&]\w+=")
# A sum that has begun before: "/list/" + channelId + "?page=".
_IN_SUM = re.compile(r"""["'`]\s*\+\s*(?:[\w$.\[\]]{1,60}(?:\([\w$.,\s]{0,30}\))?\s*\+\s*)?$""")
_LONGEST_BEFORE = 120  # characters
_TEMPLATE = re.compile(r"`([^`\s<>]{4,400})`")
_TERM = re.compile(
    r"""\s*(?:(?P<quote>["'])(?P<text>[^"'\s<>]*)(?P=quote)|\((?P<inner>[^()"'`]{1,40})\)"""
    r"""|(?P<word>[\w.$\[\]]+(?:\([\w.,\s]{0,30}\))?))\s*(?P<more>\+)?"""
)
_PLACE = re.compile(r"\$\{([^{}]{1,60})\}")
_PAGE = re.compile(rf"[?&]{PAGE_NAMES}=$", re.I)
_LEFT_OUT = re.compile(r"[?&](?:t|_t?|ts|time|timestamp|r|rnd|rand(?:om)?|v|callback|jsoncallback|jsonp|cb)=$", re.I)
_NAME = re.compile(r"(?:this\.|self\.|that\.|window\.|\$scope\.)?(?P<name>[A-Za-z_$]\w*)")
_CONCAT = ".concat("
_PUT = re.compile(
    r"""(?P<quote>["'])\.replace\(\s*(?P<other>["'])(?P<place>[^"'\s]{2,20})(?P=other)\s*,\s*"""
    r"""(?:\+\+)?(?P<by>[A-Za-z_$][\w$.]*)(?:\+\+)?\s*\)"""
)
_CHAIN = re.compile(r"""["'`](?=\.concat\()""")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An address with a place for the page's number."""

    before: str
    after: str

    def page(self, number: int) -> str:
        """Return the address of a page."""
        return f"{self.before}{number}{self.after}"

    def number_of(self, url: str) -> int | None:
        """Return which page an address is of, or None where it is none of these."""
        rest = url.removesuffix(self.after)
        number = rest[len(rest.rstrip("0123456789")) :]
        known = 0 < len(number) < _LONGEST_NUMBER and rest.endswith(f"{self.before}{number}")
        return int(number) if known else None


def with_sums(scripts: str) -> str:
    """Return scripts with sums for the chains that compilers make of templates: `"/l/".concat(id, "?p=").concat(n)`."""
    if _CONCAT not in scripts:
        return scripts
    pieces: list[str] = []
    done = 0
    for chain in _CHAIN.finditer(scripts):
        at = chain.end()
        if at <= done:
            continue
        pieces.append(scripts[done:at])
        while scripts.startswith(_CONCAT, at):
            at += len(_CONCAT)
            goes_on = True
            while goes_on:
                end = end_of(scripts, at, ",")
                pieces.append(f"+{scripts[at:end]}" if end > at else "")
                goes_on = scripts[end : end + 1] == ","
                at = end + 1
        done = at
    return "".join([*pieces, scripts[done:]])


def with_replaced(scripts: str) -> str:
    """Return scripts with sums for what is put into addresses: `"/l?p={page}".replace("{page}", ++p)`."""
    if "replace(" not in scripts:
        return scripts
    pieces: list[str] = []
    done = 0
    for put in _PUT.finditer(scripts):
        quote = put["quote"]
        start = scripts.rfind(quote, max(put.start() - LONGEST, done), put.start())
        before, place, after = scripts[start + 1 : put.start()].partition(put["place"])
        if start >= 0 and place:
            pieces += [scripts[done:start], f"{quote}{before}{quote}+{put['by']}+{quote}{after}{quote}"]
            done = put.end()
    return "".join([*pieces, scripts[done:]])


def numbered_addresses(scripts: str) -> Iterator[Numbered]:
    """Yield the addresses that scripts put together with the number of a page."""
    variables = _Variables(scripts)
    for end in _ENDS.finditer(scripts):
        start = scripts.rfind(end["quote"], max(end.start() - LONGEST, 0), end.start()) + 1
        # '<a href="list.html?p=' + p: the address begins within what is written.
        start = max(start, *(scripts.rfind(quote, start, end.start()) + 1 for quote in "\"'")) if start else 0
        literal = _LITERAL.fullmatch(scripts, start, end.start() + 1) if start else None
        if literal is not None and literal[0][0] == "?":
            # A query alone asks for this page with it, unless what it is the query of stands before it.
            literal = None if _IN_SUM.search(scripts, max(0, start - 1 - _LONGEST_BEFORE), start - 1) else literal
        if literal and (found := _assembled(_terms(literal[0], scripts, end.end()), variables)) is not None:
            yield found
    if "${" in scripts:
        for template in _TEMPLATE.finditer(scripts):
            if (found := _assembled(_of_template(template[1]), variables)) is not None:
                yield found


def _of_template(template: str) -> list[tuple[bool, str]]:
    """Return a template's terms: whether each is literal, and what it says."""
    pieces = _PLACE.split(template)
    return [(index % 2 == 0, piece) for index, piece in enumerate(pieces) if piece]


def _terms(first: str, scripts: str, at: int) -> list[tuple[bool, str]]:
    """Return the first literal and the terms that are added to it from a place on."""
    terms = [(True, first)]
    for _ in range(_MOST_TERMS):
        term = _TERM.match(scripts, at)
        if term is None:
            break
        terms.append((True, term["text"]) if term["text"] is not None else (False, term["inner"] or term["word"]))
        at = term.end()
        if not term["more"]:
            break
    return terms


def _assembled(terms: list[tuple[bool, str]], variables: _Variables) -> Numbered | None:
    before, written = None, ""
    for literal, said in terms:
        if literal:
            written += said.removeprefix("&") if written.endswith("?") else said
        elif before is None and _PAGE.search(written):
            before, written = written, ""
        elif found := _LEFT_OUT.search(written):
            written = written[: found.start() + 1] if written[found.start()] == "?" else written[: found.start()]
        elif (value := variables.value(said)) is not None:
            written += value
        else:
            return None
    # cid=7&page=: what is sent, and no address.
    if before is None or "?" not in before or len(before) + len(written) > LONGEST:
        return None
    return Numbered(before, written.rstrip("?&"))


class _Variables:
    """What the variables of scripts are set to, each looked for once."""

    def __init__(self, scripts: str) -> None:
        self.scripts = scripts
        self._values: dict[str, str | None] = {}

    def value(self, expression: str) -> str | None:
        """Return what a variable is set to, where it is always set to the same plain value."""
        name = _NAME.fullmatch(expression.strip())
        if name is None:
            return None
        if name["name"] not in self._values and len(self._values) < _MOST_VARIABLES:
            self._values[name["name"]] = self._look_for(name["name"])
        return self._values.get(name["name"])

    def _look_for(self, name: str) -> str | None:
        # Set, or a field of an object; letters first, they are looked for as they are.
        written = re.escape(name)
        setting = rf"""{written}(?<![\w.$]{written})["']?\s*[=:]\s*(?:"([\w\-]*)"|'([\w\-]*)'|(\d+))\s*[,;}}\n]"""
        values = {next(filter(None, match.groups()), "") for match in re.finditer(setting, self.scripts)}
        return values.pop() if len(values) == 1 else None
