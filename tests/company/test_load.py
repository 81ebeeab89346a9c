from pathlib import Path

import pytest

from lk.company import DEFAULT_FILE, Company, CompanyFileError, load, require_endpoints
from lk.company.prose import plain

SHIPPED = DEFAULT_FILE.read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "company.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def shipped() -> Company:
    return load(DEFAULT_FILE)


def test_shipped_company_has_the_phones_of_the_manuals_head():
    company = shipped()

    lines = [(line.title, line.number, line.note) for line in company.phones]

    assert lines == [
        ("Диспетчерская служба", "999-908", ""),
        ("Пресс служба", "999-588", ""),
        ("Контакт центр", "999-911", ""),
        ("Контакт центр", "8-800-250-5991", "звонок бесплатный"),
    ]
    assert company.phones[0].href == "tel:+73822999908"


def test_shipped_company_has_the_menus_of_the_manual():
    company = shipped()

    top = [link.title for link in company.top_menu]
    side = {group.title: [link.title for link in group.links] for group in company.side_links}

    assert top == [
        "ГЛАВНАЯ", "НОВОСТИ", "УСЛУГИ", "О КОМПАНИИ", "КОНТАКТЫ", "ХИЩЕНИЕ", "ПОТРЕБИТЕЛЯМ",
    ]  # fmt: skip
    assert list(side) == ["Раскрытие информации", "Закупки", "Аварийная броня"]
    assert side["Раскрытие информации"] == [
        f"{year}\N{NO-BREAK SPACE}год" for year in range(2019, 2011, -1)
    ]


def test_shipped_texts_say_what_the_manual_says():
    company = shipped()

    assert company.application_phones == "Справки по телефону: 8 (3822) 999-718, 999-688, 999-532."
    assert company.time_zone.key == "Asia/Tomsk"
    assert "Показания принимаются только от:" in plain(company.meters)
    assert "обращаться по телефону: 999-888." in plain(company.meters)
    assert len(company.acts) == 2


def test_each_document_has_its_own_version():
    company = shipped()

    versions = {one.version for one in (company.terms, company.consent, company.supplier_consent)}

    assert len(versions) == 3


def test_first_supplier_of_the_file_is_offered():
    company = shipped()

    assert company.main_supplier.name == "АО «Томскэнергосбыт»"
    assert company.main_supplier.code == "tomskenergosbyt"


def test_addresses_and_numbers_are_tied_by_no_break_spaces():
    company = shipped()

    assert "г.\N{NO-BREAK SPACE}Томск, ул.\N{NO-BREAK SPACE}Шевченко" in company.office.address


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('legal_name = "ООО «Горсети»"', "", "legal_name"),
        ('legal_name = "ООО «Горсети»"', "legal_name = 7", "legal_name"),
        ('legal_name = "ООО «Горсети»"', 'legal_name = " "', "legal_name"),
        ('legal_name = "ООО «Горсети»"', 'legal_nam = "ООО"', "legal_nam"),
        ("require_snils = false", 'require_snils = "нет"', "require_snils"),
        ('"Asia/Tomsk"', '"Asia/Tmsk"', "time_zone"),
        ('"img/logo.svg"', '"../../secret"', "logo"),
        ('cadastre = "70:21', 'cadastre = "70-21', "examples.cadastre"),
        ('phone = "+7 (3822) 999-718"', 'phone = "999-718"', "examples.phone"),
        ('index = "634000', 'index = "г. Томск, 634000', "examples.index"),
        ('address = "634000', 'address = "Томск', "examples.address"),
        ('site_url = "https:', 'site_url = "javascript:', "site_url"),
        ('title = "Пресс служба"', "", "phones[2].title"),
        ('dial = "+73822999588"', 'dial = "телефон"', "dial"),
        ("since = 2026-11-24", 'since = "2026"', "terms.since"),
        ("\n[office]", "\n[[office]]", "office"),
        ('anchor = "screen"', 'anchor = "sign-in"', "instruction.anchor"),
        ("(@questions.index)", "(javascript:alert)", "contacts"),
        ('number = "999-888"', 'number = "9"\ncolour = "red"', "charges_phone.colour"),
    ],
)  # fmt: skip
def test_wrong_key_is_named(written, old: str, new: str, named: str):
    assert old in SHIPPED
    path = written(SHIPPED.replace(old, new, 1))

    with pytest.raises(CompanyFileError) as refused:
        load(path)

    assert f"«{named}" in str(refused.value)
    assert str(path) in str(refused.value)


def test_missing_file_is_named(tmp_path: Path):
    with pytest.raises(CompanyFileError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_broken_toml_names_the_line(written):
    path = written("legal_name = \n")

    with pytest.raises(CompanyFileError, match="line 1"):
        load(path)


def test_file_in_another_encoding_says_so(tmp_path: Path):
    path = tmp_path / "company.toml"
    path.write_bytes(SHIPPED.encode("cp1251", errors="replace"))

    with pytest.raises(CompanyFileError, match="UTF-8"):
        load(path)


def test_link_to_a_page_that_does_not_exist_is_refused():
    with pytest.raises(CompanyFileError, match=r"@questions\.index"):
        require_endpoints(shipped(), {"home.help"})


def test_third_proof_is_one_that_the_portal_knows(written):
    path = written(SHIPPED.replace('third_proof = "surname"', 'third_proof = "bill"'))

    with pytest.raises(CompanyFileError, match=r"binding\.third_proof.*surname или none"):
        load(path)


def test_without_a_word_of_it_the_third_proof_is_the_offices(written):
    text = SHIPPED.replace('[binding]\nthird_proof = "surname"\n', "")

    assert load(written(text)).binding.third_proof == "none"
