"""What an invented portal is made of: its stories, the pages that are none, and what it answers."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs

PLACES = ["云溪县", "河阳市", "松岭镇", "柳塘村", "临泽区", "金坪街道", "白鹭社区", "青石乡", "双桥县", "望江市"]
PEOPLE = ["苏念真", "贾知非", "方若谷", "韩喆", "陆镕", "欧阳采薇", "田野", "石榴红", "司马青", "崔一苇"]
STARTS = [
    "近日，{p}召开党建工作推进会",
    "{p}把支部建在产业链上",
    "连日来，{p}党员干部走进田间地头",
    "“有事就找网格员。”在{p}，这句话人人会说",
    "{p}党委围绕中心任务抓实基层组织",
]
MIDDLES = [
    "会议总结了上半年的工作，查找了存在的不足",
    "三十七名党员认领了五十二件民生实事",
    "群众围坐在院坝里，你一言我一语说开了",
    "支部书记{n}挨家挨户走访，记了满满两本笔记",
    "志愿服务队分成六个小组，逐户排查隐患",
    "村集体收入由此翻了一番",
]
ENDS = [
    "下一步，将继续完善机制，确保各项任务落到实处。",
    "大家纷纷表示，日子越过越有盼头。",
    "截至目前，已办结群众诉求一百二十六件。",
    "参会人员还实地观摩了两个示范点。",
]
TITLES = [
    "{p}：把服务送到群众家门口",
    "{p}党建引领显成效",
    "{p}开展主题党日活动",
    "{p}扎实推进干部培训工作",
    "一名驻村干部在{p}的四季",
    "{p}“三个聚焦”激活基层治理",
    "{p}举办青年干部座谈会",
    "{p}党员先锋队冲在防汛一线",
]


@dataclass
class Story:
    """One invented article and where it stands."""

    number: int
    column: int
    title: str
    paragraphs: list[str]
    day: str
    minute: str
    source: str
    author: str | None
    editor: str | None
    deck: str | None = None
    kind: str = "plain"
    path: str = ""

    @property
    def body(self) -> str:
        """The text as the archive must have it."""
        return "\n".join(self.paragraphs)


def make_stories(seed: int, count: int, columns: int) -> list[Story]:
    """Return `count` invented articles, newest first, spread over columns; every text and title is its own."""
    dice = random.Random(seed)
    stories: list[Story] = []
    day = date(2021, 6, 30)
    kinds = ["plain"] * 6 + ["short", "picture", "table", "long", "unlabelled"]
    for number in range(count):
        place, person = dice.choice(PLACES), dice.choice(PEOPLE)
        kind = kinds[number % len(kinds)]
        paragraphs = []
        for _ in range({"short": 1, "picture": 1, "long": 9}.get(kind, dice.randint(2, 5))):
            parts = [
                dice.choice(STARTS),
                *dice.sample(MIDDLES, 1 if kind in ("short", "picture") else dice.randint(2, 4)),
            ]
            paragraphs.append(
                "，".join(part.format(p=dice.choice(PLACES), n=dice.choice(PEOPLE)) for part in parts)
                + "。"
                + (dice.choice(ENDS) if kind != "picture" else "")
            )
        day -= timedelta(days=dice.randint(0, 3))
        stories.append(
            Story(
                1000 + number * 7,
                number % columns,
                dice.choice(TITLES).format(p=place) + f"（{number + 1}）" * (number % 2),
                list(dict.fromkeys(paragraphs)),
                day.isoformat(),
                f"{dice.randint(8, 21):02}:{dice.randint(0, 59):02}",
                dice.choice(["河阳先锋网", "云溪党建", "省委组织部", "河阳日报"]),
                person if number % 3 else None,
                dice.choice(PEOPLE) if number % 4 else None,
                f"——{place}基层党建工作纪实" if number % 5 == 0 else None,
                kind,
            )
        )
    titles: set[str] = set()
    for story in stories:
        while story.title in titles:
            story.title += "·续"
        titles.add(story.title)
    return stories


@dataclass
class Portal:
    """What a portal answers: `pages` by path with query, or `dynamic` for what is computed."""

    name: str
    stories: list[Story]
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    dynamic: Callable[[str], tuple[int, str, bytes] | None] = lambda path: None
    encoding: str = "utf-8"
    declared: str | None = None
    missing: bytes | None = None
    posted: Callable[[str, dict[str, list[str]]], str | None] = lambda path, form: None

    def put(self, path: str, html: str, mime: str = "text/html") -> None:
        """Add a page in the portal's encoding."""
        self.pages[path] = (
            f"{mime}; charset={self.declared or self.encoding}",
            html.encode(self.encoding, "xmlcharrefreplace"),
        )

    def answer(self, handler: Any) -> tuple[int, dict[str, str], bytes]:
        """Answer one request."""
        path = handler.path
        if handler.command == "POST":
            size = int(handler.headers.get("Content-Length") or 0)
            page = self.posted(path, parse_qs(handler.rfile.read(size).decode(), keep_blank_values=True))
            return (200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()) if page else (404, {}, b"")
        if found := self.dynamic(path):
            return found[0], {"Content-Type": found[1]}, found[2]
        if path in self.pages:
            mime, body = self.pages[path]
            return 200, {"Content-Type": mime}, body
        if self.missing is not None:
            return 200, {}, self.missing
        return 404, {}, b"<html><body><h1>404 Not Found</h1></body></html>"


def standing(portal: Portal, frame: Callable[[str, str], str], ending: str = "html") -> str:
    """Add pages that are no articles, and return links to them."""
    texts = {
        "gywm": (
            "关于我们",
            "本网站由省委组织部主办，是宣传党的建设、服务党员群众的综合平台。网站于2008年开通，几经改版，深受欢迎。"
            * 2,
        ),
        "lxwm": ("联系我们", "地址：和平路一号。电话：000-12345678。欢迎来信来稿，稿件请发送至投稿邮箱。"),
        "wzsm": (
            "网站声明",
            "本网站所载文章版权归原作者所有，转载请注明出处。如有侵权，请与我们联系，我们将及时处理。" * 2,
        ),
        "ldjj": (
            "领导简介",
            "方若谷，男，汉族，1968年生，省委党校研究生学历，现任中心主任，主持全面工作。分管办公室、宣传处。",
        ),
        "wzdt": ("网站地图", "要闻 动态 专题 服务"),
    }
    for name, (title, text) in texts.items():
        portal.put(f"/{name}.{ending}", frame(title, f"<h1>{title}</h1><div class='content'><p>{text}</p></div>"))
    return " ".join(f"<a href='/{name}.{ending}'>{title}</a>" for name, (title, _) in texts.items())


def body_html(story: Story) -> str:
    """Return the paragraphs of a story as its kind has them, with a picture or a table."""
    paragraphs = [f"<p>　　{text}</p>" for text in story.paragraphs]
    if story.kind == "picture":
        return f'<p align="center"><img src="/upload/{story.number}.jpg" width="600"></p>{"".join(paragraphs)}'
    if story.kind == "table":
        paragraphs.append(f'<p>附件：<a href="/upload/{story.number}.doc">名单.doc</a></p>')
    return "".join(paragraphs)


def in_pages(stories: list[Story], size: int) -> list[list[Story]]:
    """Return stories in pages of a list."""
    return [stories[i : i + size] for i in range(0, len(stories), size)] or [[]]
