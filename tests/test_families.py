"""Portals never seen before, crawled by their address alone: every article, nothing else, each field right."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import Site, crawl, dangjian, database
from families import FAMILIES, Portal, Story
from families_asking import ASKING
from families_composed import COMPOSED
from families_dynamic import DYNAMIC
from families_files import FILES
from families_further import FURTHER
from families_handed import HANDED
from families_issues import ISSUES
from families_more import MORE
from families_scripted import SCRIPTED
from families_scripts import SCRIPTS

# Which printed credits a family's pages show.
EDITED = {"trs", "hanweb", "people", "query", "jeecms", "dede", "ucap", "datasource", "api", "hanweb_post"} | (
    FURTHER.keys() - {"layout"}
    | SCRIPTS.keys()
    | DYNAMIC.keys()
    | SCRIPTED.keys()
    | FILES.keys()
    | COMPOSED.keys()
    | ASKING.keys()
    | ISSUES.keys()
    | HANDED.keys()
)
ALL = FAMILIES | MORE | FURTHER | SCRIPTS | DYNAMIC | SCRIPTED | FILES | COMPOSED | ASKING | ISSUES | HANDED


def names(db: sqlite3.Connection, article: int, role: str) -> list[str]:
    rows = db.execute(
        "SELECT p.name FROM credits JOIN people p ON p.id = person WHERE article = ? AND role = ? ORDER BY position",
        [article, role],
    )
    return [row[0] for row in rows]


def wrong_fields(db: sqlite3.Connection, family: str, row: sqlite3.Row, story: Story) -> list[str]:
    """Return the fields of an article that are not as its portal prints them."""
    wrong = [
        field
        for field, want in (
            ("headline", story.title),
            ("deck", story.deck),
            ("source", story.source),
            ("body", story.body),
        )
        if (row[field] or None) != (want or None)
    ]
    printed = story.day if family in ("epaper", "layout") else f"{story.day}T{story.minute}"
    if not (row["published_at"] or "").startswith(printed):
        wrong.append("published_at")
    if family in EDITED and story.editor and names(db, row["id"], "editor")[:1] != [story.editor]:
        wrong.append("editor")
    if set(names(db, row["id"], "author")) & set(names(db, row["id"], "editor")) - {story.author}:
        wrong.append("an editor as author")
    return wrong


@pytest.mark.parametrize("family", sorted(ALL))
def test_a_portal_never_seen(family: str, tmp_path: Path) -> None:
    portal: Portal = ALL[family]()
    with Site(portal.answer) as site:
        ran = crawl(site.url, tmp_path / "a")
        assert ran.code == 0, ran.err
        asked = len(site.asked)
    db = database(tmp_path / "a")
    found = {row["url"].removeprefix(site.url[:-1]): row for row in db.execute("SELECT * FROM articles_with_text")}
    truth = {story.path: story for story in portal.stories}
    assert sorted(set(truth) - set(found)) == [], "not found"
    assert sorted(set(found) - set(truth)) == [], "taken for articles"
    wrong = {path: bad for path, story in truth.items() if (bad := wrong_fields(db, family, found[path], story))}
    assert wrong == {}
    assert asked < 60 + 6 * len(truth), "endless addresses are not followed for ever"
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    again = {
        row["url"].removeprefix(site.url[:-1]) for row in database(tmp_path / "a").execute("SELECT url FROM articles")
    }
    assert again == set(truth)
