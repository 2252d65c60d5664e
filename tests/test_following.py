"""What is followed from a page: the calls of its scripts that load a list, and none of the others."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.asked import Asked
from spiders.cms.family import Family
from spiders.cms.founder import Founder
from spiders.cms.held import Held
from spiders.cms.opened import Opened
from spiders.cms.picked import Picked
from spiders.cms.posted import Posted
from spiders.cms.rolled import Rolled
from spiders.cms.scripted import Scripted
from spiders.cms.tables import Tables
from spiders.cms.vsb import Vsb

HOME = "http://dj.example/yw/"


def leads(family: Asked | Scripted, script: str) -> list[str]:
    page = f"<html><body><p>共3页</p><script>{script}</script></body></html>"
    return [lead.url.removeprefix("http://dj.example") for lead in family.more(parse(Page(HOME, page.encode())))]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("$.get('/api/list', show)", ["/api/list"]),
        ("$.ajax({url: n == 0 ? './docs.xml' : './docs_' + n + '.xml', dataType: 'xml'})", ["/yw/docs.xml"]),
        ('jQuery.getJSON( "newsList.json" )', ["/yw/newsList.json"]),
        ("$.getJSON('/html/issues.json?v=2', show)", ["/html/issues.json?v=2"]),
        ("axios.get('/api/all/0').then(show)", ["/api/all/0"]),
        ("fetch('/api/list').then(show)", ["/api/list"]),
        ("window.fetch('/api/list')", ["/api/list"]),
        ("$.post('/q', {pageNo: page, channelId: 7}, show)", ["/q?pageNo=1&channelId=7"]),
        ("$.ajax({type: 'get', url: '/q', data: {p: n, kind: 'yw'}})", ["/q?p=1&kind=yw"]),
        ("$.ajax({url : '/q?a=1', success: show, data: {page: 1}})", ["/q?a=1&page=1"]),
        # Neither lists nor calls of these.
        ("$.get('/api/hits/7')", []),
        ("cache.get('/api/list')", []),
        ("prefetch('/api/list')", []),
        ("$.post('/q', {pageNo: page, token: token()})", []),
        ("curl: '/q', data: {page: 1}", []),
        ("$.get('http://elsewhere.example/api/list')", []),
    ],
)
def test_lists_that_a_script_asks_for(script: str, wanted: list[str]) -> None:
    assert leads(Asked(), script) == wanted


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("location.href = 'list_' + n + '.html'", ["/yw/list_1.html", "/yw/list_2.html", "/yw/list_3.html"]),
        ("go('/more?kind=yw&page=' + n)", [f"/more?kind=yw&page={n}" for n in (1, 2, 3)]),
        ("go(`more?page=${n}`)", [f"/yw/more?page={n}" for n in (1, 2, 3)]),
        (
            "var nid = '7';\nget('/list?nid=' + nid + '&pgnum=' + (n + 1) + '&cnt=6&_t=' + new Date())",
            [f"/list?nid=7&pgnum={n}&cnt=6" for n in (1, 2, 3)],
        ),
        ("get('/list?nid=' + nid + '&p=' + n)", []),
        ("var nid = '7', other = {nid: '8'};\nget('/list?nid=' + nid + '&p=' + n)", []),
        ("get(`/list?callback=${cb}&p=${this.n}&size=5`)", [f"/list?p={n}&size=5" for n in (1, 2, 3)]),
        ("count = 'a_' + 'b'; name = 'x=' + n", []),
        ("go('/more?kind=' + n)", []),
    ],
)
def test_lists_that_a_script_pages(script: str, wanted: list[str]) -> None:
    assert leads(Scripted(), script) == wanted


@pytest.mark.parametrize(
    ("path", "pager", "wanted"),
    [
        ("/dwdt/index.htm", "<td nowrap id=fanye1204>共18条&nbsp;&nbsp;1/3&nbsp;</td>", ["index/2.htm", "index/1.htm"]),
        ("/dwdt.htm", "<script>_simple_list_gotopage_fun(3,'u12_goto',2)</script>", ["/dwdt/2.htm", "/dwdt/1.htm"]),
        ("/dwdt/index/2.htm", "<td id=fanye1204>共18条&nbsp;&nbsp;2/3&nbsp;</td>", []),
        ("/dwdt/index/2.htm", "<script>_simple_list_gotopage_fun(3,'u12_goto',2)</script>", []),
        ("/dwdt/index.htm", "<p>完成了1/3</p>", []),
    ],
)
def test_the_pages_of_vsb_are_numbered_downwards(path: str, pager: str, wanted: list[str]) -> None:
    url = f"http://dj.example{path}"
    leads = Vsb().more(parse(Page(url, f"<html><body>{pager}</body></html>".encode())))
    assert [lead.url for lead in leads] == [urljoin(url, one) for one in wanted]


@pytest.mark.parametrize(
    ("family", "url", "body", "wanted"),
    [
        (Rolled(), "/zx/", "<script src='/zx/data/list.js'></script>", ["/zx/data/list.js"]),
        (Rolled(), "/zx/", "<script src='gb_list_1.js?v=2'></script>", ["/zx/gb_list_1.js?v=2"]),
        (Rolled(), "/zx/", "<script src='/zx/data/all.js'></script>", ["/zx/data/all.js"]),
        (Rolled(), "/zx/", "<script src='/js/list.js'></script><script src='/lib/news.js'></script>", []),
        (Rolled(), "/zx/", "<script>s.src='/zx/more.jsonp?callback=f'</script>", ["/zx/more.jsonp?callback=f"]),
        (Rolled(), "/zx/list_1.js", "document.write('<a href=/yw/1.html>支部见闻</a>')", ["/zx/list_2.js"]),
        (Rolled(), "/zx/list_9.js", "var nothing = 1", []),
        (
            Founder(),
            "/rb/html/2024-01/05/node_2.htm",
            "<script>open('../../' + y + '-' + m + '/period.xml')</script>",
            ["/rb/html/2024-01/period.xml"],
        ),
        (
            Founder(),
            "/rb/html/2024-01/period.xml",
            "<period><period_name>2024-01-05</period_name><front_page>node_2.htm</front_page></period>",
            ["/rb/html/2024-01/05/node_2.htm", "/rb/html/2023-12/period.xml"],
        ),
        (Founder(), "/rb/html/2023-12/period.xml", "<period_list/>", []),
        (
            Founder(),
            "/rb/html/2024-01/period.xml",
            "<period><period_name>云溪日报</period_name><period_date>2024-01-05</period_date><paper>云溪日报</paper>"
            "<front_page>2024-01/05/node_1.htm</front_page></period>",
            ["/rb/html/2024-01/05/node_1.htm", "/rb/html/2023-12/period.xml"],
        ),
        (
            Tables(),
            "/page/3",
            "<table data-toggle=table data-url='/news/data?type=3' data-side-pagination=server"
            " data-page-size=15></table>",
            ["/news/data?type=3&offset=0&limit=15"],
        ),
        (
            Tables(),
            "/page/3",
            "<table class=layui-table lay-data=\"{url:'/l?id=3', page:true, limit:20}\"></table>",
            ["/l?id=3&page=1&limit=20"],
        ),
        (Tables(), "/page/3", "<table data-url='/l' data-side-pagination=client></table>", []),
        (
            Asked(),
            "/more?last=33&n=5",
            '{"rows": [{"title": "支部见闻", "url": "/p/9/"}], "last": 28}',
            ["/more?last=28&n=5"],
        ),
        (Asked(), "/more?last=33&n=5", '{"data": {"nextId": "a7", "l": [{"url": "/p/9/"}]}}', ["/more?last=a7&n=5"]),
        (Asked(), "/more?last=33&n=5", '{"rows": [{"title": "支部见闻", "url": "/p/9/"}], "last": 0}', []),
        (Asked(), "/f/list-3-1.html", "<li><a href='/p/9.html'>支部见闻</a></li>", ["/f/list-3-2.html"]),
        (Asked(), "/news/12.html", "<p>支部见闻</p><a href='/p/9.html'>支部见闻</a>", []),
        (Asked(), "/notice/json/1", '[{"title": "支部见闻", "url": "/p/9/"}]', ["/notice/json/2"]),
        (Asked(), "/article/12", '{"related": [{"title": "支部见闻", "url": "/p/9/"}]}', []),
        (
            Picked(),
            "/index.asp",
            "<select onchange=\"location='list.asp?id='+this.value\"><option value=7>动态<option value=''></select>",
            ["/list.asp?id=7"],
        ),
        (
            Picked(),
            "/list.asp?id=7",
            "<form method=post><select name=page><option>1<option>2</select></form>",
            ["/list.asp?id=7", "/list.asp?id=7"],
        ),
        (
            Picked(),
            "/paper/",
            "<select onchange=\"location.href='/p_'+this.value+'.html'\"><option value=2024-05-06></select>",
            ["/p_2024-05-06.html"],
        ),
        (
            Picked(),
            "/fc/",
            "<select onchange='go(this.value)'><option value=2024/05></select>"
            "<script>function go(v) { if (v) location.href = '/fc/' + v + '/'; }</script>",
            ["/fc/2024/05/"],
        ),
        (
            Picked(),
            "/fc/",
            "<select onchange='go(this)'><option value=2024></select>"
            "<script>var go = function (s) { location.href = '/fc/' + s.options[s.selectedIndex].value + '.html'; }"
            "</script>",
            ["/fc/2024.html"],
        ),
        (
            Picked(),
            "/list.asp?class=3",
            "<form name=f1 method=post action='list.asp?class=3'><input type=hidden name=page value=1></form>"
            "<a href='javascript:document.f1.page.value=2;document.f1.submit();'>下一页</a>",
            ["/list.asp?class=3"],
        ),
        (
            Picked(),
            "/l.do",
            "<form id=f method=post><input type=hidden name=pageNo value=1></form><a href='javascript:go(3)'>末页</a>"
            "<script>function go(n){$('#pageNo').val(n);$('#f').submit();}</script>",
            ["/l.do", "/l.do"],
        ),
        (
            Picked(),
            "/list.jsp?tree=7",
            "<form name=a3f action=list.jsp><input type=hidden name=tree value=7><input name=a3p></form>"
            "<a href='javascript:go(2)'>下页</a>"
            "<script>function go(n){document.a3f.a3p.value=n;document.a3f.submit()}</script>",
            ["/list.jsp?tree=7&a3p=2"],
        ),
        (
            Picked(),
            "/list.jsp?tree=7",
            "<form name=f><input name=word></form><a href='javascript:find(2)'>党建</a>"
            "<script>function find(n){document.f.word.value=n;document.f.submit()}</script>",
            [],
        ),
        (
            Opened(),
            "/yw/",
            "<a href=\"javascript:show('a7', 2)\">甲</a><a onclick='dig(3)'>赞</a><script>function show(id,t)"
            "{if(t){location.href='/v/'+id+'.html'}}function dig(n){open('/vote?id='+n)}</script>",
            ["/v/a7.html"],
        ),
        (
            Opened(),
            "/xxgk/",
            "<a href=\"javascript:tree('0101')\">甲</a><a onclick='code(7)'>乙</a><script>function tree(c){"
            "fr.src='/list.jsp?code='+c}function code(n){img.src='/vcode?n='+n}</script>",
            ["/list.jsp?code=0101"],
        ),
        (
            Opened(),
            "/xxgk/",
            "<a onclick='show(7)'>甲</a><script>function show(n){$('#box').load('/part/list_' + n + '.html')}</script>",
            ["/part/list_7.html"],
        ),
        (
            Opened(),
            "/yw/",
            "<a href='javascript:;' onclick='turn(2)'>2</a><a onclick='turn(3)'>3</a>"
            "<script>function turn(p){ window.location = 'zzgz_' + p + '.html'; }</script>",
            ["/yw/zzgz_2.html", "/yw/zzgz_3.html"],
        ),
        (Opened(), "/yw/", "<a href='javascript:show()'>甲</a><script>function show(id){open('/v/'+id)}</script>", []),
        (
            Scripted(),
            "/yw/index.shtml",
            "<script>var pageIndex=0,totalCount=25,pageSize=10;</script>",
            ["/yw/index_1.shtml", "/yw/index_2.shtml", "/yw/index_3.shtml"],
        ),
        (Scripted(), "/yw/", "<script>var pageIndex=1,pageCount=3;</script><a href='?p=2'>下一页</a>", []),
        (Scripted(), "/yw/t7.html", "<script>var pageIndex=1,pageCount=3;</script>", []),
        (
            Scripted(),
            "/topic/3.jhtml",
            "1/3页<script>function go(n){var u='3',e='.jhtml';"
            "if(n==1){location.href=u+e}else{location.href=u+'_'+n+e}}</script>",
            ["/topic/3_1.jhtml", "/topic/3_2.jhtml", "/topic/3_3.jhtml"],
        ),
        (
            Picked(),
            "/l/",
            "<form id=f method=post><input name=currentPage></form><a onclick='turn(2)'>下一页</a>"
            "<script>function turn(p){var f=$('#f');f.find('input[name=currentPage]').val(p);f.submit()}</script>",
            ["/l/"],
        ),
        (
            Held(),
            "/l/",
            "<a class=more data-next='/l/part?page=2' data-hits='/hits?id=2'>更多</a>"
            "<script>$.get(b.data('next'), show); $.get(b.data('hits'))</script>",
            ["/l/part?page=2"],
        ),
        (Scripted(), "/l/", "<head><link rel='next' href='/l/index_2.html'></head>", ["/l/index_2.html"]),
        (
            Scripted(),
            "/l/",
            "<script>kkpager.generPageHtml({pno: 1, total: 2, hrefFormer: '/l/i', hrefLatter: '.html', getLink: "
            "function(n){return this.hrefFormer + '-' + n + this.hrefLatter}})</script>",
            ["/l/i-1.html", "/l/i-2.html"],
        ),
        (
            Scripted(),
            "/l/",
            "<script>$('#p').jqPaginator({totalPages: 2, onPageChange: function(num, type){"
            "if(type != 'init'){location.href = '/l/' + num + '.html'}}})</script>",
            ["/l/1.html", "/l/2.html"],
        ),
        (
            Scripted(),
            "/l/",
            "<script>laypage({pages: 2, jump: function(e, first){if(!first){location.href='?page='+e.curr}}})</script>",
            ["/l/?page=1", "/l/?page=2"],
        ),
        (
            Scripted(),
            "/l/",
            "<select onchange=go(this)><option>1<option>2</select><script>function go(s){var v=s.value;"
            "location.href='index_'+v+'.html'}</script>",
            ["/l/index_1.html", "/l/index_2.html"],
        ),
        (
            Scripted(),
            "/Home/List/?Id=7",
            "第1页/共2页<input type=hidden id=kind value=7><script>function go(n){"
            "location.href='/Home/List/?Id='+$('#kind').val()+'&PageIndex='+n}</script>",
            ["/Home/List/?Id=7&PageIndex=1", "/Home/List/?Id=7&PageIndex=2"],
        ),
        (
            Scripted(),
            "/col/col7/index.html",
            "<script>var uid='61',col='7',all=3;function go(p){location.href='/col/col'+col+'/index.html?uid='+uid+"
            "'&pageNum='+p}for(var i=1;i<=all;i++){s+='<a href=\"javascript:go('+i+')\">'+i+'</a>'}</script>",
            [f"/col/col7/index.html?uid=61&pageNum={n}" for n in (1, 2, 3)],
        ),
        (
            Scripted(),
            "/yw/",
            "1/3页<script>function show(n){var u='/v';location.href=u+'_'+n}</script>",
            [],
        ),
        (
            Scripted(),
            "/yw/001/list.html",
            "<script>p.pagination({pageSize: 15, total: 95}); p.on('pageClicked', function (event, data) {"
            "if (data.pageIndex == 0) {location.href = '/yw/001/list.html'} else if (data.pageIndex < 4) {"
            "location.href = '/yw/001/' + (data.pageIndex + 1) + '.html'} else {"
            "location.replace('/yw/001/list.html?no=1&pageIndex=' + (data.pageIndex + 1))}})</script>",
            ["/yw/001/2.html", "/yw/001/3.html", "/yw/001/4.html"],
        ),
        (
            Scripted(),
            "/yw/001/list.html",
            "<script>p.pagination({pageSize: 15, total: 31}).on('pageClicked', function (e, d) {location.href = "
            "d.pageIndex == 0 ? '/yw/001/list.html' : '/yw/001/' + (d.pageIndex + 1) + '.html'})</script>",
            ["/yw/001/2.html", "/yw/001/3.html"],
        ),
        (
            Scripted(),
            "/list.do?cid=7&page=1",
            "1/3页<script>function turn(p){var u=document.location.href; var at=u.indexOf('page=');"
            "if(at!=-1){u=u.substr(0,at-1)} window.location=u+'&page='+p}</script>",
            [f"/list.do?cid=7&page={n}" for n in (1, 2, 3)],
        ),
        (
            Scripted(),
            "/open?day=7",
            "<a onclick='go(2)'>2</a><a onclick=\"go('3')\">3</a><a onclick='call(9)'>电话</a>"
            "<script>function go(page){"
            "var d = '7';if(6==1){var to='/xyzp'}else if(6==6){var to='/open'}else{var to='/sxs'}\n"
            "//u = to + '?PageIndex=' + page;\nu = to + '?day=' + d + '&PageIndex=' + page; u += '&c=6#tc'; "
            "window.location.href = u}</script>",
            [f"/open?day=7&PageIndex={n}&c=6" for n in (1, 2, 3)],
        ),
        (
            Posted(),
            "/notices.htm",
            "<a onclick=\"put('/notices.htm#mark',{'typeId':'7','pageNo':'2'})\">下一页</a>"
            "<a onclick=\"put('/notices.htm',{'typeId':'7','pageNo':'3'})\">末页</a>"
            "<a onclick=\"put('/vote.htm',{'id':'7','pageNo':'3'})\">投票</a><script>function put(url, given){"
            "var f = document.createElement('form'); f.method = 'post'; f.action = url; f.submit()}</script>",
            ["/notices.htm", "/notices.htm"],
        ),
        (
            Asked(),
            "/yw/",
            "<script>new Vue({methods: {load(cid, page) {if (cid) {$.get('/api/list?cid=' + cid + '&page=' + page)}},"
            "unused(cid) {$.get('/api/other/list?page=1&cid=' + cid)}}, mounted() {this.load(7, 1)}})</script>",
            ["/api/list?cid=7&page=1"],
        ),
        (
            Asked(),
            "/list.html?channel=jyxw",
            "<script>function GetRequest(){var all=new Object();var s=location.search.substr(1).split('&');"
            "for(var i=0;i<s.length;i++){all[s[i].split('=')[0]]=unescape(s[i].split('=')[1])}return all}"
            "var q = GetRequest(); var host = '/cms'; new Vue({data: {base: host, page: 1, name: q['channel']},"
            "methods: {load: function(){var that=this; $.ajax({url: that.base + '/api/list', data: {page: that.page,"
            "'channel.name': this.name}})}}})</script>",
            ["/cms/api/list?page=1&channel.name=jyxw"],
        ),
        (Asked(), "/yw/", "<script>$.ajax({url: '/j/page_1.json', success: f})</script>", ["/j/page_1.json"]),
        (Scripted(), "/yw/", "<script>$.getJSON('/j/page_' + n + '.json', f)</script>", ["/j/page_1.json"]),
    ],
)
def test_lists_in_files_of_their_own(family: Family, url: str, body: str, wanted: list[str]) -> None:
    body = f"<html>{body}</html>" if "<script" in body else body
    page = Page(f"http://dj.example{url}", body.encode(), headers={"content-type": "text/html"})
    assert [lead.url.removeprefix("http://dj.example") for lead in family.more(parse(page))] == wanted


@pytest.mark.parametrize(
    ("family", "url", "body"),
    [
        (Rolled(), "/zx/", "<script src='list_1.js'></script><script>load('more.jsonp')</script>"),
        (Founder(), "/rb/html/2024-01/05/node_2.htm", "<script>open('period.xml')</script>"),
        (Opened(), "/", "<a onclick='show(7)'>甲</a><script>function show(n){fr.src='/l.jsp?c='+n}</script>"),
        (Picked(), "/index.asp", "<select onchange=\"location='list.asp?id='+this.value\"><option value=7></select>"),
        (Scripted(), "/yw/", "<script>$.getJSON('/j/page_' + n + '.json', f)</script>"),
    ],
)
def test_a_first_page_that_stands_on_no_page_is_asked_for_every_night(family: Family, url: str, body: str) -> None:
    leads = list(family.more(parse(Page(f"http://dj.example{url}", f"<html>{body}</html>".encode()))))
    assert leads and all(lead.is_first for lead in leads)


@pytest.mark.parametrize(
    ("url", "script", "wanted"),
    [
        ("/node_12.htm", 'new EnpPager({node: "node_12", pageCount: 3, pageIndex: 1})', [1, 2, 3]),
        ("/node_12.htm", 'new EnpPager({node: "node_13", pageCount: 3, pageIndex: 1})', []),
        ("/node_12_2.htm", 'new EnpPager({node: "node_12", pageCount: 3, pageIndex: 2})', []),
    ],
)
def test_a_pager_that_is_told_the_name_of_its_page(url: str, script: str, wanted: list[int]) -> None:
    page = Page(f"http://dj.example{url}", f"<html><body><script>{script}</script></body></html>".encode())
    found = [lead.url for lead in Scripted().more(parse(page))]
    assert found == [f"http://dj.example/node_12_{number}.htm" for number in wanted]


def test_screens_that_are_loaded_below_a_list_are_counted() -> None:
    body = b"<li><a href='/yw/1.html'>\xe6\x94\xaf\xe9\x83\xa8\xe8\xa7\x81\xe9\x97\xbb</a></li>"

    def next_of(query: str, body: bytes = body) -> list[str]:
        page = Page(f"http://dj.example/more.php?{query}", body, headers={"content-type": "text/html"})
        return [lead.url.partition("?")[2] for lead in Asked().more(parse(page))]

    assert next_of("next=1&classid=3") == ["next=2&classid=3"]
    assert next_of("next=1&classid=3", b"") == []
    assert next_of("next=20210304093011&classid=3") == []


def test_a_list_in_numbered_files_of_xml_goes_on() -> None:
    text = "<?xml version='1.0'?><docs><doc><title>支部见闻</title><url>./1.html</url></doc></docs>"
    page = Page("http://dj.example/yw/docs_1.xml", text.encode(), headers={"content-type": "text/xml"})
    assert [lead.url for lead in Asked().more(parse(page))] == ["http://dj.example/yw/docs_2.xml"]
    assert leads(Scripted(), "get('./docs_' + n + '.xml')")[:1] == ["/yw/docs_1.xml"]


@pytest.mark.parametrize("selector", ["input[name=__Token]", "[name='__Token']", 'input[name="__Token"][type=hidden]'])
def test_a_token_goes_with_what_is_asked_and_is_no_part_of_its_address(selector: str) -> None:
    script = f"$.post('/list', {{cid: 3, pageIndex: 1, __Token: $('{selector}').val()}}, show)"
    body = f"<html><body><input name=__Token type=hidden value=0a1b2c><script>{script}</script></body></html>"
    (lead,) = Asked().more(parse(Page(HOME, body.encode())))
    assert lead.url == "http://dj.example/list?cid=3&pageIndex=1"
    assert lead.form == {"cid": "3", "pageIndex": "1", "__Token": "0a1b2c"}
