"""The Python API and its manners: what goes in, what comes out, what is refused, what cannot be changed."""

import copy
import json
import pickle
import re
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pledgebook as pb
import pytest

DATA = Path(__file__).parents[2] / "examples" / "data"
SMALL, PUBLIC = DATA / "small", DATA / "public-record"
LIMIT = {
    "format": "pledgebook.match-options/1",
    "limits": [{"id": "one-each", "at_most": 1, "scope": {"of": "each-state"}}],
}
ADDED = json.dumps(
    {
        "format": "pledgebook.catalogue/1",
        "states": [{"code": "XKX", "name": "An added contributor", "membership": "other"}],
        "unit_types": [
            {"id": "bakery", "name": "bakery", "component": "military", "function": "supply", "source": "a test"}
        ],
    }
)


def announced(pledge: str, state: str = "XAA", unit_type: str = "engineering-company", day: str = "2026-01-05") -> dict[str, Any]:
    lot = {"id": pledge, "described_as": "a unit", "unit_type": unit_type, "units": 2}
    return {
        "id": f"{pledge}-announced",
        "valid": {"earliest": day, "latest": day},
        "what": {
            "event": "announced",
            "pledge": {
                "id": pledge,
                "kind": "formed-unit",
                "title": "Two units",
                "contributors": [{"state": state, "roles": ["lead"]}],
                "lots": [lot],
            },
        },
        "sources": [],
        "reconstructed": False,
    }


@pytest.fixture
def book() -> pb.Registry:
    return pb.Registry.read(SMALL / "registry.json")


@pytest.fixture
def view(book: pb.Registry) -> pb.View:
    return book.as_of("2026-11-23")


@pytest.fixture
def mission() -> pb.Mission:
    return pb.Mission.read(SMALL / "mission.json").starting("2026-12-01")


@pytest.fixture
def plan(view: pb.View, mission: pb.Mission) -> pb.Plan:
    return pb.match(view, [mission])


# Days and instants


def test_days_go_in_as_text_or_date_and_come_out_as_date(book: pb.Registry, mission: pb.Mission) -> None:
    day = date(2026, 11, 23)
    assert book.as_of(day) == book.as_of("2026-11-23")
    assert book.as_of(day).valid == day
    assert mission.starting(day) == mission.starting("2026-11-23")
    assert mission.starting(day).start == day
    assert pb.Mission.read(SMALL / "mission.json").start is None


def test_instants_go_in_as_text_or_aware_datetime_and_come_out_aware(book: pb.Registry) -> None:
    at = datetime(2026, 6, 1, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    view = book.as_of("2026-06-01", known=at)
    assert view == book.as_of("2026-06-01", "2026-06-01T09:00:00Z")
    assert view.known == at
    assert view.known.tzinfo == UTC
    assert book.as_of("2026-06-01").known == datetime(2026, 6, 1, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-2-9", "2026-02-30", "23.11.2026", "", 20261123, None, datetime(2026, 11, 23, tzinfo=UTC)])
def test_what_is_no_day_is_refused(book: pb.Registry, mission: pb.Mission, day: Any) -> None:
    for asked in (book.as_of, mission.starting):
        with pytest.raises(pb.PledgebookError) as refused:
            asked(day)
        assert refused.value.code == "malformed-day"


@pytest.mark.parametrize("instant", ["2026-06-01", datetime(2026, 6, 1, 9, 0), date(2026, 6, 1), "2026-06-01T09:00:00+02:00"])
def test_an_instant_without_utc_is_refused_rather_than_guessed(book: pb.Registry, instant: Any) -> None:
    for ask in (partial(book.as_of, "2026-06-01"), partial(book.record, [], actor="desk-3")):
        with pytest.raises(pb.PledgebookError) as refused:
            ask(known=instant)
        assert refused.value.code == "malformed-day"


def test_what_was_learned_later_is_not_known_before(book: pb.Registry) -> None:
    learned = [row["lot"] for row in book.as_of("2026-06-01").pledges.rows()]
    assert learned
    early = book.as_of("2026-06-01", known="2026-02-02T00:00:00Z").pledges.rows()
    assert [row["pledge"] for row in early] == ["xaa-engineers"]
    assert book.as_of("2026-01-01").pledges.rows() == []


# Refusals


def test_an_error_is_a_value_error_with_every_finding_at_once() -> None:
    document = json.loads((SMALL / "mission.json").read_text())
    first, second = document["requirements"][:2]
    first["unit_type"] = "engineering-compnay"
    second["class"] = 99
    document["host"]["state"] = "XXX"
    with pytest.raises(ValueError) as refused:
        pb.Mission.from_json(json.dumps(document, indent=1))
    error = refused.value
    assert isinstance(error, pb.PledgebookError)
    found = {(finding.code, finding.path) for finding in error.findings}
    assert found == {
        ("state-unknown", "/host/state"),
        ("unit-type-unknown", "/requirements/0/unit_type"),
        ("malformed-number", "/requirements/1/class"),
    }
    assert error.code == error.findings[0].code
    (typed,) = [finding for finding in error.findings if finding.code == "unit-type-unknown"]
    assert typed.severity == "refused"
    assert typed.help and "engineering-company" in typed.help
    assert typed.line and typed.column
    for finding in error.findings:
        assert finding.message in str(error)


def test_a_refused_recording_changes_nothing(book: pb.Registry) -> None:
    before = book.to_json()
    good, bad = announced("xad-new", "XAD"), announced("xae-new", "XAE", unit_type="no-such-type")
    with pytest.raises(pb.PledgebookError) as refused:
        book.record([good, bad], known="2026-11-23T09:00:00Z", actor="desk-3")
    assert [(f.code, f.path) for f in refused.value.findings] == [("unit-type-unknown", "/1/what/pledge/lots/0/unit_type")]
    assert book.to_json() == before
    assert book.record([good], known="2026-11-23T09:00:00Z", actor="desk-3") == {"recorded": 1, "already": 0, "head": 10}
    again = book.record(json.dumps([good]), known="2026-11-24T09:00:00Z", actor="desk-4")
    assert again == {"recorded": 0, "already": 1, "head": 10}
    with pytest.raises(pb.PledgebookError) as refused:
        book.record([announced("xae-new", "XAE")], known="2026-01-01T00:00:00Z", actor="desk-3")
    assert refused.value.code == "known-decreases"


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    for read in (pb.Catalogue.read, pb.Certificate.read, pb.Registry.read, pb.Mission.read, pb.Scheme.read):
        with pytest.raises(OSError, match=re.escape(str(tmp_path / "none.json"))):
            read(tmp_path / "none.json")


def test_a_document_within_a_document_has_its_format_too(view: pb.View) -> None:
    scheme = json.loads(pb.Scheme.un_pcrs().to_json()) | {"format": "pledgebook.scheme/9"}
    with pytest.raises(pb.PledgebookError) as refused:
        pb.match(view, [], {"format": "pledgebook.match-options/1", "schemes": [scheme]})
    assert [(f.code, f.path) for f in refused.value.findings] == [("format-unsupported", "/schemes/0/format")]


def test_a_question_that_cannot_be_asked_is_refused(view: pb.View, mission: pb.Mission, plan: pb.Plan) -> None:
    with pytest.raises(pb.PledgebookError) as refused:
        pb.match(view, [pb.Mission.read(SMALL / "mission.json")])
    assert refused.value.code == "clock-not-started"
    with pytest.raises(pb.PledgebookError) as refused:
        pb.match(view, [mission, mission])
    assert refused.value.code == "duplicate-id"
    for requirement, lot in (("no-such", "xaa-engineers"), ("engineers", "no-such")):
        with pytest.raises(pb.PledgebookError) as refused:
            plan.why_not(requirement, lot)
        assert refused.value.code == "not-found"
    with pytest.raises(pb.PledgebookError) as refused:
        view.history("no-such")
    assert refused.value.code == "not-found"


def test_every_code_is_listed_with_its_meaning() -> None:
    rows = pb.codes().rows()
    codes = [str(row["code"]) for row in rows]
    assert codes == list(dict.fromkeys(codes))
    assert {"not-json", "unknown-key", "state-unknown", "clock-not-started"} <= set(codes)
    assert all(row["meaning"] for row in rows)


# Values


def values() -> dict[str, Any]:
    book = pb.Registry.read(SMALL / "registry.json")
    view = book.as_of("2026-11-23")
    mission = pb.Mission.read(SMALL / "mission.json")
    plan = pb.match(view, [mission.starting("2026-12-01")])
    return {
        "Catalogue": pb.Catalogue.from_json(ADDED),
        "Certificate": plan.certificate,
        "Mission": mission,
        "Mission started": mission.starting("2026-12-01"),
        "Plan": plan,
        "Plan of two missions": pb.match(view, [mission.starting("2026-12-01"), other(mission)], LIMIT),
        "Scheme": pb.Scheme.un_pcrs(),
        "View": view,
        "View of later knowledge": book.as_of("2026-02-03", known="2026-11-23T09:00:00Z"),
    }


def other(mission: pb.Mission) -> pb.Mission:
    return pb.Mission.from_json(json.dumps(mission.document | {"id": "other"})).starting("2027-01-01")


VALUES = list(values())


@pytest.mark.parametrize("name", VALUES)
def test_equal_values_are_equal_and_print_alike(name: str) -> None:
    one, two = values()[name], values()[name]
    assert one is not two
    assert one == two
    assert not one != two
    assert repr(one) == repr(two)
    assert repr(one).startswith(type(one).__name__ + "(")
    assert one != object()
    if type(one) in (pb.Catalogue, pb.Certificate):
        with pytest.raises(TypeError):
            hash(one)
    else:
        assert hash(one) == hash(two)
        assert len({one, two}) == 1


def test_different_values_differ() -> None:
    all_values = list(values().values())
    for i, one in enumerate(all_values):
        assert all(one != two for two in all_values[i + 1 :])


@pytest.mark.parametrize("name", VALUES)
def test_values_are_pickled_and_copied(name: str) -> None:
    value = values()[name]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(value, protocol)) == value
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value


def test_a_registry_is_pickled_with_its_catalogue() -> None:
    book = pb.Registry(catalogue=pb.Catalogue.from_json(ADDED))
    book.record([announced("xkx-bread", "XKX", "bakery")], known="2026-01-06T09:00:00Z", actor="desk-3")
    again = pickle.loads(pickle.dumps(book))
    assert again.to_json() == book.to_json()
    again.record([announced("xkx-more", "XKX", "bakery")], known="2026-01-07T09:00:00Z", actor="desk-3")
    assert (len(again), len(book)) == (2, 1)
    view = book.as_of("2026-02-01")
    assert pickle.loads(pickle.dumps(view)) == view

    document = json.loads((SMALL / "mission.json").read_text())
    document["requirements"][0]["unit_type"] = "bakery"
    mission = pb.Mission.from_json(json.dumps(document), catalogue=pb.Catalogue.from_json(ADDED)).starting("2026-03-01")
    limit = [{"id": "one", "at_most": 1, "scope": {"of": "state", "state": "XKX"}}]
    with pytest.raises(pb.PledgebookError) as refused:
        pb.match(pb.Registry().as_of("2026-02-01"), [mission], LIMIT | {"limits": limit})
    assert refused.value.code == "state-unknown", "options are read against the catalogue of the view"
    plan = pb.match(view, [mission], LIMIT | {"limits": limit})
    assert plan.proposals.rows()[0]["state_name"] == "An added contributor"
    assert pickle.loads(pickle.dumps(plan)).to_json() == plan.to_json()


def test_a_pickled_view_leaves_out_what_was_not_known(book: pb.Registry) -> None:
    assert b"xab-announced" not in pickle.dumps(book.as_of("2026-02-02"))


def test_an_error_is_pickled_with_its_findings() -> None:
    with pytest.raises(pb.PledgebookError) as refused:
        pb.Scheme.from_json("{")
    again = pickle.loads(pickle.dumps(refused.value))
    assert (again.code, again.findings, str(again)) == (refused.value.code, refused.value.findings, str(refused.value))


@pytest.mark.parametrize("name", VALUES)
def test_values_are_frozen(name: str) -> None:
    value = values()[name]
    for attribute in ("anything", *(each for each in dir(type(value)) if not each.startswith("__"))):
        with pytest.raises((AttributeError, TypeError)):
            setattr(value, attribute, None)
    with pytest.raises(TypeError):
        type("Sub", (type(value),), {})


def test_what_comes_out_is_a_copy(mission: pb.Mission, plan: pb.Plan) -> None:
    mission.document["title"] = "another"
    plan.coverage.rows()[0]["short"] = 99
    assert mission.document["title"] == "Exercise mission"
    assert plan.coverage.rows()[0]["short"] == 1


# Questions and answers


def test_arguments_have_names_and_options_are_respected(view: pb.View, mission: pb.Mission, plan: pb.Plan) -> None:
    assert pb.match(view=view, missions=[mission], options=None) == plan
    limited = pb.match(view, missions=[mission], options=LIMIT)
    assert limited == pb.match(view, [mission], json.dumps(LIMIT))
    used: dict[str, int] = {}
    for row in limited.proposals.rows():
        used[str(row["state"])] = used.get(str(row["state"]), 0) + int(row["units"] or 0)
    assert set(used.values()) == {1}
    assert plan.why_not(requirement="engineers", lot="xac-hospital") == plan.why_not("exercise/engineers", "xac-hospital")
    assert plan.why_not("engineers", "xac-hospital")["reason"] == "ineligible"


def test_a_plan_tells_the_same_in_every_form(plan: pb.Plan) -> None:
    document = json.loads(plan.to_json())
    assert [row["requirement"] for row in plan.coverage.rows()] == [row["requirement"] for row in document["coverage"]]
    assert len(plan.proposals) == len(document["proposals"])
    assert len(plan.questions) == len(document["questions"])
    assert [row["sentence"] for row in plan.shortfalls.rows()] == [gap["sentence"] for gap in document["shortfalls"]]
    assert plan.certificate.document == document["certificate"]
    assert plan.firm_only.document == document["firm_only"]
    assert plan.problem == document["certificate"]["problem"]
    assert plan.unique == document["unique"]
    assert [cost for _, cost in plan.certificate.value()] == document["certificate"]["value"]
    assert plan.certificate.value()[0][0] == "short-1"


def test_two_days_are_compared(book: pb.Registry) -> None:
    then, now = book.as_of("2026-02-02"), book.as_of("2026-11-23")
    changes = now.diff(earlier=then).rows()
    status = [row for row in changes if (row["lot"], row["field"]) == ("xaa-engineers", "status")]
    assert [(row["before"], row["after"]) for row in status] == [("2 announced", "2 available")]
    assert then.diff(then).rows() == []
    back = {(row["lot"], row["field"]): (row["after"], row["before"]) for row in then.diff(now).rows()}
    assert back == {(row["lot"], row["field"]): (row["before"], row["after"]) for row in changes}


def test_a_problem_is_solved_and_its_certificate_read_back() -> None:
    pair = {"unknown": 0, "late": 0, "substitute": 0, "preference": 0}
    problem = {
        "format": "pledgebook.problem/1",
        "requirements": [{"id": "m/a", "class": 1, "units": 2}, {"id": "m/b", "class": 2, "units": 1}],
        "lots": [{"id": "x", "units": 1}, {"id": "y", "units": 1}],
        "pairs": [{"requirement": need, "lot": lot, **pair} for need in ("m/a", "m/b") for lot in ("x", "y")],
        "limits": [{"id": "k", "side": "supply", "members": ["x", "y"], "at_most": 1}],
    }
    certificate = pb.solve(problem)
    # One unit may be used, and class 1 comes first: one of its two units stays short, and the one of class 2.
    assert certificate.value()[:2] == [("short-1", 1), ("short-2", 1)]
    assert certificate == pb.solve(problem=json.dumps(problem))
    for again in (certificate.to_json(), certificate.document):
        read = pb.Certificate.from_json(again)
        assert read == certificate
        assert read.verify()
        assert read.faults() == []


def altered(value: Any) -> list[Any]:
    """The same JSON value with one thing changed in it, in every place."""
    match value:
        case dict():
            return [value | {key: other} for key in value for other in altered(value[key])]
        case list():
            changed = [[*value[:i], other, *value[i + 1 :]] for i in range(len(value)) for other in altered(value[i])]
            return changed + [value[:i] + value[i + 1 :] for i in range(len(value))]
        case bool():
            return [not value]
        case int():
            return [value + 1, value - 1]
        case _:
            return [f"{value}0"]


def test_a_certificate_altered_in_any_place_does_not_hold(plan: pb.Plan) -> None:
    document = plan.certificate.document
    forms = altered(document)
    assert len(forms) > 100
    for form in forms:
        try:
            certificate = pb.Certificate.from_json(form)
        except pb.PledgebookError:
            continue
        assert not certificate.verify(), form
        assert certificate.faults()
        assert all(isinstance(finding, pb.Finding) for finding in certificate.faults())


# Tables


def test_a_table_goes_into_a_data_frame_and_into_a_notebook(plan: pb.Plan) -> None:
    table = plan.proposals
    rows = table.rows()
    assert len(table) == len(rows)
    for row in rows:
        # Every row has every column, in order: what polars.DataFrame(rows) and pandas.DataFrame(rows) ask for.
        assert list(row) == table.columns
        assert all(value is None or type(value) in (str, int) for value in row.values())
    for column in table.columns:
        assert len({type(row[column]) for row in rows} - {type(None)}) <= 1, column
    html = table._repr_html_()
    assert html.startswith("<table>")
    assert html.count("<tr>") == len(rows) + 1
    assert repr(table).splitlines()[0].split() == table.columns
    assert table == plan.proposals
    assert plan.proposals != plan.coverage


def test_text_in_a_table_is_text_in_html() -> None:
    book = pb.Registry()
    event = announced("xaa-new")
    event["what"]["pledge"]["lots"][0]["described_as"] = "<script>alert(1)</script> & more"
    book.record([event], known="2026-01-06T09:00:00Z", actor="desk-3")
    html = book.as_of("2026-01-06").pledges._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


# Threads


def test_others_run_while_a_call_is_answered(book: pb.Registry, view: pb.View, mission: pb.Mission, plan: pb.Plan) -> None:
    problem, record, certificate = json.dumps(plan.problem), book.to_json(), plan.certificate
    calls = [
        partial(pb.solve, problem),
        partial(pb.match, view, [mission]),
        partial(pb.Registry.from_json, record),
        partial(book.as_of, "2026-11-23"),
        partial(plan.why_not, "engineers", "xac-hospital"),
        certificate.verify,
    ]
    interval = sys.getswitchinterval()
    # From here on a thread keeps the interpreter until it gives it up by itself.
    sys.setswitchinterval(1000)
    try:
        for call in calls:
            started, seen, missed = threading.Event(), threading.Event(), threading.Event()

            def work(call: Any = call, started: Any = started, seen: Any = seen, missed: Any = missed) -> None:
                started.set()
                # One short call may be over before another thread has woken; over and over, it gets in between.
                patience = time.monotonic() + 30
                while not seen.is_set() and not missed.is_set():
                    call()
                    if time.monotonic() > patience:
                        missed.set()

            thread = threading.Thread(target=work)
            thread.start()
            started.wait()
            seen.set()
            thread.join()
            assert not missed.is_set(), call
    finally:
        sys.setswitchinterval(interval)


def test_threads_share_a_registry() -> None:
    book = pb.Registry()
    seen: list[int] = []

    def record(number: int) -> None:
        book.record([announced(f"xaa-{number}")], known="2026-01-06T09:00:00Z", actor=f"desk-{number}")
        seen.append(len(book.as_of("2026-01-06").pledges))

    threads = [threading.Thread(target=record, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(book) == max(seen) == 20
    events = json.loads(book.to_json())["events"]
    assert [event["seq"] for event in events] == list(range(1, 21))
