"""What the form of a day offers: only what its tariff has rates or rules for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lk.calculator.rules import (
    RELIABILITIES,
    VOLTAGES,
    Choice,
    Options,
    Tariff,
    distance_rule,
    options,
)

Choices = tuple[tuple[str, str], ...]
TERRITORY_WORDS = {"city": "Город или поселок городского типа", "rural": "Сельская местность"}
SCHEME_WORDS = {"permanent": "Постоянная", "temporary": "Временная"}
LINE_WORDS = {"air": "Воздушная", "cable": "Кабельная"}
GROUP_WORDS = {
    "usual": "Без особой категории",
    "social": "Граждане, которым положена социальная поддержка",
    "partnership": "Товарищество или кооператив (СНТ, ГСК)",
}
# Open without a tariff, too: what it will cost is asked in these words everywhere.
_ALWAYS: dict[str, Choices] = {
    "power": (),
    "distance": (),
    "voltage": tuple((each, each.replace(".", ",")) for each in VOLTAGES),
    "reliability": tuple((each, each) for each in RELIABILITIES),
    "on": (),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """The names that are asked; for choices the values with their words, for others nothing.

    `lines`: which lines the tariff has rates for, the first is meant when none is chosen.
    `distance_rule`: when the distance matters, in sentences; `is_distance_free`: whether fig. 15's
    hint, by which it does not, is true of this tariff.
    """

    asked: dict[str, Choices]
    lines: tuple[str, ...] = ()
    distance_rule: str = ""
    is_distance_free: bool = True

    def has(self, name: str) -> bool:
        return name in self.asked

    def choices(self, name: str) -> Choices:
        """What may be chosen; of a name that is not on offer, what some tariff may know."""
        return self.asked.get(name, KNOWN.get(name, ()))

    def allows(self, name: str, value: str) -> bool:
        known = self.choices(name)
        return any(value == each for each, _ in known) or not (known or self.has(name))


NO_TARIFF = Offer(_ALWAYS)
# Choices that are the law's, not a tariff's.
KNOWN: dict[str, Choices] = {
    "territory": tuple(TERRITORY_WORDS.items()),
    "scheme": tuple(SCHEME_WORDS.items()),
    "line": tuple(LINE_WORDS.items()),
    "group": tuple(GROUP_WORDS.items()),
}
_last: list[tuple[Tariff, Offer]] = []


def offer_of(tariff: Tariff | None) -> Offer:
    """Made once while the same tariff is asked again and again."""
    if tariff is None:
        return NO_TARIFF
    known = _last[0] if _last else None
    if known is None or known[0] is not tariff:
        known = (tariff, _offer(tariff))
        _last[:] = [known]
    return known[1]


def _offer(tariff: Tariff) -> Offer:
    found = options(tariff)
    asked = {**_ALWAYS, "second_distance": (), "previous": (), **dict(_more(found))}
    rule = tariff.last_mile
    return Offer(
        asked, found.lines, distance_rule(tariff), bool(rule.small_share == 0 or rule.free_m)
    )


def _more(found: Options) -> Iterator[tuple[str, Choices]]:
    yield from _where(found)
    yield from _built(found)
    if found.has_long_work:
        yield "long", ()
    if found.has_reduced:
        groups = ("usual", *(("social",) if found.has_social else ()), "partnership")
        yield "group", tuple((each, GROUP_WORDS[each]) for each in groups)
        yield "members", ()


def _where(found: Options) -> Iterator[tuple[str, Choices]]:
    if found.territories:
        yield "territory", tuple((each, TERRITORY_WORDS[each]) for each in found.territories)
    if len(found.schemes) > 1:
        yield "scheme", tuple((each, SCHEME_WORDS[each]) for each in found.schemes)
        yield "builds_line", ()


def _built(found: Options) -> Iterator[tuple[str, Choices]]:
    if len(found.lines) > 1:
        yield "line", tuple((each, LINE_WORDS[each]) for each in found.lines)
    if kinds := [each for line in found.lines for each in found.line_kinds[line]]:
        yield "line_kind", _choices(kinds)
    if found.has_sections:
        yield "sections", ()
    if found.section_kinds:
        yield "section_kind", _choices(found.section_kinds)
    if found.substations:
        yield "substation", _choices(found.substations)
    if found.meters:
        yield "meter_kind", _choices(found.meters)
        yield "meter_points", ()


def _choices(found: Sequence[Choice]) -> Choices:
    return tuple(dict((each.value, each.words) for each in found).items())
