from lk.applications import steps
from lk.applications.catalogue import kind
from tests.applications.answers import TODAY, typed

KIND = kind("fl-150")


def rows_of(answers):
    return {group.title: dict(group.rows) for group in steps.preview(KIND, answers)}


def test_preview_shows_answers_in_russian():
    shown = rows_of(typed(mkd=True, distance_m="120"))

    assert list(shown)[:3] == [
        "Реквизиты и контакты",
        "Реквизиты физического лица",
        "Контактные данные",
    ]
    assert shown["Реквизиты и контакты"] == {"В связи с": "Присоединение впервые"}
    person = shown["Реквизиты физического лица"]
    assert person["Паспорт серия и номер"] == "6903 123456"
    assert person["Фактический адрес проживания (индекс и адрес)"] == (
        "634000, Томская обл., г. Томск, ул. Мира, д. 1"
    )
    assert person["СНИЛС"] == "—"
    assert "Отчество отсутствует" not in person
    assert "Документ представителя" not in person
    assert shown["Право и расположение"]["Помещение в МКД"] == "Да"
    assert shown["Право и расположение"]["Расстояние до сетей, м"] == "120\u00a0м"
    assert shown["Мощность"]["Всего, кВт"] == "12,5\u00a0кВт"
    assert shown["Этапы"]["Этап 1"].startswith("срок проектирования 03.2027")
    assert "Прежнее присоединение" not in shown


def test_preview_leads_back_to_the_step():
    found = {group.title: group.step for group in steps.preview(KIND, typed())}

    assert found["Контактные данные"] == "requisites"
    assert found["Мощность"] == "technical"


def test_preview_is_the_same_after_submitting():
    submitted = steps.answers_to_submit(KIND, typed(), today=TODAY)

    assert steps.preview(KIND, submitted) == steps.preview(KIND, typed())


def test_preview_of_a_draft_shows_what_was_typed():
    shown = rows_of({"p_new": "много", "stages": [{"power": "1,234"}], "email": "нет"})

    assert shown["Мощность"]["Максимальная мощность присоединяемых устройств, кВт"] == "много"
    assert shown["Мощность"]["Всего, кВт"] == "—"
    assert shown["Этапы"] == {"Этапы ввода в эксплуатацию": "—"}
    assert shown["Контактные данные"] == {"Телефон": "—", "Электронная почта": "нет"}
