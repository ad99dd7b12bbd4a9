"""What one call of the sharing experiment saw."""

from __future__ import annotations

from gilbench.inside.record import Record

SETTINGS = ("alone", "private", "shared", "cured")


class Seen(Record):
    """What items of one step take; lists have one value per repeat, in seconds an item.

    The trial of a step has nothing that is cured, that of a cure nothing private.

    CPU time is that of all threads ÷ their items; wall time is that from the first start to the last end ÷ their items.
    """

    items: int  # that threads did with one thing for all of them, over all repeats
    lost: int  # of these, those that the thing shows no trace of; 0 unless it may lose some
    alone_cpu: list[float]  # one thread, with a thing of its own
    private_cpu: list[float]  # as many threads as the trial has, with a thing each
    shared_cpu: list[float]  # as many, with one thing for all
    cured_cpu: list[float]  # as many, with one thing for all and the cure
    alone_wall: list[float]
    private_wall: list[float]
    shared_wall: list[float]
    cured_wall: list[float]
