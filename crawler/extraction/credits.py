"""Who made a story, in which role: names from the metadata line, the byline, and the lines around the text.

A label belongs to the text that follows it up to the next label. An editor is never an author; a label that is not
known is kept as printed, with the role `other`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crawler.extraction.names import is_name, is_organization, is_surely_name, split_run
from crawler.extraction.signatures import RUN_ON, TOLD_OF, join_padded, signature_credits
from crawler.extraction.text import squeeze
from crawler.items import Credit, Role

_ROLES: dict[Role, str] = {
    "editor": "责任编辑人|责任编辑|责任编缉|责编|执行编辑|值班编辑|网络编辑|网站编辑|实习编辑|见习编辑|助理编辑"
    "|新媒体编辑|视频编辑|文字编辑|图片编辑"
    "|美术编辑|栏目主编|本文编辑|本期编辑|本版责编|本版编辑|版面编辑|值班责编|当值编辑|编发|编辑人|编辑|网编|编审|选稿",
    "proofreader": "责任校对|校对|审校|责校|值班校对",
    "approver": "责任审核|内容审核|审核人员|审核人|审核|审签|审稿人|审稿|审阅人|审阅|审定|审读|核稿"
    "|签发人|签发|初审|复审|终审|一审|二审"
    "|三审|一校|二校|三校|总监制|监制"
    "|值班主任|值班总编|值班主编|值班编委|值班领导|责任主编",
    "reporter": "本报记者|本网记者|本台记者|本刊记者|本报首席记者|首席记者|见习记者|实习记者|特派记者"
    "|全媒体记者|融媒体记者|文字记者|采访人|采访|采写|实习生|记者",
    "correspondent": "特约通讯员|本报通讯员|本网通讯员|通讯员|特约记者",
    "contributor": "供稿单位|供稿人|供稿部门|供稿|投稿单位|投稿人|投稿|来稿单位|来稿|报送单位|稿件提供|通联"
    "|提供单位|撰稿单位|推荐单位|图文来源|文图来源",
    "photographer": "摄影报道|摄影记者|摄影|摄像|拍摄|图片摄影|供图|配图|制图|图片提供|图片来源|内文图|图片|摄",
    "translator": "翻译|译者",
    "compiler": "编译|整理|采编|综合整理|编写",
    "author": "本文作者|文章作者|原作者|作者单位|作者署名|作者|撰文|撰稿人|撰稿|撰写人|撰写|执笔人|执笔|文字|文稿|文案",
    "other": "录入员|录入|发布人|发布者|发稿人|上传|策划|统筹|出品人|出品|总策划|总统筹|主编|副主编|总编辑|设计"
    "|美编|版式设计|版式|排版|制作|海报|剪辑|导演"
    "|审译|指导老师|指导教师|组稿|通稿|责任人|发布单位|信息员|播音|主播|配音|出镜",
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
    r"(?:文章|信息|稿件|消息|新闻|内容|资料|原文)?\s*来\s*源(?:于)?|稿\s*源|出\s*处|转自|转载自|来自|摘自|发布\s*时间"
    r"|发表\s*时间|发稿\s*时间|更新\s*时间|上传\s*时间|录入\s*时间"
    r"|编辑\s*时间|时\s*间|发布\s*日期|日\s*期|浏览(?:次数|量)?|点击(?:次数|率|量|数)?|阅读(?:次数|量|数)?"
    r"|访问(?:次数|量)?|人气|字体|字号|关键词|分享|打印"
    r"|关键字|关键词|标签|題圖|题图来源|封面图?片?来源|题图来自|题图|资料图片|资料图|原标题|本文栏目|栏目|类别|所属|评论|收藏|纠错|文号|索引号|发文机关|成文日期|主题词|责任单位|联系人|版权|版次|声明|(?:联系|咨询|监督|举报)?电话|邮箱"
    r"|地址|网址|邮编|(?:微信)?公众号|微信号"
)
_STOPS_BEGIN = (
    "联咨监举封文信稿消新内资原来出转摘发更上录编时日浏点阅访人字关分打标題题本栏类所评收纠索成主责版声电邮地网微公"
)
_FIRST = "".join({label[0] for label in ROLE_OF} | set(_STOPS_BEGIN) | set("文图片视记通实"))
# A role's label needs its colon, but for the few that bylines print bare; 文/ and 图/ stand with a slash.
LABEL = re.compile(
    # A look at the first character spares the trial of every label at every place.
    rf"(?=[{_FIRST}])(?:(?P<role>{_any_label(ROLE_OF)})\s*(?:[:：丨|｜︱]|\s[-—–]\s|(?<=摄影|摄像|供图|配图|制图|文字|作者|译者|翻译|编辑|责编|美编|校对|审校|审核|初审|复审|终审|一审|二审|三审|撰稿|撰文|采写|供稿|监制|统筹|策划|整理|口述)\s*/"
    r"|(?<=编辑|责编|编审|校对|审校|审核|初审|复审|终审|监制|作者|排版|版式|美编|老师|教师)\s+(?=[\u3400-\u9fff]{2,3}(?:[\s、】\])）]|$)|[A-Z][a-z]+[】\])）])"
    # An account: 作者 云溪的清晨.
    r"|(?<=\s作者)\s+(?=[\u3400-\u9fff]{4,12}\s*$))\s*"
    rf"|(?P<stop>{_OTHER_LABELS})(?:\s*[:：丨｜]|(?<=来源)\s+[/／>](?=\s))\s*"
    # 文：张某 图：李某, where a name alone follows.
    r"|(?P<letter>(?<![\w])(?:图\s*[/、]?\s*文|文\s*[/、]?\s*图|文)(?=\s*[:：]\s*(?:[\u3400-\u9fff]{4,16}\s{1,2})?[\u3400-\u9fff]{2,4}(?:[\s、,，（(]|$))|(?<=[\u3400-\u9fff]\s)图)\s*[:：]\s*"
    r"|(?P<slash>(?<![\w])图\s*[、/·]?\s*文|(?<![\w])文\s*[、/·]?\s*[图片]|(?<![\w])文|(?<![\w])图片|(?<![\w])[图片]|(?<![\w])视频|(?:记者|通讯员|实习生)|(?<=\s)审)\s*[/丨|／︱]\s*)"
)
# Without one of these, and without a label that is printed bare, a line has no label: most lines. One class of
# characters in front lets the search skip all others.
_BOXED = re.compile(rf"[\[【]({_any_label(ROLE_OF)})[\]】]\s*[:：]?(?=\s*[\u3400-\u9fff])")
_MARK_OF_A_LABEL = re.compile(
    r"[:：丨|｜︱／文图片摄作译编记通视实稿核校对写制审筹划理 辑輯編者师](?:"
    r"(?<=[:：丨|｜︱／])|(?<=[文图片摄作译编记通视实]).{0,6}/|(?<=[稿核校对编写制审筹划理]) ?/|(?<= )[-—–/／>] "
    r"|(?<=编辑|編輯|责编|責編|校对|审校|审核|審核|编审|初审|复审|终审|监制|作者|排版|版式|美编|老师|教师)\s)"
)
_BARE = re.compile(
    r"(?P<label>(?:[\u4e00-\u9fff]{2,12}?)?(?:本报|本网|本台|本刊|新华社|人民网|中新社|央视|首席|见习|实习|特派"
    r"|全媒体|融媒体|特约|文字|摄影)*(?:记者|通讯员|评论员))"
    r"[\s：:]*(?P<names>[\u4e00-\u9fff·]{1,6}(?:[\s　、，,]+(?!本报|本网|通讯员|记者|见习|实习"
    r"|特约)[\u4e00-\u9fff·]{1,6})*)"
)
# Where a byline begins behind the value of a label that is no credit: 来源：人民网 记者 张三.
BYLINE_BEHIND = re.compile(
    r"\s+(?=(?:本报|本网|本台|本刊|新华社|人民网|见习|实习|特约|首席)*(?:记者|通讯员|评论员|实习生|撰稿|供稿)|[文图]\s*[/丨|／])"
)
_LATIN_NAME = re.compile(r"^[A-Za-z][\w.'\-]*(?: [A-Za-z][\w.'\-]*){0,3}$")
_WORDS = re.compile(r"(?<!\S)[A-Za-z][\w.'\-]*(?: [A-Za-z][\w.'\-]*){0,3}(?!\S)|[^ ]+")
_BETWEEN = re.compile(r"\s*[、，,;；/|&]\s*|\s{2,}")
_AFTER = re.compile(r"[\[【(（]\s*(?:纠错|实习生?|见习|整理|编辑|责编)?\s*[\]】)）]|【?纠错】?|[\[\]【】()（）<>《》]+")
# The number of a class stands in brackets: 六(1)中队. Kept through the cleaning as signs of their own.
_NUMBER_OF_CLASS = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[（(]\s*([\d一二三四五六七八九十]{1,2})\s*[)）]\s*(?=[\u4e00-\u9fff]{0,2}[班队组]|支部)"
)
# 张三（某县委党校）
_AND_BODY = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,4})\s*[（(]([\u4e00-\u9fff]{4,30})[)）]")
_AT_THE_BODY = re.compile(r"([\u3400-\u9fff·]{2,8})\s*[（(]\s*(?:作者)?单位\s*[:：]\s*([^()（）]{3,60})[)）]")
# 作者：《云溪文艺》记者 张三.
_BEHIND_A_TITLE = re.compile(r"》\s*(?:\S{0,6}(?:记者|编辑|作者)\s*)?([\u3400-\u9fff]{2,3})[\s,，.。]*$")
# 来源：云溪日报网 张三.
_OUTLET_AND_NAME = re.compile(
    r"\s*(\S{2,16}(?:网站?|报|社|台|刊|客户端|频道))(?:\s+|\s*[(（])([\u3400-\u9fff]{2,3})[)）]?\s*"
)
# 来源：云溪日报网/张三 李四.
_OUTLET_AND_NAMES = re.compile(
    r"\s*(?P<outlet>[^\s/]{2,16})(?:\s*[/／]\s*|(?<=[网报社台刊部局委厅院])\s+)(?P<names>[\u3400-\u9fff]{2,3}(?:\s+[\u3400-\u9fff]{2,3}){0,3})\s*"
)
_SAID_TWICE = re.compile(
    r"\s*(?P<outlet>[\u4e00-\u9fff]{2,4})(?P<names>(?:记者|通讯员)\s*[^，。！？：；]{2,40}?)\s+(?P=outlet)\s*"
)
# What stands before a name and says what its bearer is: 半月谈记者, ……研究部部长.
_OFFICE = re.compile(
    r"^.*(?:记者|通讯员|评论员|部长|主任|教授|研究员|院长|书记|会长|主席|导师|博士|秘书长|总编辑|主编|馆长|局长|处长|科长|所长|校长|讲师|专家|学者|委员|实习生|医师|医生|律师|工程师|院士)"
    r"(?=[\u4e00-\u9fff]{0,12}$)"
)
_PROSE = re.compile(
    r"[。；！？《]|辑自|摘自|选自|原载|\s+(?=[\u4e00-\u9fff]{2,6}[:：])|(?<=[）)])\s*(?=[\u4e00-\u9fff]{12})"
)
_LONGEST_NAME, _LONGEST_BODY = 12, 30  # of a person, of an organization
_SHORTEST_FUSED = 5  # a body with a name behind it
# 云溪网 作者 云溪的清晨和黄昏
_ACCOUNT = re.compile(r"[\u3400-\u9fff]{7,12}")
_TOO_LONG = re.compile(r"[\u3007\u4e00-\u9fff\d]{7,}")  # for a person's name or a pen name
# 柳河镇 张三: where from, though a name may look so.
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}[镇乡县市区村]")
_SHORT_BODY = re.compile(r"[文理工农医法商药电机生信][学科]?院")  # of a university, named for short
_CODE = re.compile(r"(?<=[\u4e00-\u9fffa-z])[_ ][A-Z]{1,4}\d+$")
_TITLES = re.compile(
    r"^(?:本报|本网|本台|新华社)?记者(?=[\u4e00-\u9fff]{2,3}$)|(?:本报|本网|本台|本刊|见习|实习|特约|首席|特派|资深|全媒体"
    r"|融媒体)*(?:记者|通讯员|实习生)(?=[\s:：]|$)|^(?:实习生|见习)|(?:专栏|特约|资深|签约)(?:作者|作家|撰稿人|评论员)(?=[\sA-Za-z]|[\u4e00-\u9fff]{2,3}$)"
)
# What a name's bearer did with what others wrote: 张三综合报道.
_GATHERED = re.compile(r"(?<=[\u3400-\u9fff]{2})\s*综合(?:报道|整理|编译|编辑)\s*$")
_SENT_FROM = re.compile(r"(?:^|(?<=\s))发自[\u4e00-\u9fff、]{2,12}")
# 南方周末记者 张三
_REPORTER_OF = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff·]{2,10})记者(?=[\s:：])")
_NOT_NAMES = re.compile(rf"^(?:本报|本网|本台|联系|来到|赶到|走进|跟随|梳理|注意到|通讯员|记者|{TOLD_OF})")
# What somebody did, behind a name in a label's value.
_DONE = frozenset(("摄", "文", "图", "编", "译", "著"))
_NO_VALUE = re.compile(
    r"^(?:null|none|undefined|文章|原创|admin\w*|super ?user|无|未知|佚名|暂无|本文作者\S*|受访者\S*"
    r"|爆料人\S*|(?:封面|题|头)?图片?来源|见(?:图片)?水印|等|编辑|制图|本站|网络|互联网"
    r"|来自网络|发布于|发表于|资料图片?|打印|关闭|收藏|我要.*|分享.*|我来说.*|返回.*|查看.*|更多.*|编译|整理|摄影|记者|通讯员|图片|文字|举报|(?:全文)?(?:略)?有删[节减改]|字体|微博|博客|blog|专栏|-+|—+|[\d\W]*)$",
    re.I,
)


# What a picture was taken from, where it is no body: 2023年度统计和分析报告.
_TAKEN_FROM = re.compile(r"\d.{0,20}(?:报告|年报|公告|白皮书|招股书|说明书)\s*$|^\s*[取截]自")
_GIVEN = re.compile(r"(?<=[\u3400-\u9fff]{2})(?:供图|供稿)$")
# How often a page was read stands behind the last name, with no label of its own: 作者：张静　点击 93 次, 93人浏览.
_COUNTED = re.compile(
    r"\s*(?:(?:点击|浏览|阅读|访问|人气|评论|点赞)(?:次数|率|量|数)?\W{0,3}(?:\d|次\b)"
    r"|\d+\s*(?:人次|人|次)?\s*(?:浏览|阅读|点击|访问|评论|点赞|看过)).*"
)


# What stands beside the names in a label's value and is none: addresses, screenshots, tools, whose leave is wanted.
_BESIDE_NAMES = re.compile(
    r"(?i:https?:\S+)|[^\s、，,;；/|（()）]*截图(?=[\s、，,;；）)]|$)|\s有?\s*\d*\s*人参与.*|\s*(?:专题|专家)?留言板.*|\s欢迎(?:批评|投稿|来稿).*"
    r"|\s\S{2,6}出品(?=\s|$)|(?:(?<=[\u4e00-\u9fff])原创)?[,，!！]\s*(?:未经|请勿|禁止|谢绝|侵权|图片来自).*|[（(]据\S{2,10}电[）)]|[（(]已?授权(?:转载|发布)[）)]|[（(][^（）()]{2,20}(?:主笔|创始人|主理人)[）)]"
)
AUTHOR_SIDE: tuple[Role, ...] = ("author", "reporter", "correspondent", "contributor", "compiler", "translator")
# 巴山（微信公众号：云溪频道）
ITS_ACCOUNT = re.compile(
    r"[（(]\s*(?:(?:(?:微信)?(?:公众号|微信号|微博)|中文名|英文名|笔名|网名)\s*[:：][^（）()]{1,30}|微博|博客|blog"
    r"|[\u3400-\u9fff]{2,3}[亦也]有贡献)\s*[）)]"
)
_TOOLS = re.compile(r"[【\[(（]\s*大\s*中\s*小\s*[】\])）]|[【\[(（]\s*(?:打印|关闭|收藏|分享)\s*[】\])）]")
# The site's own name in a piece of its own, behind a name: 作者：某报记者 张三  某某网.
_OUTLET_BEHIND = re.compile(r"(?<=[\u3400-\u9fff])\s{2,}[\u4e00-\u9fff]{2,10}(?:网|报|社|台|在线|频道|客户端)\s*$")
# 文/汽车之家 张三
_SLASHED_OUTLET = re.compile(r"\s*([\u4e00-\u9fff]{4,12})\s+([\u3400-\u9fff]{2,3})\s*[)）]?\s*")
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
_PICTURES, _STROKES = frozenset(("图", "图片")), "|丨｜︱"
_HAN_ALONE, _SHOWS = re.compile(r"[\u3400-\u9fff]{2}"), re.compile(r"[\u4e00-\u9fff]在[\u4e00-\u9fff]|[的了]")
_UNKNOWN = re.compile(
    r"(?:^|[\s（(【\[|])(?P<label>[\u4e00-\u9fff]{2,8})\s*[:：]\s*"
    r"(?P<names>[\u3400-\u9fff·]{2,8}(?:[、\s]+[\u3400-\u9fff·]{2,8})*)"
    # Behind the names the line ends, or another label begins: what goes on is a title.
    r"(?=\s*(?:$|[）)】\]|])|\s+[\u4e00-\u9fff]{2,8}\s*[:：])"
)
# What leads on to other stories: 阅读下一篇, 延伸阅读, 相关新闻.
_LEADS_ON = re.compile(r"[上下前后]一?[篇页条则]|(?:阅读|链接|推荐|新闻|文章|报道|话题|标题|专题|更多)$")


_NO_ROLES = ("关键词", "来源", "情况", "风格", "文名")
_SLASHED: dict[str, Role] = {
    "图": "photographer",
    "图片": "photographer",
    "片": "photographer",
    "视频": "photographer",
    "记者": "reporter",
    "实习生": "reporter",
    "通讯员": "correspondent",
    "审": "approver",
}


# 专栏作者 张三, 只看该作者, 欢迎投稿: no label
_TITLES_END = ("专栏", "特约", "资深", "签约", "该", "欢迎")


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


def _unboxed(match: re.Match[str]) -> str:
    return f" {match[1]}:".ljust(len(match[0]))  # places in the line stay


# A line's labels are asked for by all that reads it, one after another.
@lru_cache(maxsize=64)
def split_labels(text: str) -> tuple[Labelled, ...]:
    """Return the labels of a line with their values; `role` is None for labels of no credit (来源, 时间)."""
    if "【" in text or "[" in text:
        text = _BOXED.sub(_unboxed, text)
    if not may_be_labelled(text):
        return ()
    found: list[Labelled] = []
    matches = [match for match in LABEL.finditer(text) if not text.endswith(_TITLES_END, 0, match.start())]
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        value = text[match.end() : following.start() if following else len(text)]
        if match["slash"] and found and found[-1].label == "原标题" and not text[found[-1].value_at : match.start()]:
            continue
        label = re.sub(r"\s+", "", match["role"] or match["stop"] or match["letter"] or match["slash"])
        role: Role | None = ROLE_OF.get(label) if match["role"] else None
        if match["letter"] or match["slash"]:
            role = _SLASHED.get(label, "author")
        found.append(Labelled(label, value, role, match.start(), match.end()))
    return tuple(found)


def _outlet_alone(match: re.Match[str]) -> str:
    """Return what stands before 记者 where it is a body or a name, else nothing: no person is called 南方周末."""
    return match[0] if is_organization(match[1]) or is_surely_name(match[1]) else ""


def split_names(value: str) -> list[str]:
    """Return the names in a label's value, people and bodies as they come; noise gives none."""
    value = _REPORTER_OF.sub(_outlet_alone, _BESIDE_NAMES.sub(" ", value))
    text = squeeze(_AFTER.sub("  ", _NUMBER_OF_CLASS.sub("\ue000\\1\ue001", value)))
    text = _SENT_FROM.sub("", re.sub(r"\s*(?:19|20)\d\d[-年/.].*$", "", text))
    text = _COUNTED.sub("", text)
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
        for word in (word.replace("\ue000", "（").replace("\ue001", "）") for word in words):
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


def credits_of(label: str, role: Role, value: str, raw: str) -> list[Credit]:
    """Return the credits of one label: each name with the body named before it, or the bodies alone."""
    credits: list[Credit] = []
    body: str | None = None
    if role == "photographer" and _TAKEN_FROM.search(value):
        return credits
    names = split_names(value)
    of_a_body = label.endswith(("单位", "部门"))
    for place, name in enumerate(names):
        # One character alone is noise; in a list it stands for a name.
        if (len(name) < 2 and len(names) < 2) or (_TOO_LONG.fullmatch(name) and not is_organization(name)):
            continue
        if (
            (of_a_body and not is_surely_name(name))
            or is_organization(name)
            or _SHORT_BODY.fullmatch(name)
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
        depth += (character in "(（[【") - (character in ")）]】")
        if depth < 0:
            return value[:place]
    return value


def credits_in(text: str) -> list[Credit]:
    """Return the credits of a metadata line: behind labels, and in bylines before the first or behind 来源：某网."""
    text = text[2:] if text[:2] in _OF_A_PAGE and text[2:3] in _WHAT_WAS_DONE else text
    if text[-1:] in _WHAT_WAS_DONE and _BOTH_BEHIND.search(text) and (signed := signature_credits(text)):
        return signed
    parts = split_labels(text)
    before = text[: parts[0].start] if parts else ""
    found = _of_one_outlet(before) or signature_credits(before) if before.strip() else []
    if not parts:
        return signature_credits(text)
    for part in parts:
        if part.role is None and (byline := BYLINE_BEHIND.search(part.value)):
            behind = part.value[byline.end() :]
            found += signature_credits(behind) or bare_credits(behind)
    return [*found, *labelled_credits(text)]


def _of_one_outlet(text: str) -> list[Credit]:
    """Return the reporters before a label where one short name stands before both: 云报记者 张三 云报编辑."""
    match = _SAID_TWICE.fullmatch(text)
    return signature_credits(match["names"]) if match else []


def _body_first(match: re.Match[str]) -> str:
    """Return a name behind the body that a bracket names after it; a bracket that says something else stays."""
    return f" {match[2]} {match[1]} " if is_organization(match[2]) else match[0]


def labelled_credits(text: str) -> list[Credit]:
    """Return the credits that a line names by labels."""
    raw = squeeze(text)
    found: list[Credit] = []
    for part in split_labels(text):
        if part.role is None:
            signed = _OUTLET_AND_NAME.fullmatch(_in_bracket(part.value)) if "源" in part.label else None
            behind = _OUTLET_AND_NAMES.fullmatch(part.value) if "源" in part.label else None
            several = behind["names"].split() if behind else []
            if several and all(map(is_surely_name, several)):
                found += [Credit("author", None, name, behind["outlet"] if behind else None, raw) for name in several]
                continue
            if signed and is_surely_name(signed[2]):
                found.append(Credit("author", None, signed[2], signed[1], raw))
            elif "图" in part.label and part.value.rstrip().endswith("摄"):
                found += signature_credits(part.value)
            continue
        value = _TOOLS.sub(" ", ITS_ACCOUNT.sub(" ", part.value))
        if part.role in AUTHOR_SIDE and (outlet := _OUTLET_BEHIND.search(value)):
            value = value[: outlet.start()]
        if part.label == "作者单位":
            continue
        if "(" in value or "（" in value:
            value = _AND_BODY.sub(_body_first, value)
            value = _AT_THE_BODY.sub(lambda match: f"{''.join(match[2].split())} {match[1]}", value)
        # What a sentence says about its author is no credit: a label's value is names, not prose.
        value = _PROSE.split(_in_bracket(value))[0]
        if text[part.start : part.value_at].rstrip() == "作者" and _ACCOUNT.fullmatch(value.strip()):
            found.append(Credit("author", part.label, value.strip(), None, raw))
            continue
        both = part.label in _BOTH
        if part.label == "文" and (pictures := _AND_PICTURES.match(value)):
            both, value = True, value[pictures.end() :]
        elif part.label == "图" and (words := _AND_TEXT.match(value)):
            both, value = True, value[words.end() :]
        label = "文/图" if both and part.label in ("文", "图") else part.label
        of_outlet = _SLASHED_OUTLET.fullmatch(value) if part.label in _SLASHED_LETTERS else None
        if of_outlet and is_surely_name(of_outlet[2]) and not is_surely_name(of_outlet[1]):
            credits = [Credit(part.role, label, of_outlet[2], _OWN.sub("", of_outlet[1]) or None, raw)]
        else:
            credits = credits_of(label, "author" if both else part.role, value, raw)
        if part.label in _PICTURES and text[part.start : part.value_at].rstrip()[-1] in _STROKES:
            credits = [c for c in credits if _is_whose_picture(c)]
        behind = _BEHIND_A_TITLE.search(_in_bracket(part.value)) if "》" in part.value else None
        if behind and is_surely_name(behind[1]) and not any(is_surely_name(c.name or "") for c in credits):
            credits = [Credit(part.role, label, behind[1], None, raw)]
        if both:
            credits += [Credit("photographer", c.role_label, c.name, c.organization, raw) for c in credits]
        found += filter(is_credible, credits)
    return found


def _is_whose_picture(credit: Credit) -> bool:
    """Whether what stands behind 图 | is who took the picture rather than what it shows."""
    if credit.name:
        return is_surely_name(credit.name) or not _HAN_ALONE.fullmatch(credit.name)
    return _SHOWS.search(credit.organization or "") is None


def unknown_credits(text: str) -> list[Credit]:
    """Return the people named behind labels that no role is known for, the label as printed, with the role `other`."""
    raw = squeeze(text)
    found: list[Credit] = []
    for match in _UNKNOWN.finditer(text):
        names = re.split(r"[、\s]+", match["names"])
        label = match["label"]
        known = label == "图文" or label.endswith(_NO_ROLES) or _LEADS_ON.search(label) or LABEL.fullmatch(f"{label}:")
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
            if _NOT_NAMES.match(name) or name in ("摄影", "摄像", "报道"):
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
