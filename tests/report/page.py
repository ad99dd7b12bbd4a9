"""Read a page back: its elements in order, with their attributes and texts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "wbr", "br", "img", "link", "hr"}
# What begins → what it ends where that is open in the same list or table; all of these end with what they are in, too.
ENDS = {
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"tr"},
    "tbody": {"thead", "tbody"},
    "thead": set(),
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "p": {"p"},
}


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *tags: str) -> "list[Element]":
        """Return the elements in it, in order; all of them without a tag."""
        inner = [child for child in self.children if isinstance(child, Element)]
        return [
            found for child in inner for found in ([child] if not tags or child.tag in tags else []) + child.all(*tags)
        ]

    def one(self, identifier: str) -> "Element":
        """Return the element with an id."""
        (found,) = [element for element in self.all() if element.attributes.get("id") == identifier]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end(ENDS.get(tag, set()))
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open[-1].tag in ENDS and self.open[-1].tag != tag:
            self.open.pop()
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def _end(self, tags: set[str]) -> None:
        """End the innermost of these elements, unless something is open in between that has to be closed."""
        for depth, element in enumerate(reversed(self.open), 1):
            if element.tag in tags:
                del self.open[-depth:]
            if element.tag in tags or element.tag not in ENDS:
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(text: str) -> Element:
    """Parse a page strictly: every element must be closed where it should be, by a tag where HTML asks for one."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.root
