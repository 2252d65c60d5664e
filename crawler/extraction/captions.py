"""What says what a picture shows: captions by their class, their place, their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from crawler.extraction.characters import squeeze
from crawler.extraction.pictures import pictures
from crawler.extraction.signatures import signature_credits
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of, shortly

_CAPTION_CLASS = re.compile(
    r"caption|pictext|pic_?text|tuzhu|tushuo|picture-?illustrating|(?:img|image)_?desc|photo_?desc|pic_?intro"
    r"|image_?text|figcaption|pic-?info|(?:photo|pic|img)_title"
)
_PICTURE_CLASS = re.compile(r"img|pic(?!k)|photo|figure")
_CAPTION_START = re.compile(
    r"^\s*(?:[▲△↑▼↓▽◀►■◎●◆]|图(?:为|\d{1,2}(?:[:：为]|[\s.．](?=\s*[\u4e00-\u9fff]))|片说明|说明|[一二三四五六七八九]{1,2}[:：为])"
    r"|[（(]图(?:为|片说明)|上图|下图|左图|右图|[左右][上下]图[:：]|[大小]图[:：]|资料图|[图圖](?:源|片来源)?(?=[:：]))"
)
_DESC = re.compile(r"(?<![a-z])desc(?:ription)?(?![a-z])")  # of a picture only right below one
_SIGNS_OF_AN_END = "摄攝图圖发照"  # every end of a caption has one; most lines have not
_CAPTION_END = re.compile(
    r"(?:摄|供图|摄影|/摄|攝|攝影)\s*[）)]?\s*[。]?$|(?<![蓝宏企意])图(?:\s*[）)]\s*。?)?$"
    # 云溪日报发; a sentence may end in 出发, as another does in 蓝图.
    r"|(?:(?<=[社网报台刊觉稿片)）])\s*发|[（(][^（）()。，]{2,12}发)\s*[）)]?\s*。?$|摄\s*[（(][^（）()。]{2,12}[)）]$"
    r"|(?:图片|照片|配图)均?[由为][^，。！？]{2,20}提供\s*[）)]?。?$|(?:^|[。！？\s（(])(?:图片?|摄影)\s*[/／]\s*[^\s，。！？]{2,12}[）)]?$"
    # 晒谷场上的晚稻。图：受访者提供
    r"|^[^。！？]{0,50}[。！？\s（(]图(?:片|源)?\s*[:：]\s*[^\s，。！？]{2,12}[）)]?$"
    # （圖/ 取自 Wikipedia）, （互联网照片）
    r"|[（(](?:[图圖]片?\s*[/／]\s*[^，。！？（()）]{2,30}|[^，。！？（()）]{0,8}照片(?:取自[^，。！？（()）]{2,20})?)[）)]$"
)
# 晒谷场上的晚稻（《云溪日报》）, 晒谷场上的晚稻（云溪网站）。 short and no sentence.
_OUTLET_BEHIND = r"[（(](?:[^（()），。]{0,10}(?:社|报|网站?|台|新闻|视频|图片)》?)[）)]"
_FROM_OUTLET = re.compile(rf"[^。！？；]{{4,28}}{_OUTLET_BEHIND}|[^，。！？；]{{4,40}}{_OUTLET_BEHIND}。?")
# 晒谷场上的晚稻。（图片来源：云溪网）, 晒谷场上的晚稻。资料图片
_SOURCED = re.compile(
    r"[^。！？]{2,50}[。！？]?[（(](?:图片)?来源\s*[:：][^（()）。，]{2,20}[)）]|.*资料(?:图片|照片)[）)]?"
)
# 老孟（右一）在渡口。
_WHERE_IN_IT = re.compile(r"[（(](?:[前后]排)?[左右](?:起?第?[一二三四五六七八九])?[)）][^？！；]*$")
# …七天的比赛。中新社发 张三 摄
_SIGNED_PICTURE = re.compile(
    r"[。）]\s*(?:[\u4e00-\u9fff]{2,5}[社报网]发|新华社记者|本报记者)\s*[\u3400-\u9fff]{2,4}\s*摄\s*[）)]?$"
)
_CLAUSE_MARK = re.compile(r"[，。！？；：:]|^[一二三四五六七八九十\d][、.．]")
# ……昨天下水。（云溪县委组织部/文 云溪县委办公室/图） signs the story.
_OF_THE_STORY = re.compile(r"[。！？”]\s*[（(][^（()）]{0,40}(?:[/／]\s*文|文\s*[/／])[^（()）]{0,40}[)）]$")
# 孟浩/文 林舟/图
_WROTE = re.compile(r"[\u3400-\u9fff]{2,3}\s*[/／]\s*文\s+[\u3400-\u9fff]{2,3}\s*[/／]\s*(?:图|摄)")
_MIDDLE = ("center", "middle")  # as browsers of 2000 have it
_CENTRED_CLASS = re.compile(r"(?:text|align|f)[-_]?center", re.I)
_BYLINE = re.compile(r"(?:记者|通讯员|作者)[\s:：/]{1,3}[\u4e00-\u9fff·、 ]{2,12}$")
# ■ 记者 张三 below a picture signs the story.
_SIGNED = re.compile(r"[■●◆□]\s*\S{0,6}(?:记者|通讯员)[\s:：/]{1,3}[\u3400-\u9fff·、 ]{2,20}")
_NUMBERED = re.compile(r"(?:No|NO|TOP|Top)?\.?\s*\d{1,2}\s*[.．、:：]")
_FULL_STOPS = frozenset("。！？；”")
_ENOUGH_PICTURES, _FEW_IN_A_BOX = 3, 3
_SMALL = 200  # characters of a block around a picture, spaces counted
_LONGEST_BYLINE, _LONGEST_MARKED = 60, 8  # characters, of a marked crosshead
_LONGEST_SIGNED = 400  # characters of what a picture shows and who took it
_SHORT, _LONGEST_LEGEND, _LONGEST_ALTERNATIVE = 40, 32, 160  # characters


def is_centred(line: Line) -> bool:
    """Whether a line is set in the middle."""
    node = line.node
    style, align = node.get("style"), node.get("align")
    return (
        (style is not None and "center" in style.lower())
        or (align is not None and align.lower() in _MIDDLE)
        or node.tag == "center"
        or ("center" in (node.get("class") or "") and _CENTRED_CLASS.search(node.get("class") or "") is not None)
    )


def is_caption(
    line: Line, after_image: bool, centring_tells: Callable[[], bool] = lambda: True, *, only: bool = False
) -> bool:
    """Whether a line says what the picture above it shows; `only`: nothing else is said in the story's block."""
    if _CAPTION_CLASS.search(classes_of(line.node)) or line.node.tag == "figcaption":
        return True
    if not after_image or len(line.text) > 120:
        return after_image and len(line.text) <= _LONGEST_SIGNED and _SIGNED_PICTURE.search(line.text) is not None
    centred = is_centred(line) and not line.bold and not _is_sentence(line.text) and centring_tells()
    if line.text[0] in "■●◆□" and (
        _SIGNED.fullmatch(line.text) or _is_marked(line.text) or line.text.count(line.text[0]) > 1  # several points
    ):
        return False
    named = bool(
        _FROM_OUTLET.fullmatch(line.text)
        or _CAPTION_START.match(line.text)
        or _ends_caption(line.text)
        or _DESC.search(classes_of(line.node))
        or (("来源" in line.text or "资料" in line.text) and _SOURCED.fullmatch(line.text))
        or (("左" in line.text or "右" in line.text) and _WHERE_IN_IT.search(line.text))
        or "。图为" in line.text
        or "。圖為" in line.text
    )
    if named or (centred and len(line.text) <= 60) or _is_in_box_of_picture(line, only):
        return True
    return _is_in_centred_block(line) and centring_tells()


def _is_in_centred_block(line: Line) -> bool:
    """Whether bare words stand below a picture in one block that is set in the middle with it."""
    if line.bold or line.links or not is_centred(line) or line.pieces[0].startswith("\u3000\u3000"):
        return False
    return line.node.find(".//img") is not None


def _is_in_box_of_picture(line: Line, only: bool) -> bool:
    """Whether a line below a picture shares with it a block of their own: called after it, or with no other words."""
    box = line.node.getparent()
    if box is None or len(box) > _FEW_IN_A_BOX or line.bold or line.links or _is_sentence(line.text):
        return False
    if box.find(".//img") is None:
        return False
    if _PICTURE_CLASS.search(classes_of(box)) is not None:
        return True
    return not (only or _CLAUSE_MARK.search(line.text)) and squeeze(shortly(box, _SMALL) or "") == line.text


def _is_marked(text: str) -> bool:
    """Whether a line is a crosshead with a mark before it."""
    return text[:1] in "●◆" and len(text) <= _LONGEST_MARKED and "图" not in text


def is_byline(line: Line) -> bool:
    """Whether a line below a picture says who wrote the story rather than what the picture shows."""
    text = line.text
    if len(text) > _LONGEST_BYLINE or "摄" in text[-3:]:
        return False
    if not ("记者" in text or "通讯员" in text or ("文" in text and _WROTE.search(text))):
        return False
    # 云溪日报记者 孟浩 文/图 makes an author of the reporter.
    return any(credit.role in ("reporter", "correspondent", "author") for credit in signature_credits(line.half))


def is_alternative(line: Line, image: Node) -> bool:
    """Whether a line below a picture is the text that stands for the picture where it is not shown."""
    if line.pieces[0].startswith("\u3000\u3000") and line.text[-1] == "。":  # a paragraph that a template told again
        return False
    told = image.get("alt") or image.get("title") or ""
    return 4 <= len(line.text) <= _LONGEST_ALTERNATIVE and line.text == squeeze(told)


def _is_sentence(text: str) -> bool:
    """Whether a line reads as one of a story's own sentences rather than as what a picture shows."""
    return text.endswith(("？", "！", "；", "，")) or (len(text) > _LONGEST_LEGEND and text.endswith("。"))


def is_own_caption(line: Line) -> bool:
    """Whether the text in one block with a picture says what it shows."""
    apart = _CAPTION_START.match(line.text) or _PICTURE_CLASS.search(classes_of(line.node)) or _is_beside_picture(line)
    return bool(apart) and len(line.text) <= 120


def _is_beside_picture(line: Line) -> bool:
    """Whether a block is a picture and an element with all the words there are, which make no sentence."""
    node = line.node
    if len(node) != 2 or node.tag == "p" or node[0].tag != "img" or node[1].tag not in ("span", "em", "i"):
        return False
    return 4 <= len(line.text) <= _SHORT and len(line.pieces) == 1 and line.text[-1] not in _FULL_STOPS


def _is_short(line: Line) -> bool:
    boxed = line.text[:1] == "【" and line.text[-1] == "】"  # a crosshead
    return 4 <= len(line.text) <= _SHORT and line.link_share < 0.5 and not (boxed or _is_marked(line.text))


def _ends_caption(text: str) -> bool:
    """Whether a line ends as captions do: with who took the picture, or whence it is."""
    if not any(map(text.__contains__, _SIGNS_OF_AN_END)) or _CAPTION_END.search(text) is None:
        return False
    return "文" not in text[-_LONGEST_BYLINE:] or _OF_THE_STORY.search(text) is None


def _is_legend(line: Line) -> bool:
    """Whether a line below a picture may say what it shows: a short one, or one that says whose it is."""
    if len(line.text) <= _LONGEST_ALTERNATIVE and _ends_caption(line.text):
        return True
    return _is_short(line) and _BYLINE.search(line.text) is None


def legends(inside: Sequence[Line]) -> set[int]:
    """Return the short lines of a story whose short lines stand below its pictures alone: they say what those show."""
    pictured = {n for n, line in enumerate(inside) if line.images and not line.text}
    pictured = {n for n in pictured if pictures(inside[n]) and n + 1 not in pictured}
    if not pictured:
        return set()
    below = {n + 1 for n in pictured if n + 1 < len(inside) and _is_legend(inside[n + 1])}
    if not below or any(inside[n].text[-1] in "，；" for n in below):  # verses, not what pictures show
        return set()
    # Numbered, they head what follows.
    if len(below) >= _ENOUGH_PICTURES and all(map(_NUMBERED.match, (inside[n].text for n in below))):
        return set()
    sentences = [n for n, line in enumerate(inside) if len(line.text) > _SHORT and line.text[-1] in _FULL_STOPS]
    first, last = (sentences[0], sentences[-1]) if sentences else (0, 0)
    if len(below) != len(pictured) and (not last or any(n < last and n + 1 not in below for n in pictured)):
        return set()
    short = [n for n, line in enumerate(inside[:last]) if _is_short(line) and n not in below]
    few = len(pictured) < _ENOUGH_PICTURES
    if any(few or (n > first and inside[n].text[-1] not in _FULL_STOPS) for n in short):
        return set()
    # Of few pictures, words that are neither set off as a crosshead nor a clause, with the story going on below; so
    # where a short sentence stands beside them.
    if short:
        below = {n for n in below if n < last}
    if (few or short) and any(n >= last or inside[n].bold or _CLAUSE_MARK.search(inside[n].text) for n in below):
        return set()
    return {inside[n].number for n in below}
