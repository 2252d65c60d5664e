"""What a living portal's server sends besides its pages: firewalls, notices of what is gone, calendars, sitemaps, feeds."""

from __future__ import annotations

import re
from datetime import date, timedelta

from living_days import Day

_MISSING_PAGE = (
    "<html><head><title>提示信息</title></head><body><div class='tip'><p>您访问的页面不存在或已被删除。</p>"
    "<a href='/'>返回首页</a></div></body></html>"
)
WAF_PAGE = (
    "<html><head><title>安全验证</title></head><body><h1>请完成安全验证</h1>"
    "<p>您的访问过于频繁，请输入验证码后继续。请求编号：{token}</p></body></html>"
)


def sitemap(told: Day, base: str) -> bytes:
    """Return a sitemap of a day's stories; `base` is the server's address without its last slash."""
    urls = "".join(f"<url><loc>{base}{s.path.replace('&', '&amp;')}</loc></url>" for s in told.stories)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset>{urls}</urlset>'.encode()


def feed(told: Day, base: str) -> bytes:
    """Return a feed of a day's stories."""
    items = "".join(
        f"<item><title>{s.title}</title><link>{base}{s.path.replace('&', '&amp;')}</link></item>" for s in told.stories
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def taken_down(how: str) -> tuple[int, dict[str, str], bytes]:
    """Return what stands where an article was."""
    if how in ("404", "410"):
        return int(how), {}, f"<html><body><h1>{how}</h1></body></html>".encode()
    if how == "redirect home":
        return 302, {"Location": "/"}, b""
    page = _MISSING_PAGE
    if how == "deleted notice":
        page = page.replace("您访问的页面不存在或已被删除", "该文章已被删除")
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


def calendar(path: str) -> str:
    """Return a day of a calendar that leads to other days, for ever."""
    day = date(*(int(part) for part in re.findall(r"\d+", path)[:3]))
    others = (day + timedelta(days=step) for step in (1, 7, 30))
    links = "".join(f"<a href='/rili/{d.year}/{d.month}/{d.day}.html'>{d.day}日</a>" for d in others)
    return (
        f"<html><head><meta charset=utf-8><title>日历</title></head><body><h1>{day.year}年{day.month}月{day.day}日</h1>"
        f"<p>这一天没有内容。</p>{links}</body></html>"
    )
