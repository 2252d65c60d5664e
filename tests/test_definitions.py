"""A portal's own file, found by Scrapy's loader as any other: in the crawl, in a rebuild and in `extract`."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Ran, Site, dangjian, database, run_python, story_html
from derived import all_rows

URL = "http://dj.example.gov.cn/yw/1.html"
TEXT = "党建引领基层治理，干部群众齐心协力，日子越过越好。" * 4

# A portal with a file of its own, found by Scrapy's loader as any other.
DEFINITION = '''
from crawler.items import Layout, Portal
from spiders.base import PortalSpider


class XxTestSpider(PortalSpider):
    """试验网."""

    name = "xx_test"
    portal = Portal(title="试验网", home="{home}")
    layouts = (
        Layout(until="2019-12-31", fields={{"headline": ".old", "deck": ".old"}}),
        Layout(match="/long", fields={{"body": ".words"}}),
        Layout(since="2020-01-01", fields={{"deck": ".under::text", "credits.editor": ".desk", "source": ".none"}}),
    )
'''
EXTRA = "<p class='under'>——记一个支部</p><div class='desk'>魏捷</div><b class='old'>旧</b>"
PAGES = {
    "/": (
        200,
        {},
        "<title>试验网</title><a href='/a/1.html'>一</a><a href='/a/2.html'>二</a><a href='/long.html'>长</a>".encode(),
    ),
    "/a/1.html": (200, {}, story_html("支部建在田间地头", TEXT, extra=EXTRA)),
    "/a/2.html": (200, {}, story_html("干部走到群众中间", TEXT, extra="<div class='desk'>责编：李娜</div>")),
    "/long.html": (
        200,
        {},
        story_html("长篇通讯分两页登", TEXT, extra="<div class='words'>甲</div><a href='/long_2.html'>2</a>").replace(
            b"</p></div>", b"</p><a href='/long_2.html'>2</a></div>", 1
        ),
    ),
    "/long_2.html": (200, {}, story_html("长篇通讯分两页登", TEXT, extra="<div class='words'>乙</div>")),
}


def with_definitions(folder: Path, *arguments: str | Path) -> Ran:
    """Run the command with the portals' files of a folder beside those of the repository."""
    code = (
        f"import spiders; spiders.__path__.append({str(folder)!r})\n"
        "from crawler.cli import main; main(prog_name='dangjian')"
    )
    return run_python("-c", code, *arguments)


def test_crawl_and_rebuild_read_with_the_same_layouts(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with Site(PAGES) as site:
        (tmp_path / "xx_test.py").write_text(DEFINITION.format(home=site.url), encoding="utf-8")
        ran = with_definitions(tmp_path, "crawl", "xx_test", "--archive", archive, "--delay", "0", "--json")
        assert ran.code == 0, ran.err
        plain = dangjian("crawl", site.url, "--archive", tmp_path / "plain", "--delay", "0")
        assert plain.code == 0, plain.err
        with_definitions(tmp_path, "rebuild", "--archive", tmp_path / "plain")
    db = database(archive)
    articles = {row["url"].rsplit("/", 1)[1]: row for row in db.execute("SELECT * FROM articles_with_text")}
    assert sorted(articles) == ["1.html", "2.html", "long.html"]
    one, two, both = articles["1.html"], articles["2.html"], articles["long.html"]
    assert (one["headline"], one["deck"], one["source"]) == ("支部建在田间地头", "——记一个支部", "试验网")
    assert (two["deck"], two["body"]) == (None, TEXT)
    assert both["body"] == "甲\n乙"
    editors = db.execute(
        "SELECT articles.url, role_label, people.name FROM credits JOIN people ON people.id = person"
        " JOIN articles ON articles.id = article WHERE role = 'editor' ORDER BY 1"
    )
    assert [(row[0][-6:], row[1], row[2]) for row in editors] == [
        ("1.html", None, "魏捷"),
        ("2.html", "责编", "李娜"),
    ]
    before = all_rows(archive)
    assert with_definitions(tmp_path, "rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before
    # Crawled by its address a portal has no definition, and so no layouts, then as later.
    assert {row["deck"] for row in database(tmp_path / "plain").execute("SELECT deck FROM articles")} == {None}


def test_a_definition_changed_later_counts_in_the_rebuild(tmp_path: Path) -> None:
    archive, file = tmp_path / "a", tmp_path / "xx_test.py"
    with Site(PAGES) as site:
        text = DEFINITION.format(home=site.url)
        file.write_text(text.replace(".under::text", ".nowhere"), encoding="utf-8")
        assert with_definitions(tmp_path, "crawl", "xx_test", "--archive", archive, "--delay", "0").code == 0
    assert not database(archive).execute("SELECT 1 FROM articles WHERE deck IS NOT NULL").fetchall()
    file.write_text(text, encoding="utf-8")
    assert with_definitions(tmp_path, "rebuild", "--archive", archive).code == 0
    assert database(archive).execute("SELECT deck FROM articles WHERE deck IS NOT NULL").fetchall()
    before = all_rows(archive)
    file.write_text(text.replace('"deck": ".under', '"dek": ".under'), encoding="utf-8")
    for arguments in (("rebuild",), ("crawl", "xx_test")):
        ran = with_definitions(tmp_path, *arguments, "--archive", archive)
        assert ran.code == 2
        assert "\n" not in ran.one_line()
        assert "XxTestSpider: layouts[2]: no field is called 'dek'; did you mean 'deck'?" in ran.one_line()
    assert all_rows(archive) == before


@pytest.mark.parametrize(
    ("text", "said"), [("class Broken(\n", "SyntaxError"), ("import nowhere_to_be_found\n", "nowhere_to_be_found")]
)
def test_a_definition_that_cannot_be_loaded(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "xx_test.py").write_text(text, encoding="utf-8")
    (tmp_path / "page.html").write_bytes(PAGES["/a/1.html"][2])
    for arguments in (
        ("crawl", "--archive", tmp_path / "a"),
        ("extract", tmp_path / "page.html", "--portal", "xx_test"),
    ):
        ran = with_definitions(tmp_path, *arguments)
        assert (ran.code, "definition cannot be used" in ran.one_line(), said in ran.one_line()) == (2, True, True)
        assert "\n" not in ran.one_line()
    assert not (tmp_path / "a").exists()


def test_extract_with_a_portal(tmp_path: Path) -> None:
    (tmp_path / "xx_test.py").write_text(DEFINITION.format(home="http://dj.example.gov.cn/"), encoding="utf-8")
    file = tmp_path / "page.html"
    file.write_bytes(PAGES["/a/1.html"][2])
    with_layout = with_definitions(tmp_path, "extract", file, "--url", URL, "--portal", "xx_test", "--explain")
    assert with_layout.code == 0, with_layout.err
    document = with_layout.json
    assert document.pop("explained")["layout"] == {
        "deck": ".under::text",
        "credits.editor": ".desk",
        "source": ".none",
    }
    plain = with_definitions(tmp_path, "extract", file, "--url", URL).json
    assert {name for name in document if document[name] != plain[name]} == {"deck", "credits", "portal"}
    assert (document["portal"], plain["portal"]) == ("xx_test", None)
    assert document["deck"] == "——记一个支部"
    unknown = with_definitions(tmp_path, "extract", file, "--portal", "xx_tset")
    assert unknown.code == 2
    assert "xx_tset" in unknown.one_line()
    assert "xx_test" in unknown.one_line()
    nothing = dangjian("extract", file, "--portal", "什么网")
    assert (nothing.code, "scrapy list" in nothing.one_line()) == (2, True)
