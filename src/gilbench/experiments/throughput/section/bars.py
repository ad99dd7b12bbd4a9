"""The time of workers as a bar: what ran, what had no CPU, what was blocked."""

from gilbench.model.blocks import Share


def shares(running: float, ready: float | None, blocked: float | None) -> tuple[Share, ...]:
    """Return the shares to draw, each 0 to 1; only the first where the platform tells only what ran."""
    return (
        Share("running on a CPU", running, "accent"),
        Share("ready, but no CPU was free", ready or 0.0, "mark"),
        Share("blocked: the GIL, a lock, input or output", blocked or 0.0, "warning"),
    )
