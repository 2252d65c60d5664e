"""The address by which an article is known, whatever decorations it was reached with."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, who he is, or how the page is shown; never which page it is.
_DECORATION = re.compile(
    r"^(?:utm_\w+|spm|from|fromid|fr|isappinstalled|share\w*|scene|clicktime|enterid|wxshare\w*|weixin|timestamp|_t|_|rand(?:om)?"
    r"|jsessionid|phpsessid|aspsessionid\w*|sessionid|bd_vid|bdmark|hmsr|hmpl|nsukey|tdsourcetag|referer|replytocom"
    r"|print|toprint|printpage|isprint|mobile|ismobile|nojump|gfrom|showall)$",
    re.IGNORECASE,
)
# Java writes a session behind the path, ASP.NET into it: /(S(abc123))/1.aspx.
_SESSION = re.compile(r";(?:jsessionid|sid)=[^/?#]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/)", re.IGNORECASE)
# Letters and digits by chance, another with each visit: ?id=12&sid=a81f09c3.
_VISIT = re.compile(r"^(?:sid|\w*sess\w*)$", re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z]{6,64}", re.IGNORECASE)
# A file that a publishing system wrote and named by a number, which may be a digest's, answers every query alike,
# unless it asks for a page.
_WRITTEN = re.compile(
    r"/(?!(?:index|list|default)[_\-\d.])(?:[^/]*(?:\d{3}|[0-9a-f]{32})[^/]*|[0-9a-f]{32}/\w+)\.s?html?$", re.IGNORECASE
)
# PHPCMS prints the first page of a list or an article with its number, too.
_FIRST_OF_PHPCMS = re.compile(r"(?:^|&)a=(?:show|lists)&(?:.*&)?page=1(?:&|$)")
# How a server's index of a directory is sorted: ?C=M;O=A.
_SORTED = re.compile(r"C=[NMSD][;&]O=[AD]")
_CHOOSES = re.compile(r"id$|page|^pn?$|num|no$", re.IGNORECASE)
# The row that a page of a list begins with, beside how many it has: ?from=20&size=10.
_FROM_A_ROW, _ROWS = re.compile(r"(?:^|&)from=\d+(?:&|$)"), re.compile(r"(?:^|&)(?:page)?(?:size|limit|rows|count)=\d")
# Which page of a list it is leaves open of which: ?sid=402881e5a1&page=2.
_NAMES_IT = re.compile(r"id$|(?<!page)(?:num|no)$", re.IGNORECASE)
_FILE = re.compile(r"\.s?html?$", re.IGNORECASE)
_SLASHES = re.compile("/{2,}")
_SAFE = "/:@!$&'()*+,;=-._~%"
_PLAIN_PATH = re.compile(r"/[\w/:@!$&'()*+,;=\-.~]*", re.ASCII)


def canonical_url(url: str, declared: str | None = None) -> str:
    """Return the canonical form of `url`: host in lower case, no fragment, session, tracking or print parameters.

    `declared` is what the page's `<link rel=canonical>` says; it is believed on the same host, and not where it names
    the home page for everything, or leaves out which page it is: `show.php` for `show.php?id=12`. Never raises.
    """
    try:
        plain = _plain(url)
        if declared:
            said = _plain(urljoin(url, declared.strip()))
            here, there = urlsplit(plain), urlsplit(said)
            same_host = here.netloc.removeprefix("www.") == there.netloc.removeprefix("www.")
            named = same_host and len(there.path) > 1 and not there.path.lower().startswith("/index.")
            cut = here.query and not there.query and here.path == there.path and not _FILE.search(here.path)
            if named and not (cut and _says_which(here.query)):
                return said
        return plain
    except ValueError:
        return url


def _says_which(query: str) -> bool:
    """Whether the parameters of an address say which page it is."""
    return any(_CHOOSES.search(name) for name, _ in parse_qsl(query, errors="surrogateescape"))


def encoded(url: str) -> str:
    """Return an address with everything in it percent-encoded that must be, as it goes over the wire."""
    parts = urlsplit(url)
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
    query = quote(parts.query, safe=_SAFE + "?")
    return urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment))


def _plain(url: str) -> str:
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{parts.port}"
    path = _SESSION.sub("", parts.path) or "/"
    if not _PLAIN_PATH.fullmatch(path):
        path = urlsplit(encoded(f"//host{path}")).path
    path = _SLASHES.sub("/", path) if "//" in path else path
    query = parts.query
    if query and _SORTED.fullmatch(query):
        query = ""
    elif query:
        # In whatever encoding: what is no UTF-8 comes through as it was.
        given = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        kept = [(name, value) for name, value in given if not _DECORATION.match(name)]
        if _FROM_A_ROW.search(query) and _ROWS.search(query):
            kept = [(name, value) for name, value in given if name == "from" or not _DECORATION.match(name)]
        if _FIRST_OF_PHPCMS.search(query):
            kept = [(name, value) for name, value in kept if name != "page"]
        if _WRITTEN.search(path):
            kept = [(name, value) for name, value in kept if _CHOOSES.search(name)]
        visits = [name for name, value in kept if _VISIT.match(name) and _TOKEN.fullmatch(value)]
        if visits and any(_NAMES_IT.search(name) for name, _ in kept if name not in visits):
            kept = [(name, value) for name, value in kept if name not in visits]
        if len(kept) != len(given):
            query = urlencode(kept, errors="surrogateescape")
    return urlunsplit((parts.scheme, host, path, query, ""))
