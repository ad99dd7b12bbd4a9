"""Numbers of workers and of CPUs as sentences have them."""

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spelled(number: int) -> str:
    """Return a count in words up to twelve, beyond that in digits: "two", "16"."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def spelled_crew(workers: int, usable_cpus: int) -> str:
    """Return threads in words, and where they have to share CPUs, of these: "eight threads on two CPUs"."""
    threads = _plural(workers, "thread")
    return f"{threads} on {_plural(usable_cpus, 'CPU')}" if workers > usable_cpus else threads


def _plural(number: int, noun: str) -> str:
    return f"{spelled(number)} {noun}" if number == 1 else f"{spelled(number)} {noun}s"
