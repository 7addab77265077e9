"""The package as a user's type checker sees it (mypy --strict); never run. An `ignore` that is not needed fails."""

import json
import threading
from array import array
from datetime import UTC, date, datetime
from pathlib import Path
from typing import assert_type

import pledgebook as pb

version: str = pb.version() or pb.__version__
codes: pb.Table = pb.codes()


def the_catalogue() -> pb.Catalogue:
    shipped = pb.Catalogue.shipped()
    assert_type(shipped.states, pb.Table)
    assert_type(shipped.unit_types, pb.Table)
    return pb.Catalogue.from_json(shipped.to_json()) or pb.Catalogue.read("catalogue.json")


def a_table(table: pb.Table) -> dict[str, list[str | int | None]]:
    assert_type(table.title, str)
    assert_type(len(table), int)
    return {name: [row[name] for row in table.rows()] for name in table.columns}


def the_record() -> pb.View:
    book = pb.Registry.read(Path("registry.json"), catalogue=the_catalogue())
    book = pb.Registry.from_json(book.to_json()) or pb.Registry() or pb.Registry(the_catalogue())
    receipt = book.record([{"id": "xaa-1", "sources": []}], known=datetime.now(UTC), actor="desk-3")
    assert_type(receipt["recorded"], int)
    book.record("[]", known="2026-11-23T09:00:00Z", actor="desk-3")
    book.record("[]", known=3, actor="desk-3")  # type: ignore[arg-type]
    book.record("[]", "2026-11-23T09:00:00Z", "desk-3")  # type: ignore[call-arg]
    book.as_of(20261123)  # type: ignore[arg-type]
    assert_type(len(book), int)
    return book.as_of(date(2026, 11, 23), known="2026-11-24T00:00:00Z") or book.as_of("2026-11-23")


def a_view(view: pb.View) -> tuple[date, datetime]:
    scheme = pb.Scheme.un_pcrs() or pb.Scheme.read("scheme.json") or pb.Scheme.from_json("{}")
    scheme = pb.Scheme.read("scheme.json", catalogue=the_catalogue()) or pb.Scheme.shipped("unsas")
    assert_type(pb.Scheme.shipped_ids(), list[str])
    assert_type(scheme.to_json(), str)
    assert_type(scheme.rules, pb.Table)
    for table in (view.on_file(), view.blocks(scheme), view.falls_back_on(scheme=scheme), view.visits):
        assert_type(table, pb.Table)
    assert_type(view.verification_due(90), pb.Table)
    assert_type(view.verification_due(within=90, scheme=scheme), pb.Table)
    view.verification_due("90 days")  # type: ignore[arg-type]
    assert_type(view.pledges, pb.Table)
    assert_type(view.assess(), pb.Table)
    assert_type(view.assess(scheme), pb.Table)
    assert_type(view.history("xaa-engineers"), pb.Table)
    assert_type(view.timeline("xaa-engineers"), pb.Table)
    assert_type(view.timeline("xaa-engineers", a_mission()), pb.Table)
    assert_type(view.diff(earlier=view), pb.Table)
    assert_type(view.usable_now(), pb.Table)
    assert_type(view.usable_now(scheme), pb.Table)
    for table in (
        view.women,
        view.performance,
        view.training,
        view.training_by_module,
        view.checks,
        view.recorded_since("2026-09-01"),
    ):
        assert_type(table, pb.Table)
    assert_type(view.freshness(), pb.Table)
    assert_type(view.freshness(scheme), pb.Table)
    assert_type(view.delivered("2026-01-01", date(2027, 1, 1), reader="secretariat", scheme=scheme), pb.Table)
    for table in (view.pledged_and_found, view.consultations, view.actions, view.decisions):
        assert_type(table, pb.Table)
    view.recorded_since(90)  # type: ignore[arg-type]
    return view.valid, view.known


def a_mission() -> pb.Mission:
    mission = pb.Mission.read("mission.json") or pb.Mission.from_json("{}", catalogue=None)
    assert_type(mission.id, str)
    assert_type(mission.start, date | None)
    assert_type(str(mission.document["title"]), str)
    assert_type(mission.to_json(), str)
    return mission.under("a-scenario").starting(date(2026, 12, 1)).starting("2026-12-01")


def a_plan(view: pb.View) -> pb.Plan:
    pb.match(view, a_mission())  # type: ignore[arg-type]
    pb.match(view, [a_mission()], [])  # type: ignore[arg-type]
    pb.match(view, [a_mission()], cancel=threading.Event()).what_if([], cancel=threading.Event())
    plan = pb.match(view, [a_mission()], {"format": "pledgebook.match-options/1"}) or pb.match(view, [], options="{}")
    for table in (plan.coverage, plan.proposals, plan.shortfalls, plan.questions, plan.tasks, plan.undertakings):
        assert_type(table, pb.Table)
    for table in (plan.leadership_posts, plan.communication_objectives, plan.cost_shares, plan.reimbursement):
        assert_type(table, pb.Table)
    for table in (plan.training_support, plan.timelines, plan.undertakings_kept, plan.arrivals(), plan.arrivals(days=[30])):
        assert_type(table, pb.Table)
    plan.arrivals(["30"])  # type: ignore[list-item]
    for table in (plan.arrival_table, plan.coverage_by_day(), plan.coverage_by_day(by="task"), plan.gaps_by_day()):
        assert_type(table, pb.Table)
    assert_type(plan.gaps_by_day(by="mission"), pb.Table)
    assert_type(plan.first_days(by="component", shares=[50]) or plan.first_days(), pb.Table)
    plan.under_rows["proven"]  # type: ignore[index]
    if plan.under_rows is not None:
        assert_type(str(plan.under_rows["proven"]), str)
    assert_type(str(plan.why_not("req-4", "lot-17")["reason"]), str)
    assert_type(plan.why_others_not("req-4"), pb.Table)
    assert_type(plan.why_others_not("req-4", most=3), pb.Table)
    assert_type(plan.marginal_values(), pb.Table)
    assert_type(plan.marginal_values(of="lot-17", cancel=threading.Event()), pb.Table)
    assert_type(str(plan.least_waivers(cancel=None)["summary"]), str)
    what_if = plan.what_if({"change": "withdraw", "lot": "lot-17"}) or plan.what_if([]) or plan.what_if("[]")
    plan.what_if(17)  # type: ignore[arg-type]
    assert_type(what_if, pb.WhatIf)
    assert_type(what_if.differences, pb.Table)
    assert_type(str(what_if.document["summary"]), str)
    assert_type(what_if.summary + what_if.to_json(), str)
    assert_type(what_if.plan, pb.Plan)
    assert_type(plan.unique, bool)
    assert_type(plan.hash() + plan.to_json(), str)
    return pb.match(view, [a_mission()])


def the_proof(plan: pb.Plan) -> list[pb.Finding]:
    certificate = pb.solve(plan.problem) or pb.solve("{}") or plan.firm_only or plan.certificate
    certificate = pb.Certificate.read("proof.json") or pb.Certificate.from_json(certificate.document)
    certificate = pb.Certificate.from_json(certificate.to_json())
    for level, figure in certificate.value():
        assert_type((level, figure), tuple[str, int])
    assert_type(certificate.verify(), bool)
    return certificate.faults()


def the_columns(cancel: threading.Event) -> pb.ColumnPlan:
    numbers, limit = array("q", [3, 1]), {"side": "supply", "members": [0], "at_most": 3, "at_least": 1}
    columns = pb.Columns(needs=[1], lots=numbers, requirement=[0, 0], lot=(0, 1), cost=memoryview(numbers), shortage=[9])
    by_level = pb.Columns(
        needs=[1], lots=[1], requirement=[0], lot=[0], class_=[1], unknown=[0], late=[0], substitute=[0], preference=b"0", limits=[limit]
    )
    pb.Columns(needs=[1], lots=[1], requirement=[0], lot=[0.5], cost=[1], shortage=[9])  # type: ignore[list-item]
    pb.Columns(needs=[1], lots=[1])  # type: ignore[call-arg]
    pb.solve(columns, strategy="fast")  # type: ignore[call-overload]
    assert_type(pb.solve("{}", steps=1_000_000, strategy="paths", cancel=cancel), pb.Certificate)
    plan = pb.solve(by_level) or pb.solve(columns, steps=None, strategy="phases", cancel=cancel)
    assert_type(plan, pb.ColumnPlan)
    assert_type(plan.units, memoryview)
    assert_type(plan.short.tolist() + [plan.steps], list[int])
    assert_type(plan.value(), list[tuple[str, int]])
    assert_type(plan.verify() and plan.unique, bool)
    what_if = plan.what_if()
    assert_type(what_if, pb.ColumnWhatIf)
    difference = what_if.change([{"lot": 0, "units": 0}, {"limit": 0, "at_most": 2}], steps=1_000, cancel=cancel)
    assert_type(difference, pb.ColumnDifference)
    assert_type(difference.value(), list[tuple[str, int]])
    assert_type(difference.moves + difference.short, list[tuple[int, int, int]])
    assert_type(what_if.undo(), pb.ColumnDifference | None)
    what_if.change([{"lot": "0"}])  # type: ignore[dict-item]
    return what_if.plan()


def a_file(registry: pb.Registry, file: Path) -> None:
    kept = registry.keep(file)
    assert_type(kept, pb.Registry)
    assert_type(pb.Registry.open(str(file), read_only=True, catalogue=pb.Catalogue.shipped(), secret=bytes(32)), pb.Registry)
    assert_type(kept.refresh(), int)
    assert_type(kept.journal(), pb.Journal)
    pb.Registry.open(file, True)  # type: ignore[call-arg]
    pb.Registry.open(file, secret="0" * 32)  # type: ignore[arg-type]


def the_journal(registry: pb.Registry) -> pb.Registry:
    journal = registry.journal(bytes(32))
    assert_type(journal, pb.Journal)
    registry.journal("0" * 32)  # type: ignore[arg-type]
    longer = registry.journal(secret=bytes(32), onto=journal)
    again = pb.Journal.from_lines(longer.to_lines()).withhold([2])
    checkpoint, later = journal.checkpoint(), json.dumps(longer.checkpoint())
    again.continues(checkpoint)
    assert_type(pb.Journal.includes(later, longer.line(1), longer.inclusion(1)), bool)
    assert_type(pb.Journal.goes_on(checkpoint, later, longer.consistency(len(journal))), bool)
    assert_type(again.head, str)
    return longer.registry()


def the_audiences(registry: pb.Registry, view: pb.View, plan: pb.Plan) -> pb.Journal:
    rules = pb.audience_rules()
    told = view.told("XAA", rules=rules, scheme=pb.Scheme.un_pcrs())
    assert_type(told, pb.Told)
    assert_type(told.tables["pledges"], pb.Table)
    assert_type((told.reader, told.on, told.sentence, told.to_json()), tuple[str, date, str, str])
    plan.told("public", rules=json.dumps(rules))
    return registry.journal(bytes(32)).withhold(list(registry.withheld_from("XAA", rules=rules)))


def the_follow_up() -> pb.FollowUp:
    follow_up = pb.FollowUp.read("follow-up.json") or pb.FollowUp.from_json("{}")
    for table in (follow_up.lessons, follow_up.recommendations(on=date(2026, 11, 23))):
        assert_type(table, pb.Table)
    assert_type(follow_up.progress(since="2026-09-01", until=date(2026, 11, 23)), pb.Table)
    return pb.FollowUp.from_json(follow_up.to_json())


def the_findings(error: pb.PledgebookError) -> list[str]:
    error.findings[0].code = "other"  # type: ignore[misc]
    return [error.code, *(f"{finding.line or ''} {finding.path}: {finding.message}" for finding in error.findings)]
