"""Pages that answer 200 and are no answer: refusals, sites that are closed, notices that a page does not exist."""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

from crawler.extraction.closed import is_closed
from crawler.extraction.tree import Parsed

State = Literal["missing", "blocked", "closed"]

_GONE = (
    r"(?:页面|网页|文章|内容|信息|文件|资源|稿件|链接)[^。，！\n]{0,12}(?:不存在|已(?:被\w{0,6})?删除|被移除|已下线"
    r"|已失效|找不到|无法找到|未找到|不翼而飞|已过期)"
    r"|(?:找不到|无法找到|没有找到|未找到|不存在)[^。，\n]{0,10}(?:页面|网页|文章|内容|信息|文件|资源)"
)
# Of what was asked for: 该信息已经被删除或正在审核中.
_WITHDRAWN = (
    r"(?:该|此|本|这[个条篇]|您|你|抱歉|对不起)[^。，！\n]{0,12}(?:页面|网页|文章|内容|信息|文件|资源|稿件|链接|文档|新闻|资讯)"
    r"[^。，！\n]{0,12}(?:已经?(?:被\w{0,6})?(?:删除|移除|撤[下回销除]|下[线架]|屏蔽|(?:取消|停止)发布)|不复存在"
    r"|(?:正在|等待|尚未|[未没有]{1,2}通过|未经)审核|审核中|[未没有]{1,2}发布)"
)
# What counts readers or rows comes to 404 too: the number begins, or is among words of its trade.
_MISSING = re.compile(
    rf"{_GONE}|{_WITHDRAWN}|^\W*404\b|(?:error|http|status|oops|sorry|抱歉|错误|代码|状态码)\W{{0,3}}404\b"
    r"|\b404\W{0,3}(?:error|错误|页面|出错)|not found",
    re.I,
)
# A notice No. 404 is one too, so in a title the number has to stand alone or among words of its trade.
_MISSING_TITLE = re.compile(
    rf"{_GONE}|^\W*(?:http\W*)?(?:error|错误|出错)?\W*404\W*(?:$|not|error|page|错误|页面|出错|提示|[-_|])"
    r"|page not found|not found",
    re.I,
)
# What is left on an article's page whose text was taken away.
_TAKEN_AWAY = re.compile(rf"(?:您|你|该|此|本|抱歉|对不起)[^。\n]{{0,12}}(?:{_GONE})")
_REFUSAL = re.compile(
    r"(?:您|你|当前|本次|很抱歉|对不起|抱歉)[^。\n]{0,30}(?:访问|请求|操作|提交|IP)[^。\n]{0,24}"
    r"(?:拒绝|拦截|阻断|禁止|受限|限制|频繁|异常|疑似|威胁|不合法|非法)"
    r"|(?:访问|请求|操作)(?:过于|太)频繁|(?:访问|请求)[^。，\n]{0,12}(?:被拒绝|被拦截|被阻断|受限|异常)"
    r"|(?:已被|被)[^。，\n]{0,20}(?:防火墙|云防护|创宇盾|安全狗|云锁|管理员设置)[^。，\n]{0,8}(?:拦截|阻断)"
    r"|安全验证|人机验证|请输入验证码|(?:请|需要?)完成[^。\n]{0,8}验证|滑动(?:滑块)?验证|正在(?:进行)?(?:安全)?(?:检测|检查|验证)"
    r"|Web应用防火墙|网站防火墙|创宇盾|安全狗|云锁|您的IP|access denied|forbidden|request(?: has been| was)? blocked"
    r"|just a moment|checking your browser|verify you are human|captcha"
    r"|(?:请(?:先)?(?:开启|启用)|enable|requires) ?(?:javascript|cookies?)",
    re.I,
)
# A server being mended, and walls that say nothing else; to be believed of a bare page without a day alone.
_UPKEEP = re.compile(
    r"(?:网站|系统|本站|平台|服务器?)[^。\n]{0,12}(?:维护|升级|检修|割接|繁忙)[^。\n]{0,24}(?:中|暂停|停止|关闭|稍[后候]|恢复|无法)"
    r"|暂停(?:访问|开放)|稍[后候]再?(?:访问|试|来)|疑似[^。\n]{0,6}(?:攻击|入侵)|(?:恶意|非法|攻击)(?:请求|访问|行为)"
    r"|(?:拦截|请求|事件)(?:编号|ID)\s*[:：]|验证码|不是机器人|(?:滑块|拼图)|访问太快|刷新(?:页面)?(?:后)?重试|登录超时|请先登录"
    r"|(?:url|request) was rejected|support id|too many requests|you have been blocked|无法进行访问",
    re.I,
)
# What a page says that speaks to its visitor, or names what stands in the way; an article tells of others.
_TO_THE_VISITOR = re.compile(
    r"您|你的|敬请|谅解|管理员|请(?:先)?(?:完成|输入|打开|开启|启用|稍[后候]|点击|拖动|滑动|刷新|登录|休息)|your?\b|please|事件\s*ID|请求\s*ID|event\s*id|ray\s*id|request\s*id"
    r"|防火墙|创宇盾|安全狗|云锁|waf\b|forbidden|denied|just a moment|checking|too many requests|无法进行访问",
    re.I,
)
# Marks of the scripts of 瑞数, 创宇盾, 阿里云, Cloudflare, 腾讯云, 云锁, 百度云加速 and 宝塔 that ask for a browser.
_CHALLENGE = re.compile(
    r"\$_ts\s*=|\$_ts\b.{0,40}\bnsd\b|__jsl_clearance|acw_sc__v[23]|_cf_chl_opt|/cdn-cgi/challenge|yunsuo_session"
    r"|wzws|_guard/|TencentCaptcha|aliyun_waf|AWSC|btwaf|yunjiasu",
    re.S,
)
_WEAK_CHALLENGE = re.compile(
    r"_\$\w{2}\(|eval\(function\(p,a,c,k|document\.cookie\s*=.{0,400}location\.(?:reload|href|replace|assign)"
    r"|location\.(?:reload|href|replace).{0,400}document\.cookie\s*=",
    re.S,
)
_REFRESH = re.compile(
    r"""<meta[^>]{0,60}refresh[^>]{0,80}content\s*=\s*["']?\s*\d+\s*(?:;\s*url\s*=\s*([^"'>\s]+))?""", re.I
)
# An article says of itself whence and when it is; a refusal at most when it happened.
_BYLINE = re.compile(
    r"(?:来\s*源|发布(?:时间|日期|单位|机构)|发文(?:机关|日期)|责任编辑|责\s*编|编\s*辑|作\s*者|撰\s*稿|供\s*稿|浏览(?:次数|量)?)"
    r"\s*[:：]\s*(?!来\s*源|发布|责|编|作\s*者|浏览)[\w《“]"
)
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_SHORT = 400  # characters of visible text; a page that says more has something to say
_MANY = 10  # links; no wall leads to so many
_BARE = 160  # characters of an article's page without its text
_MUTE = frozenset(("script", "style", "noscript", "template", "a", "option"))


def own_text(parsed: Parsed, limit: int = 3000) -> str:
    """Return what the page says itself: its text without scripts and without links, about `limit` characters."""
    if parsed.tree is None:
        return ""
    if (known := parsed.remembered.get(limit)) is not None:
        return known
    body = parsed.tree.find("body")
    pieces: list[str] = []
    size = 0
    walk = (body if body is not None else parsed.tree).iter("*")
    for node in walk:
        if node.tag in _MUTE:
            for _ in node.iterdescendants("*"):
                next(walk)
        elif text := node.text:
            pieces.append(text)
            size += len(text.strip())
        if node is not body and (tail := node.tail):
            pieces.append(tail)
            size += len(tail.strip())
        if size >= limit:
            break
    said = parsed.remembered[limit] = " ".join(" ".join(pieces).split())
    return said


def page_state(parsed: Parsed, status: int = 200) -> State | None:
    """Return `missing` for a soft 404, `blocked` for a refusal or a challenge, `closed` for a site that is closed.

    None for any other page.
    """
    if parsed.tree is None:
        return None
    title = parsed.title
    missing_title = len(title) < 40 and bool(_MISSING_TITLE.search(title))
    # The beginning of most pages says enough.
    if status == 200 and not missing_title and len(own_text(parsed, 2 * _SHORT)) > _SHORT:
        return None
    text = own_text(parsed)
    article = bool(_BYLINE.search(text) and _DAY.search(text))
    wall = sum(1 for _ in islice(parsed.tree.iter("a"), _MANY)) < _MANY
    if wall and not article and len(text) < _BARE and _is_challenge(parsed, text):
        return "blocked"
    if status in (404, 410) or (not article and missing_title):
        return "missing"
    if len(text) > _SHORT or text.count("。") > 3:
        return None
    if article:
        return "missing" if len(text) < _BARE and _TAKEN_AWAY.search(text) else None
    if _MISSING.search(text):
        return "missing"
    # The foot of a home page tells visitors their address, and its login asks for a captcha.
    everything = f"{title} {text}"
    refused = _REFUSAL.search(everything if wall else title)
    if refused is None and wall and _DAY.search(text) is None:
        refused = _UPKEEP.search(everything)
    if refused and _TO_THE_VISITOR.search(everything):
        return "blocked"
    return "closed" if is_closed(parsed, text, wall=wall) else None


def _is_challenge(parsed: Parsed, text: str) -> bool:
    """Whether a page that says little asks for a browser: by a script of a known kind, or by loading itself again."""
    if _CHALLENGE.search(parsed.text):
        return True
    if text:
        return False
    if len(parsed.text) < 20000 and _WEAK_CHALLENGE.search(parsed.text):
        return True
    # No words, a cookie, and the same page once more.
    again = _REFRESH.search(parsed.text[:4096])
    itself = again is not None and parsed.absolute(again[1] or parsed.url) == parsed.url
    return itself and "set-cookie" in parsed.headers
