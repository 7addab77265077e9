"""A change on a plan that is kept, beside solving anew: withdrawing a lot that the plan uses.

    python what_if.py [--sizes S M L] [--limits binding loose] [--seed N] [--lots N]

On the instances of `matching.py`, with one cost in one figure: the plan is made ready once, then used lots are withdrawn one
by one, each taken back before the next; and at last a dozen together, where the plan must verify and cost what solving
the changed columns anew gives. Both ways are measured in one process, in processor time. A ratio says how many questions fit into a solve.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pledgebook as pb
from solvers import columns

SOLVES = {"S": 50, "M": 10, "L": 3, "XL": 1}


def taken(call):
    begin = time.process_time()
    answer = call()
    return time.process_time() - begin, answer


def withdrawn(lots):
    return [{"lot": lot, "units": 0} for lot in lots]


def measure(folder, size, seed, count):
    given = columns(folder, "cost", "shortage")
    ready = pb.Columns(**given)
    solves = [taken(lambda: pb.solve(ready)) for _ in range(SOLVES[size])]
    solve, plan = statistics.median(seconds for seconds, _ in solves), solves[0][1]
    start, what_if = taken(plan.what_if)
    used = np.unique(given["lot"][np.asarray(plan.units) > 0])
    drawn = np.random.default_rng(seed).choice(used, size=min(count, len(used)), replace=False).tolist()
    each, back = [], []
    for lot in drawn:
        each.append(taken(lambda lot=lot: what_if.change(withdrawn([lot])))[0])
        back.append(taken(what_if.undo)[0])
    together = what_if.change(withdrawn(drawn[:12]))
    lots = given["lots"].copy()
    lots[drawn[:12]] = 0
    anew = pb.solve(pb.Columns(**(given | {"lots": lots})))
    changed = what_if.plan()
    assert changed.verify() and changed.units == anew.units, "the plan after the changes is not the best one"
    assert plan.value()[0][1] + together.value()[0][1] == anew.value()[0][1], "the difference does not add up"
    return solve, start, each, back


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["S", "M", "L"], choices=list(SOLVES))
    parser.add_argument("--limits", nargs="+", default=["binding", "loose"], choices=["binding", "loose"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lots", type=int, default=100)
    asked = parser.parse_args()
    print(f"{'ms':<12}{'solve':>10}{'ready':>10}{'withdraw':>10}{'worst':>10}{'undo':>10}{'ratio':>8}")
    for size in asked.sizes:
        for limits in asked.limits:
            with tempfile.TemporaryDirectory() as folder:
                words = [sys.executable, "instances.py", size, limits, str(asked.seed), folder]
                subprocess.run(words, cwd=Path(__file__).parent, check=True, capture_output=True)
                solve, start, each, back = measure(Path(folder), size, asked.seed, asked.lots)
            median = statistics.median(each)
            row = (solve, start, median, max(each), statistics.median(back))
            line = "".join(f"{seconds * 1000:10.3f}" for seconds in row)
            print(f"{size:<3}{limits:<9}{line}{solve / median:8.0f}", flush=True)


if __name__ == "__main__":
    main()
