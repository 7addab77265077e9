"""The optimum held against an outside solver: OR-Tools CP-SAT, exact in whole numbers, one level after the other.

The outside model is written from the definition of the problem alone: units of a pair, at most what a lot has, at
most what a requirement needs, at most what a limit allows. Each level is minimised with all levels before it held at
their optimum, so the tuple it ends with is the lexicographic optimum. The neutral tie, the last level, is left out: it
chooses among plans that are equal in all that matters.
"""

import random

import pledgebook as pb
import pytest
from ortools.sat.python import cp_model


def nested_limits(dice: random.Random, side: str, members: list[str]) -> list[dict[str, object]]:
    """A random family of limits in which any two are apart or one holds the other."""
    groups = [members]
    limits: list[dict[str, object]] = []
    while groups:
        group = groups.pop()
        if len(group) < 2 or dice.random() < 0.4:
            continue
        if dice.random() < 0.7:
            at_most = dice.randint(0, 2 * len(group))
            limits.append({"id": f"{side}-{len(limits)}", "side": side, "members": list(group), "at_most": at_most})
        cut = dice.randint(1, len(group) - 1)
        groups += [group[:cut], group[cut:]]
    return limits


def random_problem(dice: random.Random, most_requirements: int, most_lots: int) -> dict[str, object]:
    requirements = [
        {"id": f"m/r{i}", "class": dice.randint(1, 3), "units": dice.randint(0, 4)}
        for i in range(dice.randint(1, most_requirements))
    ]
    lots = [{"id": f"l{i}", "units": dice.randint(0, 3)} for i in range(dice.randint(1, most_lots))]
    density = dice.uniform(0.05, 0.7)
    pairs = [
        {
            "requirement": requirement["id"],
            "lot": lot["id"],
            "unknown": dice.choice([0, 0, 1, 2]),
            "late": dice.choice([0, 0, 0, 5, 30]),
            "substitute": dice.choice([0, 0, 1, 2]),
            "preference": dice.choice([0, 0, 0, 7]),
        }
        for requirement in requirements
        for lot in lots
        if dice.random() < density
    ]
    limits = nested_limits(dice, "supply", [str(lot["id"]) for lot in lots])
    limits += nested_limits(dice, "demand", [str(requirement["id"]) for requirement in requirements])
    return {
        "format": "pledgebook.problem/1",
        "requirements": requirements,
        "lots": lots,
        "pairs": pairs,
        "limits": limits,
    }


def optimum(problem: dict) -> list[int]:
    """The lexicographic optimum without the tie, by CP-SAT."""
    model = cp_model.CpModel()
    needs = {one["id"]: one for one in problem["requirements"]}
    has = {one["id"]: one["units"] for one in problem["lots"]}
    units = [
        model.new_int_var(0, min(has[pair["lot"]], needs[pair["requirement"]]["units"]), "")
        for pair in problem["pairs"]
    ]
    used = list(zip(problem["pairs"], units, strict=True))
    for lot, most in has.items():
        model.add(sum(x for pair, x in used if pair["lot"] == lot) <= most)
    for requirement, need in needs.items():
        model.add(sum(x for pair, x in used if pair["requirement"] == requirement) <= need["units"])
    for limit in problem["limits"]:
        key = "lot" if limit["side"] == "supply" else "requirement"
        model.add(sum(x for pair, x in used if pair[key] in limit["members"]) <= limit["at_most"])

    classes = range(1, max(need["class"] for need in needs.values()) + 1)

    def of_class(number: int) -> list:
        return [(pair, x) for pair, x in used if needs[pair["requirement"]]["class"] == number]

    needed = {number: sum(n["units"] for n in needs.values() if n["class"] == number) for number in classes}
    levels = [needed[number] - sum(x for _, x in of_class(number)) for number in classes]
    levels += [sum(x for pair, x in of_class(number) if pair["unknown"] > 0) for number in classes]
    levels += [sum(pair[key] * x for pair, x in used) for key in ("unknown", "late", "substitute", "preference")]
    value = []
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for level in levels:
        if not isinstance(level, int):
            model.minimize(level)
            assert solver.solve(model) == cp_model.OPTIMAL
            best = round(solver.objective_value)
            model.add(level == best)
        else:
            best = level
        value.append(best)
    return value


@pytest.mark.parametrize(("sizes", "times"), [((4, 5), 300), ((12, 16), 100), ((60, 40), 60)])
def test_the_outside_solver_finds_nothing_better(sizes: tuple[int, int], times: int) -> None:
    dice = random.Random(f"outside {sizes}")
    for _ in range(times):
        problem = random_problem(dice, *sizes)
        certificate = pb.solve(problem)
        assert certificate.verify(), certificate.faults()
        value = certificate.document["value"]
        assert isinstance(value, list)
        assert value[:-1] == optimum(problem), problem
