"""Checks a `pledgebook.certificate/1` by sums, comparisons and one walk: no solver, and nothing of pledgebook.

Why this proves a plan best: docs/why-the-plan-is-best.md. A cost is a list of figures, the most important first, and
lists compare figure by figure.
"""

import json
import re
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import combinations, pairwise

NAME = "[a-z0-9][a-z0-9._-]{0,63}"
NEED, LOT, LIMIT = re.compile(f"{NAME}/{NAME}"), re.compile(NAME), re.compile(NAME)
UNITS, DAYS, FIGURE, PRICE = range(10**6 + 1), range(36_501), range(2**32), range(1 - 2**53, 2**53)
FIGURES = {"unknown": FIGURE, "late": DAYS, "substitute": FIGURE, "preference": FIGURE}
SHAPE = {  # texts are as they stand here or fit a pattern, numbers are in a range; a key with `?` may be missing
    "format": "pledgebook.certificate/1",
    "problem": {
        "format": "pledgebook.problem/1",
        "requirements": [{"id": NEED, "class": range(1, 17), "units": UNITS}],
        "lots": [{"id": LOT, "units": UNITS}],
        "pairs": [{"requirement": str, "lot": str, **FIGURES, "waived?": {"rules": FIGURE, "days": DAYS}}],
        "limits": [{"id": LIMIT, "side": str, "members": [str], "at_most": UNITS, "at_least?": UNITS}],
    },
    "proposals": [{"requirement": str, "lot": str, "units": UNITS}],
    "shortages": [{"requirement": str, "units": UNITS}],
    "value": [PRICE],
    "prices": {
        "requirements": [{"requirement": str, "price": [PRICE]}],
        "lots": [{"lot": str, "price": [PRICE]}],
        "limits": [{"limit": str, "price": [PRICE]}],
    },
    "unique": bool,
    "seal": str,
}


def holds(certificate: object) -> bool:
    """Whether it is as the library writes it, and all it states is true."""
    return shaped(certificate, SHAPE) and in_order(certificate) and proves(certificate)


def shaped(value: object, shape: object) -> bool:
    """Whether a value is of a shape, with every key that this has and no other."""
    match shape:
        case dict():
            parts = {key.removesuffix("?"): part for key, part in shape.items()}
            known = isinstance(value, dict) and {key for key in shape if key in parts} <= value.keys() <= parts.keys()
            return known and all(shaped(part, parts[key]) for key, part in value.items())
        case list():
            return isinstance(value, list) and all(shaped(one, shape[0]) for one in value)
        case re.Pattern():
            return isinstance(value, str) and shape.fullmatch(value) is not None
        case range():
            return type(value) is int and value in shape  # true and 1.0 are no numbers of units
        case type():
            return type(value) is shape
    return value == shape


def in_order(certificate: dict) -> bool:
    """Whether all lists stand in order with nothing twice, name only what there is, and price all that there is."""
    problem, prices = certificate["problem"], certificate["prices"]
    needs, lots, limits = ([one["id"] for one in problem[name]] for name in ("requirements", "lots", "limits"))
    pairs = [(one["requirement"], one["lot"]) for one in problem["pairs"]]
    plan = [(one["requirement"], one["lot"]) for one in certificate["proposals"]]
    lists, ends = [needs, lots, limits, pairs, plan], {"supply": set(lots), "demand": set(needs)}
    known = all(need in ends["demand"] and lot in ends["supply"] for need, lot in pairs) and set(plan) <= set(pairs)
    known &= all(one["side"] in ends for one in problem["limits"])
    for side in ends:
        members = [set(one["members"]) for one in problem["limits"] if one["side"] == side]
        known &= all(one <= ends[side] for one in members)
        known &= all(one <= other or one >= other or not one & other for one, other in combinations(members, 2))
    lists += [one["members"] for one in problem["limits"]]
    priced = [one["requirement"] for one in prices["requirements"]] == needs
    priced &= [one["lot"] for one in prices["lots"]] == lots and [one["limit"] for one in prices["limits"]] == limits
    return known and priced and all(one == sorted(set(one)) for one in lists)


def proves(certificate: dict) -> bool:
    """Whether the prices prove the plan best, and all else it states is true."""
    problem, prices = certificate["problem"], certificate["prices"]
    needs, lots, (levels, pairs, gates) = problem["requirements"], problem["lots"], costs(problem)
    earned = {one["requirement"]: one["price"] for one in prices["requirements"]}  # by a unit that passes a gate
    earned |= {one["lot"]: [-figure for figure in one["price"]] for one in prices["lots"]}
    earned |= {f"limit {one['limit']}": [-figure for figure in one["price"]] for one in prices["limits"]}
    if any(len(price) != len(levels) for price in earned.values()):
        return False
    ways = {one["id"]: [one["id"]] for one in needs + lots}  # the gates of each, from the inside out
    for limit in sorted(problem["limits"], key=lambda limit: len(limit["members"])):
        for member in limit["members"]:
            ways[member].append(f"limit {limit['id']}")

    def total(parts: list) -> list[int]:
        return [sum(units * cost[level] for units, cost in parts) for level in range(len(levels))]

    # 1. The plan lets no more units through a gate than it has. What is left of the needs is short.
    plan = {(one["requirement"], one["lot"]): one["units"] for one in certificate["proposals"]}
    passed = Counter()
    for (need, lot), units in plan.items():
        passed.update(dict.fromkeys(ways[need] + ways[lot], units))
    short = [{"requirement": one["id"], "units": one["units"] - passed[one["id"]]} for one in needs]
    kept = all(units > 0 for units in plan.values())
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

    rest = {name: part for name, part in certificate.items() if name != "seal"}
    seal = sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    stated = [certificate[name] for name in ("value", "unique", "seal")]
    return kept and allowed and bound == spent and [spent, not goes_round(arcs), seal] == stated


def goes_round(arcs: list) -> bool:
    """Whether steps, on or back over arcs that have room, lead round and not straight there and back."""
    steps = {(start, end) for start, end, room, _ in arcs if room}
    steps |= {(end, start) for start, end, _, units in arcs if units}
    into = defaultdict(set)
    for start, end in steps:
        into[end].add(start)
    while dead := {(start, end) for start, end in steps if into[start] <= {end}}:  # no other step leads on to these
        steps -= dead
        for start, end in dead:
            into[end].remove(start)
    return bool(steps)


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
