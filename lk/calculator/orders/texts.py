"""Bytes to text, with the row of whatever is no text."""

from lk.calculator.orders.faults import Fault, OrderError, Place


def decoded(data: bytes, *encodings: str) -> str:
    """By the first of `encodings` that fits; raises OrderError for NUL and for no text at all."""
    if b"\0" in data:
        raise _wrong(data, data.index(b"\0"), "нулевой байт: это не текстовый файл")
    failed: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failed = failed or error
    assert failed is not None  # noqa: S101  # there is an encoding at least
    raise _wrong(data, failed.start, "это не текст в кодировке UTF-8")


def _wrong(data: bytes, position: int, message: str) -> OrderError:
    row = data.count(b"\n", 0, position) + 1
    start = data.rfind(b"\n", 0, position) + 1
    column = len(data[start:position].decode("utf-8", "replace")) + 1
    return OrderError([Fault(Place(row=row), f"символ {column}: {message}")])
