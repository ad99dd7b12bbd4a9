"""Floats in the attributes of objects: a small gravity simulation.

Every operation makes a new float, so the allocator's fast path for small objects is always busy. It would surprise
if threads without the GIL gained less here than in `primes`: then allocation, or the attributes' reference counts,
would be what they share.
"""

from __future__ import annotations

import math
from itertools import combinations

from gilbench import workload

BODIES = 5
STEP = 0.01
SOFTENING = 0.05  # keeps two bodies that come close from flying apart


class Body:
    """A point with a mass, a place and a velocity, all made from its number by exact arithmetic."""

    def __init__(self, number: int) -> None:
        self.mass = 1 / (1 + number)
        self.x, self.y, self.z = 2.0 * number, number * number / 4, 1.0 - number / 2
        self.vx, self.vy, self.vz = 0.25 - number / 8, number / 16, -0.125


@workload(
    kind="cpu",
    sizes={"small": 400, "full": 3_300},
    expect={"small": 0.494646971, "full": 0.733673733},
    asks="Do threads speed up float arithmetic on Python objects?",
    version=2,
)
def nbody(steps: int) -> float:
    """Move five bodies under gravity and return their kinetic energy."""
    bodies = [Body(number) for number in range(BODIES)]
    pairs = list(combinations(bodies, 2))
    for _ in range(steps):
        _attract(pairs)
        for body in bodies:
            body.x += STEP * body.vx
            body.y += STEP * body.vy
            body.z += STEP * body.vz
    # Square roots and the four operations are exact to the last bit everywhere; rounding is for unusual hardware.
    return round(sum(body.mass * (body.vx**2 + body.vy**2 + body.vz**2) / 2 for body in bodies), 9)


def _attract(pairs: list[tuple[Body, Body]]) -> None:
    for one, other in pairs:
        dx, dy, dz = one.x - other.x, one.y - other.y, one.z - other.z
        squared = dx * dx + dy * dy + dz * dz + SOFTENING
        pull = STEP / (squared * math.sqrt(squared))
        one.vx -= dx * other.mass * pull
        one.vy -= dy * other.mass * pull
        one.vz -= dz * other.mass * pull
        other.vx += dx * one.mass * pull
        other.vy += dy * one.mass * pull
        other.vz += dz * one.mass * pull
