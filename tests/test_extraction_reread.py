"""What newsrooms' pages, read anew, showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, PICTURE, TEXT, THREE, TWO, read, story


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        ("文 | 孟浩　图 | 林舟", [("author", "孟浩", None), ("photographer", "林舟", None)]),
        ("文 | 孟浩　图 | 英布", [("author", "孟浩", None), ("photographer", "英布", None)]),
        (
            "记者孟浩 段小远 摄影林舟",
            [("reporter", "孟浩", None), ("reporter", "段小远", None), ("photographer", "林舟", None)],
        ),
        ("云溪商报记者 孟浩 摄影报道", [("reporter", "孟浩", "云溪商报")]),
        ("（作者列奥·季诺娃，林小舟译）", [("author", "列奥·季诺娃", None), ("translator", "林小舟", None)]),
        ("原创 渡口小编 云溪时报", [("author", "渡口小编", None)]),
        ("原创 云溪县融媒体中心 云溪发布", []),
    ],
)
def test_bylines_above_a_text(byline: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"<p>{byline}</p>{TEXT}")
    assert sorted(people(article), key=str) == sorted(credits, key=str)
    assert lines(article) == [ONE, TWO, THREE]


def test_who_wrote_the_pieces_of_a_page() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}本组稿件由记者孟浩实习生林小舟采写</p>")
    assert people(article) == [("reporter", "孟浩", None), ("reporter", "林小舟", None)]
    # A story about those who write.
    told = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}船歌由老师段小远采写，村里的孩子都会唱。</p>"
    assert people(story(told)) == []


@pytest.mark.parametrize(
    "end",
    [
        "<div>(本文来源：云溪在线 编辑：小舟)</div>",
        "<div>云溪网版权声明：</div>",
        "<div>云溪网版权相关声明：</div>",
    ],
)
def test_what_ends_a_text_far_above_the_lists_and_licences_of_a_site(end: str) -> None:
    others = "".join(f"<p><a href='/{n}.html'>柳河镇第{n}座桥昨天合龙</a></p><p>{TWO}[详细]</p>" for n in range(3))
    licence = "<div>一、本网欢迎各类媒体与本网进行长期的内容合作，转载请与本网编辑部联系。</div>" * 3
    page = f"<h1>{HEADLINE}</h1>{INFO}<div>{TEXT}{end}{others}{licence}</div>"
    assert lines(read(page)) == [ONE, TWO, THREE]


def test_links_beside_a_copyright_name_nobody() -> None:
    foot = "<div>Copyright 2001-2010 云溪网 All Rights Reserved 关于我们 - 在线投稿 - 合作伙伴 - 采购中心</div>"
    assert people(story(TEXT, below=foot)) == []


def test_metadata_below_a_headline_and_pictures_that_part_them() -> None:
    info = "<p><a href='/'>云溪新闻网</a>　<font>2006-01-22 10:45:07</font>　<font>柳河日报网站</font></p>"
    rows = f"<tr><td>{HEADLINE}</td></tr><tr><td><img src='/c.gif'></td></tr><tr><td><img src='/c.gif'></td></tr>"
    tools = "<tr><td>【<a href='/c/'>现有的新闻评论全在这里</a>】</td></tr>"
    article = read(f"<table>{rows}<tr><td>{info}</td></tr>{tools}</table><table><tr><td>{TEXT}</td></tr></table>")
    assert (article.published_at or "")[:19] == "2006-01-22T10:45:07"
    assert article.source == "柳河日报网站"


def test_headings_and_a_summary_above_a_text() -> None:
    summary = "渡口换了新船，能载四十人，船工说起雾的日子也能开，孩子们上学不会迟到，来赶集的人也多了三成。"
    head = "<p><b>云溪渡口添了一条新船</b></p><p><b>比旧船快一倍，两岸村民不用再绕路</b></p>"
    body = f"{head}<p><b>核心提示</b></p><p>{summary}</p><p>赶集</p>{TEXT}"
    assert lines(story(body))[-3:] == [ONE, TWO, THREE]
    assert summary not in lines(story(body))


def test_which_picture_of_a_gallery_it_is() -> None:
    assert story(TEXT, headline=f"{HEADLINE} (4/20)").headline == HEADLINE


def test_agencies_behind_a_stroke() -> None:
    shown = "<p>左上图：新船靠岸。\\云溪社；右下图：老周在船头，他身后是旧渡口。\\柳河社</p>"
    article = story(f"<p><img src='/1.jpg' width='600' height='400'></p>{shown}{TEXT}")
    assert people(article) == [("photographer", None, "云溪社"), ("photographer", None, "柳河社")]
    assert lines(article) == [ONE, TWO, THREE]


def test_a_paragraph_that_a_template_tells_again_as_a_pictures_alternative() -> None:
    picture = f"<div align='center'><img src='/1.jpg' alt='{ONE}' width='600' height='400'></div>"
    assert lines(story(f"{picture}<p>　　{ONE}</p><p>　　{TWO}</p><p>　　{THREE}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "above",
    [
        "<p>[内容速览]渡口换了新船，比旧船快一倍，两岸的村民不用再绕三十里山路去赶集，孩子们上学不会迟到。</p>",
        "<p>http://www.example.com/s/20181003A1E6WW00</p>",
        "<p>划重点</p><p>01云溪渡口迎来一条能载四十人的新船。</p><p>02船工老周说，起雾的日子也能开。</p>"
        "<p>以上内容由云溪大模型生成，仅供参考</p>",
    ],
)
def test_what_stands_above_a_text(above: str) -> None:
    assert lines(story(f"{above}{TEXT}")) == [ONE, TWO, THREE]


def test_a_story_about_what_models_make() -> None:
    told = "据介绍，船上的广播内容由云溪大模型生成，船工老周录了音。"
    assert lines(story(f"<p>{ONE}</p><p>{told}</p><p>{TWO}</p><p>{THREE}</p>"))[0] == ONE


@pytest.mark.parametrize(
    "below",
    [
        "<p>【渡口一日】根据上面的提示，回复“新船的故事”即可获取。</p>",
        "<p>（综合报道）</p>",
        "<div>此内容为云溪在线原创，未经书面授权，不得以任何方式加以使用，包括转载、摘编、复制。</div>"
        "<div>如需获得授权请联系云溪在线版权部：</div><div>021-22334455或021-22334456；banquan@example.cn</div>",
    ],
)
def test_what_platforms_print_below_a_text(below: str) -> None:
    assert lines(story(f"{TEXT}{below}")) == [ONE, TWO, THREE]


def test_an_account_in_an_address_element() -> None:
    info = "<section><address><a href='/u/1'>渡口王国TV</a></address><div>2018-10-03 22:19</div></section>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "渡口王国TV"


def test_columns_above_a_menu_and_a_search_form() -> None:
    trail = "<div><a href='/n/'>云溪频道</a> &gt; <a href='/n/s/'>社会</a></div>"
    form = "<div>站内搜索</div><ul><li>站内搜索</li><li><a href='/s'>柳河搜索</a></li></ul>"
    menu = "<ul>" + "".join(f"<li><a href='/{n}/'>柳河{n}</a></li>" for n in range(9)) + "</ul>"
    article = read(f"{trail}{menu}{form}<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == ("云溪频道", "社会")


def test_an_author_and_an_editor_in_one_bracket_below_the_lists() -> None:
    below = "<p>相关阅读</p><p><a href='/1.html'>柳河镇的桥昨天合龙</a></p><p>（云溪英语 Julie，Helen 编辑）</p>"
    assert people(story(f"{TEXT}{below}")) == [("author", "Julie", None), ("editor", "Helen", None)]


def test_a_column_in_a_publishing_systems_comment_is_no_kicker() -> None:
    said = "<!--enpproperty <title>{}</title><introtitle>{}</introtitle>/enpproperty-->"
    body = f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(said.format(HEADLINE, "热词") + body).kicker is None
    assert read(said.format(HEADLINE, "渡口里的小康路") + body).kicker == "渡口里的小康路"


def test_a_headline_with_a_stroke_is_no_name_of_a_site() -> None:
    headline = "渡口换了新船，老周会怎么办？｜云溪故事"
    comments = "<div><p>小舟</p><p>只要船稳就好 快慢都无所谓</p><p>2012-01-13</p></div>"
    main = f"<h1>{headline}</h1><p>云溪诊室</p><p>2012-01-12 16:13</p>{TEXT}{comments}"
    article = read(main, headline, f"<meta property='og:title' content='{headline}'>")
    assert (article.headline, lines(article)[:3]) == (headline, [ONE, TWO, THREE])


def test_a_licence_that_is_longer_than_the_story() -> None:
    licence = "① 凡本网注明“稿件来源：云溪网”的所有文字、图片和音视频稿件，版权均属云溪网所有，任何媒体不得转载。" * 3
    rows = f"<tr><td>{HEADLINE}</td></tr><tr><td>2012-01-12 17:14</td></tr><tr><td><p>{ONE}</p></td></tr>"
    foot = f"<table><tr><td><b>云溪网版权与免责声明：</b></td></tr><tr><td>{licence}</td></tr></table>"
    assert lines(read(f"<table>{rows}</table>{foot}")) == [ONE]


@pytest.mark.parametrize(
    "below",
    [
        "<p>“特别声明：以上作品内容(包括在内的视频、图片或音频)为云溪网用户上传并发布，本平台仅提供信息存储空间服务。</p>"
        "<div>渡口网友 [柳河网友]</div><p>你可以不管别人怎样看，但你必须把船开稳，孩子们都在等着呢！</p>",
        "<p>转载 - 渡口人物志</p><p>微博 - @渡口小舟</p>",
        "<p>(本文来自云溪新闻，更多原创资讯请下载“云溪新闻”APP)</p>",
        "<p><img src='/1.png'></p><p><b>柳河镇的桥昨天合龙</b></p>"
        "<p>柳河镇的桥昨天合龙，两岸的人都来看，桥上挂满了彩旗。<a href='/q.html'>&gt;&gt;详细</a></p>",
    ],
)
def test_what_accounts_and_sites_print_below_a_text(below: str) -> None:
    assert lines(story(f"{TEXT}{below}")) == [ONE, TWO, THREE]


def test_where_from_a_post_was_sent_and_what_it_refers_to_are_no_sources() -> None:
    info = "<div>2021-03-10 16:24:14 来自北京</div>"
    below = "<p>参考来源：云溪智能公众号；渡口网</p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}{below}</div>").source is None


def test_a_menu_with_pictures_names_no_photographer() -> None:
    assert people(story(TEXT, below="<div>渡口短信 | WAP | 图片 | 铃声 | 视频分享</div>")) == []
    below = "<p>图片: 孟浩 | 撰稿: 林舟 | 责编: 段小远</p>"
    assert [credit[:2] for credit in people(story(TEXT + below))] == [
        ("photographer", "孟浩"),
        ("author", "林舟"),
        ("editor", "段小远"),
    ]


def test_numbered_headings_below_pictures() -> None:
    told = (ONE, TWO, THREE)
    parts = "".join(f"{PICTURE}<p>NO{n}：渡口{n}号船</p><p>{text}</p>" for n, text in enumerate(told, 1))
    assert lines(story(parts))[::2] == ["NO1：渡口1号船", "NO2：渡口2号船", "NO3：渡口3号船"]


def test_who_wrote_a_feature_for_an_agency() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}(孟浩云溪社特稿)</p>")
    assert people(article) == [("author", "孟浩", "云溪社")]
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}(云溪社特稿)</p>")) == []


def test_who_wrote_and_who_photographed_on_a_papers_page() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>本版撰文／本报记者孟浩 本版摄影／本报记者林小舟</p><p>{THREE}</p>")
    assert [credit[:2] for credit in people(article)] == [("author", "孟浩"), ("photographer", "林小舟")]
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("signed", "names"), [("(孟浩林小舟)", ["孟浩", "林小舟"]), ("(青禾沙子)", ["青禾沙子"]), ("(孟浩)", ["孟浩"])]
)
def test_names_run_on_in_a_bracket_behind_the_end(signed: str, names: list[str]) -> None:
    assert [name for _, name, _ in people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}{signed}</p>"))] == names


def test_text_and_video_by_the_same() -> None:
    opening = f"云溪日报3月13日讯（文/视频 全媒体记者 孟浩 通讯员 林舟）{ONE}"
    article = story(f"<p>{opening}</p><p>{TWO}</p><p>{THREE}</p>")
    assert [name for _, name, _ in people(article)] == ["孟浩", "林舟"]


def test_sources_beside_a_time_of_no_year_and_behind_a_bar() -> None:
    body = f"<div class='content'>{TEXT}</div>"
    assert read(f"<h1>{HEADLINE}</h1><div>云溪新闻 12-17 19:25</div>{body}").source == "云溪新闻"
    info = "<div>2022-07-19 18:30</div>"
    above = "<p>作者 | 孟浩</p><p>来源 | 渡口人物志</p><p>ID | duren2022</p>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{above}{TEXT}</div>")
    assert (article.source, people(article), lines(article)[0]) == ("渡口人物志", [("author", "孟浩", None)], ONE)


def test_what_book_a_text_is_from() -> None:
    book = "<p>本文节选自</p><p><img src='/1.jpg'></p><p>《渡口》</p><p>作者：孟浩</p><p>出版社：云溪出版社</p>"
    article = story(TEXT + book)
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "孟浩", None)])


def test_a_subtitle_above_the_headline_is_its_kicker() -> None:
    titles = f"<div class='contentSubTitle'>四十年的等待，一条新船</div><div class='contentTitle'>{HEADLINE}</div>"
    article = read(f"<div>{titles}{INFO}</div><div class='content'>{TEXT}</div>")
    assert (article.kicker, article.headline) == ("四十年的等待，一条新船", HEADLINE)


def test_a_menu_above_the_end_of_a_trail_that_was_lost() -> None:
    above = (
        "<div><div><a href='/t/'>图片</a>|<a href='/s/'>视频</a>|<a href='/b/'>播客</a></div><div>> 正文</div></div>"
    )
    assert story(TEXT, above=above).breadcrumb == ()


def test_what_a_lost_picture_showed() -> None:
    assert lines(story(f"<p><b>新船下水照片</b></p>{TEXT}")) == [ONE, TWO, THREE]


def test_who_made_a_text_of_a_talk() -> None:
    note = "本文为云溪播客与云溪新闻合作刊发的文字稿，由云溪新闻（www.example.cn）记者孟小浩整理。"
    article = story(f"<p>{ONE}</p><p>{note}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [("compiler", "孟小浩", "云溪新闻")]


def test_an_author_with_the_place_behind_a_stroke() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>2008-06-23 来源：云溪网作者：孟浩／北屯</div><div>{TEXT}</div>")
    assert [name for _, name, _ in people(article)] == ["孟浩"]


def test_a_site_behind_the_name_of_its_source() -> None:
    info = "<div>作者：孟浩 来源：云溪网 www.example.cn 发布时间：2018/9/21 22:11:54</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪网"


def test_a_title_above_the_headline_whose_class_is_its_own_with_a_letter() -> None:
    titles = f"<div class='contTitA'>等了四十年的新船，昨天开进了渡口！</div><div class='contTit'>{HEADLINE}</div>"
    assert (
        read(f"<div>{titles}{INFO}</div><div class='content'>{TEXT}</div>").kicker
        == "等了四十年的新船，昨天开进了渡口！"
    )


@pytest.mark.parametrize(
    "below",
    [
        "<p>如遇作品内容、版权等问题，请在相关文章刊发之日起30日内与本网联系。</p>",
        "<div>点击收起全文</div><div>柳河镇的桥</div><p>柳河镇的桥昨天合龙了，两岸的人都来看，桥上挂满了彩旗，孩子们跑来跑去。</p>",
    ],
)
def test_what_portals_print_below_a_text(below: str) -> None:
    assert lines(story(f"{TEXT}{below}")) == [ONE, TWO, THREE]


def test_an_account_above_the_time_where_all_stands_in_one_block() -> None:
    account = "<div class='index_sourceText'><a href='/u/1'>渡口网</a></div><div><a href='#'>下载客户端</a></div>"
    comments = "<div><div>渡口网友</div><p>这条新船真好，我们都去坐过了。</p></div>" * 3
    body = f"<h1>{HEADLINE}</h1>{account}<div><a href='#'>2021年10月21日 02:50:08 来自北京市</a></div>{TEXT}{comments}"
    assert read(f"<div>{body}</div>").source == "渡口网"
