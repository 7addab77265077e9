"""Checks a `pledgebook.certificate/1` by sums, comparisons and one walk: no solver, and nothing of pledgebook.

Why this proves a plan best: docs/why-the-plan-is-best.md. A cost is a list of figures, the most important first, and
lists compare figure by figure. The certificate is as the library writes it: of its format, and in its order.
"""

import json
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import pairwise


def holds(certificate: dict) -> bool:
    """Whether all it states is true."""
    problem, prices = certificate["problem"], certificate["prices"]
    needs, lots, (levels, pairs, gates) = problem["requirements"], problem["lots"], costs(problem)
    earned = {one["requirement"]: one["price"] for one in prices["requirements"]}  # by a unit that passes a gate
    earned |= {one["lot"]: [-figure for figure in one["price"]] for one in prices["lots"]}
    earned |= {f"limit {one['limit']}": [-figure for figure in one["price"]] for one in prices["limits"]}
    ways = {one["id"]: [one["id"]] for one in needs + lots}  # the gates of each, from the inside out
    for limit in sorted(problem["limits"], key=lambda limit: len(limit["members"])):
        for member in limit["members"]:
            ways[member].append(f"limit {limit['id']}")

    def total(parts: list) -> list[int]:
        return [sum(units * cost[level] for units, cost in parts) for level in range(len(levels))]

    # 1. The plan keeps to pairs, and no gate lets more units through than it has. What is left of the needs is short.
    plan = {(one["requirement"], one["lot"]): one["units"] for one in certificate["proposals"]}
    figures = {gate: len(levels) for gate, *_ in gates}
    if not plan.keys() <= pairs.keys() or {gate: len(price) for gate, price in earned.items()} != figures:
        return False
    passed = Counter()
    for (need, lot), units in plan.items():
        passed.update(dict.fromkeys(ways[need] + ways[lot], units))
    short = [{"requirement": one["id"], "units": one["units"] - passed[one["id"]]} for one in needs]
    kept = len(plan) == len(certificate["proposals"]) and sum(map(len, prices.values())) == len(earned)  # each once
    kept &= all(units > 0 for units in plan.values())
    kept &= all(passed[gate] <= most for gate, most in {gate: most for gate, _, most, _ in gates}.items())
    kept &= certificate["shortages"] == [one for one in short if one["units"]]

    # 2. No unit earns more at its gates than its pair costs, nor at one gate more than it saves there. So no plan costs
    #    less than what the units of all gates save or earn, whichever is less; and this plan costs just that.
    spare = {pair: total([(1, cost), *((-1, earned[gate]) for end in pair for gate in ways[end])])
             for pair, cost in pairs.items()}
    allowed = all(cost >= total([]) for cost in spare.values())
    allowed &= all(start <= most and (start > 0 or earned[gate] <= saved) for gate, start, most, saved in gates)
    bound = total([(most - start, min(saved, earned[gate])) for gate, start, most, saved in gates])
    missed = [(most - max(start, min(passed[gate], most)), saved) for gate, start, most, saved in gates]
    spent = total(missed + [(units, pairs[pair]) for pair, units in plan.items()])

    # 3. Another plan is as good where units can go round, at no cost before the tie and not straight there and back.
    ends = {gate: (gate, outer) for one in needs for gate, outer in pairwise([*ways[one["id"]], None])}
    ends |= {gate: (outer, gate) for one in lots for gate, outer in pairwise([*ways[one["id"]], None])}
    arcs = [(lot, need, True, (need, lot) in plan) for (need, lot), cost in spare.items() if not any(cost[:-1])]
    arcs += [(*ends[gate], passed[gate] < most, passed[gate] > start)
             for gate, start, most, saved in gates if gate in ends and earned[gate][:-1] == saved[:-1]]
    steps = {(start, end) for start, end, room, _ in arcs if room}
    steps |= {(end, start) for start, end, _, units in arcs if units}
    into = defaultdict(set)
    for start, end in steps:
        into[end].add(start)
    while dead := {(start, end) for start, end in steps if into[start] <= {end}}:  # no other step leads on to these
        steps -= dead
        for start, end in dead:
            into[end].remove(start)

    rest = {name: part for name, part in certificate.items() if name != "seal"}
    seal = sha256(json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
    stated = [certificate[name] for name in ("value", "unique", "seal")]
    return kept and allowed and bound == spent and [spent, not steps, seal] == stated


def costs(problem: dict) -> tuple[list, dict, list]:
    """The levels; what a unit costs over each pair; which units save what at each gate (a need, a lot, a limit)."""
    class_of = {one["id"]: one["class"] for one in problem["requirements"]}
    classes = range(1, 1 + max(class_of.values(), default=0))
    levels = [f"short-{number}" for number in classes]
    levels += ["below-floor"] * any(one.get("at_least") for one in problem["limits"])
    levels += ["rules", "days"] * any("waived" in one for one in problem["pairs"])
    levels += [f"conditional-{number}" for number in classes] + ["unknown", "late", "substitute", "preference", "tie"]

    def cost(figures: dict) -> list[int]:
        return [figures.get(level, 0) for level in levels]

    gates = [(one["id"], 0, one["units"], cost({f"short-{one['class']}": 1})) for one in problem["requirements"]]
    gates += [(one["id"], 0, one["units"], cost({})) for one in problem["lots"]]
    for one in problem["limits"]:  # up to its floor, and from there
        gate, floor = f"limit {one['id']}", one.get("at_least", 0)
        gates += [(gate, 0, floor, cost({"below-floor": 1}))] if floor else []
        gates += [(gate, floor, one["at_most"], cost({}))]
    pairs = {}
    for one in problem["pairs"]:
        tie = sha256(f"pledgebook.tie/1\0{one['requirement']}\0{one['lot']}".encode()).digest()[:4]
        own = {f"conditional-{class_of[one['requirement']]}": int(one["unknown"] > 0), "tie": int.from_bytes(tie) >> 1}
        pairs[one["requirement"], one["lot"]] = cost(one | one.get("waived", {}) | own)
    return levels, pairs, gates
