"""The search over the grid of many readings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lk.web.controls import Control
from lk.web.forms import is_storable, public_id_in


@dataclass(frozen=True)
class Asked:
    """What of the grid is shown: words, also those with a reading that was sent, from where on."""

    text: str = ""
    has_sent: bool = False
    after: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


def asked_in(args: Mapping[str, str]) -> Asked:
    """Odd values ask for nothing."""
    text = " ".join(args.get("text", "")[:200].split())
    text = text if is_storable(text) else ""
    has_sent = args.get("sent") == "y"
    said = {name: value for name, value in (("text", text), ("sent", "y" * has_sent)) if value}
    return Asked(text, has_sent, public_id_in(args.get("after")) or "", said)


def finder_of(asked: Asked) -> list[Control]:
    """The search over the grid."""
    return [
        Control("text", "Найти", value=asked.text, hint="Номер, адрес, договор или тип"),
        Control(
            "sent", "Показать и переданные, которые можно исправить", "tick", "y" * asked.has_sent
        ),
    ]
