"""The vectors, through the installed wheel: every answer has its expected bytes, and all of them the expected hash."""

import dataclasses
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import pledgebook as pb

VECTORS = Path(__file__).parent.parent / "vectors"
NAMES = sorted(case.parent.name for case in VECTORS.glob("*/case.json"))

# Tables that a view shows without being told more.
OF_THE_VIEW = [
    *("women", "performance", "training", "training-by-module", "checks"),
    *("consultations", "actions", "decisions", "pledged-and-found", "visits"),
]


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def rows(table: pb.Table) -> str:
    return canonical([{name: cell for name, cell in row.items() if cell is not None} for row in table.rows()])


class Session:
    """What was recorded, looked at and matched so far in a case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case: dict[str, Any] = json.loads(self.text("case.json"))
        self.catalogue = pb.Catalogue.from_json(self.text(self.case["catalogue"])) if "catalogue" in self.case else None
        self.registry = pb.Registry(self.catalogue)
        if "registry" in self.case:
            self.registry = pb.Registry.read(folder / self.case["registry"], self.catalogue)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def mission(self, mission: str, starting: str | None = None, scenario: str | None = None) -> pb.Mission:
        read = pb.Mission.from_json(self.text(mission), self.catalogue)
        read = read.under(scenario) if scenario else read
        return read.starting(starting) if starting else read

    def scheme(self, ask: dict[str, Any]) -> pb.Scheme | None:
        name = ask.get("scheme")
        if name is None:
            return None
        return pb.Scheme.from_json(self.text(name)) if name.endswith(".json") else pb.Scheme.shipped(name)

    def answer(self, ask: dict[str, Any]) -> str:
        try:
            return self.asked(ask)
        except pb.PledgebookError as error:
            found = [dataclasses.asdict(finding).items() for finding in error.findings]
            return canonical({"refused": [{key: value for key, value in each if value is not None} for each in found]})

    def asked(self, ask: dict[str, Any]) -> str:
        match ask:
            case {"ask": "read", "kind": "registry", "document": name}:
                return pb.Registry.from_json(self.text(name), self.catalogue).to_json()
            case {"ask": "read", "kind": "mission", "document": name}:
                return pb.Mission.from_json(self.text(name), self.catalogue).to_json()
            case {"ask": "read", "kind": "options", "document": name}:
                pb.match(pb.Registry(self.catalogue).as_of("2026-01-01"), [], self.text(name))
                return canonical("read")
            case {"ask": "read", "kind": "follow-up", "document": name}:
                return pb.FollowUp.from_json(self.text(name)).to_json()
            case {"ask": "read", "kind": kind, "document": name}:
                {"scheme": pb.Scheme, "catalogue": pb.Catalogue}[kind].from_json(self.text(name))
                return canonical("read")
            case {"ask": "record", "events": events, "known": known, "actor": actor}:
                return canonical(self.registry.record(self.text(events), known=known, actor=actor))
            case {"ask": "as-of", "valid": valid}:
                self.before, self.view = getattr(self, "view", None), self.registry.as_of(valid, ask.get("known"))
                return canonical({"known": f"{self.view.known:%Y-%m-%dT%H:%M:%SZ}", "valid": f"{self.view.valid}"})
            case {"ask": "pledges"}:
                return rows(self.view.pledges)
            case {"ask": "assess"}:
                return rows(self.view.assess(self.scheme(ask)))
            case {"ask": ("on-file" | "blocks" | "falls-back-on") as table}:
                return rows(getattr(self.view, table.replace("-", "_"))(self.scheme(ask)))
            case {"ask": "verification-due", "within": within}:
                return rows(self.view.verification_due(within, self.scheme(ask)))
            case {"ask": "rules"}:
                return rows((self.scheme(ask) or pb.Scheme.un_pcrs()).rules)
            case {"ask": "history", "pledge": pledge}:
                return rows(self.view.history(pledge))
            case {"ask": "diff"}:
                return rows(self.view.diff(self.before))
            case {"ask": "match", "missions": missions}:
                options = self.text(ask["options"]) if "options" in ask else None
                self.plan = plan = pb.match(self.view, [self.mission(**one) for one in missions], options)
                assert hashlib.sha256(plan.to_json().encode()).hexdigest() == plan.hash()
                verified = canonical(plan.certificate.verify())
                return f'{{"hash":"{plan.hash()}","plan":{plan.to_json()},"verified":{verified}}}'
            case {"ask": "under-rows"}:
                under = self.plan.under_rows
                told = {name: json.loads(rows(part)) if isinstance(part, pb.Table) else part for name, part in (under or {}).items()}
                return canonical(told or None)
            case {"ask": "arrivals", "days": days}:
                return rows(self.plan.arrivals(days))
            case {"ask": "coverage-by-day", "by": by}:
                return rows(self.plan.coverage_by_day(by))
            case {"ask": "gaps-by-day", "by": by}:
                return rows(self.plan.gaps_by_day(by))
            case {"ask": "first-days", "by": by, "shares": shares}:
                return rows(self.plan.first_days(by, shares))
            case {"ask": "timeline", "lot": lot}:
                named = {key: ask[key] for key in ("mission", "starting") if key in ask}
                return rows(self.view.timeline(lot, self.mission(**named) if named else None))
            case {"ask": "usable-now"}:
                return rows(self.view.usable_now())
            case {"ask": "freshness"}:
                return rows(self.view.freshness())
            case {"ask": "delivered", "since": since, "until": until, "reader": reader}:
                return rows(self.view.delivered(since, until, reader=reader))
            case {"ask": table} if table in OF_THE_VIEW:
                return rows(getattr(self.view, table.replace("-", "_")))
            case {"ask": "recorded-since", "day": day}:
                return rows(self.view.recorded_since(day))
            case {"ask": "lessons", "document": name}:
                return rows(pb.FollowUp.from_json(self.text(name)).lessons)
            case {"ask": "recommendations", "document": name, "on": day}:
                return rows(pb.FollowUp.from_json(self.text(name)).recommendations(day))
            case {"ask": "progress", "document": name, "since": since, "until": until}:
                return rows(pb.FollowUp.from_json(self.text(name)).progress(since, until))
            case {"ask": "why-not", "requirement": requirement, "lot": lot}:
                return canonical(self.plan.why_not(requirement, lot))
            case {"ask": "what-if", "changes": changes}:
                what_if = self.plan.what_if(self.text(changes))
                assert what_if.plan.certificate.verify()
                return what_if.to_json()
            case {"ask": "least-waivers"}:
                return canonical(self.plan.least_waivers())
            case {"ask": "marginal-values"}:
                return rows(self.plan.marginal_values(ask.get("of")))
            case {"ask": "why-others-not", "requirement": requirement, "most": most}:
                return rows(self.plan.why_others_not(requirement, most))
            case {"ask": table}:
                return rows(getattr(self.plan, table.replace("-", "_")))
        raise AssertionError(f"no such ask: {ask}")


@cache
def answers(name: str) -> list[str]:
    session = Session(VECTORS / name)
    return [session.answer(ask) for ask in session.case["asks"]]


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_the_expected_one(name: str) -> None:
    assert [*answers(name), ""] == (VECTORS / name / "expected.jsonl").read_text(encoding="utf-8").split("\n")


def test_all_answers_together_have_the_expected_hash() -> None:
    text = "".join(f"{name}\n{answer}\n" for name in NAMES for answer in answers(name))
    found = hashlib.sha256(text.encode()).hexdigest()
    print(f"answers {found}")
    assert found == (VECTORS / "answers.sha256").read_text().strip()
