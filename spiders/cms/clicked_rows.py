"""What a click makes of the attributes of its own row: `location.href = '/n/' + $(this).data('id')`.

A function may be given the row, `onclick="detail(this)"`, and reads of it by a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.extraction.made import filled_in, places_of
from crawler.extraction.tree import Node, Parsed
from spiders.cms.brackets import end_of
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.elements import data_attribute
from spiders.cms.family import Lead
from spiders.cms.functions import LONGEST_NAME, name_at_end
from spiders.cms.places import Joined, resolved

# A paper's page is a picture with areas, which svg draws as well.
_ROWS = ("li", "div", "a", "tr", "dl", "section", "article", "span", "button", "polygon", "rect", "path", "area")
_OWN = (
    r"(?:\$\(\s*this\s*\)\.(?:data\(\s*[\"']|attr\(\s*[\"']data-)(?P<field>[\w-]+)[\"']\s*\)"
    r"|this\.dataset\.(?P<attribute>\w+)|this\.(?P<own>id)\b"
    r"|(?:\$\(\s*this\s*\)\.attr|this\.getAttribute)\(\s*[\"'](?P<any>[\w-]+)[\"']\s*\))"
)
_OWN_ANYWHERE = re.compile(r"\+\s*(?:\$\(\s*this\s*\)|this\.(?:dataset\.|id\b|getAttribute\())")
_OWN_GIVEN = re.compile(_OWN)
# Held by a name before the address is made: var id = $(this).data("id").
# What it is given stands behind a sign that few places have; the name before it is looked at then.
_HELD = re.compile(rf"=\s{{0,4}}(?P<what>{_OWN})(?=\s*[;,\n])")
_HELD_AT_MOST, _ITSELF_AT_MOST = 50, 10
# What any element may have, an id, is a row's where it is a number or a code.
_NUMBER = re.compile(r"\d{1,15}|(?=[a-f]*\d)[\da-f]{16,40}", re.ASCII)
_JOINED = Joined(_OWN)
_ADDRESS = re.compile(r"""(?<=["'`=])[^\s"'`<>\\=][^\s"'`<>\\]*\{(?:data|attr)-[\w-]+\}[^\s"'`<>\\]*""")
_FILE = re.compile(r"[A-Za-z][\w\-]{0,30}[\-_]\{[\w\-]+\}\.(?:s?html?|jsp|php|aspx?)")  # con-{data-id}.html
_FIRST_PLACE = re.compile(r"\{(?:data|attr)-")
_TURNS = re.compile(rf"\?(?:[\w\-=&]*&)?{PAGE_NAMES}=", re.I)  # location.search = "?page=" + …
_OF_FILE = re.compile(r"[\w\-]{1,60}\.(?:s?html?|aspx?|jspx?|php|do|action)\?[\w\-=&]{0,100}", re.ASCII)
_ITSELF = re.compile(r"(?:var|let|const)\s+(?P<name>[\w$]{1,40})\s*=\s*\$\(\s*this\s*\)\s*[;,]")
_PLAIN = re.compile(r"[\w\-]{1,60}(?:\.s?html?)?", re.ASCII)
_TO_THIS = re.compile(r"""(?<![\w$.])(?P<name>[\w$]+)\s*\(\s*this\s*[,)]""")


def clicked_rows(parsed: Parsed, clicks: str) -> Iterator[Lead]:
    """Yield where the rows of a page lead by their own attributes; `clicks` is the code that they have for a click."""
    assert parsed.tree is not None
    for made in attributes_of_rows(_with_this(parsed.scripts, clicks)):
        names = places_of(made)
        for node in parsed.tree.iter(*_ROWS):
            values = {name: value for name in names if (value := _value_of(node, name))}
            if len(values) == len(names):
                yield Lead(resolved(parsed.base_url, filled_in(made, values)))


def attributes_of_rows(text: str) -> list[str]:
    """Return what clicks make of rows' attributes: `'/n/' + $(this).data('id')` is `/n/{data-id}`."""
    if "this" in text:
        text = _with_held(with_itself(text))
    if _OWN_ANYWHERE.search(text) is None:
        return []
    text = _JOINED.with_places(text, lambda match: f"{{{_place_of(match)}}}")
    found = dict.fromkeys(_ADDRESS.findall(text))
    stems = (
        (made, _FIRST_PLACE.split(made)[0])
        for made in found
        if all(n.startswith(("data-", "attr-")) for n in places_of(made))
    )
    of_files = (_TURNS, _OF_FILE)
    return [
        made
        for made, stem in stems
        if "/" in stem or _FILE.fullmatch(made) or any(pattern.fullmatch(stem) for pattern in of_files)
    ]


def with_itself(text: str) -> str:
    """Return scripts that say `$(this)` of a row which they know by a name: var $t = $(this)."""
    for held in islice(_ITSELF.finditer(text), _ITSELF_AT_MOST) if "$(this)" in text or "$( this" in text else ():
        name = re.escape(held["name"])
        text = re.sub(rf"(?<![\w$.]){name}\.(?=data\(|attr\()", "$(this).", text)
    return text


def _with_held(text: str) -> str:
    """Return scripts with what is read of a row in the place of the name that it is held by."""
    for held in reversed(list(islice(_HELD.finditer(text), _HELD_AT_MOST))):
        before = text[max(0, held.start() - LONGEST_NAME) : held.start()].rstrip()
        name = name_at_end(before)
        if not name or before.endswith(f".{name}"):
            continue
        end, name = end_of(text, held.end()), re.escape(name)
        added = re.compile(rf"(?P<before>\+\s{{0,20}}|\$\{{\s{{0,4}}){name}(?![\w$.(\[])")
        what = held["what"].replace("\\", r"\\")
        body = added.sub(rf"\g<before>{what}", text[held.end() : end])
        text = f"{text[: held.end()]}{body}{text[end:]}"
    return text


def given_by(node: Node, code: str) -> str:
    """Return the code that an element has for a click with what it reads of the element itself: `show(this.id)`."""
    if "this" not in code:
        return code

    def written(match: re.Match[str]) -> str:
        value = _value_of(node, _place_of(match))
        return f"'{value}'" if value else match[0]

    return _OWN_GIVEN.sub(written, code)


def _place_of(own: re.Match[str]) -> str:
    """Return the name of the place for what is read of a row: its data, or another attribute."""
    if other := own["own"] or own["any"]:
        return other if other.startswith("data-") else f"attr-{other}"
    return data_attribute(own["field"] or own["attribute"])


def _value_of(node: Node, place: str) -> str | None:
    """Return what an element has for a place, if it can be part of an address."""
    value, pattern = node.get(place.removeprefix("attr-")), _NUMBER if place.startswith("attr-") else _PLAIN
    return value if value and pattern.fullmatch(value) else None


def _with_this(scripts: str, clicks: str) -> str:
    """Return scripts with `this` for the name by which a function that a click gives its row reads of it."""
    for name in {found["name"] for found in _TO_THIS.finditer(clicks)} if "(this" in clicks else ():
        function = re.search(rf"function\s+{re.escape(name)}\s*\(\s*(?P<given>[\w$]+)[^()]*\)\s*\{{", scripts)
        if function is None:
            continue
        end, given = end_of(scripts, function.end()), re.escape(function["given"])
        body = re.sub(rf"\$\(\s*{given}\s*\)", "$(this)", scripts[function.end() : end])
        body = re.sub(rf"(?<![\w$.]){given}\.dataset\.", "this.dataset.", body)
        body = re.sub(rf"(?<![\w$.]){given}\.getAttribute\(", "$(this).attr(", body)
        scripts = f"{scripts[: function.end()]}{body}{scripts[end:]}"
    return scripts
