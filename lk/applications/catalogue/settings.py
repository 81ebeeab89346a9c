"""What the catalogue takes from the company's file, and how it comes into the questions."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from lk.applications.catalogue.dictionaries import DEFAULT_SUPPLIERS, OTHER_SUPPLIER
from lk.applications.catalogue.model import Choice, Field, Group


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples in hints and messages, of the company's own town.

    `index` is how an address begins, `address` a whole one.
    """

    phone: str = "+7 (3822) 999-718"
    passport_issued: str = "ОВД Кировского района г.\u00a0Томска, 12.03.2010"
    cadastre: str = "70:21:0100001:123"
    index: str = "634000, г.\u00a0Томск, …"
    address: str = "634000, Томская обл., г.\u00a0Томск, ул.\u00a0…, д.\u00a0…"


@dataclass(frozen=True, slots=True)
class Options:
    """What differs from company to company."""

    suppliers: tuple[Choice, ...] = DEFAULT_SUPPLIERS
    require_snils: bool = False
    examples: Examples = Examples()


def settled(group: Group, options: Options) -> Group:
    """The group with its hints, examples and choices filled in."""
    return replace(group, fields=tuple(_field(field, options) for field in group.fields))


def _field(field: Field, options: Options) -> Field:
    words = asdict(options.examples)
    changes: dict[str, Any] = {"hint": field.hint.format_map(words)}
    if field.example:
        changes["example"] = words[field.example]
    if field.setting == "suppliers":
        changes["choices"] = (*options.suppliers, OTHER_SUPPLIER)
    if field.setting == "require_snils":
        changes["required"] = options.require_snils
    return replace(field, **changes)
