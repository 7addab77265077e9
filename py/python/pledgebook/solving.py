"""Solving alone: what the answer is goes by what is asked, which the compiled part cannot tell a type checker."""

from typing import Any, Literal, Protocol, overload

from pledgebook._core import Certificate, ColumnPlan, Columns
from pledgebook._core import solve as _solve

__all__ = ["solve"]


class _Event(Protocol):
    def is_set(self) -> bool: ...


@overload
def solve(
    problem: Columns,
    *,
    steps: int | None = None,
    strategy: Literal["auto", "paths", "phases"] = "auto",
    cancel: _Event | None = None,
) -> ColumnPlan: ...
@overload
def solve(
    problem: dict[str, Any] | str,
    *,
    steps: int | None = None,
    strategy: Literal["auto", "paths", "phases"] = "auto",
    cancel: _Event | None = None,
) -> Certificate: ...
def solve(
    problem: Columns | dict[str, Any] | str,
    *,
    steps: int | None = None,
    strategy: Literal["auto", "paths", "phases"] = "auto",
    cancel: _Event | None = None,
) -> ColumnPlan | Certificate:
    """Solves a problem exactly: a `pledgebook.problem/1` (dictionaries, or JSON text), whose answer is its certificate,
    or columns.

    It takes at most so many `steps` of work, the same on every machine; what takes more raises `work-limit`. Ctrl-C
    stops it, and so does `cancel` (a `threading.Event`) once it is set: that raises `cancelled`. The plan does not
    depend on the `strategy`.
    """
    return _solve(problem, steps=steps, strategy=strategy, cancel=cancel)
