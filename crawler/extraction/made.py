"""Where rows of data lead that have no address: by what their page's scripts make of their fields, `/d?id={id}`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from crawler.extraction.addresses import NO_PAGE
from crawler.extraction.dates import parse_date
from crawler.extraction.listing import is_data
from crawler.extraction.records import ITEM, arrays_in, is_unnamed, records_in, records_of_xml, title_of
from crawler.extraction.row_days import day_of
from crawler.extraction.tree import Parsed
from crawler.items import Form

PLACE = re.compile(r"\{(:?[\w\-]+)\}")
LEARNT = "{*}"  # the place of a field that is yet to be learnt
FEWEST_ROWS = 2
_VALUE = re.compile(r"[\w\-]{1,64}", re.ASCII)
# A path from the root on, of a form that is nothing else: /{pub_point}.
_PATH = re.compile(r"[\w\-]{1,64}(?:/[\w\-]{1,64}){0,8}/?", re.ASCII)
_WHOLE = re.compile(r"(?P<root>https?://[^/{}]+/)\{[\w\-]+\}")
_ADDRESSED = re.compile(r"url|link|href", re.I)  # a row that says itself where it leads
# The page of a column: /list.html?columnId={id}, /channel/{id}.
_OF_COLUMN = re.compile(
    r"/(?:list|column|channel|categor|lanmu)\w*(?:\.\w{2,6})?/?(?:\?|\{|$)|[?&](?:column|channel|cat|class|type|menu|node)_?(?:id|no|code)?=\{",
    re.I,
)
_DATED = re.compile(r"date|time|day|riqi|shijian", re.I)


@dataclass(frozen=True, slots=True)
class Made:
    """An address made of a row's fields by a form, what the row is called, its day of publication, any day it has."""

    url: str
    form: Form
    title: str
    published: str | None
    day: str | None


def places_of(address: str) -> set[str]:
    """Return what an address has places for."""
    return set(PLACE.findall(address))


def filled_in(address: str, values: Mapping[str, str]) -> str:
    """Return an address with its places filled, as far as there are values for them."""
    return PLACE.sub(lambda match: quote(values.get(match[1], match[0]), safe="{}"), address)


def made_in(parsed: Parsed, forms: Sequence[Form]) -> Iterator[Made]:
    """Yield the addresses of pages, and of lists, that the rows of an answer lead to by forms for their fields."""
    forms = [form for form in forms if form.click is None and not (form.is_day or form.is_next or form.ends)]
    some_list = any(form.is_list for form in forms)
    columns = {form.url for form in forms if _OF_COLUMN.search(form.url)}
    columns = columns if len(columns) < len(forms) else set()  # what all are called tells nothing
    for record in _rows(parsed, forms) if forms else ():
        days = (
            parse_date(said)
            for name, said in record.items()
            if _DATED.search(name) or (is_unnamed(name) and "-" in said)
        )
        published = day_of(record)
        day = published or next((found[:10] for found in days if found), None)
        title = title_of(record)
        if not title or any(
            _ADDRESSED.search(name) and said and not NO_PAGE.search(said) for name, said in record.items()
        ):
            continue
        for form in forms:
            # What has a day is an article, what has none a column, where there are columns.
            places = places_of(form.url)
            if form.is_list != (some_list and day is None) or not places <= record.keys():
                continue
            if day is not None and form.url in columns:
                continue
            values = {name: record[name] for name in places}
            if all(map(_VALUE.fullmatch, values.values())):
                yield Made(filled_in(form.url, values), form, title, published, day)
            elif (
                (whole := _WHOLE.fullmatch(form.url))
                and (path := next(iter(values.values())))
                and _PATH.fullmatch(path)
            ):
                yield Made(f"{whole['root']}{path}", form, title, published, day)


def _rows(parsed: Parsed, forms: Sequence[Form]) -> Iterator[dict[str, str]]:
    """Yield the rows of an answer, as objects, or as arrays where a form has a place for the number of an item."""
    if not is_data(parsed):
        yield from records_of_xml(parsed.text)
        return
    yield from records_in(parsed.data, inside=True)
    if any(place.startswith(ITEM) for form in forms for place in places_of(form.url)):
        yield from arrays_in(parsed.data)


def fitted(parsed: Parsed, forms: Sequence[Form]) -> list[Form]:
    """Return forms for an answer: the field of its rows in an address that was learnt, where no other form fits."""
    plain = [form for form in forms if not form.ends]
    if len(plain) == len(forms):
        return plain
    records = list(records_in(parsed.data))
    stories = [form for form in plain if not form.is_list and form.click is None and not (form.is_day or form.is_next)]
    if any(places_of(form.url) <= record.keys() for form in stories for record in records):
        return plain
    for form in forms:
        ends = set(form.ends)
        counts = Counter(name for record in records for name, said in record.items() if said in ends)
        if counts and max(counts.values()) >= FEWEST_ROWS:
            field = counts.most_common(1)[0][0]
            plain.append(replace(form, url=form.url.replace(LEARNT, f"{{{field}}}"), ends=()))
    return plain
