"""The table of terms is a lawyer's to edit: a mistake in it is named."""

from datetime import date

import pytest

from lk.applications import terms
from lk.applications.terms import Case

TUESDAY = date(2026, 11, 24)

ROW = """
[[term]]
code = "check"
statuses = ["submitted"]
whose = "company"
what = "Проверить"
counts_from = ["submitted"]
value = 3
unit = "wd"
law_ref = "п. 1"
effective_from = 2026-01-01
certainty = "memory"
source = "Проба"
"""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("value = 3", "value = 0"), "больше нуля"),
        (("value = 3", 'value = "3"'), "«value»"),
        (('unit = "wd"', 'unit = "days"'), "не знает слова «days»"),
        (('statuses = ["submitted"]', 'statuses = ["lost"]'), "«lost»"),
        (('source = "Проба"', ""), "нет ключа «source»"),
        (('source = "Проба"', 'sourse = "Проба"'), "«sourse» лишний"),
        (('source = "Проба"', 'source = ""'), "пуст"),
        (("effective_from = 2026-01-01", 'effective_from = "давно"'), "«effective_from»"),
        (("[[term]]", "[[term"), "не разобрать"),
    ],
)
def test_a_mistake_in_the_table_is_named(change, words):
    with pytest.raises(terms.TermsFileError, match=words):
        terms.load(ROW.replace(*change))


def test_a_newer_edition_takes_the_place_of_the_older_one_wherever_it_stands():
    newer = ROW.replace("2026-01-01", "2026-06-01").replace("value = 3", "value = 5")
    table = terms.load(newer + ROW)
    starts = {"submitted": TUESDAY}
    new = Case(category="150", submitted_on=TUESDAY)
    old = Case(category="150", submitted_on=date(2026, 5, 31))

    now, before = (terms.due(c, "submitted", starts, table=table) for c in (new, old))

    assert now is not None
    assert before is not None
    assert (now.row.value, before.row.value) == (5, 3)
