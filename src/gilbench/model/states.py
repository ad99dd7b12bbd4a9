"""What a comparison can come to, and why there may be no number."""

from typing import Literal

# faster, slower, same, undecided: against the baseline, by interval and margin. The rest: there is no number.
CellState = Literal["faster", "slower", "same", "undecided", "wrong", "failed", "timed out", "skipped", "not run"]
