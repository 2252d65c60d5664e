"""The element of a page that holds its story, found by its name and by what its lines weigh."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.tree import Node, classes_of, text_of

_CONTAINER = re.compile(
    r"TRS_?U?Editor|trs_editor_view|trs_paper|UCAP-?CONTENT|vsb_?content|v_news_content|^o?zoom(?:con)?$"
    r"|founder-content|rm_txt_(?:con|zw)"
    r"|rwb_zw|show_text|detail-?content|p-detail|art(?:icle|i)?[-_]?(?:content|con|body|text|main|txt|detail)"
    r"|(?:news|info|text|main|post|entry|page|detail|cont)[-_]?"
    r"(?:content|body|text|txt|con)\b|main-?text|fontzoom|font_area|pages_content|wp_article|Custom_UnionStyle"
    r"|endtext|js_content|content_?(?:text|txt|main|box|area)"
    r"|^content$|^article$|conTxt|con_txt|zhengwen|neirong",
    re.I,
)
_PIXELS = re.compile(r"\d+")
_ASIDE = re.compile(
    r"side|aside|related|relate|hot|rank|recommend|foot(?:er)?\b|copyright|comment|share|crumb|nav\b|menu"
    r"|breadcrumb|friend|link-?list|pagenav|prev|next|toolbar|header",
    re.I,
)
_FOOT = re.compile(r"(?<![a-z])foot(?:er)?(?![a-z])")
END = re.compile(
    r"^[\[【（(＞>\s■●◢◆▲※]*(?:本文来源|责任编辑|责编|网络编辑|执行编辑|值班编辑|上一[篇条页则]|下一[篇条页则]|前一篇|后一篇|相关(?:阅读|新闻|文章|链接|报道|推荐|稿件|信息|附件)|延伸阅读|推荐阅读|热门(?:文章|新闻|推荐|阅读)"
    r"|热点(?:新闻|推荐|文章)|精彩推荐|猜你喜欢|更多新闻|分享到|分享[:：]|分享$|分享本文|打\s*印|关闭(?:窗口"
    r"|本页|页面)?[】\])）]?$|扫一扫|返回(?:列表|顶部|首页|上一页)|原创文章[，,]|版权声明|免责声明|特别声明|广告声明|声明[:：]|凡注明|网友评论|我要评论"
    r"|发表评论"
    r"|评论\s*\(?\d*|收藏|点赞|本文(?:网址|链接|地址)|转载请|凡本网|本文共(?:分)?\s*\d+\s*页|编辑推荐|为您推荐|大家都在看|纠错|我要纠错"
    r"|責任編輯|相關(?:新聞|閱讀|文章|報道|報導|鏈接|連結)|延伸閱讀|推薦閱讀|熱門(?:文章|新聞)|版權(?:聲明|所有)|免責聲明|返回頂部"
    r"|【纠错】|友情链接|主办单位|主办[:：]|承办单位|版权所有|Copyright|COPYRIGHT|©|ICP备"
    r"|浏览次数|阅读次数|点击次数|二维码|手机扫|微信扫|责任校对|审核[:：]|初审[:：]|监制[:：]|举报电话|网站声明)"
)
_NOISE_WHOLE = re.compile(
    r"(?:字体|字号|【?字体|打印|关闭|分享|收藏|浏览|阅读|点击|来源)(?:[:：次量\d\s]*\d*\s*次?|\s*[:：丨|｜].{0,30})$"
    r"|(?:大|中|小|A[+-]?|\+|-|TT|微信|微博|QQ|QQ空间|新浪微博|朋友圈|Facebook|Twitter|复制链接)$"
    r"|图集|分享到\W{0,2}$|[【\[（(]?\s*大\s+中\s+小|T[+-]+|关注$|[（(]?(?:本文)?(?:原标题|原题)[:：]|标签[:：]?$|正在加载|加载中|(?:资料|数据|图片)来源[:：]|图片均?来(?:自|源)"
    r"|(?:广告|廣告|advertisement)$|[—–-]{1,2}\s*分享\s*[—–-]{1,2}$|(?:文章|本文)?转载自|本文(?:首发|系|由|经).{0,40}(?:公众号|授权|发布|转载)|原创文章[，,]"
)
# Every alternative begins with a character of its own, so that the search skips what cannot be one.
_NOISE_WITHIN = re.compile(
    r"ICP备|公网安备|版权所有|Copyright|COPYRIGHT|All [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED"
    r"|主办单位[:：]|承办单位[:：]|技术支持[:：]"
    r"|网站标识码|建议使用|分辨率|您的浏览器|链接即将离开|扫码|扫描.{0,4}二维码|javascript"
    r"|打开.{0,12}客户端|打开微信.{0,4}扫一扫|将本文分享至"
    r"|下载.{0,12}客户端|长按.{0,6}二维码|点击.{0,8}(?:关注|订阅|蓝字)"
)
# What tells readers what to do may as well be told of, deep in a sentence.
_OF_A_TOOL, _DEEP = "建分扫打下长点", 30  # first characters; characters before


def is_noise(text: str) -> bool:
    """Whether a line is a page's furniture: a tool, a share button, a licence."""
    if _NOISE_WHOLE.match(text):
        return True
    found = _NOISE_WITHIN.search(text)
    return found is not None and not (found.start() > _DEEP and found[0][0] in _OF_A_TOOL and text[-1] in "。！？”")


# What ends a story wherever it stands; the others end it only near its end.
SURE_END = re.compile(
    r"^[\[【（(＞>\s※]*(?:责任编辑|责编|上一[篇条]|下一[篇条]|前一篇|后一篇|网友评论|我要评论|发表评论|版权声明|免责声明)"
)
_EDGE_WHOLE = re.compile(
    r"\W{0,3}(?:(?:上一页)?[\d\s\[\]]{1,40}(?:下一页|尾页|末页).*|(?<=[（(])[转摘选].{2,40}[）)]|(?:文章|本文|内容|稿件|信息|素材|图文)?(?:综合|摘编|选编|整理)自\s*[:：].*|举报(?:/反馈)?|.{0,4}(?:视频|图片|新闻|文章|专题)推荐|[（(]本文.{0,8}(?:根据|综合|整理自|摘自|节选自|选自|参考).{2,80}[）)]|[（(]?(?:本[文版报]|文中|文内|以上)(?:照片|图片|配图|插图).{0,24}(?:提供|来自|来源|由|出自).{0,20}|单位[:：].{2,30}|.{0,8}(?:新闻热线|热线电话)[:：]?.*|猜你想看.*|往期.{0,6}|推荐阅读.*|查看更多.*|更多(?:内容|新闻|精彩).*|热[点门]搜索|参与互动.*"
    r"|联系本文记者|链接已复制|Play ?Video|本篇新闻.*|网络结果|小程序广告.*"
    r"|返回\S{2,6}[，,]\s*查看更多|发布于[:：]?\S{0,8}|(?:文章)?关键[词字]\s*[:：]?.*|标签[:：].*|.{2,10}公众号|.{2,16}(?:微信号|公众号)[:：].{2,40}|本文章?[为系由].{2,20}原创[，。].{0,20}|[顶踩]一下\W{0,3}\d*|展开全文|阅读全文|下载\S{0,8}|扫\S{0,10}|关注\S{0,10}"
    r"|.{0,6}广告.{0,4}|\+?\d+|图集|视频|分享|收藏|点赞|评论.{0,6}|感谢您(?:访问|阅读).*|(?i:end)\W{0,3}|正文已结束.*|新闻排行|加载中.*|以上.{0,20}不代表.*"
    r"|阅读原文|在看|喜欢此内容的人还喜欢|(?:封面|题图|头图|首图)(?:图片)?(?:来源|来自)?\s*[:：].{0,20}|如需转载.*|读者热线\s*[:：].*|发于.{4,20}总第\s*\d+\s*期.*|杂志(?:原)?标题\s*[:：].*|.{0,40}[点點][我击擊]下[载載](?i:\s*app|客户端).*|关注.{2,30}[，,]\s*(?:获取|了解|查看|第一时间).{0,20}|.{0,30}(?:尽在|下载|打开).{0,12}(?i:app)|成为.{2,10}(?:会员|用户)[，,].*|.{0,30}优惠订阅.*|更多报道(?:详)?见\s*[:：].*|[（(]\s*《[^》]{2,20}》\s*\d{8}(?:\s*\d\d:\d\d)?\s*[）)]|预览时标签不可点.*|微信扫一扫.*|undefined|栏目关注[:：]?.*|责编.{0,12})$"
)
# Every alternative begins with a character of its own here too.
_EDGE_WITHIN = re.compile(
    r"未经.{0,12}(?:授权|许可|允许)|请勿(?:转载|抄袭)|转载.{0,6}注明|声明\s*[:：].{0,20}(?:本网|本站|本文|转载|版权|凡)|不对其真实性负责|仅代表作者(?:个人|本人)?观点|不意味着赞同|仅提供信息存储|使用了您的(?:图片|作品)"
)


def is_edge(text: str) -> bool:
    """Whether a line at the edge of a text is none of it, however it is set."""
    return bool(_EDGE_WHOLE.match(text) or _EDGE_WITHIN.search(text))


_SENTENCE = re.compile(r"[，。；！？、：,;!?]")
_ICON = re.compile(
    r"icon|logo|qrcode|erweima|ewm|blank|spacer|loading|share|weixin|wechat|weibo|banner|btn|button|arrow|dot\."
    r"|line\.|bg[_.]|/ad/|filetypeimages|\.ico$|data:"
)
_MOST, _LIGHT, _PARAGRAPH, _SCRAP, _TWIN = 0.72, 400, 60, 15, 0.3
_NO_CONTAINERS = frozenset(("body", "html", "p", "a", "span"))
MAX_CONSIDERED = 20000  # lines


def weight(line: Line) -> float:
    """Return how much a line looks like a story: its length in characters where it reads like prose."""
    if line.weight is None:
        line.weight = _weigh(line)
    return line.weight


def _weigh(line: Line) -> float:
    text = line.text
    if not text or line.link_share > 0.5 or (len(text) < 200 and is_noise(text)):
        return 0.0
    size = min(len(text), 600)
    if size < 80 and END.match(text):
        return 0.0
    return float(size) if size >= 25 or _SENTENCE.search(text) else size * 0.3


def pictures(line: Line) -> Sequence[Node]:
    """Return a line's pictures, those of the story."""
    if line.pictures is None:
        line.pictures = [image for image in line.images if is_picture(image)] if line.images else ()
    return line.pictures


@dataclass(frozen=True)
class Container:
    """The element that holds the story, what it weighs, whether its name says so; and which block stands in which."""

    node: Node
    weight: float
    named: bool
    parents: Mapping[Node, Node] = field(repr=False, compare=False)

    @cached_property
    def blocks(self) -> AbstractSet[Node]:
        """The element and the blocks that stand in it."""
        found = {self.node}
        # In `parents` the inner blocks come first.
        for block in reversed(list(self.parents)):
            if self.parents[block] in found:
                found.add(block)
        return found

    def holds(self, line: Line) -> bool:
        """Whether a line stands in the element."""
        return line.node in self.blocks


def find_containers(
    lines: Sequence[Line], is_metadata: Callable[[int], bool], parents: Mapping[Node, Node], root: Node
) -> list[Container]:
    """Return the elements that may hold the story among `lines`, those after the headline; the likeliest first.

    At most two: the heaviest that is named as one that holds stories, and where most of the page's prose stands.
    """
    totals, images = _sum_up(lines, is_metadata, parents)
    if not totals:
        return []
    named, dense = _heaviest_named(totals, images, parents), _densest(totals, parents, root)
    if named is None:
        return [dense] if dense.weight > 0 else []
    pictured = images.get(named.node) and dense.weight < _SCRAP
    twins = _twins_of(named.node, totals)
    if twins and twins >= _TWIN * named.weight:
        return [dense, named]
    enough = named.weight >= 0.5 * dense.weight or (named.weight > 0 and dense.weight < _LIGHT) or pictured
    return [named, dense] if enough or dense.weight <= 0 else [dense, named]


def _sum_up(
    lines: Sequence[Line], is_metadata: Callable[[int], bool], parents: Mapping[Node, Node]
) -> tuple[dict[Node, float], dict[Node, int]]:
    """Return what the blocks around some lines weigh, and how many pictures stand in each."""
    totals: dict[Node, float] = {}
    images: dict[Node, int] = {}
    for line in lines[:MAX_CONSIDERED]:
        value = weight(line)
        if value and is_metadata(line.number):
            value = 0.0
        shown = len(pictures(line)) if line.images and line.link_share < 0.5 else 0
        if value or shown:
            totals[line.node] = totals.get(line.node, 0.0) + value
            images[line.node] = images.get(line.node, 0) + shown
    for node, parent in parents.items():
        if node in totals and parent is not node:
            totals[parent] = totals.get(parent, 0.0) + totals[node]
            images[parent] = images.get(parent, 0) + images[node]
    return totals, images


def _heaviest_named(
    totals: Mapping[Node, float], images: Mapping[Node, int], parents: Mapping[Node, Node]
) -> Container | None:
    best: Container | None = None
    names: dict[str, bool] = {}
    for node, total in totals.items():
        if node.tag in _NO_CONTAINERS or (total <= 0 and not images.get(node)):
            continue
        if best is not None and total <= best.weight:
            continue
        for name in filter(None, (node.get("id"), node.get("class"))):
            if name not in names:
                names[name] = bool(_CONTAINER.search(name))
            if names[name] and not _ASIDE.search(classes_of(node)):
                best = Container(node, total, True, parents)
                break
    return best


def _twins_of(node: Node, totals: Mapping[Node, float]) -> float:
    """Return what the other elements of a node's id weigh, where a template sets a story in several of one id."""
    own = node.get("id")
    if not own:
        return 0.0
    twins = [other for other in totals if other is not node and other.get("id") == own]
    around = {node, *node.iterancestors()} if twins else set()
    return sum(totals[other] for other in twins if other not in around and node not in other.iterancestors())


def _densest(totals: Mapping[Node, float], parents: Mapping[Node, Node], root: Node) -> Container:
    """Return the innermost block that still holds most of the prose."""
    children: dict[Node, list[Node]] = {}
    beside: dict[Node, float] = {}  # what stands in a block's asides: a footer says much and tells nothing
    for node in totals:
        parent = parents.get(node)
        if parent is None or parent is node:
            continue
        if _aside(node):
            beside[parent] = beside.get(parent, 0.0) + totals[node]
        else:
            children.setdefault(parent, []).append(node)
    node = root
    while node in children:
        child = max(children[node], key=lambda c: totals[c])
        if (
            totals[child] < _MOST * (totals.get(node, 0.0) - beside.get(node, 0.0))
            or child.tag in ("p", *HEADINGS)
            or not totals[child]
        ):
            break
        if _follows_prose(child, totals) or (child not in children and _is_paragraph(child, totals)):
            break
        node = child
    return Container(node, totals.get(node, 0.0), False, parents)


def _follows_prose(block: Node, totals: Mapping[Node, float]) -> bool:
    """Whether a block without a name goes on a story that bare paragraphs beside it begin: pasted in, no container."""
    if block.get("class") or block.get("id"):
        return False
    return any(
        node.tag in ("p", "section") and not node.get("class") and totals.get(node, 0.0) >= _PARAGRAPH
        for node in block.itersiblings(preceding=True)
    )


def _is_paragraph(block: Node, totals: Mapping[Node, float]) -> bool:
    """Whether a plain block without lines of its own is but one of a row of such that hold a paragraph each."""

    def is_plain(node: Node) -> bool:
        return node.tag == "div" and not node.get("class") and not node.get("id") and node.find(".//br") is None

    return is_plain(block) and any(
        is_plain(node) and totals.get(node, 0.0) >= _SCRAP and text_of(node).rstrip().endswith("。")
        for node in (*islice(block.itersiblings("div"), 2), *islice(block.itersiblings("div", preceding=True), 2))
    )


def _aside(node: Node) -> bool:
    if node.tag in ("aside", "footer", "nav"):
        return True
    name, classes = node.get("id"), node.get("class")
    if node.tag == "body":
        return False
    return bool((name and _ASIDE.search(name)) or (classes and "foot" in classes and _FOOT.search(classes)))


def is_picture(image: Node) -> bool:
    """Whether an image is a picture of the story rather than an icon of the page."""
    source = picture_source(image)
    if not source or _ICON.search(source.lower()):
        return False
    for side in ("width", "height"):
        value = _PIXELS.match(image.get(side, ""))
        if value and int(value[0]) < 60:
            return False
    return True


# Where the scripts that load pictures late look for their addresses (lay-src: layui, _src: UEditor).
_SOURCES = (
    *("data-original", "data-src", "data-url", "data-lazy-src", "data-lazyload", "data-lazy", "data-echo"),
    *("data-actualsrc", "lazy-src", "lay-src", "_src", "oldsrc", "src"),
)


def picture_source(image: Node) -> str:
    """Return the address of an image as written, the real one where it is loaded lazily."""
    names = image.keys()
    for name in _SOURCES:
        value = (image.get(name) or "").strip() if name in names else ""
        if value and not value.startswith("data:") and (name == "src" or "." in value or "/" in value):
            return value
    return ""
