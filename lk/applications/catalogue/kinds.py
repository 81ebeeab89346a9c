"""The kinds of figure 9: three groups of applicants × five categories of power."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from lk.applications.catalogue.dictionaries import DEFAULT_SUPPLIERS
from lk.applications.catalogue.model import ApplicantGroup, Category, Choice, Kind
from lk.applications.catalogue.person_150 import person_150


class UnknownKind(KeyError):
    """No kind has this code."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the catalogue takes from the company's settings."""

    suppliers: tuple[Choice, ...] = DEFAULT_SUPPLIERS
    require_snils: bool = False
    cadastre_region: str = "70"


SHIPPED = Options()

GROUPS = (
    ApplicantGroup("fl", "Для Физического лица", "Физическое лицо"),
    ApplicantGroup("ip", "Для Индивидуальных предпринимателей", "Индивидуальный предприниматель"),
    ApplicantGroup("ul", "Для Юридических лиц", "Юридическое лицо"),
)

# Bounds of whole power (Правила № 861): «N<=15, 15<N<=150, 150<N<670, N>=670»; the two small
# categories have no lower bound, since nobody is harmed by asking in the larger of them.
CATEGORIES = (
    Category(
        code="15",
        title="до 15\u00a0кВт для бытовых нужд",
        at_most=Decimal(15),
        is_small=True,
    ),
    Category(code="150", title="до 150\u00a0кВт", at_most=Decimal(150), is_small=True),
    Category(
        code="670",
        title="от 150\u00a0кВт до 670\u00a0кВт",
        above=Decimal(150),
        below=Decimal(670),
    ),
    Category(code="670p", title="от 670\u00a0кВт", at_least=Decimal(670)),
    Category(code="tmp", title="Временное подключение", at_most=Decimal(150)),
)

_FOR_WHOM = {
    "fl": "физических лиц",
    "ip": "индивидуальных предпринимателей",
    "ul": "юридических лиц",
}
# The manual writes «менее 150кВт» (figures 12, 14, 16); the rest follow its pattern.
_HOW_MUCH = {
    "15": "до 15кВт для бытовых нужд",
    "150": "менее 150кВт",
    "670": "от 150кВт до 670кВт",
    "670p": "от 670кВт",
}


def groups() -> tuple[ApplicantGroup, ...]:
    return GROUPS


def categories() -> tuple[Category, ...]:
    return CATEGORIES


def kind(code: str, options: Options = SHIPPED) -> Kind:
    """UnknownKind when there is none; a kind that is not ready has no steps."""
    try:
        return _kinds(options)[code]
    except KeyError:
        raise UnknownKind(code) from None


def kinds_of(group: str, options: Options = SHIPPED) -> tuple[Kind, ...]:
    """The five kinds of one group, in the order of figure 9."""
    return tuple(each for each in _kinds(options).values() if each.group.code == group)


def title_of(group: str, category: str) -> str:
    who = _FOR_WHOM[group]
    if category == "tmp":
        return f"Заявка для {who} на временное подключение"
    return f"Заявка для {who}, мощностью присоединяемого объекта {_HOW_MUCH[category]}"


@cache
def _kinds(options: Options) -> Mapping[str, Kind]:
    content = {
        "fl-150": person_150(options.suppliers, require_snils=options.require_snils),
    }
    found = {}
    for group in GROUPS:
        for category in CATEGORIES:
            code = f"{group.code}-{category.code}"
            steps, documents, checks = content.get(code, ((), (), ()))
            found[code] = Kind(
                code=code,
                group=group,
                category=category,
                title=title_of(group.code, category.code),
                is_ready=code in content,
                steps=steps,
                documents=documents,
                checks=checks,
            )
    return found
