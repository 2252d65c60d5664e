"""Labels of credits that no role is known for: kept as they are, and counted in the report of a crawl."""

from __future__ import annotations

from pathlib import Path

from conftest import Site, dangjian, database, story_html
from derived import all_rows

from archive.items import CrawlNote
from archive.store import Store
from archive.warc_reading import iter_records

TEXT = "党建引领基层治理，干部群众齐心协力，日子越过越好。" * 4


def signed(label: str, name: str) -> bytes:
    return story_html(f"{label}的一篇文章", TEXT, extra=f"<div class='foot'>责任编辑：魏捷 {label}：{name}</div>")


def test_labels_nobody_knows_are_counted_in_the_report(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    pages = {f"/a/{n}.html": (200, {}, signed("图文统筹人", "赵军")) for n in range(3)}
    pages["/a/3.html"] = (200, {}, signed("数据来访", "李娜、王伟"))
    pages["/a/4.html"] = (200, {}, signed("录入", "周敏"))
    links = "".join(f"<a href='{path}'>{path}</a>" for path in pages)
    with Site({"/": (200, {}, f"<title>试验网</title>{links}".encode()), **pages}) as site:
        ran = dangjian("crawl", site.url, "--archive", archive, "--delay", "0", "--json")
        again = dangjian("crawl", site.url, "--archive", archive, "--delay", "0", "--quiet", "--json", "--full")
    assert ran.code == 0, ran.err
    assert list(ran.json["crawls"][0]["unknown_labels"].items()) == [("图文统筹人", 3), ("数据来访", 1)]
    assert "Labels nobody knows yet: 图文统筹人 (3), 数据来访 (1)\n" in ran.err
    assert (again.err, again.json["crawls"][0]["unknown_labels"]) == ("", ran.json["crawls"][0]["unknown_labels"])
    stored = [
        tuple(row) for row in database(archive).execute("SELECT role, role_label FROM credits WHERE role = 'other'")
    ]
    assert sorted(set(stored)) == [("other", "图文统筹人"), ("other", "录入"), ("other", "数据来访")]
    notes = [
        record.content["unknown_labels"]
        for path in sorted((archive / "warc").glob("*.warc.gz"))
        for record in iter_records(path)
        if isinstance(record, CrawlNote) and "outcome" in record.content
    ]
    assert notes == [{"图文统筹人": 3, "数据来访": 1}] * 2
    before = all_rows(archive)
    status = dangjian("status", "--archive", archive, "--json").json["portals"]
    assert status[0]["unknown_labels"] == {"图文统筹人": 3, "数据来访": 1}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before


def test_an_archive_of_before_gets_the_column_and_is_read_without(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    archive.mkdir()
    store = Store(archive / "archive.db")
    store.crawls.save_portal("p", {"title": "试验网"})
    store.crawls.finish(store.crawls.start("k", "p", "2020-01-01T00:00:00+00:00"), {"health": "ok"})
    store.commit()
    store.db.execute("ALTER TABLE crawls DROP COLUMN unknown_labels")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_unknown_labels'")
    store.close()
    ran = dangjian("status", "--archive", archive, "--json")
    assert ran.json["portals"][0]["unknown_labels"] == {}
    store = Store(archive / "archive.db")
    assert "unknown_labels" in {row[1] for row in store.db.execute("PRAGMA table_info(crawls)")}
    store.close()
