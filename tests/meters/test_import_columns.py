"""How the billing's columns are called: the company's file says it, and its errors name the key."""

import dataclasses

import pytest

from lk.company.load import DEFAULT_FILE, CompanyFileError, load
from lk.meters.exchange.kinds import FILE_KINDS
from tests.meters.importing import history_of, take, two_contracts

HEAD = "[billing_columns]\n"


@pytest.fixture
def company_with(tmp_path):
    """`company_with(text)`: the company whose file has that instead of its [billing_columns]."""

    def company_with(text):
        plain = DEFAULT_FILE.read_text("utf-8")
        assert HEAD in plain
        path = tmp_path / "company.toml"
        path.write_text(plain.replace(HEAD, text), "utf-8")
        return load(path)

    return company_with


def test_a_company_without_names_of_its_own_uses_those_of_the_samples():
    columns = dataclasses.asdict(load(DEFAULT_FILE).billing_columns)

    assert columns == {code: {} for code in FILE_KINDS}


def test_names_of_the_companys_file_are_those_of_its_billing(session, company_with):
    two_contracts()
    company = company_with('[billing_columns.history]\nmeter_no = "Зав. №"\nreading = "Показ."\n')
    names = {"history": company.billing_columns.history}

    take("Зав. №;Период;Показ.;Расход\r\n1;2016-10;5;6\r\n".encode("cp1251"), names=names)

    assert history_of("1") == [("2016-10", 1, "5", "6", "actual")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[billing_columns]\nhistory = 5\n", "ключ «billing_columns.history»: нужна таблица"),
        ("[billing_columns.history]\nmeter_no = 5\n", "ключ «billing_columns.history.meter_no»"),
        ("[billing_columns.historie]\n", "ключ «billing_columns.historie» лишний"),
    ],
)
def test_a_wrong_key_is_named(company_with, text, why):
    with pytest.raises(CompanyFileError) as caught:
        company_with(text)

    assert why in str(caught.value)
