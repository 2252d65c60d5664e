"""Invented portals whose scripts hand things on: from a page to a file, from an element to a call, from chunk to chunk."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from families_files import JSON_TYPE, detail_of, put_script
from families_further import LABELS, page_frame, page_of, pages_of_lists, rows_of
from made_portals import Portal, Story, make_stories, standing

SIZE = 5
TURN = (
    "function createPageHTML(total, current, name, ext) {\n  if (total < 2) return;\n"
    "  for (var i = 0; i < total; i++) document.write('<a href=\"' + name + (i ? '_' + i : '') + '.' + ext + '\">' + (i + 1)"
    " + '</a>');\n}\ncreatePageHTML(PAGE_TOTAL, PAGE_AT, PAGE_NAME, PAGE_EXT);\n"
)
ROLL = (
    "var Roll = {};\nRoll.load = function (column, pageNo) {\n  var query = { column: column, page: pageNo, rows: 5 };\n"
    "  var x = new XMLHttpRequest();\n  x.open('POST', '/front/rows?t=' + new Date().getTime(), true);\n"
    "  x.setRequestHeader('Content-Type', 'application/json');\n"
    "  x.onreadystatechange = function () { if (x.readyState == 4) show(JSON.parse(x.responseText)); };\n"
    "  x.send(JSON.stringify(query));\n};\nvar box = document.getElementById('rows');\nRoll.load(box.dataset.columnId, 1);\n"
)


def handed(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """A pager called in a file with what the page says, and a list that goes on in a search."""
    portal = Portal("handed", stories or make_stories(97, count, 2), encoding="gb18030", declared="gb2312")
    nav = "".join(f'<a href="/lm{index}/index.html">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("石桥先锋网", nav, "/gywm.html", charset="gb2312")
    for story in portal.stories:
        story.path = (
            f"/lm{story.column}/{story.day[:7].replace('-', '')}/t{story.day.replace('-', '')}_{story.number}.html"
        )
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}/index.html")))
    lists = pages_of_lists(portal, SIZE)
    put_script(portal, "/images/turn.js", TURN)
    for number, page in enumerate(lists[0]):
        said = f'var PAGE_TOTAL="{len(lists[0])}", PAGE_AT="{number}", PAGE_NAME="index", PAGE_EXT="html";'
        turn = f"<script>{said}</script><script src='/images/turn.js'></script>"
        file = f"index_{number}" if number else "index"
        portal.put(f"/lm0/{file}.html", frame(LABELS[0], f"<ul>{rows_of(page)}</ul>{turn}"))
    search = "/was5/web/search?channelid=2301&orderby=-DocRelTime&perpage=5&page="
    for number, page in enumerate(lists[1], 1):
        turn = f"<a href='{search}{number + 1}'>下一页</a>" if number < len(lists[1]) else ""
        # What a search is sorted by is followed by nobody.
        sorts = "<a href='/was5/web/search?channelid=2301&orderby=RELEVANCE&page=1'>按相关度排序</a>"
        portal.put(f"{search}{number}", frame(LABELS[1], f"{sorts}<ul>{rows_of(page)}</ul>{turn}"))
    more = f"<a href='{search}2'>查看更多</a>"
    portal.put("/lm1/index.html", frame(LABELS[1], f"<ul>{rows_of(lists[1][0])}</ul>{more}"))
    standing(portal, frame)
    portal.put("/", frame("石桥先锋网", "<p>欢迎访问</p>"))
    return portal


def elements(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Lists that a file asks for by what an element of their page says, the file's object by its own method."""
    portal = Portal("elements", stories or make_stories(99, count, 2))
    nav = "".join(f'<a href="/list{index}.html">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("渡口先锋网", nav, "/gywm.html")
    for index, label in enumerate(LABELS):
        box = f"<div id='rows' data-column-id='77c{index}'></div>"
        portal.put(f"/list{index}.html", frame(label, f"{box}<script src='/images/roll.js'></script>"))
    for story in portal.stories:
        story.path = f"/{story.day.replace('-', '/')}/ARTI{story.number:016}.shtml"
        portal.put(story.path, frame(story.title, page_of(story, f"/list{story.column}.html")))
    lists = pages_of_lists(portal, SIZE)
    put_script(portal, "/images/roll.js", ROLL)

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        body = next(iter(form), "")
        asked = json.loads(body) if body.startswith("{") else {}
        if urlsplit(path).path != "/front/rows" or asked.get("column") not in ("77c0", "77c1"):
            return None
        pages, number = lists[int(asked["column"][-1])], int(asked["page"])
        rows = pages[number - 1] if 0 < number <= len(pages) else []
        return json.dumps({"rows": [{"url": s.path, "title": s.title, "time": s.day} for s in rows]})

    portal.posted = posted
    standing(portal, frame)
    portal.put("/", frame("渡口先锋网", "<p>欢迎访问</p>"))
    return portal


LOADER = (
    '!function(e){var t={};function n(r){return t[r].exports}n.e=function(e){var t=document.createElement("script");'
    't.src=n.p+"static/js/"+e+"."+{0:"4be1",1:"90ac"}[e]+".js"},n.p="/"}([]);'
)
APP = (
    'webpackJsonp([2],{"Hq1x":function(e,t,n){"use strict";var r=n("mtWM").create({baseURL:"/gateway",timeout:1e4});t.a=r},'
    '"k2Wd":function(e,t,n){"use strict";t.c=function(){return Object(r.a)({url:"/menu/tree",method:"get"})},'
    't.b=function(e){return Object(r.a)({url:"/news/page",method:"post",data:e})},t.a=s;var r=n("Hq1x");'
    'function s(e){return Object(r.a)({url:"/news/info",method:"get",params:{newsId:e}})}}});'
)
LISTS = (
    'webpackJsonp([0],{"uP0c":function(e,t,n){var a=n("k2Wd");t.a={data:function(){return{query:{menuId:"",pageNum:1,'
    "pageSize:5},rows:[]}},created:function(){this.query.menuId=this.$route.query.menuId,this.more()},methods:{more:function("
    "){var e=this;Object(a.b)(this.query).then(function(t){e.rows=t.data.records})},open:function(e){this.$router.push({"
    'path:"/news",query:{id:e.newsId}})},to:function(e){this.$router.push({path:"/list",query:{menuId:e.menuId}})},'
    "menu:function(){Object(a.c)()}}}}});"
)
NEWS = (
    'webpackJsonp([1],{"Zx9o":function(e,t,n){var a=n("k2Wd");t.a={mounted:function(){var e=this;'
    "Object(a.a)(this.$route.query.id).then(function(t){e.info=t.data})}}}});"
)


def old_bundle(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """One page for all addresses; the scripts of its routes are named by a table of the one that loads them."""
    portal = Portal("old_bundle", stories or make_stories(98, count, 2))
    for story in portal.stories:
        story.path = f"/gateway/news/info?newsId={story.number}"
    lists, by_number = pages_of_lists(portal, SIZE), {str(story.number): story for story in portal.stories}
    for name, script in (("manifest.7d0", LOADER), ("app.1c3f", APP), ("0.4be1", LISTS), ("1.90ac", NEWS)):
        put_script(portal, f"/static/js/{name}.js", script)
    shell = (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>渡口融媒</title></head><body><div id=app></div>"
        "<script src=/static/js/manifest.7d0.js></script><script src=/static/js/app.1c3f.js></script></body></html>"
    )
    portal.put("/", shell)
    portal.missing = shell.encode()

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        if not parts.path.startswith("/gateway/"):
            return None
        story = by_number.get(dict(parse_qsl(parts.query)).get("newsId", ""))
        menu = [{"menuId": 30 + index, "menuName": label, "children": []} for index, label in enumerate(LABELS)]
        if parts.path == "/gateway/menu/tree":
            answer: object = menu
        else:
            answer = detail_of(story) if parts.path == "/gateway/news/info" and story else None
        return 200, JSON_TYPE, json.dumps({"code": 200 if answer else 500, "data": answer}).encode()

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        body = next(iter(form), "")
        asked = json.loads(body) if body.startswith("{") else {}
        if urlsplit(path).path != "/gateway/news/page":
            return None
        index, number = int(asked.get("menuId") or 0) - 30, int(asked.get("pageNum") or 1)
        page = lists[index][number - 1] if index in (0, 1) and 0 < number <= len(lists[index]) else []
        rows = [{"newsId": s.number, "menuId": s.column + 30, "title": s.title, "publishTime": s.day} for s in page]
        return json.dumps({"code": 200, "data": {"records": rows, "total": len(rows)}})

    portal.dynamic, portal.posted = dynamic, posted
    return portal


COMMON = (
    "axios.defaults.baseURL = '/api';\nfunction param(name) { return new URLSearchParams(location.search).get(name); }\n"
    "axios.get('/column/tree').then(r => { nav.innerHTML = r.data.map(c => `<a href=\"/list.html?columnId=${c.id}\">${c.label}"
    "</a>`).join(''); });"
)
PAGED = (
    "let state = { current: 1, size: 5 };\nasync function load() {\n  const { data } = await axios.post('/article/page', {"
    " current: state.current, size: state.size, sort: 'time', model: { columnId: param('columnId'), state: 1 } });\n"
    "  rows.innerHTML += data.records.map(x => `<li><a href=\"/detail.html?id=${x.id}\">${x.title}</a></li>`).join('');\n}\n"
    "window.onscroll = () => { state.current++; load(); };\nload();"
)
DETAIL = "axios.get('/article/'.concat(param('id'))).then(r => { show(r.data); });"


def back_office(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Three empty pages with scripts; lists are asked for with an object inside an object, the menu's rows have labels."""
    portal = Portal("back_office", stories or make_stories(90, count, 2))
    for name, script in (("common", COMMON), ("list", PAGED), ("detail", DETAIL)):
        put_script(portal, f"/js/{name}.js", script)
        shell = (
            f"<div id=nav></div><ul id=rows></ul><script src=/js/common.js></script><script src=/js/{name}.js></script>"
        )
        file = "/" if name == "common" else f"/{name}.html"
        portal.put(file, f"<!DOCTYPE html><html><head><title>双桥党建</title></head><body>{shell}</body></html>")
    for story in portal.stories:
        story.path = f"/api/article/{story.number}"
    lists, by_path = pages_of_lists(portal, SIZE), {story.path: story for story in portal.stories}
    columns = [{"id": index + 3, "label": label} for index, label in enumerate(LABELS)]

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        if parts.path in ("/list.html", "/detail.html"):
            return 200, "text/html; charset=utf-8", portal.pages[parts.path][1]
        if not parts.path.startswith("/api/"):
            return None
        story = by_path.get(parts.path)
        answer = columns if parts.path == "/api/column/tree" else detail_of(story) if story else None
        return 200, JSON_TYPE, json.dumps(answer).encode()

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        body = next(iter(form), "")
        asked = json.loads(body) if body.startswith("{") else {}
        model = asked.get("model")
        if urlsplit(path).path != "/api/article/page" or not isinstance(model, dict):
            return None
        index, number = int(model["columnId"]) - 3, int(asked["current"])
        page = lists[index][number - 1] if index in (0, 1) and 0 < number <= len(lists[index]) else []
        return json.dumps({"records": [{"id": s.number, "title": s.title, "publishTime": s.day} for s in page]})

    portal.dynamic, portal.posted = dynamic, posted
    return portal


def loading_on(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """Lists whose first rows are links, and whose further ones come as data that only a template's compiler can place."""
    portal = Portal("loading_on", stories or make_stories(89, count, 2))
    nav = "".join(f'<a href="/c/{index + 5}">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("沙洲先锋网", nav, "/gywm.html")
    for story in portal.stories:
        # Words and numbers: what a story is called by says nothing of it.
        story.path = f"/p/{story.number * 7919:x}.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/c/{story.column + 5}")))
    lists = pages_of_lists(portal, SIZE)
    for index, pages in enumerate(lists):
        script = (
            f"<script>var p = 0; function more() {{ p++; $.getJSON('/api/more', {{ cid: {index + 5}, page: p }}, function (r) {{"
            " $('#list').append(Views.rows(r)); }); } $('#more').click(more);</script>"
        )
        rows = f"<ul id='list'>{rows_of(pages[0])}</ul><button id='more'>加载更多</button>{script}"
        portal.put(f"/c/{index + 5}", frame(LABELS[index], rows))

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        asked = dict(parse_qsl(urlsplit(path).query))
        if not path.startswith("/api/more?") or asked.get("cid") not in ("5", "6"):
            return None
        pages, number = lists[int(asked["cid"]) - 5], int(asked["page"])
        page = pages[number - 1] if 0 < number <= len(pages) else []
        rows = [{"no": s.number, "key": f"{s.number * 7919:x}", "title": s.title, "date": s.day} for s in page]
        return 200, JSON_TYPE, json.dumps({"rows": rows}).encode()

    portal.dynamic = dynamic
    standing(portal, frame)
    portal.put("/", frame("沙洲先锋网", "<p>欢迎访问</p>"))
    return portal


def framed(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A column whose list is a search of another program, shown in a frame."""
    portal = Portal("framed", stories or make_stories(98, count, 2))
    nav = "".join(f'<a href="/lm{index}/index.html">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("柳溪先锋网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = f"/lm{story.column}/{story.day.replace('-', '')}_{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}/index.html")))
    lists = pages_of_lists(portal, SIZE)
    for number, page in enumerate(lists[0]):
        turn = f"<a href='index_{number + 1}.html'>下一页</a>" if number + 1 < len(lists[0]) else ""
        file = f"index_{number}" if number else "index"
        portal.put(f"/lm0/{file}.html", frame(LABELS[0], f"<ul>{rows_of(page)}</ul>{turn}"))
    search = "/module/info/search.jsp?divid=div12&typeid=B01"
    for number, page in enumerate(lists[1], 1):
        turn = f"<a href='{search}&currpage={number + 1}'>下一页</a>" if number < len(lists[1]) else ""
        portal.put(
            f"{search}&currpage={number}" if number > 1 else search, f"<html><ul>{rows_of(page)}</ul>{turn}</html>"
        )
    portal.put("/lm1/index.html", frame(LABELS[1], f"<iframe src='{search}' width='700' height='600'></iframe>"))
    standing(portal, frame)
    portal.put("/", frame("柳溪先锋网", "<p>欢迎访问</p>"))
    return portal


def _with_menu(
    name: str, seed: int, count: int, stories: list[Story] | None, item: str, around: str, *, framed: bool = False
) -> Portal:
    """A portal whose menu a script in a file makes on every page, with addresses as they are read there.

    `framed`: in a frame of its own, which shows nothing else.
    """
    portal = Portal(name, stories or make_stories(seed, count, 2), encoding="gb18030", declared="gb2312")
    nav = "" if framed else '<script src="/images/nav.js"></script>'
    frame = page_frame("鹤岭先锋网", nav, "/gywm.html", charset="gb2312")
    for story in portal.stories:
        story.path = f"/xw{story.column}/{story.day.replace('-', '')}_{story.number}.htm"
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}.html")))
    for column, pages in enumerate(pages_of_lists(portal, SIZE)):
        for number, page in enumerate(pages):
            turn = f"<a href='lm{column}_{number + 1}.html'>下一页</a>" if number + 1 < len(pages) else ""
            file = f"lm{column}_{number}" if number else f"lm{column}"
            portal.put(f"/{file}.html", frame(LABELS[column], f"<ul>{rows_of(page)}</ul>{turn}"))
    items = "".join(item.format(url=f"lm{index}.html", label=label) for index, label in enumerate(LABELS))
    put_script(portal, "/images/nav.js", around.format(items=items))
    standing(portal, frame)
    top = '<frameset rows="90,*"><frame src="top.html"><frame src="welcome.html"></frameset>'
    portal.put(
        "/top.html", '<html><body><img src="/images/top.jpg"><script src="/images/nav.js"></script></body></html>'
    )
    portal.put("/welcome.html", "<html><body><p>欢迎访问</p></body></html>")
    portal.put("/", f"<html>{top}</html>" if framed else frame("鹤岭先锋网", "<p>欢迎访问</p>"))
    return portal


def menu_file(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A menu that a script in a file writes into every page."""
    item = "document.write('<li><a href=\"{url}\">{label}</a></li>');\n"
    around = "document.write('<ul>');\n{items}document.write('</ul>');\n"
    return _with_menu("menu_file", 99, count, stories, item, around)


def menu_told(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A menu in a frame that a script in a file draws of the fields of a text."""
    item = 'item("label=0;text={label};url={url};target=main;status={label}");\n'
    around = 'menu("bar", "horizontal");\n{items}draw();\n'
    return _with_menu("menu_told", 98, count, stories, item, around, framed=True)


HANDED = {
    "menu_file": menu_file,
    "menu_told": menu_told,
    "framed": framed,
    "handed": handed,
    "elements": elements,
    "old_bundle": old_bundle,
    "back_office": back_office,
    "loading_on": loading_on,
}
