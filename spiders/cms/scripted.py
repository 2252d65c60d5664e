"""Any system whose lists are paged by a script of its own: `location.href = "index_" + page + ".html"`.

1. Recognise: an address put together in a script, and the number of pages said in the script or in print. Where a
   script says which page it is and of how many, and no link leads on, the files are those of most systems.
2. Paging: every number up to that; where the number is not said and the script asks for JSON, on from the first page
   for as long as the answers hold links. `index.html` goes on in `index_2.html`, or in `index_1.html`.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from crawler.extraction.listing import extract_links, is_data, is_paging
from crawler.extraction.pagers import file_written
from crawler.extraction.tree import Parsed, text_of
from crawler.items import Link
from spiders.cms.brackets import end_of
from spiders.cms.branches import with_constants
from spiders.cms.concatenated import PAGE_NAMES, Numbered, numbered_addresses
from spiders.cms.epoint import clicked
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.functions import LONGEST_NAME
from spiders.cms.inputs import filled
from spiders.cms.loops import LOOPS_AT_MOST, from_one
from spiders.cms.places import resolved
from spiders.cms.turning import LOOP, TurningReader, drawn, frames_written
from spiders.cms.values import THE_PAGE, Page, page_among

_FILE = re.compile(
    r"""["'](?P<stem>[\w\-./]*[A-Za-z]\w*[_\-])["']\s*\+\s*[\w.()+\- ]+?\s*\+\s*["'](?P<ending>\.\w{3,5})["']"""
)
# In a template of the script's: `index_${n}.shtml`.
_IN_TEMPLATE = re.compile(
    r"""`(?P<stem>[\w\-./]{0,80}[A-Za-z]\w{0,40}[_\-])\$\{\s*[\w.+\- ]{1,40}\}(?P<ending>\.s?html?)`"""
)
# The same with a place for the number: "index_{page}.html", "/yw/list_#p#.shtml", "?page={{number}}".
_PLACE = r"(?:\{{1,2}[\w#]{1,8}\}{1,2}|\[\w{1,8}\]|#\w{1,8}#|%7B\w{1,8}%7D|%[ds]|__id__)"
_FILE_TO_FILL = re.compile(
    rf"""["'](?:(?P<stem>[\w\-./]{{0,80}}?(?:[\w./][_\-]|/(?=(?:\{{|%7B){PAGE_NAMES}(?:\}}|%7D)))){_PLACE}(?P<ending>\.s?html?)"""
    rf"""|(?P<asked>[\w\-./]{{0,80}}\?(?:[\w\-=]{{1,40}}&)?{PAGE_NAMES}=){_PLACE}(?P<rest>(?:&[\w\-=]{{1,40}})?))["']""",
    re.I,
)
_TO_FILL = tuple(f"{before}{mark}" for before in "_-=/" for mark in ("{", "[", "#", "%", "__id__"))
# What a pager is told to write around a number.
_AROUND = re.compile(
    r"""hrefTextPrefix["']?\s*:\s*["'](?P<stem>[\w\-./?=&]+)["'](?:[^{}]{0,200}?hrefTextSuffix["']?\s*:\s*["'](?P<ending>[\w\-./?=&]*))?"""
)
# kkpager: total: 14, hrefFormer: "/yw/index", hrefLatter: ".html", with what its getLink writes between them.
_KK = re.compile(
    r"""hrefFormer["']?\s*:\s*["'](?P<stem>[\w\-./?=&]+)["'](?:[^{}]{0,200}?hrefLatter["']?\s*:\s*["'](?P<ending>[\w\-./?=&]*))?"""
)
_KK_JOINT = re.compile(r"""hrefFormer\s*\+\s*["'](?P<joint>[\w\-/?=&]*)["']\s*\+""")
_KK_ASKED = re.compile(r"""hrefFormer\s*\+\s*(?:this\.)?hrefLatter\s*\+\s*["'](?P<asked>[?&][\w\-=&]*=)["']\s*\+""")
_KK_COUNT = re.compile(r"""(?<![\w$])total["']?\s*:\s*["']?(\d{1,5})""")
_BEFORE_NUMBER = ('_"', "_'", '-"', "-'")
_ANSWERED = re.compile(rf"(?P<stem>.*[?&]{PAGE_NAMES}=)(?P<page>\d{{1,5}})(?P<rest>&.*)?$", re.I)
# A function of one thing, or of what has been written into a field, which goes to an address.
_GIVEN_ONE = re.compile(
    r"function(?:\s+[\w$]+\s*\(\s*(?P<given>[\w$]+)?\s*\)\s*\{|\s*\(\s*(?P<called>[\w$]+)[^()]*\)\s*\{)"
)
# What a pager is to do: onPageChange: function (num, type) {…}.
_CALLED_BACK = re.compile(r"(?:onPage\w*|onChange\w*|backFn|callback|jump|onSelect\w*)\s*:\s*$")
_JUMP = re.compile(r"""location(?:\.href)?\s*=\s*(?=[\w$"'`])|location\.(?:assign|replace)\(\s*""")
# What a script goes to that it has cut out of the address before: location = url + "&page=" + n.
_GOES_ON = re.compile(
    rf"""location(?:\.href)?\s{{0,4}}=\s{{0,4}}(?P<url>[A-Za-z_$][\w$]{{0,40}})\s{{0,4}}\+\s{{0,4}}["'][?&](?P<name>{PAGE_NAMES})=["']\s{{0,4}}\+"""
)
_HERE = r"\s{0,4}(?:(?:window|document|self|top)\.)?location(?:\.href)?\s{0,4}[;,.\n]"
_GOES_AT_MOST = 4
_CLICK = re.compile(r"""[\w$]\(\s{0,4}["']?(?P<page>\d{1,5})["']?\s{0,4}\)""")
_REMARK = re.compile(r"(?:^|(?<=[;{}\s]))//[^\n]{0,500}$", re.M)
_GOES_FURTHER = re.compile(
    r"""(?P<first>(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,40})\s{0,4}=(?!=)[^;{}=]{1,80}[^;{}]{0,300});\s{0,40}(?P=name)\s{0,4}\+=\s{0,4}(?P<more>[^;{}]{1,200});"""
)
_ENDING = re.compile(r"\.\w{3,5}")
_ASKS = re.compile(rf"[?&]{PAGE_NAMES}=$", re.I)
_COUNT = re.compile(
    r"""\b(?:count_?page|page_?count|total_?pages?|pages_?total|max_?page|page_?total|pages)["']?\s*[:=]\s*(?:parseInt\()?\s*["']?(\d{1,5})""",
    re.I,
)
_ROWS = re.compile(
    r"""\b(?:total|count|items|total_?(?:count|records?|num|size|items|elements)|record_?(?:count|total))["']?\s*[:=]\s*["']?(\d{1,6})\b""",
    re.I,
)
# A pager that is told which page this is and of how many, and no more: {pageNumber: '0', total: '14'}.
_TOLD_BOTH = re.compile(
    r"""\{\s*["']?(?:page_?(?:number|no|index)|cur(?:rent)?_?page|page)["']?\s*:\s*["']?\d{1,5}["']?\s*,"""
    r"""\s*["']?total["']?\s*:\s*["']?(?P<count>\d{1,5})["']?\s*,?\s*\}""",
    re.I,
)
_SIZE = re.compile(
    r"""\b(?:limit|page_?size|(?:items_|num_)?per_?page|items_?on_?page|size)["']?\s*[:=]\s*["']?(\d{1,3})\b""", re.I
)
# $("#pager").pagination(95, {items_per_page: 8, …
_ROWS_GIVEN = re.compile(r"\.pagination\(\s*(\d{1,6})\s*,")
# Which page this is, and the name and the ending of its file as a script is given them: pageNav(data, "index", "html").
_CURRENT = re.compile(
    r"""\b(?:cur(?:r|rent)?_?page(?:_?(?:no|num|number|index))?|page_?(?:no|num|number|index))["']?\s*[:=]\s*["']?[01]\b""",
    re.I,
)
_FILE_GIVEN = re.compile(r"""["'](?P<name>index|list|default)["']\s*,\s*["']\.?(?P<ext>s?html?)["']""")
# The same with how many pages there are and which this is, whatever the script is called: (12, 1, "list", "html").
_ALL_GIVEN = re.compile(
    r"""\(\s*(?:["'][\w\-]*["']\s*,\s*)?(?P<count>\d{1,5})\s*,\s*[01]\s*,\s*"""
    r"""["'](?P<name>[\w\-]{2,60})["']\s*,\s*["']\.?(?P<ext>s?html?)["']"""
)
# What leads from a page to the next alone: "index" + (cur + 1) + ".html", as long as `cur < total`.
_STEP = re.compile(r"""["']\s*\+\s*\(\s*(?P<page>[A-Za-z_$][\w$]*)\s*\+\s*1\s*\)\s*\+\s*["'](?P<ending>\.\w{3,5})""")
_STEM = re.compile(r"[\w\-./]*[A-Za-z][\w\-]*$")
_ONWARDS = re.compile(r"[\[(<【]?\s*(?:下一?页|后一?页|第?\s*\d{1,3}\s*页?|[>»›]+|next)\s*[\])>】»›]*", re.I)
_FIRST_FILE = re.compile(r"/(?:(?P<name>index|list|default)\.(?P<ext>s?html?))?$")
SHORTEST_HEADLINE = 8  # characters
_OF_DATA = (".json", ".xml")
_OWN_FILE = re.compile(r"/(?P<name>[\w\-]{2,60})\.(?P<ext>s?html?)$")
_PRINTED = re.compile(r"共\s*(?:<[^>]+>)*\s*(\d{1,5})\s*(?:<[^>]+>)*\s*页|\b1\s*/\s*(\d{1,5})\s*(?:<[^>]+>)*\s*页")
# <span class="pageCount">3</span>
_HELD_COUNT = re.compile(
    r"""(?:class|id)=["']?(?:page_?count|total_?pages?|count_?pages?)["']?[^<>]{0,60}>\s*(\d{1,5})\s*<""", re.I
)


class Scripted(Family):
    """Paging by a script of the portal's own."""

    name = "scripted"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the numbered pages of the list."""
        text = parsed.text
        if is_data(parsed):
            answered = _ANSWERED.match(parsed.base_url)
            names = dict(parse_qsl(urlsplit(parsed.base_url).query)) if answered else ()
            if answered and answered["stem"].endswith(f"{page_among(names)}=") and extract_links(parsed):
                yield Lead(f"{answered['stem']}{int(answered['page']) + 1}{answered['rest'] or ''}")
            return
        yield from _named_by_head(parsed)
        scripts = parsed.scripts
        yield from frames_written(parsed)
        if (files := clicked(scripts)) is not None:
            count = _pages_said(scripts)
            for number in range(2, min(count, files.most or count, PAGES_AT_MOST) + 1):
                yield Lead(resolved(parsed.base_url, files.file.page(number)))
            return
        file = _file(scripts)
        if file is None or file.before[:1] == "/":  # something may stand before it
            file = _jumped(parsed) or _of_own_address(parsed) or drawn(parsed) or file
        addresses = [file] if file is not None else list(numbered_addresses(scripts))
        if not addresses and "createPageHTML" not in text:
            yield from _beside(parsed)
            yield from _stepped(parsed)
        if not addresses or "createPageHTML" in text:
            return
        count = _pages_said(scripts)
        if not count and (printed := _PRINTED.search(text)) is not None:
            count = int(printed[1] or printed[2])
        if not count and (held := _HELD_COUNT.search(text)) is not None:
            count = int(held[1])
        count = count or ((_last_to_pick(parsed) or _last_to_click(parsed)) if file is not None else 0)
        # One of the numbered pages leads to the next, and a loop there may draw a few of many.
        if not count and (file is not None or all(address.number_of(parsed.url) is None for address in addresses)):
            count = _looped(from_one(filled(parsed, scripts)))
        to_fill = file is not None and count < 2 and _to_fill(scripts) == file
        if (
            count < 2
            and file is not None
            and not to_fill
            and not file.after.startswith(_OF_DATA)
            and file.before[-1:] != "="
        ):
            yield from _stepped(parsed)
            return
        for address in addresses:
            if (
                count < 2
                and (here := address.number_of(parsed.url)) is not None
                and (here < 2 or _names_stories(parsed))
            ):
                # How many there are is not said: one leads to the next for as long as there is something new.
                yield Lead(resolved(parsed.base_url, address.page(here + 1)))
            # Where nothing says how many there are, the first may bear another name than what is to be filled.
            for number in range(1, min(max(count, 1 + to_fill), PAGES_AT_MOST) + 1):
                url = resolved(parsed.base_url, address.page(number))
                # What stands elsewhere, in a frame, is no page that this one is the first of.
                apart = address.after.startswith(_OF_DATA) or (file is None and _folder(url) != _folder(parsed.url))
                yield Lead(url, is_first=count < 2 or (number == 1 and apart))


def _names_stories(parsed: Parsed) -> bool:
    """Whether a page has links that may be of stories: one beyond a list's last has those around it alone."""
    links = (link for link in extract_links(parsed) if not is_paging(link))
    return any(link.printed or len(link.text) >= SHORTEST_HEADLINE for link in links)


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0]


def _named_by_head(parsed: Parsed) -> Iterator[Lead]:
    """Yield the next page as the head names it: `<link rel="next" href="index_2.html">`."""
    for link in parsed.tree.iter("link") if parsed.tree is not None else ():
        if (link.get("rel") or "").lower() == "next" and (address := (link.get("href") or "").strip()):
            yield Lead(resolved(parsed.base_url, address))


def _last_to_pick(parsed: Parsed) -> int:
    """Return the last of the pages that can be picked, by a choice of all numbers from 1 on that leads somewhere."""
    for choice in (control for control in parsed.controls if control.tag == "select"):
        values = [(option.get("value") or option.text or "").strip() for option in choice.iter("option")]
        if choice.get("onchange") and values == [str(n) for n in range(1, len(values) + 1)]:
            return len(values)
    return 0


def _last_to_click(parsed: Parsed) -> int:
    """Return the last of the pages that buttons of a pager name to a function: `onclick="go(7)"`."""
    last = 0
    for node in parsed.tree.iter("a", "li", "span", "button") if parsed.tree is not None else ():
        code = f"{node.get('href') or ''} {node.get('onclick') or ''}"
        call = _CLICK.search(code) if "(" in code else None
        if call is not None and int(call["page"]) > last and is_paging(Link("", text_of(node).strip(), None)):
            last = int(call["page"])
    return last


def _looped(scripts: str) -> int:
    """Return up to which number a loop from 1 on goes, where there is one such number; else 0."""
    named = {loop["last"] for loop in LOOP.finditer(scripts)}
    lasts = {_number(re.escape(last), scripts) or 0 for last in named} if len(named) <= LOOPS_AT_MOST else set()
    return lasts.pop() if len(lasts) == 1 else 0


def _pages_said(scripts: str) -> int:
    """Return how many pages a script says there are, itself or by rows and rows a page; 0 where it does not say."""
    if said := (_KK_COUNT.search(scripts) if "kkpager" in scripts else None) or _COUNT.search(scripts):
        return int(said[1])
    if "total" in scripts and (both := _TOLD_BOTH.search(scripts)) is not None:
        return int(both["count"])
    rows, size = _ROWS.search(scripts) or _ROWS_GIVEN.search(scripts), _SIZE.search(scripts)
    return -(-int(rows[1]) // int(size[1])) if rows and size and int(size[1]) else 0


def _beside(parsed: Parsed) -> Iterator[Lead]:
    """Yield the files beside a list's first, by the number of pages that a script says and draws no links from."""
    scripts = parsed.scripts
    path = urlsplit(parsed.url).path
    file = _FIRST_FILE.search(path)
    if file is None and (own := _OWN_FILE.search(path)) and any(f"{q}{own['name']}{q}" in scripts for q in "\"'"):
        file = own  # a script is told by its name what is to be paged
    if file is None:
        return
    every = next((call for call in _ALL_GIVEN.finditer(scripts) if call["name"] == (file["name"] or "index")), None)
    if every is None and _CURRENT.search(scripts) is None:
        return
    count = int(every["count"]) if every is not None else _pages_said(scripts)
    if count < 2 or any(_ONWARDS.fullmatch(link.text) for link in extract_links(parsed)):
        return
    given = every or _FILE_GIVEN.search(scripts)
    written = None if every else file_written(scripts)
    name, ext = written or (given or file).group("name", "ext")
    for number in range(1, min(count, PAGES_AT_MOST) + 1):
        yield Lead(resolved(parsed.url, f"{name or 'index'}_{number}.{ext or 'html'}"))


def _stepped(parsed: Parsed) -> Iterator[Lead]:
    """Yield the next page where a script puts its address together from the number of this one."""
    scripts = parsed.scripts
    step = _STEP.search(scripts) if "+ 1)" in scripts or "+1)" in scripts else None
    if step is None or (stem := _STEM.search(scripts, max(0, step.start() - 60), step.start())) is None:
        return
    page = re.escape(step["page"])
    current = _number(page, scripts)
    last = re.search(rf"(?<![\w$.]){page}\s*<\s*(?P<last>[\w$]+)", scripts)
    most = _number(re.escape(last["last"]), scripts) if last else None
    if current is not None and (most is None or current < most):
        yield Lead(resolved(parsed.base_url, f"{stem[0]}{current + 1}{step['ending']}"))


def _number(name: str, scripts: str) -> int | None:
    """Return the number that is written, or that a variable is set to."""
    if name.isdecimal():
        return int(name)
    found = re.search(rf"""{name}(?<![\w$.]{name})\s*=\s*\+?["']?(\d{{1,5}})\b""", scripts)
    return int(found[1]) if found else None


def _jumped(parsed: Parsed) -> Numbered | None:
    """Return the numbered file that a function goes to by what it is given: `location.href = url + "_" + n + ext`."""
    scripts = parsed.scripts
    if "location" not in scripts or "createPageHTML" in scripts or _JUMP.search(scripts) is None:
        return None
    if not any(_jumps(scripts)):
        return None
    reader = TurningReader(_written_out(filled(parsed, scripts)), parsed.url)
    for function, jump in _jumps(reader.text):
        named = function["given"] or function["called"]
        known = reader.known_at(jump.start())
        parts, _ = reader.value(jump.end(), {**known, named: THE_PAGE} if named else known)
        at = [place for place, part in enumerate(parts or ()) if isinstance(part, Page)]
        if parts and len(at) == 1 and at[0]:
            before, after = ("".join(map(str, some)) for some in (parts[: at[0]], parts[at[0] + 1 :]))
            after = after.partition("#")[0]
            if before[-1] in ("_-" if function["given"] else "_-/") and _ENDING.fullmatch(after):
                return Numbered(before, after)
            if _ASKS.search(before) and (not after or after.startswith("&")):
                return Numbered(before, after)
    return None


def _written_out(scripts: str) -> str:
    """Return scripts in which an address stands in one piece: `u = a + n; u += "&b"`, of ways the one that is gone."""
    if "+=" in scripts:
        scripts = _GOES_FURTHER.sub(r"\g<first> + \g<more>;", _REMARK.sub("", scripts))
    return with_constants(scripts)


def _of_own_address(parsed: Parsed) -> Numbered | None:
    """Return the page's own address with another number, where a script goes there: `location = url + "&page=" + n`."""
    scripts = parsed.scripts
    if "=" not in scripts or "location" not in scripts or "createPageHTML" in scripts:
        return None
    for goes in islice(_GOES_ON.finditer(scripts), _GOES_AT_MOST):
        name = re.escape(goes["url"])
        if re.search(rf"{name}(?<![\w$.]{name})\s{{0,4}}={_HERE}", scripts):
            parts = urlsplit(parsed.url)
            page = f"{goes['name']}="
            asked = "&".join(said for said in parts.query.split("&") if said and not said.startswith(page))
            before = parts._replace(query=asked, fragment="").geturl()
            return Numbered(f"{before}{'&' if asked else '?'}{page}", "")
    return None


def _jumps(scripts: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield each function of one thing that goes to an address, and where it does."""
    for function in _GIVEN_ONE.finditer(scripts):
        begin = function.start()
        if function["called"] and not _CALLED_BACK.search(scripts[max(0, begin - LONGEST_NAME) : begin]):
            continue
        for jump in _JUMP.finditer(scripts, function.end(), end_of(scripts, function.end())):
            yield function, jump


def _file(scripts: str) -> Numbered | None:
    """Return the numbered file that a page's scripts put together."""
    if "hrefTextPrefix" in scripts and (named := _AROUND.search(scripts)) is not None:
        return Numbered(named["stem"], named["ending"] or "")
    if "hrefFormer" in scripts and (named := _KK.search(scripts)) is not None:
        if (asked := _KK_ASKED.search(scripts)) is not None:
            return Numbered(f"{named['stem']}{named['ending'] or ''}{asked['asked']}", "")
        joint = _KK_JOINT.search(scripts)
        return Numbered(f"{named['stem']}{joint['joint'] if joint else '_'}", named["ending"] or "")
    file = _FILE.search(scripts) if any(mark in scripts for mark in _BEFORE_NUMBER) else None
    file = file or (_IN_TEMPLATE.search(scripts) if "_${" in scripts or "-${" in scripts else None)
    return Numbered(file["stem"], file["ending"]) if file else _to_fill(scripts)


def _to_fill(scripts: str) -> Numbered | None:
    """Return the address with a place for the page's number that a page's scripts hold."""
    file = _FILE_TO_FILL.search(scripts) if any(mark in scripts for mark in _TO_FILL) else None
    if file is None:
        return None
    return Numbered(file["asked"], file["rest"]) if file["asked"] else Numbered(file["stem"], file["ending"])
