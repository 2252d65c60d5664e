"""A WARC file that was copied within the archive counts once, and is told of."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import dangjian
from derived import all_rows

from archive.repeated import repeated


def test_a_copied_file_counts_once(sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "a"))
    (file,) = (archive / "warc").iterdir()
    before = all_rows(archive)
    whole = file.read_bytes()
    copies = [file.with_name(f"before {file.name}"), file.with_name(file.name.replace(".warc", " (1).warc"))]
    copies[0].write_bytes(whole)
    copies[1].write_bytes(whole[: len(whole) // 2])  # made while the crawl went on
    said = sorted(f"{copy.name}: a copy of {file.name}" for copy in copies)

    ran = dangjian("verify", "--archive", archive, "--json")
    assert ran.code == 1
    assert {line.partition(",")[0] for line in ran.json["damage"]} >= set(said)
    ran = dangjian("rebuild", "--archive", archive, "--json")
    assert (ran.code, [line.partition(";")[0] for line in sorted(ran.json["damage"])]) == (1, said)
    assert all_rows(archive) == before
    for copy in copies:
        copy.unlink()
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before


def test_the_longest_of_alike_files_counts_and_nothing_else_is_a_copy(sample_archive: Path, tmp_path: Path) -> None:
    (file,) = (sample_archive / "warc").iterdir()
    whole = file.read_bytes()
    own, other, changed, noise, empty = (tmp_path / name for name in (file.name, "a", "b", "c", "d"))
    own.write_bytes(whole[:-5000])
    other.write_bytes(whole)
    changed.write_bytes(whole[:-5000] + b"\x00" + whole[-4999:])
    noise.write_bytes(b"no WARC")
    empty.touch()
    files = [own, other, changed, noise, empty, tmp_path / "not there"]
    assert repeated(files) == {own: other}
    own.write_bytes(whole)
    assert repeated([other, own]) == {other: own}
