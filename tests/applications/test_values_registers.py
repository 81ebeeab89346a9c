"""Numbers of registers and banks, and the other answers that only some kinds ask."""

from datetime import date

import pytest

from lk.applications.catalogue import kind
from lk.applications.values import Refused, parse, show
from lk.applications.values.registers import account_fits, correspondent_fits

TODAY = date(2026, 11, 24)
UL, IP, TMP = kind("ul-15"), kind("ip-150"), kind("fl-tmp")

GOOD = [
    (UL, "inn", "7017114680", "7017114680"),
    (UL, "inn", "7017203428", "7017203428"),
    (UL, "inn", "70 1735 1521", "7017351521"),
    (UL, "ogrn", "1057000128184", "1057000128184"),
    (UL, "ogrn", " 1 087017 002533 ", "1087017002533"),
    (UL, "kpp", "701701001", "701701001"),
    (UL, "kpp", "7017ab001", "7017AB001"),
    (UL, "egrul_date", "12.03.2008", "2008-03-12"),
    (UL, "egrul_date", "24.11.2026", "2026-11-24"),
    (UL, "members_count", "1", 1),
    (UL, "members_count", "1 200", 1200),
    (UL, "head_name", "Ильин Иван", "Ильин Иван"),
    (UL, "org_name", "ООО «Кедр»", "ООО «Кедр»"),
    (UL, "bank_bik", "044525225", "044525225"),
    (UL, "bank_acc", "40702 810 9 3800 0012345", "40702810938000012345"),
    (IP, "inn", "701700000021", "701700000021"),
    (IP, "ogrnip", "320701700000002", "320701700000002"),
    # The rest of 13 has two digits here, and the last of them counts.
    (IP, "ogrnip", "320701700000080", "320701700000080"),
    (TMP, "tmp_contract", "договор № 15 от 1.3.2026", "договор № 15 от 1.3.2026"),
    (TMP, "tmp_from", "2027-04-01", "2027-04-01"),
    (TMP, "p_old", "0", "0"),
]

BAD = [
    (UL, "inn", "7017114681", "checksum"),
    (UL, "inn", "701700000021", "inn"),
    (UL, "inn", "0000000000", "checksum"),
    (UL, "inn", "７０１７１１４６８０", "inn"),
    (UL, "ogrn", "1057000128185", "checksum"),
    (UL, "ogrn", "105700012818", "ogrn"),
    (UL, "ogrn", "320701700000002", "ogrn"),
    (UL, "ogrn", "0000000000000", "checksum"),
    (UL, "ogrn", "١٠٥٧٠٠٠١٢٨١٨٤", "ogrn"),
    (UL, "kpp", "70170100", "kpp"),
    (UL, "kpp", "7017010011", "kpp"),
    (UL, "kpp", "7017АБ001", "kpp"),
    (UL, "kpp", "701701٠٠١", "kpp"),
    (UL, "egrul_date", "25.11.2026", "future"),
    (UL, "egrul_date", "31.02.2010", "date"),
    (UL, "members_count", "0", "minimum"),
    (UL, "members_count", "много", "number"),
    (UL, "head_name", "Петров", "name"),
    (UL, "org_name", "ОО", "short"),
    (UL, "bank_bik", "04452522", "bik"),
    (UL, "bank_bik", "000000000", "checksum"),
    (UL, "bank_acc", "4070281093800001234", "account"),
    (UL, "bank_acc", "4070281A938000012345", "account"),
    (UL, "org_kind", "Обычная организация", "choice"),
    (IP, "inn", "7017114680", "inn"),
    (IP, "ogrnip", "320701700000003", "checksum"),
    (IP, "ogrnip", "120701700000002", "checksum"),
    (IP, "ogrnip", "1057000128184", "ogrnip"),
    (TMP, "tmp_contract", "договор № 15", "undated"),
    (TMP, "tmp_contract", "договор № 15 от 31.02.2026", "undated"),
    (TMP, "tmp_to", "когда построим", "date"),
    (TMP, "reason", "new", "choice"),
]


@pytest.mark.parametrize(("of", "key", "raw", "kept"), GOOD)
def test_right_number_is_kept_in_one_spelling(of, key, raw, kept):
    field = of.field(key)

    assert parse(field, raw, today=TODAY) == kept
    assert parse(field, kept, today=TODAY) == kept
    assert show(field, kept)


@pytest.mark.parametrize(("of", "key", "raw", "code"), BAD)
def test_wrong_number_is_refused_by_the_name_of_its_field(of, key, raw, code):
    field = of.field(key)

    with pytest.raises(Refused) as refused:
        parse(field, raw, today=TODAY)

    assert refused.value.code == code
    assert refused.value.message.startswith(f"{field.name}: ")
    assert raw not in refused.value.message


@pytest.mark.parametrize(
    ("account", "bik", "fits"),
    [
        ("40702810938000012345", "044525225", True),
        ("40702810938000012346", "044525225", False),
        ("40702810938000012345", "046902606", False),
        # In a branch of the Bank of Russia the key is counted as of a correspondent account.
        ("40204810800000000001", "046902001", True),
        ("40204810100000000001", "046902001", False),
        # An account of the treasury has a key of another kind.
        ("03100643000000018500", "017003983", True),
    ],
)
def test_settlement_account_goes_with_the_bank(account, bik, fits):
    assert account_fits(account, bik) is fits


@pytest.mark.parametrize(
    ("account", "bik", "fits"),
    [
        ("30101810400000000225", "044525225", True),
        ("30101810800000000606", "046902606", True),
        ("40102810445370000059", "017003983", True),
        ("30101810400000000226", "044525225", False),
    ],
)
def test_correspondent_account_goes_with_the_bank(account, bik, fits):
    assert correspondent_fits(account, bik) is fits
