"""Which links lead to documents rather than pages."""

from __future__ import annotations

from crawler.extraction.text import Line

_LONGEST_TOOL = 15  # characters
_DOCUMENTS = frozenset(
    ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "zip", "rar", "7z", "csv", "txt", "ceb")
)


def is_attachment(address: str | None) -> bool:
    """Whether an address leads to a document rather than a page."""
    if not address:
        return False
    ending = address.partition("?")[0].rpartition(".")[2].lower()
    if ending in _DOCUMENTS or "/download" in address or "filename=" in address:
        return True
    return ending == "jspx" and "/attachment." in address  # JEECMS


def leads_to_mail(line: Line) -> bool:
    """Whether a line longer than a tool leads to addresses of mail alone: a sentence that an editor linked whole."""
    if not line.links or len(line.text) <= _LONGEST_TOOL:
        return False
    return all((anchor.get("href") or "")[:7].lower() == "mailto:" for anchor, _ in line.links)


def links_to_attachment(line: Line) -> bool:
    """Whether a line is mostly the link to a document."""
    return line.link_share > 0.5 and any(is_attachment(anchor.get("href")) for anchor, _ in line.links)


def names_attachment(line: Line) -> bool:
    """Whether a line within a text is the link to a document, by its address, or by what it is called where a script
    leads on: 1.登记表.doc."""
    if line.link_share <= 0.5:
        return False
    return any(is_attachment(href := anchor.get("href")) or _is_called_so(href, said) for anchor, said in line.links)


def _is_called_so(href: str | None, said: str) -> bool:
    return (href or "")[:11].lower() == "javascript:" and said.rstrip().rpartition(".")[2].lower() in _DOCUMENTS
