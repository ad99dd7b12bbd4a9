"""An interpreter that said what it is and what it can run."""

from collections.abc import Mapping
from dataclasses import dataclass

from gilbench.inside.schema import Catalogue, Facts


@dataclass(frozen=True)
class Target:
    """An interpreter that can be measured, in one state."""

    id: str  # unique in a run and safe as a file name: "3.13t", "3.13t+gil", "pypy3.11", "3.13-2"
    spec: str  # what the user asked for
    executable: str
    environment: Mapping[str, str]  # what puts it into its state: {"PYTHON_GIL": "1"}
    facts: Facts
    catalogue: Catalogue
    twin_of: str = ""  # id of the target without a GIL that it was brought along for; empty: it was asked for
