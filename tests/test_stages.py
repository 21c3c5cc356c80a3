"""Work in slices: the same results and the same mistakes, whoever does it, and nobody left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import stages
from builder.stages import Crew, Order, Task, results

TOTAL = 2000


def squares(start: int, stop: int) -> list[int]:
    return [n * n for n in range(start, stop)]


def begin(data: bytes) -> stages.Work[list[int]]:
    return squares


ORDER = Order(begin, b"")


def told(task: Task[list[int]], jobs: int) -> dict[int, list[int]]:
    """The results by where their slice begins."""
    return {start: found for start, _, found in results(task, Crew(jobs))}


def flat(found: dict[int, list[int]]) -> list[int]:
    return [one for start in sorted(found) for one in found[start]]


@pytest.fixture(params=["fork", "spawn"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a process begins, also where another thread runs, as it does among tests."""
    monkeypatch.setattr(stages, "_may_fork", lambda: request.param == "fork")
    return str(request.param)


def test_little_work_takes_no_other_process() -> None:
    pids = {pid for _, _, pid in results(Task(stages.LEAST, lambda start, stop: os.getpid()), Crew(8))}

    assert pids == {os.getpid()}


def test_everything_is_done_once_in_any_way(way: str) -> None:
    assert flat(told(Task(TOTAL, squares, lambda: ORDER), 3)) == squares(0, TOTAL)


def in_which(start: int, stop: int) -> int:
    return os.getpid()


def begin_in_which(data: bytes) -> stages.Work[int]:
    return in_which


def test_much_work_is_done_by_others(way: str) -> None:
    pids = {pid for _, _, pid in results(Task(TOTAL, in_which, lambda: Order(begin_in_which, b"")), Crew(2))}

    assert pids - {os.getpid()}


def fails_late(start: int, stop: int) -> int:
    if stop > 1000:
        raise LookupError(f"nothing at {max(start, 1000)}")
    return start


def begin_failing(data: bytes) -> stages.Work[int]:
    return fails_late


def test_a_mistake_is_the_one_that_comes_first(way: str) -> None:
    with pytest.raises(LookupError, match="nothing at 1000"):
        list(results(Task(5000, fails_late, lambda: Order(begin_failing, b"")), Crew(2)))


def dies_once(start: int, stop: int) -> list[int]:
    if start > 900 and not Path(os.environ["DIED"]).exists():
        Path(os.environ["DIED"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(start, stop)


def begin_dying(data: bytes) -> stages.Work[list[int]]:
    return dies_once


def test_what_a_killed_process_had_to_do_is_done_by_others(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIED", str(tmp_path / "died"))

    found = told(Task(TOTAL, dies_once, lambda: Order(begin_dying, b"")), 2)

    assert (tmp_path / "died").exists()
    assert flat(found) == squares(0, TOTAL)


def dies_elsewhere(start: int, stop: int) -> list[int]:
    if os.environ["FIRST"] != str(os.getpid()):
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(start, stop)


def begin_dying_elsewhere(data: bytes) -> stages.Work[list[int]]:
    return dies_elsewhere


def test_where_no_other_process_lives_the_first_does_it_all(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST", str(os.getpid()))

    found = told(Task(TOTAL, dies_elsewhere, lambda: Order(begin_dying_elsewhere, b"")), 2)

    assert flat(found) == squares(0, TOTAL)


ENDLESS = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have switched it off
from builder import stages
def work(start, stop):
    if start:
        open(sys.argv[1] + f"/{os.getpid()}", "w").close()
        time.sleep(600)
list(stages.results(stages.Task(4000, work), stages.Crew(2)))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["ctrl-c", "ended", "killed"])
def test_when_the_first_process_ends_so_do_the_others(how: signal.Signals, tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(ENDLESS), tmp_path], cwd=Path(__file__).parent.parent,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    until(lambda: len(os.listdir(tmp_path)) == 2)

    first.send_signal(how)
    first.wait(timeout=120)

    until(lambda: not any(map(lives, os.listdir(tmp_path))))


def until(so: Callable[[], bool]) -> None:
    """Waits for something that comes at once on a machine that has nothing else to do."""
    patience = 12_000
    while not so():
        patience -= 1
        assert patience
        time.sleep(0.01)


def lives(pid: str) -> bool:
    """Whether a process is still at work: one that ended may wait to be asked for its result."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
