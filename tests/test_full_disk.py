"""A disk that fills while an archive is written to: it is said in one line, and nothing that was there is lost."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import dangjian, database
from derived import all_rows
from recording import HOST, Answer, crawl_of, record, story
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from small_disk import kilobytes, make_room, small_disk

from archive.errors import NotWritable
from crawler.commands.crawl_command import project_settings
from crawler.extensions import ArchiveExtension, recorder_of
from crawler.failures import WAITS
from crawler.items import Portal
from crawler.middlewares import CaptureMiddleware
from crawler.recorder import Recorder
from crawler.sample_portal import SamplePortal
from crawler.session import Session
from spiders.address import AddressSpider

EMPTY = 560  # kilobytes that an archive takes as soon as it has begun


def settled(archive: Path) -> None:
    """Have all of the database in its file."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("whole") / "a"
    crawl_of(archive, [Answer(f"/yw/{n}.html", story(n)) for n in range(20)])
    settled(archive)
    return archive


@pytest.mark.parametrize("room", [20, 300])
def test_in_a_rebuild(whole: Path, tmp_path: Path, room: int) -> None:
    """The old database stays, and half a new one does not take the room that is left."""
    before = all_rows(whole)
    with small_disk(tmp_path / "disk", kilobytes(whole) + room) as disk:
        archive = Path(shutil.copytree(whole, disk / "a"))
        ran = dangjian("rebuild", "--archive", archive)
        assert ran.code == 1
        assert " room on " in ran.one_line()
        assert not list(archive.glob("archive.db.new*"))
        assert all_rows(archive) == before
        make_room(disk)
        assert dangjian("rebuild", "--archive", archive).code == 0
        assert all_rows(archive) == before


@pytest.mark.parametrize("room", [0, 8, 60, 300])
@pytest.mark.parametrize("command", ["crawl", "demo", "import"])
def test_before_there_is_an_archive(command: str, room: int, tmp_path: Path) -> None:
    """It is no wrong usage, and nothing is in the way of the same once more with room."""
    file = tmp_path / "in.ndjson"
    file.write_text('{"url": "http://im.example/1.html", "headline": "导入的文章", "body": "党建引领发展。"}')
    with small_disk(tmp_path / "disk", 1024) as disk, SamplePortal() as portal:
        filling = disk / "filling"
        filling.write_bytes(bytes((1024 - room) << 10))
        given = {"crawl": [portal.url, "--delay", "0"], "demo": ["--no-serve"], "import": [file]}[command]
        ran = dangjian(command, *given, "--archive", disk / "a")
        assert ran.code == 1
        assert " room on " in ran.one_line().splitlines()[-1]
        filling.unlink()
        make_room(disk)
        assert dangjian(command, *given, "--archive", disk / "a").code == 0


def test_before_the_archive_is_opened(whole: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes(whole) + 8) as disk:
        archive = Path(shutil.copytree(whole, disk / "a"))
        with SamplePortal() as portal:
            ran = dangjian("crawl", portal.url, "--delay", "0", "--archive", archive)
        assert (ran.code, " room on " in ran.one_line()) == (1, True)
        make_room(disk)
        assert all_rows(archive) == all_rows(whole)


def import_with_room_at_last(file: Path, disk: Path) -> None:
    """Import a file that a small disk has no room for, and once more when it has."""
    ran = dangjian("import", file, "--archive", disk / "a")
    assert ran.code == 1
    assert "no space left" in ran.one_line()
    make_room(disk)
    assert dangjian("import", file, "--archive", disk / "a").code == 0


@pytest.mark.parametrize("room", [40, 200])
def test_in_an_import_of_articles(tmp_path: Path, room: int) -> None:
    lines = tmp_path / "in.ndjson"
    one = {"headline": "导入的文章", "body": "党建引领发展。\n" * 40, "published_at": "2020-03-13"}
    lines.write_text("\n".join(json.dumps({**one, "url": f"http://im.example/{n}.html"}) for n in range(600)))
    with small_disk(tmp_path / "disk", EMPTY + room) as disk:
        import_with_room_at_last(lines, disk)
        assert database(disk / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 600
        assert dangjian("verify", "--archive", disk / "a").code == 0


def test_at_the_end_of_an_import(whole: Path, tmp_path: Path) -> None:
    """What could not be committed is not said to be taken in."""
    (file,) = (whole / "warc").iterdir()
    with small_disk(tmp_path / "disk", EMPTY + 20) as disk:
        import_with_room_at_last(file, disk)
        assert database(disk / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 20


def test_a_crawl_that_could_not_write_its_end_did_not_finish(tmp_path: Path) -> None:
    session = Session.at(tmp_path / "a")
    recorder = Recorder(session, "dj", Portal("试验网", HOST + "/"))
    recorder.stop = lambda reason: None
    for n in range(3):
        record(recorder, Answer(f"/yw/{n}.html", story(n)), n)
    with pytest.raises(NotWritable), session.writing():
        raise OSError(errno.ENOSPC, "No space left on device")
    assert recorder.finish("finished")["outcome"] == "interrupted"
    session.close()
    assert database(tmp_path / "a").execute("SELECT count(*) FROM captures").fetchone()[0] == 0
    Session.at(tmp_path / "a").close()
    assert database(tmp_path / "a").execute("SELECT count(*) FROM captures").fetchone()[0] == 3


def test_nothing_is_asked_whose_answer_could_not_be_written(tmp_path: Path) -> None:
    """Requests that were made before the disk was full may come to be sent after it."""
    crawler = Crawler(AddressSpider, project_settings(tmp_path / "a", delay=0, concurrency=1))
    crawler.spider = AddressSpider(HOST + "/")
    archive, capture = ArchiveExtension(crawler), CaptureMiddleware(crawler)
    archive.spider_opened(crawler.spider)
    recorder_of(crawler).stop = lambda reason: None  # there is no engine that runs
    assert capture.process_request(Request(HOST + "/yw/1.html")) is None
    with pytest.raises(NotWritable), recorder_of(crawler).session.writing():
        raise OSError(errno.ENOSPC, "No space left on device")
    for request in (Request(HOST + "/yw/2.html"), Request(HOST + "/robots.txt", meta={"robots": True})):
        with pytest.raises(IgnoreRequest, match=WAITS):
            capture.process_request(request)
    archive.finish("shutdown")


def test_an_imported_robots_txt_is_no_page(tmp_path: Path) -> None:
    """An import reads what a rebuild will read."""
    answers = [Answer("/robots.txt", b"<a href='/'>x</a>" * 9), Answer("/yw/1.html", story(1))]
    crawl_of(tmp_path / "made", answers)
    (file,) = (tmp_path / "made" / "warc").iterdir()
    assert dangjian("import", file, "--archive", tmp_path / "a").code == 0
    before = all_rows(tmp_path / "a")
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert all_rows(tmp_path / "a") == before
