"""The element of a page that holds its story, found by its name and by what its lines weigh."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from crawler.extraction.attachments import links_to_attachment
from crawler.extraction.furniture import is_end, is_noise
from crawler.extraction.pictures import pictures
from crawler.extraction.text import BLOCKS, HEADINGS, Line
from crawler.extraction.tree import Node, classes_of, shortly, text_of

_CONTAINER = re.compile(
    r"trs_?u?editor|trs_editor_view|trs_paper|ucap-?content|vsb_?content|v_news_content"
    r"|founder-content|rm_txt_(?:con|zw)"
    r"|rwb_zw|show_text|detail-?content|p-detail|art(?:icle|i)?[-_]?(?:content|con|body|text|main|txt|detail)"
    r"|(?:news|info|text|main|post|entry|page|detail|cont)[-_]?"
    r"(?:content|body|text|txt|con)\b|main-?text|fontzoom|font_area|pages_content|wp_article|custom_unionstyle"
    r"|endtext|js_content|content_?(?:text|txt|main|box|area)"
    r"|contxt|con_txt|zhengwen|neirong"
)
_CONTAINERS = frozenset(("content", "article", "zoom", "zoomcon", "ozoom", "ozoomcon"))
_ASIDE = re.compile(
    r"side|aside|related|relate|hot|rank|recommend|foot(?:er)?\b|copyright|comment|share|crumb|nav\b|menu"
    r"|breadcrumb|friend|link-?list|pagenav|prev|next|toolbar|header"
)
_FOOT = re.compile(r"(?<![a-z])(?:foot(?:er)?|comments?|cmt|pinglun|liuyan)(?![a-z])")
_SENTENCE = re.compile(r"[，。；！？、：,;!?]")
# ① 凡本网注明……
_LICENCE = re.compile(r".{0,3}凡本[网站]")
# What heads the beginnings of other stories, which may say more than the story above them.
_OTHERS = re.compile(
    r"(?:其[他它]人|大家|[别別]人|网友|網友)(?:都|也|还|還)在看|猜[你您]喜[欢歡]|[为為][你您]推[荐薦]|(?:[热熱][门門]|相[关關]|更多)推[荐薦]"
)
_MOST, _LIGHT, _PARAGRAPH, _SCRAP, _TWIN = 0.72, 400, 60, 15, 0.3
_SEVERAL_PICTURES = 3
_NEAR, _OUTER = 6, 4  # lines, blocks around one
_SHORT_HEADING, _FEW_PARAGRAPHS = 8, 150  # characters
_ROWS, _CELLS, _DEEP = 6, 4, 4  # of a table: rows looked at, cells of a row, texts of a cell
_LONGEST_LABEL = 12  # of a form's, characters
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
    if (size < 80 and is_end(text)) or ("凡本" in text[:5] and _LICENCE.match(text)):
        return 0.0
    return float(size) if size >= 25 or _SENTENCE.search(text) else size * 0.3


@dataclass(frozen=True)
class Container:
    """The element that holds the story, what it weighs and whether its name says so."""

    node: Node
    weight: float
    named: bool

    @cached_property
    def blocks(self) -> AbstractSet[Node]:
        """The element and the blocks that stand in it."""
        return set(self.node.iter(*BLOCKS))

    def holds(self, line: Line) -> bool:
        """Whether a line stands in the element."""
        return line.node in self.blocks


def find_containers(
    lines: Sequence[Line],
    is_metadata: Callable[[int], bool],
    parents: Mapping[Node, Node],
    root: Node,
    *,
    titled: bool = False,
) -> list[Container]:
    """Return the elements that may hold the story among `lines`, those after the headline; the likeliest first.

    At most two: the heaviest that is named as one that holds stories, and where most of the page's prose stands.
    Of a page without prose, `titled` by a headline above `lines`, the block around the pictures or the documents right
    below it.
    """
    totals, images = _sum_up(_above_others(lines) if titled else lines, is_metadata, parents)
    if not totals:
        return []
    named, dense = _heaviest_named(totals, images, parents), _densest(totals, parents, root)
    if titled and named is None and dense.weight < _SCRAP and (shown := _of_pictures(lines, parents)) is not None:
        return [shown]
    if titled and named is None and 0 < dense.weight < _LIGHT:
        kept = _of_documents(lines, is_metadata, parents)
        # Others' beginnings below it may be a paragraph long, but its own element is where stories stand.
        if kept is not None and (dense.weight < _PARAGRAPH or _is_called_so(kept.node)):
            return [kept]
        if (told := _of_a_picture_and_what_it_shows(lines, parents)) is not None:
            return [told]
    if named is None:
        return [dense] if dense.weight > 0 else []
    # The foot of a page may say more than its pictures do.
    shown_in_it = images.get(named.node, 0)
    pictured = shown_in_it and dense.weight < (_PARAGRAPH if shown_in_it >= _SEVERAL_PICTURES else _SCRAP)
    twins = _twins_of(named.node, totals)
    if twins and twins >= _TWIN * named.weight:
        return [dense, named]
    enough = named.weight >= 0.5 * dense.weight or (named.weight > 0 and dense.weight < _LIGHT) or pictured
    return [named, dense] if enough or dense.weight <= 0 else [dense, named]


def _above_others(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines above what heads the beginnings of other stories, where a few paragraphs are told there."""
    for place, line in enumerate(lines):
        if len(line.text) <= _SHORT_HEADING and _OTHERS.fullmatch(line.text):
            told = sum(weight(above) for above in lines[:place] if above.link_share < 0.5)
            return lines[:place] if told >= _FEW_PARAGRAPHS else lines
    return lines


def _sum_up(
    lines: Sequence[Line], is_metadata: Callable[[int], bool], parents: Mapping[Node, Node]
) -> tuple[dict[Node, float], dict[Node, int]]:
    """Return what the blocks around some lines weigh, and how many pictures stand in each."""
    totals: dict[Node, float] = {}
    images: dict[Node, int] = {}
    for line in lines[:MAX_CONSIDERED]:
        # Most lines of a page are its links.
        if line.link_share > 0.5:
            continue
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
                names[name] = _holds_stories(name)
            if names[name] and not _ASIDE.search(classes_of(node)):
                best = Container(node, total, True)
                break
    return best


def _holds_stories(name: str) -> bool:
    """Whether an id or a class is that of an element that holds stories."""
    lower = name.lower()
    return lower in _CONTAINERS or _CONTAINER.search(lower) is not None


def _is_called_so(node: Node) -> bool:
    """Whether an element has the name of one that holds stories."""
    return any(map(_holds_stories, filter(None, (node.get("id"), node.get("class")))))


def _of_pictures(lines: Sequence[Line], parents: Mapping[Node, Node]) -> Container | None:
    """Return the block around the pictures that stand right below a headline: what a notice is scanned as."""
    at = _first_picture(lines)
    return None if at is None else _block_of(lines[at], parents)


def _first_picture(lines: Sequence[Line]) -> int | None:
    """Return which of the lines right below a headline shows a picture first."""
    return next((n for n, line in enumerate(lines[:_NEAR]) if pictures(line) and line.link_share < 0.5), None)


def _of_a_picture_and_what_it_shows(lines: Sequence[Line], parents: Mapping[Node, Node]) -> Container | None:
    """Return the block around a picture right below a headline where it alone tells something: others name stories."""
    at = _first_picture(lines)
    block = None if at is None else _block_of(lines[at], parents)
    if at is None or block is None:
        return None
    # All that stands apart from the metadata above is the story's.
    for _ in range(_OUTER if at else 0):
        around = parents.get(block.node, block.node)
        wider = Container(around, 0.0, False)
        if around.tag in _NO_CONTAINERS or any(map(wider.holds, lines[:at])):
            break
        block = wider
    inside = any("。" in line.text for line in lines if block.holds(line))
    beside = (line for line in lines if line.link_share < 0.5 and not block.holds(line))
    return block if inside and not any("。" in line.text or pictures(line) for line in beside) else None


def _block_of(line: Line, parents: Mapping[Node, Node]) -> Container | None:
    """Return the block around a line as what holds a story without prose, or None where none can."""
    node = line.node
    while node.tag in _NO_CONTAINERS and parents.get(node, node) is not node:
        node = parents[node]
    return None if node.tag in _NO_CONTAINERS or _aside(node) else Container(node, 0.0, False)


def _of_documents(
    lines: Sequence[Line], is_metadata: Callable[[int], bool], parents: Mapping[Node, Node]
) -> Container | None:
    """Return the block around a document that stands right below a headline, where anything told stands below it."""
    told = 0.0
    for line in lines[:_NEAR]:
        if links_to_attachment(line):
            return _block_of(line, parents)
        told += 0.0 if is_metadata(line.number) else weight(line)
        if told >= _SCRAP:
            return None
    return None


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
    for node in totals:
        parent = parents.get(node)
        if parent is not None and parent is not node:
            children.setdefault(parent, []).append(node)
    node = root
    while node in children:
        inside, beside = [], 0.0
        for child in children[node]:
            if _aside(child):
                beside += totals[child]  # a footer says much and tells nothing
            else:
                inside.append(child)
        if not inside:
            break
        child = max(inside, key=lambda c: totals[c])
        if totals[child] < _MOST * (totals.get(node, 0.0) - beside) or not totals[child]:
            break
        if child.tag == "p" or child.tag in HEADINGS or (child.tag == "table" and is_of_data(child)):
            break
        if _follows_prose(child, totals) or (child not in children and _is_paragraph(child, totals)):
            break
        if child.tag == "section" and _is_one_of_a_row(child, totals):
            break
        node = child
    return Container(node, totals.get(node, 0.0), False)


def is_of_data(table: Node) -> bool:
    """Whether a table is no frame around a story but a part of it: its rows have a word in each of many cells.

    Or a label and its value each, as a form has.
    """
    full = labelled = 0
    for row in islice(table.iter("tr"), _ROWS):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        full += (
            len(cells) >= _CELLS
            and sum(any(not text.isspace() for text in islice(c.itertext(), _DEEP)) for c in cells) >= _CELLS
        )
        labelled += len(cells) == 2 and _is_label_of_form(cells[0]) and not _is_empty(cells[1])
    return full > 1 or labelled >= _CELLS


def _is_label_of_form(cell: Node) -> bool:
    text = "".join((shortly(cell, _LONGEST_LABEL) or "").split())
    return len(text) > 1 and _SENTENCE.search(text) is None


def _is_empty(cell: Node) -> bool:
    return all(text.isspace() for text in cell.itertext())


def _follows_prose(block: Node, totals: Mapping[Node, float]) -> bool:
    """Whether a block without a name goes on a story that bare paragraphs beside it begin: pasted in, no container."""
    if block.get("class") or block.get("id"):
        return False
    return any(
        node.tag in ("p", "section") and not node.get("class") and totals.get(node, 0.0) >= _PARAGRAPH
        for node in block.itersiblings(preceding=True)
    )


def _is_paragraph(block: Node, totals: Mapping[Node, float]) -> bool:
    """Whether a block without lines of its own is but one of a row of such that hold paragraphs each."""
    name = block.get("class")

    def is_plain(node: Node) -> bool:
        return (node.tag == "div" or node.tag == "p") and node.get("class") == name and not node.get("id")

    if not is_plain(block):
        return False
    following = list(islice(block.itersiblings("div", "p"), 3))
    # Of a notice the last is a few words: 特此通知。
    last = following[0] if len(following) == 1 and following[0].getnext() is None else None
    return any(map(_is_set_to_the_right, following)) or any(
        (weighs := totals.get(node, 0.0)) > 0
        and (weighs >= _SCRAP or node is last)
        and is_plain(node)
        and text_of(node).rstrip().endswith("。")
        for node in (*following[:2], *islice(block.itersiblings("div", "p", preceding=True), 2))
    )


def _is_one_of_a_row(section: Node, totals: Mapping[Node, float]) -> bool:
    """Whether a section without a name is one of those, alike in style, in which an editor sets a paragraph each."""
    style = section.get("style")
    if section.get("class") or section.get("id") or not style:
        return False
    beside = (*islice(section.itersiblings("section"), 2), *islice(section.itersiblings("section", preceding=True), 2))
    return any(
        node in totals and node.get("style") == style and text_of(node).rstrip().endswith("。") for node in beside
    )


def _is_set_to_the_right(block: Node) -> bool:
    """Whether a block holds who signs a notice, or when: words set to the right."""
    return block.get("align") == "right" and bool((block.text or "").strip())


def _aside(node: Node) -> bool:
    if node.tag in ("aside", "footer", "nav"):
        return True
    name, classes = node.get("id"), node.get("class")
    if node.tag == "body":
        return False
    # Two strokes are a framework's own, around all of a page: __next, __nuxt.
    return bool((name and name[:2] != "__" and _ASIDE.search(name.lower())) or (classes and _FOOT.search(classes)))
