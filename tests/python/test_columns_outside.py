"""Problems in columns, held against OR-Tools' minimum-cost flow: many shapes, one figure or all levels.

The outside model has limits on both sides as arcs of a tree: what lots give goes in through supply limits, what requirements
get goes out through demand limits, and a unit that gets through spares what it would cost to be short of it.
"""

import random
from typing import Any

import numpy as np
import pledgebook as pb
import pytest
from ortools.graph.python import min_cost_flow

Limit = tuple[str, int, list[int]]


def nested(dice: random.Random, side: str, many: int, most: int) -> list[Limit]:
    """Limits that nest, some of them many deep, some with the same members, some with none."""
    limits: list[Limit] = []
    groups = [list(range(many))] if dice.random() < 0.8 else []
    while groups and len(limits) < 40:
        group = groups.pop()
        for _ in range(dice.choice([0, 0, 1, 1, 1, 2])):
            limits.append((side, dice.randint(0, max(1, most * len(group) * 2 // 3)), dice.sample(group, len(group))))
        if len(group) > 1 and dice.random() < 0.9:
            # Now and then in halves, now and then one by one.
            cut = dice.choice([1, len(group) // 2, dice.randint(1, len(group) - 1)])
            dice.shuffle(group)
            groups += [group[:cut], group[cut:]]
    if dice.random() < 0.1:
        limits.append((side, dice.randint(0, 3), []))
    dice.shuffle(limits)
    return limits


def random_columns(dice: random.Random, most_needs: int, most_lots: int) -> dict[str, Any]:
    many_needs, many_lots = dice.randint(0, most_needs), dice.randint(0, most_lots)
    # Units by ones, by a few, or by thousands; costs all alike, close, or far apart.
    most = dice.choice([1, 3, 3, 5, 1000])
    spread = dice.choice([1, 3, 100, 90_000])
    density = dice.choice([0.02, 0.1, 0.3, 0.7, 1.0])
    taken = [(i, j) for i in range(many_needs) for j in range(many_lots) if dice.random() < density]
    if dice.random() < 0.5:
        dice.shuffle(taken)
    kind = dice.choice([np.int32, np.int64, np.uint32])
    # Sometimes a pair costs more than to be short.
    dear = dice.choice([2, spread, 3 * spread, 1_000_000])
    return {
        "needs": np.array([dice.randint(0, most) for _ in range(many_needs)], dtype=kind),
        "lots": np.array([dice.randint(0, most) for _ in range(many_lots)], dtype=kind),
        "requirement": np.array([i for i, _ in taken], dtype=kind),
        "lot": np.array([j for _, j in taken], dtype=kind),
        "cost": np.array([dice.randrange(spread) for _ in taken], dtype=np.int64),
        "shortage": np.array([dice.randint(1, 5) * dear for _ in range(many_needs)], dtype=np.int64),
        "limits": nested(dice, "supply", many_lots, most) + nested(dice, "demand", many_needs, most),
    }


def tree(limits: list[tuple[int, list[int]]], many: int) -> tuple[list[int], list[int]]:
    """What holds each limit, and what holds each member, as the place of a limit or -1."""
    order = sorted(range(len(limits)), key=lambda one: -len(limits[one][1]))
    holder = [-1] * many
    above = [-1] * len(limits)
    for one in order:
        members = limits[one][1]
        if len(members):
            above[one] = holder[members[0]]
        for member in members:
            holder[member] = one
    return above, holder


def optimum(columns: dict[str, Any]) -> int:
    needs, lots = columns["needs"].tolist(), columns["lots"].tolist()
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink, nodes = 0, 1, 2
    ends = {}
    for side, outer, many in (("supply", source, len(lots)), ("demand", sink, len(needs))):
        limits = [(most, members) for which, most, members in columns["limits"] if which == side]
        above, holder = tree(limits, many)
        place = [nodes + one for one in range(len(limits))] + [outer]
        nodes += len(limits)
        for one, (most, _) in enumerate(limits):
            ends_of_arc = place[above[one]], place[one]
            flow.add_arc_with_capacity_and_unit_cost(*(ends_of_arc if side == "supply" else ends_of_arc[::-1]), most, 0)
        ends[side] = (nodes, [place[one] for one in holder])
        nodes += many
    first, holder = ends["supply"]
    for lot, units in enumerate(lots):
        flow.add_arc_with_capacity_and_unit_cost(holder[lot], first + lot, units, 0)
    first_need, holder = ends["demand"]
    for need, units in enumerate(needs):
        spares = -int(columns["shortage"][need])
        flow.add_arc_with_capacity_and_unit_cost(first_need + need, holder[need], units, spares)
    for need, lot, cost in zip(columns["requirement"], columns["lot"], columns["cost"], strict=True):
        units = min(needs[need], lots[lot])
        flow.add_arc_with_capacity_and_unit_cost(first + int(lot), first_need + int(need), units, int(cost))
    flow.add_arc_with_capacity_and_unit_cost(source, sink, sum(needs), 0)
    flow.set_node_supply(source, sum(needs))
    flow.set_node_supply(sink, -sum(needs))
    assert flow.solve() == flow.OPTIMAL
    return flow.optimal_cost() + int(columns["needs"].astype(np.int64) @ columns["shortage"])


def given(columns: dict[str, Any]) -> pb.Columns:
    limits = [{"side": side, "at_most": most, "members": members} for side, most, members in columns["limits"]]
    return pb.Columns(**columns | {"limits": limits})


def recount(columns: dict[str, Any], plan: Any) -> np.ndarray:
    """The units of a plan that keeps to needs, lots and limits, and says rightly what is short."""
    units = np.asarray(plan.units).astype(np.int64)
    assert len(units) == len(columns["lot"])
    needs, lots = columns["needs"].astype(np.int64), columns["lots"].astype(np.int64)
    used = np.bincount(columns["lot"].astype(np.int64), units, len(lots)).astype(np.int64)
    covered = np.bincount(columns["requirement"].astype(np.int64), units, len(needs)).astype(np.int64)
    assert np.all(used <= lots) and np.all(covered <= needs)
    assert np.array_equal(needs - covered, np.asarray(plan.short))
    for side, most, members in columns["limits"]:
        counted = used if side == "supply" else covered
        assert counted[members].sum() <= most
    return units


SHAPES = [(3, 3, 1000), (8, 8, 1000), (40, 30, 500), (30, 200, 100), (300, 150, 50)]


@pytest.mark.parametrize(("most_needs", "most_lots", "times"), SHAPES)
def test_one_figure_in_columns(most_needs: int, most_lots: int, times: int) -> None:
    for seed in range(times):
        columns = random_columns(random.Random(f"{most_needs} {most_lots} {seed}"), most_needs, most_lots)
        plan = pb.solve(given(columns))
        assert plan.verify(), seed
        units = recount(columns, plan)
        found = units @ columns["cost"] + np.asarray(plan.short).astype(np.int64) @ columns["shortage"]
        assert found == plan.value()[0][1], seed
        assert found == optimum(columns), seed


@pytest.mark.parametrize(("most_needs", "most_lots", "times"), [(4, 4, 600), (30, 40, 150)])
def test_levels_in_columns_are_those_of_the_document(most_needs: int, most_lots: int, times: int) -> None:
    """The same problem, without names and with them. The tie, which is drawn from names, may differ."""
    for seed in range(times):
        dice = random.Random(f"levels {most_needs} {most_lots} {seed}")
        columns = random_columns(dice, most_needs, most_lots)
        del columns["cost"], columns["shortage"]
        pairs = len(columns["lot"])
        columns["class_"] = np.array([dice.randint(1, 3) for _ in columns["needs"]], dtype=np.uint32)
        for level in ("unknown", "late", "substitute", "preference"):
            columns[level] = np.array([dice.choice([0, 0, 1, 5]) for _ in range(pairs)], dtype=np.uint32)
        names = {"supply": "l{}", "demand": "m/{}"}
        keys = ("requirement", "lot", "unknown", "late", "substitute", "preference")
        document = {
            "format": "pledgebook.problem/1",
            "requirements": [
                {"id": f"m/{i}", "class": int(class_), "units": int(units)}
                for i, (class_, units) in enumerate(zip(columns["class_"], columns["needs"], strict=True))
            ],
            "lots": [{"id": f"l{i}", "units": int(units)} for i, units in enumerate(columns["lots"])],
            "pairs": [
                {key: int(figure) for key, figure in zip(keys, pair, strict=True)}
                | {"requirement": f"m/{pair[0]}", "lot": f"l{pair[1]}"}
                for pair in zip(*(columns[key] for key in keys), strict=True)
            ],
            "limits": [
                {"id": f"k{i}", "side": side, "members": [names[side].format(one) for one in members], "at_most": most}
                for i, (side, most, members) in enumerate(columns["limits"])
            ],
        }
        plan = pb.solve(given(columns))
        assert plan.verify(), seed
        recount(columns, plan)
        value = pb.solve(document).document["value"]
        assert isinstance(value, list)
        assert [figure for _, figure in plan.value()][:-1] == value[:-1], seed
