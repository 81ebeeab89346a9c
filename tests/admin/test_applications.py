import pytest

from lk.applications.rules import STATUSES
from tests import factories
from tests.harness.portal import changed_settings

DAY = "2026-11-24"


def registered(ok, application):
    ok("applications", "status", application.number, "registered", "--number", "Р-1", "--date", DAY)


def test_list_shows_submitted_applications_and_no_drafts(ok, application, consumer):
    draft = factories.a_draft(consumer)

    output = ok("applications", "list")

    assert application.number in output
    assert "Заявка подана" in output
    assert draft.public_id not in output


def test_drafts_are_listed_when_asked_for(as_json, application, consumer):
    draft = factories.a_draft(consumer)

    assert [row["number"] for row in as_json("applications", "list", "--status", "draft")] == [
        draft.public_id
    ]


def test_list_is_filtered(clock, as_json, application):
    expected = {
        ("--status", "submitted"): 1,
        ("--status", "review"): 0,
        ("--text", "ЩЕРБАКОВА"): 1,
        ("--text", "нет такого"): 0,
        ("--since", "2026-11-24"): 1,
        ("--since", "24.11.2026"): 1,
        ("--since", "2026-11-25"): 0,
        ("--limit", "1"): 1,
    }

    found = {each: len(as_json("applications", "list", *each)) for each in expected}

    assert found == expected


def test_passport_is_in_the_card_and_nowhere_else(ok, application):
    passport = application.submitted["passport"]
    shown = f"{passport[:4]} {passport[4:]}"

    card = ok("applications", "show", application.number)
    rest = [
        ok("applications", "list"),
        ok("applications", "list", "--json"),
        ok("applications", "export"),
        ok("applications", "export", "--json"),
    ]

    assert shown in card
    assert not any(passport in text or shown in text for text in rest)


def test_card_names_the_moves_that_are_allowed(ok, application):
    output = ok("applications", "show", application.number)

    assert "registered — Заявка зарегистрирована (нужно: --date, --number)" in output
    assert "cancelled — Заявка отозвана заявителем" in output


def test_card_for_programs_is_whole(as_json, application):
    found = as_json("applications", "show", application.number)

    assert found["number"] == application.number
    assert found["answers"]["passport"] == application.submitted["passport"]
    assert found["history"][0]["status"] == "submitted"
    assert found["documents"]


def test_number_is_taken_in_any_spelling(ok, application):
    typed = f" {application.number.upper()} ".replace("-", "–")

    assert application.number in ok("applications", "show", typed)


@pytest.mark.parametrize("command", ["show", "status", "answer", "files"])
def test_unknown_number_is_refused_kindly(command, refused, tmp_path, audit_lines):
    more = {"status": ["review"], "answer": ["Текст"], "files": ["--to", str(tmp_path / "x")]}

    said = refused("applications", command, "2026-11-24-9-0", *more.get(command, []))

    assert "Заявки «2026-11-24-9-0» нет" in said
    assert "Traceback" not in said
    assert [line.event for line in audit_lines()] == ["office.refused"]


def test_move_tells_the_consumer_and_leaves_one_line(ok, application, letters, audit_lines):
    audit_lines()

    output = ok(
        "applications", "status", application.number, "registered",
        "--number", "Р-1", "--date", DAY, "--comment", "Приняли", "--by", "Петрова",
    )  # fmt: skip

    letter = letters.last("ivanova@example.ru")
    lines = audit_lines()
    assert "Заявка зарегистрирована" in output
    assert letter.subject.startswith("Статус измен")
    assert "Приняли" in letter.text
    assert [(line.event, line.actor) for line in lines] == [
        ("application.status", "office:Петрова")
    ]
    assert lines[0].details["facts"].items() >= {"date": DAY, "number": "Р-1"}.items()


def test_consumer_sees_the_new_status_and_the_comment(signed_in, ok, application):
    ok("applications", "status", application.number, "registered",
       "--number", "Р-1", "--date", DAY, "--comment", "Приняли в работу")  # fmt: skip

    page = signed_in.open("applications.card", public_id=application.public_id)

    assert "Заявка зарегистрирована" in page.text
    assert "Приняли в работу" in page.text


def test_move_that_is_not_allowed_names_those_that_are(refused, application, audit_lines, letters):
    letters.deliver()
    audit_lines()

    said = refused("applications", "status", application.number, "contract", "--number", "1")

    assert "«Заявка подана»" in said
    assert "«Договор заключен» нельзя" in said
    assert "registered — Заявка зарегистрирована" in said
    assert "cancelled — Заявка отозвана заявителем" in said
    assert application.status == "submitted"
    assert [line.event for line in audit_lines()] == ["office.refused"]


@pytest.mark.parametrize(
    ("given", "missing"),
    [(["--number", "Р-1"], "--date"), (["--date", DAY], "--number"), ([], "--date")],
)
def test_move_without_a_fact_names_the_fact(refused, application, given, missing):
    said = refused("applications", "status", application.number, "registered", *given)

    assert missing in said
    assert application.status == "submitted"


def test_refusal_needs_a_reason(ok, refused, application):
    registered(ok, application)
    ok("applications", "status", application.number, "review")

    said = refused("applications", "status", application.number, "rejected")

    assert "--comment" in said


def test_whole_way_is_walked_by_commands(ok, application, letters):
    number = application.number
    registered(ok, application)
    for arguments in (
        ["review"],
        ["need_docs", "--comment", "Пришлите план"],
        ["review", "--comment", "Получили"],
        ["offer_posted", "--date", DAY, "--due", "2026-12-10"],
        ["contract", "--date", DAY, "--number", "Д-5"],
        ["works", "--progress", "10"],
        ["works", "--progress", "70", "--comment", "Опоры стоят"],
        ["ready", "--date", DAY],
        ["connected", "--date", DAY],
        ["closed", "--date", DAY, "--number", "А-7"],
    ):
        ok("applications", "status", number, *arguments)

    assert application.status == "closed"
    subjects = [each.subject for each in letters.to("ivanova@example.ru")]
    assert len([each for each in subjects if each.startswith("Статус измен")]) == 11


def test_term_may_not_be_before_the_date(ok, refused, application):
    registered(ok, application)
    ok("applications", "status", application.number, "review")

    said = refused("applications", "status", application.number, "offer_posted",
                   "--date", DAY, "--due", "2026-11-01")  # fmt: skip

    assert "раньше даты" in said


def test_status_after_the_last_one_is_refused(ok, refused, application):
    ok("applications", "status", application.number, "cancelled")

    said = refused("applications", "status", application.number, "review")

    assert "окончательный" in said


@pytest.mark.parametrize(
    "wrong",
    [
        ["nonsense"],
        ["registered", "--date", "вчера"],
        ["registered", "--date", "31.02.2026"],
        ["works", "--progress", "101"],
        ["works", "--progress", "-1"],
        ["registered", "--nothing"],
        ["registered", "--number"],
        [],
        ["registered", "лишнее"],
    ],
)
def test_wrong_use_is_told_in_russian(misunderstood, wrong):
    said = misunderstood("applications", "status", "2026-11-24-1-4", *wrong)

    assert said.startswith("Вызов: ")
    assert "Ошибка: " in said
    assert not any(word in said for word in ("Usage", "Error", "Missing", "Invalid"))


def test_wrong_code_is_answered_with_all_codes(misunderstood):
    said = misunderstood("applications", "status", "2026-11-24-1-4", "nonsense")

    assert all(code in said for code in STATUSES)


def test_case_sealed_with_a_key_that_is_gone_is_refused_in_words(app, refused, application):
    with changed_settings(app, data_keys={"other": bytes(range(32))}):
        said = refused("applications", "show", application.number)

    assert "LK_DATA_KEYS" in said
