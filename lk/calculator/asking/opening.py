"""What is asked only for some answers: a field that is closed says nothing, whatever it holds."""

from collections.abc import Mapping

# By which field, and which values of it; no values: any.
OPENED_BY: dict[str, tuple[str, tuple[str, ...]]] = {
    "builds_line": ("scheme", ("temporary",)),
    "second_distance": ("reliability", ("I", "II")),
    "members": ("group", ("partnership",)),
    "meter_points": ("meter_kind", ()),
}


def is_open(name: str, typed: Mapping[str, str]) -> bool:
    if name not in OPENED_BY:
        return True
    opener, values = OPENED_BY[name]
    answer = typed.get(opener, "")
    return answer in values if values else bool(answer)
