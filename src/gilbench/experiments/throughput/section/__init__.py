"""The sections of throughput: a file each."""

from collections.abc import Iterator

from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.section import decision, heat_map, interpreters, ledger, parameters, scaling
from gilbench.model import Absent, Section


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield every section of this experiment, or why there is nothing in it."""
    yield decision.section(evidence)
    yield heat_map.section(evidence)
    yield ledger.section(evidence)
    yield from scaling.sections(evidence)
    yield from parameters.sections(evidence)
    yield interpreters.section(evidence)
