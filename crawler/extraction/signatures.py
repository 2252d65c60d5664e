"""Bylines without colons: 本报记者 张三 通讯员 李四, 新华社记者王某摄, 张三、李四摄, 县委组织部供稿."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.characters import squeeze
from crawler.extraction.names import is_name, is_organization, is_surely_name, split_run
from crawler.items import Credit, Role

_KINDS: dict[str, Role] = {
    "记者": "reporter",
    "实习生": "reporter",
    "通讯员": "correspondent",
    "评论员": "author",
    "撰稿人": "author",
    "作者": "author",
    "特约撰稿": "author",
}
_WORDS: dict[str, Role] = {
    "摄影报道": "photographer",
    "拍摄": "photographer",
    "摄影": "photographer",
    "摄像": "photographer",
    "供图": "photographer",
    "制图": "photographer",
    "图片": "photographer",
    "摄": "photographer",
    "图": "photographer",
    "供稿": "contributor",
    "投稿": "contributor",
    "撰文": "author",
    "撰稿": "author",
    "文字": "author",
    "文图": "author",
    "文": "author",
    "采写": "reporter",
    "报道": "reporter",
    "采访整理": "compiler",
    "口述": "other",
    "整理": "compiler",
    "编译": "compiler",
    "翻译": "translator",
}
_QUALIFIERS = (
    r"本报|本网|本台|本刊|本社|首席|见习|实习|特派|特约|特邀|全媒体|融媒体|图片|摄影|文字|视频|学生|校园"
    r"|[驻赴][\u4e00-\u9fff]{2,4}"
)
_TITLE = re.compile(
    rf"^(?P<outlet>(?!{_QUALIFIERS})[\u4e00-\u9fffA-Za-z·+\-]{{2,16}}?)?(?P<kind>(?:{_QUALIFIERS})*(?:{'|'.join(_KINDS)}))[:：]?"
    rf"(?P<name>[\u3400-\u9fff·]{{2,16}}?)?(?P<word>{'|'.join(_WORDS)})?$"
)
# 长沙报道 says where from; 湖南日报徐行 says for whom.
_LONGEST_SHORT_NAME, _LONGEST_COLLECTIVE = 6, 12  # of an outlet, of its commentators
_SHORTEST_BYLINE = 4  # characters
_OUTLETS = ("社", "报", "网", "台", "央视", "谈", "周末", "财经", "观察", "在线")
_FROM_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}[报報][道导導]")
# 张三／某地
_NAME_AND_PLACE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,3})\s*[／/]\s*(?P<place>[\u4e00-\u9fff]{2,4})")
_OUTLET_AND_NAME = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|晨报|时报|新闻网|客户端)|(?:新华|人民|中新|央视|央广|光明|环球)网|新华社)(?P<name>[\u3400-\u9fff]{2,3})"
)
# Behind a stroke: where from.
_PLACES = re.compile(r"\s*[|｜丨]\s*(?:[\u4e00-\u9fff]{2,4}、)*[\u4e00-\u9fff]{2,4}报道\s*$")
_SENT_FROM = re.compile(r"(?<=[\u3400-\u9fff])\s*发自\s*[\u4e00-\u9fff、]{2,12}\s*$")
_AND_OTHERS = re.compile(r"及各[\u4e00-\u9fff]{1,4}(?:记者|通讯员)$")
# 记者孟小川柳河报道
_FROM_WHERE = re.compile(r"(?<=记者[\u3400-\u9fff]{3})(?<!综合)[\u4e00-\u9fff]{2,3}报道$")
_TITLED = re.compile(r"《([\u4e00-\u9fffA-Za-z]{2,12})》(?=[\u4e00-\u9fff]{0,4}(?:记者|通讯员|评论员))")
_ENDING = re.compile(rf"^(?P<who>.{{2,30}}?)(?P<word>{'|'.join(_WORDS)})$")
_AGENCY_IN_LETTERS = re.compile("[A-Z]{2,6}")
_SHORT_OUTLET = 2  # characters
# 高三（5）班张三供稿
_CLASS = re.compile(
    r"[初高]?[一二三四五六七八九\d]{1,4}\s*[（(]\s*[\d一二三四五六七八九十]{1,2}\s*[)）]\s*班\s*(?=[\u3400-\u9fff])"
)
_AFTER_NAMES = frozenset(("摄", "拍摄", "供图", "供稿", "投稿", "摄影报道", "报道", "文图"))
_BOTH = re.compile(
    r"(?:(?<![\u3400-\u9fff])文\s*[/、·]?\s*|文[/、·]?)图(?![片书])|图\s*[/、]\s*文|文\s*[/、·]\s*[片摄](?![\u3400-\u9fff])"
)
_BETWEEN = re.compile(r"[\s\u3000]*[、，,;；/|丨｜&][\s\u3000]*|[\s\u3000]+")
# A name after its title is padded too: 通讯员林　宇.
_PHOTOS_BY = re.compile(r"(?:(?<=[\u3400-\u9fff]{2})|(?<=[\u3400-\u9fff] ))摄影(?!报道)(?=[\u3400-\u9fff]{2,4}$)")
RUN_ON = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?<!特约)(?<!本报)(?<!本网)(?:实习生|通讯员)"
    # 云溪日报记者孟浩云溪台记者林舟
    r"|(?<=记者[\u3400-\u9fff]{3})(?=[\u4e00-\u9fff]{1,8}[报社网台刊]记者)"
    r"|(?<=记者[\u3400-\u9fff]{2})(?=本[报社网台刊]记者)"
)
# （来源：云溪日报 记者 孟浩）
_SOURCE_BEFORE = re.compile(r"(?:稿件|信息|文章|新闻)?来源\s*[:：]\s*")
_PADDED_AFTER = re.compile(r"((?:记者|通讯员|实习生)[\u3400-\u9fff])[ \u3000]([\u3400-\u9fff])(?![\u3400-\u9fff])")
PADDED_BEFORE = re.compile(
    r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]([\u3400-\u9fff])(?=摄影报道|摄影?|供图|供稿|采访|整理|报道)"
)
# 张三/文 李四/图: what stands behind a slash is of the name before it; 文/图 张三 is of the name behind.
_BEHIND = "\u21b0"
_BEHIND_SLASH = re.compile(r"(?<=[\u3400-\u9fff])\s*[/／]\s*(文|图|摄影|摄|口述|整理)(?=[\s、，]|$)")
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
    r"(?P<post>[\u4e00-\u9fff\d、·]{2,40}(?:书记|[省市县区镇乡州部局厅院校所馆行社处科]长|主任|主席|会长|秘书长|理事长|董事长"
    r"|总经理|总编辑|教授|研究员|讲师|本科生|研究生|硕士生|博士生|学生|辅导员|教师|成员|队员|校友|党员|居民|村民|读者|职工|战士))[\s\u3000]+(?P<name>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff][\s\u3000]+[\u3400-\u9fff])"
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
    r"[\s、，,;；/／|｜]*(?:(?:图片?|照片|视频)\s*[/／]?\s*)?(?:(?:受访|采访|被访|当事)\S{0,4}\s*(?:供图|提供)|(?:图片?|照片|视频)均?[由据来]\S{2,10})$"
)
# 整合 云溪日报记者 张三
_PUT_TOGETHER = re.compile(r"^(?:整合|综合|统筹)\s+(?=\S*记者)")
# 云溪新闻记者 孟浩 综合云溪日报（张三）、《柳河》杂志等
GATHERED_FROM = re.compile(r"(?<=[\u3400-\u9fff])\s+综合\s*(?=\S{2}).*$")
_MATERIAL = re.compile(r"(?<=\S)\s+(?:素材|图片|资料|视频|数据)来源\s*[:：]?.*$")
_OF_THIS_PAGE = re.compile(r"\s*[■●◆▲□○]?\s*本版(?=撰文|摄影|采写|图片|文字|记者)")
_LED = re.compile(r"(?<=[\u3400-\u9fff]{2})\s+主持$")
# 柳河镇召开推进会 is what a picture shows.
_TAKES_PLACE = re.compile("举办|召开|举行|开展|[:：]")
_ENDS_OF_PICTURES = frozenset("图供者")
_ENDS_OF_POSTS = frozenset("授员师长任记士生家")
# What a reporter did, or what is told of one, behind 记者: no name begins so.
TOLD_OF = (
    "被|了解|获悉|从|在|看到|采访|表示|近日|日前|该|就|也|对|向|将|调查|观察|手记|体验|探访|走访|暗访|札记|追踪|来信"
)
_NOT_YET_NAMES = re.compile(rf"^(?:团|站|发现|{TOLD_OF})")


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
    return f" {_BEHIND}{match[1]}"


def _mended(raw: str) -> str:
    """Return a byline without its marks, words and padded names apart. Most lines need little: each is asked first."""
    raw = _AND_OTHERS.sub("", raw) if "及各" in raw else raw
    raw = RUN_ON.sub(_apart, raw) if "员" in raw or "生" in raw or raw.count("记者") > 1 else raw
    raw = _OF_THIS_PAGE.sub(" ", raw) if "本版" in raw[2:] else raw
    raw = _PHOTOS_BY.sub(" 摄影 ", raw) if "摄影" in raw else raw
    raw = raw.lstrip("■●◆▲□○◎◇★☆▌⊙►▶※ ").removeprefix("本版").removeprefix("均")
    raw = _FROM_WHERE.sub("", _PLACES.sub("", raw)) if "报道" in raw else raw
    raw = _TITLED.sub(r"\1", raw) if "《" in raw else raw
    return PADDED_BEFORE.sub(closed_up, raw) if " " in raw or "\u3000" in raw else raw


def signature_credits(text: str) -> list[Credit]:
    """Return the credits of a text that is a byline and nothing else; none where any word of it is not one's."""
    raw = squeeze(text)
    if _TOLD.search(raw):
        return []
    reported = _NAME_AND_PLACE.fullmatch(raw)
    if (
        reported
        and is_surely_name(reported["name"])
        and reported["name"][-1] != "摄"
        and not _is_no_place(reported["place"])
    ):
        return [Credit("reporter", None, reported["name"], None, raw)]
    if raw[:1] in ("—", "–"):
        raw = raw.lstrip("—– ")
        if not is_organization(raw.split()[0] if raw else ""):
            return []
    if "来源" in raw[2:]:
        raw = _MATERIAL.sub("", raw)
    if "来源" in raw[:5]:
        raw = _SOURCE_BEFORE.sub("", raw, count=1)
    if raw[-1:] in _ENDS_OF_PICTURES or "图据" in raw:
        rest = _PICTURES_OF.sub("", raw)
        raw = rest if len(rest) >= _SHORTEST_BYLINE else raw
    if "记者" in raw:
        raw = _PUT_TOGETHER.sub("", raw)
        raw = GATHERED_FROM.sub("", raw) if "综合" in raw[6:] else raw
        raw = raw.replace("记者记者", "记者").replace("记者_", "记者 ").replace("摄影_", "摄影 ")
        raw = _LED.sub("", _TALKED_WITH.sub("", _NAME_FIRST.sub(r"\2 \1", raw)))
    if "班" in raw[3:]:
        raw = _CLASS.sub("", raw)
    found: list[Credit] = []
    group: list[int] = []  # names since the last label, which a word after them may still claim
    role: Role = "author"
    label: str | None = None
    body: str | None = None
    labelled = False
    raw = _mended(raw)
    sent = "发自" in raw
    raw = _SENT_FROM.sub("", raw) if sent else raw
    plain = _PADDED_AFTER.sub(closed_up, raw) if " " in raw or "\u3000" in raw else raw
    plain = _BOTH.sub("文图", plain) if "文" in plain else plain
    plain = _BEHIND_SLASH.sub(_marked, plain) if "/" in plain or "／" in plain else plain
    tokens = [token for token in _BETWEEN.split(join_padded(_BRACKETS.sub(" ", plain))) if token]
    if len(tokens) == 1 and tokens[0].endswith("评论员") and len(tokens[0]) <= _LONGEST_COLLECTIVE:
        return [Credit("author", None, None, tokens[0], raw)]
    behind = _words_follow_names(tokens)
    for place, printed in enumerate(tokens):
        token = printed.lstrip(_BEHIND)
        title = _TITLE.match(token)
        if _FROM_PLACE.fullmatch(token):
            continue
        if (for_whom := _OUTLET_AND_NAME.fullmatch(token)) and is_surely_name(for_whom["name"]):
            group.append(len(found))
            found.append(Credit(role, label, for_whom["name"], for_whom["outlet"], raw))
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if title and (_fits(title) or _is_short_outlet(title, following)):
            outlet, kind = title["outlet"], title["kind"]
            role, label, labelled = _KINDS[next(k for k in _KINDS if kind.endswith(k))], kind, True
            body = outlet or body
            group = []
            if title["name"]:
                named, word = title["name"], title["word"]
                # 通讯员谭绮文 has a name of three characters.
                if word == "文" and len(named) == 2:
                    named, word = f"{named}{word}", None
                if word:
                    role, label = _WORDS[word], word
                names = split_run(named)
                group = [] if word else [*range(len(found), len(found) + len(names))]
                found += [Credit(role, label, name, body, raw) for name in names]
        elif token in _WORDS:
            labelled = True
            if group and (token in _AFTER_NAMES or printed != token or behind or place + 1 == len(tokens)):
                found[group[0] :] = [_as(credit, token) for credit in found[group[0] :]]
                group = []
            elif body is not None and token in _AFTER_NAMES and place + 1 == len(tokens):
                found.append(Credit(_WORDS[token], token, None, body, raw))
            else:
                role, label = _WORDS[token], token
        elif (ending := _ENDING.match(token)) and _is_signed(ending["who"], ending["word"], token):
            labelled = True
            who, word = ending["who"], ending["word"]
            if word == "报道" and not place and following and is_organization(who):
                body = who  # 云溪日报报道 特派记者 孟浩
                continue
            found[len(found) - len(group) :] = [_as(credit, word) for credit in found[len(found) - len(group) :]]
            named = not is_organization(who) and not _AGENCY_IN_LETTERS.fullmatch(who)
            found.append(Credit(_WORDS[word], word, who if named else None, body if named else who, raw))
            group = []
        elif labelled and token[-1] == "译" and is_surely_name(token[:-1]):  # 作者某甲，某乙译
            found.append(Credit("translator", "译", token[:-1], None, raw))
        elif (is_organization(token) and not _TAKES_PLACE.search(token)) or (sent and token.endswith(_OUTLETS)):
            body = token
        elif labelled and len(runs := split_run(token)) > 1:
            group += range(len(found), len(found) + len(runs))
            found += [Credit(role, label, name, body, raw) for name in runs]
        elif (
            is_surely_name(token)
            or (sent and is_name(token))
            or (labelled and is_name(token) and not _NOT_YET_NAMES.match(token))
        ):
            group.append(len(found))
            found.append(Credit(role, label, token, body, raw))
        else:
            return []
    if not labelled and raw[:1] == "【":  # a column's name stands so
        return []
    both = [credit for credit in found if credit.role_label == "文图"]
    return found + [Credit("photographer", "文图", credit.name, credit.organization, raw) for credit in both]


def signed_with_post(text: str) -> list[Credit]:
    """Return the author whom a line names with a post and nothing else: 张三　某大学教授, 县委书记　张三."""
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
    return word in _WORDS or word[-1] in "文图摄" or is_surely_name(word) or is_organization(word)


def _words_follow_names(tokens: Sequence[str]) -> bool:
    """Whether each word says what the bearer of the name before it did: 记者 张三 文 李四 图."""
    words = [place for place, token in enumerate(tokens) if token in _WORDS]
    return len(words) > 1 and words[-1] == len(tokens) - 1 and is_surely_name(tokens[words[0] - 1]) and words[0] > 0


def _is_signed(who: str, word: str, token: str) -> bool:
    """Whether a word after a name is what its bearer did: 王小明文 is, 王乐文 is a name."""
    if word in ("文", "图"):
        return False
    if _AGENCY_IN_LETTERS.fullmatch(who):
        return word == "供图"
    return is_surely_name(who) or is_organization(who)


def _fits(title: re.Match[str]) -> bool:
    """Whether a word with 记者 in it is one: an outlet that is a body, a name that may be one."""
    outlet, name = title["outlet"], title["name"]
    if outlet and ("由" in outlet or outlet.startswith("本文")):  # 本文人物肖像由本报记者某某绘
        return False
    # 央视记者, where a name behind it leaves no doubt.
    short = outlet is not None and len(outlet) == _SHORT_OUTLET and name is not None and is_surely_name(name)
    parts = outlet.split("·") if outlet else []
    if outlet and not short and not (is_organization(outlet) or outlet.endswith(_OUTLETS)):
        # 云溪日报·山那边记者
        return len(parts) > 1 and is_organization(parts[0]) and not name
    if name and title["kind"] == "作者":
        return is_surely_name(name)
    if name and len(split_run(name)) > 1:
        return True
    if name and _NOT_YET_NAMES.match(name):
        return is_surely_name(name)  # 记者向某某, a family name
    return not name or (is_name(name) and not is_organization(name))


def _is_short_outlet(title: re.Match[str], following: str) -> bool:
    """Whether a word with 记者 in it and a name behind it names an outlet by its short name: 每经记者 张三."""
    outlet = title["outlet"]
    return bool(outlet) and len(outlet) <= _LONGEST_SHORT_NAME and not title["name"] and is_surely_name(following)


def _as(credit: Credit, word: str) -> Credit:
    if word == "文" and credit.role in ("reporter", "correspondent"):
        return credit
    return Credit(_WORDS[word], word, credit.name, credit.organization, credit.raw)
