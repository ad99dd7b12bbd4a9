"""Which difference counts, trial by trial: `[tool.gilbench.thresholds]` over the smallest effect of a comparison."""

import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gilbench import settings
from gilbench.errors import UsageError
from gilbench.plan.classes import CLASSES, SHARED_READ, SHARED_WRITTEN
from gilbench.plan.trial import Trial

_WILDCARDS = "*?"
_BOTH_KINDS = "shared state"  # what the two classes were while they were one; a project may still say it


@dataclass(frozen=True)
class Thresholds:
    """Shares above 0 and below 1; a smaller difference is not called one."""

    min_effect: float  # where nothing below says otherwise
    classes: Mapping[str, float] = field(default_factory=dict)  # by class of work
    globs: Mapping[str, float] = field(default_factory=dict)  # by glob over the names of trials

    def share(self, trial: Trial, workload_class: str) -> float:
        """Return what holds for a trial: the most specific glob, else its class, else the smallest effect.

        The most specific glob has the most characters beside its wildcards; of several such, the smallest share holds.
        """
        hits = [(_weight(glob), -share) for glob, share in self.globs.items() if _matches(glob, trial)]
        if hits:
            return -max(hits)[1]
        return self.classes.get(workload_class, self.min_effect)

    def without_effect(self, trials: Iterable[Trial]) -> list[str]:
        """Return the globs that match none of these trials."""
        known = list(trials)
        return [glob for glob in self.globs if not any(_matches(glob, trial) for trial in known)]


def parse(table: Mapping[str, str], min_effect: float) -> Thresholds:
    """Read the table: names of classes, and globs such as `throughput/primes/thread*/2`, to shares as text.

    "shared state" is both of its kinds, as far as neither has a share of its own. Raises UsageError for a share that is
    none, and for a key that is neither.
    """
    shares = _each_kind({key: _share(key, text) for key, text in table.items()})
    for key in shares:
        if key not in CLASSES and not _is_glob(key):
            raise UsageError(
                f"[tool.gilbench.thresholds] {key!r} is neither a class of work ({', '.join(CLASSES)}) "
                f"nor a glob over trials, such as 'throughput/primes/*'"
            )
    return Thresholds(
        min_effect,
        classes={key: share for key, share in shares.items() if key in CLASSES},
        globs={key: share for key, share in shares.items() if key not in CLASSES},
    )


def _each_kind(shares: Mapping[str, float]) -> dict[str, float]:
    found = {key: share for key, share in shares.items() if key != _BOTH_KINDS}
    both = [] if _BOTH_KINDS not in shares else [SHARED_READ, SHARED_WRITTEN]
    return {**dict.fromkeys(both, shares.get(_BOTH_KINDS, 0.0)), **found}


def _share(key: str, text: str) -> float:
    try:
        return settings.share(text)
    except UsageError as error:
        raise UsageError(f"[tool.gilbench.thresholds] {key!r}: {error}") from error


def _is_glob(key: str) -> bool:
    return any(sign in key for sign in f"/{_WILDCARDS}")


def _matches(glob: str, trial: Trial) -> bool:
    """Brackets mean themselves, and a glob without a start method means all of them, as with `--strategy`."""
    names = (trial.name, trial.name.replace(f"[{trial.start_method}]", ""))
    return any(fnmatch.fnmatchcase(name, glob.replace("[", "[[]")) for name in names)


def _weight(glob: str) -> int:
    return sum(letter not in _WILDCARDS for letter in glob)
