"""Pages that stand for a whole site that is closed for now: maintenance, a fault behind it, a server without a site."""

from __future__ import annotations

import re

from crawler.extraction.tree import Parsed

_CURT = 100  # characters; whoever says more about a site that is closed begs pardon for it
_SITE = r"(?:网站|系统|平台|本站|站点|门户|服务器?)"
_CLOSED = re.compile(
    rf"{_SITE}[^。！\n]{{0,20}}(?:维护|升级|改版|改造|调试|割接)(?:中|期间)"
    rf"|{_SITE}[^。！\n]{{0,10}}正在[^。！\n]{{0,10}}(?:维护|升级|改版|改造|调试)"
    rf"|{_SITE}[^。！\n]{{0,40}}(?:暂停|停止|暂时无法|暂不|暂时关闭|已关闭|已停用|停机)"
    rf"|(?:维护|升级|改造)[^。！\n]{{0,20}}(?:暂停|停止)(?:对外)?(?:访问|服务|开放|使用)|^{_SITE}(?:升级|维护)"
    r"|(?:系统|服务器?|程序)(?:内部)?(?:繁忙|忙[,，。！\s]|异常|错误|出错|故障)"
    r"|(?:数据库|服务器)[^。\n]{0,8}(?:失败|错误|异常|超时)"
    r"|没有找到站点|站点(?:不存在|创建成功)|(?:网站|域名)[^。\n]{0,8}(?:未备案|过期|出售|转让|到期)"
)
_PARDON = re.compile(r"谅解|见谅|不便|抱歉|对不起|请(?:您)?(?:稍[后候等]|耐心)|敬请|尊敬的|出售|转让")
_FAULT = re.compile(
    r"under (?:maintenance|construction)|domain (?:is|may be) for sale|welcome to (?:nginx|openresty|tengine)"
    r"|^it works!|default page|iis windows server|internet information services|^test page for"
    r"|(?:internal server|server|runtime|fatal|application|database) error|bad gateway|gateway time-?out"
    r"|(?:service|temporarily) unavailable|http status 5\d\d|whitelabel error page|sqlstate\[|\bora-\d{4,5}\b"
    r"|\bjava\.\w+\.\w*exception|establishing a database connection"
    r"|microsoft (?:ole db|odbc|jet database|vbscript)\b|\badodb\.",
    re.I,
)
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_LOGIN = re.compile(r"登[录陆]|log ?in|sign ?in", re.I)


def is_closed(parsed: Parsed, text: str, *, wall: bool) -> bool:
    """Whether a page that says little, `text`, is what a site shows that is closed, broken, or for those who log in.

    A `wall` has few links; among many a page has to say so by its title, as a column does that is closed alone.
    """
    title = parsed.title
    if not wall:
        return len(title) < 40 and bool(_CLOSED.search(title) and _PARDON.search(text) and not _DAY.search(text))
    if _FAULT.search(text) or _FAULT.search(title):
        return True
    if _CLOSED.search(text) or (len(title) < 40 and _CLOSED.search(title)):
        return len(text) <= _CURT or _PARDON.search(text) is not None
    return "password" in parsed.text and bool(_LOGIN.search(title)) and _asks_for_password(parsed)


def _asks_for_password(parsed: Parsed) -> bool:
    return parsed.tree is not None and any(
        (node.get("type") or "").lower() == "password" for node in parsed.tree.iter("input")
    )
