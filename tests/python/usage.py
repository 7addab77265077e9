"""The package as a user's type checker sees it (mypy --strict); never run."""

import pledgebook as pb

version: str = pb.version()


def codes(error: pb.PledgebookError) -> list[str]:
    return [finding.code for finding in error.findings]
