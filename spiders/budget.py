"""How much is spent on pages of one kind of address: calendars, search facets and sorted tables have no end.

A kind is worth its requests as long as its pages lead to articles that no other page of the kind has led to. A page is
of three kinds, from narrow to wide; where too many of a kind in a row led nowhere, the rest of it must wait, and is
fetched when articles that were on their way turn out to have been found there.

A kind that ran over and was the way to no new article is known by the next crawls (`crawler.memory.Barren`): they try a
few of its pages, and all that name articles; where one leads to a new article, and after a week, a month, half a year,
it has its whole budget again.

Where a list or a sitemap names what was deleted long ago, the rest of the kind is asked for when all else is fetched.

What stands on every story under the same words (收藏, 推荐) and is never there is not worth a request a story either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from crawler.addresses import url_key
from crawler.memory import Barren

AT_MOST = (25, 150, 400)  # pages of a narrow, a wide, the widest kind in a row that led nowhere new
TRIED_AT_MOST = 10  # pages of a kind beyond that, when all else is fetched
KNOWN_AT_MOST = 2  # requests for a kind that led nowhere in an earlier crawl, and one more when all else is fetched
TELLING_AT_MOST, REMEMBERED_AT_MOST = 30, 100  # pages of a kind that name articles, kinds
ECHOES_FROM = 4 / 5  # share of a kind's pages that name nothing which others hereabouts have not named before
LEFT_AT_MOST = 150  # addresses of a kind that led nowhere before, to be asked for if it leads somewhere now
LONGEST = 600  # characters of an address
DEEPEST = 12  # directories
ABSENT_AT_MOST = 100  # addresses of a kind in a row of which none was there, before the rest must wait
MISSING_AT_MOST = 25  # addresses of a kind, by the same words on stories, of which none was there
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"(?=[a-z]*\d)[0-9a-z]{12,}|[0-9a-f]{12,}", re.I)
_LAST = re.compile(r"[^/]+?(\.\w+)?(/?)$")
# Parameters in a path: /lists/cid/3/order/hits/p/2.html.
_PAIRS = re.compile(
    r"(?P<before>.*?/)(?P<pairs>[A-Za-z_]+/#(?:/[A-Za-z_]+/[^/]+?)*?/[A-Za-z_]+/#(?:/[A-Za-z_]+/[A-Za-z_]+)*)(?P<ending>\.\w+)?/?"
)
_SEARCHED = re.compile(
    r"/(?:was5/web/search|jsearch\w*|search)(?:[/.?]|$)|[?&](?:keywords?|searchword|q|wd|searchkey)=", re.I
)
# Of TRS: a column as its search gives it, for no word.
_COLUMN = re.compile(
    r"/was5/web/search\?(?=(?:[^#]*&)?channelid=\d)(?!(?:[^#]*&)?(?:(?:searchword|keyword|sw|q|was_custom_expr)=[^&#]|orderby=\W*rel))",
    re.I,
)
_NEVER = re.compile(
    r"/(?:(?:cas|user|admin|member)?_?log(?:in|on)|(?:\w{1,20}_)?log_?(?:out|off)|sign(?:in|out)|forgot_?pass\w*"
    r"|register|passport|captcha|admin|cgi-bin|wp-admin(?!/admin-ajax\.php)"
    # The same articles once more: to be printed, on old telephones, in other characters, with what readers say of them.
    r"|(?:do)?print\w*|dayin|wap|big5|feedback|guestbook|e/pl|comments?/feed"
    # To keep an article or send it to somebody.
    r"|mailto|send_?mail|(?:user_|add_?)?favou?rites?)"
    # A column of opinions is called the same (/comments/20240503/…, /pinglun/).
    r"(?:[/.?]|$)|[?&]print=|[?&](?:m|mod|module|a|act|action|op)=(?:comments?|feedback|guestbook|printing|spacecp|invite)(?:&|$)"
    r"|/(?:comments?|pinglun)(?:\.\w{2,6}(?:\?|$)|\?)|/comments?/\d{1,10}(?:[_\-]\d{1,4})?(?:\.\w+|/)?$",
    re.I,
)

Kinds = tuple[str, str, str]


@lru_cache(maxsize=20_000)
def kinds_of(url: str) -> Kinds:
    """Return the three kinds of address that `url` is of.

    They are its path without its numbers and with the names of its parameters, its directory, and the first directory.
    Parameters count once each, in whatever order they stand, in a path too.
    """
    parts = urlsplit(url)
    path = _DIGITS.sub("#", _TOKEN.sub("#", parts.path))
    # A directory inside itself is the same kind of directory.
    path = re.sub(r"(/[^/]+)\1+(?=/)", r"\1", path)
    names = sorted({_DIGITS.sub("#", name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    if (pairs := _PAIRS.fullmatch(path)) is not None:
        names = sorted({*names, *pairs["pairs"].split("/")[::2]})
        path = f"{pairs['before']}{pairs['ending'] or ''}"
    wide = f"{_LAST.sub(_any, path)}{' with parameters' if names else ''}"
    return f"{path}?{'&'.join(names)}", wide, f"/{path[1:].partition('/')[0] if '/' in path[1:] else ''} in all"


def _is_search(url: str) -> bool:
    """Whether an address asks a search for words, or for anything but a column."""
    return _SEARCHED.search(url) is not None and _COLUMN.search(url) is None


def _by_words(kind: str, tool: str) -> str:
    """Return what a narrow kind is remembered by to which stories have links with the words `tool`."""
    return f"{kind} {tool}"


def _any(match: re.Match[str]) -> str:
    return f"*{match[1] or ''}{match[2]}"


class Budget:
    """Keeps count by kind of the pages in a row that led to no new article.

    Addresses that are not the portal's own, by `is_own`, are of kinds of their own, the same for all such hosts.
    """

    def __init__(self, is_own: Callable[[str], bool] = lambda url: True) -> None:
        self._is_own = is_own
        self._barren: Counter[str] = Counter()
        self._tried: Counter[str] = Counter()
        self._lines: dict[frozenset[str], frozenset[str]] = {}
        # What follows are hashes of addresses: of articles, of those that the pages of a kind named, of those on
        # their way with the kinds of the pages that wait for them, of pages with the kinds that led to them.
        self._articles: set[int] = set()
        self._old: set[int] = set()  # articles that the archive knows from before
        self._named: set[int] = set()
        self._awaited: dict[int, frozenset[str]] = {}
        self._origins: dict[int, frozenset[str]] = {}
        self._texts: set[int] = set()
        self._known: dict[str, Barren] = {}  # kinds that led nowhere before, and not yet to anything now
        self._fruitful: set[str] = set()  # kinds that were the way to a new article
        self._over: set[str] = set()  # kinds of which pages were left
        self._pages: Counter[str] = Counter()  # by narrow kind those that name articles which the archive knows
        # By narrow kind those of them that were the first hereabouts to name one.
        self._leading: dict[str, list[str]] = {}
        self._telling: dict[str, list[str]] = {}  # by kind the pages that were the first of it to name an article
        self._left: dict[str, list[str]] = {}  # by kind that led nowhere before the addresses that were left
        self._passing: set[str] = set()  # pages whose known stories are others at every look
        self._released: list[str] = []
        self._of_articles: set[str] = set()  # narrow kinds
        self._there: set[str] = set()  # narrow kinds of which a page came
        self._absent: Counter[str] = Counter()  # by narrow kind what was not there, since something was
        self._missing: Counter[tuple[str, str]] = Counter()  # by narrow kind and words of the link
        self._good: set[Kinds] = set()  # the kinds of articles, and of pages that name them

    def expect(self, known: Mapping[str, Barren]) -> None:
        """Take in the kinds that led nowhere in earlier crawls."""
        self._known = dict(known)

    def barren(self) -> dict[str, Barren]:
        """Return the kinds that ran over with a whole budget, were the way to nothing new, and are no articles'.

        So are those that show once more what others do. Those of which nothing was there count by the words of their
        links: what a list names is asked for all the same.
        """
        lost = {_by_words(kind, tool) for kind, tool in self._missing if self._is_never_there(kind, tool)}
        echoes = {kind for kind in self._pages if self._is_echo(kind)}
        over = sorted(((self._over | echoes) - self._fruitful - self._of_articles | lost) - self._known.keys())
        return {kind: self._said_of(kind, echoes) for kind in over[:REMEMBERED_AT_MOST]}

    def _said_of(self, kind: str, echoes: Container[str]) -> Barren:
        pages = self._leading if kind in echoes else self._telling
        return Barren(tuple(pages.get(kind, ())), self._good_within(kind))

    def _is_echo(self, kind: str) -> bool:
        """Whether a narrow kind has many pages, which show the articles of others once more: facets, a calendar."""
        pages, leading = self._pages[kind], len(self._leading.get(kind, ()))
        return pages >= AT_MOST[0] and leading <= min((1 - ECHOES_FROM) * pages, TELLING_AT_MOST)

    def _good_within(self, kind: str) -> tuple[str, ...]:
        """Return the narrow kinds of a wide one whose pages are articles or name any."""
        return tuple(sorted({narrow for narrow, *wider in self._good if kind in wider}))

    def still_barren(self) -> list[str]:
        """Return the kinds that led nowhere in earlier crawls, nor in what was tried of them now."""
        # What a page came from is none of those any more of which nothing was there.
        return sorted(kind for kind in self._known if " " not in kind or kind.partition(" ")[0] not in self._there)

    def is_passing(self, url: str) -> bool:
        """Whether a page that came names next to none of the known stories that it named the last time, but others."""
        return url in self._passing

    def _kinds(self, url: str) -> Kinds:
        narrow, wide, widest = kinds_of(url)
        return (narrow, wide, widest) if self._is_own(url) else (f"*{narrow}", f"*{wide}", f"*{widest}")

    def kind_of(self, url: str) -> str:
        """Return the narrow kind of an address, to be named to people."""
        return self._kinds(url)[0].removesuffix("?")

    def know(self, urls: Iterable[str]) -> None:
        """Take in addresses of articles that the archive knows: a page that names them leads somewhere."""
        for url in urls:
            key = hash(url_key(url))
            self._articles.add(key)
            self._old.add(key)
            self._is_of_articles(self._kinds(url))

    def _is_of_articles(self, kinds: Kinds) -> None:
        self._good.add(kinds)
        self._of_articles.add(kinds[0])

    @staticmethod
    @lru_cache(maxsize=20_000)
    def allows(url: str, *, is_list: bool = False) -> bool:
        """Whether an address may be worth a request at all; what a list comes from may be a search for its column."""
        if len(url) > LONGEST or _NEVER.search(url) or (not is_list and _is_search(url)):
            return False
        segments = [s for s in urlsplit(url).path.split("/") if s]
        # A page that links to itself one level deeper repeats its own path for ever.
        return len(segments) <= DEEPEST and not any(segments.count(s) > 3 for s in set(segments) if not s.isdigit())

    def miss(self, url: str, tool: str | None = None) -> None:
        """Note that there was nothing at an address, to which stories perhaps have links with the words `tool`."""
        kind = self._kinds(url)[0]
        self._absent[kind] += 1
        if tool is not None:
            self._missing[kind, tool] += 1

    def _is_never_there(self, kind: str, tool: str | None) -> bool:
        """Whether enough of a narrow kind was asked for to know; where any is there, others may be dead links alone."""
        if tool is None or kind in self._there or kind in self._of_articles:
            return False
        return self._missing[kind, tool] >= MISSING_AT_MOST

    def affords(self, url: str, *, last: bool = False, tool: str | None = None) -> bool:
        """Whether an address is of kinds that are worth another request now.

        With `last`, when all else is fetched, a few more of each kind are tried: articles may be among them. `tool` are
        the words of a link on a story that names none.
        """
        kinds = self._kinds(url)
        if tool is not None and not self._affords_missing(kinds[0], tool, last):
            return False
        if not last and self._absent[kinds[0]] >= ABSENT_AT_MOST:
            return False
        known = [kind for kind in kinds if kind in self._known and not self._excuses(url, kinds, kind)]
        spent = [
            kind
            for kind, most in zip(kinds, AT_MOST, strict=True)
            if kind not in self._known and self._barren[kind] >= most
        ]
        if spent and not last:
            return False
        # Of known ones requests are counted, not pages: a dozen are on their way before the first page has come.
        if any(self._tried[kind] >= KNOWN_AT_MOST + last for kind in known):
            if last:
                self._leave(url, known)
            return False
        if any(self._tried[kind] >= TRIED_AT_MOST for kind in spent):
            self._over.update(spent)
            return False
        self._tried.update([*known, *spent])
        return True

    def _affords_missing(self, kind: str, tool: str, last: bool) -> bool:
        """Whether another of a narrow kind is worth a request to which stories have links with the words `tool`."""
        words = _by_words(kind, tool)
        if words in self._known and kind not in self._there:
            most = KNOWN_AT_MOST + last
        elif self._is_never_there(kind, tool):
            most = TRIED_AT_MOST if last else 0
        else:
            return True
        if self._tried[words] >= most:
            return False
        self._tried[words] += 1
        return True

    def _leave(self, url: str, known: Iterable[str]) -> None:
        """Remember an address that is not asked for, because of what is known of its kinds."""
        for kind in known:
            left = self._left.setdefault(kind, [])
            if len(left) < LEFT_AT_MOST:
                left.append(url)

    def released(self) -> list[str]:
        """Return, once, the addresses that were left of kinds that have led to something since."""
        found, self._released = self._released, []
        return list(dict.fromkeys(found))

    def _excuses(self, url: str, kinds: Kinds, kind: str) -> bool:
        """Whether an address is none of those for which one of its kinds is known to be barren."""
        barren = self._known.get(kind)
        return barren is not None and (url in barren.pages or kinds[0] in barren.good)

    def account(
        self,
        url: str,
        links: Iterable[str] = (),
        *,
        article: bool = False,
        text: str | None = None,
        former: Iterable[str] | None = None,
    ) -> None:
        """Note a page that came: where it leads, whether it is an article, and the article's text.

        A text that has come before under another address is no article found. `former` is where the page led the last
        time, if it is known.
        """
        page, kinds = hash(url_key(url)), self._kinds(url)
        self._there.add(kinds[0])
        self._absent.pop(kinds[0], None)
        origin = self._origins.pop(page, frozenset())
        line = self._same(frozenset(kinds) | origin)
        if article and text is not None:
            digest = hash(text)
            article = digest not in self._texts
            self._texts.add(digest)
        waiting = self._awaited.pop(page, frozenset())
        if article:
            if page not in self._articles:
                self._fruitful |= origin
                for kind in origin & self._known.keys():
                    del self._known[kind]
                    self._released += self._left.pop(kind, ())
            self._articles.add(page)
            self._is_of_articles(kinds)
            self._credit(line | waiting)
        else:
            self._barren.update(kind for kind in kinds if not self._excuses(url, kinds, kind))
            self._name(url, kinds, line, links if former is None else self._but_passing(url, links, former))

    def _but_passing(self, url: str, links: Iterable[str], former: Iterable[str]) -> list[str]:
        """Return where a page leads but for the known articles, if next to none of them stood there the last time.

        A box of stories that are others at every look tells nothing of its page.
        """
        links, before = list(links), {hash(url_key(link)) for link in former}
        known = {link: key for link in links if (key := hash(url_key(link))) in self._old}
        stayed = sum(key in before for key in set(known.values()))
        if stayed > 1 or 2 * stayed >= len(set(known.values())):
            return links
        self._passing.add(url)
        return [link for link in links if link not in known]

    def _name(self, url: str, kinds: Kinds, line: frozenset[str], links: Iterable[str]) -> None:
        """Note what a page names; it is worth its request at once if that is a known article, new to its kind."""
        is_map = urlsplit(url).path.endswith(".xml")
        keys = [hash(url_key(link)) for link in links]
        self._pages[kinds[0]] += not self._articles.isdisjoint(keys)
        for key in keys:
            # A map of the site may be an old one: what it names is to be found by its lists all the same.
            first = frozenset(kind for kind in kinds[: 2 if is_map else 3] if self._first(kind, key))
            if not first:
                continue
            if kinds[2] in first and key in self._articles:
                self._lead(url, kinds[0])
            # Where other pages hereabouts have named it, it says something for the narrower kinds alone.
            deserving = line if kinds[2] in first else first
            if key in self._articles:
                self._tell(url, kinds, first)
                self._credit(deserving)
            else:
                self._awaited[key] = self._same(self._awaited.get(key, frozenset()) | deserving)
                self._origins.setdefault(key, line)

    def _lead(self, url: str, kind: str) -> None:
        pages = self._leading.setdefault(kind, [])
        if not pages or pages[-1] != url:
            pages.append(url)

    def _first(self, kind: str, key: int) -> bool:
        """Whether a page of this kind names an address for the first time."""
        of_kind = hash((kind, key))
        known = of_kind in self._named
        self._named.add(of_kind)
        return not known

    def _tell(self, url: str, kinds: Kinds, first: Iterable[str]) -> None:
        """Note a page that names an article which none of some of its kinds has named before."""
        self._good.add(kinds)
        for kind in first:
            pages = self._telling.setdefault(kind, [])
            if len(pages) < TELLING_AT_MOST and url not in pages:
                pages.append(url)

    def _credit(self, kinds: Iterable[str]) -> None:
        for kind in kinds:
            if kind in self._known:
                continue  # that articles stand beside its pages is known
            self._barren.pop(kind, None)
            self._tried.pop(kind, None)

    def _same(self, line: frozenset[str]) -> frozenset[str]:
        """Return one and the same object for equal sets: there are few of them, and many pages."""
        return self._lines.setdefault(line, line)
