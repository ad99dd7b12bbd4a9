"""A workload whose name is taken, and one more."""

from gilbench import workload


@workload(kind="cpu", sizes={"small": 1, "full": 1}, expect={"small": 2, "full": 2}, asks="Which one is it?")
def good_first(size):
    return size + 1


@workload(kind="cpu", sizes={"small": 1, "full": 1}, expect={"small": 1, "full": 1}, asks="Is it still there?")
def good_beside(size):
    return size
