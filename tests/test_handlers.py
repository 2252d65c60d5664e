"""What scripts do for each of a page's elements, and for each item of an array: tabs, blocks, loops over pages."""

from __future__ import annotations

import pytest
from work import work_of

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import Parsed, parse
from crawler.items import Page
from spiders.cms import FAMILIES
from spiders.cms.calls import calls_of
from spiders.cms.handlers import with_elements
from spiders.cms.items import each_written_out
from spiders.cms.loops import from_one

ROOT = "http://dj.example"
TABS = "<ul class=tab><li data-cid='12'>要闻</li><li data-cid='13'>基层</li></ul><div id=c></div>"
CLICK = '$(".tab li").click(function(){'
SHOWN = ",function(h){$('#c').html(h)})"


def read(body: str, script: str, path: str = "/yw/") -> Parsed:
    page = f"<html><body>{body}<script>{script}</script></body></html>"
    return parse(Page(f"{ROOT}{path}", page.encode(), 200, {"content-type": "text/html"}))


def leads(body: str, script: str, path: str = "/yw/") -> set[str]:
    """Return where the page leads, what is asked with fields by GET."""
    parsed = read(body, script, path)
    return {lead.url.removeprefix(ROOT) for family in FAMILIES for lead in family.more(parsed)}


@pytest.mark.parametrize(
    ("body", "script"),
    [
        (TABS, f'{CLICK}$.get("/list.php",{{cid:$(this).data("cid")}}{SHOWN}}})'),
        (TABS, f'{CLICK}var cid=$(this).attr("data-cid");$.get("/list.php",{{cid:cid}}{SHOWN}}})'),
        (TABS, f'function load(cid){{$.get("/list.php?cid="+cid{SHOWN}}}{CLICK}var c=$(this).data("cid");load(c)}})'),
        (TABS.replace("data-cid", "rel"), f'{CLICK}$.post("/list.php",{{cid:$(this).attr("rel")}}{SHOWN}}})'),
        (TABS, f'$(".tab li").each(function(){{var e=$(this);$.get("/list.php?cid="+e.data("cid"){SHOWN}}})'),
        (TABS, f'$(".tab li").each(function(i,e){{$.get("/list.php?cid="+$(e).data("cid"){SHOWN}}})'),
        (TABS, 'document.querySelectorAll("li").forEach(e=>{fetch("/list.php?cid="+e.dataset.cid).then(show)})'),
        (
            "<b onclick='show(12)'>要闻</b><b onmouseover='show(13)'>基层</b>",
            f'function show(id){{$.get("/list.php?cid="+id{SHOWN}}}',
        ),
        (
            "<b id='12' onclick='show(this.id)'>要闻</b><b id='13' onclick='show(this.id)'>基层</b>",
            f'function show(id){{$.get("/list.php?cid="+id{SHOWN}}}',
        ),
        ("", f'var a=["12","13"];for(var i=0;i<a.length;i++){{$.get("/list.php?cid="+a[i]{SHOWN}}}'),
        (
            "",
            f'var a=[{{id:12,el:"#c"}},{{id:13}}];$.each(a,function(i,c){{$.get("/list.php?cid="+c.id{SHOWN}}})',
        ),
        ("", '["12","13"].forEach(function(c){$.getJSON("/list.php?cid="+c,show)});'),
        ("", "const a=[12,13];for(const c of a){fetch(`/list.php?cid=${c}`).then(show)}"),
        ("", 'const a=[12,13];Promise.all(a.map(c=>fetch("/list.php?cid="+c)));'),
    ],
)
def test_a_list_for_each_element_or_item(body: str, script: str) -> None:
    assert {"/list.php?cid=12", "/list.php?cid=13"} <= leads(body, script)


@pytest.mark.parametrize(
    ("body", "script"),
    [
        ("<b onclick='zan(12)'>赞</b>", f'function zan(id){{$.get("/list.php?cid="+id{SHOWN}}}'),
        ("<b onclick='go(12)'>下一页</b>", f'function go(n){{$.get("/list.php?cid="+n{SHOWN}}}'),
        (
            "<b data-page='12'>下一页</b>",
            f'$("b").click(function(){{$.get("/list.php?cid="+$(this).data("page"){SHOWN}}})',
        ),
        (TABS, f'{CLICK}$.post("/vote.php",{{cid:$(this).data("cid")}}{SHOWN}}})'),
    ],
)
def test_what_counts_or_turns_pages_is_no_list_of_an_element(body: str, script: str) -> None:
    asked = [f"{call.url} {call.fields}" for call in calls_of(read(body, script)) if call.verb == "get"]
    assert not [said for said in asked if "12" in said or "13" in said]
    assert not [url for url in leads(body, script) if "vote" in url]


@pytest.mark.parametrize(
    "script",
    [
        "$('#l li').click(function(){location.href='/show/'+this.id+'.html'})",
        "$('#l li').click(function(){location.href='/show/'+$(this).attr('id')+'.html'})",
    ],
)
def test_rows_opened_by_their_id_where_it_is_a_number(script: str) -> None:
    rows = "<div id='top'></div><ul id=l><li id='1024'>支部见闻</li><li id='more'>更多</li></ul>"
    assert leads(rows, script) == {"/show/1024.html"}


@pytest.mark.parametrize(
    "loop",
    [
        'for(var i=2;i<=tp;i++){s+="<a href=\'list_"+i+".html\'>"+i+"</a>"}',
        'for(var i=0;i<tp;i++){s+="<a href=\'list_"+(i+1)+".html\'>"+(i+1)+"</a>"}',
        'for(let i=0;i<tp;i++){s+=`<a href="list_${i+1}.html">${i+1}</a>`}',
        'var i=1;while(i<=tp){s+="<a href=\'list_"+i+".html\'>"+i+"</a>";i++}',
    ],
)
def test_loops_that_draw_a_pager_from_any_number_on(loop: str) -> None:
    found = leads("", f"var tp=4,s='';{loop}bar.innerHTML=s;", "/yw/list_1.html")
    assert {f"/yw/list_{number}.html" for number in (2, 3, 4)} <= found


@pytest.mark.parametrize(
    "piece",
    [
        "for(var i=0;i<a.length;i++){$.get('/l?c='+a[i]);}",
        "a.forEach(function(c){$.get('/l?c='+c)});",
        "$.each(a,function(i,c){",
        "for(var i=0;i<n;i++){s+='(i+1)",
        "while(i<=n){",
        "['",
        "aaaaaaaaaaaaaaaaaaaa",
        "$$$$$$$$$$].",
        "var aaaaaaaaaaaa",
        "].forEach(c=>load(c))",
        "var e=$(this);$.get(e.data('cid'));",
        "function(){$.get($(this).data('cid'));",
        "forEach(function(e){load(e.dataset.cid)});",
    ],
)
def test_scripts_without_end_are_read_a_few_times(piece: str) -> None:
    works = []
    for times in (500, 5000):
        parsed = read("<b data-cid='1' onclick='load(1)'>x</b>" * times, f"var a=[1,2];{piece * times}")
        works.append(
            work_of(lambda parsed=parsed: with_elements(parsed, each_written_out(from_one(parsed.scripts))))  # type: ignore[misc]
        )
    assert works[1] < max(15 * works[0], 200_000), works


def test_names_without_end_and_clicks_on_what_no_script_defines_are_passed_over() -> None:
    names = "".join(f"<b onclick='f{n}(1)'>x</b>" for n in range(20_000))
    parsed = read(names, f"{'a' * 2_000_000}.forEach(c=>load(c));{'x' * 2_000_000}")
    assert with_elements(parsed, each_written_out(from_one(parsed.scripts))) == parsed.scripts


def test_a_page_has_as_many_calls_as_a_few_elements_make() -> None:
    rows = "".join(f"<b data-cid='{n}' onclick='show({n})'>x</b>" for n in range(3000))
    script = f'function show(id){{$.get("/list.php?c="+id)}}{CLICK}$.get("/list.php?x="+$(this).data("cid"){SHOWN}}})'
    assert len(list(calls_of(read(rows, script)))) < 120
    assert extract_links(read(rows, script)) == []


def test_what_is_no_name_of_an_attribute_hides_no_other_list() -> None:
    assert "/json/a.json" in leads(TABS, f'{CLICK}load($(this).attr("1a"))}});$.getJSON("/json/a.json"{SHOWN};')
