"""What pages taught that people saved from portals long gone: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed_party import COLUMN, HEADLINE, HOME, INFO, ONE, TEXT, THREE, TWO, URL

from crawler.extraction import extract_article
from crawler.items import Article


def story(body: str, above: str = "", heading: str = f"<h1>{HEADLINE}</h1>", info: str = INFO) -> Article:
    html = (
        f"<html><head><title>{HEADLINE}-云溪党建网</title></head><body>{above}{heading}{info}"
        f"<div class='content'>{body}</div></body></html>"
    )
    return extract_article(html.encode(), url=URL)


def people(article: Article) -> set[tuple[str, str | None]]:
    return {(credit.role, credit.name) for credit in article.credits}


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        # Arrows that empty blocks draw between the columns.
        (
            "<div class='bread_nav'><a href='/'>云溪网</a><div class='arrow'></div><a href='/dw/'>党务</a>"
            "<div class='arrow'></div>正文</div>",
            ("云溪网", "党务"),
        ),
        # The column that the reader is in is no link.
        (
            f"<h2>基层党建</h2><ol><li>{HOME}</li><li>{COLUMN}</li><li>最新动态</li></ol>",
            ("首页", "基层党建", "最新动态"),
        ),
        ("<div class='tools'><a href='/'>云溪网</a><div></div><a href='/dw/'>党务</a></div>", ()),
    ],
)
def test_a_trail(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


def test_a_closed_break_parts_kicker_and_headline() -> None:
    article = story(TEXT, heading=f"<h1>秋收时节党旗红</br>{HEADLINE}</h1>")
    assert (article.kicker, article.headline) == ("秋收时节党旗红", HEADLINE)


@pytest.mark.parametrize("mark", ["原创", "独家", "[视频]"])
def test_a_mark_before_the_headline_is_none_of_it(mark: str) -> None:
    assert story(TEXT, heading=f"<h1><span>{mark}</span> {HEADLINE}</h1>").headline == HEADLINE


def test_a_word_that_the_title_has_too_is_no_mark() -> None:
    html = f"<title>独家 {HEADLINE}</title><h1><span>独家</span> {HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert extract_article(html.encode(), url=URL).headline == f"独家 {HEADLINE}"


def test_the_desk_above_a_text_does_not_end_it() -> None:
    article = story(f"<p>云溪日报记者 张文清 | 云溪报道</p><p>责编：李素梅</p>{TEXT}")
    assert article.body == f"{ONE}\n{TWO}\n{THREE}"
    assert people(article) == {("reporter", "张文清"), ("editor", "李素梅")}


def test_the_desk_below_a_picture_ends_it_where_little_follows() -> None:
    below = "<p>(责编：李素梅、张文清)</p><h2>视频新闻</h2><p><a href='/1.html'>晒谷场上的党课</a></p><h2>热点排行</h2>"
    assert not story(f"<p><img src='/1.jpg'></p>{below}").body


def test_the_headline_is_left_out_of_the_text_where_it_lacks_the_outlet() -> None:
    html = (
        f"<title>《云溪周刊》{HEADLINE}</title><h2>《云溪周刊》{HEADLINE}</h2>"
        f"<dl><dt>资料</dt><dd>2020-03-13 10:35</dd></dl>"
        f"<p><b>{HEADLINE}</b></p>{TEXT}"
    )
    assert (extract_article(html.encode(), url=URL).body or "").startswith(ONE)


def test_a_caption_says_what_its_picture_does_where_it_is_not_shown() -> None:
    picture = "<p><img src='/1.jpg' alt='晒谷场上'></p><p>晒谷场上</p>"
    article = story(f"{picture}{TEXT}")
    assert article.body == f"{ONE}\n{TWO}\n{THREE}"
    assert [image.caption for image in article.images] == ["晒谷场上"]


@pytest.mark.parametrize(
    "below",
    [
        "<p>（本文部分内容根据云溪史志、《云溪日报》等相关报道）</p>",
        "<p>原创文章，作者：吴文溪。转载请联系。</p><p>寻求报道，请点击这里。</p><p>关注乡村，微信：yunxi，好文章，需要你的鼓励。</p>",
    ],
)
def test_what_a_text_was_made_of_is_none_of_it(below: str) -> None:
    assert story(TEXT + below).body == f"{ONE}\n{TWO}\n{THREE}"


def test_a_link_back_at_the_end_of_a_paragraph() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}<a href='/'>返回云溪，查看更多</a></p>")
    assert (article.body or "").endswith(THREE)


@pytest.mark.parametrize(
    ("info", "body", "expected"),
    [
        (
            INFO,
            f"<p>云溪网通讯员龙文溪、记者朱素贝1月11日报道：{ONE}</p>",
            {("correspondent", "龙文溪"), ("reporter", "朱素贝")},
        ),
        ("<div>2020-03-13 来源：云溪日报 作者：李素梅综合报道</div>", "", {("author", "李素梅")}),
        ("<div>2020-03-13 来源：云溪日报 作者：Super User</div>", "", set()),
        ("<div>2020-03-13 来源：云溪日报 作者：超级用户</div>", "", set()),
        (
            "<div>2020-03-13 10:35 <span>云溪网</span> <span>作者</span> <a>云溪晨读</a></div>",
            "",
            {("author", "云溪晨读")},
        ),
        ("<div>2020-03-13 来源：云溪日报 <b>作者文章</b></div>", "", set()),
        ("<div>2020-03-13 | 来源：云溪日报 | 作者：李素梅<em>原创</em></div>", "", {("author", "李素梅")}),
        ("<div>2020-03-13 10:35</div><div><a href='/1.jpg'>原图</a></div>", "", set()),
        ("<div>2020-03-13 来源：易水乡</div>", "<p>易水乡 独家撰稿</p>", set()),
        (
            "<div>2020-03-13 来源：云溪频道 作者：李文清（微信公众号：云溪频道）</div>",
            "",
            {("author", "李文清")},
        ),
        (
            "<div>2020-03-13</div>",
            "<p>图片 摄影/戴素梅</p><p>云溪青年周刊 李文清</p>",
            {("photographer", "戴素梅"), ("author", "李文清")},
        ),
        (
            "<div>2020-03-13</div>",
            "<p>溪报记者 李素梅 张文清 溪报编辑 朱素贝</p>",
            {("reporter", "李素梅"), ("reporter", "张文清"), ("editor", "朱素贝")},
        ),
    ],
)
def test_credits(info: str, body: str, expected: set[tuple[str, str | None]]) -> None:
    assert people(story(body + TEXT, info=info)) == expected


def test_whose_picture_the_first_one_is() -> None:
    article = story(f"{TEXT}<p>栏目主编：徐文溪 文字编辑：徐文溪 题图来源：戴素梅、姚云 摄 图片编辑：邵文清</p>")
    assert {name for role, name in people(article) if role == "photographer"} == {"戴素梅", "姚云"}
    assert {name for role, name in people(article) if role == "editor"} == {"徐文溪", "邵文清"}


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("<div>2020-03-13 来源：《云溪 党建》</div>", "《云溪 党建》"),
        ("<div>云溪手机报 2020-03-13 10:35 责编：李素梅 我要分享</div>", "云溪手机报"),
        ("<p>分类: <a href='/gg/'>网站公告</a> 发布于 2020-03-13 10:36:05</p>", None),
    ],
)
def test_an_outlet_without_a_label(info: str, source: str | None) -> None:
    assert story(TEXT, info=info).source == source


def test_a_time_that_a_script_counts_back_from() -> None:
    script = '<script>var state = {"published_at":"2020-03-13 09:47:05"}</script>'
    assert story(TEXT, info=f"<div>吴文溪 · 5小时前</div>{script}").published_at == "2020-03-13T09:47:05+08:00"


def test_a_time_that_is_hidden_for_a_script_to_print() -> None:
    info = "<p id='ptime' style='display:none'>2020-03-13 09:47:05</p><p id='pdate'></p><p>来源：云溪日报</p>"
    assert story(TEXT, info=info).published_at == "2020-03-13T09:47:05+08:00"


@pytest.mark.parametrize("tag", ["div hidden", "div class='tip'hidden", "div\nhidden=''", 'div style="display: none"'])
def test_what_is_hidden_is_none_of_the_text(tag: str) -> None:
    other = "为方便读者，本页另存一份供打印使用的文字，平时并不显示在屏幕上，打印时才会出现。"
    shown = "<div style='overflow:hidden'><p>散会以后，大家又到村口看了新修的水渠。</p></div>"
    body = story(f"{TEXT}<{tag}><p>{other}</p></div>{shown}").body or ""
    assert other not in body
    assert body.endswith("大家又到村口看了新修的水渠。")


def test_a_source_behind_an_arrow() -> None:
    article = story(f"{TEXT}<p>来源 &gt;&nbsp;<a href='http://paper.example.cn/3.htm'>云溪日报</a></p>", info="")
    assert article.source == "云溪日报"
    assert "来源" not in (article.body or "")


@pytest.mark.parametrize(
    ("line", "kicker"),
    [("云溪县党支部到田间地头办公", "云溪县党支部到田间地头办公"), ("中共云溪县委组织部", None), ("云溪党建", None)],
)
def test_a_kicker_above_a_heading_as_the_time_is_below_it(line: str, kicker: str | None) -> None:
    above, info = f"<p class='p1'>{line}</p>", "<p class='p1'>2020-03-13 10:35 来源：云溪日报</p>"
    assert story(TEXT, above, info=info).kicker == kicker


def test_a_trail_at_the_end_that_a_style_sheet_lifts_to_the_top() -> None:
    links = "&gt;&gt;".join(f"<a href='/{name}/'>{name}</a>" for name in ("云溪网", "党建", "各地要闻"))
    lists = "".join(f"<p><a href='/{day}.htm'>晒谷场上的党课第{day}讲</a></p>" for day in range(12))
    html = f"{TEXT}</div><div>{lists}</div><div id='p_navigator'>{links}</div><div>"
    assert story(html).breadcrumb == ("云溪网", "党建", "各地要闻")


def test_what_a_text_area_holds_is_not_shown() -> None:
    assert story(f"{TEXT}<textarea>&lt;li&gt;{ONE}&lt;/li&gt;</textarea>").body == "\n".join((ONE, TWO, THREE))


@pytest.mark.parametrize(
    "note",
    [
        "（本文节选自《云溪访谈：晒谷场上的党课》，查看原文请点击文末）",
        "（本版照片均由受访者提供，底图来源网络）",
        "关键字 : 党建 秋收",
        "更多故事！欢迎扫描左方二维码关注云溪党建",
        "打开微信“扫一扫”将本文分享至朋友圈。",
        "云溪网微信号：yunxi，秋收故事看云溪。",
        "本文章为云溪网原创，严禁转载。",
    ],
)
def test_notes_below_a_text(note: str) -> None:
    assert (story(f"{TEXT}<p>{note}</p>").body or "").endswith(THREE)


def test_a_tool_that_a_sentence_tells_of() -> None:
    told = "打开专题的页面，可以看到一个醒目的栏目，点击后进入建议的排行榜，程序特别简单，扫描二维码就可以投票了。"
    assert told in (story(f"<p>{ONE}</p><p>{told}</p><p>{TWO}</p>").body or "")


def test_whom_to_ask_belongs_to_a_notice() -> None:
    asked = "<p>二、联系方式：</p><p>联系人： 李素梅</p><p>联系电话：000-1234567</p><p>邮编：000000</p>"
    body = story(f"{TEXT}{asked}<div>附件:</div>").body or ""
    assert body.endswith("联系电话：000-1234567\n邮编：000000")


def test_a_story_in_two_elements_of_one_id() -> None:
    below = f"<div id='endText'><p>{TWO * 3}</p><p>{THREE * 3}</p></div>"
    html = f"<div id='endText'><p>{ONE * 2}</p></div><div class='photos'><h4>晒谷场一角</h4></div>{below}"
    body = story(html).body or ""
    assert ONE in body
    assert THREE in body


def test_beginnings_of_texts_are_a_list() -> None:
    rows = "".join(
        f"<li><h3>晒谷场上的党课第{n}讲</h3><p>2020-03-0{n}</p><p>{ONE[:40]}...</p></li>" for n in range(1, 6)
    )
    html = f"<html><head><title>基层动态-云溪党建网</title></head><body><h1>基层动态</h1><ul>{rows}</ul></body></html>"
    assert extract_article(html.encode(), url="http://www.example.cn/jcdt.htm").page_kind != "article"


@pytest.mark.parametrize(("info", "kind"), [(INFO, "article"), ("", "other")])
def test_a_call_for_people_is_news_where_it_has_a_day(info: str, kind: str) -> None:
    head = "<html><head><title>诚聘英才-云溪大学</title></head><body><h1>诚聘英才</h1>"
    html = f"{head}{info}<div class='content'>{TEXT * 4}</div></body></html>"
    assert extract_article(html.encode(), url="http://www.example.cn/cpyc.htm").page_kind == kind


def test_who_took_pictures_as_captions_say() -> None:
    first = "<p><img src='/1.jpg'></p><p>△晒谷场上的党课。（溪视记者李素梅、张文清拍摄）</p>"
    second = "<p><img src='/2.jpg'></p><p>△晚稻归仓。（溪广记者朱素贝供图）</p>"
    article = story(f"<p>{ONE}</p>{first}<p>{TWO}</p>{second}<p>{THREE}</p>")
    assert people(article) == {("photographer", name) for name in ("李素梅", "张文清", "朱素贝")}


def test_an_outlet_with_a_dash_at_a_texts_end() -> None:
    article = story(f"{TEXT}<p>云溪商报-红溪新闻记者 李素梅 摄影报道</p>")
    assert (article.body or "").endswith(THREE)
    assert {name for _, name in people(article)} == {"李素梅"}


def test_a_disclaimer_near_the_end_closes_a_story() -> None:
    below = "<div>云溪网声明：云溪网登载此文出于传递更多信息之目的，并不意味着赞同其观点。</div>"
    box = f"<div>单机 大小：八百兆</div><p>{ONE[:40]}，程序特别简单，就是因为...</p>"
    assert (story(f"{TEXT}{below}{box}").body or "").endswith(THREE)


def test_a_time_above_each_text_is_a_list() -> None:
    rows = "".join(f"<h2>晒谷场第{n}讲</h2><p>03-13 1{n}:05</p><div>{ONE}</div><div>分享</div>" for n in range(6))
    head = "<html><head><title>云溪直播</title></head><body><h1>直播云溪</h1>"
    html = f"{head}<div class='content'>{rows}</div></body></html>"
    assert extract_article(html.encode(), url="http://www.example.cn/zb.htm").page_kind != "article"


def test_the_day_below_a_notice_where_there_is_no_other() -> None:
    signed = "<p>中共云溪县委组织部</p><p>二○二○年三月十三日</p>"
    html = f"<html><head><title>招聘启事</title></head><body><p>招聘启事</p>{TEXT}{signed}</body></html>"
    article = extract_article(html.encode(), url="http://www.example.cn/new/1.htm")
    assert (article.headline, article.published_at) == ("招聘启事", "2020-03-13")
    # A printed time comes first.
    assert story(f"{TEXT}<p>中共云溪县委组织部</p><p>2020年3月1日</p>").published_at == "2020-03-13T10:35:00+08:00"


def test_a_headline_below_a_sites_name() -> None:
    head = "<html><head><title>云溪邮箱 - 党员信息专业平台</title></head><body><h1>云溪邮箱-党员信息专业平台</h1>"
    tools = "<p>首页 | 邮箱</p><p>登录</p><p>热线</p><p>最新公告</p>"
    news = f"<h2>云溪邮箱品鉴会邀您参与</h2><div>发布时间：2020-03-13</div>{TEXT}"
    html = f"{head}{tools}<div class='c'>{news}</div></body></html>"
    assert extract_article(html.encode(), url="http://www.example.cn/n/1.htm").headline == "云溪邮箱品鉴会邀您参与"


def test_a_summary_behind_a_stroke() -> None:
    summary = f"<p>摘要| {TWO}</p>"
    assert (story(f"{summary}{TEXT}").body or "").startswith(ONE)
