"""`verify` and the checker of `checker.py`, which uses nothing of the library, say the same of every certificate.

Its JavaScript twin is held in `tests/web/checker.test.mjs`.
"""

import ast
import copy
import hashlib
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pledgebook as pb
import pytest
from checker import holds

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors"
PAGE = (ROOT / "docs" / "why-the-plan-is-best.md").read_text(encoding="utf-8")
SHAPES = ("open", "limits", "alike", "floors", "waived")
FIGURES = ("unknown", "late", "substitute", "preference")


def sealed(certificate: dict[str, Any]) -> dict[str, Any]:
    """The same with the seal that belongs to it."""
    rest = {name: part for name, part in certificate.items() if name != "seal"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return {**rest, "seal": hashlib.sha256(text.encode()).hexdigest()}


def verified(certificate: dict[str, Any]) -> bool:
    """What the library says; what it does not even read is not true either."""
    try:
        return pb.Certificate.from_json(certificate).verify()
    except pb.PledgebookError:
        return False


def certificates(document: object) -> Iterator[dict[str, Any]]:
    if isinstance(document, dict):
        if document.get("format") == "pledgebook.certificate/1":
            yield document
        document = list(document.values())
    for part in document if isinstance(document, list) else []:
        yield from certificates(part)


def limits(dice: random.Random, side: str, members: list[str], floors: bool) -> list[dict[str, Any]]:
    """Limits in which any two are apart or one holds the other; some let nothing through, some all there is."""
    groups, made = [members], []
    while groups:
        group = groups.pop()
        most = dice.randint(0, 2 * len(group))
        limit = {"id": f"{side[0]}{len(made)}", "side": side, "members": group, "at_most": most}
        if floors and dice.random() < 0.6:
            limit["at_least"] = dice.randint(0, most)
        if dice.random() < 0.7:
            made.append(limit)
        if len(group) > 1 and dice.random() < 0.7:
            cut = dice.randint(0, len(group))
            groups += [group[:cut], group[cut:]][:: dice.choice([1, -1])]
        if len(made) > 8:
            break
    return made


def random_problem(dice: random.Random, shape: str) -> dict[str, Any]:
    """A small problem: with limits or without, with floors, with waivers, or such that many plans are as good."""
    most = 1 if shape == "alike" else 3
    needs = [{"id": f"m/r{i}", "class": dice.randint(1, most)} for i in range(dice.randint(0, 6))]
    lots = [{"id": f"l{i}"} for i in range(dice.randint(0, 7))]
    for one in needs + lots:
        one["units"] = dice.randint(0, 3)
    pairs = []
    for need in needs:
        for lot in lots:
            if dice.random() < 0.6:
                figures = {name: dice.choice([0, 0, 0, 1, 3]) * (shape != "alike") for name in FIGURES}
                pairs.append({"requirement": need["id"], "lot": lot["id"], **figures})
                if shape == "waived" and dice.random() < 0.4:
                    pairs[-1]["waived"] = {"rules": dice.randint(0, 2), "days": dice.randint(0, 9)}
    made = []
    if shape != "open":
        made += limits(dice, "supply", [lot["id"] for lot in lots], shape == "floors")
        made += limits(dice, "demand", [need["id"] for need in needs], shape == "floors")
    return {"format": "pledgebook.problem/1", "requirements": needs, "lots": lots, "pairs": pairs, "limits": made}


def place(proposal: dict[str, Any]) -> str:
    """Where it stands among the others."""
    return f"{proposal['requirement']} {proposal['lot']}"


def carried(certificate: dict[str, Any], plan: Counter[tuple[str, str]]) -> dict[str, Any]:
    """The same with this plan, and with what it leaves short; all else as it was."""
    covered = Counter({need: 0 for need, _ in plan})
    for (need, _), units in plan.items():
        covered[need] += units
    needs = certificate["problem"]["requirements"]
    short = [{"requirement": need["id"], "units": need["units"] - covered[need["id"]]} for need in needs]
    used = [{"requirement": need, "lot": lot, "units": units} for (need, lot), units in plan.items() if units]
    shortages = [one for one in short if one["units"] > 0]
    return {**certificate, "proposals": sorted(used, key=place), "shortages": shortages}


def lies(certificate: dict[str, Any], dice: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Certificates altered so that they are false, whatever their seal."""
    plan = Counter({(one["requirement"], one["lot"]): one["units"] for one in certificate["proposals"]})
    pairs = [(pair["requirement"], pair["lot"]) for pair in certificate["problem"]["pairs"]]
    if plan:
        used = dice.choice(list(plan))
        if other := [pair for pair in pairs if pair != used]:
            yield "a unit moved", carried(certificate, plan - Counter([used]) + Counter([dice.choice(other)]))
        yield "a unit given up", carried(certificate, plan - Counter([used]))
        yield "a unit too many", carried(certificate, plan + Counter([used]))
        yield "a proposal twice", {**certificate, "proposals": sorted(certificate["proposals"] * 2, key=place)}

        worse = copy.deepcopy(certificate)
        pair = worse["problem"]["pairs"][pairs.index(used)]
        figures = pair["waived"] if "waived" in pair and dice.random() < 0.5 else pair
        figures[dice.choice(FIGURES if figures is pair else ["rules", "days"])] += 1
        yield "a figure of a used pair", worse

        # A plan that is told right, and is not the best: the best without one of the pairs in use.
        without = copy.deepcopy(certificate["problem"])
        del without["pairs"][pairs.index(used)]
        second = pb.solve(without).document
        if len(second["value"]) == len(certificate["value"]):
            parts = {name: second[name] for name in ("proposals", "shortages", "value")}
            yield "the second best plan", {**certificate, **parts}
            yield "the second best plan with its prices", {**certificate, **parts, "prices": second["prices"]}
    if unused := [pair for pair in pairs if pair not in plan]:
        need, lot = dice.choice(unused)
        none = {"requirement": need, "lot": lot, "units": 0}
        yield "no unit proposed", {**certificate, "proposals": sorted([*certificate["proposals"], none], key=place)}
    if certificate["shortages"]:
        yield "a shortage left out", {**certificate, "shortages": certificate["shortages"][1:]}
    if certificate["problem"]["requirements"]:
        more = copy.deepcopy(certificate)
        dice.choice(more["problem"]["requirements"])["units"] += 1
        yield "a need raised", more
    for name in [name for name, prices in certificate["prices"].items() if prices]:
        less, twice, longer = (copy.deepcopy(certificate) for _ in range(3))
        del less["prices"][name][dice.randrange(len(less["prices"][name]))]
        yield f"a price of {name} left out", less
        twice["prices"][name].insert(0, twice["prices"][name][0])
        yield f"a price of {name} twice", twice
        dice.choice(longer["prices"][name])["price"].append(0)
        yield f"a price of {name} with a figure too many", longer
    value = list(certificate["value"])
    value[dice.randrange(len(value))] += dice.choice([-1, 1])
    yield "the value", {**certificate, "value": value}
    yield "unique", {**certificate, "unique": not certificate["unique"]}


def changes(certificate: dict[str, Any], dice: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Certificates altered so that what they say may be true or not: other prices may prove the same plan."""
    problem = certificate["problem"]
    lists = [(f"price of {name}", ("prices", name), "price") for name in ("requirements", "lots", "limits")]
    lists += [("units of a lot", ("problem", "lots"), "units")]
    lists += [("a limit", ("problem", "limits"), "at_most"), ("a floor", ("problem", "limits"), "at_least")]
    lists += [("a figure of a pair", ("problem", "pairs"), name) for name in FIGURES]
    for kind, (part, name), key in lists:
        altered = copy.deepcopy(certificate)
        if having := [one for one in altered[part][name] if key in one]:
            one, by = dice.choice(having), dice.choice([-1, 1])
            if key == "price":
                one[key][dice.randrange(len(one[key]))] += by
                yield kind, altered
            elif one[key] + by >= 0:
                one[key] += by
                yield kind, altered


WRONG: list[Any] = [None, True, -1, 0, 1.0, 1 << 60, "x", "", [], {}]


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def misshapen(value: Any) -> Iterator[Any]:
    """The same with one part of it of another shape, in every place; only some of these can be true."""
    yield from (wrong for wrong in WRONG if not same(wrong, value))
    if isinstance(value, dict):
        yield {**value, "note": "trust me"}
        for key, part in value.items():
            yield {other: value[other] for other in value if other != key}
            yield from ({**value, key: wrong} for wrong in misshapen(part))
    if isinstance(value, list):
        if value != value[::-1]:
            yield value[::-1]
        for i, part in enumerate(value):
            yield value[:i] + value[i + 1 :]
            yield [*value[:i], part, *value[i:]]
            yield from ([*value[:i], wrong, *value[i + 1 :]] for wrong in misshapen(part))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_not_as_the_library_writes_it_does_not_hold(shape: str) -> None:
    """Under a seal of its own; whatever it is, the checker raises nothing, and says what `verify` says."""
    dice = random.Random(f"misshapen {shape}")
    told: Counter[bool] = Counter()
    for certificate in [pb.solve(random_problem(dice, shape)).document for _ in range(3)]:
        every = list(misshapen(certificate))
        for altered in dice.sample(every, min(100, len(every))):
            again = sealed(altered) if isinstance(altered, dict) and "seal" in altered else altered
            true = isinstance(altered, dict) and verified(again)
            assert holds(again) == true, (true, altered)
            told[true] += 1
    assert told[False] > 100, told
    assert told[True] < told[False] / 10, told


FLAWS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "true for one unit": lambda it: it["proposals"][0].update(units=True),
    "a fraction of none for one unit": lambda it: it["proposals"][0].update(units=1.0),
    "a key of no meaning": lambda it: it.update(note="trust me"),
    "a key of no meaning in a proposal": lambda it: it["proposals"][0].update(state="xaa"),
    "a key of no meaning in the problem": lambda it: it["problem"].update(note="trust me"),
    "another format": lambda it: it.update(format="pledgebook.certificate/2"),
    "a problem of another format": lambda it: it["problem"].update(format="pledgebook.problem/2"),
    "no prices": lambda it: it.pop("prices"),
    "no prices of limits": lambda it: it["prices"].pop("limits"),
    "an unknown member of a limit": lambda it: it["problem"]["limits"][0]["members"].append("zz"),
    "a member of the other side": lambda it: it["problem"]["limits"][0]["members"].insert(0, "m/a"),
    "limits that cross": lambda it: (
        it["problem"]["limits"].append({"id": "l", "side": "supply", "members": ["y", "z"], "at_most": 9}),
        it["prices"]["limits"].append({"limit": "l", "price": [0] * len(it["value"])}),
    ),
    "a pair of an unknown lot": lambda it: it["problem"]["pairs"][-1].update(lot="zz"),
    "a pair twice": lambda it: it["problem"]["pairs"].append(it["problem"]["pairs"][-1]),
    "lots out of order": lambda it: it["problem"]["lots"].reverse(),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_true_certificate_with_one_flaw_of_shape_does_not_hold(flaw: str) -> None:
    pairs = [{"requirement": "m/a", "lot": lot, **dict.fromkeys(FIGURES, 0)} for lot in "xyz"]
    certificate = pb.solve({
        "format": "pledgebook.problem/1",
        "requirements": [{"id": "m/a", "class": 1, "units": 1}],
        "lots": [{"id": lot, "units": 1} for lot in "xyz"],
        "pairs": pairs,
        "limits": [{"id": "k", "side": "supply", "members": ["x", "y"], "at_most": 9}],
    }).document
    assert holds(certificate)
    FLAWS[flaw](certificate)
    assert not holds(sealed(certificate))
    assert not verified(sealed(certificate))


def test_both_accept_every_certificate_in_the_vectors() -> None:
    found = []
    for file in sorted(VECTORS.glob("*/expected.jsonl")):
        lines = file.read_text(encoding="utf-8").split("\n")
        found += [one for line in lines if line for one in certificates(json.loads(line))]
    assert len(found) > 100
    for certificate in found:
        assert verified(certificate)
        assert holds(certificate), certificate


@pytest.mark.parametrize("shape", SHAPES)
def test_both_accept_what_is_solved_and_refuse_what_is_altered(shape: str) -> None:
    dice = random.Random(f"checker {shape}")
    unique: Counter[bool] = Counter()
    told: Counter[bool] = Counter()
    for times in range(60):
        certificate = pb.solve(random_problem(dice, shape)).document
        unique[certificate["unique"]] += 1
        assert verified(certificate)
        assert holds(certificate), certificate
        if times % 4:
            continue
        for kind, altered in lies(certificate, dice):
            assert not verified(sealed(altered)), (kind, altered)
            assert not holds(sealed(altered)), (kind, altered)
        for kind, altered in changes(certificate, dice):
            true = verified(sealed(altered))
            assert holds(sealed(altered)) == true, (kind, true, altered)
            told[true] += 1
            # Under the old seal it does not hold, true or not.
            assert not holds(altered), (kind, altered)
            assert not verified(altered), (kind, altered)
    # The tests would be idle if all of one kind came out the same.
    assert min(told[True], told[False]) > 10, told
    assert min(unique[True], unique[False]) > 0, unique


def cost(problem: dict[str, Any], units: tuple[int, ...]) -> list[int] | None:
    """What so many units over the pairs cost before the tie, as the levels are defined; None if that is no plan."""
    plan = list(zip(problem["pairs"], units, strict=True))

    def passed(key: str, members: list[str]) -> int:
        return sum(n for pair, n in plan if pair[key] in members)

    short: Counter[int] = Counter()
    below, within = 0, True
    for need in problem["requirements"]:
        short[need["class"]] += need["units"] - passed("requirement", [need["id"]])
        within &= passed("requirement", [need["id"]]) <= need["units"]
    for lot in problem["lots"]:
        within &= passed("lot", [lot["id"]]) <= lot["units"]
    for limit in problem["limits"]:
        count = passed("lot" if limit["side"] == "supply" else "requirement", limit["members"])
        within &= count <= limit["at_most"]
        below += max(0, limit.get("at_least", 0) - count)
    if not within:
        return None
    of_class = {need["id"]: need["class"] for need in problem["requirements"]}
    conditional = Counter({number: 0 for number in short})
    for pair, n in plan:
        conditional[of_class[pair["requirement"]]] += n if pair["unknown"] else 0
    classes = range(1, max(short, default=0) + 1)
    waived = [sum(pair.get("waived", {}).get(name, 0) * n for pair, n in plan) for name in ("rules", "days")]
    return [
        *(short[number] for number in classes),
        *([below] if any(limit.get("at_least") for limit in problem["limits"]) else []),
        *(waived if any("waived" in pair for pair in problem["pairs"]) else []),
        *(conditional[number] for number in classes),
        *(sum(pair[name] * n for pair, n in plan) for name in FIGURES),
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_certificate_that_holds_is_the_best_of_all_plans_by_trying_them_all(shape: str) -> None:
    dice = random.Random(f"all plans {shape}")
    tried = 0
    while tried < 25:
        problem = random_problem(dice, shape)
        if not 0 < len(problem["pairs"]) <= 5:
            continue
        tried += 1
        certificate = pb.solve(problem).document
        assert holds(certificate)
        costs = [cost(problem, units) for units in itertools.product(range(4), repeat=len(problem["pairs"]))]
        plans = [one for one in costs if one is not None]
        assert certificate["value"][:-1] == min(plans), problem
        assert certificate["unique"] == (plans.count(min(plans)) == 1), problem


def test_figures_may_be_as_large_as_a_text_may_hold_them() -> None:
    """A limit that lets nothing through may have any price that is high enough; sums leave the exact numbers here."""
    need, pair = {"id": "m/r", "class": 1, "units": 1}, {"requirement": "m/r", "lot": "l", **dict.fromkeys(FIGURES, 0)}
    shut = [{"id": f"k{i}", "side": "supply", "members": ["l"], "at_most": 0} for i in range(3)]
    parts = {"requirements": [need], "lots": [{"id": "l", "units": 1}], "pairs": [pair], "limits": shut}
    certificate = pb.solve({"format": "pledgebook.problem/1", **parts}).document
    for price in certificate["prices"]["limits"]:
        price["price"] = [2**53 - 1] * len(price["price"])
    assert verified(sealed(certificate))
    assert holds(sealed(certificate))


def test_the_checker_is_short_and_stands_on_the_page() -> None:
    text = (ROOT / "tests" / "python" / "checker.py").read_text(encoding="utf-8")
    functions = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)]
    assert "holds" in [one.name for one in functions]
    assert all(one.end_lineno is not None and one.end_lineno - one.lineno + 1 < 60 for one in functions)
    checker = (ROOT / "tests" / "python" / "checker.py").read_text(encoding="utf-8")
    assert "pledgebook" not in "".join(line for line in checker.splitlines() if "import" in line)
    (shown,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert shown == checker, "docs/why-the-plan-is-best.md shows tests/python/checker.py as it is"


def table(heading: str) -> list[list[str]]:
    """The rows of the table on the page that has this heading."""
    (rows,) = re.findall(rf"^\| {re.escape(heading)} \|\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows.splitlines()]


def figures(text: str) -> list[int]:
    return [int(figure) for figure in re.findall(r"-?\d+", text)]


def test_the_example_on_the_page_adds_up() -> None:
    eligible = {(need, state): int(late) for need, state, late in table("need | pledged by | days late")}
    *matches, total = table("need | proposed match | units short | days late")
    prices = {name: [int(short), int(late)] for name, short, late in table("price of | units short | days late")}
    needs, states = [row[0] for row in matches], sorted({state for _, state in eligible})

    # The three rules, on the figures of the page.
    assert sorted(prices) == sorted([*needs, *(f"unit of {state}" for state in states)])
    assert all(prices[need] <= [1, 0] for need in needs)
    assert all(prices[f"unit of {state}"] >= [0, 0] for state in states)
    rows = table("need | unit of | price of the need | cost of the match | price of the unit | together")
    assert [(need, state) for need, state, *_ in rows] == list(eligible)
    for need, state, *texts in rows:
        priced, cost, of_unit, together = map(figures, texts)
        assert (priced, cost, of_unit) == (prices[need], [0, eligible[need, state]], prices[f"unit of {state}"])
        assert together == [sum(both) for both in zip(cost, of_unit, strict=True)]
        assert priced <= together

    # The sum, and the plan that costs just that: it is the one that the library finds.
    of_needs, of_units, bound = ([sum(column) for column in zip(*parts, strict=True)] for parts in (
        [prices[need] for need in needs],
        [prices[f"unit of {state}"] for state in states],
        [[int(short), int(late)] for _, _, short, late in matches],
    ))
    assert f": {(*of_needs,)} - {(*of_units,)} = **{(*bound,)}**" in PAGE
    assert [need - unit for need, unit in zip(of_needs, of_units, strict=True)] == bound
    assert [int(cell.strip("*")) for cell in total[2:]] == bound
    pairs = [{"requirement": f"m/{need}", "lot": state.lower(), **dict.fromkeys(FIGURES, 0), "late": late}
             for (need, state), late in eligible.items()]
    found = pb.solve({
        "format": "pledgebook.problem/1",
        "requirements": [{"id": f"m/{need}", "class": 1, "units": 1} for need in needs],
        "lots": [{"id": state.lower(), "units": 1} for state in states],
        "pairs": pairs,
        "limits": [],
    }).document
    assert [found["value"][0], found["value"][3]] == bound
    assert {(one["requirement"], one["lot"]) for one in found["proposals"]} == {
        (f"m/{need}", state.lower()) for need, state, *_ in matches if state != "none"
    }
    assert found["unique"]
