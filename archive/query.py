"""The query language of the command line, the reading room and Datasette's own search box.

党建 抗疫            both words          党建 OR 抗疫       either
"不忘初心、牢记使命"     the phrase          党建 -扶贫 (NOT)    the first without the second
title:党建          in headline, deck or kicker            body:党建    in the text
author:张静         who wrote it        editor:魏捷        who edited it        names:张静  either
source:人民网       where it is from    org:组织部         an organisation that is credited
digit*             words of letters or digits that begin so
title:(党建 OR 抗疫)  -(扶贫 OR 教育)      a field or an exclusion holds for everything in the parentheses
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.bigrams import phrase, phrase_tokens
from archive.fields import EVERYTHING, Field, containing

# What may stand before the colon, and the column of the index it means.
_COLUMNS = {
    **dict.fromkeys(("title", "标题"), "title"),
    **dict.fromkeys(("body", "正文"), "body"),
    **dict.fromkeys(("name", "names", "署名"), "names"),
}
# The same for what the index knows beside the text.
_FIELDS: dict[str, Field] = {
    **dict.fromkeys(("author", "作者"), "author"),
    **dict.fromkeys(("editor", "编辑", "责编"), "editor"),
    **dict.fromkeys(("source", "来源"), "source"),
    **dict.fromkeys(("org", "organization", "单位"), "organization"),
}
_TOKEN = re.compile(
    rf"""(?P<not>-)?(?:(?P<field>{"|".join([*_COLUMNS, *_FIELDS])})[:：]\s*)?"""
    r"""(?:["“”](?P<quoted>[^"“”]*)["“”]?(?P<star>[*＊])?|(?P<paren>[()（）])|(?P<word>[^\s"“”()（）]+))""",
    re.IGNORECASE,
)
# FTS5 takes parentheses in parentheses only so deep; those further in are passed over.
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query; `field` is where it must stand, None for anywhere; `excluded`: must not.

    `begins`: its last word of letters or digits only begins one. `hidden`: no reason why an article was found.
    """

    text: str
    field: str | None = None
    excluded: bool = False
    begins: bool = False
    hidden: bool = False

    @property
    def expression(self) -> str:
        """The FTS5 expression of it."""
        if self.field in _FIELDS:
            return containing(_FIELDS[self.field], self.text, self.begins) or ""
        found = phrase(self.text, self.begins) or ""
        return f"{_COLUMNS[self.field]} : {found}" if self.field else found

    @property
    def places(self) -> tuple[str, ...]:
        """Where on an article it may stand: title, body, names, source, organization."""
        if self.field is None:
            return ("title", "body", "names")
        found = _COLUMNS.get(self.field) or _FIELDS[self.field]
        return ("names",) if found in ("author", "editor") else (found,)

    @property
    def merges(self) -> bool:
        """Whether the index puts very many of its words together: of one Chinese character, or two letters and `*`."""
        tokens, prefix = phrase_tokens(self.text, self.begins)
        return bool(prefix) and len(tokens[-1]) < 3 and self.field not in _FIELDS


def parse(query: str) -> list[Term | str]:
    """Return terms and what stands between them (`OR`, `(`, `-(`, `)`), whatever was typed."""
    parts: list[Term | str] = []
    negate = False
    within: list[tuple[str | None, bool]] = [(None, False)]
    for match in _TOKEN.finditer(query.replace("\u3000", " ")):
        outer, hidden = within[-1]
        field = (match["field"] or "").lower() or outer
        excluded = negate or bool(match["not"])
        if match["paren"]:
            negate = False
            if match["paren"] in "(（":
                within.append((field, hidden != excluded))
                if len(within) <= _DEEPEST:
                    parts.append("-(" if excluded else "(")
            elif len(within) > 1:
                if len(within) <= _DEEPEST:
                    parts.append(")")
                within.pop()
            continue
        text = match["quoted"] if match["quoted"] is not None else match["word"]
        if match["word"] and not match["field"] and not match["not"]:
            if text in ("AND", "&&"):
                continue
            if text in ("OR", "|", "||"):
                parts.append("OR")
                continue
            if text == "NOT":
                negate = True
                continue
        if phrase(text):
            begins = bool(match["star"]) or text.endswith(("*", "＊"))
            parts.append(Term(text, field, excluded, begins, hidden != excluded))
        negate = False
    return parts


def _group(parts: list[Term | str], start: int) -> tuple[str | None, int]:
    """Return the FTS5 expression of `parts` from `start` to the closing parenthesis, and where it ended."""
    wanted: list[list[str]] = [[]]
    unwanted: list[list[str]] = [[]]
    position = start
    while position < len(parts):
        part = parts[position]
        position += 1
        if isinstance(part, Term):
            (unwanted if part.excluded else wanted)[-1].append(part.expression)
        elif part == "OR":
            wanted.append([])
            unwanted.append([])
        elif part == ")":
            break
        else:
            inner, position = _group(parts, position)
            if inner:
                (unwanted if part == "-(" else wanted)[-1].append(f"({inner})")
    found = []
    for some, others in zip(wanted, unwanted, strict=True):
        expression = " AND ".join(some) or (EVERYTHING if others else "")
        if others:
            expression = f"({expression}) NOT ({' OR '.join(others)})"
        if expression:
            found.append(expression)
    if not found:
        return None, position
    return (found[0] if len(found) == 1 else " OR ".join(f"({one})" for one in found)), position


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression of a query, or None where nothing in it can be searched for. Never raises."""
    return _group(parse(query), 0)[0]


def words_too_short(query: str) -> list[str]:
    """Return the words of a query that the index of a big archive takes seconds to put together."""
    return [part.text for part in parse(query) if isinstance(part, Term) and part.merges]
