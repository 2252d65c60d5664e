"""Tables of what pages print and what it means: times, credits, encodings, addresses, notices."""

from __future__ import annotations

import pytest

from crawler.extraction import extract_article
from crawler.extraction.canonical import canonical_url
from crawler.extraction.credits import bare_credits, labelled_credits
from crawler.extraction.dates import find_dates, parse_date
from crawler.extraction.encoding import decode
from crawler.extraction.state import page_state
from crawler.extraction.told import title_of_page
from crawler.extraction.tree import parse
from crawler.items import Page


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("发布时间：2020-03-13 10:35", "2020-03-13T10:35:00+08:00"),
        ("2020年03月13日10:35", "2020-03-13T10:35:00+08:00"),
        ("2020年3月13日 10时35分", "2020-03-13T10:35:00+08:00"),
        ("2020年3月13日 下午2时5分", "2020-03-13T14:05:00+08:00"),
        ("2020年3月13日 14点5分30秒", "2020-03-13T14:05:30+08:00"),
        ("２０２０年３月１３日　１０：３５", "2020-03-13T10:35:00+08:00"),
        ("2020-03-1310:35", "2020-03-13T10:35:00+08:00"),
        ("2020-03-13 10:35:22.0", "2020-03-13T10:35:22+08:00"),
        ("2020年3月13日 下午3:05", "2020-03-13T15:05:00+08:00"),
        ("2020年3月13日中午12:05", "2020-03-13T12:05:00+08:00"),
        ("2020年3月13日 中午1时05分", "2020-03-13T13:05:00+08:00"),
        ("2020年3月13日 早上8:05", "2020-03-13T08:05:00+08:00"),
        ("2020年3月13日 傍晚6:05", "2020-03-13T18:05:00+08:00"),
        ("2020年3月13日 夜里11:05", "2020-03-13T23:05:00+08:00"),
        ("2020年3月13日 夜里1:05", "2020-03-13T01:05:00+08:00"),
        ("2020/03/13 - 10:35", "2020-03-13T10:35:00+08:00"),
        ("10:35, 2020/03/13 ", "2020-03-13T10:35:00+08:00"),
        ("2020-03-13 2:35 PM", "2020-03-13T14:35:00+08:00"),
        ("2020-03-13 PM 2:35", "2020-03-13T14:35:00+08:00"),
        ("2020-03-13T02:35:00Z", "2020-03-13T10:35:00+08:00"),
        ("2020/3/13", "2020-03-13"),
        ("[2020.03.13]", "2020-03-13"),
        ("二〇二〇年三月二十三日", "2020-03-23"),
        ("2020-13-45", None),
        ("电话：029-63912345", None),
        ("共2020条", None),
        ("2020-02-30", None),
    ],
)
def test_printed_time(printed: str, iso: str | None) -> None:
    assert next((found.iso for found in find_dates(printed)), None) == iso


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("1584066900", "2020-03-13T10:35:00+08:00"),
        ("2020-03-13T02:35:00Z", "2020-03-13T10:35:00+08:00"),
        ("2020-03-13T10:35:00+08:00", "2020-03-13T10:35:00+08:00"),
        ("20200313103500", "2020-03-13T10:35:00+08:00"),
        ("20200313", "2020-03-13"),
        ("yyyy-MM-dd", None),
        ("", None),
    ],
)
def test_time_in_the_head(said: str, iso: str | None) -> None:
    assert parse_date(said) == iso


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("来源：秦川网 发布时间：2020-03-13 10:35 作者：张静", [("author", "张静", None)]),
        ("责任编辑：魏 岚", [("editor", "魏岚", None)]),
        ("责编：魏岚、杜若溪", [("editor", "魏岚", None), ("editor", "杜若溪", None)]),
        ("【责任编辑:魏岚 】", [("editor", "魏岚", None)]),
        ("（供稿：渭阳市陈塬区委组织部）", [("contributor", None, "渭阳市陈塬区委组织部")]),
        ("供稿：渭阳市委组织部 张静", [("contributor", "张静", "渭阳市委组织部")]),
        (
            "初审：王　伟　　复审：李一鸣　　终审：张静",
            [("approver", "王伟", None), ("approver", "李一鸣", None), ("approver", "张静", None)],
        ),
        ("文/张静 图/李一鸣", [("author", "张静", None), ("photographer", "李一鸣", None)]),
        ("责 任 编 辑：魏岚", [("editor", "魏岚", None)]),
        ("作者：仲祖文", [("author", "仲祖文", None)]),
        ("编辑：admin", []),
        ("来源：秦川日报 浏览：204次", []),
    ],
)
def test_labelled_credits(printed: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert [(c.role, c.name, c.organization) for c in labelled_credits(printed)] == credits


def test_an_editor_is_never_an_author() -> None:
    found = labelled_credits("编辑：张静 责任编辑：魏岚 网络编辑：杜若溪")
    assert {c.role for c in found} == {"editor"}


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("本报记者 张三丰 通讯员 李一鸣", [("reporter", "张三丰"), ("correspondent", "李一鸣")]),
        ("新华社记者王某某摄", [("reporter", "王某某")]),
        ("记者胡喆、侯文坤", [("reporter", "胡喆"), ("reporter", "侯文坤")]),
        ("本报记者 王　伟", [("reporter", "王伟")]),
        ("据记者了解，该县", []),
    ],
)
def test_bare_bylines(printed: str, credits: list[tuple[str, str]]) -> None:
    assert [(c.role, c.name) for c in bare_credits(printed)] == credits


TEXT = "<html><head><title>贺喆与林镕</title></head><body><p>记者胡喆、侯文坤</p></body></html>"


@pytest.mark.parametrize(
    ("body", "headers", "encoding"),
    [
        (TEXT.encode(), {}, "utf-8"),
        (TEXT.encode("utf-8-sig"), {}, "utf-8"),
        (TEXT.encode("utf-16-le").join([b"\xff\xfe", b""]), {}, "utf-16-le"),
        (TEXT.encode("gb18030"), {"content-type": "text/html; charset=gb2312"}, "gb18030"),
        (TEXT.encode("gb18030"), {"content-type": "text/html; charset=utf-8"}, "gb18030"),
        (TEXT.encode(), {"content-type": "text/html; charset=gb2312"}, "utf-8"),
    ],
)
def test_bytes_decide_the_encoding(body: bytes, headers: dict[str, str], encoding: str) -> None:
    decoded = decode(body, headers)
    assert (decoded.text, decoded.encoding, decoded.undecodable) == (TEXT, encoding, 0)


def test_a_character_cut_in_half_is_counted() -> None:
    decoded = decode("镕".encode()[:-1].join(["党建".encode(), b""]), {})
    assert decoded.text.startswith("党建")
    assert decoded.encoding == "utf-8"
    assert decoded.undecodable == 1


def test_noise_is_no_article() -> None:
    assert extract_article(Page("http://a.example/1.html", bytes(range(256)) * 40)).page_kind == "other"
    assert extract_article(Page("http://a.example/1.html", b"")).page_kind == "other"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://DJ.example.gov.cn:80/yw/1.html#top", "http://dj.example.gov.cn/yw/1.html"),
        ("http://dj.example.gov.cn/yw/1.jhtml?from=tpxw", "http://dj.example.gov.cn/yw/1.jhtml"),
        ("http://dj.example.gov.cn/yw/1.jhtml;jsessionid=A1B2", "http://dj.example.gov.cn/yw/1.jhtml"),
        ("http://dj.example.gov.cn/archives/7?replytocom=12#respond", "http://dj.example.gov.cn/archives/7"),
        (
            "http://a.example/index.php?a=show&catid=5&id=9&utm_source=x",
            "http://a.example/index.php?a=show&catid=5&id=9",
        ),
        ("http://a.example/yw/t20210630_4711.html?t=1625011200", "http://a.example/yw/t20210630_4711.html"),
        ("http://a.example/yw/t20210630_4711.html?page=2&v=3", "http://a.example/yw/t20210630_4711.html?page=2"),
        (
            "http://a.example/art/2026/art_f6ae7ed0c6df83e4bada48b9c9f2b5ff.html?hide=1",
            "http://a.example/art/2026/art_f6ae7ed0c6df83e4bada48b9c9f2b5ff.html",
        ),
        (
            "http://a.example/col/col755/index.html?uid=36&pageNum=2",
            "http://a.example/col/col755/index.html?uid=36&pageNum=2",
        ),
        ("http://a.example/wenjian/2020/?C=M;O=A", "http://a.example/wenjian/2020/"),
        ("http://a.example/wenjian/2020/?C=N&O=D", "http://a.example/wenjian/2020/"),
        ("http://a.example/show.asp?id=12&sid=39c8fa27c52d55e9", "http://a.example/show.asp?id=12"),
        ("http://a.example/t.php?sid=Ab3dE1&tid=12&page=2", "http://a.example/t.php?tid=12&page=2"),
        ("http://a.example/show.asp?sid=39c8fa27c52d55e9", "http://a.example/show.asp?sid=39c8fa27c52d55e9"),
        ("http://a.example/list.do?sid=402881e5a1&page=2", "http://a.example/list.do?sid=402881e5a1&page=2"),
        ("http://a.example/show.asp?id=12&sid=7", "http://a.example/show.asp?id=12&sid=7"),
        ("http://a.example/党建.html", "http://a.example/%E5%85%9A%E5%BB%BA.html"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_a_canonical_link_is_believed_on_its_host_only() -> None:
    url = "http://a.example/1.html?page=1"
    assert canonical_url(url, "http://a.example/1.html") == "http://a.example/1.html"
    assert canonical_url(url, "http://b.example/1.html") == url
    assert canonical_url(url, "http://a.example/") == url


@pytest.mark.parametrize(
    ("html", "status", "state"),
    [
        ("<title>秦川党建网</title><h1>页面不存在</h1><p>您可以返回首页</p>", 200, "missing"),
        ("<title>404 Not Found</title><p>nginx</p>", 200, "missing"),
        ("<p>您访问的文章已被删除或不存在</p>", 200, "missing"),
        ("<div>该内容已被发布者删除</div>", 200, "missing"),
        ("<title>安全验证</title><p>请完成验证后继续访问</p>", 200, "blocked"),
        ("<title>403</title><p>您的访问请求被拒绝，Web应用防火墙</p>", 200, "blocked"),
        ("<h1>让服务更贴心</h1><p>" + "群众反映页面不存在的问题得到解决。大家都说好。" * 20 + "</p>", 200, None),
    ],
)
def test_pages_that_are_no_answer(html: str, status: int, state: str | None) -> None:
    page = Page("http://a.example/1.html", f"<html><body>{html}</body></html>".encode(), status)
    assert page_state(parse(page), status) == state


@pytest.mark.parametrize(
    ("title", "story"),
    [
        ("红色动员令-专题专栏-秦川党建网", "红色动员令"),
        ("红色动员令_秦川党建网", "红色动员令"),
        ("红色动员令", "红色动员令"),
        ("新闻动态--学会官网", "新闻动态"),
    ],
)
def test_title_without_the_names_of_the_site(title: str, story: str) -> None:
    assert title_of_page(title) == story


@pytest.mark.parametrize("name", ["data-src", "data-original", "data-echo", "lay-src", "_src", "data-lazyload"])
def test_a_picture_that_is_loaded_late(name: str) -> None:
    body = (
        "<h1>以党建引领产业振兴</h1><div>来源：试验网 时间：2021-03-04 09:30</div><div class='content'>"
        f"<p>{'镇党委书记说，要把支部建在产业链上。' * 5}</p><p><img src='/images/wait.png' {name}='/2021/one.jpg'></p>"
        "<p><img src='/2021/two.jpg' data-lazy='true'></p></div>"
    )
    article = extract_article(body.encode(), url="http://dj.example.gov.cn/yw/1.html")
    assert [image.url.rpartition("/")[2] for image in article.images] == ["one.jpg", "two.jpg"]
