"""What a page is: a story of any make, a listing, a topic page, a notice; and where each field was found."""

from __future__ import annotations

import pytest

from crawler.extraction import explain_article, extract_article
from crawler.items import Article, Page

URL = "http://www.example.cn/2020/0313/1234.html"
HEADLINE = "云溪县：支部建在晒谷场"
TEXT = (
    "<p>云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落。</p>"
    "<p>截至目前，全县已有五十二个支部照此办理，群众满意率逐月上升。</p>"
)


def page(body: str, info: str = "2020-03-13 10:35 来源：云溪日报", title: str = HEADLINE, head: str = "") -> bytes:
    return (
        f"<html><head><title>{title}-云溪党建网</title>{head}</head><body><h1>{title}</h1>"
        f"<div class='info'>{info}</div><div class='content'>{body}</div></body></html>"
    ).encode()


def people(article: Article) -> list[tuple[str, str | None, str | None]]:
    return [(credit.role, credit.role_label, credit.name or credit.organization) for credit in article.credits]


def test_a_gallery_is_an_article_with_its_captions() -> None:
    shots = "".join(f"<p><img src='{n}.jpg'></p><p align='center'>党员翻晒稻谷（田野 摄）</p>" for n in (1, 2, 3))
    article = extract_article(page(shots), url=URL)
    assert (article.page_kind, article.body) == ("article", "")
    assert [image.caption for image in article.images] == ["党员翻晒稻谷（田野 摄）"] * 3
    assert people(article) == [("photographer", "摄", "田野")]


def test_below_a_gallery_stands_who_edited_it() -> None:
    shots = "<p><img src='1.jpg'></p><p align='center'>党员翻晒稻谷（田野 摄）</p>"
    more = "<aside><h3>热点推荐</h3><ul><li><a href='/2.html'>张静的一天</a></li></ul></aside>"
    below = f"<div class='bj'>责任编辑：苏念真</div>{more}"
    article = extract_article(page(shots).replace(b"</body>", f"{below}</body>".encode()), url=URL)
    assert people(article) == [("photographer", "摄", "田野"), ("editor", "责任编辑", "苏念真")]


@pytest.mark.parametrize("player", ["<video src='1.mp4'></video>", "<iframe src='/player.html?id=7'></iframe>"])
def test_a_video_is_an_article_without_a_text(player: str) -> None:
    article = extract_article(page(player), url=URL)
    assert (article.page_kind, article.headline, article.body) == ("article", HEADLINE, "")


@pytest.mark.parametrize("weather", ["晴 16℃", "多云转小雨 12℃ 风力二级"])
def test_what_stands_below_what_is_read_most_is_no_text_of_a_video(weather: str) -> None:
    hot = "".join(
        f"<li><i>{n}</i><a href='/{n}.html'>河湾村党支部第{n}次主题党日</a><em>{n}07</em></li>" for n in "1234"
    )
    beside = f"<div class='right'><h3>热点</h3><ul>{hot}</ul><div class='tq'>{weather}</div></div>"
    for shown, kind in (("<video src='1.mp4'></video>", "article"), ("", "other")):
        html = page(shown).replace(b"</body>", f"{beside}</body>".encode()).replace(b"'content'", b"'nr'")
        article = extract_article(html, url=URL)
        assert (article.page_kind, article.body or "") == (kind, "")
    short = (
        page("<p>请各支部于三月底前报送名册，过期不候</p>")
        .replace(b"</body>", f"{beside}</body>".encode())
        .replace(b"'content'", b"'nr'")
    )
    assert extract_article(short, url=URL).body == "请各支部于三月底前报送名册，过期不候"


def test_a_page_with_neither_text_nor_pictures_is_none() -> None:
    assert extract_article(page(""), url=URL).page_kind == "other"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/p/95/", "article"),
        ("/post/20195/", "article"),
        ("/category/95/", "other"),
        ("/2021/05/", "other"),
        ("/dwgk/", "other"),
    ],
)
def test_a_bare_story_in_a_directory_of_its_number(path: str, kind: str) -> None:
    bare = page(TEXT, info="2020-03-13 10:35", title="支部见闻")
    assert extract_article(bare, url=f"http://www.example.cn{path}").page_kind == kind


def test_numbers_of_pages_below_a_text_are_none_of_it() -> None:
    for pages in ("页码： <span>1</span> <a href='/p/95/2/'>2</a>", "Pages: <span>1</span> <a href='/p/95/2/'>2</a>"):
        article = extract_article(page(f"{TEXT}<div class='page-links'>{pages}</div>"), url=URL)
        assert (article.body or "").endswith("满意率逐月上升。")
    for pages in ("<b>1</b> <a href='1234_2.html'>[2]</a>", "<a href='1234.html'>[1]</a> <b>2</b>", "[1] [2] [3]"):
        article = extract_article(page(f"{TEXT}<p align='center'>{pages}</p>"), url=URL)
        assert (article.body or "").endswith("满意率逐月上升。")


def test_an_emptied_page_is_not_named_by_its_trail() -> None:
    trail = "<div><a href='/'>首页</a> <em>›</em> <a href='/yw/'>要闻</a> <em>›</em> 查看内容</div>"
    faces = "<table><tr><td>路过</td><td>雷人 7</td><td>握手</td></tr></table>"
    rest = f"<h1></h1><p>2020-03-13 10:35</p>{faces}"
    emptied = f"<html><head><title> - 云溪党建网</title></head><body>{trail}{rest}</body></html>".encode()
    assert extract_article(emptied, url="http://www.example.cn/portal.php?mod=view&aid=64").page_kind == "other"


def test_a_poem_keeps_its_lines() -> None:
    lines = ["晒谷场上风吹过", "党旗飘在稻谷间", "支书挑灯算收成", "一粒一颗记心田"]
    article = extract_article(page("".join(f"<p align='center'>{line}</p>" for line in lines)), url=URL)
    assert article.body == "\n".join(lines)


def test_a_document_keeps_whom_it_is_for_and_who_signed_it() -> None:
    article = extract_article(
        page(
            "<p>各村党支部：</p><p>现将有关事项通知如下。</p><p>附件：<a href='/a.doc'>1.名单.doc</a></p>"
            "<p align='right'>中共云溪县委组织部</p><p align='right'>2020年3月10日</p>"
        ),
        url=URL,
    )
    assert article.body is not None
    assert article.body.split("\n")[0] == "各村党支部："
    assert article.body.split("\n")[-2:] == ["中共云溪县委组织部", "2020年3月10日"]
    assert [(a.url, a.title) for a in article.attachments] == [("http://www.example.cn/a.doc", "1.名单.doc")]
    assert article.published_at == "2020-03-13T10:35:00+08:00"


LINKS = "".join(f"<li><a href='/yw/{n}.html'>云溪县第{n}批驻村干部奔赴一线</a></li>" for n in range(20))


@pytest.mark.parametrize(
    ("url", "title", "kind"),
    [
        ("http://www.example.cn/yw/index.html", "要闻", "listing"),
        ("http://www.example.cn/ztzl/zyqk/", "主题教育", "topic"),
        ("http://www.example.cn/yw/", "不忘初心专题", "topic"),
        ("http://www.example.cn/", "云溪党建网", "listing"),
    ],
)
def test_lists_and_topics(url: str, title: str, kind: str) -> None:
    body = f"<html><title>{title}</title><body><h2>{title}</h2><ul>{LINKS}</ul></body></html>".encode()
    assert extract_article(body, url=url).page_kind == kind


@pytest.mark.parametrize(
    "row",
    [
        "<li onclick=\"$router.push('/yw/{n}.html')\"><p>云溪县第{n}批驻村干部奔赴一线</p><i>2020-03-1{n}</i></li>",
        "<li data-id='{n}'><i>2020/3/1{n}</i><p>云溪县第{n}批驻村干部奔赴一线</p></li>",
        "<div class='row' data-id='{n}'><h4>云溪县第{n}批驻村干部奔赴一线</h4><span>[2020年3月1{n}日]</span></div>",
    ],
)
def test_a_list_whose_rows_lead_on_by_a_click_alone(row: str) -> None:
    rows = "".join(row.format(n=n) for n in range(5, 0, -1))
    data = ",".join(f"{{id:{n},title:a,publishTime:'2020-03-1{n} 08:00:00'}}" for n in range(5, 0, -1))
    script = f"<script>window.__NUXT__=(function(a){{return {{data:[{{list:[{data}]}}]}}}}('云溪'));</script>"
    hot = "<h3>推荐</h3><a href='/yw/3.html'>云溪县第3批驻村干部奔赴一线</a>"
    body = f"<html><title>基层 - 云溪先锋</title><body><h2>基层</h2><ul>{rows}</ul>{hot}{script}</body></html>"
    assert extract_article(body.encode(), url="http://www.example.cn/jiceng").page_kind != "article"
    text = "<p>三十六名党员轮流值守</p><p>2020年3月10日</p><p>秋收一粒不落。</p>"
    assert extract_article(page(text), url=URL).page_kind == "article"


def test_a_notice_that_there_is_no_such_page() -> None:
    body = page("<p>您访问的页面不存在或已被删除，请返回首页。</p>", info="2020-03-13", title="提示信息")
    assert extract_article(body, url=URL).page_kind == "other"


@pytest.mark.parametrize(
    ("info", "source", "credits"),
    [
        ("2020-03-13 来源：人民网 记者 张静 通讯员 李卫", "人民网", [("reporter", "张静"), ("correspondent", "李卫")]),
        ("2020-03-13 来源：新华社 新华社记者王小明摄", "新华社", [("photographer", "王小明")]),
        ("2020-03-13 文/图 李小明", None, [("author", "李小明"), ("photographer", "李小明")]),
        ("2020-03-13 来源：人民网 责编：甲、乙", "人民网", [("editor", "甲"), ("editor", "乙")]),
        ("2020-03-13 作者：云溪日报记者李明王小丽", None, [("author", "李明"), ("author", "王小丽")]),
        ("云溪日报 李明 2020-03-13 10:35 我要评论", "云溪日报", [("author", "李明")]),
        ("2020-03-13 来源：人民网－人民日报", "人民网－人民日报", []),
        ("《云溪日报》（2020年03月13日　第01 版）", "云溪日报", []),
        ("人民网－中国共产党新闻网 2020-03-13 10:35", "人民网－中国共产党新闻网", []),
        ("《云溪研究》 2020-03-13 10:35", "《云溪研究》", []),
        ("（云溪报 2020年03月13日 01版）", "云溪报", []),
        ("<i>8个月前</i><i>来源：云溪网</i><i>作者：李明</i>", "云溪网", [("author", "李明")]),
    ],
)
def test_the_line_below_the_headline(info: str, source: str | None, credits: list[tuple[str, str]]) -> None:
    article = extract_article(page(TEXT, info), url=URL)
    assert article.source == source
    assert [(credit.role, credit.name) for credit in article.credits] == credits


@pytest.mark.parametrize("contact", ["联系电话：000-1234567", "监督电话：12380　邮编：000000"])
def test_a_notice_keeps_whom_to_call(contact: str) -> None:
    article = extract_article(page(f"{TEXT}<p>{contact}</p>") + "<div>编辑：苏念真</div>".encode(), url=URL)
    assert (article.body or "").split("\n")[-1] == contact
    assert people(article) == [("editor", "编辑", "苏念真")]


def test_a_name_in_a_heading_below_the_headline_is_no_deck() -> None:
    above = f"<h1>{HEADLINE}</h1><h4>苏念真</h4><div>云溪日报 2020-03-13</div>"
    article = extract_article(f"<html><body>{above}<div id='ozoom'>{TEXT}</div></body></html>".encode(), url=URL)
    assert (article.deck, people(article)) == (None, [("author", None, "苏念真")])


@pytest.mark.parametrize("title", ["石桥村 开展主题党日活动", "田野 同志的四季", "苏念真"])
def test_what_leads_on_to_another_story_is_no_credit(title: str) -> None:
    below = f"<h4>阅读下一篇：</h4><ul><li><a href='/2.html'>{title}</a></li></ul>"
    body = page(TEXT).replace(b"</body>", f"<div class='more'>{below}</div></body>".encode())
    assert people(extract_article(body, url=URL)) == []


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("新华社云溪3月13日电（苏念真、贾知非）全县已有五十二个支部照此办理。", ["苏念真", "贾知非"]),
        ("本报讯 （记者/苏念真 通讯员/贾知非）全县已有五十二个支部照此办理。", ["苏念真", "贾知非"]),
        ("云溪网讯 实习生 苏念真、记者 贾知非 报道：全县已有五十二个支部照此办理。", ["苏念真", "贾知非"]),
        ("云溪网记者苏晓真、贾知非3月13日报道：全县已有五十二个支部照此办理。", ["苏晓真", "贾知非"]),
    ],
)
def test_who_reported_stands_in_the_opening(opening: str, names: list[str]) -> None:
    article = extract_article(page(f"<p>{opening}</p>{TEXT}"), url=URL)
    assert [credit.name for credit in article.credits] == names
    assert (article.body or "").startswith(opening)


@pytest.mark.parametrize(
    "tail",
    [
        "举报",
        "查看更多",
        "本篇新闻热门关键词:",
        "参与互动(0)",
        "以上内容仅代表作者个人观点",
        "未经授权请勿转载。",
        "图集",
    ],
)
def test_what_stands_below_a_text_and_is_none_of_it(tail: str) -> None:
    article = extract_article(page(f"{TEXT}<div class='x'>{tail}</div>"), url=URL)
    assert (article.body or "").endswith("群众满意率逐月上升。")


@pytest.mark.parametrize(
    ("tail", "credits"),
    [
        (
            ["新京报记者 张三丰 编辑 李四光 校对 王五一"],
            [("reporter", "张三丰"), ("editor", "李四光"), ("proofreader", "王五一")],
        ),
        (["来源丨云溪日报", "编辑丨李四光", "审核丨王五一"], [("editor", "李四光"), ("approver", "王五一")]),
        (
            ["文字：张三丰", "图片：李四光", "一审：王五一"],
            [("author", "张三丰"), ("photographer", "李四光"), ("approver", "王五一")],
        ),
        (["（作者系云溪县委党校教授 张三丰）"], [("author", "张三丰")]),
        (["（云溪县委组织部 张三丰）"], [("author", "张三丰")]),
        (["云溪县委组织部供稿"], [("contributor", "云溪县委组织部")]),
        (["（张三丰 李四光）"], [("author", "张三丰"), ("author", "李四光")]),
        (
            ["监制：张三丰 制片人：李四光 记者：王五一"],
            [("approver", "张三丰"), ("reporter", "王五一"), ("other", "李四光")],
        ),
        (["■新快报记者 张三丰/文 李四光/图"], [("reporter", "张三丰"), ("photographer", "李四光")]),
    ],
)
def test_a_byline_below_the_text_leaves_it(tail: list[str], credits: list[tuple[str, str]]) -> None:
    article = extract_article(page(TEXT + "".join(f"<p>{line}</p>" for line in tail), "2020-03-13"), url=URL)
    assert [(credit.role, credit.name or credit.organization) for credit in article.credits] == credits
    assert (article.body or "").endswith("群众满意率逐月上升。")


@pytest.mark.parametrize(
    "masthead", ["今天是2026年11月24日", "2026年11月24日 星期二", "2026-11-24", "现在是2026年11月24日 09:10"]
)
def test_the_day_of_the_masthead_is_no_publication_time(masthead: str) -> None:
    menu = "".join(f"<li><a href='/{n}/'>栏目{n}</a></li>" for n in range(5))
    top = f"<div class='top'>{masthead}</div><ul>{menu}</ul>"
    undated = page(TEXT * 4, info="来源：云溪日报").decode().replace("<body>", f"<body>{top}").encode()
    assert extract_article(undated, url="http://www.example.cn/show?id=1234").published_at is None
    assert extract_article(undated, url=URL).published_at == "2020-03-13"
    dated = page(TEXT).decode().replace("<body>", f"<body>{top}").encode()
    assert extract_article(dated, url=URL).published_at == "2020-03-13T10:35:00+08:00"


def test_today_below_a_short_story_is_no_publication_time() -> None:
    day = "<p>2020年3月13日 第02版</p>"
    today = "<p>版权所有 云溪日报社 今天是2026年11月24日</p>"
    body = f"<html><body>{day}<h1>{HEADLINE}</h1><div id='ozoom'>{TEXT}</div>{today}</body></html>"
    assert extract_article(body.encode(), url=URL).published_at == "2020-03-13"


def test_a_page_that_a_script_is_to_show_is_read() -> None:
    body = page(TEXT).decode().replace("<body>", "<body><div id='pc' style='display: none;'>").encode()
    assert extract_article(body, url=URL).headline == HEADLINE


@pytest.mark.parametrize(
    ("opening", "cms"),
    [
        ('<div class="TRS_Editor">', "trs"),
        ('<div id="vsb_content">', "vsb"),
        ('<div id="UCAP-CONTENT">', "ucap"),
        ("<!--enpproperty <articleid>1</articleid>/enpproperty--><div>", "founder"),
    ],
)
def test_the_publishing_system_shows_deep_in_a_page(opening: str, cms: str) -> None:
    menu = "<ul>" + "<li><a href='/a/'>要闻</a></li>" * 800 + "</ul>"
    body = page(f"{menu}{opening}{TEXT * 200}</div>{menu}")
    assert extract_article(body, url="http://www.example.cn/show?n=7").cms == cms


def test_every_field_is_explained() -> None:
    head = (
        "<meta name='PubDate' content='2020-03-12'><meta name='Author' content='韩喆'>"
        "<meta name='ContentSource' content='省委组织部'><meta name='ColumnName' content='基层党建'>"
    )
    body = page(TEXT, "2020-03-13 10:35 来源：云溪日报 作者：苏念真 编辑：韩喆", head=head)
    unprinted = explain_article(Page(URL, body))["fields"]["breadcrumb"]
    assert (unprinted["value"], unprinted["weighed"]) == ([], [{"value": ["基层党建"], "where": "meta columnname"}])
    trail = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/jc/'>基层党建</a></div>"
    body = body.decode().replace("<body>", f"<body>{trail}").encode()
    explained = explain_article(Page(URL, body))
    fields = explained["fields"]
    assert fields["headline"]["where"].startswith("line ")
    assert fields["published_at"]["value"] == "2020-03-13T10:35:00+08:00"
    assert {"value": "2020-03-12", "where": "meta pubdate"} in fields["published_at"]["weighed"]
    assert fields["source"]["where"] == "label 来源"
    assert {"value": "省委组织部", "where": "meta contentsource"} in fields["source"]["weighed"]
    assert [(c["role"], c["name"]) for c in fields["credits"]["value"]] == [("author", "苏念真"), ("editor", "韩喆")]
    assert fields["credits"]["weighed"][0]["value"] == "韩喆"
    assert fields["breadcrumb"]["where"].startswith("line ")
    assert "content" in fields["body"]["where"]
    assert explained["page_kind"]["points"] >= explained["page_kind"]["enough"]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>2021年6月30日</h1><p>这一天没有内容。</p><a href='/rili/2021/7/1.html'>1日</a>",
        "<h1>河阳市举办青年干部座谈会</h1>"
        "<div>发布时间：2021-06-30 10:35　来源：河阳日报</div>"
        "<div class='content'></div>"
        "<div class='hot'><h3>热门排行</h3></div><div class='foot'>河 阳 网 版 权 所 有</div>",
        "<h1></h1><div>2021年06月30日10:35　来源：河阳日报</div><div class='content'></div>"
        "<div class='rank'><h3>本周热议</h3><ul><li><a href='/7.html'>河阳市举办青年干部座谈会</a></li>"
        "<li><a href='/8.html'>云溪县把支部建在产业链上</a></li></ul></div>",
        "<h1>河阳市举办青年干部座谈会</h1>"
        "<div>发布时间：2021-06-30 10:35　来源：河阳日报</div><div class='content'></div>"
        "<div id='bottom'><p>主办：河阳市委组织部　备案号：河ICP备05001号</p><p>今日访问 31 次　您的IP：203.0.113.7</p>"
        "<p><a href='/us.html'>关于我们</a> | <a href='/map.html'>网站导航</a> | 用户登录 | 返回顶部</p></div>",
        "<title>河阳日报-2021-06-30 第A02版</title><img src='A02.jpg' usemap='#a'><map name='a'>"
        "<area href='c_1.html'></map><b>标题导航</b><ul><li><a href='c_1.html'>河阳市举办青年干部座谈会</a></li></ul>"
        "<a href='A02.pdf'>PDF版</a>",
        "<div class='place'>主页 > 党务要闻 ></div><h2></h2><div>时间:2021-06-30 10:35 来源:未知 点击:32次</div>"
        "<div class='content'></div><div class='digg'>顶一下(32) 94%</div>",
        "<title>学习园地</title><h1>学习园地</h1><h2><a href='/xx/7-a'>河阳市举办青年干部座谈会</a></h2>"
        "<div>作者：孟浩　发布：2021-06-30</div><p>河阳市举办青年干部座谈会，青年干部讲了驻村的体会，部长逐一点评。</p>"
        "<p><a href='/xx/7-a'>阅读全文： 河阳市举办青年干部座谈会</a></p>",
    ],
    ids=[
        "a day of a calendar",
        "an article emptied but for its foot",
        "and but for a list beside it",
        "and but for what counts visitors and a row of links",
        "a page of a paper",
        "and but for its trail and its votes",
        "a list of one story",
    ],
)
def test_what_has_no_story_is_no_article(page: str) -> None:
    body = f"<html><head><title>河阳网</title></head><body>{page}</body></html>".encode()
    assert extract_article(body, url="http://dj.example/rili/2021/6/30.html").page_kind != "article"


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("-河阳先锋网", "<div class='wz'>首页 &gt; 工作动态</div>"),
        (" | 河阳先锋网", "<div class='like'><p>云溪县把支部建在产业链上</p><p>金坪街道举办读书会</p></div>"),
        ("河阳先锋网", "<div class='wz'>首页 &gt; 工作动态</div>"),
    ],
)
def test_what_is_left_around_an_emptied_article_is_none(title: str, left: str) -> None:
    body = (
        f"<html><head><title>{title}</title><meta property='og:type' content='article'></head><body>{left}<h1></h1>"
        "<p>时间：2021年06月30日 10:35　【字体：大】</p><div id='content'></div><p>分享到</p></body></html>"
    )
    assert extract_article(body.encode(), url="http://dj.example/202106/t20210630_12.html").page_kind != "article"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/list.jsp?a246475t=2&a246475p=2&urltype=tree.TreeTempUrl&wbtreeid=1040", "other"),
        ("/plus/list.php?tid=12&PageNo=3", "other"),
        ("/e/action/ListInfo/?classid=12&page=2", "other"),
        ("/index.php?m=content&c=index&a=lists&catid=9&page=4", "other"),
    ],
)
def test_the_last_page_of_a_list_with_one_row_is_no_article(path: str, kind: str) -> None:
    html = (
        "<html><head><title>政策法规</title></head><body><a href='/'>首页</a><a href='/list.jsp'>政策法规</a>"
        "<ul><li><a href='/content.jsp?wbnewsid=7'>关于印发驻村工作办法的通知</a> <em>2022-03-04</em></li></ul>"
        "<table><tr><td id='fanye246475'>共7条&nbsp;&nbsp;2/2&nbsp;</td></tr></table></body></html>"
    )
    assert extract_article(html.encode(), url=f"http://www.example.cn{path}").page_kind == kind


@pytest.mark.parametrize("area", ["<area shape='poly' data-id='7'>", "<svg><polygon points='8,4'></polygon></svg>"])
def test_an_issue_of_a_paper_whose_stories_are_areas_to_press_is_no_article(area: str) -> None:
    bar = "<div class='bar'>云溪党建报 2021年06月30日 <a href='../29/'>上一期</a> <a href='../31/'>下一期</a></div>"
    html = (
        "<html><head><title>云溪党建报 2021年06月30日</title></head><body>"
        f"{bar}<div><img src='1.jpg'><h4>第01版：要闻</h4>{area}</div><div><img src='2.jpg'><h4>第02版：党建</h4></div>"
    )
    assert extract_article(html.encode(), url="http://paper.example/202106/30/").page_kind != "article"


@pytest.mark.parametrize("headline", ["石桥村致富带头人建起便民服务驿站", "主题教育看石桥村｜“支部结对”走进田间地头"])
def test_a_headline_like_a_sites_name_stays_one_above_todays_date_in_the_foot(headline: str) -> None:
    """Joomla's title is the headline and no more."""
    told = "<dl><dd>分类：<a href='/xw/'>党建新闻</a></dd><dd>发布：2020-03-13</dd></dl>"
    foot = "<p>每日金句：一勤天下无难事</p><footer><p>© 2024 云溪大学党委组织部 2024年5月14日 星期二</p></footer>"
    page = f"<ul><li>{headline}</li></ul><h2>{headline}</h2>{told}<div><p>{TEXT}</p></div>{foot}"
    html = f"<html><head><title>{headline}</title></head><body>{page}</body></html>"
    article = extract_article(html.encode(), url="http://dj.example/index.php/xw/12-a")
    assert (article.page_kind, article.headline, article.published_at) == ("article", headline, "2020-03-13")
