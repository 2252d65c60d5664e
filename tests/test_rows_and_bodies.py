"""What scripts send as JSON is sent as they have it, and the rows that come lead to stories or to columns."""

from __future__ import annotations

import json

from test_scripted_lists import calls

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.asking import nested
from spiders.cms.family import Form
from spiders.cms.named import rows_in


def test_a_body_of_json_is_nested_as_the_script_has_it() -> None:
    script = "axios.post('/a', {current: n, size: 10, model: {cid: 7, tags: ['x', 'y'], by: {day: 1}}})"
    ((_, fields, is_json),) = calls(script)
    assert is_json
    assert nested(fields) == {
        "current": "1",
        "size": "10",
        "model": {"cid": "7", "tags": ["x", "y"], "by": {"day": "1"}},
    }
    assert nested({"a": "1", "a[b]": "2"}) == {"a": "1", "a[b]": "2"}, "no object can be both"


def test_rows_with_a_day_are_no_columns() -> None:
    forms = [Form("http://dj.example/list.html?columnId={id}"), Form("http://dj.example/detail.html?id={id}")]
    rows = [{"id": 7, "title": "一条新闻的标题", "time": "2024-05-03"}, {"id": 3, "label": "要闻"}]
    parsed = parse(
        Page("http://dj.example/api", json.dumps(rows).encode(), headers={"content-type": "application/json"})
    )
    links, _ = rows_in(parsed, forms)
    assert [link.url.rpartition("/")[2] for link in links if link.text != "要闻"] == ["detail.html?id=7"]
    assert "list.html?columnId=3" in [link.url.rpartition("/")[2] for link in links]
