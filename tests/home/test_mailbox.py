from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from lk.home import mailbox

AT = datetime(2026, 11, 24, 5, 4, tzinfo=UTC)


def put_letter(folder: Path, name: str, subject: str = "Письмо", text: str = "Текст") -> None:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"], letter["Subject"] = "noreply@lk.ru", "person@lk.ru", subject
    letter["Date"] = AT
    letter.set_content(text)
    letter.add_alternative("<p>другое</p>", subtype="html")
    (folder / name).write_bytes(letter.as_bytes())


def test_letters_stand_newest_first(tmp_path: Path):
    put_letter(tmp_path, "20261124-100000-1.eml", "Первое")
    put_letter(tmp_path, "20261124-110000-000002-account.confirm.eml", "Второе")

    found = mailbox.letters(tmp_path)

    assert [each.subject for each in found] == ["Второе", "Первое"]
    assert (found[0].to, found[0].at) == ("person@lk.ru", AT)


def test_folder_that_is_not_there_has_no_letters(tmp_path: Path):
    assert mailbox.letters(tmp_path / "mail") == []


def test_address_in_the_text_becomes_a_link_without_the_full_stop(tmp_path: Path):
    text = "Здравствуйте!\n\nОткройте\nhttp://127.0.0.1:8000/lk/confirm/a-b_c.\n"
    put_letter(tmp_path, "1.eml", text=text)

    letter = mailbox.letter(tmp_path, "1.eml")

    assert letter is not None
    pieces = [piece for part in letter.paragraphs for line in part for piece in line]
    assert [piece.url for piece in pieces if piece.url] == [
        "http://127.0.0.1:8000/lk/confirm/a-b_c"
    ]
    assert [len(part) for part in letter.paragraphs] == [1, 2]


@pytest.mark.parametrize(
    "name",
    ["../secrets.toml", "..", "../mail/1.eml", "/etc/passwd", "1.txt", ".eml", "a\0.eml", "1.eml/"],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str):
    folder = tmp_path / "mail"
    folder.mkdir()
    put_letter(folder, "1.eml")
    (tmp_path / "secrets.toml").write_text("secret")

    assert mailbox.letter(folder, name) is None


def test_link_to_a_file_elsewhere_is_no_letter(tmp_path: Path):
    folder = tmp_path / "mail"
    folder.mkdir()
    put_letter(tmp_path, "other.eml")
    (folder / "1.eml").symlink_to(tmp_path / "other.eml")

    assert mailbox.letter(folder, "1.eml") is None
    assert mailbox.letters(folder) == []


def put_files(folder: Path, *names: str) -> None:
    letter = EmailMessage(policy=SMTP)
    letter["Subject"], letter["To"], letter["Date"] = "С файлами", "person@lk.ru", AT
    letter.set_content("Текст")
    for name in names:
        data = f"%PDF {name}".encode()
        letter.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    (folder / "1.eml").write_bytes(letter.as_bytes())


def test_files_of_a_letter_are_named_and_given(tmp_path: Path):
    put_files(tmp_path, "Квитанция № 1.pdf", "Заявка.pdf")

    letter = mailbox.letter(tmp_path, "1.eml")
    second = mailbox.file_of(tmp_path, "1.eml", "2")

    assert letter is not None
    assert letter.files == ["Квитанция № 1.pdf", "Заявка.pdf"]
    assert second == mailbox.File("Заявка.pdf", "application/pdf", "%PDF Заявка.pdf".encode())


@pytest.mark.parametrize("place", ["-1", "0", "2", "", "x", "9" * 40])
def test_file_that_a_letter_has_not_is_none(tmp_path: Path, place: str):
    put_files(tmp_path, "Заявка.pdf")

    assert mailbox.file_of(tmp_path, "1.eml", place) is None
    assert mailbox.file_of(tmp_path, "2.eml", "1") is None
