"""What every answer of a living portal carries and is no revision: hits, hot lists, today's date, tokens, aliases."""

from __future__ import annotations

import hashlib
import random
import re
import zlib
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from living_days import Day

_DECORATIONS = {"from", "utm_source", "spm", "isappinstalled", "print", "t", "timestamp"}


def noisy(html: str, told: Day, day: int, base: str, faults: frozenset[str], dice: random.Random) -> str:
    """Return a page with what a request of that day brings along; `base` is the server's address without its last slash."""
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
            lambda m: m[1] + base + m[2] if dice.random() < 0.3 else m[0],
            html,
        )
    html = re.sub(r"今天是[^<]*星期.", f"今天是2026年11月{20 + day}日 星期{'一二三四五六日'[day]}", html)
    clock = f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}:{dice.randint(0, 59):02}"
    masthead = f"<div class='sj'>今天是2026年11月{20 + day}日 {clock}</div>"
    html = re.sub(r"(<body[^>]*>)", rf"\g<1>{masthead}", html, count=1)
    token = hashlib.md5(str(dice.random()).encode()).hexdigest()
    picks = [s for s in told.portal.stories if s.number not in told.gone]
    hot = "".join(
        f"<li><a href='{_alias(s.path, base, dice) if 'copies' in faults else s.path}'>{s.title}</a></li>"
        for s in dice.sample(picks, min(5, len(picks)))
    )
    extra = "<a href='/rili/2021/6/30.html'>日历</a>" if "calendar" in faults else ""
    if "copies" in faults:
        extra += " <a href='/index.html'>首页</a>"
    tail = (
        f"<div class='hot v{day}'><h3>热门排行</h3><ul>{hot}</ul></div><div class='pl'>网友评论(<em>{dice.randint(0, 99)}</em>)"
        f"</div><div id='ad_{token[:8]}'></div><input type='hidden' name='csrf_token' value='{token}'>"
        f"<div class='fx'>分享到：微信 微博 已分享{dice.randint(0, 99)}次</div><div class='bq{day}'>{extra}编辑部电话："
        f"0000-12345{day}{day} {'技术支持：青石软件' if day > 1 else '技术支持：云溪网络'}</div>"
        f"<script>var hits={hits},t='{token}';document.write('阅读 '+hits)</script></body>"
    )
    html = html.replace("</body>", tail, 1)
    if "feed" in faults:
        link = "<link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
        html = html.replace("</head>", f"{link}</head>", 1)
    return html


def _alias(path: str, base: str, dice: random.Random) -> str:
    """Return an address of an article, often another one than it is known by."""
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
            f"{base}{path}#pl",
        ]
    )


def undecorated(path: str) -> str:
    """Return a path without what a server ignores: sessions, where a reader came from, doubled slashes."""
    parts = urlsplit(re.sub(r";jsessionid=\w+", "", "/" + path.lstrip("/")))
    kept = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n not in _DECORATIONS]
    query = urlencode(kept) if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True)) else parts.query
    plain = urlunsplit(("", "", re.sub(r"/{2,}", "/", parts.path), query, ""))
    plain = plain.removeprefix("/wap") if plain.startswith("/wap/") else plain
    return "/" if plain == "/index.html" else plain
