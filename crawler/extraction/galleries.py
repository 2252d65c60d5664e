"""Stories told in what their pictures show: which legends are text, and which line below a picture signs the story."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extraction.captions import is_byline
from crawler.extraction.names import BETWEEN_NAMES, is_surely_name
from crawler.extraction.signatures import join_padded, signed_with_post
from crawler.extraction.story import SENTENCE_ENDS, SHORT_CREDIT, Story
from crawler.extraction.text import Line
from crawler.extraction.tree import Node

_SHORTEST_SENTENCE = 15  # characters
_OF_AUTHORS = "■□ "
_LONGEST_NAMES, _LONGEST_SIGNED = 16, 60  # characters
_SENTENCE = 30  # characters
LONG_LEGEND, _SEVERAL_PICTURES = 50, 4  # characters, paragraphs


def is_signed(line: Line, story: Story, inside: Sequence[Line]) -> bool:
    """Whether a line below a picture says who wrote the story: a byline, or above it all names told nowhere else."""
    if is_byline(line):
        return True
    if not story.lines and (line.text.endswith("评论员") or signed_with_post(line.text)):
        return len(line.text) <= _LONGEST_SIGNED
    if story.lines or len(line.text) > _LONGEST_NAMES or "·" in line.text:
        return False
    signed = line.spaced.strip()
    names = BETWEEN_NAMES.split(join_padded(signed.lstrip(_OF_AUTHORS)))
    # ■ 孟浩
    if signed[:1] in _OF_AUTHORS:
        return all(map(is_surely_name, names))
    return all(is_surely_name(n) and not any(n in o.text for o in inside if o is not line) for n in names)


def tells(line: Line) -> bool:
    """Whether a line below a picture is a sentence."""
    return len(line.text) >= _SHORTEST_SENTENCE and line.text[-1] in SENTENCE_ENDS


def is_long_enough(line: Line) -> bool:
    """Whether the one line below a picture of a page without a text is more than a name: it is the text."""
    return len(line.text) > SHORT_CREDIT


def tells_and_shows(line: Line) -> bool:
    """Whether a paragraph below a picture tells more than what the picture shows, which it says in the end."""
    return len(line.text) >= LONG_LEGEND and line.text.rfind("。图为") > _SENTENCE


def tell_most(legends: Sequence[Line], story: Story) -> bool:
    """Whether several paragraphs below pictures hold more than a story's other lines."""
    size = sum(len(line.text) for line in legends)
    return len(legends) >= _SEVERAL_PICTURES and size > sum(len(line.text) for line in story.lines)


def tell_in_legends(story: Story, legend: Sequence[Line]) -> None:
    """Make what stands below the pictures of a story that has little other text its text."""
    told = {line.text for line in legend}
    places: list[tuple[Node, str | None, int]] = []
    count = 0
    for image, caption, before in story.images:
        own = [text for text in (caption or "").split("\n") if text in told]
        places.append((image, caption if not own else None, before + count))
        count += len(own)
    story.images = places
    story.lines = sorted((*story.lines, *legend), key=lambda line: line.number)
