"""What is done with meters and readings."""

from lk.meters.service.due import Due, readings_due
from lk.meters.service.erasing import erase_bindings
from lk.meters.service.owning import OwnMeter, own_meter

__all__ = ["Due", "OwnMeter", "erase_bindings", "own_meter", "readings_due"]
