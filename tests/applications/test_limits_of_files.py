import pytest

from lk.applications import rules


def test_twentieth_draft_is_the_last():
    assert rules.check_new_draft(19) is None
    with pytest.raises(rules.TooManyDrafts, match="20"):
        rules.check_new_draft(20)


MB = 1024 * 1024


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"size": 1}, None),
        ({"size": 10 * MB}, None),
        ({"size": 10 * MB + 1}, rules.FileTooLarge),
        ({"size": 0}, rules.EmptyFile),
        ({"slot_files": 4}, None),
        ({"slot_files": 5}, rules.TooManyFiles),
        ({"files": 19}, None),
        ({"files": 20}, rules.TooManyFiles),
        ({"size": 10 * MB, "total": 40 * MB}, None),
        ({"size": 10 * MB, "total": 40 * MB + 1}, rules.TotalTooLarge),
    ],
)
def test_files_have_limits(facts, error):
    file = {"size": 1, "slot_files": 0, "slot_max": 5, "files": 0, "total": 0} | facts

    if error is None:
        assert rules.check_file(**file) is None
        return
    with pytest.raises(error) as refused:
        rules.check_file(**file)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "mime", "fits"),
    [
        ("план.PDF", "application/pdf", True),
        ("скан.jpg", "image/jpeg", True),
        ("скан.jpeg", "image/jpeg", True),
        ("скан.png", "image/png", True),
        ("скан.png", "image/jpeg", False),
        ("план.pdf.exe", "application/pdf", False),
        ("план", "application/pdf", False),
        ("фото.heic", "image/heic", True),
        ("ФОТО.HEIF", "image/heic", True),
        ("фото.jpg", "image/heic", False),
        ("план.pdf", None, False),
        ("", None, False),
    ],
)
def test_type_is_judged_by_content_and_by_name(name, mime, fits):
    if fits:
        assert rules.check_file_type(name=name, mime=mime) is None
        return
    with pytest.raises(rules.WrongFileType, match="PDF, JPEG и PNG"):
        rules.check_file_type(name=name, mime=mime)
