"""What Member States have offered for peace operations, and what can come, when, what is missing, why,
and what would close the gap."""

from pledgebook._core import (
    Catalogue,
    Certificate,
    MatchOptions,
    Mission,
    Plan,
    Registry,
    Scheme,
    Table,
    View,
    codes,
    match,
    solve,
    version,
)
from pledgebook.errors import Finding, PledgebookError

__all__ = [
    "Catalogue",
    "Certificate",
    "Finding",
    "MatchOptions",
    "Mission",
    "Plan",
    "PledgebookError",
    "Registry",
    "Scheme",
    "Table",
    "View",
    "codes",
    "match",
    "solve",
    "version",
]
__version__ = version()
