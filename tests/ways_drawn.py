"""Ways in which scripts draw a pager: loops and functions put an address together, from variables and attributes."""

from __future__ import annotations

import json

from conftest import Reply
from ways import Asking, Column, Way

BAR = """var bar = "";
function pageUrl(n) {
  if (n <= 1) return baseName + "." + extName;
  return baseName + "_" + n + "." + extName;
}
for (var i = 1; i <= totalPage; i++) {
  bar += (i == curPage) ? "<b>" + i + "</b> " : "<a href='" + pageUrl(i) + "'>" + i + "</a> ";
}
document.write(bar);
"""


def _numbered(asking: Asking, stem: str, ending: str) -> int:
    """Return which page of numbered files is asked for, 1 for the column itself, 0 for another file."""
    if asking.path == "/":
        return 1
    number = asking.path[1:].removeprefix(f"{stem}_").removesuffix(ending)
    return int(number) if number.isdecimal() else int(asking.path == f"/{stem}{ending}")


def by_file(column: Column, asking: Asking) -> Reply | None:
    """A file draws the pager from what the page sets, by a function of its own."""
    if asking.path == "/bar.js":
        return 200, {"Content-Type": "application/javascript"}, BAR.encode()
    number = _numbered(asking, "news", ".shtml")
    sets = f"var totalPage = {column.last};\r\nvar curPage = {number};\r\n"
    sets += 'var baseName = "news";\r\nvar extName = "shtml";'
    scripts = f"<script>{sets}</script><script src='bar.js'></script>"
    return column.html(f"<ul>{column.rows(number)}</ul>{scripts}") if column.page(number) else None


def by_attribute(column: Column, asking: Asking) -> Reply | None:
    """A loop draws it up to a number that an element holds; the first page's name has no number."""
    number = _numbered(asking, "index", ".html")
    link = "\"<a href='index\" + (i == 1 ? '' : '_' + i) + \".html'>\" + i + '</a>'"
    script = f"var n = +$('.pages').attr('total'), s = ''; for (var i = 1; i <= n; i++) {{ s += {link}; }}"
    pager = f"<div class='pages' total='{column.last}'></div><script>{script} $('.pages').html(s);</script>"
    return column.html(f"<ul>{column.rows(number)}</ul>{pager}") if column.page(number) else None


def by_path(column: Column, asking: Asking) -> Reply | None:
    """A click goes to this page's path with another number in it."""
    number = _numbered(asking, "index", ".html")
    links = "".join(f"<a href='javascript:go({n})'>{n}</a>" for n in range(1, column.last + 1) if n != number)
    goes = "location.href = u + (n == 1 ? 'index.html' : 'index_' + n + '.html');"
    script = f"function go(n) {{ var u = location.pathname.replace(/index(_\\d+)?\\.html$/, ''); {goes} }}"
    pager = f"{links}<script>{script}</script>"
    return column.html(f"<ul>{column.rows(number)}</ul>{pager}") if column.page(number) else None


def when_loaded(column: Column, asking: Asking) -> Reply | None:
    """The page has its list asked for when it is loaded; it comes as data in a file of text."""
    if asking.path == "/":
        call = f"$.get('/{column.key}/data/list_' + n + '.txt', function (t) {{ eval(t).forEach(show); }}, 'text');"
        script = f"var cur = 1; function load(n) {{ {call} }} function show(o) {{ $('#l').append({column.made()}); }}"
        return _loading(column, f"<ul id='l'></ul><a href='javascript:load(++cur)'>更多</a><script>{script}</script>")
    number = asking.path.removeprefix("/data/list_").removesuffix(".txt")
    rows = column.data(int(number)) if number.isdecimal() else []
    return (200, {"Content-Type": "text/plain; charset=utf-8"}, json.dumps(rows).encode()) if rows else None


def _loading(column: Column, text: str) -> Reply:
    status, headers, body = column.html(text)
    return status, headers, body.replace(b"<body>", b"<body onload='load(cur)'>")


def in_frame(column: Column, asking: Asking) -> Reply | None:
    """A script writes the frame that shows the list."""
    if asking.path == "/":
        frame = '"<iframe src=\'list.asp?lm=" + lm + "\' width=600></iframe>"'
        return column.html(f"<script>var lm = 31; document.write({frame});</script>")
    number = asking.number("page")
    onwards = f"<a href='list.asp?lm=31&page={number + 1}'>下一页</a>" if number < column.last else ""
    shown = asking.path == "/list.asp" and asking.fields.get("lm") == "31"
    return (200, {}, f"<html><body><ul>{column.rows(number)}</ul>{onwards}</body></html>".encode()) if shown else None


def _by_script(column: Column, asking: Asking, script: str, stem: str = "list", text: str = "") -> Reply | None:
    """Return a page of numbered files, the second of which is called 2, and which a script alone turns."""
    number = _numbered(asking, stem, ".html")
    page = f"<ul>{column.rows(number)}</ul>{text}<div id='p'></div><script>{script}</script>"
    return column.html(page) if column.page(number) else None


def with_place(column: Column, asking: Asking) -> Reply | None:
    """A widget fills the number into the name of a file."""
    return _by_script(
        column, asking, f"$('#p').twbsPagination({{totalPages: {column.last}, href: 'list_{{{{number}}}}.html'}});"
    )


def with_place_in_query(column: Column, asking: Asking) -> Reply | None:
    """A widget fills the number into a query."""
    number = asking.number("p")
    script = f"$('#p').twbsPagination({{totalPages: {column.last}, href: '?p={{{{page}}}}'}});"
    page = f"<ul>{column.rows(number)}</ul><div id='p'></div><script>{script}</script>"
    return column.html(page) if column.page(number) and asking.path == "/" else None


def with_rows(column: Column, asking: Asking) -> Reply | None:
    """A widget is given how many rows there are, and how many a page shows."""
    link = "items_per_page: 3, link_to: 'list_#id#.html'"
    return _by_script(column, asking, f"$('#p').pagination({len(column.stories)}, {{{link}, callback: shown}});")


def without_count(column: Column, asking: Asking) -> Reply | None:
    """Nothing says how many pages there are: one leads to the next."""
    return _by_script(column, asking, "new Pager({rows: 8, file: 'list_%d.html'}).show('#p');")


def from_folder(column: Column, asking: Asking) -> Reply | None:
    """A function cuts this page's own name off its path."""
    goes = "location.href = u.substring(0, u.lastIndexOf('/') + 1) + 'list_' + n + '.html';"
    script = f"function go(n) {{ var u = window.location.pathname; {goes} }}"
    return _by_script(column, asking, script, text=f"<a href='javascript:go(2)'>2</a> 共{column.last}页")


def with_number_put(column: Column, asking: Asking) -> Reply | None:
    """A function puts the number before the ending of the list's own address."""
    if asking.path == "/":
        return column.html("<a href='list.html'>更多</a>")
    script = "function go(n) { var u = location.href; location.href = u.replace(/\\.html$/, '_' + n + '.html'); }"
    return _by_script(column, asking, script, text=f"<a onclick='go(2)'>下一页</a> 共{column.last}页")


DRAWN: dict[str, Way] = {
    way.__name__: way
    for way in (
        *(by_file, by_attribute, by_path, when_loaded, in_frame),
        *(with_place, with_place_in_query, with_rows, without_count, from_folder, with_number_put),
    )
}
