"""Invented portals whose lists only a script can ask for, in the many ways in which portals write such scripts.

The list's page holds nothing, or its newest rows; no other page leads to the articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, parse_qsl, urlsplit

from families_further import LABELS, page_frame, page_of, pages_of_lists, rows_of
from made_portals import Portal, Story, in_pages, make_stories, standing

SIZE = 5
Fields = Mapping[str, str]
CHANNELS = ["5a09496f31a51dc9d90b26b31b05cc18", "650be0b2f26a9a0908f70755eb0a0fee"]


def _scripted(
    name: str,
    seed: int,
    count: int,
    stories: list[Story] | None,
    page: Callable[[int, list[Story]], str],
    answer: Callable[[list[Story], int], str],
    asked: Callable[[str, Fields], tuple[int, int] | None],
    *,
    by: str = "GET",
    encoding: str = "utf-8",
) -> Portal:
    """A portal of two lists. `page` makes a list's page of its column and stories, `asked` reads column and page from
    a question, `answer` makes the answer of the stories of a page and the number of all."""
    portal = Portal(name, stories or make_stories(seed, count, 2), encoding=encoding)
    nav = "".join(f'<a href="/lm{index}/list.shtml">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("青石党建网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = f"/dj/c{story.column}/{story.day[:7]}/{story.day[8:]}/content_{story.number}.shtml"
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}/list.shtml")))
    lists = pages_of_lists(portal, SIZE)
    for index, pages in enumerate(lists):
        portal.put(f"/lm{index}/list.shtml", frame(LABELS[index], page(index, pages[0])))

    def found(path: str, fields: Fields) -> str | None:
        wanted = asked(urlsplit(path).path, fields)
        if wanted is None:
            return None
        column, number = wanted
        rows = lists[column][number - 1] if 0 < number <= len(lists[column]) else []
        return answer(rows, sum(map(len, lists[column])))

    def got(path: str) -> tuple[int, str, bytes] | None:
        text = found(path, dict(parse_qsl(urlsplit(path).query))) if by == "GET" else None
        return (200, "application/json", text.encode(encoding)) if text is not None else None

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        body = next(iter(form), "")
        fields = json.loads(body) if body.startswith("{") else {key: values[0] for key, values in form.items()}
        return (
            found(path, {key: str(value) for key, value in fields.items()}) if by in (body[:1] or "", "POST") else None
        )

    portal.dynamic, portal.posted = got, posted
    standing(portal, frame)
    portal.put("/", frame("青石党建网", "<p>欢迎访问</p>"))
    return portal


def _column(fields: Fields, key: str, values: list[str], page: str) -> tuple[int, int] | None:
    return (values.index(fields[key]), int(fields[page])) if fields.get(key) in values and page in fields else None


def _objects(rows: list[Story], **names: str) -> list[dict[str, str]]:
    return [{names["title"]: s.title, names["url"]: s.path, names["day"]: s.day} for s in rows]


def search_list(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """UCAP's searchList: an address put together from a variable, with the page at its end."""
    return _scripted(
        *("search_list", 31, count, stories),
        page=lambda index, rows: (
            f"<ul id='list'></ul><script>var channelId = \"{CHANNELS[index]}\", pageSize = {SIZE};\n"
            "function load(n){$.ajax({type: 'GET', url: '/searchList/' + channelId + '?_isJson=true&_pageSize=' + pageSize"
            " + '&_template=index&page=' + page, success: show})}</script>"
        ),
        answer=lambda rows, total: json.dumps(
            {"data": {"total": total, "results": _objects(rows, title="title", url="url", day="publishedTimeStr")}}
        ),
        asked=lambda path, fields: _column({"id": path.rpartition("/")[2], **fields}, "id", CHANNELS, "page"),
    )


def template_string(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A search by channel, asked for by fetch with a template string; the newest rows stand in the page."""
    return _scripted(
        *("template_string", 32, count, stories),
        page=lambda index, rows: (
            f"<meta name='channelId' content='{CHANNELS[index]}'><ul id='list'>{rows_of(rows)}</ul><script>"
            "const channelId = document.querySelector('meta[name=channelId]').content;"
            "const go = async (pageNo) => { const r = await fetch(`/es-search/search/${channelId}?_template=ucap/dj"
            f'&_pageSize={SIZE}&page=${{pageNo}}`); show((await r.json()).results.map(x => `<li><a href="${{x.url}}">'
            "${x.title}</a></li>`)) }</script>"
        ),
        answer=lambda rows, total: json.dumps(
            {"total": total, "results": _objects(rows, title="title", url="url", day="time")}
        ),
        asked=lambda path, fields: _column({"id": path.rpartition("/")[2], **fields}, "id", CHANNELS, "page"),
    )


def variables(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """getInfoCommon: fields that are variables, and an answer in GBK."""
    return _scripted(
        *("variables", 33, count, stories),
        page=lambda index, rows: (
            f"<ul id='list'></ul><script>var channelid='{CHANNELS[index]}'; var pagesize={SIZE}; var currpage=1;\n"
            "function get(){ $.ajax({ url:'/szinf/info/getInfoCommon/', type:'get', dataType:'json',\n"
            'data:{ "pagesize":pagesize, "currpage":currpage, "channelid":channelid }, success: show }); } get();</script>'
        ),
        answer=lambda rows, total: json.dumps(
            {"totalcount": total, "infolist": _objects(rows, title="title", url="link", day="pubtime")},
            ensure_ascii=False,
        ),
        asked=lambda path, fields: (
            _column(fields, "channelid", CHANNELS, "currpage") if path == "/szinf/info/getInfoCommon/" else None
        ),
        encoding="gb18030",
    )


def fragments(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A form by POST, answered with HTML inside of JSON, its markup escaped."""
    return _scripted(
        *("fragments", 34, count, stories),
        page=lambda index, rows: (
            "<ul id='list'></ul><script>$(function(){ query(1); });\n"
            f"function query(pageNo){{ $.post('/common/column/list.do', {{columnId: '{index + 7}', pageNo: pageNo,"
            f" pageSize: {SIZE}}}, function(ret){{ $('#list').html(ret.data.html); }}, 'json'); }}</script>"
        ),
        answer=lambda rows, total: json.dumps({"data": {"total": total, "html": rows_of(rows)}}).replace(
            "<", "\\u003c"
        ),
        asked=lambda path, fields: (
            _column(fields, "columnId", ["7", "8"], "pageNo") if path == "/common/column/list.do" else None
        ),
        by="POST",
    )


def json_body(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A question as JSON, made of the arguments with which a function is called."""
    return _scripted(
        *("json_body", 35, count, stories),
        page=lambda index, rows: (
            "<ul id='list'></ul><script>function getDocuments(chnl, pageIndex, size, el){\n"
            " var param = { channelId: chnl, pageIndex: pageIndex, pageSize: size };\n"
            ' $.ajax({ url: "/interface/getDocuments", type: "POST", contentType: "application/json;charset=utf-8",'
            " data: JSON.stringify(param), success: function(res){ render(res, el); } });\n}\n"
            f"getDocuments('{index + 3101}', 1, {SIZE}, '#list');</script>"
        ),
        answer=lambda rows, total: json.dumps(
            {"result": {"total": total, "docs": _objects(rows, title="docTitle", url="docPubUrl", day="docRelTime")}}
        ),
        asked=lambda path, fields: (
            _column(fields, "channelId", ["3101", "3102"], "pageIndex") if path == "/interface/getDocuments" else None
        ),
        by="{",
    )


def jpaas(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Hanweb's newer platform: the list's place in attributes, the page in JSON inside of the address."""

    def part(rows: list[Story]) -> str:
        return f'<div class="page-content" count="24" rows="{SIZE}"><ul>{rows_of(rows)}</ul></div>'

    def asked(path: str, fields: Fields) -> tuple[int, int] | None:
        page = str(json.loads(fields.get("paramJson", "{}")).get("pageNo", 1))
        return _column({**fields, "page": page}, "pageId", CHANNELS, "page") if "page/build/unit" in path else None

    return _scripted(
        *("jpaas", 36, count, stories),
        page=lambda index, rows: (
            f"{part(rows)}<script src='/script/page.js' parseType='bulidstatic' url='/api-gateway/front/page/build/unit'"
            f" querydata=\"{{'webId':'w1','tagId':'列表','editType':'null','pageId':'{CHANNELS[index]}'}}\"></script>"
        ),
        answer=lambda rows, total: json.dumps({"success": True, "data": {"html": part(rows)}}),
        asked=asked,
    )


def component(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A component that keeps what it asks for among its data; a question as JSON."""
    return _scripted(
        *("component", 39, count, stories),
        page=lambda index, rows: (
            "<div id='app'><li v-for='x in list'><a :href='x.url'>{{x.title}}</a></li></div><script>new Vue({ el: '#app',"
            f" data() {{ return {{ list: [], query: {{ channelId: '{index + 501}', pageNum: 1, pageSize: {SIZE} }} }} }},"
            " methods: { load() { axios.post('/gateway/content/page', this.query).then(show) } } })</script>"
        ),
        answer=lambda rows, total: json.dumps({"data": {"list": _objects(rows, title="title", url="url", day="date")}}),
        asked=lambda path, fields: (
            _column(fields, "channelId", ["501", "502"], "pageNum") if path == "/gateway/content/page" else None
        ),
        by="{",
    )


def offsets(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Rows asked for by how many are to be passed over."""

    def asked(path: str, fields: Fields) -> tuple[int, int] | None:
        page = {"page": str(int(fields.get("start", 0)) // SIZE + 1)}
        return _column({**fields, **page}, "cid", ["7", "8"], "page") if path == "/cms/list.json" else None

    return _scripted(
        *("offsets", 40, count, stories),
        page=lambda index, rows: (
            f"<ul id='list'></ul><script>var cid = {index + 7}, limit = {SIZE}; function load(start) {{ $.getJSON("
            "'/cms/list.json', {cid: cid, start: start, limit: limit}, show); } load(0);</script>"
        ),
        answer=lambda rows, total: json.dumps({"rows": _objects(rows, title="title", url="url", day="date")}),
        asked=asked,
    )


def numbered_files(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Files of data numbered in their names, asked for by XMLHttpRequest."""

    def asked(path: str, fields: Fields) -> tuple[int, int] | None:
        file = re.fullmatch(r"/data/([78])/list_(\d+)\.json", path)
        return (int(file[1]) - 7, int(file[2])) if file else None

    return _scripted(
        *("numbered_files", 42, count, stories),
        page=lambda index, rows: (
            f"<ul id='list'></ul><script>var cid = '{index + 7}'; function show(n) {{ var x = new XMLHttpRequest();"
            " x.open('GET', '/data/' + cid + '/list_' + n + '.json', true); x.send(); } show(1);</script>"
        ),
        answer=lambda rows, total: json.dumps({"items": _objects(rows, title="title", url="url", day="date")}),
        asked=asked,
    )


def hanweb_units(count: int = 60, stories: list[Story] | None = None) -> Portal:
    """Hanweb with two lists on one page, by a server that hears POST alone and gives fewer rows than asked for."""
    portal = Portal("hanweb_units", stories or make_stories(37, count, 2))
    frame = page_frame("柳塘先锋网", '<a href="/col/col9/index.html">动态</a>', "/gywm.html")
    for story in portal.stories:
        year, month, day = map(int, story.day.split("-"))
        story.path = f"/art/{year}/{month}/{day}/art_{story.column}_{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, "/col/col9/index.html")))
    columns = [[s for s in portal.stories if s.column == index] for index in range(2)]

    def records(rows: list[Story]) -> str:
        return "<recordset>" + "".join(f"<record><![CDATA[{rows_of([s])}]]></record>" for s in rows) + "</recordset>"

    def unit(index: int) -> str:
        rows = columns[index]
        return (
            f"<div id='u{index}'><script type='text/xml'><datastore><nextgroup><![CDATA[<a href='/module/web/jpage/"
            f"dataproxy.jsp?page=1&webid=2&columnid={index}&unitid=u{index}&webname=%25E8%25A5%25BF'></a>]]></nextgroup>"
            f"{records(rows[:15])}</datastore></script></div><script>$(function(){{ $('#u{index}').jpage({{ perPage: 5,"
            f" totalRecord: {len(rows)}, proxyUrl: '/module/web/jpage/dataproxy.jsp', ajaxParam: {{ webid: 2, columnid:"
            f" {index}, unitid: 'u{index}', webname: '柳塘' }} }}); }});</script>"
        )

    portal.put("/col/col9/index.html", frame("动态", unit(0) + unit(1)))

    def answer(path: str, form: dict[str, list[str]]) -> str | None:
        asked = parse_qs(urlsplit(path).query)
        if "dataproxy" not in path or "unitid" not in form or "startrecord" not in asked:
            return None
        rows, start = columns[int(form["unitid"][0][1:])], int(asked["startrecord"][0])
        end = min(int(asked["endrecord"][0]), start + 9)
        return f"<datastore><totalrecord>{len(rows)}</totalrecord>{records(rows[start - 1 : end])}</datastore>"

    portal.dynamic = lambda path: (200, "text/xml", b"<datastore></datastore>") if "dataproxy" in path else None
    portal.posted = answer
    standing(portal, frame)
    portal.put("/", frame("柳塘先锋网", "<p>欢迎访问</p>"))
    return portal


def hanweb_pages(count: int = 60, stories: list[Story] | None = None) -> Portal:
    """Hanweb whose server heeds `page` alone, and gives the first rows to whoever asks by their numbers."""
    portal = Portal("hanweb_pages", stories or make_stories(40, count, 2))
    frame = page_frame("松江先锋网", '<a href="/col/col7/index.html">动态</a>', "/gywm.html")
    for story in portal.stories:
        year, month, day = map(int, story.day.split("-"))
        story.path = f"/art/{year}/{month}/{day}/art_7_{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, "/col/col7/index.html")))
    rows, size = portal.stories, 12

    def records(some: list[Story]) -> str:
        return "<recordset>" + "".join(f"<record><![CDATA[{rows_of([s])}]]></record>" for s in some) + "</recordset>"

    fields = "appid=1&webid=67&path=/&columnid=7&unitid=313&permissiontype=0"
    group = f"<nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=1&{fields}'></a>]]></nextgroup>"
    script = f"$('#313').jpage({{perPage:4, totalRecord:{len(rows)}, proxyUrl:'/module/web/jpage/dataproxy.jsp'}});"
    store = f"<script type='text/xml'><datastore>{group}{records(rows[:size])}</datastore></script>"
    portal.put("/col/col7/index.html", frame("动态", f"<div id='313'>{store}</div><script>{script}</script>"))

    def answer(path: str) -> tuple[int, str, bytes] | None:
        if "dataproxy" not in path:
            return None
        asked = parse_qs(urlsplit(path).query)
        some = rows[(int(asked.get("page", ["1"])[0]) - 1) * size :][:size]
        said = f"<totalrecord>{len(rows)}</totalrecord><totalpage>{-(-len(rows) // size)}</totalpage>"
        return 200, "text/xml; charset=utf-8", f"<datastore>{said}{records(some)}</datastore>".encode()

    portal.dynamic = answer
    standing(portal, frame)
    portal.put("/", frame("松江先锋网", "<p>欢迎访问</p>"))
    return portal


def truecms(count: int = 60, stories: list[Story] | None = None) -> Portal:
    """TrueCMS: Hanweb's script for lists, whose server is asked for rows in its own way and hands out XML in a call."""
    portal = Portal("truecms", stories or make_stories(39, count, 2))
    frame = page_frame("海川先锋网", '<a href="/dt/dt.html">动态</a><a href="/tz/tz.html">通知</a>', "/gywm.html")
    columns = {"dt": "82e1-0", "tz": "82e1-1"}
    for story in portal.stories:
        name = list(columns)[story.column]
        story.path = f"/{name}/content/{story.number:08x}-5ec2.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/{name}/{name}.html")))
    rows = {code: [s for s in portal.stories if s.column == index] for index, code in enumerate(columns.values())}
    for name, code in columns.items():
        script = (
            f"$('#list').jpage({{dataStore:$('#initData').html(), totalRecord:{len(rows[code])}, contentTemplate:'"
            '<datastore><record><![CDATA[<a href="${(m.htmlPath)!}">${m.msgTitle!}</a>]]></record></datastore>\','
            " proxyUrl:'/TrueCMS/messageController/getMessage.do', perPage:4, groupSize:2, barPosition:'bottom',"
            f" ajaxParam:{{ columnId:'{code}' }} }});"
        )
        shown = f"<div id='initData' style='display:none'>{rows_of(rows[code][:8])}</div><div id='list'></div>"
        portal.put(f"/{name}/{name}.html", frame(name, f"{shown}<script>{script}</script>"))

    def answer(path: str) -> tuple[int, str, bytes] | None:
        if "/TrueCMS/" not in path:
            return None
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if set(asked) != {"startrecord", "endrecord", "perpage", "columnId"} or int(asked["perpage"]) > 4:
            return 404, "text/html", b""
        some = rows[asked["columnId"]][int(asked["startrecord"]) - 1 : int(asked["endrecord"])]
        records = "".join(f"<record><![CDATA[{rows_of([s])}]]></record>" for s in some)
        store = f"<datastore><totalrecord>{len(some)}</totalrecord><recordset>{records}</recordset></datastore>"
        return 200, "application/json", json.dumps({"result": store}, ensure_ascii=False).encode()

    portal.dynamic = answer
    standing(portal, frame)
    portal.put("/", frame("海川先锋网", "<p>欢迎访问</p>"))
    return portal


def in_parts(count: int = 22, stories: list[Story] | None = None) -> Portal:
    """Articles in pages that only createPageHTML tells of, as TRS and as UCAP count them."""
    portal = Portal("in_parts", stories or make_stories(38, count, 2))
    frame = page_frame("双桥党建网", '<a href="/a/">要闻</a><a href="/b/">动态</a>', "/gywm.html")
    for story in portal.stories:
        name = f"t{story.day.replace('-', '')}_{story.number}"
        story.path = f"/{'ab'[story.column]}/{story.day[:7].replace('-', '')}/{name}.html"
        stem = story.path.removesuffix(".html")
        texts = in_pages(story.paragraphs, 2)  # type: ignore[arg-type]
        for number, text in enumerate(texts):
            call = f"createPageHTML({len(texts)}, {number}, '{name}', 'html', 'black2', {len(texts)})"
            later = number
            if story.column:
                call = f"createPageHTML('page_div', {len(texts)}, {number + 1}, '{name}', 'html', {len(texts)})"
                later = number + 1
            piece = Story(**{**story.__dict__, "paragraphs": text})
            portal.put(
                f"{stem}_{later}.html" if number else story.path,
                frame(story.title, f"{page_of(piece, '/a/')}<div id='page_div'><script>{call};</script></div>"),
            )
    for index, pages in enumerate(pages_of_lists(portal, SIZE)):
        for number, page in enumerate(pages):
            call = f"createPageHTML({len(pages)}, {number}, 'index', 'html')"
            name = f"/{'ab'[index]}/index_{number}.html" if number else f"/{'ab'[index]}/"
            portal.put(name, frame("列表", f"<ul>{rows_of(page)}</ul><script>{call}</script>"))
    standing(portal, frame)
    portal.put("/", frame("双桥党建网", "<p>欢迎访问</p>"))
    return portal


ASKED: dict[str, Callable[..., Portal]] = {
    f.__name__: f
    for f in (search_list, template_string, variables, fragments, json_body, jpaas, component, offsets, numbered_files)
}
SCRIPTED = ASKED | {f.__name__: f for f in (hanweb_units, hanweb_pages, truecms, in_parts)}
