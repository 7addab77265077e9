"""What the checks by outside solvers share: random problems, and a problem in numbers, from its definition alone."""

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

Problem = dict[str, Any]


def nested_limits(dice: random.Random, side: str, members: list[str], floors: bool) -> list[Problem]:
    """A random family of limits in which any two are apart or one holds the other."""
    groups = [members]
    limits: list[Problem] = []
    while groups:
        group = groups.pop()
        if len(group) < 2 or dice.random() < 0.4:
            continue
        if dice.random() < 0.7:
            at_most = dice.randint(0, 2 * len(group))
            limit = {"id": f"{side}-{len(limits)}", "side": side, "members": list(group), "at_most": at_most}
            if floors and dice.random() < 0.5:
                limit["at_least"] = dice.randint(0, at_most)
            limits.append(limit)
        cut = dice.randint(1, len(group) - 1)
        groups += [group[:cut], group[cut:]]
    return limits


def random_problem(
    dice: random.Random, requirements: int, lots: int, *, floors: bool = False, waivers: bool = False
) -> Problem:
    needs = [
        {"id": f"m/r{i}", "class": dice.randint(1, 3), "units": dice.randint(0, 4)} for i in range(requirements)
    ]
    has = [{"id": f"l{i}", "units": dice.randint(0, 3)} for i in range(lots)]
    density = dice.uniform(0.05, 0.7)
    taken = [(need["id"], lot["id"]) for need in needs for lot in has if dice.random() < density]
    # All draws of a level at once: one by one they take longer than the solvers.
    figures = {
        "unknown": dice.choices([0, 0, 1, 2], k=len(taken)),
        "late": dice.choices([0, 0, 0, 5, 30], k=len(taken)),
        "substitute": dice.choices([0, 0, 1, 2], k=len(taken)),
        "preference": dice.choices([0, 0, 0, 7], k=len(taken)),
    }
    pairs: list[Problem] = [
        {"requirement": need, "lot": lot, **{key: column[i] for key, column in figures.items()}}
        for i, (need, lot) in enumerate(taken)
    ]
    for pair in pairs:
        if waivers and dice.random() < 0.5:
            pair["waived"] = {"rules": dice.randint(1, 3), "days": dice.choice([0, 0, 4, 20])}
    limits = nested_limits(dice, "supply", [str(lot["id"]) for lot in has], floors)
    limits += nested_limits(dice, "demand", [str(need["id"]) for need in needs], floors)
    return {"format": "pledgebook.problem/1", "requirements": needs, "lots": has, "pairs": pairs, "limits": limits}


class Numbers(NamedTuple):
    """A problem in numbers. The columns are its pairs, then one for each floor: by how many units a plan is below it."""

    rows: np.ndarray
    """Each row times the columns is at most ..."""
    most: np.ndarray
    """... so many."""
    names: list[str]
    levels: np.ndarray
    """By level, what a unit in each column adds ..."""
    nothing: np.ndarray
    """... to what the plan that uses nothing comes to, floors apart."""


def numbers(problem: Problem) -> Numbers:
    pairs, limits = problem["pairs"], problem["limits"]
    floors = [limit for limit in limits if limit.get("at_least", 0) > 0]
    width = len(pairs) + len(floors)
    rows, most = [], []

    names = {key: np.array([pair[key] for pair in pairs], dtype=str) for key in ("lot", "requirement")}

    def counted(key: str, members: list[str]) -> np.ndarray:
        row = np.zeros(width, dtype=np.int64)
        row[: len(pairs)] = np.isin(names[key], members)
        return row

    for lot in problem["lots"]:
        rows.append(counted("lot", [lot["id"]]))
        most.append(lot["units"])
    for need in problem["requirements"]:
        rows.append(counted("requirement", [need["id"]]))
        most.append(need["units"])
    for limit in limits:
        key = "lot" if limit["side"] == "supply" else "requirement"
        rows.append(counted(key, limit["members"]))
        most.append(limit["at_most"])
        if limit in floors:
            short_of = -rows[-1]
            short_of[len(pairs) + floors.index(limit)] = -1
            rows.append(short_of)
            most.append(-limit["at_least"])

    classes = {need["id"]: need["class"] for need in problem["requirements"]}
    all_classes = range(1, max(classes.values()) + 1)

    def each() -> Iterator[tuple[str, int, list[int], int]]:
        """By level: its name, with nothing used, by pair, and below a floor."""
        of_pair = [classes[pair["requirement"]] for pair in pairs]
        for number in all_classes:
            needed = sum(need["units"] for need in problem["requirements"] if need["class"] == number)
            yield f"short-{number}", needed, [-(one == number) for one in of_pair], 0
        if floors:
            yield "below-floor", 0, [0] * len(pairs), 1
        if any("waived" in pair for pair in pairs):
            for what in ("rules", "days"):
                yield f"waived-{what}", 0, [pair.get("waived", {}).get(what, 0) for pair in pairs], 0
        for number in all_classes:
            conditional = [pair["unknown"] > 0 and one == number for pair, one in zip(pairs, of_pair, strict=True)]
            yield f"conditional-{number}", 0, conditional, 0
        for name, key in (
            ("unknown-rules", "unknown"),
            ("days-late", "late"),
            ("substitute-rank", "substitute"),
            ("preference", "preference"),
        ):
            yield name, 0, [pair[key] for pair in pairs], 0

    levels = list(each())
    return Numbers(
        rows=np.array(rows, dtype=np.int64).reshape(len(rows), width),
        most=np.array(most, dtype=np.int64),
        names=[name for name, *_ in levels],
        levels=np.array([[*by_pair, *[floor] * len(floors)] for _, _, by_pair, floor in levels], dtype=np.int64),
        nothing=np.array([nothing for _, nothing, *_ in levels], dtype=np.int64),
    )
