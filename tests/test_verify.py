"""`dangjian verify`: whatever is damaged is named in a line, and nothing else is."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import dangjian
from recording import Answer, crawl_of, killed, newest, story

from archive.bigrams import split
from archive.entries import entry_of
from archive.items import Exchange, utc_now
from archive.members import iter_members
from archive.store import Store
from archive.warc import WarcFile
from crawler.sample_portal import SamplePortal


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two crawls with revisits, an edit and a page that went."""
    archive = tmp_path_factory.mktemp("sound") / "a"
    crawl_of(archive, [Answer(f"/yw/{n}.html", story(n)) for n in range(6)])
    again = [Answer(f"/yw/{n}.html", story(n)) for n in range(3)]
    edited = [Answer("/yw/3.html", story(3, "换了一个说法的党建工作。")), Answer("/yw/4.html", b"<h1>404</h1>", 404)]
    crawl_of(archive, [*again, *edited], first_minute=60)
    return archive


@pytest.fixture
def archive(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "a"))


def damage(archive: Path) -> list[str]:
    """Return the lines that verify says."""
    ran = dangjian("verify", "--archive", archive, "--json")
    assert "Traceback" not in ran.err, ran.err
    assert ran.err == ""
    assert ran.code == (1 if ran.json["damage"] else 0)
    assert ran.json["damaged"] == len(ran.json["damage"])
    return list(ran.json["damage"])


def sql(archive: Path, *statements: str) -> None:
    """Change the database by hand."""
    with sqlite3.connect(archive / "archive.db", isolation_level=None) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def first_file(archive: Path) -> Path:
    return sorted((archive / "warc").iterdir())[0]


def test_a_sound_archive(archive: Path) -> None:
    ran = dangjian("verify", "--archive", archive)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "verified: 11 captures in 2 files, 6 articles, index agrees\n"
    quiet = dangjian("verify", "--archive", archive, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert dangjian("verify", "--archive", archive, "--json").json["captures"] == 11


def test_the_sample_portal_is_sound(sample_archive: Path) -> None:
    assert damage(sample_archive) == []


def test_no_archive(tmp_path: Path) -> None:
    ran = dangjian("verify", "--archive", tmp_path / "none")
    assert ran.code == 2
    assert "no such directory" in ran.one_line()


@pytest.mark.parametrize("record", range(14))
def test_a_flipped_bit_in_any_record(archive: Path, record: int) -> None:
    path = first_file(archive)
    member = list(iter_members(path))[record]
    content = bytearray(path.read_bytes())
    content[member.offset + member.length * 2 // 3] ^= 0x10
    path.write_bytes(content)
    found = damage(archive)
    assert found
    assert any(path.name in line and f"byte {member.offset}" in line for line in found), found
    # Everything behind it is still looked at.
    assert len(found) <= 2, found


def test_a_payload_that_was_exchanged(archive: Path) -> None:
    """A record rewritten with right checksums of gzip, but not with the digests of WARC."""
    import zlib

    path = first_file(archive)
    members = list(iter_members(path))
    at = next(n for n, m in enumerate(members) if b"WARC-Type: response" in m.data)
    forged = members[at].data.replace("党建".encode(), "建党".encode())
    assert forged != members[at].data
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(forged) + packer.flush()
    whole = path.read_bytes()
    path.write_bytes(whole[: members[at].offset] + packed + whole[members[at].end :])
    found = damage(archive)
    assert any("its block is not what its digest" in line for line in found)
    assert any("its payload is not what its digest" in line for line in found)


def test_a_file_that_is_not_there(archive: Path) -> None:
    path = first_file(archive)
    path.unlink()
    found = damage(archive)
    assert found == [f"{path.name}: the file is not there, and 6 captures are in it"]


def test_a_file_of_others(archive: Path) -> None:
    with closing(WarcFile(archive / "warc", "others", software="x/1", facts={})) as warc:
        warc.save_response(Exchange("http://x.example/", utc_now(), 200, [], b"abc"))
    assert len(found := damage(archive)) == 1
    assert found[0].startswith("others-00000.warc.gz: the database knows nothing of this file")


def test_a_file_of_another_name_is_known_once_it_is_taken_in(archive: Path) -> None:
    """The crawl has another name than the file; a rebuild would do no more."""
    first_file(archive).rename(archive / "warc" / "other.warc.gz")
    assert any("other.warc.gz: the database knows nothing of this file" in line for line in damage(archive))
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert not any("warc.gz" in line for line in damage(archive))


def test_a_file_that_is_shorter(archive: Path) -> None:
    path = first_file(archive)
    with path.open("r+b") as stream:
        stream.truncate(list(iter_members(path))[6].offset + 40)
    found = damage(archive)
    assert any("damaged at byte" in line for line in found)
    assert sum("no whole response begins at byte" in line for line in found) == 4


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE texts SET body = body || '添了一句。' WHERE article = (SELECT min(article) FROM texts)", "in body"),
        ("UPDATE articles SET headline = '改了' WHERE url LIKE '%/1.html'", "in headline"),
        ("UPDATE articles SET source = '别处' WHERE url LIKE '%/1.html'", "in source"),
        ("UPDATE credits SET role = 'editor' WHERE id = (SELECT min(id) FROM credits)", "in credits"),
        ("UPDATE people SET name = '别人'", "in credits"),
        ("UPDATE revisions SET body = '改了' WHERE number = 1 AND article = (SELECT max(id) FROM articles)", "digest"),
        ("DELETE FROM revisions WHERE number = 2", "revisions"),
        ("DELETE FROM texts WHERE article = (SELECT min(article) FROM texts)", "has no text"),
        ("UPDATE articles SET lead = 'x' WHERE url LIKE '%/1.html'", "lead or char_count"),
        ("UPDATE articles SET key = 'aaaaaaaaaaaaaaaa' WHERE url LIKE '%/1.html'", "key is not that"),
        ("UPDATE captures SET payload_digest = 'sha1:X' WHERE url LIKE '%/5.html'", "payload_digest"),
        ("UPDATE captures SET url = 'http://x/' WHERE url LIKE '%/5.html'", "differ in ['url']"),
        ("UPDATE captures SET status = 404 WHERE url LIKE '%/5.html'", "differ in ['status']"),
        ("UPDATE captures SET warc_length = 5 WHERE url LIKE '%/5.html'", "differ in ['warc_length']"),
        ("UPDATE captures SET warc_offset = warc_offset + 1 WHERE url LIKE '%/5.html'", "no whole response begins"),
        ("DELETE FROM captures WHERE url LIKE '%/5.html'", "has no row"),
        ("DELETE FROM captures WHERE url LIKE '%/5.html'", "refers to a row of captures"),
        ("UPDATE captures SET payload_of = id WHERE payload_of IS NOT NULL", "are not in the archive"),
        ("UPDATE captures SET payload_of = NULL", "do not agree"),
        ("UPDATE captures SET payload_of = 1 WHERE url LIKE '%/5.html'", "do not agree"),
        ("DELETE FROM portals", "refers to a row of portals"),
        ("DELETE FROM articles_fts_docsize WHERE id = (SELECT min(id) FROM articles)", "search index"),
        ("DELETE FROM articles WHERE url LIKE '%/1.html'", "an article"),
        ("UPDATE articles SET published_date = '2020-03-30' WHERE url LIKE '%/1.html'", "published_date is not"),
        ("UPDATE articles SET section = '别处' WHERE url LIKE '%/1.html'", "section is not"),
        ("INSERT INTO article_sections SELECT id, 0, '别处' FROM articles WHERE url LIKE '%/1.html'", "section is not"),
        ("INSERT INTO article_sections SELECT id, 1, '别处' FROM articles WHERE url LIKE '%/1.html'", "from 0"),
        ("UPDATE articles SET gone_at = last_seen_at WHERE url LIKE '%/1.html'", "gone_at"),
        ("UPDATE article_days SET articles = articles + 1", "article_days: has"),
        ("UPDATE article_days SET characters = characters + 1", "article_days: has"),
        ("DELETE FROM article_days", "article_days: lacks"),
        ("UPDATE people_roles SET articles = articles + 1", "people_roles: has"),
        ("UPDATE people_years SET year = '1999'", "people_years: has"),
        ("DELETE FROM people_years", "people_years: lacks"),
        ("UPDATE crawls SET pages = pages + 1", "pages are stored"),
        ("UPDATE settings SET value = '0'", "of the splitter"),
        ("DELETE FROM settings WHERE name = 'splitter_version'", "no version of the splitter"),
    ],
)
def test_a_row_changed_by_hand(archive: Path, statement: str, said: str) -> None:
    sql(archive, "PRAGMA foreign_keys = OFF", statement)
    found = damage(archive)
    assert any(said in line for line in found), found


def change_index(archive: Path, change: Callable[[Store, int], None]) -> None:
    store = Store(archive / "archive.db")
    (article,) = store.db.execute("SELECT id FROM articles WHERE url LIKE '%/1.html'").fetchone()
    store.begin()
    change(store, article)
    store.close()


def test_an_article_taken_out_of_the_index(archive: Path) -> None:
    change_index(archive, lambda store, article: store.index.remove(article) and None)
    assert [line.partition(": ")[2] for line in damage(archive)] == [
        "the search index has it not; `dangjian rebuild` makes it anew"
    ]


@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_one_word_in_the_wrong_place_of_the_index(archive: Path, column: int) -> None:
    def change(store: Store, article: int) -> None:
        entry = list(entry_of(store.db, article))
        store.index.remove(article)
        tokens = entry[column].split(" ")
        tokens = [*tokens[1:], tokens[0]] if len(tokens) > 1 else [split("别人")]
        entry[column] = " ".join(tokens)
        store.db.execute(
            "INSERT INTO articles_fts (rowid, title, body, names, fields) VALUES (?, ?, ?, ?, ?)", [article, *entry]
        )

    change_index(archive, change)
    assert [line.partition(": ")[2] for line in damage(archive)] == [
        "the search index holds another text of it; `dangjian rebuild` makes it anew"
    ]


def test_a_ghost_in_the_index(archive: Path) -> None:
    change_index(
        archive,
        lambda store, article: (
            store.db.execute(
                "INSERT INTO articles_fts (rowid, title, body, names) VALUES (7, ?, '', '')", [split("鬼影")]
            )
            and None
        ),
    )
    assert damage(archive) == [
        "the search index holds an article 7 that is not there; `dangjian rebuild` makes it anew"
    ]


def test_a_database_with_flipped_bytes(archive: Path) -> None:
    sql(archive, "PRAGMA wal_checkpoint(TRUNCATE)")
    path = archive / "archive.db"
    pages = path.stat().st_size // 4096
    sound = path.read_bytes()
    for page in [*range(4), *range(4, pages, 5)]:
        content = bytearray(sound)
        content[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
        path.write_bytes(content)
        ran = dangjian("verify", "--archive", archive)
        assert "Traceback" not in ran.err, (page, ran.err)
        assert ran.code == 1, page
    path.write_bytes(sound)
    assert damage(archive) == []


def test_mended_by_a_rebuild(archive: Path) -> None:
    sql(archive, "UPDATE texts SET body = '改了'", "DELETE FROM articles_fts_docsize")
    assert damage(archive)
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert damage(archive) == []


def test_what_a_killed_crawl_left_is_no_damage(sound: Path, tmp_path: Path) -> None:
    shutil.copytree(sound, tmp_path / "live")
    left = killed(
        tmp_path / "live",
        tmp_path / "left",
        [Answer(f"/zt/{n}.html", story(100 + n)) for n in range(6)],
        committed=3,
        first_minute=120,
    )
    with newest(left).open("r+b") as stream:
        stream.truncate(newest(left).stat().st_size - 30)
    assert damage(left) == []


def test_while_a_crawl_runs(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with SamplePortal() as portal:
        command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(archive), "--delay", "0.01"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/")
        looks = 0
        while process.poll() is None:
            ran = dangjian("verify", "--archive", archive, "--json")
            if ran.code == 2:
                assert any(said in ran.err for said in ("no archive here", "no such directory", "empty as yet"))
                continue
            if not ran.json["articles"]:
                continue  # its very beginning, with no schema perhaps
            assert ran.json["damage"] == []
            looks += 1
        assert process.returncode == 0
    assert looks > 0


def test_a_database_that_a_crawl_is_just_making(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    with sqlite3.connect(tmp_path / "archive.db") as db:
        db.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, name TEXT)")
    with (tmp_path / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for command in ("status", "verify"):
            ran = dangjian(command, "--archive", tmp_path)
            assert (ran.code, "empty as yet, a crawl has just begun" in ran.err) == (2, True)
    ran = dangjian("status", "--archive", tmp_path)
    assert (ran.code, "empty; make it anew" in ran.err) == (2, True)


def test_places_that_no_text_is_long_enough_for(archive: Path) -> None:
    """A flipped bit in the index may list any place: a number for each before it would take all the memory there is."""
    store = Store(archive / "archive.db")
    store.db.execute("CREATE VIRTUAL TABLE temp.listed USING fts5vocab(main, articles_fts, instance)")
    block, content = store.db.execute("SELECT id, block FROM articles_fts_data ORDER BY id DESC").fetchone()
    for at in range(4, len(content)):
        changed = content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]
        store.db.execute("UPDATE articles_fts_data SET block = ? WHERE id = ?", [changed, block])
        try:
            (furthest,) = store.db.execute("SELECT max(offset) FROM temp.listed").fetchone()
        except sqlite3.DatabaseError:
            continue
        if furthest > 10**7:
            break
    else:
        raise AssertionError("no byte of the index does it")
    store.db.execute("DROP TABLE temp.listed")
    store.close()
    assert any("the search index" in line for line in damage(archive))


def test_rows_that_no_crawl_writes(archive: Path) -> None:
    sql(archive, "PRAGMA ignore_check_constraints = ON", "UPDATE texts SET body = x'ff'")
    assert any("its row is none" in line for line in damage(archive))
    sql(archive, "UPDATE texts SET body = CAST(x'ff' AS TEXT)")
    assert any("Could not decode" in line and len(line) < 300 for line in damage(archive))
