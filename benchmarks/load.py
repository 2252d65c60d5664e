"""A big archive to measure on: real items put together to articles of about 1,500 characters, as many as wanted.

python -m benchmarks.load DIR [--articles 1000000] [--seed 1]

An article has the headline and the text of a real item of ../shared/corpus and further paragraphs of the same month.
Portals, sources, sections and people are invented, a few common and many rare. Paragraphs come back some 40 times at a
million, so common words are commoner than in a real archive. Written beside `Store`, which looks each article up first;
there are captures and no WARC files.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from archive.coverage import save_coverage
from archive.credited import fill_credited
from archive.credits import CREDITS_AN_ARTICLE
from archive.days import wanted_id
from archive.digest import article_key, content_id, text_digest
from archive.entries import Texts, texts_of
from archive.store import Store
from benchmarks.scoring import PAGES

CORPUS = PAGES.parent / "corpus" / "xwlb.ndjson.gz"
CHARACTERS = 1_500  # of a text, about
AT_ONCE = 500  # articles that are split together
SEEN_AT = "2026-07-01T00:00:00+00:00"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建国文志新春海波宁飞鹏浩宇晨欣雪梅琳慧"
# fmt: off
_PLACES = [
    "陕西", "四川", "浙江", "江苏", "山东", "广东", "河南", "湖北", "湖南", "安徽", "福建", "江西", "云南", "贵州",
    "甘肃", "青海", "吉林", "辽宁", "黑龙江", "河北",
]
_SECTIONS = [
    "要闻", "基层党建", "组织工作", "干部工作", "人才工作", "主题教育", "党史学习", "理论", "时评",
    "先锋人物", "通知公告", "媒体聚焦",
]
# fmt: on

Row = tuple[dict[str, Any], Texts]


def _items() -> list[dict[str, Any]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        return sorted(map(json.loads, lines), key=lambda item: str(item["published_at"]))


class _Maker:
    """Makes the articles of one seed; the same number gives the same article in any process."""

    def __init__(self, articles: int, seed: int) -> None:
        self.items = _items()
        self.articles, self.seed = articles, seed
        self.months: dict[str, list[str]] = {}
        for item in self.items:
            self.months.setdefault(item["published_at"][:7], []).extend(item["body"].split("\n"))
        sure = random.Random(seed)
        self.portals = [f"portal{number:02}" for number in range(20)]
        self.sources = [f"{place}{kind}" for place in _PLACES for kind in ("日报", "党建网", "组工", "广播电视台")]
        self.people = [
            "".join([sure.choice(_SURNAMES), *sure.choices(_GIVEN, k=sure.choice((1, 2, 2)))]) for _ in range(5000)
        ]
        self.bodies = [f"{place}省委组织部" for place in _PLACES]

    def _common(self, sure: random.Random, values: Sequence[str]) -> str:
        """Return one of the values, the n-th about 1/n as often as the first."""
        weights = _zipf(len(values))
        return values[bisect(weights, sure.random() * weights[-1])]

    def article(self, number: int) -> dict[str, Any]:
        """Return the article JSON of a number; the numbers are in the order of the days."""
        sure = random.Random(f"{self.seed}/{number}")
        item = self.items[number * len(self.items) // self.articles]
        paragraphs = item["body"].split("\n")
        while sum(map(len, paragraphs)) < CHARACTERS:
            paragraphs.append(sure.choice(self.months[item["published_at"][:7]]))
        portal, source = self._common(sure, self.portals), self._common(sure, self.sources)
        minute = f"{sure.randrange(6, 23):02}:{sure.randrange(60):02}"
        credits: list[dict[str, str | None]] = [
            {"role": "author", "role_label": "作者", "name": self._common(sure, self.people)}
        ]
        credits.append({"role": "editor", "role_label": "责任编辑", "name": self._common(sure, self.people[::7])})
        if sure.random() < 0.3:
            office = self._common(sure, self.bodies)
            credits.append({"role": "contributor", "role_label": "供稿", "name": None, "organization": office})
        return {
            "url": f"http://{portal}.example/{item['published_at'][:7].replace('-', '')}/t{number}.html",
            "portal": portal,
            "headline": item["headline"],
            "source": source,
            "published_at": f"{item['published_at'][:10]}T{minute}:00+08:00",
            "credits": credits,
            "breadcrumb": ["首页", self._common(sure, _SECTIONS)],
            "body": "\n".join(paragraphs),
        }


def _zipf(count: int, known: dict[int, list[float]] = {}) -> list[float]:  # noqa: B006
    if count not in known:
        known[count] = list(accumulate(1 / place for place in range(1, count + 1)))
    return known[count]


_maker: _Maker


def _begin(articles: int, seed: int) -> None:
    global _maker
    _maker = _Maker(articles, seed)


def _make(first: int) -> list[Row]:
    made = [_maker.article(number) for number in range(first, min(first + AT_ONCE, _maker.articles))]
    # FTS5 writes out what it holds whenever an id is lower than the last.
    made.sort(key=lambda article: wanted_id(article["published_at"], content_id(article_key(article["url"]))))
    return [(article, texts_of(article)) for article in made]


def _rows(articles: int, seed: int) -> Iterator[Row]:
    with ProcessPoolExecutor(1, initializer=_begin, initargs=(articles, seed)) as pool:
        waiting = []
        for first in range(0, articles, AT_ONCE):
            waiting.append(pool.submit(_make, first))
            # A few bundles ahead, and no more in memory.
            while len(waiting) > 6:
                yield from waiting.pop(0).result()
        for bundle in waiting:
            yield from bundle.result()


class _Writer:
    """Writes articles in the order of their ids, which is what the index likes best."""

    def __init__(self, store: Store) -> None:
        self.store, self.db = store, store.db
        self.taken = 0
        self.capture = 0
        self.known: set[str] = set()

    def _name(self, table: str, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self.known:
            self.known.add(name)
            self.db.execute(f"INSERT OR IGNORE INTO {table} (id, name) VALUES (?, ?)", [content_id(name), name])
        return content_id(name)

    def write(self, article: dict[str, Any], texts: Texts) -> None:
        """Write all rows of an article as it is first seen."""
        db, body, portal, key = self.db, article["body"], article["portal"], article_key(article["url"])
        identity = wanted_id(article["published_at"], content_id(key))
        while db.execute("SELECT 1 FROM articles WHERE id = ?", [identity]).fetchone():
            identity += 1
        section, characters = article["breadcrumb"][-1], len(body.replace("\n", ""))
        self.capture += 1
        if portal not in self.known:
            self.known.add(portal)
            self.store.crawls.save_portal(portal, {"title": f"{portal} 党建网", "home": f"http://{portal}.example/"})
        db.execute(
            "INSERT INTO captures (id, url, fetched_at, status, mime, payload_digest, warc_file, warc_offset,"
            " warc_length, page_kind, article) VALUES (?, ?, ?, 200, 'text/html', ?, ?, ?, 4000, 'article', ?)",
            [self.capture, article["url"], SEEN_AT, f"sha1:{key}", f"{portal}.warc.gz", self.capture * 4000, identity],
        )
        db.execute(
            "INSERT INTO articles (id, key, portal, url, headline, lead, source, published_at, published_date, section,"
            " char_count, first_seen_at, last_seen_at, capture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(identity, key, portal, article["url"], article["headline"], body.replace("\n", " ")[:80]),
                *(article["source"], article["published_at"], article["published_at"][:10], section, characters),
                *(SEEN_AT, SEEN_AT, self.capture),
            ],
        )
        db.execute("INSERT INTO texts (article, body) VALUES (?, ?)", [identity, body])
        db.execute(
            "INSERT INTO revisions (id, article, number, seen_at, change, headline, body, source, published_at,"
            " text_digest, capture) VALUES (?, ?, 1, ?, 'first', ?, ?, ?, ?, ?, ?)",
            [
                *(self.capture, identity, SEEN_AT, article["headline"], body, article["source"]),
                *(article["published_at"], text_digest(None, article["headline"], None, body), self.capture),
            ],
        )
        for position, credit in enumerate(article["credits"]):
            person = self._name("people", credit.get("name"))
            office = self._name("organizations", credit.get("organization"))
            db.execute(
                "INSERT INTO credits (id, article, role, role_label, person, organization, position)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    *(identity * CREDITS_AN_ARTICLE + position, identity, credit["role"], credit["role_label"]),
                    *(person, office, position),
                ],
            )
        db.execute("INSERT INTO article_sections (article, section, depth) VALUES (?, ?, 0)", [identity, section])
        self.store.index.add(identity, texts)


def load(directory: Path, articles: int, seed: int) -> None:
    """Make an archive of so many articles in an empty directory."""
    (directory / "warc").mkdir(parents=True, exist_ok=True)
    (directory / "exports").mkdir(exist_ok=True)
    store = Store(directory / "archive.db")
    store.load_fast()
    writer = _Writer(store)
    began = time.monotonic()
    store.begin()
    for number, (article, texts) in enumerate(_rows(articles, seed), 1):
        writer.write(article, texts)
        if number % 10_000 == 0:
            store.commit()
            store.begin()
            print(f"{number:,} articles, {number / (time.monotonic() - began):.0f} a second", file=sys.stderr)
    _finish(store.db, date(2026, 7, 1))
    store.loaded()
    _live_on(store)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    print(f"{articles:,} articles in {time.monotonic() - began:.0f} s, index merged", file=sys.stderr)


def _finish(db: sqlite3.Connection, today: date) -> None:
    """Write what follows from the articles: days, names, coverage, crawls."""
    db.execute(
        "INSERT INTO article_days SELECT portal, coalesce(published_date, ''), count(*), sum(char_count)"
        " FROM articles GROUP BY 1, 2"
    )
    fill_credited(db)
    for (portal,) in db.execute("SELECT name FROM portals").fetchall():
        save_coverage(db, portal)
        for back in range(30):
            day = (today - timedelta(days=back)).isoformat()
            db.execute(
                "INSERT INTO crawls (key, portal, started_at, finished_at, outcome, pages, health)"
                " VALUES (?, ?, ?, ?, 'finished', 40, 'ok')",
                [f"{portal}-{day}", portal, f"{day}T02:00:00+00:00", f"{day}T02:10:00+00:00"],
            )


def _live_on(store: Store) -> None:
    """Have one article in 200 edited and one in 1,000 taken down, on the days after they were loaded."""
    numbers = store.db.execute("SELECT capture FROM articles WHERE capture % 200 = 0 ORDER BY capture").fetchall()
    for place, (number,) in enumerate(numbers):
        row = store.db.execute(
            "SELECT a.id, a.url, a.portal, a.headline, t.body, a.source, a.published_at, a.section FROM articles a"
            " JOIN texts t ON t.article = a.id WHERE a.capture = ?",
            [number],
        ).fetchone()
        seen_at = f"2026-07-{2 + place * 28 // len(numbers):02}T03:{place % 60:02}:00+00:00"
        body = row[4].replace("工作", "任务", 1) if place % 3 else f"{row[4]}\n本网将继续关注后续进展。"
        article = {"url": row[1], "headline": row[3], "source": row[5], "published_at": row[6], "credits": []}
        store.articles.save({**article, "body": body, "breadcrumb": [row[7]]}, row[2], seen_at, None)
        if number % 1000 == 0:
            for look in ("04", "05"):
                crawl = store.crawls.start(f"{row[2]}-{seen_at}-{look}", row[2], seen_at)
                store.looks.miss(row[0], "404", seen_at.replace("T03", f"T{look}"), crawl, None, number)
        if place % 100 == 0:
            store.commit()
    store.commit()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not CORPUS.is_file():
        sys.exit(f"no corpus at {CORPUS}: nothing to make articles from")
    if (options.directory / "archive.db").exists():
        sys.exit(f"{options.directory}: an archive is there already; name an empty directory")
    load(options.directory, options.articles, options.seed)


if __name__ == "__main__":
    main()
