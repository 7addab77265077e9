"""A match, what would be if, and advice are stopped by an event and by Ctrl-C; in the search for a plan under rows, too."""

import _thread
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import pledgebook as pb

SMALL = Path(__file__).parents[2] / "examples/data/small"
VIEW = pb.Registry.read(SMALL / "registry.json").as_of("2026-11-23")
MISSIONS = [pb.Mission.read(SMALL / "mission.json").starting("2026-12-01")]
ROWS = {
    "format": "pledgebook.match-options/1",
    "rows": [{"id": "few", "asks": {"row": "state-in-mission", "mission": "exercise", "at_most": 1}}],
}
NEED = {"change": "need", "requirement": "exercise/engineers", "units": 3}


class Counting:
    """Counts how often it is asked, and is set from one of them on."""

    def __init__(self, set_at: int = 0) -> None:
        self.asked, self.set_at = 0, set_at

    def is_set(self) -> bool:
        self.asked += 1
        return self.asked == self.set_at


def stopped(cancel: Counting, *, what_if: bool) -> bool:
    plan = pb.match(VIEW, MISSIONS, ROWS) if what_if else None
    try:
        if plan:
            plan.what_if(NEED, cancel=cancel)
        else:
            pb.match(VIEW, MISSIONS, ROWS, cancel=cancel)
    except pb.PledgebookError as refused:
        assert refused.code == "cancelled"
        return True
    return False


@pytest.mark.parametrize("what_if", [False, True])
def test_whenever_the_event_is_set_the_work_stops(what_if: bool) -> None:
    never = Counting()
    assert not stopped(never, what_if=what_if)
    assert never.asked >= 2, "before the first solve, and in the search under rows"
    assert all(stopped(Counting(at), what_if=what_if) for at in range(1, never.asked + 1))
    assert not stopped(Counting(never.asked + 1), what_if=what_if)


@pytest.mark.parametrize("ask", [pb.Plan.marginal_values, pb.Plan.least_waivers])
def test_advice_stops_too(ask: Callable[..., object]) -> None:
    plan, cancel = pb.match(VIEW, MISSIONS), threading.Event()
    assert ask(plan, cancel=cancel) == ask(plan)
    cancel.set()
    with pytest.raises(pb.PledgebookError, match="stopped by the caller"):
        ask(plan, cancel=cancel)


def test_an_event_and_ctrl_c_stop_a_match() -> None:
    cancel = threading.Event()
    assert pb.match(VIEW, MISSIONS, cancel=cancel) == pb.match(VIEW, MISSIONS)
    cancel.set()
    with pytest.raises(pb.PledgebookError, match="stopped by the caller"):
        pb.match(VIEW, MISSIONS, cancel=cancel)

    class Interrupting:
        presses = iter([signal.SIGINT] * 1000)
        is_set = map(_thread.interrupt_main, presses).__next__

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            pb.match(VIEW, MISSIONS, ROWS, cancel=Interrupting())
    finally:
        signal.signal(signal.SIGINT, before)
