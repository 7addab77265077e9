"""What is raised when an input is refused, and the findings it carries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding", "PledgebookError"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in an input."""

    code: str
    """Stable; branch on it, never on the message."""
    severity: Literal["refused", "warning"]
    path: str
    """Where, as a JSON pointer; empty for the document as a whole."""
    message: str
    help: str | None = None
    """What would mend it, where that is known."""
    line: int | None = None
    column: int | None = None


class PledgebookError(ValueError):
    """An input was refused. It carries every finding, and nothing was changed.

    The three arguments are kept as they are, so that the error survives pickling on its way from a worker process.
    """

    code: str
    findings: list[Finding]

    def __init__(self, code: str, message: str, findings: Iterable[Finding] = ()) -> None:
        self.code = code
        self.findings = list(findings)
        super().__init__(code, message, self.findings)

    def __str__(self) -> str:
        return str(self.args[1])


def _findings(text: str) -> list[Finding]:
    return [Finding(**fields) for fields in json.loads(text)]
