"""Put the pyperf suites of a run together: one file per target that `pyperf show`, `stats` and `compare_to` read."""

import io
import json
from collections.abc import Container, Iterable, Mapping

import pyperf

from gilbench import legible
from gilbench.errors import StoreError
from gilbench.plan.trial import Trial
from gilbench.store import parts, reading
from gilbench.store.files import replace_file
from gilbench.store.inner_loops import per_item
from gilbench.store.records import Record, StoredRun
from gilbench.store.run_folder import JOURNAL

FOLDER = parts.RESULTS


def write(run: StoredRun, of_items: Container[str]) -> None:
    """Write `results/<target>.json` for every target of which at least one trial in the journal has values.

    `of_items` names the experiments whose calls are made of the items of their trial.
    """
    parts.require_folder(run.folder / FOLDER)
    trials = {trial.id: trial for trial in run.manifest.plan.possible}
    for target in run.manifest.targets:
        stored = reading.records(run.folder / JOURNAL, run.manifest)  # once per target: one may be large, not all
        here = (each for each in stored if trials[each.trial].target == target.id)
        benchmarks = _benchmarks(here, trials, of_items)
        if benchmarks:
            suite = pyperf.BenchmarkSuite(benchmarks)
            replace_file(run.folder / FOLDER / f"{target.id}.json", _encoded(suite))


def _benchmarks(
    records: Iterable[Record], trials: Mapping[str, Trial], of_items: Container[str]
) -> list[pyperf.Benchmark]:
    by_trial: dict[str, pyperf.Benchmark] = {}
    for record in records:
        if record.outcome.pyperf is None:
            continue
        trial = trials[record.trial]
        read = _read(record)
        benchmark = _described(per_item(read, trial.items) if trial.experiment in of_items else read, record, trial)
        if record.trial in by_trial:
            by_trial[record.trial].add_runs(benchmark)
        else:
            by_trial[record.trial] = benchmark
    return list(by_trial.values())


def _described(benchmark: pyperf.Benchmark, record: Record, trial: Trial) -> pyperf.Benchmark:
    """Return what pyperf wrote for one round, with what pyperf does not know about the trial in its metadata."""
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


def _read(record: Record) -> pyperf.Benchmark:
    try:
        return pyperf.Benchmark.loads(json.dumps(record.outcome.pyperf))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        where, why = f"{record.trial}, round {record.round}", legible.one_line(str(error))
        raise StoreError(f"what is stored of {where} is not pyperf's: {why}. Start a new run.") from error


def _encoded(suite: pyperf.BenchmarkSuite) -> bytes:
    text = io.StringIO()
    suite.dump(text)
    return text.getvalue().encode()
