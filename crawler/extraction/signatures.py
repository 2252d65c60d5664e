"""Bylines without colons: 本报记者 张三 通讯员 李四, 新华社记者王某摄, 张三、李四摄, 县委组织部供稿."""

from __future__ import annotations

import re

from crawler.extraction.byline_words import BEHIND, WORDS, Signature
from crawler.extraction.characters import squeeze
from crawler.extraction.names import is_organization, is_surely_name
from crawler.items import Credit

_LONGEST_COLLECTIVE = 12  # characters of an outlet's commentators
_SHORTEST_BYLINE = 4  # characters
# 张三／某地
_NAME_AND_PLACE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,3})\s*[／/]\s*(?P<place>[\u4e00-\u9fff]{2,4})")
# Behind a stroke: where from.
_PLACES = re.compile(r"\s*[|｜丨]\s*(?:[\u4e00-\u9fff]{2,4}、)*[\u4e00-\u9fff]{2,4}报道\s*$")
_SENT_FROM = re.compile(r"(?<=[\u3400-\u9fff])\s*发自\s*[\u4e00-\u9fff、]{2,12}\s*$")
_AND_OTHERS = re.compile(r"及各[\u4e00-\u9fff]{1,4}(?:记者|通讯员)$")
# 记者孟小川柳河报道
_FROM_WHERE = re.compile(r"(?<=记者[\u3400-\u9fff]{3})(?<!综合)[\u4e00-\u9fff]{2,3}报道$")
_TITLED = re.compile(r"《([\u4e00-\u9fffA-Za-z]{2,12})》(?=[\u4e00-\u9fff]{0,4}(?:记者|通讯员|评论员))")
_AND_VIDEO = re.compile(r"文\s*[/／、]\s*视频(?=\s)")
# 高三（5）班张三供稿
_CLASS = re.compile(
    r"[初高]?[一二三四五六七八九\d]{1,4}\s*[（(]\s*[\d一二三四五六七八九十]{1,2}\s*[)）]\s*班\s*(?=[\u3400-\u9fff])"
)
_BOTH = re.compile(
    r"(?:(?<![\u3400-\u9fff])文\s*[/、·]?\s*|文[/、·]?)图(?![片书])|图\s*[/、]\s*文|文\s*[/、·]\s*[片摄](?![\u3400-\u9fff])"
)
_BETWEEN = re.compile(r"[\s\u3000]*[、，,;；/|丨｜&][\s\u3000]*|[\s\u3000]+")
_PHOTOS_BY = re.compile(r"(?:(?<=[\u3400-\u9fff]{2})|(?<=[\u3400-\u9fff] ))摄影(?!报道)(?=[\u3400-\u9fff]{2,4}$)")
RUN_ON = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?<!特约)(?<!本报)(?<!本网)(?:实习生|通讯员)"
    # 云溪日报记者孟浩云溪台记者林舟
    r"|(?<=记者[\u3400-\u9fff]{3})(?=[\u4e00-\u9fff]{1,8}[报社网台刊]记者)"
    r"|(?<=记者[\u3400-\u9fff]{2})(?=本[报社网台刊]记者)"
)
# （来源：云溪日报 记者 孟浩）
_SOURCE_BEFORE = re.compile(r"(?:稿件|信息|文章|新闻)?来源\s*[:：]\s*")
# A name after its title is padded too: 通讯员林　宇.
_PADDED_AFTER = re.compile(r"((?:记者|通讯员|实习生)[\u3400-\u9fff])[ \u3000]([\u3400-\u9fff])(?![\u3400-\u9fff])")
PADDED_BEFORE = re.compile(
    r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]([\u3400-\u9fff])(?=摄影报道|摄影?|供图|供稿|采访|整理|报道)"
)
_BEHIND_SLASH = re.compile(r"(?<=[\u3400-\u9fff])\s*[/／]\s*(文|图|视频|摄影|摄|口述|整理)(?=[\s、，]|$)")
_TOLD = re.compile(r"[。！？；”].")  # a sentence is no byline
_BRACKETS = re.compile(r"[()（）\[\]【】<>]")
_PADDED = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000\u00a0]+([\u3400-\u9fff])(?![\u3400-\u9fff])")
# 张三　某大学马克思主义学院教授: how a scholar signs below a text.
_NAME_AND_POST = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,4})[\s\u3000]+"
    r"(?P<post>[\u4e00-\u9fff、·]{4,40}(?:教授|研究员|讲师|院长|主任|所长|书记|会长|校长|馆长|博士|博士生|专家))"
)
# 云溪县委书记　张三: how an official signs above it.
_POST_AND_NAME = re.compile(
    r"(?P<post>[\u4e00-\u9fff\d、·]{0,40}(?:书记|[省市县区镇乡州部局厅院校所馆行社处科]长|主任|主席|会长|秘书长|理事长|董事长"
    r"|总经理|总编辑|教授|研究员|讲师|本科生|研究生|硕士生|博士生|学生|辅导员|教师|成员|队员|校友|党员|居民|村民"
    r"|读者|职工|战士))[\s\u3000]+(?P<name>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff][\s\u3000]+[\u3400-\u9fff])"
)
# 张三（云溪县委党校副校长）
_NAME_AND_POST_IN_BRACKETS = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff][\s\u3000]+[\u3400-\u9fff])\s*[（(](?P<post>[\u4e00-\u9fff\d、·]{4,40}"
    r"(?:书记|[省市县区镇乡州部局厅院校所馆行社处科]长|主任|主席|会长|秘书长|教授|研究员|讲师|博士|博士生|专家))[)）]"
)
# 主持人 张三 本报记者, 采访人：本报记者 张三, 本报记者 张三 主持
_TALKED_WITH = re.compile(
    r"^(?:主持人?|采访[人者]?|访谈[人者]?|对话人?)\s*[:：]?\s*(?=(?:本报|本刊|本网|本台|见习|特约)*记者)"
)
_NAME_FIRST = re.compile(
    r"^(?:主持人?|采访[人者]?|访谈[人者]?|对话人?)\s*[:：]?\s*([\u3400-\u9fff]{2,3})[\s（(]+((?:本报|本刊|本网|本台)记者)[)）]?$"
)
# 受访者供图, 图由通讯员提供, 图据微博: whose the pictures are, where that is nobody by name.
_PICTURES_OF = re.compile(
    r"[\s、，,;；/／|｜]*(?:(?:图片?|照片|视频)\s*[/／]?\s*)?(?:(?:受访|采访|被访|当事)\S{0,4}\s*(?:供图|提供)"
    r"|(?:图片?|照片|视频)均?[由据来]\S{2,10})$"
)
# 本文由云溪县委组织部供稿
_GIVEN_BY = re.compile(r"^(?:本文|本稿|此文|稿件)?由(?=.{4,30}(?:供稿|提供|供图)$)")
# 整合 云溪日报记者 张三
_PUT_TOGETHER = re.compile(r"^(?:整合|综合|统筹)\s+(?=\S*记者)")
# 云溪新闻记者 孟浩 综合云溪日报（张三）、《柳河》杂志等
GATHERED_FROM = re.compile(r"(?<=[\u3400-\u9fff])\s+综合\s*(?=\S{2}).*$")
_MATERIAL = re.compile(r"(?<=\S)\s+(?:素材|图片|资料|视频|数据)来源\s*[:：]?.*$")
_OF_THIS_PAGE = re.compile(r"\s*[■●◆▲□○]?\s*本版(?=撰文|摄影|采写|图片|文字|记者)")
_LED = re.compile(r"(?<=[\u3400-\u9fff]{2})\s+主持$")
_ENDS_OF_PICTURES = frozenset("图供者")
_ENDS_OF_POSTS = frozenset("授员师长任记士生家")


def join_padded(text: str) -> str:
    """Return text with two-character names that were padded to three closed up: 王　伟 is 王伟."""
    previous = None
    while previous != text:
        previous, text = text, _PADDED.sub(closed_up, text)
    return text


def closed_up(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}"


def _apart(match: re.Match[str]) -> str:
    return f" {match[0]}"


def _marked(match: re.Match[str]) -> str:
    return f" {BEHIND}{match[1]}"


def _mended(raw: str) -> str:
    """Return a byline without its marks, words and padded names apart. Most lines need little: each is asked first."""
    raw = _AND_OTHERS.sub("", raw) if "及各" in raw else raw
    raw = RUN_ON.sub(_apart, raw) if "员" in raw or "生" in raw or raw.count("记者") > 1 else raw
    raw = _OF_THIS_PAGE.sub(" ", raw) if "本版" in raw[2:] else raw
    raw = _PHOTOS_BY.sub(" 摄影 ", raw) if "摄影" in raw else raw
    raw = raw.lstrip("■●◆▲□○◎◇★☆▌⊙►▶※ ").removeprefix("本版").removeprefix("均").removeprefix("原创")
    raw = _FROM_WHERE.sub("", _PLACES.sub("", raw)) if "报道" in raw else raw
    raw = _TITLED.sub(r"\1", raw) if "《" in raw else raw
    return PADDED_BEFORE.sub(closed_up, raw) if " " in raw or "\u3000" in raw else raw


def signature_credits(text: str) -> list[Credit]:
    """Return the credits of a text that is a byline and nothing else; none where any word of it is not one's."""
    raw = squeeze(text)
    if _TOLD.search(raw):
        return []
    if (reported := _NAME_AND_PLACE.fullmatch(raw)) and _is_reporter_at_a_place(reported):
        return [Credit("reporter", None, reported["name"], None, raw)]
    if raw.endswith("联合供稿"):  # 云溪县直工委 柳河镇党委 联合供稿
        bodies = [body for body in _BETWEEN.split(_BRACKETS.sub(" ", raw[:-4])) if body]
        return [Credit("contributor", "供稿", None, body, raw) for body in bodies if all(map(is_organization, bodies))]
    if raw[:1] in ("—", "–"):
        raw = raw.lstrip("—– ")
        if not is_organization(raw.split()[0] if raw else ""):
            return []
    raw = _mended(_without_additions(raw))
    sent = "发自" in raw
    raw = _SENT_FROM.sub("", raw) if sent else raw
    tokens = _tokens(raw)
    if len(tokens) == 1 and tokens[0].endswith("评论员") and len(tokens[0]) <= _LONGEST_COLLECTIVE:
        return [Credit("author", None, None, tokens[0], raw)]
    return Signature(raw, tokens, sent).credits()


def _is_reporter_at_a_place(reported: re.Match[str]) -> bool:
    """Whether 孟浩/柳河 is a reporter and where from, and not who did what: 孟浩/摄."""
    name = reported["name"]
    return is_surely_name(name) and name[-1] != "摄" and not _is_no_place(reported["place"])


def _without_additions(raw: str) -> str:
    """Return a byline without what it says beside its names: material, sources, pictures of others, classes."""
    if "来源" in raw[2:]:
        raw = _MATERIAL.sub("", raw)
    if "来源" in raw[:5]:
        raw = _SOURCE_BEFORE.sub("", raw, count=1)
    if raw[-1:] in _ENDS_OF_PICTURES or "图据" in raw:
        rest = _PICTURES_OF.sub("", raw)
        raw = rest if len(rest) >= _SHORTEST_BYLINE else raw
    if "由" in raw[:3]:
        raw = _GIVEN_BY.sub("", raw)
    if "记者" in raw:
        raw = _PUT_TOGETHER.sub("", raw)
        raw = GATHERED_FROM.sub("", raw) if "综合" in raw[6:] else raw
        raw = raw.replace("记者记者", "记者").replace("记者_", "记者 ").replace("摄影_", "摄影 ")
        raw = _LED.sub("", _TALKED_WITH.sub("", _NAME_FIRST.sub(r"\2 \1", raw)))
    raw = _AND_VIDEO.sub("文", raw) if "视频" in raw else raw
    return _CLASS.sub("", raw) if "班" in raw[3:] else raw


def _tokens(raw: str) -> list[str]:
    """Return the names and words of a byline one by one."""
    plain = _PADDED_AFTER.sub(closed_up, raw) if " " in raw or "\u3000" in raw else raw
    plain = _BOTH.sub("文图", plain) if "文" in plain else plain
    plain = _BEHIND_SLASH.sub(_marked, plain) if "/" in plain or "／" in plain else plain
    return [token for token in _BETWEEN.split(join_padded(_BRACKETS.sub(" ", plain))) if token]


def signed_with_post(text: str) -> list[Credit]:
    """Return the author whom a line names with a post and nothing else: 张三　某大学教授, 县委书记　张三.

    The post may stand in brackets: 张三（某大学教授）.
    """
    if text[1:2].isspace():  # 会　长　张三
        text = _PADDED.sub(closed_up, text, count=1)
    if text[-1:] in ")）":
        match = _NAME_AND_POST_IN_BRACKETS.fullmatch(text)
    else:
        match = _NAME_AND_POST.fullmatch(text) if text[-1:] in _ENDS_OF_POSTS else _POST_AND_NAME.fullmatch(text)
    if match is None and text.count(" ") >= 3:
        return _signed_by_several(text)
    name = "".join(match["name"].split()) if match else ""
    if match is None or not is_surely_name(name):
        return []
    return [Credit("author", None, name, match["post"], text)]


def _signed_by_several(text: str) -> list[Credit]:
    """Return the authors whom a line names one after another, each behind a post: 县委书记 张三 县长 李四."""
    words = join_padded(text).split()
    pairs = list(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or not all(
        is_surely_name(name) and _POST_AND_NAME.fullmatch(f"{post} {name}") for post, name in pairs
    ):
        return []
    return [Credit("author", None, name, post, text) for post, name in pairs]


def _is_no_place(word: str) -> bool:
    """Whether what stands behind a name and a stroke is another name, or what the first one did."""
    return word in WORDS or word[-1] in "文图摄" or is_surely_name(word) or is_organization(word)
