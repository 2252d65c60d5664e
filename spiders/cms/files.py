"""Scripts that stand in files of the portal's own: `<script src="list.js">`, which asks for the list that a page shows.

Libraries are told by their names and left alone; a file is read together with each page that loads it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.addresses import host_of
from crawler.extraction.listing import is_data
from crawler.extraction.pagers import calls_pager
from crawler.extraction.tree import Parsed, parse
from crawler.items import Page
from spiders.cms.asked import Asked
from spiders.cms.bundles import holds_modules
from spiders.cms.calls import may_ask
from spiders.cms.family import Lead
from spiders.cms.founder import Founder
from spiders.cms.held import Held
from spiders.cms.laid import Laid, lays_out_arrays
from spiders.cms.opened import Opened, may_open
from spiders.cms.picked import Picked, may_submit
from spiders.cms.places import resolved
from spiders.cms.scripted import Scripted
from spiders.cms.told import Told, may_tell
from spiders.cms.trees import Trees
from spiders.cms.trs import Trs
from spiders.cms.turning import may_draw

FILES_AT_MOST, AHEAD_AT_MOST = 12, 24  # of one page
LARGEST = 400_000  # characters of a script that is read
LARGEST_SETTINGS = 8_000
# The scripts of a portal's other routes, as what loads them names them: `"static/js/"+e+"."+{0:"aa10f"}[e]+".js"`.
_CHUNKS = re.compile(
    r"""["'](?P<folder>[\w./\-]*)["']\s*\+\s*(?:\(?(?P<names>\{[^{}]{2,8000}\})\[\w+\](?:\s*\|\|\s*\w+\s*\))?|\w+)\s*\+\s*["'](?P<joint>[.\-])["']"""
    r"""\s*\+\s*(?P<hashes>\{[^{}]{2,12000}\})\[\w+\]\s*\+\s*["'](?P<ending>[\w.\-]*\.js)["']"""
)
_ENTRY = re.compile(r"""["']?(?P<key>[\w\-~.]+)["']?\s*:\s*["'](?P<said>[\w\-~.]+)["']""")
_IMPORTED = re.compile(r"""\bimport\(\s*["'](?P<path>\.{0,2}/[\w./\-]+\.js)["']\s*\)""")
_FROM = re.compile(r"""\b(?:import|export)\b[\w$*{},\s]{0,300}?\bfrom\s*["'](?P<path>\.{0,2}/[\w./\-]+\.js)["']""")
_ADDRESS_SET = re.compile(r"""[=:]\s*["'](?:https?:)?/[\w./:\-]*["']""")
# What says whose site this is, to be sent along: var siteToken = "b3f1c0de".
_SITE_SET = re.compile(
    r"""\b(?:var|let|const)\s{1,4}\w{0,20}(?:site|token|host|column|channel)\w{0,20}\s{0,4}=\s{0,4}["'][\w\-./:]{0,100}["']""",
    re.I,
)
# A link that is drawn of a row: '<a href="/n/' + one.id.
_ROW_DRAWN = re.compile(r"""href=\\?["'][^"'\n]{0,200}["']\s{0,4}\+\s{0,4}[A-Za-z_$][\w$\[\]]{0,60}\.[A-Za-z_$]""")
# What a list is asked for with, where another script asks: queryParams: {pageNum: 1, pageSize: 10}.
_PAGE_SET = re.compile(r"""\b(?:page_?(?:num|no|index|size)|current_?page)["']?\s{0,4}[:=]\s{0,4}\d{1,3}\b""", re.I)
_AHEAD = ("prefetch", "preload", "modulepreload")
_SCRIPT = re.compile(r"[^?#]*\.js(?:[?#].*)?$", re.I)
# Of others, whatever portal they stand on.
_LIBRARY = re.compile(
    r"(?:^|/)(?:jquery|zepto|vue|vuex|react|angular|backbone|bootstrap|layui|layer|laydate|laypage|swiper|slick|owl|echarts"
    r"|highcharts|chart|d3|moment|dayjs|lodash|underscore|axios|require|sea|modernizr|html5|respond|ie\d|es\d|polyfill"
    r"|babel|core-js|runtime|fastclick|flexible|rem|iscroll|wow|animate|nprogress|pace|video|ckplayer|jwplayer|dplayer"
    r"|hls|flv|swfobject|qrcode|clipboard|crypto|md5|base64|element|iview|vant|antd?|mui|easyui|ztree|select2|datepicker"
    r"|wdatepicker|my97|superslide|touchslide|slides?|slider|focus|marquee|fancybox|lightbox|lazyload|masonry|scroll(?:bar|reveal|to|magic)\w*"
    r"|tabs?|share|bdshare|social|jweixin|hm|tongji|analytics|gtag|stat|count\w*|png|dd_belated|pie|css3|chunk-vendors|vendors?)"
    r"(?:[._\-~\d][^/?]*)?\.js"
    r"|/(?:libs?|library|plugins?|vendors?|node_modules|bower_components|ueditor|kindeditor|ckeditor|layui|layer)/",
    re.I,
)
# What is made small may be anybody's; it is the portal's where a page calls functions that stand nowhere else.
_SMALL = re.compile(r"\.min\.js|\bmin\.js", re.I)
_CALLS = re.compile(r"(?<![\w$.])(?<!new )([A-Za-z_]\w*)\s*\(")
_DEFINED = re.compile(r"(?<![\w$.])(?:function\s+([A-Za-z_]\w*)|([A-Za-z_]\w*)\s*=\s*(?:async\s*)?(?:function\b|\())")
_OF_BROWSERS = (
    *("if", "for", "while", "switch", "catch", "function", "return", "typeof", "jQuery", "alert", "confirm", "eval"),
    *("setTimeout", "setInterval", "clearTimeout", "clearInterval", "parseInt", "parseFloat", "isNaN", "escape"),
    *("encodeURI", "encodeURIComponent", "decodeURI", "decodeURIComponent", "unescape", "fetch", "Date", "String"),
    *("Number", "Array", "Object", "RegExp", "Boolean", "require", "define", "print", "open", "close", "rgba", "url"),
)


_IN_FILES = (Asked(), Opened(), Picked(), Founder(), Trs(), Scripted(), Held(), Laid(), Told(), Trees())


def files_of(parsed: Parsed) -> list[str]:
    """Return the addresses of the scripts of the page's own host that it loads, but for libraries.

    What a link has loaded ahead are the scripts of its other routes.
    """
    if is_data(parsed):
        return []
    host, found = host_of(parsed.url), []
    sources = [(script.get("src") or "") for script in parsed.script_nodes]
    if parsed.tree is not None and ("prefetch" in parsed.text or "preload" in parsed.text):
        links = [node for node in parsed.tree.iter("link") if (node.get("rel") or "").lower() in _AHEAD]
        sources += [node.get("href") or "" for node in links]
    sources += named_in(parsed.scripts, parsed.base_url) if "webpackJsonp" in parsed.scripts else []
    for source in map(str.strip, sources):
        if not source or not _SCRIPT.match(source) or _LIBRARY.search(source):
            continue
        if _SMALL.search(source) and not _calls_others(parsed):
            continue
        try:
            url = resolved(parsed.base_url, source).partition("#")[0]
        except ValueError:
            continue
        if host_of(url) == host and url not in found:
            found.append(url)
    return found[: AHEAD_AT_MOST if len(sources) > len(parsed.script_nodes) else FILES_AT_MOST]


def _calls_others(parsed: Parsed) -> bool:
    """Whether a page's own scripts call functions that are neither theirs nor the browser's."""
    scripts = parsed.scripts
    defined = {name for names in _DEFINED.findall(scripts) for name in names}
    return any(name not in _OF_BROWSERS and name not in defined for name in _CALLS.findall(scripts))


def named_in(text: str, url: str) -> list[str]:
    """Return the addresses of the scripts that a script at an address loads when it comes to them."""
    found = [resolved(url, one["path"]) for one in _IMPORTED.finditer(text)] if "import(" in text else []
    found += [resolved(url, one["path"]) for one in _FROM.finditer(text)] if " from" in text else []
    if '.js"' in text or ".js'" in text:
        for chunks in _CHUNKS.finditer(text):
            names = {one["key"]: one["said"] for one in _ENTRY.finditer(chunks["names"] or "")}
            folder = chunks["folder"]
            before, inside, _ = url.partition(folder) if folder.strip("/") else ("", "", "")
            base = before if inside else resolved(url, "/")
            for one in _ENTRY.finditer(chunks["hashes"]):
                file = f"{names.get(one['key'], one['key'])}{chunks['joint']}{one['said']}{chunks['ending']}"
                found.append(resolved(base, f"{folder}{file}"))
    return [address for address in dict.fromkeys(found) if not (_LIBRARY.search(address) or _SMALL.search(address))][
        :AHEAD_AT_MOST
    ]


def code_of(text: str) -> str:
    """Return a script's text where it may ask for something or lead somewhere; nothing of one that is too long.

    A short one may say what others are to ask: `window.SITE = {api: '/api/v2'}`; or draw the rows of what they ask for.
    """
    told = (_ADDRESS_SET, _PAGE_SET, _SITE_SET) if len(text) <= LARGEST_SETTINGS else ()
    settings = any(pattern.search(text) for pattern in told)
    draws = "href=" in text and len(text) <= LARGEST and _ROW_DRAWN.search(text) is not None
    return text if settings or draws or may_lead(text) else ""


def may_lead(text: str) -> bool:
    """Whether a script may ask for something or lead somewhere itself."""
    return len(text) <= LARGEST and (
        may_ask(text)
        or may_open(text)
        or may_submit(text)
        or holds_modules(text)
        or calls_pager(text)
        or may_tell(text)
        or may_draw(text)
        or lays_out_arrays(text)
    )


def leads_by(page: Page, code: str) -> list[Lead]:
    """Return the lists that a page asks for by the scripts which it loads from files, and where clicks on it lead."""
    parsed = replace(parse(page), loaded=code)
    return [lead for family in _IN_FILES for lead in family.more(parsed)]
