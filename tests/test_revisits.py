"""What is stored already is not stored again: revisit records, and what rows and readers make of them."""

from __future__ import annotations

import asyncio
import gzip
import io
import shutil
import sqlite3
from argparse import Namespace
from contextlib import closing, redirect_stdout
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import Reply, Site, crawl, dangjian
from datasette.app import Datasette
from derived import DERIVED, age, rows
from recording import HOST, HTML, Answer, crawl_of, story
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.recordloader import ArcWarcRecord

from archive.items import Capture, Exchange, utc_now
from archive.store import Store
from archive.warc import WarcFile
from archive.warc_reading import iter_records, read_capture
from crawler.items import Portal
from crawler.recorder import Recorder
from crawler.session import Session

GONE = (
    "<html><head><title>提示</title></head><body><h1>404</h1><p>您访问的页面不存在或已被删除</p></body></html>".encode()
)


def payload(archive: Path, capture: Capture) -> bytes:
    """Return the bytes a capture stands for, as the reading room reads them."""
    store = Store(archive / "archive.db")
    (row,) = store.db.execute(
        "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?", [capture.warc_file, capture.warc_offset]
    ).fetchone()
    held = store.captures.payload_place(row)
    store.close()
    warc = archive / "warc"
    return read_capture(warc / capture.warc_file, capture.warc_offset, (warc / held[0], held[1]) if held else None).body


def records(archive: Path, kind: str) -> list[ArcWarcRecord]:
    found = []
    for path in sorted((archive / "warc").iterdir()):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.content = record.raw_stream.read()
                if record.rec_type == kind:
                    found.append(record)
    return found


def not_modified(path: str, confirmed: Capture) -> Answer:
    return Answer(path, b"", 304, [("ETag", '"1"'), ("Date", "Thu, 01 Jan 2026 00:00:00 GMT")], refers_to=confirmed)


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Day one; day two with a page as it was, one unchanged by its server's word, one edited, two alike."""
    archive = tmp_path_factory.mktemp("days") / "a"
    day_one = [Answer(f"/yw/{n}.html", story(n), packed=n == 2) for n in range(4)]
    day_one.append(Answer("/robots.txt", b"User-agent: *\nAllow: /\n", headers=[("Content-Type", "text/plain")]))
    first = crawl_of(archive, day_one)
    day_two = [
        Answer("/yw/0.html", story(0)),
        not_modified("/yw/1.html", first[1]),
        Answer("/yw/2.html", story(2), packed=True),
        Answer("/yw/3.html", story(3, "党建工作换了一番说法，写得很不一样。")),
        Answer("/zt/4.html", story(4)),
        Answer("/zt/copy-of-4.html", story(4)),
        Answer("/robots.txt", b"User-agent: *\nAllow: /\n", headers=[("Content-Type", "text/plain")]),
    ]
    crawl_of(archive, day_two, first_minute=60)
    return archive


def test_what_is_stored_twice_is_one_payload(two_days: Path) -> None:
    with sqlite3.connect(two_days / "archive.db") as db:
        found = db.execute(
            "SELECT c.url, c.status, c.fetched_at, held.url, held.fetched_at, c.payload_digest = held.payload_digest"
            " FROM captures c JOIN captures held ON held.id = c.payload_of ORDER BY c.id"
        ).fetchall()
    day, later = "2026-01-01T00:{:02}:00.000000+00:00", "2026-01-01T01:{:02}:00.000000+00:00"
    assert found == [
        (f"{HOST}/yw/0.html", 200, later.format(0), f"{HOST}/yw/0.html", day.format(0), 1),
        (f"{HOST}/yw/1.html", 304, later.format(1), f"{HOST}/yw/1.html", day.format(1), 1),
        (f"{HOST}/yw/2.html", 200, later.format(2), f"{HOST}/yw/2.html", day.format(2), 1),
        (f"{HOST}/zt/copy-of-4.html", 200, later.format(5), f"{HOST}/zt/4.html", later.format(4), 1),
        (f"{HOST}/robots.txt", 200, later.format(6), f"{HOST}/robots.txt", day.format(4), 1),
    ]


def test_the_records_are_as_the_standard_says(two_days: Path) -> None:
    revisits = records(two_days, "revisit")
    assert len(revisits) == 5
    for record in revisits:
        get = record.rec_headers.get_header
        refused = record.http_headers.get_statuscode() == "304"
        assert get("WARC-Profile").endswith("/server-not-modified" if refused else "/identical-payload-digest")
        assert get("WARC-Profile").startswith("http://netpreserve.org/warc/1.1/revisit/")
        assert get("WARC-Refers-To-Target-URI").startswith(HOST)
        assert get("WARC-Refers-To-Date") < get("WARC-Date")
        assert get("WARC-Payload-Digest").startswith("sha1:")
        assert record.content == b""
        assert record.rec_headers.protocol == "WARC/1.1"
    packed = next(r for r in revisits if r.rec_headers.get_header("WARC-Target-URI").endswith("/2.html"))
    assert packed.http_headers.get_header("Content-Encoding") == "gzip"
    requests = records(two_days, "request")
    concurrent = {r.rec_headers.get_header("WARC-Concurrent-To") for r in requests}
    answers = {r.rec_headers.get_header("WARC-Record-ID") for r in [*revisits, *records(two_days, "response")]}
    assert concurrent == answers


def test_a_crawl_says_where_its_pages_came_from(sample_archive: Path) -> None:
    responses = records(sample_archive, "response")
    assert len(responses) > 90
    assert {record.rec_headers.get_header("WARC-IP-Address") for record in responses} == {"127.0.0.1"}


def test_a_request_is_recorded_with_its_host(sample_archive: Path) -> None:
    """What sends it adds the header, after everything that could be asked what was sent."""
    requests = records(sample_archive, "request")
    assert len(requests) > 100
    for request in requests:
        host = urlsplit(request.rec_headers.get_header("WARC-Target-URI")).netloc
        assert [value for name, value in request.http_headers.headers if name.lower() == "host"] == [host]


def test_warcio_finds_nothing_wrong(two_days: Path) -> None:
    said = io.StringIO()
    files = [str(path) for path in (two_days / "warc").iterdir()]
    with redirect_stdout(said):
        code = Checker(Namespace(inputs=files, verbose=False)).process_all()
    assert (code, said.getvalue()) == (0, "")


def test_an_article_is_seen_again_by_a_revisit(two_days: Path) -> None:
    with sqlite3.connect(two_days / "archive.db") as db:
        seen = dict(db.execute("SELECT substr(url, -6), last_seen_at FROM articles WHERE url LIKE '%/yw/%'"))
        kinds = db.execute("SELECT DISTINCT page_kind FROM captures WHERE url LIKE '%/yw/%'").fetchall()
        revisions = db.execute("SELECT count(*) FROM revisions WHERE number > 1").fetchone()[0]
        linked = db.execute("SELECT count(*) FROM captures WHERE article IS NULL").fetchone()[0]
    assert {url: moment[11:16] for url, moment in seen.items()} == {
        "0.html": "01:00",
        "1.html": "01:01",
        "2.html": "01:02",
        "3.html": "01:03",
    }
    assert kinds == [("article",)]
    assert revisions == 1
    assert linked == 2  # robots.txt, twice


def test_a_rebuild_makes_the_same_rows_of_revisits(two_days: Path, tmp_path: Path) -> None:
    shutil.copytree(two_days / "warc", tmp_path / "b" / "warc")
    ran = dangjian("rebuild", "--archive", tmp_path / "b")
    assert (ran.code, ran.err.count("\n")) == (0, 1), ran.err
    for table in DERIVED:
        assert rows(tmp_path / "b", table) == rows(two_days, table), table


def test_a_revisit_is_read_with_the_bytes_it_stands_for(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    first = crawl_of(archive, [Answer("/1.html", story(1), packed=True)])
    second = crawl_of(
        archive, [Answer("/1.html", story(1), packed=True), not_modified("/1.html", first[0])], first_minute=60
    )
    assert [payload(archive, capture) for capture in (*first, *second)] == [story(1)] * 3
    place = (archive / "warc" / first[0].warc_file, first[0].warc_offset)
    stored = read_capture(archive / "warc" / second[1].warc_file, second[1].warc_offset, place)
    assert (stored.status, stored.headers["content-type"]) == (304, "text/html; charset=utf-8")
    assert stored.headers["etag"] == '"1"'
    # A revisit of a revisit's capture leans on the bytes themselves.
    third = crawl_of(archive, [not_modified("/1.html", second[0])], first_minute=120)
    assert third[0].revisit_of is not None
    assert third[0].revisit_of.fetched_at == first[0].fetched_at


def test_the_same_bytes_under_another_encoding_are_read_by_their_own_header(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    packed = Answer("/1.html", story(1), packed=True)
    crawl_of(archive, [packed])
    session = Session.at(archive)
    recorder = Recorder(session, "dj", Portal("试验网", HOST + "/"))
    # The same bytes as a file to be had, which is packed and stays so.
    header = [("Content-Type", "application/gzip")]
    bare = recorder.save_response(Exchange(f"{HOST}/2.gz", utc_now(), 200, header, gzip.compress(story(1), mtime=0)))
    recorder.finish("finished")
    session.close()
    assert bare.revisit_of is not None
    assert payload(archive, bare) == gzip.compress(story(1), mtime=0)


def test_a_page_that_politely_stays_away_is_gone_by_a_304_too(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    other = Answer("/2.html", story(2))  # alive all the time
    crawl_of(archive, [other, Answer("/1.html", story(1))])
    away = crawl_of(archive, [other, Answer("/1.html", GONE)], first_minute=60)
    assert [row[0] for row in statuses(archive)] == ["live", "live"]
    crawl_of(archive, [other, not_modified("/1.html", away[1])], first_minute=120)
    assert sorted(row[0] for row in statuses(archive)) == ["gone", "live"]
    crawl_of(archive, [other, Answer("/1.html", story(1))], first_minute=180)
    assert [row[0] for row in statuses(archive)] == ["live", "live"]
    shutil.copytree(archive / "warc", tmp_path / "b" / "warc")
    assert dangjian("rebuild", "--archive", tmp_path / "b").code == 0
    for table in DERIVED:
        assert rows(tmp_path / "b", table) == rows(archive, table), table


def statuses(archive: Path) -> list[tuple[str]]:
    with sqlite3.connect(archive / "archive.db") as db:
        return db.execute("SELECT status FROM articles").fetchall()


def test_a_304_that_nobody_asked_for_confirms_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    crawl_of(archive, [Answer("/1.html", b"", 304)])
    with sqlite3.connect(archive / "archive.db") as db:
        assert db.execute("SELECT status, payload_of, article FROM captures").fetchall() == [(304, None, None)]


def test_crawls_side_by_side_lean_on_earlier_ones_only(tmp_path: Path) -> None:
    """A rebuild reads one crawl after the other, so no record may need one of a later crawl."""
    archive = tmp_path / "a"
    session = Session.at(archive)
    one, two = (Recorder(session, name, Portal(name, f"http://{name}.example/")) for name in ("one", "two"))
    body = "<p>同样的一页</p>".encode()
    first = two.save_response(Exchange("http://two.example/", utc_now(), 200, HTML, body))
    second = one.save_response(Exchange("http://one.example/", utc_now(), 200, HTML, body))
    third = two.save_response(Exchange("http://two.example/b", utc_now(), 200, HTML, body))
    for recorder in (one, two):
        recorder.finish("finished")
    session.close()
    assert [capture.revisit_of is None for capture in (first, second, third)] == [True, True, False]
    shutil.copytree(archive / "warc", tmp_path / "b" / "warc")
    assert dangjian("rebuild", "--archive", tmp_path / "b").code == 0
    with sqlite3.connect(archive / "archive.db") as a, sqlite3.connect(tmp_path / "b" / "archive.db") as b:
        query = "SELECT id, url, payload_of FROM captures ORDER BY id"
        assert a.execute(query).fetchall() == b.execute(query).fetchall()


def test_a_lost_original_is_said_and_never_leaned_on_again(two_days: Path, tmp_path: Path) -> None:
    archive = tmp_path / "b"
    shutil.copytree(two_days / "warc", archive / "warc")
    sorted((archive / "warc").iterdir())[0].unlink()
    ran = dangjian("rebuild", "--archive", archive, "--json")
    assert ran.code == 1
    assert sum("bytes that are nowhere" in line for line in ran.json["damage"]) == 4
    assert "Traceback" not in ran.err
    (again,) = crawl_of(archive, [Answer("/yw/0.html", story(0))], first_minute=180)
    assert again.revisit_of is None
    assert payload(archive, again) == story(0)


@pytest.mark.parametrize("how", ["cut", "flipped"])
def test_a_lost_record_is_never_leaned_on_again(two_days: Path, tmp_path: Path, how: str) -> None:
    """The file is there, and what the page's bytes stood in is not: fetched again, they are stored again."""
    archive = Path(shutil.copytree(two_days, tmp_path / "b"))
    path = sorted((archive / "warc").iterdir())[0]
    (_, offset), *_ = [
        (capture.url, capture.warc_offset)
        for capture, _ in (record for record in iter_records(path) if isinstance(record, tuple))
    ]
    content = bytearray(path.read_bytes())
    content[offset + 100] ^= 0xFF
    path.write_bytes(content[: offset + 100] if how == "cut" else content)
    (again,) = crawl_of(archive, [Answer("/yw/0.html", story(0))], first_minute=180)
    assert again.revisit_of is None
    (once_more,) = crawl_of(archive, [Answer("/yw/0.html", story(0))], first_minute=240)
    assert once_more.revisit_of is not None
    assert dangjian("rebuild", "--archive", archive).code == 1
    assert payload(archive, again) == payload(archive, once_more) == story(0)


def test_what_is_lost_is_not_asked_for_on_condition(tmp_path: Path) -> None:
    """A server that says "not modified" would leave the archive without the page for as long as it says so."""
    lists = {
        f"/{n}/": "".join(f"<li><a href='/{n}/{i}.html'>第{n}{i}号村的党建故事</a> 2020-03-13</li>" for i in range(6))
        for n in range(8)
    }
    pages = {"/": "".join(f"<a href='{path}'>栏目{path}</a>" for path in lists), **lists}
    pages |= {f"/{n}/{i}.html": story(10 * n + i).decode() for n in range(8) for i in range(6)}
    asked: list[tuple[str, str | None]] = []

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path, tag = handler.path, handler.headers.get("If-None-Match")
        asked.append((path, tag))
        if path not in pages:
            return 404, {}, b""
        return (304, {"ETag": '"1"'}, b"") if tag == '"1"' else (200, {"ETag": '"1"'}, pages[path].encode())

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        age(tmp_path / "a", 30)
        assert crawl(site.url, tmp_path / "a").code == 0
        assert [path for path, tag in asked if path in lists and tag == '"1"']
        age(tmp_path / "a", 30)
        sorted((tmp_path / "a" / "warc").iterdir())[0].unlink()
        asked.clear()
        ran = crawl(site.url, tmp_path / "a")
    assert (ran.code, ran.json["crawls"][0]["failures"]) == (0, [])
    assert {path for path, _ in asked} >= set(lists)
    assert not [path for path, tag in asked if tag == '"1"']


def test_a_damaged_beginning_costs_no_more_than_itself(two_days: Path, tmp_path: Path) -> None:
    archive = tmp_path / "b"
    shutil.copytree(two_days / "warc", archive / "warc")
    path = sorted((archive / "warc").iterdir())[1]
    content = bytearray(path.read_bytes())
    note = content.find(b"\x1f\x8b\x08", 1)
    content[note + 50] ^= 0xFF
    path.write_bytes(content)
    ran = dangjian("rebuild", "--archive", archive, "--json")
    assert ran.code == 1
    assert len(ran.json["damage"]) == 1
    for table in ("portals", "articles", "revisions", "captures", "credits"):
        assert rows(archive, table) == rows(two_days, table), table


def test_files_are_rolled_and_rows_name_the_right_one(tmp_path: Path) -> None:
    facts = {"name": "p", "key": "p-1"}
    with closing(WarcFile(tmp_path, "p-1", software="test/1", facts=facts, roll_at=2000)) as warc:
        held = warc.save_response(Exchange(f"{HOST}/0", utc_now(), 200, HTML, story(0)))
        found = [warc.save_response(Exchange(f"{HOST}/{n}", utc_now(), 200, HTML, story(n))) for n in range(1, 9)]
        found += [warc.save_response(Exchange(f"{HOST}/{n}", utc_now(), 304, [], b""), held) for n in range(9)]
    assert len({capture.warc_file for capture in found}) > 3
    back = [r[0] for path in sorted(tmp_path.iterdir()) for r in iter_records(path) if isinstance(r, tuple)]
    assert back == [held, *found]
    for path in tmp_path.iterdir():
        with path.open("rb") as stream:
            assert next(iter(ArchiveIterator(stream))).rec_type == "warcinfo"


def test_an_older_database_gets_the_column(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.db.execute("DROP INDEX captures_payload")
    store.db.execute("ALTER TABLE captures DROP COLUMN payload_of")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_revisits'")
    store.close()
    store = Store(tmp_path / "archive.db")
    assert "payload_of" in {row[1] for row in store.db.execute("PRAGMA table_info(captures)")}
    assert not list(store.captures.holding("sha1:X"))
    store.close()


def test_the_reading_room_shows_a_revisit(two_days: Path) -> None:
    async def ask() -> list[tuple[int, str]]:
        with sqlite3.connect(two_days / "archive.db") as db:
            ids = [row[0] for row in db.execute("SELECT id FROM captures WHERE payload_of IS NOT NULL ORDER BY id")]
        plugins = Path(__file__).parents[1] / "datasette_config" / "plugins"
        templates = Path(__file__).parents[1] / "datasette_config" / "templates"
        room = Datasette([str(two_days / "archive.db")], plugins_dir=str(plugins), template_dir=str(templates))
        answers = [await room.client.get(f"/capture/{identity}/raw") for identity in ids]
        return [(answer.status_code, answer.text) for answer in answers]

    answers = asyncio.run(ask())
    assert [code for code, _ in answers] == [200] * 5
    assert [text for _, text in answers[:4]] == [story(n).decode() for n in (0, 1, 2, 4)]


def test_revisits_of_others_are_imported(two_days: Path, tmp_path: Path) -> None:
    files = sorted((two_days / "warc").iterdir())
    ran = dangjian("import", *files, "--archive", tmp_path / "b", "--json")
    assert ran.code == 0, ran.err
    with sqlite3.connect(two_days / "archive.db") as a, sqlite3.connect(tmp_path / "b" / "archive.db") as b:
        query = "SELECT url, headline, last_seen_at, revision_count FROM articles ORDER BY url"
        assert a.execute(query).fetchall() == b.execute(query).fetchall()
        assert b.execute("SELECT count(*) FROM captures WHERE payload_of IS NOT NULL").fetchone()[0] == 5
    ran = dangjian("import", files[1], "--archive", tmp_path / "c")
    assert ran.code == 1
    assert "refers to a capture that was not imported" in ran.err


def test_any_number_of_processes_makes_the_same_rows(tmp_path: Path) -> None:
    """More captures than one process reads alone, and revisits whose bytes are read ahead of their rows."""
    archive = tmp_path / "a"
    days = [[Answer(f"/yw/{n}.html", story(n)) for n in range(day * 40, day * 40 + 160)] for day in range(3)]
    first = crawl_of(archive, days[0])
    crawl_of(archive, days[1], first_minute=200)
    crawl_of(archive, [*days[2], *(not_modified(f"/yw/{n}.html", first[n]) for n in range(50))], first_minute=400)
    for processes in ("1", "3"):
        other = tmp_path / processes
        shutil.copytree(archive / "warc", other / "warc")
        ran = dangjian("rebuild", "--archive", other, "--processes", processes, "--json")
        assert (ran.code, ran.json["captures"]) == (0, 530), ran.err
        for table in DERIVED:
            assert rows(other, table) == rows(archive, table), table
        assert dangjian("verify", "--archive", other).code == 0
        with sqlite3.connect(other / "archive.db") as db:
            assert db.execute("SELECT k, v FROM articles_fts_config WHERE k != 'version' ORDER BY k").fetchall() in (
                [],
                [("automerge", 4), ("hashsize", 1048576)],
            )
