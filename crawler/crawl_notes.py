"""What WARC files say of the crawl that wrote them, and the layouts that it was read with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.items import PORTAL_PROFILE, CrawlNote
from archive.warc_reading import iter_records
from crawler.items import Layout

_OURS = re.compile(r"^(?P<name>.+)-(?P<stamp>\d{8}T\d{12}Z)-\d{5}\.warc\.gz$")


def first_note(path: Path) -> dict[str, Any]:
    """Return what a WARC file says of its crawl at its beginning, and where that is damaged, what its name says.

    A file of others says nothing.
    """
    for record in iter_records(path, with_bodies=False):
        if isinstance(record, CrawlNote) and record.profile == PORTAL_PROFILE:
            return dict(record.content)
        break
    match = _OURS.match(path.name)
    if match is None:
        return {}
    started = datetime.strptime(match["stamp"], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
    return {
        "name": match["name"],
        "key": f"{match['name']}-{match['stamp']}",
        "started_at": started.isoformat(timespec="microseconds"),
    }


def name_of(note: Mapping[str, Any], files: Sequence[Path]) -> str:
    """Return the name of a crawl's portal; without a note, from the names of its files."""
    return note.get("name") or files[0].name.partition("-2")[0]


def layouts_by_name() -> dict[str, tuple[Layout, ...]]:
    """Return the layouts of the portals that have a definition. Raises Wrong for a definition that cannot be used."""
    # Brings Scrapy along, which nothing else here needs.
    from crawler.definitions import definitions

    return {name: definition.layouts for name, definition in definitions().items()}


def layouts_of(note: Mapping[str, Any], name: str, layouts: Mapping[str, tuple[Layout, ...]]) -> tuple[Layout, ...]:
    """Return the layouts a crawl was read with; what was imported was read without any."""
    return () if note.get("imported") else layouts.get(name, ())
