"""The six stages that PP 24, п. 19 «л» has a grid company publish, from the log of statuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from lk.applications.statuses import STATUSES

TITLES: Mapping[int, str] = {
    1: "Поступление заявки",
    2: "Направление договора и ТУ",
    3: "Заключение договора",
    4: "Выполнение ТУ сетевой организацией",
    5: "Фактическое присоединение",
    6: "Документы о присоединении",
}


class Change(Protocol):
    """A row of the log, whatever it comes from."""

    @property
    def status(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Stage:
    """`on`: the stage's day; `number`: of the registration, the contract, the act. Stage 4 has
    its beginning here, `progress` per cent and `done_on`.
    """

    on: date
    number: str = ""
    progress: int | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What is told of one case: its stages by number, and whether the company was in time.

    `is_in_time` is None where no term of the company was known.
    """

    stages: Mapping[int, Stage] = field(default_factory=dict)
    is_in_time: bool | None = None


def published(changes: Iterable[Change], *, today: date) -> Published:
    """All about the case from its log, the oldest first."""
    known = list(changes)
    return Published(stages_of(known), is_in_time(known, today=today))


def stages_of(changes: Iterable[Change]) -> dict[int, Stage]:
    """Stages that have been reached. A stage reached twice keeps its first day, but the number of
    stage 1 is that of the registration, when the office has given one.
    """
    found: dict[int, Stage] = {}
    for change in changes:
        stage = _STAGE_OF.get(change.status)
        if stage is None:
            continue
        number = str(change.facts.get("number") or "")
        known = found.get(stage)
        if stage == 4:
            found[4] = _works(known, change)
        elif known is None:
            found[stage] = Stage(change.day, number)
        elif change.status == "registered":
            found[stage] = Stage(known.on, number or known.number)
    return found


def is_in_time(changes: Iterable[Change], *, today: date) -> bool | None:
    """Whether each step of the company was done by its day, or may still be done by it."""
    known = list(changes)
    ends = [*(each.day for each in known[1:]), today]
    judged = [
        end <= due
        for change, end in zip(known, ends, strict=False)
        if STATUSES[change.status].whose_turn == "company" and (due := _due(change)) is not None
    ]
    return all(judged) if judged else None


# Stage 1 is reached by the submission; what comes before the offer is no stage of its own.
_STAGE_OF: Mapping[str, int] = {
    code: each.stage
    for code, each in STATUSES.items()
    if each.stage and code not in {"review", "need_docs"}
}


def _works(known: Stage | None, change: Change) -> Stage:
    is_done = change.status == "ready"
    began = known.on if known else change.day
    before = known.progress if known else None
    progress = 100 if is_done else change.facts.get("progress", before)
    return Stage(began, progress=progress, done_on=change.day if is_done else None)


def _due(change: Change) -> date | None:
    due = change.facts.get("due") or change.facts.get("term")
    return date.fromisoformat(due) if due else None
