"""Requests for trials of grain, as targets get them."""

from tests.experiments import asking

from gilbench.experiments.grain.records import SHORT


def request(metrics_file="", **parameters):
    return asking.request(
        "grain",
        {"tasks": "even", "chunk": "1", "work": SHORT, **parameters},
        strategy="thread_executor",
        strategy_file="",
        workers=2,
        items=2,
        metrics_file=metrics_file,
    )
