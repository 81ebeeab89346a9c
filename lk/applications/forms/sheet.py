"""What a step's page draws: groups of lines, each a control, a value or repeated rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lk.applications import values
from lk.applications.catalogue import Answers, Condition, Field, Kind, Step, Value
from lk.applications.errors import Problem
from lk.applications.forms.fields import as_sent, control, fixed
from lk.applications.reading import Reading, read_all
from lk.web.controls import Conflict, Control, Fixed, Rest, Rows

# The list on top is to be read: it names so many places to mend, and how many more there are.
MOST_LISTED = 20
MORE_TEXT = "Исправьте и остальное, еще полей: {}"
OTHER_TEXT = "{}: в другом окне сохранено другое. Выберите, что оставить"
Drawn = Control | Fixed | Rows


@dataclass(slots=True)
class Line:
    """`opener` is the field that opens this one, `opened_by` the answers which do, as a script
    finds them on the page; none where only the server can tell. `words` says it to people while
    it is closed.
    """

    drawn: Drawn
    what: str
    key: str
    opener: str = ""
    opened_by: str | None = None
    words: str = ""


@dataclass(slots=True)
class Part:
    """Lines under one heading; the title may be empty."""

    title: str
    lines: list[Line]


@dataclass(slots=True)
class Sheet:
    """The step as it is to be drawn. `seen`: what comes back with it; `opened`: keys of the fields
    that are asked now, the others are there for the case that an answer opens them; `called_for`:
    keys of those that other answers have made required.
    """

    parts: list[Part]
    seen: str
    opened: list[str]
    called_for: list[str]
    form_errors: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Drawn | Rest]:
        """All that is refused, for the list on top; of a long list the beginning."""
        listed, rest = 0, list[Drawn]()
        for drawn in self.drawn:
            lines = list(_refused(drawn))
            listed += len(lines)
            if listed <= MOST_LISTED:
                yield from lines
            elif lines:
                rest.append(drawn)
        if rest:
            yield Rest(rest[0].id, [MORE_TEXT.format(sum(map(_count, rest)))])

    @property
    def drawn(self) -> Iterator[Drawn]:
        return (line.drawn for part in self.parts for line in part.lines)

    @property
    def by_name(self) -> dict[str, Drawn]:
        """Everything that can have a notice, by its name on the page."""
        found: dict[str, Drawn] = {}
        for drawn in self.drawn:
            found[drawn.name] = drawn
            if isinstance(drawn, Rows):
                found |= {cell.name: cell for row in drawn.rows for cell in row}
        return found


def sheet(
    kind: Kind,
    step: Step,
    answers: Answers,
    *,
    seen: str = "",
    is_final: bool = False,
    reading: Reading | None = None,
) -> Sheet:
    """The step filled with `answers`. `is_final`: they are parsed ones and are to be written as
    people write. `reading`: the answers as read, where that is at hand.
    """
    reading = reading or read_all(kind, answers)
    opened = [each.key for each in step.fields if each.key in reading.shown]
    asked = asked_keys(step, opened)
    parts = []
    for group in step.groups:
        lines = [
            _line(each, step, _drawn(each, answers, reading, is_final), each.key in reading.shown)
            for each in group.fields
            if each.key in asked
        ]
        if lines:
            parts.append(Part(group.title, lines))
    called_for = [
        each.key for each in step.fields if each.required_if and each.is_required(reading.open)
    ]
    return Sheet(parts, seen, opened, called_for)


def _refused(drawn: Drawn) -> Iterator[Drawn | Rest]:
    if isinstance(drawn, Rows):
        yield from drawn.refused()
    elif drawn.errors:
        yield drawn


def _count(drawn: Drawn) -> int:
    """How many places of a refused one are to be mended."""
    cells = [cell for row in drawn.rows for cell in row] if isinstance(drawn, Rows) else []
    return sum(bool(each.errors) for each in (drawn, *cells))


def asked_keys(step: Step, opened: Iterable[str]) -> set[str]:
    """The fields on the page: those that are shown, and those that an answer on the same page
    may open. Without a script the latter are in sight too; the rules ask for them only when open.
    """
    shown = set(opened)
    here = {each.key for each in step.fields}
    return {
        each.key
        for each in step.fields
        if each.key in shown or (each.shown_if is not None and each.shown_if.key in here)
    }


def show_problems(page: Sheet, problems: Iterable[Problem]) -> None:
    """Put each refusal over its field; what has no field here goes on top."""
    places = page.by_name
    for problem in problems:
        place = places.get(name_of(problem)) or places.get(problem.key)
        (page.form_errors if place is None else place.errors).append(problem.message)


def show_conflicts(page: Sheet, kind: Kind, conflicts: Mapping[str, tuple[Value, Value]]) -> None:
    """At each field that two windows have changed: what is stored, and what stands here."""
    places = page.by_name
    for key, (stored, typed) in conflicts.items():
        place, question = places.get(key), kind.field(key)
        if isinstance(place, Control | Rows):
            place.conflict = Conflict(_words(question, stored), _words(question, typed))
            place.errors = [OTHER_TEXT.format(question.name)]


def name_of(problem: Problem) -> str:
    """The name on the page of the control that a problem belongs to."""
    if problem.row is None or problem.column is None:
        return problem.key
    return f"{problem.key}-{problem.row}-{problem.column}"


def shown_text(question: Field, value: Value) -> Value:
    """A parsed answer as people write it, without its unit: what a person could have typed."""
    if question.type == "repeat" and isinstance(value, list):
        cells = {each.key: each for each in question.fields}
        return [
            {key: shown_text(cells[key], cell) for key, cell in row.items() if key in cells}
            for row in value
        ]
    if question.type in {"select", "radio", "yesno", "checkbox"} or value is None:
        return value
    return values.show(replace(question, unit=""), value)


def _drawn(question: Field, answers: Answers, reading: Reading, is_final: bool) -> Drawn:
    key = question.key
    if question.type == "readonly":
        return fixed(question, key, reading.values.get(key))
    value = answers.get(key)
    if is_final:
        value = shown_text(question, value)
    if question.type == "repeat":
        return _rows(question, value)
    return control(question, key, value, reading.open)


def _rows(question: Field, value: Value) -> Rows:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    rows += [{} for _ in range(question.min_rows - len(rows))]
    return Rows(
        name=question.key,
        label=question.label,
        rows=[_row(question, place, row) for place, row in enumerate(rows)],
        row_title=question.row_title or "Строка",
        hint=question.hint,
        least=question.min_rows,
        most=question.max_rows,
    )


def _row(question: Field, place: int, row: dict[str, Value]) -> list[Control | Fixed]:
    start = f"{question.key}-{place}-"
    return [
        fixed(column, start + column.key, None)
        if column.type == "readonly"
        else control(column, start + column.key, row.get(column.key), row)
        for column in question.fields
    ]


def _line(question: Field, step: Step, drawn: Drawn, is_open: bool) -> Line:
    what = {Fixed: "fixed", Rows: "rows"}.get(type(drawn), "control")
    line = Line(drawn, what, question.key)
    condition = question.shown_if
    opener = next((f for f in step.fields if condition and f.key == condition.key), None)
    if condition is None or opener is None:
        return line
    line.opener, line.words = opener.key, "" if is_open else _opening(opener, condition)
    if condition.above is None and not condition.is_filled:
        line.opened_by = "|".join(dict.fromkeys(as_sent(each) for each in condition.values))
    return line


def _opening(opener: Field, condition: Condition) -> str:
    """«если „Характер нагрузки“ — „Иное“»: when a field is asked, for those without a script."""
    if condition.is_filled:
        return f"если заполнено «{opener.name}»"
    if condition.above is not None:
        return f"если «{opener.name}» больше {condition.above}"
    said = [_words(opener, value) or "ничего" for value in condition.values]
    return f"если «{opener.name}» — «{'» или «'.join(dict.fromkeys(said))}»"


def _words(question: Field, value: Value) -> str:
    """An answer in words; rows that do not parse cell by cell."""
    if question.type != "repeat" or not isinstance(value, list):
        return values.show(question, value)
    lines = []
    for place, row in enumerate(value, start=1):
        cells = (values.show(c, row.get(c.key)) for c in question.fields if c.type != "readonly")
        if text := ", ".join(filter(None, cells)):
            lines.append(f"{question.row_title} {place}: {text}".strip())
    return "\n".join(lines)
