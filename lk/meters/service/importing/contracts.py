from lk.meters.exchange.kinds import Layout
from lk.meters.service.importing.merging import Fact, Target
from lk.meters.service.importing.plans import Plan, absent
from lk.meters.service.importing.staging import RAW, TEXT, YES_NO, still_good

_RAW = {"number": TEXT, "holder": TEXT, "kind": TEXT, "may_send": YES_NO, "may_be_bound": YES_NO}


def _target(layout: Layout) -> Target:
    return Target(
        "contracts",
        key={"number": TEXT},
        facts={
            "holder": Fact(TEXT, "holder"),
            "kind": Fact(TEXT, "kind"),
            "may_send": Fact(YES_NO, "may_send"),
            "may_be_bound": Fact(YES_NO, "may_be_bound"),
        },
        kept=absent(layout, {"may_be_bound": "may_be_bound"}),
    )


def _source(_layout: Layout) -> str:
    return f"SELECT r.* FROM {RAW} AS r WHERE {still_good()}"


CONTRACTS = Plan(_RAW, _target, _source)
