"""gilbench: where the GIL and switching cost you, measured on your own machine.

Importing this package costs the standard library only, and hardly any of it: every measured process does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gilbench.target.registry import strategy, workload

__all__ = ["__version__", "strategy", "workload"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the decorators when a workload file asks for them."""
    if name not in __all__:
        raise AttributeError(f"module 'gilbench' has no attribute {name!r}")
    from gilbench.target import registry  # noqa: PLC0415  pyperf's manager process has no use for it

    return getattr(registry, name)
