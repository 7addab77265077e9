"""The journal as installed, and a checker of its own (`journal_checker.py`) that uses nothing of the library: they agree."""

import ast
import json
import pickle
import random
from pathlib import Path
from typing import Any

import journal_checker as checker
import pledgebook as pb
import pytest

ROOT = Path(__file__).parents[2]
SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def registry() -> pb.Registry:
    return pb.Registry.read(ROOT / "examples/data/exercise/registry.json")


@pytest.fixture(scope="module")
def journal(registry: pb.Registry) -> pb.Journal:
    return registry.journal(SECRET)


def first_bad(lines: str) -> tuple[int | None, int | None]:
    """The first bad event: what the library says, and what the checker says."""
    try:
        pb.Journal.from_lines(lines)
        ours = None
    except pb.PledgebookError as error:
        path = error.findings[0].path
        ours = int(path.split("/")[1]) if path else 0
    try:
        checker.journal(lines)
    except ValueError as error:
        return ours, error.args[0] if isinstance(error.args[0], int) else 0
    return ours, None


def test_the_checker_finds_the_same_hashes(journal: pb.Journal) -> None:
    for shown in (journal, journal.withhold([1, 2, 5])):
        leaves, heads = checker.journal(shown.to_lines())
        assert (len(leaves), heads[-1].hex()) == (len(shown), shown.head)
        checkpoint = shown.checkpoint()
        assert checkpoint == journal.checkpoint()
        assert checker.root(leaves).hex() == checkpoint["root"]
        for seq in range(1, len(shown) + 1, 7):
            line, proof = shown.line(seq), shown.inclusion(seq)
            assert pb.Journal.includes(checkpoint, line, proof) and checker.includes(checkpoint, line, proof)
            for other, wrong in [(shown.line(seq % len(shown) + 1), proof), (line, proof | {"path": proof["path"][1:]})]:
                assert not pb.Journal.includes(checkpoint, other, wrong) and not checker.includes(checkpoint, other, wrong)


def test_both_find_the_first_bad_event(journal: pb.Journal) -> None:
    lines, draw = journal.to_lines(), random.Random(3)
    assert first_bad(lines) == (None, None)
    for _ in range(60):
        at = draw.randrange(len(lines))
        if lines[at] in '"0123456789abcdef':
            event = lines.count("\n", 0, at)
            tampered = lines[:at] + ("1" if lines[at] != "1" else "2") + lines[at + 1 :]
            assert first_bad(tampered) == (event, event), lines[at - 20 : at + 20]
    assert first_bad(lines.rstrip("\n")) == (len(journal), len(journal))
    assert first_bad(lines.replace("\n", "\r\n"))[0] == 0 == first_bad(lines.replace("\n", "\r\n"))[1]
    whole = lines.splitlines(keepends=True)
    assert first_bad("".join(whole[:4] + whole[5:])) == (4, 4)
    assert first_bad("".join([*whole[:3], whole[4], whole[3], *whole[5:]])) == (3, 3)


def test_a_line_that_reads_in_two_ways_is_refused_by_both(journal: pb.Journal) -> None:
    whole = journal.to_lines().splitlines(keepends=True)
    line, hidden = json.loads(whole[2]), json.loads(journal.withhold([2]).line(2))["withheld"]
    text = whole[2]
    forged = [
        text.replace("}\n", f',"withheld":"{hidden}"}}\n'),  # shows a body, and is bound by another
        text.replace('"body":{', '"body":{"id":"another",'),
        text.replace('{"actor"', '{"actor":"another","actor"'),
        text.replace("}\n", ',"approved":true}\n'),
        text.replace(line["salt"], line["salt"].upper()),
        text.replace(f'"salt":"{line["salt"]}",', ""),
        text.replace("\n", " \n"),
        text.replace('"body":', '"body": '),
        "[" * 100_000 + "\n",
        text.replace(line["salt"], line["salt"] + "zz"),
    ]
    for other in forged:
        assert other != text
        assert first_bad("".join([*whole[:2], other, *whole[3:]])) == (2, 2), other[:200]


def test_what_a_checkpoint_shows(registry: pb.Registry, journal: pb.Journal) -> None:
    lines = journal.to_lines()
    cut = "".join(lines.splitlines(keepends=True)[:-1])
    # A journal that ends early is sound; only what was published shows it.
    assert first_bad(cut) == (None, None)
    assert checker.holds(lines, journal.checkpoint()) and not checker.holds(cut, journal.checkpoint())
    with pytest.raises(pb.PledgebookError) as error:
        pb.Journal.from_lines(cut).continues(journal.checkpoint())
    assert error.value.code == "checkpoint-differs"
    assert not checker.holds(lines, journal.checkpoint() | {"head": "0" * 64})
    # Written anew with other content it is sound, too.
    other = registry.journal(bytes(32))
    assert first_bad(other.to_lines()) == (None, None)
    assert not checker.holds(other.to_lines(), journal.checkpoint())


def test_the_record_comes_back_and_goes_on(registry: pb.Registry, journal: pb.Journal) -> None:
    again = pb.Journal.from_lines(journal.to_lines())
    assert again == journal and repr(again).startswith(f"Journal({len(registry)} events")
    back = again.registry()
    assert back.to_json() == registry.to_json()
    what = {"event": "commented", "pledge": first_pledge(back), "text": "Seen."}
    known = "2030-01-01T09:00:00Z"
    back.record([{"id": "remark", "what": what, "sources": [], "reconstructed": False}], known=known, actor="desk-3")
    longer = back.journal(bytes(32), onto=journal)
    assert len(longer) == len(journal) + 1
    proof = longer.consistency(len(journal))
    assert pb.Journal.goes_on(journal.checkpoint(), longer.checkpoint(), proof)
    assert not pb.Journal.goes_on(longer.checkpoint(), longer.checkpoint(), proof)
    with pytest.raises(pb.PledgebookError) as error:
        registry.journal(SECRET, onto=longer)
    assert error.value.code == "journal-broken"
    with pytest.raises(pb.PledgebookError) as error:
        journal.withhold([2]).registry()
    assert (error.value.code, error.value.findings[0].path) == ("content-withheld", "/2")
    with pytest.raises(pb.PledgebookError) as error:
        journal.withhold([2, 0, 9_999])
    assert [finding.code for finding in error.value.findings] == ["not-found", "not-found"]
    for number in (2**32, 2**40, 2**70, -1):
        for ask in (journal.line, journal.inclusion, journal.consistency, lambda seq: journal.withhold([2, seq])):
            with pytest.raises(pb.PledgebookError, match=f"There is no event {number};") as error:
                ask(number)
            assert error.value.code == "not-found"
    with pytest.raises(pb.PledgebookError, match="There is no event of a number with so many digits;") as error:
        journal.line(10**5000)
    assert error.value.code == "not-found"
    with pytest.raises(ValueError, match="32 bytes"):
        registry.journal(b"short")
    assert pickle.loads(pickle.dumps(journal)) == journal


def test_a_catalogue_may_be_given(journal: pb.Journal) -> None:
    assert journal.registry(pb.Catalogue.shipped()).to_json() == journal.registry().to_json()


def first_pledge(registry: pb.Registry) -> Any:
    return next(iter(registry.as_of("2030-01-01").pledges.rows()))["pledge"]


def test_the_page_shows_the_checker_in_few_lines() -> None:
    source = (ROOT / "tests/python/journal_checker.py").read_text(encoding="utf-8")
    names = [part.name for part in ast.parse(source).body if isinstance(part, ast.FunctionDef)]
    page = (ROOT / "docs/what-the-journal-shows.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in names)
    assert len([line for line in source.splitlines() if line.strip()]) < 80
