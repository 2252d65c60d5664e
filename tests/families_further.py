"""Still more invented portals: 帝国CMS, CCTV, MI4, gdgov, the newer e-paper, SiteFactory, a list asked for by POST."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from made_portals import Portal, Story, body_html, in_pages, make_stories, standing

LABELS = ["工作动态", "基层党建"]
Frame = Callable[[str, str], str]


def page_frame(name: str, nav: str, foot: str, charset: str = "utf-8") -> Frame:
    """Return what puts a title and the main part of a page into a portal's template."""

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_{name}</title></head><body>'
            f'<div class="nav"><a href="/">首页</a>{nav}</div>{main}'
            f'<div class="foot">版权所有：{name} <a href="{foot}">关于我们</a></div></body></html>'
        )

    return frame


def page_of(story: Story, home: str) -> str:
    """Return the part of a page that tells a story, in a template as most portals have it."""
    label = LABELS[story.column]
    return (
        f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{home}">{label}</a> &gt; 正文</div>'
        f'<div class="main"><h1>{story.title}</h1>'
        + (f'<h2 class="fbt">{story.deck}</h2>' if story.deck else "")
        + f'<div class="info">时间：{story.day} {story.minute}　来源：{story.source}　点击：<span id="hits">0</span></div>'
        f'<div class="text">{body_html(story)}</div>'
        + (f'<div class="bj">责任编辑：{story.editor}</div>' if story.editor else "")
        + "</div>"
    )


def rows_of(stories: list[Story]) -> str:
    """Return the rows of a list."""
    return "".join(f'<li><a href="{s.path}" title="{s.title}">{s.title}</a><span>{s.day}</span></li>' for s in stories)


def pages_of_lists(portal: Portal, size: int) -> list[list[list[Story]]]:
    """Return the stories of both columns, page by page."""
    return [in_pages([s for s in portal.stories if s.column == index], size) for index in range(2)]


def empire(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """帝国CMS: the first page of a list is a file, the others come from `/e/action/ListInfo/`, counted from 0."""
    portal = Portal("empire", stories or make_stories(21, count, 2))
    names = ["gzdt", "jcdj"]
    nav = "".join(f'<a href="/{n}/">{label}</a>' for n, label in zip(names, LABELS, strict=True))
    frame = page_frame("金坪党建网", nav, "/gywm.html")
    for story in portal.stories:
        name = names[story.column]
        story.path = f"/{name}/{story.day}/{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/{name}/")))
        portal.put(f"/e/pl/?classid={story.column + 1}&id={story.number}", frame("评论", page_of(story, "/")))
    for index, pages in enumerate(pages_of_lists(portal, 5)):

        def address(number: int, index: int = index) -> str:
            return (
                f"/e/action/ListInfo/index.php?page={number}&classid={index + 1}&totalnum=13"
                if number
                else f"/{names[index]}/"
            )

        turn = "".join(f'<a href="{address(n).replace("&", "&amp;")}">{n + 1}</a>' for n in range(len(pages)))
        for number, page in enumerate(pages):
            portal.put(
                address(number), frame(LABELS[index], f"<ul>{rows_of(page)}</ul><div class='epages'>{turn}</div>")
            )
    standing(portal, frame)
    portal.put("/", frame("金坪党建网", "<p>欢迎访问</p>"))
    return portal


def cctv(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """CCTV: a list's newest rows in an array of its script, the others page by page from JSONP."""
    portal = Portal("cctv", stories or make_stories(22, count, 2))
    names = ["yw", "dj"]
    nav = "".join(f'<a href="/{n}/index.shtml">{label}</a>' for n, label in zip(names, LABELS, strict=True))
    frame = page_frame("望江先锋网", nav, "/gywm.shtml")
    for story in portal.stories:
        story.path = f"/{story.day.replace('-', '/')}/ARTI{1625000000000000 + story.number}.shtml"
        portal.put(story.path, frame(story.title, page_of(story, f"/{names[story.column]}/index.shtml")))
    for index, pages in enumerate(pages_of_lists(portal, 5)):
        name = names[index]
        items = ",".join(
            f"{{'title':'{s.title}','link_add':'{s.path}','brief':'{s.day} {s.minute}:00'}}" for s in pages[0]
        )
        portal.put(
            f"/{name}/index.shtml",
            frame(
                LABELS[index],
                f"<ul id='list'></ul><script language='javascript'>item=[{items}];var first='/cmsdatainterface/page/{name}_1.jsonp';"
                f"load(first);</script>",
            ),
        )
        for number, page in enumerate(pages, 1):
            rows = [{"title": s.title, "url": s.path, "focus_date": f"{s.day} {s.minute}:00"} for s in page]
            answer = json.dumps({"data": {"total": sum(map(len, pages)), "list": rows}}, ensure_ascii=False)
            portal.put(f"/cmsdatainterface/page/{name}_{number}.jsonp", f"{name}({answer})", "text/plain")
    standing(portal, frame, "shtml")
    portal.put("/", frame("望江先锋网", "<p>欢迎访问</p>"))
    return portal


def mi4(count: int = 25, stories: list[Story] | None = None) -> Portal:
    """MI4: lists that a script loads as a script, which says how many pages there are."""
    portal = Portal("mi4", stories or make_stories(23, count, 2))
    nav = "".join(f'<a href="/lm{i}/list.html">{label}</a>' for i, label in enumerate(LABELS))
    frame = page_frame("柳塘党建网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = f"/lm{story.column}/{story.day.replace('-', '/')}/detail_{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/lm{story.column}/list.html")))
    for index in range(2):
        portal.put(
            f"/lm{index}/list.html",
            frame(
                LABELS[index],
                f"<ul id='list'></ul><script src='/mi4-rest-api/pageArticles.js?wbId=9&subjectId={index}&page=1&limit=5&title='></script>",
            ),
        )

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        if parts.path != "/mi4-rest-api/pageArticles.js":
            return None
        asked = parse_qs(parts.query)
        pages = in_pages([s for s in portal.stories if str(s.column) == asked["subjectId"][0]], 5)
        number = int(asked["page"][0])
        rows = (
            [{"title": s.title, "url": s.path, "pub_date": f"{s.day} {s.minute}"} for s in pages[number - 1]]
            if number <= len(pages)
            else []
        )
        text = f"var _totalCnt=99,_totalPage={len(pages)},_currPage={number},_pageSize=5;var MI4_PAGE_ARTICLE={json.dumps(rows, ensure_ascii=False)};"
        return 200, "text/javascript; charset=utf-8", text.encode()

    portal.dynamic = dynamic
    standing(portal, frame)
    portal.put("/", frame("柳塘党建网", "<p>欢迎访问</p>"))
    return portal


def gdgov(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """广东集约化平台: `/col/content/post_123.html`, `index_2.html`, and disclosures that stand in JSON alone."""
    portal = Portal("gdgov", stories or make_stories(24, count, 2))
    frame = page_frame(
        "临泽区组工网", '<a href="/gzdt/">工作动态</a><a href="/gkmlpt/index">信息公开</a>', "/gywm.html"
    )
    for story in portal.stories:
        story.path = ("/gzdt" if story.column == 0 else "/gkmlpt") + f"/content/post_{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, "/gzdt/" if story.column == 0 else "/gkmlpt/index")))
    pages, rest = (
        in_pages([s for s in portal.stories if s.column == 0], 4),
        [s for s in portal.stories if s.column == 1],
    )
    for number, page in enumerate(pages, 1):
        turn = f'<a class="next" href="/gzdt/index_{number + 1}.html">下一页</a>' if number < len(pages) else ""
        path = "/gzdt/" if number == 1 else f"/gzdt/index_{number}.html"
        portal.put(path, frame(LABELS[0], f"<ul class='news_list'>{rows_of(page)}</ul>{turn}"))
    rows = [{"id": s.number, "title": s.title, "url": f"HOST{s.path}", "date": 0} for s in rest]
    portal.put(
        "/gkmlpt/api/all/0",
        json.dumps({"articles": [{**r, "url": r["url"][4:]} for r in rows]}, ensure_ascii=False),
        "application/json",
    )
    portal.put(
        "/gkmlpt/index",
        frame("信息公开", "<div id='app'></div><script>axios.get('/gkmlpt/api/all/0').then(show)</script>"),
    )
    standing(portal, frame)
    portal.put("/", frame("临泽区组工网", "<p>欢迎访问</p>"))
    return portal


def layout(count: int = 22, stories: list[Story] | None = None) -> Portal:
    """The newer e-paper: `/layout/202106/30/node_01.html`, `/content/…`, the home page leads on to the newest issue."""
    portal = Portal("layout", stories or make_stories(25, count, 2))
    days = sorted({s.day for s in portal.stories}, reverse=True)

    def place(day: str) -> str:
        return f"{day[:4]}{day[5:7]}/{day[8:]}"

    frame = page_frame("白鹭报", "", "/gywm.html")
    for story in portal.stories:
        story.path = f"/content/{place(story.day)}/content_{story.number}.html"
        portal.put(
            story.path,
            frame(
                "白鹭报数字报",
                f"<!--enpproperty <founder-title>{story.title}</founder-title><founder-subtitle>{story.deck or ''}</founder-subtitle>"
                f"<founder-date>{story.day}</founder-date>/enpproperty--><div class='article-box'><h1>{story.title}</h1>"
                f"<h2>{story.deck or ''}</h2><div class='lai'>{story.day}　来源：{story.source}</div>"
                f"<div id='ozoom'><founder-content>{body_html(story)}</founder-content></div></div>",
            ),
        )
    for at, day in enumerate(days):
        issue = [s for s in portal.stories if s.day == day]
        older = (
            f"<a id='pre' href='/layout/{place(days[at + 1])}/node_01.html'>上一期</a>" if at + 1 < len(days) else ""
        )
        for page in (1, 2):
            items = "".join(
                f"<li><a href='../../../content/{place(day)}/content_{s.number}.html'>{s.title}</a></li>"
                for s in issue
                if s.column == page - 1
            )
            other = f"<a id='pageLink' href='node_{3 - page:02}.html'>第{3 - page:02}版：要闻</a>"
            portal.put(
                f"/layout/{place(day)}/node_{page:02}.html",
                frame(f"第{page:02}版", f"<ul class='news-list'>{items}</ul>{other}{older}"),
            )
    portal.put(
        "/",
        f"<html><head><meta http-equiv='refresh' content='0; URL=layout/{place(days[0])}/node_01.html'></head><body></body></html>",
    )
    standing(portal, frame)
    return portal


def sitefactory(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """动易 SiteFactory: `/Category_5/Index.aspx`, `Index_2.aspx`, `/Item/123.aspx`."""
    portal = Portal("sitefactory", stories or make_stories(26, count, 2))
    nav = "".join(f'<a href="/Category_{i + 5}/Index.aspx">{label}</a>' for i, label in enumerate(LABELS))
    frame = page_frame("青石机关党建网", nav, "/gywm.aspx")
    for story in portal.stories:
        story.path = f"/Item/{story.number}.aspx"
        portal.put(story.path, frame(story.title, page_of(story, f"/Category_{story.column + 5}/Index.aspx")))
    for index, pages in enumerate(pages_of_lists(portal, 5)):
        for number, page in enumerate(pages, 1):
            turn = "".join(f"<a href='/Category_{index + 5}/Index_{n}.aspx'>{n}</a>" for n in range(1, len(pages) + 1))
            html = frame(LABELS[index], f"<ul>{rows_of(page)}</ul><div class='pagecss'>{turn}</div>")
            portal.put(f"/Category_{index + 5}/Index_{number}.aspx", html)
            if number == 1:
                portal.put(f"/Category_{index + 5}/Index.aspx", html)
    standing(portal, frame, "aspx")
    portal.put("/", frame("青石机关党建网", "<p>欢迎访问</p>"))
    return portal


def posted(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """A list that a script asks for by POST, page by page; GET is refused."""
    portal = Portal("posted", stories or make_stories(27, count, 2))
    nav = "".join(f'<a href="/list{i}.html">{label}</a>' for i, label in enumerate(LABELS))
    frame = page_frame("河阳组工网", nav, "/gywm.html")
    for story in portal.stories:
        story.path = f"/detail/{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, f"/list{story.column}.html")))
    calls = [
        "$.post('/api/news/list', {channelId: 0, pageNo: page, pageSize: 5}, show, 'json')",
        '$.ajax({url: "/api/news/list", type: "POST", dataType: "json", data: {channelId: "1", pageNo: page, pageSize: 5}, success: show})',
    ]
    for index, call in enumerate(calls):
        portal.put(
            f"/list{index}.html",
            frame(LABELS[index], f"<ul id='list'></ul><script>function load(page){{{call}}}load(1)</script>"),
        )
    portal.dynamic = lambda path: (405, "text/html", b"") if path.startswith("/api/") else None

    def answer(path: str, form: dict[str, list[str]]) -> str | None:
        if not path.startswith("/api/news/list") or "channelId" not in form:
            return None
        pages = in_pages([s for s in portal.stories if str(s.column) == form["channelId"][0]], int(form["pageSize"][0]))
        number = int(form["pageNo"][0])
        rows = [{"title": s.title, "url": s.path} for s in pages[number - 1]] if 1 <= number <= len(pages) else []
        return json.dumps({"code": 0, "rows": rows}, ensure_ascii=False)

    portal.posted = answer
    standing(portal, frame)
    portal.put("/", frame("河阳组工网", "<p>欢迎访问</p>"))
    return portal


FURTHER: dict[str, Callable[..., Portal]] = {
    f.__name__: f for f in (empire, cctv, mi4, gdgov, layout, sitefactory, posted)
}
