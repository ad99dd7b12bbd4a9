"""Everything a report says, decided: renderers only write it down.

Times are in seconds, shares between 0 and 1, values with the unit "%" in per cent; formatting is the business of
`report.fmt`.
"""

from gilbench.model.columns import RESULT_COLUMNS
from gilbench.model.estimate import Estimate
from gilbench.model.ledger import LedgerRow
from gilbench.model.page import ReportModel, Reproduce, TargetCard
from gilbench.model.sections import (
    ClassMean,
    GilGap,
    HeatCell,
    HeatColumn,
    HeatMap,
    HeatRow,
    InterpreterRow,
    ScalabilityLaw,
    ScalingLine,
    ScalingPanel,
    ScalingPoint,
)
from gilbench.model.states import CellState
from gilbench.model.trust import Alert, ClassSpending, CopiedTrial, NoiseFloor, Severity, Spending, Trouble
from gilbench.model.verdict import Decided, Decision, Sentence, Unsaid

__all__ = [
    "RESULT_COLUMNS",
    "Alert",
    "CellState",
    "ClassMean",
    "ClassSpending",
    "CopiedTrial",
    "Decided",
    "Decision",
    "Estimate",
    "GilGap",
    "HeatCell",
    "HeatColumn",
    "HeatMap",
    "HeatRow",
    "InterpreterRow",
    "LedgerRow",
    "NoiseFloor",
    "ReportModel",
    "Reproduce",
    "ScalabilityLaw",
    "ScalingLine",
    "ScalingPanel",
    "ScalingPoint",
    "Sentence",
    "Severity",
    "Spending",
    "TargetCard",
    "Trouble",
    "Unsaid",
]
