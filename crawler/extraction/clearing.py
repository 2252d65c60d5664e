"""What is taken off the end of a story: credits, others' lines, a last legend, labels without a value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.attachments import names_attachment
from crawler.extraction.characters import half_width
from crawler.extraction.credits import labelled_credits, unknown_credits
from crawler.extraction.furniture import heads_others, is_edge
from crawler.extraction.labels import SOURCE_LABEL, label_above
from crawler.extraction.names import is_organization, is_surely_name
from crawler.extraction.outline import Outline
from crawler.extraction.role_labels import split_labels
from crawler.extraction.signatures import signature_credits
from crawler.extraction.story import DATE_ALONE, DAY, DIGIT, SHORT_CREDIT, SIGN_OFF, SIGNED_BY, Story
from crawler.extraction.text import Line

# 校团委 2021年6月26日
_SIGNED_AND_DATED = re.compile(rf"(?P<by>[\u4e00-\u9fff、\s]{{2,30}}?)\s*{SIGN_OFF.pattern}")
_AS_IN_A_LETTER = re.compile("[年.．]")

SCRAP = re.compile(r"^[\d\s+\-TA/|.()]{1,5}$")
STOP = re.compile(r"[，。！？；]")
# What a notice says at its end: whom to call.
CONTACT = re.compile(
    r"[（(]?(?:(?:(?:联系|咨询|垂询|监督|学校|单位|官方|受理|报名|反映|来访|来信|通[讯信])\S{0,4})?(?:电话|邮箱|邮编"
    r"|地\s*址|传真|邮政编码|电子邮[件箱]|网\s*址)\s*[:：]"
    r"|联系人\s*[:：].*(?:电话|邮箱|\d{7})|(?:咨询|联系)(?:方式|人)\s*[:：]\s*\S)"
)
SHORT_LEGEND = 20  # characters
_ROW_OF_LINKS = 3

ADDRESS = re.compile(r"https?://[\x21-\x7e]+")  # of the original
_EMPTY_LABEL = re.compile(
    r"(?:(?:相关|关联)?(?:附件|文件|链接|视频|图片)(?:下载|列表|信息|\s*\d{1,2})?|(?:责任)?编辑|责编|审核|校对|作者|供稿|摄影)\s*[:：]"
)
# 云溪县融媒体中心 出品
_PRODUCED = re.compile(r"[\u4e00-\u9fff·、\s]{4,30}(?:联合)?出品")
_STROKED_CREDIT = re.compile(r"[\u4e00-\u9fff]{2,6}\s*[丨|]\s*[\u3400-\u9fff]{2,4}(?:[\s、]+[\u3400-\u9fff]{2,4})*")
# ◆◆◆, or a word between such signs: — THE END —
_ORNAMENT = re.compile(
    r"[▽▼△▲↓⬇◆◇●○■□☆★—\-_=*/\\|·\s]{1,20}|[◆◇●○■□☆★—–\-_=*·\s]{1,10}[^—–\-_=*·。！？]{1,10}[◆◇●○■□☆★—–\-_=*·\s]{1,10}"
)
# Between credits a label with names is one too, be they like anybody else's or not.
_IS_LIKE_CREDIT = re.compile(r"[\u4e00-\u9fff]{2,6}:\s*[\u3400-\u9fff]{2,4}(?:[\s、]+[\u3400-\u9fff]{2,4})*")


def take_credits_off(outline: Outline, story: Story) -> None:
    """Take away the lines at a story's end that tell of it: credits, the day below them, documents enclosed."""
    lines = story.lines
    while len(lines) > 1:
        last, before = lines[-1], lines[-2]
        if _is_contact(last, lines):
            return
        original = last.text[:4] == "http" and ADDRESS.fullmatch(last.text) and before.text[-1] not in ":："
        ornament = _ORNAMENT.fullmatch(last.text)
        if original or ornament or names_attachment(last) or is_told_again(outline, story, last, before):
            taken = 1
        elif DATE_ALONE.fullmatch(last.text) and _is_credit(before):
            taken = 2
        elif ((story.tail or _is_credit(before)) and _is_credit(last)) or _is_among_credits(last, before, story.tail):
            taken = 1
        else:
            return
        story.tail[:0] = lines[-taken:]
        del lines[-taken:]


def take_others_off(story: Story) -> None:
    """Take away what leads on to other videos and galleries where nothing is told in sentences."""
    upto = next((n for n, line in enumerate(story.lines) if heads_others(line.text)), len(story.lines))
    while upto and (
        is_edge(text := story.lines[upto - 1].text) or SCRAP.match(text) or _leads_away(story.lines[upto - 1])
    ):
        upto -= 1
    story.tail[:0] = story.lines[upto:]
    del story.lines[upto:]


def _leads_away(line: Line) -> bool:
    """Whether a line is a row of links: 网站地图 | 联系我们 | 返回首页."""
    return len(line.links) >= _ROW_OF_LINKS and line.link_share > 0.5 and not names_attachment(line)


def _is_among_credits(line: Line, before: Line, below: Sequence[Line]) -> bool:
    """Whether a line beside credits is one of theirs: who produced a story, names like nobody else's, a source."""
    if _is_labelled_source(line) and _is_credit(before):
        return True
    if not below:
        return False
    # A stroke stands between a label and names and nowhere else.
    if _STROKED_CREDIT.fullmatch(line.half) and _is_credit(below[0]):
        return True
    alike = _IS_LIKE_CREDIT.fullmatch(line.half) is not None and _is_credit(before) and _is_credit(below[0])
    return alike or _PRODUCED.fullmatch(line.text) is not None


def take_values_off(outline: Outline, story: Story) -> None:
    """Take away what follows a credit's label that stands in a block of its own, and the label: 作者： 张三."""
    while story.lines and len(story.lines[-1].text) <= SHORT_CREDIT:
        value = story.lines[-1]
        label = half_width(label_above(outline.lines, value.number))
        if not label or not labelled_credits(f"{label}{value.half}"):
            return
        taken = 2 if len(story.lines) > 1 and story.lines[-2].number == value.number - 1 else 1
        story.tail[:0] = story.lines[-taken:]
        del story.lines[-taken:]


def _is_contact(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line says whom to ask: a notice's own last paragraph, set as its others are."""
    if not CONTACT.match(line.text):
        return False
    prose = next((other for other in reversed(lines) if STOP.search(other.text)), None)
    alike = prose is not None and (prose.node.tag, prose.node.getparent()) == (line.node.tag, line.node.getparent())
    return alike and prose is not line


def take_last_legend_off(story: Story, first: int) -> None:
    """Take the short line below a story's last picture, where nothing follows it, as what that picture shows.

    `first` lines were taken away above the story.
    """
    if len(story.lines) < 3 or not story.images:
        return
    last, (image, caption, before) = story.lines[-1], story.images[-1]
    if caption or before - first != len(story.lines) - 1 or len(last.text) > SHORT_LEGEND or STOP.search(last.text):
        return
    signed = is_organization(last.text) or DIGIT.search(last.text) or signature_credits(last.spaced)
    told_of = is_surely_name(last.text) and sum(last.text in line.text for line in story.lines[:-1]) >= 2
    if (signed and not told_of) or last.bold or last.links:
        return
    story.images[-1] = (image, last.text, before)
    story.lines.pop()


def _is_credit(line: Line) -> bool:
    """Whether a line is a label with the names of people behind it, be the label known or not."""
    text = line.half
    if len(text) > SHORT_CREDIT or STOP.search(text) or CONTACT.match(text):
        return False
    return bool(labelled_credits(text) or unknown_credits(text))


def _is_labelled_source(line: Line) -> bool:
    """Whether a line says by a label where a text is from, and no more: 【来源】 云溪报业集团云溪客户端."""
    if len(line.text) > SHORT_CREDIT or STOP.search(line.text):
        return False
    labels = split_labels(line.half)
    first = len(labels) == 1 and not line.half[: labels[0].start].strip("【[（(")
    return first and SOURCE_LABEL.match(labels[0].label) is not None


def drop_empty_labels(story: Story) -> None:
    """Take away the labels below a text that a template prints even where nothing follows: 附件：."""
    while story.lines and _EMPTY_LABEL.fullmatch(story.lines[-1].text):
        story.tail.insert(0, story.lines.pop())


def is_told_again(outline: Outline, story: Story, line: Line, before: Line) -> bool:
    """Whether a story's last line is metadata; the day under a document belongs to the document."""
    printed = half_width(line.text)  # its figures may stand in elements of their own
    if not outline.is_metadata(line.number) or DAY.match(printed) or CONTACT.match(line.text):
        return False
    signature = not outline.is_metadata(before.number) and len(before.text) <= SHORT_CREDIT
    if SIGN_OFF.fullmatch(printed):
        signature = signature and SIGNED_BY.search(before.text) is not None
        return not (signature or (story.dated and _AS_IN_A_LETTER.search(line.half)))
    signed = _SIGNED_AND_DATED.fullmatch(line.half) if story.dated else None
    return signed is None or SIGNED_BY.search(signed["by"]) is None
