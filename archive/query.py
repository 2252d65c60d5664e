"""The query language of the command line, the reading room and Datasette's own search box.

党建 抗疫            both words          党建 OR 抗疫       either
"不忘初心、牢记使命"     the phrase          党建 -扶贫 (NOT)    the first without the second
title:党建          in headline, deck or kicker            body:党建    in the text
author:张静         who wrote it        editor:魏捷        who edited it        names:张静  either
source:人民网       where it is from    org:组织部         an organisation that is credited
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.bigrams import phrase
from archive.fields import Field, containing

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
    r'(?P<not>-)?(?:(?P<field>\w+)[:：])?(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<paren>[()（）])|(?P<word>[^\s"“”()（）]+))'
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query; `field` is where it must stand, None for anywhere; `excluded`: must not."""

    text: str
    field: str | None = None
    excluded: bool = False

    @property
    def expression(self) -> str | None:
        """The FTS5 expression of it, None where there is nothing to search for."""
        if self.field in _FIELDS:
            return containing(_FIELDS[self.field], self.text)
        found = phrase(self.text)
        return f"{_COLUMNS[self.field]} : {found}" if found and self.field else found

    @property
    def places(self) -> tuple[str, ...]:
        """Where on an article it may stand: title, body, names, source, organization."""
        if self.field is None:
            return ("title", "body", "names")
        found = _COLUMNS.get(self.field) or _FIELDS[self.field]
        return ("names",) if found in ("author", "editor") else (found,)


def parse(query: str) -> list[Term | str]:
    """Return terms and the operators between them (OR, parentheses), whatever was typed."""
    parts: list[Term | str] = []
    negate = False
    for match in _TOKEN.finditer(query.replace("\u3000", " ")):
        if match["paren"]:
            parts.append("(" if match["paren"] in "(（" else ")")
            continue
        name, text = match["field"], match["quoted"] if match["quoted"] is not None else match["word"]
        field = (name or "").lower() or None
        if field not in _COLUMNS and field not in _FIELDS:
            text, field = f"{name}:{text}" if name else text, None
        if match["word"] and not name and not match["not"]:
            if text in ("AND", "&&"):
                continue
            if text in ("OR", "|", "||"):
                parts.append("OR")
                continue
            if text == "NOT":
                negate = True
                continue
        if phrase(text):
            parts.append(Term(text, field, negate or bool(match["not"])))
        negate = False
    return parts


def _group(parts: list[Term | str], start: int) -> tuple[str | None, int]:
    """Return the FTS5 expression of `parts` from `start` to the closing parenthesis, and where it ended."""
    alternatives: list[list[str]] = [[]]
    excluded: list[list[str]] = [[]]
    position = start
    while position < len(parts):
        part = parts[position]
        position += 1
        if isinstance(part, Term):
            text = part.expression
            assert text is not None
            (excluded if part.excluded else alternatives)[-1].append(text)
        elif part == "OR":
            alternatives.append([])
            excluded.append([])
        elif part == "(":
            inner, position = _group(parts, position)
            if inner:
                alternatives[-1].append(f"({inner})")
        else:
            break
    expressions = []
    for wanted, unwanted in zip(alternatives, excluded, strict=True):
        if wanted:
            expression = " AND ".join(wanted)
            expressions.append(f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression)
    if not expressions:
        return None, position
    return (expressions[0] if len(expressions) == 1 else " OR ".join(f"({e})" for e in expressions)), position


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression of a query, or None where nothing in it can be searched for. Never raises."""
    parts = parse(query)
    expressions, position = [], 0
    while position < len(parts):
        expression, position = _group(parts, position)
        if expression:
            expressions.append(f"({expression})")
    return " AND ".join(expressions) or None
