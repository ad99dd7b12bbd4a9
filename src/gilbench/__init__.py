"""gilbench: where the GIL and switching cost you, measured on your own machine.

Importing this package costs next to nothing: every measured process does, and Ctrl-C during it is nobody's to catch.
"""

TYPE_CHECKING = False  # as in `typing`, which is not imported for it
if TYPE_CHECKING:
    from typing import Any

    from gilbench.inside.checking import about
    from gilbench.inside.held.watching import watch
    from gilbench.inside.registering import strategy, workload

__all__ = ["__version__", "about", "strategy", "watch", "workload"]
__version__ = "0.1.0"


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
