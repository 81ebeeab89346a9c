from functools import cache

from lk.applications import catalogue
from lk.applications.catalogue import Choice, Options
from lk.applications.working_days import SHIPPED, Calendar
from lk.company import CalendarDay, Examples, Supplier, company


def options() -> Options:
    """What the catalogue takes from the running company's file."""
    known = company()
    return _options(known.suppliers, known.require_snils, known.examples)


@cache
def _options(suppliers: tuple[Supplier, ...], require_snils: bool, examples: Examples) -> Options:
    return Options(
        suppliers=tuple(Choice(each.code, each.name) for each in suppliers),
        require_snils=require_snils,
        examples=catalogue.Examples(
            phone=examples.phone,
            passport_issued=examples.passport_issued,
            cadastre=examples.cadastre,
            index=examples.index,
            address=examples.address,
        ),
    )


def working_calendar() -> Calendar:
    """Working days as the running company counts them: its own days are the stronger ones."""
    return _calendar(company().calendar)


@cache
def _calendar(days: tuple[CalendarDay, ...]) -> Calendar:
    return SHIPPED.also((each.day, each.is_working) for each in days)
