"""Invented portals whose lists scripts and feeds hold, and one written by hand with frames, ASP and windows that open."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from made_portals import Portal, Story, body_html, in_pages, make_stories, standing

Frame = Callable[[str, str], str]


def titled_frame(name: str, nav: str) -> Frame:
    """Return what a portal puts around every page."""

    def frame(title: str, main: str) -> str:
        return (
            f"<!DOCTYPE html><html><head><title>{title}_{name}</title></head><body><ul class='nav'><li><a href='/'>首页</a>"
            f"</li>{nav}</ul>{main}<div class='foot'>主办：{name} <a href='/gywm.html'>关于我们</a></div></body></html>"
        )

    return frame


def story_part(story: Story) -> str:
    """Return the part of a page that tells a story."""
    return (
        f"<div class='main'><h1>{story.title}</h1>"
        + (f"<h2 class='fbt'>{story.deck}</h2>" if story.deck else "")
        + f"<div class='info'>{story.day} {story.minute}　来源：{story.source}　浏览：<i id='hits'></i></div>"
        f"<div class='text'>{body_html(story)}</div>"
        + (f"<p class='bj'>（责任编辑：{story.editor}）</p>" if story.editor else "")
        + "</div>"
    )


def _record(story: Story, **names: str) -> dict[str, str]:
    values = {"title": story.title, "url": story.path, "time": f"{story.day} {story.minute}:00"}
    return {name: values[value] for name, value in names.items()}


def rolls(count: int = 36, stories: list[Story] | None = None) -> Portal:
    """Three lists by script: a roll of people.com.cn's, JSONP of CCTV's by number, Xinhua's `nodeart` with a variable."""
    portal = Portal("rolls", stories or make_stories(31, count, 3), encoding="gbk", declared="gb2312")
    frame = titled_frame("双桥先锋网", "".join(f'<a href="/GB/{n}/index.html">栏目{n}</a>' for n in range(3)))
    for story in portal.stories:
        story.path = f"/n1/{story.day[:4]}/{story.day[5:].replace('-', '')}/c{64000 + story.column}-{story.number}.html"
        portal.put(story.path, frame(story.title, story_part(story)))
    columns = [[s for s in portal.stories if s.column == index] for index in range(3)]
    calls = [
        '<script src="/210801/211150/index.js?t=1"></script>',
        '<script>function load(n){$.ajax({url:"/x/cmsdatainterface/page/dj_"+n+".jsonp",dataType:"jsonp"})}load(1)</script>',
        '<script>var nid="113352", size = 5;\nfunction more(n){$.ajax({dataType:"jsonp",'
        'url:"/nodeart/list?nid="+nid+"&pgnum="+(n+1)+"&cnt="+size+"&tp=1&_t="+new Date().getTime()})}</script>',
    ]
    for index, call in enumerate(calls):
        portal.put(f"/GB/{index}/index.html", frame(f"栏目{index}", f"<ul id='list'></ul>{call}"))
    roll = json.dumps({"items": [_record(s, title="title", url="url", date="time") for s in columns[0]]})
    portal.pages["/210801/211150/index.js"] = ("application/javascript", roll.encode())

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        if parts.path.startswith("/210801/"):
            return 200, "application/javascript", portal.pages["/210801/211150/index.js"][1]
        if parts.path.startswith("/x/cmsdatainterface/page/dj_"):
            number = int(parts.path.rpartition("_")[2].removesuffix(".jsonp"))
            rows = [_record(s, title="title", url="url") for s in columns[1][number * 5 - 5 : number * 5]]
            return 200, "text/plain", f"dj({json.dumps({'data': {'list': rows}})})".encode()
        asked = parse_qs(parts.query)
        if parts.path != "/nodeart/list" or asked["nid"] != ["113352"] or asked["cnt"] != ["5"]:
            return None
        number = int(asked["pgnum"][0])
        rows = [_record(s, Title="title", LinkUrl="url") for s in columns[2][number * 5 - 5 : number * 5]]
        answer = {"status": 0, "data": {"list": rows or None}}
        return 200, "text/javascript", f"({json.dumps(answer).replace('&', chr(92) + 'u0026')})".encode()

    portal.dynamic = dynamic
    standing(portal, frame)
    portal.put("/", frame("双桥先锋网", "<p>欢迎访问</p>"))
    return portal


def feeds(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """Nothing on the home page: an RSS feed in GBK with relative links, an Atom feed with a base, a packed sitemap."""
    portal = Portal("feeds", stories or make_stories(32, count, 3))
    frame = titled_frame("临泽先锋网", "")
    for story in portal.stories:
        story.path = f"/system/{story.day.replace('-', '/')}/{30482000 + story.number:09}.shtml"
        portal.put(story.path, frame(story.title, story_part(story)))
    columns = [[s for s in portal.stories if s.column == index] for index in range(3)]
    items = "".join(
        f"<item><title><![CDATA[{s.title}]]></title><link>{s.path}</link><guid isPermaLink='false'>{s.number}</guid>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(s.day))}</pubDate></item>"
        for s in columns[0]
    )
    rss = f"<?xml version='1.0' encoding='gb2312'?><rss version='2.0'><channel><link>/</link>{items}</channel></rss>"
    portal.pages["/rss/yw.xml"] = ("text/xml", rss.encode("gbk"))
    entries = "".join(
        f"<entry><title>{s.title}</title><link rel='alternate' href='{s.path.removeprefix('/system/')}'/></entry>"
        for s in columns[1]
    )
    atom = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='/system/'>{entries}</feed>"
    portal.pages["/feed/atom.xml"] = ("application/atom+xml", atom.encode())
    locs = "".join(f"<url><loc>\n{s.path}\n</loc></url>" for s in columns[2])
    portal.pages["/map/1.xml.gz"] = (
        "application/x-gzip",
        gzip.compress(f"<?xml version='1.0'?><urlset>{locs}</urlset>".encode()),
    )
    portal.pages["/sitemap.xml"] = (
        "text/xml",
        b"<?xml version='1.0'?><sitemapindex><sitemap><loc>/map/1.xml.gz</loc></sitemap></sitemapindex>",
    )
    standing(portal, frame)
    named = (
        "<link rel='alternate' type='application/rss+xml' href='/rss/yw.xml'>"
        "<link rel='alternate' type='application/atom+xml' href='feed/atom.xml'>"
    )
    portal.put("/", frame("临泽先锋网", f"<p>欢迎访问</p>{named}"))
    return portal


def handmade(count: int = 30, stories: list[Story] | None = None) -> Portal:
    """Frames and ASP written by hand: backslashes, windows that scripts open, a page picked in a form, GB18030 that the
    header calls UTF-8."""
    portal = Portal("handmade", stories or make_stories(33, count, 2), encoding="gb18030", declared="utf-8")

    def frame(title: str, main: str) -> str:
        return f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"><TITLE>{title}</TITLE></HEAD><BODY>{main}</BODY></HTML>'

    for story in portal.stories:
        story.path = f"/show.asp?id={story.number}"
        portal.put(story.path, frame(story.title, story_part(story)))

    def link(place: int, story: Story) -> str:
        page = f"show.asp?id={story.number}"
        written = [
            f'<a href=".\\{page}">',
            f"<a href=\"javascript:openWin('{page}')\">",
            f'<a href="#" onclick="show(\'{page}\');return false">',
            f'<A HREF=" {page} " target=_blank>',
        ]
        return f"<tr><td>{written[place % 4]}{story.title}</a></td><td>({story.day})</td></tr>"

    for index in range(2):
        pages = in_pages([s for s in portal.stories if s.column == index], 5)
        for number, page in enumerate(pages, 1):
            rows = "".join(link(place, story) for place, story in enumerate(page))
            turn = "".join(f"<option value={n}>第{n}页</option>" for n in range(1, len(pages) + 1))
            form = (
                f'<form action="list.asp"><input type=hidden name=classid value={index}>'
                f'<select name=page onchange="this.form.submit()">{turn}</select></form>'
            )
            html = frame(
                f"栏目{index}", f"<table>{rows}</table>{form}<a href=\"javascript:vote('vote.asp?id=1')\">投票</a>"
            )
            portal.put(f"/list.asp?classid={index}&page={number}", html)
            if number == 1:
                portal.put(f"/list.asp?classid={index}", html)
    portal.put(
        "/left.htm",
        frame("目录", "<a href='.\\list.asp?classid=0'>动态</a><a href=\"javascript:go('turn.htm')\">党建</a>"),
    )
    portal.put("/turn.htm", "<html><head><meta http-equiv=refresh content='1;url=list.asp?classid=1'></head></html>")
    portal.put("/main.htm", frame("首页", "<p>欢迎访问</p>"))
    portal.put("/", "<html><frameset cols='160,*'><frame src='left.htm'><frame src='main.htm'></frameset></html>")
    return portal


SCRIPTS: dict[str, Callable[..., Portal]] = {f.__name__: f for f in (rolls, feeds, handmade)}
