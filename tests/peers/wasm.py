"""The engine in WebAssembly (Node) beside the same engine in native code (Python), in turns.

    python wasm.py [--sizes S M L] [--limits binding loose] [--seed N] [--repeats N]

Both solve the instances of `matching.py` with one cost in one figure, and must take the same steps and find the same cost.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TIMES = {"S": 50, "M": 10, "L": 2, "XL": 1}


def said(*words):
    done = subprocess.run([str(word) for word in words], cwd=HERE, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} failed:\n{done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["S", "M", "L"], choices=list(TIMES))
    parser.add_argument("--limits", nargs="+", default=["binding", "loose"], choices=["binding", "loose"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    print(f"{'ms':<12}{'native':>10}{'wasm':>10}{'ratio':>8}")
    for size in asked.sizes:
        for limits in asked.limits:
            native, wasm = [], []
            with tempfile.TemporaryDirectory() as folder:
                said(sys.executable, "instances.py", size, limits, asked.seed, folder)
                for _ in range(asked.repeats):
                    ours = json.loads(said(sys.executable, "solvers.py", "pledgebook", folder, TIMES[size]))
                    theirs = json.loads(said("node", "wasm.mjs", folder, TIMES[size]))
                    assert theirs["verified"] and theirs["cost"] == ours["optimum"], "the plans are not the same"
                    native.append(ours["solve"])
                    wasm.append(statistics.median(theirs["seconds"]))
            one, other = statistics.median(native), statistics.median(wasm)
            print(f"{size:<3}{limits:<9}{one * 1000:10.2f}{other * 1000:10.2f}{other / one:8.2f}", flush=True)


if __name__ == "__main__":
    main()
