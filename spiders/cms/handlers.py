"""What scripts do for each of a page's elements: tabs and blocks that have their lists asked for by what they say.

<li data-cid="12" …> with $(".tab li").click(function () { var cid = $(this).data("cid"); load(cid, 1); });
<li onclick="show(12)"> with function show(id) { $.getJSON("/json/" + id + ".json", …); }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml import etree

from crawler.extraction.listing import is_paging
from crawler.extraction.tree import Node, Parsed, text_of
from crawler.items import Link
from spiders.cms.brackets import end_of
from spiders.cms.clicked_rows import given_by
from spiders.cms.elements import HELD, attribute_read
from spiders.cms.functions import ASKS
from spiders.cms.values import is_page

_ELEMENTS_AT_MOST, _HANDLERS_AT_MOST, _CALLS_AT_MOST = 20, 10, 40
_LONGEST_BODY = 1500  # characters
_READ = re.compile(rf"(?:\$\(\s*this\s*\)|\bthis)\.{HELD}")
_OTHERWISE = re.compile(r"(?:var|let|const)\s+(?P<name>[\w$]+)\s*=\s*(?:\$\(\s*)?this\b\s*\)?\s*[;,]")
# A function that is given each element: querySelectorAll(".tab").forEach(function (el) {…}).
_EACH = re.compile(
    r"\.(?:forEach\(\s*(?:function\s*\(\s*(?P<name>[\w$]+)\s*[,)]|\(?\s*(?P<short>[\w$]+)\s*[,)=])"
    r"|each\(\s*function\s*\(\s*\w+\s*,\s*(?P<second>[\w$]+)\s*\))"
)
_KEPT = re.compile(r"""(?:\b(?:var|let|const)\s+|,\s*)(?P<name>[\w$]+)\s*=\s*(?P<value>'[\w\-./?=&]*')\s*(?=[;,\n])""")
_OPENS = re.compile(r"\)\s*(?:=>\s*)?\{|=>\s*\{")
_NAME = re.compile(r"[A-Za-z_][\w\-]*")  # as an attribute may be called
_VALUE = re.compile(r"[\w\-]{1,40}|\.{0,2}/[\w\-./]{1,80}(?:\?[\w\-=&]{0,80})?", re.ASCII)
# By their attributes, a third of the time of looking at all elements for theirs.
_ACTED = etree.XPath(
    "descendant::*/@onclick/.. | descendant::*/@onmouseover/.. | descendant::a[starts-with(@href, 'java')]"
)
_CALL = re.compile(r"\s*(?:javascript:)?\s*(?:return\s+)?(?P<call>(?P<name>[A-Za-z_$][\w$]*)\([^(){};]{1,100}\))")
# What a click on a row calls that a template draws: <li v-for="one in columns" @click="show(one.columnId)">.
_OF_TEMPLATES = ("@click", "@tap", "v-on:click", "ng-click")
_OF_TEMPLATE = re.compile(
    r"""(?:@|v-on:|ng-)(?:click|tap)(?:\.\w{1,10}){0,2}\s{0,4}=\s{0,4}"\s{0,4}(?P<name>[A-Za-z_$][\w$]{0,40})\((?P<given>[\w$.,\s'\-]{1,200})\)\s{0,4};?\s{0,4}\""""
)
_FIELD_OF = re.compile(r"[A-Za-z_$][\w$]{0,40}(?:\.[A-Za-z_$][\w$]{0,40}){0,3}\.(?P<field>[A-Za-z_$][\w$]{0,40})")
_COUNTS = re.compile(
    r"hits?\b|count|vote|zan|digg|ding|collect|fav|del|remove|logout|login|share|reply|comment|print", re.I
)


def with_elements(parsed: Parsed, scripts: str) -> str:
    """Return scripts with what they do for each element written out, and what a click on one calls."""
    if parsed.tree is None:
        return scripts
    drawn = _drawn(parsed.text, scripts) if any(mark in parsed.text for mark in _OF_TEMPLATES) else ()
    return f"{_for_each(parsed.tree, scripts)}{''.join(_calls(parsed.tree, scripts))}{''.join(drawn)}"


def _drawn(text: str, scripts: str) -> Iterator[str]:
    """Yield the calls that clicks on rows make which a template draws, with places for what the rows give."""
    found: dict[str, None] = {}
    for click in islice(_OF_TEMPLATE.finditer(text), _CALLS_AT_MOST):
        name, given = click["name"], [said.strip() for said in click["given"].split(",")]
        defined = any(f"{name}{end}" in scripts for end in ("(", ":", " (", " :", " ="))
        if defined and not _COUNTS.search(name) and any(map(_FIELD_OF.fullmatch, given)):
            places = (_FIELD_OF.sub(r"'{\g<field>}'", said) if _FIELD_OF.fullmatch(said) else said for said in given)
            found[f"{name}({', '.join(places)})"] = None
    yield from (f"\n;{call};" for call in found)


def _calls(tree: Node, scripts: str) -> Iterator[str]:
    """Yield the calls that clicks on elements make of functions of the page; one that turns the page is none."""
    found: dict[str, None] = {}
    known: dict[str, bool] = {}
    for node in cast(list[Node], _ACTED(tree)):
        for code in filter(None, map(node.get, ("onclick", "onmouseover", "href"))):
            call = _CALL.match(given_by(node, code)) if "(" in code else None
            if call is None or _COUNTS.search(call["name"]) or call["call"] in found:
                continue
            name = call["name"]
            if name not in known and len(known) < _CALLS_AT_MOST:
                known[name] = f"function {name}" in scripts
            if known.get(name) and not is_paging(Link("", text_of(node).strip(), None)):
                found[call["call"]] = None
        if len(found) >= _CALLS_AT_MOST:
            break
    yield from (f"\n;{call};" for call in found)


def _for_each(tree: Node, scripts: str) -> str:
    if "dataset." not in scripts and ".data(" not in scripts and "ttr" not in scripts:
        return scripts
    pieces: list[str] = []
    text = _by_this(scripts)
    done = len(text)
    for start, end in _handlers(text):
        if end > done:
            continue
        copies = _copies(tree, text[start:end])
        if copies:
            pieces += [text[end:done], *reversed(copies)]
            done = start
    return "".join([text[:done], *reversed(pieces)])


def _by_this(scripts: str) -> str:
    """Return scripts that say `this` of an element which they know by another name."""
    for each in islice(_EACH.finditer(scripts), _HANDLERS_AT_MOST):
        name = re.escape(each["name"] or each["short"] or each["second"])
        scripts = re.sub(rf"\$\(\s*{name}\s*\)", "$(this)", scripts)
        scripts = re.sub(rf"(?<![\w$.]){name}\.(?=dataset\.|getAttribute\()", "this.", scripts)
    for other in islice(_OTHERWISE.finditer(scripts), _HANDLERS_AT_MOST):
        name = re.escape(other["name"])
        scripts = re.sub(rf"(?<![\w$.]){name}\.(?=data\(|attr\(|dataset\.|getAttribute\()", "$(this).", scripts)
    return scripts.replace("$(this).dataset.", "this.dataset.")


def _handlers(text: str) -> list[tuple[int, int]]:
    """Return where the functions' bodies stand that read of their element and ask for something, the last first."""
    found: dict[tuple[int, int], None] = {}
    for read in islice(_READ.finditer(text), _ELEMENTS_AT_MOST):
        low = max(0, read.start() - _LONGEST_BODY)
        opens = [match.end() for match in _OPENS.finditer(text, low, read.start())]
        start = next((at for at in reversed(opens) if end_of(text, at) >= read.end()), None)
        if start is None:
            continue
        end = end_of(text, start)
        if end - start <= _LONGEST_BODY and ASKS.search(text, start, end):
            found[(start, end)] = None
    return sorted(found, reverse=True)[:_HANDLERS_AT_MOST]


def _copies(tree: Node, body: str) -> list[str]:
    """Return what a function does for each element of the page that has all that it reads of one."""
    # The page that an element says is the one to ask for whatever it says.
    read = dict.fromkeys(map(attribute_read, _READ.finditer(body)))
    names = [name for name in read if not is_page(name.removeprefix("data-"))]
    if not names or not all(map(_NAME.fullmatch, names)):
        return []
    first = names[0]
    found: dict[tuple[str, ...], None] = {}
    for node in cast(list[Node], tree.xpath(f"descendant::*[@{first}]")):
        values = tuple(value for name in names if (value := node.get(name)) and _VALUE.fullmatch(value))
        if len(values) == len(names):
            found[values] = None
        if len(found) >= _ELEMENTS_AT_MOST:
            break
    return [_with(body, dict(zip(names, values, strict=True))) for values in found]


def _with(body: str, values: dict[str, str]) -> str:
    """Return what a function does where it reads certain values of its element."""
    said = _READ.sub(lambda read: f"'{values[name]}'" if (name := attribute_read(read)) in values else read[0], body)
    for kept in list(_KEPT.finditer(said)):
        name = re.escape(kept["name"])
        said = re.sub(rf"(?<![\w$.'\"]){name}(?![\w$'\"]|\s*[:=])", kept["value"], said)
    return f";{said};"
