"""Further invented portals: JEECMS, DedeCMS, ASP.NET with postbacks, UCAP, a portal filled from JSON, one from an API."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from families import hanweb
from made_portals import Portal, Story, body_html, in_pages, make_stories, standing

LABELS = ["工作动态", "基层党建", "通知公告"]


def _columns(portal: Portal, size: int) -> list[list[list[Story]]]:
    """Return each column's stories in pages."""
    count = max(story.column for story in portal.stories) + 1
    return [in_pages([s for s in portal.stories if s.column == index], size) for index in range(count)]


def jeecms(count: int = 31, stories: list[Story] | None = None) -> Portal:
    """JEECMS: `.jhtml`, paging by onclick and a jump box, hits by script, the author before the time."""
    portal = Portal("jeecms", stories or make_stories(11, count, 2))
    names = ["gzdt", "jcdj"]

    def frame(title: str, main: str) -> str:
        nav = "".join(f'<a href="/{n}/index.jhtml">{label}</a>' for n, label in zip(names, LABELS, strict=False))
        return (
            f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title} - 青石先锋网</title></head><body>'
            f'<div class="top">今天是2026年11月24日 星期二 <a href="/">首页</a>{nav}</div>{main}'
            '<div class="foot">主办：中共青石乡委员会 备案号：京ICP备00000000号</div></body></html>'
        )

    for story in portal.stories:
        name = names[story.column]
        story.path = f"/{name}/{story.number}.jhtml"
        who = f"作者：{story.author} " if story.author else ""
        portal.put(
            story.path,
            frame(
                story.title,
                f'<div class="pos">您当前位置：<a href="/">首页</a> &gt; <a href="/{name}/index.jhtml">'
                f"{LABELS[story.column]}</a> &gt; 正文</div><div class='w'><h1>{story.title}</h1>"
                + (f"<h2>{story.deck}</h2>" if story.deck else "")
                + f'<div class="info">{who}来源：{story.source} 发布时间：{story.day} {story.minute}:00 '
                ' 浏览次数：<span id="views"></span>次</div>'
                f'<div class="txt">{body_html(story)}</div><div class="edit">编辑：{story.editor or ""}</div>'
                '<div class="share">分享到：<a href="#">微信</a></div></div>'
                "<div class='hot'><h3>热点新闻</h3><ul>"
                + "".join(
                    f'<li><a href="/{names[s.column]}/{s.number}.jhtml">{s.title}</a></li>' for s in portal.stories[:6]
                )
                + "</ul></div>",
            ),
        )
    for index, pages in enumerate(_columns(portal, 6)):
        name = names[index]
        for number, page in enumerate(pages, 1):
            rows = "".join(
                f'<li><span>[{s.day[5:]}]</span><a href="/{name}/{s.number}.jhtml" title="{s.title}">'
                f"{s.title[:12]}…</a></li>"
                for s in page
            )
            following = f"onclick=\"location.href='index_{number + 1}.jhtml';\"" if number < len(pages) else "disabled"
            portal.put(
                f"/{name}/index.jhtml" if number == 1 else f"/{name}/index_{number}.jhtml",
                frame(
                    LABELS[index],
                    f'<div class="list"><ul>{rows}</ul><div class="turn">共 {sum(map(len, pages))} 条记录 '
                    f'{number}/{len(pages)} 页 <input type="button" value="下一页" {following}></div></div>',
                ),
            )
    standing(portal, frame, "jhtml")
    links = standing(portal, frame, "jhtml")
    portal.put("/", frame("青石先锋网", f'<a class="more" href="/gzdt/index.jhtml">更多</a> {links}'))
    return portal


def dede(count: int = 29, stories: list[Story] | None = None) -> Portal:
    """DedeCMS: GBK, tables, lists `list_3_2.html` by links and a select, print and tag pages, summaries in the lists."""
    portal = Portal("dede", stories or make_stories(12, count, 2), encoding="gb18030", declared="gb2312")

    def frame(title: str, main: str) -> str:
        return (
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
            f"<title>{title}_白鹭党建网</title></head><body><table><tr><td><a href='/'>主页</a></td>"
            "<td><a href='/dongtai/'>工作动态</a></td><td><a href='/jiceng/'>基层党建</a></td></tr></table>"
            f"{main}<table><tr><td>Copyright 2021 白鹭党建网 版权所有 <a href='/lxwm.html'>联系我们</a>"
            "<a href='/gywm.html'>关于我们</a></td></tr></table></body></html>"
        )

    names = ["dongtai", "jiceng"]
    for story in portal.stories:
        story.path = f"/{names[story.column]}/{story.day[:4]}/{story.day[5:7]}{story.day[8:]}/{story.number}.html"
        tools = f"<a href='/plus/stow.php?aid={story.number}'>收藏</a> <a href='/plus/print.php?aid={story.number}'>打印</a>"
        portal.put(
            story.path,
            frame(
                story.title,
                f"<div class='place'><strong>当前位置:</strong> <a href='/'>主页</a> &gt; <a href='/{names[story.column]}/'>"
                f"{LABELS[story.column]}</a> &gt; </div><div class='viewbox'><div class='title'><h2>{story.title}</h2></div>"
                + (f"<div class='sub'>{story.deck}</div>" if story.deck else "")
                + f"<div class='info'><small>时间:</small>{story.day} {story.minute}<small>来源:</small>{story.source}"
                f"<small>作者:</small>{story.author or '未知'}<small>点击:</small><script src='/plus/count.php'></script>次</div>"
                f"<div class='content'><table><tr><td>{body_html(story)}</td></tr></table></div>"
                f"<div class='dede_pages'></div><div class='handle'>(责任编辑：{story.editor or 'admin'})"
                f"<div class='actbox'>{tools}</div></div></div>"
                "<div class='pleft'><dl><dt>推荐内容</dt><dd><ul>"
                + "".join(
                    f"<li><a href='{s.path}'>{s.title}</a><p>{s.paragraphs[0]}</p></li>"
                    for s in portal.stories[:4]
                    if s.path
                )
                + "</ul></dd></dl></div>",
            ),
        )
        portal.put(
            f"/plus/print.php?aid={story.number}", frame(story.title, f"<h1>{story.title}</h1>{body_html(story)}")
        )
    for index, pages in enumerate(_columns(portal, 5)):
        tid = index + 3
        options = "".join(f"<option value='list_{tid}_{n}.html'>{n}</option>" for n in range(1, len(pages) + 1))
        for number, page in enumerate(pages, 1):
            rows = "".join(
                f"<li><a href='{s.path}' class='title'>{s.title}</a><span class='info'><small>日期：</small>{s.day} "
                f"{s.minute}:09 <small>点击：</small>{s.number % 97}</span><p class='intro'>{s.paragraphs[0][:80]}...</p></li>"
                for s in page
            )
            html = frame(
                LABELS[index],
                f"<div class='listbox'><ul class='e2'>{rows}</ul></div><div class='dede_pages'>"
                f"<ul class='pagelist'><li>首页</li><li><select onchange='location.href=this.options[this.selectedIndex]"
                f".value;'>{options}</select></li><li>共 <strong>{len(pages)}</strong>页</li></ul></div>",
            )
            portal.put(f"/{names[index]}/list_{tid}_{number}.html", html)
            if number == 1:
                portal.put(f"/{names[index]}/", html)
    standing(portal, frame)
    portal.put("/", frame("白鹭党建网", "<p>欢迎访问</p>"))
    return portal


def aspnet(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """ASP.NET: addresses by query, lists paged by postback alone, the article's parts in spans with ids."""
    portal = Portal("aspnet", stories or make_stories(13, count, 2))

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
            '<form method="post" action="" id="form1"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" '
            'value="/wEPDwUKLTk2="><input type="hidden" name="__EVENTVALIDATION" value="/wEdAA=="><div>'
            '<a href="Default.aspx">首页</a><a href="NewsList.aspx?cid=1">工作动态</a>'
            f'<a href="NewsList.aspx?cid=2">基层党建</a></div>{main}</form>'
            '<div>版权所有：望江市委组织部 <a href="gywm.aspx">关于我们</a></div></body></html>'
        )

    columns = _columns(portal, 5)
    for story in portal.stories:
        story.path = f"/NewsShow.aspx?id={story.number}"
        portal.put(
            story.path,
            frame(
                f"{story.title}-望江先锋",
                f'<div class="dq">首页 &gt;&gt; {LABELS[story.column]} &gt;&gt; 正文</div>'
                f'<div class="bt"><span id="lblTitle">{story.title}</span></div>'
                + (f'<div class="fbt"><span id="lblSub">{story.deck}</span></div>' if story.deck else "")
                + f'<div class="xx">发布日期：<span id="lblTime">{story.day.replace("-0", "-").replace("-", "/")} '
                f'{story.minute}:00</span>　　信息来源：<span id="lblFrom">{story.source}</span>　　'
                f'作者：<span id="lblAuthor">{story.author or ""}</span>　　点击数：<span id="lblHits">31</span></div>'
                f'<div id="lblContent">{body_html(story)}</div><div>【<a href="javascript:window.close()">关闭窗口</a>】</div>',
            ),
        )

    def rows(index: int, number: int) -> str:
        pages = columns[index]
        items = "".join(
            f'<tr><td>·<a href="NewsShow.aspx?id={s.number}">{s.title}</a></td><td>{s.day}</td></tr>'
            for s in pages[number - 1]
        )
        turn = "".join(
            f"<a href=\"javascript:__doPostBack('AspNetPager1','{n}')\">{n}</a>" for n in range(1, len(pages) + 1)
        )
        return frame(LABELS[index], f'<table>{items}</table><div id="AspNetPager1">{turn}</div>')

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        cid = int(parse_qs(urlsplit(path).query).get("cid", ["0"])[0])
        number = int(form.get("__EVENTARGUMENT", ["1"])[0])
        if not 1 <= cid <= 2 or "__VIEWSTATE" not in form or not number <= len(columns[cid - 1]):
            return None
        return rows(cid - 1, number)

    portal.posted = posted
    for index in range(2):
        portal.put(f"/NewsList.aspx?cid={index + 1}", rows(index, 1))
    standing(portal, frame, "aspx")
    portal.put("/", frame("望江先锋", "<p>欢迎</p>"))
    portal.put("/Default.aspx", frame("望江先锋", "<p>欢迎</p>"))
    return portal


def ucap(count: int = 30, stories: list[Story] | None = None) -> Portal:
    """UCAP: government meta tags, `list_2.shtml` by `createPageHTML('page_div', …)`, articles named by their digest."""
    portal = Portal("ucap", stories or make_stories(14, count, 2))

    def frame(title: str, main: str, head: str = "") -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_金坪街道</title>'
            f'<meta name="SiteName" content="金坪街道"><meta name="SiteDomain" content="">{head}</head><body>{main}'
            '<div class="footer">主办单位：金坪街道党工委 网站标识码：0000000001 <a href="/gywm.shtml">关于我们</a></div></body></html>'
        )

    codes = ["c101", "c102"]
    for story in portal.stories:
        digest = hashlib.md5(str(story.number).encode()).hexdigest()
        story.path = f"/jp/{codes[story.column]}/{story.day[:7]}/{story.day[8:]}/content_{digest}.shtml"
        column = LABELS[story.column]
        head = (
            f'<meta name="ArticleTitle" content="{story.title}"><meta name="PubDate" content="{story.day} {story.minute}">'
            f'<meta name="ContentSource" content="{story.source}"><meta name="ColumnName" content="{column}">'
            f'<meta name="Author" content="{story.editor or ""}">'
        )
        portal.put(
            story.path,
            frame(
                story.title,
                f'<div class="crumbs">当前位置：<a href="/">首页</a>&gt;<a href="/jp/{codes[story.column]}/list.shtml">{column}</a></div>'
                f'<div class="article"><h3>{story.title}</h3>'
                + (f'<h4 class="subtitle">{story.deck}</h4>' if story.deck else "")
                + f'<p class="laiyuan"><span>发布时间：{story.day} {story.minute}</span><span>来源：{story.source}</span>'
                "<span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span><span>浏览量：<i id='hits'>0</i></span></p>"
                f'<div class="pages_content" id="UCAP-CONTENT"><ucapcontent>{body_html(story)}</ucapcontent></div>'
                f'<p class="bianji">责任编辑：{story.editor or ""}</p><div class="more">扫一扫在手机打开当前页</div></div>',
                head,
            ),
        )
    for index, pages in enumerate(_columns(portal, 4)):
        for number, page in enumerate(pages, 1):
            rows = "".join(
                f'<li><a href="{s.path}" target="_blank">{s.title}</a><span>{s.day}</span></li>' for s in page
            )
            portal.put(
                f"/jp/{codes[index]}/list.shtml" if number == 1 else f"/jp/{codes[index]}/list_{number}.shtml",
                frame(
                    LABELS[index],
                    f"<ul class='newslist'>{rows}</ul><div id='page_div'></div><script>createPageHTML('page_div',"
                    f"{len(pages)}, {number},'list','shtml',{sum(map(len, pages))});</script>",
                ),
            )
    standing(portal, frame, "shtml")
    portal.put(
        "/",
        frame(
            "金坪街道", "".join(f'<a href="/jp/{c}/list.shtml">{c}</a>' for c in codes) + "<a href='/big5/'>繁體</a>"
        ),
    )
    return portal


def datasource(count: int = 27, stories: list[Story] | None = None) -> Portal:
    """A portal on Xinhua's platform: lists that a script fills from `ds_….json`, the date in three spans."""
    portal = Portal("datasource", stories or make_stories(15, count, 1))

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-甘泉组工网</title></head><body>'
            f'<div class="nav"><a href="/index.htm">首页</a><a href="/gzdt.htm">工作动态</a></div>{main}'
            "<div class='foot'>甘泉组工网 版权所有</div></body></html>"
        )

    for story in portal.stories:
        digest = hashlib.md5(str(story.number).encode()).hexdigest()
        story.path = f"/{story.day.replace('-', '')}/{digest}/c.html"
        year, month, day = story.day.split("-")
        portal.put(
            story.path,
            frame(
                story.title,
                f'<div class="header"><div class="header-time"><span class="year"><em>{year}</em></span> <span class="day">'
                f'<em>{month}</em>/<em>{day}</em></span> <span class="time">{story.minute}:05</span></div>'
                f'<div class="source">来源：{story.source}</div></div>'
                f'<h1><span class="title">{story.title}</span></h1>'
                + (f'<div class="subtitle">{story.deck}</div>' if story.deck else "")
                + f'<div id="detail"><span id="detailContent">{body_html(story)}</span>'
                f'<div class="editor">【责任编辑:{story.editor or "集体"}】</div></div>',
            ),
        )
    rows = [
        {"title": s.title, "publishUrl": f"../{s.path.lstrip('/')}", "publishTime": f"{s.day} {s.minute}:05"}
        for s in portal.stories
    ]
    portal.put("/ds_4f2a.json", json.dumps({"datasource": rows}, ensure_ascii=False), "application/json")
    portal.put("/gzdt.htm", frame("工作动态", '<ul id="list" data="datasource:4f2a" datatype="ds"></ul>'))
    standing(portal, frame, "htm")
    portal.put("/", frame("甘泉组工网", "<p>欢迎</p>"))
    portal.put("/index.htm", frame("甘泉组工网", "<p>欢迎</p>"))
    return portal


def api(count: int = 32, stories: list[Story] | None = None) -> Portal:
    """A list that a script asks an API for, page by page; how many pages there are only the answer says."""
    portal = Portal("api", stories or make_stories(16, count, 1))

    def frame(title: str, main: str) -> str:
        return (
            f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title} | 临泽先锋</title></head><body><header>'
            f'<a href="/">首页</a><a href="/dj/list.html">党建要闻</a></header><main>{main}</main>'
            "<footer>临泽先锋 版权所有</footer></body></html>"
        )

    for story in portal.stories:
        story.path = f"/dj/detail/{story.number}.html"
        portal.put(
            story.path,
            frame(
                story.title,
                "<nav aria-label='breadcrumb'><ol><li><a href='/'>首页</a></li><li><a href='/dj/list.html'>党建要闻</a></li>"
                f"<li>正文</li></ol></nav><article><h1>{story.title}</h1>"
                + (f"<p class='sub-title'>{story.deck}</p>" if story.deck else "")
                + f"<div class='meta'><time>{story.day} {story.minute}</time> <span>来源：{story.source}</span>"
                + (f" <span>作者：{story.author}</span>" if story.author else "")
                + f" <span>编辑：{story.editor or '无'}</span></div><section class='rich'>{body_html(story)}</section></article>",
            ),
        )

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        if parts.path != "/api/article/page":
            return None
        asked = parse_qs(parts.query)
        number = int(re.sub(r"\D", "", asked.get("page", ["1"])[0]) or 1)
        pages = in_pages(portal.stories, 5)
        rows = [
            {"id": s.number, "title": s.title, "url": s.path, "publishTime": f"{s.day} {s.minute}:00"}
            for s in (pages[number - 1] if number <= len(pages) else [])
        ]
        answer = {"code": 200, "data": {"total": len(portal.stories), "size": 5, "current": number, "records": rows}}
        return 200, "application/json;charset=utf-8", json.dumps(answer, ensure_ascii=False).encode()

    portal.dynamic = dynamic
    portal.put(
        "/dj/list.html",
        frame(
            "党建要闻",
            "<ul id='list'></ul><div id='pager'></div><script>function load(n){fetch('/api/article/page?channel=7&size=5&page=' + n)"
            ".then(r=>r.json()).then(show)}load(1)</script>",
        ),
    )
    standing(portal, frame)
    portal.put("/", frame("临泽先锋", "<p>党建要闻</p>"))
    return portal


def hanweb_post(stories: list[Story] | None = None) -> Portal:
    """Hanweb once more, with a data store that answers POST alone."""
    portal = hanweb(stories=stories)
    answer = portal.dynamic
    portal.dynamic = lambda path: (405, "text/html", b"") if "dataproxy" in path else answer(path)

    def posted(path: str, form: dict[str, list[str]]) -> str | None:
        found = answer(path) if "columnid" in form else None
        return found[2].decode() if found else None

    portal.posted = posted
    return portal


MORE: dict[str, Callable[..., Portal]] = {
    f.__name__: f for f in (jeecms, dede, aspnet, ucap, datasource, api, hanweb_post)
}
