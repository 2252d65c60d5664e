"""Ways in which publishing systems ask for a list's rows, as those know them who gather from many portals."""

from __future__ import annotations

import json
import re

from conftest import Reply
from ways import SIZE, Asking, Column, Way, as_data

_SCRIPT = {"Content-Type": "text/javascript"}


def _shown(column: Column) -> str:
    return f"function show(o) {{ $('#l').append({column.made()}); }}"


def with_literals(column: Column, asking: Asking) -> Reply | None:
    """What is sent holds true, null, a list of conditions and a text with quotes in it."""
    if asking.path == "/":
        fields = (
            '{ pageNo: n, pageSize: 3, tableName: "t_4f", isPage: true, range: null, sort: "{\\"day\\":\\"0\\"}",'
            ' filter: { operator: "or", properties: [{ property: "channel", operator: "eq", value: "c71" }] } }'
        )
        call = (
            f"$.ajax({{ url: '/{column.key}/front/list', type: 'POST', contentType: 'application/json',"
            " data: JSON.stringify(param), success: function (d) { d.data.list.forEach(show); } });"
        )
        script = f"{_shown(column)} function get(n) {{ var param = {fields}; {call} }} get(1);"
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    if asking.path != "/front/list" or asking.data is None:
        return None
    told = asking.data
    asked = told["isPage"] is True and told["range"] is None and json.loads(told["sort"]) == {"day": "0"}
    asked = asked and told["filter"]["properties"] == [{"property": "channel", "operator": "eq", "value": "c71"}]
    return as_data({"data": {"list": column.data(told["pageNo"]) if asked else []}})


def passed_over(column: Column, asking: Asking) -> Reply | None:
    """`pn` is how many rows are passed over, where `rn` says how many are wanted."""
    if asking.path == "/":
        sent = 'JSON.stringify({ "token": "", "pn": index * rn, "rn": rn, "cnum": "001", "time": null })'
        call = (
            f"$.ajax({{ type: 'post', url: '/{column.key}/rest/search', data: {sent},"
            " contentType: 'application/json', success: function (m) { m.result.records.forEach(show); } });"
        )
        script = f"{_shown(column)} var rn = 3; function list(index) {{ {call} }} list(0);"
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    if asking.path != "/rest/search" or asking.data is None:
        return None
    assert asking.data["pn"] % SIZE == 0, "asked for as a page"
    return as_data({"result": {"records": column.data(asking.data["pn"] // SIZE + 1)}})


def put_together(column: Column, asking: Asking) -> Reply | None:
    """What is sent was put together before, the page counted from 0; a hidden input says what addresses begin with."""
    if asking.path == "/":
        return column.html("<input type='hidden' id='base' value='/'><ul id='l'></ul><script src='news.js'></script>")
    if asking.path == "/news.js":
        row = f'"<li><a href=\\"" + $("#base").val() + "{column.key}/" + o.ym + "/" + o.no + ".html\\">" + o.title'
        code = (
            "$(function () { get(0); }); function get(pageNo) {"
            ' var param = "pageNo=" + (pageNo + 1) + "&pageSize=3";'
            f" $.ajax({{ type: 'POST', url: '/{column.key}/query.shtml', data: param, success: function (d) {{"
            f" $.each(d.list, function (i, o) {{ $('#l').append({row}); }}); }} }}); }}"
        )
        return 200, _SCRIPT, code.encode()
    asked = asking.path == "/query.shtml" and asking.posted and asking.fields.get("pageSize") == "3"
    rows = column.data(asking.number("pageNo"))
    return as_data({"total": 8, "list": [{**row, "xwbt00": row.pop("title")} for row in rows]}) if asked else None


def by_script(column: Column, asking: Asking) -> Reply | None:
    """Scripts are loaded that set the rows, `pager` from 0 on; `pagenum` is how many there are on one."""
    if asking.path == "/":
        address = f"'/{column.key}/cjs/dj.shtml?pager=' + p + '&pagenum=' + pagenum + '&_=' + new Date().getTime()"
        call = f"$.getScript({address}, draw);"
        script = f"var pager = 0, pagenum = 3; function get(p) {{ {call} }} get(pager);"
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    if asking.path != "/cjs/dj.shtml" or asking.fields.get("pagenum") != "3":
        return None
    docs = [{"title": story.title, "url": story.path} for story in column.page(asking.number("pager", 0) + 1)]
    return 200, _SCRIPT, f"cnsdata = {json.dumps({'docs': docs}, ensure_ascii=False)};\nlist = cnsdata;".encode()


def by_minutes(column: Column, asking: Asking) -> Reply | None:
    """All rows stand in one file, which is asked for with the minute."""
    if asking.path == "/":
        return column.html("<div id='root'></div><script>var P = {};</script><script src='app.js'></script>")
    if asking.path == "/app.js":
        address = f"'/{column.key}/lgdata/1crq.json' + '?_st=' + Math.floor(Date.now() / 60000)"
        code = f"fetch({address}).then(r => r.json()).then(show)"
        return 200, _SCRIPT, code.encode()
    rows = [{"itemId": str(s.number), "title": s.title, "url": s.path} for s in column.stories]
    return as_data(rows) if asking.path == "/lgdata/1crq.json" else None


def named_by_page(column: Column, asking: Asking) -> Reply | None:
    """The page's address names the column, and the number of the page stands between commas."""
    if asking.path == "/":
        return column.html(f"<a href='/{column.key}/ItemList.html?itemId=915'>更多</a>")
    if asking.path == "/ItemList.html":
        get = f"$http.get('/{column.key}/data/itemId=' + itemId + ',pageIndex=' + pageIndex + ',pageSize=3.json')"
        code = (
            f"{_shown(column)} var itemId = getQueryString('itemId'); function load(pageIndex) {{"
            f" {get}.then(function (r) {{ r.data.rows.forEach(show); }}); }} load(1);"
        )
        return column.html(f"<ul id='l'></ul><script>{code}</script>")
    file = re.fullmatch(r"/data/itemId=915,pageIndex=(\d+),pageSize=3\.json", asking.path)
    return as_data({"rows": column.data(int(file[1]))}) if file else None


def kept_in_object(column: Column, asking: Asking) -> Reply | None:
    """A file keeps the site's settings as data, and another asks by them for what the page's address names."""
    if asking.path == "/":
        return column.html(f"<a href='/{column.key}/govInfoPub.html?categorynum=003002'>更多</a>")
    if asking.path == "/govInfoPub.html":
        return column.html("<ul id='l'></ul><script src='common.js'></script><script src='pub.js'></script>")
    if asking.path == "/common.js":
        settings = {"siteGuid": "befc62b3-fa6f", "projectName": f"/{column.key}/EWB", "siteName": "平川先锋网"}
        return 200, _SCRIPT, f"var siteInfo = {json.dumps(settings, ensure_ascii=False)};".encode()
    if asking.path == "/pub.js":
        sent = '{"categorynum": num, "pageIndex": i, "pageSize": 3, "siteGuid": siteInfo.siteGuid}'
        code = (
            'var ajaxUrl = siteInfo.projectName + "/rest/getgovinfolist", num = getUrlParam("categorynum");'
            f" {_shown(column)} function list(i) {{ $.ajax({{ url: ajaxUrl, type: 'POST',"
            f" contentType: 'application/json', data: JSON.stringify({sent}),"
            " success: function (r) { r.custom.data.forEach(show); } }); } list(1);"
        )
        return 200, _SCRIPT, code.encode()
    told = asking.data or {}
    if asking.path != "/EWB/rest/getgovinfolist" or told.get("siteGuid") != "befc62b3-fa6f":
        return None
    rows = column.data(told["pageIndex"]) if told["categorynum"] == "003002" else []
    return as_data({"custom": {"data": rows}})


def written_out(column: Column, asking: Asking) -> Reply | None:
    """An ASP.NET service is sent an object written as a text, and answers with one."""
    if asking.path == "/":
        sent = "\"{'categoryNum':'003001','pageIndex':'\" + index + \"','pageSize':'3'}\""
        row = f"'<li><a href=\"/{column.key}/' + d.Table[i].ym + '/' + d.Table[i].no + '.html\">'"
        script = (
            f"function list(index) {{ $.ajax({{ type: 'POST', url: '/{column.key}/Pages.asmx/GetAll',"
            f" contentType: 'application/json;charset=utf-8', data: {sent}, success: function (m) {{"
            f" var d = eval('(' + m.d + ')'); for (var i = 0; i < 3; i++) $('#l').append({row} + d.Table[i].title);"
            " } }); } list(1);"
        )
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    if asking.path != "/Pages.asmx/GetAll" or not asking.data or "categoryNum" not in asking.data:
        return None
    return as_data({"d": json.dumps({"Table": column.data(int(asking.data["pageIndex"]))}, ensure_ascii=False)})


def named_to_function(column: Column, asking: Asking) -> Reply | None:
    """A click names the next page to a function: a program without an ending, a field that begins as an entity does."""
    if asking.path not in ("/", "/ui") or (asking.path == "/ui" and asking.fields.get("pageId") != "302"):
        return None
    number = asking.number("currentPage")
    onwards = f"/{column.key}/ui?pageId=302&amp;currentPage={min(number + 1, column.last)}&amp;moduleId=f16e"
    click = f"<a href='javascript:void(0);' onclick=\"queryArticles(this,'{onwards}')\">下一页</a>"
    return column.html(f"<ul>{column.rows(number)}</ul><div class='list_page'>{click}</div>")


def told_which(column: Column, asking: Asking) -> Reply | None:
    """A widget in a file is told which page this is and of how many."""
    if asking.path == "/fy.js":
        code = (
            "var c = fyConfig, t = parseInt(c.total), h = ''; for (var i = 0; i < t; i++)"
            " h += '<a href=\"./' + (i == 0 ? 'index.html' : 'index_' + i + '.html') + '\">' + (i + 1) + '</a>';"
        )
        return 200, _SCRIPT, code.encode()
    file = re.fullmatch(r"/index_([1-9])\.html", asking.path)
    number = int(file[1]) + 1 if file else 1
    if not column.page(number) or (file is None and asking.path not in ("/", "/index.html")):
        return None
    told = f"<script>var fyConfig = {{ pageNumber: '{number - 1}', total: '{column.last}' }};</script>"
    return column.html(f"<ul>{column.rows(number)}</ul>{told}<script src='fy.js'></script>")


def strictly_typed(column: Column, asking: Asking) -> Reply | None:
    """A service takes a channel in quotes as a text only, and a page without them as a number only."""
    if asking.path == "/":
        sent = '{ channelId: "600112", leaf: "true", current: n, size: 3 }'
        call = (
            f"axios.post('/{column.key}/api/articles', {sent}).then(function (r) {{ r.data.records.forEach(show); }});"
        )
        script = f"{_shown(column)} function load(n) {{ {call} }} load(1);"
        return column.html(f"<ul id='l'></ul><script>{script}</script>")
    if asking.path != "/api/articles" or not asking.data:
        return None
    told = asking.data
    if (told["channelId"], told["leaf"], told["size"]) != ("600112", "true", 3) or not isinstance(told["current"], int):
        return 400, {}, b"{}"
    return as_data({"total": 8, "records": column.data(told["current"])})


def page_as_text(column: Column, asking: Asking) -> Reply | None:
    """A service takes the page as a text too, as the script writes it."""
    if asking.path == "/":
        sent = '{ "cid": "77", "pageNo": "1", "pageSize": "3" }'
        call = (
            f"$.ajax({{ url: '/{column.key}/api/rows', type: 'POST', contentType: 'application/json',"
            f" data: JSON.stringify({sent}), success: function (r) {{ r.rows.forEach(show); }} }});"
        )
        return column.html(f"<ul id='l'></ul><script>{_shown(column)} {call}</script>")
    if asking.path != "/api/rows" or not asking.data:
        return None
    if not all(isinstance(said, str) for said in asking.data.values()):
        return 400, {}, b"{}"
    return as_data({"total": 8, "rows": column.data(int(asking.data["pageNo"]))})


def of_a_choice(column: Column, asking: Asking) -> Reply | None:
    """Rows are asked for of the year that is chosen as the page comes."""
    if asking.path == "/":
        options = "<option value='0'>选择年份</option><option value='2031' selected>2031年</option>"
        sent = "{ year: $('#year').val(), page: n, rows: 3 }"
        call = f"$.post('/{column.key}/rows.do', {sent}, function (d) {{ d.rows.forEach(show); }}, 'json');"
        script = f"{_shown(column)} function load(n) {{ {call} }} load(1);"
        return column.html(f"<select id='year'>{options}</select><ul id='l'></ul><script>{script}</script>")
    asked = asking.path == "/rows.do" and asking.posted and asking.fields.get("year") == "2031"
    return as_data({"total": 8, "rows": column.data(asking.number("page"))}) if asked else None


OF_SYSTEMS: dict[str, Way] = {
    way.__name__: way
    for way in (
        *(with_literals, passed_over, put_together, by_script, by_minutes, named_by_page),
        *(kept_in_object, written_out, named_to_function, told_which),
        *(strictly_typed, page_as_text, of_a_choice),
    )
}
