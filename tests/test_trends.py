"""Phrases over time: counts against counting by hand, what is known of a period, first uses, heat, what rises."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import database
from invented import WORDS, Invented, chance_text, days

from archive import heat, ngrams
from archive.first_uses import first_uses
from archive.ledger import ledger
from archive.limits import TooSlow
from archive.occurrences import pattern, with_occurrences
from archive.periods import MOST, UNITS, Unit, periods
from archive.phrases import Phrase, in_names, phrases_of
from archive.remembered import Remembered, state_of
from archive.rising import log_likelihood, newest_month, rising
from archive.search import search
from archive.trends import Counted, Point, counted, points, sampled, span


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Two portals, from March to July 2020, with holes in what is known."""
    with Invented(tmp_path_factory.mktemp("trends") / "a") as one:
        one.portal("north", "北山党建网")
        one.portal("south", "南河党建网")
        for day in days("2020-03", 20):
            one.article(
                "north", day, "支部开会，谈不忘初心、牢记使命。会后又谈不忘初心。" if day[-1] in "15" else "支部开会。"
            )
        one.article("north", "2020-05-02", "抗疫。")
        one.missing("north", "2020-05-03", "failed", 2)
        one.missing("north", "2020-05-03", "blocked")
        one.missing("north", "2020-06-03", "blocked", 4)
        one.missing("north", None, "failed")
        one.crawl("north", "2020-07-31")
        one.article("south", "2020-04-10", "學習不忘初心。", headline="不忘初心在行動")
        one.article("south", "2020-04-11", "只有标题。", headline="谈不忘初心")
        one.article("south", "2020-04-12", "什么也没有。", author="初心")
        one.article("south", None, "不忘初心，没有日期。")
        one.crawl("south", "2020-06-30", "interrupted")
    found = database(one.directory)
    yield found
    found.close()


def line(
    db: sqlite3.Connection, text: str, unit: Unit = "month", portal: str | None = None, **more: str | None
) -> dict[str, Point]:
    (phrase,), _ = phrases_of([text])
    held = ledger(db, portal)
    whole = span([held], more.get("date_from"), more.get("date_to"))
    assert whole
    found = points(counted(db, phrase, portal, **more), held, periods(unit, *whole))
    return {point.period.label: point for point in found}


@pytest.mark.parametrize("unit", UNITS)
def test_periods_follow_one_another(unit: Unit) -> None:
    dice = random.Random(unit)
    for _ in range(200):
        first = date(1990, 1, 1) + timedelta(dice.randrange(12_000))
        last = first + timedelta(dice.randrange(300))
        found = periods(unit, first, last)
        assert (found[0].first, found[-1].last) == (first, last)
        assert all(after.first - before.last == timedelta(1) for before, after in pairwise(found))
        assert len({period.label for period in found}) == len(found)
        assert all(period.whole for period in found[1:-1])
    assert len(periods(unit, date(1, 1, 1), date(2026, 7, 1))) == MOST[unit]
    assert periods(unit, date(9999, 12, 31), date.max)[0].last == date.max
    assert periods("year", date(1, 1, 1), date(3, 5, 1))[0].first == date(1, 1, 1)


def test_weeks_are_those_of_the_standard() -> None:
    assert [p.label for p in periods("week", date(2020, 12, 27), date(2021, 1, 4))] == [
        "2020-W52",
        "2020-W53",
        "2021-W01",
    ]


def test_what_is_typed_becomes_phrases() -> None:
    together, refused = phrases_of(["不忘初心｜“不忘初心、牢记使命”| ", "党", "", "党建", "党建"])
    assert [phrase.variants for phrase in together] == [("不忘初心", "不忘初心、牢记使命"), ("党建",)]
    assert refused == ["党"]
    apart, refused = phrases_of(["一带|一路|三严|三实", "党建|扶贫|抗疫"], together=False)
    assert [phrase.label for phrase in apart] == ["一带", "一路", "三严", "三实", "党建", "扶贫"]
    assert refused == ["抗疫"]
    assert phrases_of(["|", "，。", "*", '"""'])[0] == []


def test_each_period_says_what_is_known_of_it(db: sqlite3.Connection) -> None:
    found = line(db, "不忘初心", portal="north")
    assert {label: (point.state, point.hits, point.articles) for label, point in found.items()} == {
        "2020-03": ("covered", 4, 20),
        "2020-04": ("silent", 0, 0),
        "2020-05": ("covered", 0, 1),
        "2020-06": ("lost", None, 0),
        "2020-07": ("silent", 0, 0),
    }
    assert found["2020-03"].coverage == 1 and found["2020-03"].value("share") == 0.2
    assert found["2020-05"].coverage == 0.25 and found["2020-05"].value("share") == 0
    assert (found["2020-05"].failed, found["2020-05"].blocked) == (2, 1)
    assert found["2020-06"].coverage == 0 and found["2020-06"].value("count") is None
    assert found["2020-04"].value("count") == 0 and found["2020-04"].value("share") is None
    outside = line(db, "不忘初心", portal="north", date_from="2020-02-01", date_to="2020-09-30")
    assert [outside[month].state for month in ("2020-02", "2020-08", "2020-09")] == ["unknown"] * 3
    assert outside["2020-02"].hits is None and outside["2020-02"].value("count") is None
    both = line(db, "不忘初心", date_from="2020-02-01", date_to="2020-09-30")
    assert [both[month].state for month in ("2020-02", "2020-04", "2020-08")] == ["unknown", "covered", "unknown"]
    assert ledger(db, "north").undated_missing == 1 and ledger(db, "south").undated == 1
    assert ledger(db).unfinished == ("south",)
    held = ledger(db, "north")
    assert held.first is not None and held.last is not None
    assert held.knows_all(held.first, held.last) and not held.knows_all(held.first - 1, held.last)


def test_names_and_undated_articles_do_not_count(db: sqlite3.Connection) -> None:
    assert in_names(db, Phrase(("初心",))) and not in_names(db, Phrase(("不忘初心",)))
    found = line(db, "初心", portal="south")["2020-04"]
    assert (found.hits, found.articles) == (2, 3), "not the one by an author of that name"
    searched = search(db, Phrase(("初心",)).query(in_names=True), limit=99)
    assert sum(hit.published_at is not None and hit.portal == "south" for hit in searched) == 2


def test_variants_together_and_apart(db: sqlite3.Connection) -> None:
    together = line(db, "牢记使命|不忘初心")["2020-03"]
    assert together.hits == line(db, "不忘初心")["2020-03"].hits == 4, "an article counts once"
    assert line(db, "支部开会|抗疫", "year")["2020"].hits == 21


def test_counts_are_those_of_counting_by_hand(tmp_path: Path) -> None:
    dice = random.Random(3)
    truth: dict[tuple[str, str], list[str]] = {}
    with Invented(tmp_path / "a") as one:
        for portal in ("north", "south"):
            one.portal(portal, portal)
        moved = []
        for _ in range(300):
            portal, day = (
                dice.choice(("north", "south")),
                (date(2019, 1, 1) + timedelta(dice.randrange(500))).isoformat(),
            )
            body = "，".join("".join(dice.choices(WORDS, k=dice.randrange(1, 9))) for _ in range(40))
            url = one.article(portal, day, body, headline="无题")
            if dice.random() < 0.1:
                moved.append((portal, day, body, url))
            truth.setdefault((portal, day), []).append(body)
        for portal, day, body, url in moved:
            # A date that is corrected leaves the article's id where it was.
            one.article(portal, "2020-02-02", body, headline="无题", url=url)
            truth[portal, day].remove(body)
            truth.setdefault((portal, "2020-02-02"), []).append(body)
    db = database(one.directory)
    for word in ("党建", "支部", "建引", "组织"):
        (phrase,), _ = phrases_of([word])
        for portal in (None, "north"):
            for unit in UNITS:
                held = ledger(db, portal)
                shown = periods(unit, date(2019, 3, 5), date(2020, 3, 1))
                found = with_occurrences(db, phrase, portal, points(counted(db, phrase, portal), held, shown))
                for point in found:
                    bodies = [
                        body
                        for (of, day), those in truth.items()
                        for body in those
                        if portal in (None, of)
                        and point.period.first.isoformat() <= day <= point.period.last.isoformat()
                    ]
                    having = sum(word in body for body in bodies)
                    assert (point.articles, point.hits) == (len(bodies), having), (word, portal, point.period)
                    assert (
                        point.occurrences == sum(body.count(word) for body in bodies)
                        and not point.occurrences_estimated
                    )
                    assert point.characters == sum(map(len, bodies))


def test_a_sample_of_days_is_an_estimate_and_says_so(tmp_path: Path) -> None:
    with Invented(tmp_path / "a") as one:
        one.portal("north", "北山")
        for number in range(360):
            day = (date(2020, 1, 1) + timedelta(number)).isoformat()
            for place in range(4):
                one.article("north", day, "党建。" if place == 0 else "别的。")
    db = database(one.directory)
    (phrase,), _ = phrases_of(["党建"])
    held = ledger(db)
    whole = sampled(db, phrase.selection(db), held.days, 60_000)
    assert whole.sampled == frozenset(held.days) and whole.hits == counted(db, phrase).hits
    some = Counted(
        {day: n for day, n in whole.hits.items() if day % 5 == 0}, frozenset(d for d in held.days if d % 5 == 0)
    )
    found = points(some, held, periods("month", date(2020, 1, 1), date(2020, 12, 25)))
    assert all(point.estimated and point.hits == round(point.articles / 4) for point in found)
    by_day = points(some, held, periods("day", date(2020, 1, 1), date(2020, 1, 10)))
    assert sorted({point.state for point in by_day}) == ["covered", "uncounted"]
    assert not any(point.estimated for point in by_day), "a day is counted whole or not at all"
    assert sampled(db, phrase.selection(db), held.days, 0) == Counted({}, frozenset())


def test_what_is_too_slow_is_sampled(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    (phrase,), _ = phrases_of(["牢记使命"])

    def slow(*_: object) -> list[tuple[int, int]]:
        raise TooSlow

    monkeypatch.setattr("archive.selection.Selection.days", slow)
    found = counted(db, phrase, "north")
    assert found.sampled is not None and sum(found.hits.values()) == 4


def test_occurrences_in_texts_as_they_are_printed(db: sqlite3.Connection) -> None:
    (phrase,), _ = phrases_of(["学习５Ｇ精神|不忘初心、牢记使命"])
    text = "學習5g精神，学习5G精神；不忘初心牢记使命、不忘初心，牢記使命。学习5Gx精神"
    assert len(pattern(phrase).findall(text)) == 3, "of what the index finds, no more"
    (phrase,), _ = phrases_of(["不忘初心"])
    found = {p.period.label: p for p in with_occurrences(db, phrase, None, list(line(db, "不忘初心").values()))}
    assert found["2020-03"].occurrences == 8 and found["2020-04"].occurrences == 1, "headlines are no text"
    assert found["2020-03"].value("characters") == pytest.approx(8 * 4 / found["2020-03"].characters * 1e6)
    (both,), _ = phrases_of(["不忘初心|不忘初心、牢记使命"])
    one = with_occurrences(db, both, None, list(line(db, both.label).values()))[0]
    assert (one.occurrences, one.occurring) == (8, 4 * 8 + 4 * 4), "of two that begin alike, the longer"


@pytest.mark.parametrize("scanned", [300_000, 0])
def test_many_texts_are_sampled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanned: int) -> None:
    with Invented(tmp_path / "a") as one:
        one.portal("north", "北山")
        for number in range(600):
            one.article("north", f"2020-0{1 + number % 3}-{1 + number % 28:02}", "乡村振兴好。" * (1 + number % 2))
    db = database(one.directory)
    monkeypatch.setattr("archive.occurrences.TEXTS", 180)
    monkeypatch.setattr("archive.occurrences.SCANNED", scanned)
    (phrase,), _ = phrases_of(["乡村振兴"])
    shown = periods("month", date(2020, 1, 1), date(2020, 3, 31))
    found = with_occurrences(db, phrase, None, points(counted(db, phrase), ledger(db), shown))
    for point in found:
        assert point.hits == 200 and point.occurrences_estimated
        assert point.occurrences == pytest.approx(300, rel=0.25)


def test_first_uses_and_who_followed(db: sqlite3.Connection) -> None:
    found = first_uses(db, Phrase(("不忘初心",)))
    assert [(use.portal, use.day, use.after, use.since) for use in found.uses] == [
        ("north", "2020-03-01", 0, "2020-03-01"),
        ("south", "2020-04-10", 40, "2020-04-10"),
    ]
    assert (found.without, found.unasked) == (0, 0)
    assert found.uses[1].headline == "不忘初心在行動"
    assert first_uses(db, Phrase(("抗疫",))).without == 1
    assert first_uses(db, Phrase(("绝无此语",))).uses == ()


def test_heat_in_tiers() -> None:
    scale = heat.bounds(None)
    wanted = {
        0.06: "boiling",
        0.0518: "boiling",
        0.0517: "scalding",
        0.0129: "scalding",
        0.0128: "hot",
        0.00001: "cold",
    }
    assert {share: heat.tier(share, scale) for share in wanted} == wanted
    assert heat.tier(0, scale) is None and heat.tier(None, scale) is None
    assert heat.tier(0.004, heat.bounds({"hot": 0.005})) == "warm"
    for wrong in ({"tepid": 0.1}, {"hot": 0.5}, {"warm": "lots"}, {"boiling": 2}):
        with pytest.raises(ValueError, match="heat"):
            heat.bounds(wrong)


def test_an_answer_is_kept_until_somebody_commits(tmp_path: Path) -> None:
    with Invented(tmp_path / "a") as one:
        one.portal("north", "北山")
        one.article("north", "2020-01-01", "党建。")
        one.store.commit()
        db = database(one.directory)
        (phrase,), _ = phrases_of(["党建"])
        first = counted(db, phrase)
        assert counted(db, phrase) is first
        state = state_of(db)
        one.article("north", "2020-01-02", "党建。")
        one.store.commit()
        assert state_of(db) != state
        assert sum(counted(db, phrase).hits.values()) == 2
        kept: Remembered[int] = Remembered(3)
        asked = []
        for number in (1, 2, 3, 1, 4, 2, 1):
            kept.of(db, number, lambda: asked.append(0) or len(asked))  # type: ignore[func-returns-value]
        assert len(asked) == 5, "the fourth answer pushed out the oldest, the second"


def test_a_planted_phrase_rises_most(tmp_path: Path) -> None:
    dice = random.Random(5)
    with Invented(tmp_path / "a") as one:
        one.portal("north", "北山")
        for number in range(360):
            day = (date(2019, 6, 1) + timedelta(number)).isoformat()
            one.article("north", day, chance_text(dice, *(["常来常往话家常"] if number % 3 == 0 else [])))
        reprint = chance_text(dice, "一字不差照登此文")
        for number in range(80):
            planted = ["深耕细作开新篇"] if number % 2 else []
            body = (
                reprint
                if number % 8 == 0
                else chance_text(dice, *planted, *(["常来常往话家常"] if number % 3 == 0 else []))
            )
            one.article("north", f"2020-06-{1 + number % 28:02}", body)
    db = database(one.directory)
    assert newest_month(ledger(db)) == "2020-06"
    found = rising(db, "2020-06")
    assert found.articles == 80 and found.rises[0].phrase == "深耕细作开新篇"
    planted = sum("深耕细作开新篇" in row[0] for row in db.execute("SELECT body FROM texts"))
    assert (found.rises[0].month, found.rises[0].year) == (planted, 0)
    phrases = [rise.phrase for rise in found.rises]
    assert not any("常来常往" in phrase for phrase in phrases), "it was as frequent before"
    assert not any("一字不差" in phrase for phrase in phrases), "one text again and again is no phrase"
    assert rising(db, "2019-06").rises == (), "nothing is known of the year before"
    with pytest.raises(ValueError, match="month"):
        rising(db, "2020-13")


def test_phrases_are_whole() -> None:
    dice = random.Random(6)
    found = ngrams.candidates([chance_text(dice, "深耕细作开新篇") for _ in range(40)], 20)
    having = [one.text for one in found if set(one.text) & set("深耕细")]
    assert having == ["深耕细作开新篇"]


def test_log_likelihood() -> None:
    # Worked out by hand: 2 × Σ observed × ln(observed / expected).
    assert log_likelihood(20, 100, 5, 100) == pytest.approx(10.92, abs=0.01)
    assert log_likelihood(5, 100, 20, 100) == pytest.approx(-10.92, abs=0.01)
    assert log_likelihood(10, 100, 100, 1000) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(0, 0, 0, 0) == 0
