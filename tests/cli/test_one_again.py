"""The command line that a page has for each result plans that result, and what it is compared with."""

import shlex
from dataclasses import replace

import pytest
from tests.page import sized

from gilbench.experiments.discovery import find
from gilbench.machine import facts
from gilbench.page import material
from gilbench.page.again import Again
from gilbench.page.sections import results
from gilbench.plan import printed
from gilbench.plan.naming import Names
from gilbench.plan.trial import SERIAL
from gilbench.report.states import signed
from gilbench.run import pipeline
from gilbench.store import run_folder

EXPERIMENTS = find()
PLANNED = sorted(EXPERIMENTS.planners)


@pytest.fixture(scope="module")
def run():
    """Return a run of the whole matrix, with every experiment."""
    return sized.of(1000)


@pytest.fixture(scope="module")
def lines(run):
    """Return the command line of every row of its page that was measured, with the trial that the row is about."""
    gathered = material.gather(run, EXPERIMENTS)
    table = results.every_trial(gathered.results, Names(run.manifest.targets))
    made = results.with_commands(table, gathered.results, Again(run))
    trials = [each.trial for each in gathered.evidence.summaries.values() if each.state != "not run"]
    texts = [[each if isinstance(each, str) else signed(each) for each in row] for row in made.rows]
    found = zip(trials, texts, strict=True)
    return [(each, results.line(made.commands, row)) for each, row in found if each in run.manifest.plan.trials]


@pytest.fixture
def planned(gilbench, run, tmp_path, monkeypatch):
    """Return a function that returns the plan of a command line, where the interpreters of the run are."""
    seen = []

    def targets(job, *_):
        return [each for each in run.manifest.targets if each.id in job.settings.pythons], []

    monkeypatch.setattr(pipeline, "_targets", targets)
    monkeypatch.setattr(facts, "usable_cpus", lambda: sized.USABLE_CPUS)
    monkeypatch.setattr(printed, "render", lambda plan, *_: seen.append(plan) or "")
    monkeypatch.chdir(tmp_path)
    run_folder.write_manifest(tmp_path / run.folder.name, run.manifest)

    def call(line):
        program, *words = shlex.split(line)
        assert program == "gilbench"
        assert gilbench(*words, "--plan") == (0, "\n", "")
        return seen.pop()

    return call


def kind(trial):
    """Return what command lines differ by."""
    return trial.strategy_label, trial.workers, trial.parameters and trial.parameters[0], trial.workload is None


@pytest.mark.parametrize("experiment", PLANNED)
def test_the_command_line_of_a_result_plans_it(lines, planned, experiment):
    sample = {kind(trial): (trial, line) for trial, line in lines if trial.experiment == experiment}
    assert sample
    for trial, line in sample.values():
        plan = planned(line)
        assert trial in plan.trials, line
        assert {each.experiment for each in plan.trials} <= {experiment}, line
        assert {each.target for each in plan.trials} <= {trial.target}, line


def test_of_throughput_it_plans_nothing_but_that_and_serial_code(lines, planned):
    sample = {kind(trial): (trial, line) for trial, line in lines if trial.experiment == "throughput"}
    for trial, line in sample.values():
        plan = planned(line)
        serial = replace(trial, strategy=SERIAL, start_method=None, workers=1)
        assert {*plan.trials, *(each.trial for each in plan.skips)} == {trial, serial}, line
        assert trial in plan.trials, line
