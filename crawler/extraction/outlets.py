"""Outlets (来源) as they are printed, and what is left of one when the fields beside it are taken away."""

from __future__ import annotations

import re

from crawler.extraction.characters import squeeze
from crawler.extraction.labels import TODAY, Printed
from crawler.extraction.moments import PAGE_OF_PAPER
from crawler.extraction.names import is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.text import Line

LONGEST_BESIDE, LONGEST_ALONE = 16, 60
OUTLET = re.compile(
    # 人民网－中国共产党新闻网
    r"^(?:[\u4e00-\u9fff]{2,10}[－—-]{1,2})?[\u4e00-\u9fffA-Za-z0-9·]{2,18}"
    r"(?:网站?|报|社|台|刊|部|委|办|局|厅|院|党建|先锋|中心|客户端|频道|新闻|在线|组工|机关|大学|集团|公众号|微信|发布|政务|融媒|视频|观察"
    r"|周刊|杂志|娱乐|财经|体育|科技|音乐|汽车|房产|教育|健康|游戏|数码|历史|军事|时尚|旅游|资讯|网络版|中文站"
    r"|原创|专稿|(?<=参考)消息|(?<=[报网社])综合)$"
)
Candidate = tuple[str, str, str | None]  # where it stands, the outlet as printed, its address

_FROM = re.compile(r"^(?:摘自|转自|来自|据)\s*")
_TITLED = re.compile(r"^《([^《》]+(?:网站?|台|社))》$")
_IN_TITLE_MARKS = re.compile(r"《[^《》：:【】\s]{2,10}(?:\s{1,2}[^《》：:【】\s]{2,10}){1,2}》(?=\s|$)")
_NEXT_FIELD = re.compile(
    r"\s{2,}|[|｜]|(?<=》)\s*、(?!\s*《)|(?<!》)(?:19|20)\d\d[-年/.]"
    # 《云溪日报》2024-3-13, and 云溪日报 3-13 without a year
    r"|(?<=》)(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d|(?<=[》报网社台刊])\s*(?<!\d)\d{1,2}-\d{1,2}(?=\s+[\u3400-\u9fff]|$)"
    r"|\s+(?=(?:发布|时间|日期|作者|编辑|浏览|点击|字体|字号|分享|打印))"
    r"|\s+(?=(?:[\u4e00-\u9fff]{2,4}|[A-Z][a-z]{2,10}\s?)[:：])"
    r"|(?<=[报网社台刊])(?:首席|见习|实习|特约)?(?:记者|通讯员)(?=[\s:：])"
)
_NAME_BEHIND = re.compile(
    r"(\S+(?:网站?|报|社|台|刊|部|局|委|厅|院|中心|客户端|频道))(?:\s+|\s*[(（])([\u3400-\u9fff]{2,3})[)）]?"
)
_NAMES_BEHIND = re.compile(
    r"(\S+(?:网站?|报|社|台|刊|部|局|委|厅|院|中心|客户端|频道))(?:/|\s+)((?:[\u3400-\u9fff]{2,3}(?:\s+|$)){1,4})"
)
_BRACKETED = re.compile(r"[^（(]\s*[（(][^（()）]+[)）]$")
_SAID_AGAIN = re.compile(r"^([^（）()]{2,20})\s*[（(]\1[)）]$")  # 云溪日报（云溪日报）
_TOOLS = re.compile(
    r"(?:\s|[|｜(（\[【])*(?:举报|[大小]?字体|字号|返回列表|[踩顶]\(\d|分享|打印|收藏|(?:发表|查看|我要)?评论|浏览|阅读|点击|有?\s*\d*\s*人参与"
    r"|大\s*中\s*小|参与互动|跟[贴帖]|关闭|(?<=\s)[+＋]?关注$).*$",
)
# 云溪动态每日分享 is an account, 云溪收藏 a channel; what is an outlet before it stands beside a tool.
_SHARES = re.compile(r"[\u4e00-\u9fff]{4,10}(?<![网报社台刊])分享|[\u4e00-\u9fff]{2,4}(?<![网报社台刊端号])收藏")
_ACCOUNT = re.compile(r"(?<=[\u4e00-\u9fff]{2})官方[帐账]号\s*$")
_NO_OUTLET = re.compile(
    r"《[^《》]*[：:【]"
    r"|^(?:下载\S*|微博|微信|null|undefined|none|N/?A|来源|作者|编辑|SRC-\d+|-+|本站原创|本站(?:编辑|小编)"
    r"|(?:暂?无|未知|不[详明])(?:来源)?|来源(?:未知|不[详明])|佚名|匿名|其[他它]|待定|未填写?"
    r"|(?:来源)?(?:互联网|网络)(?:转[载帖贴]|整理)?|转[帖贴]|(?:查看|阅读)(?:原文|全文)|原创|admin\w*|(?:系统|网站)?管理员)$|浏览|点[击阅]|字体"
    r"|^(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[、.．]|(?<!看)看新闻|更多|我[要来]|^手机(?!\S{0,4}(?:网|中国|报|之家))|手机(?:看|版|端|阅读|浏览|客户端)|https?:|^\d+$"
    r"|^总?第\s*\d+\s*期$|^(?:安卓|Android|iPhone|iPad|iOS|苹果|电脑|PC)\s?客户端$"
    r"|^[\u4e00-\u9fff]{2}報導$|^(?:编辑|作者|责编|记者|摄影)[:：]|来源[:：]|\.(?:docx?|xlsx?|pptx?|pdf|wps|zip|rar)$|^[上中下]午\d|领域创作者$|^(?:来自|转载|发布|更新|参与|发表|正文|张图片|创建于)|(?:时间|日期|申请日)$|^[\d.]+[亿万千百]*[元份股]|\d*人参与$"
    # Whence a post was sent: 来自云南省.
    r"|^(?:[\u4e00-\u9fff]{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:北京|上海|天津|重庆)市?|香港特别行政区|澳门特别行政区)$",
    re.I,
)
_SITE_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{2})\s*(?:https?://)?www\.[\w.\-]+$")
# 云溪日报20240313 3版, 《云溪日报》2024年3月13日 第3版, 云溪日报3月13日3版
_ISSUE = re.compile(
    r"(?<=[\u4e00-\u9fff》])\s*(?:(?:19|20)\d{5,7}|(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)"
    r"(?:\s*第?\s*(?:\d{1,2}|[A-Z]\d{1,2}|[一二三四五六七八九十]{1,2})\s*版)?$"
    r"|(?<=[\u4e00-\u9fff》])\s*第?\s*[A-Z]?\d{1,2}\s*版$"
)
# 2019年1月20日 云溪日报 第1版
_CENTURIES = ("19", "20")
_DATED = re.compile(
    r"(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?P<time>\d{1,2}:\d\d(?::\d\d)?\s+)?"
    r"(?P<name>《[^《》]{2,14}》|[\u4e00-\u9fff]{2,12}[报网社台刊端](?:海外版|[－—-]{1,2}[\u4e00-\u9fff]{2,8})?"
    # Behind a time of day any name.
    r"|(?(time)[\u4e00-\u9fff]{2,12}|(?!)))(?:\s*第?\s*[A-Z]?\d{1,2}\s*版)?\s*$"
)
# 云溪日报 视力保护色：, a field that holds no words
_EMPTY_FIELD = re.compile(r"(?:^|\s+)(?:[\u4e00-\u9fff]{2,8}|[A-Za-z]{2,12})\s*[:：]$")
_MARKS = "\"'“”"
_QUOTES = re.compile(f"[{_MARKS}]")


def blanked(match: re.Match[str]) -> str:
    """Return spaces in the place of what a pattern found, so that places in the text stay."""
    return " " * len(match[0])


def clean_source(value: str) -> str | None:
    """Return an outlet's name without the fields and tools that follow it on its line; None for a placeholder."""
    value = value.strip(" \u3000")
    if value[-1:] in (":", "："):
        value = _EMPTY_FIELD.sub("", value)
    if value[:2] in _CENTURIES and (dated := _DATED.match(value)):
        value = dated["name"]
    # 《云溪 党建》 is one name.
    title = _IN_TITLE_MARKS.match(value)
    if value.endswith(("分享", "收藏")) and _SHARES.fullmatch(value):
        return value
    text = title[0] if title else _ACCOUNT.sub("", _TOOLS.sub("", _NEXT_FIELD.split(value)[0]))
    named = _NAME_BEHIND.fullmatch(squeeze(text)) or _NAMES_BEHIND.fullmatch(squeeze(text))
    if named and all(map(is_surely_name, named[2].split())):
        text = named[1]
    text = _TITLED.sub(r"\1", _FROM.sub("", squeeze(text))).strip("【】〖〗[]〔〕:： 　-—·,，。;；")
    if "《 " in text or " 》" in text:
        text = text.replace("《 ", "《").replace(" 》", "》")
    if "www." in text:
        text = _SITE_BEHIND.sub("", text)
    if text[-1:].isdecimal() or text[-1:] in ("版", "日"):
        text = _ISSUE.sub("", _ISSUE.sub("", text))  # 云溪日报第3版20240313 has the day behind the page
    # “云溪组工”微信公众号 keeps its quotation marks, “云溪组工” does not.
    if len(_QUOTES.findall(text)) != 2 or (text[0] in _MARKS and text[-1] in _MARKS):
        text = text.strip(_MARKS)
    if text[-1:] in ("）", ")"):
        text = _SAID_AGAIN.sub(r"\1", text)
    if not _BRACKETED.search(text):
        text = text.strip("()（） 　")
    if text.count("《") != text.count("》"):
        text = text.strip("《》")
    return None if len(text) < 2 or len(text) > 40 or _NO_OUTLET.search(text) else text


def is_masthead(outline: Outline, line: Line) -> bool:
    """Whether a line says what day it is rather than when the story came out."""
    if TODAY.search(line.text) is None or any(time.to_the_minute for time in outline.dates[line.number]):
        return False
    return not PAGE_OF_PAPER.search(line.text)  # 2020年3月13日 星期五 云溪日报 第1版


def address_of(outline: Outline, line: Printed, value: str) -> str | None:
    """Return where the link on a line leads that is called as an outlet is, or None."""
    names = ((anchor, squeeze(label)) for anchor, label in line.links)
    link = next((anchor for anchor, name in names if name and name in value), None)
    return outline.parsed.absolute(link.get("href")) if link is not None else None
