"""People and organisations: lists by role, names by a part, and a name's page, over a real Datasette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from reading_room import get, serving, text_of

from archive.store import Store
from datasette_config.room import people as people_page
from datasette_config.room.person import chart, profile

EVIL = "<script>alert(1)</script>"


def credit(role: str, name: str | None, organization: str | None = None) -> dict[str, str | None]:
    return {"role": role, "role_label": None, "name": name, "organization": organization}


def article(number: int, portal: str, day: str | None, *credits: dict[str, str | None], **more: Any) -> dict[str, Any]:
    return {
        "url": f"http://{portal}.example/{number}.html",
        "headline": f"河畔支部见闻之{number}",
        "body": "村里来了新书记，先把账目贴上墙。",
        "source": "云溪日报",
        "published_at": day,
        "credits": list(credits),
    } | more


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two portals of two regions, on both of which stands a 张静."""
    path = tmp_path_factory.mktemp("people")
    store = Store(path / "archive.db")
    store.crawls.save_portal("yunxi", {"title": "云溪党建网", "region": "CN-ZJ"})
    store.crawls.save_portal("heyang", {"title": "河阳先锋网", "region": "CN-GD"})
    said = [
        article(1, "yunxi", "2019-05-01", credit("author", "张静", "云溪县委组织部"), credit("editor", "贾知非")),
        article(2, "yunxi", "2019-06-01", credit("author", "张静", "云溪县委组织部"), credit("editor", "贾知非")),
        article(3, "yunxi", "2021-06-01", credit("editor", "张静"), credit("author", "苏念真"), source="云溪党建网"),
        article(4, "heyang", "2020-06-01", credit("reporter", "张静", "河阳电视台"), credit("editor", "方若谷")),
        article(5, "heyang", None, credit("author", "张静"), credit("contributor", None, "云溪日报")),
        article(6, "heyang", "2020-07-01", credit("author", "A/B 张"), credit("author", EVIL)),
    ]
    for one in said:
        store.articles.save(one, one["url"].split("/")[2].split(".")[0], "2026-11-01T02:00:00+00:00", None)
    # A name that only an earlier revision credits.
    gone = article(
        6, "heyang", "2020-07-01", credit("author", "A/B 张"), credit("author", EVIL), credit("editor", "旧名")
    )
    store.articles.save(gone, "heyang", "2026-11-02T02:00:00+00:00", None)
    store.articles.save(said[5], "heyang", "2026-11-03T02:00:00+00:00", None)
    store.close()
    return path


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:
    with serving(archive) as base:
        yield base


def listed(page: str) -> list[tuple[str, str]]:
    rows = html.fromstring(page).xpath("//table[@class='names']/tbody/tr")
    return [(row.xpath("string(th)"), row.xpath("string(td[2])")) for row in rows]


def test_names_by_role_those_with_the_most_first(room: str) -> None:
    status, response, page = get(room + "/people", Accept_Language="zh")
    assert status == 200
    assert listed(page)[0] == ("张静", "3")
    assert dict(listed(page)) == {"张静": "3", "苏念真": "1", "A/B 张": "1", EVIL: "1"}
    tree = html.fromstring(page)
    roles = [" ".join(a.text_content().split()) for a in tree.xpath("//nav[@class='roles']/a")]
    assert roles == ["作者 4", "记者 1", "编辑 3"]
    assert not tree.xpath("//script | //*[@style]")
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert dict(listed(get(room + "/people?role=editor")[2])) == {"贾知非": "2", "方若谷": "1", "张静": "1"}
    assert "旧名" not in page
    offices = get(room + "/people?of=organization")[2]
    assert listed(offices) == [("云溪日报", "1")]
    assert listed(get(room + "/people?of=organization&role=author")[2]) == [("云溪县委组织部", "2")]


def test_names_by_a_part(room: str) -> None:
    found = get(room + "/people?q=张", Accept_Language="en")[2]
    assert listed(found) == [("张静", "5"), ("A/B 张", "1")]
    assert listed(get(room + "/people?q=張靜")[2]) == [("张静", "5")], "traditional characters find simplified"
    assert listed(get(room + "/people?q=张&role=reporter")[2]) == [("张静", "1")]
    assert listed(get(room + "/people?q=组织部&of=organization")[2]) == [("云溪县委组织部", "2")]
    assert "No name contains" in text_of(get(room + "/people?q=无人&lang=en")[2])


def test_odd_addresses_are_answered(room: str) -> None:
    for query in (
        "page=0",
        "page=99",
        "page=x",
        "role=king",
        "of=planet",
        "q=%25",
        "q='",
        f"q={EVIL}",
        "q=" + "长" * 500,
    ):
        assert get(f"{room}/people?{query}")[0] == 200, query
    for path in ("/person/无此人", "/person/%2e%2e", "/organization/张静", "/person/云溪日报"):
        assert get(room + path)[0] == 404, path


def test_a_names_page(room: str) -> None:
    status, _, page = get(room + "/person/张静", Accept_Language="zh")
    assert status == 200
    tree, text = html.fromstring(page), text_of(page)
    assert tree.xpath("string(//h1)") == "张静"
    assert [" ".join(a.text_content().split()) for a in tree.xpath("//nav[@class='roles']/a")] == [
        *("全部 5 篇次", "作者 3", "编辑 1", "记者 1"),
    ]
    signs = [one.text_content() for one in tree.xpath("//div[@class='caution']//li")]
    assert signs == ["出现在 2 个门户网站", "出现在 2 个地区的门户网站", "署名旁有 2 个不同的单位"]
    places = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in tree.xpath("//table[@class='places']/tbody/tr")
    ]
    assert places == [
        ["云溪党建网", "CN-ZJ", "作者 2 编辑 1", "2019–2021", "云溪县委组织部 2"],
        ["河阳先锋网", "CN-GD", "作者 1 记者 1", "2020", "河阳电视台 1"],
    ]
    assert len(tree.xpath("//figure//rect")) == 3
    assert "2019 年至 2021 年" in tree.xpath("string(//figure/*[@role='img']/@aria-label)")
    assert "另有 1 篇无日期" in text
    stories = tree.xpath("//ol[@class='stories']/li")
    assert [one.xpath("string(h3)").strip() for one in stories] == [
        f"河畔支部见闻之{number}" for number in (3, 4, 2, 1, 5)
    ]
    together = {one.xpath("string(a)"): one.xpath("string(b)") for one in tree.xpath("(//ul[@class='tally'])[1]/li")}
    assert together["贾知非"] == "2"
    assert "张静" not in together
    assert together["云溪日报"] == "1"
    sources = {one.xpath("string(a)"): one.xpath("string(b)") for one in tree.xpath("(//ul[@class='tally'])[2]/li")}
    assert sources == {"云溪日报": "4", "云溪党建网": "1"}


def test_the_links_of_a_names_page_find_its_articles(room: str) -> None:
    tree = html.fromstring(get(room + "/person/张静")[2])
    links = tree.xpath("//p[@class='searches']/a/@href")
    assert [link.split("=")[0] for link in links] == ["/search?person", "/search?author", "/search?editor"]
    found = [len(html.fromstring(get(room + link)[2]).xpath("//ol[contains(@class, 'results')]/li")) for link in links]
    assert found == [5, 4, 1]
    for link in tree.xpath("//main//a[starts-with(@href, '/person/') or starts-with(@href, '/organization/')]/@href"):
        assert get(room + link)[0] == 200, link


def test_a_names_page_in_one_role(room: str) -> None:
    tree = html.fromstring(get(room + "/person/张静?role=reporter", Accept_Language="en")[2])
    assert len(tree.xpath("//ol[@class='stories']/li")) == 1
    assert len(tree.xpath("//table[@class='places']/tbody/tr")) == 1
    assert tree.xpath("//nav[@class='roles']/a[@aria-current]/small/text()") == ["1"]
    assert not tree.xpath("//div[@class='caution']//li")


def test_an_organisations_page(room: str) -> None:
    text = text_of(get(room + "/organization/云溪日报", Accept_Language="en")[2])
    assert "Contributed by 1" in text
    assert "Articles naming “云溪日报” as their source: 5" in text
    assert "There is" not in text
    tree = html.fromstring(get(room + "/organization/云溪县委组织部")[2])
    assert tree.xpath("string((//table[@class='places']//td)[last()])").split() == ["张静", "2"]


def test_names_that_are_odd(room: str) -> None:
    for name in ("A/B 张", EVIL):
        link = next(a for a in html.fromstring(get(room + "/people")[2]).xpath("//tbody//a") if a.text == name)
        status, _, page = get(room + link.get("href"))
        assert status == 200
        tree = html.fromstring(page)
        assert tree.xpath("string(//h1)") == name
        assert not tree.xpath("//script")
    status, _, page = get(room + "/person/旧名", Accept_Language="en")
    assert status == 200
    assert "only earlier revisions did" in text_of(page)


def test_where_looking_through_all_names_takes_long_their_beginnings_are_found(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(archive / "archive.db")
    names, whole = people_page.containing(store.db, "person", "静", None)
    assert [one["name"] for one in names] == ["张静"]
    assert whole
    # As slow as can be: SQLite looks at the clock every thousand steps, and there are few here.
    monkeypatch.setattr("archive.limits._STEPS", 1)
    monkeypatch.setattr(people_page, "MILLISECONDS", -1)
    names, whole = people_page.containing(store.db, "person", "静", None)
    assert (names, whole) == ([], False)
    names, whole = people_page.containing(store.db, "person", "张", None)
    assert ([one["name"] for one in names], whole) == (["张静"], False)
    monkeypatch.setattr(people_page, "MILLISECONDS_OF_COUNTS", -1)
    assert set(people_page.roles(store.db, "person").values()) == {None}
    store.close()


def test_the_newest_of_a_name_are_looked_at_and_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "archive.db")
    store.crawls.save_portal("p", {})
    for number in range(30):
        role = ("author", "editor")[number % 2]
        day = f"2020-01-{number + 1:02}"
        store.articles.save(article(number, "p", day, credit(role, "张静")), "p", "2026-11-01T02:00:00+00:00", None)
    monkeypatch.setattr("datasette_config.room.person.LOOKED_AT", 7)
    found = profile(store.db, "person", "张静", None)
    assert found is not None
    assert found["looked_at"] == 7
    assert [one["headline"] for one in found["newest"]] == [f"河畔支部见闻之{number}" for number in range(29, 22, -1)]
    assert found["credited"] == 30
    assert found["sources"] == [("云溪日报", 7)]
    store.close()


def test_what_stands_beside_a_name_is_looked_up_by_its_articles(archive: Path) -> None:
    """However many credits a name has: the index of a name's credits gives all of them."""
    store = Store(archive / "archive.db")
    asked: list[str] = []
    store.db.set_trace_callback(asked.append)
    assert profile(store.db, "person", "张静", None)
    assert profile(store.db, "organization", "云溪日报", None)
    store.db.set_trace_callback(None)
    beside = [one for one in asked if "json_each" in one]
    assert len(beside) == 10
    for one in beside:
        plan = " ".join(row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {one}"))
        assert "credits_person" not in plan, plan
        assert "credits_organization" not in plan, plan
    store.close()


def test_a_chart_has_a_bar_for_every_year() -> None:
    found = chart([("2019", 2), ("2021", 4), ("", 9), ("2021", 4)])
    assert found is not None
    assert [(bar["year"], bar["articles"]) for bar in found["bars"]] == [(2019, 2), (2020, 0), (2021, 8)]
    assert [bar["height"] for bar in found["bars"]] == [27.5, 0, 110]
    assert chart([("", 3)]) is None
    many = chart([("1950", 1), ("2026", 1000)])
    assert many is not None
    assert len(many["bars"]) == 77
    assert many["bars"][0]["height"] > 0
