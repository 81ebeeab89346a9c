import pytest

from lk.applications.names import lookup_key, of_applicant, person
from tests.applications.answers import CODES, typed_for


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Щербакова Алёна Петровна", "щербакова  АЛЕНА петровна "),
        ("Римский-Корсаков Николай", "Римский – Корсаков Николай"),
        ("Йорина Майя", "И\u0306орина Маи\u0306я"),
        ("Ива\u0301нов Пётр", "Иванов Петр"),
        ("Ива\u00adнов Пётр", "Иванов Петр"),
        ("ООО «Ромашка»", 'Общество с ограниченной ответственностью "РОМАШКА"'),
        ("ООО «Ромашка»", "Ромашка"),
        ("ООО «Ромашка»", "„Ромашка“, ООО"),
        ("АО 'Томскэнергосбыт'", "Томскэнергосбыт"),
        ("ПАО «Сибирь»", "Публичное  акционерное общество ``Сибирь''"),
        ("ИП Иванов Иван Иванович", "индивидуальный предприниматель Иванов Иван Иванович"),
        ("ИП Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("СНТ «Кедр-2»", "Садоводческое некоммерческое товарищество Кедр 2"),
        ("ООО «АО Восток»", "АО «Восток»"),
    ],
)
def test_spelling_does_not_matter(one, other):
    assert lookup_key(one) == lookup_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Иванов Иван", "Иванов Пётр"),
        ("Иванов Иван", "Иван Иванов"),
        ("ООО «Ромашка»", "ООО «Ромашка 2»"),
        ("Аооо", "Аоо"),
        ("Ооокна", "кна"),
        ("Иванов", "Иванова"),
    ],
)
def test_different_names_stay_different(one, other):
    assert lookup_key(one) != lookup_key(other)


@pytest.mark.parametrize("text", ["", " ", "«»", "—", "\u200b"])
def test_nothing_but_marks_gives_nothing(text):
    assert lookup_key(text) == ""


def test_bare_legal_form_stays_itself():
    assert lookup_key("ООО") == "ооо"


def test_person_without_middle_name_has_two_words():
    assert person("Ким", "Ли") == "Ким Ли"
    assert person("Ким", "Ли", "Сын") == "Ким Ли Сын"


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({"last_name": "Ким", "first_name": "Ли"}, ("Ким Ли",)),
        (
            {"last_name": "Щербакова", "first_name": "Алёна", "middle_name": "Ильинична"},
            ("Щербакова Алёна Ильинична",),
        ),
        ({"org_name": "ООО «Рога»", "org_short": "Рога"}, ("ООО «Рога»", "Рога")),
        ({"last_name": "Ким"}, ()),
    ],
)
def test_applicant_is_found_by_these_names(answers, names):
    assert of_applicant(answers) == names


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_kind_is_found_by_a_persons_name_and_an_organisation_by_its_own(code):
    names = {lookup_key(name) for name in of_applicant(typed_for(code))}

    if code.startswith("ul"):
        assert names == {"кедр", lookup_key("Ильин Иван Ильич")}
    else:
        assert names == {lookup_key("Щербакова Аграфена Петровна")}
