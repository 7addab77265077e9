"""The matching engine beside its peers: OR-Tools (cost scaling) and pylmcf (LEMON's network simplex), the best of those tried.

    python matching.py [--sizes S M L XL] [--limits binding loose] [--kinds typed scattered]
        [--seeds 1 2 3] [--seed N] [--repeats N] [--peers ...]

All three solve the same instances (`instances.py`) with one cost in one figure, as the peers have it; they take turns, each
in a process of its own (`solvers.py`), and must find one optimum. Ours must prove it, too: the certificate is one pass over the
pairs, and so the floor of what any solver could take. `levels` is the whole problem, level by level, which the peers
cannot say in their numbers; it is shown apart. `cargo xtask bench` runs this. `--seed N` makes instances that nobody has
seen; a ratio above 1 is in our favour.
"""

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

OURS = ["pledgebook", "levels"]
PEERS = ["ortools", "pylmcf"]
# In one process, so that starting up is not measured; and processes, for the machine has better and worse minutes.
TIMES = {"S": 25, "M": 5, "L": 1, "XL": 1}
REPEATS = {"S": 5, "M": 5, "L": 3, "XL": 2}


def child(*words):
    folder = Path(__file__).parent
    done = subprocess.run([sys.executable, *map(str, words)], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{done.stderr}")
    return done.stdout


def measure(folder, size, solvers, repeats):
    """What each solver took: the median of its turns."""
    turns = {solver: [] for solver in solvers}
    for _ in range(repeats):
        for solver in solvers:
            turns[solver].append(json.loads(child("solvers.py", solver, folder, TIMES[size])))
    taken = {}
    for solver, of_one in turns.items():
        optima = {json.dumps(turn["optimum"]) for turn in of_one}
        assert len(optima) == 1, f"{solver} found {optima}"
        figures = [key for key, value in of_one[0].items() if isinstance(value, (int, float))]
        taken[solver] = of_one[0] | {key: statistics.median(turn[key] for turn in of_one) for key in figures}
    optima = {solver: one["optimum"] for solver, one in taken.items() if solver != "levels"}
    assert len(set(optima.values())) <= 1, f"the solvers disagree: {optima}"
    return taken


def ratios(taken):
    """The better peer by ours: to solve; to build and solve; peak memory; memory for the solver alone."""
    peers = [taken[peer] for peer in PEERS if peer in taken]
    if "pledgebook" not in taken or not peers:
        return None
    ours = taken["pledgebook"]

    def whole(one):
        return one["build"] + one["solve"]

    def alone(one):
        return max(one["peak"] - one["before"], 0.1)

    return {
        "solve": min(peer["solve"] for peer in peers) / ours["solve"],
        "build and solve": min(map(whole, peers)) / whole(ours),
        "peak": min(peer["peak"] for peer in peers) / ours["peak"],
        "alone": min(map(alone, peers)) / alone(ours),
        "floor": ours["solve"] / ours["verify"],
    }


def seconds(number):
    return f"{number:9.2f} s " if number >= 10 else f"{number * 1000:9.2f} ms"


def show(taken):
    for solver, one in taken.items():
        line = f"  {solver:<11}{seconds(one['build'])}{seconds(one['solve'])}"
        line += f"{one['peak']:8.0f} MB{one['peak'] - one['before']:8.1f} MB"
        if "verify" in one:
            line += f"{seconds(one['verify'])}   {one['short']:.0f} units short"
        print(line, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["S", "M", "L", "XL"], choices=list(TIMES))
    parser.add_argument("--limits", nargs="+", default=["binding", "loose"], choices=["binding", "loose"])
    parser.add_argument("--kinds", nargs="+", default=["typed"], choices=["typed", "scattered"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--seed", type=int, help="one seed in place of those")
    parser.add_argument("--repeats", type=int, help="turns of each solver in place of those that suit the size")
    parser.add_argument("--solvers", nargs="+", default=PEERS + OURS, choices=PEERS + OURS)
    asked = parser.parse_args()
    seeds = asked.seeds if asked.seed is None else [asked.seed]
    summary = []
    for size, kind in itertools.product(asked.sizes, asked.kinds):
        for limits in asked.limits:
            of_all = []
            for seed in seeds:
                with tempfile.TemporaryDirectory() as folder:
                    print(child("instances.py", size, limits, seed, folder, kind).strip(), flush=True)
                    print("               build       solve        peak  without start     verify")
                    taken = measure(folder, size, asked.solvers, asked.repeats or REPEATS[size])
                show(taken)
                of_all.append(ratios(taken))
            if of_all and None not in of_all:
                summary.append((size, limits, kind, of_all))
    if summary:
        print("\nthe better peer by pledgebook, median over seeds (least to most); and how often the certificate pass fits")
        print(f"{'':<21}{'solve':>22}{'build and solve':>22}{'peak memory':>14}{'without start':>15}{'floor':>9}")
    for size, limits, kind, of_all in summary:
        line = f"{size:<3}{limits:<8}{kind:<10}"
        for key, width in (("solve", 22), ("build and solve", 22)):
            each = [one[key] for one in of_all]
            line += f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})".rjust(width)
        for key, width in (("peak", 14), ("alone", 15), ("floor", 9)):
            line += f"{statistics.median(one[key] for one in of_all):.2f}".rjust(width)
        print(line)


if __name__ == "__main__":
    main()
