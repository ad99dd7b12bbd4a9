"""Paths of an SVG in as few letters as a page needs: tenths of a unit, one number where a line is level or upright."""

import re

_PART = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def decimal(value: float) -> str:
    """Return a coordinate in tenths, which no reader can tell from more."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # adding 0 leaves no sign at one


def shortened(path: str) -> str:
    """Return the path without blanks beside its commands; its numbers are decimals of `decimal` already."""
    at, found = ("", ""), []
    for command, numbers in _PART.findall(path):
        words = numbers.split()
        found.append(_step(command, words, at))
        at = (words[-2], words[-1]) if words else ("", "")
    return "".join(found)


def _step(command: str, words: list[str], at: tuple[str, str]) -> str:
    if command == "L" and words[1:] == [at[1]]:
        return f"H{words[0]}"
    if command == "L" and words[:1] == [at[0]]:
        return f"V{words[1]}"
    return command + " ".join(words)
