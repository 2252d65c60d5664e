"""What is kept beside articles and credits: the ledger of changes, and how many articles credit a name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.credited import fill_credited
from archive.happened import Happening, fill_changes, newest
from archive.items import Capture
from archive.store import Store

ROLES = ("author", "editor", "contributor", "reporter")
COUNTS = ("people_roles", "people_years", "organizations_roles", "organizations_years")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "archive.db")
    for name in ("p", "q"):
        one.crawls.save_portal(name, {"title": name})
    yield one
    one.close()


def article(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return an article's JSON."""
    url = f"http://dj.example/{number}.html"
    return {
        "url": url,
        "headline": "让党旗高高飘扬",
        "body": "第一段说党建。\n第二段说抗疫。",
        "published_at": "2020-03-13",
        "credits": [{"role": "author", "role_label": "作者", "name": "张静", "organization": None}],
    } | changes


def rows(store: Store, table: str) -> list[tuple[Any, ...]]:
    return sorted(store.db.execute(f"SELECT * FROM {table}").fetchall())


class Days:
    """An article's days: each look at it is a capture of a crawl of its own."""

    def __init__(self, store: Store) -> None:
        self.store, self.day = store, 0

    def _capture(self) -> tuple[str, int, int]:
        self.day += 1
        seen_at = f"2026-01-{self.day:02}T08:00:00+00:00"
        crawl = self.store.crawls.start(f"p-{self.day}", "p", seen_at)
        place = (f"p-{self.day}.warc.gz", 0, 100)
        capture = Capture("http://dj.example/1.html", seen_at, 200, "text/html", f"sha1:{self.day}", *place)
        return seen_at, crawl, self.store.captures.save(capture, crawl, "article")

    def there(self, **changes: Any) -> str:
        seen_at, _, capture = self._capture()
        return self.store.articles.save(article(**changes), "p", seen_at, capture).outcome

    def absent(self, *, proven: bool = True) -> str:
        seen_at, crawl, capture = self._capture()
        self.store.db.execute("UPDATE captures SET page_kind = NULL, status = 404 WHERE id = ?", [capture])
        identity = self.store.articles.id_of("http://dj.example/1.html")
        assert identity is not None
        return self.store.looks.miss(identity, "404", seen_at, crawl, capture, 1 if proven else None).outcome


def test_edits_takedowns_and_returns_are_in_the_ledger(store: Store) -> None:
    days = Days(store)
    outcomes = [
        days.there(),
        days.there(body="第一段说党建。\n第二段说抗役。"),
        days.absent(),
        days.absent(proven=False),
    ]
    outcomes += [days.absent(), days.absent(), days.there(body="第一段说党建。\n第二段说抗役。")]
    outcomes += [days.absent(), days.there(source="渭阳党建"), days.absent(), days.absent(), days.there()]
    assert outcomes == [
        *("new", "changed", "suspected", "suspected", "gone", "none", "back"),
        *("suspected", "changed", "suspected", "gone", "changed"),
    ]
    found = newest(store.db)
    assert [(one.kind, one.number, one.seen_at[8:10]) for one in found] == [
        *(("return", 4, "12"), ("metadata", 4, "12"), ("takedown", 3, "11"), ("typo", 3, "09")),
        *(("return", 2, "07"), ("takedown", 2, "05"), ("typo", 2, "02")),
    ]
    before = rows(store, "changes")
    fill_changes(store.db)
    assert rows(store, "changes") == before


def test_the_ledger_is_narrowed_and_paged(store: Store) -> None:
    for number in range(1, 40):
        portal, day = "pq"[number % 2], f"2026-02-{number % 9 + 1:02}T08:00:00+00:00"
        store.articles.save(article(number), portal, "2026-01-01T00:00:00+00:00", None)
        store.articles.save(article(number, headline=f"另一个标题{number}，与原来的完全不同"), portal, day, None)
    everything = newest(store.db, limit=100)
    assert [one.seen_at for one in everything] == sorted((one.seen_at for one in everything), reverse=True)
    assert len(everything) == 39
    assert {one.portal for one in newest(store.db, portal="q", limit=100)} == {"q"}
    assert newest(store.db, kind="takedown") == []
    assert {one.seen_at[:10] for one in newest(store.db, since="2026-02-08", limit=100)} == {"2026-02-08", "2026-02-09"}
    pages: list[Happening] = []
    while page := newest(store.db, after=pages[-1] if pages else None, limit=7):
        pages += page
    assert pages == everything


@pytest.mark.parametrize("given", [{}, {"portal": "p"}, {"kind": "typo"}, {"portal": "p", "kind": "typo"}])
def test_the_newest_changes_are_read_off_an_index(store: Store, given: dict[str, Any]) -> None:
    asked: list[str] = []
    store.db.set_trace_callback(asked.append)
    newest(store.db, **given, since="2026-01-01", after=Happening(1, 2, "typo", "2026-02-01", "p"))
    store.db.set_trace_callback(None)
    plan = " ".join(row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {asked[-1]}"))
    assert "USING INDEX changes_" in plan or "USING COVERING INDEX changes_" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_credits_are_counted_as_articles_come_and_change(store: Store) -> None:
    sure = random.Random(4)
    names = ["张静", "魏岚", "贺喆", "苏念真"]
    offices = [None, "渭阳市委组织部", "陈塬区委组织部"]
    for _ in range(300):
        credits = [
            {
                "role": sure.choice(ROLES),
                "role_label": None,
                "name": sure.choice([*names, None]),
                "organization": office,
            }
            for office in sure.choices(offices, k=sure.randrange(5))
        ]
        day = sure.choice([None, "2019-12-31", "2020-03-13T10:35:00+08:00"])
        number = sure.randrange(40)
        store.articles.save(
            article(number, credits=credits, published_at=day), "pq"[number % 2], "2026-01-01T00:00:00+00:00", None
        )
    kept = {table: rows(store, table) for table in COUNTS}
    assert all(kept.values())
    fill_credited(store.db)
    assert {table: rows(store, table) for table in COUNTS} == kept


def test_a_name_twice_in_a_role_counts_once(store: Store) -> None:
    twice = [{"role": "author", "role_label": "作者", "name": "张静", "organization": None}] * 2
    store.articles.save(article(credits=twice), "p", "2026-01-01T00:00:00+00:00", None)
    assert [row[1:] for row in rows(store, "people_roles")] == [("author", 1)]
    assert [row[1:] for row in rows(store, "people_years")] == [("author", "p", "2020", 1)]
    store.articles.save(article(credits=[]), "p", "2026-01-02T00:00:00+00:00", None)
    assert rows(store, "people_roles") == rows(store, "people_years") == []


def test_an_older_archive_gets_both_from_what_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.crawls.save_portal("p", {})
    days = Days(store)
    days.there()
    days.there(headline="另一个标题")
    days.absent()
    days.absent()
    store.commit()
    kept = {table: rows(store, table) for table in (*COUNTS, "changes")}
    assert len(kept["changes"]) == 2
    for table in kept:
        store.db.execute(f"DROP TABLE {table}")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_changes_and_credited'")
    store.close()
    store = Store(tmp_path / "archive.db")
    assert {table: rows(store, table) for table in kept} == kept
    indexes = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {"changes_seen", "changes_portal_kind", "people_roles_most", "organizations_roles_most"} <= indexes
    store.close()
