"""Random minimum-cost flows in the manner of NETGEN, as DIMACS `.min` files, with the optimum by OR-Tools.

    python flows.py FOLDER NODES [SEED ...]

Prints each file and its optimum, as the example `optimum` of the tests takes them:

    cargo run -p pledgebook-tests --release --example optimum -- $(python flows.py FOLDER 1024 1 2 3)

A few nodes send, as many receive, chains over all others lead from each sender to its receiver with room for what it sends,
and random arcs, eight times the nodes in all, make it cheaper. Costs go from 0 to 10,000, and some arcs must have some flow.
"""

import sys
from pathlib import Path

import numpy as np
from ortools.graph.python import min_cost_flow


def flow(nodes, seed):
    dice = np.random.default_rng([seed, nodes])
    ends = max(1, nodes // 16)
    sent = dice.multinomial(1000 * ends, np.full(ends, 1 / ends))
    supply = np.zeros(nodes, dtype=np.int64)
    supply[:ends] = sent
    supply[-ends:] = -sent
    chains = np.array_split(dice.permutation(np.arange(ends, nodes - ends)), ends)
    tail, head, most = [], [], []
    for chain, (start, end) in zip(chains, zip(range(ends), range(nodes - ends, nodes), strict=True), strict=True):
        way = [start, *chain.tolist(), end]
        tail += way[:-1]
        head += way[1:]
        most += [int(sent[start])] * (len(way) - 1)
    more = max(0, 8 * nodes - len(tail))
    tail += dice.integers(0, nodes, more).tolist()
    head += dice.integers(0, nodes, more).tolist()
    most += dice.integers(1, 1001, more).tolist()
    tail, head, most = (np.array(part, dtype=np.int64) for part in (tail, head, most))
    cost = dice.integers(0, 10_001, len(tail))
    low = np.where(dice.random(len(tail)) < 0.02, dice.integers(0, 3, len(tail)), 0).clip(max=most)
    apart = tail != head
    return supply, *(part[apart] for part in (tail, head, low, most, cost))


def optimum(supply, tail, head, low, most, cost):
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), most - low, cost)
    left = supply.copy()
    np.subtract.at(left, tail, low)
    np.add.at(left, head, low)
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), left)
    if solver.solve() != solver.OPTIMAL:
        return None
    return solver.optimal_cost() + int(low @ cost)


def main(folder, nodes, seeds):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        supply, *arcs = flow(nodes, seed)
        best = optimum(supply, *arcs)
        if best is None:
            print(f"seed {seed}: no solution", file=sys.stderr)
            continue
        lines = [f"p min {nodes} {len(arcs[0])}"]
        lines += [f"n {node + 1} {units}" for node, units in enumerate(supply) if units]
        tail, head, *rest = arcs
        lines += ["a " + " ".join(map(str, arc)) for arc in zip(tail + 1, head + 1, *rest, strict=True)]
        path = Path(folder) / f"flow-{nodes}-{seed}.min"
        path.write_text("\n".join(lines) + "\n")
        print(path, best)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder, nodes, *seeds]:
            main(folder, int(nodes), [int(seed) for seed in seeds] or [1])
        case _:
            sys.exit(__doc__)
