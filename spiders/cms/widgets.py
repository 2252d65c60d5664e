"""What the widgets of lists ask their server for, by what a script or their element says.

layui, bootstrap-table, DataTables, jqGrid, EasyUI's datagrid and pagination.js each send the page in fields of their
own; MeScroll gives its callback the page and the rows at once.
"""

from __future__ import annotations

import re

from crawler.extraction.tree import Node
from spiders.cms.brackets import end_of, opening_of
from spiders.cms.expressions import Reader
from spiders.cms.values import Fields, Known

_TURNED = re.compile(r"""\bpage["']?\s*:\s*(?:true\b|!0|\{)""")
_BY_SERVER = re.compile(r"""\bsidePagination["']?\s*:\s*["']server""")
_OF_DATA_TABLES = re.compile(r"""\b(?:serverSide|bServerSide)["']?\s*:\s*(?:true\b|!0)""")
_IN_PAGES = re.compile(r"""\bpagination["']?\s*:\s*(?:true\b|!0)""")
_ROWS_AT_ONCE = re.compile(r"""\b(?:limit|pageSize|pageLength|iDisplayLength|rowNum)["']?\s*:\s*(\d{1,3})\b""")
_URL = re.compile(r"""\burl["']?\s*:\s*["'](?P<url>[^"'\s]+)["']""")
_GRID_BEFORE = re.compile(r"\.(datagrid|jqGrid)\(\s*$")
_AJAX_BEFORE = re.compile(r"""\b(?:ajax|sAjaxSource)["']?\s*:\s*$""")
_AJAX = re.compile(r"""\bajax(?P<end>["']?\s*:\s*)(?P<url>["'][^"'\n]{1,200}["'])""")
_OLD_SOURCE = re.compile(r"""["']?\bsAjaxSource["']?\s*:\s*(?P<url>["'][^"'\n]{1,200}["'])""")
_SOURCE = re.compile(r"""\bdataSource["']?\s*:\s*(?=["'])""")
_DATA = re.compile(r"""\bdata["']?\s*:\s*\{(?P<fields>[^{}]{0,400})\}""")
_CALLED = re.compile(r"""\b(?P<what>pageNumber|pageSize)["']?\s*:\s*["'](?P<name>\w+)["']""")
_FUNCTION = re.compile(r"\s*(?:function\s*\(\s*(?P<given>[\w$]+)[^()]*\)|\(?\s*(?P<short>[\w$]+)\s*\)?\s*=>)\s*\{")
_QUERY = re.compile(r"""\bqueryParams["']?\s*:\s*(?=\{)""")
_PARAMS = re.compile(r"""\bqueryParams["']?\s*:\s*""")
_RETURNED = re.compile(r"\breturn\s*(?=\{)")
_NUMBER = re.compile(r"\d{1,3}")
_ROWS = "10"
# What MeScroll gives: the page, which it counts on from `num` before it asks, and the rows at once.
_SCROLLED = re.compile(r"\bpage\.(?P<what>num|size)\b")
_SCROLLED_FROM = re.compile(r"""\bpage["']?\s*:\s*\{[^{}]{0,200}\}""")
_SCROLLED_ROWS = re.compile(r"""\bsize["']?\s*:\s*(\d{1,3})\b""")
_SCROLLED_NUMBER = re.compile(r"""\bnum["']?\s*:\s*0\b""")


def with_widgets(scripts: str) -> str:
    """Return scripts with what widgets ask for written as calls are: `ajax: {url: …}`, `data: {pageNumber: 1}`."""
    if "eScroll(" in scripts and "page.num" in scripts:
        scripts = _with_scrolled(scripts)
    if "sAjaxSource" in scripts:
        scripts = _with_old_source(scripts)
    if "erverSide" in scripts:
        scripts = _AJAX.sub(lambda match: f"ajax{match['end']}{{url: {match['url']}}}", scripts)
    if "dataSource" not in scripts or "pagination(" not in scripts:
        return scripts

    def source(match: re.Match[str]) -> str:
        start = opening_of(scripts, match.start())
        if start is None:
            return match[0]
        whole = scripts[start : end_of(scripts, start + 1)]
        called = {found["what"]: found["name"] for found in _CALLED.finditer(whole)}
        others = f", {data['fields']}" if (data := _DATA.search(whole)) and data["fields"].strip() else ""
        number, size = called.get("pageNumber", "pageNumber"), called.get("pageSize", "pageSize")
        return f"data: {{{number}: 1, {size}: {_size(whole)}{others}}}, url: "

    return _SOURCE.sub(source, scripts)


def _with_old_source(scripts: str) -> str:
    """Return scripts in which a table of the first DataTables asks by an address and fields, as they were called."""

    def asked(match: re.Match[str]) -> str:
        start = opening_of(scripts, match.start())
        whole = scripts[start : end_of(scripts, start + 1)] if start is not None else ""
        if not _OF_DATA_TABLES.search(whole):
            return match[0]
        return f"url: {match['url']}, data: {{sEcho: 1, iDisplayStart: 0, iDisplayLength: {_size(whole)}}}"

    return _OF_DATA_TABLES.sub("bAsked: true", _OLD_SOURCE.sub(asked, scripts))


def _with_scrolled(scripts: str) -> str:
    """Return scripts in which what MeScroll gives its callback has names and numbers that say what it is."""
    told = _SCROLLED_FROM.search(scripts)
    rows = _SCROLLED_ROWS.search(told[0]) if told is not None else None
    given = {"num": "pageNum", "size": rows[1] if rows else _ROWS}
    scripts = _SCROLLED.sub(lambda match: given[match["what"]], scripts)
    return _SCROLLED_FROM.sub(lambda match: _SCROLLED_NUMBER.sub("pageNum: 1", match[0]), scripts)


def whole_of(text: str, start: int) -> str:
    """Return the options of a widget whose address stands in the object that opens at a place.

    What DataTables is told of pages stands around that object; of EasyUI's datagrid and jqGrid their names tell.
    """
    whole = text[start : end_of(text, start + 1)]
    before = text[max(0, start - 40) : start]
    if (grid := _GRID_BEFORE.search(before)) is not None:
        return f"{grid[1]} {whole}"
    if _AJAX_BEFORE.search(before) and (around := opening_of(text, start)) is not None:
        return text[around : end_of(text, around + 1)]
    return whole


def fields_of_table(options: str) -> Fields:
    """Return the fields that a table's widget asks its first page by, where the server turns the pages."""
    size = [_size(options)]
    if "elem" in options and _TURNED.search(options):
        return {"page": ["1"], "limit": size}
    if _OF_DATA_TABLES.search(options):
        return {"draw": ["1"], "start": ["0"], "length": size}
    if options.startswith("jqGrid") or (options.startswith("datagrid") and _IN_PAGES.search(options)):
        return {"page": ["1"], "rows": size}
    return {"offset": ["0"], "limit": size} if _BY_SERVER.search(options) else {}


def params_of(reader: Reader, start: int, known: Known) -> Fields:
    """Return what a table asks by besides the page, `queryParams`: an object, or a function that returns one.

    What that takes from the widget is the page and the rows.
    """
    text = reader.text
    end = end_of(text, start + 1)
    told = _PARAMS.search(text, start, end)
    if told is None:
        return {}
    at = told.end()
    if (function := _FUNCTION.match(text, at)) is not None:
        returned = _RETURNED.search(text, function.end(), end_of(text, function.end()))
        at = returned.end() if returned is not None else at
    found = (reader.given(at, known) or {}) if text[at : at + 1] == "{" else {}
    return {name: parts for name, parts in found.items() if parts is not None}


def put_by_function(reader: Reader, at: int, known: Known) -> Fields | None:
    """Return the fields that a function at a place puts into what is sent: `data: function (d) { d.cid = 4; }`."""
    function = _FUNCTION.match(reader.text, at)
    if function is None:
        return None
    given = re.escape(function["given"] or function["short"])
    puts = re.compile(rf"""(?<![\w$.]){given}(?:\.(?P<name>[\w$]+)|\[["'](?P<quoted>[\w$\-]+)["']\])\s*=(?!=)\s*""")
    body = puts.finditer(reader.text, function.end(), end_of(reader.text, function.end()))
    return {put["name"] or put["quoted"]: reader.value(put.end(), known)[0] for put in body}


def asked_by(table: Node) -> tuple[str, dict[str, str]] | None:
    """Return the address that a table asks for, and its fields."""
    grid = table.get("data-options") or ""
    options = table.get("lay-data") or (f"datagrid {grid}" if _IN_PAGES.search(grid) else "")
    if (said := _URL.search(options)) is not None:
        given = fields_of_table(options if options.startswith("datagrid") else f"elem {options}")
        if (query := _QUERY.search(options)) is not None:
            given |= Reader(options).fields(query.end(), {})[0]
        return said["url"], {name: str(parts[0]) for name, parts in given.items() if parts}
    url = (table.get("data-url") or "").strip()
    if not url or table.get("data-side-pagination") != "server":
        return None
    size = table.get("data-page-size") or ""
    return url, {"offset": "0", "limit": size if _NUMBER.fullmatch(size) else _ROWS}


def _size(options: str) -> str:
    """Return how many rows a widget shows at once."""
    rows = _ROWS_AT_ONCE.search(options)
    return rows[1] if rows else _ROWS
