"""Allocation churn: trees of small objects are built, walked and dropped.

The memory allocator and the garbage collector belong to the whole process. If threads without the GIL gain less here
than in `primes`, those two are what they wait for; a build without the GIL stops all threads to collect. It would
surprise if processes, which share neither, lost their gain too.
"""

from __future__ import annotations

from gilbench import workload

DEPTH = 9
NODES = 2 ** (DEPTH + 1) - 1  # of one tree


class Node:
    """A node of a binary tree."""

    __slots__ = ("left", "right")

    def __init__(self, left: Node | None, right: Node | None) -> None:
        self.left = left
        self.right = right


@workload(
    kind="cpu",
    sizes={"small": 6, "full": 68},
    expect={"small": 6 * NODES, "full": 68 * NODES},
    asks="Do threads speed up code that makes and drops many small objects?",
    version=2,
)
def alloc(trees: int) -> int:
    """Build binary trees one after another and count their nodes."""
    return sum(_count(_grow(DEPTH)) for _ in range(trees))


def _grow(depth: int) -> Node:
    return Node(_grow(depth - 1), _grow(depth - 1)) if depth else Node(None, None)


def _count(node: Node | None) -> int:
    return 1 + _count(node.left) + _count(node.right) if node else 0
