"""The days that a list says beside its stories, for those that print none themselves: in rows and in data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from crawler.extraction.canonical import canonical_url
from crawler.extraction.characters import squeeze
from crawler.extraction.data import data_in
from crawler.extraction.labels import TODAY
from crawler.extraction.listing import DAY, is_data, is_xml, islands, iso_day
from crawler.extraction.made import fitted, made_in
from crawler.extraction.records import addresses_of, has_words, records_in, records_of_script, records_of_xml
from crawler.extraction.row_days import day_alone, day_of
from crawler.extraction.tree import Node, Parsed, parse, shortly, text_of
from crawler.items import Asked, Page

_SHORTEST_TITLE = 6  # characters
_WIDEST_ROW = 400  # characters
_ROW_WITHIN = 3  # elements around a link
_LARGEST_SCRIPT = 2_000_000  # characters
# A day in markup, and a field of an object with a time: without either a script holds no rows.
_DAY = re.compile(r"20\d\d\s?[-/.年]\s?\d\d?\s?[-/.月]")
_TIMED_FIELD = re.compile(r""":\s*["']?[\[(（【]?(?:(?:19|20)\d\d\s*[-/.年]|(?:19|20)\d{6}|1\d{9}(?:\d{3})?(?!\d))""")
_LITERAL = re.compile(r""""((?:[^"\\\n]|\\.){0,2000}+)"|'((?:[^'\\\n]|\\.){0,2000}+)'""")

Told = Iterator[tuple[str, str]]  # an address as it is written, and a day


def days_listed(parsed: Parsed, asked: Asked | None = None) -> dict[str, str]:
    """Return the day (`YYYY-MM-DD`) beside each story of a list on its own host, by canonical address.

    Only what a row of one story and one day says counts: the day at a page's head is no story's. Of two days for one
    story it is the earlier. Data may be of the host that it was `asked` for by as well, and is read against that page.
    """
    days: dict[str, str] = {}
    bases = [parsed.base_url]
    if asked is not None and asked.by is not None and is_data(parsed):
        bases.append(asked.by)
    hosts = {_host(base) for base in (parsed.url, *bases[1:])}
    for raw, day in _told(parsed, asked or Asked()):
        for base in bases if _is_day(day) else ():
            url = parsed.absolute(raw, base)
            if url is not None and _host(url) in hosts:
                address = canonical_url(url)
                days[address] = min(days.get(address, day), day)
    return days


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _told(parsed: Parsed, asked: Asked) -> Told:
    """Yield what the rows of a page or of an answer say."""
    if is_xml(parsed):
        yield from _of_records(records_of_xml(parsed.text))
        yield from _of_markup(parsed, _stored_in(parsed.text))
    elif not is_data(parsed):
        yield from _of_page(parsed)
    elif parsed.data is None:
        yield from _of_script(parsed, parsed.text)
    else:
        yield from _of_records(records_in(parsed.data))
        made = made_in(parsed, fitted(parsed, asked.rows))
        yield from ((one.url, one.published) for one in made if one.published is not None and "#" not in one.url)
        yield from _of_markup(parsed, _texts_in(parsed.data))


def _stored_in(text: str) -> Iterator[str]:
    """Yield what stands in sections of CDATA, up to the first that nothing ends."""
    before, after = "<![CDATA[", "]]>"
    end = 0
    while (start := text.find(before, end)) >= 0 and (end := text.find(after, start)) >= 0:
        yield text[start + len(before) : end]


def _of_page(parsed: Parsed) -> Told:
    if parsed.tree is None:
        return
    yield from _of_rows(parsed.tree)
    for script in parsed.script_nodes:
        yield from _of_script(parsed, text_of(script))
    for held in parsed.held:
        yield from _of_records(records_in(data_in(held)))
    for island in islands(parsed):
        yield from _of_records(records_of_xml(island))


def _of_script(parsed: Parsed, text: str) -> Told:
    """Yield what a script says in the objects that it writes out, and in the markup that it writes."""
    if len(text) > _LARGEST_SCRIPT:
        return
    if _TIMED_FIELD.search(text):
        data = data_in(text)
        yield from _of_records(records_of_script(text) if data is None else records_in(data))
    if "<a " in text and _DAY.search(text):
        if "<record" in text:
            yield from _of_markup(parsed, _stored_in(text))
            return
        # A row may be written piece by piece.
        pieces = (double or single for double, single in _LITERAL.findall(text))
        yield from _of_markup(parsed, ["".join(pieces).replace("\\", "")])


def _of_records(records: Iterable[Mapping[str, str]]) -> Told:
    for record in records:
        if has_words(record) and (day := day_of(record)) is not None:
            yield from ((raw, day) for raw in addresses_of(record))


def _texts_in(data: object) -> Iterator[str]:
    """Yield the texts in data that may be markup."""
    todo = [data]
    while todo:
        value = todo.pop()
        if isinstance(value, dict | list):
            todo.extend(value.values() if isinstance(value, dict) else value)
        elif isinstance(value, str) and "<a " in value:
            yield value


def _of_markup(parsed: Parsed, pieces: Iterable[str]) -> Told:
    """Yield what rows say that are written as markup, in pieces that stand for themselves."""
    rows = "".join(f"<div>{piece}</div>" for piece in pieces if "<a " in piece and DAY.search(piece))
    if rows:
        body = f"<html><body>{rows}</body></html>".encode("utf-8", "replace")
        page = parse(Page(parsed.url, body, headers={"content-type": "text/html; charset=utf-8"}))
        yield from _of_rows(page.tree) if page.tree is not None else ()


def _of_rows(tree: Node) -> Told:
    """Yield what the rows of markup say."""
    rows: dict[Node, str | None] = {}
    for node in tree.iter("a"):
        if (href := node.get("href")) and (day := _day_of(node, rows)) is not None:
            yield href, day


def _day_of(link: Node, rows: dict[Node, str | None]) -> str | None:
    """Return the day that the row of a link has for its story, or None; `rows` keeps what stands around links."""
    title = shortly(link, _WIDEST_ROW)
    if title is None or len(squeeze(title)) < _SHORTEST_TITLE:
        return None
    inside = {day for node in link.iterdescendants() if not len(node) and (day := day_alone(node.text)) is not None}
    if inside:
        return inside.pop() if len(inside) == 1 else None
    for around in _around(link):
        if around not in rows:
            rows[around] = _row(around)
        if (text := rows[around]) is None:
            return None
        # A day in the title tells what the story is about.
        beside = {iso_day(match) for match in DAY.finditer(text.replace(title, " ", 1))}
        if beside:
            return beside.pop() if len(beside) == 1 and not TODAY.search(text) else None
    return None


def _around(link: Node) -> Iterator[Node]:
    node = link.getparent()
    for _ in range(_ROW_WITHIN):
        if node is None:
            return
        yield node
        node = node.getparent()


def _row(node: Node) -> str | None:
    """Return the text of an element that is the row of one story, or None."""
    text = shortly(node, _WIDEST_ROW)
    if text is None:
        return None
    stories = {link.get("href") for link in node.iter("a") if len(squeeze(text_of(link))) >= _SHORTEST_TITLE}
    return text if len(stories) == 1 else None
