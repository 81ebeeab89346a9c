"""How a value is turned down: in words that name the field and say what to do."""

from lk.applications.catalogue.model import Field


class Refused(ValueError):
    """A value that does not fit its field.

    `message` is Russian and never repeats what was typed; `row` (from 0) and `column` (a key)
    say where in a repeating group it stands.
    """

    def __init__(
        self, code: str, message: str, *, row: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.row = row
        self.column = column


def like(field: Field) -> str:
    """«, например 70:21:0100001:123»: the company's example, where the field has one."""
    return f", например {field.example}" if field.example else ""
