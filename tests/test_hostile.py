"""Hostile and broken servers: each on loopback, each misbehaving on the wire, each crawled by the real command."""

from __future__ import annotations

import gzip
import hashlib
import io
import socket
import sqlite3
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from hostile import TEXT, Authority, Crawled, NameServer, Raw, crawl_with, head
from refusals import HONEST, REFUSALS

from crawler.extraction.state import page_state
from crawler.extraction.tree import parse
from crawler.fences import Fence
from crawler.items import Page
from crawler.limits import TIMES
from crawler.reading import LARGEST_PAGE, is_whole, read
from crawler.sample_portal import SamplePortal
from spiders.budget import Budget

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
        "/length-too-long-packed": head(Content_Length=len(packed) + 500, Content_Encoding="gzip") + packed,
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
    "/length-too-long-packed",
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


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize("status", [200, 405])
def test_a_refusal_is_blocked_whatever_its_shape(name: str, status: int) -> None:
    reading = read(Page("http://a.example/yw/1.html", REFUSALS[name].encode(), status))
    assert (reading.state, reading.article.page_kind, reading.article.body) == ("blocked", "other", None)


@pytest.mark.parametrize("title", HONEST)
def test_an_article_about_refusals_is_an_article(title: str) -> None:
    reading = read(Page("http://a.example/yw/1.html", HONEST[title].encode()))
    assert (reading.state, reading.article.page_kind, reading.article.headline) == (None, "article", title)


def test_a_page_that_loads_itself_with_a_cookie_is_a_wall() -> None:
    html = b"<html><head><meta http-equiv='refresh' content='1; url=/a.html'></head><body></body></html>"
    url, cookie = "http://a.example/a.html", {"set-cookie": "k=1"}
    assert page_state(parse(Page(url, html, 200, cookie))) == "blocked"
    assert page_state(parse(Page(url, html))) is None
    assert page_state(parse(Page("http://a.example/b.html", html, 200, cookie))) is None


def digest_of(text: str) -> str:
    """Sixteen hexadecimal digits, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_a_portal_behind_a_wall_is_blocked_and_nothing_of_it_gone(tmp_path: Path) -> None:
    walled = False
    names = list(REFUSALS)

    def pages(handler: object) -> Reply:
        path: str = handler.path  # type: ignore[attr-defined]
        if walled and path != "/robots.txt":
            name = names[int(digest_of(path), 16) % len(names)]
            return (521 if name.startswith("jsl") else 200), {"Set-Cookie": "k=1"}, REFUSALS[name].encode()
        listed = home(*(f"/{n}.html" for n in range(8)))
        found = {"/": listed} | {f"/{n}.html": story(n) for n in range(8)}
        return (200, {}, found[path]) if path in found else (404, {}, b"")

    with Site(pages) as site:  # type: ignore[arg-type]
        assert crawl(site.url, tmp_path / "a").code == 0
        walled = True
        for _ in range(2):
            ran = crawl(site.url, tmp_path / "a")
            assert ran.code == 1
            assert "the server refuses" in ran.json["crawls"][0]["health"]
    db = database(tmp_path / "a")
    assert [row[0] for row in db.execute("SELECT DISTINCT status FROM articles")] == ["live"]
    assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 8
    assert db.execute("SELECT count(*) FROM absences JOIN articles ON articles.id = article").fetchone()[0] == 0


PAGES = 60  # of the real list, two articles each


def listing(page: int, pages: int, link: str) -> bytes:
    """A page of a real list: two articles of its own, and the next page."""
    own = (page * 2, page * 2 + 1)
    items = "".join(f"<li><a href='/art/{n}.html'>第{n}篇文章</a> 2020-03-13</li>" for n in own)
    following = f"<a href='{link.format(page + 1)}'>下一页</a>" if page + 1 < pages else ""
    return f"<title>要闻</title><ul>{items}</ul>{following}".encode()


def traps(path: str, query: str) -> bytes | None:
    """Pages without end, and a real list among them."""
    number = [int(part) for part in path.replace(".html", "").replace("_", "/").split("/") if part.isdigit()]
    side = "<ul>" + "".join(f"<li><a href='/art/{n}.html'>第{n}篇文章</a></li>" for n in range(5)) + "</ul>"
    if path == "/":
        doors = ["/yw/list_0.html", "/calendar?date=20240506&view=day", "/2024/05/06/", "/facets"]
        sessions = ["/s/a1b2c3d4e5f60718/index.html", "/(S(abcdef0123456789abcdef01))/x.html"]
        return home(*doors, "/sorted?sort=a", *sessions)
    if path.startswith("/art/"):
        return story(number[0]) if number[0] < PAGES * 2 else None
    if path.startswith("/yw/"):
        return listing(number[0], PAGES, "/yw/list_{}.html")
    if path == "/calendar":
        day = int(query.split("date=")[1][:8])
        days = [(day + n, view) for view in ("day", "week") for n in range(1, 9)]
        views = "".join(f"<a href='?date={near}&view={view}'>{near}</a>" for near, view in days)
        return f"<h1>{day}</h1>{views}<a href='?date={day}&view=year&x{day}=1'>x</a>{side}".encode()
    if path.startswith("/20") and len(number) == 3:
        year, month, day = number
        near = [(year, month, day % 28 + 1), (year, month % 12 + 1, day), (year + 1, month, day)]
        return (side + "".join(f"<a href='/{y}/{m:02}/{d:02}/'>{d}</a>" for y, m, d in near)).encode()
    if path == "/facets":
        have = sorted({*query.split("&"), *()} - {""})
        more = [*(f"f{n}={value}" for n in range(12) for value in "abc")]
        return (side + "".join(f"<a href='?{'&'.join(sorted({*have, one}))}'>{one}</a>" for one in more)).encode()
    if path == "/sorted":
        return (side + "".join(f"<a href='?sort={query[5:]}{way}'>{way}</a>" for way in "ud")).encode()
    if path.startswith("/s/"):
        token = digest_of(path)
        return (side + "".join(f"<a href='/s/{token[n:]}{token[:n]}/index.html'>首页</a>" for n in range(3))).encode()
    if path.startswith("/(S("):
        token = f"{digest_of(path)}01234567"
        copies = "".join(f"<a href='/(S({token}))/copy{n}.html'>第{n}篇文章</a>" for n in range(5))
        return story(path[-6]) if "copy" in path else (copies + f"<a href='/(S({token}))/x.html'>x</a>").encode()
    return None


def test_endless_pages_end_and_a_long_list_is_walked_whole(tmp_path: Path) -> None:
    def pages(handler: object) -> Reply:
        path, _, query = handler.path.partition("?")  # type: ignore[attr-defined]
        body = traps(unquote(path), query)
        return (200, {}, body) if body is not None else (404, {}, b"")

    with Site(pages) as site:  # type: ignore[arg-type]
        crawled = crawl_with(tmp_path / "a", site.url, timeout=100)
        asked = site.asked
    wanted = {f"第{n}篇文章讲党建" for n in range(PAGES * 2)}
    assert wanted <= titles(tmp_path / "a")
    assert sum(path.startswith("/yw/") for path in asked) == PAGES
    for trap, most in {
        "/calendar": 120,
        "/2": 90,
        "/facets": 160,
        "/sorted": 90,
        "/s/": 90,
        "/(S": 120,
    }.items():
        count = sum(path.startswith(trap) for path in asked)
        assert 1 < count <= most, (trap, count)
    assert crawled.reports[0]["outcome"] == "finished"


def walk(budget: Budget, pages: Callable[[str], list[str] | None], start: str) -> list[str]:
    """Walk invented pages as a crawl does, lists before articles; `pages` is None for an article. Return what was."""
    seen, lists, articles, late, fetched = {start}, deque([start]), deque[str](), deque[tuple[str, int]](), []
    while lists or articles or late:
        url, times = (lists.popleft(), 0) if lists else (articles.popleft(), 0) if articles else late.popleft()
        if not budget.affords(url) and (times < TIMES or not budget.affords(url, last=True)):
            if times < TIMES:
                late.append((url, times + 1))
            continue
        fetched.append(url)
        links = pages(url)
        budget.account(url, links or (), article=links is None, text=url)
        for link in links or ():
            if link not in seen and budget.allows(link):
                seen.add(link)
                (articles if "/art/" in link else lists).append(link)
    return fetched


SITE = "http://dj.example.cn"


def test_a_cloud_of_tags_and_a_list_of_hundreds_of_pages() -> None:
    def pages(url: str) -> list[str] | None:
        path = url.removeprefix(SITE)
        if path == "/":
            return [f"{SITE}/tags/{quote(chr(0x4E00 + n))}/" for n in range(5000)] + [f"{SITE}/list_0.html"]
        if path.startswith("/tags/"):
            return [f"{SITE}/art/{n}.html" for n in range(100)]
        if path.startswith("/list_"):
            number = int(path[6:-5])
            own = [f"{SITE}/art/{number * 10 + n}.html" for n in range(10)]
            return own + ([f"{SITE}/list_{number + 1}.html"] if number < 699 else [])
        return None

    fetched = walk(Budget(), pages, f"{SITE}/")
    assert sum("/art/" in url for url in fetched) == 7000
    assert sum("/list_" in url for url in fetched) == 700
    assert sum("/tags/" in url for url in fetched) <= 600


def test_a_directory_that_mirrors_itself() -> None:
    def pages(url: str) -> list[str] | None:
        if "/art/" in url:
            return None
        deeper = [f"{url}{name}/" for name in ("a", "b", "mirror")]
        return [*deeper, *(f"{url}{n}.html" for n in range(5)), *(f"{SITE}/art/{n}.html" for n in range(5))]

    fetched = walk(Budget(), pages, f"{SITE}/mirror/")
    assert sum("/art/" in url for url in fetched) == 5
    assert len(fetched) <= 900


def test_hundreds_of_list_pages_whose_address_is_like_an_article() -> None:
    """One kind of address for lists and articles: the lists wait for the first articles, and go on."""

    def pages(url: str) -> list[str] | None:
        number = int(url.rpartition("id=")[2])
        if number >= 1000:
            return None
        own = [f"{SITE}/index.php?art=/art/&id={1000 + number * 10 + n}" for n in range(10)]
        return own + ([f"{SITE}/index.php?art=0&id={number + 1}"] if number < 399 else [])

    fetched = walk(Budget(), pages, f"{SITE}/index.php?art=0&id=0")
    assert len(fetched) == 400 + 4000


def test_a_list_of_known_articles_is_no_trap(tmp_path: Path) -> None:
    """Hundreds of list pages with nothing new on them lead on to what is."""

    def pages(handler: object) -> Reply:
        path: str = handler.path  # type: ignore[attr-defined]
        if path.startswith("/art/"):
            return 200, {}, story(path[5:-5])
        number = path.removeprefix("/list_").removesuffix(".html") if path != "/" else "0"
        return (200, {}, listing(int(number), count, "/list_{}.html")) if number.isdigit() else (404, {}, b"")

    count = 40
    with Site(pages) as site:  # type: ignore[arg-type]
        assert crawl(site.url, tmp_path / "a").code == 0
        count = 50
        assert crawl(site.url, tmp_path / "a", "--full").code == 0
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 50 * 2


def test_one_bad_portal_stops_no_other(tmp_path: Path) -> None:
    def hang(connection: socket.socket, path: str) -> None:
        time.sleep(30)

    def circle(connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            connection.sendall(head("404 Not Found", Content_Length=0))
        connection.sendall(head("302 Found", Location="/b" if path == "/" else "/", Content_Length=0))

    with socket.create_server(("127.0.0.1", 0)) as unused:
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with Raw(hang) as hanging, Raw(circle) as circling, SamplePortal() as good:
        urls = (good.url, dead, hanging.url, circling.url, "http://no-such-host.invalid/")
        crawled = crawl_with(tmp_path / "a", *urls, DOWNLOAD_TIMEOUT=1)
    health = [report["health"] for report in crawled.reports]
    assert [report["outcome"] for report in crawled.reports] == ["finished", *["failed"] * 4]
    assert crawled.reports[0]["articles"] == 86
    assert health[0] == "ok"
    assert "connection refused" in health[1]
    assert "no answer in time" in health[2]
    assert "redirects in a circle" in health[3]
    assert "no such host" in health[4]
    assert all("\n" not in line for line in crawled.lines)
    assert crawled.err == ""


def test_one_bad_portal_as_users_see_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with SamplePortal() as good:
        ran = dangjian("crawl", good.url, dead, "--archive", tmp_path / "a", "--delay", "0")
    assert ran.code == 1
    said = [line for line in ran.err.splitlines() if dead[7:-1] in line]
    assert len(said) == 1
    assert "failed" in said[0] and "connection refused" in said[0]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (b"<html><body>a</body></html>\n", True),
        (b"<html><body>a</bo", False),
        (b'{"rows": [{"url": "/1.html"}]}', True),
        (b'{"rows": [{"url": "/1.html"}', False),
        (b'<?xml version="1.0"?>\n<urlset xmlns="x"><url/></urlset>\n', True),
        (b'<?xml version="1.0"?>\n<urlset xmlns="x"><url/>', False),
        (b"User-agent: *", False),
        (b"", False),
    ],
)
def test_what_is_whole_though_its_length_is_wrong(body: bytes, whole: bool) -> None:
    assert is_whole(body) is whole
