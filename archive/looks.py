"""When an article is looked at again: edits and takedowns come soon or seldom."""

from __future__ import annotations

from datetime import datetime, timedelta

# The next day, a week, a month, half a year, and every half year from then on.
AFTER = tuple(timedelta(days=days) for days in (1, 7, 30, 182))
# So that a crawl that starts a little earlier than last night's is still the next day's.
EARLY = timedelta(hours=4)
# An article this young is looked at in every crawl that finds its portal changed.
YOUNG = timedelta(days=1)


def next_look(looks: int, looked_at: str) -> str:
    """Return when to look again at what was looked at `looks` times since its text last changed (ISO 8601)."""
    after = AFTER[min(max(looks, 1), len(AFTER)) - 1]
    return (datetime.fromisoformat(looked_at) + after - EARLY).isoformat(timespec="microseconds")


def young_since(now: str) -> str:
    """Return the time from which on an article first seen is young."""
    return (datetime.fromisoformat(now) - YOUNG).isoformat(timespec="microseconds")
