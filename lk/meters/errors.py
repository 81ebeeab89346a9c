"""What is refused of a reading, in words for the reader."""

from collections.abc import Sequence

from lk.meters.rules.judging import Doubt, Fault


class ReadingError(Exception):
    """A refusal; `faults` and `doubts` tell what of which zone, if anything."""

    message = "Показание не принято."
    faults: Sequence[Fault] = ()
    doubts: Sequence[Doubt] = ()

    def __init__(self, message: str = "") -> None:
        self.message = message or self.message
        super().__init__(self.message)


class ReadingRefused(ReadingError):
    """Something is wrong with it, and no answer helps."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = tuple(faults)


class ReadingDoubted(ReadingError):
    """It is asked about: one of `answers` (codes of `rules.ANSWERS`) takes it as it is."""

    def __init__(self, doubts: Sequence[Doubt], answers: Sequence[str]) -> None:
        super().__init__(doubts[0].message)
        self.doubts, self.answers = tuple(doubts), tuple(answers)


class AlreadyTaken(ReadingError):
    """The billing has the reading of that month: the consumer cannot correct it any more."""


class TooManyCorrections(ReadingError):
    """The reading was corrected too often within an hour."""
