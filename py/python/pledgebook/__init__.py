"""What Member States have offered for peace operations, and what can come, when, what is missing, why,
and what would close the gap."""

import copyreg

from pledgebook._core import Catalogue, Certificate, FollowUp, Journal, Mission, Plan, Registry, Scheme, Table, View, WhatIf
from pledgebook._core import ColumnDifference, ColumnPlan, Columns, ColumnWhatIf, Told
from pledgebook._core import audience_rules, codes, match, version
from pledgebook.errors import Finding, PledgebookError
from pledgebook.solving import solve

__all__ = ["Catalogue", "Certificate", "Finding", "FollowUp", "Journal", "Mission", "Plan", "PledgebookError", "Registry"]
__all__ += ["ColumnDifference", "ColumnPlan", "ColumnWhatIf", "Columns"]
__all__ += ["Scheme", "Table", "Told", "View", "WhatIf", "audience_rules", "codes", "match", "solve", "version"]
__version__ = version()

# These are pickled as their text; the other classes have a `__reduce__` of their own.
copyreg.pickle(Catalogue, lambda value: (Catalogue.from_json, (value.to_json(),)))
copyreg.pickle(Certificate, lambda value: (Certificate.from_json, (value.to_json(),)))
copyreg.pickle(Journal, lambda value: (Journal.from_lines, (value.to_lines(),)))
copyreg.pickle(Scheme, lambda value: (Scheme._restore, (value.to_json(),)))
