"""The labels of credits and the roles they stand for, and the labels of a line with their values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.names import is_surely_name
from crawler.items import Role

_ROLES: dict[Role, str] = {
    "editor": "责任编辑人|责任编辑|责任编缉|责编|执行编辑|值班编辑|网络编辑|网站编辑|实习编辑|见习编辑|助理编辑"
    "|新媒体编辑|视频编辑|文字编辑|图片编辑"
    "|美术编辑|栏目主编|本文编辑|本期编辑|本版责编|本版编辑|版面编辑|值班责编|当值编辑|编发|编校|编辑人|编辑|网编|编审|选稿",
    "proofreader": "责任校对|校对|校稿|审校|责校|值班校对",
    "approver": "责任审核|内容审核|审核人员|审核人|审核|审签|审稿人|审稿|审阅人|审阅|审定|审读|核稿"
    "|签发人|签发|监审|初审|复审|终审|一审|二审"
    "|三审|一校|二校|三校|总监制|监制"
    "|值班主任|值班总编|值班主编|值班编委|值班领导|责任主编",
    "reporter": "本报记者|本网记者|本台记者|本刊记者|本报首席记者|首席记者|见习记者|实习记者|特派记者"
    "|全媒体记者|融媒体记者|文字记者|采访人|采访|采写|实习生|记者",
    "correspondent": "特约通讯员|本报通讯员|本网通讯员|通讯员|报道员|特约记者",
    "contributor": "供稿单位|供稿人|供稿部门|供稿|投稿单位|投稿人|投稿|来稿单位|来稿|报送单位|上报单位"
    "|选送单位|稿件提供|通联|提供单位|撰稿单位|推荐单位|图文来源|文图来源",
    "photographer": "摄影报道|摄影记者|摄影人|摄影者|摄影|摄像|拍摄|图片摄影|供图|配图|制图|图片提供|图片来源|内文图"
    "|图片|摄",
    "translator": "翻译|译者",
    "compiler": "编译|整理|采编|综合整理|编写",
    "author": "本文作者|文章作者|原作者|作者单位|作者署名|作者|撰文|撰稿人|撰稿|撰写人|撰写|执笔人|执笔|拟稿"
    "|文字|文稿|文案",
    "other": "录入员|录入|发布人|发布者|发稿人|上传|策划|统筹|出品人|出品|总策划|总统筹|主编|副主编|总编辑|设计"
    "|美编|版式设计|版式|排版|制作|海报|剪辑|导演"
    "|推荐人|审译|指导老师|指导教师|组稿|通稿|责任人|发布单位|信息员|播音|主播|配音|出镜",
}
ROLE_OF: dict[str, Role] = {label: role for role, labels in _ROLES.items() for label in labels.split("|")}


def _any_label(labels: Iterable[str]) -> str:
    """Return a pattern for any of some labels, the longest first, their characters perhaps apart.

    Sorted by the first character, for a place in a text has but one.
    """
    behind: dict[str, list[str]] = {}
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        behind.setdefault(label[0], []).append("".join(rf"\s*{character}" for character in label[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in behind.items())


_OTHER_LABELS = (
    r"(?:文章|信息|稿件|消息|新闻|内容|资料|原文|本文)?\s*来\s*源(?:于)?|稿\s*源|出\s*处|转自|转载自|来自|摘自|发布时间"
    r"|发表\s*时间|发稿\s*时间|更新\s*时间|上传\s*时间|录入\s*时间"
    r"|编辑\s*时间|时\s*间|发布\s*日期|日\s*期|浏览(?:次数|量)?|点击(?:次数|率|量|数)?|阅读(?:次数|量|数)?"
    r"|访问(?:次数|量)?|人气|字体|字号|关键词|分享|打印"
    r"|关键字|关键词|标签|題圖|头图(?:来[源自])?|题图来源|封面图?片?来源|题图来自|题图|资料图片|资料图|原标题|本文栏目|栏目|类别"
    r"|所属|评论|收藏|纠错|文号|索引号|发文机关|发布机构|发布部门|成文日期|主题词|责任单位|联系人|版权|版次|声明"
    r"|(?:联系|咨询|监督|举报)?电话|(?:投稿|电子)?邮箱"
    r"|地址|网址|邮编|(?:微信)?公众号|微信号"
)
_STOPS_BEGIN = (
    "头联咨监举投封文信稿消新内资原来出转摘发更上录编时日浏点阅访人字关分打标題题本栏类所评收纠索成主责版声电邮地网微公"
)
_FIRST = "".join({label[0] for label in ROLE_OF} | set(_STOPS_BEGIN) | set("文图片视记通实"))
# A role's label needs its colon, but for the few that bylines print bare; 文/ and 图/ stand with a slash.
LABEL = re.compile(
    # A look at the first character spares the trial of every label at every place.
    rf"(?=[{_FIRST}])(?:(?P<role>{_any_label(ROLE_OF)})\s*(?:[:：丨|｜︱]|\s[-—–]\s"
    rf"|(?<=摄影|摄像|供图|配图|制图|文字|作者|译者|翻译|编辑|责编|美编|编审|校对|审校|审核|初审|复审|终审|一审"
    rf"|二审|三审|撰稿|撰文|采写|供稿|监制|统筹|策划|整理|口述)\s*/"
    r"|(?<=编辑|[责美]编|编审|校对|审校|审核|[初复终一二三]审|监制|作者|排版|版式|[老教]师)\s+(?=[\u3400-\u9fff]{2,3}(?:[\s、】\])）]|$)|[A-Z][a-z]+[】\])）])"
    # 编辑·张三
    r"|(?<=编辑|责编|编审|校对|审核|监制)\s*[·•]\s*(?=[\u3400-\u9fff]{2,3}(?:[\s、]|$))"
    # An account: 作者 云溪的清晨.
    r"|(?<=\s作者)\s+(?=[\u3400-\u9fff]{4,12}\s*$))\s*"
    rf"|(?P<stop>{_OTHER_LABELS})(?:\s*[:：丨｜]|(?<=来[源自])\s+[/／>|](?=\s))\s*"
    # 文：张某 图：李某, where a name alone follows.
    r"|(?P<letter>(?<![\w])(?:图\s*[/、]?\s*文|文\s*[/、]?\s*图"
    r"|文)(?=\s*[:：]\s*(?:[\u3400-\u9fff]{4,16}\s{1,2})?[\u3400-\u9fff]{2,4}(?:[·•][\u3400-\u9fff]{1,8}){0,2}(?:[\s、,，（(]|$))"
    r"|(?:(?<=[\u3400-\u9fff]\s)[图审]|(?<=[（(])图(?=\s*[:：]\s*[\u3400-\u9fff]{2,3}\s*[）)])))\s*[:：]\s*"
    r"|(?P<slash>(?<![\w])图\s*[、/·]?\s*文|(?<![\w])文\s*[、/·]?\s*[图片]|(?<![\w])文|(?<![\w])图片"
    r"|(?<![\w])[图片编]|(?<![\w])视频|(?:记者|通讯员|实习生)|(?<=\s)审)\s*[/丨|／︱]\s*)"
)
# Without one of these, and without a label that is printed bare, a line has no label: most lines. One class of
# characters in front lets the search skip all others.
_BOXED = re.compile(
    rf"[\[【]({_any_label([*ROLE_OF, '来源', '信息来源', '文章来源'])})[\]】]\s*[:：]?(?=\s*[\u3400-\u9fff])"
)
_MARK_OF_A_LABEL = re.compile(
    r"[:：丨|｜︱／文图片摄作译编记通视实稿核校对写制审筹划理 辑輯編者师](?:"
    r"(?<=[:：丨|｜︱／])|(?<=[文图片摄作译编记通视实]).{0,6}/|(?<=[稿核校对编写制审筹划理辑]) ?[/·•]|(?<= )[-—–/／>] "
    r"|(?<=[责美]编|编辑|編輯|責編|校对|审校|审核|審核|编审|[初复终一二三]审|监制|作者|排版|版式|[老教]师)\s)"
)
AUTHOR_SIDE: tuple[Role, ...] = ("author", "reporter", "correspondent", "contributor", "compiler", "translator")
# 文：张三 图：李四 编：王五
ROLE_OF_LETTER: dict[str, Role] = {
    "文": "author",
    "图": "photographer",
    "编": "editor",
    "审": "approver",
    "校": "proofreader",
}
_SLASHED: dict[str, Role] = ROLE_OF_LETTER | {
    "图片": "photographer",
    "片": "photographer",
    "视频": "photographer",
    "记者": "reporter",
    "实习生": "reporter",
    "通讯员": "correspondent",
}
# 专栏作者 张三, 只看该作者, 欢迎投稿: no label
_TITLES_END = ("专栏", "特约", "资深", "签约", "该", "欢迎")
# 作者：张三 添加时间：, of which 时间 is the label that is known.
_DAYS, _WHAT_TIME = ("时间", "日期"), re.compile(r"\s[\u4e00-\u9fff]{2,4}$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as printed and what follows it, up to the next."""

    label: str
    value: str
    role: Role | None
    start: int
    value_at: int


def may_be_labelled(text: str) -> bool:
    """Whether a line has what every label has; most lines have not."""
    return _MARK_OF_A_LABEL.search(text) is not None


# Source: Xinhua | Editor: Li Na, as English pages print them and templates of Chinese ones, and By：张静.
_ENGLISH = {
    "by": "作者",
    "author": "作者",
    "source": "来源",
    "from": "来源",
    "editor": "编辑",
    "reporter": "记者",
    "photographer": "摄影",
    "time": "时间",
    "date": "日期",
    "hits": "点击",
    "views": "浏览",
}
_CASES = "|".join(f"[{label[0].upper()}{label[0]}]{label[1:]}" for label in _ENGLISH)
_IN_ENGLISH = re.compile(rf"(?<![A-Za-z])(?P<label>{_CASES})s?\s?:")


def _in_chinese(match: re.Match[str]) -> str:
    return f"{_ENGLISH[match['label'].lower()]}:".ljust(len(match[0]))  # places in the line stay


def _unboxed(match: re.Match[str]) -> str:
    return f" {match[1]}:".ljust(len(match[0]))  # places in the line stay


# Where labels are set apart by strokes, the next one is one though nobody knows it: 编辑|张三 语音|李四.
_NEXT_BY_STROKE = re.compile(r"\s[\u3400-\u9fff]{2,4}\s?[丨|｜︱](?=\s*\S)")
_STROKES = ("丨", "|", "｜", "︱")


def _is_of_the_next(value: str) -> bool:
    """Whether a value ends in a word that is written as one with the next label: 责编：张三 技术编辑：李四."""
    return value[-2:].isalpha() and value[-3:-2].isspace() and not is_surely_name(value[-2:])


# A line's labels are asked for by all that reads it, one after another.
@lru_cache(maxsize=64)
def split_labels(text: str) -> tuple[Labelled, ...]:
    """Return the labels of a line with their values; `role` is None for labels of no credit (来源, 时间)."""
    if "【" in text or "[" in text:
        text = _BOXED.sub(_unboxed, text)
    if not may_be_labelled(text):
        return ()
    if text.isascii() or "r:" in text or "e:" in text or text[:2] == "By":
        text = _IN_ENGLISH.sub(_in_chinese, text)
    found: list[Labelled] = []
    matches = [match for match in LABEL.finditer(text) if not text.endswith(_TITLES_END, 0, match.start())]
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        value = text[match.end() : following.start() if following else len(text)]
        if match["role"] and match[0].rstrip().endswith(_STROKES) and (unknown := _NEXT_BY_STROKE.search(value)):
            value = value[: unknown.start()]
        if following and following["stop"] in _DAYS:
            value = _WHAT_TIME.sub("", value)
        elif following and following["role"] and _is_of_the_next(value):
            value = value[:-3]
        if match["slash"] and found and found[-1].label == "原标题" and not text[found[-1].value_at : match.start()]:
            continue
        label = "".join((match["role"] or match["stop"] or match["letter"] or match["slash"]).split())
        role: Role | None = ROLE_OF.get(label) if match["role"] else None
        if match["letter"] or match["slash"]:
            role = _SLASHED.get(label, "author")
        found.append(Labelled(label, value, role, match.start(), match.end()))
    return tuple(found)
