"""What stands among the paragraphs of a story and is none of them, and where a story goes on below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.attachments import leads_to_mail, names_attachment
from crawler.extraction.clearing import CONTACT
from crawler.extraction.container import weight
from crawler.extraction.furniture import is_edge, is_end, is_noise, is_sure_end
from crawler.extraction.outline import Outline
from crawler.extraction.pictures import pictures
from crawler.extraction.rows import is_of_a_plan
from crawler.extraction.story import PARAGRAPH, SHORT_CREDIT, SIGNATURE, Story, is_title_of_document
from crawler.extraction.text import Line, is_in_cell

_SOURCE = re.compile(r"(?:原标题\s*[:：].{2,60}\s)?来\s*源\s*[:：]\s*\S")
FIRST_LINES = 2
# What says whence a story comes, and whose it is: no part of the story.
_ORIGIN = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z\d]{1,6}[注按]\s*[:：]\s*)?[（(【\[]?\s*(?:本文|文章|内容|以上内容)[^。！？]{0,12}(?:来自|来源|转自|转载自|首发|摘自|选自)"
    r"[^。！？]{0,40}(?:公众号|微信号|ID\s*[:：]|作者\s*[:：])"
)
# （本文经云溪日报授权转载）
_WITH_LEAVE = re.compile(
    r"[（(\[【]?\s*(?:本文|文章)?(?:已?[经获由])[^（()）。]{2,24}授权(?:转载|发布|刊[登载])。?\s*[）)\]】]?"
)
_LONGEST_ORIGIN = 200  # characters
# — END —
_END_MARK = re.compile(r"\W*(?:END|end|End|E N D|(?:转载|版权|订阅)须知|关于(?:我们|本刊|本号)|本[刊号]简介)\W*")
_LONGEST_MARK = 12  # characters
# 版权声明：本文版权归云溪网所有: some print it above the text.
_OF_RIGHTS = re.compile(
    r"版权声明\s*[:：]\s*(?:(?:本文|本稿|文章)[^。]{0,40}。?[^。]{0,30}。?|凡[^。]{0,20}图片[^。]{0,50}。?)"
)
# 以上内容由云溪大模型生成，仅供参考
_BY_A_MODEL = re.compile(r"(?:内容|摘要|总结|要点)[^。]{0,4}由[^。，]{0,16}(?:大模型|AI|人工智能)[^。，]{0,6}生成")
_MOSTLY_LINKS = 0.6  # of a line's characters
LONGEST_LIST = 8  # characters
_STRAY = frozenset("|｜<>＜＞·?")  # what is left of a menu, an arrow
_SENTENCE = 30  # characters
# What sites say of what they took from others.
_DISCLAIMER = re.compile(
    r".{0,12}声明\s*[:：].{0,40}(?:登载|转载|刊登|发布).{0,60}(?:赞同|证实|负责|立场)"
    r"|本(?:栏目|网|站|频道|公众号).{0,30}(?:目的在于|不代表).{0,40}(?:赞同|负责|观点|立场)"
    # *文章为作者独立观点，不代表云溪网立场
    r"|\W{0,2}(?:本文|文章)[^。，]{0,8}作者[^。，]{0,6}观点[，,、]?\s*(?:并?不代表|与)"
)
# 云溪参考报, alone above a text.
_OUTLET_ALONE = re.compile(r"(?:来源\s+)?《?[\u4e00-\u9fff]{2,8}(?:[日晚早晨时商]报|参考报|导报|消息网|新闻网|周刊)》?")
_LONGEST_DISCLAIMER = 300  # characters
# 申请链接：http://…
_SAYS_ITS_KIND = re.compile(
    r"网|(?!原文|相关|新闻|报道|媒体|来源)[\u4e00-\u9fff“”]{0,12}"
    r"(?:网[址站]|链接|地址|入口|平台|系统)\s*[:：]"
)
_SPEAKS_OF_ADDRESS = re.compile(r"网址|链接|[详息请可]见|点击|登[录陆]|访问|查[看阅]")
# The heading of a list of other stories that a template sets among the paragraphs.
_LIST_ALONE = re.compile(
    r"(?:相关|相關|推荐|推薦|延伸|热门|熱門|热点|精彩)"
    r"(?:阅读|閱讀|新闻|新聞|推荐|文章|报道|報導)\s*[:：]?"
)


def marks_end(text: str) -> bool:
    """Whether a line is a sign that a text ends above it: 完, — END —."""
    return len(text) <= _LONGEST_MARK and (text == "完" or _END_MARK.fullmatch(text) is not None)


def disclaims(text: str) -> bool:
    """Whether a line says that the site is not of the author's opinion, or vouches for nothing."""
    may = text[0] == "本" or "声明" in text or "观点" in text
    return may and len(text) < _LONGEST_DISCLAIMER and _DISCLAIMER.match(text) is not None


def heads_list(text: str) -> bool:
    """Whether a line is the heading of a list of other stories: 相关阅读."""
    return len(text) <= LONGEST_LIST and _LIST_ALONE.fullmatch(text.lstrip(">＞ ")) is not None


def is_by_a_model(text: str) -> bool:
    """Whether a line says that a program made what stands above it of the text."""
    return "生成" in text and len(text) <= SHORT_CREDIT and _BY_A_MODEL.search(text) is not None


def says_rights(text: str) -> bool:
    """Whether a line says whose the rights are."""
    return "版权" in text and _OF_RIGHTS.match(text) is not None


def is_outlet_alone(line: Line) -> bool:
    """Whether a line is the name of a paper or a site and no heading."""
    return len(line.text) <= SHORT_CREDIT and not line.bold and _OUTLET_ALONE.fullmatch(line.text) is not None


def names_source(text: str) -> bool:
    """Whether a line begins with where the text is from."""
    return _SOURCE.match(text) is not None


def says_whose(text: str) -> bool:
    """Whether a line says whence a story was taken, and with whose leave."""
    if len(text) >= _LONGEST_ORIGIN:
        return False
    return _ORIGIN.match(text) is not None or ("授权" in text and _WITH_LEAVE.fullmatch(text) is not None)


def names_one_source(inside: Sequence[Line]) -> bool:
    """Whether but one line says where a text is from: in a list of texts each row does."""
    return sum(names_source(line.text) for line in inside if "源" in line.text[:SHORT_CREDIT]) == 1


def is_printed_title(line: Line, story: Story) -> bool:
    """Whether a line soon below the beginning tells the title that a story was printed with: 原标题：."""
    if len(story.lines) > FIRST_LINES or line.text.lstrip("（( ")[:3] != "原标题":
        return False
    return not any("按" in above.text[:6] for above in story.lines)  # 编者按：


def goes_on_alike(story: Story, line: Line, following: Sequence[Line]) -> bool:
    """Whether a story goes on with a paragraph below a line of links to others, set as the one above it is."""
    if not story.lines or not following or is_sure_end(line.text):
        return False
    below, above = following[0], story.lines[-1]
    # The line may be a block of its own, put between two paragraphs.
    around = below.node.getparent()
    alike = above.node.tag == below.node.tag and above.node.getparent() is around is line.node.getparent()
    return alike and not below.links and min(weight(below), weight(above)) >= _SENTENCE


def goes_on_below(story: Story, below: Sequence[Line]) -> bool:
    if not story.lines:
        return False
    above = story.lines[-1].node
    kind = (above.tag, above.get("class"), above.getparent())
    return sum(
        (line.node.tag, line.node.get("class"), line.node.getparent()) == kind
        and not line.links
        and weight(line) >= PARAGRAPH
        for line in below
    ) >= (1 if kind[1] else 2)


def tells_on(below: Sequence[Line]) -> bool:
    """Whether a paragraph of a story, and no more on rights, is the first that stands below a line."""
    following = next((line.text for line in below if weight(line) >= PARAGRAPH), "")
    return bool(following) and not (is_edge(following) or is_end(following) or "版权" in following)


def below_tools(inside: Sequence[Line], place: int, story: Story) -> bool:
    """Whether the heading of a list stands right below the tools that a template prints under a text."""
    above = (line.text for line in reversed(inside[max(place - SIGNATURE, 0) : place]) if line.text)
    tool = next(above, "")
    return is_end(tool) and len(tool) <= SHORT_CREDIT and any(weight(line) >= PARAGRAPH for line in story.lines)


def is_told_of(line: Line, story: Story) -> bool:
    """Whether an address is one that the line above speaks of, or says itself what it is: 申请链接：."""
    above = story.lines[-1].text if story.lines and not is_in_cell(line.node) else ""
    if not above or line.text[:4] != "http":
        return bool(above) and _SAYS_ITS_KIND.match(line.text) is not None
    return above[-1] in "：:" or _SPEAKS_OF_ADDRESS.search(above) is not None


def is_furniture(outline: Outline, line: Line) -> bool:
    """Whether a line within a container is no text: a tool, a row of a list, links alone, signs that were lost."""
    if ("\ufffd" in line.text and not line.plain) or line.text[:5] == "&amp;":  # markup escaped more than once
        return True
    if line.text in _STRAY:
        return True
    # What weighs something is no noise.
    if len(line.text) < 120 and not weight(line) and is_noise(line.text):
        return True
    if names_attachment(line) or is_title_of_document(line) or CONTACT.match(line.text):
        return False
    if (line.number in outline.rows and not is_of_a_plan(line)) or (line.link_share > 0.5 and line.text[-1] in "|｜"):
        return True
    # 【延伸阅读】 before a link is no more of the text than the link.
    if leads_to_mail(line):
        return False
    linked = line.link_share > 0.8 or (line.link_share > _MOSTLY_LINKS and is_end(line.text))
    return linked and not pictures(line) and line.text[-1] not in "。；"
