"""A site made on other machines, and put in a store: the same bytes, also when a machine goes away halfway."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from builder import build, cluster, orders, planning, publish, stages, stores
from builder.cli import main
from builder.stages import Crew, Refusal
from builder.state import State
from tests import mortal, samples
from tests.conftest import TODAY
from tests.test_build import files

PROJECT = Path(__file__).parent.parent
pytestmark = [pytest.mark.usefixtures("own_loop"), pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def died(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which a worker leaves word that it is about to die."""
    return tmp_path_factory.mktemp("cluster") / "died"


@pytest.fixture(scope="module")
def scheduler(died: Path) -> Iterator[str]:
    """A cluster on this machine: a scheduler and two workers that nobody starts again."""
    place = died.with_name("scheduler.json")
    dask = [sys.executable, "-m", "distributed.cli"]
    loop = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", place]
    worker = ["--nthreads", "1", "--no-nanny", "--local-directory", died.parent]
    commands = [[f"{dask[2]}.dask_scheduler", "--port", "0", *loop], *2 * [[f"{dask[2]}.dask_worker", *worker, *loop]]]
    environment = {**os.environ, "DIED": str(died), "PYTHONPATH": str(PROJECT)}
    running = [
        subprocess.Popen([*dask[:2], *one], cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL) for one in commands
    ]
    while not place.exists() or not place.read_text().rstrip().endswith("}"):
        assert running[0].poll() is None
    yield str(msgspec.json.decode(place.read_bytes())["address"])
    for one in running:
        one.kill()
        one.wait()


@pytest.fixture
def root(demo_root: Path, tmp_path: Path) -> Path:
    """The demo content, as if it was never built."""
    return Path(shutil.copytree(demo_root, tmp_path / "root", ignore=shutil.ignore_patterns(".wisselwerk")))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small world, of which little work is work for many."""
    monkeypatch.setattr(stages, "LEAST", 20)
    return samples.world(tmp_path / "small")


def standing(store: stores.Store) -> dict[str, bytes]:
    """Every file in a store."""
    return {path: store.read(path) for path in sorted(store.standing())}


def put(root: Path, url: str, **more: object) -> publish.Report:
    """A build into a store."""
    out = stores.beside(root, url)
    return build.build(root, out, TODAY, store=stores.opened(url), **more).report  # type: ignore[arg-type]


def test_a_cluster_of_which_one_worker_dies_makes_what_one_process_makes(
    scheduler: str, died: Path, demo: Path, root: Path
) -> None:
    crew = Crew(1, partial(cluster.hired, scheduler), pytest.fail)

    first = put(root, "memory://demo", crew=crew, remake=mortal.remake)

    assert died.exists()
    assert standing(stores.opened("memory://demo")) == files(demo)
    again = put(root, "memory://demo")
    assert (again.written, again.unchanged, again.removed) == ((), len(first.written), ())


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other versions of packages than the workers have."""
    with monkeypatch.context() as here:
        orders.program.cache_clear()
        here.setattr(planning, "installed", dict)
        yield
    orders.program.cache_clear()


@pytest.mark.usefixtures("another")
def test_what_another_program_would_make_is_refused(scheduler: str, small: Path) -> None:
    with pytest.raises(Refusal) as refused:
        put(small, "memory://other", crew=Crew(1, partial(cluster.hired, scheduler)), remake=orders.remake)

    assert refused.value.code == "cluster-unlike"
    assert standing(stores.opened("memory://other")) == {}


def test_a_cluster_that_is_not_there_is_told(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECTING", 1)
    given = ["build", "--root", str(small), "--out", str(tmp_path / "site"), "--cluster", "tcp://127.0.0.1:9"]

    assert main([*given, "--today", str(TODAY), "--format", "json"]) == 1

    assert "tcp://127.0.0.1:9 is geen cluster te bereiken" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


# Stores


def test_a_site_is_put_in_a_store_from_the_command_line(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["build", "--root", str(small), "--today", str(TODAY), "--format", "json"]

    assert main([*given, "--out", "memory://there"]) == 0
    assert main([*given, "--out", f"file://{tmp_path}/here"]) == 0

    assert standing(stores.opened("memory://there")) == files(tmp_path / "here")


def test_what_vanished_goes_from_a_store_and_the_rest_is_what_a_cold_build_gives(small: Path, tmp_path: Path) -> None:
    put(small, "memory://going")
    (small / "content/profiles/bob.md").unlink()

    report = put(small, "memory://going")

    build.build(small, tmp_path / "cold", TODAY)
    assert "profiles/bob.html" in report.removed
    assert standing(stores.opened("memory://going")) == files(tmp_path / "cold")


def test_files_arrive_before_what_leads_to_them(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    send = stores.Store.send
    monkeypatch.setattr(stores.Store, "send", lambda to, folder, paths: [sent.extend(paths), send(to, folder, paths)])

    put(small, "memory://order")

    assert sent[0].startswith("assets/")
    order = ["profiles/ana.html", "profiles/index.html", "index.html", publish.MARK]
    assert sorted(order, key=sent.index) == order
    assert sent[-2:] == order[-2:]


def test_a_store_that_fails_is_brought_up_to_date_by_the_next_build(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(small, "memory://failing")
    person = small / "content/profiles/ana.md"
    person.write_text(person.read_text() + "\nEn nog iets.\n")

    def away(*_: object) -> None:
        raise ConnectionError("away")

    with monkeypatch.context() as cut:
        cut.setattr(stores.Store, "send", away)
        with pytest.raises(Refusal, match="half-replaced"):
            put(small, "memory://failing")
    put(small, "memory://failing")

    build.build(small, tmp_path / "cold", TODAY)
    assert standing(stores.opened("memory://failing")) == files(tmp_path / "cold")


def test_a_store_with_files_of_somebody_else_is_refused(small: Path) -> None:
    stores.opened("memory://theirs").files.pipe_file("/theirs/letter.txt", b"dear")

    with pytest.raises(Refusal) as refused:
        put(small, "memory://theirs")

    assert refused.value.code == "not-ours"


def test_the_other_edition_is_never_put_over_a_site_in_a_store(small: Path) -> None:
    put(small, "memory://public")

    with pytest.raises(Refusal) as refused:
        put(small, "memory://public", edition="internal")

    assert refused.value.code == "other-edition"


def test_an_address_that_nobody_knows_the_way_to_is_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(small), "--out", "nowhere://site", "--format", "json"]) == 1

    assert "nowhere://site" in capsys.readouterr().err


def test_the_files_of_an_order_stay_in_their_folder(small: Path, tmp_path: Path) -> None:
    last = State()
    checked = build.check(small, TODAY, last=last)
    known = {"files": checked.content.memory, "judged": checked.judged}
    order = orders.remake(small, tmp_path / "site", TODAY, "public", None, known, last.shelves, None, [])

    assert order.begin(order.data)(0, 0) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small"]
