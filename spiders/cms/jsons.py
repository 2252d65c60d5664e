"""Fields that are sent as JSON: which are texts, whatever they say, and which are numbers, truths or nothing.

A script may write the object itself as a text: `data: "{'cid':'7','page':'" + n + "'}"`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping

from spiders.cms.values import Fields, Page, Parts, Quoted, is_page

_BY_NAME: dict[str, object] = {"true": True, "false": False, "null": None}  # as a script writes them
_LONGEST_NUMBER = 6  # digits
_PAGE = "\0"  # stands for the page in a text
_FIELD = re.compile(
    r"""(?P<quote>["']?)(?P<name>[\w$\-]{1,60})(?P=quote)\s{0,9}:\s{0,9}"""
    r"""(?:"(?P<one>[^"]{0,300})"|'(?P<two>[^']{0,300})'|(?P<bare>[\w.\-\0]{1,60}))\s{0,9}(?:,|\}\s{0,9}$)"""
)


def as_sent(fields: Mapping[str, str], texts: Collection[str]) -> dict[str, str]:
    """Return fields with those in quotes that are texts, and would be taken for something else."""
    return {
        name: f'"{said}"' if name in texts and value_of(said) is not said else said for name, said in fields.items()
    }


def value_of(said: str) -> object:
    """Return what a field is in JSON."""
    return said[1:-1] if len(said) > 1 and said[0] == said[-1] == '"' else _typed(said)


def texts_among(data: object, name: str = "") -> Iterator[str]:
    """Yield the fields of an object that are texts, by their names as forms write them: `filter[items][0]`."""
    if isinstance(data, dict | list):
        inner = data.items() if isinstance(data, dict) else enumerate(data)
        for key, said in inner:
            yield from texts_among(said, f"{name}[{key}]" if name else str(key))
    elif isinstance(data, str):
        yield name


def _typed(said: str) -> object:
    if said in _BY_NAME:
        return _BY_NAME[said]
    is_number = said.isdecimal() and len(said) <= _LONGEST_NUMBER and str(int(said)) == said
    return int(said) if is_number else said


def fields_written(parts: Parts) -> Fields | None:
    """Return the fields of an object that is written out as a text; None for a text that is none."""
    text = "".join(_PAGE if isinstance(part, Page) else part for part in parts).strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    page = next((part for part in parts if isinstance(part, Page)), None)
    found: Fields = {}
    for field in _FIELD.finditer(text):
        said = next((said for said in field.group("one", "two", "bare") if said is not None), "")
        is_text = field["bare"] is None and said != _PAGE
        found[field["name"]] = [page] if said == _PAGE and page is not None else [Quoted(said) if is_text else said]
    return found or None


def written_as_json(fields: Fields) -> Parts | None:
    """Return an object as the text that a script makes of it, with the page in it; None where one of its fields is not
    known or it has none."""
    parts: list[str | Page] = []
    for name, value in fields.items():
        if value is None or "[" in name:
            return None
        parts.append(f"{',' if parts else '{'}{json.dumps(name)}:")
        if any(isinstance(part, Page) for part in value):
            parts += [part for part in value if isinstance(part, Page)][:1] if is_page(name) else value
        else:
            said = "".join(map(str, value))
            is_text = isinstance(value[0], Quoted) or value_of(said) is said if value else True
            parts.append(json.dumps(said, ensure_ascii=False) if is_text else said)
    return [*parts, "}"] if parts else None
