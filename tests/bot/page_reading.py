"""Reads the page's HTML as a browser without a script would: its forms, its text, its attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"input", "meta", "link", "br", "img"}


@dataclass
class Form:
    """A form: where it goes, the fields that it carries, the boxes to tick and the buttons to press."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    ticks: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def options(self) -> list[str]:
        """Return the options that one button each gives, skipping left out."""
        return [value for name, value in self.buttons if name == "option" and value != "skip"]


class Page(HTMLParser):
    """A page that has been read. `attributes` are those of every element; `words` is its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.forms: list[Form] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] = []
        self._inside: list[str] = []
        self._form: Form | None = None
        self.feed(html)

    @property
    def words(self) -> str:
        """Return the text, single-spaced."""
        return " ".join(" ".join(self._text).split())

    @property
    def session(self) -> str:
        """Return the session that the page carries."""
        return next(form.fields["session"] for form in self.forms if form.action == "/leave")

    def question(self) -> Form | None:
        """Return the form of the open question."""
        asked = [form for form in self.forms if "question" in form.fields and form.fields["question"] != "more"]
        return asked[0] if asked and 'class="question"' in self.html else None

    def element(self, name: str, **attributes: str) -> dict[str, str]:
        """Return the attributes of the first element of that name and those attributes. Raises StopIteration."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return next(have for tag, have in self.attributes if tag == name and wanted.items() <= have.items())

    def services(self) -> list[str]:
        """Return the names of the services shown, in order."""
        pieces = self.html.split('class="name"')[1:]
        return [piece.split(">", 1)[1].split("<", 1)[0] for piece in pieces]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        have = {name: value or "" for name, value in attrs}
        self.attributes.append((tag, have))
        if tag not in _VOID:
            self._inside.append(tag)
        if tag == "form":
            self._form = Form(have.get("action", ""), have.get("method", "get"))
            self.forms.append(self._form)
        elif self._form and tag == "input" and have.get("type") == "hidden":
            self._form.fields[have["name"]] = have.get("value", "")
        elif self._form and tag == "input" and have.get("type") == "checkbox":
            self._form.ticks.append(have["value"])
        elif self._form and tag == "button" and "name" in have:
            self._form.buttons.append((have["name"], have["value"]))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if tag == "form":
            self._form = None
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note text."""
        if not {"script", "style", "template", "head"} & set(self._inside):
            self._text.append(data)
