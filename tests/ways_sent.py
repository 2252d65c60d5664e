"""Ways on which forms, buttons and clicks take a list to its next page, as portals of 2003 to 2014 have them."""

from __future__ import annotations

from conftest import Reply
from ways import Asking, Column, Way


def _view_state(asking: Asking) -> int:
    said = asking.fields.get("__VIEWSTATE", "").rpartition("-")[2]
    return int(said) if said.isdecimal() else 0


def _web_form(column: Column, number: int, pager: str) -> Reply:
    hidden = "".join(
        f"<input type='hidden' name='{name}' id='{name}' value='{value}'>"
        for name, value in (
            ("__EVENTTARGET", ""),
            ("__EVENTARGUMENT", ""),
            ("__VIEWSTATE", f"wEP{column.key}-{number}"),
        )
    )
    script = "<script>function __doPostBack(t, a) { theForm.__EVENTTARGET.value = t; theForm.submit(); }</script>"
    return column.html(
        f"<form method='post' action='List.aspx'>{hidden}{script}<ul>{column.rows(number)}</ul>{pager}</form>"
    )


def chosen(column: Column, asking: Asking) -> Reply | None:
    """ASP.NET: a choice of pages posts back by itself."""
    if asking.path not in ("/", "/List.aspx"):
        return None
    number = asking.number("c$page") if asking.fields.get("__EVENTTARGET") == "c$page" and _view_state(asking) else 1
    options = "".join(
        f"<option value='{n}'{' selected' if n == number else ''}>{n}</option>" for n in range(1, column.last + 1)
    )
    code = "javascript:setTimeout('__doPostBack(\\'c$page\\',\\'\\')', 0)"
    return _web_form(column, number, f'<select name="c$page" onchange="{code}">{options}</select>')


def pressed(column: Column, asking: Asking) -> Reply | None:
    """ASP.NET: a button for the next page, whose number the view state has."""
    if asking.path not in ("/", "/List.aspx"):
        return None
    number = min(_view_state(asking) + 1, column.last) if asking.fields.get("c$next") or not asking.posted else 1
    return _web_form(column, number, "<input type='submit' name='c$next' value='下一页' />")


def pictured(column: Column, asking: Asking) -> Reply | None:
    """A picture that sends its form, which holds the number of this page; it does so behind the last page too."""
    if asking.path not in ("/", "/list.jsp"):
        return None
    number = asking.number("pageno") + ("next.x" in asking.fields) if asking.posted else 1
    hidden = f"<input type='hidden' name='lm' value='31'><input type='hidden' name='pageno' value='{number}'>"
    button = "<input type='image' name='next' src='/images/next.gif' alt='下一页'>"
    return column.html(f"<ul>{column.rows(number)}</ul><form method='post' action='list.jsp'>{hidden}{button}</form>")


def sized(column: Column, asking: Asking) -> Reply | None:
    """A function puts the page and the rows a page into a form."""
    if asking.path not in ("/", "/list") or (asking.path == "/list" and asking.fields.get("pageSize") != "3"):
        return None
    inputs = (
        "<input id='pageNo' name='pageNo' type='hidden' value='1'><input id='pageSize' name='pageSize' type='hidden'>"
    )
    links = "".join(f"<a href='javascript:' onclick=\"turn({n},3,'');\">{n}</a>" for n in range(1, column.last + 1))
    puts = "if (n) $('#pageNo').val(n); if (s) $('#pageSize').val(s);"
    script = f"<script>function turn(n, s) {{ {puts} $('#f').submit(); }}</script>"
    form = f"<form id='f' method='post' action='/{column.key}/list'>{inputs}</form>"
    return column.html(f"<ul>{column.rows(asking.number('pageNo'))}</ul>{form}{links}{script}")


def searched(column: Column, asking: Asking) -> Reply | None:
    """A click puts the page that its element holds into the query of this page."""
    if asking.path != "/":
        return None
    number = asking.number("p")
    links = "".join(f"<span class='pg' data-page='{n}'>{n}</span>" for n in range(1, column.last + 1) if n != number)
    script = "<script>$('.pg').click(function () { location.search = '?p=' + $(this).data('page'); });</script>"
    return column.html(f"<ul>{column.rows(number)}</ul>{links}{script}")


def parted(column: Column, asking: Asking) -> Reply | None:
    """A click has a piece of the list shown in the page."""
    if asking.path == "/":
        tabs = "".join(f"<li onclick='part({2000 + n})'>第{n}辑</li>" for n in range(1, column.last + 1))
        script = f"<script>function part(y) {{ $.get('/{column.key}/year_' + y + '.html', show); }}</script>"
        return column.html(f"<ul>{tabs}</ul><div id='box'><ul>{column.rows(1)}</ul></div>{script}")
    number = int(asking.path[6:10]) - 2000 if asking.path.startswith("/year_") else 0
    return (200, {}, f"<ul>{column.rows(number)}</ul>".encode()) if number else None


def told(column: Column, asking: Asking) -> Reply | None:
    """An element tells how many pages there are and what their addresses are."""
    if asking.path == "/fy.js":
        return 200, {"Content-Type": "text/javascript"}, b"$('.fy a').each(function () { u.replace('{page}', 1); });"
    number = 1 if asking.path == "/" else int(asking.path[6:7]) if asking.path.startswith("/list_") else 0
    pager = f"<div class='fy' data-total-pages='{column.last}' data-url='/{column.key}/list_{{page}}.html'></div>"
    pager += "<script src='fy.js'></script>"
    return column.html(f"<ul>{column.rows(number)}</ul>{pager}") if column.page(number) else None


def put_in(column: Column, asking: Asking) -> Reply | None:
    """The list is a document within the page."""
    if asking.path == "/":
        return column.html("<object type='text/html' data='rows.html' width='700'></object>")
    number = 1 if asking.path == "/rows.html" else asking.number("n")
    onwards = f"<a href='rows.asp?n={number + 1}'>下一页</a>" if number < column.last else ""
    return (200, {}, f"<html><body><ul>{column.rows(number)}</ul>{onwards}</body></html>".encode())


def island(column: Column, asking: Asking) -> Reply | None:
    """A data island is filled from a file of XML."""
    if asking.path == "/":
        return column.html(
            "<xml id='dso' src='news.xml'></xml><table datasrc='#dso'><span datafld='title'></span></table>"
        )
    records = "".join(f"<record><title>{s.title}</title><link>{s.path}</link></record>" for s in column.stories)
    text = f"<?xml version='1.0' encoding='utf-8'?><news>{records}</news>"
    return (200, {"Content-Type": "text/xml"}, text.encode()) if asking.path == "/news.xml" else None


SENT: dict[str, Way] = {
    way.__name__: way for way in (chosen, pressed, pictured, sized, searched, parted, told, put_in, island)
}
