"""Verses: lines of a poem, which end and stand otherwise than paragraphs do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from crawler.extraction.captions import is_centred
from crawler.extraction.furniture import is_edge, is_end
from crawler.extraction.outline import Outline
from crawler.extraction.story import PARAGRAPH, Story
from crawler.extraction.text import Line

VERSE_ENDS = frozenset("，。；！？…~")
_FEW_LINES = 8
_SHORTEST_VERSE, _STANZA = 5, 4  # characters; lines
_LONGEST_VERSE = 16  # characters
_SEVERAL_VERSES = 4  # lines


def heads_verses(story: Story, text: str) -> bool:
    """Whether a story's first line, which could be a foreign name, is a form of verse and a title: 七律·晒秋."""
    following = story.lines[1].text if len(story.lines) > 1 and "·" in text else ""
    return 0 < len(following) <= _LONGEST_VERSE and following[-1] in "，。；！"


def are_verses(inside: Sequence[Line], place: int) -> bool:
    """Whether a short line in the middle is one of several in a row: text, where a caption stands alone."""
    first = place
    while first and _is_short_and_centred(inside[first - 1]):
        first -= 1
    upto = place
    while upto < len(inside) and upto < first + _SEVERAL_VERSES and _is_short_and_centred(inside[upto]):
        upto += 1
    return upto - first >= _SEVERAL_VERSES


def _is_short_and_centred(line: Line) -> bool:
    return 2 <= len(line.text) <= PARAGRAPH and not line.images and is_centred(line)


def verses_below(outline: Outline, story: Story, after: int, rest: Sequence[Line]) -> int:
    """Return how many lines between the last sentence and those who made a story are its own, as in a poem."""
    while rest and story.closed and outline.is_metadata(rest[-1].number):
        rest = rest[:-1]
    if not story.closed or not rest or not all(map(_is_verse, rest)):
        return 0
    if len(rest) > _FEW_LINES and 2 * sum(line.text[-1] in VERSE_ENDS for line in rest) < len(rest):
        return 0
    return 0 if any(map(outline.is_metadata, range(after + 1, rest[-1].number))) else len(rest)


def stanza_above(above: Sequence[Line]) -> int:
    """Return how many lines right above the text are a poem's, which notes on it follow as prose: 注释：."""
    verses = takewhile(lambda line: line.text[-1:] in VERSE_ENDS and _is_verse(line), reversed(above))
    count = sum(1 for _ in verses)
    return count if count >= _STANZA else 0


def _is_verse(line: Line) -> bool:
    """Whether a line between the last sentence and the desk's line may be the text's own: words, and no tool."""
    text = line.text
    return len(text) >= _SHORTEST_VERSE and not line.links and not is_edge(text) and not is_end(text)
