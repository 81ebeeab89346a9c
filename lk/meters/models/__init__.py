from lk.meters.models.billing import BillingPeriod
from lk.meters.models.contract import Contract, ContractBinding, Meter, MeterEvent
from lk.meters.models.exact import PLACES, Exact
from lk.meters.models.listed import ListedMeter
from lk.meters.models.reading import Reading, ReadingFile

__all__ = [
    "PLACES",
    "BillingPeriod",
    "Contract",
    "ContractBinding",
    "Exact",
    "ListedMeter",
    "Meter",
    "MeterEvent",
    "Reading",
    "ReadingFile",
]
