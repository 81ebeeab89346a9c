"""Controls of forms that are made of data, as `kit/control.html` draws them.

They are plain on purpose: a page of thirty fields drawn from WTForms costs ten times as much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

# Of the refused cells of one group the list on top names so many one by one.
MOST_TOLD = 5

What = Literal["text", "area", "select", "radio", "tick"]


@dataclass(slots=True)
class Conflict:
    """Two texts for one field: what is stored by now, and what this page was sent with."""

    stored: str
    typed: str


@dataclass(slots=True)
class Control:
    """A question with its answer. `value` is what stands in it; a tick has «y» or nothing.

    `name` is the name in the form and the root of all ids. `autofocus`: the focus goes here when
    the control comes into a page that is open. `empty`: the words of a select for no choice.
    """

    name: str
    label: str
    what: What = "text"
    value: str = ""
    hint: str = ""
    is_required: bool = False
    type: str = "text"
    max_length: int = 0
    width: str = ""
    unit: str = ""
    autocomplete: str = "off"
    inputmode: str = ""
    choices: Sequence[tuple[str, str]] = ()
    empty: str = "Выберите из списка"
    errors: list[str] = field(default_factory=list)
    conflict: Conflict | None = None
    autofocus: bool = False

    @property
    def id(self) -> str:
        """Where a link to this control leads: of a group of choices it is the first one."""
        return f"{self.name}-0" if self.what == "radio" else self.name

    @property
    def described_by(self) -> str:
        """The notice stands there always, so that it can be filled while the page is open."""
        hint = f"{self.name}-hint " if self.hint else ""
        unit = f" {self.name}-unit" if self.unit else ""
        return f"{hint}{self.name}-notice{unit}"


@dataclass(slots=True)
class Fixed:
    """A value among the controls that nobody types: said by the form or computed."""

    name: str
    label: str
    value: str
    hint: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"{self.name}-value"


@dataclass(slots=True)
class Rows:
    """Rows that can be added and taken away, each of the same columns."""

    name: str
    label: str
    rows: list[list[Control | Fixed]]
    row_title: str = "Строка"
    hint: str = ""
    least: int = 0
    most: int = 100
    errors: list[str] = field(default_factory=list)
    conflict: Conflict | None = None

    @property
    def id(self) -> str:
        return f"{self.name}-rows"

    @property
    def may_add(self) -> bool:
        return len(self.rows) < self.most

    @property
    def may_remove(self) -> bool:
        return len(self.rows) > self.least

    def refused(self) -> Iterator["Control | Fixed | Rows | Rest"]:
        """Itself and its cells, as far as something is wrong with them; of many only the first."""
        if self.errors:
            yield self
        wrong = [cell for row in self.rows for cell in row if cell.errors]
        yield from wrong[:MOST_TOLD]
        if (more := len(wrong) - MOST_TOLD) > 0:
            yield Rest(self.id, [f"{self.label}: исправьте и остальное, еще полей: {more}"])


@dataclass(slots=True)
class Rest:
    """In the list on top: that there is more to mend in the rows with this `id`."""

    id: str
    errors: list[str]
