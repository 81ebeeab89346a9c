"""Many files at once: a short line, and whoever does not fit in is asked to come again."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Event
from typing import Any, BinaryIO

import pytest

from lk import uploads
from lk.applications import rules, service
from lk.applications.routes.documents import FILES_AN_HOUR
from lk.clock import now
from lk.limits import take
from lk.uploads import judging
from lk.uploads.pictures import Rebuilt
from tests.applications import papers
from tests.applications.wizard import a_draft, at_documents
from tests.client import Client
from tests.factories import a_pdf, a_png

BUSY = "Сейчас проверяется много файлов. Подождите немного и приложите еще раз."


def judged(name: str, content: bytes) -> uploads.Clean:
    return uploads.inspect(name, io.BytesIO(content))


@pytest.fixture
def full_line(monkeypatch: pytest.MonkeyPatch) -> None:
    line = BoundedSemaphore(1)
    line.acquire()
    monkeypatch.setattr(judging, "_line", line)


def test_beyond_a_short_line_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, content = Event(), papers.picture("PNG")

    def slow(stream: BinaryIO, _kind: str) -> Rebuilt:
        goes_on.wait(20)
        return Rebuilt(stream, b"")

    monkeypatch.setattr(judging, "rebuild", slow)
    with ThreadPoolExecutor(judging.IN_LINE) as threads:
        waiting = [threads.submit(judged, "a.png", content) for _ in range(judging.IN_LINE)]
        while judging._line._value:  # how many places are left
            pass
        with pytest.raises(rules.TooBusy, match="Подождите немного"):
            judged("b.png", content)
        goes_on.set()

    assert [each.result().name for each in waiting] == ["a.png"] * judging.IN_LINE
    assert judged("b.png", content).name == "b.png"


def test_the_line_leaves_threads_for_pages() -> None:
    assert judging.IN_LINE <= 4


def test_a_refused_file_leaves_its_place_in_the_line() -> None:
    for _ in range(judging.IN_LINE + 1):
        with pytest.raises(rules.BrokenFile):
            judged("a.png", papers.picture("PNG")[:60])

    assert judged("a.png", papers.picture("PNG")).name == "a.png"


def test_a_file_of_the_wrong_kind_does_not_stand_in_the_line(full_line: None) -> None:
    with pytest.raises(rules.WrongFileType):
        judged("a.txt", b"text")


def test_when_many_files_are_judged_the_page_says_so_at_the_slot(
    signed_in: Client, full_line: None
) -> None:
    page = at_documents(signed_in).submit("Загрузить План", file_plan=a_pdf("План.pdf"))

    assert page.status == 422
    assert page.field("file_plan").error == f"План.pdf: {BUSY}"


def test_what_was_judged_before_is_kept(
    signed_in: Client, consumer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, left = a_draft(consumer, files=False), iter([False, True])
    page = signed_in.open("applications.documents", public_id=draft.public_id)

    def one_then_none(*_: Any) -> Any:
        if next(left):
            raise rules.TooBusy
        return uploads.Clean("a.png", "image/png", io.BytesIO(papers.picture("PNG")))

    monkeypatch.setattr("lk.uploads.taking.inspect", one_then_none)
    page = page.submit("Загрузить План", file_plan=[a_png(), a_pdf("План.pdf")])

    assert page.field("file_plan").error == f"План.pdf: {BUSY}"
    assert [each.name for each in service.documents_of(draft)] == ["a.png"]


def test_sixty_files_an_hour_are_judged_for_a_consumer(
    clock: Any, signed_in: Client, consumer: Any
) -> None:
    page = at_documents(signed_in)
    take([(FILES_AN_HOUR, consumer.public_id)] * 59, now())
    page = page.submit("Загрузить План", file_plan=a_pdf("План.pdf"))

    late = page.submit("Загрузить План", file_plan=a_pdf("Другой.pdf", "другой"))

    assert page.has_link("План.pdf")
    assert late.status == 422
    assert late.field("file_plan").error == (
        "Другой.pdf: За час приложено много файлов. Подождите 1 час и приложите еще раз."
    )
    assert late.has_link("План.pdf")
    clock.forward(minutes=61)
    signed_in.sign_in_as(consumer)
    again = signed_in.open_path(page.path)
    assert again.submit("Загрузить План", file_plan=a_pdf("Новый.pdf", "новый")).has_link(
        "Новый.pdf"
    )


def test_a_large_picture_takes_little_memory_and_none_of_the_portal() -> None:
    content = papers.picture("PNG", (6300, 6300))
    script = (
        "import io, resource, sys\n"
        "from lk.uploads.pictures import rebuild\n"
        "stream = io.BytesIO(sys.stdin.buffer.read())\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "rebuild(stream, 'image/png')\n"
        "own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(own // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script], input=content, capture_output=True, check=True, timeout=60
    )

    own, child = map(int, ended.stdout.split())
    assert own < 30
    assert child < 300
