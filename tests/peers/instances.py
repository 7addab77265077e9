"""Matching instances of the size and the kind that planners meet, from a seed; numpy only.

    python instances.py SIZE binding|loose SEED FOLDER [typed|scattered]

There are two kinds. In a *typed* instance nothing is drawn pair by pair where it is not so in the field. A lot has a unit
type, a level of readiness, a day on which it can be there, and a State; a requirement asks for a type, takes some others in
its place, asks for a level, and waits until a day. Who is eligible, how late, and in whose place follows from these; a
thinning at the end stands for all other rules and brings the number of pairs to that of the size. So requirements of one type
compete for the same lots, even where limits are loose. In a *scattered* instance pairs, days and qualities come by chance, as
solvers are often measured; where limits are loose, there is a lot for nearly every unit. States have few lots or many.

A pair costs 1,000 a day of lateness (0 to 90) and a quality from 0 to 999; a unit short costs 200,000 times the priority of
the requirement, 1 to 5. So one figure says it all, as the peers need it; the levels of the whole problem are beside it.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LATEST = 90
SHORT = 200_000
GROUPS = 5


@dataclass(frozen=True)
class Size:
    lots: int
    requirements: int
    pairs: int
    demand: int
    states: int
    types: int


SIZES = {
    "S": Size(lots=200, requirements=60, pairs=4_674, demand=192, states=10, types=2),
    "M": Size(lots=2_000, requirements=600, pairs=56_840, demand=1_845, states=60, types=16),
    "L": Size(lots=20_000, requirements=5_000, pairs=683_393, demand=15_097, states=130, types=100),
    "XL": Size(lots=100_000, requirements=20_000, pairs=3_916_980, demand=59_820, states=190, types=320),
}


def skewed(dice: np.random.Generator, many: int, of: int) -> np.ndarray:
    """So many draws among the first `of` numbers, each of which comes up, some far more often than others."""
    weights = 1 / np.arange(1, of + 1) ** 0.7
    rest = dice.choice(of, size=max(many - of, 0), p=weights / weights.sum())
    return dice.permutation(np.concatenate([np.arange(min(of, many)), rest]))


def units_needed(dice: np.random.Generator, size: Size) -> np.ndarray:
    """One to five units each, and together the demand of the size."""
    needs = dice.integers(1, 6, size.requirements)
    while (gap := size.demand - int(needs.sum())) != 0:
        step = 1 if gap > 0 else -1
        can = np.flatnonzero((needs + step >= 1) & (needs + step <= 5))
        needs[dice.choice(can, size=min(abs(gap), len(can)), replace=False)] += step
    return needs


def scattered(dice: np.random.Generator, size: Size) -> tuple[np.ndarray, ...]:
    """Requirement, lot, days late and quality of pairs that come by chance."""
    places = np.sort(dice.choice(size.requirements * size.lots, size.pairs, replace=False, shuffle=False))
    late = np.maximum(0, dice.integers(-LATEST, LATEST + 1, len(places)))
    quality = dice.integers(0, 1000, len(places))
    return tuple(part.astype(np.int32) for part in (places // size.lots, places % size.lots, late, quality))


def make(name: str, seed: int, binding: bool, pairs: str = "typed") -> dict[str, np.ndarray]:
    """The arrays of an instance. What is drawn is the same whether limits bind or not."""
    size = SIZES[name]
    dice = np.random.default_rng([seed, *name.encode()])

    # A level brings a lot there sooner; States and lots differ.
    state = skewed(dice, size.lots, size.states)
    kind = skewed(dice, size.lots, size.types)
    level = dice.choice(4, size.lots, p=[0.35, 0.3, 0.25, 0.1])
    slow = dice.integers(0, 40, size.states)
    ready = np.array([150, 110, 75, 45])[level] + slow[state] + dice.integers(-30, 31, size.lots)
    standing = dice.integers(0, 700, size.lots)

    # Requirements come by missions: each has a day, and its requirements follow in waves.
    missions = max(2, size.requirements // 25)
    mission = dice.integers(0, missions, size.requirements)
    wanted = skewed(dice, size.requirements, size.types)
    day = dice.integers(0, 60, missions)[mission] + dice.choice([30, 60, 90, 120], size.requirements)
    least = dice.choice(4, size.requirements, p=[0.4, 0.35, 0.2, 0.05])
    takes = dice.choice(3, size.requirements, p=[0.4, 0.4, 0.2])
    priority = dice.integers(1, 6, size.requirements)
    needs = units_needed(dice, size)

    # Lots by type, and for each type asked for the requirements that ask for it.
    by_kind = [np.flatnonzero(kind == one) for one in range(size.types)]
    requirement, lot, substitute = [], [], []
    for need in range(size.requirements):
        for rank in range(int(takes[need]) + 1):
            theirs = by_kind[(wanted[need] + rank) % size.types] if rank < size.types else by_kind[0][:0]
            fits = theirs[(level[theirs] >= least[need]) & (ready[theirs] - day[need] <= LATEST)]
            requirement.append(np.full(len(fits), need, dtype=np.int32))
            lot.append(fits.astype(np.int32))
            substitute.append(np.full(len(fits), rank, dtype=np.int32))
    requirement, lot, substitute = (np.concatenate(parts) for parts in (requirement, lot, substitute))
    keep = dice.random(len(lot)) * len(lot) < size.pairs
    requirement, lot, substitute = requirement[keep], lot[keep], substitute[keep]
    order = np.lexsort((lot, requirement))
    requirement, lot, substitute = requirement[order], lot[order], substitute[order]

    late = np.maximum(0, ready[lot] - day[requirement]).astype(np.int32)
    quality = np.minimum(999, standing[lot] + 100 * substitute + dice.integers(0, 200, len(lot)))
    if pairs == "scattered":
        requirement, lot, late, quality = scattered(dice, size)
        substitute = np.zeros(len(lot), dtype=np.int32)
    # Some States leave more unsaid than others, and what is asked beyond the type is often not on record.
    silent = dice.random(size.lots) < dice.uniform(0.1, 0.6, size.states)[state]
    unknown = silent[lot].astype(np.int32) + (dice.random(len(lot)) < 0.15)
    preference = dice.integers(0, 3, size.states)[state][lot]

    lots = np.ones(size.lots, dtype=np.int64)
    group = dice.permutation(np.arange(size.states) % GROUPS)
    of_state = np.bincount(state, lots, size.states).astype(np.int64)
    of_group = np.bincount(group, of_state, GROUPS).astype(np.int64)
    return {
        "needs": needs.astype(np.int32),
        "lots": lots.astype(np.int32),
        "requirement": requirement,
        "lot": lot,
        "cost": (1000 * late + quality).astype(np.int64),
        "shortage": (SHORT * priority).astype(np.int64),
        "class": (6 - priority).astype(np.int32),
        "unknown": unknown.astype(np.int32),
        "late": late,
        "substitute": substitute,
        "preference": preference.astype(np.int32),
        "state": state.astype(np.int32),
        "group": group.astype(np.int32),
        "state_most": (of_state * 60 // 100 if binding else of_state).astype(np.int32),
        "group_most": (of_group * 55 // 100 if binding else of_group).astype(np.int32),
    }


def write(folder: Path, arrays: dict[str, np.ndarray]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array))


def read(folder: Path, *names: str) -> list[np.ndarray]:
    return [np.load(folder / f"{name}.npy") for name in names]


if __name__ == "__main__":
    match sys.argv[1:]:
        case [name, limits, seed, folder, *kind] if name in SIZES and limits in ("binding", "loose"):
            kind = "".join(kind) or "typed"
            made = make(name, int(seed), limits == "binding", kind)
            write(Path(folder), made)
            print(
                f"\n{name} {limits}, {kind}, seed {seed}: {len(made['lots'])} lots, "
                f"{len(made['needs'])} requirements, {len(made['lot'])} pairs, {made['needs'].sum()} units needed"
            )
        case _:
            sys.exit(__doc__)
