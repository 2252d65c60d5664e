"""What pages of schools, districts and papers not read before showed to be missing: each rule, and where it stops."""

from __future__ import annotations

from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, PICTURE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article

TOLD = [ONE, TWO, THREE]


def test_a_heading_that_links_to_its_own_page_counts_before_the_text_that_repeats_it() -> None:
    headline = "云溪渡口·水上新路｜两岸村民不再绕路"
    link = f"<a href='/2012/0112/1234.html'>{headline}</a>"
    head = f"<div class='list'><div>{link}</div></div><h2>{link}</h2>"
    info = "<dl><dt>背景资料</dt><dd>分类：乡镇动态</dd><dd>发布于 2019年9月02日 星期一 01:06</dd></dl>"
    taken = f"<p><b>{headline}</b></p><p>来源：云溪晚报 作者：孟小川 2019-08-28</p>"
    article = read(f"{head}{info}<div class='content'>{taken}{TEXT}</div>", headline)
    assert (article.headline, article.published_at) == (headline, "2019-09-02T01:06:00+08:00")
    assert (article.source, lines(article)) == ("云溪晚报", TOLD)


def test_the_kicker_is_a_heading_of_a_lower_rank_than_the_headline_below_it() -> None:
    kicker, headline = "云溪县水上交通研究院", "助力渡口，服务村民，建好水上的路"
    page = f"<div><h4>{kicker}</h4><h3>{headline}</h3>{INFO}<div class='content'>{TEXT}</div></div>"
    article = read(page, f"{kicker} 助力渡口 服务村民 - 云溪新闻网")
    assert (article.kicker, article.headline) == (kicker, headline)
    # Where the page is called as the upper one, that is the headline and the lower one the deck.
    page = f"<div><h4>{HEADLINE}</h4><h3>老周的船</h3>{INFO}<div class='content'>{TEXT}</div></div>"
    assert read(page).headline == HEADLINE


def test_one_of_several_points_may_tell_of_codes_to_scan() -> None:
    point = "3、微信查询。村民也可以通过扫描二维码关注微信公众号，查询渡口的班次。"
    assert point in lines(story(f"<p>{ONE}</p><p>{point}</p><p>{TWO}</p>"))
    call = "扫描二维码关注微信公众号，查询渡口的班次。"
    assert call not in lines(story(f"<p>{ONE}</p><p>{call}</p><p>{TWO}</p>"))


def test_who_took_the_picture_above_the_dateline() -> None:
    told = "<p>1月11日，新船停靠云溪渡口。<br>云溪社记者 孟小川摄</p>"
    shown = f"<table><tr><td>{PICTURE}</td></tr><tr><td>{told}</td></tr></table>"
    article = story(f"{shown}<p>本报云溪1月11日电 {ONE}</p><p>{TWO}</p>")
    assert people(article) == [("photographer", "孟小川", "云溪社")]
    assert lines(article)[0].startswith("本报云溪1月11日电")


def test_a_crosshead_in_brackets_below_the_only_picture() -> None:
    assert lines(story(f"{PICTURE}<p>【嘉宾介绍】</p>{TEXT}")) == ["【嘉宾介绍】", *TOLD]
    assert lines(story(f"{PICTURE}<p>老周在渡口</p>{TEXT}")) == TOLD


def test_a_section_of_an_office_sends_texts_in() -> None:
    assert people(story(f"{TEXT}<p>供稿：县委组织部组织股</p>")) == [("contributor", None, "县委组织部组织股")]
    assert people(story(f"{TEXT}<p>供稿：龙头股</p>")) == [("contributor", "龙头股", None)]


def test_the_body_of_an_author_behind_a_label_of_its_own() -> None:
    for signed in ("（作者：孟小川，单位：云溪县委党校）", "作者：孟小川 工作单位：云溪县委党校"):
        article = story(f"{TEXT}<p>{signed}</p>")
        assert people(article) == [("author", "孟小川", "云溪县委党校")]
        assert lines(article) == TOLD


def test_who_put_together_what_a_paper_reported() -> None:
    article = story(f"{TEXT}<p>（据《云溪晚报》报道，孟小川整理）</p>")
    assert people(article) == [("compiler", "孟小川", None)]
    assert people(story(f"{TEXT}<p>（据云溪晚报报道整理）</p>")) == []


def test_a_form_of_verse_and_its_title_are_no_foreign_name() -> None:
    verses = "<p>一叶轻舟过浅滩，</p><p>廿年风雨送人还。</p><p>新船破浪雷声远，</p><p>两岸炊烟一笑看。</p>"
    article = story(f"<p>七律·新船</p>{verses}")
    assert (people(article), lines(article)[0]) == ([], "七律·新船")
    assert people(story(f"<p>雅克·莫兰</p>{TEXT}")) == [("author", "雅克·莫兰", None)]


def test_links_to_several_hosts_are_no_trail_though_the_markup_calls_them_so() -> None:
    hosts = ("www", "mail", "oa", "tougao")
    names = ("云溪主页", "云溪邮箱", "办公系统", "我要投稿")
    links = " | ".join(
        f"<a href='http://{host}.yunxi.example'>{name}</a>" for host, name in zip(hosts, names, strict=True)
    )
    assert story(TEXT, above=f"<div class='crumb'>{links}</div>").breadcrumb == ()
    # A large site's columns have hosts of their own.
    apart = links.replace("|", "-").replace("云溪主页", "首页")
    assert story(TEXT, above=f"<div class='crumb'>{apart}</div>").breadcrumb[:1] == ("首页",)
    links = " | ".join(
        f"<a href='http://www.yunxi.example/{host}/'>{name}</a>" for host, name in zip(hosts, names, strict=True)
    )
    assert story(TEXT, above=f"<div class='crumb'>{links}</div>").breadcrumb != ()


def test_who_gave_the_pictures_in_brackets_behind_who_wrote() -> None:
    article = story(f"{TEXT}<p>孟小川/文（图片由云溪县委宣传部提供）</p>")
    assert people(article) == [("author", "孟小川", None), ("photographer", None, "云溪县委宣传部")]
    assert lines(article) == TOLD
    sentence = "老周的照片挂在渡口的墙上（图片由云溪县委宣传部提供）"
    assert sentence in lines(story(f"<p>{ONE}</p><p>{sentence}</p><p>{TWO}</p>"))


def test_bodies_that_send_a_text_in_together() -> None:
    article = story(f"{TEXT}<p>（云溪县直工委 云溪县委宣传部 联合供稿）</p>")
    assert [body for _, _, body in people(article)] == ["云溪县直工委", "云溪县委宣传部"]
    assert lines(article) == TOLD


def test_marks_that_utf8_took_over_from_gb18030_are_not_read() -> None:
    text = f"<p>\ue5f1\ue5f1{ONE}</p><p>{TWO}”\ue5f1本报记者孟小川</p>"
    page = f"<html><body><h1>{HEADLINE}</h1>{INFO}<div>{text}</div></body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/2012/0112/1234.html")
    assert (article.body or "").startswith(ONE[:10])
    assert people(article) == [("reporter", "孟小川", None)]
    # What an icon is drawn with stays: it parts the columns of a trail.
    assert "\ue602" in (
        extract_article(page.replace("\ue5f1", "\ue602").encode(), url="http://www.example.cn/1.html").body or ""
    )


def test_pictures_where_stories_stand_count_before_the_foot_below_them() -> None:
    pictures = "".join(f"<p><img src='/{n}.jpg' width='600' height='400'></p>" for n in range(5))
    foot = "<p>云溪一中党委版权所有</p><p>地址;云溪县渡口路220号邮编:100000</p><p>电话：(86)021-0000</p>"
    held = f"<div class='wp_articlecontent'>{pictures}</div><div class='foot'>{foot}</div>"
    article = read(f"<h1 class='arti_title'>{HEADLINE}</h1>{INFO}{held}")
    assert (article.body or "", len(article.images)) == ("", 5)


def test_labels_of_one_character_each() -> None:
    for signed in (
        "<p>文：孟小川</p><p>图：林舟</p><p>编：何苗</p><p>审：周舫</p>",
        "<p>文：孟小川 图：林舟 编：何苗 审：周舫</p>",
    ):
        article = story(f"{TEXT}{signed}")
        made = [("author", "孟小川"), ("photographer", "林舟"), ("editor", "何苗"), ("approver", "周舫")]
        assert [(role, name) for role, name, _ in people(article)] == made
        assert lines(article) == TOLD
    assert "图：新船停在渡口" in lines(story(f"{TEXT}<p>图：新船停在渡口</p><p>{ONE}</p>"))
