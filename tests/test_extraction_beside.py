"""What stands beside a text and is none of it: captions, promotions, accounts. On invented pages."""

from __future__ import annotations

import pytest
from printed_party import ONE, TEXT, THREE, TWO
from test_extraction_saved import story

from crawler.extraction import extract_article

SHOWN = "三月十三日，云溪县晒谷场党小组组长李素梅在晒谷场上领着党员们轮流值守。这是李素梅在清点归仓的晚稻。"


def test_a_long_line_below_a_picture_that_stands_for_it() -> None:
    article = story(f"<p>{ONE}</p><p><img src='/1.jpg' alt='{SHOWN}'></p><p>{SHOWN}</p><p>{TWO}</p><p>{THREE}</p>")
    assert article.body == "\n".join((ONE, TWO, THREE))
    assert article.images[0].caption == SHOWN


def test_a_line_that_markup_calls_a_pictures_title() -> None:
    shown = "晒谷场上的党小组"
    article = story(
        f"<p>{ONE}</p><p><img src='/1.jpg'></p><p class='photo_title'>{shown}</p><p>{TWO}</p><p>{THREE}</p>"
    )
    assert article.body == "\n".join((ONE, TWO, THREE))


def test_a_promotion_above_a_text() -> None:
    offer = (
        "新米第一时间免费品尝，还有众多优质农户分享独到种植经验，快来云溪众测，体验农家生活吧！下载客户端还有福利哦！"
    )
    assert (story(f"<div class='offer'><p>{offer}</p></div>{TEXT}").body or "").startswith(ONE)


def test_an_account_above_a_time_without_a_year() -> None:
    info = "<div><h2 class='weibo_user'>云溪健康网</h2><time>03月13日 10:35</time></div>"
    assert story(TEXT, info=info).source == "云溪健康网"


def test_captions_that_say_whose_the_picture_is() -> None:
    first = "<p><img src='/1.jpg'></p><p>晒谷场上的晚稻（《云溪日报》）</p>"
    second = "<p><img src='/2.jpg'></p><p>图源：云溪社区</p>"
    assert story(f"<p>{ONE}</p>{first}<p>{TWO}</p>{second}<p>{THREE}</p>").body == "\n".join((ONE, TWO, THREE))


def test_verses_above_the_desks_line_are_the_texts_own() -> None:
    verses = "".join(
        f"<section><section><p>{verse}</p></section></section>" for verse in ("晒谷场上从未缺席", "为秋收献力")
    )
    desk = "<section><p>值班编辑：李素梅</p></section>"
    body = story(f"<section><section>{TEXT}</section></section>{verses}{desk}").body or ""
    assert body.endswith("晒谷场上从未缺席\n为秋收献力")


def test_a_source_that_is_the_first_line_of_the_text() -> None:
    info = "<div><span>2020-03-13 10:35</span><span class='source'>云溪站</span></div>"
    article = story(f"<p>来源：云溪警方</p>{TEXT}", info=info)
    assert article.source == "云溪警方"
    assert (article.body or "").startswith(ONE)


def test_names_behind_the_source_and_a_stroke() -> None:
    article = story(f"{TEXT}<p>来源：云溪网/李素梅 张文清</p><p>长按关注，</p><p>您就是晒谷场的贵客</p>")
    assert {(credit.role, credit.name) for credit in article.credits} == {("author", "李素梅"), ("author", "张文清")}
    assert (article.body or "").endswith(THREE)


def test_a_dated_paragraph_with_a_link_at_its_end_is_no_row_of_a_list() -> None:
    told = f"云溪网讯 3月13日，{ONE}{TWO}2020年4月1日起全县推开。"
    pictures = "".join(f"<p><img src='/{n}.jpg'></p>" for n in range(5))
    body = f"{pictures}<p>{told}<a href='/'>返回云溪网，查看更多</a></p><p>责任编辑：</p>"
    assert (story(body).body or "").startswith("云溪网讯")


def test_an_advertisement_between_the_paragraphs() -> None:
    ad = "<div class='a1'>广告　<a href='http://shop.example/7'>云溪新米展销会</a></div>"
    assert story(f"<p>{ONE}</p>{ad}<p>{TWO}</p><p>{THREE}</p>").body == "\n".join((ONE, TWO, THREE))


def test_a_way_back_beside_the_time_is_no_source() -> None:
    info = "<div>2024年03月13日 <a href='/szb/'>返回目录</a></div>"
    assert story(TEXT, info=info).source is None
    assert story(TEXT, info=info.replace("返回目录", "云溪组工")).source == "云溪组工"


def test_the_first_row_of_a_list_beside_the_time_is_no_outlet() -> None:
    row = "关于云溪县签订共建协议情况的通报"
    rows = f"<ul><li><a href='/20250311/0a1b2c3d4e5f60718293a4b5c6d7e8f9/c.html'>{row}</a></li></ul>"
    assert story(TEXT, info=f"<div><span>2020-03-13 10:35</span></div>{rows}").source is None
    outlet = "<p><a href='http://www.example.com/'>云溪日报</a></p>"
    assert story(TEXT, info=f"<div><span>2020-03-13 10:35</span></div>{outlet}").source == "云溪日报"


def test_a_document_behind_a_script_is_one_and_votes_are_no_text() -> None:
    document = "<p><a href='/attachment.jspx?cid=33&amp;i=0'>云溪县党员登记表.docx</a></p>"
    votes = "<div class='digg'><a href='javascript:void(0)'>顶</a><b>42</b></div>"
    article = story(f"{document}</div><div>责任编辑：张静</div>{votes}<div>")
    assert [attachment.title for attachment in article.attachments] == ["云溪县党员登记表.docx"]
    assert "42" not in (article.body or "")


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/virtual_file.vsb?oid=15&amp;nid=7&amp;e=.docx", "党员登记表"),
        ("/index.php?m=content&amp;c=down&amp;key=b3fZx", "党员登记表.doc"),
    ],
)
def test_a_document_that_a_program_hands_out(address: str, text: str) -> None:
    page = "<p><a href='/index.php?m=content&amp;c=show&amp;id=12'>晒谷场上的党小组</a></p>"
    article = story(f"<p>{ONE}</p><p>附件：<a href='{address}'>{text}</a></p>{page}")
    assert [(file.title, file.url.rpartition("/")[2]) for file in article.attachments] == [
        (text, address.replace("&amp;", "&").lstrip("/"))
    ]


def test_the_few_words_that_close_a_notice_of_blocks() -> None:
    notice = "根据工作安排，定于3月20日上午在县委党校举办党务干部培训班，请按时参加。"
    text = f"<div>\r\n　　{notice}</div>\r\n<div>\r\n　　特此通知。</div>\r\n"
    head = "<tr><td><b>县委党校举办党务干部培训班</b></td></tr><tr><td>发布时间：2020年3月13日 来源：云溪日报</td></tr>"
    rest = "<tr><td align='right'>（责任编辑：张静）</td></tr><tr><td><ul><li>上一篇：没有了</li></ul></td></tr>"
    page = f"<html><body><table>{head}<tr><td>{text}</td></tr>{rest}</table></body></html>"
    article = extract_article(page.encode(), "http://www.example.gov.cn/html/gg/20200313/1.html")
    assert article.body == f"{notice}\n特此通知。"


def test_other_stories_names_without_links_beside_a_picture_and_its_one_sentence() -> None:
    shown = "李素梅在晒谷场上清点归仓的晚稻。"
    names = (
        "云溪县召开党员教育培训工作推进会部署全年重点任务",
        "县委组织部机关党支部开展“重温入党志愿书”主题党日活动",
        "晒谷场上的“板凳会”把群众的烦心事一件件办成了暖心事",
    )
    box = "<h4>大家都在看</h4>" + "".join(f"<p>{name}</p>" for name in names)
    for others in (box, box.replace("<h4>大家都在看</h4>", "")):
        page = (
            "<html><body><div><a href='/'>首页</a> <a href='/djyw/'>党建要闻</a></div>"
            f"<div class='wrap'><h1>晒谷场上的清晨</h1><p>2024-03-13 10:35　来源：云溪日报</p>"
            f"<div class='con'><p><img src='/upload/1.jpg'></p><p>　　{shown}</p></div></div>"
            f"<div class='right'>{others}</div><div class='ft'>云溪县融媒体中心</div></body></html>"
        )
        article = extract_article(page.encode(), "http://www.example.gov.cn/djyw/1.html")
        assert (article.page_kind, article.body, len(article.images)) == ("article", shown, 1)


def test_documents_below_the_block_of_a_text() -> None:
    """A publishing system writes them around the editor's own block, before any link to a page."""
    files = "<div><p>附件【<a href='/system/download.jsp?owner=1&amp;wbfileid=7'>登记表.docx</a>】已下载12次</p></div>"
    other = "<p><a href='/info/31/8.htm'>下一条：晒谷场上的党小组</a></p><p><a href='/bg.doc'>常用表格</a></p>"
    desk = "<div>责任编辑：张静</div>"
    article = story(f"<div><div class='inner'>{TEXT}</div></div></div>{desk}{files}{other}<div>")
    assert [file.title for file in article.attachments] == ["登记表.docx"]
    app = "<p><a href='/download/pc?src=web'>电脑客户端</a></p>"
    assert not story(f"<div><div class='inner'>{TEXT}</div></div></div>{desk}{app}{files}<div>").attachments


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("3月13日", "2020-03-13"),
        ("03-13 10:35", "2020-03-13T10:35:00+08:00"),
        ("3天前", "2020-03-13T10:35:00+08:00"),
        ("昨天", "2020-03-13T10:35:00+08:00"),
    ],
)
def test_a_time_without_its_year_whose_element_names_it(printed: str, moment: str) -> None:
    info = f"<div><time datetime='2020-03-13T02:35:00Z'>{printed}</time>　来源：云溪日报</div>"
    article = story(TEXT, info=info)
    assert (article.published_at, article.source) == (moment, "云溪日报")


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2020/03/13/10:35", "2020-03-13T10:35:00+08:00"),
        ("2020—03—13", "2020-03-13"),
        ("2020–03–13 10:35", "2020-03-13T10:35:00+08:00"),
        ("2020年三月十三日", "2020-03-13"),
        # No day: from the third month to the fifth; the address names another.
        ("2024年3—5月", "2020-03-13"),
    ],
)
def test_days_with_strokes_and_numerals(printed: str, moment: str) -> None:
    article = story(TEXT, info=f"<div>{printed} 来源：云溪日报</div>")
    assert (article.published_at, article.source) == (moment, "云溪日报")


@pytest.mark.parametrize("day", ["3月13日", "03-13", "3月13日 10:35", "昨天 10:35", "Mar 13, 2020", "2020、3、13"])
def test_a_source_behind_what_is_no_time_of_ours(day: str) -> None:
    article = story(TEXT, info=f"<div>{day}　来源：云溪日报</div>")
    assert (article.source, article.body) == ("云溪日报", "\n".join((ONE, TWO, THREE)))


def test_names_below_a_picture_and_its_sentence_are_the_storys() -> None:
    names = "".join(f"<p>{n}．柳河镇晒谷场村第{n}党小组</p>" for n in range(1, 9))
    page = (
        "<html><body><div class='wrap'><h1>云溪县先进党小组公示</h1><p>2024-03-13 10:35　来源：云溪日报</p>"
        "<div class='main'><div class='pic'><p><img src='/upload/1.jpg'></p><p>表彰大会现场。</p></div>"
        f"<div class='rows'>{names}</div></div></div>"
        "<div class='right'><p>云溪县召开党员教育培训工作推进会部署全年重点任务</p></div></body></html>"
    )
    body = extract_article(page.encode(), "http://www.example.gov.cn/djyw/1.html").body or ""
    assert body.startswith("1．柳河镇") and body.endswith("第8党小组")
