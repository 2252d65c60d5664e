"""Databases of earlier versions become what this one makes."""

from __future__ import annotations

from pathlib import Path

from archive.store import Store


def test_columns_of_breadcrumbs_are_kept_and_sqlite_finds_nothing_wrong_with_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.db.execute("DROP TABLE article_sections")
    store.db.execute(
        "CREATE TABLE article_sections (article INTEGER NOT NULL REFERENCES articles(id), section TEXT NOT NULL,"
        " depth INTEGER NOT NULL, PRIMARY KEY (article, depth)) WITHOUT ROWID"
    )
    store.db.execute("CREATE INDEX article_sections_section ON article_sections(section)")
    store.db.execute("INSERT INTO article_sections VALUES (7, '专题专栏', 0), (7, '抗疫', 1)")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm012_sections_by_key'")
    store.close()
    store = Store(tmp_path / "archive.db")
    assert store.db.execute("SELECT depth, section FROM article_sections").fetchall() == [(0, "专题专栏"), (1, "抗疫")]
    assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    indexes = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert "article_sections_section" in indexes
    store.close()
