"""What a kind of application is made of. Everything here is data: no kind has code of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Value: TypeAlias = "str | int | bool | list[dict[str, Value]] | None"
"""An answer as it is stored: JSON. Decimals are text with a dot, dates ISO, months `2026-11`,
yes/no are «yes»/«no», a repeating group is a list of rows."""

Answers: TypeAlias = Mapping[str, Value]

FieldType = Literal[
    "text",
    "textarea",
    "decimal",
    "integer",
    "date",
    "month",
    "select",
    "radio",
    "checkbox",
    "yesno",
    "address",
    "phone",
    "email",
    "cadastre",
    "passport",
    "inn",
    "snils",
    "repeat",
    "readonly",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is stored and never changes; `label` is what people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer to `key` is one of `values`; None among them means «not answered»."""

    key: str
    values: tuple[str | bool | None, ...]

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.key) in self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    `shown_if` closes the field while it does not hold: a closed field is neither asked nor
    checked, and on submit it becomes `closed_value`, or the answer to `closed_copy`, or nothing.
    `required_if` makes an optional field required. `rule` names a check of `values.RULES`.
    `noun` opens the messages about a wrong value where the label is too long for that.
    `fields`, `min_rows`, `max_rows`, `row_title` belong to a repeating group; `fixed` and
    `sum_of` (keys that are added up) to a readonly field. `prefill` names a fact of the profile
    (`email`, `phone`).
    `is_personal`: sealed at rest and masked in lists. `is_durable`: true of the person rather
    than of this application, so that a new draft may take it over from the last one.
    """

    key: str
    label: str
    type: FieldType = "text"
    required: bool = True
    required_if: Condition | None = None
    shown_if: Condition | None = None
    hint: str = ""
    noun: str = ""
    rule: str = ""
    choices: tuple[Choice, ...] = ()
    default: str = ""
    unit: str = ""
    autocomplete: str = ""
    min_length: int = 0
    max_length: int = 300
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    above_zero: bool = False
    places: int = 2
    fields: tuple["Field", ...] = ()
    min_rows: int = 0
    max_rows: int = 0
    row_title: str = ""
    fixed: str = ""
    sum_of: tuple[str, ...] = ()
    closed_value: str | None = None
    closed_copy: str = ""
    prefill: str = ""
    is_personal: bool = False
    is_durable: bool = False

    @property
    def name(self) -> str:
        """How messages call the field."""
        return self.noun or self.label

    def is_required(self, answers: Answers) -> bool:
        return self.required or (self.required_if is not None and self.required_if.holds(answers))

    def is_shown(self, answers: Answers) -> bool:
        return self.shown_if is None or self.shown_if.holds(answers)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; the title may be empty (fig. 12 opens with a bare field)."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A tab of the form. `documents` and `preview` have no groups of their own."""

    code: str
    title: str
    groups: tuple[Group, ...] = ()

    @property
    def fields(self) -> Iterator[Field]:
        return (field for group in self.groups for field in group.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSlot:
    """A place for one document of the list of пункт 10, which may be of several files."""

    code: str
    title: str
    hint: str = ""
    required: bool = True
    required_if: Condition | None = None
    shown_if: Condition | None = None
    max_files: int = 5

    def is_required(self, answers: Answers) -> bool:
        return self.required or (self.required_if is not None and self.required_if.holds(answers))

    def is_shown(self, answers: Answers) -> bool:
        return self.shown_if is None or self.shown_if.holds(answers)


@dataclass(frozen=True, slots=True)
class ApplicantGroup:
    """A heading of fig. 9: «Для Физического лица». `who` is the short «Физическое лицо»."""

    code: str
    title: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A column of fig. 9 with its bounds of whole power in kW (domain: 15, 150, 670).

    `at_most` includes the bound, `below` does not; `above` and `at_least` the same from under.
    `is_small` categories go by раздел X: other words for «offer_posted».
    """

    code: str
    title: str
    at_most: Decimal | None = None
    below: Decimal | None = None
    above: Decimal | None = None
    at_least: Decimal | None = None
    is_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of application: who applies × how much power. `checks` names rules over several
    answers (`lk.applications.checks`). A kind that is not ready has no steps yet.
    """

    code: str
    group: ApplicantGroup
    category: Category
    title: str
    is_ready: bool = False
    steps: tuple[Step, ...] = ()
    documents: tuple[DocumentSlot, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def short_title(self) -> str:
        return f"{self.group.who} · {self.category.title}"

    @property
    def fields(self) -> Iterator[Field]:
        """All fields of all steps, in order; rows of repeating groups not opened up."""
        return (field for step in self.steps for field in step.fields)

    def step(self, code: str) -> Step:
        """KeyError when the kind has no such step."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def field(self, key: str) -> Field:
        """KeyError when no step asks for it."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    def slot(self, code: str) -> DocumentSlot:
        """KeyError when the kind has no such document."""
        for slot in self.documents:
            if slot.code == code:
                return slot
        raise KeyError(code)
