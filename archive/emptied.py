"""What is left of an article on a page that came at its address: all, nothing, or its headline alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_HOLLOW, _FEW = 0.3, 60  # share of the old text's length, characters
_AROUND = 300  # characters of what a template prints around a text
_PARAGRAPH = 12  # characters of a paragraph that are enough to know it by
_TEASER = re.compile(r"[【\[](?:>>)?详[细情][\]】]\s*$")
# A summary that a template makes of how a text begins, and what is printed before it.
_CUT_OFF = re.compile(r"(?:\.{3,}|…+)$")
_LABEL = re.compile(r"[\[【]?(?:(?:内容|本文|文章)?(?:摘要|提要|导读|简介)|核心提示)[\]】]?[:：|｜]?")
# What servers say with status 200 whose program or database is out of order: nothing of what is there.
_FAILS = re.compile(
    r"(?:系统|服务器?|网站|程序|接口)(?:内部|运行)?(?:繁忙|错误|出错|异常|故障|超时|不可用|开小差)"
    r"|数据库(?:服务器?|连接|访问|操作|查询|读取)?(?:失败|错误|出错|异常|超时|繁忙)|(?:连接|打开|访问)数据库(?:失败|错误|出错|超时)"
    r"|(?:can'?t|cannot|could not|unable to|failed to|error) (?:connect|open|establish)|too many connections|SQLSTATE\["
    r"|database (?:connection )?(?:error|failed)|server has gone away|lost connection to|in your SQL syntax|ORA-\d{5}"
    r"|Table '[\w.]+' doesn't exist|\b(?:ODBC|OLE DB)\b|\b80004005\b|\b(?:javax?|org|com)\.[\w.]{3,80}Exception\b"
    r"|Fatal error:|Server Error in|Internal Server Error|Service (?:Temporarily )?Unavailable|Bad Gateway"
    r"|Gateway Time-?out|error establishing a database",
    re.I | re.A,
)
_SENTENCE_END = re.compile(r"。|[！？!?][”’\"）)]*\s*$", re.M)


def is_emptied(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page that came, and is no article, has nothing left of the article that stood there."""
    return not _says_that_it_fails(page) and _has_nothing_of(page, headline, body)


def is_at_fault(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page that is no article says in its place that a program or a database fails."""
    return _says_that_it_fails(page) and _has_nothing_of(page, headline, body)


def _says_that_it_fails(page: Mapping[str, Any]) -> bool:
    return _FAILS.search(" ".join(str(page.get("page_text") or "").split())) is not None


def _has_nothing_of(page: Mapping[str, Any], headline: str, body: str) -> bool:
    text = _squeezed(page.get("page_text"))
    if paragraphs := _marks_of(body):
        return not any(mark in text for mark in paragraphs)
    return bool(headline) and _squeezed(headline) not in text


def is_same(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page tells an article, by its headline or by any of its paragraphs."""
    text = _squeezed(page.get("body"))
    return _squeezed(page.get("headline")) == _squeezed(headline) or any(mark in text for mark in _marks_of(body))


def is_edit(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page that is an article has the headline or a whole paragraph of the one that stood there."""
    if _squeezed(page.get("headline")) == _squeezed(headline):
        return True
    old, new = ({_squeezed(line) for line in str(text or "").split("\n")} for text in (body, page.get("body")))
    return any(len(line) >= _PARAGRAPH for line in old & new)


def is_hollow(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether an article has its headline still, next to nothing of a text, and none of the one that stood there."""
    # A teaser is the beginning of another story; how the text began, cut off, is left of it where the text is not.
    lines = str(page.get("body") or "").split("\n")
    said = "\n".join(line for line in lines if not (_TEASER.search(line) or _is_beginning(line, body)))
    new = _squeezed(said)
    # What a template prints around a text has no sentences, however short the text was.
    told = _SENTENCE_END.search(said) or not _SENTENCE_END.search(body)
    if _squeezed(page.get("headline")) != _squeezed(headline) or len(new) > (_FEW if told else _AROUND):
        return False
    if told and len(new) > _HOLLOW * len(_squeezed(body)):
        return False
    paragraphs = _marks_of(body)
    return bool(paragraphs) and not any(mark in new for mark in paragraphs)


def _is_beginning(line: str, body: str) -> bool:
    """Whether a line is how a text begins, cut off in the middle: its summary."""
    told = _squeezed(line)
    if (cut := _CUT_OFF.search(told)) is None:
        return False
    label = _LABEL.match(told)
    beginning, text = told[label.end() if label else 0 : cut.start()], _squeezed(body)
    return len(beginning) >= _PARAGRAPH and text.startswith(beginning) and len(text) > len(beginning) + _PARAGRAPH


def _squeezed(text: object) -> str:
    """Return a text without white space; nothing for None."""
    return "".join(str(text or "").split())


def _marks_of(body: str) -> list[str]:
    """Return what each paragraph of some length is known by: how it begins."""
    said = [_squeezed(line) for line in body.split("\n")]
    return [line[:_PARAGRAPH] for line in said if len(line) >= _PARAGRAPH]
