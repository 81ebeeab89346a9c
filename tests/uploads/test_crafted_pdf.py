"""What is said of PDF files that were made to harm, or that only look like one."""

import io
import resource
import time
from collections.abc import Callable

import pytest

from lk import uploads
from lk.uploads.errors import FileError
from tests.uploads.crafted_pdf import (
    REFUSED_AS_ACTIVE,
    REFUSED_AS_BROKEN,
    REFUSED_AS_LOCKED,
    TAKEN,
)

ACTIVE = "В PDF есть программы или вложения. Напечатайте его в новый PDF и приложите снова."
LOCKED = "PDF защищен паролем. Сохраните его без пароля и приложите снова."
BROKEN = "Файл не открывается. Сохраните его заново и приложите еще раз."
REFUSED = [
    *((name, make, ACTIVE) for name, make in REFUSED_AS_ACTIVE.items()),
    *((name, make, LOCKED) for name, make in REFUSED_AS_LOCKED.items()),
    *((name, make, BROKEN) for name, make in REFUSED_AS_BROKEN.items()),
]
# A refusal takes a process of its own; what unfolds is stopped by the limits of that process.
LONGEST_SECONDS = 30


def said(data: bytes) -> str:
    """The refusal in words; «» when the file is taken."""
    try:
        uploads.inspect("План.pdf", io.BytesIO(data))
    except FileError as refusal:
        return refusal.message
    return ""


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("make", "words"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_a_crafted_pdf_is_refused_with_its_reason(make: Callable[[], bytes], words: str) -> None:
    data = make()
    started = time.monotonic()

    found = said(data)

    assert found == words
    assert time.monotonic() - started < LONGEST_SECONDS


@pytest.mark.parametrize("make", TAKEN.values(), ids=TAKEN.keys())
def test_an_odd_but_harmless_pdf_is_taken(make: Callable[[], bytes]) -> None:
    found = said(make())

    assert found == ""


def test_the_corpus_has_thirty_different_files() -> None:
    files = {make() for _, make, _ in REFUSED}

    assert len(files) == len(REFUSED) >= 30


def test_what_unfolds_costs_this_process_nothing() -> None:
    data = REFUSED_AS_BROKEN["packed objects that unfold into more than the memory"]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    said(data)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50 * 1024
