"""What an interpreter is, in a few words."""

from gilbench.inside.schema import Facts


def head(name: str, facts: Facts) -> str:
    """Return the name of a target with the state of its GIL, for the head of a column: "3.13t, no GIL"."""
    return f"{name}, {'GIL' if facts.gil_enabled else 'no GIL'}"


def label(facts: Facts) -> str:
    """Return what an interpreter is in a few words: "CPython 3.13.5, free-threaded, GIL off"."""
    words = [f"{facts.implementation} {facts.version}"]
    if facts.free_threaded:
        words.append("free-threaded")
    words.append(f"GIL {'on' if facts.gil_enabled else 'off'}")
    if facts.jit == "on":
        words.append("JIT on")
    return ", ".join(words)
