"""What a killed crawl leaves behind: torn records are cut off, whole ones nobody knew of are taken in."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Site, crawl, dangjian, story_html
from derived import DERIVED, rows
from recording import HOST, HTML, Answer, crawl_of, killed, newest, story

from archive.credited import count_credits
from archive.days import count_article
from archive.items import Exchange
from archive.members import iter_members
from archive.warc import WarcFile
from crawler.sample_portal import SamplePortal
from crawler.session import Session

STORIES = [Answer(f"/yw/{n}.html", story(n)) for n in range(12)]


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl that ended, and one that was killed with five captures committed and seven not."""
    base = tmp_path_factory.mktemp("killed")
    crawl_of(base / "live", [Answer("/yw/0.html", story(0)), Answer("/yw/99.html", story(99))])
    return killed(base / "live", base / "left", STORIES, committed=5, first_minute=30)


def opened(archive: Path) -> None:
    """Open an archive for writing, as every crawl does first."""
    Session.at(archive).close()


def assert_as_rebuilt(archive: Path, scratch: Path) -> None:
    """Assert that the database says what one made from the WARC files alone would say."""
    shutil.copytree(archive / "warc", scratch / "warc")
    ran = dangjian("rebuild", "--archive", scratch)
    assert ran.code == 0, ran.err
    for table in DERIVED:
        assert rows(archive, table) == rows(scratch, table), table


def offsets(path: Path) -> list[int]:
    return [member.offset for member in iter_members(path)]


def test_whole_records_that_no_row_tells_of_are_taken_in(
    left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    assert len(rows(archive, "captures")) == 2 + 5
    opened(archive)
    assert "7 captures taken in" in capsys.readouterr().err
    assert len(rows(archive, "captures")) == 2 + 12
    assert len(rows(archive, "articles")) == 13
    assert_as_rebuilt(archive, tmp_path / "b")
    opened(archive)
    assert capsys.readouterr().err == ""


def cut_before(archive: Path, copy: Path, record: int) -> tuple[Path, Path]:
    """Copy an archive, and return the copy and its newest file, which ends before a record of it."""
    shutil.copytree(archive, copy)
    path = newest(copy)
    with path.open("r+b") as stream:
        stream.truncate(offsets(path)[record])
    return copy, path


# Counted from the end: the request and the response of the last captures, and the last one that has a row.
@pytest.mark.parametrize("record", [-1, -2, -3, -4, -13, -14])
@pytest.mark.parametrize("bytes_kept", [1, 5, 14, 200, "all but one"])
def test_a_torn_record_is_cut_off(
    left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], record: int, bytes_kept: int | str
) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    path = newest(archive)
    places = [*offsets(path), path.stat().st_size]
    begin, end = places[record - 1], places[record]
    size = end - 1 if bytes_kept == "all but one" else min(begin + int(bytes_kept), end - 1)
    with path.open("r+b") as stream:
        stream.truncate(size)
    opened(archive)
    said = capsys.readouterr().err
    assert f"{path}: cut {size - begin} bytes of a torn record off" in said
    assert path.stat().st_size == begin
    assert_as_rebuilt(archive, tmp_path / "b")
    opened(archive)
    assert capsys.readouterr().err == ""


def test_a_cut_between_records_needs_no_cutting(
    left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, _ = cut_before(left_behind, tmp_path / "a", -1)  # the last request is missing, its response is whole
    opened(archive)
    said = capsys.readouterr().err
    assert "torn" not in said
    assert "7 captures" in said
    assert_as_rebuilt(archive, tmp_path / "b")


def test_zeros_at_the_end_are_no_record(left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    path = newest(archive)
    size = path.stat().st_size
    with path.open("ab") as stream:
        stream.write(bytes(4096))
    opened(archive)
    assert "cut 4096 bytes" in capsys.readouterr().err
    assert path.stat().st_size == size
    assert_as_rebuilt(archive, tmp_path / "b")


def test_damage_with_whole_records_behind_it_is_left(
    left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    path = newest(archive)
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(offsets(path)[-6] + 60)
        stream.write(b"\xff\xff\xff\xff")
    opened(archive)
    assert "verify" in capsys.readouterr().err
    assert path.stat().st_size == size
    assert len(rows(archive, "captures")) == 2 + 11


def test_a_database_older_than_whole_crawls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "a"
    crawl_of(archive, STORIES[:3])
    for name in ("archive.db", "archive.db-wal"):
        if (archive / name).exists():
            shutil.copy(archive / name, tmp_path / name)
    crawl_of(archive, STORIES[2:6], first_minute=60)
    crawl_of(archive, STORIES[5:9], first_minute=120)
    for path in archive.glob("archive.db*"):
        path.unlink()
    for path in tmp_path.glob("archive.db*"):
        shutil.copy(path, archive)
    assert len(rows(archive, "crawls")) == 1
    opened(archive)
    assert "8 captures taken in" in capsys.readouterr().err
    assert len(rows(archive, "articles")) == 9
    assert_as_rebuilt(archive, tmp_path / "b")


def test_a_row_without_its_article(left_behind: Path, tmp_path: Path) -> None:
    """A commit may come between a capture's own row and those of its article."""
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    session = Session.at(archive)
    session.store.db.execute("DELETE FROM settings WHERE name = 'recovered_through'")
    (article,) = session.store.db.execute("SELECT id FROM articles WHERE url LIKE '%/3.html'").fetchone()
    session.store.index.remove(article)
    count_article(session.store.db, article, -1)
    count_credits(session.store.db, article, -1)
    for table in ("texts", "credits", "article_sections", "assets", "revisions", "captures"):
        if table == "captures":
            session.store.db.execute(
                "UPDATE captures SET article = NULL, page_kind = NULL WHERE article = ?", [article]
            )
        else:
            session.store.db.execute(f"DELETE FROM {table} WHERE article = ?", [article])
    session.store.db.execute("DELETE FROM articles WHERE id = ?", [article])
    session.close()
    assert len(rows(archive, "articles")) == 12
    opened(archive)
    assert_as_rebuilt(archive, tmp_path / "b")


def test_further_pages_stay_part_of_their_article(tmp_path: Path) -> None:
    def page(number: int, more: str) -> bytes:
        text = f"党建引领发展，群众得到实惠，第{number}页的文字。" * 8
        return story_html("分页的党建故事", text, extra=f"<div class='pages'>{more}</div>")

    first = page(1, "<span>1</span> <a href='/yw/7_2.html'>2</a> <a href='/yw/7_2.html'>下一页</a>")
    second = page(2, "<a href='/yw/7.html'>上一页</a> <a href='/yw/7.html'>1</a> <span>2</span>")
    pages = {
        "/": (200, {}, "<a href='/yw/7.html'>分页的党建故事</a> 2020-03-13".encode()),
        "/yw/7.html": (200, {}, first),
        "/yw/7_2.html": (200, {}, second),
    }
    archive = tmp_path / "a"
    with Site(pages) as site:
        assert dangjian("crawl", site.url, "--archive", archive, "--delay", "0").code == 0
    assert len(rows(archive, "articles")) == 1
    session = Session.at(archive)
    session.store.db.execute("UPDATE crawls SET finished_at = NULL")
    session.store.db.execute("DELETE FROM captures WHERE url LIKE '%7_2.html'")
    session.store.db.execute("DELETE FROM settings WHERE name = 'recovered_through'")
    session.close()
    opened(archive)
    assert len(rows(archive, "articles")) == 1
    assert_as_rebuilt(archive, tmp_path / "b")


def test_a_file_torn_before_its_crawl_had_a_name(
    left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    whole = newest(archive).read_bytes()
    places = offsets(newest(archive))
    for number, size in enumerate((0, 7, places[1], places[1] + 30)):
        (archive / "warc" / f"dj-2026010{number}T000000000000Z-00000.warc.gz").write_bytes(whole[:size])
    opened(archive)
    assert capsys.readouterr().err.count("torn before its first capture; removed") == 4
    assert len(list((archive / "warc").iterdir())) == 2


def test_files_of_others_are_left_alone(left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    opened(archive)
    capsys.readouterr()
    foreign = archive / "warc" / "others-00000.warc.gz"
    foreign.write_bytes(b"\x1f\x8bnothing of ours")
    opened(archive)
    assert foreign.exists()
    assert capsys.readouterr().err == ""


def test_kill_9_in_a_crawl_and_the_next_one(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with SamplePortal() as portal:
        command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(archive), "--delay", "0.01"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/")
        # Killed with some captures in the file, wherever the commits are.
        while not any(path.stat().st_size > 30_000 for path in (archive / "warc").glob("*.gz")):
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.wait()
        path = newest(archive)
        with path.open("r+b") as stream:
            stream.truncate(path.stat().st_size - 3)
        ran = crawl(portal.url, archive)
    assert ran.code == 0, ran.err
    assert "of a torn record off" in ran.err
    assert len(rows(archive, "articles")) == 86
    assert dangjian("verify", "--archive", archive).code == 0
    assert_as_rebuilt(archive, tmp_path / "b")


def test_rows_of_what_is_not_there_any_more_are_told_of(
    left_behind: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, path = cut_before(left_behind, tmp_path / "a", 6)
    opened(archive)
    said = capsys.readouterr().err
    assert f"{path.name}: less is there than the database knows of; see `dangjian verify`" in said
    opened(archive)
    assert capsys.readouterr().err == ""


def test_a_file_that_cannot_be_read_stops_nothing(left_behind: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(left_behind, tmp_path / "a"))
    name = "dj-20260101T000000000000Z-00000.warc.gz"
    (archive / "warc" / name).symlink_to(tmp_path / "nowhere")
    with Site({"/": (200, {}, story(1))}) as site:
        ran = crawl(site.url, archive)
    assert "Traceback" not in ran.err
    assert f"{name}: cannot be read (No such file or directory); see `dangjian verify`" in ran.err
    assert len(rows(archive, "articles")) == 13
    ran = dangjian("rebuild", "--archive", archive)
    assert ran.code == 1
    assert f"{name}: cannot be read (No such file or directory); it is left out" in ran.one_line()
    assert len(rows(archive, "articles")) == 13


def test_crawls_are_rebuilt_in_their_order_though_a_clock_was_set_back(tmp_path: Path) -> None:
    """Ids follow the order in which crawls ran, and a rebuild has the files alone."""
    ahead = datetime.now(UTC) + timedelta(days=1)
    facts = {"name": "dj", "title": "试验网", "home": f"{HOST}/", "key": f"dj-{ahead:%Y%m%dT%H%M%S%fZ}"}
    facts["started_at"] = ahead.isoformat(timespec="microseconds")
    archive = tmp_path / "a"
    opened(archive)
    with closing(WarcFile(archive / "warc", facts["key"], software="test/1", facts=facts)) as warc:
        warc.open()
        warc.save_response(Exchange(f"{HOST}/yw/0.html", facts["started_at"], 200, HTML, story(0)))
    for number in (1, 2):
        crawl_of(archive, [Answer("/yw/0.html", story(0, f"渡口的船改了时刻{number}。"))], first_minute=number)
    assert rows(archive, "crawls")[0][1] == facts["key"]
    assert_as_rebuilt(archive, tmp_path / "b")
