"""Invented portals that live: days on which stories are edited, taken down and come back, noise, and faults.

A living portal is one of the invented portals of `families` and `families_more`, served over HTTP on loopback. Every
answer carries what changes on real pages and is no revision (hits, hot lists, today's date, tokens, the order of
attributes). What really changed on a day, `truth`, `edits`, `takedowns`, `new` and `back` say. All is decided by the seed.

Days: 1 is the beginning. On day 2 stories are edited, taken down and added. On day 3 one more is edited, one added, and
one comes back. Day 4 is day 3 on a server that is down. Day 5 is day 3 again.
"""

from __future__ import annotations

import copy
import hashlib
import random
import re
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from conftest import Reply, Site
from families import FAMILIES, Portal, Story, make_stories
from families_more import MORE

ALL: dict[str, Callable[..., Portal]] = FAMILIES | MORE
COLUMNS = {"trs": 3, "datasource": 1, "api": 1}
# Families whose pages print an editor, no deck, and no minute.
EDITED = {"trs", "hanweb", "people", "query", "jeecms", "dede", "ucap", "datasource", "api", "hanweb_post"}
DECKLESS, DAY_ONLY = {"query"}, {"epaper"}
ENCODINGS: dict[str, tuple[str, str]] = {
    # name: (what the bytes are, what the pages and headers say)
    "utf-8": ("utf-8", "utf-8"),
    "gbk as gb2312": ("gbk", "gb2312"),
    "gb18030": ("gb18030", "gb18030"),
    "utf-8 as gb2312": ("utf-8", "gb2312"),
}
DAYS = 5
NEW_ON = {2: 4, 3: 1}  # stories that a day adds

FAULTS = frozenset(
    {
        "errors",  # the first answer to some addresses of a day is a 500 or a 503 with Retry-After
        "cuts",  # the first answer to some addresses breaks off in the middle
        "lengths",  # some pages announce more bytes than they have
        "slow",  # some pages come in drips
        "types",  # some pages say that they are plain text, or nothing
        "copies",  # articles are linked under other addresses too
        "waf",  # on day 2 a firewall answers for a tenth of the articles, with status 200
        "calendar",  # a calendar without an end
        "soft 404",  # unknown addresses bring the home page with status 200
        "sitemap",  # one story stands in the sitemap alone
        "feed",  # one story stands in the feed alone
    }
)
# How a server answers conditional requests; without one of these it gives no validators.
VALIDATORS = frozenset({"etag honest", "etag lies", "etag changes", "modified lies"})
HOWS = ("404", "410", "redirect home", "soft 404", "emptied", "home page", "deleted notice")

_MISSING_PAGE = (
    "<html><head><title>提示信息</title></head><body><div class='tip'><p>您访问的页面不存在或已被删除。</p>"
    "<a href='/'>返回首页</a></div></body></html>"
)
_WAF_PAGE = (
    "<html><head><title>安全验证</title></head><body><h1>请完成安全验证</h1>"
    "<p>您的访问过于频繁，请输入验证码后继续。请求编号：{token}</p></body></html>"
)
_DECORATIONS = {"from", "utm_source", "spm", "isappinstalled", "print", "t", "timestamp"}


@dataclass(frozen=True, slots=True)
class Served:
    """One request as it was answered."""

    day: int
    method: str
    path: str
    headers: Mapping[str, str]
    status: int

    @property
    def conditional(self) -> bool:
        """Whether the request asked only for what is newer than a copy."""
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass(frozen=True, slots=True)
class Takedown:
    """How an article went: what stands at its address now, and whether its list still links to it."""

    how: str
    listed: bool


@dataclass
class Day:
    """What is true on one day."""

    stories: list[Story]
    edits: dict[int, str] = field(default_factory=dict)  # number of the story: kind of change
    takedowns: dict[int, Takedown] = field(default_factory=dict)
    gone: dict[int, tuple[Story, Takedown]] = field(default_factory=dict)  # those of earlier days too
    new: set[int] = field(default_factory=set)
    back: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    orphans: set[int] = field(default_factory=set)  # stories that no list holds
    portal: Portal = field(default_factory=lambda: Portal("none", []))
    paths: dict[int, str] = field(default_factory=dict)


def _hanzi(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if "\u4e00" <= c <= "\u9fff"]


def _typo(story: Story, dice: random.Random) -> Story:
    """One character is another."""
    text = story.paragraphs[-1]
    places = _hanzi(text)
    at = places[len(places) // 2]
    return replace(
        story, paragraphs=[*story.paragraphs[:-1], text[:at] + ("乙" if text[at] != "乙" else "甲") + text[at + 1 :]]
    )


def _number(story: Story, dice: random.Random) -> Story:
    """A figure in the last paragraph is another."""
    return replace(story, paragraphs=[*story.paragraphs[:-1], _more(story)])


def _more(story: Story) -> str:
    text = story.paragraphs[-1]
    for old, new in (
        ("五十二", "五十六"),
        ("三十七", "三十九"),
        ("一百二十六", "一百二十九"),
        ("六个", "七个"),
        ("两本", "三本"),
    ):
        if old in text:
            return text.replace(old, new, 1)
    return text


def _has_number(story: Story) -> bool:
    return _more(story) != story.paragraphs[-1]


def _editor(story: Story, dice: random.Random) -> Story:
    return replace(story, editor="林栖梧" if story.editor != "林栖梧" else "文若水")


def _source(story: Story, dice: random.Random) -> Story:
    return replace(story, source="双桥日报" if story.source != "双桥日报" else "河阳日报")


def _minute(story: Story, dice: random.Random) -> Story:
    hour, minute = story.minute.split(":")
    return replace(story, minute=f"{hour}:{(int(minute) + 7) % 60:02}")


def _appended(story: Story, dice: random.Random) -> Story:
    return replace(story, paragraphs=[*story.paragraphs, "本网将继续关注后续进展。"])


def _rewritten(story: Story, dice: random.Random) -> Story:
    return replace(
        story,
        paragraphs=[
            "原定于本周举行的现场会因暴雨改期，具体时间另行通知，各单位照常值守。",
            "防汛指挥部要求，低洼地带的住户当晚全部转移到学校和祠堂，口粮、药品、被褥一并送到。",
            f"第{story.number}号通知同时废止。",
        ],
    )


def _retitled(story: Story, dice: random.Random) -> Story:
    return replace(story, title=f"一张清单里的民生账本（{story.number}）")


def _decked(story: Story, dice: random.Random) -> Story:
    return replace(story, deck="——一个街道支部的夜访记录")


Change = Callable[[Story, random.Random], Story]
# name: (kind of change as the archive must call it, the change, which stories it can be made on)
EDITS: dict[str, tuple[str, Change, Callable[[Story], bool]]] = {
    "typo": ("typo", _typo, lambda s: True),
    "number": ("typo", _number, _has_number),
    "editor": ("metadata", _editor, lambda s: bool(s.editor)),
    "source": ("metadata", _source, lambda s: True),
    "minute": ("metadata", _minute, lambda s: True),
    "appended": ("correction", _appended, lambda s: len(s.body) >= 180),
    "rewritten": ("rewrite", _rewritten, lambda s: len(s.body) >= 100),
    "retitled": ("correction", _retitled, lambda s: len(s.body) >= 180),
    "decked": ("correction", _decked, lambda s: s.deck is None and len(s.body) >= 180),
}


class LivingPortal:
    """A portal on loopback, by family, seed, encoding (a name of ENCODINGS) and faults (of FAULTS and VALIDATORS)."""

    def __init__(
        self,
        family: str,
        seed: int = 0,
        encoding: str = "utf-8",
        faults: frozenset[str] = frozenset(),
        count: int = 36,
    ) -> None:
        unknown = faults - FAULTS - VALIDATORS
        if unknown:
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
        self.family, self.seed, self.faults = family, seed, faults
        self.encoding, self.declared = ENCODINGS[encoding]
        self.log: list[Served] = []
        self.day = 1
        self._dice = random.Random(f"{family} {seed}")
        self._failed: set[str] = set()
        self._asked = 0
        self._site = Site(self._answer)
        self.url = self._site.url
        self._days = self._live(count)

    # What is true.

    def truth(self, day: int) -> dict[str, Story]:
        """Return the articles that are live on a day, by path."""
        told = self._days[day]
        return {story.path: story for story in told.stories}

    def edits(self, day: int) -> dict[str, str]:
        """Return what was changed on a day since the one before: path to typo, correction, rewrite or metadata."""
        return self._by_path(day, self._days[day].edits)

    def takedowns(self, day: int) -> dict[str, Takedown]:
        """Return what was taken down on a day."""
        return self._by_path(day, self._days[day].takedowns)

    def new(self, day: int) -> set[str]:
        """Return the paths of the articles that a day added."""
        return set(self._by_path(day, dict.fromkeys(self._days[day].new)))

    def back(self, day: int) -> set[str]:
        """Return the paths of the articles that were gone and came back on a day."""
        return set(self._by_path(day, dict.fromkeys(self._days[day].back)))

    def blocked(self, day: int) -> set[str]:
        """Return the paths of the articles that a firewall keeps on a day."""
        return set(self._by_path(day, dict.fromkeys(self._days[day].blocked)))

    def _by_path(self, day: int, told: Mapping[int, Any]) -> dict[str, Any]:
        return {self._days[day].paths[number]: value for number, value in told.items()}

    # Days.

    def set_day(self, day: int) -> None:
        """Let it be another day; addresses that failed once may fail once more."""
        if not 1 <= day <= DAYS:
            raise ValueError(f"there is no day {day}")
        self.day = day
        self._failed.clear()

    def replace_picture(self, number: int) -> None:
        """Put another picture in the place of a story's, on every day."""
        for told in self._days.values():
            for path, (mime, body) in told.portal.pages.items():
                told.portal.pages[path] = (
                    mime,
                    body.replace(f"/upload/{number}.jpg".encode(), f"/upload/{number}-new.jpg".encode()),
                )

    def _live(self, count: int) -> dict[int, Day]:
        dice = self._dice
        future = sum(NEW_ON.values())
        columns = COLUMNS.get(self.family, 2)
        stories = make_stories(1000 + self.seed, count + future, columns)
        later = NEW_ON[3]
        days = {1: Day(stories[future:]), 2: Day([]), 3: Day([])}
        if "sitemap" in self.faults:
            days[1].orphans.add(stories[-2].number)
        if "feed" in self.faults:
            days[1].orphans.add(stories[-3].number)
        untouched = [s for s in days[1].stories if s.number not in days[1].orphans]
        dice.shuffle(untouched)

        def take(fits: Callable[[Story], bool]) -> Story:
            story = next(s for s in untouched if fits(s))
            untouched.remove(story)
            return story

        changed: dict[int, Story] = {}
        for name, (kind, change, fits) in EDITS.items():
            if (name == "editor" and self.family not in EDITED) or (name == "decked" and self.family in DECKLESS):
                continue
            if name == "minute" and self.family in DAY_ONLY:
                continue
            story = take(lambda s, fits=fits: s.kind == "plain" and fits(s))  # type: ignore[misc]
            changed[story.number] = change(story, dice)
            days[2].edits[story.number] = kind
        last = take(lambda s: s.kind == "plain")
        for place, how in enumerate(HOWS):
            story = take(lambda s: s.kind == "plain") if how == "emptied" else take(lambda s: True)
            gone = Takedown(how, listed=(place + self.seed) % 2 == 0)
            days[2].takedowns[story.number] = gone
            days[2].gone[story.number] = (story, gone)
        if "waf" in self.faults:
            days[2].blocked = {take(lambda s: True).number for _ in range(max(1, count // 10))}
        days[2].new = {s.number for s in stories[later:future]}
        days[2].stories = [changed.get(s.number, s) for s in stories[later:] if s.number not in days[2].takedowns]
        # Day 3: one more edit, one more story, and what the 404 stood for comes back.
        days[3].edits[last.number] = "typo"
        days[3].new = {s.number for s in stories[:later]}
        days[3].back = {n for n, t in days[2].takedowns.items() if t.how == "404"}
        days[3].gone = {n: told for n, told in days[2].gone.items() if n not in days[3].back}
        days[3].stories = [
            _typo(s, dice) if s.number == last.number else changed.get(s.number, s)
            for s in stories
            if s.number not in days[3].gone
        ]
        for day in (2, 3):
            days[day].orphans = days[1].orphans
        for told in days.values():
            self._build(told, stories)
        days[4] = replace(days[3], edits={}, takedowns={}, new=set(), back=set())
        days[5] = days[4]
        return days

    def _build(self, told: Day, order: list[Story]) -> None:
        """Make the pages of a day: lists as they are shown, articles as they are."""
        place = {story.number: at for at, story in enumerate(order)}
        told.stories = copy.deepcopy(told.stories)
        whole = ALL[self.family](stories=told.stories)
        shown = [s for s in copy.deepcopy(told.stories) if s.number not in told.orphans]
        shown += [copy.deepcopy(story) for story, gone in told.gone.values() if gone.listed]
        shown.sort(key=lambda s: place[s.number])
        told.portal = ALL[self.family](stories=shown)
        # The paths of what is gone and not listed, too.
        everything = copy.deepcopy(order)
        former = ALL[self.family](stories=everything)
        told.paths = {story.number: story.path for story in everything}
        for story in told.stories:
            told.portal.pages |= _pages_of(story, whole)
        for number, (story, gone) in told.gone.items():
            path = told.paths[number]
            for part in _pages_of(replace(story, path=path), former):
                told.portal.pages.pop(part, None)
            if gone.how == "emptied":
                html = former.pages[path][1].decode(former.encoding)
                for paragraph in story.paragraphs:
                    html = html.replace(f"<p>　　{paragraph}</p>", "")
                told.portal.put(path, html)

    # Serving.

    def __enter__(self) -> Self:
        self._site.__enter__()
        return self

    def __exit__(self, *how: Any) -> None:
        self._site.__exit__(*how)

    def _answer(self, handler: BaseHTTPRequestHandler) -> Reply | None:
        """Answer one request, and note it; None where the answer is written already."""
        self._asked += 1
        day, number = self.day, self._asked
        path = handler.path.replace(self.url.rstrip("/"), "")
        status, headers, body = self._reply(handler, path, random.Random(f"{self.seed} {number}"))
        asked = {name.lower(): value for name, value in handler.headers.items()}
        if status == 200 and handler.command != "POST":
            status, headers, body = self._validated(path, asked, status, headers, body, number)
        spot = zlib.crc32(f"{self.seed} {path}".encode()) % 24
        first = path not in self._failed
        self._failed.add(path)
        quiet = path == "/robots.txt" or status != 200
        if first and not quiet and "errors" in self.faults and spot in (0, 1, 2):
            status, body = (503, b"busy") if spot == 0 else (500, b"error")
            headers = {"Retry-After": "1"} if spot == 0 else {}
        self.log.append(Served(day, handler.command, path, asked, status))
        if first and not quiet and status == 200 and "cuts" in self.faults and spot in (3, 4):
            self._write(handler, headers, body[: len(body) // 2], announced=len(body))
            return None
        if not quiet and "lengths" in self.faults and spot in (5, 6):
            self._write(handler, headers, body, announced=len(body) + 100)
            return None
        if not quiet and "slow" in self.faults and spot in (7, 8):
            self._write(handler, headers, body, announced=len(body), drips=4)
            return None
        return status, headers, body

    def _write(
        self,
        handler: BaseHTTPRequestHandler,
        headers: Mapping[str, str],
        body: bytes,
        *,
        announced: int,
        drips: int = 1,
    ) -> None:
        handler.send_response(200)
        for name, value in {**headers, "Content-Length": str(announced), "Connection": "close"}.items():
            handler.send_header(name, value)
        handler.end_headers()
        size = len(body) // drips + 1
        for start in range(0, len(body), size):
            handler.wfile.write(body[start : start + size])
            handler.wfile.flush()
            time.sleep(0.02 if drips > 1 else 0)

    def _reply(
        self, handler: BaseHTTPRequestHandler, path: str, dice: random.Random
    ) -> tuple[int, dict[str, str], bytes]:
        """Return what stands at a path today, with today's noise."""
        told = self._days[self.day]
        if self.day == 4:
            return 502, {}, b"<html><body><h1>502 Bad Gateway</h1></body></html>"
        if path == "/robots.txt":
            return 404, {}, b""
        if handler.command == "POST":
            return self._dressed(told.portal.answer(handler), path, dice)
        if "calendar" in self.faults and path.startswith("/rili/"):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, _calendar(path).encode()
        plain = _undecorated(path) if "copies" in self.faults else path
        mobile = "copies" in self.faults and plain.startswith("/mobile/")
        plain = plain.removeprefix("/mobile") if mobile else plain
        numbers = {p: n for n, p in told.paths.items()}
        number = numbers.get(plain)
        if number in told.blocked:
            return 200, {"Content-Type": "text/html; charset=utf-8"}, _WAF_PAGE.format(token=dice.random()).encode()
        if number in told.gone:
            how = told.gone[number][1].how
            if how == "home page":
                plain = "/"
            elif how != "emptied":
                return _taken_down(how)
        if "sitemap" in self.faults and plain == "/sitemap.xml":
            return 200, {"Content-Type": "application/xml"}, self._sitemap(told)
        if "feed" in self.faults and plain == "/rss.xml":
            return 200, {"Content-Type": "application/rss+xml"}, self._feed(told)
        found = told.portal.dynamic(plain)
        if found:
            return self._dressed((found[0], {"Content-Type": found[1]}, found[2]), plain, dice, mobile=mobile)
        if plain in told.portal.pages:
            mime, body = told.portal.pages[plain]
            if mime.startswith("text/html"):
                body = body.decode(told.portal.encoding).encode()
            return self._dressed((200, {"Content-Type": mime}, body), plain, dice, mobile=mobile)
        if "soft 404" in self.faults or told.portal.missing is not None:
            body = told.portal.pages["/"][1].decode(told.portal.encoding).encode()
            return self._dressed((200, {"Content-Type": "text/html"}, body), "/", dice)
        return 404, {}, b"<html><body><h1>404 Not Found</h1></body></html>"

    def _dressed(
        self, reply: tuple[int, dict[str, str], bytes], path: str, dice: random.Random, *, mobile: bool = False
    ) -> tuple[int, dict[str, str], bytes]:
        """Return an answer whose page, which is UTF-8, has the portal's encoding, and the noise of a request."""
        status, headers, body = reply
        if status != 200 or not headers.get("Content-Type", "text/html").startswith("text/html"):
            return status, headers, body
        html = self._noisy(body.decode(), path, dice)
        if mobile:
            html = html.replace("</head>", f'<link rel="canonical" href="{path}"></head>', 1)
        html = re.sub(r"""(charset=["']?)[\w-]+""", rf"\g<1>{self.declared}", html, count=1)
        headers = {"Content-Type": f"text/html; charset={self.declared}"}
        spot = zlib.crc32(f"{self.seed} {path}".encode()) % 24
        if "types" in self.faults and spot in (10, 11):
            headers = {"Content-Type": "text/plain" if spot == 10 else ""}
        return status, headers, html.encode(self.encoding, "xmlcharrefreplace")

    def _noisy(self, html: str, path: str, dice: random.Random) -> str:
        told = self._days[self.day]
        hits = dice.randint(100, 99999)
        html = re.sub(r"""(<(?:span|i) id=["'](?:views|hits|dynclicks|lblHits)["']>)\d*""", rf"\g<1>{hits}", html)
        html = html.replace("　【字体：", f"　点击数：{hits}　【字体：").replace(
            "document.write('1')", f"document.write('{hits}')"
        )
        html = re.sub(r"(/upload/[\w-]+\.jpg)", rf"\g<1>?v={dice.randint(1, 999)}", html)
        html = re.sub(
            r'(<\w+) ([\w-]+="[^"<>]*") ([\w-]+="[^"<>]*")',
            lambda m: f"{m[1]} {m[3]} {m[2]}" if dice.random() < 0.5 else m[0],
            html,
        )
        html = html.replace("</p><p>", dice.choice(["</p><p>", "</p>\r\n<p>", "</p>\n    <p>"]))
        html = html.replace("<div ", dice.choice(["<div ", "\n<div ", "\r\n\t<div "]))
        if dice.random() < 0.5:
            html = re.sub(
                r"""(<a href=["'])(/[^/])""",
                lambda m: m[1] + self.url[:-1] + m[2] if dice.random() < 0.3 else m[0],
                html,
            )
        html = re.sub(r"今天是[^<]*星期.", f"今天是2026年11月{20 + self.day}日 星期{'一二三四五六日'[self.day]}", html)
        clock = f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}:{dice.randint(0, 59):02}"
        masthead = f"<div class='sj'>今天是2026年11月{20 + self.day}日 {clock}</div>"
        html = re.sub(r"(<body[^>]*>)", rf"\g<1>{masthead}", html, count=1)
        token = hashlib.md5(str(dice.random()).encode()).hexdigest()
        picks = [s for s in told.portal.stories if s.number not in told.gone]
        hot = "".join(
            f"<li><a href='{self._alias(s.path, dice)}'>{s.title}</a></li>"
            for s in dice.sample(picks, min(5, len(picks)))
        )
        extra = "<a href='/rili/2021/6/30.html'>日历</a>" if "calendar" in self.faults else ""
        if "copies" in self.faults:
            extra += " <a href='/index.html'>首页</a>"
        tail = (
            f"<div class='hot v{self.day}'><h3>热门排行</h3><ul>{hot}</ul></div><div class='pl'>网友评论(<em>{dice.randint(0, 99)}</em>)"
            f"</div><div id='ad_{token[:8]}'></div><input type='hidden' name='csrf_token' value='{token}'>"
            f"<div class='fx'>分享到：微信 微博 已分享{dice.randint(0, 99)}次</div><div class='bq{self.day}'>{extra}编辑部电话："
            f"0000-12345{self.day}{self.day} {'技术支持：青石软件' if self.day > 1 else '技术支持：云溪网络'}</div>"
            f"<script>var hits={hits},t='{token}';document.write('阅读 '+hits)</script></body>"
        )
        html = html.replace("</body>", tail, 1)
        if "feed" in self.faults:
            link = "<link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
            html = html.replace("</head>", f"{link}</head>", 1)
        return html

    def _alias(self, path: str, dice: random.Random) -> str:
        """Return an address of an article: with the fault `copies`, often another one than it is known by."""
        if "copies" not in self.faults:
            return path
        join = "&" if "?" in path else "?"
        stem, _, query = path.partition("?")
        session = f"{stem};jsessionid={dice.randint(1, 9**9):X}{'?' if query else ''}{query}"
        inner = "/" + stem[1:].replace("/", "//", 1) + (f"?{query}" if query else "")
        return dice.choice(
            [
                path,
                f"{path}{join}from=timeline&isappinstalled=0",
                f"{path}{join}utm_source=weixin",
                f"{path}{join}print=1",
                f"{path}{join}t={dice.randint(10**9, 2 * 10**9)}" if not query else f"{path}#content",
                session,
                inner,
                f"/mobile{path}" if zlib.crc32(path.encode()) % 5 == 0 else f"/wap{path}",
                f"{self.url[:-1]}{path}#pl",
            ]
        )

    def _sitemap(self, told: Day) -> bytes:
        urls = "".join(f"<url><loc>{self.url[:-1]}{s.path.replace('&', '&amp;')}</loc></url>" for s in told.stories)
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset>{urls}</urlset>'.encode()

    def _feed(self, told: Day) -> bytes:
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.url[:-1]}{s.path.replace('&', '&amp;')}</link></item>"
            for s in told.stories
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()

    def _validated(
        self, path: str, asked: Mapping[str, str], status: int, headers: dict[str, str], body: bytes, number: int
    ) -> tuple[int, dict[str, str], bytes]:
        """Add the validators of the portal's server, and answer 304 as it would."""
        tag = since = None
        unchanged = "if-none-match" in asked or "if-modified-since" in asked
        if "etag honest" in self.faults:
            # Of the page itself, hits and hot lists aside: weak.
            quiet = self._reply_quiet(path)
            tag = f'W/"{hashlib.md5(quiet).hexdigest()}"'
            unchanged = asked.get("if-none-match") == tag
        elif "etag lies" in self.faults:
            tag = '"1"'
        elif "etag changes" in self.faults:
            tag, unchanged = f'"{number}"', False
        elif "modified lies" in self.faults:
            since = "Thu, 01 Jan 2015 00:00:00 GMT"
        else:
            unchanged = False
        validators = {name: value for name, value in (("ETag", tag), ("Last-Modified", since)) if value}
        if unchanged and validators:
            return 304, validators, b""
        return status, headers | validators, body

    def _reply_quiet(self, path: str) -> bytes:
        told = self._days[self.day]
        number = next((n for n, p in told.paths.items() if p == path), None)
        state = f"{number in told.blocked} {told.gone[number][1].how if number in told.gone else ''}".encode()
        found = told.portal.dynamic(path)
        body = found[2] if found else told.portal.pages.get(path, ("", path.encode()))[1]
        return body + state


def _pages_of(story: Story, portal: Portal) -> dict[str, tuple[str, bytes]]:
    """Return the pages of one article: its address, its further pages, its print view."""
    stem, dot, ending = story.path.rpartition(".")
    return {
        path: page
        for path, page in portal.pages.items()
        if path == story.path
        or (dot and "?" not in story.path and path.startswith(f"{stem}-") and path.endswith(ending))
        or path.startswith((f"{story.path}?", f"{story.path}&"))
    }


def _undecorated(path: str) -> str:
    """Return a path without what a server ignores: sessions, where a reader came from, doubled slashes."""
    parts = urlsplit(re.sub(r";jsessionid=\w+", "", "/" + path.lstrip("/")))
    kept = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n not in _DECORATIONS]
    query = urlencode(kept) if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    plain = urlunsplit(("", "", re.sub(r"/{2,}", "/", parts.path), query, ""))
    plain = plain.removeprefix("/wap") if plain.startswith("/wap/") else plain
    return "/" if plain == "/index.html" else plain


def _taken_down(how: str) -> tuple[int, dict[str, str], bytes]:
    """Return what stands where an article was."""
    if how in ("404", "410"):
        return int(how), {}, f"<html><body><h1>{how}</h1></body></html>".encode()
    if how == "redirect home":
        return 302, {"Location": "/"}, b""
    page = _MISSING_PAGE
    if how == "deleted notice":
        page = page.replace("您访问的页面不存在或已被删除", "该文章已被删除")
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


def _calendar(path: str) -> str:
    """Return a day of a calendar that leads to other days, for ever."""
    day = date(*(int(part) for part in re.findall(r"\d+", path)[:3]))
    others = (day + timedelta(days=step) for step in (1, 7, 30))
    links = "".join(f"<a href='/rili/{d.year}/{d.month}/{d.day}.html'>{d.day}日</a>" for d in others)
    return (
        f"<html><head><meta charset=utf-8><title>日历</title></head><body><h1>{day.year}年{day.month}月{day.day}日</h1>"
        f"<p>这一天没有内容。</p>{links}</body></html>"
    )
