"""Articles on other hosts of a portal's domain: what its lists name is fetched and kept, and nothing else there."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Ran, Reply, Site, dangjian, database, story_html
from derived import DERIVED, age, rows

from archive.twins import Candidate, are_twins
from crawler.addresses import Scope, domain_of
from crawler.items import Link
from spiders.sisters import HOSTS_AT_MOST, names_a_story

PORTAL, WORK, NEWS = "http://dj.example.gov.cn", "http://zz.example.gov.cn", "http://news.example.gov.cn"
STRANGER = "http://www.example.com.cn"
TEXT = "镇党委把支部会开到田埂上，党员带着群众修渠引水，三百亩坡地当年就有了收成，大家都说这个办法好。"


def page(title: str, *links: tuple[str, str], more: str = "") -> Reply:
    items = "".join(f"<li><a href='{url}'>{text}</a></li>" for url, text in links)
    return (
        200,
        {},
        f"<html><head><title>{title}-秦川先锋</title></head><body><ul>{items}</ul>{more}</body></html>".encode(),
    )


def story(title: str, text: str = TEXT, extra: str = "") -> Reply:
    return 200, {}, story_html(title, f"{title}。{text}", extra=extra)


class Hosts(Site):
    """Several hosts by name, on loopback: what a crawl asks of its proxy."""

    def __init__(self, answers: Mapping[str, Reply]) -> None:
        self.answers = dict(answers)
        self.times: dict[str, list[float]] = {}
        super().__init__(self._answer)

    def _answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        self.times.setdefault(handler.path.split("/")[2], []).append(time.monotonic())
        return self.answers.get(handler.path, (404, {}, b"<h1>404</h1>"))

    def crawl(self, archive: Path, *options: str, home: str = f"{PORTAL}/", delay: str = "0") -> Ran:
        """Crawl a portal through this proxy."""
        arguments = ("crawl", home, "--archive", archive, "--delay", delay, "--json", *options)
        return dangjian(*arguments, env={"http_proxy": self.url, "no_proxy": ""})

    def asked_of(self, host: str) -> list[str]:
        """Return the paths that a host was asked for, without its robots.txt."""
        paths = [url.removeprefix(host) for url in self.asked if url.startswith(f"{host}/")]
        return sorted(path for path in paths if path != "/robots.txt")


HEADLINES = ("支部会开到田埂上来", "老党员带头修通引水渠", "流动党员在异乡建起支部", "驻村书记的一本民情账")
PAGES = {
    f"{PORTAL}/": page(
        "首页",
        ("/yw/", "要闻"),
        (f"{WORK}/", "组织工作网站"),
        (f"{WORK}/art/2021/3/1.html", HEADLINES[0]),
        (f"{WORK}/col/col12/index.html", "全区基层党组织建设工作动态"),
        (f"{WORK}/notice", "关于全区党员教育培训的专题页面"),
        (f"{STRANGER}/art/2021/3/9.html", "别的网站的一条新闻标题"),
    ),
    f"{PORTAL}/yw/": page(
        "要闻",
        ("/yw/1.html", f"{HEADLINES[1]}</a> 2021-03-02<a>"),
        (f"{NEWS}/show?id=7", f"{HEADLINES[2]}</a> 2021-03-03<a>"),
        (f"{NEWS}/closed/8.html", f"{HEADLINES[3]}</a> 2021-03-03<a>"),
        (f"{NEWS}/broken/9.html", f"{HEADLINES[3]}</a> 2021-03-04<a>"),
    ),
    f"{PORTAL}/yw/1.html": story(HEADLINES[1], extra=f"<a href='{WORK}/art/2021/3/5.html'>文章里链接的另一条新闻</a>"),
    f"{WORK}/art/2021/3/1.html": story(
        HEADLINES[0],
        extra=f"<div class='page'><a href='1_2.html'>2</a></div><a href='{WORK}/art/2021/3/6.html'>下一篇的标题</a>",
    ),
    f"{WORK}/art/2021/3/1_2.html": story(HEADLINES[0], "第二页上说，渠水通了以后，村里又种上了果树。"),
    f"{WORK}/notice": page("专题", ("/art/2021/3/7.html", "专题里列出的一条新闻标题")),
    f"{WORK}/": page("组织工作网", ("/art/2021/3/8.html", "姊妹网站自己列出的新闻标题")),
    f"{NEWS}/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /closed/\n"),
    f"{NEWS}/show?id=7": story(HEADLINES[2]),
    f"{NEWS}/": page("新闻网", ("/show?id=8", "姊妹网站自己列出的另一条新闻")),
    f"{NEWS}/broken/9.html": (500, {}, b"<h1>500</h1>"),
}


def headlines(archive: Path) -> dict[str, str]:
    return dict(tuple(row) for row in database(archive).execute("SELECT headline, status FROM articles"))


def test_a_takedown_on_a_sister_host_is_seen_in_a_night_that_has_no_other_look_there(tmp_path: Path) -> None:
    archive, listed = (
        tmp_path / "a",
        list(zip((f"{WORK}/art/2021/3/{n}.html" for n in range(1, 5)), HEADLINES, strict=True)),
    )
    answers = {f"{PORTAL}/": page("首页", ("/yw/", "要闻"), *listed), f"{PORTAL}/yw/": page("要闻", *listed)}
    with Hosts(answers | {url: story(title) for url, title in listed}) as hosts:
        hosts.crawl(archive)
        del hosts.answers[listed[0][0]]
        hosts.answers[f"{PORTAL}/"] = page("首页", ("/yw/", "要闻"), *listed[1:])
        hosts.answers[f"{PORTAL}/yw/"] = page("要闻", *listed[1:])
        for _night in range(2):
            age(archive, 1)
            hosts.crawl(archive)
    found = database(archive).execute("SELECT url FROM articles WHERE status = 'gone'").fetchall()
    assert [row["url"] for row in found] == [listed[0][0]]


def test_what_a_portal_lists_on_sister_hosts_is_kept_and_nothing_else_there_is_asked_for(tmp_path: Path) -> None:
    with Hosts(PAGES) as hosts:
        hosts.crawl(tmp_path / "a")
        assert set(headlines(tmp_path / "a")) == set(HEADLINES[:3])
        assert hosts.asked_of(WORK) == ["/art/2021/3/1.html", "/art/2021/3/1_2.html", "/notice"]
        assert set(hosts.asked_of(NEWS)) == {"/show?id=7", "/broken/9.html"}, "robots.txt is obeyed there too"
        assert not hosts.asked_of(STRANGER)
    db = database(tmp_path / "a")
    assert {row[0] for row in db.execute("SELECT DISTINCT portal FROM articles")} == {"dj.example.gov.cn"}
    body = db.execute("SELECT body FROM texts JOIN articles a ON a.id = article WHERE headline = ?", HEADLINES[:1])
    assert "又种上了果树" in body.fetchone()[0]
    ledger = db.execute("SELECT sum(listed), sum(fetched), sum(failed), sum(blocked) FROM coverage").fetchone()
    assert tuple(ledger) == (5, 3, 1, 1), "what could not be had is in the ledger"
    before = {table: rows(tmp_path / "a", table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {table: rows(tmp_path / "a", table) for table in DERIVED} == before


def test_edits_and_takedowns_on_sister_hosts_are_found(tmp_path: Path) -> None:
    with Hosts(PAGES) as hosts:
        hosts.crawl(tmp_path / "a")
        hosts.answers[f"{WORK}/art/2021/3/1_2.html"] = story(HEADLINES[0], "第二页改了，说村里后来种的是茶树。")
        del hosts.answers[f"{NEWS}/show?id=7"]
        for _ in range(2):
            hosts.crawl(tmp_path / "a", "--full")
        # The only article there: the home of its host is what shows that the host is alive.
        assert headlines(tmp_path / "a") == {HEADLINES[0]: "live", HEADLINES[1]: "live", HEADLINES[2]: "gone"}
        assert not [path for path in hosts.asked_of(NEWS) if "id=8" in path]
    revised = database(tmp_path / "a").execute("SELECT headline FROM articles WHERE revision_count = 2").fetchall()
    assert [row[0] for row in revised] == [HEADLINES[0]]


def test_what_the_portal_lists_and_has_moved_to_a_sister_host_is_kept(tmp_path: Path) -> None:
    def moved(url: str) -> Reply:
        return 302, {"Location": url}, b""

    answers = {
        f"{PORTAL}/": page(
            "首页",
            ("/jump/1.html", f"{HEADLINES[0]}</a> 2021-03-02<a>"),
            ("/jump/2.html", f"{HEADLINES[1]}</a> 2021-03-02<a>"),
            ("/jump/3.html", f"{HEADLINES[2]}</a> 2021-03-02<a>"),
            ("/jump/4.html", f"{HEADLINES[3]}</a> 2021-03-02<a>"),
            ("/zuzhi/", "组织部门"),
        ),
        f"{PORTAL}/jump/1.html": moved(f"{WORK}/art/2021/3/1.html"),
        f"{PORTAL}/jump/2.html": moved(f"{STRANGER}/art/2021/3/2.html"),
        f"{PORTAL}/jump/3.html": moved(f"{WORK}/"),
        f"{PORTAL}/jump/4.html": moved("/yw/4.html"),
        f"{PORTAL}/yw/4.html": story(HEADLINES[3]),
        f"{PORTAL}/zuzhi/": moved(f"{NEWS}/list/"),
        f"{WORK}/": page("组织工作网", ("/art/2021/3/8.html", "姊妹网站自己列出的新闻标题")),
        f"{WORK}/art/2021/3/1.html": story(HEADLINES[0], extra="<a href='/art/2021/3/6.html'>下一篇的标题</a>"),
        f"{NEWS}/list/": page("新闻网", ("/show?id=8", "姊妹网站自己列出的另一条新闻")),
    }
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert headlines(tmp_path / "a") == {HEADLINES[0]: "live", HEADLINES[3]: "live"}
        assert hosts.asked_of(WORK) == ["/art/2021/3/1.html"]
        assert not hosts.asked_of(STRANGER) + hosts.asked_of(NEWS)
        hosts.asked.clear()
        hosts.crawl(tmp_path / "a")
        assert not {"/jump/1.html", "/jump/4.html"} & set(hosts.asked_of(PORTAL)), "what they lead to is known"
        del hosts.answers[f"{WORK}/art/2021/3/1.html"]
        for _ in range(2):
            hosts.crawl(tmp_path / "a", "--full")
        assert headlines(tmp_path / "a") == {HEADLINES[0]: "gone", HEADLINES[3]: "live"}
    assert dangjian("verify", "--archive", tmp_path / "a").code == 0


def test_a_crawl_that_was_broken_off_goes_on_to_sister_hosts(tmp_path: Path) -> None:
    with Hosts({url: answer for url, answer in PAGES.items() if answer[0] == 200}) as hosts:
        for _ in range(20):
            if hosts.crawl(tmp_path / "a", "--max-pages", "4").json["crawls"][0]["outcome"] != "limited":
                break
        assert set(headlines(tmp_path / "a")) == set(HEADLINES[:3])
        assert len(hosts.asked_of(WORK)) == len(set(hosts.asked_of(WORK)))


def test_each_host_has_its_own_delay(tmp_path: Path) -> None:
    with Hosts(PAGES) as hosts:
        hosts.crawl(tmp_path / "a", delay="0.2")
    asked = hosts.times["zz.example.gov.cn"]
    assert all(later - former >= 0.15 for former, later in pairwise(asked))


def test_a_sister_that_is_a_portal_of_its_own_is_left_to_itself(tmp_path: Path) -> None:
    with Hosts(PAGES) as hosts:
        hosts.crawl(tmp_path / "a", home=f"{WORK}/")
        hosts.crawl(tmp_path / "a")
    assert HEADLINES[0] not in headlines(tmp_path / "a")


def test_hosts_without_end_are_not_all_asked(tmp_path: Path) -> None:
    links = [
        (f"http://h{n}.example.gov.cn/art/2021/3/{n}.html", f"第{n}个主机上的一条新闻标题")
        for n in range(2 * HOSTS_AT_MOST)
    ]
    with Hosts({f"{PORTAL}/": page("首页", *links)} | {url: story(text) for url, text in links}) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len({url.split("/")[2] for url in hosts.asked}) == HOSTS_AT_MOST + 1


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("dj.bj.gov.cn", "bj.gov.cn"),
        ("a.b.example.com", "example.com"),
        ("example.com", "example.com"),
        ("gov.cn", ""),
        ("localhost", ""),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("a.portal.invalid", "portal.invalid"),
        ("mine.github.io", "mine.github.io"),
    ],
)
def test_the_domain_that_is_registered(name: str, domain: str) -> None:
    assert domain_of(name) == domain


def test_a_portal_whose_home_redirects_is_asked_where_that_leads(tmp_path: Path) -> None:
    """To `www.` as to https: every page would cost a redirect, night after night."""
    there = PORTAL.replace("dj.", "www.dj.")
    paths = [f"/art/2021/3/{n}.html" for n in range(len(HEADLINES))]
    pages = {there + path: story(title) for path, title in zip(paths, HEADLINES, strict=True)}
    pages[f"{there}/"] = page("首页", *((PORTAL + path, title) for path, title in zip(paths, HEADLINES, strict=True)))
    hosts = Hosts({f"{PORTAL}{url.removeprefix(there)}": reply for url, reply in pages.items()})
    with hosts:
        hosts.crawl(tmp_path)
        hosts.answers = pages | {f"{PORTAL}{url.removeprefix(there)}": (301, {"Location": url}, b"") for url in pages}
        for _ in range(2):
            hosts.asked.clear()
            age(tmp_path, 7)
            assert hosts.crawl(tmp_path).code == 0
            assert hosts.asked_of(PORTAL) == ["/"]
            assert set(paths) <= set(hosts.asked_of(there))
    assert database(tmp_path).execute("SELECT count(*) FROM articles").fetchone()[0] == len(paths)


def test_sisters_share_a_registered_domain() -> None:
    scope = Scope("http://www.dj.example.gov.cn/", "http://127.0.0.1:8000/")
    assert scope.is_sister("https://zz.example.gov.cn:8080/1.html")
    assert not scope.is_sister("http://dj.example.gov.cn/1.html")
    assert not scope.is_sister("http://dj.other.gov.cn/1.html")
    assert not scope.is_sister("http://127.0.0.1:9000/1.html")


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        (Link("http://a.example.cn/", "某某区委组织部主办的网站"), False),
        (Link("http://a.example.cn/col/col1/index.html", "全区基层党组织建设工作动态"), False),
        (Link("http://a.example.cn/list.php?id=3", "全区基层党组织建设工作动态"), False),
        (Link("http://a.example.cn/t/3.html", "2"), False),
        (Link("http://a.example.cn/dangshi", "党史频道"), False),
        (Link("http://a.example.cn/list.php?id=3", "支部建设动态", "2021-03-01", True), False),
        (Link("http://a.example.cn/dangshi", "党史频道", "2021-03-01", True), False),
        (Link("http://a.example.cn/art/20210301/1.html", "要闻", "2021-03-01"), True),
        (Link("http://a.example.cn/some/33", "一条短标题", "2021-03-01", True), False),
        (Link("http://a.example.cn/some/33", "一条短的标题", "2021-03-01", True), True),
        (Link("http://a.example.cn/show?id=3", "修渠引水记"), False),
        (Link("http://a.example.cn/show?id=3", "老党员修渠记"), True),
        (Link("http://a.example.cn/show?id=3"), True),
        (Link("http://a.example.cn/something", "老党员带头修通引水渠"), True),
    ],
)
def test_links_that_name_a_story(link: Link, wanted: bool) -> None:
    assert names_a_story(link) is wanted


def test_mirrors_on_sister_hosts_are_one_article() -> None:
    one = Candidate(1, "http://www.example.cn/art/2021/33.html", HEADLINES[0], "2021-03-04")
    assert are_twins(one, Candidate(2, "http://old.example.cn/art/2021/33.html", HEADLINES[0], "2021-03-04"))
    assert not are_twins(one, Candidate(2, "http://old.example.cn/art/2021/34.html", HEADLINES[0], "2021-03-04"))
    assert not are_twins(one, Candidate(2, "http://old.example.cn/art/2021/33.html", HEADLINES[1], "2021-03-04"))
