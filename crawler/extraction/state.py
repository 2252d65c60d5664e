"""Pages that answer 200 and are no answer: polite refusals, and notices that a page does not exist."""

from __future__ import annotations

import re
from typing import Literal

from crawler.extraction.tree import Parsed

_MISSING = re.compile(
    r"(?:页面|网页|文章|内容|信息|文件|资源|稿件|链接)[^。，！\n]{0,12}(?:不存在|已删除|已被删除|被移除|已下线"
    r"|已失效|找不到|无法找到|未找到|不翼而飞|已过期)"
    r"|(?:找不到|无法找到|没有找到|未找到|不存在)[^。，\n]{0,10}(?:页面|网页|文章|内容|信息|文件|资源)|\b404\b"
    r"|page not found|not found",
    re.IGNORECASE,
)
_BLOCKED = re.compile(
    r"(?:访问|请求)[^。，\n]{0,12}(?:被拒绝|被拦截|被阻断|受限|过于频繁|太频繁|异常)|安全验证|人机验证"
    r"|请输入验证码|请完成验证|滑动验证"
    r"|Web应用防火墙|网站防火墙|创宇盾|安全狗|云锁|您的IP|access denied|forbidden|just a moment|checking your browser"
    r"|captcha|请开启javascript|enable javascript",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"\$_ts\s*=|_\$\w{2}\(|eval\(function\(p,a,c,k|document\.cookie\s*=.{0,200}location\.(?:reload|href)", re.S
)
_SHORT = 400  # characters of visible text; a page that says more has something to say
_MUTE = ("script", "style", "noscript", "template", "a", "option")


def own_text(parsed: Parsed, limit: int = 3000) -> str:
    """Return what the page says itself: its text without scripts and without links, about `limit` characters."""
    if parsed.tree is None:
        return ""
    body = parsed.tree.find("body")
    pieces: list[str] = []
    size = 0
    stack = [body if body is not None else parsed.tree]
    while stack and size < limit:
        node = stack.pop()
        if isinstance(node.tag, str) and node.tag not in _MUTE:
            pieces.append(node.text or "")
            size += len(pieces[-1].strip())
            stack.extend(reversed(node))
        if node is not body and node.tail:
            pieces.append(node.tail)
            size += len(node.tail.strip())
    return " ".join(" ".join(pieces).split())


def page_state(parsed: Parsed, status: int = 200) -> Literal["missing", "blocked"] | None:
    """Return `missing` for a soft 404, `blocked` for a refusal or a challenge, None for any other page."""
    if parsed.tree is None:
        return None
    title = (parsed.tree.findtext(".//title") or "").strip()
    text = own_text(parsed)
    if not text and len(parsed.text) < 20000 and _CHALLENGE.search(parsed.text):
        return "blocked"
    if status in (404, 410) or (len(title) < 40 and _MISSING.search(title)):
        return "missing"
    if len(text) > _SHORT or text.count("。") > 3:
        return None
    if _MISSING.search(text):
        return "missing"
    return "blocked" if _BLOCKED.search(f"{title} {text}") else None
