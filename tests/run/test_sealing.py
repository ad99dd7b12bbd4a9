"""A run is sealed when it begins, works without a key, and is sealed once it is trusted."""

import io
import json

import pytest
from tests.known import EXPERIMENTS
from tests.simulated import target

from gilbench.errors import StoreError
from gilbench.run import asking, pipeline, progress
from gilbench.run.fake import FakeRunner
from gilbench.run.runner import Repetition
from gilbench.settings import Settings
from gilbench.store import key, run_folder, trusting
from gilbench.store.trusting import Trust

ASKED = Settings(globs=("primes",), strategies=("thread",), effort="quick", size="small", workers=(2,))
DEPTH = Repetition(values=ASKED.depth.values, timeout=60.0)
UNSEALED = "this run has no seal, so --resume and --again will need --trust: the key that seals runs, /dev/null/"


class Interrupted(FakeRunner):
    def run(self, trial):
        if len(self.ran) == 3:
            raise KeyboardInterrupt
        return super().run(trial)


@pytest.fixture
def told(monkeypatch):
    """Return what runs say; their only target and its timings are made up."""
    monkeypatch.setattr(asking, "find", lambda *_: ([target("3.13")], []))
    monkeypatch.setattr(asking, "unchanged", lambda manifest, *_: manifest.targets)
    monkeypatch.setattr(pipeline, "measured", lambda *_: FakeRunner(DEPTH))
    return io.StringIO()


def begun(folder, told, runner=FakeRunner):
    experiments = EXPERIMENTS.only(("throughput",))
    job = pipeline.Job(ASKED, experiments, progress.to(told), lambda *_: runner(DEPTH))
    return pipeline.start(job, folder, ())


def resumed(folder, told, trust):
    return pipeline.resume(folder, EXPERIMENTS, progress.to(told), trust)


@pytest.mark.parametrize("runner", [FakeRunner, Interrupted], ids=["finished", "interrupted"])
def test_whether_it_is_finished_or_not_it_has_a_seal(tmp_path, told, runner):
    run = begun(tmp_path, told, runner)
    assert run.finished == (runner is FakeRunner)
    assert trusting.load(tmp_path, Trust.SEAL) == run_folder.load(tmp_path)
    assert "seal" not in told.getvalue()


def test_it_goes_on_in_another_place(tmp_path, told):
    begun(tmp_path / "run", told, Interrupted)
    (tmp_path / "run").rename(tmp_path / "moved")
    assert resumed(tmp_path / "moved", told, Trust.SEAL).finished


def test_the_key_stays_where_it_is(tmp_path, told):
    begun(tmp_path, told)
    secret = key.found()
    everywhere = told.getvalue().encode() + b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    )
    assert secret not in everywhere
    assert secret.hex().encode() not in everywhere


@pytest.fixture
def without_a_key(monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")


@pytest.mark.usefixtures("without_a_key")
def test_without_a_key_it_is_measured_and_says_once_what_that_means(tmp_path, told):
    assert begun(tmp_path, told).finished
    (line,) = (line for line in told.getvalue().splitlines() if "seal" in line)
    assert line.startswith(UNSEALED)
    assert "seal" not in json.loads((tmp_path / run_folder.MANIFEST).read_text())


@pytest.mark.usefixtures("without_a_key")
def test_such_a_run_goes_on_if_it_is_trusted(tmp_path, told):
    begun(tmp_path, told, Interrupted)
    with pytest.raises(StoreError, match="its manifest has no seal"):
        resumed(tmp_path, told, Trust.SEAL)
    assert resumed(tmp_path, told, Trust.USER).finished


def test_a_sealed_run_needs_its_key(tmp_path, told, monkeypatch):
    begun(tmp_path, told, Interrupted)
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    with pytest.raises(StoreError, match="the key that seals runs, /dev/null/gilbench/seal-key, cannot be used"):
        resumed(tmp_path, told, Trust.SEAL)


def test_once_it_was_trusted_it_is_sealed(tmp_path, told):
    begun(tmp_path, told, Interrupted)
    path = tmp_path / run_folder.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"created": "edited"}))
    with pytest.raises(StoreError, match="edited"):
        resumed(tmp_path, told, Trust.SEAL)
    resumed(tmp_path, told, Trust.USER)
    found = trusting.manifest(tmp_path, Trust.SEAL)
    assert (found.created, found.finished) == ("edited", True)
