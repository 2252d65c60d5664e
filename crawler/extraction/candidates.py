"""The lines that may be the headline, with how much speaks for each."""

from __future__ import annotations

import re

from crawler.extraction.characters import comparable
from crawler.extraction.decks import is_named_second
from crawler.extraction.kinds import is_home
from crawler.extraction.labels import SOURCE_LABEL
from crawler.extraction.outline import Outline
from crawler.extraction.story import DAY, SIGNED_BY
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.titles import (
    DATED,
    KICKER_CLASS,
    LONGEST,
    NOT_TITLE_CLASS,
    TITLE_CLASS,
    TO_TEXT,
    TRAIL,
    classes_around,
)
from crawler.extraction.told import Told
from crawler.extraction.tree import classes_of

_COLONS = (":", "：")
_WELCOME = re.compile(
    r"[^，。：:]{2,40}欢迎[你您](?:的(?:到来|光临|访问))?[！!。]?"
    r"|(?:[你您]好[，,！!]?\s*)?欢迎[你您]?(?:访问|光临|来到|登[录陆]|进入|浏览)[^，。：:]{2,40}"
)
_LINKED = frozenset(("h1", "h2"))  # may link to the page itself
_TELLS = 8  # characters of a headline that is no column's name


def _leads_nowhere(line: Line) -> bool:
    """Whether a line is a link to a script or to the page itself."""
    return (line.links[0][0].get("href") or "#").startswith(("#", "javascript:"))


def _leads_home(outline: Outline, line: Line) -> bool:
    """Whether a line is the site's name, a link to its front page."""
    return line.link_share > 0.5 and is_home(outline.parsed.absolute(line.links[0][0].get("href")) or "")


def headline_candidates(outline: Outline, told: Told) -> list[tuple[float, Line]]:
    """Return the lines that may be the headline, with how much speaks for each."""
    above_metadata = outline.above_metadata()
    candidates: list[tuple[Line, float]] = []
    own: set[int] = set()
    rows, may_hold, title = outline.rows, told.may_hold, outline.meta.title
    for line in outline.lines:
        text, linked = line.text, line.link_share > 0.5
        if linked and line.node.tag == "h1" and _leads_to_itself(outline, line):
            linked = False
            own.add(line.number)
        # Most lines are links: what they stand in is asked of few.
        linked_on = linked and line.node.tag not in _LINKED
        if linked_on and (len(text) < _TELLS or text not in title or not _leads_nowhere(line)):
            continue
        if not text or len(text) > LONGEST or line.number in rows:
            continue
        agreement = 0.0
        if may_hold(text):
            plain = comparable(DATED.sub("", text)) if line.number in outline.dates else line.plain
            agreement = told.agreement(plain) if len(plain) >= 2 else 0.0
        if agreement or (not linked and (line.number in above_metadata or line.node.tag in HEADINGS)):
            candidates.append((line, agreement))
    # Where the head names the site alone, a bold line above the metadata is all there is.
    known_here = any(agreement == 6 and len(line.plain) >= 6 for line, agreement in candidates)
    scored = []
    for line, agreement in candidates:
        if len(line.plain) < 2 or (line.link_share > 0.5 and line.plain not in told.stories and line.number not in own):
            continue
        if (line.plain.isdigit() and not agreement) or line.text == "正文":  # what o'clock, how many
            continue
        if line.node.tag == "td" and _is_value(outline, line.number):
            continue
        score = agreement + _looks(line, line.number in above_metadata, known_here)
        score -= 2 if line.node.tag == "p" and not agreement else 0
        if line.number in above_metadata and is_signature(outline, line):
            continue
        if line.number and is_named_second(line.node, outline.lines[line.number - 1].node):
            score -= 3
        if line.node.tag not in HEADINGS and _is_kicker(line, outline.lines[line.number + 1 : line.number + 2]):
            score -= 3
        if "欢迎" in line.text and _welcomes(line, title):
            continue
        if score < 3 or TRAIL.search(line.text) or TO_TEXT.search(line.text) or _leads_home(outline, line):
            continue
        scored.append((score, line))
    return scored


def _leads_to_itself(outline: Outline, line: Line) -> bool:
    """Whether a heading of the first rank links to where its story stands too, with time and source right below it."""
    below = outline.lines[line.number + 1 : line.number + 2]
    return bool(below) and below[0].number in outline.dates and SOURCE_LABEL.search(below[0].text) is not None


def _welcomes(line: Line, title: str) -> bool:
    """Whether a line welcomes to the site, of which the page's title does not tell: 云溪县第二中学欢迎您！."""
    return _WELCOME.fullmatch(line.text) is not None and line.plain not in comparable(title)


def _is_kicker(line: Line, below: list[Line]) -> bool:
    """Whether a line is called a kicker and stands right above a heading: a page's title may begin with it."""
    return bool(below) and below[0].node.tag in HEADINGS and KICKER_CLASS.search(classes_of(line.node)) is not None


def _is_value(outline: Outline, number: int) -> bool:
    """Whether a cell says what the metadata's label in the one before it promises: 发文机关：."""
    return number > 0 and outline.lines[number - 1].text[-1:] in _COLONS and outline.is_metadata(number - 1)


def is_signature(outline: Outline, line: Line) -> bool:
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
