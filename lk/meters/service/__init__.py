"""What is done with meters and readings."""

from lk.meters.service.card import Card, card_of
from lk.meters.service.due import Due, DueMeter, readings_due
from lk.meters.service.erasing import erase_bindings
from lk.meters.service.listing import (
    Edge,
    MeterPage,
    Wanted,
    all_meters_of,
    meters_of,
)
from lk.meters.service.owning import OwnMeter, own_meter
from lk.meters.service.registers import register_of, shown_to, standing_of
from lk.meters.service.sending import send, why_taken

__all__ = [
    "Card",
    "Due",
    "DueMeter",
    "Edge",
    "MeterPage",
    "OwnMeter",
    "Wanted",
    "all_meters_of",
    "card_of",
    "erase_bindings",
    "meters_of",
    "own_meter",
    "readings_due",
    "register_of",
    "send",
    "shown_to",
    "standing_of",
    "why_taken",
]
