"""Function calls and next to nothing else.

It would surprise if the cost of a build without the GIL were the same here as for `primes`: calls are where its
reference counting, and an interpreter's specialisation, show most. A JIT compiler shows most here as well.
"""

from __future__ import annotations

from gilbench import workload


@workload(
    kind="cpu",
    sizes={"small": 21, "full": 26},
    expect={"small": 10_946, "full": 121_393},
    asks="Do threads speed up code that is mostly function calls?",
    version=2,
)
def fib(n: int) -> int:
    """Compute a Fibonacci number by plain recursion."""
    return n if n < 2 else fib(n - 1) + fib(n - 2)
