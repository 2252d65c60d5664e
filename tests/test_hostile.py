"""Hostile and broken servers: each on loopback, each misbehaving on the wire, each crawled by the real command."""

from __future__ import annotations

import gzip
import io
import socket
import sqlite3
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from hostile import TEXT, Authority, Crawled, NameServer, Raw, crawl_with, head

from crawler.extraction.state import page_state
from crawler.extraction.tree import parse
from crawler.fences import Fence, is_private, literal_address
from crawler.items import Page
from crawler.reading import LARGEST_PAGE, read

SMALL = 300_000  # bytes; DOWNLOAD_MAXSIZE in these tests


def story(number: int | str) -> bytes:
    return story_html(f"第{number}篇文章讲党建", f"这是第{number}篇。{TEXT}")


def titles(archive: Path) -> set[str]:
    return {row[0] for row in database(archive).execute("SELECT headline FROM articles")}


def home(*links: str) -> bytes:
    return ("<title>试验网</title>" + "".join(f"<li><a href='{link}'>{link}</a></li>" for link in links)).encode()


# What each path sends: the whole answer, and whether it holds an article.
def wire(path: str) -> bytes:
    page = story(path.strip("/"))
    packed = gzip.compress(page)
    answers = {
        "/cut-plain": head(Content_Length=len(page)) + page[: len(page) // 2],
        "/cut-packed": head(Content_Length=len(packed), Content_Encoding="gzip") + packed[: len(packed) // 2],
        "/length-too-long": head(Content_Length=len(page) + 500) + page,
        "/length-too-short": head(Content_Length=len(page) - 40) + page,
        "/no-length": head() + page,
        "/no-answer": b"",
        "/no-http": b"\x00\x01\x02\x03 what?\r\n\r\n",
        "/bomb": head(Content_Encoding="gzip") + gzip.compress(page + b" " * (LARGEST_PAGE + 1)),
        "/broken-gzip": head(Content_Encoding="gzip") + packed[:30] + b"\xff" * 40 + packed[70:],
        "/half-gzip": head(Content_Encoding="gzip", Content_Length=len(packed) // 2) + packed[: len(packed) // 2],
        "/not-gzip": head(Content_Encoding="gzip") + page,
        "/not-deflate": head(Content_Encoding="deflate") + page,
        "/not-brotli": head(Content_Encoding="br") + page,
        "/raw-deflate": head(Content_Encoding="deflate") + zlib.compress(page)[2:-4],
        "/huge-said": head(Content_Length=SMALL * 4) + page,
        "/huge-unsaid": head() + page + b" " * SMALL * 4,
        "/plain-text": head(Content_Type="text/plain") + page,
        "/octets": head(Content_Type="application/octet-stream") + page,
        "/no-type": head(Content_Type="") + page,
        "/image-type": head(Content_Type="image/jpeg") + b"\n<!DOCTYPE html>\n" + page,
        "/pdf-as-html": head() + b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8 + b"\n%%EOF",
        "/circle-a": head("302 Found", Location="/circle-b", Content_Length=0),
        "/circle-b": head("302 Found", Location="/circle-a", Content_Length=0),
        "/out": head("302 Found", Location="http://elsewhere.example/x.html", Content_Length=0),
        "/private": head("302 Found", Location="http://10.0.0.1/x.html", Content_Length=0),
        "/bad-location": head("302 Found", Location="http://[::1/", Content_Length=0),
        "/meta-a": head() + b"<meta http-equiv='refresh' content='0; url=/meta-b'>",
        "/meta-b": head() + b"<meta http-equiv='refresh' content='0; url=/meta-a'>",
        "/cookie-wall": head("302 Found", Location="/cookie-wall", Set_Cookie="k=1", Content_Length=0),
        "/many-headers": head(**{f"X_{n}": "y" * 200 for n in range(60)}) + page,
    }
    return answers.get(path, head("404 Not Found", Content_Length=0))


READ = {
    "/length-too-long",
    "/no-length",
    "/not-gzip",
    "/not-deflate",
    "/not-brotli",
    "/raw-deflate",
    "/plain-text",
    "/octets",
    "/no-type",
    "/image-type",
    "/many-headers",
}
LEFT_OUT = {
    "/cut-plain": "came cut short",
    "/cut-packed": "came cut short",
    "/broken-gzip": "came cut short",
    "/half-gzip": "came cut short",
    "/no-answer": "connection closed without an answer",
    "/no-http": "no HTTP",
    "/bomb": "larger than 20 MB when unpacked, left out",
    "/huge-said": "larger than 20 MB, left out",
    "/huge-unsaid": "larger than 20 MB, left out",
    "/circle-a": "redirects in a circle",
}
QUIET = {"/length-too-short", "/pdf-as-html", "/out", "/private", "/bad-location", "/meta-a", "/meta-b"}


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Crawled, Raw]]:
    """One portal whose every page is broken in its own way."""
    paths = [*READ, *LEFT_OUT, *QUIET, "/cookie-wall", "/drip"]

    def answer(connection: socket.socket, path: str) -> None:
        if path == "/":
            connection.sendall(head() + home(*paths, "http://127.0.0.1:9/x.html", "http://localhost:9/y.html"))
        elif path == "/drip":
            connection.sendall(head(Content_Length=10_000))
            for _ in range(100):
                connection.sendall(b"x")
                time.sleep(0.2)
        else:
            connection.sendall(wire(path))

    archive = tmp_path_factory.mktemp("ugly") / "archive"
    with Raw(answer) as server:
        yield archive, crawl_with(archive, server.url, DOWNLOAD_TIMEOUT=1.5, DOWNLOAD_MAXSIZE=SMALL), server


def test_what_can_be_read_is_read_and_nothing_else(ugly: tuple[Path, Crawled, Raw]) -> None:
    archive, crawled, _ = ugly
    assert titles(archive) - {"第length-too-short篇文章讲党建"} == {f"第{path[1:]}篇文章讲党建" for path in READ}
    assert crawled.reports[0]["outcome"] == "finished"


def test_what_is_left_out_is_said_with_its_reason(ugly: tuple[Path, Crawled, Raw]) -> None:
    _, crawled, server = ugly
    assert crawled.why == LEFT_OUT | {"/drip": "no answer in time"}
    assert crawled.err == ""
    for path in ("/cut-plain", "/no-answer", "/drip", "/half-gzip"):
        assert server.paths.count(path) == 3, path
    for path in ("/bomb", "/huge-said", "/huge-unsaid", "/not-gzip"):
        assert server.paths.count(path) == 1, path
    assert crawled.seconds < 25, "a byte now and then is no reason to go on listening"


def test_a_redirect_into_a_private_network_is_refused_with_a_line(ugly: tuple[Path, Crawled, Raw]) -> None:
    assert ugly[1].reports[0]["notes"] == ["http://10.0.0.1/x.html: a private address, not fetched"]


def test_a_cookie_wall_is_a_refusal(ugly: tuple[Path, Crawled, Raw]) -> None:
    _, crawled, server = ugly
    assert server.paths.count("/cookie-wall") == 1
    assert "/cookie-wall" not in crawled.why


def test_bytes_of_a_bomb_are_kept_and_a_rebuild_reads_the_same(ugly: tuple[Path, Crawled, Raw]) -> None:
    archive, _, _ = ugly
    db = database(archive)
    assert db.execute("SELECT count(*) FROM captures WHERE url LIKE '%/bomb'").fetchone()[0] == 1

    def rows() -> list[list[tuple[object, ...]]]:
        with sqlite3.connect(archive / "archive.db") as connection:
            tables = ("articles", "texts", "revisions", "captures", "absences")
            return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]

    before = rows()
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows() == before


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb") as stream:
        for _ in range(1000):
            stream.write(b"\0" * 1_000_000)

    def answer(connection: socket.socket, path: str) -> None:
        pages = {"/": head() + home("/a.html", "/bomb.html"), "/a.html": head() + story(1)}
        pages["/bomb.html"] = head(Content_Encoding="gzip") + bomb.getvalue()
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    with Raw(answer) as server:
        crawled = crawl_with(tmp_path / "a", server.url)
    assert crawled.why == {"/bomb.html": "larger than 20 MB when unpacked, left out"}
    assert crawled.kilobytes < 300_000, "a gigabyte was sent"


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("http://10.0.0.1/", True),
        ("http://192.168.1.1/", True),
        ("http://172.16.0.9/", True),
        ("http://169.254.169.254/latest/meta-data/", True),
        ("http://127.0.0.1:8001/", True),
        ("http://127.1/", True),
        ("http://2130706433/", True),
        ("http://0x7f000001/", True),
        ("http://0x7f.1/", True),
        ("http://017700000001/", True),
        ("http://0177.0.0.1/", True),
        ("http://127.0.0.1./", True),
        ("http://0/", True),
        ("http://0.0.0.0/", True),
        ("http://１２７。0。0。1/", True),
        ("http://[::1]/", True),
        ("http://[::]/", True),
        ("http://[fc00::1]/", True),
        ("http://[fe80::1%25eth0]/", True),
        ("http://[::ffff:127.0.0.1]/", True),
        ("http://[::ffff:7f00:1]/", True),
        ("http://[64:ff9b::7f00:1]/", True),
        ("http://[2002:7f00:1::]/", True),
        ("http://localhost/", True),
        ("http://LOCALHOST.:80/", True),
        ("http://a.localhost/", True),
        ("http://oa.internal/", True),
        ("http://100.64.0.1/", True),
        ("http://224.0.0.1/", True),
        ("http://[::1/", True),
        ("http://user@10.0.0.1/", True),
        ("http://127.0.0.1:8000/", False),  # the portal itself
        ("http://8.8.8.8/", False),
        ("http://134744072/", False),  # 8.8.8.8
        ("http://[2001:4860:4860::8888]/", False),
        ("http://www.12371.cn/", False),
        ("http://localhost.example.cn/", False),
        ("http://10.example.cn/", False),
    ],
)
def test_private_addresses_in_every_notation(url: str, refused: bool) -> None:
    assert bool(Fence(["http://127.0.0.1:8000/"]).refuses(url)) is refused


def test_a_name_may_not_move_into_a_private_network() -> None:
    fence = Fence(["http://dj.example.cn/", "http://oa.example.cn/"])
    assert fence.refuses_peer("http://oa.example.cn/", "10.0.0.5") is None, "a portal of the intranet, named by a person"
    assert fence.refuses_peer("http://dj.example.cn/", "93.184.216.34") is None
    assert "has moved" in (fence.refuses_peer("http://dj.example.cn/", "127.0.0.1") or "")
    assert fence.refuses_peer("http://dj.example.cn/", "93.184.216.35") is None
    for peer in ("127.0.0.1", "::1", "fe80::1%eth0", "::ffff:10.0.0.1"):
        assert fence.refuses_peer("http://other.example.cn/", peer), peer
    assert fence.refuses_peer("http://dj.example.cn:8080/", "10.0.0.1"), "another port is another server"


def test_a_page_cannot_send_us_into_our_own_network(tmp_path: Path) -> None:
    """Links, redirects, a moved home and a robots.txt elsewhere: none of them reaches the server next door."""

    def next_door(connection: socket.socket, path: str) -> None:
        connection.sendall(head() + story("nebenan"))

    with Raw(next_door) as inner, NameServer({"inner.example": "127.0.0.1", "dj.example": "127.0.0.1"}) as names:
        forms = [f"http://{host}:{inner.port}/" for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]")]

        def portal(connection: socket.socket, path: str) -> None:
            if path == "/robots.txt":
                connection.sendall(head("302 Found", Location=forms[0] + "robots.txt", Content_Length=0))
            elif path == "/":
                links = home("/1.html", *forms, *(f"/to/{n}" for n in range(len(forms))), "/named")
                connection.sendall(head() + links)
            elif path.startswith("/to/"):
                connection.sendall(head("302 Found", Location=forms[int(path[4:])] + "x.html", Content_Length=0))
            elif path == "/named":
                there = f"http://inner.example:{inner.port}/x.html"
                connection.sendall(head("301 Moved", Location=there, Content_Length=0))
            else:
                connection.sendall(head() + story(1))

        def moved(connection: socket.socket, path: str) -> None:
            there = f"http://inner.example:{inner.port}{path}"
            connection.sendall(
                head("404 Not Found", Content_Length=0)
                if path == "/robots.txt"
                else head("301 Moved", Location=there, Content_Length=0)
            )

        with Raw(portal) as good, Raw(moved) as bad:
            crawled = crawl_with(
                tmp_path / "a",
                good.url,
                f"http://dj.example:{bad.port}/",
                path=(str(Path(__file__).parent),),
                DNS_RESOLVER="hostile.NameServerResolver",
                NAME_SERVER_PORT=names.port,
            )
    assert inner.asked == []
    assert titles(tmp_path / "a") == {"第1篇文章讲党建"}
    one, other = crawled.reports
    assert one["health"] == "ok"
    assert other["outcome"] == "failed"
    assert "home page not reached" in other["health"]
    assert "leads to the private address 127.0.0.1, not fetched" in other["health"]
    assert {line.partition(": ")[0] for line in one["notes"]} >= {forms[0] + "x.html", forms[2] + "x.html"}


def test_certificates_that_prove_nothing(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    (tmp_path / "invented.py").write_text("""
from crawler.items import Portal
from spiders.base import PortalSpider
import os

class Lenient(PortalSpider):
    name = "lenient"
    portal = Portal(title="试验网", home=os.environ["LENIENT"], verify_certificates=False)
""")

    def answer(connection: socket.socket, path: str) -> None:
        pages = {"/": head() + home("/1.html"), "/1.html": head() + story(1)}
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    good, expired, other, own, lenient = servers = [
        Raw(answer, authority.wrap("127.0.0.1")),
        Raw(answer, authority.wrap("127.0.0.1", days=-1)),
        Raw(answer, authority.wrap("127.0.0.9")),
        Raw(answer, authority.wrap("127.0.0.1", self_signed=True)),
        Raw(answer, authority.wrap("127.0.0.1", days=-1)),
    ]
    for server in servers:
        server.__enter__()
    crawled = crawl_with(
        tmp_path / "a",
        good.url,
        expired.url,
        other.url,
        own.url,
        "lenient",
        path=(str(tmp_path),),
        env={"SSL_CERT_FILE": str(authority.file), "LENIENT": lenient.url},
        SPIDER_MODULES=["spiders", "invented"],
    )
    for server in servers:
        server.__exit__(None, None, None)
    health = [report["health"] for report in crawled.reports]
    assert health[0] == health[4] == "ok"
    assert "the certificate is expired, not fetched" in health[1]
    assert "the certificate is for another host, not fetched" in health[2]
    assert "the certificate is self-signed, not fetched" in health[3]
    assert [server.asked for server in (expired, other, own)] == [[], [], []]
    assert [server.connections for server in (expired, other, own)] == [1, 1, 1], "nothing to try again"
    assert "/1.html" in good.paths
    assert "/1.html" in lenient.paths
