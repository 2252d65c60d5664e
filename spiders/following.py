"""Where a crawl goes from a page: the links that are asked for, and what is looked at again because a page changed.

What is known is not fetched again: an article when its time has come, a page of links always, but the further pages of
a list only one by one, for as long as they bring something new, or when their time has come as an article's does: what
is put on a portal under an old date stands deep in its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import urljoin

from crawler.addresses import Scope, host_of, url_key
from crawler.extraction.addresses import url_date
from crawler.extraction.kinds import is_home
from crawler.extraction.listing import is_paging
from crawler.items import Layout, Link
from crawler.memory import Known, Memory
from spiders.budget import Budget
from spiders.changes import dated_rows, said_by, suspicious
from spiders.cms.family import Family, Lead
from spiders.front import Front
from spiders.links import alone, asked_by, former_links, goes_on, is_article, is_of_a_row, key_of, section_of, with_rows
from spiders.moves import Moves
from spiders.order import where_news_comes
from spiders.seen import Seen, see
from spiders.sisters import Navigation, Sisters, may_name_a_story, names_a_story
from spiders.steps import AGAIN, ARTICLE, HOME, OTHER, PAGING, Answer, Step

# Pages of a list that are carried along, to be asked for one after the other for as long as they bring something new.
REST_AT_MOST = 20
# All pages of an article on one.
_WHOLE = re.compile(
    r"\W{0,2}(?:余下全文|(?:在本页)?(?:阅读|显示|查看|浏览|展开)?(?:剩余)?全文(?:阅读|显示|浏览)?|单页(?:阅读|显示|浏览)"
    r"|所有页面)\W{0,2}"
)
_NUMBER_AT_END = re.compile(r"\d+$")


class Walker(Protocol):
    """The spider, as far as it is asked."""

    scope: Scope
    budget: Budget
    memory: Memory
    since: str | None
    full: bool

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The portal's layouts."""

    @property
    def families(self) -> tuple[Family, ...]:
        """The publishing systems that are looked for."""


class Follower:
    """Decides where one crawl of one portal goes, each address once."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._decided: set[str] = set()  # the keys of addresses that need no further thought
        self._moved = False  # whether the portal is seen to have changed since the last crawl
        self._sisters: Sisters | None = None
        self._moves: Moves | None = None
        self._navigation = Navigation()
        self._front = Front()
        self._looked_in: set[str] = set()  # the sister hosts whose home is asked for

    def decide(self, urls: Iterable[str]) -> None:
        """Note addresses that are taken care of."""
        self._decided.update(map(url_key, urls))

    def is_open(self, lead: Lead, *, listed: bool = False) -> bool:
        """Whether an address belongs to the portal, as one that it `listed` perhaps, and was not yet decided upon."""
        if key_of(lead) in self._decided or not self.walker.budget.allows(lead.url):
            return False
        return self.walker.scope.admits(lead.url, listed=listed)

    def _may_ask(self, url: str, within: str | None) -> bool:
        """Whether a list may be asked for that a script names: on a sister host by the portal's own pages as well."""
        asks = (
            self.walker.scope.contains(url) or self.sisters.answers(url) if within is None else host_of(url) == within
        )
        return asks and self.walker.budget.allows(url, is_list=True)

    @property
    def sisters(self) -> Sisters:
        """The portal's sister hosts; what other portals there are is known when the crawl has begun."""
        self._sisters = self._sisters or Sisters(self.walker.scope, self.walker.memory)
        return self._sisters

    @property
    def moves(self) -> Moves:
        """What has moved to other hosts; what did in earlier crawls is known when the crawl has begun."""
        self._moves = self._moves or Moves(self.walker.memory)
        return self._moves

    def _is_to_follow(self, link: Link, seen: Seen, within: str | None) -> bool:
        """Whether a link belongs to the portal; of a list `within` a sister host its items and further pages alone."""
        allows = self.walker.budget.allows
        if within is not None:
            is_page = host_of(link.url) == within and (is_paging(link) or self.sisters.is_topic(link, seen.article.url))
            own = self.walker.scope.contains(link.url) and (link.url in seen.made or names_a_story(link))
            own = own or (seen.is_data and host_of(link.url) == within and may_name_a_story(link))
            return (is_page or own or self.sisters.lists(link)) and allows(link.url)
        if not self.walker.scope.contains(link.url):
            listed = self.sisters.lists(link) or self.sisters.is_topic(link, seen.article.url)
            return listed and not is_article(seen) and allows(link.url)
        # A list may go on in a search for its column.
        return allows(link.url) or (not is_article(seen) and goes_on(link) and allows(link.url, is_list=True))

    def _takes_in(self, url: str, sister: str, seen: Seen) -> bool:
        """Whether a page is of a part of the portal on a sister host, whose home takes the host in."""
        scope = self.walker.scope
        if sister == "list" and is_home(url) and self._navigation.is_part(seen.links, url, seen.title):
            scope.take_in(url)
        return scope.is_part(url)

    def walks(self, url: str, sister: str | None, seen: Seen) -> bool:
        """Whether a page is one of the portal's own that leads on: on a sister host only a list."""
        if sister is None or self._takes_in(url, sister, seen):
            return True
        # Towns' hosts all name each other at their foot: a home is the portal's as that of a part or not at all.
        named = sister == "list" and not is_home(url) and self._navigation.is_own(seen.links, url)
        ours = sister == "pages" or named
        return ours and not is_article(seen)

    def _is_list_within(self, answer: Answer, seen: Seen) -> str | None:
        """Return the sister host of a page that is a list of the portal's own."""
        if not self.walks(answer.url, answer.sister, seen):
            return None
        return None if answer.sister is None or self.walker.scope.contains(answer.url) else host_of(answer.url)

    def _lists_elsewhere(self, answer: Answer, seen: Seen) -> Iterator[Step]:
        """Yield the lists on sister hosts that have turned out to be columns of the portal's navigation."""
        if answer.home:
            columns, parts = (filter(may, seen.links) for may in (self.sisters.may_be_column, self.sisters.may_be_part))
            self._navigation.begin(answer.url, seen.links, columns, parts, seen.title)
        for url in self._navigation.see(seen.links, seen.title, is_article=is_article(seen)):
            if url_key(url) not in self._decided:
                # A home may have been asked for before, as a witness.
                yield replace(self.step(Lead(url), PAGING, sister="list"), anyway=is_home(url))

    def _lists_beside(self) -> Iterator[Step]:
        """Yield what the home names on sister hosts beside columns that have turned out to be the portal's."""
        for url in self._navigation.beside():
            if url_key(url) not in self._decided:
                yield self.step(Lead(url), PAGING, sister="list")

    def _on_sister(self, url: str, kind: str) -> dict[str, Any]:
        """Return what a request is known by if it goes to a sister host, and there as what `kind`."""
        scope = self.walker.scope
        # A crawl that goes on with this one has yet to see what is a part.
        return {"sister": "pages"} if scope.is_part(url) else {} if scope.contains(url) else {"sister": kind}

    def step(self, lead: Lead, priority: int, **meta: Any) -> Step:
        """Return a step, which decides upon its address."""
        self._decided.add(key_of(lead))
        meta = self._on_sister(lead.url, "item") | meta
        return Step(replace(lead, url=self.walker.scope.at_home(lead.url)), priority, meta)

    def again(self, urls: Iterable[str]) -> Iterator[Step]:
        """Yield another look at each address, which is an article's."""
        for url in urls:
            self.walker.budget.know([url])
            home = urljoin(url, "/")
            if self.walker.scope.is_sister(url) and home not in self._looked_in:
                # An article is missed beside a page of its host alone, and there may be no other.
                self._looked_in.add(home)
                yield Step(Lead(home), HOME, {"free": True, "sister": "item"}, anyway=True)
            yield self.step(Lead(url), AGAIN, free=True, **alone(url))

    def apart(self, url: str) -> Iterator[Step]:
        """Yield a look at what was taken for a further page of an article as a story of its own."""
        known = self.walker.memory.known(url)
        if known is None or known.kind != "article" or known.due:
            yield Step(Lead(url), ARTICLE, {"free": True, "alone": True, **self._on_sister(url, "item")}, anyway=True)

    def follow(self, answer: Answer, seen: Seen) -> Iterator[Step]:
        """Yield where a page leads, and what it gives reason to look at again."""
        seen = self._front.read(seen, home=answer.home)
        before = self._before(answer)
        within = self._is_list_within(answer, seen)
        if answer.sister is not None and self.walker.scope.contains(answer.url):
            answer = replace(answer, sister=None)
        leads_on = answer.sister is None or within is not None
        if before is not None and (is_article(before) or leads_on):
            yield from self._compare(answer, before, seen)
        self.decide(seen.article.part_urls)
        if seen.article.part_urls:
            self.decide(link.url for link in seen.links if _WHOLE.fullmatch(link.text.strip()))
        if not leads_on:
            self._account(answer, seen, [], None)
            yield from self._released()
            return
        if answer.sister is None:
            yield from self._lists_elsewhere(answer, seen)
        elif within is not None:
            yield from self._lists_beside()
        former = former_links(answer, before, seen)
        fresh, later, news = self._links(seen, former, within)
        # Pages that are asked for by POST have no address to know them by: they come one by one while they bring news.
        waits = not (answer.news or self.walker.full) and self.walker.memory.known(answer.url) is not None
        asked: set[tuple[str, str]] = set()
        for lead in seen.leads:
            if key_of(lead) in self._decided or not self._may_ask(lead.url, within):
                continue
            if lead.mark is not None and waits and not lead.is_first:
                turned = (lead.url, _NUMBER_AT_END.sub("", lead.mark))  # of each list the next page alone
                if not news or turned in asked:
                    continue
                asked.add(turned)
            known = self.walker.memory.known(lead.url) if lead.mark is None else None
            if known is not None and known.kind == "article" and not known.due and not lead.is_first:
                self._decided.add(key_of(lead))
                self.walker.budget.know([lead.url])
                continue
            # A row that a script opens is news as a link is.
            news = news or (known is None and lead.form is None and lead.mark is None and not lead.is_first)
            lead = with_rows(answer, lead)
            if known is not None and known.kind == "page" and not (lead.is_first or known.due):
                later.append(lead)
            else:
                marked = {"news": True} if news and lead.is_first else {}
                on = self._on_sister(lead.url, "pages")
                fresh.append(self.step(lead, PAGING, **marked, **on, **asked_by(answer, seen, lead)))
        self._account(answer, seen, fresh, None if answer.last is None else former)
        yield from self._released()
        yield from fresh
        for url in self.walker.memory.disbelieved():
            told = {"free": True, "whole": True, **self._on_sister(url, "item")}
            yield Step(Lead(url), AGAIN, told, anyway=True)
        if answer.last is None and not answer.known:
            return
        if news:
            yield from self._look_around()
        yield from self._further_pages(answer, seen, later, news=news or answer.news)

    def _further_pages(self, answer: Answer, seen: Seen, later: list[Lead], *, news: bool) -> Iterator[Step]:
        """Yield the page of a list that comes next while there is news, and the one that new stories come on."""
        rest = [lead for lead in [*later, *answer.rest] if key_of(lead) not in self._decided]
        if is_article(seen) or not rest:
            return
        if news:
            yield self._further(answer, seen, rest)
        if self.walker.full:
            return
        told = (self.walker.memory, self.walker.layouts, self.walker.families)
        for lead in where_news_comes(seen, later, *told, answer.asked):
            if key_of(lead) not in self._decided:
                place = next((at for at, other in enumerate(rest) if key_of(other) == key_of(lead)), len(rest))
                yield self._further(answer, seen, [lead, *rest[place + 1 :]])

    def _further(self, answer: Answer, seen: Seen, rest: Sequence[Lead]) -> Step:
        """Return the step to the first of the further pages of a list, which the others wait for."""
        after = [(lead.url, lead.form, lead.is_json) for lead in rest[1 : REST_AT_MOST + 1]]
        on = self._on_sister(rest[0].url, "pages")
        told = {"paging": True, "rest": after, **on, **asked_by(answer, seen, rest[0])}
        return self.step(with_rows(answer, rest[0]), PAGING, **told)

    def _links(self, seen: Seen, former: set[str], within: str | None) -> tuple[list[Step], list[Lead], bool]:
        """Return the links to ask for, the further pages of a list that must wait, and whether anything is new.

        `former` are the addresses that stood on the page the last time; `within`: on what sister host a list stands.
        """
        walker = self.walker
        section = None if is_article(seen) else section_of(seen)
        fresh: list[Step] = []
        later: list[Lead] = []
        news = False
        for link in seen.links:
            key = url_key(link.url)
            if key in self._decided or not self._is_to_follow(link, seen, within):
                continue
            # The day in the box of a column's link is that of a story there, and no day of the column.
            if walker.since and link.date and link.date < walker.since and (is_paging(link) or names_a_story(link)):
                continue
            known = walker.memory.known(walker.scope.at_home(link.url))
            other: dict[str, Any] = {"or": seen.otherwise[link.url]} if link.url in seen.otherwise else {}
            if known is None and (before := self.moves.article_before(link.url)) is not None:
                # Its own address leads there, unless it is another story.
                known, other = Known("article", True, before), {"or": link.url}
            if known is not None and known.kind == "article":
                walker.budget.know([link.url])
            if known and link.printed and walker.memory.awaits(link.url, known, is_new=link.url not in former):
                # Where nothing was, or something else, there may be an article now.
                known = None
            paging = is_paging(link)
            if known is not None and known.url is not None:
                # Another name of an article that is asked for by its own.
                link = link._replace(url=known.url)
                key = url_key(link.url)
                if key in self._decided:
                    continue
            is_list = known is not None and known.kind == "page" and not url_date(link.url)
            # What the rows of an answer lead to is an article's page, though its script has yet to bring the article.
            if known is not None and not (known.due or (is_list and link.url not in seen.made)):
                if known.kind == "article":
                    self._decided.add(key)
            elif known is not None and known.kind == "page" and paging and not known.due:
                later.append(Lead(link.url))
            else:
                news = news or known is None
                priority = PAGING if paging else ARTICLE if link.date else OTHER
                topic = self.sisters.is_topic(link, seen.article.url)
                other |= {"sister": "pages"} if topic or (within is not None and paging) else {}
                if names_a_story(link):
                    other |= {"item": True} if section is not None else {}
                elif section is None and link.text:
                    other |= {"tool": link.text}
                # No list names the further pages of an article.
                other |= alone(link.url) if section is not None and is_of_a_row(link, seen) else {}
                fresh.append(self.step(Lead(link.url), priority, section=section, date=link.date, **other))
        return fresh, later, news

    def _account(self, answer: Answer, seen: Seen, fresh: list[Step], former: set[str] | None) -> None:
        article = seen.article
        named = (url for urls in ((link.url for link in seen.links), (s.lead.url for s in fresh)) for url in urls)
        text = f"{article.headline}\n{article.body}"
        self.walker.budget.account(answer.url, named, article=is_article(seen), text=text, former=former)

    def _released(self) -> Iterator[Step]:
        """Yield the addresses that were left of kinds that turn out to lead somewhere."""
        for url in self.walker.budget.released():
            yield Step(Lead(url), OTHER, self._on_sister(url, "item"), anyway=True)

    def _before(self, answer: Answer) -> Seen | None:
        """Return the page as it was last time, where it is another now and can be read."""
        last, capture = answer.last, answer.capture
        if last is None or capture is None or capture.payload_digest == last.payload_digest:
            return None
        page = self.walker.memory.page(last.capture)
        return see(replace(page, asked=answer.asked), self.walker.layouts) if page is not None else None

    def _compare(self, answer: Answer, before: Seen, now: Seen) -> Iterator[Step]:
        """Yield what a page that is another than last time gives reason to look at again."""
        memory, scope, last, capture = self.walker.memory, self.walker.scope, answer.last, answer.capture
        assert last is not None and capture is not None
        if is_article(before) or is_article(now):
            changed = said_by(before.article) != said_by(now.article)
        else:
            former = {link.url for link in before.links}
            changed = dated_rows(before.links) != dated_rows(now.links) or any(
                link.url not in former and scope.contains(link.url) and memory.known(link.url) is None
                for link in now.links
            )
            for url in suspicious(before.links, now.links):
                known = memory.known(url)
                if known is not None and known.kind == "article" and scope.admits(url, listed=True):
                    yield from self.again([known.url or url])
        if not changed:
            return
        yield from self._look_around()
        if capture.etag == last.etag if capture.etag else capture.last_modified == last.last_modified is not None:
            memory.distrust()

    def _look_around(self) -> Iterator[Step]:
        """Yield, once a crawl and only where the portal has changed, a look at every article that is still young."""
        if not self._moved:
            self._moved = True
            yield from self.again(self.walker.memory.young())
