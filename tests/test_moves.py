"""An article whose address is gone goes on under the other one it had: the same article, and no takedown."""

from __future__ import annotations

import sqlite3
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from reading_room import get, serving
from test_twins import rows

from archive.digest import article_key
from crawler.session import Session

FILE, SCRIPT = "/info/1021/{}.htm", "/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1021&wbnewsid={}"
MOVED, COUNT = 4402, 4
TEXT = "支部大会上，{}号议题讨论了一个上午。大家把村里的水渠、路灯和食堂逐件算清，写成清单贴在墙上。"


class Portal:
    """A list, and articles at two addresses; what becomes of one of them is set."""

    def __init__(self) -> None:
        self.numbers = range(4400, 4400 + COUNT)
        self.listed = dict.fromkeys(self.numbers, (FILE, SCRIPT))
        self.texts = {number: TEXT.format(number) for number in self.numbers}
        self.instead: dict[str, Reply] = {}
        self.site = Site(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path
        if path in self.instead:
            return self.instead[path]
        if path == "/":
            links = "".join(
                f"<li><a href='{form.format(number)}'>{self.title(number)}</a> 2021-03-04</li>"
                for number, forms in self.listed.items()
                for form in forms
            )
            return 200, {}, f"<html><head><title>云溪先锋网</title></head><body><ul>{links}</ul></body></html>".encode()
        for number in self.numbers:
            if path in (FILE.format(number), SCRIPT.format(number)):
                return 200, {}, story_html(self.title(number), self.texts[number], date="2021-03-04 10:35")
        return 404, {}, b"<h1>404</h1>"

    def title(self, number: int) -> str:
        return f"云溪县第{number}号议题定了下来"

    def look(self, archive: Path) -> set[str]:
        """Crawl and look at every article; return what was asked for."""
        self.site.asked.clear()
        ran = crawl(self.site.url, archive, "--full")
        self.report = ran.json["crawls"][0]
        return set(self.site.asked)


def article(archive: Path, site: Site, number: int = MOVED) -> sqlite3.Row:
    query = "SELECT * FROM articles WHERE headline LIKE ?"
    (found,) = database(archive).execute(query, [f"%{number}%"]).fetchall()
    return found  # type: ignore[no-any-return]


def is_the_same_after_a_rebuild(archive: Path) -> None:
    before = {table: list(map(tuple, those)) for table, those in rows(database(archive)).items()}
    assert dangjian("verify", "--archive", archive).code == 0
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: list(map(tuple, those)) for table, those in rows(database(archive)).items()} == before


@pytest.mark.parametrize("how", ["404", "410", "soft 404", "redirect home", "redirect"])
def test_it_goes_on_at_the_address_that_lives(how: str, tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Portal()
    file, script = FILE.format(MOVED), SCRIPT.format(MOVED)
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        before = article(archive, site)
        assert (before["url"], before["status"]) == (f"{site.url[:-1]}{file}", "live")
        portal.listed[MOVED] = (SCRIPT,)
        portal.instead[file] = {
            "404": (404, {}, b"<h1>404</h1>"),
            "410": (410, {}, b""),
            "soft 404": (200, {}, "<html><title>提示</title><body><h1>您访问的页面不存在</h1></body></html>".encode()),
            "redirect home": (302, {"Location": "/"}, b""),
            "redirect": (301, {"Location": script}, b""),
        }[how]
        if how == "redirect home":
            portal.look(archive)  # the home has come before: nothing more is asked in this crawl
        assert script in portal.look(archive)
        after = article(archive, site)
        assert (after["id"], after["url"], after["status"]) == (before["id"], f"{site.url[:-1]}{script}", "live")
        assert (after["key"], after["revision_count"]) == (article_key(after["url"]), 1)
        assert portal.report["articles_new"] == portal.report["articles_gone"] == 0
        assert portal.look(archive) & {file, script} == {script}, "asked for at the address where it lives"
        portal.texts[MOVED] += "清单上还添了两件事。"
        portal.look(archive)
        assert article(archive, site)["revision_count"] == 2
    db = database(archive)
    assert [row[0] for row in db.execute("SELECT kind FROM changes")] in (["correction"], ["rewrite"], ["typo"])
    assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == COUNT
    names = db.execute("SELECT url FROM addresses WHERE article = ?", [before["id"]]).fetchall()
    assert [row[0] for row in names] == [before["url"]]
    with serving(archive) as room:
        status, led_to, _ = get(f"{room}/article/{before['key']}")
        assert (status, led_to.url) == (200, f"{room}/article/{after['key']}"), "as the old key was cited"
        for place in (".json", "/changes?old=1&new=2", *(f"/cite.{ending}" for ending in ("bib", "ris", "json"))):
            status, led_to, _ = get(f"{room}/article/{before['key']}{place}")
            assert (status, led_to.url) == (200, f"{room}/article/{after['key']}{place}")
    is_the_same_after_a_rebuild(archive)


def test_what_is_at_neither_address_is_gone_after_two_crawls(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Portal()
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        del portal.listed[MOVED]
        for form in (FILE, SCRIPT):
            portal.instead[form.format(MOVED)] = (404, {}, b"<h1>404</h1>")
        for status, gone in (("live", 0), ("gone", 1), ("gone", 0)):
            asked = portal.look(archive)
            assert article(archive, site)["status"] == status
            assert portal.report["articles_gone"] == gone
            assert (SCRIPT.format(MOVED) in asked) == (status == "live" or gone == 1)
    is_the_same_after_a_rebuild(archive)


def test_a_notice_that_has_not_changed_since_shows_no_article(tmp_path: Path) -> None:
    """At the other address a 304 says that what was no article before is none still."""
    archive, portal = tmp_path / "a", Portal()
    notice = "<html><title>提示</title><body><h1>您访问的页面不存在</h1></body></html>".encode()
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        for form in (FILE, SCRIPT):
            portal.instead[form.format(MOVED)] = (200, {}, notice)
        portal.look(archive)
        identity, other = article(archive, site)["id"], f"{site.url[:-1]}{SCRIPT.format(MOVED)}"
    session = Session.at(archive)
    columns = [row[1] for row in session.store.db.execute("PRAGMA table_info(captures)")]
    told = {
        "id": "max(id) + 9",
        "status": "304",
        "page_kind": "NULL",
        "article": "NULL",
        "warc_offset": "warc_offset + 1",
    }
    session.store.db.execute(
        f"INSERT INTO captures ({', '.join(columns)})"
        f" SELECT {', '.join(told.get(column, column) for column in columns)} FROM captures WHERE url = ?",
        [other],
    )
    assert not session.store.addresses.may_stand(identity, 10**9)
    session.close()


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ((200, {}, story_html("金坪街道修好了老码头", "石阶一级一级重新砌过，扶手也换成了铁的。" * 4)), "gone"),
        ((403, {}, b"<h1>403</h1>"), "live"),
    ],
)
def test_another_text_there_is_not_the_article_and_a_refusal_proves_nothing(
    tmp_path: Path, reply: Reply, status: str
) -> None:
    archive, portal = tmp_path / "a", Portal()
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        del portal.listed[MOVED]
        portal.instead = {FILE.format(MOVED): (404, {}, b"<h1>404</h1>"), SCRIPT.format(MOVED): reply}
        for _ in range(3):
            portal.look(archive)
        assert article(archive, site)["status"] == status
    is_the_same_after_a_rebuild(archive)


def test_an_address_that_is_met_only_when_the_other_is_gone(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Portal()
    portal.listed = dict.fromkeys(portal.numbers, (FILE,))
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        before = article(archive, site)
        portal.listed[MOVED] = (SCRIPT,)
        portal.instead[FILE.format(MOVED)] = (404, {}, b"<h1>404</h1>")
        for _ in range(3):
            portal.look(archive)
            assert article(archive, site)["id"] == before["id"]
            assert portal.report["articles_gone"] == 0
        assert article(archive, site)["url"] == f"{site.url[:-1]}{SCRIPT.format(MOVED)}"
    assert database(archive).execute("SELECT count(*) FROM changes").fetchone()[0] == 0
    is_the_same_after_a_rebuild(archive)


@pytest.mark.parametrize(("target", "status"), [("/col/index.html", "gone"), ("/login/index.html", "live")])
def test_a_redirect_to_a_list_that_a_script_fills(target: str, status: str, tmp_path: Path) -> None:
    """By its links it is none; a page that asks who is there proves nothing."""
    shown = {n: f"/yw/{n}.html" for n in range(33, 37)}

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path
        if path == "/":
            links = "".join(f"<a href='{path}'>云溪县第{n}号议题</a>" for n, path in shown.items())
            links += "<a href='/col/index.html'>要闻</a><a href='/login/index.html'>登录</a>"
            return 200, {}, f"<html><head><title>云溪先锋网</title></head><body>{links}</body></html>".encode()
        if path in ("/col/index.html", "/login/index.html"):
            return 200, {}, "<html><head><title>要闻</title></head><body><div id='list'></div></body></html>".encode()
        if path == taken_down:
            return 302, {"Location": target}, b""
        number = next((n for n, address in shown.items() if address == path), None)
        if number is None:
            return 404, {}, b"<h1>404</h1>"
        return 200, {}, story_html(f"云溪县第{number}号议题", TEXT.format(number))

    taken_down = ""
    with Site(answer) as site:
        for _ in range(3):
            crawl(site.url, tmp_path / "a", "--full")
            taken_down = "/yw/35.html"
    found = database(tmp_path / "a").execute("SELECT status FROM articles WHERE url LIKE '%35.html'").fetchone()
    assert found[0] == status


@pytest.mark.parametrize("leads_on", [False, True])
def test_what_was_taken_down_comes_back_under_another_number(leads_on: bool, tmp_path: Path) -> None:
    """The old address, which nobody asks for every night, may lead to the new one."""
    shown = {n: f"/yw/{n}.html" for n in range(33, 37)}
    others = {f"/yw/{n}.html" for n in range(33, 37)}

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path
        if path == "/":
            links = "".join(f"<a href='{path}'>云溪县第{n}号议题</a>" for n, path in shown.items())
            return 200, {}, f"<html><head><title>云溪先锋网</title></head><body>{links}</body></html>".encode()
        number = next((n for n, address in shown.items() if address == path), None)
        if number is None:
            is_back = leads_on and path in others and 35 in shown
            return (301, {"Location": shown[35]}, b"") if is_back else (404, {}, b"<h1>404</h1>")
        # What leads on may be another text by then.
        text = TEXT.format(number) + ("有关情况已作更正。" if leads_on and path not in others else "")
        return 200, {}, story_html(f"云溪县第{number}号议题", text)

    archive = tmp_path / "a"
    with Site(answer) as site:
        crawl(site.url, archive)
        del shown[35]
        for _ in range(2):
            crawl(site.url, archive, "--full")
        query = "SELECT count(*), sum(status = 'gone') FROM articles"
        assert tuple(database(archive).execute(query).fetchone()) == (4, 1)
        shown[35] = "/news/235.html"
        for _ in range(2):
            crawl(site.url, archive, "--full")
    db = database(archive)
    assert tuple(db.execute(query).fetchone()) == (4, 0)
    article = db.execute("SELECT id, url, gone_at FROM articles WHERE headline LIKE '%35号%'").fetchone()
    assert tuple(article)[1:] == (f"{site.url}news/235.html", None)
    kinds = [row[0] for row in db.execute("SELECT kind FROM changes ORDER BY seen_at, kind DESC")]
    assert kinds == ["takedown", "return", *(["correction"] if leads_on else [])]
    assert dangjian("verify", "--deep", "--archive", archive).code == 0


@pytest.mark.parametrize("shown", ["frame", "note", "list"])
def test_an_address_that_leads_to_where_nothing_of_the_article_stands(shown: str, tmp_path: Path) -> None:
    """A portal that files its articles anew leads on from every old address, of what it took down as well."""
    archive, portal = tmp_path / "a", Portal()
    portal.listed = dict.fromkeys(portal.numbers, (FILE,))
    body = {
        "frame": "<div class='top'>云溪先锋网</div><div class='text'></div>",
        "note": "<script>document.write('本页内容已经撤下');</script>",
        "list": "".join(
            f"<li><a href='{FILE.format(n)}'>云溪县第{n}号议题定了下来</a> 2021-03-04</li>" for n in (4400, 4401, 4403)
        ),
    }[shown]
    page = f"<html><head><title>云溪先锋网</title></head><body>{body}</body></html>".encode()
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        del portal.listed[MOVED]
        portal.instead = {FILE.format(MOVED): (301, {"Location": "/a/4402.htm"}, b""), "/a/4402.htm": (200, {}, page)}
        for status in ("live", "gone"):
            portal.look(archive)
            assert article(archive, site)["status"] == status
    is_the_same_after_a_rebuild(archive)


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("answer", [200, 404])
def test_articles_whose_addresses_lead_to_one_notice(status: int, answer: int, tmp_path: Path) -> None:
    """The notice is asked for once in a crawl, and says of each that it is not there."""
    archive, portal = tmp_path / "a", Portal()
    portal.numbers = range(4400, 4412)
    portal.texts = {number: TEXT.format(number) for number in portal.numbers}
    portal.listed = dict.fromkeys(portal.numbers, (FILE,))
    taken = (4400, 4401)
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        for number in taken:
            del portal.listed[number]
            portal.instead[FILE.format(number)] = (status, {"Location": "/tips/1.html"}, b"")
        portal.instead["/tips/1.html"] = (
            answer,
            {},
            "<html><title>提示</title><body><p>您访问的信息不存在或已被删除！</p></body></html>".encode(),
        )
        # Where one that is there leads says nothing of it.
        portal.instead[FILE.format(4403)] = (302, {"Location": FILE.format(4402)}, b"")
        portal.look(archive)
        assert (portal.report["articles_suspected"], portal.report["articles_gone"]) == (2, 0)
        portal.look(archive)
        assert (portal.report["articles_suspected"], portal.report["articles_gone"]) == (0, 2)
        found = {number: article(archive, site, number)["status"] for number in portal.numbers}
        assert found == {number: "gone" if number in taken else "live" for number in portal.numbers}
    is_the_same_after_a_rebuild(archive)
