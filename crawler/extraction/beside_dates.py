"""Outlets that stand beside the time of publication, without a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from crawler.extraction.addresses import FRONT_PAGE
from crawler.extraction.characters import squeeze
from crawler.extraction.credits import labelled_credits
from crawler.extraction.dates import Found
from crawler.extraction.kinds import ARTICLE_URL
from crawler.extraction.labels import FURNITURE, TODAY, Printed
from crawler.extraction.moments import PAGE_OF_PAPER
from crawler.extraction.names import is_surely_name
from crawler.extraction.outlets import (
    LONGEST_ALONE,
    LONGEST_BESIDE,
    OUTLET,
    Candidate,
    address_of,
    blanked,
    clean_source,
    is_masthead,
)
from crawler.extraction.outline import Outline
from crawler.extraction.role_labels import split_labels
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import Line

_LINKED_OUTLET = re.compile(r"(?:网|报|社|台|刊|新闻|客户端|在线|频道|央视|网站|电视|广播)(?:[\u4e00-\u9fff]{0,4})$")
_TOOL = re.compile(
    r"微博|微信|\S{0,2}空间|\S{0,2}朗读|复制\S{0,2}|进入\S{2}|听新闻|原创|转发|我有话说|我要\S{1,4}|标签|手机看\S{0,4}|收藏\S{0,4}|返回\S{1,4}|[上下]一[版期]"
    r"|[+＋]?(?:已?关注|订阅|下载|登录|注册|打开|展开|更多|播放)\S{0,4}|(?:星期|周)[一二三四五六日天]"
)
_FEW, _SHORTEST_NAME, _LONGEST_NAME = 4, 3, 9  # lines below a headline, characters
_NAMED = re.compile(r"[\u3400-\u9fffA-Za-z\d·+@]*[\u4e00-\u9fffA-Za-z][\u3400-\u9fffA-Za-z\d·+]*")
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")
_ACCOUNT = ("官方账号", "官方帐号")
# A desk that is an outlet on the time's own line alone: elsewhere it may be a heading.
_DESK = re.compile(r"[\u4e00-\u9fff]{2,14}(?:办公室|支部|总支|[党建织部才育督事合传息]科)")
_ITSELF = ("本网", "本站")
# Where an account's own page is: /people/yunxi, /u/1024, /i/1024, me.yunxi.example.
OF_AN_ACCOUNT = re.compile(
    r"/(?:users?|u|people|authors?|member|profile|space)/[^/.]|//(?:space|me|my|home)\.|/i/\d+/?$", re.I
)
# What a page files its story under is no outlet.
_COLUMN = re.compile(r"(?:所属)?(?:分类|栏目|类别|频道|专栏)\s*[:：]\s*\S+")
# By Zhang Jing | China Daily | Updated: 2020-03-13, (Xinhua) 09:15, March 13, 2020
_LATIN_OUTLET = re.compile(
    r"(?!By |(?:Updated|Published|Posted|Home|News|Share|Print|[A-Z][a-z]+day)$)[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}"
)
_FOLDER = re.compile(r"(?:/[a-z_-]+)+/?", re.I)  # with a number it may be an account's
_HAN_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]*[\u4e00-\u9fff]{2}[\u4e00-\u9fffA-Za-z0-9·+]*$")


def beside_the_date(outline: Outline, header: Sequence[Line], between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlets that stand without a label beside the time, the nearest first."""
    placed = {line.number: line for line in between}
    for line in header:
        if line.number not in outline.dates or _says_what_day_it_is(outline, line, between):
            continue
        text, times = _COLUMN.sub(blanked, line.spaced), outline.dates[line.number]
        for word in _outlets_on(line, text, times):
            yield "beside the time", word, address_of(outline, Printed(text, line.links), word)
        if line.text.isascii() and ("|" in text or text[:1] == "("):
            for name in _latin_fields(text, times):
                if name not in accounts_on(line):
                    yield "beside the time", name, address_of(outline, Printed(text, line.links), name)
        for anchor, label in line.links:
            name = squeeze(label)
            if not 2 <= len(name) <= LONGEST_BESIDE or name not in text or FURNITURE.search(name):
                continue
            if _LINKED_OUTLET.search(name) and not _is_in_menu(outline, name):
                yield "linked beside the time", name, outline.parsed.absolute(anchor.get("href"))
        for other in filter(None, map(placed.get, (line.number - 1, line.number + 1))):
            if not OUTLET.match(other.text) or FURNITURE.search(other.text):
                continue
            if other.link_share == 1 and _leads_on(other):
                continue
            # A bold line that the sentence below it names is a crosshead.
            below = outline.lines[other.number + 1].text if other.bold and not line.bold else ""
            if (other.text not in below or below.startswith(other.text)) and not _leaves_source_empty(line):
                yield "next to the time", other.text, None


def _outlets_on(line: Line, text: str, times: Sequence[Found]) -> Iterator[str]:
    """Yield the words of a line that are called as outlets are and are nobody's who is credited on it."""
    after, before = _words(text[times[-1].end :]), _words(text[: times[0].start])[::-1]
    credited: set[str | None] | None = None
    for word in (word for pair in zip_longest(after, before) for word in pair if word):
        named = OUTLET.match(word.strip("《》")) or (word.endswith(_ACCOUNT) and word[0] != "《") or word in _ITSELF
        named = named or _DESK.fullmatch(word)
        if not named or FURNITURE.search(word):
            continue
        credited = _credited_on(line) if credited is None else credited
        if word not in credited:
            yield word


def _credited_on(line: Line) -> set[str | None]:
    """Return who stands behind the labels of credits on a line: 2020-03-13 作者： 云溪团县委."""
    if "：" not in line.text and ":" not in line.text:
        return set()
    return {credit.name or credit.organization for credit in labelled_credits(line.half)}


def _leads_on(line: Line) -> bool:
    """Whether a line of links is a row of a list, or leads to the column of the story."""
    href = line.links[0][0].get("href") or ""
    return len(line.links) == 1 and (ARTICLE_URL.search(href) is not None or _is_column(line))


def _is_column(line: Line) -> bool:
    """Whether a line is the link to a folder of the site: the column that the story stands in."""
    return line.link_share == 1 and _FOLDER.fullmatch(line.links[0][0].get("href") or "") is not None


def _says_what_day_it_is(outline: Outline, line: Line, between: Sequence[Line]) -> bool:
    """Whether a line is a masthead that names no source, as an e-paper's does below a headline, where the page's title
    names the paper too: 2021年05月12日 星期三 云溪日报.
    """
    if not is_masthead(outline, line):
        return False
    below = bool(between) and line.number >= between[0].number
    return not (below and any(word[-1] == "报" and word in outline.meta.title for word in _words(line.spaced)))


def _latin_fields(text: str, times: Sequence[Found]) -> list[str]:
    """Return the fields between strokes that may be an outlet's name, or what the bracket holds that opens a line."""
    if text[:1] == "(":
        return _LATIN_OUTLET.findall(text[1 : text.find(")")])[:1]
    fields = f"{text[: times[0].start]}|{text[times[-1].end :]}".split("|")
    return [field.strip() for field in fields if _LATIN_OUTLET.fullmatch(field.strip())]


def _leaves_source_empty(line: Line) -> bool:
    """Whether a line says nothing behind 来源： and goes on with another label: 来源： 发稿时间：2020-03-13."""
    return any("源" in part.label and not part.value.strip() for part in split_labels(line.half)[:-1])


def alone_beside_the_date(outline: Outline, header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the one word that stands beside a time and is no tool and no name: an account, a desk."""
    for line in header:
        if line.number not in outline.dates or TODAY.search(line.text) or len(line.text) > LONGEST_ALONE:
            continue
        if PAGE_OF_PAPER.search(line.text):
            continue
        text, times = _COLUMN.sub(blanked, line.spaced), outline.dates[line.number]
        words = [*_words(text[: times[0].start]), *_words(text[times[-1].end :])]
        said = [word for word in words if _HAN_WORD.match(word.strip("《》")) and not _is_tool(word)]
        # The headline may have the day behind it.
        before = squeeze(text[: times[0].start]).rstrip("（( ")
        if len(before) >= LONGEST_BESIDE and before in outline.meta.title:
            continue
        if len(said) != 1 or not 3 <= len(said[0]) <= LONGEST_BESIDE or is_surely_name(said[0]):
            continue
        if said[0] in outline.meta.authors("author") or said[0] in accounts_on(line):  # who wrote it
            continue
        if said[0] in {credit.name or credit.organization for credit in labelled_credits(line.half)}:
            continue
        if any(credit.role != "author" for credit in signature_credits(said[0])):  # 记者张三
            continue
        if said[0][-1] != "于" and not _is_in_menu(outline, said[0]):  # 推荐文章于 2012-01-15 发布
            yield "alone beside the time", said[0], None


def in_the_box_of_the_time(outline: Outline, header: Sequence[Line], between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the name alone right beside a time, in a block of both that does not hold the headline."""
    if not between or not between[0].number:
        return
    headline = outline.lines[between[0].number - 1].node
    dated = {line.number: line for line in header if line.number in outline.dates and line.number >= between[0].number}
    times = {number: line for line in dated.values() for number in _next_to(outline, line.number)}
    for line in between[:_FEW]:
        time = times.get(line.number)
        if time is None or line.number in dated or not _may_be_name(outline, line.text, line):
            continue
        if outline.is_metadata(line.number) or line.text in outline.meta.authors("author") or _is_column(line):
            continue
        around = {line.node, *line.node.iterancestors()}
        box = next(node for node in (time.node, *time.node.iterancestors()) if node in around)
        if box is not headline and box not in headline.iterancestors():
            yield "in the box of the time", line.text, address_of(outline, Printed(line.text, line.links), line.text)


def _next_to(outline: Outline, number: int) -> set[int]:
    """Return the lines right above and below one: what says nothing (·) or the hour stands between."""
    lines, found = outline.lines, set()
    for step in (-1, 1):
        n = number + step
        while 0 <= n < len(lines) and abs(n - number) < _FEW and not _WORD.search(lines[n].text):
            n += step
        found.add(n)
    return found


def _is_tool(word: str) -> bool:
    """Whether a word beside a time is a page's tool, or a day of the week."""
    return FURNITURE.search(word) is not None or _TOOL.fullmatch(word) is not None or clean_source(word) is None


def _may_be_name(outline: Outline, text: str, own: Line | None = None) -> bool:
    """Whether a text may be what an outlet or an account is called: short, and neither a tool nor a column."""
    if not _SHORTEST_NAME <= len(text) <= _LONGEST_NAME or not (_HAN_WORD.match(text) and _NAMED.fullmatch(text)):
        return False
    return not (_is_tool(text) or is_surely_name(text) or _is_in_menu(outline, text, own))


def accounts_on(line: Line) -> list[str]:
    """Return the names on a line that lead to an account's own page."""
    return [squeeze(label) for anchor, label in line.links if OF_AN_ACCOUNT.search(anchor.get("href") or "")]


def _is_in_menu(outline: Outline, name: str, own: Line | None = None) -> bool:
    """Whether a link alone on its line, but `own`, away from the front page, is called so: a column's name."""
    for line in outline.lines:
        if line.text == name and len(line.links) == 1 and line is not own:
            href = line.links[0][0].get("href") or ""
            if href[:1] not in ("", "#", "j") and not FRONT_PAGE.fullmatch(href):
                return True
    return False


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
