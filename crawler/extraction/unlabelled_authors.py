"""Authors beside the time whom no label names: a name alone, an account, whom the markup or the head calls so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.beside_dates import accounts_on
from crawler.extraction.characters import squeeze
from crawler.extraction.labels import SOURCE_LABEL, is_ago
from crawler.extraction.meta import Meta
from crawler.extraction.names import is_organization, is_surely_name
from crawler.extraction.outlets import OUTLET
from crawler.extraction.outline import Outline
from crawler.extraction.signatures import join_padded
from crawler.extraction.signed import LONGEST_BYLINE
from crawler.extraction.text import Line
from crawler.extraction.tree import Node, classes_of, text_of
from crawler.items import Credit

_SEVERAL_TAGS = 2  # links beside each other
_WORDS = re.compile(r"\s*[\s·|]\s*")
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:author|writer|zuozhe)(?:$|[\s_-])", re.I)
_ACCOUNT_CLASS = re.compile(r"(?:media|user|author|account)[-_]?(?:name|info)|writer|author")
_LATIN_PERSON = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}")
LONGEST_NAME = 5  # characters of a padded name


def unlabelled_authors(outline: Outline, header: Sequence[Line], labelled: Sequence[Credit]) -> list[Credit]:
    """Return the credits of a header without an author on a label, and behind them the author who stands there.

    A name that stands alone beside the time is the author's, if nobody has it in another role.
    """
    found = list(labelled)
    taken = {credit.name for credit in found}
    for line in header:
        if line.number in outline.dates or is_ago(line.text):
            pieces = (word for piece in line.pieces for word in _WORDS.split(squeeze(join_padded(piece))))
            tags = _tags(line)
            named = [p for p in pieces if is_surely_name(p) and p not in taken and p not in tags]
            named = named or _called_author(outline.meta, line)
            found += [Credit("author", None, p, None, p) for p in named]
            if not found and _ACCOUNT_CLASS.search(classes_of(line.node)):
                latin = (squeeze(piece) for piece in line.pieces)
                found += [Credit("author", None, p, None, p) for p in latin if _LATIN_PERSON.fullmatch(p)]
            # An account's name stands in a line of its own above the time.
            above = outline.lines[line.number - 1] if line.number else line
            if not found and len(above.text) <= LONGEST_NAME and _ACCOUNT_CLASS.search(classes_of(above.node)):
                found += [Credit("author", None, p, None, p) for p in (above.text,) if is_surely_name(p)]
            if not found:
                found += _below_the_time(outline, line)
    found = found or [credit for line in header for credit in _by_class(line) if credit.name not in taken]
    return found or _told_and_printed(outline.meta.first("og:article:author"), header)


def _below_the_time(outline: Outline, line: Line) -> list[Credit]:
    """Return who is named right below a time, in the same block, by a line that its markup calls the author's."""
    below = outline.lines[line.number + 1 : line.number + 3]
    named = (
        squeeze(other.text)
        for other in below
        if len(other.text) <= LONGEST_NAME
        and other.node.getparent() in (line.node, line.node.getparent())
        and _AUTHOR_CLASS.search(classes_of(other.node))
    )
    return [Credit("author", None, name, None, name) for name in named if is_surely_name(name)]


def _told_and_printed(author: str | None, header: Sequence[Line]) -> list[Credit]:
    """Return the author that the head names where the metadata prints the same: nobody else need be called so."""
    if not author or not any(author == squeeze(piece) for line in header for piece in line.pieces):
        return []
    of_a_body = is_organization(author)
    return [Credit("author", None, None if of_a_body else author, author if of_a_body else None, author)]


def _called_author(meta: Meta, line: Line) -> list[str]:
    """Return the name beside the time that is no person's by its look but an account's, or what the head has for it."""
    called = [name for name in meta.authors("author") if len(name) > 1 and name in line.text] + accounts_on(line)
    if not called or SOURCE_LABEL.search(line.text):
        return []
    names = [name for name in map(squeeze, line.pieces) if name in called]
    return [name for name in names if not (name[0].isdigit() or is_organization(name) or OUTLET.match(name))]


def _tags(line: Line) -> set[str]:
    """Return the links of a metadata line that are its tags: the markup says so, or they stand beside each other.

    Of those beside each other some are nobody's names.
    """
    called = {squeeze(label) for anchor, label in line.links if "tag" in (anchor.get("rel") or "").split()}
    if len(line.links) < _SEVERAL_TAGS:
        return called
    tags: dict[Node | None, list[str]] = {}
    for anchor, label in line.links:
        tags.setdefault(anchor.getparent(), []).append(squeeze(label))
    several = (found for found in tags.values() if len(found) >= _SEVERAL_TAGS)
    return called.union(*(found for found in several if not all(map(is_surely_name, found))))


def _by_class(line: Line) -> list[Credit]:
    """Return the authors whom the markup of a metadata line calls so, and nothing else: <a rel="author">."""
    if len(line.text) > LONGEST_BYLINE:
        return []
    named = (
        squeeze(text_of(node))
        for node in line.node.iter("a", "span", "em", "i", "strong", "b")
        if node.get("rel") == "author" or _AUTHOR_CLASS.search(node.get("class") or "")
    )
    return [Credit("author", None, name, None, name) for name in dict.fromkeys(named) if is_surely_name(name)]
