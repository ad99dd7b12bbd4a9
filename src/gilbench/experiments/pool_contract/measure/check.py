"""A question, how it is asked of one pool, and what an answer that is no yes looks like."""

from __future__ import annotations

from typing import Callable, NamedTuple

Ask = Callable[[], None]


class Question(NamedTuple):
    """What both pools are asked, as far as both can be."""

    topic: str
    words: str


class Check(NamedTuple):
    """A question to one pool."""

    pool: str
    question: Question
    entry: str  # of the documentation; empty where it promises nothing
    promise: str  # in our words
    ask: Ask  # returns where it is so, else raises one of the errors below


class OtherwiseError(Exception):
    """It is not so; the message says what happened instead."""


class NotOfferedError(Exception):
    """There is no way to have it; the message says what is lacking."""


class HangsError(Exception):
    """A call did not return, however long one waited; the message says which."""


def require(so: object, instead: str) -> None:
    """Raise OtherwiseError, which says what there is instead, unless it is so."""
    if not so:
        raise OtherwiseError(instead)


def require_method(owner: object, name: str) -> None:
    """Raise NotOfferedError unless an object has this method."""
    if not hasattr(owner, name):
        raise NotOfferedError(f"{type(owner).__name__} has no {name}()".replace("ApplyResult", "AsyncResult"))


def asked(
    checks: list[Check], pool: str, question: Question, entry: str = "", promise: str = ""
) -> Callable[[Ask], Ask]:
    """Return a decorator that adds a function to these checks, as the way to ask this question of this pool."""

    def add(ask: Ask) -> Ask:
        checks.append(Check(pool, question, entry, promise, ask))
        return ask

    return add
