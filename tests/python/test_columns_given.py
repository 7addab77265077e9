"""Problems as columns: the same answer as of a document, from every kind of buffer; what is refused, and what stops."""

import _thread
import random
import signal
import sys
import threading
import time
from array import array
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy
import pledgebook as pb
import pytest

LEVELS = ("unknown", "late", "substitute", "preference")


def problem(seed: int, needs: int = 9, lots: int = 12, limits: bool = True) -> dict[str, Any]:
    """Columns of a random problem with levels, pairs in no order, and nested limits with floors on both sides."""
    draw = random.Random(seed)
    pairs = [(need, lot) for need in range(needs) for lot in range(lots) if draw.random() < 0.5]
    draw.shuffle(pairs)
    columns: dict[str, Any] = {
        "needs": [draw.randint(0, 4) for _ in range(needs)],
        "lots": [draw.randint(0, 3) for _ in range(lots)],
        "requirement": [need for need, _ in pairs],
        "lot": [lot for _, lot in pairs],
        "class_": [draw.randint(1, 3) for _ in range(needs)],
        **{level: [draw.randint(0, 3) for _ in pairs] for level in LEVELS},
    }
    if limits:
        columns["limits"] = [
            {"side": "supply", "members": list(range(lots // 2)), "at_most": 5},
            {"side": "supply", "members": [0, 1, 2], "at_most": 2, "at_least": 1},
            {"side": "supply", "members": list(range(lots // 2, lots)), "at_most": 9, "at_least": 8},
            {"side": "demand", "members": [0, 2, 4], "at_most": 5, "at_least": 3},
            {"side": "demand", "members": [2, 4], "at_most": 3},
        ]
    return columns


def need_id(place: int) -> str:
    return f"r/{place:06}"


def lot_id(place: int) -> str:
    return f"{place:06}"


def document(columns: dict[str, Any]) -> dict[str, Any]:
    """The same problem with ids that stand in the order of the places."""
    classes, names = columns["class_"], {"supply": lot_id, "demand": need_id}
    pairs = zip(columns["requirement"], columns["lot"], *(columns[level] for level in LEVELS), strict=True)
    return {
        "format": "pledgebook.problem/1",
        "requirements": [
            {"id": need_id(i), "class": classes[i], "units": units} for i, units in enumerate(columns["needs"])
        ],
        "lots": [{"id": lot_id(i), "units": units} for i, units in enumerate(columns["lots"])],
        "pairs": [
            {"requirement": need_id(need), "lot": lot_id(lot), **dict(zip(LEVELS, figures, strict=True))}
            for need, lot, *figures in pairs
        ],
        "limits": [
            limit | {"id": f"limit-{i}", "members": [names[limit["side"]](member) for member in limit["members"]]}
            for i, limit in enumerate(columns.get("limits", []))
        ],
    }


@cache
def large(lots: int = 500) -> pb.Columns:
    """By price phases it takes many times the steps that pass between two looks at whether to stop."""
    draw = random.Random(1)
    pairs = [(need, lot) for need in range(lots) for lot in range(lots)]
    return pb.Columns(
        needs=[1] * lots,
        lots=[1] * lots,
        requirement=array("I", (need for need, _ in pairs)),
        lot=array("I", (lot for _, lot in pairs)),
        cost=array("q", (draw.randint(1, 10_000) for _ in pairs)),
        shortage=[100_000] * lots,
    )


def refused(call: Callable[[], Any]) -> list[tuple[str, str]]:
    with pytest.raises(pb.PledgebookError) as error:
        call()
    return [(finding.code, finding.path) for finding in error.value.findings]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("limits", [False, True])
def test_columns_have_the_answer_of_the_document(seed: int, limits: bool) -> None:
    columns = problem(seed, limits=limits)
    certificate = pb.solve(document(columns))
    used = {(p["requirement"], p["lot"]): p["units"] for p in certificate.document["proposals"]}
    ready = pb.Columns(**columns)
    for strategy in ("auto", "paths", "phases"):
        plan = pb.solve(ready, strategy=strategy)  # type: ignore[call-overload]
        pairs = zip(columns["requirement"], columns["lot"], plan.units, strict=True)
        assert {(need_id(need), lot_id(lot)): units for need, lot, units in pairs if units} == used
        covered = [sum(units for (need, _), units in used.items() if need == need_id(i)) for i in range(len(plan.short))]
        assert plan.short.tolist() == [need - units for need, units in zip(columns["needs"], covered, strict=True)]
        assert plan.value() == certificate.value()
        assert plan.verify()
        assert plan.steps > 0
        # What the limits allow is kept, counted here.
        for limit in columns.get("limits", []):
            side = columns["lot" if limit["side"] == "supply" else "requirement"]
            held = sum(units for place, units in zip(side, plan.units, strict=True) if place in limit["members"])
            assert held <= limit["at_most"]


def test_the_order_of_pairs_moves_the_units_and_changes_nothing_else() -> None:
    columns = problem(3)
    by_pair = ["requirement", "lot", *LEVELS]
    order = list(range(len(columns["lot"])))
    random.Random(4).shuffle(order)
    shuffled = columns | {name: [columns[name][i] for i in order] for name in by_pair}
    plan, other = pb.solve(pb.Columns(**columns)), pb.solve(pb.Columns(**shuffled))
    assert [plan.units[i] for i in order] == other.units.tolist()
    assert plan.short.tolist() == other.short.tolist()
    assert plan.value() == other.value()


KINDS: dict[str, Callable[[list[int]], Any]] = {
    "tuple": tuple,
    **{f"array {code}": lambda numbers, code=code: array(code, numbers) for code in "bBhHiIlLqQ"},
    "bytes": bytes,
    "memoryview": lambda numbers: memoryview(array("H", numbers)),
    **{
        f"numpy {kind}": lambda numbers, kind=kind: numpy.array(numbers, dtype=kind)
        for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64")
    },
    "every second number": lambda numbers: numpy.repeat(numpy.array(numbers), 2)[::2],
    "read-only": lambda numbers: memoryview(numpy.array(numbers, dtype="uint32")).toreadonly(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_buffer_is_read(kind: str) -> None:
    columns = problem(5)
    wanted = pb.solve(pb.Columns(**columns))
    given = {name: KINDS[kind](column) for name, column in columns.items() if name != "limits"}
    given["limits"] = [limit | {"members": KINDS[kind](limit["members"])} for limit in columns["limits"]]
    plan = pb.solve(pb.Columns(**given))
    assert (plan.units, plan.short, plan.value()) == (wanted.units, wanted.short, wanted.value())


def test_numpy_reads_the_plan_where_it_stands() -> None:
    plan = pb.solve(pb.Columns(needs=[1, 1], lots=[1, 1], requirement=[0, 0, 1], lot=[0, 1, 1], cost=[7, 3, 5], shortage=[100, 100]))
    units = numpy.asarray(plan.units)
    assert units.dtype == numpy.uint32
    # 7 + 5 is all that covers both; by 3 alone one would be short.
    assert units.tolist() == [1, 0, 1]
    assert numpy.asarray(plan.short).tolist() == [0, 0]
    assert plan.value()[0] == ("cost", 12)
    assert plan.unique
    with pytest.raises(TypeError):
        plan.units[0] = 3


def test_nothing_is_a_problem_too() -> None:
    plan = pb.solve(pb.Columns(needs=[], lots=[], requirement=[], lot=[], cost=[], shortage=[]))
    assert (plan.units.tolist(), plan.short.tolist(), plan.verify()) == ([], [], True)


ONE: dict[str, Any] = {"needs": [1], "lots": [1], "requirement": [0], "lot": [0], "cost": [1], "shortage": [9]}
LIMIT: dict[str, Any] = {"side": "supply", "members": [0], "at_most": 1}
REFUSED: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "below zero": ({"lot": [-1]}, [("malformed-number", "/lot/0")]),
    "below zero in a buffer": ({"lot": array("q", [-1])}, [("malformed-number", "/lot/0")]),
    "too large": ({"needs": [1 << 32]}, [("malformed-number", "/needs/0")]),
    "too large in a buffer": ({"cost": array("Q", [1 << 63])}, [("malformed-number", "/cost/0")]),
    "a cost below zero": ({"cost": [-1]}, [("cost-out-of-range", "/cost/0")]),
    "a fraction": ({"lot": [0.5]}, [("malformed-number", "/lot/0")]),
    "true": ({"lot": [True]}, [("malformed-number", "/lot/0")]),
    "a text in a list": ({"lot": ["0"]}, [("malformed-number", "/lot/0")]),
    "fractions in a buffer": ({"lot": array("d", [0.0])}, [("wrong-type", "/lot")]),
    "truth in a buffer": ({"lot": numpy.array([True])}, [("wrong-type", "/lot")]),
    "two dimensions": ({"lot": numpy.zeros((1, 1), dtype="uint32")}, [("wrong-type", "/lot")]),
    "no column": ({"lot": 3, "needs": {0: 1}}, [("wrong-type", "/needs"), ("wrong-type", "/lot")]),
    "all at once": (
        {"cost": [0.5], "lot": [-1], "limits": [LIMIT | {"members": [-1], "at_most": -1, "side": "suply"}]},
        [
            ("malformed-number", "/cost/0"),
            ("malformed-number", "/lot/0"),
            ("malformed-number", "/limits/0/members/0"),
            ("unknown-word", "/limits/0/side"),
            ("malformed-number", "/limits/0/at_most"),
        ],
    ),
    "a short column": ({"cost": []}, [("columns-differ", "/cost")]),
    "a column left out": ({"shortage": None}, [("columns-differ", "/shortage")]),
    "no such place": ({"requirement": [1], "lot": [7]}, [("not-found", "/requirement/0"), ("not-found", "/lot/0")]),
    "a pair twice": ({"requirement": [0, 0], "lot": [0, 0], "cost": [1, 2]}, [("duplicate-pair", "/lot")]),
    "a level beside a cost": ({"late": [0]}, [("not-of-this-kind", "/late")]),
    "an unknown key": ({"limits": [LIMIT | {"atleast": 1}]}, [("unknown-key", "/limits/0/atleast")]),
    "no members": ({"limits": [{"side": "supply", "at_most": 1}]}, [("wrong-type", "/limits/0/members")]),
    "a floor above the limit": ({"limits": [LIMIT | {"at_least": 2}]}, [("limit-cannot-hold", "/limits/0/at_least")]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_refused(name: str) -> None:
    change, findings = REFUSED[name]
    assert refused(lambda: pb.Columns(**(ONE | change))) == findings


FOREIGN = ">" if sys.byteorder == "little" else "<"


@pytest.mark.parametrize("kind", ["i2", "u2", "i4", "u4", "i8", "u8"])
def test_numbers_in_the_byte_order_of_other_machines_are_refused(kind: str) -> None:
    """Read as they stand they would be other numbers, and the plan another."""
    for name in ("needs", "lots", "requirement", "lot", "cost", "shortage"):
        foreign = numpy.array(ONE[name], dtype=FOREIGN + kind)
        with pytest.raises(pb.PledgebookError) as error:
            pb.Columns(**(ONE | {name: foreign}))
        (finding,) = error.value.findings
        assert (finding.code, finding.path) == ("wrong-type", f"/{name}")
        assert finding.help is not None
        assert f'`array.astype("{kind}")`' in finding.help
        # What is advised is read.
        assert pb.solve(pb.Columns(**(ONE | {name: foreign.astype(kind)}))).value()[0] == ("cost", 1)
    foreign = numpy.array([0], dtype=FOREIGN + kind)
    wrong = ONE | {"limits": [LIMIT | {"members": foreign}]}
    assert refused(lambda: pb.Columns(**wrong)) == [("wrong-type", "/limits/0/members")]


def test_a_single_byte_and_the_order_of_this_machine_in_so_many_words_are_read() -> None:
    own = "<" if FOREIGN == ">" else ">"
    for kind in (f"{FOREIGN}u1", f"{FOREIGN}i1", f"{own}i4", "=u8"):
        plan = pb.solve(pb.Columns(**(ONE | {"cost": numpy.array([7], dtype=kind)})))
        assert plan.value()[0] == ("cost", 7)


def test_limits_that_cross_are_refused() -> None:
    columns = problem(1)
    crossing = [LIMIT | {"members": [0, 1]}, LIMIT | {"members": [1, 2]}]
    ((code, path),) = refused(lambda: pb.Columns(**(columns | {"limits": crossing})))
    assert code == "limit-not-nested"
    assert path.startswith("/limits/")


def test_a_long_list_of_faults_is_cut() -> None:
    assert len(refused(lambda: pb.Columns(**(ONE | {"lot": [-1] * 1000})))) == 20


def test_the_work_limit_is_the_same_for_every_run() -> None:
    columns = problem(2)
    ready = pb.Columns(**columns)
    for asked in (ready, document(columns)):
        assert refused(lambda asked=asked: pb.solve(asked, steps=1)) == [("work-limit", "")]  # type: ignore[misc]
    steps = pb.solve(ready).steps
    assert pb.solve(ready, steps=steps).steps == steps
    assert refused(lambda: pb.solve(ready, steps=steps - 1)) == [("work-limit", "")]
    assert refused(lambda: pb.solve(ready, strategy="fast")) == [("unknown-word", "")]  # type: ignore[call-overload]


def test_an_event_stops_a_solve() -> None:
    ready, cancel = large(), threading.Event()
    assert pb.solve(ready, strategy="phases", cancel=cancel).verify()
    cancel.set()
    assert refused(lambda: pb.solve(ready, strategy="phases", cancel=cancel)) == [("cancelled", "")]


def test_what_the_event_raises_comes_through() -> None:
    class Broken:
        def is_set(self) -> bool:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        pb.solve(large(), strategy="phases", cancel=Broken())


def test_ctrl_c_stops_a_solve() -> None:
    class Interrupting:
        """Presses Ctrl-C whenever it is asked, and runs no Python meanwhile, where the interrupt would come up at once."""

        presses = iter([signal.SIGINT] * 1000)
        is_set = map(_thread.interrupt_main, presses).__next__

    # Where the tests run in the background, the signal may have been switched off before Python began.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            pb.solve(large(), strategy="phases", cancel=Interrupting())
    finally:
        signal.signal(signal.SIGINT, before)
    # It was asked once; the next look at the signals stopped the solve.
    assert len(list(Interrupting.presses)) == 999


def test_others_run_while_columns_are_solved() -> None:
    ready, counted, over = large(), 0, threading.Event()

    def solve() -> None:
        pb.solve(ready, strategy="phases")
        over.set()

    thread = threading.Thread(target=solve)
    thread.start()
    while not over.is_set():
        counted += 1
        time.sleep(0.0005)
    thread.join()
    assert counted > 1


@pytest.mark.parametrize("seed", range(20))
def test_what_if_gives_the_plan_of_a_new_problem(seed: int) -> None:
    columns, draw = problem(seed), random.Random(seed)
    plan = first = pb.solve(pb.Columns(**columns))
    what_if = plan.what_if()
    for _ in range(5):
        lot, need, limit = draw.randrange(12), draw.randrange(9), draw.randrange(5)
        columns["lots"][lot], columns["needs"][need] = draw.randint(0, 3), draw.randint(0, 4)
        allowed = columns["limits"][limit]["at_most"] = draw.randint(8, 12)
        told = what_if.change(
            [
                {"lot": lot, "units": columns["lots"][lot]},
                {"requirement": need, "units": columns["needs"][need]},
                {"limit": limit, "at_most": allowed},
            ]
        )
        wanted = pb.solve(pb.Columns(**columns))
        assert what_if.plan().verify()
        assert what_if.plan().units == wanted.units
        more = {level: after - before for (level, after), (_, before) in zip(wanted.value(), plan.value(), strict=True)}
        assert dict(told.value()) == more
        moves = [(i, *two) for i, two in enumerate(zip(plan.units, wanted.units, strict=True)) if two[0] != two[1]]
        assert told.moves == moves
        short = [(i, *two) for i, two in enumerate(zip(plan.short, wanted.short, strict=True)) if two[0] != two[1]]
        assert told.short == short
        plan = wanted
    while what_if.undo():
        pass
    assert what_if.plan().units == first.units


def test_a_change_that_is_not_possible_changes_nothing() -> None:
    plan, cancel = pb.solve(pb.Columns(**ONE)), threading.Event()
    what_if = plan.what_if()
    withdraw = [{"lot": 0, "units": 0}]
    for wrong, code, path in [
        ({"lot": 1, "units": 0}, "not-found", "/changes/1/lot"),
        ({"limit": 0, "at_most": 0}, "not-found", "/changes/1/limit"),
        ({"lot": 0, "at_most": 0}, "not-of-this-kind", "/changes/1"),
        ({"lot": 0, "units": -1}, "malformed-number", "/changes/1/units"),
        ({"lots": 0}, "unknown-key", "/changes/1/lots"),
    ]:
        assert refused(lambda wrong=wrong: what_if.change([*withdraw, wrong])) == [(code, path)]  # type: ignore[misc]
    assert refused(lambda: what_if.change(withdraw, steps=0)) == [("work-limit", "")]
    cancel.set()
    assert refused(lambda: what_if.change(withdraw, cancel=cancel)) == [("cancelled", "")]
    assert what_if.undo() is None
    assert what_if.plan().units == plan.units
    told = what_if.change(withdraw)
    assert (told.moves, told.short) == ([(0, 1, 0)], [(0, 0, 1)])
    assert repr(told).startswith("ColumnDifference([(")


def test_a_what_if_that_is_asked_by_its_own_event_does_not_wait_for_itself() -> None:
    what_if = pb.solve(pb.Columns(**ONE)).what_if()

    class Asking:
        def is_set(self) -> bool:
            what_if.plan()
            return False

    with pytest.raises(RuntimeError, match="not over"):
        what_if.change([{"lot": 0, "units": 0}], cancel=Asking())
    assert what_if.undo() is None
    assert what_if.plan().units == pb.solve(pb.Columns(**ONE)).units


def test_columns_print_what_they_hold() -> None:
    ready = pb.Columns(**ONE)
    assert repr(ready) == "Columns(1 requirement, 1 lot, 1 pair)"
    assert repr(pb.solve(ready)).startswith("ColumnPlan([('cost', 1)".replace("'", '"'))
