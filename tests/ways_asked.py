"""Ways in which scripts ask for a list's rows where no name says what is the page: by widgets, places, headers."""

from __future__ import annotations

import re

from conftest import Reply
from ways import SIZE, Asking, Column, Way, as_data


def paged_by_widget(column: Column, asking: Asking) -> Reply | None:
    """pagination.js sends the page and the rows a page itself."""
    if asking.path == "/":
        shown = (
            f"callback: function (data) {{ $('#l').html($.map(data, function (o) {{ return {column.made()}; }})); }}"
        )
        options = f"dataSource: '/{column.key}/rows?c=3', locator: 'items', totalNumber: 8, pageSize: 3, {shown}"
        return column.html(f"<ul id='l'></ul><script>$('#p').pagination({{ {options} }});</script>")
    if asking.path != "/rows" or asking.fields.get("c") != "3" or "pageNumber" not in asking.fields:
        return None
    return as_data({"items": column.data(asking.number("pageNumber"))})


def grid(column: Column, asking: Asking) -> Reply | None:
    """EasyUI's grid asks by POST for what its element says."""
    if asking.path == "/":
        options = "url:'rows.do',queryParams:{lm:'7'},pagination:true,pageSize:3"
        head = "<th data-options=\"field:'title',formatter:show\">标题</th>"
        table = f'<table class="easyui-datagrid" data-options="{options}"><thead><tr>{head}</tr></thead></table>'
        return column.html(f"{table}<script>function show(v, o) {{ return {column.made()}; }}</script>")
    asked = asking.path == "/rows.do" and asking.posted and asking.fields.get("lm") == "7"
    return as_data({"total": 8, "rows": column.data(asking.number("page"))}) if asked else None


def data_table(column: Column, asking: Asking) -> Reply | None:
    """DataTables sends where the page starts, and a function of the portal's puts its column into it."""
    if asking.path == "/":
        ajax = f"ajax: {{ url: '/{column.key}/rows', type: 'POST', data: function (d) {{ d.column = 'k4'; }} }}"
        shown = f"columns: [{{ data: 'title', render: function (v, t, o) {{ return {column.made()}; }} }}]"
        options = f"serverSide: true, pageLength: 3, {ajax}, {shown}"
        return column.html(f"<table id='t'></table><script>$('#t').DataTable({{ {options} }});</script>")
    asked = asking.path == "/rows" and asking.posted and asking.fields.get("column") == "k4"
    return as_data({"data": column.data(asking.number("start", 0) // SIZE + 1)}) if asked else None


def in_the_middle(column: Column, asking: Asking) -> Reply | None:
    """The page is one number of several in the path."""
    if asking.path == "/":
        call = f"$.getJSON('/{column.key}/list/' + cid + '/' + page + '/' + size, function (d) {{ d.forEach(show); }});"
        script = (
            f"var cid = 5, page = 1, size = 3; function show(o) {{ $('#l').append({column.made()}); }} {call} page++;"
        )
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    asked = re.fullmatch(r"/list/5/(\d+)/3", asking.path)
    return as_data(column.data(int(asked[1]))) if asked else None


def nameless(column: Column, asking: Asking) -> Reply | None:
    """The page is sent in a field whose name says nothing."""
    if asking.path == "/":
        call = f"$.getJSON('/{column.key}/rows', {{ c: 9, z: pageNo }}, function (d) {{ d.forEach(show); }});"
        script = f"var pageNo = 1; function show(o) {{ $('#l').append({column.made()}); }} {call} pageNo++;"
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    asked = asking.path == "/rows" and asking.fields.get("c") == "9"
    return as_data(column.data(asking.number("z"))) if asked else None


def with_header(column: Column, asking: Asking) -> Reply | None:
    """The server wants the page in an object in an object, and a header that says of which site."""
    if asking.path == "/":
        sent = "data: { page: { current: page, size: 3 }, query: { channel: 'gb' } }"
        headers = "headers: { 'Content-Type': 'application/json', 'siteCode': 'pc01', 'Authorization': 'none' }"
        call = f"axios({{ method: 'post', url: '/{column.key}/page', {headers}, {sent} }}).then(show);"
        script = f"let page = 1; function show(r) {{ r.data.rows.forEach(o => box.append({column.made()})); page++; }}"
        return column.html(f"<ul id='l'></ul><script>{script} {call}</script>")
    if asking.path != "/page" or asking.headers.get("sitecode") != "pc01" or asking.data is None:
        return (403, {}, b"{}") if asking.path == "/page" else None
    assert "authorization" not in asking.headers
    return as_data({"rows": column.data(asking.data["page"]["current"])})


def next_named(column: Column, asking: Asking) -> Reply | None:
    """Each answer names the address of the next."""
    if asking.path == "/":
        script = (
            f"let url = '/{column.key}/api/news?size=3';"
            " async function load() { const j = await (await fetch(url)).json();"
            f" j.items.forEach(o => box.append({column.made()})); url = j.links.next; }} load();"
        )
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    after = next((n + 1 for n, s in enumerate(column.stories) if str(s.number) == asking.fields.get("after")), 0)
    number = after // SIZE + 1
    last = column.page(number)[-1].number if number < column.last else None
    onwards = f"/{column.key}/api/news?size=3&after={last}" if last else None
    found = {"items": column.data(number), "links": {"next": onwards}}
    return as_data(found) if asking.path == "/api/news" else None


def listed_files(column: Column, asking: Asking) -> Reply | None:
    """One file names those that the rows are in."""
    names = [f"r{number * 7919:x}.json" for number in range(1, column.last + 1)]
    if asking.path == "/":
        script = (
            "fetch('data/index.json').then(r => r.json()).then(ix => { files = ix.files; more(); });"
            f" function more() {{ fetch('data/' + files[i++]).then(r => r.json()).then(d => d.forEach(show)); }}"
            f" function show(o) {{ box.append({column.made()}); }}"
        )
        return column.html(f"<ul id='l'></ul><script>let files = [], i = 0; {script}</script>")
    if asking.path == "/data/index.json":
        return as_data({"total": 8, "files": names})
    name = asking.path.removeprefix("/data/")
    return as_data(column.data(names.index(name) + 1)) if name in names else None


def after_last(column: Column, asking: Asking) -> Reply | None:
    """More is asked for behind the last row that is shown, and comes as markup."""
    if asking.path == "/":
        script = (
            "$('#more').click(function () { var last = $('#l li:last').attr('data-key');"
            f" $.get('/{column.key}/more', {{ lastkey: last, size: 3 }}, function (h) {{ $('#l').append(h); }}); }});"
        )
        return column.html(f"<ul id='l'>{column.rows(1)}</ul><a id='more'>加载更多</a><script>{script}</script>")
    after = next((n + 1 for n, s in enumerate(column.stories) if str(s.number) == asking.fields.get("lastkey")), None)
    rows = column.rows(after // SIZE + 1) if after is not None else ""
    return (200, {}, rows.encode()) if asking.path == "/more" else None


def before_moment(column: Column, asking: Asking) -> Reply | None:
    """More is asked for before the moment of the last row, a number of milliseconds in the address itself."""
    first = 1_791_199_740_000
    if asking.path == "/":
        script = (
            f"window.__SHOWN__ = {{ name: '{column.label}', moment: {first - SIZE} }};"
            " let moment = window.__SHOWN__.moment;"
            f" async function more() {{ const r = await fetch(`/{column.key}/feed?before=${{moment}}&limit={SIZE}`);"
            f" const {{ data }} = await r.json(); data.items.forEach(o => box.append({column.made()}));"
            " moment = data.next; }"
        )
        return column.html(f"<ul id='l'>{column.rows(1)}</ul><script>{script}</script>")
    if asking.path != "/feed" or not asking.number("before"):
        return None
    shown = first - asking.number("before")
    found = column.data(shown // SIZE + 1)
    return as_data({"data": {"items": found, "next": first - shown - len(found), "more": len(found) == SIZE}})


def in_letters(column: Column, asking: Asking) -> Reply | None:
    """A function in a file that was made small, rows whose fields are letters."""
    if asking.path == "/":
        calls = "var pn=1;n('a7',pn);$('#more').click(function(){pn++;n('a7',pn);});"
        return column.html(f"<ul id='l'></ul><script src='m.min.js'></script><script>{calls}</script>")
    if asking.path == "/m.min.js":
        row = f'\'<li><a href="/{column.key}/\'+o.y+"/"+o.i+\'.html">\'+o.t+"</a></li>"'
        shown = f'r.l.forEach(function(o){{$("#l").append({row})}})'
        code = f'function n(t,e){{$.getJSON("/{column.key}/q",{{k:t,p:e,s:3}},function(r){{{shown}}})}}'
        return 200, {"Content-Type": "text/javascript"}, code.encode()
    rows = [{"i": d["no"], "y": d["ym"], "t": d["title"], "d": d["date"]} for d in column.data(asking.number("p"))]
    return as_data({"l": rows}) if asking.path == "/q" and asking.fields.get("k") == "a7" else None


def by_any_name(column: Column, asking: Asking) -> Reply | None:
    """The page is what a script counts on, by a name that says nothing, before it asks for a file."""
    if asking.path == "/":
        script = (
            f"(function ($) {{ var box = $('#l'), node = box.data('node'), cur = 0, total = 1;"
            f" function show(o) {{ box.append({column.made()}); }}"
            " function load() { cur = cur + 1; if (cur > total) return;"
            f" $.getJSON('/{column.key}/nodes/' + node + '/list_' + cur + '.json', function (d) {{"
            " total = d.totalPage; $.each(d.nodes, function (i, o) { show(o); }); }); }"
            " $('#more').click(load); load(); })(jQuery);"
        )
        return column.html(f"<ul id='l' data-node='n4'></ul><a id='more'>查看更多</a><script>{script}</script>")
    file = re.fullmatch(r"/nodes/n4/list_([1-9])\.json", asking.path)
    nodes = column.data(int(file[1])) if file else []
    return as_data({"totalPage": column.last, "nodes": nodes}) if nodes else None


def scrolled(column: Column, asking: Asking) -> Reply | None:
    """The page holds its first rows itself, and counts on from 1 before it asks for a piece in a file."""
    if asking.path == "/":
        load = f"page++; $.get('/{column.key}/list_' + page + '.html', function (h) {{ $('#l').append(h); }});"
        script = f"var page = 1; $(window).scroll(function () {{ if (atEnd()) {{ {load} }} }});"
        return column.html(f"<ul id='l'>{column.rows(1)}</ul><script>{script}</script>")
    file = re.fullmatch(r"/list_([2-9])\.html", asking.path)
    rows = column.rows(int(file[1])) if file else ""
    return (200, {}, rows.encode()) if rows else None


def own_number(column: Column, asking: Asking) -> Reply | None:
    """The object that loads counts for itself, from 0."""
    if asking.path == "/":
        load = f"fetch(`/{column.key}/rows/${{this.loadCount}}.json`).then(r => r.json()).then(d => d.forEach(show));"
        script = f"class Feed {{ constructor() {{ this.loadCount = 0; }} next() {{ {load} this.loadCount += 1; }} }}"
        show = f"function show(o) {{ box.append({column.made()}); }}"
        return column.html(f"<ul id='l'></ul><script>{script} {show} new Feed().next();</script>")
    file = re.fullmatch(r"/rows/(\d)\.json", asking.path)
    return as_data(column.data(int(file[1]) + 1)) if file else None


def _with_mescroll(column: Column, asking: Asking, call: str, field: str, rows: int) -> Reply | None:
    """MeScroll gives its callback the page, from 1 on, and the rows at once; the server is sent what is `field`."""
    if asking.path == "/":
        up = f"callback: function (page) {{ $.getJSON({call}, show); }}, page: {{ num: 0, size: 3 }}"
        show = f"function show(d) {{ d.forEach(function (o) {{ $('#l').append({column.made()}); }}); }}"
        script = f"var ms = new MeScroll('ms', {{ down: {{ use: false }}, up: {{ {up} }} }}); {show}"
        return column.html(f"<div id='ms'><ul id='l'></ul></div><script>{script}</script>")
    asked = asking.path == "/rows" and field in asking.fields and asking.fields.get("size") == "3"
    return as_data(column.data(asking.number(field, 0) // rows + 1)) if asked else None


def scrolled_less_one(column: Column, asking: Asking) -> Reply | None:
    """The page is counted from 0."""
    call = f"'/{column.key}/rows', {{ c: 2, p: page.num - 1, size: page.size }}"
    return _with_mescroll(column, asking, call, "p", 1)


def scrolled_over(column: Column, asking: Asking) -> Reply | None:
    """The rows that are passed over are worked out in the address itself."""
    call = f"'/{column.key}/rows?c=2&start=' + (page.num - 1) * page.size + '&size=' + page.size"
    return _with_mescroll(column, asking, call, "start", SIZE)


ASKED_FOR: dict[str, Way] = {
    way.__name__: way
    for way in (
        *(paged_by_widget, grid, data_table, in_the_middle, nameless, with_header),
        *(next_named, listed_files, after_last, before_moment, in_letters, by_any_name, scrolled),
        *(own_number, scrolled_less_one, scrolled_over),
    )
}
