"""Everything that a page says, decided: renderers only write it down.

Times are in seconds, shares between 0 and 1, values with the unit "%" in per cent; text gets them from `gilbench.fmt`.
What a section is made of is in `model.blocks`.
"""

from gilbench.model.columns import FIGURE_COLUMNS, RESULT_COLUMNS
from gilbench.model.document import Document
from gilbench.model.estimate import Estimate
from gilbench.model.page import QUESTION, Page, TargetCard
from gilbench.model.section import Absent, Section
from gilbench.model.states import CellState
from gilbench.model.trust import Alert, CopiedTrial, NoiseFloor, Severity, Spending, SpentOn, Trouble
from gilbench.model.verdict import Decided, Sentence, Unsaid

__all__ = [
    "FIGURE_COLUMNS",
    "QUESTION",
    "RESULT_COLUMNS",
    "Absent",
    "Alert",
    "CellState",
    "CopiedTrial",
    "Decided",
    "Document",
    "Estimate",
    "NoiseFloor",
    "Page",
    "Section",
    "Sentence",
    "Severity",
    "Spending",
    "SpentOn",
    "TargetCard",
    "Trouble",
    "Unsaid",
]
