"""Scripts with the fields of rows in the place of what stands for them: `var id = rows[i].id; … "/n/" + id`.

A row that is an array has numbers for fields, `D[i][0]` is said as `D[i]._0`; XML has elements and attributes,
`row.getAttribute("id")`.
"""

from __future__ import annotations

import re
from itertools import islice

from crawler.extraction.records import ITEM
from spiders.cms.brackets import end_of
from spiders.cms.functions import LONGEST_NAME, name_at_end
from spiders.cms.values import PAGE

_HELD_AT_MOST, _LONGEST_BODY = 60, 4000  # names of a page's scripts; characters behind one in which it is looked for
_ROW = r"[A-Za-z_$][\w$]{0,40}(?:\[\w{1,20}\])?"
# Found by the sign before it; the name that it is given to stands before that.
_HELD = re.compile(
    rf"=\s{{0,4}}(?P<field>(?!(?:window|document|location|this|self|that|navigator|screen)\.)"
    rf"{_ROW}(?:\.[A-Za-z_$][\w$]{{0,40}}){{1,4}})(?=\s{{0,4}}[;,\n])"
)
# Each found by what is written as it is: a row stands before it.
_BY_NAME = re.compile(r"""(?<=[\w$\]])\[["'](?P<name>[A-Za-z_$][\w$]{0,40})["']\](?![\w\[(]|\s{0,4}=[^=])""")
_NUMBERED = re.compile(r"(?<=[\w$\]])\[(?P<item>\d{1,2})\](?![\w\[(.])")
_OF_XML = re.compile(
    r"""\.getAttribute\(\s{0,4}["'](?P<attribute>\w{1,40})["']\s{0,4}\)"""
    r"""|\.getElementsByTagName\(\s{0,4}["'](?P<tag>\w{1,40})["']\s{0,4}\)\[0\]"""
    r"""\.(?:firstChild\.(?:nodeValue|data)|childNodes\[0\]\.nodeValue|textContent|innerHTML)"""
    r"""|\$\(\s{0,4}this\s{0,4}\)\.(?:find|children)\(\s{0,4}["'](?P<inner>\w{1,40})["']\s{0,4}\)\.text\(\s{0,4}\)"""
)


def with_fields(text: str) -> str:
    """Return scripts that say of what they read of a row that it is a row's field, wherever they put it."""
    if "getAttribute(" in text or ").text(" in text or "getElementsByTagName(" in text:
        text = _OF_XML.sub(_of_xml, text)
    if "['" in text or '["' in text:
        text = _BY_NAME.sub(r".\g<name>", text)
    if "[0]" in text or "[1]" in text:
        text = _NUMBERED.sub(rf".{ITEM}\g<item>", text)
    for held in reversed(list(islice(_HELD.finditer(text), _HELD_AT_MOST))):
        before = text[max(0, held.start() - LONGEST_NAME) : held.start()].rstrip()
        name = name_at_end(before)
        if not name or before.endswith(f".{name}") or PAGE.match(name):
            continue
        end = min(end_of(text, held.end()), held.end() + _LONGEST_BODY)
        added = re.compile(rf"(?P<before>\+\s{{0,20}}|\$\{{\s{{0,4}}){re.escape(name)}(?![\w$.(\[])")
        body = added.sub(lambda match, held=held: f"{match['before']}{held['field']}", text[held.end() : end])  # type: ignore[misc]
        text = f"{text[: held.end()]}{body}{text[end:]}"
    return text


def _of_xml(match: re.Match[str]) -> str:
    if match["inner"]:
        return f"row.{match['inner']}"
    before = match.string[max(0, match.start() - 4) : match.start()]
    is_row = before[-1:] == "]" or (before[-1:].isidentifier() and before != "this")
    return f".{match['attribute'] or match['tag']}" if is_row else match[0]
