import pytest

from lk.account import rules
from lk.account.service.registration import Agreed, _log_consents
from lk.config import settings
from tests import factories
from tests.harness.dump import contents, difference


@pytest.fixture
def agreed(clock, consumer, session):
    factories.a_draft(consumer)
    factories.a_thread(consumer)
    _log_consents(consumer, [Agreed(rules.PERSONAL_DATA, "Согласие", "1")], "192.0.2.1", clock.now)
    session.commit()
    return consumer


def test_erasing_tells_what_went_and_what_is_kept(ok, agreed, application):
    said = ok("users", "erase", "ivanova", "--comment", "Заявление № 5")

    assert "ivanova: данные удалены, восстановить их нельзя." in said
    assert "черновики заявок — 1" in said
    assert "Осталось по закону: поданные заявки — 1; записи о согласиях — 1." in said
    assert agreed.is_erased


def test_trial_shows_the_same_and_the_letter_and_changes_nothing(ok, agreed, application):
    before, files = contents(), list(settings().files_folder.rglob("*"))

    said = ok("users", "erase", "ivanova", "--comment", "Заявление № 5", "--dry-run")

    assert "ничего не изменено" in said
    assert "черновики заявок — 1" in said
    assert "Письмо ivanova@example.ru: Данные учетной записи удалены" in said
    assert difference(before, contents()) == []
    assert list(settings().files_folder.rglob("*")) == files


def test_programs_get_the_counts(as_json, agreed):
    found = as_json("users", "erase", "ivanova", "--comment", "Заявление № 5")

    assert found["login"] == "ivanova"
    assert found["gone"]["messages"] == 1
    assert found["kept"] == {"consents": 1}


def test_consent_that_stands_needs_a_ground(refused, agreed):
    said = refused("users", "erase", "ivanova")

    assert "Согласие на обработку данных не отозвано" in said
    assert "--comment" in said
    assert not agreed.is_erased


def test_unknown_login_and_an_erased_one_are_refused_kindly(ok, refused, agreed):
    ok("users", "erase", "ivanova", "--comment", "Заявление № 5")

    assert "нет" in refused("users", "erase", "nobody")
    assert "восстановить их нельзя" in refused("users", "erase", "ivanova", "--comment", "Снова")
    assert "нужна новая регистрация" in refused("users", "unblock", "ivanova")


def test_erased_accounts_are_listed_apart(ok, as_json, agreed):
    ok("users", "erase", "ivanova", "--comment", "Заявление № 5")

    assert [each["login"] for each in as_json("users", "list", "--status", "erased")] == ["ivanova"]
    assert as_json("users", "list", "--status", "blocked") == []
    assert "Данные удалены" in ok("users", "show", "ivanova")


def test_case_of_an_erased_account_can_be_shown_and_moved_on(ok, agreed, application):
    ok("users", "erase", "ivanova", "--comment", "Заявление № 5")
    number = application.number

    assert number in ok("applications", "show", number)
    assert number in ok("applications", "list")
    assert number in ok("applications", "explain", number)
    ok("applications", "note", number, "Позвонили заявителю")
