"""The page of a search: it leads on by facets, chips, bars and pages, and its numbers are right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from reading_room import get, serving, text_of, tree
from searched import ARTICLES, PORTALS, has

from archive.extent import Extent
from archive.facets import Facets
from archive.selection import Narrowing
from datasette_config.room import found
from datasette_config.room.asked import Asked
from datasette_config.room.bars import chart


@pytest.fixture(scope="module")
def room(searched: Path) -> Iterator[str]:
    with serving(searched) as base:
        yield base


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_the_page_leads_on_by_facets_chips_and_bars(room: str) -> None:
    page = tree(room + "/search?q=抗疫&lang=zh")
    everything = number(page.xpath("string(//p[@id='count'])"))
    assert everything == sum(map(has("抗疫"), ARTICLES))
    names = [section.xpath("string(h3)") for section in page.xpath("//div[@id='narrowing']/section")]
    assert names == ["门户", "栏目", "来源", "作者", "编辑", "年份"]
    for section in page.xpath("//div[@id='narrowing']/section"):
        row = section.xpath(".//li")[0]
        narrowed = tree(room + row.xpath("string(a/@href)"))
        assert number(narrowed.xpath("string(//p[@id='count'])")) == number(row.xpath("string(span)"))
        chips = narrowed.xpath("//ul[@class='chips']/li/a")
        assert len(chips) == (2 if section.xpath("string(h3)") == "年份" else 1)
        back = tree(room + chips[0].get("href"))
        assert number(back.xpath("string(//p[@id='count'])")) >= number(row.xpath("string(span)"))
    bars = page.xpath("//figure[@class='chart']//svg//a")
    table = page.xpath("//figure[@class='chart']//table//td")
    assert len(bars) == len(table)
    undated = number(re.search(r"另有 (\d+) 篇无日期", text_of(get(f"{room}/search?q=抗疫&lang=zh")[2]))[1])  # type: ignore[index]
    assert sum(number(cell.text) for cell in table) == everything - undated
    narrowed = tree(room + "/search?q=抗疫&from=2014-03-20&to=2016-02-10")
    for place in (0, -1):
        bar = tree(room + narrowed.xpath("//figure[@class='chart']//svg//a/@href")[place])
        shown = number(narrowed.xpath("//figure[@class='chart']//table//td")[place].text)
        assert number(bar.xpath("string(//p[@id='count'])")) == shown
    month = tree(room + bars[5].get("href"))
    assert number(month.xpath("string(//p[@id='count'])")) == number(table[5].text)
    assert month.xpath("//link[@rel='canonical']/@href") == [room + bars[5].get("href")]


def test_all_pages_together_are_all_hits_once(room: str) -> None:
    for order in ("newest", "oldest", "relevance"):
        address, keys = f"/search?q=扶贫&from=2015-01-01&to=2016-06-30&order={order}", []
        while address:
            page = tree(room + address)
            keys += page.xpath("//ol//h2/a/@href")
            address = page.xpath("string(//a[@rel='next']/@href)")
        wanted = [
            one
            for one in ARTICLES
            if has("扶贫")(one) and "2015-01" <= (one["published_at"] or "")[:10] <= "2016-06-30"
        ]
        assert len(keys) == len(set(keys)) == len(wanted) > 60


def test_pages_end_and_go_on_by_the_day(room: str) -> None:
    page = tree(room + "/search?portal=north&page=99999&lang=zh")
    assert "没有结果" in page.text_content()
    assert get(f"{room}/search?q=抗疫&page=100")[0] == 200


def test_numbers_as_json_and_as_parts_of_the_page(room: str) -> None:
    numbers = json.loads(get(f"{room}/search/facets.json?q=抗疫")[2])
    assert numbers["articles_exact"] and numbers["facets_exact"]
    assert numbers["articles"] == sum(map(has("抗疫"), ARTICLES))
    assert {one["value"] for one in numbers["facets"]["portal"]} == set(PORTALS)
    parts = html.fromstring(get(f"{room}/search/summary?q=抗疫&lang=zh")[2])
    assert f"{numbers['articles']:,}" in parts.xpath("string(//div[@id='count'])")
    assert json.loads(get(f"{room}/search/facets.json")[2]) == {"error": "nothing to count"}


def test_what_is_estimated_says_so_and_where_the_exact_numbers_are(room: str) -> None:
    page = tree(room + "/search?q=-没有&lang=zh")
    # All 1,700 are counted at once, but not the rows of each looked at.
    assert number(page.xpath("string(//p[@id='count'])")) == 1_700
    assert "抽样估计" in page.xpath("string(//div[@id='narrowing'])")
    assert page.xpath("string(//div[@id='narrowing']//li/span)").startswith("约 ")
    parts = html.fromstring(get(room + page.xpath("string(//p[@id='count']/@data-fill)"))[2])
    assert "约" not in parts.text_content()


def test_an_estimate_is_drawn_by_year_and_from_next_to_nothing_not_at_all() -> None:
    asked = Asked("党建", Narrowing())
    days = [(42_000 + 40 * place, 5) for place in range(30)]
    for exact, unit in ((True, "month"), (False, "year")):
        drawn = chart(asked, days, "zh", exact=exact)
        assert drawn is not None
        assert drawn.unit == unit
        assert sum(bar.articles for bar in drawn.bars) == 150
    for sample, enough in ((299, False), (300, True)):
        thin = found.Summary(Extent(9_000, days, False, [1] * sample, False), Facets({}, False))
        assert thin.enough is enough


def test_odd_requests(room: str) -> None:
    for more in (
        "portal=nobody",
        "source=' OR 1=1",
        "from=2020-13-40",
        "beyond=x",
        "page=0",
        "order=x",
        "author=%00",
        "status=x",
    ):
        for path in ("/search", "/search.csv", "/search.json", "/search.ndjson", "/search.atom", "/search/summary"):
            assert get(f"{room}{path}?q=党建&{more}")[0] == 200, (path, more)
            assert get(f"{room}{path}?{more}")[0] == 200, (path, more)


def test_the_help_page_and_its_examples(room: str) -> None:
    for language in ("zh", "en"):
        page = tree(room + f"/help?lang={language}")
        links = page.xpath("//table//a/@href")
        assert len(links) > 12
    for link in links:
        assert get(room + link)[0] == 200
