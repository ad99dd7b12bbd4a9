"""gilbench: where the GIL and switching cost you, measured on your own machine.

Importing this package costs the standard library only; it is also what a workload file imports inside a target.
"""

from gilbench.target.registry import strategy, workload

__all__ = ["__version__", "strategy", "workload"]
__version__ = "0.1.0"
