"""Run a program as Python would, watched: `program.py BOARD RATE script|module NAME [ARGUMENT]...`.

Started by path, in a process that is the program's own: nothing of this is to be seen from inside it, but for a thread.
"""

_FRESH = dict(globals())  # the names that this interpreter gives to a program, before there are any others

import builtins  # noqa: E402  the names come first
import os  # noqa: E402  the same
import sys  # noqa: E402  the same

TYPE_CHECKING = False  # as in `typing`, which is not imported for it
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

_HERE = __file__  # a name that Python takes away before it tells of an exception
_ROOT = os.path.abspath(os.path.join(os.path.dirname(_HERE), "..", "..", ".."))
_KEPT = sys.modules["__main__"]  # this module, whose functions run on when another one has its name
_LOOKS_FOR_MODULES = not getattr(sys.flags, "safe_path", False)  # where the program is, as it does by default


def main() -> None:
    """Watch this process, and run the program."""
    board, rate, kind, name, *arguments = sys.argv[1:]
    if _LOOKS_FOR_MODULES:
        del sys.path[0]
    _begin(board, float(rate))
    run = _module if kind == "module" else _script
    _forget_arguments(["-m", name] if kind == "module" else [name], arguments)
    try:
        run(name, arguments)
    except SystemExit:
        raise
    except BaseException:
        _tell_without_us()
        raise


def _begin(board: str, rate: float) -> None:
    """Begin to watch, and leave no module of gilbench behind: the program finds its own, or none."""
    sys.path.insert(0, _ROOT)
    from gilbench.inside.held.begin import begin  # noqa: PLC0415  it can be found now

    begin(board, rate)
    sys.path.remove(_ROOT)
    for module in [each for each in sys.modules if each.partition(".")[0] == "gilbench"]:
        del sys.modules[module]
    for place in [each for each in sys.path_importer_cache if each.startswith(_ROOT)]:
        del sys.path_importer_cache[place]


def _forget_arguments(program: "list[str]", arguments: "list[str]") -> None:
    """Let a program that starts itself again find how: as Python was started, without gilbench."""
    if hasattr(sys, "orig_argv"):  # Python 3.10
        sys.orig_argv[:] = [sys.orig_argv[0], *program, *arguments]


def _module(name: str, arguments: "list[str]") -> None:
    """Run a module as `python -m` does: by the same function of the standard library."""
    import runpy  # noqa: PLC0415  scripts do without

    sys.argv[:] = ["-m", *arguments]
    if _LOOKS_FOR_MODULES:
        sys.path.insert(0, os.getcwd())
    _become(_fresh())
    runpy._run_module_as_main(name)  # type: ignore[attr-defined]  # noqa: SLF001  what the interpreter itself calls


def _script(name: str, arguments: "list[str]") -> None:
    """Run a file; or what is in a folder or an archive."""
    import pkgutil  # noqa: PLC0415  modules do without

    sys.argv[:] = [name, *arguments]
    path = os.path.join(os.getcwd(), name)
    if pkgutil.get_importer(path) is not None:
        import runpy  # noqa: PLC0415  only needed here

        sys.path.insert(0, path)
        _become(_fresh())
        runpy._run_module_as_main("__main__", alter_argv=False)  # type: ignore[attr-defined]  # noqa: SLF001  the same
        return
    if _LOOKS_FOR_MODULES:
        sys.path.insert(0, os.path.dirname(os.path.realpath(name)))
    names = _fresh()
    names["__file__"] = path
    loader = names.get("__loader__")
    if loader is not None:
        names["__loader__"] = type(loader)("__main__", path)
    exec(_code(path), _become(names))  # noqa: S102  what was asked for


def _code(path: str) -> "CodeType":
    """Return the code of a file, compiled already or not; ends as Python does if it cannot be read."""
    import io  # noqa: PLC0415  modules do without
    import pkgutil  # noqa: PLC0415  the same

    try:
        with io.open_code(path) as file:
            code = pkgutil.read_code(file)  # None for what is no bytecode
            file.seek(0)
            text = file.read()
    except OSError as error:
        sys.stderr.write(f"{sys.executable}: can't open file {path!r}: [Errno {error.errno}] {error.strerror}\n")
        sys.exit(2)
    return compile(text, path, "exec", dont_inherit=True) if code is None else code


def _fresh() -> "dict[str, Any]":
    return {**_FRESH, "__doc__": None, "__builtins__": builtins}


def _become(names: "dict[str, Any]") -> "dict[str, Any]":
    """Put a module with these names in the place of this one, and return its names."""
    module = type(sys)("__main__")
    vars(module).clear()
    vars(module).update(names)
    sys.modules["__main__"] = module
    return vars(module)


def _tell_without_us() -> None:
    """Have an exception told, when Python does it, as if nobody had been between Python and the program."""
    theirs = sys.excepthook

    def once(kind: "type[BaseException]", value: BaseException, _: "Any") -> None:
        sys.excepthook = theirs
        trace = value.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == _HERE:
            trace = trace.tb_next
        theirs(kind, value.with_traceback(trace), trace)

    sys.excepthook = once


if __name__ == "__main__":
    main()
