"""Lists that a script asks for: `$.post('/api/list', {channelId: 7, pageNo: page})`, `$.ajax({url: …, data: {…}})`,
``fetch(`/searchList/${channelId}?page=${page}`)``.

1. Recognise: a call whose address and fields can be followed (`expressions.py`), one of them the page.
2. Paging: from the first page on for as long as the answers hold links. GET is tried first; a server that refuses it,
   or answers nothing to it, is asked by POST with the same fields. A call without fields (`axios.get('/api/all/0')`)
   is one page.
3. Set nothing. Parameters of the page's address, and rows that have no address but a number, are in `named.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extraction.listing import extract_links, is_data
from crawler.extraction.made import filled_in, places_of
from crawler.extraction.tree import Parsed
from crawler.items import Form
from spiders.cms.calls import TOKEN, Call, calls_of, offset_of
from spiders.cms.cursors import moved
from spiders.cms.days import form_of_issue, forms_of_days, has_day, is_of_month, names_time
from spiders.cms.family import Family, Lead
from spiders.cms.jsons import as_sent
from spiders.cms.learnt import learnt
from spiders.cms.named import Names, of_articles
from spiders.cms.onwards import onwards
from spiders.cms.opened import clicks_of, openers_of
from spiders.cms.places import address_of, resolved
from spiders.cms.turned import OF_LISTS, TURNED
from spiders.cms.values import page_among

# Without fields: only what says by its name that it is a list or data, for such calls count readers too.
_PLAIN = re.compile(
    r"(?!http)(?:[^?]*(?:/api/|list|articles|channel|column|categor|menu)|[^?]*\.(?:json|xml|js|s?html?)(?:\?|$))", re.I
)
_POSTED = re.compile(r"[^?]*(?:list|articles|channel|column|categor)", re.I)
_COUNTS = re.compile(r"hit|count|click|visit|login|user|comment|view", re.I)
_FILE = re.compile(r"(?P<stem>.*[_/\-](?:p|pg|page|list|data|index)?)(?P<page>\d{1,3})(?P<ending>\.\w+|)")
_KEPT = "(page)"  # the place of the page, while others are filled
_SCREEN, _FEW = re.compile(r"next|more|times|screen|batch|round", re.I), re.compile(r"\d{1,3}")
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|title|body)\b", re.I)


class Asked(Family):
    """Lists asked for by a script, with fields."""

    name = "asked"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of each list that the page's scripts ask for, and from an answer the next."""
        start = parsed.text[:2000]
        if is_data(parsed) or not _WHOLE_PAGE.search(start) or (start.startswith("<?xml") and "<html" not in start):
            yield from next_of(parsed)
            return
        # What shares a story is told the page's own address.
        if calls := [call for call in calls_of(parsed) if _may_lead(call) and (call.paged or call.url != parsed.url)]:
            yield from _leads(parsed, calls)


def _may_lead(call: Call) -> bool:
    """Whether a call may bring a list or a story: most pages only have their readers counted."""
    if call.paged:
        return True
    if call.verb == "post" and not call.is_json:
        return _POSTED.match(call.url) is not None and not _COUNTS.search(call.url)
    if call.verb != "get" or _COUNTS.search(call.url):
        return False
    address = address_of(call.url, call.fields)
    return _PLAIN.match(call.url) is not None or bool(places_of(address)) or names_time(address)


def _leads(parsed: Parsed, calls: Sequence[Call]) -> Iterator[Lead]:
    """Yield what a page asks for by calls: lists, whose rows may lead on, and what its own address names."""
    names = Names(parsed)
    forms: list[Form] = []
    lists: list[Lead] = []
    taken: set[str] = set()
    for call in sorted(calls, key=lambda call: not call.paged):
        url = resolved(parsed.base_url, call.url)
        # A token is another on every page, and no part of what is asked for.
        address = address_of(url, {name: said for name, said in call.fields.items() if not TOKEN.search(name)})
        places = places_of(address)
        if not places:
            if call.turned:
                forms.append(Form(resolved(parsed.base_url, call.turned), is_next=True))
            if call.fields and (call.paged or call.verb == "post"):
                lead = Lead(address, as_sent(call.fields, call.texts), is_json=call.is_json, is_first=True)
            elif call.verb == "post":
                lead = Lead(address, {}, is_first=True, is_menu=not call.paged)
            else:
                lead = Lead(address, is_first=True, is_menu=not call.paged)
            lists.append(replace(lead, headers=call.headers))
        else:
            given = names.given(places, call.paged)
            for values in given:
                fields = {name: filled_in(value, values) for name, value in call.fields.items()} if call.paged else None
                url = filled_in(address, values)
                fields = as_sent(fields, call.texts) if fields else None
                lead = Lead(*(url, fields), is_json=call.is_json, is_first=call.paged, headers=call.headers)
                if call.paged:
                    lists.append(lead)
                    if call.turned:
                        turning = filled_in(call.turned.replace(TURNED, _KEPT), values).replace(_KEPT, TURNED)
                        forms.append(Form(resolved(parsed.base_url, turning), is_next=True))
                else:
                    yield lead
            if not given or not call.paged:
                rows = names.by_rows(places, call.fields, taken)
                if call.paged and len(rows) == 1:
                    taken.update(rows[0].values())
                forms += [Form(filled_in(address, values), call.paged, call.is_json) for values in rows]
    # A script that stands many times on its page asks for one thing.
    lists = list({(lead.url, str(lead.form)): lead for lead in reversed(lists)}.values())[::-1]
    forms = list(dict.fromkeys(forms))
    if lists:
        openers = openers_of(parsed)
        forms = [*names.pages(), *names.opened(openers), *clicks_of(parsed, openers), *forms]
        forms += learnt(parsed) if any(not lead.is_menu for lead in lists) else []
    by_day = forms_of_days(lists)
    by_month = () if by_day else form_of_issue(parsed.url, lists)
    for lead in lists:
        leading = tuple(forms) if lead.is_menu else of_articles(forms)
        days = by_month if by_month and is_of_month(lead, parsed.url) else by_day
        yield replace(lead, rows=leading if has_day(lead) else (*leading, *days))


def next_of(parsed: Parsed, *, holds_links: bool = False) -> Iterator[Lead]:
    """Yield the page after an answered one, as its address names it, where it is known to hold links or does."""
    if "<datastore" in parsed.text[:2000]:
        return
    if is_data(parsed) and (named := onwards(parsed)):
        yield from named if holds_links or named[0].is_first or extract_links(parsed) else ()
        return
    parts = urlsplit(parsed.base_url)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True))
    offset = offset_of(fields)
    page = page_among(name for name in fields if offset is None or name != offset[0])
    if page is not None and fields[page].isdecimal():
        fields[page] = str(int(fields[page]) + 1)
    elif page is None and offset is not None:
        fields[offset[0]] = str(int(fields[offset[0]]) + offset[1])
    elif page is None and not is_data(parsed) and (screen := _screen_of(fields)) is not None:
        fields[screen] = str(int(fields[screen]) + 1)
    elif page is None and (going_on := moved(parsed, fields)):
        fields = going_on
    elif page is None and _is_of_a_list(parsed, parts.path) and (file := _FILE.fullmatch(parts.path)):
        path = f"{file['stem']}{int(file['page']) + 1}{file['ending']}"
        if holds_links or extract_links(parsed):
            yield Lead(parts._replace(path=path).geturl())
        return
    else:
        return
    if holds_links or extract_links(parsed):
        yield Lead(parts._replace(query=urlencode(fields)).geturl(), fields)


def _screen_of(fields: Mapping[str, str]) -> str | None:
    """Return the field that counts what was loaded below a list: 帝国's `next: i`."""
    return next((name for name, value in fields.items() if _SCREEN.fullmatch(name) and _FEW.fullmatch(value)), None)


def _is_of_a_list(parsed: Parsed, path: str) -> bool:
    """Whether an answer may be one of a list's numbered files: data, or a piece of a page that says so by its name."""
    if is_data(parsed) or path.endswith(".xml"):
        return "." in path.rpartition("/")[2] or OF_LISTS.search(path) is not None
    return OF_LISTS.search(path) is not None and not _WHOLE_PAGE.search(parsed.text[:2000])
