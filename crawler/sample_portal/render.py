"""The pages of the sample portal, from templates in the shape of a provincial portal's."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from crawler.sample_portal.content import PER_PAGE, PORTAL, SECTIONS, TOPICS, Story, in_section, live

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
STANDING = {"/about.jhtml": "关于我们", "/contact.jhtml": "联系我们", "/search.jspx": "站内搜索"}


@cache
def _hot(day: int) -> tuple[Story, ...]:
    """Return the eight articles in the sidebar."""
    return tuple(live(day)[3:70:9])[:8]


def _fill(template: str, day: int, **values: Any) -> str:
    today = date.today()
    return _TEMPLATES.get_template(template).render(
        portal=PORTAL,
        sections=SECTIONS,
        topic_names=TOPICS,
        hot=_hot(day),
        charset="utf-8",
        today=f"{today.year}年{today.month}月{today.day}日 星期{'一二三四五六日'[today.weekday()]}",
        **values,
    )


def home(day: int) -> str:
    """Return the front page."""
    boxes = {section: in_section(section, day)[:8] for section in SECTIONS}
    pictured = [story for story in live(day) if any(line.startswith("![") for line in story.lines)][:4]
    return _fill("home.html", day, boxes=boxes, pictured=pictured)


def topics(day: int) -> str:
    """Return the page of the section of topics."""
    return _fill("topics.html", day, section="ztzl", boxes={t: in_section("ztzl", day, t)[:5] for t in TOPICS})


def listing(section: str, topic: str | None, page: int, day: int) -> str:
    """Return a page of a section's or a topic's list; the first is page 1."""
    found = in_section(section, day, topic)
    pages = max(-(-len(found) // PER_PAGE), 1)
    html = _fill(
        "listing.html",
        day,
        section=section,
        topic=topic,
        page=page,
        pages=pages,
        total=len(found),
        stories=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        base=f"/{section}/{topic + '/' if topic else ''}",
    )
    return html.replace('charset="utf-8"', 'charset="gb2312"') if section == "zgdt" else html


def story(story: Story, day: int, hits: int) -> str:
    """Return an article's page."""
    beside = in_section(story.section, day, story.topic)
    place = next((i for i, other in enumerate(beside) if other.number == story.number), 0)
    html = _fill(
        "story.html",
        day,
        story=story,
        section=story.section,
        topic=story.topic,
        hits=hits,
        newer=beside[place - 1] if place > 0 else None,
        older=beside[place + 1] if place + 1 < len(beside) else None,
    )
    return html.replace('charset="utf-8"', 'charset="gb2312"') if story.section == "zgdt" else html


def standing(path: str, day: int) -> str:
    """Return a page that is no article: about, contact, search."""
    return _fill("standing.html", day, path=path, title=STANDING[path])


def notice(text: str, day: int) -> str:
    """Return a page that says that a page is not there."""
    return _fill("notice.html", day, text=text)
