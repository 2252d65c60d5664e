"""What a careful reader finds on each article of the sample portal: the article JSON of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin

from crawler.sample_portal.content import SECTIONS, TOPICS, Story, live

_ROLES = (
    ("author", "作者", "author"),
    ("contributor", "供稿", "contributor"),
    ("photographer", "摄", "photographer"),
    ("editor", "责任编辑", "editor"),
)


def credits_of(story: Story) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield (role, label, name, organization) of a story's labelled credits."""
    for field, label, role in _ROLES:
        for value in (story.fields.get(field) or "").split("、"):
            if value and role == "contributor":
                yield role, label, None, value
            elif value:
                yield role, label, value.replace("\u3000", ""), None


def iter_truth(day: int = 1, base: str = "http://127.0.0.1/") -> Iterator[dict[str, Any]]:
    """Yield the article JSON of every article that stands on the portal on a day."""
    for story in live(day):
        trail = ["首页", SECTIONS[story.section], *([TOPICS[story.topic]] if story.topic else [])]
        pictures = [line[2:].partition("]") for line in story.lines if line.startswith("![")]
        yield {
            "url": urljoin(base, story.path),
            "kicker": story.fields.get("kicker"),
            "headline": story.title,
            "deck": story.fields.get("deck"),
            "source": story.fields["source"],
            "source_url": story.fields.get("source_url"),
            "published_at": story.time.replace(" ", "T") + ":00+08:00",
            "credits": [
                {"role": role, "role_label": label, "name": name, "organization": organization}
                for role, label, name, organization in credits_of(story)
            ],
            "breadcrumb": trail,
            "body": "\n".join(line.removeprefix("## ") for line in story.lines if line[0] not in "!@"),
            "crossheads": [line[3:] for line in story.lines if line.startswith("## ")],
            "images": [
                {"url": urljoin(base, f"/u/cms/{quote(name)}"), "caption": caption.strip() or None, "alt": name}
                for name, _, caption in pictures
            ],
        }
