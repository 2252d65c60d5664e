"""What the address of a page names to its scripts, `list.html?cid=3`, `#/detail/12`; and the rows that lead there.

In scripts that read a parameter, `getQueryString('id')` or `this.$route.params.id`, a place for it is put, `{id}`; it
is filled from the page's own address, from the routes behind `#` that stand on the page, or from the rows of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from crawler.extraction.made import PLACE, made_in
from crawler.extraction.tree import Parsed
from crawler.items import Form, Link
from spiders.cms.brackets import end_of
from spiders.cms.concatenated import with_sums
from spiders.cms.drawn import by_attributes, by_calls
from spiders.cms.family import Lead
from spiders.cms.fields import with_fields
from spiders.cms.known import with_filled, with_known, with_starts
from spiders.cms.opened import Opener
from spiders.cms.places import Joined, query_in, resolved
from spiders.cms.values import PAGE

ROUTES_AT_MOST, ADDRESSES_AT_MOST = 60, 12
FIRST = "1"
# What every such reading has in it: found soon, where scripts hold none.
_MARKS = ("URLSearchParams(", "oute.query.", "oute.params.", "oute.value.")
_GIVEN_A_NAME = re.compile(r"""\(\s*["'][\w\-]+["']\s*\)""")
_READER = re.compile(r"(?:uery|aram|equest)\w{0,30}(?:\.get)?$")
_LONGEST_READER = 60  # characters
_READ = re.compile(
    r"""(?<![\w$.])(?:new\s+)?(?:[\w$]{1,40}\.){0,6}(?:\w{0,30}(?:query|param|request)\w{0,30}(?:\.get)?|URLSearchParams\([\w.\s]*\)\s*\.get)"""
    r"""\(\s*["'](?P<name>[\w\-]+)["']\s*\)|(?<![\w$.])(?:[\w$]+\.)*\$?route\.(?:value\.)?(?P<part>query|params)\.(?P<field>\w+)""",
    re.I,
)
# Cut out by its name: location.search.split("col=")[1].split("&")[0].
_CUT_OUT = re.compile(
    r"""(?<![\w$.])[\w$.]+\.split\(\s*["']\??(?P<name>\w+)=["']\s*\)\[1\](?:\.split\(\s*["'][&#]["']\s*\)\[0\])?"""
)
# Matched by its name: (location.search.match(/[?&]id=([^&]*)/) || [])[1].
_SAID = r"""[^/\n"']{0,20}?(?:\\b|(?<![\w\-\\]))(?P<%s>[\w\-]+)=\("""
_MATCHED = re.compile(
    r"""(?P<open>\(\s*)?(?<![\w$.])(?:[\w$.]+\.match\(\s*/"""
    + _SAID % "name"
    + r"""[^/\n]{0,20}/\w*\s*\)|/"""
    + _SAID % "other"
    + r"""[^/\n]{0,20}/\w*\.exec\(\s*[\w$.]+\s*\))(?(open)(?:\s*\|\|\s*\[[^\]\n]{0,12}\])?\s*\))\s*(?:\?\.)?\[1\]"""
)
# All parameters at once, taken apart by a function of the portal's own: var q = GetRequest(); … q.id, q["id"].
_TAKEN_APART = re.compile(
    r"""(?<![\w$.])(?P<all>[A-Za-z_$][\w$]{0,40})\s{0,4}=\s{0,4}(?P<function>\w{0,30}(?:[Rr]equest|[Qq]uery|[Pp]aram|[Aa]rgs|[Ss]earch)\w{0,30})"""
    r"""\(\s{0,4}(?:(?:window\.)?location(?:\.\w{1,8})?)?\s{0,4}\)"""
)
_APART_AT_MOST, _LONGEST_TAKING = 4, 1500  # variables; characters of such a function
# Cut out of the path: location.pathname.split("/").pop(), .split("/")[2], .match(/(\d+)\.html/)[1]; an ending goes.
_OF_PATH = re.compile(
    r"""location(?<![\w$]location)\.(?:pathname|href)\.(?:split\(\s*["']/["']\s*\)"""
    r"""(?:(?P<last>\.pop\(\)|\.slice\(\s*-1\s*\)\[0\]|\.at\(\s*-1\s*\))|\[(?P<nth>[1-5])\])"""
    r"""|(?P<number>match\(\s*/[^\s"']{0,12}\\d[^\s"']{0,20}/\w*\s*\)(?:\s*\?\.)?\[[01]\])"""
    r"""|(?P<rest>substr(?:ing)?\(\s*[\w.]{0,40}\.lastIndexOf\(\s*["']/["']\s*\)\s*\+\s*1\s*\)))"""
    r"""(?P<stem>\.replace\(\s*(?:["']\.\w{1,6}["']|/\\\.\w{1,6}\$?/)\s*,\s*["']{2}\s*\)|\.split\(\s*["']\.["']\s*\)\[0\])?"""
)
_OF_PATH_MARKS = ("location.pathname.", "location.href.split(", "location.href.match(", "location.href.substr")
_OWNER = re.compile(r"(?:window|document|self)\.(?='\{:path_)")
_ROUTE = re.compile(r"""["'][\w./\-]*#(?P<route>/[\w\-/]*(?:\?[\w\-=&;]+)?)["']""")
# What a part must be like may follow its name, /detail/:id(\\d+); Nuxt 3 leaves nothing there, /detail/:id().
_TABLE = re.compile(r"""\bpath\s*:\s*["'`](?P<path>/[\w\-/:]*:\w(?:[\w\-/:?]|\([^()"'`\n]{0,20}\))*)["'`]""")
_LIKE = re.compile(r"\([^()]*\)")
# The page's own route among files, as Next.js leaves it in its data: "page":"/c/[slug]".
_OWN_ROUTE = re.compile(r'''"page"\s*:\s*"(?P<path>/[\w\-/\[\]]*\[\w+\][\w\-/\[\]]*)"''')
_FOLDER = re.compile(r"\[(\w+)\]")
_IN_PATH = re.compile(r":(\w+)")
_ROW = re.compile(
    r"""(?<![\w\-./#])(?P<before>(?:[\w\-./]{1,100}\.(?:s?html?|jhtml|aspx?|jspx?|php|do)\?(?:\w+=[\w\-]*&(?:amp;)?)*\w+=|\#?/(?:[\w\-]+/)*(?:[\w\-]+\?\w+=)?))"""
    r"""(?:\\?["']\s*\+\s*|\$\{\s*)[A-Za-z_$][\w$]*(?:\[\w+\])?(?:\.[A-Za-z_$][\w$]*\[\w+\])?\.(?P<field>[A-Za-z_]\w*)"""
    r"""(?:\s*\+\s*["'](?P<after>\.s?html?)\b|\s*\}(?P<closed>\.s?html?)\b)?"""
)
# An address with several fields, or one in a folder or before another ending.
_NAME = r"[A-Za-z_$][\w$]*(?:\[\w+\])?(?:\.[A-Za-z_$][\w$]*(?:\[\w+\])?)*"
_FIELD = rf"(?:encodeURIComponent\(\s*)?{_NAME}\.(?P<field>[A-Za-z_$][\w$]*)(?:\s*\))?"
_JOINED = Joined(_FIELD)
_IN_TEXT = re.compile(rf"\$\{{\s*{_FIELD}\s*\}}|\{{\{{\s*{_NAME}\.(?P<other>[A-Za-z_$][\w$]*)\s*\}}\}}")
_ADDRESS = re.compile(
    r"""(?<=["'`=])(?:/?[\w\-.]+[/?]|/(?=\{\w+\}/\{\w+\}\.s?html?\b))(?:[\w\-./?=;]|&(?:amp;)?|\{\w+\})*\{\w+\}(?:[\w\-./=;]|&(?:amp;)?|\{\w+\})*"""
    r"""|(?:(?<=href=["'])|(?<=href=\\["']))(?:[\w\-]{0,40}\{\w+\}\.s?html?\b|/\{\w+\}(?=/?\\?["']))"""
)
# uni-app goes to a page behind "#", and gives it what its address names.
_GOES_TO = re.compile(
    r"""(?<=\.)(?P<go>(?:navigateTo|redirectTo|reLaunch)\(\s{0,9}\{\s{0,9}url\s{0,4}:\s{0,4}["'`])/(?!/)"""
)
_LOADED = re.compile(
    r"\bonLoad\s{0,4}(?::\s{0,4}function\s{0,4})?\(\s{0,4}(?P<given>[A-Za-z_$][\w$]{0,40})\s{0,4}\)\s{0,4}\{"
)
_LOADED_AT_MOST = 50
# jQuery's templates have a row's fields alone: ${id}.
_OF_TMPL = re.compile(r"(?P<head>x-jquery-tmpl[^<>]{0,100}>)(?P<rows>(?:[^<]|<(?!/script)){1,4000})")
_HOLE = re.compile(r"\$\{\s{0,4}(?P<field>[A-Za-z_]\w{0,40})\s{0,4}\}")
_BARE = re.compile(r"\{\{\s{0,4}(?:this\.)?(?P<field>[A-Za-z_]\w{0,40})\s{0,4}\}\}")
# A router is told where to go: push({path: "/detail", query: {id: row.newsId}}).
_PUSHED = re.compile(
    r"""(?:path|name)["']?\s*:\s*["'](?P<path>/?[\w\-/]+)["']\s*,\s*(?:query|params)["']?\s*:\s*\{\s*(?P<name>\w+)\s*:\s*[A-Za-z_$][\w$]*\.(?P<field>\w+)\s*\}"""
)
_CONTEXT = re.compile(
    r"""(?:\bvar|\blet|\bconst|,)\s+(?P<name>(?:ctx|\w*(?:context|base|root)\w*)(?:_?(?:path|url))?)\s*=\s*["'](?P<value>/[\w./\-]{1,60}?)/?["']""",
    re.I,
)
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|css|js|mp4|pdf|docx?)$|hits?\b|count|comment|vote|zan\b|/img|/image|/api/", re.I
)
_NUMBERS = re.compile(r"\d+")
_FILE = re.compile(r"^[^#]*\.\w+\?|^[^#]*\}\.\w+$")


def with_places(scripts: str) -> str:
    """Return scripts with a place wherever they read a parameter of the page's address."""
    if ".split(" in scripts:
        scripts = _CUT_OUT.sub(lambda match: _place_for(match["name"]), scripts)
    if "=(" in scripts and ("/.exec(" in scripts or ".match(/" in scripts):
        scripts = _MATCHED.sub(lambda match: _place_for(match["name"] or match["other"]), scripts)
    if any(mark in scripts for mark in _OF_PATH_MARKS):
        scripts = _OWNER.sub("", _OF_PATH.sub(_of_path, scripts))
    if ".params." in scripts and (named := {n for path in _TABLE.finditer(scripts) for n in _IN_PATH.findall(path[0])}):
        # What a router gives by its table, whatever it is called where it is read: e.params.id.
        held = re.compile(rf"(?<![\w$.])[\w$]+\.params\.(?P<name>{'|'.join(named)})\b(?!\s*[=(])")
        scripts = held.sub(lambda match: _place_for(match["name"], ":"), scripts)
    if "[" in scripts and (route := _OWN_ROUTE.search(scripts)) is not None:
        held = re.compile(
            rf"(?<![\w$.])[\w$.]+\.query\.(?P<name>{'|'.join(_FOLDER.findall(route['path']))})\b(?!\s*[=(])"
        )
        scripts = held.sub(lambda match: _place_for(match["name"], ":"), scripts)
    if "location" in scripts and ".split(" in scripts:
        scripts = _with_taken_apart(scripts)
    if "uni." in scripts:
        scripts = _GOES_TO.sub(r"\g<go>#/", scripts)
        scripts = _with_loaded(scripts) if "onLoad" in scripts else scripts
    if not _may_read(scripts):
        return scripts

    def place(match: re.Match[str]) -> str:
        return _place_for(match["name"] or match["field"], ":" if (match["part"] or "").lower() == "params" else "")

    return _READ.sub(place, scripts)


def _with_taken_apart(scripts: str) -> str:
    """Return scripts with a place for what a variable holds that has all the parameters of the page's address."""
    for taken in list(islice(_TAKEN_APART.finditer(scripts), _APART_AT_MOST)):
        start = scripts.find(f"function {taken['function']}(")
        body = scripts[start : start + _LONGEST_TAKING] if start >= 0 else ""
        if "location" not in body or "split(" not in body:
            continue
        held = re.compile(
            rf"""(?<![\w$.]){re.escape(taken["all"])}(?:\.(?P<name>[A-Za-z_]\w{{0,40}})|\[["'](?P<other>[\w\-]{{1,40}})["']\])(?![\w$(]|\s{{0,4}}=[^=])"""
        )
        scripts = held.sub(lambda match: _place_for(match["name"] or match["other"]), scripts)
    return scripts


def _with_loaded(scripts: str) -> str:
    """Return scripts with a place for what uni-app gives a page when it is loaded: onLoad(o) { … o.id … }."""
    for loaded in reversed(list(islice(_LOADED.finditer(scripts), _LOADED_AT_MOST))):
        end = end_of(scripts, loaded.end())
        held = re.compile(rf"(?<![\w$.]){re.escape(loaded['given'])}\.(?P<name>[A-Za-z_]\w{{0,40}})(?![\w$(])")
        body = held.sub(lambda match: _place_for(match["name"]), scripts[loaded.end() : end])
        scripts = f"{scripts[: loaded.end()]}{body}{scripts[end:]}"
    return scripts


def _may_read(scripts: str) -> bool:
    """Whether scripts may read a parameter of the page's address: most read none, and nothing is looked for at once."""
    return any(mark in scripts for mark in _MARKS) or any(
        _READER.search(scripts[max(0, call.start() - _LONGEST_READER) : call.start()])
        for call in _GIVEN_A_NAME.finditer(scripts)
    )


def _place_for(name: str, colon: str = "") -> str:
    return f"'{FIRST}'" if PAGE.match(name) else f"'{{{colon}{name}}}'"


def _of_path(match: re.Match[str]) -> str:
    """Return the place of what is cut out of the path of the page's address."""
    if match["number"]:
        return "'{:path_number}'"
    which = f"part_{match['nth']}" if match["nth"] else "name"
    return f"'{{:path_{which}{'_stem' if match['stem'] else ''}}}'"


def _by_place(path: str) -> dict[str, str]:
    """Return what scripts may cut out of a path."""
    parts = path.split("/")
    said = {"name": parts[-1]} | {f"part_{n}": part for n, part in enumerate(parts[1:6], 1)}
    if numbers := _NUMBERS.findall(parts[-1]):
        said["number"] = numbers[0]
    stems = {f"{name}_stem": value.partition(".")[0] for name, value in said.items()}
    return {f":path_{name}": value for name, value in {**said, **stems}.items() if value}


def of_articles(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Return the addresses of articles among those that rows lead to."""
    return tuple(form for form in forms if not form.is_list)


class Names:
    """What the address of a page, and the routes on it, name."""

    def __init__(self, parsed: Parsed) -> None:
        scripts = parsed.scripts
        paths = [_LIKE.sub("", found["path"]) for found in _TABLE.finditer(scripts)]
        paths += [_FOLDER.sub(r":\1", found["path"]) for found in _OWN_ROUTE.finditer(scripts)]
        self._table = [
            (re.compile(re.sub(r":(\w+)\??", r"(?P<\1>[^/]+)", path)), path)
            for path in list(dict.fromkeys(paths))[:ROUTES_AT_MOST]
            if len(set(re.findall(r":(\w+)", path))) == path.count(":")
        ]
        parts = urlsplit(parsed.base_url)
        self.own = dict(parse_qsl(parts.query)) | self._by_path(parts.path)
        self._place = _by_place(parts.path)
        routes = dict.fromkeys(match["route"].replace("&amp;", "&") for match in _ROUTE.finditer(parsed.text))
        for _, path in self._table:
            # A menu may be written into the scripts: {name: "要闻", path: "/list/11"}.
            one = "([\\w\\-]{1,40})".join(map(re.escape, re.split(r":\w+\??", path)))
            routes |= dict.fromkeys(found["route"] for found in re.finditer(rf"[\"'`](?P<route>{one})[\"'`]", scripts))
        self.routes = [said for route in list(routes)[:ROUTES_AT_MOST] if (said := self._by_route(route))]
        self._base = parsed.base_url
        self._scripts = scripts
        text = with_filled(parsed, f"{parsed.text}\n{parsed.loaded}")
        text = _GOES_TO.sub(r"\g<go>#/", text) if "uni." in text else text
        text = _with_context(with_sums(with_fields(_with_rows(text))))
        self._text = with_known(parsed, with_starts(text), self.own)

    @cached_property
    def _placed(self) -> str:
        return _with_fields_placed(self._text)

    @cached_property
    def _made(self) -> list[str]:
        return _made_in(self._placed)

    @cached_property
    def _rows(self) -> list[str]:
        rows = dict.fromkeys(_row(match) for match in _ROW.finditer(self._text))
        pushed = _PUSHED.finditer(self._text) if "query" in self._text or "params" in self._text else ()
        rows |= dict.fromkeys(f"#/{go['path'].lstrip('/')}?{go['name']}={{{go['field']}}}" for go in pushed)
        # Where an address is made of more than one field, its start or its end alone is none.
        return [row for row in rows if not any(_is_piece(row, one) for one in self._made)]

    def _by_path(self, path: str) -> dict[str, str]:
        for pattern, _ in self._table:
            if found := pattern.fullmatch(path):
                return {f":{name}": said for name, said in found.groupdict().items()}
        return {}

    def _by_route(self, route: str) -> dict[str, str]:
        path, _, query = route.partition("?")
        return dict(parse_qsl(query)) | self._by_path(path)

    def given(self, places: set[str], paged: bool) -> list[Mapping[str, str]]:
        """Return what fills all places: the page's own address, or each route on it that does.

        Parts of its path name a list, `paged`, or, where the last has a number, a story.
        """
        place = self._place if paged or ":path_number" in self._place else {}
        known: list[Mapping[str, str]] = [self.own | place, *self.routes]
        return [values for values in known if places <= values.keys()]

    def pages(self) -> list[Form]:
        """Return the addresses of pages that rows lead to."""
        made = [row for row in self._made if "." in row or "?" in row or not self._table]
        rows = [*(row for row in self._rows if _FILE.search(row)), *made]
        return [Form(resolved(self._base, row)) for row in dict.fromkeys(rows)]

    def opened(self, openers: Sequence[Opener]) -> list[Form]:
        """Return the addresses of pages that rows lead to by functions which a click calls, or by what they hold."""
        found = [*by_calls(self._placed, openers), *by_attributes(self._placed, self._scripts)]
        return [Form(resolved(self._base, made)) for made in dict.fromkeys(found)][:ADDRESSES_AT_MOST]

    def by_rows(self, places: set[str], fields: Mapping[str, str], taken: set[str]) -> list[dict[str, str]]:
        """Return the fields of rows, as places of their own, that fill all places by the routes that rows lead to.

        Of several routes that of the field that a place of `fields` is called by, `{channelId: {:id}}`, is the one;
        what lists are asked by is `taken`, and nothing that a story is.
        """
        found = self._by_any_row(places)
        called = {f"{{{name}}}" for name, value in fields.items() if PLACE.fullmatch(value)}
        same = [said for said in found if called & set(said.values())]
        other = [said for said in found if not taken & set(said.values())]
        return same or other or found

    def _by_any_row(self, places: set[str]) -> list[dict[str, str]]:
        found = []
        for row in self._rows:
            said = self._by_route(row.removeprefix("#"))
            if places <= said.keys():
                found.append({name: said[name] for name in places})
        return found or [{name: f"{{{name.removeprefix(':')}}}" for name in places}]


def _with_rows(text: str) -> str:
    """Return a text in which the fields of a row are a row's that stand alone: `{{#each list}}…{{id}}…{{/each}}`."""
    if "x-jquery-tmpl" in text:
        text = _OF_TMPL.sub(lambda drawn: drawn["head"] + _HOLE.sub(r"${row.\g<field>}", drawn["rows"]), text)
    return _BARE.sub(r"{{row.\g<field>}}", text) if "{{/" in text and "{{#" in text else text


def _with_context(text: str) -> str:
    """Return scripts with the path written into them that they put before all addresses, `ctx + '/view/' + row.id`."""
    for name, value in {found["name"]: found["value"] for found in _CONTEXT.finditer(text)}.items():
        joined = re.compile(
            rf"""(?P<end>["'])\s*\+\s*{name}\s*\+\s*(?P=end)|(?<![\w$.]){name}\s*\+\s*(?P<quote>["'])"""
        )
        text = joined.sub(lambda match, value=value: f"{match['quote'] or ''}{value}", text)  # type: ignore[misc]
    return text


def _row(match: re.Match[str]) -> str:
    return f"{match['before'].replace('&amp;', '&')}{{{match['field']}}}{match['after'] or match['closed'] or ''}"


def _is_piece(row: str, address: str) -> bool:
    return row != address and (address.startswith(row) or address.endswith(row))


def _with_fields_placed(text: str) -> str:
    """Return a page's scripts and its template with a place wherever a field of a row is put into a text."""

    def place(match: re.Match[str]) -> str:
        field = match.groupdict().get("field") or match.groupdict().get("other") or ""
        return f"{{{field.lstrip('$')}}}"

    return _IN_TEXT.sub(place, _JOINED.with_places(text, place))


def _made_in(text: str) -> list[str]:
    """Return the addresses that a text with places makes of rows: `'/p/' + row.slug + '.html'`."""
    found = (match[0].replace("&amp;", "&") for match in _ADDRESS.finditer(text))
    return [row for row in dict.fromkeys(found) if not _NO_PAGE.search(row)][:ADDRESSES_AT_MOST]


def rows_in(parsed: Parsed, forms: Sequence[Form]) -> tuple[list[Link], list[Lead]]:
    """Return the pages, and the lists, that the rows of an answer lead to by addresses with places for their fields."""
    links: dict[str, Link] = {}
    leads: dict[str, Lead] = {}
    for made in made_in(parsed, forms):
        url, form = made.url, made.form
        if form.is_list:
            fields = dict(parse_qsl(query_in(url))) or None
            leads[url] = Lead(url, fields, is_json=form.is_json, is_first=True, rows=of_articles(forms))
        else:
            links[url] = Link(url, made.title, made.day, made.day is not None)
    return list(links.values()), list(leads.values())
