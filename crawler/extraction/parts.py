"""The further pages of an article on several: `12_2.html`, `12.aspx?page=2`, `view.php?aid=12&pageno=2`.

Each page may name all of them, or only the next one. WordPress counts in the path, `/archives/123/2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extraction.canonical import canonical_url
from crawler.extraction.characters import squeeze
from crawler.extraction.pagers import counted, pagers

# 2, [2], 第2页, 2、攻坚, 第二页：攻坚.
_PLACE = re.compile(r"[\[【(（]?\s*第?\s*0?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[页、.．:：\]】)）]|$)")
_ONWARDS, _BACKWARDS = ("下一页", "尾页", "末页"), ("上一页", "首页")
_ARROWS = "<>«»‹›＜＞ "
_NUMBERED = re.compile(r"(?P<stem>.+)(?P<mark>[-_])(?P<number>\d{1,2})(?P<ending>\.\w+)")
_BELOW = re.compile(r"(?P<first>[^?]*/[^/?.]*\d[^/?.]*)/(?P<number>\d{1,2})/?")
_NUMBER = re.compile(rb"\d{1,2}\.")
_LIST_STEM = re.compile(r"/(?:index|list|default)(?:_\d+)?$", re.I)
_PAGE = re.compile(r"^(?:page|p|pn|page_?(?:no|num|index|number|id)|cur(?:rent)?page|start)$", re.I)
_PAGE_NAMED = re.compile(rb"[?&;](?:p|pn|page\w{0,6}|cur\w{0,4}page|start)=\d", re.I)
_FROM_START = re.compile(r"(?<=[?&])start=[1-9]\d?(?:&|$)")  # Joomla counts the pages behind the first
# A script has two names: /e/action/ShowInfo.php, /e/action/ShowInfo/.
_SCRIPT = re.compile(r"(?:/(?:index\.\w+)?|\.php)$")
_TRS = re.compile(r"t\d{8}_\d+$")
CALLED_AT_MOST = 60  # pages
_NEAR = 400  # characters
# How many pages a script says there are, and that this is the first of them.
_COUNT = re.compile(
    r"""\b(?:count_?pages?|pages?_?(?:count|total|num)|total_?pages?|max_?page)\s*=\s*["']?(?P<number>\d{1,2})\b""",
    re.I,
)
_HERE = re.compile(
    r"""\b(?:cur(?:r|rent)?_?page|page_?(?:no|index)|this_?page|page)\s*=\s*["']?(?P<number>[01])\b""", re.I
)

Label = tuple[str, str]  # where a link leads, absolute, and its text


# What quotes a text in a script, and what stands behind it there.
_QUOTES, _ENDS = (b'"', b"'"), (b";", b",", b"\r", b"\n")
NAMED, QUOTED, NOTHING = "named", "quoted", ""


def naming_of(url: str, page: bytes) -> str:
    """Return whether a page names, anywhere, what would be another page of its article, or quotes its own name alone.

    Most pages do neither. It is looked for in the bytes, where that takes a fraction of the time: what is looked for
    is ASCII.
    """
    if "?" in url:
        asks = _PAGE_NAMED.search(page) or _PAGE_NAMED.search(url.encode("utf-8", "surrogatepass"))
        return NAMED if asks else NOTHING
    if match := _NUMBERED.fullmatch(url):
        name, ending = match["stem"].rpartition("/")[2], match["ending"]
        own = match["number"].encode()
        if f"{name}{ending}".encode("utf-8", "surrogatepass") in page or _named(page, name, ending[1:], own) == NAMED:
            return NAMED
    stem, _, ending = url.rpartition(".")
    if "/" in ending:
        below = _BELOW.fullmatch(url)
        named = [
            *(f"{url.rstrip('/').rpartition('/')[2]}{mark}" for mark in ("/2", "?page=2", "?start=1")),
            *([below["first"].rpartition("/")[2]] if below else []),
        ]
        return NAMED if any(name.encode("utf-8", "surrogatepass") in page for name in named) else NOTHING
    return _named(page, stem.rpartition("/")[2], ending) if stem else NOTHING


def _named(page: bytes, name: str, ending: str, but: bytes = b"") -> str:
    """Return how a page names a further page, `123-2.html` or `123_2.html`, anywhere, `but` one of that number."""
    own, last = name.encode("utf-8", "surrogatepass"), ending.encode("utf-8", "surrogatepass")
    asked = b"." + last + b"?"
    place = page.find(own) if own else -1  # nothing is found everywhere
    found = NOTHING
    while place >= 0:
        place += len(own)
        mark = page[place : place + 1]
        if mark == b"." and page.startswith(asked, place) and _PAGE_NAMED.match(page, place + len(asked) - 1):
            return NAMED
        if (
            mark in _QUOTES
            and page[place + 1 : place + 2] in _ENDS
            and page[place - len(own) - 1 : place].startswith(mark)
        ):
            found = QUOTED  # var name = "123";
        if mark in (b"-", b"_"):
            match = _NUMBER.match(page, place + 1)
            if match is not None and match[0][:-1] != but and page.startswith(last, match.end()):
                return NAMED
        place = page.find(own, place)
    return found


def may_be_part(url: str) -> bool:
    """Whether an address is numbered as the further pages of an article are."""
    return bool(_NUMBERED.fullmatch(url) or _BELOW.fullmatch(url)) or ("?" in url and _without_page(url)[1] is not None)


def further_pages(first: str, links: Iterable[Label]) -> dict[int, str]:
    """Return by number the further pages of the article at `first`, a canonical address, that a page links to.

    A file is known by its name, whatever the link says; the same script may make other things with a page's number,
    and what stands beside `show-12-370-1.html` may be another article.
    """
    found: dict[int, str] = {}
    for given, label in links:
        url = canonical_url(given) if ";" in given else given  # a session behind the path
        if ("?" in first or "?" in url) and not _leads_on(label):
            continue
        number = number_of(url, first)
        # What readers say of an article may be counted by its rows.
        if number is not None and _FROM_START.search(url) and _place_of(label) not in (None, number + 1):
            continue
        if number is None and (below := _BELOW.fullmatch(url)) is not None and below["first"] == first.rstrip("/"):
            number = int(below["number"]) if int(below["number"]) == _place_of(label) else None
        if number is None and (beside := number_beside(url, first)) is not None:
            number = beside if beside == _place_of(label) else None
        if number is not None:
            found[number] = url
    return dict(sorted(found.items()))


def _leads_on(label: str) -> bool:
    text = squeeze(label).strip(_ARROWS)
    match = _PLACE.match(text)
    return text in _ONWARDS or (match is not None and match["number"] not in ("1", "一"))


def _place_of(label: str) -> int | None:
    """Return the number of the page that a link says it leads to, and nothing else."""
    match = _PLACE.match(squeeze(label))
    return int(match["number"]) if match is not None and match["number"].isdecimal() else None


def _leads_back(label: str) -> bool:
    text = squeeze(label).strip(_ARROWS)
    match = _PLACE.match(text)
    return text in _BACKWARDS or (match is not None and match["number"] in ("1", "一"))


def parts_called(first: str, text: str) -> list[str]:
    """Return the further pages of the article at `first` that its own paging call tells of."""
    stem, _, ending = first.rpartition(".")
    name = stem.rpartition("/")[2]
    # TRS's own loop, var countPage = 3; … "t20200313_33" + "_" + i, has the article's name in it.
    if _TRS.match(name) and "countPage" in text and re.search(rf"{name}[\"']\s*\+\s*[\"']_[\"']", text):
        return [f"{stem}_{number}.{ending}" for number in range(1, min(counted(text), CALLED_AT_MOST))]
    return [
        f"{stem}_{number}.{ending}"
        for pager in pagers(text)
        if pager.name == name and pager.ext == ending and not _LIST_STEM.search(stem)
        for number in pager.numbers[:CALLED_AT_MOST]
    ]


def parts_counted(first: str, scripts: str) -> list[str]:
    """Return the further pages of the article at `first` by what its scripts tell a file that draws its pager.

    They say how many pages there are, which this is, the first, and its name: `var pages = 3, page = 1, name = "12"`.
    """
    stem, _, ending = first.rpartition(".")
    name = stem.rpartition("/")[2]
    at = next((place for quote in "\"'" if (place := scripts.find(f"{quote}{name}{quote}")) >= 0), -1)
    if at < 0 or not scripts[max(0, at - 3) : at].rstrip().endswith("=") or _LIST_STEM.search(stem):
        return []
    # What is told stands together.
    near = scripts[max(0, at - _NEAR) : at + _NEAR]
    count, here = _COUNT.search(near), _HERE.search(near)
    if count is None or here is None:
        return []
    start = 1 if here["number"] == "0" else 2
    last = min(int(count["number"]), CALLED_AT_MOST)
    return [f"{stem}_{number}.{ending}" for number in range(start, last + start - 1)]


def number_of(url: str, first: str) -> int | None:
    """Return which further page of the article at `first` an address is by its own number, or None for none."""
    if "?" not in first and "?" not in url:
        stem, _, ending = first.rpartition(".")
        if not stem or "/" in ending or _LIST_STEM.search(stem):
            return None
        match = re.fullmatch(rf"{re.escape(stem)}[-_](\d{{1,2}})\.{re.escape(ending)}", url)
        return int(match[1]) if match else None
    base, number = _without_page(canonical_url(url))
    return number if number is not None and base == _without_page(first)[0] else None


def number_beside(url: str, first: str) -> int | None:
    """Return which further page an address is where the first has a number itself: `show-12-370-1.html`."""
    here = None if "?" in first else _NUMBERED.fullmatch(first)
    if here is None or here["number"] != "1" or _LIST_STEM.search(here["stem"]):
        return None
    there = _NUMBERED.fullmatch(url)
    same = there is not None and all(here[part] == there[part] for part in ("stem", "mark", "ending"))
    return int(there["number"]) if there is not None and same and there["number"] != "1" else None


def first_of(url: str, links: Sequence[Label]) -> str | None:
    """Return the first page of the article that the page at `url`, a canonical address, leads back to; else None."""
    labels = [(canonical_url(link), label) for link, label in links if _leads_back(label)]
    leads_back = [link for link, _ in labels]
    if "?" not in url:
        match = None if _LIST_STEM.search(url.rpartition(".")[0]) else _NUMBERED.fullmatch(url)
        if match is None:
            below = _BELOW.fullmatch(url)
            back = (
                below is not None
                and below["number"] != "1"
                and any(below["first"] == b.rstrip("/") for b in leads_back)
            )
            return below["first"] if below is not None and back else None
        first = f"{match['stem']}{match['ending']}"
        if match["number"] == "1":  # the second page where the first has none; else the first, leading back to itself
            return first if first in leads_back else None
        if any(number_beside(url, link) is not None and squeeze(label) not in _BACKWARDS[:1] for link, label in labels):
            return f"{match['stem']}{match['mark']}1{match['ending']}"
        # From the third page on, what is before may be no first page either.
        return first if any(link == first or number_of(link, first) is not None for link in leads_back) else None
    base, number = _without_page(url)
    if number is None:
        return None
    if _FROM_START.search(url):
        return _FROM_START.sub("", url).rstrip("?&") if any(_is_beside(pair, url, base) for pair in links) else None
    back = [link for link in leads_back if link != url and _without_page(link)[0] == base]
    plain = next((link for link in back if _without_page(link)[1] is None), None)
    return plain or (back[0] if back and number > 1 else None)


def _is_beside(pair: Label, url: str, base: str) -> bool:
    """Whether a link leads back from `url`, or to another page of what is without its page `base`, which it counts."""
    link, label = canonical_url(pair[0]), pair[1]
    there, number = _without_page(link)
    if there != base or link == url:
        return False
    return _leads_back(label) or (number is not None and _place_of(label) == number + 1)


def _without_page(url: str) -> tuple[str, int | None]:
    """Return an address without the number of a page in its query, its parameters sorted, and that number."""
    parts = urlsplit(url)
    number = None
    kept = []
    # ASP pages know no small and big letters.
    asp = ".asp" in parts.path.lower()
    given = [(name.lower() if asp else name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    path = parts.path.lower() if asp else parts.path
    for name, value in sorted(given):
        if number is None and _PAGE.match(name) and value.isdigit() and len(value) <= 2:
            number = int(value)
        else:
            kept.append((name, value))
    host = parts.netloc.removeprefix("www.")
    return f"{host}{_SCRIPT.sub('', path)}?{urlencode(kept)}", number
