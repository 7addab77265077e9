"""`usage.py`, which type checkers read, leaves out nothing that the package offers."""

import re
from pathlib import Path

import pledgebook as pb


def test_usage_is_complete() -> None:
    used = set(re.findall(r"\w+", Path(__file__).with_name("usage.py").read_text()))
    offered = set(pb.__all__)
    for offer in map(vars(pb).__getitem__, pb.__all__):
        if isinstance(offer, type):
            offered |= {member for member in vars(offer) if not member.startswith("_")}
    assert offered - used == {"help", "severity", "column"}, "these three are read as the others of a finding"
