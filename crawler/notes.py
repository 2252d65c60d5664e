"""Lines that a crawl has to say beyond its figures: what it refused to fetch, what it was asked and did not do."""

from __future__ import annotations

from collections import Counter
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

KINDS_AT_MOST = 50  # of one crawl, so that a hostile portal cannot fill the report

_notes: WeakKeyDictionary[Crawler, Counter[str]] = WeakKeyDictionary()


def note(crawler: Crawler, line: str) -> None:
    """Keep a line for the report of a crawl; the same line twice is counted."""
    notes = _notes.setdefault(crawler, Counter())
    if line in notes or len(notes) < KINDS_AT_MOST:
        notes[line] += 1


def notes_of(crawler: Crawler) -> list[str]:
    """Return the lines of a crawl in the order they came."""
    return [f"{line} ({count} times)" if count > 1 else line for line, count in _notes.get(crawler, Counter()).items()]
