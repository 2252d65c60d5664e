"""Days of an invented portal: on which stories are edited, taken down, added, and come back. All is decided by the seed.

Day 1 is the beginning. On day 2 stories are edited, taken down and added. On day 3 one more is edited, one added, and
one comes back. Day 4 is day 3 on a server that is down. Day 5 is day 3 again.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from families import FAMILIES
from families_more import MORE
from made_portals import Portal, Story, make_stories

ALL: dict[str, Callable[..., Portal]] = FAMILIES | MORE
COLUMNS = {"trs": 3, "datasource": 1, "api": 1}
# Families whose pages print an editor, no deck, and no minute.
EDITED = {"trs", "hanweb", "people", "query", "jeecms", "dede", "ucap", "datasource", "api", "hanweb_post"}
DECKLESS, DAY_ONLY = {"query"}, {"epaper"}
DAYS = 5
NEW_ON = {2: 4, 3: 1}  # stories that a day adds

HOWS = ("404", "410", "redirect home", "soft 404", "emptied", "home page", "deleted notice")


@dataclass(frozen=True, slots=True)
class Takedown:
    """How an article went: what stands at its address now, and whether its list still links to it."""

    how: str
    listed: bool


@dataclass
class Day:
    """What is true on one day."""

    stories: list[Story]
    edits: dict[int, str] = field(default_factory=dict)  # number of the story: kind of change
    takedowns: dict[int, Takedown] = field(default_factory=dict)
    gone: dict[int, tuple[Story, Takedown]] = field(default_factory=dict)  # those of earlier days too
    new: set[int] = field(default_factory=set)
    back: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    orphans: set[int] = field(default_factory=set)  # stories that no list holds
    portal: Portal = field(default_factory=lambda: Portal("none", []))
    paths: dict[int, str] = field(default_factory=dict)


def _hanzi(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if "\u4e00" <= c <= "\u9fff"]


def _typo(story: Story, dice: random.Random) -> Story:
    """One character is another."""
    text = story.paragraphs[-1]
    places = _hanzi(text)
    at = places[len(places) // 2]
    return replace(
        story, paragraphs=[*story.paragraphs[:-1], text[:at] + ("乙" if text[at] != "乙" else "甲") + text[at + 1 :]]
    )


def _number(story: Story, dice: random.Random) -> Story:
    """A figure in the last paragraph is another."""
    return replace(story, paragraphs=[*story.paragraphs[:-1], _more(story)])


def _more(story: Story) -> str:
    text = story.paragraphs[-1]
    for old, new in (
        ("五十二", "五十六"),
        ("三十七", "三十九"),
        ("一百二十六", "一百二十九"),
        ("六个", "七个"),
        ("两本", "三本"),
    ):
        if old in text:
            return text.replace(old, new, 1)
    return text


def _has_number(story: Story) -> bool:
    return _more(story) != story.paragraphs[-1]


def _editor(story: Story, dice: random.Random) -> Story:
    return replace(story, editor="林栖梧" if story.editor != "林栖梧" else "文若水")


def _source(story: Story, dice: random.Random) -> Story:
    return replace(story, source="双桥日报" if story.source != "双桥日报" else "河阳日报")


def _minute(story: Story, dice: random.Random) -> Story:
    hour, minute = story.minute.split(":")
    return replace(story, minute=f"{hour}:{(int(minute) + 7) % 60:02}")


def _appended(story: Story, dice: random.Random) -> Story:
    return replace(story, paragraphs=[*story.paragraphs, "本网将继续关注后续进展。"])


def _rewritten(story: Story, dice: random.Random) -> Story:
    return replace(
        story,
        paragraphs=[
            "原定于本周举行的现场会因暴雨改期，具体时间另行通知，各单位照常值守。",
            "防汛指挥部要求，低洼地带的住户当晚全部转移到学校和祠堂，口粮、药品、被褥一并送到。",
            f"第{story.number}号通知同时废止。",
        ],
    )


def _retitled(story: Story, dice: random.Random) -> Story:
    return replace(story, title=f"一张清单里的民生账本（{story.number}）")


def _decked(story: Story, dice: random.Random) -> Story:
    return replace(story, deck="——一个街道支部的夜访记录")


Change = Callable[[Story, random.Random], Story]
# name: (kind of change as the archive must call it, the change, which stories it can be made on)
EDITS: dict[str, tuple[str, Change, Callable[[Story], bool]]] = {
    "typo": ("typo", _typo, lambda s: True),
    "number": ("correction", _number, _has_number),
    "editor": ("metadata", _editor, lambda s: bool(s.editor)),
    "source": ("metadata", _source, lambda s: True),
    "minute": ("metadata", _minute, lambda s: True),
    "appended": ("correction", _appended, lambda s: len(s.body) >= 180),
    "rewritten": ("rewrite", _rewritten, lambda s: len(s.body) >= 100),
    "retitled": ("correction", _retitled, lambda s: len(s.body) >= 180),
    "decked": ("correction", _decked, lambda s: s.deck is None and len(s.body) >= 180),
}


def make_days(family: str, seed: int, faults: frozenset[str], count: int) -> dict[int, Day]:
    """Return the days of a portal of a family, which begins with `count` stories."""
    dice = random.Random(f"{family} {seed}")
    future = sum(NEW_ON.values())
    columns = COLUMNS.get(family, 2)
    stories = make_stories(1000 + seed, count + future, columns)
    later = NEW_ON[3]
    days = {1: Day(stories[future:]), 2: Day([]), 3: Day([])}
    if "sitemap" in faults:
        days[1].orphans.add(stories[-2].number)
    if "feed" in faults:
        days[1].orphans.add(stories[-3].number)
    untouched = [s for s in days[1].stories if s.number not in days[1].orphans]
    dice.shuffle(untouched)

    def take(fits: Callable[[Story], bool]) -> Story:
        story = next(s for s in untouched if fits(s))
        untouched.remove(story)
        return story

    changed: dict[int, Story] = {}
    for name, (kind, change, fits) in EDITS.items():
        if (name == "editor" and family not in EDITED) or (name == "decked" and family in DECKLESS):
            continue
        if name == "minute" and family in DAY_ONLY:
            continue
        story = take(lambda s, fits=fits: s.kind == "plain" and fits(s))  # type: ignore[misc]
        changed[story.number] = change(story, dice)
        days[2].edits[story.number] = kind
    last = take(lambda s: s.kind == "plain")
    for place, how in enumerate(HOWS):
        story = take(lambda s: s.kind == "plain") if how == "emptied" else take(lambda s: True)
        gone = Takedown(how, listed=(place + seed) % 2 == 0)
        days[2].takedowns[story.number] = gone
        days[2].gone[story.number] = (story, gone)
    if "waf" in faults:
        days[2].blocked = {take(lambda s: True).number for _ in range(max(1, count // 10))}
    days[2].new = {s.number for s in stories[later:future]}
    days[2].stories = [changed.get(s.number, s) for s in stories[later:] if s.number not in days[2].takedowns]
    # Day 3: one more edit, one more story, and what the 404 stood for comes back.
    days[3].edits[last.number] = "typo"
    days[3].new = {s.number for s in stories[:later]}
    days[3].back = {n for n, t in days[2].takedowns.items() if t.how == "404"}
    days[3].gone = {n: told for n, told in days[2].gone.items() if n not in days[3].back}
    days[3].stories = [
        _typo(s, dice) if s.number == last.number else changed.get(s.number, s)
        for s in stories
        if s.number not in days[3].gone
    ]
    for day in (2, 3):
        days[day].orphans = days[1].orphans
    for told in days.values():
        _build(family, told, stories)
    days[4] = replace(days[3], edits={}, takedowns={}, new=set(), back=set())
    days[5] = days[4]
    return days


def _build(family: str, told: Day, order: list[Story]) -> None:
    """Make the pages of a day: lists as they are shown, articles as they are."""
    place = {story.number: at for at, story in enumerate(order)}
    told.stories = copy.deepcopy(told.stories)
    whole = ALL[family](stories=told.stories)
    shown = [s for s in copy.deepcopy(told.stories) if s.number not in told.orphans]
    shown += [copy.deepcopy(story) for story, gone in told.gone.values() if gone.listed]
    shown.sort(key=lambda s: place[s.number])
    told.portal = ALL[family](stories=shown)
    # The paths of what is gone and not listed, too.
    everything = copy.deepcopy(order)
    former = ALL[family](stories=everything)
    told.paths = {story.number: story.path for story in everything}
    for story in told.stories:
        told.portal.pages |= _pages_of(story, whole)
    for number, (story, gone) in told.gone.items():
        path = told.paths[number]
        for part in _pages_of(replace(story, path=path), former):
            told.portal.pages.pop(part, None)
        if gone.how == "emptied":
            html = former.pages[path][1].decode(former.encoding)
            for paragraph in story.paragraphs:
                html = html.replace(f"<p>　　{paragraph}</p>", "")
            told.portal.put(path, html)


def _pages_of(story: Story, portal: Portal) -> dict[str, tuple[str, bytes]]:
    """Return the pages of one article: its address, its further pages, its print view."""
    stem, dot, ending = story.path.rpartition(".")
    return {
        path: page
        for path, page in portal.pages.items()
        if path == story.path
        or (dot and "?" not in story.path and path.startswith(f"{stem}-") and path.endswith(ending))
        or path.startswith((f"{story.path}?", f"{story.path}&"))
    }
