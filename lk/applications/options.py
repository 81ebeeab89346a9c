from functools import cache

from lk.applications.catalogue import Choice, Options
from lk.company import Supplier, company


def options() -> Options:
    """What the catalogue takes from the running company's file."""
    return _options(company().suppliers, company().require_snils)


@cache
def _options(suppliers: tuple[Supplier, ...], require_snils: bool) -> Options:
    choices = tuple(Choice(each.code, each.name) for each in suppliers)
    return Options(suppliers=choices, require_snils=require_snils)
