"""The same lengths, as a list of items: every worker and every Python gets the same ones, wherever they are dealt to."""
from gilbench import workload
def burn(n):
    t = 0
    for i in range(n * 50000):
        t += i & 1
    return t
def lengths(n):
    return [length * n for length in (1, 1, 1, 20)]
def result(n):
    return [length * 25000 for length in lengths(n)]
@workload(kind="cpu", sizes={"small": 1, "full": 2}, items=lengths, expect={"small": result(1), "full": result(2)}, asks="Do uneven tasks hurt?")
def uneven_items(n):
    return burn(n)
