"""Named pairs of one page on two days: what is a revision, of which kind, and what is none.

A pair is a change made to one invented page; both pages are read by the engine and saved in a real database.
"""

from __future__ import annotations

import pytest

from archive.store import Store
from crawler.extraction import extract_article

URL = "http://dj.example/yw/202106/t20210630_4711.html"
PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>青石乡：把支部建在桥头_云溪党建网</title>
<meta name="ArticleTitle" content="青石乡：把支部建在桥头"></head><body class="v1">
<div class="top">今天是2026年11月21日 星期六 <form action="/s"><input type="hidden" name="csrf_token" value="a1b2c3"></form></div>
<div class="loc">当前位置：<a href="/">首页</a> &gt; <a href="/yw/">组工要闻</a> &gt; 正文</div>
<h1>青石乡：把支部建在桥头</h1>
<div class="xx">发布时间：2021-06-30 10:35　来源：云溪日报　作者：苏念真　点击数：<span id="hits">1024</span>　【字体：大 中 小】</div>
<div class="content"><p>　　近日，青石乡党委在桥头设立党员服务点，三十七名党员轮流值守，为过往群众送水送药。</p>
<p align="center"><img src="/upload/1.jpg?v=7" alt="服务点"></p>
<p>　　“有事就到桥头去。”在青石乡，这句话人人会说。半年来，服务点办结群众诉求一百二十六件，调解纠纷九起。</p>
<p>　　下一步，青石乡将把服务点延伸到七个村的渡口和集市，让群众少跑路。</p></div>
<div class="bj">（责任编辑：贾知非）</div>
<div class="near"><p>上一篇：<a href="t20210629_4710.html">河阳市举办青年干部座谈会</a></p>
<p>下一篇：<a href="t20210701_4712.html">双桥县开展主题党日活动</a></p></div>
<div class="fx">分享到：微信 微博 已分享<em>12</em>次</div>
<div class="hot"><h3>相关链接</h3><ul><li><a href="/yw/202106/t20210601_4100.html">松岭镇党建引领显成效</a> 2021-06-01</li>
<li><a href="/yw/202105/t20210501_4000.html">柳塘村党员先锋队冲在防汛一线</a> 2021-05-01</li></ul></div>
<div class="pl">网友评论(<em>3</em>)</div><div id="ad_77f1"></div>
<div class="foot">主办单位：中共云溪县委组织部 编辑部电话：0000-1234567 技术支持：云溪网络 京ICP备00000000号</div>
<script>var hits=1024;document.write('阅读 '+hits)</script></body></html>"""

Change = tuple[str, str]

# Each is one or more (what stands on the first day, what stands there on the second).
FALSE_CHANGES: dict[str, list[Change]] = {
    "hits in the line of the credits": [('id="hits">1024', 'id="hits">20480')],
    "hits in a script": [("var hits=1024", "var hits=4096")],
    "today's date in the masthead": [("今天是2026年11月21日 星期六", "今天是2026年11月22日 星期日")],
    "other related links": [
        ("t20210601_4100.html", "t20210620_4500.html"),
        ("松岭镇党建引领显成效</a> 2021-06-01", "望江市党员先锋队冲在一线</a> 2021-06-20"),
    ],
    "related links in another order": [
        ("松岭镇党建引领显成效</a> 2021-06-01", "###"),
        ("柳塘村党员先锋队冲在防汛一线</a> 2021-05-01", "松岭镇党建引领显成效</a> 2021-06-01"),
        ("###", "柳塘村党员先锋队冲在防汛一线</a> 2021-05-01"),
    ],
    "another next article": [
        ("t20210701_4712.html", "t20210702_4713.html"),
        ("双桥县开展主题党日活动", "临泽区举办读书班"),
    ],
    "no next article any more": [
        ('<p>下一篇：<a href="t20210701_4712.html">双桥县开展主题党日活动</a></p>', "<p>下一篇：没有了</p>")
    ],
    "times shared": [("已分享<em>12</em>次", "已分享<em>13</em>次")],
    "a share bar more": [("微信 微博 已", "微信 微博 钉钉 QQ空间 已")],
    "comments": [("网友评论(<em>3</em>)", "网友评论(<em>45</em>)")],
    "a token": [('value="a1b2c3"', 'value="d4e5f6"')],
    "an advertisement's id": [("ad_77f1", "ad_90c2")],
    "another footer": [("技术支持：云溪网络", "技术支持：青石软件 网站标识码：0000000002")],
    "the editors' telephone": [("0000-1234567", "0000-7654321")],
    "a template of another class": [
        ('class="v1"', 'class="v2 wide"'),
        ('<div class="hot">', '<div class="hot hot-2026">'),
    ],
    "attributes in another order": [('src="/upload/1.jpg?v=7" alt="服务点"', 'alt="服务点" src="/upload/1.jpg?v=7"')],
    "spaces and line ends": [("</p>\n<p>", "</p>\r\n\r\n      <p>"), ("<h1>青石乡", "<h1>\n    青石乡")],
    "another indent of paragraphs": [("<p>　　", "<p>&nbsp;&nbsp;&nbsp;&nbsp;")],
    "a picture's version": [("1.jpg?v=7", "1.jpg?v=8")],
    "links that are absolute": [
        ('href="/yw/', 'href="http://dj.example/yw/'),
        ('src="/upload', 'src="http://dj.example/upload'),
    ],
    "links by https": [('href="/yw/', 'href="https://dj.example/yw/')],
    "entities for characters": [("“有事", "&ldquo;有事"), ("去。”", "去。&rdquo;")],
    "the name of the portal in the title": [("_云溪党建网</title>", "-中共云溪县委组织部</title>")],
    "a generator's comment": [("</body>", "<!-- published at 2026-11-22 08:00:01 by node 3 --></body>")],
    "another word for the editor": [("责任编辑：贾知非", "编辑：贾知非")],
    "the editor above the text": [("作者：苏念真", "责任编辑：贾知非　作者：苏念真"), ("（责任编辑：贾知非）", "")],
    "larger letters": [('<div class="content">', '<div class="content" style="font-size:18px">')],
}

TRUE_CHANGES: dict[str, tuple[str, list[Change]]] = {
    "one character": ("typo", [("人人会说", "人人回说")]),
    "a figure": ("correction", [("一百二十六件", "一百二十九件")]),
    "a digit in Latin": ("typo", [("纠纷九起", "纠纷9起")]),
    "a punctuation mark": ("typo", [("让群众少跑路。", "让群众少跑路！")]),
    "one character of the headline": ("typo", [("把支部建在桥头", "把支部建到桥头")]),
    "another editor": ("metadata", [("责任编辑：贾知非", "责任编辑：方若谷")]),
    "one editor more": ("metadata", [("责任编辑：贾知非", "责任编辑：贾知非、方若谷")]),
    "another author": ("metadata", [("作者：苏念真", "作者：田野")]),
    "another source": ("metadata", [("来源：云溪日报", "来源：河阳日报")]),
    "another minute": ("metadata", [("2021-06-30 10:35", "2021-06-30 11:05")]),
    "another day": ("metadata", [("2021-06-30 10:35", "2021-07-01 10:35")]),
    "a sentence appended": ("correction", [("让群众少跑路。", "让群众少跑路。本报将继续关注。")]),
    "a paragraph appended": ("correction", [("少跑路。</p>", "少跑路。</p><p>　　本网将继续关注后续进展。</p>")]),
    "a paragraph taken out": (
        "correction",
        [("<p>　　下一步，青石乡将把服务点延伸到七个村的渡口和集市，让群众少跑路。</p>", "")],
    ),
    "a deck added": ("correction", [("</h1>", "</h1><h2>——一个渡口支部的半年</h2>")]),
    "another headline": ("correction", [("青石乡：把支部建在桥头", "桥头上的党员服务点")]),
    "another text": (
        "rewrite",
        [
            (
                "近日，青石乡党委在桥头设立党员服务点，三十七名党员轮流值守，为过往群众送水送药。",
                "原定的现场会因暴雨改期，时间另行通知，各单位照常值守。",
            ),
            (
                "“有事就到桥头去。”在青石乡，这句话人人会说。半年来，服务点办结群众诉求一百二十六件，调解纠纷九起。",
                "低洼地带的住户当晚全部转移到学校，口粮和被褥一并送到。",
            ),
        ],
    ),
}


def changed(page: str, changes: list[Change]) -> str:
    """Return a page with changes made; each must find its place."""
    for old, new in changes:
        assert old in page, f"not on the page: {old}"
        page = page.replace(old, new)
    return page


def seen(store: Store, page: str, day: int) -> str:
    """Save a page as it was seen on a day, and return what became of its article."""
    article = extract_article(page.encode(), url=URL).to_json()
    assert article["page_kind"] == "article"
    return store.articles.save(article, "p", f"2026-11-{20 + day}T08:00:00+00:00", None).outcome


def kinds(store: Store) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT change FROM revisions ORDER BY number")]


@pytest.mark.parametrize("name", FALSE_CHANGES)
def test_no_revision(store: Store, name: str) -> None:
    assert seen(store, PAGE, 1) == "new"
    assert seen(store, changed(PAGE, FALSE_CHANGES[name]), 2) == "same"
    assert seen(store, PAGE, 3) == "same"
    assert kinds(store) == ["first"]


def test_all_of_them_together_are_no_revision(store: Store) -> None:
    page = PAGE
    for name, changes in FALSE_CHANGES.items():
        if name not in (
            "related links in another order",
            "no next article any more",
            "links by https",
            "the editor above the text",
        ):
            page = changed(page, [(old, new) for old, new in changes if old in page])
    assert page != PAGE
    assert [seen(store, PAGE, 1), seen(store, page, 2)] == ["new", "same"]


@pytest.mark.parametrize("name", TRUE_CHANGES)
def test_a_revision_of_its_kind(store: Store, name: str) -> None:
    kind, changes = TRUE_CHANGES[name]
    later = changed(PAGE, changes)
    assert [seen(store, PAGE, 1), seen(store, later, 2), seen(store, later, 3)] == ["new", "changed", "same"]
    assert kinds(store) == ["first", kind]


@pytest.mark.parametrize("name", TRUE_CHANGES)
def test_a_true_change_among_false_ones(store: Store, name: str) -> None:
    kind, changes = TRUE_CHANGES[name]
    later = changed(PAGE, changes)
    for noise in ("hits in the line of the credits", "another footer", "other related links", "spaces and line ends"):
        later = changed(later, [(old, new) for old, new in FALSE_CHANGES[noise] if old in later])
    assert [seen(store, PAGE, 1), seen(store, later, 2)] == ["new", "changed"]
    assert kinds(store) == ["first", kind]


def test_a_change_taken_back_is_a_revision_too(store: Store) -> None:
    later = changed(PAGE, TRUE_CHANGES["a figure"][1])
    assert [seen(store, page, day) for day, page in enumerate((PAGE, later, PAGE), 1)] == ["new", "changed", "changed"]
    assert kinds(store) == ["first", "correction", "correction"]
