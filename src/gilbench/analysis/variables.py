"""The environment variables that were passed to targets with `--env`, as texts that may be mailed."""

from collections.abc import Mapping

from gilbench import fmt, legible
from gilbench.analysis.privacy import cut_down


def told(variables: Mapping[str, str]) -> dict[str, str]:
    """Return each value on one line, by name, its folders cut down."""
    return {name: legible.one_line(cut_down(value)) for name, value in variables.items()}


def listed(variables: Mapping[str, str]) -> str:
    """Return all of them as a sentence lists them: `OMP_NUM_THREADS=1 and OMP_PLACES=cores`; empty without any."""
    return fmt.listed([f"{name}={value}" for name, value in told(variables).items()]) if variables else ""
