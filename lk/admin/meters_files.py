"""A numbered file of readings for the billing: its name, its columns, its bytes."""

import glob
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from lk.admin.progress import bar
from lk.admin.speech import Refused
from lk.admin.writing import new_file
from lk.company import company
from lk.meters.rules import ANSWERS
from lk.meters.service.exporting import SentLine, lines_of
from lk.tables import MOST_XLSX_ROWS, write_csv, write_xlsx

FORMATS = ("csv", "xlsx")
ENCODINGS = ("utf-8-sig", "cp1251")
# The billing knows columns by these names, and sends its verdict back by `id` (and `zone`).
TITLES = {
    name: name
    for name in (
        "id",
        "contract_no",
        "meter_no",
        "period",
        "zone",
        "value",
        "reading_date",
        "submitted_at",
        "channel",
        "answer",
        "answer_words",
    )
}
_TIMES = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True)
class Numbered:
    """What is known of a file before it is written."""

    number: int
    made_at: datetime
    readings: int

    @classmethod
    def of(cls, file: Any) -> "Numbered":
        return cls(file.number, file.made_at, file.readings)


# Even of meters that have three zones each.
MOST_XLSX_READINGS = MOST_XLSX_ROWS // 3


@dataclass(frozen=True)
class Place:
    """Where files go and how they look; `target`: a folder, or the one file."""

    target: Path
    format: str
    encoding: str
    force: bool

    @property
    def is_folder(self) -> bool:
        return self.target.is_dir()

    def file(self, number: int) -> Path:
        name = f"readings-{number:06}.{self.format}"
        return self.target / name if self.is_folder else self.target


def place_at(target: Path, format_: str | None, encoding: str, *, force: bool) -> Place:
    """Raises Refused for a folder that is not there, and for a format that no file has."""
    suffix = target.suffix.lower().lstrip(".")
    if target.is_dir():
        return Place(target, format_ or "csv", encoding, force)
    if suffix not in FORMATS:
        raise Refused(f"Папки {target} нет. Создайте ее или назовите файл: readings.csv.")
    return Place(target, format_ or suffix, encoding, force)


def write(file: Numbered, place: Place, *, over: bool) -> Path:
    """The file on the disk, whole; the same number has the same bytes each time."""
    target = place.file(file.number)
    _sweep(target)
    with bar("Показания", file.readings) as advance, new_file(target, over=over) as out:
        rows = _rows(file.number, advance)
        if place.format == "xlsx":
            _write_steady_xlsx(out, rows, file.made_at)
        else:
            write_csv(out, rows, TITLES, zone=company().time_zone, encoding=place.encoding)
    return target


def _rows(number: int, advance: Any) -> Iterator[dict[str, Any]]:
    for some in lines_of(number=number):
        yield from (_row(line) for line in some)
        advance(len({line.id for line in some}))


def _row(line: SentLine) -> dict[str, Any]:
    row = {name: getattr(line, name, None) for name in TITLES}
    return row | {"answer_words": ANSWERS.get(line.answer, "")}


def _sweep(target: Path) -> None:
    """What a killed export has left of this very file; no other export runs now."""
    for each in target.parent.glob(f".{glob.escape(target.name[:200])}.*.part"):
        each.unlink(missing_ok=True)


def _write_steady_xlsx(out: BinaryIO, rows: Iterator[dict[str, Any]], made_at: datetime) -> None:
    """A book of which the same file comes each time: its own times are those of the file's row."""
    at = made_at.astimezone(UTC)
    with tempfile.TemporaryFile() as whole:
        write_xlsx(whole, rows, TITLES, zone=company().time_zone, sheet="Показания")
        with zipfile.ZipFile(whole) as book, zipfile.ZipFile(out, "w") as steady:
            for name in sorted(book.namelist()):
                entry = zipfile.ZipInfo(name, at.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                with book.open(name) as part, steady.open(entry, "w") as copy:
                    if name == "docProps/core.xml":
                        stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()
                        part_at = io.BytesIO(_TIMES.sub(stamp, part.read()))
                        shutil.copyfileobj(part_at, copy)
                    else:
                        shutil.copyfileobj(part, copy)
