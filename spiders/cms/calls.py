"""What a page's scripts ask the server for: the calls of jQuery, axios, fetch and their like that can be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice, pairwise
from urllib.parse import parse_qsl, urlsplit

from crawler.extraction.tree import Parsed
from spiders.cms.brackets import LONGEST, QUOTES, end_of, opening_of
from spiders.cms.branches import with_choices
from spiders.cms.clock import with_clock
from spiders.cms.concatenated import PAGE_NAMES, with_replaced, with_sums
from spiders.cms.cursors import CURSOR, with_last_row
from spiders.cms.expressions import Reader
from spiders.cms.handlers import with_elements
from spiders.cms.headed import headers_at
from spiders.cms.inputs import filled
from spiders.cms.items import each_written_out
from spiders.cms.jsons import fields_written
from spiders.cms.named import FIRST, with_places
from spiders.cms.padded import with_zeros
from spiders.cms.places import address_of
from spiders.cms.trees import with_trees
from spiders.cms.turned import TURNED, is_known_to_turn
from spiders.cms.values import PAGE, SIZE_TOO, Fields, Known, Page, Parts, Quoted, is_page, last_of, page_among
from spiders.cms.widgets import fields_of_table, params_of, put_by_function, whole_of, with_widgets

CALLS_AT_MOST = 200  # of a page
_STARTS = ("0", "1")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_COUNTED = re.compile(
    r"(?<![\w$])(?P<name>[A-Za-z_$][\w$]*)\s*(?:\+\+|\+=\s*1\b|=\s*(?P=name)\s*\+\s*1\b)"
    r"|\+\+\s*(?:this\.)?(?P<other>[A-Za-z_$][\w$]*)"
)

# Each begins as it is written: a page's scripts are long, and few hold a call.
_HEAD = re.compile(
    r"""\.(?:(?P<verb>post|get|getJSON|getScript)\s*\(\s*(?=["'`\w$])|load\(\s*(?=["'`])"""
    r"""|(?P<widget>pagination|[dD]ataTable)\(\s*\{|open\(\s*["'](?P<method>GET|POST|get|post)["']\s*,\s*(?=["'`\w$]))"""
)
# With the groups of the others, none of which it has.
_FETCH = re.compile(r"""fetch(?<!\wfetch)\s*\(\s*(?=["'`\w$])(?P<verb>(?!))?(?P<widget>(?!))?(?P<method>(?!))?""")
# A script that is put into the page, as JSONP is asked for: js.src = "/data/roll_" + n + ".js".
_SOURCE = re.compile(r"""\.src\s{0,4}=\s{0,4}(?=["'`])(?P<verb>(?!))?(?P<widget>(?!))?(?P<method>(?!))?""")
_OF_SCRIPTS = re.compile(r"""createElement\(\s{0,4}["']script["']""", re.I)
_DATA_FILE = re.compile(r"\.js(?:on)?p?(?:\?|$)|[?&]\w*(?:callback|cb)=", re.I)
# The last is SiteServer's, which sends JSON as axios does.
_CALLED = ("$", "jQuery", "axios", "http", "request", "ajax", "stlClient")
_OF_JSON = ("axios", "stlClient")
# What a page was asked for with, by a function of the portal's own: + StlClient.getQueryString().
_OWN_QUERY = re.compile(r"\+\s{0,9}(?:[\w$]{1,40}\.)?getQueryString\(\s{0,9}\)(?!\s*[.\[])")
# A call by a name that nobody knows, where axios is made for a base or what comes of it is waited for:
# o.get("/portal/list", …), o.get("/data/list.json").then(…).
_PLAINLY = ('"/', "'/", "`/")
_PROMISED = re.compile(r"""["'`][^()]{0,200}(?:\([^()]{0,100}\)[^()]{0,100}){0,3}\)\s{0,20}\.then\(""")
_AWAITED = re.compile(r"(?:\bawait|\byield)\s+[\w$.]{1,40}$")
_BASE = re.compile(r"""\bbaseURL["']?\s*[:=]\s*(?=["'`\w$])""")
_OF_JQUERY = re.compile(r"(?:\$|\bjQuery)\s*(?:\.\s*(?:ajax\s*\(\s*)?)?$")
_LONGEST_OWNER, _LONGEST_ADDRESS = 24, 200  # characters
_URL = re.compile(r"""url(?<![\w$.]url)["']?\s*:\s*(?=["'`\w$])""")
_SENT = re.compile(r"\.send\(\s*(?=[\w$\"'{])")
_NOTHING = re.compile(r"""(?:null|undefined|""|'')\s*\)""")
_NO_FIELDS = re.compile(r"\s*(?:function|\(|async)")
_INNER = re.compile(r"""(?<![\w$])["']?(?P<name>params|body|data)["']?\s*:\s*(?=[\w${"'`])""")
_DATA = re.compile(r"""(?<![\w$])["']?(?:data|where|params)["']?\s*:\s*(?=[\w${"'])""")
_POSTED = re.compile(r"""\b(?:type|method)["']?\s*:\s*["']post["']""", re.I)
_AS_JSON = re.compile(r"content-?type[^,]*json", re.I)
_OFFSET = re.compile(r"(?:i_?display_?)?start|offset|skip|begin|start_?(?:row|index|num|record)|first", re.I)
_SIZE = re.compile(
    r"i_?display_?length|limit|size|rows|row_?num|(?:page_?)?(?:size|count|rows|num)|per_?page|length|count|max", re.I
)
# What a server gives a page, and wants back with what the page asks for.
TOKEN = re.compile(r"token|csrf|xsrf", re.I)
# What keeps an answer from being remembered, or names a function for it.
_LEFT_OUT = re.compile(r"t|_t?|ts|time|timestamp|r|rnd|rand(?:om)?|v|callback|jsoncallback|jsonp|cb", re.I)
_FIRST_PAGE = re.compile(rf"[?&]{PAGE_NAMES}=[01](?:&|$)|[_/\-][01]\.\w+$", re.I)
_ROWS_TOO = re.compile(rf"[?&]({SIZE_TOO.pattern})=$", re.I)
_SECOND = re.compile(r"(?P<before>[^?]*[_/\-][A-Za-z]{0,8})1(?P<ending>\.\w+)")
_NAMELESS = re.compile(r"[?&](?:json(?:p)?)?callback=\?", re.I)
_ADDRESS = re.compile(r"""(?:https?:)?//[^\s<>'"]+|[\w./][^\s<>'"]*""")


@dataclass(frozen=True, slots=True)
class Call:
    """An address that is asked for, for the first page; `fields` go with it, as JSON if `is_json`, and `headers`.

    `turned` is the address with its fields and a place for the page, where neither tells by itself what is the page;
    `texts` are the fields that are texts in JSON, whatever they say.
    """

    url: str
    fields: Mapping[str, str]
    paged: bool
    verb: str
    is_json: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    turned: str = ""
    texts: frozenset[str] = frozenset()


def may_ask(scripts: str) -> bool:
    """Whether there is a call among scripts, which may be one that can be followed."""
    return next(_heads(scripts), None) is not None or _URL.search(scripts) is not None


def calls_of(parsed: Parsed) -> Iterator[Call]:
    """Yield the calls in a page's scripts that can be followed to the end; with places, see `named.py`."""
    scripts = parsed.scripts
    if not may_ask(scripts):
        return
    body = parsed.tree.find("body") if parsed.tree is not None else None
    if body is not None and (loaded := body.get("onload")):
        scripts = f"{scripts}\n{loaded}"
    if "getQueryString()" in scripts:
        query = urlsplit(parsed.url).query
        scripts = _OWN_QUERY.sub("" if set(query) & set("'\\\n") else f"+ '{query}'", scripts)
    said = with_elements(parsed, each_written_out(with_trees(scripts)))
    said = with_choices(filled(parsed, with_zeros(with_clock(parsed, said))))
    said = with_widgets(with_last_row(parsed, said))
    reader = Reader(with_places(with_sums(with_replaced(said))), parsed.url)
    base = _base_of(reader)
    heads = (head for head in _heads(reader.text) if head["widget"] is None)
    for read, calls in ((_by_verb, heads), (_by_options, _URL.finditer(reader.text))):
        for match in islice(calls, CALLS_AT_MOST):
            for known, place in reader.around(match.start()):
                from_one = _counted_before(reader, match.start(), match.end(), known, "1")
                counted = _counted_before(reader, match.start(), match.end(), known, "0")
                if place != match.start():
                    counted += _counted_before(reader, place, place, known, "0")
                known = {**known, **dict.fromkeys(counted, "1")}
                known = _counted_with(reader, match, known)
                if (call := read(reader, match, known)) is not None:
                    call = replace(call, headers=headers_at(reader, match, known))
                    yield (call := call if base is None else _on_base(call, base, reader.text, match))
                    if from_one and (second := _SECOND.fullmatch(call.url)):
                        # The first is the page itself, and there may be no file of its number.
                        yield replace(call, url=f"{second['before']}2{second['ending']}")


def _counted_with(reader: Reader, call: re.Match[str], known: Known) -> Known:
    """Return what is known at a call, and what it counts pages with as a page, where its address has such a counter."""
    if not reader.counters or any(value in _STARTS and PAGE.match(name) for name, value in known.items()):
        return known
    asked = reader.text[call.end() : min(end_of(reader.text, call.end()), call.end() + _LONGEST_ADDRESS)]
    counter = next((name for name in _NAME.findall(asked) if name in reader.counters), None)
    return known if counter is None else {**known, "page": known.get(counter, FIRST)}


def _counted_before(reader: Reader, at: int, end: int, known: Known, first: str) -> list[str]:
    """Return what begins at `first` and is counted on in the function of a call before it: `p++; $.get(…p…)`."""
    text = reader.text
    names = [n for n, value in known.items() if value == first and (PAGE.match(n) or n in reader.counters)]
    if not names:
        return []
    low = max(0, at - LONGEST)
    start = max(low, text.rfind("function", low, at), text.rfind("=>", low, at))
    counted = {name["name"] or name["other"] for name in _COUNTED.finditer(text, start, at)}
    if "++" in text[end : end + _LONGEST_ADDRESS]:  # in the address itself: ?p=${++p}
        counted |= {name["other"] for name in _COUNTED.finditer(text, end, end_of(text, end))}
    return [name for name in names if name in counted]


def _base_of(reader: Reader) -> str | None:
    """Return what axios puts before each address, where the scripts say one thing; None for nothing."""
    if "baseURL" not in reader.text:
        return None
    said = set()
    for match in _BASE.finditer(reader.text):
        parts, _ = reader.value(match.end(), reader.known_at(match.start()))
        texts = [part for part in parts or () if isinstance(part, str)]
        if parts and len(texts) == len(parts):
            said.add("".join(texts).rstrip("/"))
    said.discard("")
    return said.pop() if len(said) == 1 else None


def _on_base(call: Call, base: str, text: str, match: re.Match[str]) -> Call:
    """Return a call as axios makes it: on its base, and with JSON where it sends something."""
    start = match.start() if match.re is not _URL else opening_of(text, match.start()) or 0
    owner = text[max(0, start - _LONGEST_OWNER) : start]
    if (
        _OF_JQUERY.search(owner)
        or text.startswith("fetch", match.start())
        or call.url.startswith(("http:", "https:", "//"))
    ):
        return call
    is_json = call.is_json or (call.verb == "post" and "stringify(" not in text[start : end_of(text, start + 1)])
    return replace(call, url=f"{base}/{call.url.lstrip('/')}", is_json=is_json)


def offset_of(fields: Mapping[str, str]) -> tuple[str, int] | None:
    """Return the field that says how many rows are passed over, and how many there are at once; None for none."""
    numbers = {name: value for name, value in fields.items() if value.isdecimal()}
    if "pn" in fields and int(numbers.get("rn", "0")) > 1:  # Epoint's search, as that of Baidu: no page's number
        return "pn", int(numbers["rn"])
    offset = next((name for name in numbers if _OFFSET.fullmatch(last_of(name))), None)
    size = next((value for name, value in numbers.items() if _SIZE.fullmatch(last_of(name))), None)
    return (offset, int(size)) if offset is not None and size is not None and int(size) > 1 else None


def _heads(scripts: str) -> Iterator[re.Match[str]]:
    """Yield where calls begin that have their verb for a name."""
    based = "baseURL" in scripts
    fetched = _FETCH.finditer(scripts) if "fetch" in scripts else iter(())
    sources = _SOURCE.finditer(scripts) if _OF_SCRIPTS.search(scripts) else iter(())
    for match in merge(_HEAD.finditer(scripts), fetched, sources, key=re.Match.start):
        known = match["verb"] is None or scripts.endswith(_CALLED, max(0, match.start() - 12), match.start())
        plain = not known and match["verb"] in (None, "post", "get") and scripts.startswith(_PLAINLY, match.end())
        if known or (plain and (based or _is_waited_for(scripts, match))):
            yield match


def _is_waited_for(scripts: str, call: re.Match[str]) -> bool:
    """Whether what a call comes to is waited for, as what a server is asked for is and what a map holds is not."""
    if _AWAITED.search(scripts, max(0, call.start() - 60), call.start()):
        return True
    return _PROMISED.match(scripts, call.end()) is not None


def _by_verb(reader: Reader, match: re.Match[str], known: Known) -> Call | None:
    """Return the call `$.post(address, fields)` or `fetch(address, options)`."""
    text = reader.text
    url, at = reader.value(match.end(), known)
    if url is None:
        return None
    if match.re is _SOURCE:
        call = _call(url, {}, "get", False, known)
        return call if call is not None and call.paged and _DATA_FILE.search(call.url) else None
    verb = "post" if "post" in ((match["verb"] or "").lower(), (match["method"] or "").lower()) else "get"
    if match["method"] and (sent := _SENT.search(text, at, at + LONGEST)) is not None:
        return _by_sending(reader, url, verb, sent.end(), known)
    if text[at : at + 1] != "," or match["method"] or _NO_FIELDS.match(text, at + 1):
        return _call(url, {}, verb, False, known)
    inner = _INNER.search(text, at + 1, end_of(text, at + 1))
    if inner is None and (match["verb"] is None or (verb == "get" and text.endswith("axios", 0, match.start()))):
        return _call(url, {}, verb, False, known)  # options, none of which is asked for: {headers: …}
    place = inner.end() if inner else at + 1
    while text[place : place + 1].isspace():
        place += 1
    if inner and inner["name"] != "params":
        verb = "post"
    if place < len(text) and text[place] in QUOTES and (inner is None or inner["name"] != "params"):
        query, _ = reader.value(place, known)
        return _with_query(url, query, verb, known) if query is not None else None
    # Nuxt's $fetch sends the object itself; the browser's own takes none.
    is_object = inner is not None and inner["name"] == "body" and text[place] == "{"
    is_json = (
        "JSON.stringify" in text[place : place + 40]
        or is_object
        or (verb == "post" and text.endswith(_OF_JSON, 0, match.start()))
    )
    if (given := reader.given(place, known)) is None and inner is None and (query := _query_at(reader, place, known)):
        return _with_query(url, query, verb, known)
    return _call(url, given or {}, verb, is_json, known)


def _query_at(reader: Reader, place: int, known: Known) -> Parts | None:
    """Return what is sent where it has been put together before: q = "page=" + n + "&size=15"."""
    query, _ = reader.value(place, known)
    is_query = query is not None and any(isinstance(part, str) and "=" in part for part in query)
    return query if is_query else None


def _by_sending(reader: Reader, url: Parts, verb: str, at: int, known: Known) -> Call | None:
    """Return the call of an XMLHttpRequest, whose fields stand where it is sent."""
    if _NOTHING.match(reader.text, at):
        return _call(url, {}, verb, False, known)
    if (given := reader.given(at, known)) is not None:
        return _call(url, given, verb, reader.text.startswith("JSON.stringify", at), known)
    query, _ = reader.value(at, known)
    return _with_query(url, query, verb, known)


def _with_query(url: Parts, query: Parts | None, verb: str, known: Known) -> Call | None:
    """Return a call whose fields are written as they go into an address, behind it or by POST."""
    if not query:
        return _call(url, {}, verb, False, known)
    joint = "&" if any(isinstance(part, str) and "?" in part for part in url) else "?"
    call = _call([*url, joint, *query], {}, verb, False, known)
    if call is None or verb == "get":
        return call
    address, _, said = call.url.rpartition(joint)
    alone = _call(url, {}, verb, False, known)
    if alone is not None and call.url.startswith(alone.url):
        address, said = alone.url, call.url[len(alone.url) :].lstrip("?&")
    return replace(call, url=address, fields=dict(parse_qsl(said, keep_blank_values=True)))


def _by_options(reader: Reader, match: re.Match[str], known: Known) -> Call | None:
    """Return the call whose address is one of several options: `$.ajax({url: …, type: …, data: {…}})`."""
    text = reader.text
    url, _ = reader.value(match.end(), known)
    start = opening_of(text, match.start())
    if url is None or start is None:
        return None
    whole = text[start : end_of(text, start + 1)]
    verb = "post" if _POSTED.search(whole) else "get"
    of_axios = text.endswith("axios(", 0, start) and "stringify" not in whole
    data = _DATA.search(whole)
    written = "JSON.stringify" in whole and (data is None or whole[data.end() : data.end() + 1] != "{")
    is_json = verb == "post" and (written or of_axios or bool(_AS_JSON.search(whole)))
    of_table = fields_of_table(whole_of(text, start))
    if of_table and "queryParams" in whole:
        of_table = params_of(reader, start, known) | of_table
    if data is None:
        return _call(url, of_table, verb, is_json, known)
    place = start + data.end()
    if text[place] in "\"'":
        query, _ = reader.value(place, known)
        if query and is_json and (said := fields_written(query)) is not None:
            return _call(url, said, verb, is_json, known)
        return _with_query(url, query, verb, known) if query is not None else None
    given = reader.given(place, known)
    if given is None:
        given = put_by_function(reader, place, known)
    if given is None:
        query = _query_at(reader, place, known)
        return _with_query(url, query, verb, known) if query is not None else None
    return _call(url, given | of_table, verb, is_json, known) if given is not None else None


def _call(url: Parts, given: Fields, verb: str, is_json: bool, known: Known) -> Call | None:
    """Return a call for the first page, or None where something in it is not known."""
    first = next((value for name, value in known.items() if PAGE.match(name) and value in _STARTS), FIRST)
    if not is_json:
        given = {_as_sent(name, given): parts for name, parts in given.items()}

    def text(parts: Parts) -> str:
        return "".join(str(first) if isinstance(part, Page) else part for part in parts)

    url = _sized(url, known)
    paged = any(isinstance(part, Page) for part in url)
    fields: dict[str, str] = {}
    for name, parts in given.items():
        if name == "pn" and "rn" in given:
            fields[name] = "0"
        elif is_page(name):
            said = text(parts) if parts else ""
            fields[name], paged = said if said in _STARTS else str(first), True
        elif parts is None and not _LEFT_OUT.fullmatch(name):
            return None
        elif parts is not None:
            fields[name] = text(parts)
    turned = _turned(url, given)
    paged = paged or bool(turned)
    paged = paged or (page_among(fields) == "num" and fields["num"] in _STARTS)
    if not paged and (place := offset_of(fields)) is not None:
        fields[place[0]], paged = "0", True
    sized = any(_SIZE.fullmatch(name) for name in fields)
    paged = paged or any(CURSOR.fullmatch(name) and (value or sized) for name, value in fields.items())
    # jQuery loads a part of a page: "rows_2.html #rows".
    address = _NAMELESS.sub("", text(url).partition(" #")[0]).replace("?&", "?").rstrip("?&")
    paged = paged or (len(url) > 1 and _FIRST_PAGE.search(address) is not None)
    # ?start=0&count=10, where 0 is a variable's; ?before=1791199740000&limit=8.
    paged = paged or (len(url) > 1 and "?" in address and _goes_on(dict(parse_qsl(address.partition("?")[2]))))
    if _ADDRESS.fullmatch(address) is None:
        return None
    texts = frozenset(name for name, parts in given.items() if is_json and parts and isinstance(parts[0], Quoted))
    return Call(address, fields, paged, verb, is_json, turned=turned, texts=texts)


def _sized(url: Parts, known: Known) -> Parts:
    """Return an address in which two names say the page with the rows of one for that which says those."""
    if sum(isinstance(part, Page) for part in url) < 2:
        return url
    said = [url[0]]
    for before, part in pairwise(url):
        name = _ROWS_TOO.search(before) if isinstance(part, Page) and isinstance(before, str) else None
        rows = known.get(name[1]) if name is not None else None
        said.append(rows if isinstance(rows, str) and rows.isdecimal() else part)
    return said


def _as_sent(name: str, fields: Fields) -> str:
    """Return how a form names a field: the one item of a list `ids[]`; of several each keeps its number."""
    return f"{name[:-2]}]" if name.endswith("[0]") and f"{name[:-3]}[1]" not in fields else name


def _goes_on(query: Mapping[str, str]) -> bool:
    """Whether the query of an address says how many rows are asked for, and from which on."""
    sized = any(_SIZE.fullmatch(name) for name in query)
    return offset_of(query) is not None or (sized and any(CURSOR.fullmatch(name) for name in query))


def _turned(url: Parts, given: Fields) -> str:
    """Return an address with its fields and a place for the page, where the answer's own does not tell what it is."""

    def text(parts: Parts) -> str:
        return "".join(TURNED if isinstance(part, Page) else part for part in parts)

    unnamed = any(any(isinstance(p, Page) for p in parts or ()) and not is_page(name) for name, parts in given.items())
    address = text(url)
    if not unnamed and (TURNED not in address or is_known_to_turn(address)):
        return ""
    return address_of(address, {name: text(parts) for name, parts in given.items() if parts is not None})
