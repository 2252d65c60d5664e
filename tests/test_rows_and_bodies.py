"""What scripts send as JSON is sent as they have it, and the rows that come lead to stories or to columns."""

from __future__ import annotations

import json

import pytest
from conftest import story_html
from test_scripted_lists import calls

from crawler.extraction.tree import parse
from crawler.items import Asked, Form, Page
from spiders.asking import nested
from spiders.cms import FAMILIES
from spiders.cms.files import leads_by
from spiders.cms.named import rows_in
from spiders.seen import see


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


def test_a_route_among_files_and_what_a_framework_leaves_in_the_page_are_known() -> None:
    left = '{"props":{"pageProps":{"slug":"yw"}},"page":"/c/[slug]","buildId":"Kx91aQ"}'
    rows = "".join(f"<li><a href='/p/8a12{n}'>驻村干部在田间的第{n}个春天</a> 2024-05-0{n}</li>" for n in range(1, 5))
    html = f"<html><body><ul>{rows}</ul><script id=__NEXT_DATA__ type=application/json>{left}</script></body></html>"
    page = Page("http://dj.example/c/yw", html.encode(), 200, {"content-type": "text/html"})
    code = (
        "function d(e){var t=s.useRouter(),a=t.query.slug;async function u(){var n=c+1;"
        'await fetch("/_next/data/".concat(window.__NEXT_DATA__.buildId,"/c/").concat(a,".json?page=").concat(n))}}'
    )
    (lead,) = leads_by(page, code)
    assert lead.url == "http://dj.example/_next/data/Kx91aQ/c/yw.json?page=1"
    data = {"pageProps": {"rows": [{"slug": f"8a12{n}", "title": f"第{n}条新闻的标题"} for n in range(3, 8)]}}
    asked = Asked(page.url, lead.rows)
    answer = Page(lead.url, json.dumps(data).encode(), 200, {"content-type": "application/json"}, asked=asked)
    seen = see(answer, ())
    assert [link.url for link in seen.links] == [f"http://dj.example/p/8a12{n}" for n in range(3, 8)]
    assert [form.url for form in seen.leads[0].rows] == ["http://dj.example/p/{slug}"], "the next page's lead there too"


@pytest.mark.parametrize("column", ["list.html?columnId={id}", "list/{id}", "show.html?channelId={id}"])
@pytest.mark.parametrize("story", ["detail.html?id={id}", "list/detail.html?id={id}"])
def test_rows_with_a_day_are_no_columns(column: str, story: str) -> None:
    forms = [Form(f"http://dj.example/{column}"), Form(f"http://dj.example/{story}")]
    rows = [{"id": 7, "title": "一条新闻的标题", "time": "2024-05-03"}, {"id": 3, "label": "要闻"}]
    parsed = parse(
        Page("http://dj.example/api", json.dumps(rows).encode(), headers={"content-type": "application/json"})
    )
    links, _ = rows_in(parsed, forms)
    told = [link.url.removeprefix("http://dj.example/") for link in links if link.text != "要闻"]
    assert told == [story.replace("{id}", "7")]
    assert f"http://dj.example/{column.replace('{id}', '3')}" in [link.url for link in links]


def test_what_a_dated_articles_scripts_show_beside_it_is_left_to_the_lists() -> None:
    shown = "<script>function show(n){$.get('/api/latest', {channel: 7, page: n}, draw)} show(1)</script>"
    found = {}
    day = "2020-03-13 10:35"
    for path, date in (("1.html", day), ("1.html", ""), ("index.html", day)):
        html = story_html("支部会开到田埂上来了", "党员来了。" * 30, date=date, extra=shown)
        seen = see(Page(f"http://dj.example/yw/{path}", html), (), FAMILIES)
        assert seen.article.page_kind == "article"
        found[path, date] = [lead.url for lead in seen.leads]
    # Without a day, or by its name, it may be a column's page with a text above its list.
    asked = ["http://dj.example/api/latest?channel=7&page=1"]
    assert found == {("1.html", day): [], ("1.html", ""): asked, ("index.html", day): asked}
