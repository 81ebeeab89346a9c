"""A real SMTP server on loopback that answers as a test wants: 250, 421, nothing at all."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from tests.harness.letters import SentLetter
from tests.servers.processes import free_port

ACCEPTED = "250 OK"


class MailServer:
    """What arrived stands in `letters`; `answers` are given one after another, then 250."""

    def __init__(self) -> None:
        self.port = free_port()
        self.raw: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.answers: list[str] = []
        self.hangs = threading.Event()
        self.before_answer: Callable[[], object] = lambda: None
        self._controller: Controller | None = None
        self.start()

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """As if the machine were off; `start` brings it back on the same port."""
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None

    def answer_with(self, *answers: str) -> None:
        """SMTP answers to the next letters, e.g. "421 later", "450 greylisted"."""
        self.answers.extend(answers)

    @property
    def letters(self) -> list[SentLetter]:
        return [SentLetter.read(raw) for raw in self.raw]

    def to(self, address: str) -> list[SentLetter]:
        return [letter for letter in self.letters if letter.to == address]

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        while self.hangs.is_set():
            await asyncio.sleep(0.05)
        answer = self.answers.pop(0) if self.answers else ACCEPTED
        if answer.startswith("250"):
            self.raw.append(bytes(envelope.content or b""))
            self.recipients.append(list(envelope.rcpt_tos))
            self.before_answer()
        return answer
