import hashlib
from typing import Any

import pytest

from lk.applications import service
from lk.applications.models import CaseFile
from lk.config import settings
from lk.db import db
from lk.outbox import Letter
from tests import factories
from tests.harness.papers import jpeg, pdf


@pytest.fixture
def contract(tmp_path: Any) -> Any:
    path = tmp_path / "Договор 14.pdf"
    path.write_bytes(pdf("договор"))
    return path


def attached(application: Any) -> list[Any]:
    db.session.rollback()
    return list(service.case_files_of(application))


def stored() -> int:
    return sum(each.is_file() for each in settings().files_folder.rglob("*"))


def test_document_is_attached_with_letter_and_audit(
    ok: Any, application: Any, contract: Any, audit_lines: Any
) -> None:
    said = ok(
        "applications", "attach", application.number, str(contract), "--code", "contract",
        "--title", "Проект договора № 14", "--comment", "Ждем подписи",
    )  # fmt: skip

    (file,) = attached(application)
    (line,) = [each for each in audit_lines() if each.event == "application.file_attached"]
    assert "Проект договора № 14" in said
    assert (file.title, file.code, file.side) == ("Проект договора № 14", "contract", "office")
    assert (file.by, line.actor) == ("office:Мальцева", "office:Мальцева")
    assert b"".join(service.read_case_file(file)) == contract.read_bytes()
    assert db.session.query(Letter).filter_by(purpose="applications.file_attached").count() >= 1


def test_title_is_the_kind_of_document_when_none_is_given(
    as_json: Any, application: Any, contract: Any
) -> None:
    found = as_json("applications", "attach", application.number, str(contract), "--code", "terms")

    assert found["title"] == "Технические условия"
    assert found["sha256"] == attached(application)[0].sha256_stored
    assert found["number"] == application.number


def test_photograph_is_attached_without_its_hidden_data(
    ok: Any, application: Any, tmp_path: Any
) -> None:
    picture = tmp_path / "Акт.jpg"
    picture.write_bytes(jpeg())

    ok("applications", "attach", application.number, str(picture), "--code", "act")

    (file,) = attached(application)
    assert file.content_type == "image/jpeg"
    assert file.sha256_original == hashlib.sha256(jpeg()).hexdigest()


def test_dry_run_leaves_nothing_behind(
    as_json: Any, application: Any, contract: Any, audit_lines: Any
) -> None:
    before = stored()

    found = as_json(
        "applications", "attach", application.number, str(contract), "--code", "contract",
        "--dry-run",
    )  # fmt: skip

    assert found["dry_run"] is True
    assert found["letters"][0]["purpose"] == "applications.file_attached"
    assert attached(application) == []
    assert audit_lines() == []
    assert stored() == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Договор.pdf", b"no pdf", "Подойдут файлы"),
        ("Договор.exe", b"MZ", "Подойдут файлы"),
        ("Пусто.pdf", b"", "Файл пуст"),
        ("Подпись.sig", b"0\x82", "Подойдут файлы"),
    ],
)
def test_other_files_are_refused_in_words(
    refused: Any, application: Any, tmp_path: Any, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = stored()

    said = refused("applications", "attach", application.number, str(path), "--code", "other")

    assert words in said
    assert stored() == before


def test_file_that_is_not_there_is_named(refused: Any, application: Any, tmp_path: Any) -> None:
    path = str(tmp_path / "нет.pdf")

    assert "не прочитать" in refused(
        "applications", "attach", application.number, path, "--code", "other"
    )
    assert "папка" in refused(
        "applications", "attach", application.number, str(tmp_path), "--code", "other"
    )


def test_same_document_is_refused_the_second_time(
    ok: Any, refused: Any, application: Any, contract: Any
) -> None:
    command = ("applications", "attach", application.number, str(contract), "--code", "contract")
    ok(*command)
    before = stored()

    assert "уже приложен" in refused(*command)
    assert len(attached(application)) == 1
    assert stored() == before


def test_draft_is_refused(refused: Any, consumer: Any, contract: Any) -> None:
    draft = factories.a_draft(consumer)

    assert "черновик" in refused(
        "applications", "attach", draft.public_id, str(contract), "--code", "contract"
    )
    assert db.session.query(CaseFile).count() == 0


def test_kind_of_document_is_one_of_five(runner: Any, application: Any, contract: Any) -> None:
    result = runner("applications", "attach", application.number, str(contract), "--code", "letter")

    assert result.exit_code == 2
    assert "contract, terms, invoice, act, other" in result.output


def test_file_that_is_not_there_is_refused_in_russian(
    refused: Any, application: Any, tmp_path: Any
) -> None:
    missing = str(tmp_path / "нет.pdf")

    said = refused("applications", "attach", application.number, missing, "--code", "contract")

    assert "не прочитать: нет такого файла или папки." in said
