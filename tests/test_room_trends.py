"""The page of phrases over time and its files, served by a real Datasette."""

from __future__ import annotations

import csv
import io
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import Invented, chance_text, days
from lxml import etree, html
from reading_room import get, serving, text_of

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Invented(tmp_path_factory.mktemp("room") / "a") as one:
        one.portal("north", "北山党建网")
        one.portal("south", f"南河党建网{EVIL}")
        for day in days("2020-03", 20):
            one.article("north", day, "不忘初心、牢记使命。" if day[-1] in "15" else "支部开会。")
        one.article("north", "2020-05-02", "抗疫。")
        one.missing("north", "2020-05-03", "failed", 2)
        one.missing("north", "2020-05-03", "blocked")
        one.missing("north", "2020-06-03", "blocked", 4)
        one.crawl("north", "2020-07-31")
        one.article("south", "2020-04-10", "学习不忘初心。", headline=f"不忘初心{EVIL}")
        one.article("south", "2020-04-12", "什么也没有。", author="初心")
        one.article("south", None, "没有日期。")
        one.crawl("south", "2020-06-30", "interrupted")
    with serving(one.directory) as base:
        yield base


def test_every_point_says_how_well_its_period_is_covered(room: str) -> None:
    status, response, page = get(f"{room}/trends?phrase=不忘初心&portal=north&from=2020-02-01&to=2020-08-31&lang=en")
    assert status == 200
    tree = html.fromstring(page)
    says = tree.xpath("//div[@class='wide']//*[name()='a']/@aria-label")
    assert says == [
        "2020-03, 不忘初心: 4 of 20 articles (20%), coverage 100%",
        "2020-05, 不忘初心: 0 of 1 articles (0%), coverage 25%",
    ]
    rows = {
        row.xpath("string(th)"): [" ".join(td.text_content().split()) for td in row.xpath("td")]
        for row in tree.xpath("//section[@aria-labelledby='figures']//tbody/tr")
    }
    assert rows == {
        "2020-08": ["–", "0", "not crawled"],
        "2020-07": ["–", "0", "none listed"],
        "2020-06": ["–", "0", "listed, none to be had (4 missing)"],
        "2020-05": ["0%", "1", "25% (3 missing)"],
        "2020-04": ["–", "0", "none listed"],
        "2020-03": ["20% 4", "20", "100%"],
        "2020-02": ["–", "0", "not crawled"],
    }
    assert len(tree.xpath("//div[@class='wide']//*[@class='unknown']")) == 2, "what was not crawled is hatched"
    assert "script-src 'self'" in response.headers["content-security-policy"]


def test_a_point_leads_to_its_articles(room: str) -> None:
    for phrase, wanted in (("不忘初心", [4, 1]), ("初心", [4, 1])):
        tree = html.fromstring(get(f"{room}/trends?phrase={phrase}&lang=zh")[2])
        links = tree.xpath("//div[@class='wide']//*[name()='a']/@href")
        found = [
            len(html.fromstring(get(room + link.replace("+", "%20"))[2]).xpath("//ol[contains(@class, 'results')]/li"))
            for link in links
        ]
        assert [n for n in found if n] == wanted, phrase


def test_the_page_in_chinese(room: str) -> None:
    page = get(f"{room}/trends?phrase=不忘初心&phrase=党&lang=zh")[2]
    text = text_of(page)
    for part in (
        "含有提法的文章占全部文章的百分比",
        "未计入：党",
        "上一次采集没有走到底，尚未列出的文章不在覆盖率之内：南河党建网",
        "另有 1 篇无日期的文章",
        "2020年3月",
        "沸 ≥ 0.0518、烫 ≥ 0.0129 为其公布的界线；热 ≥ 0.0032",
        "“不忘初心”在各门户的首次使用",
    ):
        assert part in text, part
    tree = html.fromstring(page)
    first = tree.xpath("//table[contains(@class, 'firsts')]//tbody/tr")[0]
    assert [cell.text_content() for cell in first] == ["北山党建网", "2020-03-01", "0", "支部里的一天", "2020-03-01"]
    heat = tree.xpath("//table[@class='trends-heat']//td")
    assert [cell.xpath("string(b)") for cell in heat] == ["沸*"] and "boiling" in heat[0].get("class")


def test_portals_beside_each_other(room: str) -> None:
    tree = html.fromstring(get(f"{room}/trends?phrase=不忘初心&portal=north&portal=south&portal=none&as=count")[2])
    assert tree.xpath("//div[@class='trends-panels']/div/h2/text()") == ["北山党建网", f"南河党建网{EVIL}"]
    tops = [
        panel.xpath(".//*[name()='text'][@text-anchor='end']/text()")
        for panel in tree.xpath("//div[@class='trends-panels']/div")
    ]
    assert tops[0] == tops[1] == ["0", "1", "2", "3", "4"], "on the same scale"


def test_numbers_as_files(room: str) -> None:
    address = "phrase=不忘初心&phrase=支部开会|抗疫&by=month"
    status, response, body = get(f"{room}/trends.csv?{address}&variants=apart")
    assert status == 200 and response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    assert {row["phrase"] for row in rows} == {"不忘初心", "支部开会", "抗疫"}
    march = next(row for row in rows if row["period"] == "2020-03" and row["phrase"] == "不忘初心")
    assert (march["articles_with_phrase"], march["articles"], march["share"], march["coverage"]) == (
        "4",
        "20",
        "0.2",
        "1.0",
    )
    assert next(row["state"] for row in rows if row["period"] == "2020-07") == "silent"
    found = json.loads(get(f"{room}/trends.json?{address}&as=characters")[2])
    assert found["phrases"] == [["不忘初心"], ["支部开会", "抗疫"]]
    characters = {p["period"]: p["characters_per_million"] for p in found["points"] if p["phrase"] == "不忘初心"}
    assert characters["2020-03"] == pytest.approx(4 * 4 / (4 * 10 + 16 * 5) * 1e6, rel=1e-4)
    assert [use["days_after"] for use in found["first_uses"] if use["phrase"] == "不忘初心"] == [0, 40]
    assert found["heat"]["years"][0]["tier"] == "boiling" and found["heat"]["years"][0]["whole_year"] is False


@pytest.mark.parametrize(
    "more", ["", "&portal=north&portal=south", "&by=year", "&by=day", "&as=characters", "&as=count"]
)
def test_the_picture_as_a_file_stands_alone(room: str, more: str) -> None:
    status, response, body = get(f"{room}/trends.svg?phrase=不忘初心&phrase={EVIL}党建{more}&lang=en")
    assert status == 200 and response.headers["content-type"].startswith("image/svg+xml")
    assert response.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    tree = etree.fromstring(body.encode())
    assert tree.xpath("string(//*[local-name()='title'])").startswith("不忘初心, <script>")
    assert tree.xpath("//*[local-name()='style']") and "Noto Sans CJK SC" in body
    assert not tree.xpath("//*[local-name()='script' or local-name()='img' or local-name()='a' or @href]")
    assert all(float(x) == float(x) for x in tree.xpath("//@x | //@y"))


def test_nothing_asked_for_and_nonsense(room: str) -> None:
    page = get(f"{room}/trends")[2]
    assert len(html.fromstring(page).xpath("//input[@name='phrase']")) == 3
    assert get(f"{room}/trends.svg")[0] == 404
    assert get(f"{room}/trends.csv")[2].startswith("\ufeffphrase,portal,period,")
    assert json.loads(get(f"{room}/trends.json")[2])["points"] == []
    for more in (
        *(
            "by=century",
            "as=",
            "from=x&to=2020-13-01",
            "from=2020-06-01&to=2020-01-01",
            "portal=none",
            "from=0001-01-01",
        ),
        *(
            "from=9999-12-31",
            "to=9999-12-31&by=day",
            "from=1800-01-01&to=1850-01-01&by=week",
            "phrase=党建" * 40,
            "variants=x",
        ),
        *(
            "phrase=" + "国" * 900,
            "phrase=党建|" * 30,
            "phrase=*",
            'phrase="',
            "phrase=NOT",
            "phrase=a%00b",
            "portal=%FF",
        ),
    ):
        for ending in ("", ".csv", ".json", ".svg"):
            status = get(f"{room}/trends{ending}?phrase=不忘初心&{more}")[0]
            assert status == 200 or (status, ending) == (404, ".svg"), (ending, more)


def test_hostile_words_are_text(room: str) -> None:
    for address in (
        f"/trends?phrase=不忘初心&phrase={EVIL}党建&portal=south",
        f"/trends?phrase=不忘初心&portal=north&portal=south&phrase={EVIL}初心|=1%2B1",
        "/trends",
    ):
        page = get(room + address)[2]
        tree = html.fromstring(page)
        assert [script.get("src") for script in tree.xpath("//script")] == ["/static/trends.js"]
        assert not tree.xpath("//img | //@onerror | //@onclick | //@style | //style")
    rows = list(csv.reader(io.StringIO(get(f"{room}/trends.csv?phrase==1%2B1初心")[2].removeprefix("\ufeff"))))
    assert rows[1][0].startswith("'="), "a table must not reckon with it"


def test_what_rises_is_computed_beside_the_page(tmp_path: Path) -> None:
    with Invented(tmp_path / "a") as one:
        one.portal("north", "北山")
        dice = random.Random(8)
        for number in range(44):
            one.article("north", f"2019-{1 + number % 12:02}-05", chance_text(dice, "照常办理"))
            one.article("north", f"2020-01-{1 + number % 28:02}", chance_text(dice, "深耕细作开新篇"))
    with serving(one.directory) as base:
        first = text_of(get(f"{base}/trends?lang=en")[2])
        assert "Being computed" in first or "深耕细作开新篇" in first, "the page does not wait"
        for _ in range(100):
            found = json.loads(get(f"{base}/trends/rising.json")[2])
            if found["state"] != "computing":
                break
            time.sleep(0.1)
        assert found["state"] == "done" and found["month"] == "2020-01"
        rise = found["rises"][0]
        assert (rise["phrase"], rise["month"], rise["year"]) == ("深耕细作开新篇", 44, 0)
        page = get(f"{base}/trends?lang=zh")[2]
        assert html.fromstring(page).xpath("//section[@id='what-rises']//tbody/tr[1]//a/@href") == [
            "/trends?phrase=%E6%B7%B1%E8%80%95%E7%BB%86%E4%BD%9C%E5%BC%80%E6%96%B0%E7%AF%87"
        ]
