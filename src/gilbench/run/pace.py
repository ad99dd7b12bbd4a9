"""What trials take: priced beforehand, corrected by what they took in this run."""

from collections.abc import Callable, Hashable

from gilbench.plan.trial import Trial


class Pace:
    """How fast a run gets on: seconds of wall time for each trial, everything around it included.

    A trial that was measured takes what it took on average. One that was not takes its price, times what those that
    are most like it took for theirs: on the same target with workers of the same kind, else with such workers anywhere,
    else all.
    """

    def __init__(self, price: Callable[[Trial], float]) -> None:
        """`price` returns what a trial is thought to take in one round; more than 0."""
        self._price = price
        self._own: dict[str, list[float]] = {}
        self._alike: dict[Hashable, list[tuple[float, float]]] = {}

    def took(self, trial: Trial, seconds: float) -> None:
        """Learn how long a trial took that went well; what was lost tells nothing about the others."""
        self._own.setdefault(trial.id, []).append(seconds)
        for each in _kinds(trial):
            self._alike.setdefault(each, []).append((seconds, self._price(trial)))

    def seconds(self, trial: Trial) -> float:
        """Return about how long a trial takes."""
        own = self._own.get(trial.id)
        return sum(own) / len(own) if own else self._price(trial) * self._correction(trial)

    def _correction(self, trial: Trial) -> float:
        alike = next((self._alike[each] for each in _kinds(trial) if each in self._alike), [(1.0, 1.0)])
        return sum(taken for taken, _ in alike) / sum(priced for _, priced in alike)


def _kinds(trial: Trial) -> tuple[Hashable, ...]:
    """Return what a trial has in common with others, the closest first."""
    workers = trial.experiment, trial.start_method
    return (trial.target, *workers), workers, ()
