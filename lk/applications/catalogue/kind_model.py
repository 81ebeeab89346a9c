"""A kind of application as a whole: who applies, how much power, the steps to go through."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from lk.applications.catalogue.model import DocumentSlot, Field, Step


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
    `is_small` categories go by раздел X: other words for «offer_posted». One that
    `takes_two_sources` has no lower bound for reliability I and II: their form is the same for
    any power. `longest_months` is how long a temporary connection lasts at most.
    """

    code: str
    title: str
    at_most: Decimal | None = None
    below: Decimal | None = None
    above: Decimal | None = None
    at_least: Decimal | None = None
    is_small: bool = False
    takes_two_sources: bool = False
    longest_months: int | None = None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of application: who applies × how much power. `checks` names rules over several
    answers (`lk.applications.checks`).
    """

    code: str
    group: ApplicantGroup
    category: Category
    title: str
    steps: tuple[Step, ...] = ()
    documents: tuple[DocumentSlot, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def short_title(self) -> str:
        return f"{self.group.who} · {self.category.title}"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields of all steps, in order; rows of repeating groups not opened up."""
        return tuple(field for step in self.steps for field in step.fields)

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def sums(self) -> tuple[Field, ...]:
        """The fields that other fields are added up in."""
        return tuple(field for field in self.fields if field.sum_of)

    def step(self, code: str) -> Step:
        """KeyError when the kind has no such step."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def field(self, key: str) -> Field:
        """KeyError when no step asks for it."""
        return self.by_key[key]

    def slot(self, code: str) -> DocumentSlot:
        """KeyError when the kind has no such document."""
        for slot in self.documents:
            if slot.code == code:
                return slot
        raise KeyError(code)
