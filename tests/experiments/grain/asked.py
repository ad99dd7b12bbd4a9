"""Requests for trials of grain, as targets get them."""

from gilbench.experiments.grain.records import SHORT
from gilbench.inside.schema import TrialRequest


def request(strategy="thread_executor", file="", start_method=None, workers=2, metrics_file="", **parameters):
    return TrialRequest(
        experiment="grain",
        name="grain",
        workload=None,
        workload_file=None,
        strategy=strategy,
        strategy_file=file,
        start_method=start_method,
        workers=workers,
        size="full",
        items=workers,
        inner_loops=None,
        gil=None,
        jit=None,
        settles=False,
        metrics_file=metrics_file,
        pyperf_file="",
        platform="",
        default_start_method="fork",
        parameters={"tasks": "even", "chunk": "1", "work": SHORT, **parameters},
    )
