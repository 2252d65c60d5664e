"""Invented portals whose articles have two addresses, a file and the script that makes it, linked by turns; two days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from families_dynamic import put_story
from families_further import LABELS, page_frame, pages_of_lists
from made_portals import Portal, Story, make_stories, standing

EDITED, GONE = 3, 5  # places in the list of stories
Address = Callable[[Story], str]


class TwinPortal:
    """A portal on two days: on the second one article is edited, one taken down."""

    def __init__(self, name: str, file: Address, script: Address, encoding: str = "utf-8") -> None:
        self.file, self.script = file, script
        self.stories = make_stories(len(name), 22, 2)
        self.day = 1
        edit = self.stories[EDITED]
        after = [
            replace(s, paragraphs=[*s.paragraphs[:-1], "会上还通报了经费使用情况。"]) if s is edit else s
            for s in self.stories
        ]
        self.edited, self.gone = file(edit), file(self.stories[GONE])
        self._days = {1: self._print(name, self.stories, encoding), 2: self._print(name, after, encoding)}
        for address in (file, script):
            del self._days[2].pages[address(self.stories[GONE])]

    def _print(self, name: str, stories: list[Story], encoding: str) -> Portal:
        portal = Portal(name, [replace(story) for story in stories], encoding=encoding)
        homes = [f"/lm{index}.html" for index in range(2)]
        nav = "".join(f'<a href="{home}">{label}</a>' for home, label in zip(homes, LABELS, strict=True))
        frame = page_frame("双桥党建网", nav, "/gywm.html", charset=encoding)
        gone = self.stories[GONE].number if stories is not self.stories else None
        for story in portal.stories:

            def address(page: int, story: Story = story) -> str:
                stem, _, ending = self.file(story).rpartition(".")
                return f"{stem}{f'_{page}' if page > 1 else ''}.{ending}"

            put_story(portal, frame, story, homes[story.column], address)
            # The script prints the same page; the further pages of a long one are files there, too.
            portal.pages[self.script(story)] = portal.pages[story.path]
        listed = Portal(name, [story for story in portal.stories if story.number != gone])
        for index, pages in enumerate(pages_of_lists(listed, 6)):
            for number, page in enumerate(pages, 1):
                rows = "".join(
                    f'<li><a href="{self.written(s).replace("&", "&amp;")}">{s.title}</a><span>{s.day}</span></li>'
                    for s in page
                )
                turn = f"<a href='/lm{index}_{number + 1}.html'>下一页</a>" if number < len(pages) else ""
                path = homes[index] if number == 1 else f"/lm{index}_{number}.html"
                portal.put(path, frame(LABELS[index], f"<ul>{rows}</ul><div>{turn}</div>"))
        newest = "".join(f'<p><a href="{self.script(s)}">{s.title}</a></p>' for s in listed.stories[:6])
        hot = "".join(f'<p><a href="{self.file(s)}">{s.title}</a></p>' for s in listed.stories)
        standing(portal, frame)
        portal.put("/", frame("双桥党建网", f"{newest}<a href='/hot.html'>热点排行</a>"))
        portal.put("/hot.html", frame("热点排行", hot))
        return portal

    def written(self, story: Story) -> str:
        """Return the address by which lists link to an article."""
        return self.script(story) if story.number % 2 else self.file(story)

    def answer(self, handler: Any) -> tuple[int, dict[str, str], bytes]:
        """Answer one request as the portal is today."""
        return self._days[self.day].answer(handler)

    def truth(self) -> dict[str, str]:
        """Return the texts that there have been until today, the newest of each article, by the address of its file."""
        stories = self._days[self.day].stories
        return {self.file(story): story.body for story in stories}

    def others(self, *, gone: bool) -> set[str]:
        """Return the second addresses that were met; those of the article that is `gone` no more."""
        newest = 6 if self.day == 1 else 7  # one of the first six is gone, and another has come up
        met = [s for place, s in enumerate(self.stories) if place < newest or s.number % 2]
        return {self.script(s) for s in met if not (gone and s.number == self.stories[GONE].number)}


TWINS: dict[str, Callable[[], TwinPortal]] = {
    "vsb": lambda: TwinPortal(
        "vsb",
        lambda s: f"/info/{1021 + s.column}/{s.number}.htm",
        lambda s: f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={1021 + s.column}&wbnewsid={s.number}",
    ),
    "dede": lambda: TwinPortal(
        "dedecms",
        lambda s: f"/a/lm{s.column}/{s.day[:4]}/{s.day[5:7]}{s.day[8:]}/{s.number}.html",
        lambda s: f"/plus/view.php?aid={s.number}",
        "gbk",
    ),
    "empire": lambda: TwinPortal(
        "empire",
        lambda s: f"/news/lm{s.column}/{s.day}/{s.number}.html",
        lambda s: f"/e/action/ShowInfo.php?classid={s.column + 1}&id={s.number}",
    ),
    "phpcms": lambda: TwinPortal(
        "phpcmsv9",
        lambda s: f"/html/{s.day[:4]}/lm{s.column}_{s.day[5:7]}{s.day[8:]}/{s.number}.html",
        lambda s: f"/index.php?m=content&c=index&a=show&catid={s.column + 6}&id={s.number}",
        "gb18030",
    ),
}
