"""Everything a user can do wrong or meet, with the exit code of each.

GilbenchError                 one clear sentence and what to do next; never a traceback
├── UsageError            2   a wrong option, glob, path or settings value
├── NothingToRunError     2   a valid request that selects no trial
├── StoreError            2   a run folder that cannot be read, written or resumed
└── NoBaselineError       4   nothing comparable to compare with

Any other exception is a fault of gilbench's and ends with 70, so that nobody takes it for a regression. 70 and 74 are
those of BSD's sysexits.h (EX_SOFTWARE, EX_IOERR); nothing else that gilbench or a shell says is near them.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, one per kind of outcome."""

    OK = 0
    REGRESSION = 1
    USAGE = 2
    TRIAL_FAILED = 3
    NO_BASELINE = 4
    UNDECIDED = 5
    UNEXPECTED = 70
    OUTPUT_LOST = 74
    INTERRUPTED = 130


class GilbenchError(Exception):
    """A problem that the user can solve; the message says how."""

    exit_code = Exit.USAGE


class UsageError(GilbenchError):
    """A wrong option, glob, path or settings value."""


class NothingToRunError(GilbenchError):
    """A valid request that selects no trial."""


class StoreError(GilbenchError):
    """A run folder that cannot be read, written or resumed."""


class NoBaselineError(GilbenchError):
    """Nothing comparable to compare with."""

    exit_code = Exit.NO_BASELINE
