"""Portals never seen before that live: day by day every article, every edit, every takedown, and no false revision."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, crawl, database
from living import FAULTS, LivingPortal
from living_days import HOWS
from test_families import wrong_fields

# Five families, three encodings, faults on; more seeds with DANGJIAN_LIVING_SEEDS=20.
PORTALS = [
    ("trs", "gbk as gb2312", FAULTS | {"etag lies"}),
    ("hanweb", "utf-8", FAULTS | {"etag honest"}),
    ("vsb", "utf-8 as gb2312", FAULTS | {"etag changes"}),
    ("people", "gb18030", FAULTS | {"modified lies"}),
    ("ucap", "utf-8", FAULTS),
]
SEEDS = range(1 + int(os.environ.get("DANGJIAN_LIVING_SEEDS") or 0))
VISITS = (1, 2, 2, 3)
WALKED = ("vsb",)  # whole, in every crawl


@dataclass
class Visit:
    """What the archive holds after one crawl, and what the crawl said."""

    day: int
    ran: Ran
    articles: dict[str, dict[str, Any]]
    revisions: dict[str, list[str]]
    absent: set[str]


@dataclass
class Life:
    """A portal crawled on several days."""

    portal: LivingPortal
    family: str
    visits: list[Visit] = field(default_factory=list)


def look(portal: LivingPortal, archive: Path, *options: str) -> Visit:
    """Crawl the portal as it is today, and read what the archive holds then."""
    ran = crawl(portal.url, archive, *options)
    db = database(archive)
    try:
        base = portal.url[:-1]
        articles = {row["url"].removeprefix(base): dict(row) for row in db.execute("SELECT * FROM articles_with_text")}
        revisions: dict[str, list[str]] = {path: [] for path in articles}
        for row in db.execute(
            "SELECT url, change FROM revisions JOIN articles ON articles.id = article ORDER BY number"
        ):
            revisions[row["url"].removeprefix(base)].append(row["change"])
        absent = {
            row["url"].removeprefix(base)
            for row in db.execute("SELECT url FROM absences JOIN articles ON articles.id = article")
        }
    finally:
        db.close()
    return Visit(portal.day, ran, articles, revisions, absent)


LIVES = {f"{portal[0]}-{seed}": (*portal, seed) for seed in SEEDS for portal in PORTALS}


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[tuple[Life, Path]]]]:
    """Days 1, 2, 2 again and 3 of every portal, side by side: most of the time their servers keep one waiting."""
    with ExitStack() as servers, ThreadPoolExecutor(len(PORTALS)) as pool:

        def live_through(
            directory: Path, family: str, encoding: str, faults: frozenset[str], seed: int
        ) -> tuple[Life, Path]:
            archive = directory / "archive"
            portal = servers.enter_context(LivingPortal(family, seed, encoding, faults))
            told = Life(portal, family)
            for day in VISITS:
                portal.set_day(day)
                # Nightly crawls, and those that look at everything, find the same.
                told.visits.append(look(portal, archive, *(["--full"] if family in WALKED else [])))
            return told, archive

        # The directories are made here: pytest's factory is not for several threads.
        yield {
            name: pool.submit(live_through, tmp_path_factory.mktemp("living"), *life) for name, life in LIVES.items()
        }


@pytest.fixture(params=LIVES)
def life(request: pytest.FixtureRequest, lives: dict[str, Future[tuple[Life, Path]]]) -> tuple[Life, Path]:
    """One portal's days and its archive."""
    return lives[request.param].result()


def live(visit: Visit) -> set[str]:
    return {path for path, row in visit.articles.items() if row["status"] == "live"}


def changes(before: Visit, after: Visit) -> dict[str, list[str]]:
    """Return the revisions that articles known before have got since."""
    return {
        path: added
        for path, kinds in after.revisions.items()
        if path in before.revisions and (added := kinds[len(before.revisions[path]) :])
    }


def test_every_article_of_the_first_day_and_nothing_else(life: tuple[Life, Path]) -> None:
    told, _archive = life
    first, truth = told.visits[0], told.portal.truth(1)
    assert first.ran.code == 0, first.ran.err
    assert sorted(set(truth) - set(first.articles)) == [], "not found"
    assert sorted(set(first.articles) - set(truth)) == [], "taken for articles"
    assert {path: kinds for path, kinds in first.revisions.items() if kinds != ["first"]} == {}, "revised at once"


def test_each_field_is_right_every_day(life: tuple[Life, Path]) -> None:
    told, archive = life
    db = database(archive)
    truth = told.portal.truth(3)
    found = {
        row["url"].removeprefix(told.portal.url[:-1]): row
        for row in db.execute("SELECT * FROM articles_with_text WHERE status = 'live'")
    }
    assert {p: bad for p, s in truth.items() if (bad := wrong_fields(db, told.family, found[p], s))} == {}


def test_what_is_new_is_found(life: tuple[Life, Path]) -> None:
    told, _ = life
    one, two, again, three = told.visits
    portal = told.portal
    assert set(two.articles) - set(one.articles) == portal.new(2)
    assert set(again.articles) == set(two.articles)
    assert set(three.articles) - set(again.articles) == portal.new(3)


def test_every_edit_is_a_revision_of_its_kind_and_nothing_else_is(life: tuple[Life, Path]) -> None:
    told, _ = life
    one, two, again, three = told.visits
    assert changes(one, two) == {path: [kind] for path, kind in told.portal.edits(2).items()}
    assert changes(two, again) == {}
    assert changes(again, three) == {path: [kind] for path, kind in told.portal.edits(3).items()}


@pytest.mark.parametrize("how", HOWS)
def test_a_takedown_is_suspected_at_once_and_believed_at_the_second_look(life: tuple[Life, Path], how: str) -> None:
    told, _ = life
    _, two, again, three = told.visits
    (path,) = (path for path, gone in told.portal.takedowns(2).items() if gone.how == how)
    assert path in live(two)
    assert path in two.absent
    assert again.articles[path]["status"] == "gone"
    assert again.articles[path]["gone_at"] is not None
    assert again.articles[path]["body"], "what was published stays"
    assert (path in live(three)) == (path in told.portal.back(3))


def test_nothing_else_is_taken_for_gone(life: tuple[Life, Path]) -> None:
    told, _ = life
    _, two, again, three = told.visits
    portal = told.portal
    assert portal.blocked(2) <= live(two) & live(again)
    for visit in told.visits:
        assert visit.absent <= set(portal.takedowns(2))
        assert set(portal.truth(visit.day)) <= live(visit)
    assert three.articles.keys() - live(three) <= portal.takedowns(2).keys()


def test_an_article_that_comes_back_is_live_again_and_not_revised(life: tuple[Life, Path]) -> None:
    told, _ = life
    _, _, again, three = told.visits
    for path in told.portal.back(3):
        assert again.articles[path]["status"] == "gone"
        assert (three.articles[path]["status"], three.articles[path]["gone_at"]) == ("live", None)
        assert three.revisions[path] == ["first"]


def test_a_server_that_is_down_takes_nothing_down(tmp_path: Path) -> None:
    with LivingPortal("jeecms", 1, "gb18030") as portal:
        visits = []
        for day in (3, 4, 4, 5):
            portal.set_day(day)
            visits.append(look(portal, tmp_path / "a", "--full"))
    before, down, still_down, after = visits
    assert (before.ran.code, down.ran.code, still_down.ran.code, after.ran.code) == (0, 1, 1, 0)
    assert live(before) == live(down) == live(still_down) == live(after) == set(portal.truth(3))
    assert after.absent == set()
    assert changes(before, after) == {}


def asked(portal: LivingPortal, since: int) -> list[str]:
    """Return the addresses asked for since a place in the log, in order; robots.txt aside."""
    return [served.path for served in portal.log[since:] if served.path != "/robots.txt"]


@pytest.mark.parametrize("family", ["trs", "hanweb", "query"])
def test_a_crawl_asks_for_nothing_twice(family: str, tmp_path: Path) -> None:
    with LivingPortal(family, 2) as portal:
        look(portal, tmp_path / "a")
        twice = {path: count for path, count in Counter(asked(portal, 0)).items() if count > 1}
    assert twice == {}


@pytest.mark.parametrize("validators", ["none", "etag honest"])
def test_a_further_crawl_of_an_unchanged_portal_fetches_the_first_pages_of_lists(
    validators: str, tmp_path: Path
) -> None:
    faults = frozenset() if validators == "none" else frozenset({validators})
    with LivingPortal("trs", 2, faults=faults) as portal:
        look(portal, tmp_path / "a")
        first = len(portal.log)
        visit = look(portal, tmp_path / "a")
        again = asked(portal, first)
    assert visit.ran.code == 0
    assert max(Counter(again).values()) == 1
    # Home, sitemap, three lists, and what stands in the footer.
    assert len(again) <= 12, again
    assert not set(again) & set(portal.truth(1)), "articles just fetched are not due"


def test_a_further_crawl_asks_conditionally_and_is_not_deceived(tmp_path: Path) -> None:
    with LivingPortal("trs", 3, faults=frozenset({"etag lies"})) as portal:
        one = look(portal, tmp_path / "a")
        first = len(portal.log)
        portal.set_day(2)
        two = look(portal, tmp_path / "a")
        assert any(served.conditional for served in portal.log[first:])
    assert changes(one, two) == {path: [kind] for path, kind in portal.edits(2).items()}
    assert set(two.articles) - set(one.articles) == portal.new(2)


def test_a_picture_put_in_the_place_of_another_is_known(tmp_path: Path) -> None:
    with LivingPortal("trs", 4) as portal:
        look(portal, tmp_path / "a")
        story = next(s for s in portal.truth(1).values() if s.kind == "picture")
        portal.replace_picture(story.number)
        visit = look(portal, tmp_path / "a", "--full")
        url = (
            database(tmp_path / "a")
            .execute(
                "SELECT assets.url FROM assets JOIN articles ON articles.id = article WHERE articles.url LIKE ?",
                [f"%{story.path}"],
            )
            .fetchone()[0]
        )
    assert "-new.jpg" in url
    assert visit.revisions[story.path] in (["first"], ["first", "metadata"])
