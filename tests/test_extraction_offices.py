"""What pages of offices and hospitals showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article
from crawler.extraction.role_labels import split_labels
from crawler.items import Article

SIGNATURE = "<p align='right'>中共云溪县委组织部</p><p align='right'>二〇一〇年六月七日</p>"


def document(title: str, above: str) -> Article:
    return read(f"<div>{above}<p>各乡（镇）党委：</p>{TEXT}{SIGNATURE}</div>", title)


@pytest.mark.parametrize("title", ["云组发", "云溪县委组织部--通知"])
def test_a_document_whose_page_has_a_title_of_its_own(title: str) -> None:
    centred = "<p align='center'><b><span style='font-size:{}pt'>{}</span></b></p>"
    above = (
        "<p align='center'><span style='font-size:48pt'>中共云溪县委组织部文件</span></p>"
        "<p align='center'>云组发〔2010〕23号</p>"
        + centred.format(22, "关于在全县开展“一渡口一支部、")
        + centred.format(22, "一支部一特色”创建活动的通知")
    )
    article = document(title, above)
    assert article.headline == "关于在全县开展“一渡口一支部、 一支部一特色”创建活动的通知"
    assert lines(article) == ["各乡（镇）党委：", ONE, TWO, THREE, "中共云溪县委组织部", "二〇一〇年六月七日"]


@pytest.mark.parametrize(("number", "first"), [("云组发〔2010〕23号", True), ("云溪县委组织部文件", False)])
def test_the_number_of_a_document_above_its_title_printed_again(number: str, first: bool) -> None:
    again = f"<p align='center'>{number}</p><p align='center'><b>{HEADLINE}</b></p>"
    body = f"<div class='content'>{again}<p>各乡（镇）党委：</p>{TEXT}{SIGNATURE}</div>"
    assert (lines(read(f"<h1>{HEADLINE}</h1><div>2010-06-07</div>{body}"))[0] == number) is first


@pytest.mark.parametrize(
    ("one", "two", "headline"),
    [
        ("关于做好渡口换船和", "村民过河工作的通知", "关于做好渡口换船和 村民过河工作的通知"),
        ("中共云溪县委组织部", "二〇一〇年工作要点", "中共云溪县委组织部 二〇一〇年工作要点"),
        ("风里浪里四十年", "云溪渡口纪事", "风里浪里四十年"),
    ],
)
def test_titles_set_alike_are_one_where_the_first_does_not_end(one: str, two: str, headline: str) -> None:
    above = f"<p align='center'><b>{one}</b></p><p align='center'><b>{two}</b></p>"
    assert document("云组发", above).headline == headline


def test_a_page_whose_title_is_long_keeps_it() -> None:
    crosshead = "<p align='center'><b>渡口要换新船</b></p>"
    assert document(HEADLINE, crosshead).headline == HEADLINE


def test_who_printed_a_document_is_no_headline() -> None:
    above = "<p align='center'><b>关于渡口换船的通知</b></p>"
    printed = "<p><b>云溪县委组织部办公室</b>　　<span>2010年6月7日印</span></p>"
    article = read(f"<div>{above}<p>各乡（镇）党委：</p>{TEXT}{SIGNATURE}{printed}</div>", "云组发")
    assert article.headline == "关于渡口换船的通知"


def test_a_deck_that_is_set_as_the_kicker_is() -> None:
    def titles(deck: str) -> Article:
        heads = f"<p class='p_yt'>一个渡口四十年的接力</p><h1>{HEADLINE}</h1><p class='p_fb'>{deck}</p>"
        return read(f"<div>{heads}<div>{TEXT}</div></div>")

    article = titles("云溪村改船渡为心渡")
    assert (article.kicker, article.deck) == ("一个渡口四十年的接力", "云溪村改船渡为心渡")
    assert titles("云溪晚报记者 孟浩").deck is None
    assert titles("云溪县交通运输局").deck is None


def test_titles_in_one_cell_of_an_old_table() -> None:
    def cell(deck: str) -> Article:
        heads = f"一个渡口四十年的接力<BR><FONT size=5><B>{HEADLINE}</B></FONT><BR>{deck}"
        return read(f"<TABLE><TR><TD align=middle>{heads}</TD></TR><TR><TD>{INFO}{TEXT}</TD></TR></TABLE>")

    article = cell("云溪村在外来渔工聚居的岸边建起活动站")
    assert (article.kicker, article.headline) == ("一个渡口四十年的接力", HEADLINE)
    assert article.deck == "云溪村在外来渔工聚居的岸边建起活动站"
    assert cell("云溪县船工协会").deck is None


def test_an_address_whose_fragment_is_a_route() -> None:
    page = (
        f"<html><head><title>智慧党建平台</title></head><body><h1>{HEADLINE}</h1>{INFO}<div>{TEXT}</div></body></html>"
    )
    assert extract_article(page.encode(), url="https://www.example.cn/#/detail?id=12").headline == HEADLINE
    assert extract_article(page.encode(), url="https://www.example.cn/#/home").page_kind != "article"


def test_a_kicker_whose_class_is_the_headlines_with_a_number() -> None:
    heads = f"<div class='main_title1'>基层党建行（之三）</div><div class='main_title'>{HEADLINE}</div>"
    article = read(f"{heads}{INFO}<div>{TEXT}</div>")
    assert (article.kicker, article.headline) == ("基层党建行（之三）", HEADLINE)


def test_a_picture_and_an_element_that_says_what_it_shows() -> None:
    shown = "<div class='x_f__Q'><img src='/1.jpg' width='600' height='400'><span>船工正在试新船</span></div>"
    article = story(f"<p>{ONE}</p>{shown}<p>{TWO}</p><p>{THREE}</p>")
    assert lines(article) == [ONE, TWO, THREE]
    assert [image.caption for image in article.images] == ["船工正在试新船"]
    told = f"<div><img src='/1.jpg'><span>{TWO}</span></div>"
    assert TWO in lines(story(f"<p>{ONE}</p>{told}<p>{THREE}</p>"))


def test_who_signs_right_below_the_block_of_a_text() -> None:
    article = story(TEXT, below="<div class='x'>云溪日报记者 孟浩 林小舟　通讯员 段小远</div>")
    assert people(article) == [
        ("reporter", "孟浩", "云溪日报"),
        ("reporter", "林小舟", "云溪日报"),
        ("correspondent", "段小远", "云溪日报"),
    ]
    assert people(story(TEXT, below="<div>记者来到渡口，船工正在擦洗新船。</div>")) == []


@pytest.mark.parametrize("signed", ["会　长　　孟小川", "会长　孟小川", "云溪县船工协会会长　孟小川"])
def test_a_speaker_with_a_post(signed: str) -> None:
    above = f"<p align='center'>{signed}</p><p align='center'>（2012年1月10日）</p>"
    article = story(f"{above}<p>各位代表：</p>{TEXT}")
    assert [(role, name) for role, name, _ in people(article)] == [("author", "孟小川")]
    assert lines(article) == ["（2012年1月10日）", "各位代表：", ONE, TWO, THREE]


def test_a_name_spelt_with_spaces() -> None:
    assert people(story(TEXT, below="<div>（责任编辑：孟 小 川）</div>")) == [("editor", "孟小川", None)]
    both = people(story(TEXT, below="<div>责任编辑：孟浩 林舟</div>"))
    assert both == [("editor", "孟浩", None), ("editor", "林舟", None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("作者:孟浩 添加时间:2012/1/8", "孟浩"),
        ("作者:孟浩 时间:2012/1/8", "孟浩 "),
        ("作者:孟浩 林舟 日期:2012/1/8", "孟浩 林舟 "),
    ],
)
def test_what_time_it_is_that_a_label_tells(text: str, value: str) -> None:
    assert split_labels(text)[0].value == value


def test_what_a_mark_ends() -> None:
    below = (
        "<section>— END —</section><p>来源 | 云溪先锋</p><p>撰稿 | 孟浩</p><p>往期推荐</p>"
        "<p>点亮“在看”，把好消息传给更多人</p>"
    )
    article = story(f"{TEXT}{below}")
    assert lines(article) == [ONE, TWO, THREE]
    assert people(article) == [("author", "孟浩", None)]


def test_a_title_that_begins_with_the_kicker() -> None:
    heads = f"<p class='yinti'>四十年·渡口人家</p><h1>{HEADLINE}</h1>"
    article = read(f"<div class='title-box'>{heads}{INFO}</div><div>{TEXT}</div>", f"四十年·渡口人家|{HEADLINE}-云溪网")
    assert (article.kicker, article.headline) == ("四十年·渡口人家", HEADLINE)


def test_a_text_below_a_trail_that_says_so() -> None:
    life = "<h1>孟恺船长</h1><div>" + TEXT + "</div>"
    trail = "<div>您的位置：<a href='/'>首页</a> &gt; <a href='/rw/'>人物</a> &gt; {}</div>"
    assert read(trail.format("正文") + life, "孟恺船长-人物-云溪馆").headline == "孟恺船长"


@pytest.mark.parametrize("tools", ["播报文章", "A+</a><a>A-"])
def test_tools_beside_a_name(tools: str) -> None:
    info = f"<div><span>2012-01-12 17:14</span><span>编辑：孟浩</span><span><a>{tools}</a></span></div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")) == [("editor", "孟浩", None)]


@pytest.mark.parametrize(
    ("title", "head", "headline"),
    [
        ("云溪老干部网", "<center><h2>讣告</h2></center>", "讣告"),
        ("通知公告-云溪县人民政府", f"<h2>{HEADLINE}</h2>", HEADLINE),
        ("云溪县委组织部", "<p align='center'>关于开展评议的通知</p>", "关于开展评议的通知"),
        ("云溪先锋网", f"<div class='x'>{HEADLINE}</div>", HEADLINE),
        ("云溪先锋网", "<div class='x'>各乡镇党委：</div>", "云溪先锋网"),
    ],
)
def test_pages_whose_title_says_whose_they_are(title: str, head: str, headline: str) -> None:
    assert read(f"{head}<div>{TEXT}{TEXT}{SIGNATURE}</div>", title).headline == headline


def test_the_days_of_a_diary_are_its_text() -> None:
    days = ["2015年11月8日　雪", "2016年3月21日　晴转多云", "2016年10月2日　星期日　阴"]
    told = "".join(f"<p><b>{day}</b></p><p>{text}</p>" for day, text in zip(days, (ONE, TWO, THREE), strict=True))
    assert lines(story(told))[::2] == days


def test_a_headline_with_its_day_behind_it_on_a_page_of_no_other_title() -> None:
    article = read(f"<div>{HEADLINE}（2014-10-8）</div><div>{TEXT}</div>", "云溪工作网")
    assert (article.headline, article.source, article.published_at) == (HEADLINE, None, "2014-10-08")


def test_a_pen_name_that_is_padded() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}（丰　子）</p>")
    assert people(article) == [("author", "丰子", None)]
