"""Where a crawl may not be led: private networks in every notation, and servers whose certificates prove nothing."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from conftest import dangjian
from hostile import Authority, NameServer, Raw, crawl_with, head
from trial_pages import home, story, titles

from crawler.fences import Fence


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
        ("http://[::ffff:0:7f00:1]/", True),
        ("http://[64:ff9b:1::a00:1]/", True),
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
    assert fence.refuses_peer("http://oa.example.cn/", "10.0.0.5") is None, "named by a person"
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
    assert (inner.connections, inner.asked) == (0, [])
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

    good, expired, other, own, lenient, nameless = servers = [
        Raw(answer, authority.wrap("127.0.0.1")),
        Raw(answer, authority.wrap("127.0.0.1", days=-1)),
        Raw(answer, authority.wrap("127.0.0.9")),
        Raw(answer, authority.wrap("127.0.0.1", self_signed=True)),
        Raw(answer, authority.wrap("127.0.0.1", days=-1)),
        Raw(answer, authority.wrap(None)),
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
        nameless.url,
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
    assert "the certificate is for no host, it names none, not fetched" in health[5]
    assert [server.asked for server in (expired, other, own, nameless)] == [[], [], [], []]
    assert [server.connections for server in (expired, other, own, nameless)] == [1, 1, 1, 1], "nothing to try again"
    assert "/1.html" in good.paths
    assert "/1.html" in lenient.paths


@pytest.mark.parametrize(
    ("address", "days", "why"),
    [
        (None, 30, "for no host, it names none"),
        (None, -1, "expired"),
        ("127.0.0.9", 30, "for another host"),
        ("127.0.0.1", -1, "expired"),
    ],
)
def test_the_certificate_of_a_proxy(tmp_path: Path, address: str | None, days: int, why: str) -> None:
    authority = Authority(tmp_path)

    def answer(connection: socket.socket, path: str) -> None:
        connection.sendall(head() + story(1))

    with Raw(answer, authority.wrap(address, days=days)) as proxy:
        env = {"SSL_CERT_FILE": str(authority.file), "http_proxy": proxy.url, "no_proxy": ""}
        ran = dangjian("crawl", "http://dj.example/", "--archive", tmp_path / "a", "--delay", "0", env=env)
    assert (ran.code, proxy.asked) == (1, [])
    assert f"the proxy's certificate is {why}, not fetched" in ran.one_line()


def test_a_portal_that_says_so_is_fetched_though_its_certificate_has_no_names(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    pages = {"/": head() + home("/1.html"), "/1.html": head() + story(1)}

    def answer(connection: socket.socket, path: str) -> None:
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    with Raw(answer, authority.wrap(None)) as server:
        env = {"SSL_CERT_FILE": str(authority.file)}
        crawled = crawl_with(tmp_path / "a", server.url, env=env, DOWNLOAD_VERIFY_CERTIFICATES=False)
    assert (crawled.reports[0]["health"], titles(tmp_path / "a")) == ("ok", {"第1篇文章讲党建"})
