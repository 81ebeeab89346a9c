"""States that «Мои заявки» is filtered by: the statuses told in four words."""

from collections.abc import Mapping
from dataclasses import dataclass

from lk.applications.statuses import STATUSES, Status

YOURS, AT_WORK = "yours", "work"


@dataclass(frozen=True, slots=True)
class State:
    """`statuses` are the codes that the consumer knows by this one `label`."""

    code: str
    label: str
    statuses: tuple[str, ...]


def _state_of(status: Status) -> str:
    if not status.is_final:
        return YOURS if status.whose_turn == "consumer" else AT_WORK
    return "ended" if status.tone == "bad" else "done"


_LABELS = {
    YOURS: "Ждут вашего ответа",
    AT_WORK: "В работе",
    "done": "Завершены",
    "ended": "Отозваны, отклонены",
}
STATES: Mapping[str, State] = {
    code: State(
        code,
        label,
        tuple(
            each.code
            for each in STATUSES.values()
            if each.code != "draft" and _state_of(each) == code
        ),
    )
    for code, label in _LABELS.items()
}


def statuses_of(state: str) -> tuple[str, ...]:
    """The codes of the statuses in this state; none for a word that is no state."""
    return STATES[state].statuses if state in STATES else ()
