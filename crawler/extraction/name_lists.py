"""The names in a label's value: people and bodies, without what else stands there."""

from __future__ import annotations

import re

from crawler.extraction.characters import squeeze
from crawler.extraction.names import is_organization, is_surely_name, split_run
from crawler.extraction.signatures import RUN_ON, join_padded

_LATIN_NAME = re.compile(r"^[A-Za-z][\w.'\-]*(?: [A-Za-z][\w.'\-]*){0,3}$")
_WORDS = re.compile(r"(?<!\S)[A-Za-z][\w.'\-]*(?: [A-Za-z][\w.'\-]*){0,3}(?!\S)|[^ ]+")
_BETWEEN = re.compile(r"\s*[、，,;；/|&]\s*|\s{2,}")
_AFTER = re.compile(
    r"[\[【(（]\s*(?:纠错|实习生?|见习|整理|编辑|责编)?\s*[\]】)）]|【?纠错】?|[\[\]【】〔〕()（）<>《》]+"
)
_DATED = re.compile(r"\s*(?:19|20)\d\d[-年/.].*$")
# The number of a class stands in brackets: 六(1)中队. Kept through the cleaning as signs of their own.
_NUMBER_OF_CLASS = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[（(]\s*([\d一二三四五六七八九十]{1,2})\s*[)）]\s*(?=[\u4e00-\u9fff]{0,2}[班队组]|支部)"
    # What a system marks an account with: 云溪一中(G).
    r"|(?<=[\u4e00-\u9fff])[（(]([A-Z])[)）]$"
)
# What stands before a name and says what its bearer is: 半月谈记者, ……研究部部长.
_OFFICE = re.compile(
    r"^.*(?:记者|通讯员|评论员|部长|主任|教授|研究员|院长|书记|会长|主席|导师|博士|秘书长|总编辑|主编|馆长|局长"
    r"|处长|科长|所长|校长|讲师|专家|学者|委员|实习生|医师|医生|律师|工程师|院士)"
    r"(?=[\u4e00-\u9fff]{0,12}$)"
)
_SHORTEST_FUSED = 5  # a body with a name behind it
_SPELT = 5  # characters of a name with spaces between them
# What a system calls who has the name: 张静_NN2587, 张静_zhangjing.
_CODE = re.compile(r"(?<=[\u4e00-\u9fffa-z])[_ ][A-Z]{1,6}\d+$|(?<=[\u4e00-\u9fff])_[A-Za-z\d]{2,20}$")
_TITLES = re.compile(
    r"^(?:本报|本网|本台|新华社)?记者(?=[\u4e00-\u9fff]{2,3}$)|(?:本报|本网|本台|本刊|见习|实习|特约|首席|特派|资深|全媒体"
    r"|融媒体)*(?:记者|通讯员|实习生)(?=[\s:：]|$)|^(?:实习生|见习)"
    r"|(?:专栏|特约|资深|签约)(?:作者|作家|撰稿人|评论员)(?=[\sA-Za-z]|[\u4e00-\u9fff]{2,3}$)"
)
# What a name's bearer did with what others wrote: 张三综合报道.
_GATHERED = re.compile(r"(?<=[\u3400-\u9fff]{2})\s*综合(?:报道|整理|编译|编辑)\s*$")
# 张三/文稿版权所有，转载请注明出处; 于网络，如有侵权，请联系删除; 张三，如若转载，请注明出处
_RIGHTS = re.compile(
    r"(?:^|[/／，,；;。\s])\s*(?:[\u4e00-\u9fff]{0,4}版权(?:所有|作品)|请勿转载|[如若]?[有若]?(?:涉及?)?侵权"
    r"|[如若需欲要]{0,2}转载[，,\s]{0,2}(?:请|须|需|务必)).*$"
)
_SENT_FROM = re.compile(r"(?:^|(?<=\s))发自[\u4e00-\u9fff、]{2,12}")
# 南方周末记者 张三
_REPORTER_OF = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff·]{2,10})记者(?=[\s:：])")
# What somebody did, behind a name in a label's value.
_DONE = frozenset(("摄", "文", "图", "编", "译", "著"))
_NO_VALUE = re.compile(
    r"^(?:null|none|undefined|文章|原创|admin\w*|super ?user|超级用户|无|未知|佚名"
    r"|暂无(?:评论|回复)?|本[站网]原创|本文作者\S*"
    r"|本[版组]|(?:本文)?来源于?\S*|id\s*[:：].*"
    r"|受访者\S*|(?:QQ|Tel|电话|手机|邮箱|E-?mail|微信)\s*[:：].*"
    r"|爆料人\S*|(?:封面|题|头)?图片?来源|见(?:图片)?水印|等|编辑|制图|本站|(?:来源)?网络|互联网"
    r"|来自网络|手机版|人气|翻[拍摄].*|发布于|发表于|资料图片?|本站整理|打印|关闭|收藏|我要.*|分享.*|我来说.*|返回.*|查看.*|更多.*|编译|整理|摄影"
    r"|[\u4e00-\u9fff]{2,4}[报報][道导導]|记者|通讯员|图片|文字|[\u4e00-\u9fff]{2}(?:时间|日期)|举报|播报文章|A[+-]?|(?:全文)?(?:略)?有(?:删[节减改]|修改|改动)|字体|微博|博客|blog|专栏|-+|—+"
    r"|[\d\W]*)$",
    re.I,
)
_GIVEN = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:供图|供稿|提供|翻[拍摄])$")
# How often a page was read stands behind the last name, with no label of its own: 作者：张静　点击 93 次, 93人浏览.
_COUNTED = re.compile(
    r"\s*(?:(?:点击|浏览|阅读|访问|人气|评论|点赞|热度)(?:次数|率|量|数)?\W{0,3}(?:\d|次\b)"
    r"|\d+\s*(?:人次|人|次)?\s*(?:浏览|阅读|点击|访问|评论|点赞|看过)).*"
)
# What stands beside the names in a label's value and is none: addresses, screenshots, tools, whose leave is wanted.
_BESIDE_NAMES = re.compile(
    r"(?i:https?:\S+)|[^\s、，,;；/|（()）]*截图(?=[\s、，,;；）)]|$)|\s有?\s*\d*\s*人参与.*|\s*(?:专题|专家)?留言板.*|\s欢迎(?:批评|投稿|来稿).*"
    r"|\s\S{2,6}出品(?=\s|$)|(?:(?<=[\u4e00-\u9fff])原创)?[,，!！]\s*(?:未经|请勿|禁止|谢绝|侵权|图片来自).*"
    r"|[，,]\s*(?:[^，,。；、]{0,12}授权(?:发布|转载|刊[发登载])|(?:[原本]文|文章)?原?[刊载]于).*"
    r"|[（(]据\S{2,10}电[）)]|[（(]已?授权(?:转载|发布)[）)]|[（(][^（）()]{2,20}(?:主笔|创始人|主理人)[）)]"
)


def _outlet_alone(match: re.Match[str]) -> str:
    """Return what stands before 记者 where it is a body or a name, else nothing: no person is called 南方周末."""
    return match[0] if is_organization(match[1]) or is_surely_name(match[1]) else ""


def _with_brackets(word: str) -> str:
    """Return a word with the brackets put back that belong to it: round a letter as systems print them."""
    if "\ue000" not in word:
        return word
    before, after = "()" if word[-2:-1].isupper() else "（）"
    return word.replace("\ue000", before).replace("\ue001", after)


def split_names(value: str) -> list[str]:
    """Return the names in a label's value, people and bodies as they come; noise gives none."""
    if "权" in value or "转载" in value:
        value = _RIGHTS.sub("", value)
    value = _REPORTER_OF.sub(_outlet_alone, _BESIDE_NAMES.sub(" ", value))
    text = squeeze(_AFTER.sub("  ", _NUMBER_OF_CLASS.sub("\ue000\\1\\2\ue001", value)))
    text = _SENT_FROM.sub("", _DATED.sub("", text))
    text = _COUNTED.sub("", text)
    if len(text) == _SPELT and text[1] == text[3] == " " and is_surely_name(text[::2]):  # 孟 小 川
        return [text[::2]]
    if "员" in text or "生" in text:
        text = RUN_ON.sub(r"  \g<0>", text)
    text = _GATHERED.sub("", _TITLES.sub(" ", text))
    text = join_padded(text.replace("\u3000", "  "))
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        piece = _CODE.sub("", _TITLES.sub("", piece).strip(" :：.。·…-—_|◆●■▲★◎○□"))
        if not piece or _NO_VALUE.match(piece):
            continue
        words = [piece] if _LATIN_NAME.match(piece) else _WORDS.findall(piece)
        for word in map(_with_brackets, words):
            if not word or word in _DONE or _NO_VALUE.match(word):
                continue
            word = _GIVEN.sub("", word).rstrip("-—")
            if is_organization(word) or word.endswith("评论员"):
                names.append(word)
            elif name := _OFFICE.sub("", word):
                names += _apart(name[:-1] if name[-1] == "等" and is_surely_name(name[:-1]) else name)
    return [name for name in names if len(name) <= 40]


def _apart(text: str) -> list[str]:
    """Return the names in a run, or the body and the name of its member that stand without a space between them."""
    run = split_run(text)
    if len(text) < _SHORTEST_FUSED or (len(run) > 1 and all(map(is_surely_name, run))):
        return run
    for size in (3, 2):
        body, name = text[:-size], text[-size:]
        if is_surely_name(name) and is_organization(body):
            return [body, name]
    return run
