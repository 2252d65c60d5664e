"""Parameters of a page's address in its scripts, routes behind `#`, rows without addresses, stories in answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.extraction import extract_article
from crawler.extraction.tree import parse
from crawler.items import Form, Page
from spiders.cms.asked import Asked
from spiders.cms.days import issues_in
from spiders.cms.family import Lead
from spiders.cms.named import rows_in, with_places
from spiders.cms.turned import turned

HOST = "http://dj.example"
ROWS = "rows.forEach(function (item) { add('<a href=\"detail.html?id=' + item.newsId + '\">') })"


def asked(address: str, script: str, body: str = "") -> list[Lead]:
    page = f"<html><head><title>x</title></head><body>{body}<script>{script}</script></body></html>"
    return list(Asked().more(parse(Page(f"{HOST}{address}", page.encode()))))


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("getQueryString('id')", "'{id}'"),
        ('var id = $.getUrlParam("id");', "var id = '{id}';"),
        ("new URLSearchParams(location.search).get('id')", "'{id}'"),
        ("params.get('id') + 1", "'{id}' + 1"),
        ("var id = (location.search.match(/[?&]id=([^&]*)/) || [])[1];", "var id = '{id}';"),
        ("id = location.href.match(/[?&]news-id=(\\d+)/i)[1] + ''", "id = '{news-id}' + ''"),
        ("id = /\\bid=([^&#]+)/.exec(window.location.search)?.[1]", "id = '{id}'"),
        ("show(location.search.match(/[?&]id=(.+)/)[1])", "show('{id}')"),
        ('cut = text.match(/src="([^"]+)"/)[1]', 'cut = text.match(/src="([^"]+)"/)[1]'),
        ("this.$route.params.id", "'{:id}'"),
        ("that.$route.query.columnId + ''", "'{columnId}' + ''"),
        ("route.params.id", "'{:id}'"),
        ("getQueryString('page')", "'1'"),
        ("function getQueryString(name) { return 1 }", "function getQueryString(name) { return 1 }"),
        ("request('GET', url)", "request('GET', url)"),
        ("{params: {id: 7}}", "{params: {id: 7}}"),
    ],
)
def test_where_a_script_reads_a_parameter(script: str, wanted: str) -> None:
    assert with_places(script) == wanted


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        (
            "var t = getQueryString('t'); add('<a href=\"d.html?id=' + o.newsId + '&t=' + t + '\">')",
            "d.html?id={newsId}&t=4",
        ),
        ("var lm = 12; add('<a href=\"d.html?lm=' + lm + '&id=' + o.newsId + '\">')", "d.html?lm=12&id={newsId}"),
        ("add(`<a href=\"d.html?t=${t}&id=${o.newsId}\">`); let t = getUrlParam('t');", "d.html?t=4&id={newsId}"),
        ("add('<a href=\"' + $('#base').val() + 'd.html?id=' + o.newsId + '\">')", "v/d.html?id={newsId}"),
    ],
)
def test_what_all_rows_have_in_their_addresses(script: str, wanted: str) -> None:
    """A variable that the page's address, a hidden input or the script itself gives."""
    (lead,) = asked("/list.html?t=4", f"{script} $.get('/q', {{page: n}}, show)", "<input id='base' value='/v/'>")
    assert lead.rows == (Form(f"{HOST}/{wanted}"),)


@pytest.mark.parametrize(
    ("address", "script", "wanted"),
    [
        ("/list.html?cid=3", "$.get('/q', {cid: getQueryString('cid'), page: n})", [("/q?cid=3&page=1", True)]),
        ("/list.html?cid=3", "var c = getUrlParam('cid'); $.post('/q/' + c, {pageNo: n})", [("/q/3?pageNo=1", True)]),
        ("/detail.html?id=12", "axios.get('/api/a/' + params.get('id')).then(show)", [("/api/a/12", False)]),
        ("/detail.html?id=12", "$.getJSON('/q', {id: getQueryString('id')}, show)", [("/q?id=12", False)]),
        ("/detail/12", "var id = location.pathname.split('/').pop(); axios.get('/q/' + id)", [("/q/12", False)]),
        (
            "/d/12.html",
            "$.get('/q', {id: location.pathname.split('/')[2].replace('.html', '')})",
            [("/q?id=12", False)],
        ),
        ("/d/12.html", "let id = location.href.match(/(\\d+)\\.html/)[1]; axios.get('/q/' + id)", [("/q/12", False)]),
        (
            "/d/12.html",
            "var no = window.location.pathname.substring(location.pathname.lastIndexOf('/') + 1).split('.')[0];"
            " $.getJSON('/q/' + no + '.json', show)",
            [("/q/12.json", False)],
        ),
        (
            "/col/zg",
            "var c = location.pathname.split('/').pop(); $.get('/q', {c: c, page: n})",
            [("/q?c=zg&page=1", True)],
        ),
        ("/zg/", "let c = location.pathname.split('/')[1]; $.get('/q/' + c, {page: n})", [("/q/zg?page=1", True)]),
        ("/detail/list", "var id = location.pathname.split('/').pop(); axios.get('/q/' + id)", []),
        # What counts readers, what another parameter is needed for, and what a page without it asks.
        ("/detail.html?id=12", "$.get('/api/hits', {id: getQueryString('id')})", []),
        ("/detail.html?id=12", "$.get('/q', {id: getQueryString('id'), k: getQueryString('k')})", []),
        ("/detail.html?id=12", "$.post('/q', {id: getQueryString('id')})", []),
        ("/detail.html", "$.get('/q', {id: getQueryString('id')})", []),
    ],
)
def test_a_page_asks_for_what_its_address_names(address: str, script: str, wanted: list[tuple[str, bool]]) -> None:
    assert [(lead.url.removeprefix(HOST), lead.is_first) for lead in asked(address, script)] == wanted


def test_routes_on_a_page_are_asked_for_each() -> None:
    script = (
        "routes = [{path: '/list', component: L}, {path: '/detail/:no', component: D}];"
        "axios.get('/api/list', {params: {id: this.$route.query.id, page: this.page}});"
        "axios.get('/api/detail/' + this.$route.params.no); axios.get('/api/paper/' + this.$route.params.id)"
    )
    body = "".join(f"<a href='{to}'>要闻</a>" for to in ("#/list?id=3", "/#/list?id=4", "#/detail/12", "#/"))
    leads = asked("/", script, body)
    assert [lead.url.removeprefix(HOST) for lead in leads] == [
        "/api/detail/12",
        "/api/list?id=3&page=1",
        "/api/list?id=4&page=1",
    ]
    assert leads[1].rows == (Form(f"{HOST}/api/detail/{{no}}"), Form(f"{HOST}/api/paper/{{id}}"))


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        (ROWS, f"{HOST}/yw/detail.html?id={{newsId}}"),
        ("rows.map(x => `<a href='/a/${x.id}.html'>`)", f"{HOST}/a/{{id}}.html"),
        (
            "for (i in d) add('<a href=\"show.jsp?k=1&id=' + d[i].docid + '\">')",
            f"{HOST}/yw/show.jsp?k=1&id={{docid}}",
        ),
        ("$.each(d, (i, o) => s.replace(/{{url}}/g, './x.html?id=' + o['hd_id']))", f"{HOST}/yw/x.html?id={{hd_id}}"),
        (
            "</script><script type=text/x-jquery-tmpl><a href='show.jsp?id=${id}'>${title}</a>",
            f"{HOST}/yw/show.jsp?id={{id}}",
        ),
        ("add('<a href=\"/' + tp.pub_point + '\">' + tp.name + '</a>')", f"{HOST}/{{pub_point}}"),
    ],
)
def test_what_rows_lead_to(script: str, wanted: str) -> None:
    (lead,) = asked("/yw/list.html?cid=3", f"$.get('/q', {{cid: getQueryString('cid'), page: n}}); {script}")
    assert lead.rows == (Form(wanted),)


@pytest.mark.parametrize("like", ["", "()", "(\\\\d+)", "?"])
def test_a_routers_table_names_parameters_whatever_they_must_be_like(like: str) -> None:
    script = (
        f'const routes = [{{name: "c", path: "/channel/:no{like}", component: C}}];'
        '$fetch("/api/page", {method: "POST", body: {channel: route.params.no, page: n}})'
    )
    (lead,) = asked("/channel/11", script)
    assert (lead.url, lead.is_json) == (f"{HOST}/api/page?channel=11&page=1", True)


def test_the_rows_of_a_menu_lead_to_lists_and_theirs_to_articles() -> None:
    script = (
        "routes = [{path: '/detail/:id'}]; $.get('/api/columns');"
        "$.get('/api/list', {columnId: this.$route.query.cid, page: n}); $.get('/api/detail/' + this.$route.params.id);"
        "menu.push('<a href=\"#/list?cid=' + c.code + '\">'); list.push('<a href=\"#/detail/' + r.newsId + '\">')"
    )
    (menu,) = asked("/", script)
    article, column = Form(f"{HOST}/api/detail/{{newsId}}"), Form(f"{HOST}/api/list?columnId={{code}}&page=1", True)
    assert (menu.url, set(menu.rows)) == (f"{HOST}/api/columns", {article, column})
    answer = {"data": [{"code": "yw", "name": "要闻"}, {"code": "dt", "name": "动态"}]}
    links, leads = rows_in(data(answer), menu.rows)
    assert links == []
    assert [(lead.url, lead.rows) for lead in leads] == [
        (f"{HOST}/api/list?columnId={code}&page=1", (article,)) for code in ("yw", "dt")
    ]


def data(value: Any, url: str = f"{HOST}/api/list?page=1", wrap: str = "{}") -> Any:
    text = wrap.replace("{}", json.dumps(value, ensure_ascii=False))
    return parse(Page(url, text.encode(), headers={"content-type": "application/json"}))


def test_columns_that_a_template_draws_ask_for_their_lists_by_a_click() -> None:
    body = (
        '<li v-for="one in columns" @click="show(one.columnId)">{{one.name}}</li><b @click="zan(one.columnId)">赞</b>'
    )
    body += '<p v-for="a in rows" @click="go(a.newsId)">{{a.title}}</p>'
    script = (
        "new Vue({methods: {load() {$.get('/api/column/list', {parentId: 3}, f)},"
        "go(id) {location.href = 'a.html?id=' + id},"
        "show(id) {$.get('/api/list', {columnId: id, num: '1', pageSize: '10'}, f)},"
        "zan(id) {$.get('/api/zan/list', {columnId: id, page: 1}, f)}}, mounted() {this.load()}})"
    )
    (menu,) = asked("/list.html", script, body)
    assert Form(f"{HOST}/api/list?columnId={{columnId}}&num=1&pageSize=10", is_list=True) in menu.rows
    assert not any("zan" in form.url for form in menu.rows)
    _, leads = rows_in(data([{"columnId": 401, "name": "要闻"}, {"columnId": 402, "name": "基层"}]), menu.rows)
    assert [lead.url for lead in leads] == [f"{HOST}/api/list?columnId={n}&num=1&pageSize=10" for n in (401, 402)]
    answer = {"data": {"list": [{"newsId": 7, "title": "支部大会开到田埂上", "url": "/a/7.html"}]}}
    page = Page(leads[0].url, json.dumps(answer).encode(), headers={"content-type": "application/json"})
    (following,) = Asked().more(parse(page))
    assert following.url == f"{HOST}/api/list?columnId=401&num=2&pageSize=10"


def test_a_question_that_is_sent_as_a_text_of_json_in_one_field_is_asked_on() -> None:
    script = (
        "function load(pageIndex) {var given = {guid: 'a7', no: '001', kw: '', pageIndex: pageIndex, pageSize: 15};"
        "$.ajax({type: 'post', url: '/rest/infos', data: {params: JSON.stringify(given)}, success: show})} load(0);"
    )
    lead = next(lead for lead in asked("/list.html", script) if '"pageIndex":0' in (lead.form or {})["params"])
    assert lead.form == {"params": '{"guid":"a7","no":"001","kw":"","pageIndex":0,"pageSize":15}'}
    assert not lead.is_json
    answer = {"custom": {"infodata": [{"infourl": "/yw/7.html", "title": "支部大会开到田埂上"}]}}
    for url in (lead.url, lead.url.replace("{", "%7B").replace("}", "%7D")):
        following = next(turned(data(answer, url), lead.rows))
        assert following.form == {"params": '{"guid":"a7","no":"001","kw":"","pageIndex":1,"pageSize":15}'}


def test_rows_of_a_menu_may_say_the_path_of_a_column() -> None:
    rows = [
        {"id": 1, "name": "公告", "path": "zt/gg"},
        {"id": 2, "name": "动态", "path": "zt/dt/"},
        {"name": "无", "path": "a b"},
    ]
    links, _ = rows_in(data({"children": rows}), [Form(f"{HOST}/{{path}}")])
    assert [link.url for link in links] == [f"{HOST}/zt/gg", f"{HOST}/zt/dt/"]


def test_rows_without_addresses_are_links() -> None:
    rows = [
        {"id": 12, "title": "支部大会开到田埂上", "publishTime": "2021-03-04 10:35:00"},
        {"id": "a9f", "title": "党员名单贴上墙", "time": 1614852000000},
        {"id": 13, "title": "title"},  # no title
        {"id": "../x", "title": "支部大会开到田埂上"},
        {"title": "支部大会开到田埂上"},
        {"id": 14, "title": "支部大会开到田埂上", "url": "/a/14.html"},  # says itself where it leads
        {"id": 15, "title": "支部大会开到河堤上", "picUrl": "/a/15.jpg", "linkUrl": ""},
    ]
    links, leads = rows_in(data({"code": 0, "data": {"rows": rows}}), [Form(f"{HOST}/d?id={{id}}")])
    assert [(link.url, link.text, link.date) for link in links] == [
        (f"{HOST}/d?id=12", "支部大会开到田埂上", "2021-03-04"),
        (f"{HOST}/d?id=a9f", "党员名单贴上墙", "2021-03-04"),
        (f"{HOST}/d?id=15", "支部大会开到河堤上", None),
    ]
    assert leads == []
    assert rows_in(parse(Page(HOST, b"{broken")), [Form(f"{HOST}/d?id={{id}}")]) == ([], [])


TEXT = "村口的公示栏换了新玻璃，三十七名党员的承诺一条条贴在里面。谁家有难处，谁来跑腿，写得清清楚楚。"
STORY = {
    "id": 12,
    "title": "承诺贴在村口的公示栏里",
    "source": "河阳先锋网",
    "author": "苏念真",
    "publish_time": "2021-03-04 10:35:00",
    "content": f"<p>{TEXT}</p><p>{TEXT}</p>",
}


def article(value: Any, url: str = f"{HOST}/api/detail/12", wrap: str = "{}") -> Any:
    text = wrap.replace("{}", json.dumps(value, ensure_ascii=False))
    return extract_article(Page(url, text.encode(), headers={"content-type": "application/json"}))


@pytest.mark.parametrize("wrap", ["{}", "cb({});", "\ufeff {}\n"])
@pytest.mark.parametrize(
    "answer",
    [
        STORY,
        {"code": 0, "data": STORY, "hot": [{"title": "另一篇文章的标题", "content": f"<p>{TEXT}</p>"}]},
        {"data": {**STORY, "content": f"{TEXT}\n{TEXT}"}},
    ],
)
def test_an_answer_that_holds_a_story_is_an_article(answer: Any, wrap: str) -> None:
    found = article(answer, wrap=wrap)
    assert (found.page_kind, found.headline, found.body) == ("article", STORY["title"], f"{TEXT}\n{TEXT}")
    assert (found.published_at, found.source) == ("2021-03-04T10:35:00+08:00", "河阳先锋网")
    assert [(credit.role, credit.name) for credit in found.credits] == [("author", "苏念真")]
    assert found.canonical_url == f"{HOST}/api/detail/12"


@pytest.mark.parametrize(
    "answer",
    [
        {"data": [STORY]},
        {"rows": [STORY, {**STORY, "title": "另一篇文章的标题"}]},
        {"a": STORY, "b": {**STORY, "title": "另一篇文章的标题"}},
        {"title": "承诺贴在村口的公示栏里", "content": ""},
        {"content": STORY["content"]},
        {"title": "没有时间没有来源的一段话", "content": "只有几个字。"},
        [1, 2],
    ],
)
def test_an_answer_that_is_a_list_or_says_nothing_is_none(answer: Any) -> None:
    assert article(answer).page_kind != "article"


@pytest.mark.parametrize("mime", ["application/javascript", "text/html", "text/plain", ""])
@pytest.mark.parametrize("address", ["/js/app.js", "/js/app.3f2a.js?v=3"])
def test_a_script_is_no_article_whatever_its_templates_say(mime: str, address: str) -> None:
    told = "来源：河阳先锋网 发布时间：2021-03-04 10:35"
    template = f"<h1>{STORY['title']}</h1><div>{told}</div><div><p>{TEXT}</p><p>{TEXT}</p></div>"
    headers = {"content-type": mime}
    script = Page(f"{HOST}{address}", f"const page = `{template}`; show(page);".encode(), headers=headers)
    assert extract_article(script).page_kind != "article"
    # A page that is sent under such a name is a page all the same.
    page = f"<html><head><title>{STORY['title']}</title></head><body>{template}</body></html>"
    assert extract_article(Page(f"{HOST}{address}", page.encode(), headers=headers)).headline == STORY["title"]


def test_issues_of_the_days_that_an_answer_names() -> None:
    script = "var d = '2021-06-30'; $.get('/api/days', {ym: d.substr(0, 7)}, a); $.get('/api/issue', {day: d}, b)"
    days, issue = sorted(asked("/", script), key=lambda lead: lead.url)
    assert (days.url, issue.url) == (f"{HOST}/api/days?ym=2021-06", f"{HOST}/api/issue?day=2021-06-30")
    assert not issue.rows
    found = [
        lead.url.removeprefix(HOST) for lead in issues_in(data(["20210628"], f"{HOST}/api/days?ym=2021-06"), days.rows)
    ]
    assert found == ["/api/issue?day=2021-06-28", "/api/days?ym=2021-05"]
    found = [
        lead.url.removeprefix(HOST)
        for lead in issues_in(data({"2021-01-04": 3}, f"{HOST}/api/days?ym=2021-01"), days.rows)
    ]
    assert found == ["/api/issue?day=2021-01-04", "/api/days?ym=2020-12"]
    # A server that answers any month with the same days, or with none, is asked for no other.
    assert len(list(issues_in(data(["2021-06-28"], f"{HOST}/api/days?ym=2019-06"), days.rows))) == 1
    assert list(issues_in(data([], f"{HOST}/api/days?ym=2019-06"), days.rows)) == []
    assert list(issues_in(data(["2021-06-28"]), ())) == []


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("d.substr(0, 7)", "2021-06"),
        ("d.substring(5, 7)", "06"),
        ("d.slice(8)", "30"),
        ("d.replace(/-/g, '')", "20210630"),
        ("d.replace(/-/g, '/')", "2021/06/30"),
    ],
)
def test_parts_of_a_text_are_followed(told: str, wanted: str) -> None:
    found = asked("/", f"var d = '2021-06-30'; $.get('/api/x?d=' + {told}, show)")
    assert [lead.url for lead in found] == [f"{HOST}/api/x?d={wanted}"]


def test_a_base_that_the_page_sets_for_its_scripts() -> None:
    script = (
        "window.__NUXT__={config:{public:{apiBase:'http://api.dj.example/v1'}}};\n"
        "const base = window.__NUXT__.config.public.apiBase; let page = 1;\n"
        "async function more() { page++; await fetch(`${base}/articles?kind=yw&page=${page}`) }"
    )
    assert [lead.url for lead in asked("/yw", script)] == ["http://api.dj.example/v1/articles?kind=yw&page=1"]


# How scripts write the month of a calendar, and what is read from the clock.
MONTHS = [
    "var y = 2021, m = 6; get(m < 10 ? '0' + m : m)",
    "var y = 2021, m = 6; get(two(m)); function two(n) { return n > 9 ? n : '0' + n; }",
    "var y = 2021, m = 6; get(('0' + m).slice(-2))",
    "var y = 2021, now = 6; draw(); function draw() { var m = now; if (m < 10) m = '0' + m; get(m) }",
    "var y = 2021, m = 6; if(m<=9){ m=\"0\"+m; } var named = {m: 'm'}; get(m)",
    "var now = new Date(), y = now.getFullYear(); get(String(now.getMonth() + 1).padStart(2, '0'))",
    "var y = new Date().getFullYear(), m = (new Date().getMonth() + 1); get(m<10?'0'+m:m)",
]


def of_month(script: str) -> str:
    return f"{script}; function get(month) {{ $.getJSON('/date/' + y + month + '.json', fill) }}"


@pytest.mark.parametrize("script", MONTHS)
@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("/m/2021/20210630/20210630_m.html", "/m/2021/20210628/20210628_m.html"),
        ("/html/2021-06/30/node_2.htm", "/html/2021-06/28/node_2.htm"),
        ("/layout/202106/30/node_01.html", "/layout/202106/28/node_01.html"),
    ],
)
def test_a_calendar_of_the_month_leads_from_an_issue_to_the_others(own: str, other: str, script: str) -> None:
    [month] = asked(own, of_month(script))
    assert month.url == f"{HOST}/date/202106.json"
    found = issues_in(data({"dates": ["20210628"]}, month.url), month.rows)
    assert [lead.url.removeprefix(HOST) for lead in found] == [other, "/date/202105.json"]


def test_days_told_by_their_numbers_alone_are_of_the_month_asked_for() -> None:
    [month] = asked("/m/2021/01/30/", "var y = 2021, m = 1; $.getJSON('/date/' + y + '/0' + m + '/days.json', fill)")
    told = {"days": ["04", "28"], "pages": 8, "of": [[31, 40], ["x"], [7, 7], []]}
    found = [lead.url.removeprefix(HOST) for lead in issues_in(data(told, month.url), month.rows)]
    assert found == ["/m/2021/01/28/", "/m/2021/01/04/", "/date/2020/12/days.json"]
    assert list(issues_in(data({"days": []}, month.url), month.rows)) == []
    # Where days are told whole, other numbers are none.
    told = {"days": ["2021-01-04"], "pages": [1, 2]}
    assert next(issues_in(data(told, month.url), month.rows)).url == f"{HOST}/m/2021/01/04/"
    assert len(list(issues_in(data(told, month.url), month.rows))) == 2


def test_a_month_that_is_not_the_pages_own_leads_to_no_issues() -> None:
    script = of_month(MONTHS[0].replace("m = 6", "m = 11"))
    for own in ("/m/2021/20210630/20210630_m.html", "/m/index.html"):
        [month] = asked(own, script)
        assert (month.url, month.rows) == (f"{HOST}/date/202111.json", ())
    assert not asked("/m/index.html", of_month(MONTHS[-1])), "what the clock says is known on the page of a day alone"
