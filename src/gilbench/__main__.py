"""`gilbench` and `python -m gilbench`: a start that ends well on Ctrl-C from its first line on, imports included."""

import os
import sys

TYPE_CHECKING = False  # as in `typing`, which is not imported for it
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130  # Exit.INTERRUPTED and Exit.UNEXPECTED, which are not imported yet; a test holds them together
UNEXPECTED = 70


def main() -> None:
    """Run the command line and exit with one of the codes in `Exit`."""
    sys.unraisablehook = _unraisable
    try:
        # Here, and not above, so that Ctrl-C in an import is caught.
        from gilbench.processes import interruption  # noqa: PLC0415

        interruption.end_at_once()
        sys.unraisablehook = sys.__unraisablehook__
        from gilbench.cli import main as command_line  # noqa: PLC0415

        try:
            command_line.main()
        finally:
            interruption.ignore()  # the code is known and everything is written
    except KeyboardInterrupt:
        _leave("interrupted", INTERRUPTED)
    except Exception as error:  # noqa: BLE001  what tells of unexpected errors could not be imported, or failed itself
        _leave(f"cannot go on: {error!a}", UNEXPECTED)


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """End at once on a Ctrl-C that fell into a callback, such as those of the locks of imports, and would be lost."""
    if lost.exc_type is KeyboardInterrupt:
        _leave("interrupted", INTERRUPTED)
    sys.__unraisablehook__(lost)


def _leave(why: str, code: int) -> "NoReturn":
    try:
        os.write(2, f"gilbench: {why}\n".encode(errors="backslashreplace"))
    except OSError:
        pass  # nobody listens
    finally:
        os._exit(code)  # nothing has been begun that would have to be put away


if __name__ == "__main__":
    main()
