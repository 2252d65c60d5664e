"""One page in, one article out: evidence from head, labels, position and density, weighed field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urljoin

from crawler.extraction import body as bodies
from crawler.extraction.breadcrumb import find_breadcrumb
from crawler.extraction.canonical import canonical_url, encoded
from crawler.extraction.credits import bare_credits, labelled_credits, looks_like_name, split_labels, unique
from crawler.extraction.dates import Found, find_dates, is_midnight, parse_date
from crawler.extraction.fingerprint import fingerprint_cms
from crawler.extraction.headlines import find_deck, find_headline, find_kicker
from crawler.extraction.kinds import ARTICLE_URL, ENOUGH, INDEX_URL, STATIC, Evidence, is_home
from crawler.extraction.listing import NO_PAGE
from crawler.extraction.meta import Meta, read_meta
from crawler.extraction.text import Line, comparable, half_width, read_lines, squeeze
from crawler.extraction.tree import Parsed, parse
from crawler.items import Article, Attachment, Credit, Image, Page

_SOURCE_LABEL = re.compile(r"(?:文章|信息|稿件|消息|新闻|内容)?\s*(?:来\s*源(?:于)?|稿\s*源|出\s*处|转自|来自)\s*[:：]?\s*")
_DATE_LABEL = re.compile(r"(?:发布|发表|发稿|上传|录入|添加|创建|成稿)(?:时间|日期|于)|时\s*间\s*[:：]|日\s*期\s*[:：]")
_UPDATE_LABEL = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)")
_TODAY = re.compile(r"今天是|今日|现在是|星期[一二三四五六日天]")
_FURNITURE = re.compile(r"浏览|点击|阅读|字体|字号|打印|分享|收藏|评论|人气|次数|访问量")
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|ceb)(?:$|\?)|/download|filename=", re.I)
_NEIGHBOUR = re.compile(r"^[\[【（(\s]*(?P<which>上一[篇条则]|下一[篇条则]|前一[篇条]|后一[篇条])")
_PARTS = re.compile(r"^(?:下一页|(?:[\[【(（]\s*)?\d{1,2}(?:\s*[\]】)）])?|第\s*\d+\s*页|尾页|末页)$")
_BYLINE_LINE = re.compile(r"^[（(【\[]?\s*(?:作者|文|图|供稿|记者|通讯员|本报|本网|本台|新华社|人民网|特约|见习|实习|撰稿|摄影|整理|来源|编辑|责编)[^。！？]{0,120}[）)】\]]?$")
_TAIL_CREDIT = re.compile(r"[（(]\s*([^（()）]{2,60})\s*[）)]\s*$")
_OUTLET = re.compile(
    r"^[\u4e00-\u9fffA-Za-z·]{2,18}(?:网|报|社|台|刊|部|委|办|局|厅|院|党建|先锋|中心|客户端|频道|新闻|在线|组工|机关|大学|集团|公众号|微信)$"
)
_SCRAP = re.compile(r"^[\d\s+\-TA/|.]{1,5}$")


def extract_article(page: Page) -> Article:
    """Return what a page says. Never raises; a page that is no article has empty fields."""
    return extract_parsed(parse(page))


def explain_article(page: Page) -> dict[str, object]:
    """Return what was weighed: where the headline stood, the metadata lines, the times found, the evidence."""
    parsed = parse(page)
    if parsed.tree is None:
        return {"encoding": parsed.encoding, "evidence": []}
    reading = _Reading(parsed)
    article = reading.article()
    return {
        "encoding": parsed.encoding,
        "headline": {"line": reading.headline_at, "title": reading.meta.title, "meta": reading.meta.first("articletitle")},
        "times": {reading.lines[n].spaced: [found.iso for found in times] for n, times in reading.dates.items()
                  if n not in reading.rows},
        "credit_lines": article.credit_line_raw,
        "evidence": [{"points": points, "reason": reason} for points, reason in reading.evidence.points],
        "enough": ENOUGH,
    }


def extract_parsed(parsed: Parsed) -> Article:
    """Return what a parsed page says."""
    empty = Article(url=parsed.url, canonical_url=canonical_url(parsed.url), encoding=parsed.encoding)
    if parsed.tree is None or parsed.tree.find("body") is None and not len(parsed.tree):
        return empty
    return _Reading(parsed).article()


class _Reading:
    """The state of reading one page."""

    def __init__(self, parsed: Parsed) -> None:
        assert parsed.tree is not None
        self.parsed = parsed
        self.tree = parsed.tree
        self.meta: Meta = read_meta(parsed)
        self.lines: list[Line] = read_lines(parsed.tree)
        self.dates: dict[int, list[Found]] = {}
        for line in self.lines:
            if len(line.text) <= 300 and any(c.isdigit() for c in line.text) or "〇" in line.text:
                if found := list(find_dates(half_width(line.spaced))):
                    self.dates[line.number] = found
        self.rows = self._find_rows()
        self.is_metadata = [self._looks_like_metadata(line) for line in self.lines]
        self.headline, self.headline_at = find_headline(
            self.lines, self.meta, self.rows, self._above_metadata()
        )
        self.evidence = Evidence()
        # Of each line of the story, how many lines of the body stand before it.
        self.kept: list[int] = [0]

    def _find_rows(self) -> set[int]:
        """Return the lines that are rows of a list: a date beside a link to a story, or one of many alike."""
        signatures = Counter(_signature(self.lines[number]) for number in self.dates)
        rows = set()
        for number in self.dates:
            line = self.lines[number]
            titles = [text for _, text in line.links if len(squeeze(text)) >= 8 and not list(find_dates(text))]
            alike = signatures[_signature(line)] >= 3 and len(line.text) < 60 and not _SOURCE_LABEL.search(line.text)
            if titles or alike or self._beside_a_title(line) or self._next_to_a_title(line):
                rows.add(number)
        return rows

    def _above_metadata(self) -> set[int]:
        """Return the lines that stand right above a line with a time and a label: where headlines stand."""
        found: set[int] = set()
        for number in self.dates:
            line = self.lines[number]
            if number in self.rows or not self.is_metadata[number] or _TODAY.search(line.text):
                continue
            above = [n for n in range(max(number - 3, 0), number) if self.lines[n].text and not self.is_metadata[n]]
            found.update(above)
        return found

    def _next_to_a_title(self, line: Line) -> bool:
        """Whether a bare date stands next to a line that is one link, in one small block: a list with few rows."""
        if len(line.text) > 30 or _SOURCE_LABEL.search(line.text) or _DATE_LABEL.search(line.text):
            return False
        for other in self.lines[max(line.number - 2, 0) : line.number + 3]:
            if len(other.links) != 1 or other.link_share < 0.9 or len(other.text) < 8 or _NEIGHBOUR.match(other.text):
                continue
            block = line.node
            for _ in range(3):
                if block is None or block.tag in ("body", "html"):
                    break
                if bodies.within(other.node, block):
                    return len(squeeze("".join(block.itertext()))) < 400 and block.find(".//h1") is None
                block = block.getparent()
        return False

    @staticmethod
    def _beside_a_title(line: Line) -> bool:
        node = line.node
        for _ in range(3):
            if node is None or node.tag in ("body", "html"):
                return False
            if node.tag in ("li", "dl", "tr", "dd", "dt"):
                links = [a for a in node.iter("a") if len(squeeze("".join(a.itertext()))) >= 8]
                size = len(squeeze("".join(node.itertext())))
                return bool(links) and size < 400 and node.find(".//h1") is None
            node = node.getparent()
        return False

    def _looks_like_metadata(self, line: Line) -> bool:
        text = line.spaced
        if not text or len(text) > 220:
            return False
        labels = list(split_labels(half_width(text)))
        if line.number in self.dates and line.number not in self.rows:
            rest = text
            for found in reversed(self.dates[line.number]):
                rest = rest[: found.start] + rest[found.end :]
            if len(squeeze(rest)) <= 45 or labels:
                return not text.endswith(("。", "！", "？"))
        if labels and len(text) <= 120 and not re.search(r"[。！？]", text):
            first = labels[0]
            return first.start <= 3 or bool(_FURNITURE.search(text))
        return bool(_FURNITURE.search(text)) and len(text) <= 40 and not re.search(r"[。！？，]", text)

    # -- the parts ---------------------------------------------------------------------------------------------

    def article(self) -> Article:
        at = self.headline_at if self.headline_at is not None else -1
        after = [line for line in self.lines if line.number > at and line.number not in self.rows]
        container = bodies.find_container(after, self.is_metadata, self.tree)
        first_of_story = next(
            (line.number for line in after if container is not None and bodies.within(line.node, container.node)
             and not self.is_metadata[line.number] and (bodies.weight(line) >= 15 or any(map(bodies.is_picture, line.images)))),
            len(self.lines),
        )
        if self.headline_at is None and container is not None:
            at = max(first_of_story - 1, 0)
        breadcrumb, crumb_at, ended = find_breadcrumb(self.lines, at if at >= 0 else 60, self.headline)
        deck, deck_at = (None, None)
        kicker, kicker_at = (None, None)
        if self.headline_at is not None:
            last = self.headline_at
            while last + 1 < len(self.lines) and comparable(self.lines[last + 1].text) and comparable(
                self.lines[last + 1].text
            ) in comparable(self.headline or "") and self.lines[last + 1].node is self.lines[last].node:
                last += 1
            deck, deck_at = find_deck(self.lines, last, self.meta, self.is_metadata)
            kicker, kicker_at = find_kicker(self.lines, self.headline_at, self.meta, self.is_metadata)
        header = self._header(at, first_of_story, crumb_at)
        story = self._story(container, at, {n for n in (deck_at, kicker_at, crumb_at) if n is not None} | {line.number for line in header})
        footer = self._footer(story)
        published = self._published(header, footer)
        source, source_url = self._source(header, footer)
        credits, byline, body_lines = self._credits(header, story, footer)
        evidence = self._evidence(published, source, credits, breadcrumb, ended, story, container)
        self.evidence = evidence
        canonical = canonical_url(self.parsed.url, self.meta.canonical)
        cms = fingerprint_cms(self.parsed)
        if evidence.total < ENOUGH or not self.headline:
            kind = "listing" if len(self.rows) >= 4 else "other"
            return Article(
                url=self.parsed.url, canonical_url=canonical, page_kind=kind, cms=cms,
                encoding=self.parsed.encoding, undecodable=self.parsed.undecodable,
            )
        previous_url, next_url = self._neighbours()
        return Article(
            url=self.parsed.url,
            canonical_url=canonical,
            page_kind="article",
            kicker=kicker,
            headline=self.headline,
            deck=deck,
            byline=byline,
            source=source,
            source_url=source_url,
            published_at=published,
            credits=credits,
            breadcrumb=breadcrumb or self._column(),
            body="\n".join(body_lines),
            crossheads=tuple(text for text in story.crossheads if text in body_lines),
            images=self._images(story),
            attachments=self._attachments(container),
            previous_url=previous_url,
            next_url=next_url,
            keywords=self._keywords(),
            cms=cms,
            credit_line_raw=" | ".join(line.spaced for line in [*header, *footer]) or None,
            encoding=self.parsed.encoding,
            undecodable=self.parsed.undecodable,
            part_urls=self._parts(container),
        )

    def _header(self, at: int, first_of_story: int, crumb_at: int | None) -> list[Line]:
        """Return the metadata lines between headline and story, or just above the headline."""
        end = max(first_of_story, at + 1)
        # A template may print its tools or a summary before the time.
        end = max([end, *(n + 1 for n in self.dates if end <= n <= at + 8 and self.is_metadata[n] and n not in self.rows)])
        lines = [
            line
            for line in self.lines[at + 1 : end]
            if self.is_metadata[line.number] and line.number not in self.rows and line.number != crumb_at
        ]
        if not any(line.number in self.dates for line in lines):
            lines += [
                line
                for line in self.lines[max(at - 6, 0) : max(at, 0)]
                if self.is_metadata[line.number] and line.number not in self.rows and line.number != crumb_at
                and not _TODAY.search(line.text)
            ]
        return lines

    def _story(self, container: bodies.Container | None, at: int, taken: set[int]) -> bodies.Story:
        story = bodies.Story()
        if container is None:
            return story
        after_image = False
        headline = comparable(self.headline or "")
        ended = False
        for line in self.lines:
            if line.number <= at or line.number in taken or not bodies.within(line.node, container.node):
                continue
            if ended:
                story.tail.append(line)
                continue
            pictures = [image for image in line.images if bodies.is_picture(image)]
            text = line.text
            if pictures:
                story.images += [(image, None, len(story.lines)) for image in pictures]
                after_image = True
            if not text:
                continue
            if comparable(text) == headline and not story.lines:
                continue
            if story.images and bodies.is_caption(line, after_image and not pictures):
                image, caption, place = story.images[-1]
                story.images[-1] = (image, f"{caption}\n{text}" if caption else text, place)
                continue
            if bodies.END.match(text) and (len(text) < 120) and (story.lines or story.images or line.link_share > 0.3):
                story.tail.append(line)
                ended = bool(story.lines or story.images)
                continue
            if bodies.NOISE.search(text) and len(text) < 120:
                continue
            if line.number in self.rows or (line.link_share > 0.8 and not pictures and self._is_link_list(line)):
                continue
            if line.link_share > 0.6 and any(_ATTACHMENT.search(anchor.get("href") or "") for anchor, _ in line.links):
                continue
            if not story.lines and self.is_metadata[line.number]:
                story.tail.append(line)
                continue
            after_image = after_image and not text
            story.lines.append(line)
            if bodies.is_crosshead(line):
                story.crossheads.append(text)
        while story.lines and _SCRAP.match(story.lines[0].text):
            story.lines.pop(0)
        while story.lines and _SCRAP.match(story.lines[-1].text):
            story.lines.pop()
        while story.lines and self.is_metadata[story.lines[-1].number] and len(story.lines) > 1:
            story.tail.insert(0, story.lines.pop())
        return story

    @staticmethod
    def _is_link_list(line: Line) -> bool:
        return not re.search(r"[。；]$", line.text)

    def _footer(self, story: bodies.Story) -> list[Line]:
        """Return the credit lines after the story: within its container, and the first ones that follow it."""
        last = max((line.number for line in [*story.lines, *story.tail]), default=None)
        if last is None:
            return [line for line in story.tail if self.is_metadata[line.number]]
        found = [line for line in story.tail if line.link_share < 0.5]
        taken = {line.number for line in found}
        for line in self.lines[last + 1 : last + 16]:
            text = line.text
            if re.match(r"^[\[【（(\s]*(?:相关|推荐|热[点门]|友情链接|版权所有|主办|承办)", text):
                break
            if line.number not in taken and line.number not in self.rows and self.is_metadata[line.number]:
                found.append(line)
        return found

    def _published(self, header: Sequence[Line], footer: Sequence[Line]) -> str | None:
        """Return the printed time that is labelled so, else the first printed, else what the head says."""
        ranked: list[tuple[int, str]] = []
        for place, lines in ((2, header), (0, footer)):
            for line in lines:
                text = half_width(line.spaced)
                for found in self.dates.get(line.number, []):
                    before = text[max(found.start - 12, 0) : found.start]
                    score = place + 3 * bool(_DATE_LABEL.search(before)) - 2 * bool(_UPDATE_LABEL.search(before))
                    score += found.to_the_minute
                    if place == 0 and not _DATE_LABEL.search(before):
                        continue
                    ranked.append((score, found.iso))
        said = self._said_time()
        if ranked:
            best = max(ranked, key=lambda pair: pair[0])[1]
            # The head may know the minute of a day that the page prints.
            return best
        return said

    def _said_time(self) -> str | None:
        names = ("pubdate", "publishdate", "article:published_time", "firstpublishedtime", "og:release_date", "datepublished",
                 "publish_time", "publishtime", "pubtime", "release_date", "article.published", "weibo: article:create_at", "date", "_pubtime")
        values = [self.meta.founder.get("date"), *(self.meta.tags.get(name) for name in names), self.meta.linked_data.get("datePublished")]
        for value in values:
            if isinstance(value, str) and (moment := parse_date(value.replace(".0", "") if value.endswith(".0") else value)):
                return moment[:10] if is_midnight(moment) else moment
        return None

    def _source(self, header: Sequence[Line], footer: Sequence[Line]) -> tuple[str | None, str | None]:
        """Return the outlet that the page names, and the link on it."""
        for line in [*header, *footer]:
            text = line.spaced
            for part in split_labels(half_width(text)):
                if not re.search(r"来源|稿源|出处|转自", part.label):
                    continue
                name = _clean_source(part.value)
                if name:
                    link = next((a for a, label in line.links if squeeze(label) and squeeze(label) in name), None)
                    return name, self._absolute(link.get("href")) if link is not None else None
        for line in header:
            match = re.match(r"^(?:来源于|来自)\s*[:：]?\s*(.+)$", line.text)
            if match and (name := _clean_source(match[1])):
                return name, None
        if (name := self._beside_the_date(header)) is not None:
            return name
        said = self.meta.first("contentsource", "source", "article:source", "og:article:source", "mediaid")
        return (_clean_source(said) if said and not re.match(r"^https?:|^\d+$", said) else None), None

    def _beside_the_date(self, header: Sequence[Line]) -> tuple[str, str | None] | None:
        """Return an outlet that stands without a label beside the time: a link, or one short name."""
        for line in header:
            if line.number not in self.dates:
                continue
            for anchor, label in line.links:
                name = squeeze(label)
                if 2 <= len(name) <= 16 and not _FURNITURE.search(name) and re.search(r"网|报|社|台|刊|新闻|客户端|在线|频道|央视", name):
                    return name, self._absolute(anchor.get("href"))
            after = half_width(line.spaced)[self.dates[line.number][-1].end :]
            for word in re.split(r"[\s|丨/]+", after):
                if _OUTLET.match(word) and not _FURNITURE.search(word):
                    return word, None
        return None

    def _credits(
        self, header: Sequence[Line], story: bodies.Story, footer: Sequence[Line]
    ) -> tuple[tuple[Credit, ...], str | None, list[str]]:
        """Return the credits in reading order, the byline as printed, and the story without lines that are only credits."""
        found: list[Credit] = []
        byline: str | None = None
        for line in header:
            found += labelled_credits(half_width(line.spaced)) or bare_credits(line.spaced if len(line.text) < 80 else "")
        texts: list[str] = []
        self.kept = []
        for place, line in enumerate(story.lines):
            self.kept.append(len(texts))
            text = _story_text(line)
            edge = place < 2 or place >= len(story.lines) - 4
            if edge and _BYLINE_LINE.match(text):
                credits = labelled_credits(half_width(text)) or bare_credits(text)
                if credits and len(text) < 130:
                    found += credits
                    byline = byline or text
                    continue
            if edge and (match := re.fullmatch(r"[（(]([^（()）]{2,50})[）)]", text)):
                credits = labelled_credits(half_width(match[1])) or bare_credits(match[1])
                if credits:
                    found += credits
                    byline = byline or text
                    continue
            if place >= len(story.lines) - 3 and (match := _TAIL_CREDIT.search(text)):
                inner = match[1]
                credits = labelled_credits(half_width(inner)) or bare_credits(inner)
                if not credits and looks_like_name(inner) and place == len(story.lines) - 1:
                    credits = [Credit("author", None, inner, None, match[0])]
                if credits and re.match(r"\s*(?:供稿|投稿|责任编辑|编辑|责编)", inner):
                    text = squeeze(text[: match.start()])
                found += credits
            if place < 3 and (match := re.search(r"[（(]([^（()）]{0,12}(?:记者|通讯员|评论员)[^（()）]{2,50})[）)]", text[:120])):
                found += bare_credits(match[1])
            texts.append(text)
        self.kept.append(len(texts))
        for line in footer:
            found += labelled_credits(half_width(line.spaced))
        said = self.meta.founder.get("author")
        if said and not any(c.role in ("author", "reporter") for c in found) and looks_like_name(said):
            found.append(Credit("author", None, said, None, said))
        return unique(found), byline, [text for text in texts if text]

    def _evidence(
        self, published: str | None, source: str | None, credits: tuple[Credit, ...], breadcrumb: tuple[str, ...],
        ended: bool, story: bodies.Story, container: bodies.Container | None,
    ) -> Evidence:
        evidence = Evidence()
        url = self.parsed.url
        size = sum(len(line.text) for line in story.lines)
        if is_home(url):
            evidence.add(-10, "home page")
        if STATIC.match(squeeze(self.headline or "")):
            evidence.add(-8, "title of a standing page")
        if not size and not story.images:
            evidence.add(-10, "no story")
        if self.meta.first("articletitle") or self.meta.founder.get("title") or self.meta.linked_data:
            evidence.add(2.5, "the head names an article")
        if self.meta.first("og:type") == "article" or self.meta.first("article:published_time"):
            evidence.add(1.5, "Open Graph says article")
        if published:
            evidence.add(2.5, "a publication time")
        if source:
            evidence.add(1.5, "a source")
        if any(credit.role != "other" for credit in credits):
            evidence.add(1.5, "a credit")
        if ended:
            evidence.add(2, "breadcrumb ends in 正文")
        if any(_NEIGHBOUR.match(line.text) for line in self.lines):
            evidence.add(1.5, "previous and next article")
        if ARTICLE_URL.search(url):
            evidence.add(1.0, "address of an article")
        if INDEX_URL.search(url.partition("?")[0]) and "?" not in url:
            evidence.add(-2.5, "address of an index")
        if self.headline_at is not None:
            evidence.add(0.5, "headline printed")
        if container is not None and container.named:
            evidence.add(0.5, "known container")
        evidence.add(1.0 if size >= 60 else 0.5 if size else 0, "text")
        rows = sum(1 for number in self.rows)
        if rows >= 8 and size < 40 * rows and not source and not ended:
            evidence.add(-2, "mostly rows of a list")
        if self._pages_of_a_list():
            evidence.add(-3, "paging of a list")
        return evidence

    def _pages_of_a_list(self) -> bool:
        text = " ".join(line.text for line in self.lines if len(line.text) < 120)
        return bool(re.search(r"共\s*\d+\s*[条篇]|第?\s*\d+\s*/\s*\d+\s*页|共\s*\d+\s*页", text)) and len(self.rows) >= 2

    def _column(self) -> tuple[str, ...]:
        name = self.meta.first("columnname") or self.meta.founder.get("nodename")
        return (name,) if name else ()

    def _keywords(self) -> tuple[str, ...]:
        said = self.meta.first("keywords")
        words = [squeeze(word) for word in re.split(r"[;,，；、\s|]+", said or "")]
        return tuple(dict.fromkeys(word for word in words if word))[:20]

    def _absolute(self, raw: str | None) -> str | None:
        if not raw or raw.strip().lower().startswith(("javascript:", "#", "data:", "mailto:")):
            return None
        try:
            return encoded(urljoin(self.parsed.base_url, raw.strip()))
        except ValueError:
            return None

    def _images(self, story: bodies.Story) -> tuple[Image, ...]:
        found = {}
        for image, caption, place in story.images:
            url = self._absolute(bodies.picture_source(image))
            if url and url not in found:
                alt = squeeze(image.get("alt") or "") or squeeze(image.get("title") or "") or None
                found[url] = Image(url, caption, alt, self.kept[min(place, len(self.kept) - 1)])
        return tuple(found.values())

    def _attachments(self, container: bodies.Container | None) -> tuple[Attachment, ...]:
        found = {}
        around = container.node.getparent() if container is not None else None
        scope = around if around is not None and around.tag != "body" else container.node if container else None
        for anchor in scope.iter("a") if scope is not None else ():
            href = anchor.get("href") or ""
            if _ATTACHMENT.search(href) and (NO_PAGE.search(href.partition("?")[0]) or "download" in href):
                url = self._absolute(href)
                if url:
                    found.setdefault(url, Attachment(url, squeeze("".join(anchor.itertext())) or anchor.get("title")))
        return tuple(found.values())

    def _neighbours(self) -> tuple[str | None, str | None]:
        urls: dict[str, str | None] = {"previous": None, "next": None}
        for place, line in enumerate(self.lines):
            match = _NEIGHBOUR.match(line.text)
            if not match:
                continue
            which = "previous" if match["which"][0] in "上前" else "next"
            links = line.links or (self.lines[place + 1].links if place + 1 < len(self.lines) else [])
            if links and urls[which] is None:
                urls[which] = self._absolute(links[0][0].get("href"))
        return urls["previous"], urls["next"]

    def _parts(self, container: bodies.Container | None) -> tuple[str, ...]:
        """Return the addresses of an article's further pages, `c123-456-2.html`, `t2020_1.html`, in order; on its first only."""
        stem, _, ending = canonical_url(self.parsed.base_url).rpartition(".")
        if container is None or not stem or "?" in ending or "/" in ending:
            return ()
        if re.search(r"/(?:index|list|default)(?:_\d+)?$", stem, re.I):
            return ()
        found: dict[int, str] = {}
        for anchor in self.tree.iter("a"):
            label = squeeze("".join(anchor.itertext()))
            if not _PARTS.match(label):
                continue
            url = self._absolute(anchor.get("href"))
            match = re.fullmatch(re.escape(stem) + r"[-_](\d{1,2})\." + re.escape(ending), url or "")
            if url and match:
                found[int(match[1])] = url
        return tuple(found[number] for number in sorted(found))


def _signature(line: Line) -> tuple[str, ...]:
    """Return what rows of one list have in common: tags and classes of a line's block and its two parents."""
    found, node = [], line.node
    for _ in range(3):
        if node is None or not isinstance(node.tag, str):
            break
        found.append(f"{node.tag}.{node.get('class') or ''}")
        node = node.getparent()
    return tuple(found)


def _clean_source(value: str) -> str | None:
    text = squeeze(value)
    text = re.split(r"\s{2,}|[|｜]|(?:19|20)\d\d[-年/.]|\s+(?=(?:发布|时间|日期|作者|编辑|浏览|点击|字体|字号|分享|打印))", text)[0]
    text = re.sub(r"(?:\s|[|｜(（\[])*(?:举报|字体|字号|分享|打印|收藏|评论|浏览|阅读|点击|大\s*中\s*小).*$", "", text)
    text = squeeze(text).strip("【】[]()（）《》:： 　-—·,，。;；\"'“”")
    if not text or len(text) > 40 or re.match(r"^(?:null|undefined|无|未知|-+|本站原创)$", text, re.I) or re.search(r"浏览|点击|字体", text):
        return None
    return text


def _story_text(line: Line) -> str:
    """Return a line of the story as text, without marks that stand after it (【纠错】, page numbers)."""
    return squeeze(re.sub(r"\s*【?(?:纠错|责任编辑[^】]*)】?\s*$", "", line.text) if "【" in line.text[-40:] else line.text)


def join_parts(articles: Sequence[Article]) -> Article:
    """Return an article that runs over several pages as one: the first page's fields, every page's text and pictures."""
    first, *others = articles
    bodies_ = [first.body or "", *(article.body or "" for article in others)]
    credits = [credit for article in articles for credit in article.credits]
    return first.but(
        body="\n".join(text for text in bodies_ if text),
        crossheads=tuple(text for article in articles for text in article.crossheads),
        images=tuple({image.url: image for article in articles for image in article.images}.values()),
        attachments=tuple({a.url: a for article in articles for a in article.attachments}.values()),
        credits=unique(credits),
    )
