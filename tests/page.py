"""A page as its reader sees it: found by labels, words and roles, never by a CSS class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from werkzeug.test import TestResponse

from tests.harness.controls import Field, File, fields_of, folded, words
from tests.harness.filling import entries
from tests.harness.statements import Statements

if TYPE_CHECKING:
    from tests.client import Client

__all__ = ["File", "Page"]


class _Builder(HTML5TreeBuilder):
    """html5lib as usual, but what it found wrong is kept in `problems`."""

    problems: ClassVar[list[str]] = []

    def feed(self, markup: Any) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.problems = [f"{place}: {code} {facts}" for place, code, facts in parser.errors]
        self.underlying_builder.parser = None


class Page:
    def __init__(self, answer: TestResponse, client: Client, statements: Statements) -> None:
        self.client, self.statements = client, statements
        self.status, self.headers = answer.status_code, answer.headers
        self.method, self.path = answer.request.method, answer.request.path
        self.content_type, self.body = answer.mimetype, answer.get_data()
        builder = _Builder()
        self.soup = BeautifulSoup(answer.text if self.is_html else "", builder=builder)
        self.html_problems: list[str] = builder.problems if self.is_html else []

    @property
    def is_html(self) -> bool:
        is_page = self.content_type == "text/html" and not 300 <= self.status < 400
        return is_page and bool(self.body)

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query."""
        parts = urlsplit(self.headers.get("Location", self.headers.get("HX-Redirect", "")))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def main(self) -> Tag:
        return self.soup.find("main") or self.soup

    @property
    def h1(self) -> str:
        return words(self.soup.find("h1"))

    @property
    def title(self) -> str:
        return words(self.soup.find("title"))

    @property
    def text(self) -> str:
        """All words of `main`, in one line."""
        return words(self.main)

    @property
    def errors(self) -> list[str]:
        """Lines of the error summary on top."""
        summary = self.soup.find(id="error-summary")
        return [words(line) for line in summary.select("li, h2 ~ p")] if summary else []

    @property
    def notices(self) -> dict[str, str]:
        """Notices over the fields, by label."""
        return {field.label: field.error for field in self.fields if field.error}

    @property
    def flashes(self) -> list[str]:
        return [words(line) for line in self.soup.select("#flashes p")]

    @property
    def links(self) -> list[str]:
        return [words(link) for link in self.soup.select("a[href]")]

    @property
    def buttons(self) -> list[str]:
        """The words of the buttons in `main` that can be seen."""
        seen = [each for each in self.main.find_all("button") if not each.has_attr("hidden")]
        return [words(button) for button in seen]

    @property
    def facts(self) -> dict[str, str]:
        """Names and values of the description lists."""
        return {words(name): words(name.find_next("dd")) for name in self.main.find_all("dt")}

    @property
    def fields(self) -> list[Field]:
        return fields_of(self.main)

    def field(self, label: str) -> Field:
        found = [field for field in self.fields if field.is_called(label)]
        assert found, f"no field «{label}» on «{self.h1}»: {[f.label for f in self.fields]}"
        return found[0]

    def has_field(self, label: str) -> bool:
        return any(field.is_called(label) for field in self.fields)

    def rows(self, caption: str = "") -> list[dict[str, str]]:
        """Rows of the tables in `main` (of the one with this caption), each by column title."""
        found = []
        for table in self.main.find_all("table"):
            if caption and caption not in words(table.find("caption")):
                continue
            head = [words(cell) for cell in table.select("thead th")]
            for row in table.select("tbody tr"):
                cells = [words(cell) for cell in row.find_all(["td", "th"])]
                found.append(dict(zip(head, cells, strict=True)))
        return found

    def link(self, text: str) -> str:
        """The address behind a link, found by its words (its first words will do)."""
        return str(self._one("a[href]", text)["href"])

    def has_link(self, text: str) -> bool:
        return any(folded(each).startswith(folded(text)) for each in self.links)

    def click(self, text: str, **options: Any) -> Page:
        return self.client.open_path(self.link(text), **options)

    def submit(self, button: str, /, *, follow: bool = True, **values: Any) -> Page:
        """Fill in the form of this button, by label, and press it; redirects are followed."""
        pressed = self._one("button, input[type=submit]", button)
        form = self.form_of(pressed)
        assert form.get("formmethod", form.get("method")) == "post", "a search is a link: click()"
        return self.send(form, entries(form, values, pressed), follow=follow)

    def search(self, button: str, /, **values: Any) -> Page:
        """The same for a form that asks by GET."""
        pressed = self._one("button, input[type=submit]", button)
        form = self.form_of(pressed)
        query = {name: value for name, value in entries(form, values, pressed)}
        return self.client.open_path(str(form["action"]), query=query)

    def send(self, form: Tag, filled: list[tuple[str, Any]], *, follow: bool = True) -> Page:
        """Post these entries to the form's address, as the form says to encode them."""
        is_multipart = form.get("enctype") == "multipart/form-data"
        action = str(form.get("action") or self.path)
        return self.client.post(action, filled, multipart=is_multipart, follow=follow)

    def form_of(self, button: Tag) -> Tag:
        if owner := button.get("form"):
            found = self.soup.find(id=owner)
        else:
            found = button.find_parent("form")
        assert found is not None, f"«{words(button)}» stands in no form"
        return found

    def _one(self, selector: str, text: str) -> Tag:
        text = folded(text)
        for root in (self.main, self.soup):
            everything = [
                (words(each) or str(each.get("value", "")), each) for each in root.select(selector)
            ]
            exact = [each for said, each in everything if folded(said) == text]
            found = exact or [each for said, each in everything if folded(said).startswith(text)]
            if found:
                return found[0]
        raise AssertionError(
            f"no «{text}» on «{self.h1}» ({self.path}): "
            f"{[words(each) for each in self.soup.select(selector)]}"
        )

    def __repr__(self) -> str:
        return f"<Page {self.status} {self.path} «{self.h1}»>"
