"""Lists whose page is picked in a form: `<select name="page" onchange="this.form.submit()">`, as old ASP portals have.

1. Recognise: a form with a choice of numbers by a name for pages; a choice that goes to an address with its value; a
   function that puts a page's number into a form's field and submits it, `<a href="javascript:go(2)">`, or a link that
   does so itself, or has the number for a script, `<a data-page="2">`; a button that sends its form and says 下一页 or
   has a page's number; a field to write it into; a choice of months that sends its form.
2. Paging: every number, sent with the form's hidden fields as its method says.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode, urlsplit

from crawler.extraction.tree import Node, Parsed, text_of
from spiders.cms.brackets import LONGEST, end_of
from spiders.cms.buttons import ONWARDS, turning
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.functions import Function, functions_of
from spiders.cms.inputs import hidden_in
from spiders.cms.places import arguments_of, resolved

_PAGE = re.compile(PAGE_NAMES, re.I)
_GOES = re.compile(
    r"""(?:location(?:\.href)?\s*=|open\()\s*["'](?P<stem>[^"'\s]*[=/_\-])["']\s*\+\s*this\b[\w.\[\]]*"""
    r"""(?:\s*\+\s*["'](?P<after>[^"'\s]*)["'])?"""
)
_NAME = re.compile(r"[\w$]+")
# A choice that hands itself, or its value, to a function.
_HANDED = re.compile(
    r"""^\s*(?:javascript:)?\s*(?:return\s+)?(?P<name>[\w$]+)\(\s*"""
    r"""(?P<handed>this(?:\.value|\.options\[this\.selectedIndex\]\.value)?)\s*\)"""
)
SUBMITS = re.compile(r"function\s+(?P<name>[\w$]+)\s*\(\s*(?P<given>[\w$][\w$,\s]*)\)\s*\{")
_PUT = (
    r"""(?:\.(?P<field>\w+)\.value\s*=|\(\s*["'](?:#|(?:input)?\[name=["']?)?(?P<id>\w+)["']?\]?["']\s*\)"""
    r"""\.(?:value\s*=|val\(|attr\(\s*["']value["']\s*,))\s*{given}\b"""
)
_PUT_BY_LINK = re.compile(r"""\.(?P<field>\w+)\.value\s*=\s*["']?(?P<page>\d{1,4})\b""")
# What links hold for a script, `$(this).data("pagenum")`, and the field that it puts that into.
_HELD = re.compile(r"""\.(?:data\(\s*["']|attr\(\s*["']data-|dataset\.)(?P<name>[\w\-]{1,30})""")
_PUT_HELD = re.compile(
    r"""(?:\.(?P<field>\w+)\.value\s*=(?!=)|["'](?:#|(?:input)?\[name=["']?)(?P<id>\w+)["']?\]?["']\s*\)\.val\()\s*[\w$(]"""
)
_TURNS = re.compile(r"\W{0,2}(?:下一?页|后一?页|尾页|末页|最后一页)\W{0,2}")
# 第1页/共3页, 1/3页.
_PRINTED = re.compile(r"共\s*(?P<count>\d{1,5})\s*页|\d\s*/\s*(?P<of>\d{1,5})\s*页")
_MONTH = re.compile(r"(?:19|20)\d\d年?(?:[-/.]?(?:0?[1-9]|1[0-2])月?)?")
MONTHS_AT_MOST = 400
_LONGEST_FIELD, _LONGEST_NUMBER = 8, 4  # characters
_PLAIN = re.compile(r"[\w\-./]{1,60}", re.ASCII)


class Picked(Family):
    """A list's page picked in a form."""

    name = "picked"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the pages that can be picked."""
        if parsed.tree is None or "__VIEWSTATE" in parsed.text:
            return
        if may_submit(parsed.scripts):
            yield from _submitted(parsed)
        if ".submit(" in parsed.text and ".value" in parsed.text:
            yield from _by_links(parsed)
        if ".submit(" in parsed.scripts and "data-" in parsed.text:
            yield from _by_held(parsed)
        functions = _functions(parsed)
        for choice in parsed.controls:
            if choice.tag != "select":
                if choice.tag != "table" and (turned := turning(choice)) is not None:
                    yield _lead(parsed, *turned)
                elif choice.tag == "input" and _PAGE.fullmatch(choice.get("name") or ""):
                    yield from _written_in(parsed, choice)
                continue
            if ".submit(" in (choice.get("onchange") or "") and choice.get("name"):
                yield from _of_months(parsed, choice)
            name = choice.get("name") or ""
            if _PAGE.fullmatch(name) and (form := next(choice.iterancestors("form"), None)) is not None:
                numbers = [value for option in choice.iter("option") if (value := _value(option)).isdigit()]
                yield from _leads(parsed, form, name, numbers[:PAGES_AT_MOST])
            if goes := _GOES.search(_done_by(choice.get("onchange") or "", parsed.scripts, functions)):
                values = [value for option in choice.iter("option") if _PLAIN.fullmatch(value := _value(option))]
                for value in values:
                    address = f"{goes['stem']}{value}{goes['after'] or ''}"
                    yield Lead(resolved(parsed.base_url, address), is_first=True)


def _functions(parsed: Parsed) -> dict[str, Function]:
    """Return the functions of the scripts by name, where a choice hands itself to one: looked for once for all."""
    codes = (choice.get("onchange") or "" for choice in parsed.controls if choice.tag == "select")
    if not any(map(_HANDED.search, codes)):
        return {}
    return {function.name: function for function in reversed(functions_of(parsed.scripts))}


def _done_by(code: str, scripts: str, functions: Mapping[str, Function]) -> str:
    """Return what a choice does, where it hands itself to a function what that does with it: `go(this.value)`."""
    called = _HANDED.search(code)
    function = functions.get(called["name"]) if called is not None else None
    if called is None or function is None or not _NAME.fullmatch(given := function.given.strip()):
        return code
    body = scripts[function.begin : end_of(scripts, function.begin)]
    return re.sub(rf"(?<![\w$.]){re.escape(given)}(?![\w$])", lambda _: called["handed"], body)


def may_submit(scripts: str) -> bool:
    """Whether there may be a function among scripts that submits a form."""
    return ".submit(" in scripts and "function" in scripts


def _submitted(parsed: Parsed) -> Iterator[Lead]:
    """Yield the pages that a function of the scripts asks for by a form, up to the last that the page names."""
    scripts = parsed.scripts
    assert parsed.tree is not None
    for function in SUBMITS.finditer(scripts):
        put = submitted_by(scripts, function)
        if not put:
            continue
        at = next((place for place, name in put.items() if _PAGE.fullmatch(name)), min(put))
        name, turns = put[at], _PAGE.fullmatch(put[at]) is not None
        call = re.compile(rf"(?<![\w$.]){re.escape(function['name'])}\((?P<given>[^()]*)\)")
        last, others = 0, {}
        for node in parsed.tree.iter("a", "input"):
            code = f"{node.get('href') or ''} {node.get('onclick') or ''}"
            calls = [arguments_of(found["given"]) for found in call.finditer(code)] if function["name"] in code else ()
            for given in calls:
                if at < len(given) and given[at].isdecimal() and len(given[at]) <= _LONGEST_NUMBER:
                    last = max(last, int(given[at]))
                    # What else the function puts into the form: page(2, 10).
                    others = {put[place]: said for place, said in enumerate(given) if place in put and place != at}
                    # A field by any name, a3p, where who turns the page puts a number into it.
                    turns = turns or _TURNS.fullmatch(text_of(node).strip() or (node.get("value") or "")) is not None
        if not turns:
            continue
        for form in parsed.tree.iter("form"):
            if any(name in (node.get("name"), node.get("id")) for node in form.iter("input")):
                printed = _PRINTED.search(" ".join(text_of(form).split())) if last else None
                most = max(last, int(printed["count"] or printed["of"]) if printed is not None else 0)
                numbers = [str(number) for number in range(2, min(most, PAGES_AT_MOST) + 1)]
                yield from _leads(parsed, form, name, numbers, others)


def submitted_by(scripts: str, function: re.Match[str]) -> dict[int, str]:
    """Return the fields of a form that a function puts what it is given into before it submits one, by the place of
    what it is given."""
    if scripts.find(".submit(", function.end(), function.end() + LONGEST) < 0:
        return {}
    body = scripts[function.end() : end_of(scripts, function.end())]
    if ".submit(" not in body:
        return {}
    found = {}
    for place, name in enumerate(function["given"].split(",")):
        if put := re.search(_PUT.replace("{given}", re.escape(name.strip())), body):
            found[place] = put["field"] or put["id"]
    return found


def _by_links(parsed: Parsed) -> Iterator[Lead]:
    """Yield the pages that links ask for which put the page's number into a form themselves."""
    assert parsed.tree is not None
    for anchor in (*parsed.tree.iter("a"), *parsed.controls):
        click = f"{anchor.get('href') or ''} {anchor.get('onclick') or ''}"
        put = _PUT_BY_LINK.search(click) if ".submit(" in click else None
        if put is None or not _PAGE.fullmatch(put["field"]) or int(put["page"]) < 2:
            continue
        for form in parsed.tree.iter("form"):
            if any(put["field"] in (node.get("name"), node.get("id")) for node in form.iter("input")):
                yield from _leads(parsed, form, put["field"], [put["page"]])


def _by_held(parsed: Parsed) -> Iterator[Lead]:
    """Yield the pages whose numbers links hold for a script, which puts them into a form and submits that."""
    assert parsed.tree is not None
    scripts = parsed.scripts
    names = {f"data-{told['name'].lower()}" for told in _HELD.finditer(scripts) if _PAGE.fullmatch(told["name"])}
    fields = {put["field"] or put["id"] for put in _PUT_HELD.finditer(scripts)} if names else set()
    fields = {field for field in fields if _PAGE.fullmatch(field)}
    if len(names) != 1 or len(fields) != 1:
        return
    (held,), (name,) = names, fields
    said = (node.get(held) or "" for node in parsed.tree.iter("a", "li", "span", "button"))
    numbers = [int(number) for number in said if number.isdecimal() and len(number) <= _LONGEST_NUMBER]
    for form in parsed.tree.iter("form") if numbers else ():
        if any(name in (node.get("name"), node.get("id")) for node in form.iter("input")):
            last = min(max(numbers), PAGES_AT_MOST)
            yield from _leads(parsed, form, name, [str(number) for number in range(2, last + 1)])
            return


def _written_in(parsed: Parsed, field: Node) -> Iterator[Lead]:
    """Yield the pages whose numbers can be written into a field, up to the last that is printed, if no link does."""
    assert parsed.tree is not None
    form = next(field.iterancestors("form"), None)
    if form is None or (field.get("type") or "text").lower() not in ("text", "number"):
        return
    printed = _PRINTED.search(" ".join(text_of(form).split()))
    if printed is None or any(ONWARDS.match(text_of(anchor)) for anchor in parsed.tree.iter("a")):
        return
    last = int(printed["count"] or printed["of"])
    yield from _leads(parsed, form, field.get("name") or "", [str(n) for n in range(2, min(last, PAGES_AT_MOST) + 1)])


def _of_months(parsed: Parsed, choice: Node) -> Iterator[Lead]:
    """Yield a list's months, or years, that can be chosen; what else can be chosen may be any facet of a search."""
    form = next(choice.iterancestors("form"), None)
    values = [_value(option) for option in choice.iter("option")]
    if form is not None and all(map(_MONTH.fullmatch, filter(None, values))):
        yield from _leads(parsed, form, choice.get("name") or "", [value for value in values if value][:MONTHS_AT_MOST])


def _value(option: Node) -> str:
    return (option.get("value") or option.text or "").strip()


def _telling(hidden: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that tell one list from another of the same script, without tokens and times."""
    return {name: value for name, value in hidden.items() if value.isalnum() and len(value) <= _LONGEST_FIELD}


def _leads(
    parsed: Parsed, form: Node, name: str, numbers: list[str], others: Mapping[str, str] | None = None
) -> Iterator[Lead]:
    """Yield what a form asks for with each number in a field."""
    told = {**hidden_in(form), **(others or {})}
    for number in numbers:
        yield _lead(parsed, form, {**told, name: number}, name)


def _lead(parsed: Parsed, form: Node, fields: Mapping[str, str], name: str = "") -> Lead:
    """Return what a form asks for with its fields; by POST it is known by those that tell one list from another."""
    address = resolved(parsed.base_url, form.get("action") or parsed.base_url)
    # By jquery.unobtrusive-ajax a form is sent in another way than its own.
    sent = form.get("data-ajax-method") if form.get("data-ajax") == "true" else None
    if (sent or form.get("method") or "get").lower() != "post":
        return Lead(urlsplit(address)._replace(query=urlencode(fields), fragment="").geturl())
    telling = _telling(fields)
    return Lead(address, fields, urlencode({**telling, name: fields[name]} if name else telling))
