"""The main job: what is on public record, asked against a fictional mission, for a desk officer to read.

    python examples/python/main_job.py [AS_OF] [CLOCK_START]

The days are written year-month-day; without them it asks as of 2023-06-01, with the clock starting on 2023-07-01.
"""

import hashlib
import re
import sys
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

import pledgebook as pb

DATA = Path(__file__).parent.parent / "data" / "public-record"
HISTORY = [
    ("China, standby force of 28 units", "chn-standby-force"),
    ("Canada, quick reaction force", "can-quick-reaction-force"),
    ("Spain, offer at the 2015 summit", "esp-2015-summit"),
]
HISTORY_DAYS = ["2017-10-01", "2019-04-01", "2023-06-01"]
EARLIER = ("2017-10-01", "2017-11-01")
RULES = {
    "pledge-status": "pledge status",
    "units": "number of units",
    "unit-type": "unit type",
    "level": "level",
    "arrival": "arrival",
    "window": "time it can serve",
}
PAIRS = [
    ("quick-reaction", "can-quick-reaction-force"),
    ("hospital", "vnm-hospital"),
    ("engineering", "khm-military-engineering"),
    ("utility-helicopter", "ken-helicopters"),
    ("infantry", "chn-infantry"),
    ("infantry", "esp-2015-summit"),
]


def say(text: str, indent: int = 0, hang: int = 0) -> None:
    first, later = " " * indent, " " * (indent + hang)
    print(textwrap.fill(text, 110, initial_indent=first, subsequent_indent=later, break_on_hyphens=False))


def heading(number: int, text: str) -> None:
    print(f"\n{number}. {text}\n")


def plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def status_of(view: pb.View, pledge: str) -> list[str]:
    """How a pledge stood, in short sentences: status of its units, recorded level, what its source is."""
    lots = [row for row in view.pledges.rows() if row["pledge"] == pledge]
    if not lots:
        return ["Nothing on record by then: the first page that this record rests on is of a later day."]
    statuses = [str(lot["status"]) for lot in lots]
    counted: Counter[str] = Counter()
    for units, status in re.findall(r"(\d+) (\w+)", ", ".join(statuses)):
        counted[status] += int(units)
    words = [f"{units} {status}" for status, units in counted.items()] or statuses
    said = ["Units: " + ", ".join(words)]
    for key, text in (
        ("conditions", "on the condition: {}"),
        ("offered_until", "the offer ends {}"),
        ("observed_absent", "reported absent from {}"),
    ):
        if lots[0][key]:
            said.append(text.format(lots[0][key]))
    levels = [row for row in view.assess().rows() if row["pledge"] == pledge]
    if lots[0]["kind"] == "formed-unit":
        said.append(f"recorded level: {levels[0]['recorded'] or 'none'}")
        if levels[0]["recorded_in_part"]:
            said.append(str(levels[0]["recorded_in_part"]))
    last = [row for row in view.history(pledge).rows() if row["place"] == "stands"][-1]
    event, grade = (str(last[key]).replace("-", " ") for key in ("event", "grade"))
    return ["; ".join(said) + ".", f"Latest event: {event}, {last['valid']}. Source: {last['source']} [{grade}]."]


def print_history(book: pb.Registry) -> None:
    heading(1, "How three pledges stood, by what was known on the day")
    for title, pledge in HISTORY:
        print(f"   {title}")
        before: list[str] = []
        for day in HISTORY_DAYS:
            now = status_of(book.as_of(day), pledge)
            for i, text in enumerate(["The same."] if now == before else now):
                say(f"{day if i == 0 else '':10}  {text}", 5, 12)
            before = now
    print()
    say("announced: said in public, in no system. available: registered with the UN, at home. Each [grade] says how "
        "good the source is.", 3)


def print_coverage(plan: pb.Plan) -> None:
    heading(2, "How far each unit requirement is covered (class 1 comes first)")
    rows = plan.coverage.rows()
    print(f"   {'class':>5}  {'unit requirement':42} {'needed':>6} {'firm':>6} {'conditional':>12} {'short':>6}")
    for row in sorted(rows, key=lambda row: int(row["class"] or 0)):
        title = str(row["title"])
        print(f"   {row['class']:>5}  {title:42} {row['needed']:>6} {row['firm']:>6} {row['conditional']:>12} {row['short']:>6}")
    sums = [sum(int(row[key] or 0) for row in rows) for key in ("needed", "firm", "conditional", "short")]
    print(f"   {'':>5}  {'all':42} {sums[0]:>6} {sums[1]:>6} {sums[2]:>12} {sums[3]:>6}\n")
    say("firm: what is on record meets every rule. conditional: something is Unknown and has to be asked first.", 3)


def print_proposals(plan: pb.Plan, view: pb.View) -> None:
    heading(3, "Proposed matches (a basis for consultation, not a decision)")
    title = {row["requirement"]: row["title"] for row in plan.coverage.rows()}
    described = {row["lot"]: str(row["described_as"]) for row in view.pledges.rows()}
    for row in plan.proposals.rows():
        lot = textwrap.shorten(described[row["lot"]], 60, placeholder=" ...")
        units = plural(int(row["units"] or 0), "unit")
        say(f"{title[row['requirement']]}: {row['state_name']}, {units} of \"{lot}\"; {row['certainty']}.", 3, 2)
        unknown = [RULES[rule] for rule in str(row["unknown"]).split(", ") if rule]
        rest = [f"Unknown: {', '.join(unknown)}"] if unknown else []
        rest += [f"arrival on day {row['arrival']} {row['arrival_basis']}"] if row["arrival"] else []
        rest += ["a type accepted in place of the one asked for"] if row["substitute_rank"] else []
        say("; ".join(rest) + ".", 7)


def print_gaps(plan: pb.Plan, view: pb.View, earlier: pb.Plan) -> None:
    heading(4, "Gaps")
    rows = plan.coverage.rows()
    needed, firm = (sum(int(row[key] or 0) for row in rows) for key in ("needed", "firm_only"))
    if not plan.shortfalls.rows():
        say("No unit requirement is short, as long as the questions below are answered well.", 3)
    print_shortfalls(plan)
    print_turned_away(plan, view)
    say(f"By firm matches alone, {firm} of {plural(needed, 'unit')} can be covered.", 3)
    say(f"The same question, asked by what was known on {EARLIER[0]} (clock start {EARLIER[1]}):", 3)
    print_shortfalls(earlier)


def print_turned_away(plan: pb.Plan, view: pb.View) -> None:
    away = []
    for row in plan.coverage.rows():
        rules: Counter[str] = Counter()
        for lot in view.pledges.rows():
            why = plan.why_not(str(row["requirement"]), str(lot["lot"]))
            judged = {one["rule"]: one["met"] for one in why["judgements"]}
            if judged["unit-type"] == "met":
                rules.update(rule for rule, met in judged.items() if met == "unmet")
        if rules:
            by = [f"{plural(count, 'lot')} by {RULES[rule]}" for rule, count in rules.items()]
            away.append(f"{row['title']}: {', '.join(by)}")
    if away:
        say(f"Of a type that would serve, and turned away: {'; '.join(away)}.", 3)


def print_shortfalls(plan: pb.Plan) -> None:
    for row in plan.shortfalls.rows():
        say(f"- {row['sentence']} Turned away: {row['turned_away'] or 'none of its type'}.", 5, 2)


def print_questions(plan: pb.Plan) -> None:
    heading(5, "Suggested consultations: what to ask, by State (drafts for a person to put)")
    say("In brackets: the lots that a question is about. A lot is a number of like units in one pledge.", 3)
    states: defaultdict[str, dict[tuple[str, str], list[str]]] = defaultdict(dict)
    for row in plan.questions.rows():
        have = "" if row["on_record"] == "not stated" else f" On record: {row['on_record']}."
        asked = states[str(row["state_name"])].setdefault((str(row["question"]), have), [])
        asked.append(str(row["lot"]))
    for state, questions in states.items():
        print(f"   {state}")
        for number, ((question, have), lots) in enumerate(questions.items(), 1):
            say(f"{number:>2}. {question}{have} [{', '.join(lots)}]", 5, 4)


def print_why_not(plan: pb.Plan, view: pb.View) -> None:
    heading(6, "Why not? (some pairs of a requirement and a lot)")
    known = {row["lot"] for row in view.pledges.rows()}
    for requirement, lot in PAIRS:
        why = plan.why_not(requirement, lot)["sentence"] if lot in known else "Nothing on record by then."
        say(f"{requirement} <- {lot}: {why}", 3, 2)


def value(certificate: pb.Certificate) -> str:
    cost = dict(certificate.value())
    classes = [level.removeprefix("short-") for level in cost if level.startswith("short-")]
    by_class = [f"{what} " + ", ".join(str(cost[f"{what}-{one}"]) for one in classes) for what in ("short", "conditional")]
    return (
        f"{by_class[0]} and {by_class[1]} units in classes {' to '.join([classes[0], classes[-1]])}; rules Unknown "
        f"{cost['unknown-rules']}; days late {cost['days-late']}; steps of substitution {cost['substitute-rank']}"
    )


def print_proof(plan: pb.Plan) -> None:
    heading(7, "The proof")
    holds = "true" if plan.certificate.verify() and plan.firm_only.verify() else "FALSE"
    say(f"Certificate, checked without a solver: {holds}.", 3)
    say(
        "Proved: under the rules, no other choice leaves fewer units short (class by class); of those that leave as "
        "few, none has fewer conditional units, then fewer rules Unknown, days late and steps of substitution.",
        3,
    )
    say(f"Value, the most important first: {value(plan.certificate)}.", 3)
    say(f"The best by firm matches alone: {value(plan.firm_only)}.", 3)
    if not plan.unique:
        say("Others are as good; a published neutral tie chose this one, so that everyone gets the same answer.", 3)


def main(as_of: str = "2023-06-01", start: str = "2023-07-01") -> None:
    book = pb.Registry.read(DATA / "registry.json")
    mission = pb.Mission.read(DATA / "mission.json")
    view = book.as_of(as_of)
    plan = pb.match(view, [mission.starting(start)])
    earlier = pb.match(book.as_of(EARLIER[0]), [mission.starting(EARLIER[1])])

    print("Pledgebook: what States have offered for peace operations, against what a mission requires.")
    say(
        "Not a United Nations product; illustrative. Names imply no opinion on status. Real States are matched to a "
        "fictional host only."
    )
    print()
    say(f"Mission: {mission.document['title']}.")
    say(f"Asked as of {as_of}, by what was public then; the clock starts on {start}.")
    print_history(book)
    print_coverage(plan)
    print_proposals(plan, view)
    print_gaps(plan, view, earlier)
    print_questions(plan)
    print_why_not(plan, view)
    print_proof(plan)
    print(f"\nanswer {hashlib.sha256(plan.to_json().encode()).hexdigest()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
