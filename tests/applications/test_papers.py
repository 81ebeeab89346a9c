"""The PDFs themselves: they open, say what they are, hold their letters, and are the same again."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from lk.applications.papers.making import TEMPLATES, make, picture
from lk.applications.papers.sheets import draft_sheet, empty_sheet, submitted_sheet
from lk.applications.papers.slips import receipt_slip
from lk.company import DEFAULT_FILE, load
from tests.applications.answers import CODES
from tests.applications.sheets import (
    AT,
    URL,
    application,
    claims,
    documents,
    fonts,
    opened,
    receipt,
)

COMPANY = load(DEFAULT_FILE)
MOST_BYTES = 500_000
HOSTILE = (
    '#eval("1+1") $x^2$ \\ *жир* _к_ [ ] { } <a> @ref `raw` // /* */ ~ "кав" #import "a": b',
    "= Заголовок\n- список\n+ еще\n/ слово: нет",
    '#read("/etc/passwd") #panic("!") #sys.inputs',
    "щ" * 300,
    "W" * 5000,
    "👨‍👩‍👧‍👦 漢字 \u202eобрат\u2066 \0 \x1b[31m",
    "e" + "\u0301" * 300,
    "\n" * 50,
)


def submitted(code: str = "fl-150", **changes: Any) -> bytes:
    case = application(code, **changes)
    return make("application", submitted_sheet(case, documents(code), COMPANY, AT), at=AT)


def slip(number: int, *receipts: Any) -> dict[str, Any]:
    case = application()
    mine = next(each for each in receipts if each.number == number)
    return receipt_slip(mine, case, COMPANY, receipts=receipts, url=URL)


def ink(png: bytes) -> float:
    """Which part of the picture is not white."""
    picture = Image.open(BytesIO(png)).convert("L")
    dark = sum(picture.histogram()[:200])
    return dark / (picture.width * picture.height)


@pytest.mark.parametrize("code", CODES)
def test_an_application_of_every_kind_is_a_whole_archivable_pdf(code: str) -> None:
    data = submitted(code)

    with opened(data) as pdf:
        assert 2 <= len(pdf.pages) <= 4
        assert str(pdf.Root.Lang) == "ru-RU"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert claims(pdf) == ("3", "A")
        assert fonts(pdf) == {"PTSerif-Regular", "PTSerif-Bold", "PTMono-Regular"}
        assert "2026-11-24-702-5" in str(pdf.docinfo["/Title"])
    assert len(data) < MOST_BYTES


@pytest.mark.parametrize("code", CODES)
def test_an_empty_form_of_every_kind_is_a_pdf_of_a_few_pages(code: str) -> None:
    data = make("application", empty_sheet(application(code).kind, COMPANY), at=AT)

    with opened(data) as pdf:
        assert 3 <= len(pdf.pages) <= 7
        assert claims(pdf) == ("3", "A")
    assert len(data) < MOST_BYTES


def test_the_same_application_gives_the_same_bytes_again() -> None:
    first, again = submitted(), submitted()

    assert first == again
    assert submitted(last_name="Иванова") != first


def test_the_answers_lie_within_and_give_the_sum_of_the_receipt() -> None:
    case = application("ul-670p")

    with opened(submitted("ul-670p")) as pdf:
        answers = pdf.attachments["answers.json"].get_file().read_bytes()

    assert hashlib.sha256(answers).hexdigest() == receipt(case).data_sha256


def test_a_draft_holds_no_answers_and_no_number() -> None:
    case = application()
    case.number, case.is_submitted = None, False

    sheet = draft_sheet(case, documents(), COMPANY, AT)

    assert (sheet["mark"], sheet["answers"], sheet["facts"]) == ("ЧЕРНОВИК", "", [])
    assert sheet["notice"].startswith("Черновик: заявка не подана")
    with opened(make("application", sheet, at=AT)) as pdf:
        assert "Черновик" in str(pdf.docinfo["/Title"])
        assert not pdf.attachments


def test_a_correction_that_is_not_sent_yet_is_called_so() -> None:
    case = application()

    sheet = draft_sheet(case, documents(), COMPANY, AT)

    assert sheet["notice"].startswith("Черновик исправлений")
    assert sheet["facts"] == [["Номер заявки", "2026-11-24-702-5"]]


def test_a_corrected_application_says_when_it_was_corrected() -> None:
    later = AT + timedelta(minutes=20)

    facts = dict(submitted_sheet(application(), documents(), COMPANY, later)["facts"])

    assert facts["Подана через личный кабинет"] == "24.11.2026 в 12:04:31 (UTC+07:00)"
    assert facts["Исправлена заявителем"] == "24.11.2026 в 12:24:31 (UTC+07:00)"


def test_documents_stand_in_the_order_of_their_slots_without_the_replaced() -> None:
    old, *rest = documents()
    old.replaced_at = AT

    listed = submitted_sheet(application(), [*reversed(rest), old], COMPANY, AT)["files"]["list"]

    titles = [each["title"] for each in listed]
    assert titles == ["Документ о праве на объект или участок", "Копия паспорта"]


@pytest.mark.parametrize(
    ("code", "changes", "name"),
    [
        ("fl-150", {}, "Щербакова Аграфена Петровна"),
        ("ul-150", {}, "Ильин Иван Ильич"),
        (
            "ul-150",
            {"by_representative": "yes", "rep_name": "Орлова Ольга", "rep_doc": "Доверенность № 1"},
            "Орлова Ольга",
        ),
    ],
)
def test_who_signs_is_named_under_the_line(code: str, changes: Any, name: str) -> None:
    sheet = submitted_sheet(application(code, **changes), [], COMPANY, AT)

    assert sheet["sign"]["name"] == name


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_printed_and_never_run(text: str) -> None:
    changes = dict.fromkeys(("last_name", "obj_name", "obj_addr", "passport_issued"), text)
    case = application(raw=True, **changes)
    case.applicant_name = case.object_address = text
    sheet = submitted_sheet(case, documents(name=text), COMPANY, AT)
    mine = receipt(case)
    mine.files = [{"slot": text, "name": text, "sha256": "0" * 64}]

    paper = make("application", sheet, at=AT)
    slip = receipt_slip(mine, case, COMPANY, receipts=[mine], url=URL)

    assert paper.startswith(b"%PDF")
    assert make("receipt", slip, at=AT).startswith(b"%PDF")


def test_no_template_takes_text_for_markup() -> None:
    sources = [path.read_text("utf-8") for path in TEMPLATES.glob("*.typ")]

    assert len(sources) == 4
    assert not [word for word in ("eval(", "read(", "plugin(", "mode:") if word in "".join(sources)]


def test_signs_that_no_font_has_cost_only_the_archive_mark() -> None:
    with opened(submitted(raw=True, obj_name="漢字")) as pdf:
        assert claims(pdf) == (None, None)
        assert bool(pdf.Root.MarkInfo.Marked)


def test_a_receipt_is_one_page_with_its_number_in_the_title() -> None:
    data = make("receipt", slip(1, receipt(application())), at=AT)

    with opened(data) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "Квитанция №\u00a01 к заявке №\u00a02026-11-24-702-5"
        assert claims(pdf) == ("3", "A")


def test_a_receipt_says_what_was_received_when_from_whom() -> None:
    found = slip(1, receipt(application()))

    facts = dict(found["facts"])
    assert facts["Принято"] == "24.11.2026 в 12:04:31 (UTC+07:00)"
    assert facts["Заявитель"] == "Щербакова Аграфена Петровна"
    assert facts["Адрес объекта"] == "г. Томск, ул. Мира, д. 1"
    assert found["sum"] == receipt(application()).data_sha256
    assert [len(each["sum"]) for each in found["files"]] == [64, 64, 64]
    assert found["notice"] == ""


def test_a_receipt_that_was_replaced_says_by_which() -> None:
    case = application()
    three = [receipt(case, n, AT + timedelta(minutes=n)) for n in (1, 2, 3)]

    notices = [slip(n, *three)["notice"] for n in (1, 2, 3)]

    by_the_newest = "Заменена квитанцией №\u00a03 от 24.11.2026 в 12:07:31 (UTC+07:00)."
    assert notices == [by_the_newest, by_the_newest, ""]


def test_the_qr_code_on_the_receipt_is_read_as_the_private_address() -> None:
    paper = Image.open(BytesIO(picture("receipt", slip(1, receipt(application())), at=AT)))

    (code,) = zxingcpp.read_barcodes(paper.convert("L"))

    assert code.text == URL
    assert code.format == zxingcpp.BarcodeFormat.QRCode


@pytest.mark.parametrize("what", ["submitted", "draft", "empty", "receipt"])
def test_a_paper_as_a_picture_is_written_on_and_not_black(what: str) -> None:
    case = application()
    template, data = {
        "submitted": ("application", submitted_sheet(case, documents(), COMPANY, AT)),
        "draft": ("application", draft_sheet(case, documents(), COMPANY, AT)),
        "empty": ("application", empty_sheet(case.kind, COMPANY)),
        "receipt": ("receipt", slip(1, receipt(case))),
    }[what]

    share = ink(picture(template, data, at=AT))

    assert 0.01 < share < 0.3
