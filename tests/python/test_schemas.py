"""What a schema says of a document, the library says too. `tests/web/schemas.test.mjs` asks another validator."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pledgebook as pb

ROOT = Path(__file__).parents[2]
SCHEMAS = {file.stem: json.loads(file.read_text()) for file in (ROOT / "schemas").glob("*.json")}
EDITS = json.loads((ROOT / "tests/schemas.json").read_text())
VECTORS = ROOT / "tests/vectors"
# What a schema cannot but see, wherever it is. (It does not see keys that stand twice, nor that 30 February is no day.)
SEEN = {"wrong-type", "unknown-key", "missing-key", "unknown-word", "malformed-id", "malformed-text", "malformed-number"}
SEEN |= {"malformed-state", "format-unsupported"}



def match_options(text: str) -> object:
    """Options are read with a match; this one has no lot and no mission, so what they name is not found."""
    try:
        return pb.match(pb.Registry().as_of("2026-01-01"), [], text)
    except pb.PledgebookError as error:
        if {finding.code for finding in error.findings} != {"not-found"}:
            raise
        return None


READERS: dict[str, Callable[[str], object]] = {
    "catalogue": pb.Catalogue.from_json,
    "events": lambda text: pb.Registry().record(text, known="2026-11-23T09:00:00Z", actor="desk-1"),
    "match-options": match_options,
    "mission": pb.Mission.from_json,
    "problem": pb.solve,
    "registry": pb.Registry.from_json,
    "scheme": pb.Scheme.from_json,
}


def fits(kind: str, document: object) -> bool:
    return jsonschema.Draft202012Validator(SCHEMAS[kind]).is_valid(document)


def kind_of(document: object) -> str | None:
    """The kind by the document's own word, `pledgebook.<kind>/<version>`."""
    named = document.get("format") if isinstance(document, dict) else None
    return named.removeprefix("pledgebook.").split("/")[0] if isinstance(named, str) else None


def edited(base: object, edit: dict[str, Any]) -> object:
    document = copy.deepcopy(base)
    *way, last = (int(step) if step.isdigit() else step for step in edit["at"].split("/")[1:])
    place: Any = document
    for step in way:
        place = place[step]
    if "put" in edit:
        place[last] = edit["put"]
    else:
        del place[last]
    return document


def base(kind: str) -> object:
    given = EDITS["documents"][kind]
    return json.loads((ROOT / given).read_text()) if isinstance(given, str) else given


def accepts(kind: str, document: object) -> bool:
    try:
        READERS[kind](json.dumps(document))
    except pb.PledgebookError:
        return False
    return True


def lines(file: Path) -> list[str]:
    """Lines as JSON Lines has them; Python itself knows more characters that end a line."""
    return file.read_text().removesuffix("\n").split("\n")


def asked() -> Iterator[tuple[Path, str, str]]:
    """Every document that a vector reads or records, with its kind, and the library's answer."""
    for answers in sorted(VECTORS.glob("*/expected.jsonl")):
        case = json.loads(answers.with_name("case.json").read_text())
        for ask, answer in zip(case["asks"], lines(answers), strict=True):
            if ask["ask"] == "read":
                yield answers.with_name(ask["document"]), ask["kind"].replace("options", "match-options"), answer
            elif ask["ask"] == "record":
                yield answers.with_name(ask["events"]), "events", answer


def named() -> Iterator[Path]:
    """Every file that names its format and that the library does not refuse."""
    refused = {file for file, _, answer in asked() if answer.startswith('{"refused"')}
    folders = ["core/schemes", "core/src/words/catalogue", "examples/data", "tests/vectors"]
    for file in sorted(file for folder in folders for file in (ROOT / folder).rglob("*.json")):
        if file not in refused and kind_of(json.loads(file.read_text())):
            yield file


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind])
    # Only an amendment takes a part back to Unknown, with `null` as in a merge patch.
    text = json.dumps(SCHEMAS[kind]).replace('{"const": null}', "")
    assert '"null"' not in text and ": null" not in text, "the reader refuses null"
    assert '"format": "' not in text, "validators differ in which formats they check"


@pytest.mark.parametrize("file", list(named()), ids=lambda file: str(file.relative_to(ROOT)))
def test_what_names_its_format_fits_it(file: Path) -> None:
    document = json.loads(file.read_text())
    jsonschema.Draft202012Validator(SCHEMAS[kind_of(document) or ""]).validate(document)


@pytest.mark.parametrize("kind", EDITS["documents"])
def test_what_is_edited_fits_and_is_accepted(kind: str) -> None:
    assert (fits(kind, base(kind)), accepts(kind, base(kind))) == (True, True)


@pytest.mark.parametrize("edit", EDITS["edits"], ids=lambda edit: f"{edit['kind']}-{edit['why']}".replace(" ", "-"))
def test_an_edit_is_judged_alike(edit: dict[str, Any]) -> None:
    document = edited(base(edit["kind"]), edit)
    assert (fits(edit["kind"], document), accepts(edit["kind"], document)) == (edit["fits"], edit["fits"])


def test_vectors_are_judged_alike() -> None:
    for file, kind, answer in asked():
        codes = {finding["code"] for finding in json.loads(answer).get("refused", [])}
        if not codes or codes & SEEN:
            assert fits(kind, json.loads(file.read_text())) == (not codes), file


def test_what_the_library_writes_fits() -> None:
    view = pb.Registry.from_json(json.dumps(base("registry"))).as_of("2026-11-23")
    plan = pb.match(view, [pb.Mission.from_json(json.dumps(base("mission"))).starting("2026-12-01")])
    assert fits("plan", json.loads(plan.to_json()))
    assert fits("problem", plan.problem)
    assert fits("certificate", plan.certificate.document)
    requirements = {row["requirement"] for row in plan.coverage.rows()}
    lots = {row["lot"] for row in view.pledges.rows()}
    assert requirements and lots
    assert all(fits("why-not", plan.why_not(str(one), str(lot))) for one in requirements for lot in lots)
    for case in sorted(VECTORS.glob("*/expected.jsonl")):
        for answer in map(json.loads, lines(case)):
            if isinstance(answer, dict):
                assert fits("findings", answer.get("refused", [])), case
                answer = answer.get("plan", answer)
            kind = kind_of(answer)
            assert kind is None or fits(kind, answer), case
