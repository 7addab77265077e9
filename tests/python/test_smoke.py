"""The wheel is installed, complete, and carries its errors whole."""

import importlib.metadata
import pickle
import sys
from pathlib import Path

import pledgebook as pb


def test_the_installed_wheel_is_tested() -> None:
    assert Path(pb.__file__).is_relative_to(sys.prefix)
    assert pb.__version__ == importlib.metadata.version("pledgebook")


def test_the_wheel_is_typed() -> None:
    package = Path(pb.__file__).parent
    assert (package / "py.typed").is_file()
    assert list(package.glob("_core*.pyi"))


def test_an_error_survives_pickling() -> None:
    finding = pb.Finding("unknown-field", "refused", "/lots/0/unit", "There is no field `unit`.", "Did you mean `units`?")
    error = pickle.loads(pickle.dumps(pb.PledgebookError(finding.code, "One finding.", [finding])))
    assert isinstance(error, ValueError)
    assert (error.code, error.findings, str(error)) == ("unknown-field", [finding], "One finding.")
