"""Invented portals whose scripts stand in files of their own: lists they ask for, pages they make, routes behind `#`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from families_further import LABELS, page_frame, page_of, pages_of_lists, rows_of
from made_portals import Portal, Story, body_html, make_stories, standing

SIZE = 5
JSON_TYPE, SCRIPT_TYPE = "application/json; charset=utf-8", "application/javascript"
LIBRARY = "/*! jQuery v3.6.0 */!function(e,t){e.ajax=function(o){t.open(o.type,o.url)}}(window,new XMLHttpRequest);"
SHARE = "function share(u){ window.open('http://elsewhere.example/share?url=' + encodeURIComponent(u)); }"


def put_script(portal: Portal, path: str, text: str) -> None:
    """Add a script's file."""
    portal.pages[path] = (SCRIPT_TYPE, text.encode())


def libraries(portal: Portal) -> str:
    """Add what portals load beside their own scripts, and one that asks for nothing; return the tags that load them."""
    put_script(portal, "/static/jquery-3.6.0.min.js", LIBRARY)
    put_script(portal, "/static/layui/layui.js", LIBRARY)
    put_script(portal, "/js/share.js", SHARE)
    put_script(portal, "/js/menu.js", "function menu(id) { document.getElementById(id).className = 'open'; }")
    return (
        "<script src='/static/jquery-3.6.0.min.js'></script><script src='/static/layui/layui.js'></script>"
        "<script src='/js/share.js'></script><script src='http://elsewhere.example/list.js'></script>"
        "<script src='/js/menu.js'></script>"
    )


def script_files(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A list by a script of its own, which asks for the channel that the page names; articles are files."""
    portal = Portal("script_files", stories or make_stories(61, count, 2))
    loaded = libraries(portal)
    nav = "".join(f'<a href="/lm{index}/">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("柏桥先锋网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = f"/dj/{story.day[:7]}/{story.day[8:]}/content_{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}/") + loaded))
    lists = pages_of_lists(portal, SIZE)
    for index, pages in enumerate(lists):
        portal.put(
            f"/lm{index}/",
            frame(
                LABELS[index],
                f"<ul id='list'>{rows_of(pages[0][:2])}</ul>{loaded}<script>var channelId = 'c{index}7';</script>"
                "<script src='/js/list.js?v=3'></script>",
            ),
        )
    put_script(
        portal,
        "/js/list.js?v=3",
        f"var size = {SIZE};\nfunction load(page) {{ $.ajax({{ url: '/api/content/list', type: 'get',"
        " data: { channelId: channelId, pageNo: page, pageSize: size }, success: function (r) {"
        " $.each(r.rows, function (i, x) { $('#list').append('<li><a href=\"' + x.url + '\">' + x.title + '</a></li>') }) }"
        " }); }\nload(1);",
    )

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        asked = dict(parse_qsl(parts.query))
        if parts.path != "/api/content/list" or asked.get("channelId") not in ("c07", "c17"):
            return None
        pages, number = lists[int(asked["channelId"][1])], int(asked.get("pageNo", 1))
        rows = pages[number - 1] if 0 < number <= len(pages) else []
        answer = {"rows": [{"title": s.title, "url": s.path, "date": s.day} for s in rows]}
        return 200, JSON_TYPE, json.dumps(answer).encode()

    portal.dynamic = dynamic
    standing(portal, frame)
    portal.put("/", frame("柏桥先锋网", f"<p>欢迎访问</p>{loaded}"))
    return portal


def detail_of(story: Story) -> dict[str, Any]:
    """Return a story as an interface gives it."""
    return {
        "id": story.number,
        "title": story.title,
        "subTitle": story.deck or "",
        "publishTime": f"{story.day} {story.minute}:00",
        "source": story.source,
        "author": story.author or "",
        "editor": story.editor or "",
        "content": body_html(story),
    }


def shells(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """`list.html?cid=3` and `detail.html?id=12`: two files for all lists and articles, each with a script beside it."""
    portal = Portal("shells", stories or make_stories(62, count, 2))
    loaded = libraries(portal)
    nav = "".join(f'<a href="/list.html?cid={index + 3}">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("柏桥先锋网", nav, "/gywm.html")
    lists = pages_of_lists(portal, SIZE)
    for story in portal.stories:
        story.path = f"/api/news/detail?id={story.number}"
    listing = frame(
        "列表", f"<ul id='list'></ul>{loaded}<script src='js/util.js'></script><script src='list.js'></script>"
    )
    detail = frame(
        "正文", f"<div id='main'></div>{loaded}<script src='js/util.js'></script><script src='detail.js'></script>"
    )
    put_script(
        portal,
        "/js/util.js",
        "function getQueryString(name) { var r = location.search.substr(1).match(new RegExp('(^|&)' + name + '=([^&]*)'));"
        " return r ? r[2] : null; }",
    )
    put_script(
        portal,
        "/list.js",
        "var cid = getQueryString('cid');\nfunction show(n) { $.getJSON('/api/news/list', { cid: cid, page: n, size: "
        f"{SIZE} }}, function (r) {{ r.data.forEach(function (item) {{ $('#list').append("
        "'<li><a href=\"detail.html?id=' + item.id + '\">' + item.title + '</a><span>' + item.date + '</span></li>'); }); }); }"
        "\nshow(1);",
    )
    put_script(
        portal,
        "/detail.js",
        "$(function () { var id = getQueryString('id'); $.get('/api/news/detail', { id: id }, function (r) {"
        " $('#main').html('<h1>' + r.data.title + '</h1>' + r.data.content); }, 'json'); });",
    )
    by_number = {str(story.number): story for story in portal.stories}

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/list.html" and asked.get("cid") in ("3", "4"):
            return 200, "text/html; charset=utf-8", listing.encode()
        if parts.path == "/detail.html" and asked.get("id") in by_number:
            return 200, "text/html; charset=utf-8", detail.encode()
        if parts.path == "/api/news/list" and asked.get("cid") in ("3", "4"):
            pages, number = lists[int(asked["cid"]) - 3], int(asked.get("page", 1))
            rows = pages[number - 1] if 0 < number <= len(pages) else []
            answer = {"code": 0, "data": [{"id": s.number, "title": s.title, "date": s.day} for s in rows]}
            return 200, JSON_TYPE, json.dumps(answer, ensure_ascii=False).encode()
        if parts.path == "/api/news/detail" and asked.get("id") in by_number:
            answer = {"code": 0, "data": detail_of(by_number[asked["id"]])}
            return 200, JSON_TYPE, json.dumps(answer, ensure_ascii=False).encode()
        return None

    portal.dynamic = dynamic
    standing(portal, frame)
    portal.put("/", frame("柏桥先锋网", f"<p>欢迎访问</p>{loaded}"))
    return portal


def routes(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """One page for all: Vue with routes behind `#`, `#/list?id=3` and `#/detail/12`, its script in a file."""
    portal = Portal("routes", stories or make_stories(63, count, 2))
    loaded = libraries(portal)
    lists = pages_of_lists(portal, SIZE)
    for story in portal.stories:
        story.path = f"/api/article/{story.number}"
    nav = "".join(f'<a href="#/list?id={index + 3}">{label}</a>' for index, label in enumerate(LABELS))
    put_script(portal, "/static/vue.global.prod.js", LIBRARY)
    put_script(
        portal,
        "/static/app.js",
        "const List = { data() { return { rows: [], page: 1 } }, methods: { load() { axios.get('/api/articles', { params: {"
        f" columnId: this.$route.query.id, page: this.page, size: {SIZE} }} }}).then(r => {{ this.rows = r.data.rows }}) }} }},\n"
        " template: `<ul><li v-for='item in rows'><router-link :to=\"'/detail/' + item.id\">{{ item.title }}</router-link></li>"
        "</ul>` };\n"
        "const Detail = { data() { return { a: {} } }, created() { axios.get('/api/article/' + this.$route.params.id)"
        ".then(r => { this.a = r.data }) }, template: `<h1>{{ a.title }}</h1><div v-html='a.content'></div>` };\n"
        "const router = VueRouter.createRouter({ history: VueRouter.createWebHashHistory(), routes: ["
        "{ path: '/list', component: List }, { path: '/detail/:id', component: Detail }] });\n"
        "Vue.createApp({}).use(router).mount('#app');",
    )
    by_path = {story.path: story for story in portal.stories}

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        asked = dict(parse_qsl(parts.query))
        if path in by_path:
            return 200, JSON_TYPE, json.dumps(detail_of(by_path[path]), ensure_ascii=False).encode()
        if parts.path == "/api/articles" and asked.get("columnId") in ("3", "4"):
            pages, number = lists[int(asked["columnId"]) - 3], int(asked.get("page", 1))
            rows = pages[number - 1] if 0 < number <= len(pages) else []
            answer = {"rows": [{"id": s.number, "title": s.title, "publishTime": s.day} for s in rows]}
            return 200, JSON_TYPE, json.dumps(answer, ensure_ascii=False).encode()
        return None

    portal.dynamic = dynamic
    portal.put(
        "/",
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>柏桥先锋网</title></head><body>"
        f"<div class='nav'>{nav}</div><div id='app'><router-view></router-view></div>{loaded}"
        "<script src='/static/vue.global.prod.js'></script><script src='/static/app.js'></script></body></html>",
    )
    return portal


FILES: dict[str, Callable[..., Portal]] = {f.__name__: f for f in (script_files, shells, routes)}
