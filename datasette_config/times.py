"""Times of the archive, which are kept in UTC, as a reader in China reads them off a clock."""

from __future__ import annotations

from datetime import datetime

from archive.citation import CHINA
from datasette_config.room.web import day


def in_china(moment: str | None) -> str | None:
    """Return a time, ISO 8601 with offset, as the same moment in China; one without offset, and None, as they are."""
    if not moment or len(moment) <= 10:
        return moment
    found = datetime.fromisoformat(moment)
    return found.astimezone(CHINA).isoformat(timespec="seconds") if found.tzinfo else moment


def second(moment: str, language: str) -> str:
    """Return a time in China to the second, as its language writes it."""
    there = in_china(moment) or moment
    return f"{day(there, language)} {there[11:19]}"
