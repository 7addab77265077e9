"""The optimum held against outside solvers, one level after the other.

OR-Tools CP-SAT is exact in whole numbers. Its model is written from the definition of the problem alone: units of a pair, at
most what a lot has, at most what a requirement needs, at most what a limit allows. Each level is minimised with all
levels before it held at their optimum, so the tuple it ends with is the lexicographic optimum. HiGHS solves larger problems
(`highs.py`). The neutral tie, the last level, is left out: it chooses among plans that are equal in all that matters.
"""

import random

import highs
import pledgebook as pb
import pytest
from ortools.sat.python import cp_model
from outside import Problem, random_problem


def by_cp_sat(problem: Problem) -> list[int]:
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
    below = []
    for limit in problem["limits"]:
        key = "lot" if limit["side"] == "supply" else "requirement"
        counted = sum(x for pair, x in used if pair[key] in limit["members"])
        model.add(counted <= limit["at_most"])
        if limit.get("at_least", 0) > 0:
            below.append(model.new_int_var(0, limit["at_least"], ""))
            model.add(counted + below[-1] >= limit["at_least"])

    classes = range(1, max(need["class"] for need in needs.values()) + 1)

    def of_class(number: int) -> list:
        return [(pair, x) for pair, x in used if needs[pair["requirement"]]["class"] == number]

    needed = {number: sum(n["units"] for n in needs.values() if n["class"] == number) for number in classes}
    levels = [needed[number] - sum(x for _, x in of_class(number)) for number in classes]
    if below:
        levels.append(sum(below))
    if any("waived" in pair for pair in problem["pairs"]):
        waived = [(pair["waived"], x) for pair, x in used if "waived" in pair]
        levels += [sum(one[key] * x for one, x in waived) for key in ("rules", "days")]
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


def ours(problem: Problem) -> list[int]:
    certificate = pb.solve(problem)
    assert certificate.verify(), certificate.faults()
    value = certificate.document["value"]
    assert isinstance(value, list)
    return value[:-1]


@pytest.mark.parametrize(("most_requirements", "most_lots", "times"), [(4, 5, 300), (12, 16, 100)])
def test_cp_sat_finds_nothing_better(most_requirements: int, most_lots: int, times: int) -> None:
    dice = random.Random(f"outside {most_requirements} {most_lots}")
    for _ in range(times):
        sizes = dice.randint(1, most_requirements), dice.randint(1, most_lots)
        problem = random_problem(dice, *sizes, floors=dice.random() < 0.3, waivers=dice.random() < 0.3)
        assert ours(problem) == by_cp_sat(problem), problem
        assert highs.optimum(problem) == by_cp_sat(problem), "the outside solvers disagree"


@pytest.mark.parametrize("part", range(10))
def test_highs_finds_nothing_better_in_a_thousand_of_60_by_40(part: int) -> None:
    dice = random.Random(part)
    for _ in range(100):
        problem = random_problem(dice, 60, 40, floors=dice.random() < 0.3, waivers=dice.random() < 0.3)
        assert ours(problem) == highs.optimum(problem), problem
