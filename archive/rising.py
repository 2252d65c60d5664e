"""The phrases that rise most in a month against the year before.

Candidates come from a sample of the month's articles (archive/ngrams.py), those that a sample of the year before has as
often are left out, and the rest are counted by the index in all articles. What is rising most is what is least likely
to be chance: Dunning's log-likelihood of the two shares.
"""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from archive import ngrams
from archive.days import day_number, day_of
from archive.ledger import Ledger, ledger
from archive.limits import TooSlow, time_limit
from archive.phrases import Phrase

SAMPLE = 400  # articles, of the month and of the year each
FEWEST = 5  # articles of a sample that must have a phrase
SHARE = 0.01  # or this share of it
COUNTED = 120  # candidates that the index counts
SECONDS = 8.0  # for all that is asked of the index
SHOWN = 20  # phrases
TWICE = 1.5  # a phrase must have risen by so much


@dataclass(frozen=True, slots=True)
class Rise:
    """A phrase with the articles that have it in the month and in the year before; `score` is the log-likelihood."""

    phrase: str
    month: int
    year: int
    score: float


@dataclass(frozen=True, slots=True)
class Rises:
    """The phrases that rose, most first, and what they were found in; days are inclusive.

    Without articles of the year before nothing can be said to rise, and without any there is no month.
    """

    month: str = ""
    first: date | None = None
    last: date | None = None
    year_first: date | None = None
    articles: int = 0
    year_articles: int = 0
    sample: int = 0
    rises: tuple[Rise, ...] = ()


def newest_month(held: Ledger) -> str | None:
    """Return the newest month with articles up to today, `YYYY-MM`."""
    today = day_number(date.today())
    days = [number for number, day in held.days.items() if day.articles and number <= today]
    return day_of(max(days))[:7] if days else None


def rising(db: sqlite3.Connection, month: str) -> Rises:
    """Return the phrases that rose most in a month, `YYYY-MM`; takes seconds. Raises ValueError for no month."""
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    year_first, year_last = first.replace(year=first.year - 1), first - timedelta(days=1)
    held = ledger(db)
    articles, year_articles = _articles(held, first, last), _articles(held, year_first, year_last)
    texts = list(_sample(db, held, first, last)) if year_articles else []
    least = max(FEWEST, math.ceil(SHARE * len(texts)))
    found = ngrams.candidates(texts, least)
    before = list(_sample(db, held, year_first, year_last))
    counts = ngrams.count(before, [one.text for one in found])
    ranked = sorted(
        ((log_likelihood(c.texts, len(texts), counts[c.text], len(before)), c.text) for c in found), reverse=True
    )
    rises = []
    end = time.monotonic() + SECONDS
    for score, text in ranked[:COUNTED]:
        left = end - time.monotonic()
        if score <= 0 or left <= 0:
            break
        phrase = Phrase((text,))
        try:
            with time_limit(db, left * 1000):
                now = phrase.selection(db, None, first.isoformat(), last.isoformat()).count(db)
                then = phrase.selection(db, None, year_first.isoformat(), year_last.isoformat()).count(db)
        except TooSlow:
            break
        if now * max(year_articles, 1) >= TWICE * then * max(articles, 1):
            rises.append(Rise(text, now, then, log_likelihood(now, articles, then, year_articles)))
    rises.sort(key=lambda rise: (-rise.score, rise.phrase))
    chosen = tuple(_apart(rises))[:SHOWN]
    return Rises(month, first, last, year_first, articles, year_articles, len(texts), chosen)


def log_likelihood(a: int, of_a: int, b: int, of_b: int) -> float:
    """Return how unlikely it is that a of of_a and b of of_b have the same share; negative where the first is lower."""
    total = of_a + of_b
    if not of_a or not total or not a + b:
        return 0.0
    found = 0.0
    for have, of in ((a, of_a), (b, of_b)):
        for seen, expected in ((have, of * (a + b) / total), (of - have, of * (total - a - b) / total)):
            if seen > 0 and expected > 0:
                found += 2 * seen * math.log(seen / expected)
    return found if not of_b or a / of_a >= b / of_b else -found


def _apart(rises: list[Rise]) -> Iterator[Rise]:
    """Yield what is no part and no extension of what rose more."""
    taken: list[str] = []
    for rise in rises:
        if not any(rise.phrase in other or other in rise.phrase for other in taken):
            taken.append(rise.phrase)
            yield rise


def _sample(db: sqlite3.Connection, held: Ledger, first: date, last: date) -> Iterator[str]:
    """Yield headline and text of up to SAMPLE articles of a range of days, evenly spread over them."""
    days = [(number, day.articles) for number, day in sorted(held.days.items()) if _within(number, first, last)]
    total = sum(articles for _, articles in days)
    wanted = min(SAMPLE, total)
    places = iter([number * total // wanted for number in range(wanted)])
    place = next(places, None)
    before = 0
    for number, articles in days:
        while place is not None and place < before + articles:
            row = db.execute(
                "SELECT headline, body FROM articles_with_text WHERE id ="
                " (SELECT id FROM articles WHERE published_date = ? ORDER BY id LIMIT 1 OFFSET ?)",
                [day_of(number), place - before],
            ).fetchone()
            if row:
                yield f"{row[0] or ''}\n{row[1] or ''}"
            place = next(places, None)
        before += articles


def _articles(held: Ledger, first: date, last: date) -> int:
    return sum(day.articles for number, day in held.days.items() if _within(number, first, last))


def _within(number: int, first: date, last: date) -> bool:
    return day_number(first) <= number <= day_number(last)
