"""What the README shows is true: its extract is in the demo, its code runs or is a program that does.

Its JavaScript runs in `tests/web/api.test.mjs`.
"""

import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def block(readme: str, language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_extract_is_what_the_demo_prints() -> None:
    job = [sys.executable, "-P", "-X", "utf8", "examples/python/main_job.py"]
    printed = subprocess.run(job, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    place = 0
    for line in filter(None, block(README, "text").splitlines()):
        place = printed.index(line, place) + 1
    assert re.fullmatch("answer [0-9a-f]{64}", printed[-1])
    assert max(map(len, printed)) <= 110


def test_the_demo_takes_other_days() -> None:
    job = [sys.executable, "-P", "-X", "utf8", "examples/python/main_job.py", "2017-10-01", "2017-11-01"]
    printed = subprocess.run(job, capture_output=True, check=True, encoding="utf-8").stdout
    assert "Artillery unit: 1 unit needed, 1 short; no unit on record is of a type that would serve." in printed.split("The same question")[0]


def test_the_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block(README, "python"), "README.md", "exec"), {})
    assert "sarvenia/infantry" in capsys.readouterr().out


def test_the_python_of_the_package_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "py" / "README.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    exec(compile(block(readme, "python"), "py/README.md", "exec"), names)
    assert capsys.readouterr().out
    exec(compile(block(readme, "py"), "py/README.md", "exec"), names)


def test_the_page_on_asking_a_plan_runs_and_knows_every_change_row_and_option() -> None:
    page = (ROOT / "docs" / "asking-a-plan.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    exec(compile("\n".join(blocks), "docs/asking-a-plan.md", "exec"), {})
    tables = {
        head: set(re.findall(r"^\| `([a-z-]+)` \|", rows, re.MULTILINE))
        for head, rows in re.findall(r"^\| (`?\w+`?) \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    }
    defined = {}
    for schema in ("what-if", "match-options"):
        defined |= json.loads((ROOT / "schemas" / f"{schema}.json").read_text(encoding="utf-8"))["$defs"]
    for kind, key in (("Change", "change"), ("RowAsks", "row")):
        assert tables[f"`{key}`"] == {one["properties"][key]["const"] for one in defined[kind]["oneOf"]}
    options = json.loads((ROOT / "schemas" / "match-options.json").read_text(encoding="utf-8"))
    assert tables["part"] == set(options["properties"]) - {"format"}


def test_the_rust_is_that_of_the_service() -> None:
    service = (ROOT / "examples" / "service" / "main.rs").read_text(encoding="utf-8")
    (body,) = re.findall(r"^fn main.*?\n(.*?)^    Ok", service, re.MULTILINE | re.DOTALL)
    shown = [re.sub(r"\s+//.*", "", line) for line in block(README, "rust").splitlines()]
    assert shown == textwrap.dedent(body).splitlines()
