"""Where clamd is set, each file is shown to it first; without its word none is taken."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lk.config import settings
from lk.uploads import antivirus, take_in
from lk.uploads.errors import InfectedFile, NoScanner
from tests.applications.wizard import at_documents
from tests.client import Client
from tests.factories import a_pdf
from tests.harness.papers import pdf

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Answers each stream by `answer`, which sees what came; None: it never answers."""

    def __init__(self, path: Path, answer: Callable[[bytes], bytes | None]) -> None:
        self.answer, self.seen = answer, list[bytes]()
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(str(path))
        self.line.listen()
        self.is_over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                call, _ = self.line.accept()
            except OSError:
                return
            with call, call.makefile("rb") as came:
                assert came.read(10) == b"zINSTREAM\0"
                whole = b""
                while size := int.from_bytes(came.read(4)):
                    whole += came.read(size)
                self.seen.append(whole)
                said = self.answer(whole)
                if said is None:
                    self.is_over.wait(10)
                else:
                    call.sendall(said)

    def stop(self) -> None:
        self.is_over.set()
        self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()


def usual(whole: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"


@pytest.fixture
def clamd(tmp_path: Path, settings_changed: Any) -> Iterator[Callable[..., Clamd]]:
    started = []

    def start(answer: Callable[[bytes], bytes | None] = usual) -> Clamd:
        settings_changed(clamd=str(tmp_path / "clamd.ctl"))
        started.append(Clamd(tmp_path / "clamd.ctl", answer))
        return started[-1]

    yield start
    for each in started:
        each.stop()


def taken(content: bytes) -> Any:
    return take_in(slot="plan", name="a.pdf", stream=io.BytesIO(content), size=len(content))


def stored() -> list[Path]:
    return [path for path in settings().files_folder.rglob("*") if path.is_file()]


def test_a_clean_file_is_taken_after_all_of_it_was_seen(app: Any, clamd: Any) -> None:
    scanner, content = clamd(), pdf("x" * 200_000)

    ready = taken(content)

    assert ready.size == len(content)
    assert scanner.seen == [content]


def test_a_file_with_a_virus_is_refused_and_not_stored(app: Any, clamd: Any) -> None:
    clamd()

    with pytest.raises(InfectedFile, match="вирус"):
        taken(pdf() + EICAR + b"\n%%EOF")

    assert stored() == []


@pytest.mark.parametrize(
    "answer",
    [b"", b"OK\0", b"stream: OK maybe\0", b"INSTREAM size limit exceeded. ERROR\0", b"\xff" * 9000],
    ids=lambda each: each[:20].decode("latin-1"),
)
def test_an_odd_answer_is_no_answer(app: Any, clamd: Any, answer: bytes) -> None:
    clamd(lambda _: answer)

    with pytest.raises(NoScanner):
        taken(pdf())

    assert stored() == []


def test_a_scanner_that_keeps_silent_is_not_waited_for_long(
    app: Any, clamd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(antivirus, "SECONDS", 0.2)
    clamd(lambda _: None)

    with pytest.raises(NoScanner):
        taken(pdf())

    assert stored() == []


def test_a_scanner_that_is_down_lets_nothing_through(
    app: Any, tmp_path: Path, settings_changed: Any
) -> None:
    settings_changed(clamd=str(tmp_path / "nobody.ctl"))

    with pytest.raises(NoScanner, match="немного позже"):
        taken(pdf())

    assert stored() == []


def test_without_the_setting_nobody_is_asked(app: Any) -> None:
    assert settings().clamd == ""
    assert taken(pdf()).name == "a.pdf"


@pytest.mark.asvs("5.4.3")
def test_the_consumer_reads_it_at_the_document(
    signed_in: Client, tmp_path: Path, settings_changed: Any
) -> None:
    page = at_documents(signed_in)
    settings_changed(clamd=str(tmp_path / "nobody.ctl"))

    page = page.submit("Загрузить План", file_plan=a_pdf("План.pdf"))

    assert page.status == 422
    assert page.field("file_plan").error.startswith("План.pdf: Сейчас мы не можем проверить файл")
