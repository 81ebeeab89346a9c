"""What is meant where nothing is chosen or typed."""

from lk.calculator.asking.offering import Offer

RADIOS = {"territory": "city", "scheme": "permanent", "line": "air"}
TICKS = {"builds_line", "long"}
NO = {"n", "0", "false", "off"}
_USUAL = {"sections": "0", "meter_points": "1", "previous": "0", "members": "1", "group": "usual"}


def usual_of(name: str, offer: Offer) -> str:
    if name == "line" and offer.lines:
        return offer.lines[0]
    return RADIOS.get(name, _USUAL.get(name, ""))


def is_usual(name: str, text: str, offer: Offer) -> bool:
    return text == usual_of(name, offer) or (name in TICKS and text in NO)
