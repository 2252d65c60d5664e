"""An invented portal whose lists must be asked for in one way alone, and which answers everything else with its home."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from families_files import JSON_TYPE, LIBRARY, detail_of, put_script
from families_further import LABELS, page_frame, page_of, pages_of_lists, rows_of
from made_portals import Portal, Story, make_stories, standing

SIZE = 5
SETTINGS = "window.SITE = {\n  api: '/cmsapi/v2',\n  siteId: 8\n};"
LOAD = (
    "function load(n) { $.post(SITE.api + '/article/list', { siteId: SITE.siteId, pageNo: n, pageSize: 5 },"
    " function (r) { r.list.forEach(item => { $('#list').append(`<li><a href=\"/article/${item.id}.html\">${item.title}</a>"
    "<time>${item.day}</time></li>`); }); }, 'json'); }\nload(1);"
)


def asking(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """A list by POST, its address told in a file of settings; one whose pager puts a number into a form and sends it."""
    portal = Portal("asking", stories or make_stories(91, count, 2))
    nav = f'<a href="/channel/21.html">{LABELS[0]}</a><a href="/list.asp?class=3">{LABELS[1]}</a>'
    frame = page_frame("柳塘先锋网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = f"/article/{story.number}.html" if story.column == 0 else f"/show.asp?id={story.number}"
        portal.put(story.path, frame(story.title, page_of(story, "/")))
    lists = pages_of_lists(portal, SIZE)

    def form_page(number: int) -> str:
        count = len(lists[1])
        put = f"javascript:document.f1.page.value={number + 1};document.f1.submit();"
        onwards = f'<a href="{put}">下一页</a>' if number < count else "下一页"
        form = f'<form name="f1" method="post" action="list.asp?class=3"><input type="hidden" name="page" value="{number}">'
        return frame(LABELS[1], f"<ul>{rows_of(lists[1][number - 1])}</ul>{form}共{count}页 {onwards}</form>")

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        said = {name: values[0] for name, values in form.items()}
        if path == "/list.asp?class=3":
            return form_page(int(said["page"]))
        if urlsplit(path).path != "/cmsapi/v2/article/list" or said.get("siteId") != "8":
            return None
        number = int(said["pageNo"])
        rows = lists[0][number - 1] if 0 < number <= len(lists[0]) else []
        return json.dumps({"list": [{"id": s.number, "title": s.title, "day": s.day} for s in rows]})

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        # A server that hears POST alone gives its home to whoever asks by GET.
        known = path == "/list.asp?class=3" or path in portal.pages
        return None if known else (200, "text/html; charset=utf-8", portal.pages["/"][1])

    portal.posted, portal.dynamic = posted, dynamic
    put_script(portal, "/js/config.js", SETTINGS)
    put_script(portal, "/js/load.js", LOAD)
    loaded = "<script src='/js/config.js'></script><script src='/js/load.js'></script>"
    portal.put("/channel/21.html", frame(LABELS[0], f"<ul id='list'></ul>{loaded}"))
    portal.put("/list.asp?class=3", form_page(1))
    standing(portal, frame)
    portal.put("/", frame("柳塘先锋网", "<p>欢迎访问</p>"))
    return portal


def searched(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Lists that a search gives, with field names in brackets; a template of rows that `laytpl` fills."""
    portal = Portal("searched", stories or make_stories(92, count, 2))
    nav = "".join(f'<a href="/lm{index}/">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("白鹭先锋网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = (
            f"/news/view/{story.number}" if story.column else f"/rc/t{story.day.replace('-', '')}_{story.number}.html"
        )
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}/")))
    lists = pages_of_lists(portal, SIZE)
    first = (
        "<ul id='list'></ul><script>var pageSize = 5, channelId = '307';\nfunction getData(pageNumber) { $.ajax({"
        " url: '/igs/front/search/list.html', type: 'get', data: { 'type': 'govinfo', 'filter[SITEID]': '11',"
        " 'filter[CHANNELID]': channelId, 'pageNumber': pageNumber, 'pageSize': pageSize }, success: show }); }\n"
        "getData(1);</script>"
    )
    second = (
        "<div id='view'></div><script id='rows' type='text/html'>{{# layui.each(d.rows, function (i, item) { }}"
        "<a href='/news/view/{{ item.newsId }}'>{{ item.newsTitle }}</a><i>{{ item.day }}</i>{{# }); }}</script>"
        "<script>layui.use(['laypage'], function () { function getList(curr) { $.ajax({ url: '/news/getPage', type: 'POST',"
        " data: { typeId: '9', pageIndex: curr, pageSize: 5 }, success: show }); }\ngetList(1); });</script>"
    )
    portal.put("/lm0/", frame(LABELS[0], first))
    portal.put("/lm1/", frame(LABELS[1], second))
    # A page that is not there is one that says so, with status 200.
    portal.missing = frame("提示", "<h2>抱歉，您访问的页面不存在</h2><a href='/'>返回首页</a>").encode()

    def rows(index: int, number: int) -> list[dict[str, str | int]]:
        page = lists[index][number - 1] if 0 < number <= len(lists[index]) else []
        names = [("newsId", "newsTitle", "day"), ("DOCID", "DOCTITLE", "PUBDATE")][index == 0]
        return [
            dict(zip(names, (s.number, s.title, s.day), strict=True)) | ({} if index else {"DOCPUBURL": s.path})
            for s in page
        ]

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        asked = dict(parse_qsl(urlsplit(path).query))
        if not path.startswith("/igs/front/search/list.html?") or asked.get("filter[CHANNELID]") != "307":
            return None
        content = rows(0, int(asked["pageNumber"]))
        return 200, JSON_TYPE, json.dumps({"page": {"content": content}}).encode()

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        if path.partition("?")[0] != "/news/getPage" or form.get("typeId") != ["9"]:
            return None
        return json.dumps({"count": 12, "rows": rows(1, int(form["pageIndex"][0]))})

    portal.dynamic, portal.posted = dynamic, posted
    standing(portal, frame)
    portal.put("/", frame("白鹭先锋网", "<p>欢迎访问</p>"))
    return portal


BUNDLE = (
    "(self.w=self.w||[]).push([[143],{2101:function(e,t,n){n.d(t,{Z:function(){return l}});var a=n(9669),i=n.n(a);"
    'const s="/prod-api";const o=i().create({baseURL:s,timeout:1e4});o.interceptors.request.use((e=>e));var l=o},'
    "3302:function(e,t,n){n.d(t,{Pb:function(){return r},Xk:function(){return s},vN:function(){return o}});var a=n(2101);"
    'function r(){return(0,a.Z)({url:"/channel/tree",method:"get"})}'
    'function s(e){return(0,a.Z)({url:"/article/list",method:"get",params:e})}'
    'function o(e){return(0,a.Z)({url:"/article/"+e,method:"get"})}}}]);'
)
ROUTES = (
    "(self.w=self.w||[]).push([[7],{4410:function(e,t,n){var i=n(3302);t.Z={data(){return{list:[],pageNum:1,pageSize:5}},"
    "methods:{load(){(0,i.Xk)({channelId:this.$route.params.id,pageNum:this.pageNum,pageSize:this.pageSize}).then((e=>{"
    'this.list=e.rows}))},go(e){this.$router.push({path:"/detail/"+e.articleId})}}}},4415:function(e,t,n){var i=n(3302);'
    "t.Z={created(){(0,i.vN)(this.$route.params.id).then((e=>{this.info=e.data}))}}},4420:function(e,t,n){var i=n(3302);"
    't.Z={mounted(){(0,i.Pb)().then((e=>{this.menus=e.data}))},methods:{to(e){this.$router.push("/list/"+e.channelId)}}}}'
    ',5000:function(e,t,n){t.Z=[{path:"/",name:"home"},{path:"/list/:id",name:"list"},{path:"/detail/:id"}]}}]);'
)


INDEX = (
    'import{c as t,a as o}from"./chunk-vendors.3f1a.js";const s=o.create({baseURL:"/prod-api/",timeout:15e3});'
    'const i=e=>s.get("/article/list",{params:e}),c=e=>s.get("/article/"+e);'
    'const u=[{name:"首页",path:"/"},{name:"工作动态",path:"/list/30"},{name:"基层党建",path:"/list/31"}];'
    'const d=[{path:"/list/:cid",component:()=>import("./chunk-2d0a.91f.js")},{path:"/detail/:id"}];export{i as a,c as b};'
)
CHUNK = (
    'import{u as e,o as t,h as n}from"./chunk-vendors.3f1a.js";import{a as o,b as w}from"./app.8c21f.js";'
    "const r={setup(a){const i=e(),l=t({pageNum:1,pageSize:5,rows:[]});const c=async()=>{const e=await o({"
    "channelId:i.params.cid,pageNum:l.pageNum,pageSize:l.pageSize});l.rows=e.rows};c();const d=e=>{n().push("
    "`/detail/${e.articleId}`)};return{open:d}}},m={setup(r){const a=e();w(a.params.id).then(e=>{r.info=e.data})}};"
    "export{r as default,m as article};"
)


def modules(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """The same where each file is a module, and the menu stands in the script."""
    return bundled(count, stories, "modules", (INDEX, CHUNK))


def bundled(
    count: int = 24,
    stories: list[Story] | None = None,
    name: str = "bundled",
    scripts: tuple[str, str] = (BUNDLE, ROUTES),
) -> Portal:
    """One page for all addresses; what it asks for is in modules of a bundle, those of its routes in a file ahead."""
    portal = Portal(name, stories or make_stories(93, count, 2))
    for story in portal.stories:
        story.path = f"/prod-api/article/{story.number}"
    lists, by_number = pages_of_lists(portal, SIZE), {str(story.number): story for story in portal.stories}
    put_script(portal, "/static/js/app.8c21f.js", scripts[0])
    put_script(portal, "/static/js/chunk-2d0a.91f.js", scripts[1])
    put_script(portal, "/static/js/chunk-vendors.3f1a.js", LIBRARY)
    shell = (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>沙洲党建云</title>"
        "<link href=/static/js/chunk-2d0a.91f.js rel=prefetch><script src=/static/js/chunk-vendors.3f1a.js></script>"
        "<script src=/static/js/app.8c21f.js></script></head><body><div id=app></div></body></html>"
    )
    portal.put("/", shell)
    portal.missing = shell.encode()

    def answered(asked: dict[str, str], path: str) -> dict[str, object]:
        if path == "/prod-api/channel/tree":
            return {
                "data": [{"channelId": 30 + i, "channelName": label, "children": []} for i, label in enumerate(LABELS)]
            }
        if path == "/prod-api/article/list" and asked.get("channelId") in ("30", "31"):
            pages, number = lists[int(asked["channelId"]) - 30], int(asked["pageNum"])
            rows = pages[number - 1] if 0 < number <= len(pages) else []
            found = [{"articleId": s.number, "channelId": s.column + 30, "title": s.title, "day": s.day} for s in rows]
            return {"total": 12, "rows": found}
        story = by_number.get(path.removeprefix("/prod-api/article/"))
        return (
            {"code": 200, "data": detail_of(story)} if story else {"code": 500, "msg": "没有这样的内容", "data": None}
        )

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        if not parts.path.startswith("/prod-api/"):
            return None
        return 200, JSON_TYPE, json.dumps(answered(dict(parse_qsl(parts.query)), parts.path)).encode()

    portal.dynamic = dynamic
    return portal


ASKING = {"asking": asking, "searched": searched, "bundled": bundled, "modules": modules}
