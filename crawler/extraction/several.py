"""Several texts in one place: what a list shows of the texts it leads to, and news by the hour."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.canonical import canonical_url
from crawler.extraction.dates import Found
from crawler.extraction.outline import Outline
from crawler.extraction.text import HEADINGS
from crawler.items import Article

SENTENCE = re.compile("[。！？；…]|[A-Za-z][.!?]")
_TIME = re.compile(r"(?:(?:20\d\d[-/.年])?\d\d?[-/.月]\d\d?日?\s*)?\d\d?:\d\d(?::\d\d)?")
_LONGEST_TIME, _FEWEST_TIMES = 20, 4  # characters, lines
_FEWEST_ROWS = 2
_BEGINNING, _FEWEST_BEGINNINGS = 30, 3  # characters, paragraphs
_LINKED = 0.8  # share of a line
_READ_ON = re.compile(r"\W{0,3}(?:(?:阅读|查看|浏览)(?:全文|更多|详情)|继续阅读|read more\b)", re.I)


def are_beginnings(article: Article) -> bool:
    """Whether all paragraphs are cut off: a list shows how its texts begin."""
    lines = [line for line in (article.body or "").split("\n") if len(line) >= _BEGINNING]
    return len(lines) >= _FEWEST_BEGINNINGS and all(line.endswith(("...", "…")) for line in lines)


def is_beginning_of_another(outline: Outline, article: Article) -> bool:
    """Whether a text stands below a heading that leads to another page, and above what leads on to it: 阅读全文."""
    headings = [line for line in outline.lines if line.link_share > _LINKED and line.node.tag in HEADINGS]
    if not article.body or not headings:
        return False
    first = article.body.partition("\n")[0]
    at = next((line.number for line in outline.lines if line.text == first), -1)
    above = {line.links[0][0].get("href") for line in headings if line.number < at}
    for line in outline.lines[at + 1 :] if above else ():
        if line.links and (to := line.links[0][0].get("href")) in above and _READ_ON.match(line.text):
            return canonical_url(outline.parsed.absolute(to) or "") != canonical_url(outline.parsed.url)
    return False


def are_excerpts(outline: Outline, article: Article) -> bool:
    """Whether right above each paragraph stands a title that leads on, and a line with a day right below."""
    texts = (article.body or "").split("\n")
    if not _FEWEST_BEGINNINGS <= len(texts) <= len(outline.dates):
        return False
    told, lines = set(texts), [line for line in outline.lines if line.text]
    around = {
        line.text
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if line.text in told and above.link_share > _LINKED and below.number in outline.dates
    }
    return around == told


def are_headed_rows(outline: Outline, article: Article) -> bool:
    """Whether a text without a time stands below several headings that lead on, each with a day of its own below it."""
    if article.published_at or len(outline.rows) < _FEWEST_BEGINNINGS:
        return False
    lines = outline.lines
    above = (lines[number - 1] for number in outline.rows if number and number in outline.dates)
    headed = sorted(line.number for line in above if line.node.tag in HEADINGS and line.link_share > _LINKED)
    if len(headed) < _FEWEST_BEGINNINGS:
        return False
    begins = (article.body or "").partition("\n")[0]
    return any(line.text == begins for line in lines[headed[0] :])


def are_short_news(outline: Outline, article: Article) -> bool:
    """Whether times stand alone between the paragraphs, one for every few of them: a page of short news."""
    texts = (article.body or "").split("\n")
    short = (line for line in outline.lines if len(line.text) <= _LONGEST_TIME and ":" in line.text)
    alone = [line.number for line in short if _TIME.fullmatch(line.text)]
    enough = max(_FEWEST_TIMES, len(texts) / 4)
    if len(alone) < enough or not article.body:
        return False
    told = set(texts)
    numbers = [line.number for line in outline.lines if line.text in told]
    return bool(numbers) and sum(numbers[0] < number < numbers[-1] for number in alone) >= enough


def are_dated_rows(outline: Outline, article: Article) -> bool:
    """Whether a text is titles without a sentence, a day alone above or below each: rows that lead on by a click."""
    body = article.body or ""
    texts = set(body.split("\n"))
    if len(texts) < _FEWEST_ROWS or SENTENCE.search(body) is not None:
        return False
    days = {n for n, found in outline.dates.items() if _is_day_alone(outline.lines[n].text, found)}
    # Others of the page may have the same titles, without a day.
    beside = {outline.lines[n + step].text for n in days for step in (-1, 1) if 0 <= n + step < len(outline.lines)}
    return len(days) >= _FEWEST_ROWS and texts <= beside


def _is_day_alone(text: str, found: Sequence[Found]) -> bool:
    """Whether a line is a day and no more, but brackets."""
    return found[-1].end - found[0].start >= len(text) - 2
