"""What media and platforms print right above and right below a text, in its own block: each on an invented page."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article

DAY = "2020-03-13 10:35"
BELOW = [
    "本文源自：云溪财经",
    "本文源自云溪网",
    "图源：云溪图库",
    "图源网络，侵删",
    "风险提示：本文不构成投资建议，据此操作，风险自担。",
    "点击“阅读原文”查看更多精彩内容",
    "戳“阅读原文”，了解更多详情",
    "觉得不错，请点赞、在看、转发三连",
    "分享、点赞、在看，给我们加个油！",
    "作者简介：孟浩，云溪大学教授，主要从事乡村治理研究。",
    "注：本文所有图片均由受访者提供",
    "下载云溪APP 参与更多互动",
    "Tags：渡口 新桥",
    "#渡口##新桥#",
    "综合：云溪日报、柳河发布",
    "据《云溪日报》",
    "云溪网综合报道",
    "顶 87 踩 7",
    "本文已被浏览3021次，点赞18次",
    "已有 36 人阅读",
    "本文热度：56",
    "赞 12 踩 1",
    "喜欢 (12)",
    "36人觉得很赞",
    "本文已有3条评论，点击查看",
    "评分：4.5分（36人评）",
    "附件下载（12次）",
    "PV：3021",
    "阅读 1.2万　收藏(3)",
    "柳河镇的桥昨天合龙，两岸的人都来看……【详细】",
    "柳河镇的桥昨天合龙，两岸的人都来看。[详情]",
]
ABOVE = [
    "距离“七一”还有39天",
    "倒计时：3天12小时",
    "热度 56℃",
    "00:00/03:21",
    "听新闻",
    "语音播报",
    "此视频暂无法播放，请稍后再试",
    "观看时长 约2分钟",
    "全文约1200字，阅读需3分钟",
    "本文字数：1200字",
    "IP属地：云南",
    "云溪日报官方账号",
    "粉丝 456",
    "题图来自云溪图库",
    "头图 | 云溪图库",
    "以下文章来源于柳河发布 ，作者柳河发布",
    "收录于合集 #乡土 12个",
    "阅读提示：五十二个支部照此办理。",
]


@pytest.mark.parametrize("line", BELOW)
def test_what_stands_right_below_a_text(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]
    assert lines(story("<br>".join((ONE, TWO, THREE, line)))) == [ONE, TWO, THREE]


@pytest.mark.parametrize("line", ABOVE)
def test_what_stands_right_above_a_text(line: str) -> None:
    assert lines(story(f"<p>{line}</p>{TEXT}")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "sentence",
    [
        "网友纷纷点赞、转发。",
        "综合：全县党员带头，群众跟着干，秋收一粒不落。",
        "据《云溪日报》报道，晚稻归仓比往年早了八天。",
        "图源于生活，画里的晒谷场就在村口。",
        "浏览30本台账，走访36人。",
        "赞12名党员，带动36户。",
        "距离春耕还有39天，合作社已把种子备齐。",
    ],
)
def test_sentences_that_begin_like_it_stay(sentence: str) -> None:
    assert lines(story(f"{TEXT}<p>{sentence}</p>")) == [ONE, TWO, THREE, sentence]


def test_whence_a_text_is_below_it() -> None:
    page = f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div><div class='content'>{TEXT}<p>本文源自：云溪财经</p></div>"
    assert read(page).source == "云溪财经"


def test_who_reads_the_proofs() -> None:
    assert people(story(f"{TEXT}<p>校稿：苗圃</p>")) == [("proofreader", "苗圃", None)]


@pytest.mark.parametrize(
    ("info", "source"),
    [
        (f"{DAY}　来源：云溪日报　我要评论(3)", "云溪日报"),
        (f"{DAY} 来源：云溪日报 【关闭】【打印】", "云溪日报"),
        (f"{DAY} 来源：云溪发布 关注", "云溪发布"),
        (f"{DAY} 来源：云溪日报 参与互动(0)　【字体：↑大 ↓小】", "云溪日报"),
        (f"{DAY}　来源：云溪日报　跟贴 3 条", "云溪日报"),
        (f"{DAY} 云南 云溪日报官方账号", "云溪日报"),
        (f"{DAY} 发布于 云南 | 老孟说乡土官方账号", "老孟说乡土"),
    ],
)
def test_tools_and_places_beside_a_source(info: str, source: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1><div>{info}</div><div class='content'>{TEXT}</div>").source == source


@pytest.mark.parametrize(
    "caption",
    [
        "晒谷场上的晚稻。（图片来源：云溪网）",
        "晒谷场上的晚稻（来源：云溪网）",
        "晒谷场上的晚稻。资料图片",
        "晒谷场上的晚稻。摄影/孟浩",
        "老孟（右一）在渡口。",
        "柳河渡口（左）和新桥（右）。",
    ],
)
def test_what_a_picture_shows_by_how_it_ends(caption: str) -> None:
    assert lines(story(f"<p>{ONE}</p><p><img src='/a.jpg'></p><p>{caption}</p><p>{TWO}</p><p>{THREE}</p>")) == [
        ONE,
        TWO,
        THREE,
    ]


def test_what_shares_a_box_with_a_picture() -> None:
    box = "<div class='article-img'><img src='/a.jpg'><p>晒谷场上的晚稻</p></div>"
    assert lines(story(f"<p>{ONE}</p>{box}<p>{TWO}</p><p>{THREE}</p>")) == [ONE, TWO, THREE]
    asked = "老孟（右一）在渡口守了四十二年，谁来接他的班？"
    told = story(f"<p>{ONE}</p>{box.replace('晒谷场上的晚稻', asked)}<p>{TWO}</p><p>{THREE}</p>")
    assert lines(told) == [ONE, asked, TWO, THREE]


def test_what_is_pressed_in_a_gallery() -> None:
    assert lines(story(f"<p>{ONE}</p><p>(点击图片进入下一页)</p><p>{TWO}</p><p>{THREE}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize("label", ["打印时间", "现在时间", "系统时间"])
def test_when_a_reader_prints_a_page_is_not_when_it_came_out(label: str) -> None:
    text = f"<p>{label}：2024-05-12 10:35</p>{TEXT}"
    info = "<h1>柳河镇的桥昨天合龙</h1><div>时间：2024-04-26 来源：云溪日报</div>"
    body = f"<html><title>柳河镇的桥昨天合龙</title><body>{info}<div class='content'>{text}</div></body></html>"
    article = extract_article(body.encode(), url="http://www.example.cn/yw/12.html")
    assert article.published_at == "2024-04-26"


@pytest.mark.parametrize("label", ["责任编辑：", "来源：", "作者："])
def test_a_label_with_nothing_but_a_picture_behind_it_is_read(label: str) -> None:
    row = f"<table><tr><td>{label}</td><td><img src='/a.png'></td></tr></table>"
    for above, below in ((row, ""), ("", row)):
        info = f"<h1>{HEADLINE}</h1><div>{DAY}</div>{above}"
        article = read(f"{info}<div class='content'>{TEXT}</div>{below}")
        assert (article.headline, lines(article)) == (HEADLINE, [ONE, TWO, THREE])
        assert people(article) == []
