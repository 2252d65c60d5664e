"""An article for reference managers: BibTeX, RIS, CSL-JSON and COinS. Pure functions of a `Work`."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from archive.citation import ARCHIVE, Work, remarks

# BibTeX counts braces even behind a backslash, so these two are written as words.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "%&#_$"},
}
_OF_AN_ADDRESS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '{}\\^`<>"|')
LANGUAGE = "zh-CN"


def bibtex(work: Work) -> str:
    """Return an entry for BibTeX and biblatex: `@online`, or `@article` for what a newspaper printed."""
    printed = work.printed
    day = printed.day if printed else work.published
    fields = [
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in work.authors)),
        ("title", f"{{{_tex(work.headline)}}}"),
        ("subtitle", f"{{{_tex(work.subtitle)}}}" if work.subtitle else ""),
        ("journal", _tex(printed.newspaper) if printed else ""),
        ("organization", "" if printed else _tex(work.portal)),
        ("date", day or ""),
        ("year", day[:4] if day else ""),
        ("pages", printed.page if printed else ""),
        ("entrysubtype", "newspaper" if printed else ""),
        ("url", _address(work.address)),
        ("urldate", work.accessed or ""),
        ("langid", "chinese"),
        ("note", _tex("；".join(remarks(work)))),
    ]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@{'article' if printed else 'online'}{{dangjian-{work.key},\n{lines}\n}}\n"


def ris(work: Work) -> str:
    """Return a record in RIS: a tag, two spaces, a dash and a value a line, each ended as RIS asks."""
    printed = work.printed
    lines = [
        ("TY", "NEWS" if printed else "ELEC"),
        *(("AU", name) for name in work.authors),
        ("TI", work.title()),
        ("T2", printed.newspaper if printed else work.portal),
        *_ris_days(printed.day if printed else work.published, work.accessed),
        ("SP", printed.page if printed else ""),
        ("UR", work.address),
        ("LA", LANGUAGE),
        ("DB", ARCHIVE),
        ("AN", work.key),
        *(("N1", remark) for remark in remarks(work)),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def csl_json(work: Work) -> str:
    """Return an article as a CSL-JSON document, one field a line."""
    fields = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in csl(work).items())
    return "[{\n" + ",\n".join(fields) + "\n}]\n"


def csl(work: Work) -> dict[str, Any]:
    """Return an item of CSL-JSON. Names are whole: where a family name ends, characters alone do not tell."""
    printed = work.printed
    item = {
        "id": f"dangjian-{work.key}",
        "type": "article-newspaper" if printed else "webpage",
        "title": work.title(),
        "title-short": work.headline if work.subtitle else None,
        "author": [{"literal": name} for name in work.authors],
        "container-title": printed.newspaper if printed else work.portal,
        "section": work.section,
        "page": printed.page if printed else None,
        "issued": _date_parts(printed.day if printed else work.published),
        "accessed": _date_parts(work.accessed),
        "URL": work.address,
        "language": LANGUAGE,
        "archive": ARCHIVE,
        "archive_location": work.key,
        "note": "；".join(remarks(work)),
    }
    return {name: value for name, value in item.items() if value}


def coins(work: Work) -> str:
    """Return the ContextObject of an article (COinS, Z39.88-2004), for the `title` of a span of class Z3988."""
    printed = work.printed
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", zotero_type(work)),
        ("rft.title", work.title()),
        *(("rft.creator", name) for name in work.authors),
        ("rft.source", printed.newspaper if printed else work.portal),
        ("rft.date", (printed.day if printed else work.published) or ""),
        ("rft.identifier", work.address),
        ("rft.language", LANGUAGE),
    ]
    return urlencode([(name, value) for name, value in pairs if value], errors="replace")


def zotero_type(work: Work) -> str:
    """Return the kind of item that Zotero makes of an article; its GB/T styles print [N/OL] or [EB/OL] by it."""
    return "newspaperArticle" if work.printed else "webpage"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _address(url: str) -> str:
    """Return an address in ASCII, with nothing that would end a field."""
    return quote(url, safe=_OF_AN_ADDRESS, errors="replace")


def _ris_days(published: str | None, accessed: str | None) -> list[tuple[str, str]]:
    days = [("PY", published[:4]), ("DA", f"{published.replace('-', '/')}/")] if published else []
    return days + ([("Y2", f"{accessed.replace('-', '/')}/")] if accessed else [])


def _date_parts(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None
