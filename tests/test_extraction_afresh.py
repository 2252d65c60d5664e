"""What pages of sites not read before showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, PICTURE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article
from crawler.extraction.outlets import clean_source
from crawler.extraction.outline import read_outline
from crawler.extraction.tree import parse
from crawler.items import Article, Page


def test_the_deck_stands_behind_the_headline_in_one_heading() -> None:
    title = "学史明理 力行为民 ——记云溪渡口的主题党日"
    article = story(TEXT, headline=title)
    assert (article.headline, article.deck) == ("学史明理 力行为民", "——记云溪渡口的主题党日")
    assert lines(article) == [ONE, TWO, THREE]
    # Without a space it is one title, and so it is where another dash closes what stands between.
    for title in ("“渡口情——云溪县摄影展”开幕", "从渡口到大桥——云溪四十年", "云溪渡口 ——两岸的路—— 通了新船"):
        article = story(TEXT, headline=title)
        assert (article.headline, article.deck) == (title, None)


def test_a_deck_of_its_own_counts_before_what_a_dash_parts() -> None:
    page = f"<h1>{HEADLINE} ——老周的船</h1><h2>——两岸村民的新路</h2>{INFO}<div class='content'>{TEXT}</div>"
    article = read(page, f"{HEADLINE} ——老周的船_云溪新闻网")
    assert (article.headline, article.deck) == (f"{HEADLINE} ——老周的船", "——两岸村民的新路")


def test_the_paper_a_text_was_taken_from_above_its_address() -> None:
    taken = "<p>（摘自云溪晚报 2019年5月6日 A02版）</p><p><a href='http://paper.example/a/2019-05/06/content_18.htm'>http://paper.example/a/2019-05/06/content_18.htm</a></p>"
    info = "<div>文章来源：本站原创 作者：佚名 发布时间：2019年05月13日</div>"
    page = f"<h2>{HEADLINE}</h2>{info}<div class='content'>{TEXT}{taken}</div>"
    article = read(page)
    assert article.source == "云溪晚报"
    assert lines(article) == [ONE, TWO, THREE]


def test_a_name_behind_a_square_signs_below_an_editors_note() -> None:
    note = "编者按：渡口的故事很多，今天起本报开设专栏，每周讲述一位摆渡人，记录他们的日常。"
    article = story(f"<p>{note}</p><p>云溪渡口人物侧记（一）</p><p>■孟小浩</p>{TEXT}")
    assert ("author", "孟小浩", None) in people(article)
    assert "■孟小浩" not in lines(article)
    # A heading with a mark is none.
    article = story(f"{TEXT}<p>■渡口新船</p>{TEXT}")
    assert people(article) == []
    assert "■渡口新船" in lines(article)


def test_who_took_a_picture_alone_in_the_last_brackets() -> None:
    caption = "<p class='pictext'>新船停在渡口。云溪社发（万象 摄）</p>"
    assert people(story(f"{PICTURE}{caption}{TEXT}")) == [("photographer", "万象", None)]
    assert people(story(f"{PICTURE}<p class='pictext'>新船停在渡口。云溪社发（合影拍摄）</p>{TEXT}")) == []


def test_a_trail_whose_arrows_are_drawn() -> None:
    arrow = "<li><img src='/arrow.png' width='25'></li>"
    trail = f"<ul><li>首页</li>{arrow}<li>科研项目</li>{arrow}<li>通知公告</li>{arrow}<li>内容</li></ul>"
    assert story(TEXT, above=trail).breadcrumb == ("首页", "科研项目", "通知公告")


def test_the_body_that_put_a_document_out_above_its_headline() -> None:
    cells = (("索引号：", "115-2020-12"), ("发布机构：", "云溪县人民政府办公室"), ("文号：", "云府〔2020〕3号"))
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in cells)
    info = "<div>发布日期：2020-03-13 10:35 来源：</div>"
    page = f"<table>{rows}</table><h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    assert read(page).source == "云溪县人民政府办公室"
    # What the page names as its source counts before it.
    assert read(page.replace("来源：", "来源：云溪日报")).source == "云溪日报"


def test_the_outlet_that_a_document_is_from_above_its_headline() -> None:
    cells = (("信息来源：", "云溪日报"), ("文号：", "云府〔2020〕3号"), ("有效性：", "有效"))
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in cells)
    page = f"<table>{rows}</table><h1>{HEADLINE}</h1><div>2020-03-13</div><div class='content'>{TEXT}</div>"
    assert read(page).source == "云溪日报"


@pytest.mark.parametrize("itself", ["本网", "本站"])
def test_a_site_names_itself_beside_the_time(itself: str) -> None:
    page = f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35:00  {itself}  点击：12</div><div class='content'>{TEXT}</div>"
    assert read(page).source == itself


def test_the_name_of_the_site_is_nobodys() -> None:
    trail = "<div class='crumb'><a href='/'>云溪网</a> &gt; <a href='/shehui/'>社会</a> &gt; 正文</div>"
    article = story(f"<p>文｜云溪 孟浩</p>{TEXT}", above=trail)
    assert people(article) == [("author", "孟浩", None)]


def test_a_release_ends_where_it_says_so() -> None:
    below = "<p>完</p><p>２０１２年１月１７日（星期二）</p><p>云溪時間１７時０６分</p>"
    assert lines(story(f"{TEXT}{TEXT}{below}")) == [ONE, TWO, THREE, ONE, TWO, THREE]


def test_a_site_of_a_body_whose_titles_name_it_alone() -> None:
    trail = "<div><a href='/'><img src='/a.gif'>首頁</a> <a href='/news'>新聞總覽</a> " + HEADLINE + "</div>"
    cells = "".join(f"<tr><td>{paragraph}</td></tr>" for paragraph in (ONE, TWO, THREE))
    foot = "<table><tr><td>雲溪廣播公司</td></tr><tr><td>雲溪縣松江路375號 TEL：02-2501 聯絡我們</td></tr></table>"
    page = (
        f"{trail}<table><tr><td>{HEADLINE}</td></tr><tr><td>【2012/01/17 16:59 報導 】</td></tr>{cells}</table>{foot}"
    )
    article = read(page, "雲溪廣播公司全球資訊網")
    assert (article.headline, article.published_at) == (HEADLINE, "2012-01-17T16:59:00+08:00")
    assert lines(article) == [ONE, TWO, THREE]


def test_a_dateline_in_traditional_characters() -> None:
    caption = "<p>■渡口添了新船，兩岸村民都來看。</p>"
    article = story(f"{caption}<p>雲溪文匯報訊（記者孟浩）{ONE}</p><p>{TWO}</p>")
    assert lines(article) == [f"雲溪文匯報訊（記者孟浩）{ONE}", TWO]


def test_what_a_picture_shows_above_the_dateline_is_no_deck() -> None:
    caption = "<div>■雲溪渡口添了新船</div>"
    article = story(f"{caption}<div>雲溪文匯報訊（記者孟浩）{ONE}</div><div>{TWO}</div>")
    assert article.deck is None
    assert lines(article) == [f"雲溪文匯報訊（記者孟浩）{ONE}", TWO]


@pytest.mark.parametrize(
    "below",
    [
        "香港雲溪新聞現已開設Facebook專頁，讓你掌握本地新聞，與朋友分享！快點到Facebook Like我們的專頁！",
        "還想看更多新聞嗎？歡迎下載雲溪時報APP，現在看新聞還能抽獎：",
        "●《雲溪新聞》提醒您，請給自己機會：</p><p>自殺防治諮詢安心專線：0800-788995；</p><p>生命線協談專線：1995",
        "★雲溪電子報關心您：再給自己一次機會</p><p>生命線：1995",
    ],
)
def test_promises_and_helplines_below_a_text(below: str) -> None:
    assert lines(story(f"{TEXT}<p>{below}</p>")) == [ONE, TWO, THREE]


def test_of_helplines_a_text_tells_itself() -> None:
    told = "縣裡的生命線去年接了三千通電話，志工說，關心您身邊的人，比什麼都要緊。"
    assert lines(story(f"{TEXT}<p>{told}</p>")) == [ONE, TWO, THREE, told]


def test_the_outlet_in_brackets_counts_before_the_site_beside_the_time() -> None:
    info = "<div>http://news.yunxi.example 2012-01-12 05:13 云溪新闻网</div>"
    tools = "<div>返回频道首页</div><div>【一键分享 云溪微博】</div><div>(云溪时报)</div><div>[责任编辑：孟小浩]</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>{tools}")
    assert article.source == "云溪时报"


def test_an_arrow_before_a_headline() -> None:
    page = f"<div class='till'>》{HEADLINE}</div><div>日期：2012.01.12</div><div class='content'>{TEXT}</div>"
    assert read(page).headline == HEADLINE


LONG = "".join(f"<p>{ONE}{TWO}第{n}条船也在路上，{THREE}</p>" for n in range(3))


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("云溪县交通局", "渡口换船展在县文化馆开幕"),  # the title is a body's name
        ("云溪县人民政府门户网站-柳河镇-渡口博物馆", "渡口博物馆"),  # the story's name comes last
    ],
)
def test_a_heading_right_above_a_long_text_without_a_day(title: str, heading: str) -> None:
    menu = "<ul><li><h3><a href='/a/'>概况</a></h3></li><li><h3><a href='/b/'>走进渡口</a></h3></li></ul>"

    def undated(text: str, name: str) -> Article:
        page = f"<title>{name}</title><body>{menu}<div><h3>{heading}</h3><div>{text}</div></div></body>"
        return extract_article(page.encode(), url="http://www.example.cn/museum/ferry")

    article = undated(LONG, title)
    assert (article.page_kind, article.headline) == ("article", heading)
    # Not where the title tells something else, nor above a few words.
    assert undated(LONG, "渡口纪事").page_kind != "article"
    assert undated(f"<p>{ONE}</p>", title).page_kind != "article"


def test_a_heading_that_links_to_where_its_story_stands_too() -> None:
    board = "<h2>柳河队</h2><table><tr><td>22</td><td>24</td></tr></table><h2>云溪队</h2>"
    match = "柳河队加时险胜 龙舟赛总分扳平"
    story_at = f"<h1><a href='/14/0428/a.html'>{match}</a></h1>"
    table = "<h2>球队对比</h2><table><tr><td>得分</td><td>22</td></tr></table>"
    article = read(f"{board}{story_at}{INFO}<div id='endText'>{TEXT}</div>{table}", "战报_柳河 22-24 云溪_直播")
    assert (article.headline, article.source, lines(article)) == (match, "云溪晚报", [ONE, TWO, THREE])


def test_whence_a_picture_is_behind_a_sentence_with_a_day_is_no_metadata() -> None:
    shown = "2014年4月26日，云溪县柳河镇，九条新船紧挨着停在渡口，看起来像一排台阶，吸引了众多路人的眼球。图片来源：CFP"
    outline = read_outline(parse(Page("http://www.example.cn/a", f"<h1>{HEADLINE}</h1><p>{shown}</p>".encode())))
    assert [outline.is_metadata(line.number) for line in outline.lines] == [False, False]


def test_a_day_with_hyphens_below_the_body_that_signs() -> None:
    asked = "渡口换船期间，请各支部提醒沿岸的党员和群众按下列办法过河，老人和孩子由值班的同志送到对岸。"
    letter = f"<p>各支部：</p><p>{asked}</p>{TEXT}<p>特此通知，望互相转告。</p><p>县交通局</p><p>2008-5-28</p>"
    page = f"<title>重要通知</title><body><div align=center><b>关于渡口换船期间过河的办法</b></div>{letter}</body>"
    article = extract_article(page.encode(), url="http://www.example.cn/notices/ferry")
    assert (article.headline, article.published_at) == ("关于渡口换船期间过河的办法", "2008-05-28")
    assert lines(article)[-2:] == ["县交通局", "2008-5-28"]


def test_bare_words_in_the_middle_below_a_picture_though_they_are_a_sentence() -> None:
    picture = "<div align=center><img src='/{n}.jpg' width=500 height=300></div>{text}"
    said = "老周今年六十一岁，在渡口撑了二十六年船，现任柳河镇船工协会会长，去年评为全县劳动模范。"
    shown = picture.format(n=1, text=said)
    assert lines(story(f"<div align=center>{shown}</div>{TEXT}")) == [ONE, TWO, THREE]
    # An indented paragraph in one block with a picture is the story's.
    indented = picture.format(n=1, text=f"　　{said}")
    assert lines(story(f"<div align=center>{indented}</div>{TEXT}")) == [said, ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "扫码打赏，建议金额1-10元，随意。",
        "觉得不错，欢迎打赏支持一下",
        "更多“柳河镇渡口什么时候换船”的相关资讯请关注www.example.cn",
    ],
)
def test_what_asks_for_money_or_for_another_visit(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]


def test_the_day_that_closes_a_document_stays_in_it() -> None:
    pasted = "<p>县交通局</p><p><span>202</span><span>5</span>年<span>5</span>月<span>15</span>日</p>"
    page = f"<title>过河须知</title><body><h2>过河须知</h2><div>{LONG}{pasted}</div></body>"
    article = extract_article(page.encode(), url="http://www.example.cn/notices/ferry")
    assert (article.published_at, lines(article)[-1]) == ("2025-05-15", "2025年5月15日")
    # In brackets too, where the page says above when it came out.
    assert lines(story(f"{TEXT}<p>（2011年12月30日）</p>"))[-1] == "（2011年12月30日）"


def test_the_day_above_a_document_that_a_script_hands_out_is_no_row() -> None:
    enclosed = (
        "<p>党委工作部（人力资源部）</p><p>2025年5月15日</p><p><a href='/get?id=7'>过河须知和渡口分布图.doc</a></p>"
    )
    assert lines(story(f"{TEXT}{enclosed}"))[3:5] == ["党委工作部（人力资源部）", "2025年5月15日"]


def test_a_headline_and_a_day_above_a_document_that_a_script_hands_out() -> None:
    document = "<p><a href='javascript:;'>关于渡口换船的研究报告_孟浩.pdf</a></p>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{document}</div>")
    assert (article.page_kind, article.headline, article.body) == ("article", HEADLINE, "")


@pytest.mark.parametrize("said", ["渡口换船申请表.docx", "上午11点"])
def test_what_stands_in_the_place_of_a_source_and_is_none(said: str) -> None:
    assert clean_source("编辑：sx_zhangsan") is None
    assert read(f"<h1>{HEADLINE}</h1><p class='source'>{said}</p><p>2024-03-13</p><div>{TEXT}</div>").source is None


def test_how_an_editor_is_reached_is_no_name() -> None:
    reached = "<p>【编辑:孟浩 QQ:360638367;Tel:010-84990712】</p>"
    assert people(story(f"{TEXT}{reached}")) == [("editor", "孟浩", None)]
