"""When a story was published: the printed time that is labelled so, else the first printed, else what the head says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from crawler.extraction.characters import half_width
from crawler.extraction.credits import labelled_credits
from crawler.extraction.dates import is_midnight, iso, parse_date
from crawler.extraction.labels import DATE_LABEL, TODAY, label_above
from crawler.extraction.mastheads import tells_no_story
from crawler.extraction.meta import TIMES
from crawler.extraction.moments import NO_YEAR, PAGE_OF_PAPER
from crawler.extraction.outline import Outline
from crawler.extraction.text import Line

_UPDATE_LABEL = re.compile(r"(?:更新|修改|编辑|入库|收录)(?:时间|日期|于)")
# Below a text, where above it a day alone stands: [更新：2020-03-13 17:31:09].
_PUT_IN = re.compile(r"(?:更新|发[布表]|录入|上传|添加)(?:时间|日期|于)?\s*[:：]?\s*$")
_SIGNED_LABEL = re.compile(
    r"(?:撰稿|成文|生成|签发|印发|发文|活动|截止|召开|展览|展出|会议|开幕|演出|比赛|报名|举办|播出|开播|直播|上映)\s*(?:时间|日期)"
)
# What takes place then: a fair, a lecture.
_EVENT_LABEL = re.compile(r"(?:开始|结束|起止|起始|截至|报名|举办|举行|展览)\s*(?:时间|日期)")
# Since when and how long a document holds, which is not when it came out.
_IN_FORCE = re.compile(r"(?:生效|失效|废止|施行|实施|执行|到期|有效)(?:时间|日期|期)")
# Another story's: 最新推荐文章于 2025-04-29 18:28 发布. The reader's: 打印时间：2025-04-29 18:28.
_OF_ANOTHER = re.compile(
    r"(?:推荐|相关|热门)(?:文章|阅读|新闻)[于:]?\s*$|(?:打印|现在|当前|系统|访问|查询|浏览)(?:时间|日期)\s*[:：]?\s*$"
)
# Where something takes place is said below when.
_PLACE = re.compile(r"[*·\s]*(?:举办|活动|报告|讲座|会议)?(?:地\s*点|会\s*场)\s*[:：]|(?:主讲|报告)人\s*[:：]")
# Where a script fills in the time: var ct = "1584066900"; "publishTime": 1584066900000.
# Looked for by the value, which few scripts hold; the name stands before it.
_IN_SCRIPT = re.compile(
    r"""[:=]\s*["']?(?P<time>1\d{9}(?:\d{3})?(?!\d)|20\d\d[-/]\d\d?[-/]\d\d?(?:[ T]\d\d:\d\d(?::\d\d)?)?)"""
)
_NAMED_TIME = re.compile(
    r"""\b(?:c_?time|ct|publish_?time|published_?(?:at|time)|pub_?time|create_?time|news_?time|publish_?date|pub_?date)"""
    r"""\\?["']?\s*$""",
    re.I,
)
# document.write("2010-04-12 09:20:00")
_WRITTEN = re.compile(
    r"""document\.write(?:ln)?\(\s*["']\s*(?P<time>20\d\d[-/]\d\d?[-/]\d\d?\s+\d\d?:\d\d(?::\d\d)?)\s*["']\s*\)"""
)
_LONGEST_NAME = 40  # characters, with what stands between it and the value
# Where a script reads it: <p id="ptime" style="display:none">.
_TIME_ID = re.compile(r"(?:news|article|art)?_?(?:p|pub|publish|release)_?-?(?:time|date)(?:_baidu)?", re.I)
_LONGEST_TIME = 30  # characters
_NEAR, _FEW = 10, 3  # lines
_SHORT = 60  # characters
# The day in an address: /2013/0415/3.htm, /t20200313_1.html, /art/2019/3/5/art_1_2.html.
_IN_ADDRESS = re.compile(
    r"/t?(?P<y>20\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/(?P<year>20\d\d)/(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12]\d|[1-9])/"
)
_TODAY = re.compile(r"(?:今[天日]|现在|当前)(?:是|时间|日期)?\s*[:：]?\s*(?:19|20)\d\d")
_ISSUE = re.compile(r"第\s*[A-Z]?[\d,，]+\s*(?:期|号|版)|\d+\s*版")


def find_published(
    outline: Outline, header: Sequence[Line], footer: Sequence[Line], headline_at: int | None
) -> str | None:
    """Return the time of publication, as precise as printed (a day or a minute); None where none is said."""
    best = max(printed_times(outline, header, footer), key=lambda found: found[0], default=None)
    if best is not None:
        return best[1] if "T" in best[1] else _minute_below(outline, footer, best[1]) or best[1]
    below = issue_time(outline, headline_at) or _beside_a_credit(outline, footer)
    return below or next((moment for moment, _ in told_times(outline)), None)


def _minute_below(outline: Outline, footer: Sequence[Line], day: str) -> str | None:
    """Return the minute of a day at which a page says below its text that it was put in."""
    for line in footer:
        for found in outline.dates.get(line.number, ()):
            if found.to_the_minute and found.iso.startswith(day) and _PUT_IN.search(line.half[: found.start]):
                return found.iso
    return None


def right_below(outline: Outline, footer: Sequence[Line]) -> str | None:
    """Return the minute that stands right below a text, where the page says nothing else of when it came out."""
    for line in footer[:_FEW]:
        found = outline.dates.get(line.number)
        if found and found[0].to_the_minute and outline.is_metadata(line.number):
            return found[0].iso
    return None


def beside_the_trail(outline: Outline, number: int | None) -> str | None:
    """Return the minute that the line of the trail names behind its columns: 云溪网 >> 时政　2005年07月08日09:12."""
    found = outline.dates.get(number) if number is not None else None
    if not found or not found[-1].to_the_minute or TODAY.search(outline.lines[number or 0].text):
        return None
    return found[-1].iso


def _beside_a_credit(outline: Outline, footer: Sequence[Line]) -> str | None:
    """Return the day below a text beside who sent it in, or beside the page of the paper it was printed on."""
    for line in footer:
        found = outline.dates.get(line.number)
        if found and (PAGE_OF_PAPER.search(line.text) or labelled_credits(line.half)):
            return found[0].iso
    return None


def printed_times(outline: Outline, header: Sequence[Line], footer: Sequence[Line]) -> Iterator[tuple[int, str, str]]:
    """Yield the times printed around a story: how much speaks for each, the time, the line it stands on."""
    for place, lines in ((2, header), (0, footer)):
        for line in lines:
            text = line.half
            for found in outline.dates.get(line.number, []):
                before = text[max(found.start - 12, 0) : found.start] or half_width(
                    label_above(outline.lines, line.number)
                )
                labelled = bool(DATE_LABEL.search(before))
                if (not place and not labelled) or (labelled and _is_of_an_event(outline, line, before)):
                    continue
                if _OF_ANOTHER.search(before) or _IN_FORCE.search(before):
                    continue
                doubt = 5 * bool(_UPDATE_LABEL.search(before)) + 4 * bool(_SIGNED_LABEL.search(before))
                yield place + 3 * labelled - doubt + found.to_the_minute, found.iso, line.spaced


def _is_of_an_event(outline: Outline, line: Line, before: str) -> bool:
    """Whether a labelled time is that of something that takes place: its label says so, or 地点 stands below it."""
    if _EVENT_LABEL.search(before):
        return True
    following = outline.lines[line.number + 1].text if line.number + 1 < len(outline.lines) else ""
    return "发" not in before and _PLACE.match(following) is not None


def issue_time(outline: Outline, headline_at: int | None) -> str | None:
    """Return the day of the paper's issue (第26259号), which an e-paper prints above all its stories."""
    lines = outline.lines
    above = [number for number in outline.dates if number < (headline_at or 0)]
    # The page's own clock may stand beside it: 今天是2024年3月13日.
    above = [number for number in above if not _TODAY.match(lines[number].text)]
    above.sort(key=lambda number: _ISSUE.search(lines[number].text) is None)
    for number in above:
        beside = lines[max(number - _NEAR, 0) : number + _NEAR + 1]
        numbered = (line.text for line in lines[max(number - 2, 0) : number + 3] if len(line.text) <= _SHORT)
        if any(map(_ISSUE.search, numbered)) or any(PAGE_OF_PAPER.search(line.text[:40]) for line in beside):
            return outline.dates[number][0].iso
    return None


def day_in_address(url: str, header: Sequence[Line]) -> str | None:
    """Return the day that a page's address names, for where the page says none, not even another without its year."""
    match = _IN_ADDRESS.search(urlsplit(url).path)
    if match is None or any(":" in line.text and NO_YEAR.search(line.spaced) for line in header):
        return None
    year, month, day = (int(match[one] or match[other]) for one, other in (("y", "year"), ("m", "month"), ("d", "day")))
    return iso(year, month, day)


def told_times(outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield the times that nobody prints, the most reliable first, each with where it is said."""
    meta = outline.meta
    if tells_no_story(meta) and (moment := parse_date(meta.title)):
        yield moment, "title"
    said = [("comment of the publishing system", meta.founder.get("date"))]
    said += [(f"meta {name}", meta.tags.get(name)) for name in TIMES]
    said += [("JSON-LD", meta.linked_data.get("datePublished"))]
    for where, value in said:
        if isinstance(value, str) and (moment := parse_date(value.removesuffix(".0"))):
            yield (moment[:10] if is_midnight(moment) else moment), where
    if (moment := _hidden_time(outline)) is not None:
        yield moment, "hidden element"
    if (moment := _scripted_time(outline.parsed.text)) is not None:
        yield moment, "script"
    if (moment := parse_date(meta.tags.get("dateupdate") or "")) is not None:
        yield moment, "meta dateupdate"


def _scripted_time(text: str) -> str | None:
    """Return the first time that a script calls the time of publication, or that it writes as it is."""
    for match in _IN_SCRIPT.finditer(text):
        if _NAMED_TIME.search(text, max(0, match.start() - _LONGEST_NAME), match.start()):
            return parse_date(match["time"])
    written = _WRITTEN.search(text) if "document.write" in text else None
    return parse_date(written["time"]) if written is not None else None


def _hidden_time(outline: Outline) -> str | None:
    """Return the time in an element that is not shown: a script reads it there and prints it."""
    tree = outline.parsed.tree
    if tree is None:
        return None
    for node in tree.iter("p", "span", "div", "i", "em", "input"):
        if (name := node.get("id")) is not None and _TIME_ID.fullmatch(name):
            said = node.get("value") or node.text or ""
            if len(said) <= _LONGEST_TIME and (moment := parse_date(said.strip())):
                return moment
    return None
