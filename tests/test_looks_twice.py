"""An edit is looked at once more before the crawl ends: what is another at every look is none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import dangjian, database, story_html
from derived import age, all_rows
from test_nightly import TEXT, Night

from archive.unsteady import noise_of
from spiders.doubting import EDITS_AT_MOST

TIPS = ("请扫描二维码关注我们。", "更多内容请下载客户端。", "投稿邮箱见首页底部。")


class Tips(Night):
    """A portal whose template draws a tip anew, within the text, for every answer."""

    def __init__(self) -> None:
        super().__init__(12)
        self.drawn: Counter[str] = Counter()

    def answer(self, handler: object) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = super().answer(handler)  # type: ignore[misc]
        path: str = handler.path  # type: ignore[attr-defined]
        drawn, number = self.drawn[path], int("".join(filter(str.isdigit, path)) or 0)
        self.drawn[path] += 1
        # Of every fourth the second look has the same as the first.
        tip = TIPS[(number + drawn - (number % 4 == 0 and drawn > 1)) % 3]
        return status, headers, body.replace(b"</p></div>", f"</p><p>【温馨提示】{tip}</p></div>".encode())

    def night(self, archive: Path, *options: str) -> list[str]:
        age(archive, 1)
        return self.crawl(archive, *options)


def edits(archive: Path) -> dict[str, list[str]]:
    """Return what changes are written of articles, by address."""
    found: dict[str, list[str]] = {}
    query = "SELECT url, kind FROM changes c JOIN articles a ON a.id = c.article ORDER BY a.id, c.seen_at"
    for row in database(archive).execute(query):
        found.setdefault("/a/" + row["url"].rpartition("/")[2], []).append(row["kind"])
    return found


def test_what_a_template_draws_anew_is_no_edit_and_what_is_edited_beside_it_is_one(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Tips()
    with portal.site:
        portal.crawl(archive)
        portal.texts["/a/3.html"] = portal.texts["/a/3.html"].replace("实惠", "更多的实惠")
        portal.night(archive)
        assert edits(archive) == {"/a/3.html": ["correction"]}
        reported = database(archive).execute("SELECT articles_changed FROM crawls ORDER BY id DESC").fetchone()
        assert reported[0] == 1
        assert len(portal.night(archive, "--full")) == 12  # what comes and goes is known: nothing is asked for twice
        assert edits(archive) == {"/a/3.html": ["correction"]}
        assert (
            "更多的实惠" in database(archive).execute("SELECT body FROM texts WHERE body LIKE '%/a/3%'").fetchone()[0]
        )


def test_articles_that_are_others_at_every_look_are_looked_at_later_and_later(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Tips()
    with portal.site:
        portal.crawl(archive)
        portal.night(archive)
        looks = database(archive).execute("SELECT DISTINCT looks FROM articles").fetchall()
        assert [row[0] for row in looks] == [2]
        assert portal.night(archive) == []


def test_a_rebuild_takes_the_same_edits_back(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Tips()
    with portal.site:
        portal.crawl(archive)
        portal.texts["/a/3.html"] = portal.texts["/a/3.html"].replace("实惠", "更多的实惠")
        portal.crawl(archive, "--full")
        portal.crawl(archive, "--full")
    assert dangjian("verify", "--archive", archive).code == 0
    before = all_rows(archive)
    assert before["unsteady"]
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before


def test_another_story_in_an_articles_place_is_no_edit_of_it(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Night()
    with portal.site:
        portal.crawl(archive)
        right, wrong = (story_html(portal.titles[path], portal.texts[path]) for path in ("/a/1.html", "/a/2.html"))
        portal.texts = {path: f"{path}是这样写的。{TEXT}" for path in portal.texts}
        portal.pages["/a/1.html"] = 200, {}, wrong
        age(archive, 1)
        portal.crawl(archive)
        assert "/a/1.html" not in edits(archive)
        portal.pages["/a/1.html"] = 200, {}, right
        age(archive, 1)
        portal.crawl(archive)
        assert "/a/1.html" not in edits(archive)


def test_what_is_published_again_under_another_address_is_missed_at_the_old_one_in_the_same_crawl(
    tmp_path: Path,
) -> None:
    archive, portal = tmp_path / "a", Night()
    with portal.site:
        portal.crawl(archive)
        age(archive, 1)
        portal.crawl(archive)
        portal.titles["/a/90.html"] = portal.titles.pop("/a/1.html")
        portal.texts["/a/90.html"] = portal.texts.pop("/a/1.html")
        portal.pages["/yw/"] = (
            200,
            {},
            "<ul><li><a href='/a/90.html'>第1篇文章的标题在这里</a> 2020-03-13</li></ul>".encode(),
        )
        age(archive, 1)
        assert "/a/1.html" in portal.crawl(archive)
        rows = database(archive).execute("SELECT url FROM articles WHERE headline LIKE '第1篇%'").fetchall()
        assert ["/a/" + row["url"].rpartition("/")[2] for row in rows] == ["/a/90.html"]


@pytest.mark.parametrize(
    ("first", "second", "is_noise"),
    [
        ("甲来了。乙也来了。\n提示一。", "甲来了。乙也来了。\n提示二。", True),
        ("甲来了。乙也来了。\n提示一。", "甲来了。乙也来了。\n提示一。", False),
        ("甲来了。丙也来了。\n提示一。", "甲来了。丙也来了。\n提示二。", False),
        ("甲来了。\n提示一。", "甲来了。\n提示二。", False),
        ("别的。\n都是别的。", "甲来了。乙也来了。\n提示零。", True),
    ],
)
def test_what_is_noise(first: str, second: str, is_noise: bool) -> None:
    before, *looks = ((None, "标题", None, body) for body in ("甲来了。乙也来了。\n提示零。", first, second))
    assert (noise_of(before, *looks) is not None) == is_noise


def test_of_a_portal_that_changes_all_its_texts_so_many_are_asked_for_twice_and_no_more(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Night(EDITS_AT_MOST + 10)
    with portal.site:
        portal.crawl(archive)
        portal.texts = {path: f"{path}是这样写的。{TEXT}" for path in portal.texts}
        asked = Counter(path for path in portal.crawl(archive, "--full") if path in portal.texts)
    assert len(edits(archive)) == len(portal.texts)
    assert Counter(asked.values()) == {2: EDITS_AT_MOST, 1: 10}


class Faulty(Night):
    """A portal whose server gives something else the first time that it is asked for an article on a night."""

    def __init__(self, came: dict[str, bytes]) -> None:
        super().__init__(8)
        self.came, self.asked = came, set[str]()

    def answer(self, handler: object) -> tuple[int, dict[str, str], bytes]:
        path: str = handler.path  # type: ignore[attr-defined]
        if path in self.came and path not in self.asked:
            self.asked.add(path)
            return 200, {"Content-Type": "text/html"}, self.came[path]
        return super().answer(handler)


NOTHINGS = (
    b"<html><body></body></html>",
    b" ",
    '{"code":500,"msg":"系统异常"}'.encode(),
    b"upstream request timeout",
    "<html><body>数据库连接失败</body></html>".encode(),
    b"<title>503 Service Temporarily Unavailable</title><body><h1>503 Service Temporarily Unavailable</h1></body>",
)


def test_what_came_as_next_to_nothing_is_asked_for_once_more(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    portal = Faulty({f"/a/{number}.html": nothing for number, nothing in enumerate(NOTHINGS)})
    with portal.site:
        asked = portal.crawl(archive)
        assert database(archive).execute("SELECT count(*) FROM articles").fetchone()[0] == 8
        assert len(asked) == 8 + len(NOTHINGS)
        portal.asked.clear()
        portal.texts["/a/0.html"] = portal.texts["/a/0.html"].replace("实惠", "更多的实惠")
        portal.crawl(archive, "--full")
        assert edits(archive) == {"/a/0.html": ["correction"]}
        (report,) = portal.ran.json["crawls"]
        assert (report["articles_suspected"], report["articles_gone"]) == (0, 0)
    before = all_rows(archive)
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before


def test_what_came_in_part_is_no_edit_where_a_second_look_finds_all_as_it_was(tmp_path: Path) -> None:
    """A page that breaks off has neither the end of the text nor who edited it."""
    archive, extra = tmp_path / "a", "<div>责任编辑：李梅</div>"
    portal = Faulty({})
    with portal.site:
        for path in portal.titles:
            portal.texts[path] = portal.texts[path] + "</p><p>村里的食堂也重新开了张。</p><p>账目每月贴出来一次。"
            portal.pages[path] = 200, {}, story_html(portal.titles[path], portal.texts[path], extra=extra)
        portal.crawl(archive)
        whole = portal.pages["/a/1.html"][2]
        portal.came = {"/a/1.html": whole[: whole.index("账目".encode())]}
        portal.crawl(archive, "--full")
        assert edits(archive) == {}
        rows = (
            database(archive)
            .execute(
                "SELECT t.body, p.name FROM articles a JOIN texts t ON t.article = a.id"
                " JOIN credits c ON c.article = a.id JOIN people p ON p.id = c.person"
                " WHERE a.url LIKE '%/a/1.html' AND c.role = 'editor'"
            )
            .fetchall()
        )
        assert [row[1] for row in rows] == ["李梅"]
        assert rows[0][0].endswith("账目每月贴出来一次。")
    before = all_rows(archive)
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before
