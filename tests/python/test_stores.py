"""A record that is kept in a file, as installed: several processes, what stands in the way, and what the file is to other programs."""

import json
import os
import pickle
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import journal_checker as checker
import pledgebook as pb
import pytest

ROOT = Path(__file__).parents[2]
KNOWN = "2026-01-06T09:00:00Z"


def announced(pledge: str) -> dict[str, Any]:
    lots = [{"id": pledge, "described_as": "engineering company", "units": 1}]
    lead = [{"state": "XAA", "roles": ["lead"]}]
    told = {"id": pledge, "kind": "formed-unit", "title": "An engineering company", "contributors": lead, "lots": lots}
    return {"id": f"{pledge}-1", "what": {"event": "announced", "pledge": told}, "sources": [], "reconstructed": False}


def record(book: pb.Registry, pledge: str) -> dict[str, int]:
    return book.record([announced(pledge)], known=KNOWN, actor="desk-3")


# A process of its own that records so many pledges, one after the other.
WRITER = """
import sys, test_stores
book = test_stores.pb.Registry.open(sys.argv[1])
for number in range(int(sys.argv[3])):
    test_stores.record(book, f"xaa-{sys.argv[2]}-{number}")
    print(number, flush=True)
"""


def writer(file: Path, name: str, pledges: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, str(file), name, str(pledges)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)})


def refused(call: Any, *arguments: Any, **named: Any) -> tuple[str, str, str]:
    with pytest.raises(pb.PledgebookError) as error:
        call(*arguments, **named)
    (finding,) = error.value.findings
    assert finding.help
    return finding.code, finding.path, finding.message


def test_what_was_recorded_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    book = pb.Registry.open(file)
    assert record(book, "xaa-1") == {"recorded": 1, "already": 0, "head": 1}
    assert record(book, "xaa-1") == {"recorded": 0, "already": 1, "head": 1}
    published = book.journal().checkpoint()
    record(book, "xaa-2")
    text = book.to_json()
    del book
    again = pb.Registry.open(str(file))
    assert (again.to_json(), len(again), repr(again)) == (text, 2, "Registry(2 events)")
    assert [row["pledge"] for row in again.as_of("2026-01-06").pledges.rows()] == ["xaa-1", "xaa-2"]
    again.journal().continues(published)


def test_processes_share_a_file(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    mine = pb.Registry.open(file)
    writers = [writer(file, name, 15) for name in ("a", "b")]
    for number in range(15):
        record(mine, f"xaa-c-{number}")
    for each in writers:
        each.communicate(timeout=60)
        assert each.returncode == 0
    mine.refresh()
    assert mine.refresh() == 0
    assert len(mine) == 45
    assert mine.to_json() == pb.Registry.open(file).to_json()
    lots = [row["lot"] for row in mine.as_of("2026-01-06").pledges.rows()]
    assert sorted(map(str, lots)) == sorted(f"xaa-{name}-{number}" for name in "abc" for number in range(15))


def test_a_process_that_is_killed_loses_nothing_that_it_said(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    killed = writer(file, "a", 10_000)
    assert killed.stdout is not None
    for _ in range(10):
        killed.stdout.readline()
    killed.kill()
    said = 10 + len(killed.communicate()[0].splitlines())
    assert len(pb.Registry.open(file)) in (said, said + 1)


def test_threads_share_a_registry_in_a_file(tmp_path: Path) -> None:
    book = pb.Registry.open(tmp_path / "book.db")
    threads = [threading.Thread(target=record, args=(book, f"xaa-{number}")) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(book) == len(pb.Registry.open(tmp_path / "book.db")) == 8


def test_a_record_is_put_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    exercise = pb.Registry.read(ROOT / "examples/data/exercise/registry.json")
    kept = exercise.keep(file, secret=bytes(32))
    assert kept.to_json() == pb.Registry.open(file).to_json() == exercise.to_json()
    assert kept.journal() == exercise.journal(bytes(32)), "the secret decides the salts, and nothing else does"
    assert exercise.keep(tmp_path / "other.db").journal() != kept.journal()
    assert refused(exercise.keep, file)[:2] == ("checkpoint-differs", str(file))
    with pytest.raises(ValueError, match="32 bytes"):
        exercise.journal()
    with pytest.raises(ValueError, match="these are 3"):
        pb.Registry.open(file, secret=b"abc")
    with pytest.raises(TypeError, match="opened again"):
        pickle.dumps(kept)


def test_to_read_only(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    book = pb.Registry.open(file)
    record(book, "xaa-1")
    reader = pb.Registry.open(file, read_only=True)
    record(book, "xaa-2")
    assert (len(reader), reader.refresh(), len(reader)) == (1, 1, 2)
    assert refused(record, reader, "xaa-3")[:2] == ("store-read-only", str(file))
    assert len(reader) == 2
    missing = tmp_path / "missing.db"
    assert refused(pb.Registry.open, missing, read_only=True)[:2] == ("not-found", str(missing))
    assert not missing.exists()


def test_what_cannot_be_opened_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    record(pb.Registry.open(file), "xaa-1")
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA user_version = 7")
    other.close()
    code, path, message = refused(pb.Registry.open, file)
    assert (code, path) == ("format-unsupported", str(file))
    assert "later version" in message and "7" in message
    text = shutil.copy(ROOT / "examples/data/exercise/registry.json", tmp_path)
    before = Path(text).read_bytes()
    assert refused(pb.Registry.open, text)[0] == "format-unsupported"
    assert Path(text).read_bytes() == before
    assert refused(pb.Registry.open, tmp_path / "no" / "book.db")[0] == "not-found"
    assert refused(pb.Registry.open, tmp_path)[0] == "store-failed"


def test_the_file_is_a_journal_for_programs_that_know_nothing_of_it(tmp_path: Path) -> None:
    file = tmp_path / "book.db"
    book = pb.Registry.read(ROOT / "examples/data/exercise/registry.json").keep(file)
    with sqlite3.connect(file) as other:
        lines = [line for (line,) in other.execute("SELECT line FROM journal ORDER BY seq")]
        for change in ("UPDATE journal SET line = ''", "DELETE FROM journal"):
            with pytest.raises(sqlite3.IntegrityError):
                other.execute(change)
    other.close()
    text = "\n".join([json.dumps({"format": "pledgebook.journal/1"}, separators=(",", ":")), *lines, ""])
    assert text == book.journal().to_lines()
    leaves, heads = checker.journal(text)
    assert (len(leaves), heads[-1].hex()) == (len(book), book.journal().head)


def test_the_page_on_stores_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "keeping-a-record.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "data", tmp_path / "examples" / "data")
    blocks = re.findall(r"^```py\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, "keeping-a-record.md", "exec"), {})
    ((query),) = re.findall(r"^```sql\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    with sqlite3.connect("book.db") as other:
        rows = other.execute(query).fetchall()
    other.close()
    assert rows[-1] == (len(pb.Registry.open("book.db")), "2026-11-26T09:00:00Z", "commented")
    recipe = re.findall(r"^```rust\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[-1]
    assert recipe in (ROOT / "examples" / "service" / "keeper.rs").read_text(encoding="utf-8")
    told = {row["code"] for row in pb.codes().rows()}
    in_table = re.findall(r"^\| ((?:`[a-z-]+`)(?:, or)?)", page, re.MULTILINE)
    assert {code.split("`")[1] for code in in_table} <= told
    assert {code for code in told if str(code).startswith("store-")} <= {code.split("`")[1] for code in in_table}
