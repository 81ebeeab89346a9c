"""Files that go with a letter: whole, under their Russian names, by SMTP and in the folder."""

from email import message_from_bytes, policy

import pytest

from lk import mail, outbox
from lk.clock import now
from lk.config import settings
from lk.mail import Attachment
from lk.outbox import File
from lk.outbox import compose as composing
from tests.harness.portal import changed_settings

NAME = "Квитанция № 1 «к заявке» 2026-11-24-702-5, очень длинное имя на самой большой бумаге.pdf"
FILES = (
    Attachment(NAME, "application/pdf", b"%PDF\0\xff\r\n" * 20_000),
    Attachment("plain.pdf", "application/pdf", b"%PDF"),
)


@pytest.mark.parametrize("by_smtp", [True, False], ids=["smtp", "folder"])
def test_files_arrive_whole_under_their_names(app, portal, smtp, by_smtp):
    post = mail.Post(
        "a@example.ru", "Тема", "Текст", "<p>HTML</p>", "<1@lk.test>", "files", now(), FILES
    )

    with changed_settings(app, mail_server="127.0.0.1" if by_smtp else ""):
        mail.send(post)
        folder = settings().mail_folder

    if by_smtp:
        message = smtp.letters[0].message
    else:
        written = next(folder.glob("*-files.eml")).read_bytes()
        message = message_from_bytes(written, policy=policy.default)
    found = [(p.get_filename(), p.get_content_type(), p.get_content()) for p in attached(message)]
    assert found == [(each.name, each.content_type, each.content) for each in FILES]
    assert message.get_body(("plain",)).get_content().strip() == "Текст"
    assert message.get_body(("html",)).get_content().strip() == "<p>HTML</p>"


def attached(message):
    return list(message.iter_attachments())


def test_name_is_encoded_as_the_standard_says(app, portal, smtp):
    post = mail.Post("a@example.ru", "Т", "Т", "<p>Т</p>", "<2@lk.test>", "name", now(), FILES[:1])

    with changed_settings(app, mail_server="127.0.0.1"):
        mail.send(post)

    header = attached(smtp.letters[0].message)[0].as_string()
    assert "utf-8''%D0%9A" in header


def test_letter_without_files_has_none(put, smtp, consumer):
    put()

    outbox.deliver_due()

    assert attached(smtp.to(consumer.email)[0].message) == []


def test_composer_gives_files_beside_the_words(put, smtp, consumer, monkeypatch):
    real = composing._composers["questions.answer"]
    files = [File(each.name, each.content_type, lambda data=each.content: data) for each in FILES]
    monkeypatch.setitem(
        composing._composers,
        "questions.answer",
        lambda letter, at: {**real(letter, at), "files": files},
    )
    put()

    outbox.deliver_due()

    names = [part.get_filename() for part in attached(smtp.to(consumer.email)[0].message)]
    assert names == [NAME, "plain.pdf"]
