"""What a start method behind a name means, said once where names have one."""

from collections.abc import Iterable

from gilbench import fmt
from gilbench.analysis.evidence import Evidence
from gilbench.interpreters.target import Target


def in_words(evidence: Evidence) -> str:
    """Say how processes were started, and where a program that does not choose gets the same; empty without any.

    `(fork): processes started by fork, the default of 3.13 here. …`
    """
    found = dict.fromkeys(each.trial.start_method for each in evidence.throughput if each.trial.start_method)
    return " ".join(_meaning(method, evidence.manifest.subjects) for method in found)


def _meaning(method: str, targets: Iterable[Target]) -> str:
    ids = [each.id for each in targets if each.facts.default_start_method == method]
    whose = f"the default of {fmt.listed(ids)} here" if ids else "no interpreter's default here"
    return f"({method}): processes started by {method}, {whose}."
