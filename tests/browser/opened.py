"""A page that is open, with everything that it asked for and complained about."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READY = "#filter:visible"  # the script shows it when all rows are unpacked
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 800}
PAPER = {"width": 718, "height": 1047}  # A4 within margins of 1 cm, in CSS pixels


@dataclass
class Heard:
    """What a page did that a reader does not see."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)  # of the console, and errors of scripts
    dialogs: list[str] = field(default_factory=list)


class Opener:
    """Opens pages; `close` closes all of them."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.heard = Heard()

    def context(self, **options: Any) -> Any:
        """Return a context: what one browser of one reader remembers."""
        made = self._browser.new_context(**{"viewport": DESKTOP, **options})
        made.on("request", lambda request: self.heard.requests.append(request.url))
        made.on("console", lambda message: self.heard.messages.append(message.text))
        made.on("weberror", lambda error: self.heard.messages.append(str(error.error)))
        made.on("dialog", self._dialog)
        self._contexts.append(made)
        return made

    def open(self, path: Path, **options: Any) -> Any:
        """Return the page of a file, ready, for a reader who has never seen it."""
        return visited(self.context(**options), path.as_uri())

    def read(self, path: Path, **options: Any) -> Any:
        """Return the page of a file as it is without JavaScript."""
        page = self.context(java_script_enabled=False, **options).new_page()
        page.goto(path.as_uri())
        return page

    def close(self) -> None:
        """Close all pages."""
        for each in self._contexts:
            each.close()

    def _dialog(self, dialog: Any) -> None:
        self.heard.dialogs.append(dialog.message)
        dialog.dismiss()


def visited(context: Any, address: str) -> Any:
    """Return a further page of the same reader, ready."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(READY)
    return page
