"""The outlet that a page names as its source (来源), and the link on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extraction.beside_dates import (
    accounts_on,
    alone_beside_the_date,
    beside_the_date,
    in_the_box_of_the_time,
)
from crawler.extraction.characters import half_width, squeeze
from crawler.extraction.credits import BYLINE_BEHIND, labelled_credits
from crawler.extraction.labels import FURNITURE, Printed, printed
from crawler.extraction.meta import SOURCES
from crawler.extraction.names import is_organization, is_surely_name
from crawler.extraction.outlets import (
    LONGEST_BESIDE,
    OUTLET,
    Candidate,
    address_of,
    clean_source,
)
from crawler.extraction.outline import Outline
from crawler.extraction.role_labels import split_labels
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of, shortly

_OWN_WORK = frozenset(("本站原创", "本网原创"))  # named where no outlet is
_LABEL = re.compile(r"来源|稿源|出处|转载?自|来自")
_BY_WHOM = re.compile(r"发布(?:机构|单位|部门)")
_PUT_OUT_BY = re.compile(r"发\s*布\s*(?:机\s*构|单\s*位|部\s*门)\s*[:：]?\s*(?P<body>\S*)")
_FROM_WHOM = re.compile(r"(?:信\s*息\s*)?来\s*源\s*[:：]\s*(?P<body>\S{0,20})")
# Beside other labels, or alone: 来源：云溪电视台　点击：33.
_ABOVE = re.compile(r"(?:文章|信息|稿件|新闻)?(?:来\s*源|稿\s*源)\s*[:：]\s*\S")
_LONGEST_BODY = 20  # characters
_TABLE = 40  # lines above a headline that the table of a document may take
_OF_DATA = re.compile(r"(?:数据|图表|表格|视频|音频|参考)$")
_OF_PICTURES = re.compile(r"图片|[题头]图|封面")
# 来自于：云南 says where an account is.
_SENTENCE = re.compile(r"^(?:本文来自于|(?:本文)?(?:来源于|来自(?!于)|摘自|转自|转载自)|本文源自)\s*[:：]?\s*(.+)$")
# 本文来自微信公众号：某某（ID：…）; 2018年12月5日 来源于 某某网.
_OF_AN_ACCOUNT = re.compile(
    r"^(?:[\u4e00-\u9fffA-Za-z\d]{1,6}[注按]\s*[:：]\s*)?[（(【\[]?\s*(?:本文|文章|内容)[^。！？]{0,20}公众号\s*[:：]?\s*[“「\"]?([^（(，,“”」\"。；]{2,20})"
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
_OUTLET_CLASS = re.compile(r"source|origin(?!al)|lai_?yuan|nickname|weibo_user|media_?-?name|account|js_name|\bmedia\b")
_SOURCE_IN_SCRIPT = re.compile(
    r"""\bsource["']?\s*:\s*\{[^{}]{0,300}?["']name["']\s*:\s*["'](?P<name>[^"'\\]{2,20})["']"""
)
# {"title": "…", "media": "云溪日报"}
_MEDIUM_IN_SCRIPT = re.compile(
    r'"title"\s*:\s*"(?P<title>[^"\\]{4,60})"[^{}]{0,400}?"media(?:_?name)?"\s*:\s*"(?P<name>[^"\\]{2,20})"', re.I
)
_SOURCE_WRITTEN = re.compile(
    r"""document\.write(?:ln)?\(\s*["'](?:<[^"'<>]{0,60}>|&nbsp;|\s)*[【\[]?(?:信息|文章|稿件)?来\s*源\s*[:：]"""
    r"""(?:&nbsp;|\s)*(?:["']\s*\+\s*(?P<name>[A-Za-z_$][\w$]*)|(?P<text>[\u4e00-\u9fffA-Za-z《》]{2,20})["'<])"""
)
# 云溪报 编辑 孟浩, alone between headline and text
_PAPER_AND_DESK = re.compile(
    r"([\u4e00-\u9fff]{2,8}(?:报|社|网|新闻|周刊))\s+(?:编辑|责编)\s+[\u3400-\u9fff]{2,3}(?:\s|$)"
)
_POST_FIRST = re.compile(r"\s*(?:见习|实习|首席)?(?:记者|通讯员)[\s:：]")
_PAPER_AND_REPORTER = re.compile(r"【?([\u4e00-\u9fff]{1,8}(?:报|社|网|網|新闻|新聞|周刊|週刊|传媒|傳媒))\s*/\s*记者")
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
# 《云溪党建》（2020年第3期）
_JOURNAL_AND_ISSUE = re.compile(
    r"[（(]?《[^《》]{2,20}》\s*[（(]?\s*(?:19|20)\d\d\s*年?\s*第?\s*\d{1,3}\s*期\s*[）)]{0,2}"
)
_OUTLET_AND_TIME = re.compile(r"([\u4e00-\u9fff]{3,10})\s*(?:\d{1,2}-\d{1,2}\s+)?\d{1,2}:\d\d")
_FEW = 3  # lines below a headline
_BEGUN = 4  # characters that tell one name from others
_CLOSING = frozenset("）)】")
_FROM_BEHIND = re.compile(
    r"[（(【]\s*(?:(?:稿件|信息|文章|新闻)?来源\s*[:：]|(?:来源于|转自|转载自|转载于|摘自|原载)\s*[:：]?"
    r"|来自(?=[^（()）]{1,16}[网报社台端]\s*[)）]))\s*([^（()）。，、：:]{2,20})\s*[)）】]$"
)
_SENTENCE_ENDS = frozenset("。！？")
_IN_BRACKETS = re.compile(r"来源[（(]\s*([^（()）：:]{2,20})[)）]")


def find_source(
    outline: Outline, header: Sequence[Line], footer: Sequence[Line], between: Sequence[Line], ending: str = ""
) -> tuple[str | None, str | None]:
    """Return the source as printed and its address; the printed one counts before what the head says.

    `between` are all the lines from the headline to the story, `ending` is the story's last paragraph.
    """
    found = next(iter_sources(outline, header, footer, between, ending), None)
    if found is not None:
        return _whole(outline, found[1]), found[2]
    printed_as = (squeeze(value) for _, value, _ in _labelled(outline, header, above=True))
    return next((value for value in printed_as if value in _OWN_WORK), None), None


def _whole(outline: Outline, name: str) -> str:
    """Return a name that a page cuts short as its head has it in full: 云溪日报、云溪广播电……."""
    begun = name.rstrip(".…")
    if begun == name or len(begun) < _BEGUN:
        return name
    told = (squeeze(outline.meta.tags.get(tag) or "") for tag in SOURCES)
    return next((full for full in told if full.startswith(begun)), name)


def iter_sources(
    outline: Outline, header: Sequence[Line], footer: Sequence[Line], between: Sequence[Line], ending: str = ""
) -> Iterator[Candidate]:
    """Yield the outlets that a page names, the likeliest source first."""
    for candidates in (
        _labelled(outline, header, above=True),
        _labelled(outline, footer, several=False),
        _labelled_in_brackets(header),
        _published_by(header),
        _in_brackets(footer),
        beside_the_date(outline, header, between),
        _labelled(outline, footer),
        _by_class(outline, between or header),
        _of_a_paper([*between, *header, *footer]),
        _beside_a_time(between),
        alone_beside_the_date(outline, header),
        _right_below(outline, header, footer),
        _of_the_byline(header),
        _said_above(between),
        _behind_the_end(ending),
        _told(outline),
        _in_script(outline, header),
        in_the_box_of_the_time(outline, header, between),
        _published_above(outline, header, between),
    ):
        for where, printed_as, url in candidates:
            if name := clean_source(BYLINE_BEHIND.split(printed_as)[0]):
                yield where, name, url


def _right_below(outline: Outline, header: Sequence[Line], footer: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlet beside the time that stands right below a text, where none stands above it."""
    if not any(line.number in outline.dates for line in header):
        yield from beside_the_date(outline, footer[:_FEW], ())


def _told(outline: Outline) -> Iterator[Candidate]:
    for name in SOURCES:
        if name in outline.meta.tags:
            yield f"meta {name}", outline.meta.tags[name], None


def _in_script(outline: Outline, header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the source that a script holds: beside the headline, or where the page prints an empty label."""
    empty = any(
        _LABEL.search(part.label) and not part.value.strip()
        for line in header
        for part in split_labels(half_width(line.text))
    )
    text = outline.parsed.scripts
    if empty and (match := _SOURCE_IN_SCRIPT.search(text)):
        yield "script", match["name"], None
    if '"media' in text and (told := _MEDIUM_IN_SCRIPT.search(text)) and told["title"] in outline.meta.title:
        yield "script", told["name"], None
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
        if ":" in line.text[-4:] and (match := _OUTLET_AND_TIME.fullmatch(line.text)) and OUTLET.match(match[1]):
            yield "beside a time", match[1], None


def is_source_in_brackets(text: str) -> bool:
    """Whether a line below a text is the outlet in brackets, or a journal with its issue, and nothing else."""
    if _OUTLET_IN_BRACKETS.fullmatch(text) or _LABEL_IN_BRACKETS.fullmatch(text):
        return True
    return "期" in text[-3:] and _JOURNAL_AND_ISSUE.fullmatch(text) is not None


def _in_brackets(footer: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlet that alone in brackets closes a text: （大江网-云溪日报）."""
    for line in footer:
        if _OUTLET_IN_BRACKETS.fullmatch(line.text):
            yield "in brackets below the text", line.text[1:-1], None


def _labelled(
    outline: Outline, lines: Sequence[Line], *, above: bool = False, several: bool = True
) -> Iterator[Candidate]:
    """Yield what stands behind 来源： and its like; behind a sentence `above` a story it is a picture's.

    What `several` outlets named together gave counts less than the one beside the time.
    """
    for line in printed(lines):
        for part in split_labels(half_width(line.text)):
            # 凡注明“来源：某网”的作品; 数据来源：某数据库 is the source of a table.
            quoted = part.start and (line.text[part.start - 1] in "“「『" or _OF_DATA.search(line.text[: part.start]))
            shown = above and line.text[: part.start].rstrip(" \u3000(（")[-1:] in _SENTENCE_ENDS
            wanted = "注明" in line.text[max(part.start - 6, 0) : part.start + 4]  # of who prints it again
            told = not (quoted or shown or wanted)
            told = told and (several or "、" not in part.value)
            if _LABEL.search(part.label) and told and not _OF_PICTURES.match(part.label):
                value = line.text[part.value_at : part.value_at + len(part.value)]
                yield f"label {part.label}", value or _of_logo(line), address_of(outline, line, value)
        if match := _EXCERPT.search(line.text):
            yield "label", match[1], None
        bracketed = line.text[:1] in "（(" and line.text[-1:] in "）)"
        if bracketed and (match := _EXCERPT_OF_A_DAY.fullmatch("".join(line.text.split()))):
            yield "label", match[1], None
        if match := _OF_AN_ACCOUNT.search(line.text) or _FROM_OUTLET.search(line.text):
            yield "label", match[1], None
        if (match := _SENTENCE.match(line.text)) and match[1][0] != "@":  # an account of somebody's
            yield "label", match[1], None


def _said_above(between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the outlet that a line alone between headline and text says it was taken from: 摘自云溪晚报."""
    for line in between[:_FEW]:
        if len(line.text) <= LONGEST_BESIDE and (match := _SENTENCE.match(line.text)):
            yield "above the text", match[1], None


def _labelled_in_brackets(header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield what stands in brackets behind a label that has no colon: 来源（云溪日报）."""
    for line in header:
        if "来源（" in line.text or "来源(" in line.text:
            yield from (("label 来源", match[1], None) for match in _IN_BRACKETS.finditer(line.text))


def _published_by(header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the body that a page says put it out, where it names no source: 发布机构：."""
    for line in printed(header):
        if "发布" in line.text and any(word in line.text for word in ("机构", "单位", "部门")):
            for part in split_labels(half_width(line.text)):
                if _BY_WHOM.fullmatch(part.label):
                    yield f"label {part.label}", line.text[part.value_at : part.value_at + len(part.value)], None


def _published_above(outline: Outline, header: Sequence[Line], between: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the body that put a document out, or the outlet it is from, as the table above its headline says."""
    at = min((lines[0].number for lines in (between, header) if lines), default=0) - 1
    near = [line for line in outline.lines[max(at - _FEW, 0) : max(at, 0)] if _ABOVE.match(line.half)]
    yield from _labelled(outline, [line for line in near if outline.is_metadata(line.number)])
    for line in outline.lines[max(at - _TABLE, 0) : max(at, 0)]:
        if line.text[0:1] == "发" and (match := _PUT_OUT_BY.match(line.text)):
            body = match["body"] or outline.lines[line.number + 1].text
            if is_organization(body):
                yield "table above the headline", body, None
        elif line.text[0:1] in "信来" and (match := _FROM_WHOM.fullmatch(line.text)):
            body = match["body"] or outline.lines[line.number + 1].text
            if "：" not in body and len(body) <= _LONGEST_BODY:
                yield "table above the headline", body, None


def _of_logo(line: Printed) -> str:
    """Return what the picture says that stands where a label's value should: an outlet's logo."""
    said = (squeeze(image.get("alt") or image.get("title") or "") for image in line.images)
    return next((text for text in said if 2 <= len(text) <= LONGEST_BESIDE), "")


def _of_the_byline(header: Sequence[Line]) -> Iterator[Candidate]:
    """Yield the paper that a byline names before its reporter: 某报／记者 张三／某地报道."""
    for line in header:
        if match := _PAPER_AND_REPORTER.match(line.half) or _PAPER_AND_DESK.match(line.half):
            yield "byline", line.spaced[match.start(1) : match.end(1)], None
        elif len(line.pieces) > 1 and _POST_FIRST.match(line.pieces[1]) and OUTLET.match(line.pieces[0].strip()):
            yield "byline", line.pieces[0].strip(), None  # in an element of its own


def _behind_the_end(ending: str) -> Iterator[Candidate]:
    """Yield the outlet that in brackets closes the last paragraph: ……归仓。（来源：云溪日报）."""
    if ending[-1:] in _CLOSING and (match := _FROM_BEHIND.search(ending[-40:])) and "/" not in match[1]:
        yield "behind the text", match[1], None


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
            short = 2 <= len(name) <= LONGEST_BESIDE and not any(c.isspace() for c in name)
            if (
                short
                and (_is_called_source(classes, name) or node.tag == "address")
                and not FURNITURE.search(name)
                and not ("：" in name and labelled_credits(half_width(name)))
                and _may_be_outlet(node, classes, name, line)
            ):
                yield "markup", name, outline.parsed.absolute(node.get("href"))


def _may_be_outlet(node: Node, classes: str, name: str, line: Line) -> bool:
    """Whether a name is neither a person's nor an account's who wrote the story."""
    if "source" in classes or OUTLET.match(name):
        return True
    return not is_surely_name(name) and (node.tag == "address" or name not in accounts_on(line))


def _is_called_source(classes: str, name: str) -> bool:
    """Whether a class says so of a name; an account of a platform of accounts is its story's author too."""
    if _OUTLET_CLASS.search(classes):
        return True
    return "author" in classes and OUTLET.match(name) is not None
