"""Every way in which lists go on, a column for each: each is walked to its end, and none beyond it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import Site, crawl, database
from ways import EACH, Ways
from ways_asked import ASKED_FOR
from ways_drawn import DRAWN
from ways_of_systems import OF_SYSTEMS
from ways_sent import SENT
from ways_shown import SHOWN

ALL = {"sent": SENT, "asked": ASKED_FOR, "drawn": DRAWN, "shown": SHOWN, "of_systems": OF_SYSTEMS}


@pytest.mark.parametrize("ways", ALL.values(), ids=ALL.keys())
def test_every_way_is_walked(ways, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    portal = Ways(ways)
    with Site(portal.answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        asked = len(site.asked)
        found = [
            row[0].removeprefix(site.url[:-1]) for row in database(tmp_path / "a").execute("SELECT url FROM articles")
        ]
        walked = Counter(path.split("/")[1] for path in found)
        assert walked == Counter(dict.fromkeys(ways, EACH)), walked
        assert set(found) == set(portal.stories)
        per_column = Counter(path.split("/")[1] for path in site.asked)
        assert asked < 24 * len(ways), per_column
        site.asked.clear()
        assert crawl(site.url, tmp_path / "a").code == 0
    assert len(site.asked) < 8 * len(ways), Counter(path.split("/")[1] for path in site.asked)
