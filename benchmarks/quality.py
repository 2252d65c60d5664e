"""How well extraction reads the real pages in ../shared/pages: a table, field by field, and the misses.

python benchmarks/quality.py [--misses] [NAME]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from crawler.extraction import extract_article
from crawler.items import Page

PAGES = Path(__file__).parents[2] / "shared" / "pages"
AUTHORS = ("author", "reporter", "correspondent", "contributor", "photographer", "translator", "compiler")


def normal(text: str | None) -> str:
    """Return text without white space, for comparing."""
    return "".join((text or "").split())


def f1(got: str, want: str) -> float:
    """Return the F1 of two texts' characters, as bags of bigrams of characters."""
    a, b = (Counter(t[i : i + 2] for i in range(max(len(t) - 1, 1))) for t in (got, want))
    common = sum((a & b).values())
    return 1.0 if not got and not want else 2 * common / max(sum(a.values()) + sum(b.values()), 1)


def names(credits: list[dict[str, str | None]], roles: tuple[str, ...]) -> set[str]:
    """Return the names credited in any of the roles."""
    return {normal(c.get("name") or c.get("organization")) for c in credits if c["role"] in roles}


def score(name: str) -> dict[str, tuple[float, object, object]]:
    """Return (score, got, wanted) of each field of one page."""
    gold = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    body = (PAGES / f"{name}.html").read_bytes()
    article = extract_article(Page(gold.get("url") or f"http://example.invalid/{name}.html", body)).to_json()
    rows: dict[str, tuple[float, object, object]] = {}
    for field in ("headline", "deck", "kicker", "source"):
        got, want = normal(article[field]), normal(gold.get(field))
        rows[field] = (float(got.lstrip("—") == want.lstrip("—")), got, want)
    got, want = article["published_at"] or "", gold.get("published_at") or ""
    rows["published_at"] = (float(got[: len(want)] == want if want else not got), got, want)
    for field, roles in (("editors", ("editor",)), ("authors", AUTHORS)):
        a, b = names(article["credits"], roles), names(gold.get("credits") or [], roles)
        rows[field] = (float(a == b), sorted(a), sorted(b))
    trail = [normal(part) for part in article["breadcrumb"] if part not in ("首页", "网站首页")]
    wanted = [normal(part) for part in gold.get("breadcrumb") or []]
    rows["breadcrumb"] = (float(trail == wanted), trail, wanted)
    got, want = normal(article["body"]), normal(gold["body"])
    rows["body_f1"] = (f1(got, want), len(got), len(want))
    rows["body_ends"] = (
        float(got[:25] == want[:25] and got[-25:] == want[-25:]),
        (got[:25], got[-25:]),
        (want[:25], want[-25:]),
    )
    rows["page_kind"] = (float(article["page_kind"] == "article"), article["page_kind"], "article")
    return rows


def main() -> None:
    """Print the table, and with `--misses` every field that is not as the reader found it."""
    wanted = [a for a in sys.argv[1:] if not a.startswith("-")]
    found = [path.stem for path in sorted(PAGES.glob("*.json")) if not wanted or path.stem in wanted]
    totals: Counter[str] = Counter()
    for name in found:
        rows = score(name)
        for field, (points, got, want) in rows.items():
            totals[field] += points
            if points < 0.985 and ("--misses" in sys.argv or wanted):
                print(f"{name} {field}: {points:.3f}\n    got  {got}\n    want {want}")
    for field, total in totals.items():
        print(f"{field:14}{total / len(found):.3f}")


if __name__ == "__main__":
    main()
