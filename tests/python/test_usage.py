"""`usage.py`, which type checkers read, leaves out nothing that the package offers; and JavaScript offers the same."""

import json
import re
from pathlib import Path

import pledgebook as pb

HERE = Path(__file__).parent


def offered(name: str) -> set[str]:
    return {member for member in vars(vars(pb)[name]) if member == "__len__" or not member.startswith("_")}


def test_usage_is_complete() -> None:
    used = set(re.findall(r"\w+", (HERE / "usage.py").read_text())) | {"__len__"}
    names = set(pb.__all__)
    for name in pb.__all__:
        if isinstance(vars(pb)[name], type):
            names |= offered(name)
    assert names - used == {"help", "severity", "column"}, "these three are read as the others of a finding"


def test_the_same_is_offered_in_both_languages() -> None:
    both = json.loads((HERE.parent / "api.json").read_text())
    # JavaScript has plain objects for these four.
    plain = ["ColumnDifference", "Finding", "Table", "Told"]
    assert sorted(pb.__all__) == sorted([*both["functions"], *both["classes"], *plain])
    for name, members in both["classes"].items():
        only_python = {"read"} if "from_json" in members else set()  # a file; a page has none
        if name == "Registry":
            only_python |= {"open", "keep", "refresh"}  # a file that several processes share
        assert offered(name) == set(members) | only_python, name
