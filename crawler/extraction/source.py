"""The outlet that a page names as its source (来源), and the link on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from crawler.extraction.characters import half_width, squeeze
from crawler.extraction.credits import BYLINE_BEHIND, labelled_credits
from crawler.extraction.labels import FURNITURE, TODAY, Printed, printed
from crawler.extraction.meta import SOURCES
from crawler.extraction.moments import PAGE_OF_PAPER
from crawler.extraction.names import is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.role_labels import split_labels
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of, shortly

_LABEL = re.compile(r"来源|稿源|出处|转载?自|来自")
_OF_DATA = re.compile(r"(?:数据|图表|表格|视频|音频|参考)$")
_OF_PICTURES = re.compile(r"图片|题图|封面")
_SENTENCE = re.compile(r"^(?:本文)?(?:来源于|来自|摘自|转自)\s*[:：]?\s*(.+)$")
# 本文来自微信公众号：某某（ID：…）; 2018年12月5日 来源于 某某网.
_OF_AN_ACCOUNT = re.compile(
    r"^[（(【\[]?\s*(?:本文|文章|内容)[^。！？]{0,20}公众号\s*[:：]?\s*[“「\"]?([^（(，,“”」\"。；]{2,20})"
)
# 摘自《云溪党史》2015年第6期.
_EXCERPT = re.compile(
    r"(?:摘引?自|选自|转自|原载)\s*[:：]?\s*(《[^《》]{2,20}》(?:\s*(?:19|20)\d\d年)?(?:\s*第?\s*\d{1,3}\s*期)?)"
)
# （摘自云溪日报 2020年11月30日 02版）
_EXCERPT_OF_A_DAY = re.compile(
    r"[（(](?:摘自|选自|转自|转载自?|原载于?|原刊于?|来源)[:：]?([\u4e00-\u9fffA-Za-z·]{2,14}?)[,，]?"
    r"(?:(?:19|20)\d\d|\d{1,2}月)[^（()）]{2,24}[)）]"
)
_FROM_OUTLET = re.compile(r"来源于\s+([\u4e00-\u9fffA-Za-z0-9·]{2,16})(?:\s|$)")
_FROM = re.compile(r"^(?:摘自|转自|来自|据)\s*")
_TITLED = re.compile(r"^《([^《》]+(?:网站?|台|社))》$")
_LINKED_OUTLET = re.compile(r"(?:网|报|社|台|刊|新闻|客户端|在线|频道|央视|网站|电视|广播)(?:[\u4e00-\u9fff]{0,4})$")
_OUTLET = re.compile(
    # 人民网－中国共产党新闻网
    r"^(?:[\u4e00-\u9fff]{2,10}[－—-]{1,2})?[\u4e00-\u9fffA-Za-z0-9·]{2,18}"
    r"(?:网站?|报|社|台|刊|部|委|办|局|厅|院|党建|先锋|中心|客户端|频道|新闻|在线|组工|机关|大学|集团|公众号|微信|发布|政务|融媒|视频|观察"
    r"|周刊|杂志|娱乐|财经|体育|科技|音乐|汽车|房产|教育|健康|游戏|数码|历史|军事|时尚|旅游|资讯|网络版|中文站"
    r"|原创|专稿|(?<=参考)消息|(?<=[报网社])综合)$"
)
_OUTLET_CLASS = re.compile(
    r"source|origin(?!al)|lai_?yuan|nickname|weibo_user|media_?-?name|account|js_name|\bmedia\b", re.I
)
_IN_TITLE_MARKS = re.compile(r"《[^《》：:【】\s]{2,10}(?:\s{1,2}[^《》：:【】\s]{2,10}){1,2}》(?=\s|$)")
_NEXT_FIELD = re.compile(
    r"\s{2,}|[|｜]|(?<=》)\s*、(?!\s*《)|(?<!》)(?:19|20)\d\d[-年/.]"
    r"|\s+(?=(?:发布|时间|日期|作者|编辑|浏览|点击|字体|字号|分享|打印))|\s+(?=[\u4e00-\u9fff]{2,4}[:：])"
    r"|(?<=[报网社台刊])(?:首席|见习|实习|特约)?(?:记者|通讯员)(?=[\s:：])"
)
_NAME_BEHIND = re.compile(
    r"(\S+(?:网站?|报|社|台|刊|部|局|委|厅|院|中心|客户端|频道))(?:\s+|\s*[(（])([\u3400-\u9fff]{2,3})[)）]?"
)
_NAMES_BEHIND = re.compile(
    r"(\S+(?:网站?|报|社|台|刊|部|局|委|厅|院|中心|客户端|频道))(?:/|\s+)((?:[\u3400-\u9fff]{2,3}(?:\s+|$)){1,4})"
)
_BRACKETED = re.compile(r"[^（(]\s*[（(][^（()）]+[)）]$")
_TOOLS = re.compile(
    r"(?:\s|[|｜(（\[])*(?:举报|字体|字号|分享|打印|收藏|评论|浏览|阅读|点击|有?\s*\d*\s*人参与|大\s*中\s*小).*$",
)
# 云溪动态每日分享 is an account, 云溪收藏 a channel; what is an outlet before it stands beside a tool.
_SHARES = re.compile(r"[\u4e00-\u9fff]{4,10}(?<![网报社台刊])分享|[\u4e00-\u9fff]{2,4}(?<![网报社台刊端号])收藏")
_TOOL = re.compile(r"微博|微信|空间|转发|我有话说|我要\S{1,4}|手机看\S{0,4}|收藏\S{0,4}|返回\S{1,4}|[上下]一[版期]")
_ACCOUNT = re.compile(r"(?<=[\u4e00-\u9fff]{2})官方[帐账]号\s*$")
_NO_OUTLET = re.compile(
    r"《[^《》]*[：:【]"
    r"|^(?:下载\S*|微博|微信|null|undefined|来源|作者|编辑|无|未知|SRC-\d+|-+|本站原创|本站(?:编辑|小编)"
    r"|(?:来源)?(?:互联网|网络)|(?:查看|阅读)(?:原文|全文)|原创|admin\w*|(?:系统|网站)?管理员)$|浏览|点击|字体"
    r"|(?<!看)看新闻|更多|我要|^手机(?!\S{0,4}(?:网|中国|报|之家))|手机(?:看|版|端|阅读|浏览|客户端)|https?:|^\d+$"
    r"|^总?第\s*\d+\s*期$"
    r"|来源[:：]|领域创作者$|^(?:来自|转载|发布|更新|参与|发表|正文|张图片|创建于)|(?:时间|日期|申请日)$|^[\d.]+[亿万千百]*[元份股]|\d*人参与$"
    # Whence a post was sent: 来自云南省.
    r"|^(?:[\u4e00-\u9fff]{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:北京|上海|天津|重庆)市?|香港特别行政区|澳门特别行政区)$",
    re.I,
)
_SOURCE_IN_SCRIPT = re.compile(
    r"""\bsource["']?\s*:\s*\{[^{}]{0,300}?["']name["']\s*:\s*["'](?P<name>[^"'\\]{2,20})["']"""
)
_SOURCE_WRITTEN = re.compile(
    r"""document\.write(?:ln)?\(\s*["'](?:<[^"'<>]{0,60}>|&nbsp;|\s)*[【\[]?(?:信息|文章|稿件)?来\s*源\s*[:：]"""
    r"""(?:&nbsp;|\s)*(?:["']\s*\+\s*(?P<name>[A-Za-z_$][\w$]*)|(?P<text>[\u4e00-\u9fffA-Za-z《》]{2,20})["'<])"""
)
# 云溪报 编辑 孟浩, alone between headline and text
_PAPER_AND_DESK = re.compile(
    r"([\u4e00-\u9fff]{2,8}(?:报|社|网|新闻|周刊))\s+(?:编辑|责编)\s+[\u3400-\u9fff]{2,3}(?:\s|$)"
)
_PAPER_AND_REPORTER = re.compile(r"([\u4e00-\u9fff]{2,8}(?:报|社|网|網|新闻|新聞|周刊|週刊))\s*/\s*记者")
_OUTLET_IN_BRACKETS = re.compile(
    r"[（(](?:[\u4e00-\u9fff]{2,10}[－—-]{1,2})?[\u4e00-\u9fff]{2,10}(?:网|报|社|台|客户端)[）)]|[（(](?:网易|新浪|搜狐|腾讯|澎湃)[）)]"
)
_LABEL_IN_BRACKETS = re.compile(r"[（(]\s*(?:文章|稿件|信息)?来源\s*[:：]\s*[^（()）。]{2,24}[）)]")
_PAPER = re.compile(
    r"[（(]?\s*《?\s*([\u4e00-\u9fff]{2,12}[报刊志](?:[\u4e00-\u9fff]{2}版)?)\s*》?\s*[（(]?\s*(?:19"
    r"|20)\d\d年\d{1,2}月\d{1,2}日[^。，]{1,12}版\s*[）)]*"
)
# （云溪日报2017年4月25日）
_PAPER_AND_DAY = re.compile(
    r"[（(]\s*《?([\u4e00-\u9fff]{2,12}[报刊志])》?\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*[）)]"
)
_OUTLET_AND_TIME = re.compile(r"([\u4e00-\u9fff]{3,10})\s+(?:\d{1,2}-\d{1,2}\s+)?\d{1,2}:\d\d")
_SITE_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff]{2})\s*(?:https?://)?www\.[\w.\-]+$")
_FEW = 3  # lines below a headline
_CLOSING = frozenset("）)】")
_FROM_BEHIND = re.compile(
    r"[（(【]\s*(?:(?:稿件|信息|文章|新闻)?来源\s*[:：]|(?:来源于|转自|转载自|转载于|摘自|原载)\s*[:：]?)\s*([^（()）。，、：:]{2,20})\s*[)）】]$"
)
_SENTENCE_ENDS = frozenset("。！？")
_FRONT_PAGE = re.compile(r"(?:https?:)?(?://[^/]+)?(?:\.{0,2}/)*(?:(?:index|default|main|home)\.\w+)?")
_LONGEST_BESIDE, _LONGEST_ALONE = 16, 60
# What a page files its story under is no outlet.
_COLUMN = re.compile(r"(?:所属)?(?:分类|栏目|类别|频道|专栏)\s*[:：]\s*\S+")
# 云溪日报20240313 3版, 《云溪日报》2024年3月13日 第3版, 云溪日报3月13日3版
_ISSUE = re.compile(
    r"(?<=[\u4e00-\u9fff》])\s*(?:(?:19|20)\d{5,7}|(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)"
    r"(?:\s*第?\s*(?:\d{1,2}|[A-Z]\d{1,2})\s*版)?$"
    r"|(?<=[\u4e00-\u9fff》])\s*第?\s*[A-Z]?\d{1,2}\s*版$"
)
# 2019年1月20日 云溪日报 第1版
_CENTURIES = ("19", "20")
_DATED = re.compile(
    r"(?:19"
    r"|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s+([\u4e00-\u9fff]{2,12}[报网社台刊端](?:[－—-]{1,2}[\u4e00-\u9fff]{2,8})?)(?:\s+第?\s*\d{1,2}\s*版)?\s*$"
)
_MARKS = "\"'“”"
_QUOTES = re.compile(f"[{_MARKS}]")
_HAN_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]*[\u4e00-\u9fff]{2}[\u4e00-\u9fffA-Za-z0-9·]*$")


Candidate = tuple[str, str, str | None]  # where it stands, the outlet as printed, its address


def find_source(
    outline: Outline, header: Sequence[Line], footer: Sequence[Line], between: Sequence[Line], ending: str = ""
) -> tuple[str | None, str | None]:
    """Return the source as printed and its address; the printed one counts before what the head says.

    `between` are all the lines from the headline to the story, `ending` is the story's last paragraph.
    """
    found = next(iter_sources(outline, header, footer, between, ending), None)
    return (found[1], found[2]) if found is not None else (None, None)


def iter_sources(
    outline: Outline, header: Sequence[Line], footer: Sequence[Line], between: Sequence[Line], ending: str = ""
) -> Iterator[Candidate]:
    """Yield the outlets that a page names, the likeliest source first."""
    for candidates in (
        _labelled(outline, header, above=True),
        _labelled(outline, footer),
        _in_brackets(footer),
        _beside_the_date(outline, header, between),
        _by_class(outline, between or header),
        _of_a_paper([*between, *header, *footer]),
        _beside_a_time(between),
        _alone_beside_the_date(outline, header),
        _of_the_byline(header),
        _behind_the_end(ending),
        _told(outline),
        _in_script(outline, header),
    ):
        for where, printed_as, url in candidates:
            if name := clean_source(BYLINE_BEHIND.split(printed_as)[0]):
                yield where, name, url


def _told(outline: Outline) -> Iterator[Candidate]:
    for name in SOURCES:
        if name in outline.meta.tags:
            yield f"meta {name}", outline.meta.tags[name], None


def _in_script(outline: Outline, header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the source that a script holds, where the page prints the label with nothing behind it."""
    empty = any(
        _LABEL.search(part.label) and not part.value.strip()
        for line in header
        for part in split_labels(half_width(line.text))
    )
    text = outline.parsed.text
    if empty and (match := _SOURCE_IN_SCRIPT.search(text)):
        yield "script", match["name"], None
    # TRS: document.write("来源：" + source), as the only place where the page says it.
    if "document.write" in text and (written := _SOURCE_WRITTEN.search(text)):
        name = written["text"]
        if name is None:
            given = rf"""(?<![\w$.]){re.escape(written["name"])}\s*=\s*["'](?P<text>[^"'\\<>]{{2,30}})["']"""
            name = match["text"] if (match := re.search(given, text)) else None
        if name:
            yield "script", name, None


def _of_a_paper(lines: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the paper that a line names with its day and page: 《云溪日报》（2020年03月13日 第04版）."""
    for line in lines:
        if "版" in line.text[-3:] and (match := _PAPER.fullmatch(line.text)):
            yield "day and page of a paper", match[1], None
        if "日" in line.text[-2:] and (match := _PAPER_AND_DAY.fullmatch(line.text)):
            yield "day of a paper", match[1], None


def _beside_a_time(between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlet that stands before a time of no year: 云溪新闻 12-17 19:25."""
    for line in between[:_FEW]:
        if ":" in line.text[-4:] and (match := _OUTLET_AND_TIME.fullmatch(line.text)) and _OUTLET.match(match[1]):
            yield "beside a time", match[1], None


def is_source_in_brackets(text: str) -> bool:
    """Whether a line below a text is the outlet in brackets and nothing else."""
    return _OUTLET_IN_BRACKETS.fullmatch(text) is not None or _LABEL_IN_BRACKETS.fullmatch(text) is not None


def _in_brackets(footer: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlet that alone in brackets closes a text: （大江网-云溪日报）."""
    for line in footer:
        if _OUTLET_IN_BRACKETS.fullmatch(line.text):
            yield "in brackets below the text", line.text[1:-1], None


def _labelled(outline: Outline, lines: Sequence[Line], *, above: bool = False) -> Iterator[Candidate]:
    """Yield what stands behind 来源： and its like; behind a sentence `above` a story it is a picture's."""
    for line in printed(lines):
        for part in split_labels(half_width(line.text)):
            # 凡注明“来源：某网”的作品; 数据来源：某数据库 is the source of a table.
            quoted = part.start and (line.text[part.start - 1] in "“「『" or _OF_DATA.search(line.text[: part.start]))
            shown = above and line.text[: part.start].rstrip(" \u3000(（")[-1:] in _SENTENCE_ENDS
            wanted = "注明" in line.text[max(part.start - 6, 0) : part.start + 4]  # of who prints it again
            told = not (quoted or shown or wanted)
            if _LABEL.search(part.label) and told and not _OF_PICTURES.match(part.label):
                value = line.text[part.value_at : part.value_at + len(part.value)]
                yield f"label {part.label}", value or _of_logo(line), _address(outline, line, value)
        if match := _EXCERPT.search(line.text):
            yield "label", match[1], None
        bracketed = line.text[:1] in "（(" and line.text[-1:] in "）)"
        if bracketed and (match := _EXCERPT_OF_A_DAY.fullmatch("".join(line.text.split()))):
            yield "label", match[1], None
        if match := _OF_AN_ACCOUNT.search(line.text) or _FROM_OUTLET.search(line.text):
            yield "label", match[1], None
        if match := _SENTENCE.match(line.text):
            yield "label", match[1], None


def _of_logo(line: Printed) -> str:
    """Return what the picture says that stands where a label's value should: an outlet's logo."""
    said = (squeeze(image.get("alt") or image.get("title") or "") for image in line.images)
    return next((text for text in said if 2 <= len(text) <= _LONGEST_BESIDE), "")


def _is_masthead(outline: Outline, line: Line) -> bool:
    """Whether a line says what day it is rather than when the story came out."""
    return TODAY.search(line.text) is not None and not any(time.to_the_minute for time in outline.dates[line.number])


def _address(outline: Outline, line: Printed, value: str) -> str | None:
    names = ((anchor, squeeze(label)) for anchor, label in line.links)
    link = next((anchor for anchor, name in names if name and name in value), None)
    return outline.parsed.absolute(link.get("href")) if link is not None else None


def _beside_the_date(outline: Outline, header: Sequence[Line], between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlets that stand without a label beside the time, the nearest first."""
    for line in header:
        if line.number not in outline.dates or _is_masthead(outline, line):
            continue
        text, times = _COLUMN.sub(_blank, line.spaced), outline.dates[line.number]
        after = _words(text[times[-1].end :])
        before = _words(text[: times[0].start])[::-1]
        for pair in zip_longest(after, before):
            for word in pair:
                if word and _OUTLET.match(word.strip("《》")) and not FURNITURE.search(word):
                    yield "beside the time", word, _address(outline, Printed(text, line.links), word)
        for anchor, label in line.links:
            name = squeeze(label)
            if not 2 <= len(name) <= _LONGEST_BESIDE or name not in text or FURNITURE.search(name):
                continue
            if _LINKED_OUTLET.search(name) and not _is_in_menu(outline, name):
                yield "linked beside the time", name, outline.parsed.absolute(anchor.get("href"))
        for other in between:
            if abs(other.number - line.number) != 1 or not _OUTLET.match(other.text) or FURNITURE.search(other.text):
                continue
            # A bold line that the sentence below it names is a crosshead.
            below = outline.lines[other.number + 1].text if other.bold and not line.bold else ""
            if other.text not in below or below.startswith(other.text):
                yield "next to the time", other.text, None


def _alone_beside_the_date(outline: Outline, header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the one word that stands beside a time and is no tool and no name: an account, a desk."""
    for line in header:
        if line.number not in outline.dates or TODAY.search(line.text) or len(line.text) > _LONGEST_ALONE:
            continue
        if PAGE_OF_PAPER.search(line.text):
            continue
        text, times = _COLUMN.sub(_blank, line.spaced), outline.dates[line.number]
        words = [*_words(text[: times[0].start]), *_words(text[times[-1].end :])]
        said = [
            word
            for word in words
            if _HAN_WORD.match(word.strip("《》")) and not FURNITURE.search(word) and not _TOOL.fullmatch(word)
        ]
        # The headline may have the day behind it.
        before = squeeze(text[: times[0].start]).rstrip("（( ")
        if len(before) >= _LONGEST_BESIDE and before in outline.meta.title:
            continue
        if len(said) != 1 or not 3 <= len(said[0]) <= _LONGEST_BESIDE or is_surely_name(said[0]):
            continue
        if said[0] in {credit.name or credit.organization for credit in labelled_credits(line.half)}:
            continue
        if not _is_in_menu(outline, said[0]):
            yield "alone beside the time", said[0], None


def _is_in_menu(outline: Outline, name: str) -> bool:
    """Whether a link alone on its line, away from the front page, is called so: a column's name."""
    for line in outline.lines:
        if line.text == name and len(line.links) == 1:
            href = line.links[0][0].get("href") or ""
            if href[:1] not in ("", "#", "j") and not _FRONT_PAGE.fullmatch(href):
                return True
    return False


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _of_the_byline(header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the paper that a byline names before its reporter: 某报／记者 张三／某地报道."""
    for line in header:
        if match := _PAPER_AND_REPORTER.match(line.half) or _PAPER_AND_DESK.match(line.half):
            yield "byline", line.spaced[match.start(1) : match.end(1)], None


def _behind_the_end(ending: str) -> Iterator[Candidate]:
    """Yield the outlet that in brackets closes the last paragraph: ……归仓。（来源：云溪日报）."""
    if ending[-1:] in _CLOSING and (match := _FROM_BEHIND.search(ending[-40:])) and "/" not in match[1]:
        yield "behind the text", match[1], None


def _words(text: str) -> list[str]:
    words = [_without_marks(word) for word in re.split(r"[\s|｜丨/／]+", text)]
    return [word for word in words if word]


def _without_marks(printed: str) -> str:
    """Return a word without brackets; the signs of a title stay where both are there.

    E-papers print 《云溪日报》（2020年3月13日　第01版）: of that the name alone.
    """
    word = printed.strip("（()）")
    whole = word.count("《") == word.count("》") and word.strip("《》") and not printed.endswith(("（", "("))
    return word if whole else word.strip("《》")


_NAMING = ("span", "a", "em", "i", "strong", "p", "b")
_LONGEST_NAMING = 200  # characters, spaces counted


def _by_class(outline: Outline, between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the short texts of elements that the page's own markup calls a source, an account or a medium."""
    looked_at: set[Node] = set()  # a block may hold many lines
    for line in between:
        if len(line.text) > 80 or line.number in outline.rows:
            continue
        inside = [] if line.node in looked_at else [line.node, *line.node.iter(*_NAMING)]
        looked_at.add(line.node)
        for node, said in (*line.links, *((node, None) for node in inside)):
            classes = classes_of(node)
            if not (_OUTLET_CLASS.search(classes) or "author" in classes or node.tag == "address"):
                continue
            # An element around much else is no name, and its text is long.
            name = squeeze(said or shortly(node, _LONGEST_NAMING) or "")
            short = 2 <= len(name) <= _LONGEST_BESIDE and not any(c.isspace() for c in name)
            if (
                short
                and (_is_called_source(classes, name) or node.tag == "address")
                and not FURNITURE.search(name)
                and ("source" in classes or not is_surely_name(name))
            ):
                yield "markup", name, outline.parsed.absolute(node.get("href"))


def _is_called_source(classes: str, name: str) -> bool:
    """Whether a class says so of a name; an account of a platform of accounts is its story's author too."""
    if _OUTLET_CLASS.search(classes):
        return True
    return "author" in classes and _OUTLET.match(name) is not None


def clean_source(value: str) -> str | None:
    """Return an outlet's name without the fields and tools that follow it on its line; None for a placeholder."""
    value = value.strip(" \u3000")
    if value[:2] in _CENTURIES and (dated := _DATED.match(value)):
        value = dated[1]
    # 《云溪 党建》 is one name.
    title = _IN_TITLE_MARKS.match(value)
    if value.endswith(("分享", "收藏")) and _SHARES.fullmatch(value):
        return value
    text = title[0] if title else _ACCOUNT.sub("", _TOOLS.sub("", _NEXT_FIELD.split(value)[0]))
    named = _NAME_BEHIND.fullmatch(squeeze(text)) or _NAMES_BEHIND.fullmatch(squeeze(text))
    if named and all(map(is_surely_name, named[2].split())):
        text = named[1]
    text = _TITLED.sub(r"\1", _FROM.sub("", squeeze(text))).strip("【】[]:： 　-—·,，。;；")
    if "www." in text:
        text = _SITE_BEHIND.sub("", text)
    if text[-1:].isdecimal() or text[-1:] in ("版", "日"):
        text = _ISSUE.sub("", text)
    # “云溪组工”微信公众号 keeps its quotation marks, “云溪组工” does not.
    if len(_QUOTES.findall(text)) != 2 or (text[0] in _MARKS and text[-1] in _MARKS):
        text = text.strip(_MARKS)
    if not _BRACKETED.search(text):
        text = text.strip("()（） 　")
    if text.count("《") != text.count("》"):
        text = text.strip("《》")
    return None if len(text) < 2 or len(text) > 40 or _NO_OUTLET.search(text) else text
