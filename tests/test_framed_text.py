"""A story whose page has a headline and the line below it, and shows the text itself in a frame."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database
from derived import DERIVED, rows

from crawler.extraction import extract_article
from crawler.items import Asked, Page
from crawler.reading import read

URL = "http://a.example/202103/t20210304_33.html"
HEAD = "<h2>支部会开到田埂上来了</h2><div>2021年03月04日 10:35　来源：秦川党建网　责任编辑：陈立</div>"
FRAME = "<iframe src='./W020210304033.html' width='100%' onload='fit(this)'></iframe>"
TEXT = "党员们围坐在田埂上，把一季的农活和村里的难事都摆了出来，逐条商量怎么办。"
LATER = "会后，支部把商量好的事情写成清单贴在了村口，谁来办、哪天办完都写得清楚。"


def shell(frame: str = FRAME, head: str = HEAD, above: str = "", below: str = "") -> bytes:
    body = f"{above}<div class='pos'><a href='/'>首页</a></div>{head}<div class='con'>{frame}</div><p>{below}</p>"
    return f"<html><head><meta charset='utf-8'><title>秦川党建网</title></head><body>{body}</body></html>".encode()


def framed(*paragraphs: str) -> bytes:
    body = "".join(f"<p class=MsoNormal><span>{text}</span></p>" for text in paragraphs)
    head = "<meta charset='utf-8'><meta name=Generator content='Microsoft Word 15'>"
    return f"<html><head>{head}</head><body><div class=WordSection1>{body}</div></body></html>".encode()


def test_what_a_frame_shows_is_the_text() -> None:
    article = extract_article(Page(URL, shell()))
    assert (article.page_kind, article.headline, article.body) == ("article", "支部会开到田埂上来了", "")
    assert article.part_urls == ("http://a.example/202103/W020210304033.html",)


OTHERS = "".join(f"<li><a href='/202103/t20210304_{n}.html'>云溪县第{n}批驻村干部奔赴一线</a></li>" for n in range(8))


@pytest.mark.parametrize(
    ("shown", "part"),
    [
        (FRAME, "202103/W020210304033.html"),
        ("<div id='t'></div><script>$('#t').load('/text/33.htm');</script>", "text/33.htm"),
        (
            "<div id='t'></div><script>$.get('../text/33.html', function (r) { $('#t').html(r); })</script>",
            "text/33.html",
        ),
    ],
)
def test_a_text_that_is_shown_by_a_frame_or_a_script_beside_titles_of_others(shown: str, part: str) -> None:
    address = "http://a.example/202103/33.html"
    article = extract_article(Page(address, shell(shown, below=f"<ul>{OTHERS}</ul>")))
    assert (article.page_kind, article.part_urls) == ("article", (f"http://a.example/{part}",))
    for other in ("$('#foot').load('/foot/2.html');", "$.get('/hits/33.html?n=' + n);", ""):
        page = shell(f"<script>{other}</script>", below=f"<ul>{OTHERS}</ul>")
        assert extract_article(Page(address, page)).page_kind != "article"


@pytest.mark.parametrize(
    "page",
    [
        shell(FRAME + FRAME.replace("033", "034")),
        shell(FRAME.replace("./", "http://b.example/")),
        shell(FRAME.replace("W020210304033", "index_1")),
        shell("<iframe src='/pdf/viewer.html?file=1'></iframe>"),
        shell("", above=FRAME),
        shell(below=TEXT * 3),
        shell(head="<h2>支部会开到田埂上来了</h2>"),
    ],
    ids=["two", "elsewhere", "index", "viewer", "above", "beside a text", "without a time and a source"],
)
def test_a_frame_that_is_no_text(page: bytes) -> None:
    assert extract_article(Page(URL, page)).part_urls == ()


def test_a_page_without_a_headline_is_a_text_where_an_article_goes_on_alone() -> None:
    page = Page("http://a.example/202103/W020210304033.html", framed(TEXT, LATER))
    assert (read(page).article.page_kind, read(page).article.body) == ("other", None)
    part = Asked(part=True)
    assert Asked.written(part.to_text()) == part
    assert read(Page(page.url, page.body, asked=part)).article.body == f"{TEXT}\n{LATER}"


def test_a_text_in_a_frame_is_crawled_edited_and_lost_for_a_night(tmp_path: Path) -> None:
    story, frame = "/202103/t20210304_33.html", "/202103/W020210304033.html"
    home = "<title>秦川党建网</title><a href='/202103/t20210304_33.html'>支部会开到田埂上来了</a>".encode()
    pages: dict[str, Reply] = {
        "/": (200, {}, home),
        story: (200, {}, shell()),
        frame: (200, {}, framed(TEXT, TEXT)),
    }
    archive = tmp_path / "a"
    with Site(pages) as site:
        crawl(site.url, archive)
        assert site.asked.count(frame) == 1
        pages[frame] = (200, {}, framed(TEXT, LATER))
        crawl(site.url, archive, "--full")
        pages[frame] = (500, {}, b"<h1>500</h1>")
        crawl(site.url, archive, "--full")
    db = database(archive)
    assert [tuple(row) for row in db.execute("SELECT url, body, status FROM articles_with_text")] == [
        (f"{site.url.rstrip('/')}{story}", f"{TEXT}\n{LATER}", "live")
    ]
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 2
    shutil.copytree(archive, tmp_path / "b")
    assert dangjian("rebuild", "--archive", tmp_path / "b").code == 0
    for table in DERIVED:
        assert rows(tmp_path / "b", table) == rows(archive, table), table
