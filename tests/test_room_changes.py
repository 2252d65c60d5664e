"""What changed: the list, its feed, and two revisions side by side, over a real Datasette."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from reading_room import get, serving, text_of

from archive.diff import Segment, compare_texts
from archive.store import Store
from datasette_config.room import changes as changes_page
from datasette_config.room.changes import beijing
from datasette_config.room.diff import compare, excerpt, fold

ATOM = "{http://www.w3.org/2005/Atom}"
BODY = [
    "近日，青石乡党委在桥头设立党员服务点，三十七名党员轮流值守。",
    "服务点的小黑板上，写着当天值守党员的姓名和电话。",
    "上午九点，村民老周挑着两筐枇杷过桥，顺手把一张借条交给值守的党员。",
    "“桥头的账，比城里的还清楚。”老周说。",
    "乡党委把每月五日定为“桥头日”，班子成员轮流到桥头接访。",
    "今年以来，全乡投入资金12.5万元，修缮渡口3处。半年办结群众诉求一百二十六件。",
]
EVIL = "<script>alert(1)</script>"


def article(number: int, **changes: Any) -> dict[str, Any]:
    """Return an article's JSON."""
    return {
        "url": f"http://dj.example/{number}.html",
        "headline": f"把支部建在桥头之{number}",
        "body": "\n".join(BODY),
        "source": "云溪日报",
        "published_at": "2021-06-30T10:35:00+08:00",
        "credits": [{"role": "editor", "role_label": "责任编辑", "name": "贾知非", "organization": None}],
    } | changes


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which one article was edited twice, one renamed, one taken down and one came back."""
    path = tmp_path_factory.mktemp("changes")
    store = Store(path / "archive.db")
    store.crawls.save_portal("yunxi", {"title": "云溪党建网"})
    store.crawls.save_portal("heyang", {"title": "河阳党建网"})
    for number in range(1, 5):
        store.articles.save(article(number), "yunxi" if number < 4 else "heyang", "2026-11-01T02:00:00+00:00", None)
    edited = "\n".join(BODY).replace("一百二十六件", "一百二十九件")
    store.articles.save(article(1, body=edited), "yunxi", "2026-11-02T02:00:00+00:00", None)
    another = edited.replace("12.5", "13.5") + f"\n本网将继续关注。{EVIL}"
    changed = article(1, body=another, headline=f"把党支部建在桥头{EVIL}", deck="一个渡口的半年")
    store.articles.save(changed, "yunxi", "2026-11-03T18:30:00+00:00", None)
    other = [{"role": "editor", "role_label": "责任编辑", "name": "方若谷", "organization": None}]
    store.articles.save(article(2, credits=other, source="云溪党建网"), "yunxi", "2026-11-04T02:00:00+00:00", None)
    for number, day in ((3, 5), (4, 6)):
        identity = store.articles.id_of(f"http://dj.example/{number}.html")
        assert identity is not None
        for later in (0, 1):
            seen_at = f"2026-11-{day + later:02}T03:00:00+00:00"
            crawl = store.crawls.start(f"{number}-{day + later}", "yunxi", seen_at)
            store.looks.miss(identity, "soft 404", seen_at, crawl, None, 1)
    store.articles.save(article(4), "heyang", "2026-11-09T02:00:00+00:00", None)
    store.close()
    return path


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:
    with serving(archive) as base:
        yield base


def key_of(archive: Path, number: int) -> str:
    with sqlite3.connect(archive / "archive.db") as db:
        query = "SELECT key FROM articles WHERE url = ?"
        return str(db.execute(query, [f"http://dj.example/{number}.html"]).fetchone()[0])


def kinds(page: str) -> list[str]:
    return [str(b.text_content()) for b in html.fromstring(page).xpath("//ol[@class='ledger']/li//b[@class='kind']")]


def test_the_newest_change_comes_first_each_with_what_changed(room: str) -> None:
    status, response, page = get(room + "/changes", Accept_Language="zh")
    assert status == 200
    assert kinds(page) == ["恢复", "撤稿", "撤稿", "署名、来源或时间", "更正", "更正"]
    tree = html.fromstring(page)
    entries = tree.xpath("//ol[@class='ledger']/li")
    assert "责任编辑：〔删去：贾知非〕〔增加：方若谷〕" in entries[3].text_content()
    assert "云溪〔删去：日报〕〔增加：党建网〕" in entries[3].text_content()
    assert "半年办结群众诉求〔删去：一百二十六〕〔增加：一百二十九〕件。" in entries[5].text_content()
    assert "全乡投入资金" not in entries[5].text_content(), "only the sentence"
    assert "网页提示内容不存在" in entries[1].text_content()
    assert len(entries[1].xpath(".//ul[@class='looks']/li")) == 2
    # A change found in the evening of Greenwich is one of the next day in China.
    assert "2026年11月4日 02:30" in entries[4].text_content()
    assert not tree.xpath("//script"), "what a portal wrote is text"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert not tree.xpath("//*[@style]")
    assert tree.xpath("//nav[@class='rooms']/a[@href='/changes']/@aria-current") == ["page"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=takedown", ["Takedown", "Takedown"]),
        ("portal=heyang", ["Return", "Takedown"]),
        ("portal=heyang&kind=takedown", ["Takedown"]),
        ("from=2026-11-04&to=2026-11-04", ["Names, source or time", "Correction"]),
        ("to=2026-11-03", ["Correction"]),
        (
            "kind=nonsense&portal=",
            ["Return", "Takedown", "Takedown", "Names, source or time", "Correction", "Correction"],
        ),
        ("portal=nonesuch", []),
        ("from=9999-12-31", []),
        ("to=0001-01-01", []),
    ],
)
def test_changes_are_narrowed(room: str, query: str, found: list[str]) -> None:
    assert kinds(get(f"{room}/changes?{query}&lang=en")[2]) == found


def test_odd_addresses_are_answered(room: str, archive: Path) -> None:
    for query in (
        "after=x",
        "after=2026~1~1",
        "from=gestern",
        "kind=typo&kind=x",
        "after=2026-11-04T00:00:00~9~9~typo",
    ):
        assert get(f"{room}/changes?{query}")[0] == 200, query
    key = key_of(archive, 1)
    for query in ("old=9&new=99", "old=3&new=1", "old=2&new=2", "old=x", "new=-1", "new=1"):
        assert get(f"{room}/article/{key}/changes?{query}")[0] == 200, query
    for path in ("/article/aaaaaaaaaaaaaaaa/changes", "/article/x/changes"):
        assert get(room + path)[0] == 404, path


def test_a_long_list_is_paged_and_every_change_is_on_one_page(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.crawls.save_portal("p", {})
    for number in range(47):
        store.articles.save(article(number), "p", "2026-11-01T02:00:00+00:00", None)
        # Many of one time, as after an import.
        store.articles.save(
            article(number, source="别的来源"), "p", f"2026-11-{2 + number // 30:02}T02:00:00+00:00", None
        )
    store.close()
    with serving(tmp_path) as base:
        seen: list[str] = []
        address = "/changes?kind=metadata"
        while address:
            tree = html.fromstring(get(base + address)[2])
            seen += tree.xpath("//ol[@class='ledger']/li/h2/a/@href")
            address = tree.xpath("string(//nav[@class='pages']/a[@rel='next']/@href)")
    assert len(seen) == len(set(seen)) == 47


def test_what_takes_too_long_is_no_empty_list(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.limits._STEPS", 1)
    monkeypatch.setattr(changes_page, "MILLISECONDS", -1)
    asked: dict[str, Any] = dict.fromkeys(("portal", "kind", "from", "to", "after"))
    with sqlite3.connect(archive / "archive.db") as db:
        assert changes_page._listed(db, asked, "zh", 20)[0] == []
    assert asked["slow"]


def test_the_feed(room: str) -> None:
    status, response, text = get(room + "/changes.atom?lang=zh")
    assert status == 200
    assert response.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(text)
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 6
    assert all(one and one.startswith("urn:uuid:") for one in ids)
    assert [
        e.findtext(f"{ATOM}id") for e in ET.fromstring(get(room + "/changes.atom?lang=en")[2]).findall(f"{ATOM}entry")
    ] == ids
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, key=str, reverse=True)
    assert root.findtext(f"{ATOM}updated") == updated[0]
    assert entries[0].findtext(f"{ATOM}title") == "〔恢复〕把支部建在桥头之4"
    assert "〔删：一百二十六〕〔增：一百二十九〕" in str(entries[5].findtext(f"{ATOM}summary"))
    assert "网页提示内容不存在" in str(entries[1].findtext(f"{ATOM}summary"))
    link = entries[5].find(f"{ATOM}link")
    assert link is not None
    assert "[-" not in (link.get("href") or "")
    assert get(str(link.get("href")))[0] == 200
    narrowed = ET.fromstring(get(room + "/changes.atom?kind=takedown&portal=heyang")[2])
    assert len(narrowed.findall(f"{ATOM}entry")) == 1
    assert "河阳党建网" in str(narrowed.findtext(f"{ATOM}title"))
    assert len(ET.fromstring(get(room + "/changes.atom?portal=nonesuch")[2]).findall(f"{ATOM}entry")) == 0


def test_two_revisions_side_by_side(room: str, archive: Path) -> None:
    status, _, page = get(f"{room}/article/{key_of(archive, 1)}/changes", Accept_Language="zh")
    assert status == 200
    tree = html.fromstring(page)
    notes = [" ".join(note.text_content().split()) for note in tree.xpath("//*[contains(@class, 'note')]")]
    assert notes == ["标题", "副题", "增加一段"]
    changed = tree.xpath("//section[@class='bodies']/div[contains(@class, 'changed')]")
    assert len(changed) == 1
    assert [one.text_content() for one in changed[0].xpath("p[@class='old']//del")] == ["〔删去：12.5〕"]
    assert [one.text_content() for one in changed[0].xpath("p[@class='new']//ins")] == ["〔增加：13.5〕"]
    assert not changed[0].xpath("p[@class='old']//ins | p[@class='new']//del")
    assert tree.xpath("string(//details/summary)") == f"4 段没有变动（{sum(map(len, BODY[:4]))} 字）"
    assert "正文删去 4 字，增加 37 字。" in text_of(page)
    assert not tree.xpath("//script")
    first = get(f"{room}/article/{key_of(archive, 1)}/changes?old=1&new=2", Accept_Language="en")[2]
    assert "[deleted: 一百二十六]" in html.fromstring(first).xpath("string(//section[@class='bodies'])")


def test_one_revision_alone_and_what_happened_besides(room: str, archive: Path) -> None:
    page = text_of(get(f"{room}/article/{key_of(archive, 3)}/changes", Accept_Language="en")[2])
    assert "There is one revision of this article" in page
    assert "Takedown 6 November 2026 11:00 Two crawls did not find it" in page
    assert "5 November 2026 11:00: a page saying that there is nothing" in page
    again = text_of(get(f"{room}/article/{key_of(archive, 4)}/changes", Accept_Language="en")[2])
    assert "Return 9 November 2026 10:00" in again


def test_a_text_of_a_megabyte_does_not_hang(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.crawls.save_portal("p", {})
    long = [f"第{number}段：" + "党建引领基层治理，" * 12 + str(number * number) for number in range(3000)]
    store.articles.save(article(1, body="\n".join(long)), "p", "2026-11-01T02:00:00+00:00", None)
    other = [line[::-1] for line in long]
    store.articles.save(article(1, body="\n".join(other)), "p", "2026-11-02T02:00:00+00:00", None)
    store.close()
    with serving(tmp_path) as base:
        for path in ("/changes", f"/article/{key_of(tmp_path, 1)}/changes"):
            assert get(base + path)[0] == 200


def test_credits_and_times_are_compared() -> None:
    none = dict.fromkeys(("kicker", "headline", "deck", "byline", "source", "published_at", "body"))
    old = {**none, "credits": '[{"role": "author", "name": "张静"}]', "published_at": "2021-06-30T10:35:00+08:00"}
    new = {**none, "credits": '[{"role": "author", "name": "张静", "organization": "团委"}]', "published_at": None}
    found = compare(old, new, lambda role: {"author": "作者"}[role])
    assert found.fields == [
        ("published_at", [Segment("deleted", "2021-06-30 10:35")]),
        ("credits", [Segment("same", "作者："), Segment("inserted", "团委 "), Segment("same", "张静")]),
    ]
    assert found.rows == []


def test_long_runs_of_the_same_are_folded() -> None:
    rows = compare_texts("\n".join(BODY), "\n".join([*BODY[:5], BODY[5].replace("3处", "4处")]))
    assert [(folded, len(run)) for folded, run in fold(rows)] == [(True, 4), (False, 1), (False, 1)]
    rows = compare_texts("\n".join(BODY[2:]), "\n".join([*BODY[2:5], BODY[5].replace("3处", "4处")]))
    assert [folded for folded, _ in fold(rows)] == [False, False]
    assert fold([]) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("一句。投入3处。又一句。", "一句。投入4处。又一句。", "投入[3][4]处。"),
        ("长" * 90 + "3处" + "长" * 90, "长" * 90 + "4处" + "长" * 90, "…" + "长" * 36 + "[3][4]处" + "长" * 70 + "…"),
        ("头一段说的是这件事情。", "头一段说的是这件事情。\n增" * 1 + "加的一段话。", "[增加的一段话。]"),
        ("不变", "不变", ""),
    ],
)
def test_the_sentence_that_changed(old: str, new: str, found: str) -> None:
    segments = excerpt(compare_texts(old, new))
    assert "".join(text if operation == "same" else f"[{text}]" for operation, text in segments) == found


def test_times_in_china() -> None:
    assert beijing("2026-11-03T18:30:00+00:00", "zh") == "2026年11月4日 02:30"
    assert beijing("2026-11-03T18:30:00+00:00", "en") == "4 November 2026 02:30"
    assert beijing(None, "en") == "undated"
    assert beijing("nonsense", "en") == "nonsense"
