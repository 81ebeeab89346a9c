from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from lk.applications.catalogue import Field, groups, kind, kinds_of
from lk.applications.values import Refused, mask, parse, show

TODAY = date(2026, 11, 24)
KIND = kind("fl-150")
ORGANISATION_INN = Field(key="inn", label="ИНН", type="inn", rule="inn_10")
NOTE = Field(key="note", label="Примечание", type="textarea", max_length=20)
TICK = Field(key="tick", label="Согласен", type="checkbox")

KINDS = [each for group in groups() for each in kinds_of(group.code)]
ASKED = list(dict.fromkeys(field for each in KINDS for field in each.fields))
COLUMNS = list(dict.fromkeys(column for field in ASKED for column in field.fields))
FIELDS = [*ASKED, *COLUMNS, NOTE, TICK, ORGANISATION_INN]
NUMBERS = st.from_regex(r"[-+]?[0-9 .,]{1,15}", fullmatch=True)
TYPED = st.one_of(
    st.text(st.characters(exclude_categories=())),
    NUMBERS,
    st.from_regex(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", fullmatch=True),
    st.from_regex(r"\+?[0-9() -]{10,20}", fullmatch=True),
    st.from_regex(r"[1-6][0-9]{5},? .{0,40}", fullmatch=True),
    st.from_regex(r"[А-Яа-яЁё '-]{1,20}", fullmatch=True),
    st.emails(),
    st.booleans(),
    st.integers(),
    st.none(),
    st.lists(
        st.one_of(st.text(), st.dictionaries(st.sampled_from([c.key for c in COLUMNS]), NUMBERS))
    ),
)


def read_if_it_will_do(field, raw):
    """Refused is the one exception that may come; an empty answer stands for it."""
    try:
        return parse(field, raw, today=TODAY)
    except Refused:
        return parse(field, None)


@given(field=st.sampled_from(FIELDS), raw=TYPED)
@example(field=KIND.field("phone"), raw="+7913123456789012345")
@example(field=kind("ul-150").field("kpp"), raw="7017" + "ǆ" * 2 + "001")
@example(field=kind("ip-tmp").field("tmp_contract"), raw="№ 1 от 99.99.2026")
@example(field=KIND.field("email"), raw="a@[127.0.0.1]")
def test_whatever_is_typed_is_read_or_refused(field, raw):
    value = read_if_it_will_do(field, raw)

    assert parse(field, value, today=TODAY) == value
    assert isinstance(show(field, value), str)
    assert isinstance(mask(field, value), str)
