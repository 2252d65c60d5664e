"""The story: of the lines around and in its container, those that are its header, its text and its footer."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from crawler.extraction.container import END, NOISE, Container, classes_of, is_picture, weight
from crawler.extraction.outline import TODAY, Outline
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import HEADINGS, Line, comparable
from crawler.extraction.tree import Node

_CAPTION_CLASS = re.compile(
    r"caption|pictext|pic_?text|tuzhu|tushuo|picture-?illustrating|img_?desc|photo_?desc|image_?text|figcaption|pic-?info",
    re.I,
)
_CAPTION_START = re.compile(
    r"^\s*(?:[▲△↑▼↓▽◀►△]|图(?:为|\d{1,2}[:：为]|片说明|说明|[一二三四五六七八九]{1,2}[:：为])|上图|下图|左图|右图|资料图)"
)
_CAPTION_END = re.compile(r"(?:摄|图|供图|摄影|/摄|发)\s*[）)]?\s*[。]?$")
_SCRAP = re.compile(r"^[\d\s+\-TA/|.]{1,5}$")
_AFTER_FOOTER = re.compile(r"^[\[【（(\s]*(?:相关|推荐|热[点门]|友情链接|版权所有|主办|承办)")
ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|ceb)(?:$|\?)|/download|filename=", re.I
)


@dataclass(slots=True)
class Story:
    """The lines of a story, its crossheads, the pictures with their captions, the lines left over after it."""

    lines: list[Line] = field(default_factory=list)
    crossheads: list[str] = field(default_factory=list)
    images: list[tuple[Node, str | None, int]] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


def is_caption(line: Line, after_image: bool) -> bool:
    """Whether a line says what the picture above it shows."""
    if _CAPTION_CLASS.search(classes_of(line.node)) or line.node.tag == "figcaption":
        return True
    if not after_image or len(line.text) > 120:
        return False
    style = f"{line.node.get('style') or ''} {line.node.get('align') or ''}".lower()
    centred = "center" in style and not line.bold
    named = bool(_CAPTION_START.match(line.text)) or bool(_CAPTION_END.search(line.text))
    return named or (centred and len(line.text) <= 60)


def is_crosshead(line: Line) -> bool:
    """Whether a line of a story is a heading within it."""
    text = line.text
    if not 2 <= len(text) <= 50 or (text.endswith(("。", "；", "，", "！”", "：")) and line.node.tag not in HEADINGS):
        return False
    return line.bold or line.node.tag in HEADINGS


def first_line(outline: Outline, container: Container | None, after: int) -> int:
    """Return the number of the line a story begins with, the first below `after` that weighs something."""
    if container is None:
        return len(outline.lines)
    for line in outline.lines[after + 1 :]:
        if line.number in outline.rows or outline.is_metadata[line.number] or line.node not in container.members:
            continue
        if weight(line) >= 15 or any(map(is_picture, line.images)):
            return line.number
    return len(outline.lines)


def find_header(outline: Outline, at: int, first: int, crumb_at: int | None) -> list[Line]:
    """Return the metadata lines between headline and story, or just above the headline."""

    def told(line: Line) -> bool:
        if line.number in outline.rows or line.number == crumb_at:
            return False
        signed = len(line.text) <= 60 and at < line.number < first and bool(signature_credits(line.spaced))
        return outline.is_metadata[line.number] or signed

    # A template may print its tools or a summary before the time.
    late = (n + 1 for n in outline.dates if first <= n <= at + 8 and told(outline.lines[n]))
    end = max([first, at + 1, *late])
    lines = [line for line in outline.lines[at + 1 : end] if told(line)]
    if not any(line.number in outline.dates for line in lines):
        above = outline.lines[max(at - 6, 0) : max(at, 0)]
        lines += [line for line in above if told(line) and not TODAY.search(line.text)]
    return lines


def tell_story(
    outline: Outline, container: Container | None, at: int, headline: str | None, taken: AbstractSet[int]
) -> Story:
    """Return the story that stands in `container` below line `at`, without the lines that are `taken`."""
    story = Story()
    if container is None:
        return story
    after_image = False
    title = comparable(headline or "")
    ended = False
    for line in outline.lines:
        if line.number <= at or line.number in taken or line.node not in container.members:
            continue
        if ended:
            story.tail.append(line)
            continue
        pictures = [image for image in line.images if is_picture(image)]
        text = line.text
        if pictures:
            story.images += [(image, None, len(story.lines)) for image in pictures]
            after_image = True
        if not text or (comparable(text) == title and not story.lines):
            continue
        if story.images and is_caption(line, after_image and not pictures):
            image, caption, place = story.images[-1]
            story.images[-1] = (image, f"{caption}\n{text}" if caption else text, place)
            continue
        if END.match(text) and (len(text) < 120) and (story.lines or story.images or line.link_share > 0.3):
            story.tail.append(line)
            ended = bool(story.lines or story.images)
            continue
        if _is_furniture(outline, line, bool(pictures)):
            continue
        if not story.lines and outline.is_metadata[line.number]:
            story.tail.append(line)
            continue
        after_image = False
        story.lines.append(line)
        if is_crosshead(line):
            story.crossheads.append(text)
    while story.lines and _SCRAP.match(story.lines[0].text):
        story.lines.pop(0)
    while story.lines and _SCRAP.match(story.lines[-1].text):
        story.lines.pop()
    while len(story.lines) > 1 and outline.is_metadata[story.lines[-1].number]:
        story.tail.insert(0, story.lines.pop())
    return story


def _is_furniture(outline: Outline, line: Line, pictures: bool) -> bool:
    """Whether a line within a container is no text: a tool, a row of a list, links alone, an attachment's name."""
    if NOISE.search(line.text) and len(line.text) < 120:
        return True
    if line.number in outline.rows or (line.link_share > 0.8 and not pictures and line.text[-1] not in "。；"):
        return True
    return line.link_share > 0.6 and any(ATTACHMENT.search(anchor.get("href") or "") for anchor, _ in line.links)


def find_footer(outline: Outline, story: Story) -> list[Line]:
    """Return the credit lines after the story: within its container, and the first ones that follow it."""
    last = max((line.number for line in [*story.lines, *story.tail]), default=None)
    if last is None:
        return []
    found = [line for line in story.tail if line.link_share < 0.5]
    taken = {line.number for line in found}
    for line in outline.lines[last + 1 : last + 16]:
        if _AFTER_FOOTER.match(line.text):
            break
        if line.number not in taken and line.number not in outline.rows and outline.is_metadata[line.number]:
            found.append(line)
    return found
