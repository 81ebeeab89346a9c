import pytest

from lk.applications.catalogue import kind
from lk.applications.values import mask

KIND = kind("fl-150")


@pytest.mark.parametrize(
    ("key", "value", "masked"),
    [
        ("passport", "6903123456", "69** ****56"),
        ("snils", "11223344595", "***-***-***\u00a095"),
        ("inn", "701700000021", "70********21"),
        ("passport_issued", "ОВД г. Томска", "О** *. ******"),
        ("passport_date", "2010-03-12", "1*.**.****"),
        ("passport", None, ""),
        ("obj_addr", "г. Томск", "г. Томск"),
    ],
)
def test_personal_values_are_masked_in_lists(key, value, masked):
    assert mask(KIND.field(key), value) == masked
