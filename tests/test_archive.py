"""The archive: schema, rows, revisions, takedowns."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from stored import URL, article, found

from archive.changes import kind_of_change
from archive.digest import article_key
from archive.emptied import is_emptied, is_hollow
from archive.items import Capture, utc_now
from archive.migrations import SCHEMA
from archive.projection import absence
from archive.store import Store
from crawler.items import Page
from crawler.reading import read


def test_an_empty_database_is_the_documented_schema(store: Store) -> None:
    documented = sqlite3.connect(":memory:")
    documented.executescript(SCHEMA.read_text(encoding="utf-8"))
    # Comments aside, and without what SQLite and sqlite-utils keep for themselves.
    query = "SELECT name, type FROM sqlite_master WHERE name NOT LIKE '%sqlite%' ORDER BY 1"
    assert store.db.execute(query).fetchall() == documented.execute(query).fetchall()
    for (table,) in documented.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
        columns = f"SELECT name, type, pk FROM pragma_table_info('{table}')"
        assert store.db.execute(columns).fetchall() == documented.execute(columns).fetchall(), table


def test_wal_and_no_broken_references(store: Store) -> None:
    store.articles.save(
        article(images=[{"url": "http://dj.example/1.png"}], breadcrumb=["首页", "要闻"]), "p", utc_now(), None
    )
    store.commit()
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_article_and_all_its_rows(store: Store) -> None:
    saved = store.articles.save(
        article(breadcrumb=["首页", "专题专栏", "抗疫", "正文"], deck="——综述"), "p", "2026-01-01T00:00:00+00:00", None
    )
    assert saved.outcome == "new"
    row = store.db.execute(
        "SELECT key, section, lead, char_count, published_date, status, revision_count FROM articles"
    ).fetchone()
    assert row == (article_key(URL), "抗疫", "第一段说党建。 第二段说抗疫。", 14, "2020-03-13", "live", 1)
    assert store.db.execute("SELECT section, depth FROM article_sections").fetchall() == [("专题专栏", 0), ("抗疫", 1)]
    assert store.db.execute("SELECT name FROM people").fetchall() == [("张静",)]
    assert store.db.execute("SELECT body FROM articles_with_text").fetchone()[0] == article()["body"]


def test_the_same_again_is_no_revision(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    assert store.articles.save(article(), "p", "2026-01-02T00:00:00+00:00", None).outcome == "same"
    assert store.db.execute("SELECT first_seen_at, last_seen_at, revision_count FROM articles").fetchone() == (
        "2026-01-01T00:00:00+00:00",
        "2026-01-02T00:00:00+00:00",
        1,
    )


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"body": "第一段说党建。\n第二段说抗役。"}, "typo"),
        ({"body": "完全不同的一段文字，说的是另外一件事情。"}, "rewrite"),
        ({"credits": [{"role": "editor", "role_label": "责编", "name": "魏岚", "organization": None}]}, "metadata"),
        ({"source": "渭阳党建"}, "metadata"),
    ],
)
def test_a_change_is_a_revision_of_its_kind(store: Store, changes: dict[str, Any], kind: str) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    assert store.articles.save(article(**changes), "p", "2026-01-02T00:00:00+00:00", None).outcome == "changed"
    assert store.db.execute("SELECT number, change FROM revisions ORDER BY number").fetchall() == [
        (1, "first"),
        (2, kind),
    ]


def test_an_article_of_others_cannot_say_what_is_indexed(store: Store) -> None:
    store.articles.save(article(index_texts=["鬼影", "鬼影", "鬼影"]), "p", "2026-01-01T00:00:00+00:00", None)
    assert found(store, "鬼影") == []
    assert found(store, "党建") == [URL]


def test_kinds_of_change() -> None:
    text = "全省选派驻村工作队员1.8万名，" * 8
    assert kind_of_change(text, text.replace("派驻", "派住", 1)) == "typo"
    assert kind_of_change(text, text.replace("1.8", "1.9", 1)) == "correction"
    assert kind_of_change(text, text.replace("1.8万名", "两万一千多名同志", 2)) == "correction"
    assert kind_of_change("甲" * 9000, "乙" * 9000) == "rewrite"


@pytest.mark.parametrize("committed", [True, False])
def test_the_old_text_leaves_the_index(store: Store, committed: bool) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    if committed:
        store.commit()
    store.articles.save(article(headline="新题", body="只说扶贫。", credits=[]), "p", "2026-01-02T00:00:00+00:00", None)
    assert found(store, "扶贫") == [URL]
    for word in ("党建", "抗疫", "党旗", "张静"):
        assert found(store, word) == [], word


def look(store: Store, day: int, crawl: int, what: str = "404", alive: int | None = 7) -> str:
    """Look for the article on a day, in vain; `alive` is another page's capture."""
    identity = store.articles.id_of(URL)
    assert identity is not None
    return store.looks.miss(identity, what, f"2026-01-{day:02}T00:00:00+00:00", crawl, None, alive).outcome


def test_a_takedown_takes_two_crawls(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    first, second = (store.crawls.start(key, "p", utc_now()) for key in ("c1", "c2"))
    assert look(store, 2, first) == "suspected"
    assert look(store, 2, first) == "suspected"
    assert store.db.execute("SELECT status FROM articles").fetchone()[0] == "live"
    assert look(store, 3, second, "soft 404") == "gone"
    assert store.db.execute("SELECT status, gone_at FROM articles").fetchone() == ("gone", "2026-01-03T00:00:00+00:00")
    assert store.articles.save(article(), "p", "2026-01-04T00:00:00+00:00", None).outcome == "back"
    assert store.db.execute("SELECT status, gone_at FROM articles").fetchone() == ("live", None)


def test_a_look_at_a_dead_host_proves_nothing(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    crawls = [store.crawls.start(key, "p", utc_now()) for key in ("c1", "c2", "c3", "c4")]
    assert [look(store, day, crawls[day], alive=None) for day in (2, 3)] == ["suspected", "suspected"]
    assert look(store, 4, crawls[0]) == "suspected"
    assert look(store, 5, crawls[1]) == "gone"


def test_seen_in_between_clears_the_suspicion(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    first, second = (store.crawls.start(key, "p", utc_now()) for key in ("c1", "c2"))
    look(store, 2, first)
    store.articles.save(article(), "p", "2026-01-03T00:00:00+00:00", None)
    assert look(store, 4, second) == "suspected"


def test_ids_depend_on_content_not_on_the_order(tmp_path: Path) -> None:
    many = [article(url=f"http://dj.example/{n}.html", published_at=f"2020-03-{n % 28 + 1:02}") for n in range(40)]
    tables = []
    for name, order in (("a", many), ("b", many[::-1])):
        one = Store(tmp_path / f"{name}.db")
        one.crawls.save_portal("p", {})
        for each in order:
            one.articles.save(each, "p", "2026-01-01T00:00:00+00:00", None)
        tables.append(one.db.execute("SELECT id, key FROM articles ORDER BY 1").fetchall())
        days = [row[0] for row in one.db.execute("SELECT published_date FROM articles ORDER BY id")]
        assert days == sorted(days)
        one.close()
    assert tables[0] == tables[1]


@pytest.mark.parametrize(
    ("status", "location", "state", "what"),
    [
        (404, None, None, "404"),
        (410, None, None, "410"),
        (200, None, "missing", "soft 404"),
        (200, None, "blocked", None),
        (200, None, None, None),
        (302, "/", None, "redirect"),
        (302, "/error/404.html", None, "redirect"),
        (302, "/errors/", None, "redirect"),
        (301, "/yw/412.html", None, None),
        (301, "https://dj.example/yw/1.html", None, None),
        (403, None, None, None),
        (503, None, None, None),
    ],
)
def test_what_counts_as_absent(status: int, location: str | None, state: str | None, what: str | None) -> None:
    assert absence(Capture(URL, utc_now(), status, "text/html", "", "w", 0, 0, location=location), state) == what


def test_what_a_template_prints_around_a_text_that_is_gone_is_no_revision() -> None:
    old, short = "甲地的党员把会开到了田埂上，" * 8 + "人人发言。", "会开到了田埂上，人人发言。"
    shell = {"headline": "会开到了田埂上", "body": "微博微信\n本月排行\n甲地机关　在线 59 人"}
    assert is_hollow(shell, "会开到了田埂上", old)
    assert is_hollow(shell, "会开到了田埂上", short)
    foot = (
        "未经许可禁止镜像　违法和不良信息举报：0000-12342\n本站简介　网站地图　值班表　党政邮箱　软件下载　民意征集" * 2
    )
    assert is_hollow({**shell, "body": foot}, "会开到了田埂上", old)
    assert is_hollow({**shell, "body": f"用户名: 匿名? 发表评论\n{foot}"}, "会开到了田埂上", old)
    teaser = "这个县把会开到了田埂上。村里的路灯亮了，人心也亮了。…【详细】"
    assert is_hollow({**shell, "body": f"{teaser}\n{foot}"}, "会开到了田埂上", old)
    assert not is_hollow({**shell, "body": f"{foot}\n改到哪天？"}, "会开到了田埂上", old)
    assert not is_hollow({**shell, "body": f"{foot}。"}, "会开到了田埂上", old)
    assert not is_hollow({**shell, "body": "会议改期到下月举行，另行通知。"}, "会开到了田埂上", short)
    assert not is_hollow({**shell, "headline": "换了题目"}, "会开到了田埂上", old)


def test_a_summary_that_is_left_of_a_text_is_no_text() -> None:
    old = "甲地的党员把会开到了田埂上，人人发言。\n" + "会后他们一同下地，" * 6 + "天黑才散。"
    left = {"headline": "会开到了田埂上", "body": "摘要：甲地的党员把会开到了田埂上，人人...\n热词搜索：党建"}
    assert is_hollow(left, "会开到了田埂上", old)
    assert is_hollow({**left, "body": old[:30].replace("\n", "") + "…"}, "会开到了田埂上", old)
    # What was no longer, or goes on, is the text.
    assert not is_hollow(
        {**left, "body": "甲地的党员把会开到了田埂上……"}, "会开到了田埂上", "甲地的党员把会开到了田埂上……"
    )
    assert not is_hollow({**left, "body": old[:30]}, "会开到了田埂上", old)
    assert not is_hollow({**left, "body": f"{left['body']}\n{old[19:60]}"}, "会开到了田埂上", old)


@pytest.mark.parametrize(
    ("left", "emptied"),
    [
        ("{}", True),
        ("{}<p>本站系统工程专栏：村里的数据库建起来了</p>", True),
        ("{}<div>系统繁忙，请稍后再试！</div>", False),
        ("{}<p>Table 'dj.news' doesn't exist</p>", False),
        ("数据库连接失败，请稍后再试", False),
        ("Can't connect to MySQL server on '10.0.0.7' (111)", False),
        ("{}<p>错误 '80004005' SQL Server 不存在或拒绝访问。</p>", False),
        ("{}<pre>java.lang.NullPointerException</pre>", False),
    ],
)
def test_a_program_that_fails_says_nothing_of_an_article(left: str, emptied: bool) -> None:
    menu = "".join(f"<a href='/c{n}/'>第{n}栏目</a>" for n in range(12))
    shell = f"<html><head><title>云溪党建网</title></head><body>{menu}<h3>云溪党建网</h3>"
    page = read(Page(URL, left.replace("{}", shell, 1).encode(), headers={"content-type": "text/html;charset=utf-8"}))
    told = "甲地的党员把会开到了田埂上，" * 8 + "人人发言。"
    assert page.article.page_kind != "article"
    assert page.state == "blocked" or is_emptied(page.as_json(), "会开到了田埂上", told) is emptied
