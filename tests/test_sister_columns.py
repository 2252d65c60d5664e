"""Columns of a portal on other hosts of its domain, and lists that its scripts ask for there."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Reply
from test_sisters import NEWS, PORTAL, WORK, Hosts, headlines, page, story

from crawler.items import Link
from spiders.sisters import Navigation


def with_menu(title: str, menu: str, *links: tuple[str, str], more: str = "") -> Reply:
    return page(title, *links, more=f"<div class='nav'>{menu}</div>{more}")


def test_a_column_of_the_portal_on_a_sister_host_is_walked_and_no_other_list_there(tmp_path: Path) -> None:
    """The menu names two lists of sisters; on one of them it stands too."""
    columns = "".join(f"<a href='{PORTAL}/{n}/'>栏目{n}</a>" for n in range(1, 6))
    menu = (
        f"<a href='{PORTAL}/'>首页</a>{columns}<a href='{WORK}/dangshi/list.html'>党史</a>"
        f"<a href='{NEWS}/col/index.html'>部门动态</a>"
    )
    answers = {f"{PORTAL}/": with_menu("首页", menu)}
    for n in range(1, 6):
        answers[f"{PORTAL}/{n}/"] = with_menu(f"栏目{n}", menu, (f"/{n}/8.html", f"第{n}个栏目里的一条新闻"))
        answers[f"{PORTAL}/{n}/8.html"] = story(f"第{n}个栏目里的一条新闻", extra=menu)
    for n in range(1, 4):
        items = [(f"/dangshi/{n}{m}.html", f"党史频道第{n}页的第{m}条新闻") for m in range(3)]
        more = "" if n == 3 else f"<a href='list_{n + 1}.html'>下一页</a>"
        more += f"<a href='{WORK}/other/list.html'>别的栏目</a><a href='/'>本站首页</a>"
        answers[f"{WORK}/dangshi/list{'' if n == 1 else f'_{n}'}.html"] = with_menu("党史", menu, *items, more=more)
        answers |= {
            f"{WORK}{path}": story(title, extra="<a href='/dangshi/99.html'>下一篇</a>") for path, title in items
        }
    answers[f"{NEWS}/col/index.html"] = page("部门动态", ("/col/1.html", "部门自己的一条动态新闻"))
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 9
        assert hosts.asked_of(NEWS) == ["/col/index.html"]
        assert not [path for path in hosts.asked_of(WORK) if path in ("/", "/other/list.html", "/dangshi/99.html")]
        hosts.answers[f"{WORK}/dangshi/list.html"] = with_menu(
            "党史", menu, ("/dangshi/7.html", "党史频道新的一条新闻")
        )
        hosts.answers[f"{WORK}/dangshi/7.html"] = story("党史频道新的一条新闻")
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 9 + 1


def test_what_the_home_names_beside_a_column_on_a_sister_host_is_walked(tmp_path: Path) -> None:
    """A topic of a design of its own, behind a picture; what another sister has is its own affair."""
    columns = "".join(f"<a href='{PORTAL}/{n}/'>栏目{n}</a>" for n in range(1, 6))
    menu = f"<a href='{PORTAL}/'>首页</a>{columns}<a href='{WORK}/dangshi/list.html'>党史</a>"
    pictures = "".join(
        f"<a href='{url}'><img src='/zt.jpg' alt='学习专题'></a>"
        for url in (f"{WORK}/xx/index.html", f"{NEWS}/xx/index.html")
    )
    answers = {f"{PORTAL}/": with_menu("首页", menu, more=pictures)}
    for n in range(1, 6):
        answers[f"{PORTAL}/{n}/"] = with_menu(f"栏目{n}", menu, (f"/{n}/8.html", f"第{n}个栏目里的一条新闻"))
        answers[f"{PORTAL}/{n}/8.html"] = story(f"第{n}个栏目里的一条新闻", extra=menu)
    answers[f"{WORK}/dangshi/list.html"] = with_menu("党史", menu, ("/dangshi/1.html", "党史频道里的一条新闻"))
    answers[f"{WORK}/dangshi/1.html"] = story("党史频道里的一条新闻", extra="<a href='/other/list.html'>别的栏目</a>")
    for host in (WORK, NEWS):
        answers[f"{host}/xx/index.html"] = page("学习专题", ("/xx/1.html", "专题里的一条学习心得"))
        answers[f"{host}/xx/1.html"] = story("专题里的一条学习心得")
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 1 + 1
        assert hosts.asked_of(NEWS) == []
        hosts.answers[f"{WORK}/xx/index.html"] = page("学习专题", ("/xx/2.html", "专题里又一条学习心得"))
        hosts.answers[f"{WORK}/xx/2.html"] = story("专题里又一条学习心得")
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 1 + 2


def test_a_column_without_any_navigation_is_walked(tmp_path: Path) -> None:
    """Two lists of sisters stand in the menu: an album of nothing but stories, and one with a menu of its own."""
    columns = "".join(f"<a href='{PORTAL}/{n}/'>栏目{n}</a>" for n in range(1, 6))
    lists = f"<a href='{WORK}/album?id=31'>微信推送</a><a href='{NEWS}/col/index.html'>部门动态</a>"
    menu = f"<a href='{PORTAL}/'>首页</a>{columns}{lists}"
    answers = {f"{PORTAL}/": with_menu("首页", menu)}
    for n in range(1, 6):
        answers[f"{PORTAL}/{n}/"] = with_menu(f"栏目{n}", menu, (f"/{n}/8.html", f"第{n}个栏目里的一条新闻"))
        answers[f"{PORTAL}/{n}/8.html"] = story(f"第{n}个栏目里的一条新闻", extra=menu)
    for n in (1, 2):
        items = [(f"/s/{n}{m}", f"第{n}页里推送的第{m}条新闻") for m in range(4)]
        on = f"<a href='/album?id=31&amp;page=2'>下一页</a><a href='{PORTAL}/'>返回</a>"
        answers[f"{WORK}/album?id=31{'&page=2' if n == 2 else ''}"] = page(
            "微信推送", *items, more=on if n == 1 else ""
        )
        answers |= {f"{WORK}{path}": story(title, extra="<a href='/all/'>全部文章</a>") for path, title in items}
    items = [(f"/col/{n}.html", f"部门自己的第{n}条动态新闻") for n in range(4)]
    answers[f"{NEWS}/col/index.html"] = page("部门动态", ("/bs/", "办事"), *items)
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 8
        assert "/all/" not in hosts.asked_of(WORK)
        assert hosts.asked_of(NEWS) == ["/col/index.html"]


def test_the_navigation_is_known_on_another_host() -> None:
    def links(*paths: str, host: str = PORTAL) -> list[Link]:
        return [Link(path if path.startswith("http") else f"{host}{path}", "栏目") for path in paths]

    column = f"{WORK}/dangshi/list.html"
    menu = [f"{PORTAL}/{n}/" for n in range(1, 5)]
    feet = ("/about.html", "/map.html", "/contact.html", "/help.html", "/law.html")
    navigation = Navigation()
    home = links("/", *menu, *feet, column, "/yw/1.html", "/yw/2.html")
    navigation.begin(f"{PORTAL}/", home, links(column))
    found = [
        url for number in range(5) for url in navigation.see(links("/", *menu, *feet, column, f"/yw/{number}.html"))
    ]
    assert found == [column], "once it stood on four pages"
    assert navigation.stands_in(links(f"{PORTAL}/", *menu, *feet, host=WORK), column), "its feet are its own host's"
    assert navigation.stands_in(links(f"{PORTAL}/", *menu[:3], *feet[:4], host=WORK), column)
    assert not navigation.stands_in(links(f"{PORTAL}/", *feet, host=WORK), column), "another portal by the same system"
    assert not navigation.stands_in(links("/", "/dwgk/", "/zwgk/", host=WORK), column)


def test_a_portal_is_known_by_its_name_however_many_articles_come_without_it() -> None:
    menu = [Link(f"{PORTAL}/{n}/", "栏目") for n in range(1, 5)]
    part = Link("http://jy.example.gov.cn/", "干部教育")
    navigation = Navigation()
    navigation.begin(f"{PORTAL}/", [*menu, part], [], [part], "首页-秦川先锋")
    asked = list(navigation.see(menu, "首页-秦川先锋"))
    for number in range(1, 9):
        asked += navigation.see(menu, f"第{number}条新闻-试验网", is_article=True)
    asked += navigation.see(menu, "要闻-秦川先锋")
    assert asked == [part.url]
    own = [Link("http://jy.example.gov.cn/kc/", "课程"), Link(f"{PORTAL}/", "返回主站")]
    assert navigation.is_part(own, part.url, "干部教育-秦川先锋")
    assert not navigation.is_part(own, part.url, "干部教育-别处先锋")


def test_the_menu_that_names_a_column_is_enough_without_the_foot() -> None:
    def links(*paths: str, host: str = PORTAL) -> list[Link]:
        return [Link(path if path.startswith("http") else f"{host}{path}", "栏目") for path in paths]

    column = f"{WORK}/dangshi/list.html"
    menu = [*(f"{PORTAL}/{n}/" for n in range(1, 5)), column]
    others = [f"http://{name}.example.gov.cn/" for name in ("rd", "zx", "fy", "jcy")]
    foot = [*others, f"{NEWS}/col/index.html", *(f"{PORTAL}/{name}.html" for name in ("about", "map", "law", "help"))]
    rows = [f"{PORTAL}/yw/{n}.html" for n in range(9)]
    navigation = Navigation()
    home = links(*menu, *rows, *foot)
    navigation.begin(f"{PORTAL}/", home, links(column, f"{NEWS}/col/index.html"))
    for number in range(5):
        list(navigation.see(links(*menu, f"/yw/{number}.html", *foot)))
    assert navigation.stands_in(links(*menu, "/dangshi/1.html", host=WORK), column)
    assert not navigation.stands_in(links(*menu[:2], "/dangshi/1.html", host=WORK), column)
    assert not navigation.stands_in(links(*others, f"{NEWS}/col/index.html", host=NEWS), f"{NEWS}/col/index.html"), (
        "what all hosts of a town name is nobody's menu"
    )


def test_scripts_in_files_of_a_column_on_a_sister_host_are_read(tmp_path: Path) -> None:
    columns = "".join(f"<a href='{PORTAL}/{n}/'>栏目{n}</a>" for n in range(1, 6))
    menu = f"<a href='{PORTAL}/'>首页</a>{columns}<a href='{WORK}/dangshi/list.html'>党史</a>"
    answers = {f"{PORTAL}/": with_menu("首页", menu)}
    for n in range(1, 6):
        answers[f"{PORTAL}/{n}/"] = with_menu(f"栏目{n}", menu, (f"/{n}/8.html", f"第{n}个栏目里的一条新闻"))
        answers[f"{PORTAL}/{n}/8.html"] = story(f"第{n}个栏目里的一条新闻", extra=menu)
    loaded = "<ul id='rows'></ul><script src='/js/rows.js'></script>"
    answers[f"{WORK}/dangshi/list.html"] = with_menu("党史", menu, more=loaded)
    script = "function load(page) { $.getJSON('/data/dangshi_' + page + '.json', show); }\nload(1);"
    answers[f"{WORK}/js/rows.js"] = (200, {"Content-Type": "application/javascript"}, script.encode())
    for number in range(1, 4):
        found = [
            {"url": f"/dangshi/{path}", "title": f"党史频道第{number}页的第{n}条新闻"}
            for n, path in enumerate((f"{number}01.html", f"s/k{number}Qx", f"s/{number}Zb"))
        ]
        data = json.dumps({"rows": found, "channel": "/dangshi/list.html"}, ensure_ascii=False).encode()
        answers[f"{WORK}/data/dangshi_{number}.json"] = (200, {"Content-Type": "application/json"}, data)
        answers |= {f"{WORK}{row['url']}": story(row["title"]) for row in found}
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 5 + 9, hosts.asked_of(WORK)
        hosts.asked.clear()
        hosts.crawl(tmp_path / "a")
        assert len(hosts.asked_of(WORK)) < 14


def test_what_the_portals_scripts_ask_of_a_sister_host_is_asked(tmp_path: Path) -> None:
    script = (
        f"<script>function load(page){{$.getJSON('{WORK}/api/list',{{kind:'yw',page:page}},function(d){{"
        "d.rows.forEach(function(r){add('<a href=\"/show/'+r.id+'.html\">'+r.title)})})}load(1)</script>"
    )
    answers = {f"{PORTAL}/": page("首页", more=script)}
    for number in range(1, 4):
        rows = [{"id": number * 10 + n, "title": f"第{number}页上第{n}条新闻", "day": "2021-03-02"} for n in range(3)]
        found = {"rows": rows if number < 4 else []}
        answers[f"{WORK}/api/list?kind=yw&page={number}"] = (
            200,
            {"Content-Type": "application/json"},
            json.dumps(found, ensure_ascii=False).encode(),
        )
        answers |= {f"{PORTAL}/show/{row['id']}.html": story(str(row["title"])) for row in rows}
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "a")
        assert len(headlines(tmp_path / "a")) == 9
        assert {path.partition("?")[0] for path in hosts.asked_of(WORK)} == {"/api/list"}


def test_a_home_whose_base_is_a_sister_stands_for_it(tmp_path: Path) -> None:
    """All that it names without a host is there; what names its own pages is walked itself."""
    base = f"<base href='{WORK}/'>"
    titles = [f"第{n}份公开的文件说了什么" for n in range(1, 5)]
    menu = "<a href='gk/'>公开文件</a><a href='tz/'>通知</a>"
    answers = {
        f"{PORTAL}/": page("首页", more=f"{base}{menu}"),
        f"{WORK}/gk/": page("公开文件", *((f"/gk/{n}.html", title) for n, title in enumerate(titles[:2])), more=menu),
        f"{WORK}/tz/": page("通知", *((f"/tz/{n}.html", title) for n, title in enumerate(titles[2:])), more=menu),
    }
    answers |= {
        f"{WORK}/{key}/{n}.html": story(titles[2 * (key == "tz") + n]) for key in ("gk", "tz") for n in range(2)
    }
    with Hosts(answers) as hosts:
        for _ in range(2):
            hosts.crawl(tmp_path / "a")
            assert set(headlines(tmp_path / "a")) == set(titles)
    answers[f"{PORTAL}/"] = page("首页", (f"{PORTAL}/own.html", "关于本站"), more=f"{base}{menu}")
    with Hosts(answers) as hosts:
        hosts.crawl(tmp_path / "b")
        assert "/tz/0.html" not in hosts.asked_of(WORK)
