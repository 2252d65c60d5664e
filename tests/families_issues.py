"""Invented papers whose issues no page names: a script asks for the days of a month, and for the issue of a day."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from families_files import JSON_TYPE, put_script
from families_further import page_frame, page_of
from made_portals import Portal, Story, make_stories, standing

READER = """function months(m){$.getJSON('/paper/days',{month:m},function(r){
  $.each(r.list,function(i,d){$('#days').append("<a href='javascript:issue(\\""+d.day+"\\")'>"+d.day.substr(8)+"</a>")})})}
function issue(d){$.getJSON('/paper/issue/'+d.replace(/-/g,''),function(r){show(r.items)})}
months(newest.substr(0,7));issue(newest);"""


def issues(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """The home knows the newest day alone; the months before have their days too."""
    portal = Portal("issues", stories or make_stories(73, count, 2))
    frame = page_frame("沙洲先锋报", "<a href='/'>今日</a>", "/gywm.html")
    for story in portal.stories:
        story.path = f"/paper/{story.day.replace('-', '')}/{story.number}.html"
        portal.put(story.path, frame(story.title, page_of(story, "/")))
    standing(portal, frame)
    newest = max(story.day for story in portal.stories)
    head = f"<div id=days></div><div id=list></div><script>var newest='{newest}'</script>"
    portal.put("/", frame("沙洲先锋报", f"{head}<script src='/paper/reader.js'></script>"))
    put_script(portal, "/paper/reader.js", READER)

    def dynamic(path: str) -> tuple[int, str, bytes] | None:
        parts = urlsplit(path)
        days = {story.day for story in portal.stories}
        if parts.path == "/paper/days":
            month = dict(parse_qsl(parts.query)).get("month", "?")
            found: dict[str, object] = {"list": [{"day": day} for day in sorted(days) if day.startswith(f"{month}-")]}
        elif parts.path.startswith("/paper/issue/"):
            day = parts.path.removeprefix("/paper/issue/")
            rows = [story for story in portal.stories if story.day.replace("-", "") == day]
            found = {"items": [{"title": story.title, "url": story.path} for story in rows]}
        else:
            return None
        return 200, JSON_TYPE, json.dumps(found).encode()

    portal.dynamic = dynamic
    return portal


ISSUES = {"issues": issues}
