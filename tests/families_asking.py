"""An invented portal whose lists must be asked for in one way alone, and which answers everything else with its home."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from families import Portal, Story, make_stories, standing
from families_files import JSON_TYPE, put_script
from families_further import LABELS, page_frame, page_of, pages_of_lists, rows_of

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


ASKING = {"asking": asking, "searched": searched}
