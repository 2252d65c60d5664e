"""An error in what finds a page's lists, or where it leads: the page's article is kept, and the error is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site, database, story_html
from hostile import crawl_with

# A portal's own file with a publishing system that stumbles over its stories, or a spider that does.
SPIDER = """
import os
from collections.abc import Iterator

from crawler.items import Portal
from spiders.base import PortalSpider
from spiders.cms import FAMILIES, files
from spiders.cms.family import Family, Lead


class Stumbling(Family):
    name = "stumbling"

    def more(self, parsed) -> Iterator[Lead]:
        if "/yw/" in parsed.url:
            raise IndexError("no such bracket")
        yield from ()


class Ordinary(PortalSpider):
    name = "ordinary"
    portal = Portal(title="秦川党建网", home=os.environ["HOME_PAGE"])
    families = (Stumbling(), *FAMILIES)


class InFiles(Family):
    name = "in files"

    def more(self, parsed) -> Iterator[Lead]:
        if parsed.loaded:
            raise IndexError("no such bracket")
        yield from ()


files._IN_FILES = (InFiles(), *files._IN_FILES)


class Lost(PortalSpider):
    name = "lost"
    portal = Portal(title="秦川党建网", home=os.environ["HOME_PAGE"])

    def _left_behind(self, response):
        if "/yw/" in response.url:
            raise IndexError("no such bracket")
        return super()._left_behind(response)
"""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ordinary", "kept, but not all that it leads to was found: stumbling: IndexError('no such bracket')"),
        ("lost", "where it leads is not known: IndexError: no such bracket"),
    ],
)
def test_an_article_is_kept_whatever_goes_wrong_beside_it(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "invented.py").write_text(SPIDER)
    paths = [f"/yw/{number}.html" for number in range(1, 4)]
    home = "".join(f"<li><a href='{path}'>支部会开到第{n}条田埂上来了</a>" for n, path in enumerate(paths))
    pages = {"/": (200, {}, f"<title>秦川党建网</title>{home}".encode())}
    # Without a day, lest nobody look for lists on them.
    pages |= {
        path: (200, {}, story_html(f"支部会开到第{n}条田埂上来了", "党员来了。" * 30, date=""))
        for n, path in enumerate(paths)
    }
    archive = tmp_path / "a"
    with Site(pages) as site:
        again = {"path": (str(tmp_path),), "env": {"HOME_PAGE": site.url}, "SPIDER_MODULES": ["spiders", "invented"]}
        (first,) = crawl_with(archive, name, **again).reports
        (second,) = crawl_with(archive, name, **again).reports
    db = database(archive)
    assert [row[0] for row in db.execute("SELECT headline FROM articles ORDER BY url")] == [
        f"支部会开到第{n}条田埂上来了" for n in range(3)
    ]
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 3
    assert (first["articles_new"], first["errors"], second["articles_changed"]) == (3, 3, 0)
    assert {failure["why"] for failure in first["failures"]} == {why}


def test_a_list_that_waits_for_its_scripts_leads_on_whatever_goes_wrong_with_them(tmp_path: Path) -> None:
    (tmp_path / "invented.py").write_text(SPIDER)
    loads = "<script src='/js/page.js'></script>"
    home = f"<title>秦川党建网</title><a href='/jc/'>基层</a>{loads}".encode()
    column = f"<title>基层</title><li><a href='/1.html'>支部会开到田埂上来了</a>{loads}".encode()
    script = b"$.get('/api/list', {channel: 7, page: page}, show)"
    story = story_html("支部会开到田埂上来了", "党员来了。" * 30)
    pages = {path: (200, {}, body) for path, body in (("/", home), ("/jc/", column), ("/1.html", story))}
    pages["/js/page.js"] = (200, {"Content-Type": "application/javascript"}, script)
    with Site(pages) as site:
        (report,) = crawl_with(
            *(tmp_path / "a", "ordinary"),
            path=(str(tmp_path),),
            env={"HOME_PAGE": site.url},
            SPIDER_MODULES=["spiders", "invented"],
        ).reports
    assert report["articles_new"] == 1
    why = "kept, but not all that it leads to was found: files of scripts: IndexError('no such bracket')"
    assert sorted(one["url"].removeprefix(site.url) for one in report["failures"] if one["why"] == why) == ["", "jc/"]
