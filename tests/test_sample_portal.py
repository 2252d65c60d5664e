"""The sample portal: what the issue of its making promised."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections import Counter
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html
from truth import iter_truth

from crawler.sample_portal import SamplePortal
from crawler.sample_portal.content import PER_PAGE, TOPICS, in_section, live, stories


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Fetch a URL, whatever its status."""
    request = urllib.request.Request(
        quote(url, safe=":/?&=%"), headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, {k.lower(): v for k, v in response.headers.items()}, response.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def test_sections_and_their_sizes() -> None:
    sections = Counter(story.section for story in live(1))
    assert sum(sections.values()) >= 80
    assert set(sections) == {"yw", "zgdt", "jcdj", "ztzl"}
    assert len(in_section("jcdj")) > 2 * PER_PAGE
    assert all(in_section("ztzl", 1, topic) for topic in TOPICS)


def test_every_text_is_its_own() -> None:
    texts = [" ".join(story.lines) for story in live(2)]
    assert len(set(texts)) == len(texts)
    assert not any(re.search(r"lorem|TODO|XXX|占位", text) for text in texts)


def test_every_link_within_the_portal_leads_somewhere() -> None:
    with SamplePortal() as portal:
        waiting, seen, stories_found = [portal.url], {portal.url}, set()
        while waiting:
            url = waiting.pop()
            status, headers, body = get(url)
            assert status == 200, url
            if re.search(r"/\d+\.jhtml$", urlsplit(url).path):
                stories_found.add(urlsplit(url).path)
            if "html" not in headers["content-type"]:
                continue
            encoding = "gb18030" if "gb2312" in headers["content-type"] else "utf-8"
            for raw in html.fromstring(body.decode(encoding)).xpath("//a/@href | //img/@src"):
                link = urljoin(url, raw).partition("#")[0]
                if link.startswith(portal.url) and link not in seen and "/search" not in link:
                    seen.add(link)
                    waiting.append(link)
    assert stories_found == {story.path for story in live(1)}


def test_one_section_says_gb2312_and_is_gb18030() -> None:
    with SamplePortal() as portal:
        _, headers, body = get(portal.url + "zgdt/1110.jhtml")
    assert headers["content-type"] == "text/html; charset=gb2312"
    assert b'charset="gb2312"' in body
    text = body.decode("gb18030")
    assert "贺喆" in text
    with pytest.raises(UnicodeEncodeError):
        "喆".encode("gb2312")


def test_etags_and_what_changes_none() -> None:
    with SamplePortal() as portal:
        url = portal.url + "yw/1016.jhtml"
        _, first, one = get(url)
        status, second, two = get(url, If_None_Match=first["etag"])
        assert (status, two) == (304, b"")
        _, third, three = get(url)
        assert third["etag"] == first["etag"]
        assert one != three, "the counter of hits moves"
        assert second["etag"] == first["etag"]


def test_robots_and_the_page_that_is_not_there() -> None:
    with SamplePortal() as portal:
        assert b"Disallow: /admin/" in get(portal.url + "robots.txt")[2]
        status, _, body = get(portal.url + "yw/999999.jhtml")
        assert status == 404
        assert "页面不存在" in body.decode()


def test_the_second_day() -> None:
    first, second = stories(1), stories(2)
    gone = {number: story.gone for number, story in second.items() if story.gone}
    assert sorted(gone.values()) == ["404", "404", "notice"]
    assert len(set(second) - set(first)) >= 4
    edited = [
        n for n in first if n not in gone and (second[n].lines, second[n].fields) != (first[n].lines, first[n].fields)
    ]
    assert len(edited) == 4
    with SamplePortal() as portal:
        url = {kind: portal.url + second[n].path[1:] for n, kind in gone.items()}
        assert get(url["404"])[0] == 200
        portal.set_day(2)
        assert get(url["404"])[0] == 404
        status, _, body = get(url["notice"])
        assert status == 200
        assert "页面不存在" in body.decode()


def test_truth_has_every_article() -> None:
    assert len(list(iter_truth(1))) == len(live(1))
    assert all(truth["body"] and truth["headline"] and truth["published_at"] for truth in iter_truth(2))
