"""What mirrors of schools, hospitals and associations taught: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, URL, read, story

from crawler.extraction import extract_article

MENU = "<h4>走进云溪</h4><ul><li><a href='/a/'>学校概况</a></li><li><a href='/b/'>地理位置</a></li></ul>"
SCAN = "<div class='box'><p><img src='/files/notice-1.jpg'></p><p><img src='/files/notice-2.jpg'></p></div>"


def test_a_notice_that_was_scanned() -> None:
    above = f"<div>{INFO}</div>"
    page = read(f"<div><h3>{HEADLINE}</h3>{above}{SCAN}</div>{MENU}")
    assert (page.page_kind, page.headline, page.published_at) == ("article", HEADLINE, "2020-03-13T10:35:00+08:00")
    assert (page.body, len(page.images)) == ("", 2)


def test_pictures_without_a_headline_above_them_are_no_notice() -> None:
    links = "".join(f"<p><a href='/{n}.html'>云溪县组织工作要点之{n}发布</a></p>" for n in range(8))
    assert read(f"{SCAN}{links}", "随身听").page_kind == "listing"


DOCUMENT = "<p><img src='/images/icon_pdf.gif'><a href='/files/P0612.pdf'>云溪县机关党建工作要点.pdf</a></p>"
ROWS = "<li><a href='/9.html'>云溪县表彰一批先进基层党组织</a></li>"
WEATHER = f"<div class='r'><h3>热点</h3><ul>{ROWS}</ul><div class='tq'>今日天气：多云 5℃</div></div>"


def test_what_stands_beside_a_document_alone_is_not_its_text() -> None:
    page = read(f"<div class='l'><h3>{HEADLINE}</h3><div>{INFO}</div><div>{DOCUMENT}</div></div>{WEATHER}")
    assert (page.page_kind, page.headline, page.body) == ("article", HEADLINE, "")
    assert [file.title for file in page.attachments] == ["云溪县机关党建工作要点.pdf"]


def test_a_short_notice_above_a_document_is_a_text() -> None:
    notice = "<p>现将工作要点印发给你们，请遵照执行。</p>"
    page = read(f"<div class='l'><h3>{HEADLINE}</h3><div>{INFO}</div><div>{notice}{DOCUMENT}</div></div>{WEATHER}")
    assert lines(page)[0] == "现将工作要点印发给你们，请遵照执行。"


def test_rights_stated_above_a_text_do_not_end_it() -> None:
    stated = "<p>版权声明：本文版权为云溪网所有，转载请注明出处。</p>"
    article = story(f"<p>{HEADLINE}，记者到现场看了看。</p>{stated}{TEXT * 2}")
    assert lines(article)[-1] == THREE
    assert not any("版权" in line for line in lines(article))


def test_rights_stated_below_a_text_end_it() -> None:
    more = "<p>凡本网注明来源的作品，版权均属于本网，未经授权不得转载、摘编或者以其他方式使用，违者必究。</p>"
    article = story(f"{TEXT}<p>版权声明：本文版权为云溪网所有，转载请注明出处。</p>{more * 4}")
    assert lines(article) == [ONE, TWO, THREE]


def test_a_link_with_a_bar_behind_it_is_no_text() -> None:
    article = story(f"<p>{ONE}</p><p><a href='/t/'>图片频道</a>&nbsp;|</p><p>{TWO}</p>")
    assert lines(article) == [ONE, TWO]


@pytest.mark.parametrize(
    ("below", "credits"),
    [
        ("<div>责任编辑：孟浩_NYXZS11504</div>", [("editor", "孟浩", None)]),
        ("<p>〔责任编辑：孟　浩〕</p>", [("editor", "孟浩", None)]),
    ],
)
def test_what_stands_behind_an_editors_name(below: str, credits: list[tuple[str, str, None]]) -> None:
    assert people(story(TEXT + below)) == credits


@pytest.mark.parametrize(
    ("info", "source", "credits"),
    [
        ("来源：云溪收藏", "云溪收藏", []),
        ("来源：云溪网收藏", "云溪网", []),
        ("来源：本站编辑", None, []),
        (
            "来源：《云溪晚报》、孟浩 温如是",
            "《云溪晚报》",
            [("author", "孟浩", "云溪晚报"), ("author", "温如是", "云溪晚报")],
        ),
        ("□ 本刊记者 孟浩 总第084期 放大 缩小", None, [("reporter", "孟浩", None)]),
    ],
)
def test_what_the_line_below_a_headline_tells(
    info: str, source: str | None, credits: list[tuple[str, str, str | None]]
) -> None:
    article = read(
        f"<h1>{HEADLINE}</h1><div class='info'>2020-03-13 10:35 {info}</div><div class='content'>{TEXT}</div>"
    )
    assert (article.source, people(article)) == (source, credits)


MENUS = "<ul><li><a href='/'>云溪党建</a></li><li><a href='/news/list/197/'>红色电视剧</a></li></ul>"


@pytest.mark.parametrize(
    ("beside", "source"),
    [
        ("红色电视剧", None),
        ("<a href='/news/list/197/'>红色电视剧</a>", None),
        ("云溪党建", "云溪党建"),  # the site's own name, which leads to its front page
        ("云溪参考", "云溪参考"),
        ("<a class='source' href='/w'>查看原文</a>", None),
        ("编辑： 来源网络", None),
    ],
)
def test_a_column_of_the_menu_beside_the_time_is_no_source(beside: str, source: str | None) -> None:
    main = f"{MENUS}<h1>{HEADLINE}</h1><div>{beside} 2020-03-13 10:35</div><div class='content'>{TEXT}</div>"
    article = read(main)
    assert (article.source, people(article)) == (source, [])


def test_a_trail_that_ends_in_what_its_column_shows() -> None:
    above = "<div>云溪首页&gt;<a href='/l'>医药新闻列表</a>&gt; <a href='#'>医药新闻详情页</a> &gt;</div>"
    assert "医药新闻详情页" not in story(TEXT, above).breadcrumb


def test_what_a_text_was_taken_from_as_the_line_below_it_tells() -> None:
    main = f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div><div class='content'>{TEXT}<p>摘引自《云溪网站》</p></div>"
    article = read(main)
    assert (article.source, lines(article)) == ("云溪网站", [ONE, TWO, THREE])


@pytest.mark.parametrize(
    "below",
    [
        "以上是云溪网小编为您介绍的晒谷场党小组，更多内容请关注云溪网。",
        "重要提示文章部分内容及图片来源于网络，若有疑问可与我们联系。",
        "提供您的电子邮件地址以获得更多资讯，您可以随时取消订阅。",
        "推荐人：云溪县律师协会　孟浩",
        "联系我们</p><p>请扫以下二维码",
        "E.N.D",
        "原文链接：https://www.example.cn/1.html</p><p>如有侵权，请联系 yunxi@example.cn 删除。",
        "订阅我们的新闻简讯</p><p>我们已向您登记的邮箱发出确认邮件，请点击其中的链接完成订阅，谢谢您的支持。",
    ],
)
def test_what_is_none_of_a_text_at_its_end(below: str) -> None:
    assert lines(story(f"{TEXT}<p>{below}</p>")) == [ONE, TWO, THREE]


def test_the_number_of_its_class_is_none_of_a_paper() -> None:
    number = "<p>中图分类号：D267　文献标识码：A　文章编号：1009—2234（2022）01—0141—03</p>"
    assert lines(story(number + TEXT)) == [ONE, TWO, THREE]


def test_a_paragraph_below_a_picture_that_ends_like_a_caption() -> None:
    ends = ("相信全县党员将以更足的干劲，带领群众再出发。", "这正是云溪县乡村振兴的一张蓝图。")
    for end in ends:
        text = (
            f"<p>{ONE}</p><p><img src='/files/field.jpg'></p><p>{TWO}</p><p><img src='/files/day.jpg'></p><p>{end}</p>"
        )
        assert lines(story(text)) == [ONE, TWO, end]
    shown = "<p><img src='/files/field.jpg'></p><p>三月十三日，云溪县的党员在晒谷场上值守。云溪日报发</p>"
    assert lines(story(f"<p>{ONE}</p>{shown}<p>{TWO}</p><p>{THREE}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize("headline", ["基本情况", "学校党支部概况"])
def test_a_column_called_as_its_story_before_the_end_of_a_trail(headline: str) -> None:
    trail = f"<a href='/'>首页</a> &gt; <a href='/xx/'>学校概况</a> &gt; <a href='/jb/'>{headline}</a> &gt; 正文"
    above = f"<div>当前位置： {trail}</div>"
    assert story(TEXT, above, headline).breadcrumb == ("首页", "学校概况", headline)


def test_an_article_whose_headline_is_a_day() -> None:
    trail = "<div>当前位置： <a href='/'>首页</a> &gt; <a href='/dw/'>组织建设</a> &gt; 正文</div>"
    article = story(TEXT * 4, trail, "2020年11月8日")
    assert (article.page_kind, article.headline) == ("article", "2020年11月8日")
    assert story(TEXT, "", "2020年11月8日").page_kind != "article"


def test_numbers_in_the_last_rows_of_a_table() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{text}</td><td>{n}0</td></tr>" for n, text in enumerate((ONE, TWO, THREE)))
    article = story(f"{TEXT}<div><table>{rows}<tr><td>总分</td><td></td><td>100</td></tr></table></div>")
    assert lines(article)[-3:] == ["20", "总分", "100"]


def test_answers_that_are_days_are_no_rows_of_a_list() -> None:
    asked = "".join(
        f"{n}、云溪县第{n}次党代会召开于（）。<br>A、200{n}年5月1日　B、200{n}年5月2日　C、200{n}年5月3日<br>"
        for n in range(1, 5)
    )
    assert len(lines(story(f"<div>{asked}</div><p>{ONE}</p>"))) == 9


def test_a_greeting_above_a_headline_is_no_kicker() -> None:
    rows = f"<tr><td>欢迎访问云溪教育网新版</td></tr><tr><td align=center><b>{HEADLINE}</b></td></tr>"
    info = "<tr><td align=center>来源：云溪日报　2020-03-13 10:35</td></tr>"
    assert read(f"<table>{rows}{info}</table><div class='content'>{TEXT}</div>").kicker is None


def test_what_the_picture_above_a_text_shows_is_no_deck() -> None:
    shown = "<center><img src='/files/field.jpg'></center><br>晒谷场上值守的云溪县党员"
    assert read(f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{shown}{TEXT}</div>").deck is None


def test_a_table_of_data_that_holds_the_whole_text() -> None:
    head = "<tr><td>日期</td><td>工作内容</td><td>负责部门</td></tr>"
    texts = (ONE, TWO, THREE)
    rows = "".join(
        f"<tr><td>周{day}</td><td><p>{text}</p></td><td>党政办</td></tr>"
        for day, text in zip("一二三", texts, strict=True)
    )
    last = "<tr><td>周五</td><td><p>大扫除</p><p>值周</p></td><td>总务处</td></tr>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='content'><table>{head}{rows}{last}</table></div>")
    assert lines(article)[-3:] == ["大扫除", "值周", "总务处"]


def test_linked_ways_to_get_in_touch_at_the_end_of_a_notice() -> None:
    ways = (
        "<p>电子邮件：<a href='mailto:zb@yunxi.example'>zb@yunxi.example</a></p>"
        "<p>网　　址：<a href='http://zb.yunxi.example/'>http://zb.yunxi.example</a></p>"
    )
    article = story(f"{TEXT}<p>地　　址：云溪县党校路一号</p><p>垂询电话：010-00000000</p>{ways}")
    assert lines(article)[-1].endswith("http://zb.yunxi.example")
    assert len(lines(article)) == 7


def test_from_when_to_when_a_plan_lasts_is_no_metadata() -> None:
    article = story(f"<p>第 10 周　日期：2021.04.25——2021.04.30</p>{TEXT}")
    assert "2021.04.25——2021.04.30" in lines(article)[0]


def test_names_that_go_on_from_a_label_of_no_role() -> None:
    above = f"<p>{INFO}</p><p>参与学生：李晓梅 王建国 赵志强</p><p>刘春燕 陈国华 孙丽萍</p>"
    assert people(read(f"<h1>{HEADLINE}</h1>{above}<div class='content'>{TEXT}</div>")) == []


def test_what_o_clock_it_is_is_no_headline() -> None:
    above, info = f"<h1>10:00</h1><h3>{HEADLINE}</h3>", "<p>来源：云溪日报</p>"
    assert read(f"{above}<div class='content'>{TEXT * 3}</div>{info}", "").headline == HEADLINE


def test_what_a_frame_holds_for_those_that_show_none_is_no_text() -> None:
    frame = "<iframe src='/ad/'><script src='/ad.js'></script>浏览器不支持嵌入式框架。</iframe>"
    assert lines(story(f"<p>{ONE}</p>{frame}<p>{TWO}</p><p>{THREE}{frame}</p>")) == [ONE, TWO, THREE]


def test_marks_that_no_reader_sees() -> None:
    html = f"<html><body><h1>{HEADLINE}\ue004</h1>{INFO}<div class='content'><p>{ONE}\ue009</p><p>{TWO}</p></div>"
    page = extract_article(html.encode("gb18030"), url=URL)
    assert (page.headline, lines(page)) == (HEADLINE, [ONE, TWO])


@pytest.mark.parametrize("nobody", ["互联网", "网络"])
def test_the_net_is_no_source(nobody: str) -> None:
    info = f"<div>2020-03-13 10:35　来源：{nobody}</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source is None


def test_a_comment_within_a_story_does_not_end_it() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>评论：党旗飘在晒谷场上</p><p>{THREE}</p>")
    assert lines(article) == [ONE, TWO, "评论：党旗飘在晒谷场上", THREE]
    assert lines(story(f"{TEXT}<p>评论：请登录后发表看法</p><p>网友李四说，写得很好，学到了很多。</p>"))[-1] == THREE


def test_an_author_behind_the_publisher_of_a_book() -> None:
    labels = "<p><b>连载：云溪党史故事选　出版社：云溪人民出版社　作者：李晓梅</b></p>"
    rows = f"<tr><td><b>{HEADLINE}</b></td></tr><tr><td>李晓梅</td></tr><tr><td>{labels}</td></tr>"
    page = read(f"<div id='article'><table>{rows}<tr><td><font>{TEXT}</font></td></tr></table></div>")
    assert (people(page), lines(page)[0]) == ([("author", "李晓梅", None)], ONE)


def test_columns_with_an_arrow_behind_each_in_items_of_a_list() -> None:
    columns = "".join(f"<li><a href='/{n}/'>{name}</a>&gt;</li>" for n, name in enumerate(("党建频道", "组织生活")))
    above = f"<div><ul>{columns}<li>{HEADLINE}</li></ul></div>"
    assert story(TEXT, above).breadcrumb == ("党建频道", "组织生活")


def test_a_bold_line_below_a_trail_is_the_headline_where_no_time_tells() -> None:
    trail = "<div>您的位置：<a href='/'>主页</a>&gt;<a href='/jy/'>党员教育</a>&gt;<a href='/jy/px/'>培训</a></div>"
    content = f"<table><tr><td>{'<br>'.join((ONE, TWO, THREE))}</td></tr></table>"
    head = f"<table><tr><td align='center'><p><strong>{HEADLINE}</strong></p></td></tr></table>"
    page = read(f"{trail}{head}{content * 3}", "云溪党建网>党员教育", "<meta property='og:type' content='article'>")
    assert page.headline == HEADLINE


@pytest.mark.parametrize("day", ["2018.9.7", "2018、12、20", "2018年9月7日"])
def test_a_text_signed_as_one_signs_a_letter(day: str) -> None:
    article = story(f"{TEXT}<p>李晓梅</p><p>{day}</p>")
    assert people(article) == [("author", "李晓梅", None)]
    assert lines(article)[-1] == day
    told = story(f"<p>李晓梅是党员。</p>{TEXT}<p>李晓梅说，李晓梅在云溪。</p><p>李晓梅</p><p>{day}</p>")
    assert people(told) == []


def test_who_printed_a_document_below_its_signature() -> None:
    signed = "<p>云溪县精神文明建设委员会办公室</p><p>2018年1月31日</p>"
    printed = "<div><p>云溪县精神文明建设委员会办公室2018年1月31日印发</p></div>"
    assert lines(story(f"{TEXT}{signed}{printed}"))[-1].endswith("印发")


def test_a_deck_in_two_headings() -> None:
    above = f"<h1>{HEADLINE}</h1>{INFO}"
    deck = "<h2>——深入学习领会云溪县党代会在</h2><h2>文化传承座谈会上的讲话精神</h2>"
    page = read(f"{above}<div class='content'>{deck}{TEXT}</div>")
    assert (page.deck, lines(page)[0]) == ("——深入学习领会云溪县党代会在文化传承座谈会上的讲话精神", ONE)


def test_a_page_whose_only_words_link_to_a_file() -> None:
    back = "<p class='back'><a onclick='history.back()'><img src='/files/back.gif'></a></p>"
    page = story(f"<p>附件: <a href='/files/plan.doc' title='第11周工作安排'>第11周工作安排.doc</a></p>{back}")
    assert (page.page_kind, page.body, len(page.attachments)) == ("article", "", 1)


def test_what_heads_the_box_below_a_picture_is_no_text() -> None:
    page = story("<p><img src='/files/school.jpg'></p><div class='box'>热门看点</div>")
    assert (page.page_kind, page.body, len(page.images)) == ("article", "", 1)


def test_day_at_the_head_of_a_column_is_no_metadata() -> None:
    head = "".join(f"<td>{word}</td>" for word in ("日期", "套餐", "菜肴", "营养"))
    row = "".join(f"<td>{word}</td>" for word in ("12月23日", "甲套", "土豆烧肉", "蛋白质"))
    article = story(f"<table><tr>{head}</tr><tr>{row}</tr><tr>{row}</tr></table><p>{ONE}</p>")
    assert lines(article)[:2] == ["日期", "套餐"]


def test_a_table_that_the_last_sentence_announces() -> None:
    rows = "<tr><td><p>单位地址</p></td><td><p>云溪县党校路一号</p></td></tr>"
    signed = "<p>云溪县招标有限公司</p><p>二〇一三年四月二十二日</p>"
    asks = "<p>有关本次招标之事宜，可按如下联系方式查询：</p>"
    article = story(f"{TEXT}{asks}<div align='center'><table>{rows * 2}</table></div>{signed}")
    assert lines(article)[-4:] == ["单位地址", "云溪县党校路一号", "云溪县招标有限公司", "二〇一三年四月二十二日"]


def test_who_signs_a_notice_of_one_paragraph_set_to_the_right() -> None:
    signed = "<div align='right'>教学处</div><div align='right'>11月10日</div>"
    page = read(f"<h1>{HEADLINE}</h1>{INFO}<div><div>{ONE}</div>{signed}</div>")
    assert lines(page) == [ONE, "教学处", "11月10日"]


def test_a_list_with_nothing_in_it() -> None:
    pager = "<div>共有0条　当前第1/1页　<a href='1.html'>首页</a>　<a href='1.html'>下一页</a></div>"
    assert read(f"<div>当前位置：<a href='/'>首页</a> &gt; 内部治理</div>{pager}", "内部治理").page_kind == "listing"


def test_who_printed_a_document_is_no_row_of_a_list() -> None:
    rest = (
        "<p><b>云溪中学</b></p><p><b>二〇一一年六月十四日</b></p><p><b>主题词：人事　任命　决定</b></p>"
        "<p><b>云溪中学办公室　2011年6月14日印发</b></p><p><b>拟稿人：云中　（印20份）</b></p>"
        "<p><b>2011年6月13日　审签</b></p><p><b>2011年6月12日　起草</b></p>"
    )
    assert any(line.endswith("印发") for line in lines(story(TEXT + rest)))


def test_a_member_who_sent_a_text_in() -> None:
    article = story(f"{TEXT}<p>(荣誉体系李晓梅老师供稿)</p>")
    assert people(article) == [("contributor", "李晓梅", "荣誉体系")]
    assert lines(article) == [ONE, TWO, THREE]


def test_a_letter_that_a_system_marks_an_account_with() -> None:
    info = "<div>发布日期:2020-03-13　作者：云溪中学(G)</div>"
    page = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert people(page) == [("author", None, "云溪中学(G)")]


def test_the_address_of_a_school_at_the_end_of_a_notice() -> None:
    address = "<p>学校网址：<a href='http://www.yunxi.example'>http://www.yunxi.example</a></p>"
    article = story(f"{TEXT}{address}<p>咨询电话：010-00000000</p>")
    assert "学校网址：http://www.yunxi.example" in lines(article)


def test_the_days_of_a_plan_in_a_table() -> None:
    days = "".join(
        f"<tr><td><p>2019-11-{day}</p><p>星期{name}</p></td><td><p>上午八点行政会议</p></td>"
        f"<td><p>李晓梅</p></td><td><p>王建国</p></td></tr>"
        for day, name in ((18, "一"), (19, "二"), (20, "三"), (21, "四"))
    )
    head = "".join(f"<td><p>{word}</p></td>" for word in ("日期", "安排内容", "行政值日", "教师值日"))
    article = story(f"<table><tr>{head}</tr>{days}</table><p>如有临时变动，学校会另行通知。</p>")
    assert lines(article)[:6] == ["日期", "安排内容", "行政值日", "教师值日", "2019-11-18", "星期一"]
    assert len(lines(article)) == 25


def test_a_table_that_tells_of_a_document_is_no_plan() -> None:
    told = "".join(
        f"<tr><td>{one}：</td><td>某某</td><td>{two}：</td><td>某某</td></tr>"
        for one, two in (("索 引 号", "发文机关"), ("名 称", "发文字号"), ("主题分类", "公开方式"))
    )
    assert lines(story(f"<div><table>{told}</table><p>{ONE}</p></div>")) == [ONE]


def test_the_paper_and_its_day_below_a_text() -> None:
    page = read(
        f"<h1>{HEADLINE}</h1><div>2020-03-13</div><div class='content'>{TEXT}<p>（云溪日报2020年3月12日）</p></div>"
    )
    assert (page.source, lines(page)[-1]) == ("云溪日报", THREE)


def test_what_was_changed_in_a_text_is_nobody() -> None:
    article = story(f"<p>云溪日报/记者：李晓梅（有修改）</p>{TEXT}")
    assert [name for _, name, _ in people(article)] == ["李晓梅"]
