"""A byline read word by word: names, posts, bodies, and what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.names import TOWNS, is_long_name, is_name, is_organization, is_surely_name, split_run
from crawler.items import Credit, Role

# 张三/文 李四/图: what stands behind a slash is of the name before it; 文/图 张三 is of the name behind.
BEHIND = "\u21b0"
_LONGEST_SHORT_NAME = 6  # of an outlet

WORDS: dict[str, Role] = {
    "摄影报道": "photographer",
    "拍摄": "photographer",
    "摄影": "photographer",
    "摄像": "photographer",
    "供图": "photographer",
    "制图": "photographer",
    "图片": "photographer",
    "视频": "photographer",
    "摄": "photographer",
    "图": "photographer",
    "供稿": "contributor",
    "投稿": "contributor",
    "来稿": "contributor",
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
_KINDS: dict[str, Role] = {
    "记者": "reporter",
    "实习生": "reporter",
    "通讯员": "correspondent",
    "报道员": "correspondent",
    "评论员": "author",
    "撰稿人": "author",
    "作者": "author",
    "特约撰稿": "author",
}
_QUALIFIERS = (
    r"本报|本网|本台|本刊|本社|首席|见习|实习|特派|特约|特邀|全媒体|融媒体|图片|摄影|文字|视频|学生|校园"
    r"|[驻赴][\u4e00-\u9fff]{2,4}"
)
_TITLE = re.compile(
    rf"^(?P<outlet>(?!{_QUALIFIERS})[\u4e00-\u9fffA-Za-z·+\-]{{2,16}}?)?(?P<kind>(?:{_QUALIFIERS})*(?:{'|'.join(_KINDS)}))[:：]?"
    rf"(?P<name>[\u3400-\u9fff·]{{2,16}}?)?(?P<word>{'|'.join(WORDS)})?$"
)
_OUTLETS = ("社", "报", "网", "台", "央视", "央广", "谈", "周末", "财经", "观察", "在线")
# 长沙报道 says where from; 湖南日报徐行 says for whom.
FROM_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}[报報][道导導]")
_OUTLET_AND_NAME = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|晨报|时报|新闻网|客户端)"
    r"|(?:新华|人民|中新|央视|央广|光明|环球)网|新华社)(?P<name>[\u3400-\u9fff]{2,3})"
)
_ENDING = re.compile(rf"^(?P<who>.{{2,30}}?)(?P<word>{'|'.join(WORDS)})$")
_OUTLET_IN_LETTERS = re.compile(r"[A-Z]{2,5}[\u4e00-\u9fff]{0,3}")  # BBC中文
_AGENCY_IN_LETTERS = re.compile("[A-Z]{2,6}")
_SHORT_OUTLET = 2  # characters
_AFTER_NAMES = frozenset(("摄", "拍摄", "供图", "供稿", "投稿", "来稿", "摄影报道", "报道", "文图"))
# 柳河镇召开推进会 is what a picture shows.
_TAKES_PLACE = re.compile("举办|召开|举行|开展|[:：]")
# 柳河镇 孟浩: where from, though a name may look so.
_PLACE = re.compile(r"[\u4e00-\u9fff]{3}")
# What a reporter did, or what is told of one, behind 记者: no name begins so.
TOLD_OF = (
    "被|了解|获悉|从|在|看到|采访|表示|近日|日前|该|就|也|对|向|将|调查|观察|手记|体验|探访|走访|暗访|札记|追踪|来信"
)
_NOT_YET_NAMES = re.compile(rf"^(?:团|站|发现|收藏|打印|关闭|分享|点赞|{TOLD_OF})")


class Signature:
    """A byline that is read word by word: what a word says holds for the names after it, or those before it."""

    def __init__(self, raw: str, tokens: Sequence[str], sent: bool) -> None:
        self.raw, self.tokens, self.sent = raw, tokens, sent
        self.found: list[Credit] = []
        self.group: list[int] = []  # names since the last label, which a word after them may still claim
        self.role: Role = "author"
        self.label: str | None = None
        self.body: str | None = None
        self.labelled = False
        self.behind = _words_follow_names(tokens)

    def credits(self) -> list[Credit]:
        """Return the credits, none where any word is not a byline's."""
        if not all(map(self._read, range(len(self.tokens)))):
            return []
        if not self.labelled and self.raw[:1] == "【":  # a column's name stands so
            return []
        both = [credit for credit in self.found if credit.role_label == "文图"]
        return self.found + [
            Credit("photographer", "文图", credit.name, credit.organization, self.raw) for credit in both
        ]

    def _following(self, place: int) -> str:
        return self.tokens[place + 1] if place + 1 < len(self.tokens) else ""

    def _read(self, place: int) -> bool:
        """Read a token; whether it is one of a byline."""
        token = self.tokens[place].lstrip(BEHIND)
        if FROM_PLACE.fullmatch(token) and not (self._is_last_of_names(token) or self._is_of_a_body(token)):
            return True
        if (for_whom := _OUTLET_AND_NAME.fullmatch(token)) and is_surely_name(for_whom["name"]):
            self._name([for_whom["name"]], for_whom["outlet"])
            return True
        title = _TITLE.match(token)
        if title and (_fits(title) or _is_short_outlet(title, self._following(place))):
            self._title(title)
        elif token in WORDS:
            self._word(token, place)
        elif (ending := _ENDING.match(token)) and _is_signed(ending["who"], ending["word"], token):
            self._ends(ending, place)
        elif self.labelled and token[-1] == "译" and is_surely_name(token[:-1]):  # 作者某甲，某乙译
            self.found.append(Credit("translator", "译", token[:-1], None, self.raw))
        elif (is_organization(token) and not _TAKES_PLACE.search(token)) or (self.sent and token.endswith(_OUTLETS)):
            self.body = token
        elif self.labelled and len(runs := split_run(token)) > 1:
            self._name(runs, self.body)
        elif self._may_be_name(token):
            self._name([token], self.body)
        elif token[-1] in TOWNS and _PLACE.fullmatch(token) and is_surely_name(self._following(place)):
            self.body = token
        else:
            return False
        return True

    def _is_last_of_names(self, token: str) -> bool:
        """Whether a word is a name joined to the one before it, and what all of them did: 孟浩、林舟报道."""
        last = self.found[-1].name if self.found else None
        if last is None or f"{last}、{token}" not in self.raw:
            return False
        return is_surely_name(last) and is_surely_name(token[:-2])

    def _is_of_a_body(self, token: str) -> bool:
        """Whether a word is a name behind its body, which is no outlet, and what it did: 县一中 孟浩报道."""
        body = self.body or ""
        of_a_body = len(self.tokens) == 2 and is_organization(body) and not body.endswith(_OUTLETS)
        return of_a_body and is_surely_name(token[:-2])

    def _may_be_name(self, token: str) -> bool:
        if is_surely_name(token):
            return True
        said = self.sent or (self.labelled and not _NOT_YET_NAMES.match(token))
        return said and (is_name(token) or is_long_name(token))

    def _name(self, names: Sequence[str], body: str | None) -> None:
        """Add people in the role that holds, which a word behind them may change."""
        self.group += range(len(self.found), len(self.found) + len(names))
        self.found += [Credit(self.role, self.label, name, body, self.raw) for name in names]

    def _title(self, title: re.Match[str]) -> None:
        """Read a post, with a name behind it or none: 云溪日报记者, 通讯员孟浩."""
        kind = title["kind"]
        self.role, self.label, self.labelled = _KINDS[next(k for k in _KINDS if kind.endswith(k))], kind, True
        self.body = title["outlet"] or self.body
        self.group = []
        if not title["name"]:
            return
        if title["name"] in WORDS:  # 通讯员供图 names nobody
            self.role, self.label = WORDS[title["name"]], title["name"]
            return
        named, word = title["name"], title["word"]
        # 通讯员谭绮文 has a name of three characters.
        if word == "文" and len(named) == 2:
            named, word = f"{named}{word}", None
        if word:
            self.role, self.label = WORDS[word], word
        self._name(split_run(named), self.body)
        self.group = [] if word else self.group

    def _word(self, token: str, place: int) -> None:
        """Read a word for a role: of the names before it, of the body, or of the names that follow."""
        self.labelled = True
        last = place + 1 == len(self.tokens)
        behind = self.tokens[place] != token
        claims = token in _AFTER_NAMES or behind or self.behind or last
        if self.group and claims:
            self.found[self.group[0] :] = [_as(credit, token) for credit in self.found[self.group[0] :]]
            self.group = []
        elif self.body is not None and self._is_of_the_body(token, place, last=last, behind=behind):
            self.found.append(Credit(WORDS[token], token, None, self.body, self.raw))
            self.body = None
        else:
            self.role, self.label = WORDS[token], token

    def _is_of_the_body(self, token: str, place: int, *, last: bool, behind: bool) -> bool:
        """Whether a word says what the body before it did: 县委组织部供稿, 县委组织部/文 县委办公室/图."""
        return (last and (token in _AFTER_NAMES or behind)) or (behind and is_organization(self._following(place)))

    def _ends(self, ending: re.Match[str], place: int) -> None:
        """Read a name with a word behind it, which the names before it share: 孟浩 林舟摄."""
        self.labelled = True
        who, word = ending["who"], ending["word"]
        if word == "报道" and not place and self._following(place) and is_organization(who):
            self.body = who  # 云溪日报报道 特派记者 孟浩
            return
        shared = len(self.found) - len(self.group)
        self.found[shared:] = [_as(credit, word) for credit in self.found[shared:]]
        named = not (is_organization(who) or _AGENCY_IN_LETTERS.fullmatch(who) or _is_town(who, word))
        name, body = (who, self.body) if named else (None, who)
        self.found.append(Credit(WORDS[word], word, name, body, self.raw))
        self.group = []


def _words_follow_names(tokens: Sequence[str]) -> bool:
    """Whether each word says what the bearer of the name before it did: 记者 张三 文 李四 图."""
    words = [place for place, token in enumerate(tokens) if token in WORDS]
    return len(words) > 1 and words[-1] == len(tokens) - 1 and is_surely_name(tokens[words[0] - 1]) and words[0] > 0


def _is_signed(who: str, word: str, token: str) -> bool:
    """Whether a word after a name is what its bearer did: 王小明文 is, 王乐文 is a name."""
    if word in ("文", "图", "视频"):
        return False
    if _AGENCY_IN_LETTERS.fullmatch(who):
        return word == "供图"
    return is_surely_name(who) or is_organization(who) or _is_town(who, word)


def _is_town(who: str, word: str) -> bool:
    """Whether a town gave a text: 柳河镇供稿."""
    return word in ("供稿", "投稿", "来稿") and who[-1] in TOWNS and _PLACE.fullmatch(who) is not None


def _fits(title: re.Match[str]) -> bool:
    """Whether a word with 记者 in it is one: an outlet that is a body, a name that may be one."""
    outlet, name = title["outlet"], title["name"]
    if outlet and ("由" in outlet or outlet.startswith("本文")):  # 本文人物肖像由本报记者某某绘
        return False
    # 央视记者, where a name behind it leaves no doubt.
    short = outlet is not None and len(outlet) == _SHORT_OUTLET and name is not None and is_surely_name(name)
    parts = outlet.split("·") if outlet else []
    known = outlet and (is_organization(outlet) or outlet.endswith(_OUTLETS) or _OUTLET_IN_LETTERS.fullmatch(outlet))
    if outlet and not short and not known:
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
    if word in ("文", "报道") and credit.role in ("reporter", "correspondent"):
        return credit
    return Credit(WORDS[word], word, credit.name, credit.organization, credit.raw)
