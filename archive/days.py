"""Articles and days: ids that grow with the day of publication, and how many articles each day has.

An article keeps its id when its date is corrected or taken away. These few are `DISPLACED`, with an index of their own;
of all others the id tells the day.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import lru_cache

# So many that two articles of a minute hardly ever want the same one, whichever comes first.
SLOTS_A_DAY = 1 << 24
SLOTS_A_MINUTE = SLOTS_A_DAY // 1440
FIRST_DATED = SLOTS_A_DAY * 4096  # ids below are of articles without a date; no portal has any from before 1911
_EPOCH = date(1900, 1, 1).toordinal()
# Word for word as in the index `articles_displaced`, or SQLite does not use it.
DISPLACED = "id >> 24 <> coalesce(CAST(julianday(published_date) - 2415020.5 AS INTEGER), min(id >> 24, 4095))"


def wanted_id(published_at: str | None, spread: int) -> int:
    """Return the id that an article would have: of its day and minute, spread by what `spread` is made from."""
    try:
        first = first_id((published_at or "")[:10])
    except ValueError:
        first = 0
    if first < FIRST_DATED:
        return 1 + spread % (FIRST_DATED)
    if published_at and len(published_at) >= 16:
        minute = int(published_at[11:13]) * 60 + int(published_at[14:16])
        return first + minute * SLOTS_A_MINUTE + spread % SLOTS_A_MINUTE
    return first + spread % SLOTS_A_DAY


def first_id(day: str) -> int:
    """Return the lowest id of a day, `YYYY-MM-DD`. Raises ValueError."""
    return day_number(date.fromisoformat(day)) * SLOTS_A_DAY


def lowest_id(day: str | None) -> int:
    """Return the lowest id of a day, and that of the undated for what is none."""
    try:
        return first_id(day or "")
    except ValueError:
        return 0


@lru_cache(maxsize=1 << 16)
def day_of(day_number: int) -> str:
    """Return the day of an id, `id >> 24`."""
    return date.fromordinal(day_number + _EPOCH).isoformat()


def day_number(day: date) -> int:
    """Return what the ids of a day have in common, `id >> 24`."""
    return day.toordinal() - _EPOCH


def first_of_month(day_number: int, months: int = 0) -> int:
    """Return the number (`id >> 24`) of the first day of a day's month, or of one so many months later."""
    day = date.fromordinal(day_number + _EPOCH)
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1).toordinal() - _EPOCH


def count_article(db: sqlite3.Connection, article: int, sign: int) -> None:
    """Add an article to its day's row in `article_days` (1), or take it out before its row changes (-1)."""
    db.execute(
        "INSERT INTO article_days (portal, date, articles, characters)"
        " SELECT portal, coalesce(published_date, ''), :sign, :sign * char_count FROM articles WHERE id = :article"
        " ON CONFLICT (portal, date) DO UPDATE SET articles = articles + excluded.articles,"
        " characters = characters + excluded.characters",
        {"sign": sign, "article": article},
    )
    if sign < 0:
        db.execute(
            "DELETE FROM article_days WHERE articles = 0 AND (portal, date) ="
            " (SELECT portal, coalesce(published_date, '') FROM articles WHERE id = ?)",
            [article],
        )
