import pytest

from lk.applications.catalogue import kind
from lk.applications.guide import QUESTIONS, choose, why
from lk.applications.values import Refused


def test_there_are_three_questions_with_words_for_each_answer():
    assert [question.key for question in QUESTIONS] == ["who", "use", "power"]
    assert all(question.label and question.hint for question in QUESTIONS)
    assert all(choice.label for question in QUESTIONS for choice in question.choices)


@pytest.mark.parametrize(
    ("who", "use", "power", "code"),
    [
        ("fl", "home", "to15", "fl-15"),
        ("fl", "home", "to150", "fl-150"),
        ("fl", "home", "over670", "fl-670p"),
        ("fl", "business", "to15", "fl-150"),
        ("fl", "temporary", "to15", "fl-tmp"),
        ("fl", "temporary", "to670", "fl-670"),
        ("ip", "business", "to15", "ip-15"),
        ("ip", "temporary", "to150", "ip-tmp"),
        ("ul", "home", "to15", "ul-15"),
        ("ul", "business", "to670", "ul-670"),
        ("ul", "temporary", "over670", "ul-670p"),
        ("fl", "home", "15", "fl-15"),
        ("fl", "home", "15,01", "fl-150"),
        ("ul", "business", "150", "ul-150"),
        ("ul", "business", "150.01", "ul-670"),
        ("ul", "business", "669,99", "ul-670"),
        ("ul", "business", "670", "ul-670p"),
        ("ul", "temporary", "150", "ul-tmp"),
    ],
)
def test_three_answers_lead_to_a_kind(who, use, power, code):
    assert choose(who=who, power=power, use=use) == code


def test_every_answer_leads_somewhere_and_says_why():
    who, use, power = ([choice.value for choice in question.choices] for question in QUESTIONS)

    for answers in (
        {"who": first, "use": second, "power": third}
        for first in who
        for second in use
        for third in power
    ):
        found = kind(choose(**answers))
        assert why(**answers).startswith(f"{found.group.who}. ")


@pytest.mark.parametrize(
    ("who", "use", "power", "words"),
    [
        ("fl", "business", "to15", "только для бытовых нужд"),
        ("ul", "temporary", "to670", "Временно присоединяют только до 150\u00a0кВт"),
        ("fl", "temporary", "to15", "временное подключение"),
    ],
)
def test_why_tells_what_is_not_plain(who, use, power, words):
    assert words in why(who=who, power=power, use=use)


@pytest.mark.parametrize(
    ("answers", "label"),
    [
        ({"who": ""}, "Кто подает заявку"),
        ({"who": "все"}, "Кто подает заявку"),
        ({"use": "Для дома"}, "Для чего нужна электроэнергия"),
        ({"power": ""}, "Сколько киловатт нужно всего"),
        ({"power": "много"}, "Мощность"),
        ({"power": "-5"}, "Мощность"),
        ({"power": "1,234"}, "Мощность"),
    ],
)
def test_an_answer_that_says_nothing_is_refused_by_its_question(answers, label):
    with pytest.raises(Refused) as refused:
        choose(**({"who": "fl", "use": "home", "power": "to15"} | answers))

    assert refused.value.message.startswith(f"{label}: ")
