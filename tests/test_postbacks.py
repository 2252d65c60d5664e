"""Lists whose pages are asked for by POST at one address: each a page of its own, stored with what was asked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

from conftest import Site, crawl, dangjian, database
from families_more import aspnet
from made_portals import make_stories
from warcio.archiveiterator import ArchiveIterator


def test_a_page_asked_for_by_post_is_none_that_get_brings(tmp_path: Path) -> None:
    archive, stories = tmp_path / "a", make_stories(13, 26, 2)
    before, after = aspnet(stories=stories[3:]), aspnet(stories=stories)
    today = before
    with Site(lambda handler: today.answer(handler)) as site:
        base, nights = site.url[:-1], []
        for portal in (before, before, after):
            today, first = portal, len(site.asked)
            ran = crawl(site.url, archive)
            assert ran.code == 0, ran.err
            nights.append(site.asked[first:])
    articles = {story.path for story in after.stories}
    assert len(articles & set(nights[0])) == 23
    assert articles & set(nights[1]) == set(), "nothing is new, and no list is taken for another page of it"
    assert nights[1].count("/NewsList.aspx?cid=1") == 1
    new = {story.path for story in after.stories} - {story.path for story in before.stories}
    assert new <= set(nights[2])
    found = {row["url"].removeprefix(base) for row in database(archive).execute("SELECT url FROM articles")}
    assert found == articles

    query = "SELECT url, method, page_kind FROM captures ORDER BY id"
    rows = [tuple(row) for row in database(archive).execute(query)]
    posted = [row for row in rows if row[1] == "POST"]
    assert posted
    assert {row[1] for row in rows} == {None, "POST"}
    asked = []
    for path in sorted((archive / "warc").glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "request" and record.http_headers.protocol == "POST":
                    asked.append(parse_qs(record.content_stream().read().decode())["__EVENTARGUMENT"][0])
    assert len(asked) == len(posted)
    assert {"2", "3"} <= set(asked), "which page it was stands in the request"

    assert dangjian("verify", "--archive", archive).code == 0
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert [tuple(row) for row in database(archive).execute(query)] == rows
