"""What a form is made of. Everything here is data: no kind of application has code of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
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
    "digits",
    "repeat",
    "readonly",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is stored and never changes; `label` is what people read."""

    value: str
    label: str


Kinds: TypeAlias = frozenset[str]
"""Codes of kinds: «fl-150» is the group of applicants and the category of power."""


def of(who: str = "fl ip ul", power: str = "15 150 670 670p tmp") -> Kinds:
    """The kinds of these groups and categories: `of("ip ul", "150")`."""
    return frozenset(f"{group}-{code}" for group in who.split() for code in power.split())


ALL = of()


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer to `key` is one of `values` (None among them means «not answered»),
    or a number greater than `above`, or, with `is_filled`, whatever answer there is.
    """

    key: str
    values: tuple[str | bool | None, ...] = ()
    above: Decimal | None = None
    is_filled: bool = False

    def holds(self, answers: Answers) -> bool:
        answer = answers.get(self.key)
        if self.is_filled:
            return bool(answer)
        if self.above is None:
            return answer in self.values
        try:
            return isinstance(answer, str) and Decimal(answer) > self.above
        except InvalidOperation:
            return False


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
    `of`: the kinds that ask it. `form_row` is its row in forms № 4–7 of the connection rules
    (PP 861), by the numbers of their common table: «1» … «16», «3a».
    In the tables a hint may hold `{phone}`, `{address}` … of the company's `Examples`, `example`
    names the one that messages give, and `setting` what the company decides: `suppliers` (the
    choices) or `require_snils` (whether it is required). In a kind all of that is filled in.
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
    of: Kinds = ALL
    form_row: str = ""
    example: str = ""
    setting: str = ""

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
    """Fields under one heading; the title may be empty (fig. 12 opens with a bare field).

    A kind that is not among `of` has no such group.
    """

    title: str
    fields: tuple[Field, ...]
    of: Kinds = ALL


@dataclass(frozen=True)
class Step:
    """A tab of the form. `documents` and `preview` have no groups of their own."""

    code: str
    title: str
    groups: tuple[Group, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for group in self.groups for field in group.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSlot:
    """A place for one document of the list of пункт 10, which may be of several files.

    `hint`: what is expected; `example`: what others attach there.
    """

    code: str
    title: str
    hint: str = ""
    example: str = ""
    required: bool = True
    required_if: Condition | None = None
    shown_if: Condition | None = None
    max_files: int = 5
    of: Kinds = ALL

    def is_required(self, answers: Answers) -> bool:
        return self.required or (self.required_if is not None and self.required_if.holds(answers))

    def is_shown(self, answers: Answers) -> bool:
        return self.shown_if is None or self.shown_if.holds(answers)
