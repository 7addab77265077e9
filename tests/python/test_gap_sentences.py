"""A gap in a sentence that people can read: it names who can serve, and not more than a few; the tables have them all."""

import json
from pathlib import Path
from typing import Any

import pledgebook as pb

LIMITS = Path(__file__).parents[1] / "vectors" / "limits"


def gaps(mission: dict[str, Any], at_most: dict[str, int]) -> tuple[list[dict[str, Any]], list[str]]:
    """The gaps and their sentences where each of these States may give at most so many units."""
    limits = [
        {"id": state.lower(), "at_most": units, "scope": {"of": "state", "state": state}} for state, units in at_most.items()
    ]
    catalogue = pb.Catalogue.read(LIMITS / "catalogue.json")
    view = pb.Registry.read(LIMITS / "registry.json", catalogue).as_of("2026-11-23")
    asked = pb.Mission.from_json(json.dumps(mission), catalogue).starting("2026-12-01")
    plan = pb.match(view, [asked], {"format": "pledgebook.match-options/1", "limits": limits})
    found = json.loads(plan.to_json())["shortfalls"]
    assert [gap["sentence"] for gap in found] == [row["sentence"] for row in plan.shortfalls.rows()]
    return [gap["shortfall"] for gap in found], [gap["sentence"] for gap in found]


def mission() -> dict[str, Any]:
    return dict(json.loads((LIMITS / "mission.json").read_text(encoding="utf-8")))


def test_only_states_whose_units_can_serve_are_named() -> None:
    """Six are needed; XAA has three, XAB two and XAC two."""
    for at_most, said in [
        ({"XAC": 0}, "within the limit xac is 5 units (Exercise State XAA, Exercise State XAB)."),
        ({"XAA": 1, "XAC": 0}, "within the limits xaa, xac is 3 units (Exercise State XAA, Exercise State XAB)."),
        ({"XAC": 1, "XAA": 2}, "(Exercise State XAA, Exercise State XAB, Exercise State XAC)."),
        ({"XAA": 0, "XAB": 0, "XAC": 0}, "6 units needed, 6 short; the limits xaa, xab, xac leave no room."),
    ]:
        (gap,), (sentence,) = gaps(mission(), at_most)
        assert sentence.endswith(said), sentence
        # The data hold every lot that fits, and every limit that binds.
        assert gap["lots"] == ["xaa-infantry", "xab-infantry", "xac-infantry"]
        assert gap["limits"] == sorted(state.lower() for state in at_most)


def test_of_many_requirements_eight_are_named() -> None:
    for number, said in [
        (8, "R0; R1; R2; R3; R4; R5; R6; R7: 8 units needed, "),
        (9, "R0; R1; R2; R3; R4; R5; R6; R7 and 1 more: 9 units needed, "),
        (100, "R0; R1; R2; R3; R4; R5; R6; R7 and 92 more: 100 units needed, "),
    ]:
        document = mission()
        one = {**document["requirements"][0], "units": 1}
        document["requirements"] = [{**one, "id": f"r{i:03}", "title": f"R{i}"} for i in range(number)]
        (gap,), (sentence,) = gaps(document, {})
        assert sentence.startswith(said), sentence
        assert [slot.split("/")[1] for slot in gap["requirements"]] == [f"r{i:03}" for i in range(number)]
