"""What pages of sites not read before showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, PICTURE, TEXT, THREE, TWO, read, story


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
