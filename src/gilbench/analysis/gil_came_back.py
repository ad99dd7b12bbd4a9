"""A GIL that was switched on while the work ran, and the extension module that did it."""

from collections.abc import Mapping, Sequence

from gilbench.inside import undeclared
from gilbench.inside.schema import Surroundings

GIL_CAME_BACK = "the GIL changed during the work"
_SO_BEGIN = (GIL_CAME_BACK, undeclared.BACK)


def gil_doubts(seen: Sequence[Surroundings]) -> list[str]:
    """Return a doubt if the GIL was another after the work, and one for each module that brought it back elsewhere.

    Whatever brings it back in the measured process makes the trial fail; processes that the work started only warn.
    """
    modules = dict.fromkeys(each.gil_module for each in seen if each.gil_module is not None)
    changed = [GIL_CAME_BACK] if any(each.gil_before != each.gil_after for each in seen) else []
    return changed + [f"{GIL_CAME_BACK}, in its processes: {undeclared.in_words(each)}" for each in modules]


def came_back(said: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what is known of the cause, by target, of all targets on which the GIL came back.

    said: the reasons and doubts of all trials, by target.
    """
    found: dict[str, list[str]] = {}
    for target, sentences in said.items():
        about = [each for each in sentences if each.startswith(_SO_BEGIN)]
        if about:
            found[target] = list(dict.fromkeys(cause for each in about if (cause := each.partition(": ")[2])))
    return found
