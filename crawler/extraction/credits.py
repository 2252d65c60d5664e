"""Who made a story, in which role: names from the metadata line, the byline, and the lines around the text.

A label belongs to the text that follows it up to the next label. An editor is never an author; a label that is not
known is kept as printed, with the role `other`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extraction.byline_words import FROM_PLACE, TOLD_OF, WORDS
from crawler.extraction.characters import squeeze
from crawler.extraction.name_lists import split_names
from crawler.extraction.names import BETWEEN_NAMES, TOWNS, is_name, is_organization, is_surely_name
from crawler.extraction.role_labels import AUTHOR_SIDE, LABEL, ROLE_OF_LETTER, Labelled, split_labels
from crawler.extraction.signatures import join_padded, signature_credits
from crawler.items import Credit, Role

_BARE = re.compile(
    r"(?P<label>(?:[\u4e00-\u9fff]{2,12}?)?(?:本报|本网|本台|本刊|新华社|人民网|中新社|央视|首席|见习|实习|特派"
    r"|全媒体|融媒体|特约|文字|摄影)*(?:记者|通讯员|评论员))"
    r"[\s：:]*(?P<names>[\u4e00-\u9fff·]{1,6}(?:[\s　、，,]+(?!本报|本网|通讯员|记者|见习|实习"
    r"|特约)[\u4e00-\u9fff·]{1,6})*)"
)
# Where a byline begins behind the value of a label that is no credit: 来源：人民网 记者 张三.
BYLINE_BEHIND = re.compile(
    r"(?:\s+|\s*[（(]\s*)(?=(?:本报|本网|本台|本刊|新华社|人民网|见习|实习|特约|首席)*(?:记者|通讯员|评论员|实习生|撰稿|供稿)|[文图]\s*[/丨|／])"
)
# 一等奖《晚渡》作者：张三: who made that, not who wrote of it.
_OF_A_WORK = re.compile(r"[^《》:：]{0,16}(?<![源自载])《[^《》]{1,40}(?<![报刊志网])》")
# 张三（某县委党校）
_AND_BODY = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,4})\s*[（(]([\u4e00-\u9fff]{3,30})[)）]")
# 张三，某县委党校
_THEN_BODY = re.compile(r"\s*([\u3400-\u9fff]{2,4})\s*[，,]\s*([\u4e00-\u9fff]{4,30})(?=\s*(?:$|(?:19|20)\d\d))")
# 张三，单位：某县委党校
_AND_ITS_BODY = re.compile(r"[\s，,;；]+(?:作者|所在|工作)?单位\s*[:：]\s*([\u4e00-\u9fff]{3,30})")
_AT_THE_BODY = re.compile(r"([\u3400-\u9fff·]{2,8})\s*[（(]\s*(?:作者)?单位\s*[:：]\s*([^()（）]{3,60})[)）]")
# 记者：张三 通讯员 李四
_POST_WITHIN = re.compile(
    r"(?<=[\u3400-\u9fff])\s+(?=(?:本报|本网|特约|见习|首席)?(?:记者|通讯员|实习生)\s+[\u3400-\u9fff]{2,3}(?:[\s、，,)）]|$))"
)
# 2020-03-13 10:35 记者 张三 责编：李四
_TIME_FIRST = re.compile(
    r"^[\s【\[（(]*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?[\s】\])）|]*"
)
# 本报记者 孟浩 《云溪日报》(2024年11月26日 第13版)
_OF_A_PAPER = re.compile(
    r"(?<=[\u3400-\u9fff])\s*《[^《》]{2,16}》\s*\(\s*\d{4}年\d{1,2}月\d{1,2}日[^()]{0,12}版\s*\)$"
)
_OPENS_WITH_POST = re.compile(r"[^\s，、]{0,12}(?:记者|通讯员)\s")
# 作者：《云溪文艺》记者 张三.
_BEHIND_A_TITLE = re.compile(r"》\s*(?:\S{0,6}(?:记者|编辑|作者)\s*)?([\u3400-\u9fff]{2,3})[\s,，.。]*$")
# 来源：云溪日报网 张三.
_OUTLET_AND_NAME = re.compile(
    r"\s*(\S{2,16}(?:网站?|报|社|台|刊|客户端|频道|中心|[部委局办]))(?:\s+|\s*[(（])([\u3400-\u9fff]{2,3})[)）]?\s*"
)
# 来源：云溪日报网/张三 李四.
_OUTLET_AND_NAMES = re.compile(
    r"\s*(?P<outlet>[^\s/、]{2,16})(?:\s*[/／]\s*|(?<=[网报社台刊部局委厅院])\s+"
    r"|(?<=》)\s*、\s*)(?P<names>[\u3400-\u9fff]{2,3}(?:\s+[\u3400-\u9fff]{2,3}){0,3})\s*"
)
# 来源：云溪日报 2024-3-13 张三 李四; 《云溪日报》3-13 张三.
_OUTLET_DAY_AND_NAMES = re.compile(
    r"\s*(?P<outlet>《[^《》]{2,16}》|[^\s/、《》\d]{2,16}(?=\s))\s*(?:(?:19|20)\d\d[-年/.])?\d{1,2}[-月/.]\d{1,2}日?"
    r"\s+(?P<names>[\u3400-\u9fff]{2,4}(?:\s+[\u3400-\u9fff]{2,4}){0,3})\s*"
)
_SAID_TWICE = re.compile(
    r"\s*(?P<outlet>[\u4e00-\u9fff]{2,4})(?P<names>(?:记者|通讯员|评论员)\s*[^，。！？：；]{2,40}?)\s+(?P=outlet)\s*"
)
_PROSE = re.compile(
    r"[。；！？《]|辑自|摘自|选自|原载|\s+(?=[\u4e00-\u9fff]{2,6}[:：])|(?<=[）)])\s*(?=[\u4e00-\u9fff]{12})"
)
_MOST_OF_A_BODY = 5  # words: it and its authors
_LONGEST_NAME, _LONGEST_BODY = 12, 30  # of a person, of an organization
# 云溪网 作者 云溪的清晨和黄昏
_ACCOUNT = re.compile(r"[\u3400-\u9fff]{7,12}")
_TOO_LONG = re.compile(r"[\u3007\u4e00-\u9fff\d]{7,}")  # for a person's name or a pen name
# 柳河镇 张三: where from, though a name may look so.
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}[镇乡县市区村]")
_SHORT_BODY = re.compile(r"[文理工农医法商药电机生信][学科]?院")  # of a university, named for short
_NOT_NAMES = re.compile(rf"^(?:本报|本网|本台|联系|来到|赶到|走进|跟随|梳理|注意到|总第|通讯员|记者|{TOLD_OF})")


# What a picture was taken from, where it is no body: 2023年度统计和分析报告, 公司招股书.
_TAKEN_FROM = re.compile(r"\d.{0,20}报告\s*$|(?:年报|公告|白皮书|招股书|说明书)\s*$|^\s*[取截]自")


# 巴山（微信公众号：云溪频道）
ITS_ACCOUNT = re.compile(
    r"[（(]\s*(?:(?:(?:微信)?(?:公众号|微信号|微博)|中文名|英文名|笔名|网名)\s*[:：][^（）()]{1,30}|微博|博客|blog"
    r"|[\u3400-\u9fff]{2,3}[亦也]有贡献)\s*[）)]"
)
_TOOLS = re.compile(r"[【\[(（]\s*大\s*中\s*小\s*[】\])）]|[【\[(（]\s*(?:打印|关闭|收藏|分享)\s*[】\])）]")
# The site's own name in a piece of its own, behind a name: 作者：某报记者 张三  某某网.
_OUTLET_BEHIND = re.compile(r"(?<=[\u3400-\u9fff])\s{2,}[\u4e00-\u9fff]{2,10}(?:网|报|社|台|在线|频道|客户端)\s*$")
# 文/汽车之家 张三
# 作者：张三／某地
_AND_WHERE = re.compile(r"\s*([\u3400-\u9fff]{2,3})\s*[/／]\s*([\u4e00-\u9fff]{2,3})\s*")
_SLASHED_OUTLET = re.compile(r"\s*([\u4e00-\u9fff]{4,12})\s+([\u3400-\u9fff]{2,3})\s*[)）]?\s*")
_POSTS = ("书记", "常委", "部长", "县长", "镇长", "乡长", "市长", "局长", "主任", "主席")
# 文/图 张三, 文/片 张三
_BOTH = frozenset(("文图", "文、图", "文/图", "文片", "文、片", "文/片"))
_AND_PICTURES = re.compile(r"\s*(?:图片?|[片摄](?=[\s/丨|：:]))\s*[/丨|：:]?\s*")
_AND_TEXT = re.compile(r"\s*文(?:字)?[\s/丨|：:]+")
# 张三 文/图
_WHAT_WAS_DONE = frozenset("图片摄文")
_OF_A_PAGE = frozenset(("本组", "本版", "本文"))  # 本组文/本报记者 张三
_BOTH_BEHIND = re.compile(r"[\u3400-\u9fff]\s*(?:文\s*[/、·]\s*[图片摄]|图\s*[/、]\s*文)\s*$")
_OWN = re.compile(r"(?:^(?:本报|本网|本台|本刊))?(?:首席|见习|实习|特约|特派)*(?:记者|通讯员)$")
_SLASHED_LETTERS = frozenset(("文", "图", "片", "图片", "文图", "文片"))
_PICTURES, _STROKES = frozenset(("图", "图片")), frozenset("|丨｜︱")
_HAN_ALONE, _SHOWS = re.compile(r"[\u3400-\u9fff]{2}"), re.compile(r"[\u4e00-\u9fff]在[\u4e00-\u9fff]|[的了]")
_BEHIND_LABELS = ":：丨|｜︱"
_UNKNOWN = re.compile(
    rf"(?:^|[\s（(【\[|])(?P<label>[\u4e00-\u9fff]{{2,8}})\s*[{_BEHIND_LABELS}]\s*"
    r"(?P<names>[\u3400-\u9fff·]{2,8}(?:[、\s]+[\u3400-\u9fff·]{2,8})*)"
    # Behind the names the line ends, or another label begins: what goes on is a title.
    r"(?=\s*(?:$|[）)】\]]|\|(?!\S))|\s+[\u4e00-\u9fff]{2,8}\s*[:：丨|｜︱])"
)
# What leads on to other stories: 阅读下一篇, 延伸阅读, 相关新闻.
_LEADS_ON = re.compile(r"[上下前后]一?[篇页条则]|(?:阅读|链接|推荐|新闻|文章|报道|话题|标题|专题|更多)$")
_BEFORE_LETTER = re.compile(rf"\s+(?=[{''.join(ROLE_OF_LETTER)}][:：丨|])")
_NO_ROLES = ("关键词", "来源", "情况", "风格", "文名")


def credits_of(label: str, role: Role, value: str, raw: str) -> list[Credit]:
    """Return the credits of one label: each name with the body named before it, or the bodies alone."""
    credits: list[Credit] = []
    body: str | None = None
    if role == "photographer" and _TAKEN_FROM.search(value):
        return credits
    names = split_names(value)
    of_a_body = label.endswith(("单位", "部门"))
    for place, name in enumerate(names):
        # 作者某甲，某乙译
        if place and name[-1] == "译" and role == "author" and is_surely_name(name[:-1]):
            credits.append(Credit("translator", "译", name[:-1], body, raw))
            body = None
            continue
        # One character alone is noise; in a list it stands for a name.
        if (len(name) < 2 and len(names) < 2) or (_TOO_LONG.fullmatch(name) and not is_organization(name)):
            continue
        if name.endswith(_POSTS) and not is_surely_name(name):  # of the one who is named behind it, or of nobody
            continue
        if (
            (of_a_body and not is_surely_name(name))
            or is_organization(name)
            or _SHORT_BODY.fullmatch(name)
            or (role == "contributor" and name[-1] in "镇乡" and not is_surely_name(name))
            or (_PLACE.fullmatch(name) and place + 1 < len(names) and is_surely_name(names[place + 1]))
        ):
            if body is not None:
                credits.append(Credit(role, label, None, body, raw))
            body = name
        else:
            credits.append(Credit(role, label, name, body, raw))
            body = None
    if body is not None:
        credits.append(Credit(role, label, None, body, raw))
    return credits


def is_credible(credit: Credit) -> bool:
    """Whether a credit is no longer than a person's name, or a body's, can be: what is longer is prose."""
    at_most = _LONGEST_BODY if credit.organization else _LONGEST_NAME
    return len(credit.name or credit.organization or "") <= at_most


def _in_bracket(value: str) -> str:
    """Return a value up to the bracket that closes around it: [编辑：陈某 ] 频道精选."""
    depth = 0
    for place, character in enumerate(value):
        depth += (character in "(（[【〔") - (character in ")）]】〕")
        if depth < 0:
            return value[:place]
    return value


def credits_in(text: str) -> list[Credit]:
    """Return the credits of a metadata line: behind labels, and in bylines before the first or behind 来源：某网."""
    if "版" in text[-3:]:
        text = _OF_A_PAPER.sub("", text)
    initial = text[:1]
    if initial == "本" and text[:2] in _OF_A_PAGE and text[2:3] in _WHAT_WAS_DONE:
        text = text[2:]
    if text[-1:] in _WHAT_WAS_DONE and _BOTH_BEHIND.search(text) and (signed := signature_credits(text)):
        return signed
    if initial in ROLE_OF_LETTER and text[1:2] in _BEHIND_LABELS and (by := _by_letters(text)):
        return by
    parts = split_labels(text)
    before = text[: parts[0].start] if parts else text
    if "记者" in before or "员" in before:
        timeless = _TIME_FIRST.sub("", before)
        # 云溪新闻网 本报记者 孟浩 names the outlet that the page is from.
        before = timeless if parts or _OPENS_WITH_POST.match(timeless) else before
    if not parts:
        return signature_credits(before)
    found = _of_one_outlet(before) or signature_credits(before) if before.strip() else []
    for part in parts:
        if part.role is None and (byline := BYLINE_BEHIND.search(part.value)):
            behind = part.value[byline.end() :]
            found += signature_credits(behind) or bare_credits(behind)
    return [*found, *labelled_credits(text)]


def _by_letters(text: str) -> list[Credit]:
    """Return the credits of a line whose labels are one character each: 图：张三, 编：李四 审：王五."""
    parts = _BEFORE_LETTER.split(text)
    names = [BETWEEN_NAMES.split(join_padded(part[2:].strip())) for part in parts]
    labelled = all(part[:1] in ROLE_OF_LETTER and part[1:2] in _BEHIND_LABELS for part in parts)
    if not labelled or not all(is_surely_name(name) for several in names for name in several):
        return []
    told = zip(parts, names, strict=True)
    return [Credit(ROLE_OF_LETTER[part[0]], part[0], name, None, text) for part, several in told for name in several]


def _of_one_outlet(text: str) -> list[Credit]:
    """Return the reporters before a label where one short name stands before both: 云报记者 张三 云报编辑."""
    match = _SAID_TWICE.fullmatch(text)
    return signature_credits(match["names"]) if match else []


def _body_first(match: re.Match[str]) -> str:
    """Return a name behind the body that a bracket names after it; a bracket that says something else stays."""
    of_a_town = match[2][-1:] in TOWNS and len(match[2]) > 2
    return f" {match[2]} {match[1]} " if of_a_town or is_organization(match[2]) else match[0]


def labelled_credits(text: str) -> list[Credit]:
    """Return the credits that a line names by labels."""
    raw = squeeze(text)
    found: list[Credit] = []
    for part in split_labels(text):
        if part.role is None:
            found += _beside_a_source(part, raw)
        elif part.start and text[part.start - 1] == "》" and _OF_A_WORK.fullmatch(text, 0, part.start):
            continue
        elif part.label == "作者单位":
            found += _behind_a_body(part, raw)
        else:
            printed = text[part.start : part.value_at].rstrip()
            found += filter(is_credible, _of_a_label(part, part.role, printed, raw, is_first=not found))
    return found


def _behind_a_body(part: Labelled, raw: str) -> list[Credit]:
    """Return the authors named behind the body that they are of: 作者单位：云溪大学 张三."""
    body, *names = join_padded(part.value.strip(" ()（）")).split()[:_MOST_OF_A_BODY] or [""]
    if not names or not is_organization(body) or not all(map(is_surely_name, names)):
        return []
    return [Credit("author", part.label, name, body, raw) for name in names]


def _beside_a_source(part: Labelled, raw: str) -> list[Credit]:
    """Return the credits in the value of a label that is no credit's: 来源：云溪日报 孟浩, 图源：孟浩摄."""
    if "源" in part.label:
        if behind := _OUTLET_AND_NAMES.fullmatch(part.value) or _OUTLET_DAY_AND_NAMES.fullmatch(part.value):
            names, outlet = behind["names"].split(), behind["outlet"].strip("《》")
            if all(map(is_surely_name, names)):
                return [Credit("author", None, name, outlet, raw) for name in names]
        signed = _OUTLET_AND_NAME.fullmatch(_in_bracket(part.value))
        if signed and is_surely_name(signed[2]):
            return [Credit("author", None, signed[2], signed[1], raw)]
    if "图" in part.label and part.value.rstrip().endswith("摄"):
        return signature_credits(part.value)
    return []


def _of_a_label(part: Labelled, role: Role, printed: str, raw: str, *, is_first: bool) -> list[Credit]:
    """Return the credits behind a label; `printed` is the label with its sign, `is_first`: none stand before it."""
    if part.label in _PICTURES and "|" in part.value.strip(" |"):  # a menu: 图片 | 铃声 | 视频
        return []
    value = _TOOLS.sub(" ", ITS_ACCOUNT.sub(" ", part.value))
    if role in AUTHOR_SIDE and ("记者" in value or "员" in value or "生" in value):
        # Whoever a post is said of has that one, where the label alone is said of the first.
        behind = _POST_WITHIN.search(value)
        before = value[: behind.start()] if behind else ""
        named = behind and all(map(is_surely_name, BETWEEN_NAMES.split(join_padded(before).strip())))
        if behind and named and (signed := signature_credits(value[behind.end() :])):
            own = _of_a_label(replace(part, value=before), role, printed, raw, is_first=is_first)
            return [*own, *signed]
    if role in AUTHOR_SIDE and (outlet := _OUTLET_BEHIND.search(value)):
        value = value[: outlet.start()]
    if "单位" in value and (body := _AND_ITS_BODY.search(value)):
        value = f"{body[1]} {value[: body.start()]}"
    elif ("," in value or "，" in value) and "转载" not in value and (behind := _THEN_BODY.match(value)):
        value = _body_first(behind) if is_surely_name(behind[1]) else value
    if "(" in value or "（" in value:
        value = _AND_BODY.sub(_body_first, value)
        value = _AT_THE_BODY.sub(lambda match: f"{''.join(match[2].split())} {match[1]}", value)
    # What a sentence says about its author is no credit: a label's value is names, not prose.
    value = _PROSE.split(_in_bracket(value))[0]
    if value.count("(") > value.count(")"):  # what it said about its author in brackets was cut
        value = value[: value.rindex("(")] or value
    if printed == "作者" and _ACCOUNT.fullmatch(value.strip()):
        return [Credit("author", part.label, value.strip(), None, raw)]
    if role in AUTHOR_SIDE and ("／" in value or "/" in value) and (where := _AND_WHERE.fullmatch(value)):
        value = where[1] if is_surely_name(where[1]) and not is_surely_name(where[2]) else value
    both = part.label in _BOTH
    if part.label == "文" and (pictures := _AND_PICTURES.match(value)):
        both, value = True, value[pictures.end() :]
    elif part.label == "图" and (words := _AND_TEXT.match(value)):
        both, value = True, value[words.end() :]
    label = "文/图" if both and part.label in ("文", "图") else part.label
    of_outlet = _SLASHED_OUTLET.fullmatch(value) if part.label in _SLASHED_LETTERS else None
    if of_outlet and is_surely_name(of_outlet[2]) and not is_surely_name(of_outlet[1]):
        credits = [Credit(role, label, of_outlet[2], _OWN.sub("", of_outlet[1]) or None, raw)]
    else:
        credits = credits_of(label, "author" if both else role, value, raw)
    if part.label in _PICTURES and is_first and printed[-1] in _STROKES:
        credits = [c for c in credits if _is_whose_picture(c)]
    behind = _BEHIND_A_TITLE.search(_in_bracket(part.value)) if "》" in part.value else None
    if behind and is_surely_name(behind[1]) and not any(is_surely_name(c.name or "") for c in credits):
        credits = [Credit(role, label, behind[1], None, raw)]
    # Behind a label of text and pictures names have made both.
    return credits + [Credit("photographer", c.role_label, c.name, c.organization, raw) for c in credits if both]


def _is_whose_picture(credit: Credit) -> bool:
    """Whether what stands behind 图 | is who took the picture rather than what it shows."""
    if credit.name:
        return is_surely_name(credit.name) or not _HAN_ALONE.fullmatch(credit.name)
    return _SHOWS.search(credit.organization or "") is None


def unknown_credits(text: str) -> list[Credit]:
    """Return the people named behind labels that no role is known for, the label as printed, with the role `other`."""
    if not any(map(text.__contains__, _BEHIND_LABELS)):
        return []
    raw = squeeze(text)
    found: list[Credit] = []
    for match in _UNKNOWN.finditer(text):
        names = BETWEEN_NAMES.split(match["names"])
        label = match["label"]
        known = label == "图文" or label.endswith(_NO_ROLES) or _LEADS_ON.search(label) or LABEL.search(f"{label}:")
        # 云溪日报 | 孟浩: what stands before a stroke may as well be the outlet.
        known = known or (is_organization(label) and not _STROKES.isdisjoint(match[0]))
        if not known and all(map(is_surely_name, names)):
            found += [Credit("other", match["label"], name, None, raw) for name in names]
    return found


def bare_credits(text: str) -> list[Credit]:
    """Return the credits of a byline without colons: 本报记者 张三 通讯员 李四, 新华社记者王某."""
    raw = squeeze(text)
    found: list[Credit] = []
    plain = join_padded(text.replace("\u3000", "  "))
    for match in _BARE.finditer(plain):
        label = match["label"]
        kind = label[-3:] if label.endswith("员") else "记者"
        role: Role = "correspondent" if kind == "通讯员" else "author" if kind == "评论员" else "reporter"
        outlet = label.removesuffix(kind)
        organization = outlet if outlet in ("新华社", "人民网", "中新社", "央视") or is_organization(outlet) else None
        printed = label if organization is None else kind
        names = re.split(r"[\s、，,]+", match["names"])
        # 记者：浏览：256 has nobody's name: what a colon follows is the next label.
        for name in names[:-1] if plain[match.end() :].lstrip()[:1] in (":", "：") else names:
            if (name.endswith("摄") and len(name) > 2) or (name.endswith("文") and len(name) > 3):
                name = name[:-1]
            if _NOT_NAMES.match(name) or FROM_PLACE.fullmatch(name) or name in WORDS:
                break
            if is_name(name) and not is_organization(name):
                found.append(Credit(role, printed, name, organization, raw))
    return found


def unique(credits: list[Credit]) -> tuple[Credit, ...]:
    """Return credits without repetitions of the same name in the same role."""
    seen: dict[tuple[str, str | None, str | None], Credit] = {}
    for credit in credits:
        seen.setdefault((credit.role, credit.name, credit.organization), credit)
    return tuple(seen.values())
