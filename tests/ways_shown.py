"""Ways in which a page shows more of its list than it holds: an album's last row, frames, files that are named anew."""

from __future__ import annotations

import hashlib
import json

from conftest import Reply
from ways import SIZE, Asking, Column, Way, as_data


def by_held_row(column: Column, asking: Asking) -> Reply | None:
    """An album goes on behind its last row, which a script gives a name before it reads what the row holds."""
    stories = column.stories
    if asking.path == "/":
        rows = "".join(
            f"<li class='item' data-msgid='{s.number}' data-itemidx='1' data-link='{s.path}'>{s.title}</li>"
            for s in stories[:SIZE]
        )
        script = (
            "var cgiData = { album_id: '31' || '', continue_flag: '1' * 1 }; function more() {"
            " var last = $('.item').last(); $.ajax({ url: '/by_held_row/album', data: { action: 'get',"
            f" album_id: cgiData.album_id, count: {SIZE}, begin_msgid: last.attr('data-msgid') }} }}); }}"
        )
        return column.html(f"<ul>{rows}</ul><script>{script}</script>")
    if asking.path != "/album" or asking.fields.get("album_id") != "31":
        return None
    after = [n + 1 for n, s in enumerate(stories) if str(s.number) == asking.fields.get("begin_msgid")]
    found = stories[after[0] : after[0] + SIZE] if after else []
    listed = [{"title": s.title, "url": s.path, "msgid": str(s.number), "itemidx": "1"} for s in found]
    return as_data({"resp": {"list": listed, "continue_flag": "1" if len(found) == SIZE else "0"}})


def in_frame_by_hash(column: Column, asking: Asking) -> Reply | None:
    """The page of the list in a frame stands behind the # of the page around it."""
    if asking.path == "/":
        script = (
            f"var all = {column.last}; function show() {{ var m = location.hash.match(/page=(\\d+)/),"
            " page = m ? parseInt(m[1]) : 1, html = '';"
            f" document.getElementById('f').src = '/{column.key}/inc/list.asp?cid=6&page=' + page;"
            " for (var i = 1; i <= all; i++) html += '<a href=\"#page=' + i + '\">' + i + '</a>';"
            " document.getElementById('bar').innerHTML = html; } window.onhashchange = show; show();"
        )
        return column.html(f"<iframe id='f'></iframe><div id='bar'></div><script>{script}</script>")
    shown = asking.path == "/inc/list.asp" and asking.fields.get("cid") == "6"
    rows = column.rows(asking.number("page"))
    return (200, {}, f"<html><body><ul>{rows}</ul></body></html>".encode()) if shown else None


def by_manifest(column: Column, asking: Asking) -> Reply | None:
    """One file names another, which holds the list, by what is in it."""
    rows = [{"title": s.title, "day": s.day, "url": s.path} for s in column.stories]
    name = f"video.{hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:8]}.json"
    if asking.path == "/":
        script = (
            'var a=e("bc3a").default;a.get("/by_manifest/data/manifest.json").then(function(e){'
            'return a.get("/by_manifest/data/"+e.data.video)}).then(function(e){t.list=e.data.list})'
        )
        return column.html(f"<div id='app'></div><script>{script}</script>")
    if asking.path == "/data/manifest.json":
        return as_data({"version": "2.3.1", "video": name, "theme": "theme.11aa22bb.css"})
    return as_data({"list": rows}) if asking.path == f"/data/{name}" else None


def streamed(column: Column, asking: Asking) -> Reply | None:
    """Next.js sends all rows along in pieces of a text, and shows the first of them."""
    if asking.path != "/":
        return None
    rows = [{"title": s.title, "href": s.path} for s in column.stories]
    text = f'2:I[5244,["177"],"default"]\n5:["$","$L2",null,{json.dumps({"items": rows}, ensure_ascii=False)}]\n'
    pieces = (text[at : at + 70] for at in range(0, len(text), 70))
    scripts = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(piece, ensure_ascii=False)}])</script>" for piece in pieces
    )
    return column.html(f"<ul>{column.rows(1)}</ul><button>加载更多</button>{scripts}")


SHOWN: dict[str, Way] = {way.__name__: way for way in (by_held_row, in_frame_by_hash, by_manifest, streamed)}
