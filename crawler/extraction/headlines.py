"""引题, 主题, 副题: which line is the headline, and what stands above and below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from crawler.extraction.captions import is_centred
from crawler.extraction.furniture import is_noise
from crawler.extraction.kinds import is_home
from crawler.extraction.mastheads import above_the_story, is_name_of_outlet, is_of_a_paper, tells_no_story
from crawler.extraction.meta import Meta
from crawler.extraction.moments import tells_page
from crawler.extraction.names import is_organization, is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.signatures import signature_credits
from crawler.extraction.story import DATE_ALONE, DATELINE_ALONE, DAY, SIGNED_BY
from crawler.extraction.text import HEADINGS, Line, comparable, squeeze
from crawler.extraction.titles import (
    DECK_CLASS,
    KICKER_CLASS,
    NOT_TITLE_CLASS,
    TITLE_CLASS,
    classes_around,
    is_prose,
)
from crawler.extraction.tree import Node, classes_of

_SUFFIX = re.compile(r"\s*(?:[-_|｜—–·>]+|--|–|\s{2,})\s*")
_TITLES_CLASS = re.compile(r"(?:^|\s)(?:\w+[-_])?(?:title|tit|headline|biaoti|bt)(?:$|\s)", re.I)
_TO_TEXT = re.compile(r"[>＞»]\s*正\s*文$")
_WHERE = re.compile(r"[您你]?(?:当前|现在|所在)(?:的?位置|在)|[您你](?:的|所在)位置|位置[:：]")
_TRAIL = re.compile(
    r"^.{0,6}[首主]页\s*[-->＞»/]|当前位置|所在位置|您的位置|^[>＞»]|\s[>＞»]$|^[\u4e00-\u9fff]{2,10}\s?[>＞»]+\s?[\u4e00-\u9fff]{2,12}$"
)
# A meeting is none of the bodies that are called so.
_MEETING = re.compile(r"(?<![员协学合商工金事])会$")
_DATED = re.compile(r"\s*[(（]\s*(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?\s*[)）]$")
_TIME_OR_SOURCE = re.compile(r"[（(\[]?\s*(?:(?:发布|发表)?(?:时间|日期)|来\s*源|稿源|(?:19|20)\d\d[-年./]\s*\d)")
# What a site sets before a headline, in an element of its own.
_MARK = re.compile(r"[\[【]?(?:原创|转载|独家|首发|专题|视频|图集|组图|置顶|推荐|头条|热门?|新|荐|顶|精)[\]】]?")
_TWO_HAN = re.compile("[\u4e00-\u9fff]{2}")
_KEYWORDS = re.compile(r"^[^，,。]{1,16}(?:[，,][^，,。]{1,16}){2,}$")
_LONGEST, _SHORTEST, _SHORTEST_KICKER = 150, 6, 8  # characters
_STOP = re.compile("[。！？；]")
_LONGEST_DECK = 60  # characters
_NAME_ABOVE = 3  # lines between a site's name and a headline, at least
_LONGEST_NAME = 25  # characters of it
_OPENS = 5.0  # agreement of a line that a title begins or ends with
_SITE_AND_COLUMN = 5.5
_LINKED = frozenset(("h1", "h2"))  # may link to the page itself
_BYLINE = re.compile(r"^[■●□◆▲○\s]*(?:本[报网台刊]|见习|实习|特约|首席|新华社)*(?:记者|通讯员)\s*[\u3400-\u9fff]")
_BETWEEN_DASHES = re.compile(r"^(?:——|--|──|－－)\s*[^—-]{2,24}(?:——|--|──|－－)$")
_OF_LISTS = frozenset(("li", "dd", "dt"))
# 关于……的公示
_DOCUMENT = re.compile(
    r"[^。！？；，]{0,40}关于[^。！？；]{6,80}(?:通知|公示|公告|通告|决定|意见|办法|方案|通报|批复|函|简章|名单)"
)
_LONGEST_COLUMN = 8  # characters
_FEW_BETWEEN, _A_WORD = 8, 3  # lines; characters
# var subTitle = "…", which document.write prints.
_DECK_IN_SCRIPT = re.compile(
    # Letters first: they are looked for as they are.
    r"""var(?<!\wvar)\s+(?P<name>(?i:sub_?title|second_?title|futi|fubiaoti))\s*=\s*["'](?P<deck>[^"'<>\\]{2,80})["']"""
)
_LONGEST_SCRIPT = 800  # characters between a variable and what prints it
_LINES_OF_A_HEADLINE, _LONGEST_LINE = 3, 30  # of characters
_TITLE_LABEL = re.compile(r"(?:信息|文章|新闻)?(?:标\s*题|题\s*目)\s*[:：]?")
_NUMBER_OF_ISSUE = re.compile(r"\W{0,2}(?:总)?第\s*\S{1,4}\s*期\W{0,2}")
_DASH = re.compile(r"^\s*(?:——|--|―|—|──|－－)")
_COLUMN = re.compile(r"(?:简报|动态|专栏|专题|信息|快讯|园地|风采|之窗|天地|网)$")


def title_of_page(title: str) -> str:
    """Return a `<title>` without the names of site and column that follow it."""
    parts = [part for part in _SUFFIX.split(title) if part]
    if len(parts) <= 1:
        return title
    # A headline may hold a dash itself: what is cut off is short and at the end.
    while len(parts) > 1 and (len(parts[-1]) <= 16 or len(parts) > 2):
        parts.pop()
    kept = title[: title.find(parts[-1]) + len(parts[-1])] if len(parts) > 1 else parts[0]
    return squeeze(kept)


class Told:
    """The titles that the head tells, to hold lines against."""

    def __init__(self, meta: Meta) -> None:
        said = (
            ("comment of the publishing system", meta.founder.get("title")),
            ("meta articletitle", meta.first("articletitle")),
            ("meta og:title", meta.first("og:title", "title")),
            ("title", meta.title),
        )
        self.said = [(where, text) for where, text in said if text]
        self.names = [comparable(text) for _, text in self.said]
        self.stories = [comparable(title_of_page(text)) for _, text in self.said]
        # Short as a name may be (王浩伟-某大学…), it is the headline where a line says it above the metadata.
        self.opening = comparable(_SUFFIX.split(meta.title)[0])
        # 云溪先锋——老支书
        parts = _SUFFIX.split(meta.title)
        self.closing = comparable(parts[-1]) if len(parts) > 1 and is_name_of_outlet(parts[0]) else ""
        self.longest = max(self.names, key=len, default="")
        self._joined = " ".join([*self.names, *self.stories])
        self.exactly = frozenset([*self.names, *self.stories])

    def may_hold(self, text: str) -> bool:
        """Whether a line may be one of the titles or a part of one, by its first two characters."""
        both = _TWO_HAN.match(text)
        return both is None or both[0] in self._joined

    def agreement(self, text: str) -> float:
        """Return how far a line, as `comparable` has it, is what the head tells: 6 where it is just that."""
        if text in self.exactly:
            return 6.0
        if len(text) >= 2 and text == self.opening:
            return 4.0
        if len(text) >= 4 and text == self.closing:
            return _OPENS
        # A title cut short by its system still begins as the line does; one with names of columns goes on after it.
        if len(text) >= 6:
            for name in self.names:
                opens = name.startswith(text) and len(text) > 0.3 * len(name)
                if opens or (name.endswith(text) and len(text) > 0.5 * len(name)):
                    return 5.0
        # The column's name after the site's, where the title has them the other way round: 某校简介 of 简介-某校.
        if 4 <= len(self.opening) < len(text) - 3 and text.endswith(self.opening):
            site = text[: -len(self.opening)]
            if any(site in name[len(self.opening) :] for name in self.names if name.startswith(self.opening)):
                return _SITE_AND_COLUMN
        if len(text) >= 5 and any(text in name for name in self.stories):
            return 3 + 2 * len(text) / len(self.longest)
        return 4.0 if any(len(name) >= 8 and text.startswith(name.rstrip(".")) for name in self.names) else 0.0


def find_headline(outline: Outline) -> tuple[str | None, int | None]:
    """Return the headline as printed and the number of its line; from the head alone where no line shows it."""
    lines, told = outline.lines, Told(outline.meta)
    scored = headline_candidates(outline, told)
    # The name below the last paragraph is the foot's, though the page's title begins with it.
    prose = next((line.number for line in reversed(lines) if is_prose(line) and line.number not in outline.rows), 0)
    scored = [pair for pair in scored if pair[1].number < prose] or scored
    best = max(scored, key=lambda pair: (round(pair[0], 2), -pair[1].number), default=None)
    if best is not None:
        line = (
            _below_the_name(outline, best[1])
            or _below_the_column(outline, best[1], told)
            or _fuller_heading(outline, best[1], scored)
            or _greater_heading(outline, best[1])
        )
        if line is None and tells_no_story(outline.meta) and best[1].plain in comparable(outline.meta.title):
            line = above_the_story(outline, best[1].number)
        if line is not None:
            return line.text, line.number
    if best is not None:
        # Of two printings, one for desktops and one for phones, the one with more of the metadata below it.
        printings = [
            line.number
            for _, line in scored
            if line.plain == best[1].plain and (line is best[1] or line.link_share < 0.5)
        ]
        # A heading is none of the rows that name it in a list of contents.
        if best[1].node.tag in HEADINGS:
            printings = [n for n in printings if lines[n].node.tag not in _OF_LISTS]
        below = {n: _told_below(outline, n) for n in printings}
        at = max(printings, key=lambda n: (below[n], n == best[1].number), default=best[1].number)
        text, number = _joined(lines, at, told)
        if text == lines[at].text and tells_no_story(outline.meta):
            text, number = _in_one_block(outline, lines[at])
        if head := _head_of(lines[at], told):
            return head, number
        text = _without_mark(lines[at], text, told)
        return _DATED.sub("", _before_metadata(outline, at, told) or text), number
    line = _in_a_labelled_cell(outline) or _above_the_time(outline) or _below_the_trail(outline)
    if tells_no_story(outline.meta) and (line is None or line.plain in comparable(outline.meta.title)):
        line = above_the_story(outline, -1 if line is None else line.number) or line
    if line is not None:
        return _in_one_block(outline, line) if tells_no_story(outline.meta) else (line.text, line.number)
    if is_organization(title_of_page(outline.meta.title)) and (line := _above_the_text(outline, prose)):
        return line.text, line.number
    for _, said in told.said:
        # Of an emptied page only the names are left that would follow: "-云溪党建网".
        if len(comparable(title_of_page(said))) >= 4 and not _SUFFIX.match(said):
            return title_of_page(said), None
    return None, None


def _greater_heading(outline: Outline, line: Line) -> Line | None:
    """Return the heading of the first rank right below one of a lower, which then stands above it as its kicker."""
    following = next(iter(outline.lines[line.number + 1 : line.number + 2]), None)
    if following is None or line.node.tag not in ("h2", "h3", "h4") or following.node.tag != "h1" or following.links:
        return None
    beside = following.node.getparent() is line.node.getparent()
    return following if beside and len(following.plain) >= _SHORTEST else None


def _fuller_heading(outline: Outline, line: Line, scored: Sequence[tuple[float, Line]]) -> Line | None:
    """Return the heading above the metadata that says a line of the text with a word more: that is the headline."""
    if line.node.tag in HEADINGS or not any(n < line.number for n in outline.dates):
        return None
    for _, other in scored:
        if other.node.tag not in HEADINGS or not 0 < line.number - other.number <= _FEW_BETWEEN:
            continue
        more, less = other.plain, line.plain
        size = len(more) - len(less)
        if 0 < size <= _A_WORD and any(more[:n] + more[n + size :] == less for n in range(2 * _A_WORD, len(less) + 1)):
            return other
    return None


def _below_the_column(outline: Outline, line: Line, told: Told) -> Line | None:
    """Return the title of a document right below the name of its column, where the page's title says just that."""
    if len(line.text) > _LONGEST_COLUMN or line.plain not in told.exactly:
        return None
    below = (other for other in outline.lines[line.number + 1 : line.number + 3] if not _WHERE.match(other.text))
    following = next(below, None)
    if following is None or not _DOCUMENT.fullmatch(following.text):
        return None
    linked = any(above.text == line.text and above.link_share == 1 for above in outline.lines[: line.number])
    return following if linked else None


def _without_mark(line: Line, text: str, told: Told) -> str:
    """Return a headline without the mark before it, where the head has it without."""
    mark = squeeze(line.pieces[0]) or squeeze("".join(line.pieces[:2]))
    if len(line.pieces) < 2 or not _MARK.fullmatch(mark) or not text.startswith(mark):
        return text
    rest = squeeze(text.removeprefix(mark))
    plain, whole = comparable(rest), comparable(text)
    return rest if told.agreement(plain) > told.agreement(whole) else text


def _before_metadata(outline: Outline, number: int, told: Told) -> str | None:
    """Return a headline without the time and the source that its own heading goes on with, in elements of theirs."""
    line = outline.lines[number]
    for place in range(1, len(line.pieces)) if number in outline.dates else ():
        head = squeeze("".join(line.pieces[:place]))
        if (comparable(head) in told.exactly or len(head) >= _SHORTEST) and _TIME_OR_SOURCE.match(
            squeeze("".join(line.pieces[place:]))
        ):
            return head
    return None


def _head_of(line: Line, told: Told) -> str | None:
    """Return the part of a heading that a title of the head is, where a deck goes on after it."""
    if len(line.pieces) < 2 or line.node.tag not in HEADINGS or line.plain in told.exactly:
        return None
    heads = (squeeze("".join(line.pieces[:place])) for place in range(1, len(line.pieces)))
    return next((head for head in heads if comparable(head) in told.exactly and deck_in_heading(line, head)), None)


def deck_in_heading(line: Line, headline: str) -> str | None:
    """Return the deck that a heading goes on with after the headline."""
    if line.node.tag not in HEADINGS or len(line.pieces) < 2 or not line.text.startswith(headline):
        return None
    rest = line.text[len(headline) :].strip()
    return rest if _SHORTEST <= len(rest) <= _LONGEST_DECK and not _TIME_OR_SOURCE.match(rest) else None


def deck_in_script(text: str) -> str | None:
    """Return the deck that a page's script writes below the headline that it writes itself."""
    match = _DECK_IN_SCRIPT.search(text) if "document.write" in text else None
    if match is None or not _SHORTEST <= len(deck := squeeze(match["deck"])) <= _LONGEST_DECK:
        return None
    written = re.compile(rf"document\.write(?:ln)?\([^)]*\b{re.escape(match['name'])}\b")
    return deck if written.search(text, match.end(), match.end() + _LONGEST_SCRIPT) else None


def _told_below(outline: Outline, number: int) -> int:
    """Return how many lines of metadata stand below a line, if a time is among them."""
    below = [line.number for line in outline.lines[number + 1 : number + 7] if outline.is_metadata(line.number)]
    return len(below) if any(n in outline.dates for n in below) else 0


_TERMS = re.compile(r"(?:^|\s)[\u4e00-\u9fff]{2,6}\s*:")


def _above_the_time(outline: Outline) -> Line | None:
    """Return the line right above the first time in the page's metadata, where nothing else tells of a headline."""
    for number in sorted(outline.dates):
        line = outline.lines[number - 1] if number else None
        if line is None or number in outline.rows or not outline.is_metadata(number) or line.number in outline.dates:
            continue
        line = _above_the_signers(outline, line)
        shortest = 4 if line.bold else _SHORTEST
        # Below a sentence stands a time of what it tells; 第12期 is the number of an issue.
        masthead = line.text.endswith(("主办", "主管")) or tells_page(line.text)
        if line.text.endswith("。") or masthead or _NUMBER_OF_ISSUE.fullmatch(line.text):
            continue
        # Labels with their values: 工作地域：云溪 招聘人数：3人.
        if line.half.count(":") > 1 and len(_TERMS.findall(line.half)) > 1:
            continue
        # So does who signs a notice, above its day.
        if is_organization(line.text) and outline.lines[max(line.number - 1, 0)].text.endswith("。"):
            continue
        if shortest <= len(line.text) <= 60 and line.link_share < 0.3 and not _TRAIL.search(line.text):
            return None if outline.is_metadata(line.number) else line
    return None


def _in_a_labelled_cell(outline: Outline) -> Line | None:
    """Return what the cell beside one that says 标题 holds."""
    for line, following in pairwise(outline.lines):
        if line.node.tag in ("td", "th") and _TITLE_LABEL.fullmatch(line.text) and following.node.tag == line.node.tag:
            return following
    return None


def _in_one_block(outline: Outline, line: Line) -> tuple[str, int]:
    """Return a headline broken in its block by nothing but ends of lines, in one, and the number of its first line."""
    around = outline.lines[max(line.number - 2, 0) : line.number + 3]
    block = [other for other in around if other.node is line.node and other.bold == line.bold]
    if (
        not 2 <= len(block) <= _LINES_OF_A_HEADLINE
        or any(
            len(other.text) > _LONGEST_LINE
            or other.links
            or _DASH.match(other.text)
            or outline.is_metadata(other.number)
            for other in block
        )
        or any(signature_credits(other.half) for other in block)
    ):
        return line.text, line.number
    return " ".join(other.text for other in block), block[0].number


def _above_the_signers(outline: Outline, line: Line) -> Line:
    """Return the line above the byline, and above the deck that opens with a dash, where those stand above a time."""
    above = line
    if outline.lines[above.number - 1 : above.number] and signature_credits(above.half):
        above = outline.lines[above.number - 1]
    if outline.lines[above.number - 1 : above.number] and _DASH.match(above.text):
        above = outline.lines[above.number - 1]
    return line if outline.is_metadata(above.number) or above.link_share > 0.3 else above


def _below_the_name(outline: Outline, name: Line) -> Line | None:
    """Return the line right above the time, where the page's title and its first heading say only whose site it is."""
    title = outline.meta.title
    if len(name.text) > _LONGEST_NAME:
        return None
    of_a_body = is_organization(name.text) and not _MEETING.search(name.text)
    if name.plain != comparable(title) or not (of_a_body or len([part for part in _SUFFIX.split(title) if part]) > 1):
        return None
    line = _above_the_time(outline)
    return line if line is not None and line.number > name.number + (1 if of_a_body else _NAME_ABOVE) else None


def _below_the_trail(outline: Outline) -> Line | None:
    """Return the line right below a trail that ends in 正文, where there is no time to stand above."""
    trail = next((line for line in outline.lines if len(line.text) <= _LONGEST and _TO_TEXT.search(line.text)), None)
    below = outline.lines[trail.number + 1 : trail.number + 2] if trail is not None else []
    line = next((line for line in below if _SHORTEST <= len(line.text) <= 60 and not line.links), None)
    return None if line is None or line.text.endswith("。") or outline.is_metadata(line.number) else line


def _above_the_text(outline: Outline, prose: int) -> Line | None:
    """Return the line above the text, which ends at line `prose`, that its markup calls a title."""
    for line in outline.lines[:prose]:
        if is_prose(line):
            break
        classes = classes_of(line.node)
        if not _SHORTEST <= len(line.text) <= _LONGEST_DECK or line.links or _TRAIL.search(line.text):
            continue
        if line.half.endswith(":"):  # a label
            continue
        if TITLE_CLASS.search(classes) and not NOT_TITLE_CLASS.search(classes) and line.number not in outline.rows:
            return line
    return None


def _leads_home(outline: Outline, line: Line) -> bool:
    """Whether a line is the site's name, a link to its front page."""
    return line.link_share > 0.5 and is_home(outline.parsed.absolute(line.links[0][0].get("href")) or "")


def headline_candidates(outline: Outline, told: Told) -> list[tuple[float, Line]]:
    """Return the lines that may be the headline, with how much speaks for each."""
    above_metadata = outline.above_metadata()
    candidates: list[tuple[Line, float]] = []
    for line in outline.lines:
        tag, linked = line.node.tag, line.link_share > 0.5
        if line.number in outline.rows or not line.text or len(line.text) > _LONGEST or (linked and tag not in _LINKED):
            continue
        agreement = 0.0
        if told.may_hold(line.text):
            plain = comparable(_DATED.sub("", line.text)) if line.number in outline.dates else line.plain
            agreement = told.agreement(plain) if len(plain) >= 2 else 0.0
        if agreement or (not linked and (tag in HEADINGS or line.number in above_metadata)):
            candidates.append((line, agreement))
    # Where the head names the site alone, a bold line above the metadata is all there is.
    known_here = any(agreement == 6 and len(line.plain) >= 6 for line, agreement in candidates)
    scored = []
    for line, agreement in candidates:
        if len(line.plain) < 2 or (line.link_share > 0.5 and line.plain not in told.stories):
            continue
        score = agreement + _looks(line, line.number in above_metadata, known_here)
        score -= 2 if line.node.tag == "p" and not agreement else 0
        if line.number in above_metadata and _signs(outline, line):
            continue
        if line.number and _is_named_second(line.node, outline.lines[line.number - 1].node):
            score -= 3
        if score < 3 or _TRAIL.search(line.text) or _TO_TEXT.search(line.text) or _leads_home(outline, line):
            continue
        scored.append((score, line))
    return scored


def _signs(outline: Outline, line: Line) -> bool:
    """Whether a line is the body that signs a notice, with nothing but the day below it."""
    following = outline.lines[line.number + 1 : line.number + 2]
    return bool(following) and DAY.fullmatch(following[0].text) is not None and SIGNED_BY.search(line.text) is not None


def _looks(line: Line, above_metadata: bool, known_here: bool) -> float:
    """Return how far a line looks like a headline: by its tag, its class, its place."""
    tag, classes, score = line.node.tag, classes_around(line), 0.0
    if tag in HEADINGS:
        score += {"h1": 3.0, "h2": 2.0, "h3": 1.0}.get(tag, 0.5)
    if NOT_TITLE_CLASS.search(classes):
        score -= 1.5
    elif TITLE_CLASS.search(classes):
        score += 1.5
    if above_metadata and len(line.plain) >= 6:
        score += 2 + (tag in HEADINGS) + (line.bold and tag not in HEADINGS and not known_here)
    return score


def _joined(lines: Sequence[Line], number: int, told: Told) -> tuple[str, int]:
    """Return a headline broken over several lines in one, if the page's title has it in one, or no title tells."""
    text, first = lines[number].text, number
    for following in lines[number + 1 : number + 3]:
        both = comparable(text + following.text)
        if (
            both in told.exactly
            and following.node.getparent() is lines[number].node
            and not _DASH.match(following.text)
        ):
            return f"{text}{following.text}", first
        # One that opens with a dash is the deck, though the page's title has both.
        deck = _DASH.match(following.text) is not None
        if len(following.plain) >= 2 and not deck and _is_one(both, following, lines[number], told):
            text = f"{text}{following.text}"
        else:
            break
    for before in reversed(lines[max(number - 2, 0) : number]):
        both = comparable(before.text + text)
        if len(before.plain) >= 2 and _is_one(both, before, lines[number], told):
            text, first = f"{before.text}{text}", before.number
        else:
            break
    if text == lines[number].text:
        for below in lines[number + 1 : number + 3]:
            if not _goes_on(lines[number], below, told):
                break
            text = f"{text} {below.text}"
    return text, first


def _is_one(both: str, other: Line, line: Line, told: Told) -> bool:
    """Whether two lines are one headline: a title of the head holds both or, if they stand in two blocks, is both."""
    return both in (told.longest if other.node is line.node else told.exactly) and _is_beside(other, line)


def _is_beside(other: Line, line: Line) -> bool:
    """Whether two lines stand in one block, or in two that are alike and in the same block."""
    one, two = other.node, line.node
    return one is two or (
        one.tag == two.tag and classes_of(one) == classes_of(two) and one.getparent() is two.getparent()
    )


def _goes_on(line: Line, below: Line, told: Told) -> bool:
    """Whether a heading's second line is part of the headline, though no title has them in one."""
    if (
        line.node is not below.node
        or line.node.tag not in ("h1", "h2")
        or line.plain in told.exactly
        or told.agreement(line.plain) >= _OPENS
    ):
        return False
    return 4 <= len(below.text) <= 40 and not _DASH.match(below.text) and not _TIME_OR_SOURCE.match(below.text)


def last_line(lines: Sequence[Line], number: int, headline: str) -> int:
    """Return the number of a headline's last line, given its first."""
    while number + 1 < len(lines) and _is_beside(lines[number + 1], lines[number]):
        following = lines[number + 1].plain
        if not following or following not in comparable(headline):
            break
        number += 1
    return number


def find_deck(
    lines: Sequence[Line], number: int, meta: Meta, is_metadata: Callable[[int], bool]
) -> tuple[str | None, int | None]:
    """Return the deck, the line below the headline that opens with a dash or is marked as one, and its place."""
    for line in lines[number + 1 : number + 5]:
        # A dash alone stands where a template has nothing to say.
        if not line.plain or line.link_share > 0.5:
            continue
        if line.plain == lines[number].plain or is_noise(line.text) or _BYLINE.match(line.text):
            continue
        if line.text[0] in "（(" and is_organization(line.text.strip("（()）")):  # who sent it in
            continue
        if line.number == number + 1 and _is_lesser_heading(line, lines, number, is_metadata):
            if signature_credits(line.spaced):
                continue
            return line.text, line.number
        if line.number == number + 1 and _goes_on_in_heading(line, lines[number]):
            return line.text, line.number
        marked = bool(DECK_CLASS.search(classes_around(line, 1))) or _is_named_second(line.node, lines[number].node)
        around = lines[number].node.getparent()
        marked = marked or (line.node is around and len(line.text) <= _LONGEST_DECK and _is_titles(around))
        if (_DASH.match(line.text) and len(line.text) <= 80) or (
            marked and len(line.text) <= 100 and not is_metadata(line.number)
        ):
            return line.text, line.number
        if is_metadata(line.number):
            continue
        break
    if (said := meta.founder.get("subtitle")) and comparable(said) != lines[number].plain:
        return said, None
    return None, None


def _goes_on_in_heading(line: Line, headline: Line) -> bool:
    """Whether a line is the second of the heading whose first is the headline."""
    own = line.node is headline.node and line.node.tag in HEADINGS
    return own and _SHORTEST <= len(line.text) <= _LONGEST_DECK and not _TIME_OR_SOURCE.match(line.text)


def _is_titles(block: Node | None) -> bool:
    """Whether a block around a headline is one for titles and nothing else."""
    return block is not None and _TITLES_CLASS.search(block.get("class") or "") is not None


def _is_named_second(node: Node, headline: Node) -> bool:
    """Whether the markup calls a block the second of the headline's kind: title and title2."""
    name, above = classes_of(node).strip(), classes_of(headline).strip()
    if (above, name) in (("bt", "ft"), ("font01", "font02")):  # 标题, 副题; the same of an e-paper
        return True
    if not name[-1:].isdigit() or not TITLE_CLASS.search(name):
        return False
    return above == (f"{name[:-1]}{int(name[-1]) - 1}" if name[-1] != "2" or above[-1:].isdigit() else name[:-1])


def _is_lesser_heading(line: Line, lines: Sequence[Line], number: int, is_metadata: Callable[[int], bool]) -> bool:
    """Whether a line is a heading of lower rank right below the headline and above the metadata."""
    headline = lines[number]
    if line.node.tag not in HEADINGS or headline.node.tag not in HEADINGS or line.node.tag <= headline.node.tag:
        return False
    if all(map(is_surely_name, line.text.split())) or is_organization(line.text):
        return False
    below = (
        is_metadata(other.number) or DATELINE_ALONE.fullmatch(other.text)
        for other in lines[line.number + 1 : line.number + 3]
    )
    return len(line.text) <= 60 and not is_metadata(line.number) and line.link_share < 0.3 and any(below)


def find_kicker(
    lines: Sequence[Line], number: int, meta: Meta, is_metadata: Callable[[int], bool]
) -> tuple[str | None, int | None]:
    """Return the kicker, the line above the headline that is marked as one or shares its heading, and its place."""
    headline = lines[number]
    said = meta.founder.get("introtitle")
    # Some newsrooms keep their keywords there.
    if said and comparable(said) != headline.plain and not _KEYWORDS.match(said):
        return said, None
    for line in reversed(lines[max(number - 2, 0) : number]):
        if not line.text or line.link_share > 0.3 or len(line.text) > 60 or is_metadata(line.number):
            break
        if line.plain == headline.plain:
            continue
        marked = bool(KICKER_CLASS.search(classes_around(line, 1)))
        if len(line.plain) < (2 if marked else 4) or re.search(r"位置|首页|正文|字体|打印", line.text):
            break
        named = headline.node.tag in HEADINGS or TITLE_CLASS.search(classes_of(headline.node))
        around = headline.node.getparent()
        same_heading = (bool(named) and line.node is headline.node) or (line.node is around and _is_titles(around))
        beside = (
            line.node.getparent() is headline.node.getparent()
            and line.node.tag in HEADINGS
            and headline.node.tag in HEADINGS
            and line.node.tag > headline.node.tag
        )
        between_dashes = _BETWEEN_DASHES.match(line.text)
        on_paper = line.number == number - 1 and is_of_a_paper(meta) and _is_set_alike(line, headline)
        stands = (
            on_paper
            or _stands_above(line, lines, number, meta, is_metadata)
            or _is_centred_above(line, lines, number, meta)
        )
        if marked or same_heading or beside or between_dashes or stands:
            return line.text, line.number
        break
    return None, None


def _is_set_alike(line: Line, headline: Line) -> bool:
    """Whether two lines are blocks of one kind in the same block: a paper's titles."""
    if tells_page(line.text) or is_name_of_outlet(line.text) or DATE_ALONE.fullmatch(line.text):
        return False
    one, two = line.node, headline.node
    return one is not two and one.tag == two.tag and one.getparent() is two.getparent() and one.tag != "td"


def _stands_above(
    line: Line, lines: Sequence[Line], number: int, meta: Meta, is_metadata: Callable[[int], bool]
) -> bool:
    """Whether a plain line stands right above a heading as the metadata does right below it, all in one block."""
    node: Node | None = lines[number].node
    while node is not None and node.tag not in HEADINGS:
        node = node.getparent()
    if node is None or line.number != number - 1 or len(line.plain) < _SHORTEST_KICKER or line.links:
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    if below is None or not is_metadata(below.number) or _STOP.search(line.text) or is_organization(line.text):
        return False
    block = node.getparent()
    return (
        line.node.getparent() is block is below.node.getparent()
        and line.node.tag == below.node.tag
        and line.node.get("class") == below.node.get("class")
        and line.plain not in comparable(meta.title)
    )


def _is_centred_above(line: Line, lines: Sequence[Line], number: int, meta: Meta) -> bool:
    """Whether a line is set in the middle right above a headline that is set so too, in a block of its own alike, and
    stands out: bold, or with the deck or the byline below it."""
    headline = lines[number]
    if line.number != number - 1 or line.links or not (is_centred(line) and is_centred(headline)):
        return False
    beside = headline.bold and not line.bold if line.node is headline.node else line.node.tag == headline.node.tag
    if not beside or len(line.plain) < _SHORTEST_KICKER:
        return False
    if (
        _STOP.search(line.text)
        or _COLUMN.search(line.text)
        or is_organization(line.text)
        or line.plain in comparable(meta.title)
    ):
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    told = below is not None and (_DASH.match(below.text) or signature_credits(below.half))
    return bool(told) or (headline.bold and not line.bold)
