"""The article page: who is linked, what stands beside it, what the archive says of it; a real Datasette."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Site, crawl, database, story_html
from lxml import html
from reading_room import get, serving, text_of

from archive.captures import CAPTURES_A_CRAWL
from archive.digest import article_key
from archive.items import Capture
from archive.store import Store
from datasette_config.room.article import credits_by_role, key_of
from datasette_config.room.citing import public
from datasette_config.stored_page import inert
from datasette_config.stored_page import text_of as page_text

HOST = "http://dj.example.gov.cn"
SEEN = "2026-01-01T20:00:00+00:00"  # the second of January in China
EVIL = "</script><script>alert(1)</script>"


def story(number: int, **more: Any) -> dict[str, Any]:
    return {
        "url": f"{HOST}/yw/{number}.html",
        "headline": f"第{number}封山村来信",
        "body": "支部建在桥头。\n有事就到桥头去。",
        "source": "渭阳日报/周末版",
        "published_at": f"2025-03-{number:02d}T10:35:00+08:00",
        "breadcrumb": ["首页", "专栏", "要闻"],
        "credits": [],
    } | more


CREDITS = [
    {"role": "author", "role_label": "作者", "name": "甲一/笔名", "organization": None},
    {"role": "approver", "role_label": "初审", "name": "丙三", "organization": None},
    {"role": "author", "role_label": "作者", "name": "乙二", "organization": "渭阳市委党校"},
    {"role": "approver", "role_label": "终审", "name": "丁四", "organization": None},
    {"role": "contributor", "role_label": "供稿", "name": None, "organization": "渭阳市委组织部"},
]


class Maker:
    """An archive in the making: captures without WARC files, looks at what is there and what is not."""

    def __init__(self, archive: Path) -> None:
        archive.mkdir()
        self.store = Store(archive / "archive.db")
        self.store.crawls.save_portal("weiyang", {"title": "渭阳党建网", "home": HOST})
        self.offset = 0

    def crawl(self, day: int) -> int:
        return self.store.crawls.start(f"weiyang-{day}", "weiyang", f"2026-01-{day:02d}T20:00:00+00:00")

    def capture(self, url: str, day: int, status: int = 200) -> int:
        self.offset += 1
        at = f"2026-01-{day:02d}T20:00:00+00:00"
        place = Capture(url, at, status, "text/html", f"sha1:{self.offset}", "x.warc.gz", self.offset, 9)
        return self.store.captures.save(place, self.crawl(day), "article" if status == 200 else None)

    def see(self, article: dict[str, Any], day: int = 1) -> int:
        at = f"2026-01-{day:02d}T20:00:00+00:00"
        saved = self.store.articles.save(article, "weiyang", at, self.capture(article["url"], day))
        assert saved.article is not None
        return saved.article

    def miss(self, article: int, url: str, day: int, what: str = "404") -> str:
        home, look = self.capture(f"{HOST}/", day), self.capture(url, day, 404)
        at = f"2026-01-{day:02d}T20:00:00+00:00"
        return self.store.looks.miss(article, what, at, self.crawl(day), look, home).outcome


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles 1 to 9 of one section: 5 is gone, 6 is suspected, 7 came back, 8 was edited."""
    directory = tmp_path_factory.mktemp("articles") / "archive"
    made = Maker(directory)
    for number in range(1, 10):
        made.see(story(number, credits=CREDITS if number == 1 else []))
    five, six, seven = (made.store.articles.id_of(f"{HOST}/yw/{number}.html") for number in (5, 6, 7))
    assert five and six and seven
    assert [made.miss(five, f"{HOST}/yw/5.html", day) for day in (2, 3)] == ["suspected", "gone"]
    assert made.miss(six, f"{HOST}/yw/6.html", 3, "soft 404") == "suspected"
    assert made.miss(seven, f"{HOST}/yw/7.html", 2, "redirect") == "suspected"
    made.see(story(7), 3)
    made.see(story(8, body="支部建在桥头。\n有事就到桥尾去。"), 3)
    made.see(story(20, headline=EVIL, deck=EVIL, source=EVIL, breadcrumb=["首页", EVIL], published_at="2025-03-20"))
    made.see(story(21, breadcrumb=[], published_at=None))
    linked = {"previous_url": "https://www.dj.example.gov.cn/yw/1.html", "next_url": f"{HOST}/yw/404.html"}
    made.see(story(22, **linked))
    made.store.close()
    return directory


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:
    with serving(archive) as base:
        yield base


def key(number: int) -> str:
    return article_key(f"{HOST}/yw/{number}.html")


def page_of(room: str, number: int, language: str = "zh") -> Any:
    status, _, page = get(f"{room}/article/{key(number)}?lang={language}")
    assert status == 200
    return html.fromstring(page)


def test_every_name_leads_to_its_articles(room: str) -> None:
    tree = page_of(room, 1)
    links = {a.text_content(): a.get("href") for a in tree.xpath("//dl[@class='credits']//a")}
    assert links == {
        "渭阳日报/周末版": "/search?source=" + quote("渭阳日报/周末版", safe=""),
        "甲一/笔名": f"/person/{quote('甲一/笔名', safe='')}?role=author",
        "乙二": f"/person/{quote('乙二')}?role=author",
        "渭阳市委党校": f"/organization/{quote('渭阳市委党校')}",
        "渭阳市委组织部": f"/organization/{quote('渭阳市委组织部')}",
        "丙三": f"/person/{quote('丙三')}?role=approver",
        "丁四": f"/person/{quote('丁四')}?role=approver",
    }
    labels = [dt.text_content() for dt in tree.xpath("//dl[@class='credits']//dt")]
    assert labels == ["来源", "发布时间", "作者", "初审", "终审", "供稿", "字数"]
    english = [dt.text_content() for dt in page_of(room, 1, "en").xpath("//dl[@class='credits']//dt")]
    assert english[2:6] == ["Author", "Approved by (初审)", "Approved by (终审)", "Contributed by"]


def test_credits_keep_their_order() -> None:
    groups = credits_by_role(CREDITS)
    assert [(group["role"], group["label"], [one["name"] for one in group["names"]]) for group in groups] == [
        ("author", "作者", ["甲一/笔名", "乙二"]),
        ("approver", "初审", ["丙三"]),
        ("approver", "终审", ["丁四"]),
        ("contributor", "供稿", [None]),
    ]


def test_the_trail_leads_where_articles_are(room: str) -> None:
    trail = page_of(room, 1).xpath("//nav[@class='trail']/*")
    assert [(part.tag, part.text_content(), part.get("href")) for part in trail] == [
        ("a", "首页", "/"),
        ("a", "渭阳党建网", "/portal/weiyang"),
        ("span", "专栏", None),  # no article stands in it itself
        ("a", "要闻", f"/search?section={quote('要闻')}&portal=weiyang"),
    ]


def test_neighbours_as_the_page_names_them_else_by_date(room: str) -> None:
    def beside(number: int) -> list[tuple[str, str]]:
        links = page_of(room, number).xpath("//nav[@class='neighbours']/a")
        return [(a.xpath("string(span)"), a.get("href")) for a in links]

    assert beside(3) == [("本栏目更早一篇", f"/article/{key(2)}"), ("本栏目更晚一篇", f"/article/{key(4)}")]
    assert beside(1) == [("本栏目更晚一篇", f"/article/{key(2)}")]
    assert beside(22) == [("上一篇", f"/article/{key(1)}")], "another spelling of the address; one that is not here"
    assert beside(21) == [], "no date and no section"


def test_a_takedown_and_its_evidence(room: str) -> None:
    (note,) = page_of(room, 5).xpath("//div[@class='gone']")
    text = " ".join(note.text_content().split())
    assert text.startswith("这篇文章已从原网站撤下（发现于 2026年1月4日）")
    assert "第 1 次查看，2026年1月3日 04:00：服务器答复没有这一页（404）" in text
    assert "第 2 次查看，2026年1月4日 04:00：服务器答复没有这一页（404）" in text
    assert text.count(f"同一网站的另一页打得开： {HOST}/") == 2
    assert "最后一次完好的采集： 2026年1月2日 04:00" in text
    for link in note.xpath(".//a/@href"):
        assert get(room + link)[0] == 200, link
    english = page_of(room, 5, "en").xpath("string(//div[@class='gone'])")
    assert "the server says that there is no such page (404)" in english


def test_one_look_is_a_suspicion_and_a_return_is_told(room: str) -> None:
    text = " ".join(page_of(room, 6).xpath("string(//div[@class='gone'])").split())
    assert text.startswith("2026年1月4日 04:00 查看时，这个网址上没有找到这篇文章。")
    assert "网页打得开，写的却是内容不存在" in text
    back = page_of(room, 7)
    assert not back.xpath("//div[@class='gone']")
    assert "2026年1月3日 04:00 查看时曾经找不到（网址转到了首页或出错页），后来又恢复了。" in text_of(
        html.tostring(back, encoding="unicode")
    )


def test_revisions_and_captures_are_listed(room: str, archive: Path) -> None:
    tree = page_of(room, 8)
    assert tree.xpath("//p[@class='actions']/a/@href")[-1] == f"/article/{key(8)}/changes"
    revisions, captures = tree.xpath("//section[@class='record']/ol")
    said = [" ".join(li.text_content().split()) for li in revisions]
    assert said == ["第 2 版 2026年1月4日 04:00 个别字词改动", "第 1 版 2026年1月2日 04:00 首次采集"]
    assert [" ".join(li.text_content().split()) for li in captures] == [
        "2026年1月4日 04:00 网页",
        "2026年1月2日 04:00 网页",
    ]
    of_one_text = page_of(room, 1)
    assert not of_one_text.xpath(f"//a[@href='/article/{key(1)}/changes']")
    newest = captures.xpath("string(li[1]/a/@href)")
    others = html.fromstring(get(f"{room}{newest}?lang=zh")[2]).xpath("//nav[@aria-label='这篇文章的历次采集']//li")
    assert [li.xpath("string(b/@aria-current)") for li in others] == ["page", ""]
    gone = [" ".join(li.text_content().split()) for li in page_of(room, 5).xpath("//section[@class='record']/ol[2]/li")]
    assert gone[0] == "2026年1月4日 04:00 没有这一页（404）"
    assert database(archive).execute("SELECT count(*) FROM captures").fetchone()[0] < CAPTURES_A_CRAWL


def test_the_article_as_json(room: str) -> None:
    status, _, text = get(f"{room}/article/{key(1)}.json")
    assert status == 200
    found = json.loads(text)
    wanted = story(1, credits=CREDITS)
    for name in ("url", "headline", "body", "source", "published_at", "credits"):
        assert found[name] == wanted[name], name
    assert found["canonical_url"] == wanted["url"]
    assert found["breadcrumb"] == ["专栏", "要闻"]
    assert (found["page_kind"], found["images"], found["kicker"]) == ("article", [], None)
    assert found["archive"]["key"] == key(1)
    assert found["archive"]["address"] == f"{room}/article/{key(1)}"
    assert [one["what"] for one in json.loads(get(f"{room}/article/{key(5)}.json")[2])["archive"]["absences"]] == [
        "404",
        "404",
    ]
    assert get(f"{room}/article/aaaaaaaaaaaaaaaa.json")[0] == 404
    assert get(f"{room}/article/nonsense.json")[0] == 404


def test_citations_to_copy_and_to_download(room: str) -> None:
    tree = page_of(room, 1)
    assert tree.xpath("string(//p[@id='cite_gb2025'])") == (
        f"甲一/笔名，乙二. 第1封山村来信[EB/OL]. （2025-03-01）[2026-01-02]. {HOST}/yw/1.html."
    )
    assert tree.xpath("string(//p[@id='cite_gb2015'])").endswith(f"(2025-03-01)[2026-01-02]. {HOST}/yw/1.html.")
    kinds = {
        "bib": ("application/x-bibtex", "@online{dangjian-"),
        "ris": ("application/x-research-info-systems", "TY  - ELEC"),
        "json": ("application/vnd.citationstyles.csl+json", "[{"),
    }
    for ending, (kind, start) in kinds.items():
        path = f"/article/{key(1)}/cite.{ending}"
        assert tree.xpath(f"//link[@rel='alternate'][@type='{kind}']/@href") == [path]
        status, response, text = get(room + path)
        assert status == 200
        assert response.headers["content-type"] == f"{kind}; charset=utf-8"
        assert response.headers["content-disposition"].startswith(f'attachment; filename="dangjian-{key(1)}.{ending}"')
        assert text.startswith(start)
        assert tree.xpath(f"string(//pre[@id='cite_{ending}'])") == text.replace("\r\n", "\n")
        assert get(f"{room}/article/aaaaaaaaaaaaaaaa/cite.{ending}")[0] == 404
    assert get(f"{room}/article/{key(1)}/cite.exe")[0] == 404


def test_what_programs_read(room: str) -> None:
    tree = page_of(room, 1)

    def meta(name: str) -> list[str]:
        return [str(content) for content in tree.xpath("//meta[@name=$name]/@content", name=name)]

    assert meta("z:itemType") == ["webpage"]
    assert meta("citation_author") == meta("DC.creator") == ["甲一/笔名", "乙二"]
    assert meta("citation_publication_date") == ["2025/03/01"]
    assert tree.xpath("count(//span[@class='Z3988'])") == 1
    data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    assert data["@type"] == "NewsArticle"
    assert [one["name"] for one in data["author"]] == ["甲一/笔名", "乙二"]
    assert [one["name"] for one in data["accountablePerson"]] == ["丙三", "丁四"]
    assert data["sourceOrganization"]["name"] == "渭阳日报/周末版"
    assert data["datePublished"] == "2025-03-01T10:35:00+08:00"
    assert data["articleSection"] == ["专栏", "要闻"]
    assert data["archivedAt"]["url"] == f"{room}/article/{key(1)}"


def test_a_hostile_headline_stays_a_headline(room: str) -> None:
    tree = page_of(room, 20)
    assert tree.xpath("string(//h1)") == EVIL
    scripts = tree.xpath("//script")
    assert {script.get("src") or script.get("type") for script in scripts} == {"/static/copy.js", "application/ld+json"}
    assert json.loads(scripts[-1].text_content())["headline"] == EVIL
    assert EVIL in get(f"{room}/article/{key(20)}/cite.ris")[2]


def test_ways_to_an_article(room: str, archive: Path) -> None:
    def lands(path: str) -> str:
        with urllib.request.urlopen(room + path, timeout=20) as response:
            return str(response.url)

    assert lands(f"/article/{key(1).upper()}?lang=en") == f"{room}/article/{key(1)}?lang=en"
    for address in (f"{HOST}/yw/1.html", "https://www.dj.example.gov.cn/yw/1.html", f"{HOST}/yw/1.html#top"):
        assert lands(f"/article?url={quote(address, safe='')}") == f"{room}/article/{key(1)}", address
    for path in ("/article", "/article?url=", f"/article?url={HOST}/none", "/article?url=%00", f"/article/{'A' * 16}"):
        assert get(room + path)[0] == 404, path
    with database(archive) as db:
        assert key_of(db, f"{HOST}/yw/9.html") == key(9)


@pytest.mark.parametrize(
    ("address", "open_to_all"),
    [
        ("http://127.0.0.1:8001/article/x", False),
        ("http://localhost:8001/article/x", False),
        ("http://192.168.1.7/article/x", False),
        ("http://archive.local/article/x", False),
        ("http://server/article/x", False),
        ("https://dangjian.example.org/article/x", True),
        ("http://[::1]/article/x", False),
    ],
)
def test_only_an_address_that_all_can_open_is_cited(address: str, open_to_all: bool) -> None:
    assert public(address) == (address if open_to_all else None)


CHINESE = "渭阳市组织部门开展“桥头服务”活动，镕、喆、堃三位同志值守。"


@pytest.mark.parametrize(
    ("body", "known", "header"),
    [
        (CHINESE.encode(), None, None),
        (CHINESE.encode("gb18030"), None, None),
        (b"<meta charset=gb2312>" + CHINESE.encode(), None, "text/html; charset=gbk"),
        (b"\xef\xbb\xbf<meta charset=gb2312>" + CHINESE.encode(), "gb18030", None),
        (CHINESE.encode("utf-16"), None, None),
        (b"<meta charset=big5>" + "黨建網".encode("big5"), None, None),
        ("黨建網".encode("big5"), "big5hkscs", None),
        ("黨建網".encode("big5"), None, "text/html; charset=Big5"),
        (b"<meta charset=utf-7>" + CHINESE.encode("gb18030"), None, None),
    ],
)
def test_stored_pages_are_read_as_they_were_written(body: bytes, known: str | None, header: str | None) -> None:
    assert page_text(body, known, header).endswith((CHINESE, "黨建網"))


def test_a_damaged_page_is_read_as_the_archive_read_it() -> None:
    damaged = CHINESE.encode() + b"\xff\xfe" + CHINESE.encode()
    assert page_text(damaged, "utf-8") == f"{CHINESE}\ufffd\ufffd{CHINESE}"
    cut = "党建".encode("gb18030") + b"\x81"
    assert page_text(cut, "gb18030") == "党建\ufffd"


def test_acting_tags_and_links_are_none_any_more() -> None:
    page = "<LINK rel=preconnect href=//x><meta http-equiv=refresh><iframe srcdoc='&lt;b'></iframe><a HREF\n= '//x'>党"
    assert inert(page) == (
        "<x-LINK rel=preconnect data-href=//x><x-meta http-equiv=refresh><x-iframe srcdoc='&lt;b'></x-iframe>"
        "<a data-href\n= '//x'>党"
    )
    assert inert("<p>1 < 2 <linked> <b hreflang=zh>link, href</b>") == "<p>1 < 2 <linked> <b hreflang=zh>link, href</b>"


def test_a_page_in_gbk_is_shown_as_it_was(tmp_path: Path) -> None:
    text = "支部建在桥头，有事就到桥头去。镕、喆、堃三位同志轮流值守，半年来办结群众诉求一百二十六件。" * 3
    page = (
        "<html><head><meta charset=gb2312><title>山村来信-试验网</title></head><body><h1>山村来信</h1>"
        f"<div>来源：试验网 发布时间：2020-03-13 10:35 作者：张静</div><div><p>{text}</p></div></body></html>"
    ).encode("gb18030")
    home = "<ul><li><a href='/1.html'>山村来信：支部建在桥头</a> 2020-03-13</li></ul>".encode("gb18030")
    gbk = {"Content-Type": "text/html; charset=gb2312"}
    with Site({"/": (200, gbk, home), "/1.html": (200, gbk, page)}) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    row = database(tmp_path / "a").execute("SELECT capture, encoding FROM articles").fetchone()
    assert row["encoding"] == "gb18030"
    with serving(tmp_path / "a") as base:
        _, response, shown = get(f"{base}/capture/{row['capture']}/raw")
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert text in shown
        with urllib.request.urlopen(f"{base}/capture/{row['capture']}/bytes", timeout=20) as saved:
            assert saved.headers["content-type"] == "application/octet-stream"
            assert saved.headers["content-disposition"].startswith("attachment")
            assert saved.read() == page


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    pages = {
        "/": (200, {}, "<li><a href='/1.html'>山村来信：支部建在桥头</a> 2020-03-13</li>".encode()),
        "/1.html": (
            200,
            {},
            story_html("山村来信", f"{CHINESE * 4}<a href='/a.pdf'>附件</a><a href='/b.doc'>附件二</a>"),
        ),
        "/a.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 \x00\xff"),
        "/b.doc": (200, {"Content-Type": "application/msword"}, b""),
    }
    archive = tmp_path / "a"
    with Site(pages) as site:
        assert crawl(site.url, archive, "--assets").code == 0
    ids = {row[1].rsplit("/", 1)[1]: row[0] for row in database(archive).execute("SELECT id, url FROM captures")}
    with serving(archive) as base:
        assert get(f"{base}/capture/{ids['a.pdf']}/raw?lang=en")[2] == (
            "application/pdf, 11 bytes, and no text: download the bytes to see them."
        )
        assert get(f"{base}/capture/{ids['b.doc']}/raw?lang=zh")[2] == "服务器没有发来任何内容。"
        for file in (archive / "warc").iterdir():
            file.unlink()
        status, _, text = get(f"{base}/capture/{ids['1.html']}/raw?lang=zh")
        assert (status, text) == (410, "存档文件读不出来：No such file or directory")
        assert get(f"{base}/capture/{ids['1.html']}?lang=zh")[0] == 200
