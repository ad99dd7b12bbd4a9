"""Neighbours: what works beside a thread, in its own process, in another one or in a sub-interpreter.

The same neighbour in another process needs the same CPU and no GIL of ours. What it costs less there is the price of
being in one process; without that difference a lack of CPUs would be blamed on the GIL.

`kinds` has what they do, `board` is how they tell how far they are, `places` where they run, and `beside` is what an
experiment uses.
"""
