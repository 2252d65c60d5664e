"""Pages without end: a crawl ends, and long lists are walked whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from conftest import Reply, Site, crawl, database
from hostile import crawl_with
from trial_pages import digest_of, home, story, titles

from crawler.limits import TIMES
from spiders.budget import Budget

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


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/pinglun/", True),
        ("/pinglun/index_2.html", True),
        ("/pinglun/202405/t20240503_77.html", True),
        ("/c/pinglun", True),
        ("/comments/20240503/4f0a9bd1/c.html", True),
        ("/comments/2024-05/03/c_1126.htm", True),
        ("/comment/index.jhtml", True),
        ("/comment.jspx?contentId=7", False),
        ("/comment/?id=7", True),
        ("/comment?id=7", False),
        ("/comments/20241", False),
        ("/comment/20241-2.html", False),
        ("/comments/feed/", False),
        ("/pinglun.php?aid=7", False),
        ("/yw/print/7.html", False),
        ("/index.php?m=comment&c=index&a=init&commentid=content_9-7-1", False),
        ("/index.php?m=content&c=index&a=printing&catid=9&id=7", False),
        ("/index.php?m=content&c=comment&a=lists&catid=9", True),
        ("/Article/SendMail.asp?ArticleID=7", False),
        ("/User/User_Favorite.asp?Action=Add&InfoID=7", False),
        ("/index.php/component/mailto/?tmpl=component&link=4f0a", False),
        ("/home.php?mod=spacecp&ac=favorite&type=article&id=7", False),
        ("/portal.php?mod=view&aid=7", True),
        ("/sendmails/7.html", True),
        ("/sso/api/logout?backurl=http://dj.example", False),
        ("/lifeebiz/security_logout", False),
        ("/User/forgotpassword", False),
        ("/system/resource/code/auth/caslogin.jsp", False),
        ("/AdminLogin.html", False),
        ("/blogs/logistics/7.html", True),
    ],
)
def test_a_column_of_opinions_is_none_of_readers_comments(path: str, allowed: bool) -> None:
    assert Budget.allows(f"{SITE}{path}") == allowed


def test_the_home_page_in_place_of_what_is_not_there_leads_nowhere(tmp_path: Path) -> None:
    columns = ("yw", "dj", "gs", "zt")

    def rows(numbers: range, folder: str) -> str:
        return "".join(f"<li><a href='{folder}art/{n}.html'>第{n}篇文章</a> 2020-03-13</li>" for n in numbers)

    def pages(handler: object) -> Reply:
        path = handler.path  # type: ignore[attr-defined]
        column = path.strip("/")
        if column in columns:
            numbers = range(columns.index(column) * 6, columns.index(column) * 6 + 6)
            return 200, {}, f"<title>{column}</title>{rows(numbers, '/')}<a href='./gone/'>旧版</a>".encode()
        number = path.removeprefix("/art/").removesuffix(".html")
        if path.startswith("/art/") and number.isdecimal():
            return 200, {}, story(int(number))
        menu = "".join(f"<a href='./{column}/'>栏目{column}</a>" for column in columns)
        return 200, {}, f"<title>试验网</title>{menu}{rows(range(0, 24, 3), './')}".encode()

    with Site(pages) as site:  # type: ignore[arg-type]
        crawled = crawl_with(tmp_path / "a", site.url, timeout=100)
        asked = len(site.asked)
    assert {f"第{n}篇文章讲党建" for n in range(24)} <= titles(tmp_path / "a")
    assert asked <= 60
    assert crawled.reports[0]["outcome"] == "finished"


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("channelid=254874&chnlid=21474", True),
        ("page=2&channelid=254874&searchword=&orderby=-DOCRELTIME", True),
        ("channelid=254874&searchword=党建", False),
        ("page=1&channelid=254874&sw=a", False),
        ("channelid=254874&orderby=RELEVANCE", False),
        ("searchword=&page=1", False),
    ],
)
def test_a_column_that_a_search_gives_is_no_search(query: str, allowed: bool) -> None:
    assert Budget.allows(f"{SITE}/was5/web/search?{query}") == allowed
