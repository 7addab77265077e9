"""One solver, once, in a process of its own: what it took, and the optimum it found, as JSON.

    python solvers.py SOLVER FOLDER TIMES

The folder holds the arrays of an instance (`instances.py`). Each solver gets the arrays in the order it likes best. The
clock runs when they are in memory and the library is loaded: `build` until the model stands, `solve` until the optimum
is known, and for ours `verify`, the certificate; it counts processor time, for other work on the machine says nothing of a
solver. A small instance is built and solved many times, and medians are given.
Peak memory is that of the process while it builds and solves, and `before` what it had then: Python, the arrays, the library.
"""

import gc
import json
import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from instances import read


class Arcs:
    """The network as the peers need it: source, groups, States, lots, requirements, sink."""

    def __init__(self, folder):
        needs, lots, requirement, lot, cost, shortage = read(
            folder, "needs", "lots", "requirement", "lot", "cost", "shortage"
        )
        state, group, state_most, group_most = read(folder, "state", "group", "state_most", "group_most")
        # One after the other: source, groups, States, lots, requirements, sink. So arcs are sorted by tail, then head.
        groups, states = 1, 1 + len(group_most)
        first_lot = states + len(state_most)
        first_need = first_lot + len(lots)
        sink = first_need + len(needs)
        by_group, by_state = np.argsort(group, kind="stable"), np.argsort(state, kind="stable")
        by_lot = np.lexsort((requirement, lot))
        needed = int(needs.sum())
        parts = [
            (np.zeros(len(group_most)), groups + np.arange(len(group_most)), group_most, 0),
            (np.zeros(len(needs)), first_need + np.arange(len(needs)), needs, shortage),
            (groups + group[by_group], states + by_group, state_most[by_group], 0),
            (states + state[by_state], first_lot + by_state, lots[by_state], 0),
            (
                first_lot + lot[by_lot],
                first_need + requirement[by_lot],
                np.minimum(lots[lot], needs[requirement])[by_lot],
                cost[by_lot],
            ),
            (first_need + np.arange(len(needs)), np.full(len(needs), sink), needs, 0),
        ]
        self.nodes = sink + 1
        self.tail = np.concatenate([tail for tail, _, _, _ in parts]).astype(np.int32)
        self.head = np.concatenate([head for _, head, _, _ in parts]).astype(np.int32)
        self.capacity = np.concatenate([most for _, _, most, _ in parts]).astype(np.int64)
        self.cost = np.concatenate(
            [np.broadcast_to(each, len(tail)) for tail, _, _, each in parts]
        ).astype(np.int64)
        self.supply = np.zeros(self.nodes, dtype=np.int64)
        self.supply[0], self.supply[sink] = needed, -needed
        assert np.all(np.diff(self.tail) >= 0)


def ortools(folder):
    from ortools.graph.python import min_cost_flow

    arcs = Arcs(folder)
    nodes = np.arange(arcs.nodes, dtype=np.int32)

    def build():
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.capacity, arcs.cost)
        flow.set_nodes_supplies(nodes, arcs.supply)
        return flow

    def solve(flow):
        status = flow.solve()
        assert status == flow.OPTIMAL, status
        return flow.optimal_cost()

    return build, solve, None


def pylmcf(folder):
    """LEMON's network simplex."""
    import pylmcf

    arcs = Arcs(folder)

    def build():
        graph = pylmcf.Graph(arcs.nodes, arcs.tail, arcs.head)
        graph.set_node_supply(arcs.supply)
        graph.set_edge_capacities(arcs.capacity)
        graph.set_edge_costs(arcs.cost)
        return graph

    def solve(graph):
        graph.solve()
        return int(graph.total_cost())

    return build, solve, None


def limits(folder):
    state, group, state_most, group_most = read(folder, "state", "group", "state_most", "group_most")
    members = [np.flatnonzero(state == one) for one in range(len(state_most))]
    members += [np.flatnonzero(group[state] == one) for one in range(len(group_most))]
    each = zip([*state_most.tolist(), *group_most.tolist()], members, strict=True)
    return [{"side": "supply", "at_most": most, "members": of_all} for most, of_all in each]


def recount(folder, plan):
    """What a plan costs in one figure, counted again from its units; and that it keeps to needs, lots and limits."""
    needs, lots, requirement, lot, cost, shortage = read(
        folder, "needs", "lots", "requirement", "lot", "cost", "shortage"
    )
    units = np.asarray(plan.units).astype(np.int64)
    used = np.bincount(lot, units, len(lots))
    covered = np.bincount(requirement, units, len(needs)).astype(np.int64)
    assert np.all(used <= lots) and np.all(covered <= needs), "a plan gives more than there is"
    assert np.array_equal(needs - covered, np.asarray(plan.short)), "what is short does not add up"
    for limit in limits(folder):
        assert used[limit["members"]].sum() <= limit["at_most"], "a plan exceeds a limit"
    return int(units @ cost + (needs - covered) @ shortage)


def columns(folder, *names):
    """The columns of the problem by name, as `pledgebook.Columns` takes them."""
    names = ["needs", "lots", "requirement", "lot", *names]
    arrays = dict(zip(names, read(folder, *names), strict=True))
    if "class" in arrays:
        arrays["class_"] = arrays.pop("class")
    return arrays | {"limits": limits(folder)}


def pledgebook(folder):
    """One figure, as the peers have it."""
    import pledgebook as pb

    given = columns(folder, "cost", "shortage")

    def solve(problem):
        plan = pb.solve(problem)
        return plan, plan.value()[0][1]

    def check(plan, optimum):
        assert recount(folder, plan) == optimum, "the value is not that of the plan"

    return lambda: pb.Columns(**given), solve, check


def levels(folder):
    """The whole problem: every level in its place, none traded for another."""
    import pledgebook as pb

    given = columns(folder, "class", "unknown", "late", "substitute", "preference")

    def solve(problem):
        plan = pb.solve(problem)
        return plan, [figure for _, figure in plan.value()]

    def check(plan, value):
        recount(folder, plan)
        units = np.asarray(plan.units).astype(np.int64)
        counted = [int(units @ given[name]) for name in ("unknown", "late", "substitute", "preference")]
        assert value[-5:-1] == counted, "the levels are not those of the plan"

    return lambda: pb.Columns(**given), solve, check


SOLVERS = {"ortools": ortools, "pylmcf": pylmcf, "pledgebook": pledgebook, "levels": levels}


def memory(what):
    """MB of this process alone; `ru_maxrss` would have that of the process that started it, where it was more."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith(what))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def forget_the_peak():
    """What was needed to prepare the arrays is not what the solver needs."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def run(name, folder, times):
    build, solve, check = SOLVERS[name](folder)
    gc.collect()
    gc.disable()
    said = {"before": memory("VmRSS"), "build": [], "solve": []}
    forget_the_peak()
    for _ in range(times):
        begin = time.process_time()
        model = build()
        built = time.process_time()
        found = solve(model)
        said["solve"].append(time.process_time() - built)
        said["build"].append(built - begin)
        said["peak"] = max(said.get("peak", 0), memory("VmHWM"))
        if check:
            plan, found = found
            begin = time.process_time()
            assert plan.verify(), "our certificate does not hold"
            said["verify"] = [*said.get("verify", []), time.process_time() - begin]
            check(plan, found)
            said["short"] = int(np.asarray(plan.short).sum())
            plan = None
        model = None
        forget_the_peak()
    medians = {key: statistics.median(seconds) for key, seconds in said.items() if isinstance(seconds, list)}
    return said | medians | {"optimum": found}


if __name__ == "__main__":
    match sys.argv[1:]:
        case [name, folder, times]:
            print(json.dumps(run(name, Path(folder), int(times))))
        case _:
            sys.exit(__doc__)
