"""Parts of a portal on other hosts of its domain: their homes, and topics on hosts of topics."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Reply, database
from test_sisters import NEWS, PORTAL, WORK, Hosts, headlines, page, story

TOPICS = "http://zt.example.gov.cn"
TRAINING = "http://jy.example.gov.cn"


def with_menu(title: str, *links: tuple[str, str], menu: str, foot: str = "") -> Reply:
    own = f"<a href='/about/{title}.html'>关于{title}</a>"
    return page(title, *links, more=f"<div class='nav'>{menu}</div>{own}<div class='foot'>{foot}</div>")


def a_portal(menu: str, foot: str = "", *, more: tuple[tuple[str, str], ...] = ()) -> dict[str, Reply]:
    """A portal of five columns, each with a story; menu and foot stand on all of its pages."""
    columns = [(f"/{n}/", f"栏目{n}") for n in range(1, 6)]
    answers = {f"{PORTAL}/": with_menu("首页", *columns, *more, menu=menu, foot=foot)}
    for n in range(1, 6):
        listed = (f"/{n}/8.html", f"第{n}个栏目里的一条新闻")
        answers[f"{PORTAL}/{n}/"] = with_menu(f"栏目{n}", listed, menu=menu, foot=foot)
        answers[f"{PORTAL}{listed[0]}"] = story(listed[1], extra=menu + foot)
    return answers


MENU = f"<a href='{PORTAL}/'>首页</a>" + "".join(f"<a href='{PORTAL}/{n}/'>栏目{n}</a>" for n in range(1, 4))


def test_a_part_whose_home_has_the_portals_menu_and_name_is_walked(tmp_path: Path) -> None:
    menu = f"{MENU}<a href='{TRAINING}/'>干部教育</a>"
    answers = a_portal(menu)
    rows = [(f"/px/{n}.html", f"干部教育里的第{n}条新闻") for n in range(6)]
    answers[f"{TRAINING}/"] = with_menu("干部教育", ("/px/", "培训"), menu=menu)
    answers[f"{TRAINING}/px/"] = with_menu("培训", *rows[:3], ("/px/index_1.html", "下一页"), menu=menu)
    answers[f"{TRAINING}/px/index_1.html"] = with_menu("培训", *rows[3:], menu=menu)
    # It names itself over https, which nothing answers.
    canonical = "<link rel='canonical' href='https://jy.example.gov.cn{}'>"
    answers |= {f"{TRAINING}{path}": story(title, extra=canonical.format(path)) for path, title in rows}
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 6
        hosts.answers[f"{TRAINING}/px/"] = with_menu("培训", ("/px/9.html", "干部教育里新的一条新闻"), menu=menu)
        hosts.answers[f"{TRAINING}/px/9.html"] = story("干部教育里新的一条新闻")
        hosts.answers[f"{TRAINING}/px/2.html"] = (404, {}, b"<h1>404</h1>")
        for _ in range(3):  # without a delay the part's home may come behind what is missed beside it
            hosts.crawl(tmp_path / "a", "--full")
        found = headlines(tmp_path / "a")
        assert len(found) == 5 + 7
        assert [title for title, status in found.items() if status == "gone"] == ["干部教育里的第2条新闻"]
        portals = database(tmp_path / "a").execute("SELECT DISTINCT portal FROM articles").fetchall()
        assert [tuple(row) for row in portals] == [("dj.example.gov.cn",)]


@pytest.mark.parametrize(
    "named",
    [
        f"<map name='m'><area coords='0,0,9,9' href='{TRAINING}/'></map>",
        f"<select onchange='open(this.value)'><option>部门<option value='{TRAINING}/'>干部教育</select>",
    ],
)
def test_a_part_that_a_picture_or_a_choice_on_the_home_alone_names(tmp_path: Path, named: str) -> None:
    answers = a_portal(menu := MENU.replace(f"{PORTAL}/'>首页", f"{PORTAL}/index.htm'>首页"))
    columns = [(f"/{n}/", f"栏目{n}") for n in range(1, 6)]
    answers[f"{PORTAL}/"] = with_menu("首页", *columns, menu=menu, foot=named)
    answers[f"{TRAINING}/"] = with_menu("干部教育", ("/px/", "培训"), menu=menu)
    answers[f"{TRAINING}/px/"] = with_menu("培训", ("/px/1.html", "干部教育里的一条新闻"), menu=menu)
    answers[f"{TRAINING}/px/1.html"] = story("干部教育里的一条新闻")
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 1


def test_other_hosts_of_a_town_are_no_parts(tmp_path: Path) -> None:
    """They name each other at their foot, or lie within the menu and have another name."""
    foot = "".join(f"<a href='http://{name}.example.gov.cn/'>{name}</a>" for name in ("dj", "news", "fy", "rd"))
    menu = f"{MENU}<a href='{WORK}/'>组工网</a>"
    answers = a_portal(menu, foot)
    listed = ("/1.html", "另一个网站自己的一条新闻标题")
    answers[f"{WORK}/"] = (200, {}, with_menu("首页", listed, menu=menu)[2].replace("秦川先锋".encode(), b"ZZ"))
    answers[f"{NEWS}/"] = with_menu("新闻中心", listed, menu="<a href='/'>首页</a>", foot=foot)
    answers |= {f"{host}/1.html": story(listed[1]) for host in (WORK, NEWS)}
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5
        assert hosts.asked_of(WORK) == ["/"]
        assert set(hosts.asked_of(NEWS)) <= {"/"}


def test_a_part_that_the_home_alone_names_beside_its_own_pages(tmp_path: Path) -> None:
    """It has a menu of its own, the portal's name and a way back; hosts in a row, or of another name, are no parts."""
    towns = [(f"http://{town}.example.gov.cn/", town) for town in ("qs", "lx", "yt")]
    answers = a_portal(MENU, more=((f"{TRAINING}/", "干部教育"), ("/6/", "要闻"), (f"{WORK}/", "组工网"), *towns))
    own = "<a href='/px/'>培训</a><a href='/kc/'>课程</a>"
    answers[f"{TRAINING}/"] = with_menu("干部教育", (f"{PORTAL}/", "返回主站"), menu=own)
    answers[f"{TRAINING}/px/"] = with_menu("培训", ("/px/8.html", "干部教育里的一条新闻"), menu=own)
    answers[f"{TRAINING}/px/8.html"] = story("干部教育里的一条新闻")
    for host, name in ((f"{WORK}/", "组工网"), *towns):
        answers[host] = with_menu(name, (f"{PORTAL}/", "秦川先锋"), (f"{host}1.html", "另一个网站的一条新闻"), menu="")
        answers[f"{host}1.html"] = story("另一个网站的一条新闻")
    renamed = answers[f"{WORK}/"][2].replace("秦川先锋".encode(), b"ZZ")
    answers[f"{WORK}/"] = (200, {}, renamed)
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        found = headlines(tmp_path / "a")
        assert len(found) == 5 + 1, found
        assert "干部教育里的一条新闻" in found
        assert not [path for host, _ in towns for path in hosts.asked_of(host[:-1])]


def test_a_topic_on_a_host_of_topics_is_the_portals_that_names_it(tmp_path: Path) -> None:
    answers = a_portal(MENU, more=((f"{TOPICS}/2024/xf/", ""),))
    items = [(f"/2024/xf/t20240{n}05_{n}.html", f"专题里的第{n}条新闻") for n in range(1, 6)]
    answers[f"{TOPICS}/2024/xf/"] = page("先锋", *items[:3], ("/2024/xf/more/", "更多"), ("/2023/old/", "往期专题"))
    answers[f"{TOPICS}/2024/xf/more/"] = page("更多", *items[3:])
    answers[f"{TOPICS}/2023/old/"] = page("往期", ("/2023/old/t20230305_9.html", "别人的专题里的一条新闻"))
    answers |= {f"{TOPICS}{path}": story(title) for path, title in items}
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 5
        assert not [path for path in hosts.asked_of(TOPICS) if path == "/" or path.startswith("/2023")]
