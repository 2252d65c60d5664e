"""Invented portals in the shape of real publishing systems, each with what is on it: for crawls of portals never seen.

Every portal has articles of many kinds (short, undated by label, pictures only, notices with tables and files, over
several pages) and much that is none: standing pages, empty searches, soft 404s, landing pages with introductions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from families_press import epaper, people
from made_portals import Portal, Story, body_html, in_pages, make_stories, standing


def trs(count: int = 33, stories: list[Story] | None = None) -> Portal:
    """TRS WCM: relative links, paging by a script alone, government meta tags, GB2312 that is GB18030."""
    portal = Portal("trs", stories or make_stories(1, count, 3), encoding="gb18030", declared="gb2312")
    names = ["xwdt", "zgyw", "ztzl"]
    labels = {"xwdt": "新闻动态", "zgyw": "组工要闻", "ztzl": "专题专栏"}

    def frame(title: str, main: str, head: str = "") -> str:
        return (
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}_河阳党建网</title>{head}</head><body>'
            '<div class="top">今天是2026年11月24日 星期二</div><div class="nav"><a href="/">首页</a>'
            + "".join(f'<a href="/{n}/">{labels[n]}</a>' for n in names)
            + f'</div>{main}<div class="foot"><a href="/gywm.html">关于我们</a> <a href="http://other.example/a/t20200101_1.html">友情链接：外部门户网站的新闻</a> 主办单位：省委组织部 京ICP备0000号</div></body></html>'
        )

    for story in portal.stories:
        name = names[story.column]
        story.path = f"/{name}/{story.day[:4]}{story.day[5:7]}/t{story.day.replace('-', '')}_{story.number}.html"
        head = f'<meta name="ArticleTitle" content="{story.title}"><meta name="PubDate" content="{story.day} {story.minute}"><meta name="ContentSource" content="{story.source}"><meta name="Author" content="{story.editor or ""}"><meta name="ColumnName" content="{labels[name]}">'
        line = (
            ""
            if story.kind == "unlabelled"
            else f'<div class="xx">日期：{story.day} {story.minute}　来源：{story.source}{f"　作者：{story.author}" if story.author else ""}　【字体：大 中 小】</div>'
        )
        deck = f'<div class="fubt">{story.deck}</div>' if story.deck else ""
        portal.put(
            story.path,
            frame(
                story.title,
                f'<div class="loc">您的位置：<a href="/">首页</a>&gt;<a href="../">{labels[name]}</a></div><div class="bt">{story.title}</div>{deck}{line}'
                f'<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{body_html(story)}</div>'
                + (f'<div class="bj">（责任编辑：{story.editor}）</div>' if story.editor else "")
                + '<div class="xg">相关链接：'
                + "".join(f'<li><a href="{s.path}">{s.title}</a> {s.day}</li>' for s in portal.stories[:6] if s.path)
                + "</div>",
                head,
            ),
        )
    for name in names:
        pages = in_pages([s for s in portal.stories if names[s.column] == name], 4)
        for number, page in enumerate(pages):
            rows = "".join(
                f'<li><a href=".{s.path.removeprefix("/" + name)}" target="_blank">{s.title}</a><span>[{s.day}]</span></li>'
                for s in page
            )
            html = frame(
                labels[name],
                f'<ul class="list">{rows}</ul><script>createPageHTML({len(pages)}, {number}, "index", "html");function createPageHTML(a,b,c,d){{}}</script>',
            )
            portal.put(f"/{name}/" if number == 0 else f"/{name}/index_{number}.html", html)
    standing(portal, frame)
    portal.put(
        "/",
        frame(
            "首页", "".join(f'<ul><li><a href="{s.path}">{s.title}</a> {s.day}</li></ul>' for s in portal.stories[:5])
        ),
    )
    # Unknown pages fall back to the home page with status 200.
    portal.missing = portal.pages["/"][1]
    return portal


def hanweb(count: int = 40, stories: list[Story] | None = None) -> Portal:
    """Hanweb: rows of lists in a data store inside a script, the rest from dataproxy.jsp."""
    portal = Portal("hanweb", stories or make_stories(2, count, 2))
    columns = {0: ("1229", "先锋要闻"), 1: ("1230", "工作动态")}

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪先锋网 {title}</title></head><body><table><tr><td><a href="/">首页</a></td>'
            + "".join(f'<td><a href="/col/col{c}/index.html">{label}</a></td>' for c, label in columns.values())
            + f'</tr></table>{main}<div id="footer">版权所有：云溪县委组织部 <a href="/gywm.html">关于我们</a></div></body></html>'
        )

    for story in portal.stories:
        y, m, d = story.day.split("-")
        column, label = columns[story.column]
        story.path = f"/art/{y}/{int(m)}/{int(d)}/art_{column}_{story.number}.html"
        subtitle = f"<tr><td class='subtitle' align='center'>{story.deck}</td></tr>" if story.deck else ""
        portal.put(
            story.path,
            frame(
                story.title,
                f"<table width='980'><tr><td>当前位置：<a href='/'>首页</a> &gt;&gt; <a href='/col/col{column}/index.html'>{label}</a></td></tr></table>"
                f"<table id='c'><tr><td class='title' align='center'>{story.title}</td></tr>{subtitle}<tr><td><table><tr><td>发布日期：{story.day} {story.minute}</td><td>信息来源：{story.source}</td><td>浏览次数：<script>document.write('1')</script></td></tr></table></td></tr>"
                f"<tr><td class='bt_content'><div id='zoom'><!--ZJEG_RSS.content.begin-->{body_html(story)}<!--ZJEG_RSS.content.end--></div></td></tr></table>"
                + (f"<p>责任编辑：{story.editor}</p>" if story.editor else "")
                + "<p>【打印本页】【关闭窗口】</p>",
            ),
        )

    def record(s: Story) -> str:
        return f'<record><![CDATA[<li><a href="{s.path}" title="{s.title}" target="_blank">{s.title[:14]}...</a><span>{s.day}</span></li>]]></record>'

    per = 6
    for index, (column, label) in columns.items():
        rows = [s for s in portal.stories if s.column == index]
        store = (
            f"<datastore><nextgroup></nextgroup><recordset>{''.join(map(record, rows[:per]))}</recordset></datastore>"
        )
        portal.put(
            f"/col/col{column}/index.html",
            frame(
                label,
                f'<div id="77{column}"><script type="text/xml">{store}</script></div><script>$("#77{column}").jpage({{totalRecord:{len(rows)},perPage:{per},currentPage:1,'
                f"proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{{columnid:{column},unitid:'77{column}',webid:1,path:'/',col:1,appid:1,sourceContentType:1,webname:'云溪先锋网',permissiontype:0}}}});</script>",
            ),
        )

    def proxy(path: str) -> tuple[int, str, bytes] | None:
        if "dataproxy.jsp" not in path:
            return None
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        index = next((i for i, (c, _) in columns.items() if c == asked.get("columnid")), None)
        if index is None:
            return 200, "text/xml", b"<datastore></datastore>"
        rows = [s for s in portal.stories if s.column == index][int(asked["startrecord"]) - 1 : int(asked["endrecord"])]
        return (
            200,
            "text/xml; charset=utf-8",
            f"<datastore><totalrecord>{len(rows)}</totalrecord><recordset>{''.join(map(record, rows))}</recordset></datastore>".encode(),
        )

    portal.dynamic = proxy
    standing(portal, frame)
    portal.put("/", frame("首页", "<div>欢迎访问</div>"))
    return portal


def vsb(count: int = 30, stories: list[Story] | None = None) -> Portal:
    """博达 VSB: lists numbered downwards, articles /info/1001/2345.htm, no date label, hits filled by a script."""
    portal = Portal("vsb", stories or make_stories(3, count, 2))
    names = {0: ("xwzx", "1001", "新闻资讯"), 1: ("djgz", "1002", "党建工作")}

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}-双桥党建</title><meta name="pageType" content="3"></head><body><header><ul>'
            + "".join(f'<li><a href="/{n}.htm">{label}</a></li>' for n, _, label in names.values())
            + f'</ul></header>{main}<footer>地址：双桥县人民路 | 版权所有 双桥县委 <a href="/lxwm.htm">联系我们</a><a href="/gywm.htm">关于我们</a></footer></body></html>'
        )

    for story in portal.stories:
        _, tree, label = names[story.column]
        story.path = f"/info/{tree}/{story.number}.htm"
        beside = [s for s in portal.stories if s.column == story.column]
        place = beside.index(story)
        near = "".join(
            f'<p>{word}：<a href="{s.number}.htm">{s.title}</a></p>'
            for word, s in (
                ("上一条", beside[place - 1] if place else None),
                ("下一条", beside[place + 1] if place + 1 < len(beside) else None),
            )
            if s
        )
        portal.put(
            story.path,
            frame(
                story.title,
                f'<div class="wz"><a href="/">网站首页</a> -> <a href="/{names[story.column][0]}.htm">{label}</a> -> 正文</div><form name="_newscontent_fromname"><div class="nr"><div class="bt"><h2>{story.title}</h2></div>'
                + (f'<h3 class="futi">{story.deck}</h3>' if story.deck else "")
                + f'<p class="fbsj">{story.day.replace("-", "年", 1).replace("-", "月")}日 {story.minute} &nbsp;{story.source}&nbsp; 点击：[<span id="dynclicks"></span>]</p>'
                f'<div id="vsb_content"><div class="v_news_content">{body_html(story)}'
                + (f'<p style="text-align:right">（撰稿：{story.author}）</p>' if story.author else "")
                + f"</div></div></div>{near}</form>",
            ),
        )
    for index, (name, _, label) in names.items():
        pages = in_pages([s for s in portal.stories if s.column == index], 5)
        last = len(pages)
        for number, page in enumerate(pages):
            base = "" if number == 0 else "../"
            rows = "".join(
                f'<div class="item"><div class="rq"><b>{s.day[8:]}</b><i>{s.day[:7]}</i></div><div class="nr"><a href="{base}info/{names[index][1]}/{s.number}.htm">{s.title}</a><p>{s.paragraphs[0][:60]}…</p></div></div>'
                for s in page
            )
            older = (
                f'<a href="{"" if number else name + "/"}{last - number - 1}.htm">下页</a>' if number + 1 < last else ""
            )
            portal.put(
                f"/{name}.htm" if number == 0 else f"/{name}/{last - number}.htm",
                frame(
                    label,
                    f"<h2>{label}</h2>{rows}<div class='p_pages'>共{len(portal.stories)}条 {number + 1}/{last} {older}</div>",
                ),
            )
    standing(portal, frame, "htm")
    portal.put("/", frame("双桥党建", "<div class='banner'><a href='/xwzx.htm'>更多&gt;&gt;</a></div>"))
    return portal


def query(count: int = 30, stories: list[Story] | None = None) -> Portal:
    """Addresses by parameters alone, lists from JSON, a calendar and sorted facets that have no end."""
    portal = Portal("query", stories or make_stories(5, count, 2))
    for story in portal.stories:
        story.deck = None
    columns = {0: ("5", "基层动态"), 1: ("6", "通知公告")}
    per = 6

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 临泽组工网</title></head><body><div class="menu"><a href="index.php">首页</a>'
            + "".join(
                f'<a href="index.php?m=content&c=index&a=lists&catid={c}">{label}</a>' for c, label in columns.values()
            )
            + f'<a href="/rili.php?day=2021-06-30">日历检索</a></div>{main}<div class="bottom">Copyright 2021 临泽区委组织部 <a href="/wzsm.html">网站声明</a></div></body></html>'
        )

    for story in portal.stories:
        column, label = columns[story.column]
        story.path = f"/index.php?m=content&c=index&a=show&catid={column}&id={story.number}"
        portal.put(
            story.path,
            frame(
                story.title,
                f'<div class="crumbs"><a href="index.php">首页</a><span> &gt; </span><a href="index.php?m=content&c=index&a=lists&catid={column}">{label}</a> &gt; 正文</div><div id="Article"><h1>{story.title}<br><span>{story.day} {story.minute}:08 &nbsp;&nbsp;&nbsp;来源： {story.source} &nbsp;&nbsp;评论：<a href="#c">0</a> 点击：<span id="hits"></span></span></h1>'
                f'<div class="content">{body_html(story)}</div><div class="page_edit">编辑：{story.editor or "admin"} 　审核：田野</div></div><div class="side"><h5>热门文章</h5>'
                + "".join(f'<li><a href="{s.path}">{s.title}</a></li>' for s in portal.stories[:9] if s.path)
                + "</div>",
            ),
        )
        portal.pages[story.path + "&print=1"] = portal.pages[story.path]

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        html = None
        if parts.path == "/rili.php":
            day = date.fromisoformat(asked["day"])
            html = frame(
                "日历检索",
                f"<h1>{day}</h1><p>这一天没有内容。</p>"
                + "".join(
                    f'<a href="/rili.php?day={day + timedelta(days=n)}">{day + timedelta(days=n)}</a> '
                    for n in range(-15, 16)
                ),
            )
        elif asked.get("a") == "lists":
            rows = [s for s in portal.stories if columns[s.column][0] == asked.get("catid")]
            number = int(asked.get("page", "1"))
            pages = in_pages(rows, per)
            page = pages[number - 1] if 0 < number <= len(pages) else []
            items = "".join(f'<li>·<a href="{s.path}">{s.title}</a><span class="rt">{s.day}</span></li>' for s in page)
            base = f"index.php?m=content&c=index&a=lists&catid={asked.get('catid')}"
            html = frame(
                "列表",
                f'<p class="intro">这里汇集全区各级党组织的做法和经验，欢迎投稿，欢迎监督。栏目每天更新，内容丰富，值得一读。</p><ul>{items}</ul><div id="pages"><a href="{base}&page={number + 1}">下一页</a></div>'
                + "".join(
                    f'<a href="{base}&page={number}&order={o}&dir={d}">{o}</a>'
                    for o in ("date", "hits", "title")
                    for d in ("asc", "desc")
                ),
            )
        return (200, "text/html; charset=utf-8", html.encode()) if html else None

    portal.dynamic = dynamic
    home = frame(
        "首页",
        '<div id="list"></div><script>$.getJSON("/data/list.json", show)</script><a href="index.php?m=content&c=index&a=lists&catid=5">更多</a>',
    )
    portal.put("/", home)
    portal.put("/index.php", home)
    standing(portal, frame)
    return portal


FAMILIES: dict[str, Callable[..., Portal]] = {f.__name__: f for f in (trs, hanweb, vsb, people, query, epaper)}
