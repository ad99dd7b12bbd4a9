"""A whole run of made-up timings: what it says of the time, and what becomes of copies that fail."""

import io
import re
from dataclasses import replace

import pytest
from tests.known import EXPERIMENTS, build
from tests.simulated import lost, target

from gilbench.plan.prices import START
from gilbench.report import markdown
from gilbench.run import asking, pipeline, progress
from gilbench.run.fake import FakeRunner
from gilbench.run.runner import Repetition
from gilbench.settings import Settings
from gilbench.store import run_folder

HERE = target("3.13")
ASKED = Settings(
    globs=("primes", "sleep"), strategies=("thread", "raw_thread"), effort="quick", size="small", workers=(2,)
)
DEPTH = Repetition(values=ASKED.depth.values, timeout=60.0)
THREADS = "3.13/throughput/primes/thread/2"
STOOD_IN = "3.13/throughput/primes/raw_thread/2#2"


@pytest.fixture
def told(monkeypatch):
    """Return what a run says; its only target is made up."""
    monkeypatch.setattr(asking, "find", lambda *_: ([HERE], []))
    monkeypatch.setattr(asking, "unchanged", lambda manifest, *_: manifest.targets)
    return io.StringIO()


def job(told, runner, settings=ASKED):
    return pipeline.Job(settings, EXPERIMENTS.only(("throughput",)), progress.to(told), lambda *_: runner)


def broken(*trials):
    return FakeRunner(DEPTH, outcomes={each: lost("failed", "why") for each in trials})


def copies(run):
    return {each.id for each in run.manifest.plan.copies}


def test_what_took_the_place_of_a_copy_that_failed_is_in_the_manifest(tmp_path, told):
    run = pipeline.start(job(told, broken(THREADS)), tmp_path, ())
    assert STOOD_IN in copies(run)
    assert run.manifest.states[STOOD_IN] == ("ok",) * ASKED.depth.most_rounds
    assert run.manifest.states[f"{THREADS}#2"] in {(), ("ok",)}  # it had its turn first, or none
    assert run_folder.load(tmp_path).manifest.plan == run.manifest.plan
    assert EXPERIMENTS.evidence(run).floor.rounds == ASKED.depth.most_rounds


def test_spares_that_nobody_needed_appear_nowhere(tmp_path, told):
    run = pipeline.start(job(told, broken()), tmp_path, ())
    assert copies(run) == {f"3.13/throughput/{each}#2" for each in ("primes/thread/2", "sleep/serial/1")}
    assert run.manifest.states.keys() == {each.id for each in run.manifest.plan.measured}
    assert any(run.manifest.plan.spares)


def test_a_run_that_was_interrupted_replaces_the_same_when_it_is_resumed(tmp_path, told, monkeypatch):
    class Interrupted(FakeRunner):
        def run(self, trial):
            if len(self.ran) == 11:  # in the second round
                raise KeyboardInterrupt
            return super().run(trial)

    outcomes = broken(f"{THREADS}#2").outcomes
    part = pipeline.start(job(told, Interrupted(DEPTH, outcomes=outcomes)), tmp_path, ())
    assert not part.finished
    monkeypatch.setattr(pipeline, "measured", lambda *_: FakeRunner(DEPTH, outcomes=outcomes))
    whole = pipeline.resume(tmp_path, EXPERIMENTS, progress.to(told))
    assert STOOD_IN in copies(part)
    assert STOOD_IN in copies(whole)
    assert whole.manifest.states[STOOD_IN] == ("ok",) * ASKED.depth.most_rounds


def test_it_says_beforehand_what_the_budget_does_not_allow_and_that_it_finishes(tmp_path, told):
    pipeline.start(job(told, broken(), replace(ASKED, budget=1.0)), tmp_path, ())
    first, second, *_, last = told.getvalue().splitlines()
    assert first.startswith("6 trials on 3.13, 2 of them twice (")
    assert re.match(
        r"3 rounds take about \d+ s.*, \d+ s more than the budget of 1 s allows: they are measured any", second
    )
    assert last == "finishing: writing the results and the report"
    assert not re.search(r"\b0 s left", told.getvalue())


def test_the_plan_is_priced_with_what_is_around_the_rounds(tmp_path, told):
    small = pipeline.preview(job(told, broken()), tmp_path).seconds
    full = pipeline.preview(job(told, broken(), replace(ASKED, size="full")), tmp_path).seconds
    rounds = 3 * 8 * START
    assert small > rounds + pipeline.FINISHING
    assert full > small + 2 * START  # it is calibrated too


def test_of_its_own_choice_it_measures_what_the_budget_has_room_for_and_says_what_it_has_not(tmp_path, told):
    own_choice = Settings(effort="quick", size="small", budget=5.0)
    run = pipeline.start(job(told, broken(), own_choice), tmp_path, ())
    over = run.manifest.plan.over_budget
    without = f"no room for {len(over.trials)} trials in the budget of 5 s, which decide no sentence: {over.option}"
    assert any(line.startswith(without) for line in told.getvalue().splitlines())
    stored = run_folder.load(tmp_path)
    assert stored.manifest.plan == run.manifest.plan
    assert not {each.id for each in over.trials} & {each.trial for each in stored.records}
    page = build(run)
    assert page.counts["no room in the budget"] == len(over.trials)
    assert over.option in page.confidence
    (absent,) = (each for each in page.sections if each.id == "absent")
    assert over.option in markdown.render(replace(page, sections=(absent,)))


def test_the_plan_that_is_printed_has_no_room_for_it_either(tmp_path, told):
    ahead = pipeline.preview(job(told, broken(), Settings(effort="quick", budget=20.0)), tmp_path)
    assert ahead.plan.over_budget
    assert ahead.seconds > 0


def test_before_calibrating_the_plan_is_priced_with_the_items_that_built_in_work_is_meant_to_get(tmp_path, told):
    ahead = pipeline.preview(job(told, broken(), replace(ASKED, size="full")), tmp_path)
    assert {(each.workload, each.items) for each in ahead.plan.trials} == {("primes", 16), ("sleep", 8)}
