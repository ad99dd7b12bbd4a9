"""`gilbench probe` on the host: which calls, on which targets, and what the measurements say. See docs/probe.md.

`calls` reads what to probe, `prober` runs one call on one target, `verdicts` decides, `results` is what comes out.
"""
