"""What was found, interpreter by interpreter."""

from collections.abc import Callable, Iterable, Sequence

from gilbench.analysis.summary import Summary
from gilbench.model.blocks import Note


def notes(measured: Sequence[Summary], told: Callable[[list[Summary], str], Iterable[str]]) -> tuple[Note, ...]:
    """Return the sentences about each target's sound trials, given these and its name, as a paragraph.

    Nothing is said of what is in doubt: tables show it, with the doubt.
    """
    found = []
    sound = [each for each in measured if each.sound]
    for target in dict.fromkeys(each.trial.target for each in sound):
        sentences = list(told([each for each in sound if each.trial.target == target], target))
        if sentences:
            found.append(Note(" ".join(sentences), f"{target}:"))
    return tuple(found)
