"""The kinds of figure 9: three groups of applicants × five categories of power."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from lk.applications.catalogue.documents import DOCUMENTS, PREVIEW, SLOTS
from lk.applications.catalogue.kind_model import ApplicantGroup, Category, Kind
from lk.applications.catalogue.model import Step
from lk.applications.catalogue.requisites import REQUISITES
from lk.applications.catalogue.settings import Options, settled
from lk.applications.catalogue.site import SITE
from lk.applications.catalogue.technical import TECHNICAL


class UnknownKind(KeyError):
    """No kind has this code."""


SHIPPED = Options()

GROUPS = (
    ApplicantGroup("fl", "Для Физического лица", "Физическое лицо"),
    ApplicantGroup("ip", "Для Индивидуальных предпринимателей", "Индивидуальный предприниматель"),
    ApplicantGroup("ul", "Для Юридических лиц", "Юридическое лицо"),
)

# Bounds of whole power (Правила № 861): «N<=15, 15<N<=150, 150<N<670, N>=670»; the two small
# categories have no lower bound, since nobody is harmed by asking in the larger of them. The
# term of a temporary connection is that of пункт 13, its present wording.
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
        takes_two_sources=True,
    ),
    Category(code="670p", title="от 670\u00a0кВт", at_least=Decimal(670)),
    Category(code="tmp", title="Временное подключение", at_most=Decimal(150), longest_months=12),
)

STEPS = (REQUISITES, SITE, TECHNICAL, DOCUMENTS, PREVIEW)

# Rules over several answers, each with the field without which it has nothing to say.
CHECKS = (
    ("bank", "bank_acc"),
    ("temporary_term", "tmp_to"),
    ("power", "p_total"),
    ("voltage", "voltage"),
    ("reliability", "reliability"),
    ("phases", "phases"),
    ("points", "points"),
    ("stages", "stages"),
    ("reserve", "armor_tech"),
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
# What an entrepreneur connects does not serve his household.
_HOW_MUCH_OF = {"ip-15": "до 15кВт"}


def groups() -> tuple[ApplicantGroup, ...]:
    return GROUPS


def categories() -> tuple[Category, ...]:
    return CATEGORIES


def kind(code: str, options: Options = SHIPPED) -> Kind:
    """UnknownKind when there is none."""
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
    much = _HOW_MUCH_OF.get(f"{group}-{category}", _HOW_MUCH[category])
    return f"Заявка для {who}, мощностью присоединяемого объекта {much}"


@lru_cache(maxsize=16)
def _kinds(options: Options) -> Mapping[str, Kind]:
    made = (_kind(group, category, options) for group in GROUPS for category in CATEGORIES)
    return {kind.code: kind for kind in made}


def _kind(group: ApplicantGroup, category: Category, options: Options) -> Kind:
    code = f"{group.code}-{category.code}"
    steps = tuple(_step(step, code, options) for step in STEPS)
    keys = {field.key for step in steps for field in step.fields}
    return Kind(
        code=code,
        group=group,
        category=category,
        title=title_of(group.code, category.code),
        steps=steps,
        documents=tuple(slot for slot in SLOTS if code in slot.of),
        checks=tuple(name for name, key in CHECKS if key in keys),
    )


def _step(step: Step, code: str, options: Options) -> Step:
    """The step as this kind asks it; groups that have nothing for it fall away."""
    groups = []
    for group in step.groups:
        fields = tuple(field for field in group.fields if code in field.of)
        if code in group.of and fields:
            groups.append(settled(replace(group, fields=fields), options))
    return Step(step.code, step.title, tuple(groups))
