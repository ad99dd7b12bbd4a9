"""Whole numbers in a tight loop: the plainest work that the GIL forbids to run twice at once.

It would surprise if threads were faster than serial while the GIL is on, or if they were not while it is off: the
numbers are private to each item and next to no memory is used, so nothing but the GIL stands in the way.
"""

from __future__ import annotations

from gilbench import workload


@workload(
    kind="cpu",
    sizes={"small": 5_000, "full": 17_500},
    expect={"small": 669, "full": 2_014},
    asks="Do threads speed up pure-Python arithmetic?",
    lead=True,
    version=2,
)
def primes(below: int) -> int:
    """Count the primes below a number by trial division."""
    found = 0
    for number in range(2, below):
        divisor = 2
        while divisor * divisor <= number:
            if number % divisor == 0:
                break
            divisor += 1
        else:
            found += 1
    return found
