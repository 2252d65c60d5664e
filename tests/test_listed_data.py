"""Days of stories that print none, in lists that come as data: told by form and name, and the same after a rebuild."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database
from derived import DERIVED, age, rows
from families_asking import asking
from families_composed import slugs
from families_handed import loading_on
from families_more import api
from made_portals import Portal, Story, make_stories
from test_listed import undated
from work import work_of

from crawler.extraction.listed import days_listed
from crawler.extraction.row_days import day_of
from crawler.extraction.tree import parse
from crawler.items import Asked, Form, Page

TITLE = "支部会开到田埂上来了"
HOST = "http://dj.example"


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ({"publishTime": "1714694400000"}, "2024-05-03"),
        ({"dateline": "1714694400"}, "2024-05-03"),
        ({"PubDate": "/Date(1714694400000+0800)/"}, "2024-05-03"),
        ({"time": "2024-05-03T08:00:00+08:00"}, "2024-05-03"),
        ({"time": "2024-05-02T20:00:00.000+0000"}, "2024-05-03"),
        ({"addtime": "20240503"}, "2024-05-03"),
        ({"addtime": "20240503080000"}, "2024-05-03"),
        ({"rq": "2024年5月3日"}, "2024-05-03"),
        ({"d": "[2024-5-3 08:00]"}, "2024-05-03"),
        ({"pubDate": "Thu, 02 May 2024 20:00:00 GMT"}, "2024-05-03"),
        ({"updateTime": "2024-06-01", "publishTime": "2024-05-03 08:00:00"}, "2024-05-03"),
        ({"docreltime": "2024/05/03", "crtime": "2024/05/01", "opertime": "2024/05/09"}, "2024-05-03"),
        ({"createTime": "2024-05-01", "date": "2024-05-03", "expireDate": "2025-05-03"}, "2024-05-03"),
        ({"gmtCreate": "2024-05-03", "gmtModified": "2024-05-04"}, "2024-05-03"),
        ({"sendTime": "2024-05-03", "calendar": "7"}, "2024-05-03"),
        ({"updateTime": "2024-05-03"}, None),
        ({"endtime": "2024-05-03", "start_date": "2024-05-01", "截止日期": "2024-05-09"}, None),
        ({"date": "2024-05-03", "time": "2024-05-04"}, None),
        ({"id": "20240503", "mobile": "1714694400"}, None),
        ({"date": "2024-05-03 至 2024-05-09"}, None),
        ({"date": "05-03", "time": "0", "year": "2024"}, None),
    ],
)
def test_the_day_of_a_row_of_data(row: dict[str, str], day: str | None) -> None:
    assert day_of(row) == day


def listed(body: object, mime: str = "application/json", asked: Asked | None = None) -> dict[str, str]:
    written = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    found = days_listed(parse(Page(f"{HOST}/api/list", written.encode(), headers={"content-type": mime})), asked)
    return {url.removeprefix(HOST): day for url, day in found.items()}


ROW = f'<li><a href="/1.html">{TITLE}</a><span>2024-05-03</span></li>'
STORE = f"<datastore><recordset><record><![CDATA[{ROW}]]></record></recordset></datastore>"
ITEM = f"<item><title><![CDATA[{TITLE}]]></title><link>{HOST}/1.html</link><pubDate>Fri, 03 May 2024 08:00:00 +0800"
HELD = json.dumps([{"title": TITLE, "url": "/1.html", "date": "2024-05-03"}], ensure_ascii=False).replace('"', "&quot;")
OBJECT = f"{{title: '{TITLE}', img: {{src: '/a.jpg'}}, url: '\\/1.html', day: '2024-05-03'}}"


@pytest.mark.parametrize(
    ("body", "mime"),
    [
        ({"data": {"list": [{"title": TITLE, "url": "/1.html", "time": 1714694400000}]}}, "application/json"),
        ({"rows": [{"t": TITLE, "u": f"{HOST}/1.html", "d": [2024, 5, 3, 8, 0]}]}, "application/json"),
        ([{"name": TITLE, "path": "/1.html", "rq": {"time": 1714694400000, "timezoneOffset": -480}}], "text/plain"),
        (f'show([{{"title": "{TITLE}", "link": "//dj.example/1.html", "date": "20240503"}}]);', "text/javascript"),
        ({"html": ROW}, "application/json"),
        (f"var total = 1, list = [{OBJECT}];", "application/javascript"),
        (
            f"document.write('<li><a href=\"/1.html\">{TITLE}</a>');\ndocument.write('2024-05-03</li>');",
            "text/javascript",
        ),
        (STORE, "text/xml"),
        (f"<?xml version='1.0' encoding='gb2312'?><rss><channel>{ITEM}</pubDate></item></channel></rss>", "text/xml"),
        (f"<?xml version='1.0'?><l><d title='{TITLE}' url='/1.html' date='2024-05-03'/></l>", "text/xml"),
        (f"<html><body><p>要闻</p><script type='text/xml'>{STORE}</script></body></html>", "text/html"),
        (f"<html><body><script>var items = [{OBJECT}]; show(items)</script></body></html>", "text/html"),
        (f"<html><body><ul data-rows='{HELD}'></ul></body></html>", "text/html"),
    ],
)
def test_the_day_of_a_story_in_data(body: object, mime: str) -> None:
    assert listed(body, mime) == {"/1.html": "2024-05-03"}


@pytest.mark.parametrize(
    "body",
    [
        [{"title": TITLE, "url": "http://other.example/1.html", "time": "2024-05-03"}],
        [{"title": TITLE, "url": "/1.html", "time": "2024-02-31"}],
        [{"title": TITLE, "url": "/1.html", "updated": "2024-05-03"}],
        [{"code": "a7", "url": "/1.html", "time": "2024-05-03"}],
        [{"title": TITLE, "img": "/1.jpg", "time": "2024-05-03"}],
        {"html": f"<div>今天是2024年5月3日 <a href='/1.html'>{TITLE}</a></div>"},
        '{"title": "broken',
    ],
)
def test_no_day_in_data(body: object) -> None:
    assert listed(body) == {}


def test_rows_lead_where_the_page_makes_links_of_them() -> None:
    rows = [{"id": 7, "title": TITLE, "time": "2024-05-03"}, {"id": 8, "title": TITLE, "updateTime": "2024-05-04"}]
    asked = Asked(f"{HOST}/yw/index.html", (Form(f"{HOST}/d/{{id}}.html"), Form(f"{HOST}/#/d/{{id}}")))
    assert Asked.written(asked.to_text()) == asked
    assert listed(rows, asked=asked) == {"/d/7.html": "2024-05-03"}
    assert listed(rows) == {}
    assert "/yw/1.html" in listed([{"title": TITLE, "url": "1.html", "time": "2024-05-03"}], asked=asked)
    for said in ("{", "[]", '{"rows": [["a", 1, 2, 3, 4, 5, 6]]}', '{"rows": [[1]]}', '{"by": 3}'):
        assert Asked.written(said) == Asked(), "what a file of others says"


@pytest.mark.parametrize("piece", [OBJECT + ",", "{'", '"', "{", "<a '", ROW, "<![CDATA["])
@pytest.mark.parametrize("frame", ["<html><script>var l = [%s]; d = '2024-05-03<a '</script>", "l = [%s]", "<rss>%s"])
def test_the_work_grows_with_the_data(piece: str, frame: str) -> None:
    once, twice = (work_of(partial(listed, frame % (piece * count), "text/html")) for count in (400, 800))
    assert twice < 2.5 * once + 100


def without_times(make: Callable[..., Portal]) -> tuple[Portal, Callable[[BaseHTTPRequestHandler], Reply]]:
    """Return a portal whose stories print no time."""
    portal = make(stories=make_stories(77, 14, 2))
    paths = {story.path for story in portal.stories}

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        status, headers, body = portal.answer(handler)
        if handler.path in paths:
            body = re.sub("(?:时间：|<time>)[-\\d]+ [:\\d]+".encode(), b"", body)
        return status, headers, body

    return portal, answer


@pytest.mark.parametrize("make", [asking, api, slugs, loading_on], ids=lambda make: make.__name__)
def test_a_crawl_dates_stories_by_lists_of_data(make: Callable[..., Portal], tmp_path: Path) -> None:
    portal, answer = without_times(make)
    archive = tmp_path / "a"
    with Site(answer) as site:
        assert crawl(site.url, archive).code == 0
        assert days(archive, site.url) == wanted(portal.stories)
        again(archive)
        assert dangjian("verify", "--archive", archive).code == 0
        age(archive, 10)
        assert crawl(site.url, archive).code == 0
        assert days(archive, site.url) == wanted(portal.stories)


def wanted(stories: list[Story]) -> dict[str, str]:
    return {story.path: story.day for story in stories}


def days(archive: Path, home: str) -> dict[str, str | None]:
    query = "SELECT url, published_at FROM articles"
    return {row["url"].removeprefix(home.rstrip("/")): row["published_at"] for row in database(archive).execute(query)}


def again(archive: Path) -> None:
    """Hold a rebuild to what is there."""
    other = archive.with_name("again")
    shutil.copytree(archive, other)
    assert dangjian("rebuild", "--archive", other).code == 0
    for table in DERIVED:
        assert rows(other, table) == rows(archive, table), table


STORIES = {f"/n/{n}.html": (200, {}, undated(n)) for n in range(4)}
TOLD = {f"/n/{n}.html": f"2024-05-0{n + 3}" for n in range(4)}


def data_rows() -> list[dict[str, str]]:
    return [{"title": f"第{n}号村的党建故事", "url": path, "date": TOLD[path]} for n, path in enumerate(TOLD)]


def markup_rows() -> list[str]:
    return [f'<li><a href="{row["url"]}">{row["title"]}</a><i>{row["date"]}</i></li>' for row in data_rows()]


def stored() -> str:
    return f"<datastore>{''.join(f'<record><![CDATA[{row}]]></record>' for row in markup_rows())}</datastore>"


def feed() -> bytes:
    items = "".join(
        f"<item><title>{row['title']}</title><link>{row['url']}</link><pubDate>{row['date']}</pubDate></item>"
        for row in data_rows()
    )
    return f"<?xml version='1.0' encoding='utf-8'?><rss><channel>{items}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("page", "more"),
    [
        (f"<div id='u7'><script type='text/xml'>{stored()}</script></div>", {}),
        (f"<ul id='l'></ul><script>var rows = {json.dumps(data_rows(), ensure_ascii=False)};show(rows)</script>", {}),
        (
            "<script src='/data/list_1.js'></script>",
            {"/data/list_1.js": f"var d = {json.dumps(data_rows())};".encode()},
        ),
        ("<link rel='alternate' type='application/rss+xml' href='/yw/rss.xml'>", {"/yw/rss.xml": feed()}),
        (
            "<ul id='l'></ul><script>$.getJSON('/yw/rows.json', show)</script>",
            {"/yw/rows.json": json.dumps({"html": "".join(markup_rows())}).encode()},
        ),
    ],
    ids=["data store", "script", "file", "feed", "markup"],
)
def test_a_crawl_dates_stories_by_data_of_other_kinds(page: str, more: dict[str, bytes], tmp_path: Path) -> None:
    head = "<html><head><title>{}</title></head><body><p>{}</p>"
    pages: dict[str, Reply] = {
        "/": (200, {}, f"{head.format('秦川党建网', '欢迎')}<a href='/yw/'>要闻</a>".encode()),
        "/yw/": (200, {}, f"{head.format('要闻-秦川党建网', '要闻')}{page}".encode()),
        **{path: (200, {"Content-Type": _mime(path)}, body) for path, body in more.items()},
        **STORIES,
    }
    with Site(pages) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert days(tmp_path / "a", site.url) == TOLD
    again(tmp_path / "a")


def _mime(path: str) -> str:
    kinds = {"js": "application/javascript", "xml": "text/xml", "json": "application/json"}
    return kinds[path.rpartition(".")[2]]
