"""What is told to an audience, as Python has it. What is withheld is tried in tests/tests/audiences.rs."""

import json
from pathlib import Path

import pledgebook as pb
import pytest

DATA = Path(__file__).parents[2] / "examples" / "data" / "exercise"
SENTENCE = "Selection also weighs considerations not shown here."


@pytest.fixture(scope="module")
def registry() -> pb.Registry:
    return pb.Registry.read(DATA / "registry.json")


def test_a_state_sees_its_own_pledges_and_the_sentence(registry: pb.Registry) -> None:
    view = registry.as_of("2026-11-24")
    told = view.told("XAA")
    assert (told.reader, str(told.on), told.sentence) == ("XAA", "2026-11-24", SENTENCE)
    rows = told.tables["pledges"].rows()
    assert rows
    assert len(rows) < len(view.pledges)
    assert all(row["state"] == "XAA" or "xax" in row["pledge"] for row in rows)
    assert repr(told).endswith(SENTENCE)
    assert SENTENCE in told._repr_html_()
    assert json.loads(told.to_json())["tables"]["pledges"][0]["lot"] == rows[0]["lot"]
    assert view.told("XAZ").sentence == SENTENCE


def test_the_public_is_told_of_no_pledge_and_the_secretariat_of_all(registry: pb.Registry) -> None:
    view = registry.as_of("2026-11-24")
    assert "pledges" not in view.told("public").tables
    assert len(view.told("secretariat").tables["pledges"]) == len(view.pledges)
    mission = pb.Mission.read(DATA / "mission-orvanda.json").starting("2026-12-01")
    plan = pb.match(view, [mission])
    assert "shortfalls" not in plan.told("XAA").tables
    assert len(plan.told("secretariat").tables["shortfalls"]) == len(plan.shortfalls)


def test_rules_of_ones_own_open_what_they_say(registry: pb.Registry) -> None:
    rules = pb.audience_rules()
    rules["opens"] = [{"table": "pledges", "to": "public", "rows": "all", "columns": ["kind"]}]
    told = registry.as_of("2026-11-24").told("public", rules=rules)
    assert told.tables["pledges"].columns == ["kind"]
    rules["opens"][0]["columns"] = ["score"]
    with pytest.raises(pb.PledgebookError) as refused:
        registry.as_of("2026-11-24").told("public", rules=json.dumps(rules))
    assert [(one.code, one.path) for one in refused.value.findings] == [("not-found", "/opens/0/columns/0")]
    with pytest.raises(pb.PledgebookError):
        registry.as_of("2026-11-24").told("the press")


def test_a_journal_is_cut_for_its_reader(registry: pb.Registry) -> None:
    journal = registry.journal(bytes(32))
    assert registry.withheld_from("secretariat") == set()
    assert registry.withheld_from("public") == set(range(1, len(registry) + 1))
    withheld = registry.withheld_from("XAA")
    cut = journal.withhold(sorted(withheld))
    assert cut.checkpoint() == journal.checkpoint()
    assert "xab-" not in cut.to_lines()
    assert "xaa-eng-1" in cut.to_lines()
