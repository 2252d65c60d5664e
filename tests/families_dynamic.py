"""Invented portals whose pages a script makes: DedeCMS, PHPCMS and 帝国CMS without files, and 博达 VSB of the old kind.

Long articles stand on several pages, which name all others or only the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from families_further import LABELS, Frame, page_frame, page_of, pages_of_lists, rows_of
from made_portals import Portal, Story, make_stories, standing

PAGES = 3  # of a long article


def parts_of(story: Story) -> list[list[str]]:
    """Return an article's paragraphs by page: a long one has several."""
    paragraphs, size = story.paragraphs, -(-len(story.paragraphs) // PAGES)
    return (
        [paragraphs[at : at + size] for at in range(0, len(paragraphs), size)] if story.kind == "long" else [paragraphs]
    )


def put_story(
    portal: Portal, frame: Frame, story: Story, home: str, address: Callable[[int], str], *, chain: bool = False
) -> None:
    """Add an article; `address` gives that of each of its pages from 1 on. With `chain` a page names the next alone."""
    story.path = address(1)
    parts = parts_of(story)
    for number, paragraphs in enumerate(parts, 1):
        whole = page_of(replace(story, paragraphs=paragraphs), home)
        turn = ""
        if len(parts) > 1 and chain:
            near = [(n, word) for n, word in ((number - 1, "上一页"), (number + 1, "下一页")) if 0 < n <= len(parts)]
            turn = f"{number}/{len(parts)} " + "".join(f'<a href="{address(n)}">{word}</a>' for n, word in near)
        elif len(parts) > 1:
            turn = "".join(f'<a href="{address(n)}">{n}</a> ' for n in range(1, len(parts) + 1) if n != number)
        portal.put(address(number), frame(story.title, f"{whole}<div class='fenye'>{turn}</div>"))


def dede_php(count: int = 28, stories: list[Story] | None = None) -> Portal:
    """DedeCMS without files: `plus/list.php?tid=3&TotalResult=14&PageNo=2`, `plus/view.php?aid=33&pageno=2`; GB18030."""
    portal = Portal("dede_php", stories or make_stories(31, count, 2), encoding="gb18030", declared="utf-8")
    nav = "".join(f"<a href='/plus/list.php?tid={index + 3}'>{label}</a>" for index, label in enumerate(LABELS))
    frame = page_frame("松岭党建网", nav, "/gywm.html", charset="gb2312")
    for story in portal.stories:

        def address(page: int, story: Story = story) -> str:
            return f"/plus/view.php?aid={story.number}{f'&pageno={page}' if page > 1 else ''}"

        put_story(portal, frame, story, f"/plus/list.php?tid={story.column + 3}", address)
    for index, pages in enumerate(pages_of_lists(portal, 5)):
        total = sum(map(len, pages))
        for number, page in enumerate(pages, 1):
            home = f"/plus/list.php?tid={index + 3}"
            older = f"<a href='{home}&TotalResult={total}&PageNo={number + 1}'>下一页</a>" if page != pages[-1] else ""
            portal.put(
                home if number == 1 else f"{home}&TotalResult={total}&PageNo={number}",
                frame(LABELS[index], f"<ul>{rows_of(page)}</ul>{older} 共{len(pages)}页{total}条记录"),
            )
    standing(portal, frame)
    portal.put("/", frame("松岭党建网", "<p>欢迎访问</p>"))
    return portal


def phpcms(count: int = 26, stories: list[Story] | None = None) -> Portal:
    """PHPCMS without files: `index.php?m=content&c=index&a=show&catid=9&id=33&page=2`, page 1 also by its number; GBK."""
    portal = Portal("phpcms", stories or make_stories(32, count, 2), encoding="gbk", declared="gb2312")
    script = "/index.php?m=content&c=index&a="
    nav = "".join(f'<a href="{script}lists&catid={index + 9}">{label}</a>' for index, label in enumerate(LABELS))
    frame = page_frame("白鹭党建网", nav, "/gywm.html")
    for story in portal.stories:

        def address(page: int, story: Story = story) -> str:
            return f"{script}show&catid={story.column + 9}&id={story.number}{f'&page={page}' if page > 1 else ''}"

        put_story(portal, frame, story, f"{script}lists&catid={story.column + 9}", address)
        # The page's own number leads to the first page, too.
        portal.pages[f"{address(1)}&page=1"] = portal.pages[address(1)]
        for page in range(2, len(parts_of(story)) + 1):
            mime, html = portal.pages[address(page)]
            first = f'href="{address(1)}"'.encode()
            portal.pages[address(page)] = mime, html.replace(first, first[:-1] + b'&page=1"')
    for index, pages in enumerate(pages_of_lists(portal, 5)):
        for number, page in enumerate(pages, 1):
            home = f"{script}lists&catid={index + 9}"
            turn = "".join(f'<a href="{home}&page={n}">{n}</a>' for n in range(1, len(pages) + 1))
            html = frame(LABELS[index], f"<ul>{rows_of(page)}</ul><div id='pages'>{turn}</div>")
            portal.put(f"{home}&page={number}", html)
            if number == 1:
                portal.put(home, html)
    standing(portal, frame)
    portal.put("/", frame("白鹭党建网", "<p>欢迎访问</p>"))
    return portal


def empire_php(count: int = 25, stories: list[Story] | None = None) -> Portal:
    """帝国CMS without files: `ShowInfo.php?classid=2&id=33`, whose second page is `page=1`."""
    portal = Portal("empire_php", stories or make_stories(33, count, 2))
    nav = "".join(
        f'<a href="/e/action/ListInfo/?classid={index + 2}">{label}</a>' for index, label in enumerate(LABELS)
    )
    frame = page_frame("河阳机关党建", nav, "/gywm.html")
    for story in portal.stories:

        def address(page: int, story: Story = story) -> str:
            return f"/e/action/ShowInfo.php?classid={story.column + 2}&id={story.number}" + (
                f"&page={page - 1}" if page > 1 else ""
            )

        put_story(portal, frame, story, f"/e/action/ListInfo/?classid={story.column + 2}", address)
    for index, pages in enumerate(pages_of_lists(portal, 5)):
        for number, page in enumerate(pages):
            home = f"/e/action/ListInfo/?classid={index + 2}"
            turn = "".join(f'<a href="{home}&page={n}">{n + 1}</a>' for n in range(len(pages)) if n != number)
            html = frame(LABELS[index], f"<ul>{rows_of(page)}</ul><div class='epages'>{turn}</div>")
            portal.put(f"{home}&page={number}", html)
            if number == 0:
                portal.put(home, html)
    standing(portal, frame)
    portal.put("/", frame("河阳机关党建", "<p>欢迎访问</p>"))
    return portal


def vsb_old(count: int = 30, stories: list[Story] | None = None) -> Portal:
    """博达 VSB of the old kind: tables, GBK, a pager that prints 1/3 and leaves the rest to a script; pages in a chain."""
    portal = Portal("vsb_old", stories or make_stories(34, count, 2), encoding="gbk", declared="gb2312")
    names = ["dwdt", "zgxx"]
    nav = "".join(f'<a href="/{name}/index.htm">{label}</a>' for name, label in zip(names, LABELS, strict=True))
    frame = page_frame("柳塘组工网", nav, "/gywm.htm")
    for story in portal.stories:

        def address(page: int, story: Story = story) -> str:
            return f"/info/{1002 + story.column}/{story.number}{f'_{page}' if page > 1 else ''}.htm"

        put_story(portal, frame, story, f"/{names[story.column]}/index.htm", address, chain=True)
    for index, pages in enumerate(pages_of_lists(portal, 5)):
        for number, page in enumerate(pages, 1):
            rows = "".join(f"<tr><td><a href='{s.path}'>{s.title}</a></td><td>{s.day}</td></tr>" for s in page)
            pager = (
                f"<table><tr><td nowrap id=fanye1204>共{sum(map(len, pages))}条&nbsp;&nbsp;{number}/{len(pages)}&nbsp;</td>"
                "<td><a href='javascript:void(0)' onclick='_simple_list_next()'>下页</a></td></tr></table>"
            )
            last = f"/{len(pages) - number + 1}" if number > 1 else ""
            portal.put(f"/{names[index]}/index{last}.htm", frame(LABELS[index], f"<table>{rows}</table>{pager}"))
    standing(portal, frame, "htm")
    portal.put("/", frame("柳塘组工网", "<p>欢迎访问</p>"))
    return portal


DYNAMIC: dict[str, Callable[..., Portal]] = {f.__name__: f for f in (dede_php, phpcms, empire_php, vsb_old)}
