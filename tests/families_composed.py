"""Invented portals whose addresses are nowhere written: a script makes them of what a row, a click or a number gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from families_further import LABELS, Frame, page_frame, page_of, pages_of_lists, rows_of
from made_portals import Portal, Story, make_stories, standing

SIZE = 5
Rows = Callable[[int, int, int, list[Story]], str]  # column, number of the page, number of pages, its stories


def _framed(
    name: str, seed: int, count: int, stories: list[Story] | None, path: str, lists: str
) -> tuple[Portal, Frame]:
    """A portal of two lists at `lists`, articles at `path`, each in its template."""
    portal = Portal(name, stories or make_stories(seed, count, 2))
    nav = "".join(f'<a href="{lists.format(index)}">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("金坪先锋网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = path.format(n=story.number, c=story.column, slug=f"{story.number:x}-{story.day}")
        portal.put(story.path, frame(story.title, page_of(story, lists.format(story.column))))
    standing(portal, frame)
    portal.put("/", frame("金坪先锋网", "<p>欢迎访问</p>"))
    return portal, frame


def slugs(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Vue: rows by offset, each with a slug, of which the template makes the address."""
    portal, frame = _framed("slugs", 51, count, stories, "/p/{slug}.html", "/c/{}")
    for index in range(2):
        app = (
            "<div id='app'><li v-for='a in list'><a :href=\"'/p/'+a.slug+'.html'\">{{a.title}}</a></li></div><script>new Vue({"
            f"el:'#app',data:{{list:[],offset:0,limit:{SIZE},channel:'c{index}'}},methods:{{more(){{axios.get('/api/rows',"
            "{params:{channel:this.channel,offset:this.offset,limit:this.limit}}).then(r=>{this.list=r.data.items})}}})</script>"
        )
        portal.put(f"/c/{index}", frame(LABELS[index], app))

    def answer(path: str) -> tuple[int, str, bytes] | None:
        fields = dict(parse_qsl(urlsplit(path).query))
        if urlsplit(path).path != "/api/rows" or fields.get("channel") not in ("c0", "c1"):
            return None
        rows = [s for s in portal.stories if f"c{s.column}" == fields["channel"]]
        start = int(fields.get("offset", 0))
        items = [{"slug": f"{s.number:x}-{s.day}", "title": s.title, "date": s.day} for s in rows[start : start + SIZE]]
        return 200, "application/json", json.dumps({"total": len(rows), "items": items}).encode()

    portal.dynamic = answer
    return portal


def nested_fields(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A question by POST with objects in its fields, to an address made of where the page stands."""
    portal, frame = _framed("nested_fields", 52, count, stories, "/dj/{c}/content_{n}.html", "/lm{}/")
    for index in range(2):
        portal.put(
            f"/lm{index}/",
            frame(
                LABELS[index],
                f"<ul id='l'></ul><script>var channelId='10{index}',pageSize={SIZE};function load(p){{$.ajax({{type:'POST',"
                "url:location.protocol+'//'+location.host+'/search/'+channelId,data:{page:p,pageSize:pageSize,"
                "datas:[{key:'status',value:4}],order:{by:'day'}},success:show})} load(1)</script>",
            ),
        )

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        path, lists = urlsplit(path).path, pages_of_lists(portal, SIZE)
        told = form.get("datas[0][value]") == ["4"] and form.get("order[by]") == ["day"]
        if path not in ("/search/100", "/search/101") or not told:
            return None
        pages, number = lists[int(path[-1])], int(form["page"][0])
        rows = pages[number - 1] if 0 < number <= len(pages) else []
        return json.dumps({"results": [{"title": s.title, "url": s.path} for s in rows]})

    portal.posted = posted
    return portal


def clicked(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """JSP: rows and pages that functions of a file open, the pages by a form that they submit."""
    portal, frame = _framed("clicked", 53, count, stories, "/view.do?id={n}", "/list.do?type={}")
    script = "function show(id,t){window.open('/view.do?id='+id,t);}\nfunction go(n){document.f.pageNo.value=n;document.f.submit();}"
    portal.put("/js/common.js", script, mime="application/javascript")

    def page(index: int, number: int) -> str | None:
        pages = pages_of_lists(portal, SIZE)[index]
        if not 0 < number <= len(pages):
            return None
        rows = "".join(
            f"<li><a href=\"javascript:show({s.number}, '_blank')\">{s.title}</a><span>{s.day}</span></li>"
            for s in pages[number - 1]
        )
        turn = f'<a href="javascript:go({number + 1})">下一页</a> <a href="javascript:go({len(pages)})">末页</a>'
        return frame(
            LABELS[index],
            f'<script src="/js/common.js"></script><ul>{rows}</ul><form name="f" method="post" action="/list.do">'
            f'<input type="hidden" name="type" value="{index}"><input type="hidden" name="pageNo" value="{number}">'
            f"{turn if number < len(pages) else ''}</form>",
        )

    for index in range(2):
        portal.put(f"/list.do?type={index}", page(index, 1) or "")
    portal.posted = lambda path, form: (
        page(int(form["type"][0]), int(form["pageNo"][0])) if path == "/list.do" and "pageNo" in form else None
    )
    return portal


def _numbered(name: str, seed: int, count: int, stories: list[Story] | None, pager: Rows, address: str) -> Portal:
    """A portal whose lists go on at `address` (column, number), which only `pager` tells."""
    portal, frame = _framed(name, seed, count, stories, "/lm{c}/t{n}.html", "/lm{}/")
    for index, pages in enumerate(pages_of_lists(portal, SIZE)):
        for number, page in enumerate(pages, 1):
            main = f"<ul>{rows_of(page)}</ul>{pager(index, number, len(pages), page)}"
            portal.put(address.format(index, number, number - 1) if number > 1 else f"/lm{index}/", frame("列表", main))
    return portal


def pager_object(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """`Pager({size: 3, current: 0, prefix: 'index', suffix: 'html'})`, counted from 0."""
    call = "<script>\nPager({{size:{n}, current:{k}, prefix:'index', suffix:'html'}});\n</script>"
    return _numbered(
        *("pager_object", 54, count, stories),
        lambda _, number, pages, __: call.format(n=pages, k=number - 1),
        "/lm{0}/index_{2}.html",
    )


def files_beside(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Data that say which page of how many this is; the pages are files beside it."""
    call = '<script>var pagesData={{"curPageNo":{k},"pageTotal":{n}}};pageNav(pagesData,"index","html")</script>'
    return _numbered(
        *("files_beside", 55, count, stories),
        lambda _, number, pages, __: call.format(n=pages, k=number),
        "/lm{0}/index_{1}.html",
    )


def all_given(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """`new PageNav('pages', 3, 1, 'index', 'shtml')`, a script of no known name; it stands in a file."""
    call = "<div id='pages'></div><script>new PageNav('pages', {n}, {k}, 'index', 'shtml')</script>"
    return _numbered(
        *("all_given", 58, count, stories),
        lambda _, number, pages, __: call.format(n=pages, k=number),
        "/lm{0}/index_{1}.shtml",
    )


def to_fill(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A pager that is told how a page's file is called, with a place for its number."""

    def pager(index: int, number: int, pages: int, _: list[Story]) -> str:
        rows = sum(story.column == index for story in make_stories(59, count, 2))
        told = f"total:{rows}, pagesize:{SIZE}, current:{number}, first:'index.html', url:'index_{{page}}.html'"
        return f"<div id='p'></div><script>Page.init({{elem:'p', {told}}})</script>"

    return _numbered("to_fill", 59, count, stories, pager, "/lm{0}/index_{1}.html")


def rows_and_size(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A pager that is told how many rows there are and how many a page has."""

    def pager(index: int, number: int, pages: int, _: list[Story]) -> str:
        rows = sum(story.column == index for story in make_stories(56, count, 2))
        return (
            f"<div id='p'></div><script>laypage.render({{elem:'p',count:{rows},limit:{SIZE},curr:{number},jump:function(o,f){{"
            f'if(!f){{location.href="/list?c={index}&page="+o.curr}}}}}})</script>'
        )

    return _numbered("rows_and_size", 56, count, stories, pager, "/list?c={0}&page={1}")


def issues(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A paper whose past issues stand in a box to pick from, as parts of addresses."""
    portal, frame = _framed("issues", 57, count, stories, "/paper/a{n}.html", "/about{}.html")
    days = sorted({story.day for story in portal.stories}, reverse=True)
    box = "".join(f'<option value="{day}">{day}</option>' for day in days)
    pick = f"<select onchange=\"location.href='/paper/'+this.options[this.selectedIndex].value+'/index.html'\">{box}</select>"
    for day in days:
        rows = rows_of([story for story in portal.stories if story.day == day])
        portal.put(f"/paper/{day}/index.html", frame(f"{day} 期", f"{pick}<ul>{rows}</ul>"))
    portal.put("/", frame("金坪先锋报", f"{pick}<a href='/paper/{days[0]}/index.html'>今日</a>"))
    return portal


def own_query(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """One page for all lists, which reads from its own address which it is; a method opens the rows. Asked by JSON."""
    portal, frame = _framed(
        "own_query", 58, count, stories, "/detail.html?id={n}&columnId=4{c}", "/list.html?columnId=4{}"
    )
    script = (
        "new Vue({data: {list: [], current: 1, size: 5, columnId: getQueryString('columnId')}, methods: {load() {"
        "axios.post('/cms/page', {columnId: this.columnId, current: this.current, size: this.size}).then(show)},\n"
        "toDetail(item) { window.open('/detail.html?id=' + item.id + '&columnId=' + item.columnId) }}})"
    )
    portal.put("/js/list.js", script, mime="application/javascript")
    for index in range(2):
        main = (
            "<div v-for='item in list' @click='toDetail(item)'>{{item.title}}</div><script src='/js/list.js'></script>"
        )
        portal.put(f"/list.html?columnId=4{index}", frame(LABELS[index], main))

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        fields = json.loads(next(iter(form), "{}")) if urlsplit(path).path == "/cms/page" else {}
        if str(fields.get("columnId")) not in ("40", "41"):
            return None
        pages, number = pages_of_lists(portal, SIZE)[int(fields["columnId"]) - 40], int(fields["current"])
        rows = pages[number - 1] if 0 < number <= len(pages) else []
        return json.dumps({"records": [{"id": s.number, "columnId": 40 + s.column, "title": s.title} for s in rows]})

    portal.posted = posted
    return portal


def fragments_clicked(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Rows that come as markup, each opened by a function of the page that asked."""
    portal, frame = _framed("fragments_clicked", 59, count, stories, "/n/view.jsp?newsId={n}", "/n/list.jsp?typeId={}")
    for index in range(2):
        script = (
            f'<input type="hidden" id="typeId" value="{index}"><div id="l"></div><script>var currentPage = 1;\n'
            f'function get(){{ $.post("/q/rows.jsp", {{"typeId": $("#typeId").val(), "currentPage": currentPage, "size": {SIZE}}},'
            ' function(d){ $("#l").html(d) }, "html") }\nfunction openNews(id){ window.open("view.jsp?newsId=" + id); }</script>'
        )
        portal.put(f"/n/list.jsp?typeId={index}", frame(LABELS[index], script))

    def answer(path: str) -> tuple[int, str, bytes] | None:
        fields = dict(parse_qsl(urlsplit(path).query))
        if urlsplit(path).path != "/q/rows.jsp" or fields.get("typeId") not in ("0", "1"):
            return None
        pages, number = pages_of_lists(portal, SIZE)[int(fields["typeId"])], int(fields["currentPage"])
        rows = pages[number - 1] if 0 < number <= len(pages) else []
        html = "".join(f"<li onclick=\"openNews('{s.number}')\">{s.title}</li>" for s in rows)
        return 200, "text/html; charset=utf-8", f"<ul>{html}</ul>".encode()

    portal.dynamic = answer
    return portal


def own_attribute(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Cards that say their number in an attribute, pages whose addresses a pager is told around their number."""
    portal, frame = _framed("own_attribute", 60, count, stories, "/news/{n}.html", "/lm{}/page-1.html")
    for index, pages in enumerate(pages_of_lists(portal, SIZE)):
        for number, page in enumerate(pages, 1):
            cards = "".join(f'<div class="card" data-id="{s.number}"><h4>{s.title}</h4></div>' for s in page)
            script = (
                '<script>$(".card").click(function(){location.href="/news/"+$(this).data("id")+".html"});$("#p").pagination({'
                f"items:{sum(map(len, pages))},itemsOnPage:{SIZE},currentPage:{number},"
                f'hrefTextPrefix:"/lm{index}/page-",hrefTextSuffix:".html"}});</script>'
            )
            portal.put(f"/lm{index}/page-{number}.html", frame(LABELS[index], cards + script))
    return portal


def listed_issues(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A paper whose issues stand in a list of its script, each opened by a function."""
    portal, frame = _framed("listed_issues", 61, count, stories, "/szb/a{n}.html", "/about{}.html")
    days = sorted({story.day for story in portal.stories}, reverse=True)
    script = (
        f"<script>var days={json.dumps(days)};function paper(d){{location.href='/szb/'+d+'/index.html'}}\n"
        'for(var i in days)document.write("<a href=\\"javascript:paper(\'"+days[i]+"\')\\">"+days[i]+\'</a>\');paper(days[i])</script>'
    )
    for day in days:
        rows = rows_of([story for story in portal.stories if story.day == day])
        portal.put(f"/szb/{day}/index.html", frame(f"{day} 期", f"{script}<ul>{rows}</ul>"))
    portal.put("/", frame("金坪先锋报", f"{script}<a href='/szb/{days[0]}/index.html'>今日</a>"))
    return portal


COMPOSED: dict[str, Callable[..., Portal]] = {
    f.__name__: f
    for f in (
        *(slugs, nested_fields, clicked, pager_object, files_beside, all_given, to_fill, rows_and_size, issues),
        *(own_query, fragments_clicked, own_attribute, listed_issues),
    )
}
