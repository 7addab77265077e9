"""The corpus of wrong documents through the installed wheel, and a validator that is not ours on those that a schema
refuses. `tests/wrong/README.md` says what stands in a case."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pledgebook as pb

ROOT = Path(__file__).parents[2]
KINDS = [json.loads(file.read_text("utf-8")) for file in sorted((ROOT / "tests/wrong").glob("*.json"))]
CASES = [pytest.param(kind, case, id=f"{kind['kind']}: {case['name']}") for kind in KINDS for case in kind["cases"]]
SCHEMAS = {kind["kind"]: json.loads((ROOT / f"schemas/{kind['kind']}.json").read_text("utf-8")) for kind in KINDS}
VALIDATORS = {kind: jsonschema.Draft202012Validator(schema) for kind, schema in SCHEMAS.items()}


def file(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def patched(document: Any, at: str, change: dict[str, Any]) -> None:
    *way, last = (step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:])
    place = document
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    key: Any = int(last) if isinstance(place, list) else last
    if "insert" in change or isinstance(place, list) and key == len(place):
        place.insert(key, change.get("insert", change.get("set")))
    elif "set" in change:
        place[key] = change["set"]
    else:
        del place[key]


def text(kind: dict[str, Any], case: dict[str, Any]) -> str:
    good = file(kind["base"])
    if "text" in case:
        return case["text"] * case.get("times", 1)
    if "replace" in case:
        old, new, times = [*case["replace"], 1][:3]
        assert good.count(old) == 1
        return good.replace(old, new * times)
    if "cut" in case:
        return good[: case["cut"]]
    document = json.loads(good)
    for change in case["patch"]:
        patched(document, change["at"], copy.deepcopy(change))
    return json.dumps(document)


def read(kind: dict[str, Any], case: dict[str, Any], text: str) -> list[pb.Finding]:
    """The findings of the library."""
    try:
        match kind["kind"]:
            case "events":
                book = pb.Registry.from_json(file(kind["onto"]))
                book.record(text, known=case.get("known", kind["known"]), actor="desk-1")
            case "registry":
                pb.Registry.from_json(text)
            case "mission":
                pb.Mission.from_json(text)
            case "audience-rules":
                pb.Registry().as_of("2026-11-23").told("public", rules=text)
            case "follow-up":
                pb.FollowUp.from_json(text)
            case "scheme":
                pb.Scheme.from_json(text)
            case "catalogue":
                pb.Catalogue.from_json(text)
            case "match-options":
                pb.match(pb.Registry().as_of("2026-11-23"), [], text)
            case "problem":
                pb.solve(text)
            case "what-if":
                pb.match(pb.Registry().as_of("2026-11-23"), []).what_if(text)
            case "certificate":
                return pb.Certificate.from_json(text).faults()
    except pb.PledgebookError as refused:
        # What a match or a plan finds in what was read has no place in the text.
        asked = kind["kind"] in ("match-options", "what-if")
        return [found for found in refused.findings if found.line or not asked]
    return []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["kind"])
def test_what_the_cases_change_is_good(kind: dict[str, Any]) -> None:
    good = file(kind["base"])
    assert read(kind, {}, good) == []
    VALIDATORS[kind["kind"]].validate(json.loads(good))


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_a_wrong_document_has_just_its_findings(kind: dict[str, Any], case: dict[str, Any]) -> None:
    expected = {
        (code, path.replace("#", str(i))) for code, path, *times in case["expects"] for i in range((times or [1])[0])
    }
    assert {(finding.code, finding.path) for finding in read(kind, case, text(kind, case))} == expected


@pytest.mark.parametrize(("kind", "case"), [each for each in CASES if each.values[1]["refused_by"] != "text"])
def test_a_schema_refuses_what_it_is_said_to_refuse(kind: dict[str, Any], case: dict[str, Any]) -> None:
    fits = VALIDATORS[kind["kind"]].is_valid(json.loads(text(kind, case)))
    assert fits == (case["refused_by"] != "schema")


def test_bytes_that_are_no_text_are_refused_with_the_name_of_the_file(tmp_path: Path) -> None:
    wrong = tmp_path / "mission.json"
    wrong.write_bytes(b'{"title": "\xff"}')
    with pytest.raises(OSError, match="mission.json"):
        pb.Mission.read(wrong)
