"""Pictures and attachments: fetched from wherever they stand, kept, and shown by a room that asks nobody else."""

from __future__ import annotations

import os
import shutil
import struct
import time
import urllib.request
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Ran, Reply, Site, dangjian, database
from derived import DERIVED, rows
from lxml import html
from playwright.sync_api import expect, sync_playwright
from reading_room import get, serving

from crawler.browser import executable
from datasette_config.files import disposition, file_name, picture_type

PORTAL, CDN = "http://dj.example.gov.cn", "http://img.example.gov.cn"


def png(width: int, height: int, shade: int) -> bytes:
    """Return a picture of one colour that runs out to one side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(
        b"\0" + bytes(b for x in range(width) for b in (shade, x * 255 // width, 90)) for _ in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


SVG = (
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='300' height='120'"
    b" onload='fetch(\"/svg-ran\")'>"
    b"<script>fetch('/svg-ran')</script><rect width='300' height='120' fill='#a3161c'/></svg>"
)
STORY = f"""<html><head><title>以党建引领产业振兴-秦川党建网</title></head><body>
<h1>以党建引领产业振兴</h1><div>来源：秦川党建网 发布时间：2021-03-04 09:30 作者：张静</div>
<div class="content">
<p>本网讯 今年以来，秦川县坚持党建引领，把支部建在产业链上，把党员聚在产业链上，带动群众增收致富。</p>
<p style="text-align:center"><img src="{CDN}/2021/one.png" alt="大棚"></p>
<p style="text-align:center">图为党员在大棚里查看蔬菜长势。张静 摄</p>
<p>镇党委书记说，下一步将继续发挥党员先锋模范作用，推动各项工作落地见效，让群众得到更多实惠。</p>
<p><img src="/blank.gif" data-src="{CDN}/2021/lazy.png"></p>
<p>村民们说，支部引路、党员带路、产业铺路，日子一天比一天好。</p>
<p><img src="/moved.png"></p><p><img src="{CDN}/2021/drawing.svg"></p>
<p style="text-align:center"><img src="{CDN}/no/forbidden.png" alt="宣传栏"></p>
<p style="text-align:center">图为宣传栏。王磊 摄</p>
<p><img src="{CDN}/2021/gone.png"><img src="http://10.0.0.8/inside.png"><img src="/leads-inside.png"></p>
<p>附件：<a href="/files/P020210304.doc">附件1：产业项目名单.doc</a>
<a href="{CDN}/download.jsp?id=7&amp;filename=b.pdf">附件2 实施方案</a> <a href="/files/huge.zip">附件3 全部材料</a></p>
<p><a href="{CDN}/page.html">图片频道</a></p></div></body></html>"""
HOME = "<html><head><title>秦川党建网</title></head><li><a href='/1.html'>以党建引领产业振兴</a> 2021-03-04</li></html>"
ONE, LAZY = png(480, 300, 180), png(200, 120, 40)
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
IMAGE = {"Content-Type": "image/png"}
GBK_NAME = "附件2：实施方案.pdf".encode("gb18030").decode("latin-1")
ANSWERS: dict[str, Reply] = {
    f"{PORTAL}/robots.txt": (404, {}, b""),
    f"{PORTAL}/": (200, {}, HOME.encode()),
    f"{PORTAL}/1.html": (200, {}, STORY.encode()),
    f"{PORTAL}/moved.png": (302, {"Location": f"{CDN}/2021/same.png"}, b""),
    f"{PORTAL}/leads-inside.png": (302, {"Location": "http://192.168.1.1/inside.png"}, b""),
    f"{PORTAL}/files/P020210304.doc": (200, {"Content-Type": "application/msword"}, DOC),
    f"{PORTAL}/files/huge.zip": (200, {"Content-Type": "application/zip", "Content-Length": str(21 << 20)}, b"PK"),
    f"{CDN}/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /no/\n"),
    f"{CDN}/2021/one.png": (200, {"Content-Type": "application/octet-stream"}, ONE),
    f"{CDN}/2021/lazy.png": (200, IMAGE, LAZY),
    f"{CDN}/2021/same.png": (200, IMAGE, ONE),
    f"{CDN}/2021/drawing.svg": (200, {"Content-Type": "image/svg+xml"}, SVG),
    f"{CDN}/2021/gone.png": (200, {}, STORY.encode()),
    f"{CDN}/download.jsp?id=7&filename=b.pdf": (
        200,
        {"Content-Type": "application/pdf", "Content-Disposition": f'attachment; filename="{GBK_NAME}"'},
        b"%PDF-1.4 ...",
    ),
}


class Hosts(Site):
    """Several hosts by name, on loopback: what a crawl asks of its proxy."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        super().__init__(self._answer)

    def _answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        self.times.setdefault(handler.path.split("/")[2], []).append(time.monotonic())
        return ANSWERS.get(handler.path, (404, {}, b"<h1>404</h1>"))

    def crawl(self, archive: Path, *options: str, delay: str = "0") -> Ran:
        """Crawl the portal through this proxy."""
        arguments = ("crawl", f"{PORTAL}/", "--archive", str(archive), "--delay", delay, "--json", *options)
        return dangjian(*arguments, env={"http_proxy": self.url, "no_proxy": ""})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str], Ran]]:
    archive = tmp_path_factory.mktemp("assets") / "archive"
    with Hosts() as hosts:
        ran = hosts.crawl(archive, "--assets")
    yield archive, hosts.asked, ran


def test_pictures_of_another_host_are_fetched_and_it_is_asked_for_nothing_else(
    kept: tuple[Path, list[str], Ran],
) -> None:
    archive, asked, ran = kept
    assert sorted(url for url in asked if url.startswith(CDN)) == sorted(
        [
            f"{CDN}/robots.txt",
            f"{CDN}/2021/one.png",
            f"{CDN}/2021/lazy.png",
            f"{CDN}/2021/same.png",
            f"{CDN}/2021/drawing.svg",
            f"{CDN}/2021/gone.png",
            f"{CDN}/download.jsp?id=7&filename=b.pdf",
        ]
    )
    assert not [url for url in asked if "inside.png" in url and "leads" not in url], "nothing private was asked for"
    assert [row["url"] for row in database(archive).execute("SELECT url FROM articles")] == [f"{PORTAL}/1.html"]
    failures = {failure["url"]: failure["why"] for failure in ran.json["crawls"][0]["failures"]}
    assert failures == {f"{PORTAL}/files/huge.zip": "larger than 20 MB, left out"}


def places(archive: Path) -> dict[str, str | None]:
    """Return the address at which each picture or file was found in the end, by the end of its own."""
    rows = database(archive).execute("SELECT a.url, c.url AS at FROM assets a LEFT JOIN captures c ON c.id = a.capture")
    return {row["url"].rsplit("/", 1)[1]: row["at"] for row in rows}


def test_the_table_says_what_is_kept_and_where(kept: tuple[Path, list[str], Ran]) -> None:
    db = database(kept[0])
    assert places(kept[0]) == {
        "one.png": f"{CDN}/2021/one.png",
        "lazy.png": f"{CDN}/2021/lazy.png",
        "moved.png": f"{CDN}/2021/same.png",
        "drawing.svg": f"{CDN}/2021/drawing.svg",
        "forbidden.png": None,
        "gone.png": None,
        "inside.png": None,
        "leads-inside.png": None,
        "P020210304.doc": f"{PORTAL}/files/P020210304.doc",
        "download.jsp?id=7&filename=b.pdf": f"{CDN}/download.jsp?id=7&filename=b.pdf",
        "huge.zip": None,
    }
    digests = db.execute(
        "SELECT DISTINCT payload_digest FROM captures WHERE url LIKE '%/one.png' OR url LIKE '%/same.png'"
    )
    assert len(digests.fetchall()) == 1, "the same bytes have the same digest under both addresses"


def test_a_second_crawl_fetches_no_kept_picture_again_and_rebuild_agrees(
    kept: tuple[Path, list[str], Ran], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(kept[0], archive)
    with Hosts() as hosts:
        hosts.crawl(archive, "--assets", "--full")
    again = [url for url in hosts.asked if url.endswith((".png", ".svg", ".doc")) or "download" in url]
    # What is not kept is asked for again: an error page in a picture's place, a way that led to a private network.
    assert sorted(again) == [f"{PORTAL}/leads-inside.png", f"{CDN}/2021/gone.png"]
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    for table in DERIVED:
        assert rows(archive, table) == before[table], table


def test_a_crawl_of_many_pieces_finds_the_same(kept: tuple[Path, list[str], Ran], tmp_path: Path) -> None:
    archive, outcome = tmp_path / "archive", "limited"
    with Hosts() as hosts:
        # A redirect and what it leads to come to two crawls.
        for _ in range(20):
            if outcome == "limited":
                outcome = hosts.crawl(archive, "--assets", "--max-pages", "1").json["crawls"][0]["outcome"]
    assert outcome == "finished"
    assert places(archive) == places(kept[0])
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    for table in DERIVED:
        assert rows(archive, table) == before[table], table


def test_each_host_has_its_own_delay(tmp_path: Path) -> None:
    with Hosts() as hosts:
        hosts.crawl(tmp_path / "archive", "--assets", delay="0.2")
    for host, times in hosts.times.items():
        gaps = [later - sooner for sooner, later in pairwise(times)]
        assert gaps, host
        assert min(gaps) > 0.1, host
        assert sum(gaps) > 0.19 * len(gaps), host


@pytest.fixture(scope="module")
def room(kept: tuple[Path, list[str], Ran]) -> Iterator[str]:
    with serving(kept[0]) as base:
        yield base


def article_url(room: str, archive: Path) -> str:
    return f"{room}/article/{database(archive).execute('SELECT key FROM articles').fetchone()[0]}"


def test_files_are_handed_out_as_what_they_are_and_run_nothing(room: str, kept: tuple[Path, list[str], Ran]) -> None:
    _, _, page = get(article_url(room, kept[0]) + "?lang=zh")
    tree = html.fromstring(page)
    sources = tree.xpath("//figure/img/@src")
    assert len(sources) == 4
    kinds = []
    for source in sources:
        with urllib.request.urlopen(room + source) as response:
            kinds.append(response.headers["Content-Type"])
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
            assert response.headers["Content-Disposition"] is None
            assert response.read() in (ONE, LAZY, SVG)
    assert sorted(kinds) == ["image/png", "image/png", "image/png", "image/svg+xml"], "whatever the server called them"
    assert [p.text_content().split()[0] for p in tree.xpath("//p[@class='nopicture']")] == ["图片未存档"] * 4
    captions = tree.xpath("//figure[p/@class='nopicture']/figcaption/text()")
    assert captions == ["图为宣传栏。王磊 摄"], "a picture that is not kept still has its caption"
    names = {}
    for link in tree.xpath("//section[@class='attachments']//a[starts-with(@href, '/asset/')]"):
        with urllib.request.urlopen(room + link.get("href")) as response:
            names[link.text_content().strip()] = response.headers["Content-Disposition"]
            assert response.headers["Content-Type"] == "application/octet-stream"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert set(names) == {"附件1：产业项目名单.doc", "附件2 实施方案"}
    for name, plain, encoded in (
        ("附件1：产业项目名单.doc", '"__1_______.doc"', "%E9%99%84%E4%BB%B61%EF%BC%9A%E4%BA%A7"),
        ("附件2 实施方案", '"__2_____.pdf"', "%E9%99%84%E4%BB%B62%EF%BC%9A%E5%AE%9E"),
    ):
        assert f"filename={plain}" in names[name]
        assert f"filename*=UTF-8''{encoded}" in names[name]
    missing = tree.xpath("string(//section[@class='attachments']//li[starts-with(., '附件3')])")
    assert "文件未存档" in missing
    assert get(f"{room}/asset/{database(kept[0]).execute('SELECT min(id) FROM captures').fetchone()[0]}")[0] == 404


@pytest.mark.browser
@pytest.mark.skipif(executable() is None and not os.environ.get("CI"), reason="needs Chromium (apt install chromium)")
@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_reader_sees_the_pictures_and_saves_the_files_offline(
    room: str, kept: tuple[Path, list[str], Ran], tmp_path: Path, width: int, height: int
) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(article_url(room, kept[0]))
        for picture in page.locator("figure img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("e => e.naturalWidth") > 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out sideways"
        if shots := os.environ.get("DANGJIAN_SCREENSHOTS"):
            page.screenshot(path=f"{shots}/article-{width}.png", full_page=True)
        with page.expect_download() as saved:
            page.get_by_role("link", name="附件1：产业项目名单.doc").click()
        assert saved.value.suggested_filename == "附件1：产业项目名单.doc"
        assert Path(saved.value.path()).read_bytes() == DOC
        # The drawing by itself, as a page of its own: its script does not run.
        drawing = database(kept[0]).execute("SELECT capture FROM assets WHERE url LIKE '%drawing.svg'").fetchone()[0]
        page.goto(f"{room}/asset/{drawing}")
        page.wait_for_timeout(300)
        assert "svg-ran" not in " ".join(asked)
        assert all(url.startswith(room) for url in asked)
        browser.close()


@pytest.mark.parametrize(
    ("url", "title", "header", "name"),
    [
        (f"{PORTAL}/a/P02.doc", "附件1：名单.doc", "", "附件1：名单.doc"),
        (f"{PORTAL}/a/P02.DOC", "附件1：名单", "", "附件1：名单.DOC"),
        (f"{PORTAL}/a/P02.pdf", None, "", "P02.pdf"),
        (f"{PORTAL}/a/%E5%90%8D%E5%8D%95.xlsx", "  ", "", "名单.xlsx"),
        (f"{PORTAL}/down.jsp?f=%E5%90%8D.doc", None, "", "名.doc"),
        (f"{PORTAL}/down.jsp", "名单", "attachment; filename*=UTF-8''%E8%A1%A8.xls", "表.xls"),
        (f"{PORTAL}/down.jsp", "名单", 'attachment; filename="%E8%A1%A8.xls"', "表.xls"),
        (f"{PORTAL}/down.jsp", None, 'attachment; filename="../../etc/passwd"', "etc passwd"),
        (f"{PORTAL}/a.pdf", "报告\u202efdp.exe", "", "报告 fdp.exe.pdf"),
        (f"{PORTAL}/a.pdf", '一"二\r\n三<四>', "", "一 二 三 四.pdf"),
        (f"{PORTAL}/", "...", "", "file"),
        (f"{PORTAL}/a.pdf", "长" * 300, "", "长" * 116 + ".pdf"),
    ],
)
def test_the_name_of_a_file(url: str, title: str | None, header: str, name: str) -> None:
    assert file_name(url, title, {"content-disposition": header}) == name
    assert disposition(name).isascii()
    assert not set("\r\n") & set(disposition(name))


def test_a_picture_is_known_by_its_bytes() -> None:
    assert picture_type(ONE, "text/plain") == "image/png"
    assert picture_type(SVG, "image/svg+xml") == "image/svg+xml"
    assert picture_type(SVG, "text/html") is None
    assert picture_type(b"<html><svg></svg></html>", "image/svg+xml") is None
    assert picture_type(b"<script>alert(1)</script>", "image/png") is None
