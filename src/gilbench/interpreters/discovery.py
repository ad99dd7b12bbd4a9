"""Find the interpreters that specs ask for.

They are looked for in this order: the interpreter that gilbench runs on, the folders of `PATH`, pyenv's versions
(newest first; in place of pyenv's shims if those are on `PATH`, because shims answer for the active version only),
uv's store, and on Windows the registry. A version stands for the first match in that order; `all` and the default take
the newest. An interpreter found through a virtual environment is represented by the one that the environment was made
from: the environment adds packages, and third-party extensions can turn the GIL back on. A path is taken as it is.
"""

import itertools
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from gilbench.interpreters import search_path
from gilbench.interpreters.candidate import OLDEST, Candidate, Interpreter, Unusable, too_old
from gilbench.interpreters.identify import UnidentifiedError, identify
from gilbench.interpreters.installed import installed
from gilbench.interpreters.specs import Spec

DEFAULT = Spec(text="default")
Item = TypeVar("Item")


def find(specs: Sequence[Spec]) -> tuple[tuple[Candidate, ...], tuple[Unusable, ...]]:
    """Return the candidates that the specs ask for, in that order, and what each unanswered spec lacks.

    Without specs: the interpreter that gilbench runs on, the newest CPython build with a GIL, and the newest
    free-threaded one. The same interpreter in the same state is returned once.
    """
    here = () if specs and all(spec.path for spec in specs) else _interpreters()
    answers = [answer for spec in specs or [DEFAULT] for answer in _answers(spec, here)]
    candidates = _unique((each for each in answers if isinstance(each, Candidate)), _identity)
    unusable = _unique((each for each in answers if isinstance(each, Unusable)), lambda each: each)
    return tuple(candidates), tuple(unusable)


def survey() -> tuple[Candidate | Unusable, ...]:
    """Return everything that was found, sorted, each under its path; what cannot be measured, and why, comes last."""
    found = sorted(_interpreters(), key=_order)
    answers = [_judged(DEFAULT, interpreter, interpreter.executable) for interpreter in found]
    candidates = [each for each in answers if isinstance(each, Candidate)]
    unusable = [each for each in answers if isinstance(each, Unusable)]
    return (*candidates, *unusable, *_overlooked(found))


def _answers(spec: Spec, here: Sequence[Interpreter]) -> list[Candidate | Unusable]:
    try:
        chosen = [identify(spec.path)] if spec.path else select(spec, here)
    except UnidentifiedError as error:
        return [Unusable(spec.text, str(error))]
    if not chosen:
        return [Unusable(spec.text, _nothing_found(spec, here))]
    return [_judged(spec, interpreter, spec.text) for interpreter in chosen]


def _judged(spec: Spec, interpreter: Interpreter, text: str) -> Candidate | Unusable:
    """Return the interpreter as a candidate in the state of the spec, or what speaks against it."""
    if interpreter.objection:
        return Unusable(text, interpreter.objection)
    if spec.gil is False and not interpreter.free_threaded:
        return Unusable(
            text, f"{interpreter.label} cannot run without a GIL: +nogil needs a free-threaded build, such as 3.14t"
        )
    return Candidate(text, interpreter, spec.environment)


def select(spec: Spec, here: Sequence[Interpreter]) -> list[Interpreter]:
    """Choose among those found, of which the first is the host; a debug build is measured only if named by its path."""
    usable = [each for each in here if each.objection is None and not each.debug]
    if spec is DEFAULT:
        return _default(here[0], usable)
    if spec.means_all:
        groups: dict[object, list[Interpreter]] = {}
        for each in usable:
            groups.setdefault((each.implementation, each.version_info[:2], each.free_threaded), []).append(each)
        return sorted((max(group, key=_age) for group in groups.values()), key=_order)
    return [each for each in usable if _matches(spec, each)][:1]


def _default(host: Interpreter, usable: Sequence[Interpreter]) -> list[Interpreter]:
    newest = []
    for free_threaded in (False, True):
        builds = [each for each in usable if each.implementation == "CPython" and each.free_threaded is free_threaded]
        newest += [max(builds, key=_age)] if builds else []
    return [host, *newest]


def _matches(spec: Spec, interpreter: Interpreter) -> bool:
    return (
        interpreter.implementation == spec.implementation
        and interpreter.free_threaded == spec.free_threaded
        and interpreter.version_info[: len(spec.version)] == spec.version
    )


def _age(interpreter: Interpreter) -> tuple[object, ...]:
    """Sort releases by version, and before all of them what is not yet released."""
    return interpreter.version_info[3] == "final", interpreter.version_info


def _order(interpreter: Interpreter) -> tuple[object, ...]:
    return interpreter.implementation, interpreter.version_info, interpreter.free_threaded, interpreter.executable


def _nothing_found(spec: Spec, here: Sequence[Interpreter]) -> str:
    if spec.version[:2] < OLDEST[: len(spec.version)]:
        return too_old(".".join(map(str, spec.version)))
    wanted = " ".join(filter(None, [spec.implementation, ".".join(map(str, spec.version))]))
    build = "free-threaded build of " if spec.free_threaded else ""
    labels = ", ".join(each.label for each in sorted(here, key=_order) if each.objection is None)
    return f"no {build}{wanted} was found: install one or give its path (found: {labels})"


def _unique(items: Iterable[Item], identity: Callable[[Item], object]) -> list[Item]:
    first: dict[object, Item] = {}
    for item in items:
        first.setdefault(identity(item), item)
    return list(first.values())


def _identity(candidate: Candidate) -> object:
    return _place(candidate.interpreter), tuple(candidate.environment.items())


def _place(interpreter: Interpreter) -> tuple[str, str]:
    """Return where it really is: the same for all links to an interpreter, another for each virtual environment."""
    return os.path.realpath(interpreter.executable), os.path.realpath(interpreter.prefix)


def _interpreters() -> list[Interpreter]:
    """Return every interpreter that can be found, debug builds and old ones included; the host is the first."""
    return _unique([_host(), *installed(search_path.folders())], lambda each: each.executable)


def _host() -> Interpreter:
    """Describe the interpreter that gilbench runs on: of a virtual environment, the one that it was made from."""
    return Interpreter(
        executable=os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable),
        prefix=sys.base_prefix,
        implementation={"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, sys.implementation.name),
        version_info=(*sys.version_info,),
        free_threaded=sysconfig.get_config_var("Py_GIL_DISABLED") == 1,
        debug=hasattr(sys, "gettotalrefcount"),
    )


def _overlooked(found: Sequence[Interpreter]) -> Iterator[Unusable]:
    """Yield what is named like an interpreter, stands on the search path, and was not found to be one."""
    known = {each.executable for each in found}
    named = itertools.chain.from_iterable(map(search_path.named_like_one, map(Path, search_path.folders())))
    for path in _unique(named, os.path.realpath):
        if os.path.realpath(path) in known:
            continue
        try:
            objection = identify(str(path)).objection
        except UnidentifiedError as error:
            objection = str(error)
        if objection:  # otherwise a virtual environment of an interpreter that was found
            yield Unusable(str(path), objection)
