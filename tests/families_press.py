"""Invented portals of newspapers: one in the shape of people.com.cn, and an e-paper with its issues."""

from __future__ import annotations

from made_portals import Portal, Story, body_html, in_pages, make_stories, standing


def people(count: int = 28, stories: list[Story] | None = None) -> Portal:
    """people.com.cn: GBK, /n1/2021/0630/c123-31.html, index2.html, long articles over several pages."""
    portal = Portal("people", stories or make_stories(4, count, 2), encoding="gb18030", declared="gbk")
    columns = {0: ("64093", "党建"), 1: ("117092", "组织人事")}

    def frame(title: str, main: str) -> str:
        return (
            f'<html><head><meta http-equiv="content-type" content="text/html;charset=GBK"><title>{title}--党建--望江网</title></head><body><div class="nav">'
            + "|".join(f'<a href="/GB/{c}/index.html">{label}</a>' for c, label in columns.values())
            + f'</div>{main}<div class="copyright">望 江 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用 <a href="/gywm.html">关于我们</a></div></body></html>'
        )

    for story in portal.stories:
        column, label = columns[story.column]
        story.path = f"/n1/{story.day[:4]}/{story.day[5:].replace('-', '')}/c{column}-{31000000 + story.number}.html"
        parts = in_pages([], 1) if story.kind != "long" else None
        texts = [story.paragraphs] if parts is not None else [story.paragraphs[:4], story.paragraphs[4:]]
        texts = [t for t in texts if t]
        for number, text in enumerate(texts, 1):
            stem = story.path.removesuffix(".html")
            path = story.path if number == 1 else f"{stem}-{number}.html"
            links = (
                ""
                if len(texts) == 1
                else '<div class="zdfy">'
                + " ".join(
                    f'<a href="{stem if k == 1 else f"{stem}-{k}"}.html">【{k}】</a>' for k in range(1, len(texts) + 1)
                )
                + "</div>"
            )
            piece = Story(**{**story.__dict__, "paragraphs": text})
            portal.put(
                path,
                frame(
                    story.title,
                    f'<div class="path"><a href="/">望江网</a>&gt;&gt;<a href="/GB/{column}/index.html">{label}</a></div><div class="text_title"><h1>{story.title}</h1>'
                    + (f'<h4 class="sub">{story.deck}</h4>' if story.deck else "")
                    + f'<div class="box01"><div class="fl">{story.day.replace("-", "年", 1).replace("-", "月")}日{story.minute}&nbsp;&nbsp;&nbsp;&nbsp;来源：<a href="http://paper.example/">{story.source}</a></div><div class="fr">分享到：</div></div></div>'
                    f'<div class="box_con" id="rwb_zw">{body_html(piece)}{links}</div>'
                    + (f'<div class="edit clearfix">(责编：{story.editor}、石榴红)</div>' if story.editor else "")
                    + '<div class="box07"><h2>推荐阅读</h2>'
                    + "".join(f'<li><a href="{s.path}">{s.title}</a></li>' for s in portal.stories[:12] if s.path)
                    + "</div>",
                ),
            )
    for index, (column, label) in columns.items():
        pages = in_pages([s for s in portal.stories if s.column == index], 5)
        for number, page in enumerate(pages, 1):
            rows = "".join(
                f'<li><a href="{s.path}?from=singlemessage" target=_blank>{s.title}</a> <em>{s.day}</em></li>'
                for s in page
            )
            links = " ".join(f'<a href="index{k if k > 1 else ""}.html">{k}</a>' for k in range(1, len(pages) + 1))
            portal.put(
                f"/GB/{column}/index{number if number > 1 else ''}.html",
                frame(label, f'<ul class="list_16">{rows}</ul><div class="page_n">{links}</div>'),
            )
    standing(portal, frame)
    portal.put("/", frame("望江网", "<p>正在打开</p>"))
    for story in portal.stories:
        portal.pages[story.path + "?from=singlemessage"] = portal.pages[story.path]
    return portal


def epaper(count: int = 24, stories: list[Story] | None = None) -> Portal:
    """An e-paper and a section filled from JSON: layout pages, Founder's comments, inline data."""
    portal = Portal("epaper", stories or make_stories(6, count, 2))
    days = sorted({s.day for s in portal.stories}, reverse=True)
    days = days[: len(days)]
    nodes = {day: f"/html/{day[:7]}/{day[8:]}/node_2.htm" for day in days}

    def frame(title: str, main: str) -> str:
        return f'<html><head><meta charset="utf-8"><title>{title}-松岭报</title></head><body>{main}<div class="b">松岭报社版权所有 <a href="/gywm.html">关于我们</a></div></body></html>'

    for story in portal.stories:
        story.path = f"{nodes[story.day].rsplit('/', 1)[0]}/content_{story.number}.htm"
        portal.put(
            story.path,
            frame(
                "松岭报数字报",
                f"<!--enpproperty <articleid>{story.number}</articleid><date>{story.day} 00:00:00.0</date><author>{story.author or ''}</author><title>{story.title}</title><subtitle>{story.deck or ''}</subtitle><introtitle></introtitle><nodename>第02版：要闻</nodename>/enpproperty-->"
                f'<table><tr><td class="font01">{story.title}</td></tr><tr><td class="font02">{story.deck or ""}</td></tr></table><div class="lai">{story.day.replace("-", "年", 1).replace("-", "月")}日　第02版：要闻　来源：{story.source}</div><div id="ozoom"><founder-content><!--enpcontent-->{body_html(story)}<!--/enpcontent--></founder-content></div>'
                f'<a href="{nodes[story.day]}">返回版面</a>',
            ),
        )
    for place, day in enumerate(days):
        items = "".join(
            f'<li><a href="content_{s.number}.htm">{s.title}</a></li>' for s in portal.stories if s.day == day
        )
        older = f'<a href="{nodes[days[place + 1]]}">上一期</a>' if place + 1 < len(days) else ""
        portal.put(
            nodes[day],
            frame(
                "第02版：要闻",
                f'<div id="titleList"><ul>{items}</ul></div><map><area href="content_1.htm"></map>{older}',
            ),
        )
    portal.put(
        "/", f'<html><head><meta http-equiv="refresh" content="0;URL={nodes[days[0]]}"></head><body></body></html>'
    )
    standing(portal, frame)
    return portal
