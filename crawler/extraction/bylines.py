"""A story's credits, gathered from the lines around it and within it, and the story without those lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.extraction.credits import bare_credits, labelled_credits, looks_like_name, unique
from crawler.extraction.meta import Meta
from crawler.extraction.story import Story
from crawler.extraction.text import Line, half_width, squeeze
from crawler.items import Credit

_BYLINE = re.compile(
    r"^[（(【\[]?\s*(?:作者|文|图|供稿|记者|通讯员|本报|本网|本台|新华社|人民网|特约|见习|实习|撰稿|摄影|整理|来源|编辑|责编)"
    r"[^。！？]{0,120}[）)】\]]?$"
)
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{2,50})[）)]")
_AT_THE_END = re.compile(r"[（(]\s*([^（()）]{2,60})\s*[）)]\s*$")
_AT_THE_START = re.compile(r"[（(]([^（()）]{0,12}(?:记者|通讯员|评论员)[^（()）]{2,50})[）)]")
_NO_TEXT = re.compile(r"\s*(?:供稿|投稿|责任编辑|编辑|责编)")
_MARK = re.compile(r"\s*【?(?:纠错|责任编辑[^】]*)】?\s*$")


@dataclass(slots=True)
class Bylines:
    """The credits in reading order, the byline as printed, the story's `texts`, and of each line of the story (`kept`)
    how many texts stand before it."""

    credits: tuple[Credit, ...] = ()
    byline: str | None = None
    texts: list[str] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)


def read_bylines(meta: Meta, header: Sequence[Line], story: Story, footer: Sequence[Line]) -> Bylines:
    """Return who made a story; lines of the story that are only credits leave its text."""
    found: list[Credit] = []
    read = Bylines()
    for line in header:
        found += labelled_credits(half_width(line.spaced)) or bare_credits(line.spaced if len(line.text) < 80 else "")
    for place, line in enumerate(story.lines):
        read.kept.append(len(read.texts))
        left = len(story.lines) - 1 - place
        text = _without_marks(line.text)
        if (place < 2 or left < 4) and (credits := _only_credits(text)):
            found += credits
            read.byline = read.byline or text
            continue
        if left < 3 and (match := _AT_THE_END.search(text)):
            inner = match[1]
            credits = labelled_credits(half_width(inner)) or bare_credits(inner)
            if not credits and looks_like_name(inner) and not left:
                credits = [Credit("author", None, inner, None, match[0])]
            if credits and _NO_TEXT.match(inner):
                text = squeeze(text[: match.start()])
            found += credits
        if place < 3 and (match := _AT_THE_START.search(text[:120])):
            found += bare_credits(match[1])
        if text:
            read.texts.append(text)
    read.kept.append(len(read.texts))
    for line in footer:
        found += labelled_credits(half_width(line.spaced))
    said = meta.founder.get("author")
    if said and not any(c.role in ("author", "reporter") for c in found) and looks_like_name(said):
        found.append(Credit("author", None, said, None, said))
    read.credits = unique(found)
    return read


def _only_credits(text: str) -> list[Credit]:
    """Return the credits of a line that is nothing else: a byline, or one in brackets."""
    if _BYLINE.match(text) and len(text) < 130 and (credits := _read(text)):
        return credits
    match = _IN_BRACKETS.fullmatch(text)
    return _read(match[1]) if match else []


def _read(text: str) -> list[Credit]:
    return labelled_credits(half_width(text)) or bare_credits(text)


def _without_marks(text: str) -> str:
    """Return a line of the story without the marks that stand after it (【纠错】)."""
    return squeeze(_MARK.sub("", text)) if "【" in text[-40:] else text
