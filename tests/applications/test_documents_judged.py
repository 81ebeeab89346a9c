import io
import resource
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from lk import uploads
from lk.applications import rules
from tests.applications import papers

OBJECT_STREAMS = pikepdf.ObjectStreamMode.generate


def judged(name: str, content: bytes) -> uploads.Clean:
    return uploads.inspect(name, io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("План.pdf", papers.pdf, "application/pdf"),
        ("План.PDF", papers.pdf, "application/pdf"),
        ("a.pdf", lambda: papers.pdf(papers.opens_at_its_page), "application/pdf"),
        ("b.pdf", lambda: papers.pdf(papers.goes_to_its_page), "application/pdf"),
        ("c.pdf", lambda: papers.pdf(papers.has_a_link), "application/pdf"),
        ("a.jpg", lambda: papers.picture("JPEG"), "image/jpeg"),
        ("a.jpeg", lambda: papers.picture("JPEG"), "image/jpeg"),
        ("a.png", lambda: papers.picture("PNG"), "image/png"),
    ],
)
def test_papers_of_our_three_kinds_are_taken(
    name: str, make: Callable[[], bytes], kind: str
) -> None:
    found = judged(name, make())

    assert found.content_type == kind


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("name", "make", "refusal"),
    [
        ("script.pdf", lambda: papers.pdf(papers.runs_a_script), rules.ActiveContent),
        (
            "packed.pdf",
            lambda: papers.pdf(papers.runs_a_script, object_stream_mode=OBJECT_STREAMS),
            rules.ActiveContent,
        ),
        ("launch.pdf", lambda: papers.pdf(papers.starts_a_program), rules.ActiveContent),
        ("attached.pdf", lambda: papers.pdf(papers.carries_a_file), rules.ActiveContent),
        ("xfa.pdf", lambda: papers.pdf(papers.is_a_dynamic_form), rules.ActiveContent),
        ("locked.pdf", lambda: papers.pdf(encryption=papers.PASSWORD), rules.BrokenFile),
        ("owner.pdf", lambda: papers.pdf(encryption=papers.RESTRICTED), rules.BrokenFile),
        ("cut.pdf", lambda: papers.pdf()[:300], rules.BrokenFile),
        ("page.pdf", lambda: b"%PDF-1.4\n<html><script>1</script>%%EOF", rules.BrokenFile),
        ("cut.jpg", lambda: papers.picture("JPEG", (500, 500))[:900], rules.BrokenFile),
        ("huge.png", papers.huge_png, rules.BrokenFile),
        ("liar.png", lambda: papers.picture("JPEG"), rules.WrongFileType),
        ("liar.jpg", papers.pdf, rules.WrongFileType),
        ("liar.pdf", lambda: b"PK\x03\x04" + b"0" * 100, rules.WrongFileType),
        ("pdf", papers.pdf, rules.WrongFileType),
        ("plan.gif", lambda: papers.picture("GIF"), rules.WrongFileType),
        ("plan.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", rules.WrongFileType),
        ("IMG.HEIC", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, rules.BrokenFile),
        ("IMG.jpg", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, rules.WrongFileType),
    ],
)
def test_other_files_are_refused_in_words(
    name: str, make: Callable[[], bytes], refusal: type[rules.FileError]
) -> None:
    with pytest.raises(refusal) as refused:
        judged(name, make())

    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        papers.opens_by_an_action(S=Name.SubmitForm, F="https://example.org/"),
        papers.opens_by_an_action(S=Name.Launch, F="cmd.exe"),
        papers.opens_by_an_action(S=Name.GoToR, F="other.pdf", D="1"),
        papers.opens_by_an_action(S=Name.ImportData, F="data.fdf"),
        papers.opens_by_an_action(S=Name.URI, URI="https://example.org/"),
        papers.goes_to_its_page_and_on,
        papers.acts_when_its_page_opens,
    ],
)
def test_a_pdf_that_acts_by_itself_when_opened_is_refused(change: papers.Change) -> None:
    with pytest.raises(rules.ActiveContent, match="Напечатайте"):
        judged("paper.pdf", papers.pdf(change))


def test_a_pdf_that_unfolds_without_end_costs_us_little() -> None:
    with pytest.raises(rules.BrokenFile):
        judged("bomb.pdf", papers.unfolding_pdf())

    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert spent < 900


def test_a_picture_is_kept_upright_and_without_its_hidden_data() -> None:
    found = judged("снимок.jpg", papers.turned_with_a_place())

    kept = found.stream.read()
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 60)
        assert not picture.getexif()
    assert b"secret" not in kept


def test_what_hangs_on_a_picture_is_dropped() -> None:
    found = judged("снимок.jpg", papers.picture("JPEG") + b"<?php system($_GET[1]); ?>")

    assert b"php" not in found.stream.read()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Паспорт Иванова (копия).PDF", "Паспорт Иванова (копия).pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\я\\план.pdf", "план.pdf"),
        ("a\r\nX-Header: 1.pdf", "a X-Header_ 1.pdf"),
        ("\u202egpj.план.pdf", "gpj.план.pdf"),
        ("con.pdf", "документ con.pdf"),
        ("...pdf", "документ.pdf"),
        (".pdf", "документ.pdf"),
        ('a"b;c.pdf', "a_b_c.pdf"),
        ("я" * 4000 + ".pdf", "я" * 120 + ".pdf"),
    ],
)
def test_names_lose_what_could_do_harm(typed: str, kept: str) -> None:
    assert uploads.clean_name(typed, (".pdf",)) == kept
