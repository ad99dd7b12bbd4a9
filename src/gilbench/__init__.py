"""gilbench: where the GIL and switching cost you, measured on your own machine.

Importing this package costs next to nothing: every measured process does, and Ctrl-C during it is nobody's to catch.
"""

TYPE_CHECKING = False  # as in `typing`, which is not imported for it
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from typing import Any

    from gilbench.inside.checking import about
    from gilbench.inside.held.watching import watch
    from gilbench.inside.registering import strategy, workload
    from gilbench.notebook.loaded import LoadedRun

__all__ = ["__version__", "about", "load", "strategy", "watch", "workload"]
__version__ = "0.1.0"


def load(
    folder: "str | os.PathLike[str]", *, experiments: "str | os.PathLike[str] | Iterable[str | os.PathLike[str]]" = ()
) -> "LoadedRun":
    """Return what a stored run came to: frames of its results and figures, and its verdict as records.

    `folder` is one that `gilbench run` made; nothing in it is executed, whoever made it, and nothing written.
    `experiments` names folders with experiments of your own, one or several, which are imported: as with
    `--experiments`, they are never taken from the run. Times are in seconds, shares between 0 and 1.

    Raises `gilbench.errors.StoreError` if it is no run, or a damaged one, `gilbench.errors.UsageError` if one of
    `experiments` is not there or cannot be imported (both are `gilbench.errors.GilbenchError`, and say what the command
    line says), and ImportError in an interpreter that is measured, which has neither pandas nor the rest of gilbench.
    """
    # A function here, not a name that is looked up below: `from gilbench import *` of a workload file works in targets.
    try:
        from gilbench.notebook import loading  # noqa: PLC0415  pandas is for those who load a run
    except ModuleNotFoundError as error:
        raise ImportError(
            f"gilbench.load needs all of gilbench, and pandas, and this Python has no {error.name}: "
            f"load runs with the Python that gilbench is installed in",
            name=error.name,
        ) from error
    return loading.load(folder, experiments)


def __getattr__(name: str) -> "Any":
    """Import what a workload file or a program asks for, and no more."""
    if name not in __all__:
        raise AttributeError(f"module 'gilbench' has no attribute {name!r}")
    if name == "watch":
        from gilbench.inside.held.watching import watch  # noqa: PLC0415  no workload has use for it

        return watch
    if name == "about":
        from gilbench.inside.checking import about  # noqa: PLC0415  few workloads have use for it

        return about
    from gilbench.inside import registering  # noqa: PLC0415  the command line has no use for it

    return getattr(registering, name)
