"""What the calculator is asked: the four inputs of fig. 15 and what is folded under them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Question:
    """`power_kw` is the power to be connected (new), > 0; `distance_m` >= 0 to the networks.

    `line` "air" | "cable"; `line_kind`, `substation` (a kind of С5–С7; empty: none is built),
    `section_kind`, `meter_kind` (of С8; empty: the applicant has a meter) are kinds of the tariff.
    `second_distance_m` is the way to the second source for categories I and II; None: as far.
    `group` "" | "usual" | "social" | "partnership": who asks for the reduced fee; a `partnership`
    (СНТ, ГСК) has `members`. `builds_line`: a temporary connection needs a line to be built.
    """

    power_kw: Decimal
    distance_m: Decimal
    voltage: str
    reliability: str
    on: date
    territory: str = "city"
    scheme: str = "permanent"
    previous_kw: Decimal = Decimal(0)
    line: str = "air"
    line_kind: str = ""
    second_distance_m: Decimal | None = None
    builds_line: bool = False
    sections: int = 0
    section_kind: str = ""
    substation: str = ""
    meter_kind: str = ""
    meter_points: int = 1
    group: str = ""
    members: int = 1
    is_long: bool = False

    @property
    def whole_kw(self) -> Decimal:
        """With what was connected earlier: bounds of the law go by it."""
        return self.power_kw + self.previous_kw

    @property
    def sources(self) -> int:
        """Independent sources of supply: two for categories I and II."""
        return 1 if self.reliability == "III" else 2

    @property
    def voltage_kv(self) -> Decimal:
        return Decimal(self.voltage)
