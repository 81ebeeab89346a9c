from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row was not taken: the line of the file, the column as the file names it, the words."""

    line: int
    column: str
    message: str


class FileRefused(Exception):
    """The file as a whole is not what it should be: the message (Russian) says what to do."""


class Wrong(Exception):
    """What a cell holds is no value of its column: the message (Russian) says why."""
