"""WARC files: what is written comes back, in the standard's form, torn ends and all."""

from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.digest import payload_digest
from archive.items import Capture, CrawlNote, Exchange, utc_now
from archive.moves import leads_to
from archive.warc import WarcFile
from archive.warc_reading import iter_records, read_capture

URL = "http://dj.example/yw/1.html"


def write(directory: Path, **options: Any) -> list[Capture]:
    with closing(WarcFile(directory, "p-1", software="test/1", facts={"name": "p", "key": "p-1"}, **options)) as warc:
        found = [
            warc.save_response(
                Exchange(
                    f"http://dj.example/{n}",
                    utc_now(),
                    200,
                    [("Content-Type", "text/html; charset=gb2312"), ("ETag", f'"{n}"')],
                    f"党建{n}".encode("gb18030"),
                )
            )
            for n in range(5)
        ]
        found.append(
            warc.save_response(
                Exchange("http://dj.example/cut", utc_now(), 200, [("Transfer-Encoding", "chunked")], b"abc", cut=True)
            )
        )
        found.append(warc.save_resource("http://dj.example/json", utc_now(), b"{}", "application/json"))
    return found


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    captures = write(tmp_path)
    for n, capture in enumerate(captures[:5]):
        stored = read_capture(tmp_path / capture.warc_file, capture.warc_offset)
        assert (stored.url, stored.status, stored.body) == (capture.url, 200, f"党建{n}".encode("gb18030"))
        assert stored.fetched_at == capture.fetched_at
        assert stored.payload_digest == capture.payload_digest == payload_digest(stored.body)
    assert read_capture(tmp_path / captures[5].warc_file, captures[5].warc_offset).cut
    records = [record for path in sorted(tmp_path.glob("*.gz")) for record in iter_records(path)]
    assert [record[0] for record in records if not isinstance(record, CrawlNote)] == captures
    assert isinstance(records[0], CrawlNote)
    assert records[0].content["name"] == "p"


def test_the_files_are_warc_1_1_with_right_digests(tmp_path: Path) -> None:
    write(tmp_path)
    kinds = []
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
            assert record.rec_headers.protocol == "WARC/1.1"
    assert kinds == ["warcinfo", "metadata", *["response", "request"] * 6, "resource"]


def test_a_body_that_came_packed_is_stored_as_it_is(tmp_path: Path) -> None:
    plain = "一段话，".encode() * 400
    packed = gzip.compress(plain)
    with closing(WarcFile(tmp_path, "p-1", software="test/1", facts={"name": "p", "key": "p-1"})) as warc:
        as_it_is = warc.save_response(Exchange(URL, utc_now(), 200, [("Content-Encoding", "gzip")], packed))
        shrunk = warc.save_response(Exchange(URL, utc_now(), 200, [("Content-Type", "text/html")], plain))
    content = (tmp_path / as_it_is.warc_file).read_bytes()
    assert packed in content
    assert shrunk.warc_length < len(plain) / 2
    for capture in (as_it_is, shrunk):
        assert read_capture(tmp_path / capture.warc_file, capture.warc_offset).body == plain


@pytest.mark.parametrize(
    ("sent", "leads_to_it"),
    [
        ("/新闻/33.html".encode(), "http://dj.example/%E6%96%B0%E9%97%BB/33.html"),
        ("/新闻/33.html".encode("gbk"), "http://dj.example/%D0%C2%CE%C5/33.html"),
        (b"/yw/ 33.html", "http://dj.example/yw/%2033.html"),
    ],
)
def test_where_a_redirect_leads_is_read_back_as_it_was_written(sent: bytes, leads_to_it: str, tmp_path: Path) -> None:
    with closing(WarcFile(tmp_path, "p-1", software="test/1", facts={"name": "p", "key": "p-1"})) as warc:
        written = warc.save_response(Exchange(URL, utc_now(), 301, [("Location", sent.decode("latin-1"))], b""))
    (read, _), *_ = (one for one in iter_records(tmp_path / written.warc_file) if not isinstance(one, CrawlNote))
    assert read.location == written.location
    assert leads_to(read) == leads_to_it


def test_files_are_rolled(tmp_path: Path) -> None:
    captures = write(tmp_path, roll_at=1500)
    assert len({capture.warc_file for capture in captures}) > 1
    assert all(read_capture(tmp_path / c.warc_file, c.warc_offset).url == c.url for c in captures)


def test_a_torn_end_loses_only_the_torn_record(tmp_path: Path) -> None:
    captures = write(tmp_path)
    path = tmp_path / captures[0].warc_file
    whole = path.read_bytes()
    for size in range(captures[3].warc_offset + 1, captures[3].warc_offset + captures[3].warc_length, 23):
        path.write_bytes(whole[:size])
        damage: list[str] = []
        records = [r for r in iter_records(path, damage.append) if not isinstance(r, CrawlNote)]
        assert [r[0] for r in records][:3] == captures[:3]
        assert len(records) <= 4


def test_no_record_at_that_place(tmp_path: Path) -> None:
    captures = write(tmp_path)
    with pytest.raises(ValueError, match="byte"):
        read_capture(tmp_path / captures[0].warc_file, captures[0].warc_offset + 3)
