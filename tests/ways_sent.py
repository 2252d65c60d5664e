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


def numbered(column: Column, asking: Asking) -> Reply | None:
    """Each page has a button that sends its number."""
    buttons = "".join(f"<button type='submit' name='page' value='{n}'>{n}</button>" for n in range(1, column.last + 1))
    form = f"<form method='post' action='/{column.key}/'><input type='hidden' name='lm' value='7'>{buttons}</form>"
    return column.html(f"<ul>{column.rows(asking.number('page'))}</ul>{form}") if asking.path == "/" else None


def written(column: Column, asking: Asking) -> Reply | None:
    """A page's number is written into a field; how many there are is printed."""
    if asking.path not in ("/", "/list.jsp") or (asking.path != "/" and asking.fields.get("lm") != "7"):
        return None
    number = asking.number("page")
    field = f"第{number}页/共{column.last}页 转到<input type='text' name='page' size='3' value='{number}'>页"
    inputs = f"<input type='hidden' name='lm' value='7'>{field}<input type='submit' value='GO'>"
    return column.html(f"<ul>{column.rows(number)}</ul><form action='list.jsp'>{inputs}</form>")


def put_by_button(column: Column, asking: Asking) -> Reply | None:
    """A button's own code puts the next page's number into a form and sends it."""
    number = asking.number("curpage") if asking.posted else 1
    goes = f"document.f1.curpage.value='{number + 1}';document.f1.submit()"
    button = f'<input type="button" value="下一页" onclick="{goes}">' if number < column.last else ""
    field = f"<input type='hidden' name='curpage' value='{number}'>"
    form = f"<form name='f1' method='post' action='list.do'>{field}{button}</form>"
    return column.html(f"<ul>{column.rows(number)}</ul>{form}") if asking.path in ("/", "/list.do") else None


def by_month(column: Column, asking: Asking) -> Reply | None:
    """A choice of months sends its form; another, of what news are about, is left alone."""
    months = sorted({story.day[:7] for story in column.stories}, reverse=True)
    chosen_one = asking.fields.get("ym") or ""
    assert "kind" not in asking.fields
    options = "".join(f"<option value='{month}'>{month}</option>" for month in months)
    choice = f"<form action=''><select name='ym' onchange='this.form.submit()'>{options}</select></form>"
    kinds = "<form><select name='kind' onchange='this.form.submit()'><option>组织</option></select></form>"
    rows = "".join(f"<li><a href='{s.path}'>{s.title}</a></li>" for s in column.stories if s.day[:7] == chosen_one)
    return column.html(f"{choice}{kinds}<ul>{rows or column.rows(1)}</ul>") if asking.path == "/" else None


def given_itself(column: Column, asking: Asking) -> Reply | None:
    """A click gives a function its row, whose attributes make the address."""
    number = asking.number("page")
    rows = "".join(
        f"<li data-ym='{s.day[:7]}' data-no='{s.number}' onclick='detail(this)'>{s.title}</li>"
        for s in column.page(number)
    )
    made = f"'/{column.key}/' + $(o).data('ym') + '/' + $(o).data('no') + '.html'"
    onwards = f"<a href='?page={number + 1}'>下一页</a>" if number < column.last else ""
    script = f"<script>function detail(o) {{ location.href = {made}; }}</script>"
    return column.html(f"<ul>{rows}</ul>{onwards}{script}") if asking.path == "/" else None


SENT: dict[str, Way] = {
    way.__name__: way
    for way in (
        *(chosen, pressed, pictured, sized, searched, parted, told, put_in, island),
        *(numbered, written, put_by_button, by_month, given_itself),
    )
}
