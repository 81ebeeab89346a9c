"""Many readings at once: the grid, pasted or uploaded rows, and what the dry run passes on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import BinaryIO, cast

from flask import request
from wtforms import BooleanField, FileField, HiddenField, TextAreaField

from lk.db import new_public_id
from lk.meters.forms.reading import DayField
from lk.meters.forms.table_files import pasted, uploaded
from lk.meters.rules import ANSWERS
from lk.meters.rules.table import (
    ZONES,
    Damaged,
    TableRow,
    TooManyRows,
    day_of,
    filled,
    row_of,
    rows_in,
)
from lk.meters.service.table import MEANT, Answers
from lk.tables import TableError
from lk.web.forms import Form, public_id_in

MOST_BYTES = 5 * 1024 * 1024
# A text from so many signs on costs as much as a file.
HEAVY = 64 * 1024
DAMAGED = "Строки на странице испорчены. Загрузите таблицу или впишите показания заново."
NOTHING = "Вставьте строки из таблицы или выберите файл."
TOO_LONG = (
    "Вставлено слишком много текста: больше 5\N{NO-BREAK SPACE}МБ. Разделите его на части или"
    " сохраните как CSV или XLSX и загрузите файлом."
)
BOTH = "Выбран и файл, и вставленный текст: оставьте что-то одно."
NO_FIGURE = "Впишите хотя бы одно показание."
CELL = "v"
MOST_ON_PAGE = 200
CHANNELS = ("table", "file")


class DayForm(Form):
    """The grid without its cells."""

    taken_on = DayField("Дата показаний", description="Одна для всех строк этой страницы")

    def accepts(self, rows: Sequence[TableRow]) -> bool:
        """Whether there is a day, and anything to weigh."""
        if self.validate() and not rows:
            self.form_errors.append(NO_FIGURE)
        return not self.errors and not self.form_errors


class UploadForm(Form):
    """Rows pasted from a spreadsheet, or a file; `rows` is what was read of them, `skipped` are
    the lines without a reading.
    """

    taken_on = DayField("Дата показаний", description="Для строк, в которых своей даты нет")
    text = TextAreaField(
        "Или вставьте из Excel",
        description="В строке — номер счетчика и показание (или Т1, Т2, Т3)."
        " Можно вставить и весь шаблон вместе с названиями столбцов.",
        render_kw={"rows": 8, "autocomplete": "off", "spellcheck": "false"},
    )
    file = FileField(
        "Файл CSV или XLSX",
        description="До 5\N{NO-BREAK SPACE}МБ и 6000 строк. Удобнее всего — по шаблону.",
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )

    rows: Sequence[TableRow] = ()
    skipped: Sequence[int] = ()
    channel = "table"

    @property
    def has_file(self) -> bool:
        sent = request.files.get("file")
        return bool(sent and sent.filename)

    @property
    def is_heavy(self) -> bool:
        """Whether reading it may take long."""
        return self.has_file or len(self.text.data or "") > HEAVY

    def refuse(self, words: str) -> None:
        """Say it at the field that was used."""
        field = self.file if self.has_file else self.text
        field.errors = [words]

    def reads(self) -> bool:
        """Read what came; what cannot be read is told at its field."""
        is_valid = bool(self.validate())
        sent = request.files.get("file")
        name = sent.filename if sent else ""
        has_text = bool(self.text.data and self.text.data.strip())
        if sent and name and has_text:
            self.file.errors = [BOTH]
        elif sent and name:
            self.channel = "file"
            self._read_file(name, cast(BinaryIO, sent.stream))
        elif has_text:
            self._read_text(self.text.data)
        elif is_valid:
            self.text.errors = [NOTHING]
        return is_valid and not self.text.errors and not self.file.errors

    def _read_file(self, name: str, stream: BinaryIO) -> None:
        size = stream.seek(0, 2)
        stream.seek(0)
        try:
            if size > MOST_BYTES:
                raise TableError("файл больше 5\N{NO-BREAK SPACE}МБ: разделите его на части.")
            self.rows, self.skipped = uploaded(name, stream)
        except TableError as error:
            self.file.errors = [_sentence(error)]

    def _read_text(self, text: str) -> None:
        if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
            self.text.errors = [TOO_LONG]
            return
        try:
            self.rows, self.skipped = pasted(text)
        except TableError as error:
            self.text.errors = [_sentence(error)]


class PassedOn(Form):
    """What the dry run passes on: nothing of it is trusted, all rows are judged again."""

    rows = HiddenField()
    taken_on = DayField("Дата показаний")
    channel = HiddenField()
    key = HiddenField(default=new_public_id)
    insists = BooleanField("На остальные вопросы ответ один: все верно, показание проверено")

    @property
    def one_time_key(self) -> str:
        return public_id_in(self.key.data) or new_public_id()

    @property
    def told_channel(self) -> str:
        return self.channel.data if self.channel.data in CHANNELS else "table"

    @property
    def answers(self) -> Answers:
        """Those given row by row, and whether all others go as they are."""
        by_line = {
            int(name.removeprefix("answer-")): value
            for name, value in request.form.items()
            if _is_answer(name) and (value in ANSWERS or value == MEANT)
        }
        return Answers(by_line, insists=bool(self.insists.data))

    def read_rows(self) -> list[TableRow]:
        """Raises TooManyRows and Damaged."""
        return rows_in(self.rows.data or "")

    def is_whole(self) -> bool:
        """Whether the rows and the day can be read at all."""
        if not self.validate():
            return False
        try:
            return bool(self.read_rows())
        except (Damaged, TooManyRows):
            return False


class CheckedCell:
    """A row of the grid that is being typed: its meter, what stands in it, and the day above."""

    def __init__(self, args: Mapping[str, str], on: date) -> None:
        self.meter = next(iter(shown_meters(args)), "")
        self.row = next(iter(grid_rows(args)), row_of(1, values=()))
        self.day = day_of(args.get("taken_on", "")[:20], on) or on


def grid_rows(sent: Mapping[str, str]) -> list[TableRow]:
    """The rows of the grid that something was typed in."""
    typed = {meter: [""] * ZONES for meter in shown_meters(sent)}
    for name, text in sent.items():
        meter, zone = _cell_of(name)
        if meter in typed:
            typed[meter][zone - 1] = text
    return filled(
        row_of(line, values=values, meter=meter)
        for line, (meter, values) in enumerate(typed.items(), start=1)
    )


def shown_meters(sent: Mapping[str, str]) -> list[str]:
    """The meters of the page that was sent, empty rows too."""
    found = dict.fromkeys(meter for meter, _ in map(_cell_of, sent) if meter)
    return list(found)[:MOST_ON_PAGE]


def _cell_of(name: str) -> tuple[str, int]:
    """Of which meter and zone a field is; no meter for any other field."""
    head, _, rest = name.partition("-")
    meter, _, zone = rest.partition("-")
    is_cell = head == CELL and zone in {"1", "2", "3"} and public_id_in(meter)
    return (meter, int(zone)) if is_cell else ("", 0)


def _is_answer(name: str) -> bool:
    head, _, line = name.partition("-")
    return head == "answer" and line.isascii() and line.isdigit() and len(line) < 8


def _sentence(error: TableError) -> str:
    """«Строка 3: кавычки не закрыты.»"""
    words = str(error)
    return words[:1].upper() + words[1:]


def usual_day(form: Form, on: date) -> date:
    """The day of rows without one."""
    found: date | None = form["taken_on"].data
    return found or on
