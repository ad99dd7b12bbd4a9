"""Which workloads of a class a run measured on a target."""

from gilbench.analysis.evidence import Evidence
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.classes import workload_class


def members(evidence: Evidence, target: Target, of_class: str) -> list[WorkloadInfo]:
    """Return the workloads of a class that the run planned on a target, in the order of its catalogue."""
    planned = {each.trial.workload for each in evidence.on(target.id) if each.state != "skipped"}
    return [each for each in target.catalogue.workloads if each.name in planned and workload_class(each) == of_class]
