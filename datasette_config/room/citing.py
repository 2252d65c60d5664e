"""An article cited: the forms on its page, the files for reference managers, what Zotero and others read from it."""

from __future__ import annotations

import ipaddress
import json
import sqlite3
from typing import Any
from urllib.parse import urlsplit

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from archive.citation import Work, apa, gb7714, work_of
from archive.references import LANGUAGE, bibtex, coins, csl_json, ris, zotero_type
from datasette_config.files import disposition
from datasette_config.room.keys import is_key, sent_on_or_missed
from datasette_config.room.web import Route, ask, rows

FILES = {
    "bib": ("BibTeX", "application/x-bibtex"),
    "ris": ("RIS", "application/x-research-info-systems"),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
}


def citation_context(request: Request, datasette: Datasette, one: dict[str, Any]) -> dict[str, Any]:
    """Return what the page of an article says of how to cite it, for people and for programs."""
    address = datasette.absolute_url(request, f"/article/{one['key']}")
    work = work_of(one, public(address))
    return {
        "work": work,
        "address": address,
        "citations": printed_forms(work),
        "files": [(ending, name, kind, _file(work, ending)) for ending, (name, kind) in FILES.items()],
        "coins": coins(work),
        "zotero_type": zotero_type(work),
        "linked_data": _script_safe(linked_data(one, work, address)),
    }


def printed_forms(work: Work) -> list[tuple[str, str]]:
    """Return the entries of a reference list, each after the name of its form in the messages; the usual one first."""
    return [
        ("cite_gb2025", gb7714(work)),
        ("cite_gb2025_dated", gb7714(work, order="author-date")),
        ("cite_gb2015", gb7714(work, "2015")),
        ("cite_gb2015_dated", gb7714(work, "2015", "author-date")),
        ("cite_apa", apa(work)),
    ]


async def file(request: Request, datasette: Datasette) -> Response:
    """Return an article for a reference manager, to be saved."""
    key, ending = request.url_vars["key"].lower(), request.url_vars["ending"]
    one = await ask(datasette, lambda db: _cited(db, key)) if is_key(key) else None
    if one is None:
        return await sent_on_or_missed(request, datasette, key, f"/cite.{ending}")
    work = work_of(one, public(datasette.absolute_url(request, f"/article/{key}")))
    headers = {
        "Content-Disposition": disposition(f"dangjian-{key}.{ending}"),
        "X-Content-Type-Options": "nosniff",
    }
    return Response(_file(work, ending), headers=headers, content_type=f"{FILES[ending][1]}; charset=utf-8")


def public(address: str) -> str | None:
    """Return an address if others can open it too, or None for one of this machine or of a network of its own."""
    host = urlsplit(address).hostname or ""
    try:
        return address if ipaddress.ip_address(host).is_global else None
    except ValueError:
        local = "." not in host or host.endswith((".local", ".localhost", ".internal", ".lan"))
        return None if local else address


def linked_data(one: dict[str, Any], work: Work, address: str) -> dict[str, Any]:
    """Return an article as a NewsArticle of schema.org, as it stood at its portal, with its copy in the archive."""
    people = {
        role: [{"@type": "Person", "name": credit["name"]} for credit in one["credits"] if credit["role"] in roles]
        for role, roles in (
            ("editor", ("editor",)),
            ("accountablePerson", ("approver",)),
            ("translator", ("translator",)),
        )
    }
    named = {role: [person for person in found if person["name"]] for role, found in people.items()}
    bodies = {credit["organization"] for credit in one["credits"] if not credit["name"]}
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": _web(one["url"]),
        "headline": one["headline"],
        "alternativeHeadline": one["deck"],
        "datePublished": one["published_at"],
        "author": [{"@type": "Organization" if name in bodies else "Person", "name": name} for name in work.authors],
        **named,
        "sourceOrganization": {"@type": "Organization", "name": one["source"]} if one["source"] else None,
        "isBasedOn": _web(one["source_url"]),
        "publisher": {"@type": "Organization", "name": work.portal, "url": _web(one["portal_home"])},
        "articleSection": one["trail"],
        "printPage": work.printed.page if work.printed else None,
        "inLanguage": LANGUAGE,
        "archivedAt": {"@type": "WebPage", "url": address},
    }
    return {name: value for name, value in data.items() if value}


def _cited(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """Return what a citation needs to know of an article, or None."""
    found = rows(
        db,
        "SELECT a.*, coalesce(p.title, p.name) AS portal_title FROM articles a JOIN portals p ON p.name = a.portal"
        " WHERE a.key = ?",
        [key],
    )
    if not found:
        return None
    found[0]["credits"] = rows(
        db,
        "SELECT c.role, c.role_label, p.name, o.name AS organization FROM credits c"
        " LEFT JOIN people p ON p.id = c.person LEFT JOIN organizations o ON o.id = c.organization"
        " WHERE c.article = ? ORDER BY c.position",
        [found[0]["id"]],
    )
    return found[0]


def _file(work: Work, ending: str) -> str:
    if ending == "json":
        return csl_json(work)
    return bibtex(work) if ending == "bib" else ris(work)


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None


def _script_safe(data: dict[str, Any]) -> Markup:
    """Return JSON that cannot end the script element it stands in, whatever a page said."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


ROUTES: list[Route] = [(r"^/article/(?P<key>[^/]+)/cite\.(?P<ending>bib|ris|json)$", file)]
