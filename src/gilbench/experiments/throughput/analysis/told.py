"""What the verdict says of threads, as advice has to know it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What a sentence of the verdict says: whether threads speed up a class of work."""

    gains: bool
    workload: str  # whose figures it quotes
    whole_class: bool  # false where members of the class differ: then it says it of that workload only

    def of(self, workload: str) -> bool | None:
        """Return whether threads speed up a workload of the class; None where the sentence does not say."""
        return self.gains if self.whole_class or self.workload == workload else None
