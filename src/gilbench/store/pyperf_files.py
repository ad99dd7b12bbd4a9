"""Put the pyperf suites of a run together: one file per target that `pyperf show`, `stats` and `compare_to` read."""

import io
import json
from collections.abc import Iterable, Mapping

import pyperf

from gilbench.plan.trial import Trial
from gilbench.store.files import replace_file
from gilbench.store.records import Record, StoredRun

FOLDER = "results"


def write(run: StoredRun) -> None:
    """Write `results/<target>.json` for every target of which at least one trial has values."""
    trials = {trial.id: trial for trial in run.manifest.plan.measured}
    for target in run.manifest.targets:
        runs = [each for each in run.records if each.trial in trials and trials[each.trial].target == target.id]
        benchmarks = _benchmarks(runs, trials)
        if benchmarks:
            suite = pyperf.BenchmarkSuite(benchmarks)
            replace_file(run.folder / FOLDER / f"{target.id}.json", _encoded(suite))


def _benchmarks(records: Iterable[Record], trials: Mapping[str, Trial]) -> list[pyperf.Benchmark]:
    by_trial: dict[str, pyperf.Benchmark] = {}
    for record in records:
        if record.outcome.pyperf is None:
            continue
        benchmark = _one_run(record, trials[record.trial])
        if record.trial in by_trial:
            by_trial[record.trial].add_runs(benchmark)
        else:
            by_trial[record.trial] = benchmark
    return list(by_trial.values())


def _one_run(record: Record, trial: Trial) -> pyperf.Benchmark:
    """Return what pyperf wrote for one round, with what pyperf does not know about the trial in its metadata."""
    benchmark = pyperf.Benchmark.loads(json.dumps(record.outcome.pyperf))
    surroundings = record.outcome.surroundings
    metadata: dict[str, str | int | float | None] = {
        "gilbench_experiment": trial.experiment,
        "gilbench_workload": trial.workload,
        "gilbench_strategy": trial.strategy_label,
        "gilbench_parameters": trial.parameter_text,
        "gilbench_workers": trial.workers,
        "gilbench_items": trial.items,
        "gilbench_size": trial.size,
        "gilbench_target": trial.target,
        "gilbench_copy": trial.copy,
        "gilbench_round": record.round,
    }
    if surroundings is not None:
        metadata["gilbench_gil"] = "enabled" if surroundings.gil_after else "disabled"
        metadata["gilbench_jit"] = surroundings.jit
    if record.outcome.settling:
        metadata["gilbench_settling"] = " ".join(f"{seconds:.6g}" for seconds in record.outcome.settling)
    # pyperf takes no empty values: what a trial does not have is left out
    benchmark.update_metadata({name: value for name, value in metadata.items() if value not in (None, "")})
    return benchmark


def _encoded(suite: pyperf.BenchmarkSuite) -> bytes:
    text = io.StringIO()
    suite.dump(text)
    return text.getvalue().encode()
