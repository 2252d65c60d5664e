"""What addresses on a page say: whether they may lead to a page, which day, and where they lead when joined."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

# Files that are no pages; they are assets of articles, not places to go.
NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico|css|js|mjs|woff2?|ttf|eot|pdf|docx?|xlsx?|pptx?|wps|et|ofd|txt|csv|zip|rar|7z"
    r"|(?<!\.xml\.)gz|tar|exe|apk|dmg|iso|mp3|mp4|m3u8|flv|avi|mov|wmv|wav|swf|rm|rmvb|cab|msi|ceb|cebx)$",
    re.IGNORECASE,
)
# A link to the front page: /, ./, ../index.html, //yunxi.example/.
FRONT_PAGE = re.compile(r"(?:https?:)?(?://[^/]+)?(?:\.{0,2}/)*(?:(?:index|default|main|home)\.\w+)?")
# A program that hands out a file whose name it is given.
_NO_PAGE_NAMED = re.compile(
    r"[?&]\w*name=[^&?]*\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z|jpe?g|png|mp4|mp3)(?:&|$)", re.I
)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_PACKED_MAP = re.compile(r"map[^/]{0,80}(?:/[^/]{0,80})?\.gz$", re.I)
_URL_DATES = (
    re.compile(r"/t?((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:[_/]|\d{4,}|\.)"),
    re.compile(r"/((?:19|20)\d\d)[-/]?(0?[1-9]|1[0-2])[-/]?([0-2]?\d|3[01])/"),
)
# How most links are written: with nothing in them that has to be resolved.
_SEGMENT = r"[\w%~,=&+@\-][\w%~,=&+@.\-]*"
_HOST = r"https?://[\w.\-]+(?::\d+)?"
_PLAIN = re.compile(
    rf"(?P<host>{_HOST}(?=/))?(?:\./(?=\w))?(?P<path>/?(?:{_SEGMENT}/)*(?:{_SEGMENT})?)(?:\?[\w%~,=&+@./:\-]+)?",
    re.ASCII,
)
_PLAIN_FOLDER = re.compile(rf"(?P<host>{_HOST})/(?:{_SEGMENT}/)*", re.ASCII)
_PATH = re.compile(r"https?://[\w.:\-]*(?P<path>(?:/[^?#\s]*)?)(?:[?#].*)?", re.ASCII)
_QUERY = "/:@!$&'()*+,;=-._~%?"  # what stands in a query as it is
# One without its semicolon is the start of a parameter's name: &currentPage=2, &section=7.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_BACKSLASH = "\\"


def can_be_split(url: str) -> bool:
    """Whether an address can be taken apart; http://[host]/ cannot."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def without_session(url: str) -> str:
    """Return an address without the session that Java writes behind the name of a page, another with each visit."""
    return _SESSION.sub("", url) if ";" in url else url


def is_page_url(url: str) -> bool:
    """Whether `url` may lead to a page: http(s), and by its name no picture, document or program."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or _NO_PAGE_NAMED.search(url):
        return False
    return not NO_PAGE.search(parts.path) or bool(_PACKED_MAP.search(parts.path))


@lru_cache(maxsize=50_000)
def url_date(url: str) -> str | None:
    """Return the day `YYYY-MM-DD` that publishing systems write into an article's address, or None."""
    plain = _PATH.fullmatch(url)
    path = plain["path"] if plain is not None else urlsplit(url).path
    for pattern in _URL_DATES:
        if match := pattern.search(path):
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return None


@lru_cache(maxsize=50_000)
def joined(base: str, raw: str) -> str | None:
    if "&" in raw:
        raw = _ENTITY.sub(lambda entity: html.unescape(entity[0]), raw)
    raw = raw.strip().replace("\\/", "/")
    if "\\" in raw:
        path, mark, query = raw.partition("?")
        raw = f"{path.replace(_BACKSLASH, '/')}{mark}{query}"
    if not raw or raw.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "about:")):
        return None
    if "${" in raw or "{{" in raw or "__id__" in raw or "_%d." in raw:
        # A place that a script fills.
        return None
    plain = _PLAIN.fullmatch(raw)
    if plain is not None and plain["path"] and (folder := _plain_folder(base)) is not None:
        no_page = NO_PAGE.search(plain["path"]) and not _PACKED_MAP.search(plain["path"])
        if no_page or ("name=" in raw and _NO_PAGE_NAMED.search(raw)):
            return None
        return (
            raw if plain["host"] else f"{folder['host']}{raw}" if raw[0] == "/" else f"{base}{raw.removeprefix('./')}"
        )
    try:
        url = urljoin(base, raw.replace("\n", "").replace("\r", "").replace("\t", ""))
        if "/." in url:
            url = urljoin(url, urlsplit(url)._replace(scheme="", netloc="").geturl())
        return url if is_page_url(url) else None
    except ValueError:
        return None


@lru_cache(maxsize=1000)
def _plain_folder(base: str) -> re.Match[str] | None:
    return _PLAIN_FOLDER.fullmatch(base)


def queried(url: str, encoding: str) -> str:
    """Return an address with its query in the page's encoding, as browsers ask for it; paths they send in UTF-8."""
    path, mark, query = url.partition("?")
    if query.isascii() or encoding == "utf-8":
        return url
    try:
        return f"{path}{mark}{quote(query.encode(encoding), safe=_QUERY)}"
    except (UnicodeEncodeError, LookupError):
        return url
