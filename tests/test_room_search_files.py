"""Every search as a file and as a feed: all of it, once, and nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import dangjian, database
from reading_room import get, serving, tree
from searched import ARTICLES, has

from archive.selection import Narrowing, select
from datasette_config.room import found
from datasette_config.room.asked import Asked
from datasette_config.room.exports import COLUMNS, cell


@pytest.fixture(scope="module")
def room(searched: Path) -> Iterator[str]:
    with serving(searched) as base:
        yield base


def rows_of(body: str) -> list[dict[str, str]]:
    assert body.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def test_every_result_set_is_a_file_too(room: str, tmp_path: Path) -> None:
    question = "q=党建&portal=south&section=要闻"
    wanted = [
        one["url"]
        for place, one in enumerate(ARTICLES)
        if place % 3 == 1 and has("党建")(one) and one["breadcrumb"][1] == "要闻"
    ]
    status, answer, body = get(f"{room}/search.csv?{question}")
    assert status == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["x-complete"] == "yes"
    assert int(answer.headers["content-length"]) == len(body.encode())
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    assert answer.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert int(answer.headers["x-articles"]) == len(wanted) > 100
    rows = rows_of(body)
    assert list(rows[0]) == list(COLUMNS)
    assert sorted(row["url"] for row in rows) == sorted(wanted)
    assert rows[0]["address"] == f"{room}/article/{rows[0]['key']}"
    whole = json.loads(get(f"{room}/search.json?{question}&order=oldest")[2])
    assert whole["complete"] is True and whole["next"] is None
    assert [one["url"] for one in whole["articles"]] == [row["url"] for row in rows][::-1]
    lines = get(f"{room}/search.ndjson?{question}")[2]
    articles = [json.loads(line) for line in lines.splitlines()]
    assert [one["url"] for one in articles] == [row["url"] for row in rows]
    first = next(one for one in ARTICLES if one["url"] == articles[0]["url"])
    for name in ("headline", "body", "source", "published_at", "credits"):
        assert articles[0][name] == first[name]
    # And back in again, as articles made elsewhere are.
    (tmp_path / "found.ndjson").write_text(lines, encoding="utf-8")
    ran = dangjian("import", tmp_path / "found.ndjson", "--archive", tmp_path / "a", "--json")
    assert ran.code == 0, ran.err
    again = database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0]
    assert again == len(wanted)


def test_a_feed_of_a_search(room: str) -> None:
    status, answer, body = get(f"{room}/search.atom?q=党建&order=oldest")
    assert status == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(body)
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert len(entries) == 50
    moments = [entry.findtext("a:published", "", space) for entry in entries]
    days = [moment[:10] for moment in moments]
    assert days == sorted(days, reverse=True)
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$", moment) for moment in moments)
    page = tree(room + "/search?q=党建")
    assert page.xpath("//link[@type='application/atom+xml']/@href")[0].startswith("/search.atom?q=")


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_what_one_file_cannot_hold_is_in_the_next(searched: Path, order: str) -> None:
    db = database(searched)
    for narrowing in (Narrowing(), Narrowing(date_from="2013-01-01", date_to="2019-12-31")):
        asked = Asked("抗疫", narrowing, order)  # type: ignore[arg-type]
        selection = select(db, asked.query, narrowing)
        assert selection is not None
        ids: list[int] = []
        whole = False
        while not whole:
            beyond = {} if not ids else {"before" if order == "newest" else "after": ids[-1]}
            more, whole = found.order_of(db, asked, replace(selection, **beyond), 100)
            ids += more
        assert len(ids) == len(set(ids)) == selection.count(db)


@pytest.mark.parametrize("value", ["=1+1", "+86", "-5", "@x", "＝SUM(A1)", "'=1", "\t=1"])
def test_no_cell_is_a_formula_and_none_is_lost(value: str) -> None:
    guarded = cell(value)
    assert guarded[0] == "'"
    assert guarded[1:] == value
    assert cell("党建=1") == "党建=1"
    assert cell(None) is None
    assert cell(-3) == -3
