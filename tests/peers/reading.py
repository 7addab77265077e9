"""How long it takes to read and check a record, beside pydantic v2 on the same files.

    python reading.py FOLDER

The folder is one that `cargo xtask exercise` wrote. The readers take turns, each in a process of its own, and each reads a
small file first, so that neither pays for what it makes once. The collector of garbage is off, which is in favour of the
one that makes Python objects. `cargo xtask bench` runs this.
"""

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
WHAT_EACH_DOES = {
    "pledgebook": "keys, types, ranges, ids; and the meaning: references, the catalogue, the whole record folded",
    "pydantic": "keys, types, ranges, ids",
}


def reader(name):
    if name == "pledgebook":
        import pledgebook

        return pledgebook.Registry.from_json
    from documents import Registry

    return Registry.model_validate_json


def one(name, folder):
    """One reader, once: seconds, and the most memory its process had, in MB."""
    texts = sorted((path.read_text() for path in Path(folder).glob("registry-*.json")), key=len)
    read = reader(name)
    read(texts[0])
    gc.disable()
    begin = time.perf_counter()
    kept = [read(text) for text in texts]
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    events = sum(len(registry) if name == "pledgebook" else len(registry.events) for registry in kept)
    print(json.dumps({"seconds": seconds, "peak": peak, "events": events}))


def main(folder):
    runs = {name: [] for name in WHAT_EACH_DOES}
    for _ in range(ROUNDS):
        for name in runs:
            child = [sys.executable, __file__, "--one", name, folder]
            runs[name].append(json.loads(subprocess.run(child, check=True, capture_output=True, text=True).stdout))
    events = {run["events"] for of_one in runs.values() for run in of_one}
    assert len(events) == 1, f"the readers disagree on how many events there are: {events}"
    size = sum(path.stat().st_size for path in Path(folder).glob("registry-*.json"))
    print(f"{size / 1e6:.0f} MB, {events.pop()} events, medians of {ROUNDS} rounds")
    seconds = {}
    for name, of_one in runs.items():
        seconds[name] = statistics.median(run["seconds"] for run in of_one)
        peak = statistics.median(run["peak"] for run in of_one)
        print(f"{name:<12} {seconds[name]:7.2f} s {peak:7.0f} MB at most   {WHAT_EACH_DOES[name]}")
    print(f"pledgebook is {seconds['pydantic'] / seconds['pledgebook']:.1f} times as fast, with more checked")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--one", name, folder]:
            one(name, folder)
        case [folder]:
            main(folder)
        case _:
            sys.exit(__doc__)
