"""Invented portals whose scripts stand in files of their own: lists they ask for."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from families import Portal, Story, make_stories, standing
from families_further import LABELS, page_frame, page_of, pages_of_lists, rows_of

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
