"""A portal that moves to another host and sends its old addresses on for good: its articles stay what they were."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import Reply, dangjian, database, story_html
from derived import DERIVED, rows
from test_sisters import Hosts, page

OLD, NEW = "http://dj.xiliu.gov.cn", "http://www.xiliudj.cn"
SECTIONS = {"zz": "组织工作", "gb": "干部教育"}
TEXT = "第{}个议题在院坝里谈了一个下午，水渠怎么修、路灯装在哪里，大家一条一条写在纸上，贴到了村口的墙上。"


class Moving(Hosts):
    """A portal of two columns with three stories each, numbered; of some `folders` all leads to the new host."""

    def __init__(self, numbers: Iterable[int] = range(4401, 4407)) -> None:
        self.numbers = list(numbers)
        self.texts = {number: TEXT.format(number) for number in self.numbers}
        self.titles = {number: f"溪柳镇第{number}号议题在院坝里定了下来" for number in self.numbers}
        self.folders: tuple[str, ...] = ()
        self.hidden: set[int] = set()  # what the home does not name
        self.below, self.status, self.instead = "", 301, dict[str, Reply]()
        super().__init__({})

    @staticmethod
    def place(number: int) -> str:
        """Return where a story stands on its host."""
        return f"/{'gb' if number % 2 else 'zz'}/202103/t{number}.html"

    def look(self, archive: Path, *options: str, home: str = f"{OLD}/") -> dict[str, Any]:
        """Crawl and look at every article; return the crawl's report."""
        self.answers = self._pages()
        self.asked.clear()
        ran = self.crawl(archive, "--full", *options, home=home)
        report: dict[str, Any] = ran.json["crawls"][0]
        return report

    def _pages(self) -> dict[str, Reply]:
        pages: dict[str, Reply] = {}
        items = {place: (place, self.titles[n]) for n in self.numbers for place in [self.place(n)]}
        home = [item for place, item in items.items() if place not in map(self.place, self.hidden)]
        places: dict[str, Reply] = {"/": page("首页", *((f"/{key}/", name) for key, name in SECTIONS.items()), *home)}
        for key, name in SECTIONS.items():
            listed = [item for place, item in items.items() if place.startswith(f"/{key}/")]
            places[f"/{key}/"] = page(name, ("/", "首页"), *listed)
        for number in self.numbers:
            text = story_html(self.titles[number], self.texts[number], date="2021-03-04 10:35")
            places[self.place(number)] = (200, {}, text)
        for place, reply in places.items():
            if place.startswith(self.folders):
                pages[f"{OLD}{place}"] = (self.status, {"Location": f"{NEW}{self.below}{place}"}, b"")
                status, headers, body = reply
                for key in ("href='/",) if self.below else ():
                    body = body.replace(key.encode(), f"href='{self.below}/".encode())
                pages[f"{NEW}{self.below}{place}"] = (status, headers, body)
            else:
                pages[f"{OLD}{place}"] = reply
        return pages | self.instead


def found(archive: Path, number: int) -> Any:
    (row,) = database(archive).execute("SELECT * FROM articles WHERE url LIKE ?", [f"%{number}.html"]).fetchall()
    return row


def is_the_same_after_a_rebuild(archive: Path) -> None:
    before = {table: rows(archive, table) for table in (*DERIVED, "addresses")}
    assert dangjian("verify", "--archive", archive).code == 0
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in (*DERIVED, "addresses")} == before


@pytest.mark.parametrize("below", ["", "/dj"])
def test_its_articles_stay_what_they_were_and_go_on(below: str, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with Moving() as portal:
        portal.look(archive)
        before = [tuple(row) for row in database(archive).execute("SELECT id, key, url FROM articles ORDER BY id")]
        assert len(before) == 6
        portal.folders, portal.below = ("/",), below
        portal.texts[4403] += "清单上还添了两件事。"
        report = portal.look(archive)
        assert (report["articles_new"], report["articles_changed"], report["articles_gone"]) == (0, 1, 0)
        portal.numbers.insert(0, 4407)
        portal.titles[4407], portal.texts[4407] = "溪柳镇新搬了家的第一条消息", TEXT.format(4407)
        report = portal.look(archive)
        assert (report["articles_new"], report["articles_changed"], report["articles_gone"]) == (1, 0, 0)
        after = [tuple(row) for row in database(archive).execute("SELECT id, key, url FROM articles ORDER BY id")]
        assert set(before) < set(after)
        assert len(after) == 7
        asked = [url for url in portal.asked if url.endswith("t4402.html")]
        assert asked == [f"{NEW}{below}{portal.place(4402)}"], "where it stands now"
    assert [tuple(row) for row in database(archive).execute("SELECT DISTINCT kind FROM changes")] == [("correction",)]
    is_the_same_after_a_rebuild(archive)


@pytest.mark.parametrize(
    ("how", "at_once"),
    [("404", True), ("emptied", True), ("410", False), ("soft", False), ("home", False), ("emptied", False)],
)
def test_what_is_taken_down_behind_the_move_is_gone_after_two_crawls(how: str, at_once: bool, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    notice = "<html><title>提示</title><body><h1>您访问的页面不存在</h1></body></html>".encode()
    replies: dict[str, Reply] = {
        "404": (404, {}, b"<h1>404</h1>"),
        "410": (410, {}, b""),
        "soft": (200, {}, notice),
        "home": (302, {"Location": f"{NEW}/"}, b""),
        "emptied": (200, {}, story_html("溪柳镇第4402号议题在院坝里定了下来", "")),
    }
    with Moving() as portal:
        portal.look(archive)
        before = found(archive, 4402)
        portal.folders = ("/",)
        if not at_once:
            portal.look(archive)
        portal.instead[f"{NEW}{portal.place(4402)}"] = replies[how]
        seen = [portal.look(archive) and found(archive, 4402)["status"] for _ in range(2)]
        if at_once and how == "emptied":
            assert seen == ["live", "live"], "that host has not shown it yet"
            return
        assert seen == ["live", "gone"]
        db = database(archive)
        looks = db.execute(
            "SELECT what, c.url, w.url FROM absences x JOIN captures c ON c.id = x.capture"
            " JOIN captures w ON w.id = x.alive ORDER BY x.crawl"
        ).fetchall()
        assert len(looks) == 2
        assert all(row[1] == f"{NEW}{portal.place(4402)}" and row[2].startswith(NEW) for row in looks)
        assert db.execute("SELECT count(*) FROM articles WHERE status = 'gone'").fetchone()[0] == 1
        del portal.instead[f"{NEW}{portal.place(4402)}"]
        portal.look(archive)
        after = found(archive, 4402)
        assert (after["id"], after["key"], after["url"]) == (before["id"], before["key"], before["url"])
        assert after["status"] == "live"
    is_the_same_after_a_rebuild(archive)


def test_single_columns_move_to_a_host_of_another_domain(tmp_path: Path) -> None:
    """Their stories go on there, new ones too, and nothing else of that host is asked for."""
    archive = tmp_path / "a"
    with Moving() as portal:
        portal.look(archive)
        before = [tuple(row) for row in database(archive).execute("SELECT id, key, url FROM articles ORDER BY id")]
        portal.folders = ("/zz/",)
        portal.instead[f"{NEW}/"] = page("别的网站", ("/xx/1.html", "那边自己的一条新闻标题"))
        report = portal.look(archive)
        assert (report["articles_new"], report["articles_gone"]) == (0, 0)
        assert len([line for line in report["notes"] if "has moved" in line]) == 1
        portal.numbers.append(4408)
        portal.titles[4408], portal.texts[4408] = "溪柳镇搬了家的栏目里的新消息", TEXT.format(4408)
        portal.hidden.add(4408)
        portal.texts[4404] += "清单上还添了两件事。"
        portal.instead[f"{NEW}{portal.place(4402)}"] = (404, {}, b"<h1>404</h1>")
        counts = []
        for _ in range(2):
            report = portal.look(archive)
            counts.append(tuple(report[f"articles_{what}"] for what in ("new", "changed", "gone")))
        assert counts == [(1, 1, 0), (0, 0, 1)]
        assert not [url for url in portal.asked if "/xx/" in url]
    after = [tuple(row) for row in database(archive).execute("SELECT id, key, url FROM articles ORDER BY id")]
    assert set(before) < set(after)
    assert len(after) == 7
    is_the_same_after_a_rebuild(archive)


STRANGE = story_html(
    "远山县的一位老支书和他的果园", "果园里的梨树是三十年前种下的，今年又添了新苗，村里人都来帮忙。" * 3
)


@pytest.mark.parametrize("reply", [(200, {}, b"<html><title>for sale</title><a href='/buy'>buy</a></html>"), STRANGE])
@pytest.mark.parametrize("folders", [("/",), ("/zz/",)])
def test_what_leads_to_somebody_elses_is_no_move(folders: tuple[str, ...], reply: Any, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    reply = reply if isinstance(reply, tuple) else (200, {}, reply)
    with Moving() as portal:
        portal.look(archive)
        before = [tuple(row) for row in database(archive).execute("SELECT id, key, url, status FROM articles")]
        portal.folders = folders
        for place in ("/zz/", "/gb/", *map(portal.place, portal.numbers)):
            portal.instead[f"{NEW}{place}"] = reply
        others = [(f"/zx/{n}.html", f"别人网站上的第{n}条新闻标题") for n in range(1, 7)]
        portal.instead[f"{NEW}/"] = page("别人的网站", *others)
        for _ in range(3):
            report = portal.look(archive)
            assert (report["articles_new"], report["articles_changed"], report["articles_gone"]) == (0, 0, 0)
        assert ("none of its stories" in report["health"]) == (folders == ("/",))
        assert not [url for url in portal.asked if "/zx/" in url or "/buy" in url]
    assert [tuple(row) for row in database(archive).execute("SELECT id, key, url, status FROM articles")] == before
    is_the_same_after_a_rebuild(archive)
