"""What the pages of commercial and local newsrooms print around a story, and what stands within it."""

from __future__ import annotations

from crawler.extraction import extract_article
from crawler.items import Article

PARAGRAPHS = (
    "<p>　　清晨五点，云溪老码头的早市亮起了灯，第一批渔船靠岸，三百多名摊贩等在栈桥上。</p>"
    "<p>　　摊主石有才说，卖鱼三十年，最难的是认得每一位老主顾的口味和嗓门。</p>"
    "<p>　　镇里今年给早市搭起了雨棚，又铺好了防滑的石板，街坊们都说这才像样。</p>"
)
LAST = "镇里今年给早市搭起了雨棚，又铺好了防滑的石板，街坊们都说这才像样。"


def read(inside: str = PARAGRAPHS, *, byline: str = "", below: str = "", head: str = "") -> Article:
    """Read a story about a market on a page whose byline, text and what stands below it are given."""
    page = (
        f"<html><head><meta charset='utf-8'><title>老码头的早市亮起了灯_云溪网</title>{head}</head><body>"
        f"<h1>老码头的早市亮起了灯</h1>{byline}<div class='article-content'>{inside}</div>{below}</body></html>"
    )
    return extract_article(page.encode(), url="https://news.yunxi.example/a/20220418_1234.html")


def names(article: Article, *roles: str) -> list[str]:
    """Return who an article names in some roles."""
    return [credit.name or credit.organization or "" for credit in article.credits if credit.role in roles]


BYLINE = "<div class='info'>2022-04-18 08:51 来源：云溪晨报</div>"


def test_the_desk_is_read_beside_whose_the_rights_are() -> None:
    below = (
        "<div class='edit'>责编：安杰 <span>版权作品，未经云溪网书面授权，严禁转载，违者将被追究法律责任。</span></div>"
    )
    article = read(byline=BYLINE, below=below)
    assert names(article, "editor") == ["安杰"]
    assert (article.body or "").endswith(LAST)


def test_where_a_text_is_from_stands_last_among_who_made_it() -> None:
    signed = (
        "<p>【记者】司徒明</p><p>【通讯员】关小莲</p><p>【摄影】余杰</p><p>【作者】 司徒明</p>"
        "<p>【来源】 云溪报业集团云溪客户端</p>"
    )
    article = read(PARAGRAPHS + signed, byline=BYLINE)
    assert (article.body or "").endswith(LAST)
    assert set(names(article, "reporter", "correspondent", "photographer", "author")) == {"司徒明", "关小莲", "余杰"}
    assert article.source == "云溪晨报"


def test_a_sentence_on_the_next_piece_is_no_way_to_it() -> None:
    article = read(PARAGRAPHS + "<p>　　下一篇讲讲老码头的灯是怎么修好的。</p>", byline=BYLINE)
    assert (article.body or "").endswith("下一篇讲讲老码头的灯是怎么修好的。")
    article = read(PARAGRAPHS + "<p>下一篇：老码头的灯修好了。</p>", byline=BYLINE)
    assert (article.body or "").endswith(LAST)


def test_a_small_square_parts_names() -> None:
    byline = "<p>云溪财经 2021-11-10 20:16:42</p><p>作者：缪琦思 <span>▪</span> 胥会 <em>责编：石尚文</em></p>"
    article = read(byline=byline)
    assert names(article, "author") == ["缪琦思", "胥会"]
    assert names(article, "editor") == ["石尚文"]


def test_somebodys_account_is_no_outlet() -> None:
    byline = "<div class='date-source'>2022年04月18日 08:51 <span class='source'>云溪晨报</span></div>"
    article = read(PARAGRAPHS + "<p>本文来自@石老师观鸟室 微博</p>", byline=byline)
    assert article.source == "云溪晨报"
    assert (article.body or "").endswith(LAST)


def test_what_a_site_asks_of_readers_is_no_text() -> None:
    above = "<p>　　安装云溪财经客户端第一时间接收最全面的市场资讯→【<a href='/app'>下载地址</a>】</p>"
    below = (
        "<p>找记者、求报道、求帮助，各大应用市场下载“云溪壹点”APP或搜索微信小程序“云溪壹点”，"
        "全省800位记者在线等你来报料！</p>"
    )
    article = read(above + PARAGRAPHS + below, byline=BYLINE)
    assert (article.body or "").startswith("清晨五点，云溪老码头")
    assert (article.body or "").endswith(LAST)
    told = "<p>　　市民可在各大应用市场下载“云溪通”APP，提前一天预约摊位。</p>"
    assert (read(PARAGRAPHS + told, byline=BYLINE).body or "").endswith("提前一天预约摊位。")


def test_when_a_page_was_last_put_out_counts_where_nothing_else_is_said() -> None:
    head = "<meta itemprop='dateUpdate' content='2021-06-02 08:15:00'>"
    assert read(head=head).published_at == "2021-06-02T08:15:00+08:00"
    assert read(head=head, byline=BYLINE).published_at == "2022-04-18T08:51:00+08:00"


def test_reporters_of_a_radio_and_of_its_station() -> None:
    dateline = (
        "<p>　　云溪7月10日消息（总台央广记者柳青 湖区台记者鄂璇）连日暴雨，水文站进入加密观测，每六分钟报一次。</p>"
    )
    assert names(read(dateline + PARAGRAPHS, byline=BYLINE), "reporter") == ["柳青", "鄂璇"]


def test_where_the_picture_at_the_head_is_from_is_no_source() -> None:
    account = "<a href='/x'>开卷财经（ID：kaijuan）</a>"
    above = f"<p>本文来自微信公众号：{account}，作者：吴娇颖，编辑：金玙璠，头图来自：云图中国</p>"
    article = read(
        above + PARAGRAPHS, byline="<div><a class='username' href='/m/1'>开卷财经</a> 2022-03-26 18:11</div>"
    )
    assert article.source == "开卷财经"
    assert names(article, "author") == ["吴娇颖"]
    assert names(article, "editor") == ["金玙璠"]
    assert (article.body or "").startswith("清晨五点")


def test_who_sent_a_picture_in_may_have_any_name() -> None:
    pictured = "<p><img src='/1.jpg'></p><p style='text-align:center'>渔船靠岸。云溪网发（斯琴 摄）</p>"
    assert names(read(pictured + PARAGRAPHS, byline=BYLINE), "photographer") == ["斯琴"]


def test_a_row_of_links_in_brackets_is_no_text() -> None:
    months = "".join(f"[<a href='/t/{name}'>{name}</a>] " for name in ("天秤", "处女", "狮子", "巨蟹", "双子"))
    article = read(f"{PARAGRAPHS}<p class='center'>{months}</p>", byline=BYLINE)
    assert (article.body or "").endswith(LAST)


def test_who_made_the_video_is_named_before_a_stroke() -> None:
    dateline = (
        "<p>　　云溪娱乐讯（姜佳敏/文 李新/图 孟浩/视频）10月12日，首场晋级赛在老码头举行，二百余位选手到场。</p>"
    )
    article = read(dateline + PARAGRAPHS, byline=BYLINE)
    assert {credit.name for credit in article.credits} == {"姜佳敏", "李新", "孟浩"}


def test_a_time_that_a_script_writes_as_it_is() -> None:
    byline = "<div><script>document.write('2010-04-12 09:20:00')</script> 来源：云溪晚报</div>"
    assert read(byline=byline).published_at == "2010-04-12T09:20:00+08:00"
    assert read(byline=BYLINE + byline).published_at == "2022-04-18T08:51:00+08:00"


def test_what_a_share_costs_now_stands_above_a_text() -> None:
    quote = "<p>云溪桥梁(603999) 现价：12.30 涨幅：+1.23%</p>"
    assert (read(quote + PARAGRAPHS, byline=BYLINE).body or "").startswith("清晨五点")


def test_the_way_to_an_app_is_no_column() -> None:
    page = (
        "<html><head><title>老码头的早市亮起了灯</title></head><body>"
        "<div class='top'><a href='/'>首页</a><a href='/app'>打开APP</a></div><h1>老码头的早市亮起了灯</h1>"
        f"{BYLINE}<div class='content'>{PARAGRAPHS}</div></body></html>"
    )
    article = extract_article(page.encode(), url="https://m.yunxi.example/news/2024/0115/88123.html")
    assert article.breadcrumb in ((), ("首页",))
