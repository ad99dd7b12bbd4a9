"""Make a workload of a call that was typed: its setup is run, its expression compiled, and it is registered.

Each call has a file of its own in which `define` is called, so that what the setup defines, and the work itself, can be
pickled by name into processes and sub-interpreters. Runs inside the measured interpreter: standard library only,
Python 3.9 syntax.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, Callable

from gilbench.inside import call_text, callables
from gilbench.inside.call_text import CALLED, FUNCTION, BadCallError
from gilbench.inside.registry import SIZES, UNKNOWN, RegistrationError, Registry, Workload, current
from gilbench.inside.telling import plain

WORK = "_gilbench_work"  # what the work is called in its file
_FUNCTION = "_gilbench_function"
# In a function, names are looked up as they are in code that a person writes. The call is in lines of its own, since it
# may end with a comment.
_SOURCE = "def {work}(_gilbench_size):\n    return (\n{call}\n    )\n"

Namespace = dict[str, Any]


def define(namespace: Namespace, *, name: str, call: str, setup: str, folders: Sequence[str], version: int) -> None:
    """Register a call as a workload of this name, in whose file these names are bound.

    Modules are looked for in `folders` after all others. Where the call cannot be made, the workload is registered all
    the same, and the reason is what it lacks there.
    """
    sys.path += [each for each in folders if each not in sys.path]
    reason = None
    try:
        _make(call.strip(), setup, namespace)
    except BadCallError as error:
        reason = str(error)
        namespace[WORK] = _refusing(reason)
    namespace[WORK].__doc__ = plain(call_text.in_words(call, setup))  # its summary
    current().pending.append(_registering(name, namespace, version, reason))


def _make(call: str, setup: str, namespace: Namespace) -> None:
    """Bind the work; raises BadCallError if there is none, or if it is seen beforehand that a call would do nothing."""
    call_text.prepare(setup, namespace)
    match = FUNCTION.fullmatch(call)
    if match:
        namespace[_FUNCTION] = call_text.function(match[1], match[2])
        call = f"{_FUNCTION}()"
    call_text.expression(call)
    exec(compile(_SOURCE.format(work=WORK, call=call), "<call>", "exec"), namespace)  # noqa: S102  the user's own code
    unknown = call_text.undefined(call, namespace)
    if unknown is not None:
        raise BadCallError(f"it uses {unknown}, and nothing is called so: import or define it in the setup")
    _require_work(call, namespace)


def _require_work(call: str, namespace: Namespace) -> None:
    """Raise BadCallError if the whole call is that of a function whose calls do nothing by themselves."""
    match = CALLED.match(call)
    wrong = callables.idle(_meant(match[1], namespace)) if match else None
    if wrong is not None and _is_one_call(call):
        raise BadCallError(wrong)


def _meant(name: str, namespace: Namespace) -> Any:
    """Return what a name with dots means, as far as that is known without running code of others; else None."""
    first, *others = name.split(".")
    found = namespace.get(first, vars(builtins).get(first))
    for each in others:
        found = getattr(found if isinstance(found, (ModuleType, type)) else type(found), each, None)
    return found


def _is_one_call(call: str) -> bool:
    import ast  # noqa: PLC0415  only where something seems to be wrong

    body = ast.parse(call, "<call>", "eval").body
    return isinstance(body, ast.Call) and isinstance(body.func, (ast.Name, ast.Attribute))


def _refusing(reason: str) -> Callable[[Any], Any]:
    def work(_: Any) -> Any:
        raise BadCallError(reason)

    return work


def _registering(name: str, namespace: Namespace, version: int, reason: str | None) -> Callable[[Registry], None]:
    def register(registry: Registry) -> None:
        if name in registry.workloads:
            raise RegistrationError(f"a workload is called {name} already: give the call another name")
        registry.workloads[name] = Workload(
            name=name,
            function=namespace[WORK],
            kind=UNKNOWN,
            code="python",
            data="private",
            sizes=dict.fromkeys(SIZES, 1),
            expect=None,
            check=None,
            asks=f"Do threads speed up {name}?",
            async_twin=None,
            resource=None,
            missing=lambda: reason,
            pair=None,
            lead=False,
            version=version,
            file=namespace["__file__"],
        )

    return register
