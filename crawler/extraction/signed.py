"""Credits that stand within a story: in its dateline, in a line that is a byline, in brackets at the end."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extraction.characters import half_width, squeeze
from crawler.extraction.credits import ITS_ACCOUNT, bare_credits, credits_in, credits_of, labelled_credits
from crawler.extraction.names import BETWEEN_NAMES, is_name, is_organization, is_surely_name, split_run
from crawler.extraction.photographers import photo_credits
from crawler.extraction.role_labels import split_labels
from crawler.extraction.signatures import GATHERED_FROM, join_padded, signature_credits, signed_with_post
from crawler.extraction.story import SIGNS_FOR_ALL
from crawler.items import Credit

LONGEST_BYLINE, _LONGEST_LIST = 130, 600  # characters
OPENING, SHORTEST_TEXT, SHORTEST_DATELINE = 120, 24, 12  # characters

_BYLINE = re.compile(
    r"^[（(【\[⊙►▶■●◆▲※]?\s*(?:作者|文|图|供稿|记者|通讯员|本报|本网|本台|新华社|人民网|特约|见习|实习|撰稿|摄影"
    r"|整理|来源|编辑|责编|执行|初审|一审|审核|校对|监制|策划"
    r"|译者|翻译|编译|[\u4e00-\u9fff]{1,8}讯 (?:记者|通讯员))"
    r"[^。！？]{0,120}[）)】\]]?$"
)
_SHORT_BYLINE = re.compile(r"(?:作者|撰文|文)\s*[:：]\s*[^。！？，；]{1,16}。")
_TOLD = re.compile(r"[。！？；]")
# 云溪一中团委张三老师供稿
_GIVEN_BY = re.compile(r"([\u3400-\u9fff]{5,20})(?:老师|同学|同志)供稿")
_OPENING_TITLE = 16  # characters
_LISTED = re.compile(r"(?:文案|文字|撰稿|撰文|采写|摄影|摄像|图片|供图|制图)\s*[:：/]")
_PROSE = re.compile(r"[。！？；，]")
_IN_BRACKETS = re.compile(r"[（(【]([^（()）【】]{2,120})[）)】]")
_ISSUED = re.compile(r"^(?:新华社|中新社|人民网|新华网|中国日报)发?\s*(?=[（(])")
_BRACKETED = re.compile(r"[（(][^（()）]{2,20}[)）]")
# （文图来源于云溪县委宣传部）
_WHENCE = re.compile(r"\s*((?:文图|图文|图片)来源)于\s*([^。，:]{2,40})")
_GATHERED = re.compile(
    r"\s*(?:综合|据|根据|\S{0,4}来源于|来自|转[自载]|摘自|(?:本文|文中)?\S{0,4}(?:肖像|插图|漫画|图表|速写)均?由)"
)
# （据《云溪日报》报道，孟浩整理）
_PUT_TOGETHER_BY = re.compile(r"[，,\s]([\u3400-\u9fff]{2,3})\s*整理$")
# 孟浩/文（图片由云溪县委宣传部提供）
_PICTURES_GIVEN = re.compile(r"[（(]((?:图片|照片|配图)均?[由为][^。，、（）()]{2,20}提供)[)）]$")
_AT_THE_START = re.compile(
    r"[（(【〔]([^（()）【】〔〕]{0,12}(?:记者|通讯员|评论员)[^（()）【】〔〕]{2,160})[）)】〕]"
    r"|^[\[【]([^\[\]（()）【】]{0,24}(?:记者|通讯员|评论员)[^\[\]（()）【】]{2,50})[\]】]"
)
# 云溪新闻网讯 记者 孟浩
_DATELINE = re.compile(r"^[\u4e00-\u9fff]{1,8}讯\s+(?=记者|通讯员)")
# 云溪日报记者 孟浩 晚稻归仓，……; 本网讯 记者 孟浩 12月26日，……
_BEFORE_THE_START = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}讯[\s\u3000]+)?([\u4e00-\u9fff·]{0,12}记者[\s\u3000]+[\u3400-\u9fff]{2,3}(?:[\s\u3000、]+[\u3400-\u9fff]{2,3}){0,3})[\s\u3000]+"
    r"(?=[\u4e00-\u9fff“《\d]{4})"
)
_AFTER_DATELINE = re.compile(r"(?:电|讯|消息)\s?[（(]([^（()）]{2,40})[）)]")
_REPORTS = re.compile(
    r"^(?:【[^】]{2,12}】)?\s*(?:本[报网台刊]讯)?\s*"
    r"((?:[\u3400-\u9fff]{2,3}、)?[\u4e00-\u9fff]{0,10}(?:记者|通讯员)[\u3400-\u9fff、 ]{2,24}?)"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:摄影)?报道\s*[:：]?"
)
# （云溪社记者孟浩柳河25日电）
_FROM_A_PLACE = re.compile(
    r"^[（(]?([\u4e00-\u9fff]{0,8}?记者)([\u3400-\u9fff]{4,6})(?:\d{1,2}月)?\d{1,2}日(?:专|综合)?[电電]"
)
# （柳河镇 孟浩 报道）连日来，……
_REPORTED_FIRST = re.compile(r"\(([^()（）。，:]{2,30}?)\s*(?:报道|[讯訊])\)\s*(?=[\u4e00-\u9fff\d“《])")
_REPORTED = re.compile(r"讯\s+((?:[^\s，。]{0,8}(?:记者|通讯员|实习生))[^，。]{2,40}?)\s*(?:报道?\s*[:：]|报道\s)")
# （张三 李四 作者单位：某县纪委）
_NAMES_AND_BODY = re.compile(
    r"\s*([\u3400-\u9fff]{2,4}(?:[\s、]+[\u3400-\u9fff]{2,4}){0,3})[\s,，;；]+(?:作者)?单位\s*[:：]\s*([^:：。]{3,40}?)\s*"
)
_DESK = re.compile(
    r"\s*(?:(?:[\u4e00-\u9fff]{2,6}(?:网|报|台|社|新闻|客户端))?(?:责任)?编辑\s*([\u3400-\u9fff]{2,3})|([\u3400-\u9fff]{2,3})\s*编辑)\s*"
)
# （孟浩云溪社特稿）
_FEATURE = re.compile(
    r"\s*([\u3400-\u9fff]{2,3})[\s,]*([\u4e00-\u9fff]{2,4}[社网])(?:供本[报网刊])?(?:专)?(?:特稿|专稿)\s*"
)
_AUTHOR_IS = re.compile(r"作者(?:系|为|是)(.+)$")
# 作者张三系某县委党校教师
_AUTHOR_NAMED = re.compile(r"(?:本文)?作者\s*([\u3400-\u9fff]{2,3})\s*[，,]?\s*(?:系|为|是)(?=[\u4e00-\u9fff])")
_SHORTEST_BODY, _LONGEST_SIGNATURE = 3, 20  # characters
_BODY_AND_NAMES = re.compile(
    r"\s*([\u4e00-\u9fff]{3,16})[\s:：]+([\u3400-\u9fff]{2,3}(?:[\s、]+[\u3400-\u9fff]{2,3}){0,3})\s*"
)
# 云溪青年周刊 张三, right above the text.
_OUTLET_AND_NAME = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{2,10}(?:周刊|[日晚早晨时画商]报|青年报|杂志|新闻网|客户端)|[\u4e00-\u9fff]{2,4}"
    r"(?P<desk>数码|科技|财经|体育|娱乐|时尚|汽车|教育|健康|财说|观察))\s+(?P<names>[\u3400-\u9fff]{2,3}(?:[\s、]+[\u3400-\u9fff]{2,3}){0,3})"
)
# [文/云溪网 张三]青禾迎来了……
_WRITTEN_FIRST = re.compile(r"[\[【(]\s*(文\s*/\s*[^\]】()。，]{2,24}?)\s*[\]】)]\s*[\u4e00-\u9fff\d]")
_BEFORE_A_LABEL = re.compile(r"\(([^()]{2,40})\)\s*")
_LONGEST_NAME = 3  # characters of one name
_HOLDS = re.compile(r"(?:主办|承办|协办|举办|指导)$")
_OUTLET = re.compile(r"(?:网|报|社|台|发布|新闻|客户端|频道)$")
# The day in the calendar of the Republic may stand behind it: （编辑：张三）1131025
_AT_THE_END = re.compile(r"[（(【]\s*([^（()）【】]{2,80})\s*[）)】]\s*(?:1\d{6}\s*)?$")
# (青禾沙子): who signs alone in brackets below a text need not be called like anybody else.
PEN_NAME = re.compile(
    r"[（(]\s*(?![^（()）]*[完续选摘删略图文讯报道源转综整编供责更视创独资附网社台载已])"
    r"([\u3400-\u9fff]{2,5}|(?!(?i:the |end|fin|over|wind|via|ps|ref))[A-Za-z][A-Za-z0-9_.]{1,14})\s*[)）]"
)
# …下个赛季将上任。（青禾）: the same behind the last sentence.
_PEN_NAME_BEHIND = re.compile(rf"(?<=[。！？”])\s*{PEN_NAME.pattern}$")
_NO_PEN_NAME = re.compile(
    r"[化音]名|音译|暂定|待定|下同|同上|掌声|鼓掌|编者|笔者|作者|结束|终|略|止|见|注|版|(?i:today|news|times|post|daily)$"
)
_LABELLED_AT_THE_END = re.compile(r"[。！？”）]\s*([\u4e00-\u9fff]{2,6}\s*[:：][^。！？；]{2,60})$")
_SIGNED_BRIEF = re.compile(r"[。！？”]（([\u3400-\u9fff]{2,3}|[\u3400-\u9fff][ \u3000][\u3400-\u9fff])）$")
# 本组稿件由记者孟浩实习生林舟采写
_WRITTEN_BY = re.compile(
    r"(?:本[组版文]|以上|[。！？”])(?:稿件|文章|报道|文字"
    r"|图文)?\s*均?由(?P<who>[\u4e00-\u9fff]{0,8}(?:记者|通讯员|实习生)[^。；：，由]{2,50}?)\s*(?:采写|撰写)"
    r"|^本文.{0,60}由(?P<by>[\u4e00-\u9fff]{2,8}(?:（[^（）]{2,30}）)?(?:记者|通讯员|实习生)[\u3400-\u9fff]{2,8}?)整理[。，]"
)
# …据介绍。云溪晚报记者 张三 通讯员 李四
_SIGNED_AFTER_THE_END = re.compile(r"[。！？”]\s*([^。！？；：，“”（()）]{4,50})$")
# ……归仓。 本报记者　张三, within a text that others follow
_OWN_REPORTER = re.compile(
    r"[。！？”][\s\u3000]*(本[报网台刊]记者)[\s\u3000]*([\u3400-\u9fff]{2,3}|[\u3400-\u9fff][ \u3000][\u3400-\u9fff])$"
)
_AFTER_THE_END = re.compile(r"[。！？”]\s+([\u3400-\u9fff]{2,3})$")
# ……晚稻归仓。（孟浩报道）
_REPORTED_BEHIND = re.compile(
    r"[。！？”]\s*[（(]([\u3400-\u9fff\s、]{2,14}?)\s*(?:综合|采访|摄影)?[报報][道导導][)）]$"
)
# ……晚稻归仓。”文/孟浩
_WRITTEN_BEHIND = re.compile(r"[。！？”]\s*文\s*[/／]\s*([\u3400-\u9fff]{2,3})$")
_ENUMERATED = re.compile(r"\d{1,2}\s*[.．、](?!\d)")
_LATE = 6  # lines of headings above a dateline
_NO_TEXT = re.compile(r"\s*(?:供稿|投稿|责任编辑|責任編輯|编辑|編輯|责编|撰稿[:：].*(?:编辑|审核)|初审|一审)")
_STOP = re.compile("[。！？，；]")


def dateline_credits(text: str) -> list[Credit]:
    """Return who reported, as a story's opening says it: …月…日电（记者 张三）, …讯 记者 张三 报道：."""
    opening = half_width(text[:OPENING])
    if "(" in opening and ")" not in opening:  # many names
        opening = half_width(text[: 2 * OPENING])
    if opening[:1] in ("[", "【", "(") and (match := _WRITTEN_FIRST.match(opening)):
        return signature_credits(match[1]) or bare_credits(match[1].removeprefix("文/"))
    if "记者" in opening[:SHORTEST_DATELINE] and (match := _FROM_A_PLACE.match(opening)):
        for size in (3, 2):
            if len(match[2]) - size > 1 and is_surely_name(match[2][:size]):
                return signature_credits(f"{match[1]} {match[2][:size]}")
    if match := _AT_THE_START.search(opening) or _REPORTED.search(opening) or _REPORTS.search(opening):
        said = match[match.lastindex or 1]
        return signature_credits(half_width(said)) or bare_credits(said)
    if (
        "记者" in opening[:16]
        and (match := _BEFORE_THE_START.match(opening))
        and (signed := signature_credits(match[1]))
    ):
        return signed if all(is_surely_name(credit.name or "") for credit in signed) else []
    if opening[:1] == "(" and (match := _REPORTED_FIRST.match(opening)):
        return [replace(credit, role="reporter") for credit in signature_credits(match[1])]
    match = _AFTER_DATELINE.search(opening)
    signed = signature_credits(half_width(match[1])) if match else []
    if signed:
        return [replace(credit, role="reporter") for credit in signed]
    found = (labelled_credits(half_width(match[1])) for match in _IN_BRACKETS.finditer(opening))
    return next((credits for credits in found if credits), [])


def byline_credits(text: str, outermost: bool) -> list[Credit]:
    """Return the credits of a line that is nothing else: a byline, or one in brackets."""
    text = GATHERED_FROM.sub("", text) if "综合" in text[6:] and "记者" in text[:_OPENING_TITLE] else text
    if len(text) > LONGEST_BYLINE:
        # 摄影：…… and thirty names.
        listed = outermost and len(text) <= _LONGEST_LIST and _LISTED.match(text) and not _PROSE.search(text)
        return labelled_credits(half_width(text)) if listed else []
    if text[-3:-1] == "提供" and (given := _PICTURES_GIVEN.search(text)):
        by = byline_credits(text[: given.start()], outermost)
        return [*by, *photo_credits(given[1])] if by else []
    # 作者：张三。
    text = text[:-1] if text[-1:] == "。" and _SHORT_BYLINE.fullmatch(text) else text
    plain = ITS_ACCOUNT.sub("", half_width(text)) if "微博" in text else half_width(text)
    if "讯" in plain[:SHORTEST_DATELINE]:
        plain = _DATELINE.sub("", plain)
    if _BYLINE.match(text) and (credits := credits_in(plain) or bare_credits(plain)):
        return credits
    of_outlet = _OUTLET_AND_NAME.fullmatch(_BRACKETED.sub("", text)) if outermost else None
    if of_outlet and all(
        map(is_name if of_outlet["desk"] else is_surely_name, names := BETWEEN_NAMES.split(of_outlet["names"]))
    ):
        return [Credit("author", None, name, of_outlet["outlet"], text) for name in names]
    if outermost and not _TOLD.search(text) and (named := _AUTHOR_NAMED.match(text)) and is_surely_name(named[1]):
        return [Credit("author", "作者", named[1], None, text)]
    if text.endswith("报道") and (reported := _reported_by(text)):
        return reported
    match = _IN_BRACKETS.fullmatch(_ISSUED.sub("", text))
    if match:
        return bracket_credits(match[1], last=text[0] != "【")  # where a column's name stands
    if outermost and (signed := signed_with_post(text)):
        return signed
    credits = credits_in(plain) if len(text) < 60 and not _STOP.search(text) else []
    return credits if outermost or any(credit.role_label for credit in credits) else []


def bracket_credits(text: str, *, last: bool) -> list[Credit]:
    """Return the credits that a bracket holds: labelled, signed, or at a story's very end a name or a body alone."""
    plain = half_width(text)
    if "来源于" in plain[:6] and (whence := _WHENCE.fullmatch(plain)):
        return labelled_credits(f"{whence[1]}:{whence[2]}")
    if _GATHERED.match(plain):
        by = _PUT_TOGETHER_BY.search(plain) if plain.endswith("整理") else None
        return [Credit("compiler", "整理", by[1], None, text)] if by and is_surely_name(by[1]) else []
    if plain.endswith("提供") and "由" in plain:  # 部分照片由县摄影协会提供
        return photo_credits(plain)
    if plain.endswith(("报道", "供稿")) and (done := _by_what_was_done(plain, last=last)):
        return done
    if "||" in plain:  # 云溪县纪委 || 责任编辑 张三
        return [credit for part in plain.split("||") for credit in bracket_credits(part.strip(), last=last)]
    of_a_body = _NAMES_AND_BODY.fullmatch(join_padded(plain.removeprefix("作者"))) if "单位" in plain else None
    if of_a_body and all(map(is_name, names := BETWEEN_NAMES.split(of_a_body[1]))):
        return [Credit("author", None, name, of_a_body[2], text) for name in names]
    if desk := _DESK.fullmatch(plain):
        return [Credit("editor", "编辑", desk[1] or desk[2], None, text)]
    if plain[-2:] in ("特稿", "专稿") and (featured := _FEATURE.fullmatch(plain)) and is_surely_name(featured[1]):
        return [Credit("author", None, featured[1], featured[2], text)]
    if said := _AUTHOR_IS.match(plain):
        return [credit for credit in credits_of("作者", "author", said[1], text) if is_surely_name(credit.name or "")]
    if (named := _AUTHOR_NAMED.match(plain)) and is_surely_name(named[1]):
        return [Credit("author", "作者", named[1], None, text)]
    # （县委组织部供稿 摄影/张三）
    labelled = labelled_credits(plain)
    if labelled and "供稿" in plain:
        labelled = credits_in(plain)
    elif labelled and last and (start := split_labels(plain)[0].start) > _SHORTEST_BODY:
        # （县委组织部 张三 责编：李四）
        labelled = [*bracket_credits(plain[:start].strip(), last=True), *labelled]
    if credits := labelled or signature_credits(plain) or bare_credits(plain):
        return credits if last or any(credit.role_label for credit in credits) else []
    return _alone_at_the_end(text) if last else []


def signed_before(text: str, label_at: int) -> list[Credit]:
    """Return the credits of a bracket that stands before a line's first label: （县委党校 孟浩） 责编：林舟."""
    match = _BEFORE_A_LABEL.match(text)
    return bracket_credits(match[1], last=True) if match and match.end() == label_at else []


def _alone_at_the_end(text: str) -> list[Credit]:
    """Return the credits of a bracket at a story's very end, which need no label: a name, a body, a post and a name."""
    if by_post := signed_with_post(text):
        return by_post
    if text.endswith("评论员") and len(text) <= SHORTEST_TEXT:
        return [Credit("author", None, None, text, text)]
    if is_surely_name(text):
        return [Credit("author", None, text, None, text)]
    body = is_organization(text)
    if is_name(text) and not body:
        return []
    if signed := _BODY_AND_NAMES.fullmatch(join_padded(text)):
        names = BETWEEN_NAMES.split(signed[2])
        if all(map(is_surely_name, names)):
            return [Credit("author", None, name, signed[1], text) for name in names]
    if len(text) > _LONGEST_SIGNATURE or ":" in half_width(text):
        return []
    if not body:
        return glued_credits(text)
    no_author = _OUTLET.search(text) or _HOLDS.search(text) or "，" in text or "的" in text
    bodies = text.split("、") if "、" in text else [text]
    bodies = bodies if all(map(is_organization, bodies)) else [text]
    return [] if no_author else [Credit("contributor", None, None, body, text) for body in bodies]


def _by_what_was_done(plain: str, *, last: bool) -> list[Credit]:
    """Return who reported or gave a text, named right behind the body: 云溪县第二中学孟浩报道, 云溪一中张三老师供稿."""
    if plain.endswith("报道"):
        return _reported_by(plain)
    if not last or (given := _GIVEN_BY.fullmatch(plain)) is None:
        return []
    for size in (3, 2):
        body, name = given[1][:-size], given[1][-size:]
        if len(body) >= _SHORTEST_BODY and is_surely_name(name):
            return [Credit("contributor", "供稿", name, body, plain)]
    return []


def _reported_by(text: str) -> list[Credit]:
    """Return who reported, named right behind the body that they are of: 云溪县第二中学孟浩报道."""
    glued = glued_credits(text[:-2].strip()) if len(text) <= _LONGEST_SIGNATURE + 2 else []
    return [replace(credit, role="reporter", role_label="报道", raw=text) for credit in glued]


def glued_credits(text: str) -> list[Credit]:
    """Return the author whose name stands right behind the body's, and nothing else: 县委组织部张三."""
    if len(text) > _LONGEST_SIGNATURE or _STOP.search(text) or is_organization(text):
        return []
    for size in (3, 2):
        body, name = text[:-size], text[-size:]
        if len(body) >= _SHORTEST_BODY and is_surely_name(name) and is_organization(body) and not _OUTLET.search(body):
            return [Credit("author", None, name, body, text)]
    return []


def end_credits(text: str, left: int, *, is_unsigned: bool) -> tuple[list[Credit], str]:
    """Return the credits in a bracket at the end of one of a story's last lines, and the line without what is no text.

    `left` lines come after it; where nobody has signed so far (`is_unsigned`) it may be a pen name.
    """
    credits: list[Credit] = []
    # Who has to see to one of several duties wrote nothing.
    duty = left < 3 and text[:1].isdecimal() and _ENUMERATED.match(text) is not None
    if left < 3 and (match := _AT_THE_END.search(text) or _LABELLED_AT_THE_END.search(text)):
        # Whom to ring stands behind a number: 0578-2126101（张静）, 85358050（柳河校区）.
        numbered = match.start() > 0 and text[match.start() - 1].isdecimal()
        duty = ((duty or numbered) and is_surely_name(match[1])) or (numbered and is_organization(match[1]))
        credits = bracket_credits(match[1], last=not left and match[0][0] != "【") if not duty else []
        if credits and _NO_TEXT.match(match[1]):
            text = squeeze(text[: match.start(1)].rstrip(" \u3000（(【"))
    unsigned = is_unsigned and not (left or credits or duty)
    if unsigned and text[-1:] in "）)" and (pen := _PEN_NAME_BEHIND.search(join_padded(text[-20:]))):
        named = not is_organization(pen[1]) and not _NO_PEN_NAME.search(pen[1])
        run = split_run(pen[1]) if len(pen[1]) > _LONGEST_NAME else [pen[1]]
        names = run if all(map(is_surely_name, run)) else [pen[1]]
        credits = [Credit("author", None, name, None, pen[1]) for name in names if named]
    return credits, text


def brief_credits(text: str) -> list[Credit]:
    """Return who signs a piece of news in brief: a name in brackets behind its last sentence."""
    if text[-1:] != "）" or text[:1].isdecimal() or (match := _SIGNED_BRIEF.search(text[-8:])) is None:
        return []
    name = join_padded(match[1])
    return [Credit("author", None, name, None, name)] if is_surely_name(name) else []


def paragraph_credits(text: str, place: int, left: int) -> list[Credit]:
    """Return the credits that a paragraph tells in its dateline or at its end; `left` lines come after it."""
    found: list[Credit] = []
    if place < 3 or (place < _LATE and "讯" in text[:SHORTEST_DATELINE]):
        found += dateline_credits(text)
    if not place and (signed := SIGNS_FOR_ALL.match(text)) and text[signed.end() :][:1] in (":", "："):
        found.append(Credit("author", None, None, signed[0], signed[0]))
    found += photo_credits(text[-80:])
    if text[-1:] in ")）" and text[-3:-2] in "报報" and (by := _REPORTED_BEHIND.search(text[-20:])):
        names = BETWEEN_NAMES.split(join_padded(by[1].strip()))
        found += [Credit("reporter", "报道", name, None, by[1]) for name in names if all(map(is_surely_name, names))]
    told = left < 2 and "由" in text[-80:] and "写" in text[-20:]
    if (told or (text[:2] == "本文" and "整理" in text)) and (by := _WRITTEN_BY.search(text[-120:])):
        said = re.sub("（[^（）]*）", "", by["who"] or f"{by['by']} 整理")
        found += signature_credits(half_width(said))
    return found if text[-1:] in "。；：）" else found + _behind_the_last_sentence(text, left)


def _behind_the_last_sentence(text: str, left: int) -> list[Credit]:
    if left < 2 and text[-4:-2].strip("文/／") != text[-4:-2] and (match := _WRITTEN_BEHIND.search(text[-10:])):
        return [Credit("author", "文", match[1], None, match[0][1:].strip())] if is_surely_name(match[1]) else []
    if (match := _AFTER_THE_END.search(text[-8:])) and is_surely_name(match[1]):
        return [Credit("author", None, match[1], None, match[1])]
    if "本" in (tail := text[-16:]) and "记者" in tail and (match := _OWN_REPORTER.search(tail)):
        return [Credit("reporter", match[1], join_padded(match[2]), None, match[0].strip("。！？” \u3000"))]
    if left < 2 and ("者" in (tail := text[-60:]) or "员" in tail) and (match := _SIGNED_AFTER_THE_END.search(tail)):
        return signature_credits(half_width(match[1]))
    return []
