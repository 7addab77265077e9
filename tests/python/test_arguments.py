"""Arguments: whole numbers of every kind are taken wherever JSON is; what is of a wrong kind is a finding at once."""

import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pledgebook as pb
import pytest

SMALL = Path(__file__).parents[2] / "examples" / "data" / "small"
PAIR = {"requirement": "m/a", "lot": "x", "unknown": 0, "late": 3, "substitute": 0, "preference": 0}
PROBLEM: dict[str, Any] = {
    "format": "pledgebook.problem/1",
    "requirements": [{"id": "m/a", "class": 1, "units": 2}],
    "lots": [{"id": "x", "units": 1}],
    "pairs": [PAIR],
    "limits": [],
}
COLUMNS: dict[str, Any] = {"needs": [1], "lots": [1], "requirement": [0], "lot": [0], "cost": [1], "shortage": [9]}
LIMIT = {"side": "supply", "members": [0], "at_most": 1}


class Whole:
    """A whole number that is no `int`."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


KINDS: list[Callable[[int], Any]] = [numpy.int64, numpy.int32, numpy.uint16, numpy.array, Whole]


def of_kind(value: Any, kind: Callable[[int], Any]) -> Any:
    """The same document with all its whole numbers of this kind."""
    match value:
        case dict():
            return {key: of_kind(part, kind) for key, part in value.items()}
        case list():
            return [of_kind(part, kind) for part in value]
        case bool():
            return value
        case int():
            return kind(value)
        case _:
            return value


def small_plan(options: Any = None) -> pb.Plan:
    view = pb.Registry.read(SMALL / "registry.json").as_of("2026-11-23")
    return pb.match(view, [pb.Mission.read(SMALL / "mission.json").starting("2026-03-01")], options)


@pytest.mark.parametrize("kind", KINDS)
def test_whole_numbers_of_every_kind_are_taken_wherever_json_is(kind: Callable[[int], Any]) -> None:
    assert pb.solve(of_kind(PROBLEM, kind)).value()[:1] == [("short-1", 1)]
    columns = pb.Columns(**COLUMNS, limits=[of_kind(LIMIT, kind)])
    told = pb.solve(columns).what_if().change([of_kind({"lot": 0, "units": 0}, kind)])
    assert (told.moves, told.short) == ([(0, 1, 0)], [(0, 0, 1)])

    scope = {"of": "each-state"}
    options = {"format": "pledgebook.match-options/1", "limits": [{"id": "one", "at_most": 1, "scope": scope}]}
    assert small_plan(of_kind(options, kind)) == small_plan(options)
    lot = str(small_plan().proposals.rows()[0]["lot"])
    withdrawn = {"change": "withdraw", "lot": lot, "units": 1}
    assert small_plan().what_if(of_kind(withdrawn, kind)) == small_plan().what_if(withdrawn)

    events = [
        {key: event[key] for key in ("id", "valid", "what", "sources", "reconstructed")}
        for event in json.loads((SMALL / "registry.json").read_text())["events"]
    ]
    books = pb.Registry(), pb.Registry()
    for book, given in zip(books, (events, of_kind(events, kind)), strict=True):
        book.record(given, known="2026-12-01T09:00:00Z", actor="desk-3")
    assert books[0].to_json() == books[1].to_json()


def test_a_certificate_of_numpy_numbers_is_the_same() -> None:
    certificate = pb.solve(PROBLEM)
    assert pb.Certificate.from_json(of_kind(certificate.document, numpy.int64)) == certificate


def found(call: Callable[[], Any]) -> list[tuple[str, str]]:
    with pytest.raises(pb.PledgebookError) as error:
        call()
    return [(finding.code, finding.message) for finding in error.value.findings]


@pytest.mark.parametrize("value", [date(2026, 3, 1), numpy.bool_(True), numpy.array([1, 2]), {1}, object()])
def test_what_json_has_no_form_for_is_a_finding(value: Any) -> None:
    wrong = {**PROBLEM, "lots": [{"id": "x", "units": value}]}
    ((code, message),) = found(lambda: pb.solve(wrong))
    assert code == "wrong-type"
    assert f"`{type(value).__name__}`" in message


STEPS: dict[str, tuple[Any, str]] = {
    "below zero": (-1, "malformed-number"),
    "too large": (1 << 64, "malformed-number"),
    "of very many digits": (10**5000, "malformed-number"),
    "a fraction": (1.0, "wrong-type"),
    "a text": ("9", "wrong-type"),
    "true": (True, "wrong-type"),
    "a list": ([], "wrong-type"),
}


@pytest.mark.parametrize(("steps", "code"), STEPS.values(), ids=STEPS)
def test_steps_that_are_no_number_of_steps_are_refused(steps: Any, code: str) -> None:
    what_if = pb.solve(pb.Columns(**COLUMNS)).what_if()
    what_if.change([{"lot": 0, "units": 0}])
    calls = [
        lambda: pb.solve(PROBLEM, steps=steps),
        lambda: pb.solve(pb.Columns(**COLUMNS), steps=steps),
        lambda: what_if.change([{"lot": 0, "units": 1}], steps=steps),
        lambda: what_if.undo(steps=steps),
    ]
    for call in calls:
        ((told, message),) = found(call)
        assert told == code
        assert "`steps`" in message
    # Nothing was done or taken back.
    assert what_if.plan().short.tolist() == [1]
    assert pb.solve(PROBLEM, steps=numpy.uint64((1 << 64) - 1)).verify()


DAYS = [(-1, "malformed-number"), (1 << 40, "malformed-number"), ("9", "wrong-type")]


@pytest.mark.parametrize(("within", "code"), DAYS)
def test_days_that_are_no_number_of_days_are_refused(within: Any, code: str) -> None:
    view = pb.Registry().as_of("2026-11-23")
    ((told, message),) = found(lambda: view.verification_due(within))
    assert told == code
    assert "`within`" in message


@pytest.mark.parametrize(("number", "code"), DAYS)
def test_lists_of_what_is_no_whole_number_are_refused(number: Any, code: str) -> None:
    plan = small_plan()
    for argument, call in (("days", plan.arrivals), ("shares", lambda shares: plan.first_days(shares=shares))):
        ((told, message),) = found(lambda call=call: call([30, number]))
        assert told == code
        assert f"`{argument}[1]`" in message
        ((told, message),) = found(lambda call=call: call(30))
        assert told == "wrong-type"
        assert f"`{argument}`" in message
    assert plan.arrivals(numpy.array([30])).rows() == plan.arrivals([30]).rows()


@pytest.mark.parametrize("cancel", [True, lambda: False, 3, threading.Event])
def test_what_cannot_be_asked_whether_it_is_set_is_refused_before_any_work(cancel: Any) -> None:
    """A problem this small is solved before anyone is asked whether to stop."""
    what_if = pb.solve(pb.Columns(**COLUMNS)).what_if()
    plan = small_plan()
    view = pb.Registry().as_of("2026-11-23")
    calls = [
        lambda: pb.solve(PROBLEM, cancel=cancel),
        lambda: pb.solve(pb.Columns(**COLUMNS), cancel=cancel),
        lambda: what_if.change([{"lot": 0, "units": 0}], cancel=cancel),
        lambda: what_if.undo(cancel=cancel),
        lambda: pb.match(view, [], cancel=cancel),
        lambda: plan.what_if([], cancel=cancel),
    ]
    for call in calls:
        ((code, message),) = found(call)
        assert code == "wrong-type"
        assert "`cancel`" in message
    assert what_if.plan().short.tolist() == [0]


LIMITS = [(LIMIT, "limits"), (3, "limits"), ([LIMIT, 3], "limits[1]"), ("[]", "limits")]


@pytest.mark.parametrize(("limits", "name"), LIMITS)
def test_limits_that_are_no_list_of_dictionaries_are_refused(limits: Any, name: str) -> None:
    ((code, message),) = found(lambda: pb.Columns(**COLUMNS, limits=limits))
    assert code == "wrong-type"
    assert f"`{name}`" in message


def test_one_is_one_and_not_several() -> None:
    columns = pb.Columns(**COLUMNS)
    assert repr(columns) == "Columns(1 requirement, 1 lot, 1 pair)"
    none = pb.Columns(needs=[], lots=[2, 2], requirement=[], lot=[], cost=[], shortage=[])
    assert repr(none) == "Columns(0 requirements, 2 lots, 0 pairs)"
    book = pb.Registry()
    assert repr(book) == "Registry(0 events)"
    events = json.loads((SMALL / "registry.json").read_text())["events"][:1]
    book.record([{key: events[0][key] for key in ("id", "valid", "what", "sources", "reconstructed")}],
                known="2026-12-01T09:00:00Z", actor="desk-3")
    assert repr(book) == "Registry(1 event)"
    assert repr(book.journal(bytes(32))).startswith("Journal(1 event, head ")
    assert repr(book.as_of("2026-12-02")).endswith(", 1 pledge)")
    document = json.loads((SMALL / "mission.json").read_text())
    document["requirements"] = document["requirements"][:1]
    assert repr(pb.Mission.from_json(json.dumps(document))).endswith(", 1 requirement, not started)")


def test_missions_that_are_no_list_of_missions_are_refused() -> None:
    view, mission = pb.Registry().as_of("2026-11-23"), pb.Mission.read(SMALL / "mission.json").starting("2026-03-01")
    for missions, name in [(mission, "missions"), ("[]", "missions"), (None, "missions"), ([mission, 3], "missions[1]")]:
        ((code, message),) = found(lambda missions=missions: pb.match(view, missions))  # type: ignore[misc]
        assert code == "wrong-type"
        assert f"`{name}`" in message
    assert pb.match(view, (mission,)) == pb.match(view, [mission])  # type: ignore[arg-type]


@pytest.mark.parametrize(("most", "code"), DAYS)
def test_a_number_of_rows_that_is_none_is_refused(most: Any, code: str) -> None:
    if most == 1 << 40:
        most = 1 << 80
    ((told, message),) = found(lambda: small_plan().why_others_not("engineers", most))
    assert told == code
    assert "`most`" in message


def test_a_plan_of_one_says_one() -> None:
    """One engineering company is asked for and none is on record: one gap, nothing proposed, nothing to ask."""
    document = json.loads((SMALL / "mission.json").read_text())
    document["requirements"] = document["requirements"][:1]
    asked = pb.Mission.from_json(json.dumps(document)).starting("2026-03-01")
    assert repr(pb.match(pb.Registry().as_of("2026-11-23"), [asked])) == "Plan(0 proposed matches, 1 gap, 0 questions)"
