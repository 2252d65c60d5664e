"""Is a page an article? Evidence for and against, added up; the crawler trusts the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.extraction.attachments import links_to_attachment, names_attachment
from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.furniture import is_end
from crawler.extraction.interruptions import heads_list
from crawler.extraction.outline import Outline
from crawler.extraction.several import (
    SENTENCE,
    are_beginnings,
    are_dated_rows,
    are_excerpts,
    are_headed_rows,
    are_short_news,
    is_beginning_of_another,
)
from crawler.extraction.story import DESK_LINE
from crawler.extraction.text import Line
from crawler.items import Article, PageKind

STATIC = re.compile(
    r"^(?:关于(?:我们|本站|本网|网站)|联系(?:我们|方式|本站)|网站(?:地图|声明|简介|介绍|导航|帮助)|站点地图"
    r"|本网(?:简介|声明|介绍)|版权(?:声明|信息|保护)|法律声明|免责声明|隐私(?:声明|政策|保护)|"
    r"广告(?:服务|刊登)|人才招聘|诚聘英才|招贤纳士|帮助中心|使用帮助|在线投稿|投稿(?:须知|指南|说明|邮箱)?"
    r"|友情链接|用户(?:注册|登录|协议)|登录|注册|会员登录|搜索(?:结果)?|站内搜索|高级搜索|检索|"
    r"(?:单位|机构|部门|中心|领导|平台)(?:简介|介绍|概况|设置|职能|职责)|领导(?:之窗|分工|班子|成员)"
    r"|主要职(?:责|能)|内设机构|工作职责|组织(?:机构|架构)|意见(?:反馈|建议)|纠错|首页|网站首页|主页|返回首页|"
    r"about(?: us)?|contact(?: us)?|sitemap|login|search|日历|日历检索|电子报|往期回顾)$",
    re.I,
)
INDEX_URL = re.compile(
    # A directory that is a number, and none of a list's pages, may be an article's.
    r"(?:(?<!\d\d)/|/(?:list\w*|col(?:umn)?s?|categor\w+|channels?|page|node|class|type|tags?|topics?|search)/\d+/"
    r"|/(?:19|20)\d\d/(?:\d\d/){0,2}"
    r"|/(?:index|default|list|main|home|more|channel|node|col(?:umn)?|sitemap|search|login|about\w*"
    r"|contact\w*)(?:[_\-]?\d+)*\.\w+)$",
    re.I,
)
LIST_URL = re.compile(
    r"/list\w*\.(?:jsp|php|aspx?|do|action)\?|/ListInfo(?:/|\.php|/index\.php)\?|[?&]a=lists?(?:&|$)|urltype=tree\.",
    re.I,
)
ARTICLE_URL = re.compile(
    r"/t?\d{8}_\d+|/art_|/content[_/]|/c\d*-\d+|/info/\d+/|/ARTI|/detail|/article|/show|/a/|/n\d/|/c\.html"
    r"|/c_\d+|/\d{3,}\.\w*html?$|/\d+\.jhtml|a=show|/Item/|[?&](?:id|aid|articleid|newsid|infoid)=\d+"
    r"|/(?:19|20)\d\d[-/]?\d\d?",
    re.I,
)


@dataclass(slots=True)
class Evidence:
    """What speaks for an article (above zero) and against it, each with its reason."""

    points: list[tuple[float, str]] = field(default_factory=list)

    def add(self, points: float, reason: str) -> None:
        """Weigh in one reason."""
        self.points.append((points, reason))

    @property
    def total(self) -> float:
        """The sum."""
        return sum(points for points, _ in self.points)


_A_DAY = re.compile(r"^(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]\s*(?:\d{1,2}\s*日?)?)?$")
# 云溪日报 2024年3月4日 第A03版：县区
_A_PAGE_OF_A_DAY = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*第?\s*[A-Z]?\d{1,3}\s*版(?:\s*[:：]\s*\w{1,8})?$"
)
# 云溪党建报 2024年05月13日 上一期下一期
_AN_ISSUE = re.compile(
    r"《?\w{1,12}[报刊]》?\s*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:星期\w\s*)?(?:[上下前后]一期\s*)*$"
)
_FOOT = re.compile(
    r"版权所有|未经书面授权|备案|ICP|主办单位|技术支持|访问(?:量|人数|次数)?[:：]?\d|[您你](?:的IP|是第)|页面执行|在线人数"
    r"|^(?:[^|｜，。]{1,12}[|｜]){3}|^(?:热门|推荐|相关|编辑部电话|分享到|网友评论|阅读|今天是|(?:官方)?微(?:信公众号|信|博)$)"
)
TOPIC_URL = re.compile(r"/(?:zt|ztzl|zthd|special|topics?|subject|zhuanti)\w*/", re.I)
_HOME = re.compile(r"/?(?:(?:index|default|main|home)\.\w+)?$", re.I)
_PLAYERS = ("player", "video", "audio", ".mp3", ".wma", ".mp4", ".m3u8", ".flv", ".swf", "vod")
# What a script is to play or to show.
_PLAYER = re.compile(
    r"""\b(?:id|class)\s*=\s*["'][^"'<>]{0,60}(?:player|gallery)|\.(?:mp4|m3u8|flv)\b|VideoObject|\bvideo_?id\b""", re.I
)
_CALL = re.compile("人才招聘|诚聘英才|招贤纳士")
# 支部建在产业链上 - 网友评论; a column of opinions is called 评论 alone.
_READERS_SAY = re.compile(
    r"[-_–—|｜\s]\s?(?P<readers>(?:网友|最新|全部|读者|用户|查看|文章|新闻)的?)?评论(?:列表|页)?(?:$|\s?[-_–—|｜])"
)
_LONG, _MANY_LINKS = 400, 60  # characters, lines
_SHORTEST_TEXT = 30  # characters
_LONGEST_HEAD, _LONGEST_LEFT = 12, 80  # characters of a list's heading, of what is left of a text
_FEW_LINES = 16
_LONGEST_FOOT = 600  # characters
_SHORTEST_HEADLINE = 10  # characters
_SHORTEST_TITLE, _FEWEST_STORIES, _FEWEST_RECORDS = 8, 6, 2
_PAGES = re.compile(r"共\s*\d+\s*[条篇页]|^\d+\s*条\s*上一页|总共\s*\d+\s*记录|第?\s*\d+\s*/\s*\d+\s*页")
_PAGER = re.compile(r"^共有?\s*\d+\s*条.*\d+\s*/\s*\d+\s*页.*下一页")  # of a list, be it empty
_HAN = re.compile("[\u3400-\u9fff]")
_SENTENCE_IN_LETTERS = re.compile(r"[A-Za-z]{2} [a-z]+\.(?:\s|$)")
_TRAIL = re.compile(r"(?:网站)?首页\s*[›>＞»→/|]")
ENOUGH = 4.0


def is_home(url: str) -> bool:
    """Whether an address is a host's front page."""
    parts = urlsplit(url)
    return bool(parts.netloc) and not parts.query and _HOME.match(parts.path) is not None


def is_front_page(url: str) -> bool:
    """Whether an address is a host's front page, and none of what a script shows in its place: #/detail?id=12."""
    if not is_home(url):
        return False
    route = url.partition("#")[2]
    return route[:1] not in ("/", "!") or not any(map(str.isdecimal, route))


def weigh(outline: Outline, article: Article, printed: bool, ended: bool, known_container: bool) -> Evidence:
    """Return what speaks for and against a page being an article, given what was read of it.

    `printed`: the headline stands on the page; `ended`: its breadcrumb ends in 正文; `known_container`: a publishing
    system's own element holds the story.
    """
    evidence = Evidence()
    meta, url = outline.meta, outline.parsed.url
    size = len(article.body or "")
    for holds, points, reason in (
        (is_front_page(url), -10, "home page"),
        (_says_nothing(outline, size), -10, "says that there is no such page"),
        (_is_standing(article), -8, "title of a standing page"),
        (_is_trail(article.headline or ""), -8, "an emptied page: its trail in place of a headline"),
        (
            bool(_A_DAY.match(article.headline or "")) and not (ended and is_long(article)),
            -8,
            "title is a day: a calendar",
        ),
        (
            bool(_A_PAGE_OF_A_DAY.search(article.headline or "") or _is_issue(article)),
            -8,
            "title is a page of a paper",
        ),
        (
            size > 0 and _is_foot(outline, article.body or "") and not article.images,
            -10,
            "an emptied page: nothing but its foot",
        ),
        (
            not (
                size
                or article.images
                or article.attachments
                or article.part_urls
                or _has_video(outline)
                or _has_viewer(outline)
            ),
            -10,
            "no story",
        ),
        (not printed and _tells_nothing(article), -3, "neither a headline nor a sentence"),
        (
            bool(meta.first("articletitle") or meta.founder.get("title") or meta.linked_data),
            2.5,
            "the head names an article",
        ),
        (
            meta.first("og:type") == "article" or bool(meta.first("article:published_time")),
            1.5,
            "Open Graph says article",
        ),
        (bool(article.published_at), 2.5, "a publication time"),
        (bool(article.source), 1.5, "a source"),
        (any(credit.role != "other" for credit in article.credits), 1.5, "a credit"),
        (ended, 2, "breadcrumb ends in 正文"),
        (bool(outline.neighbours), 1.5, "previous and next article"),
        (bool(ARTICLE_URL.search(url)), 1, "address of an article"),
        (bool(LIST_URL.search(url) if "?" in url else INDEX_URL.search(url)), -2.5, "address of an index"),
        (printed, 0.5, "headline printed"),
        (printed and _is_title_of_a_story(outline, article, ended), 2, "headline of a text as the page's title has it"),
        (known_container, 0.5, "known container"),
        (bool(size), 1 if size >= 60 else 0.5, "text"),
        (not size and any(a.title is None for a in article.attachments), 1, "a document shown in place of a text"),
        (is_long(article), 2, "a long text in one place"),
        (not (article.published_at or article.source) and _is_mostly_links(outline), -4, "mostly links, and no time"),
        (_is_mostly_rows(outline, size, ended) and not article.source, -2, "mostly rows of a list"),
        (_has_pages_of_a_list(outline), -3, "paging of a list"),
        (are_beginnings(article), -8, "beginnings of several texts"),
        (is_beginning_of_another(outline, article), -8, "a heading and what reads on lead to another page"),
        (are_headed_rows(outline, article), -8, "headings that lead on, a day below each"),
        (
            not (article.source or ended) and are_excerpts(outline, article),
            -8,
            "a title and a day around each paragraph",
        ),
        (_is_what_readers_say(outline, article), -8, "what readers say of a text"),
        (
            size < _LONGEST_LEFT and not article.source and _is_pressed(outline, article),
            -3,
            "a picture with areas to press",
        ),
        (are_short_news(outline, article), -8, "a time above each of several texts"),
        (not (article.source or ended) and are_dated_rows(outline, article), -8, "a day beside each of several titles"),
    ):
        if holds:
            evidence.add(points, reason)
    return evidence


# 第04版：/html/2023-05/16/node_4.htm
_PAGE_OF_PAPER = re.compile(r"/(?:node|layout)_\d+[^/]*\.s?html?$")


def leads_on_alone(outline: Outline, at: int) -> bool:
    """Whether right below a headline and its metadata stand the titles of other stories, in place of a text."""
    titles, begun = 0, False
    for line in outline.lines[at + 1 : at + _FEW_LINES]:
        told = outline.is_metadata(line.number)
        if _is_title(line) and not links_to_attachment(line):
            titles += 1
        elif titles < _FEWEST_STORIES and _closes_a_story(outline, line, begun and told):
            return False
        begun = begun or not told
    return titles >= _FEWEST_STORIES and not _has_video(outline)


def _closes_a_story(outline: Outline, line: Line, told: bool) -> bool:
    """Whether a line is none that stands above a list of titles: a sentence, the desk's line, a heading of others."""
    if told or is_end(line.text) or heads_list(line.text) or links_to_attachment(line):
        return True
    if outline.is_metadata(line.number):
        return line.number not in outline.dates and DESK_LINE.match(line.half) is not None
    return len(line.text) > _LONGEST_HEAD


def other_kind(outline: Outline) -> PageKind:
    """Return what a page is that is no article: a listing, a topic page (专题), or something else."""
    stories = [line for line in outline.lines if _is_title(line)]
    if outline.state is not None:
        return "other"
    if len(stories) >= _FEWEST_STORIES and not is_front_page(outline.parsed.url):
        title = outline.meta.title
        if TOPIC_URL.search(outline.parsed.url) or "专题" in title[:40]:
            return "topic"
        if "专栏" in title[:40] and not any(map(_tells_pages, outline.lines)):
            return "topic"
    if len(stories) > 1 and _PAGE_OF_PAPER.search(outline.parsed.url):
        return "listing"
    if outline.parsed.text.count("<record>") >= _FEWEST_RECORDS:  # Hanweb's rows, for a script to show
        return "listing"
    if any(_PAGER.search(line.text) for line in outline.lines if line.text[:1] == "共"):
        return "listing"
    return "listing" if len(outline.rows) >= 4 or len(stories) >= _FEWEST_STORIES else "other"


def _is_title_of_a_story(outline: Outline, article: Article, ended: bool) -> bool:
    """Whether a page's title begins with its headline, and sentences stand below it.

    It is longer than a column's name, unless the trail says that a text stands here.
    """
    headline = article.headline or ""
    long = len(headline) >= _SHORTEST_HEADLINE or (ended and bool(headline))
    if not (long and outline.meta.title.startswith(headline)):
        return False
    body = article.body or ""
    if not body and article.published_at and article.images:  # told in pictures
        return True
    return "。" in body or _SENTENCE_IN_LETTERS.search(body) is not None


def _is_title(line: Line) -> bool:
    """Whether a line is the linked title of a story, with no more beside it than its day."""
    if line.linked < _SHORTEST_TITLE:
        return False
    return line.link_share > 0.8 or (line.link_share > 0.5 and _HAN.search(line.unlinked) is None)


def _is_foot(outline: Outline, body: str) -> bool:
    """Whether all that is left of a text is what stands around texts: a page's foot, headings of lists of links."""
    if len(body) > _LONGEST_FOOT:
        return False
    lines = body.split("\n")
    if any(len(text) > _LONGEST_HEAD and not _FOOT.search(text) for text in map(_closed, lines)):
        return False
    texts = list(map(_closed, lines))
    heads: set[str] = set()
    if len(body) <= _LONGEST_LEFT:
        heads = {_closed(line.text) for line in outline.lines if _heads_links(outline, line.number)}
    return all(_FOOT.search(text) or text in heads for text in texts)


def _closed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _heads_links(outline: Outline, number: int) -> bool:
    """Whether two links to other pages stand right below a line that is none and ends no sentence."""
    line, below = outline.lines[number], outline.lines[number + 1 : number + 3]
    if line.link_share > 0.2 or line.text[-1:] in "。！？”：:":
        return False
    return len(below) == 2 and all(other.link_share > 0.8 and not links_to_attachment(other) for other in below)


def is_long(article: Article) -> bool:
    """Whether a text has the length and the sentences of a story."""
    lines = (article.body or "").split("\n")
    told = sum(len(line) for line in lines if line.endswith(("。", "”", "！", "？", "）")))
    # In letters the same takes twice as much room.
    return told >= _LONG or sum(len(line) for line in lines if line[-1:] == "." and line.isascii()) >= 2 * _LONG


def _is_mostly_links(outline: Outline) -> bool:
    return sum(line.link_share > 0.8 and len(line.text) >= _SHORTEST_TITLE for line in outline.lines) >= _MANY_LINKS


def _says_nothing(outline: Outline, size: int) -> bool:
    """Whether a page with little text says that it does not exist, or that it is refused."""
    return size < 400 and outline.state is not None


def _tells_nothing(article: Article) -> bool:
    """Whether a text has no sentence, or is one short line that nobody signs, and nothing stands beside it."""
    body = article.body or ""
    if article.images or article.attachments:
        return False
    unsigned = len(body) < _SHORTEST_TEXT and not (article.source or article.credits or "\n" in body)
    return unsigned or SENTENCE.search(body) is None


def _is_what_readers_say(outline: Outline, article: Article) -> bool:
    """Whether a page has what readers say of a text: its title says so, and its headline leads to the text."""
    if (said := _READERS_SAY.search(outline.meta.title)) is None:
        return False
    if said["readers"] and not (article.source and outline.neighbours):
        return True
    own = comparable(article.headline or "").removesuffix("评论")
    return bool(own) and any(line.link_share > 0.8 and line.plain == own for line in outline.lines)


def _has_viewer(outline: Outline) -> bool:
    """Whether a page shows a document in a viewer, and says what to do where it does not, or hands one out."""
    return any(names_attachment(line) or "无法在线浏览此" in line.text[2:12] for line in outline.lines)


def _has_video(outline: Outline) -> bool:
    """Whether a page shows a video or a gallery or plays a sound: in an element of its own, or by a script."""
    for node in outline.tree.iter("video", "audio", "embed", "object", "iframe"):
        address = f"{node.get('src') or ''}{node.get('data') or ''}".lower()
        if node.tag in ("video", "audio") or any(mark in address for mark in _PLAYERS):
            return True
    return _PLAYER.search(outline.parsed.text) is not None


def _is_mostly_rows(outline: Outline, size: int, ended: bool) -> bool:
    return len(outline.rows) >= 8 and size < (_LONGEST_LEFT if ended else 40 * len(outline.rows))


def _is_pressed(outline: Outline, article: Article) -> bool:
    """Whether a page without a sentence shows a page of a paper, whose stories are areas to press."""
    areas = outline.tree.iter("area", "polygon")
    return SENTENCE.search(article.body or "") is None and next(areas, None) is not None


def _is_issue(article: Article) -> bool:
    """Whether a page without a sentence has the name of a paper and its day for a title."""
    return _AN_ISSUE.match(article.headline or "") is not None and SENTENCE.search(article.body or "") is None


def _is_standing(article: Article) -> bool:
    """Whether a page has the title of one that stands for good; a dated call for people is news."""
    headline = squeeze(article.headline or "")
    if not STATIC.match(headline):
        return False
    return not (_CALL.fullmatch(headline) and article.published_at and len(article.body or "") >= _LONG)


def _is_trail(headline: str) -> bool:
    """Whether what was taken for a headline is the way to the page: 首页 › 要闻 › 查看内容."""
    return "首页" in headline[:4] and _TRAIL.match(headline) is not None


def _has_pages_of_a_list(outline: Outline) -> bool:
    return len(outline.rows) >= 2 and any(map(_tells_pages, outline.lines))


def _tells_pages(line: Line) -> bool:
    """Whether a line says how many pages a list has: 共96条 1/16."""
    text = line.text
    return len(text) < 120 and ("页" in text or "共" in text) and _PAGES.search(text) is not None
