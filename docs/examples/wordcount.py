"""A module of your own, which knows nothing of gilbench."""

from __future__ import annotations

from collections import Counter


def text(words: int) -> str:
    """Return a text of so many words."""
    return " ".join(f"word{number % 97}" for number in range(words))


def count(text: str) -> int:
    """Return how often the most frequent word of a text is there."""
    return Counter(text.split()).most_common(1)[0][1]


def example() -> int:
    """Count the words of a text that is always the same."""
    return count(text(50_000))
