"""Whole applications of every kind as people type them; tests change a bit.

`typed()` is «Физическое лицо · до 150 кВт», `typed_for("ul-670")` any of the fifteen.
"""

from datetime import date
from typing import Any

TODAY = date(2026, 11, 24)
DOCUMENTS = {"plan": 1, "own": 1, "passport": 2}
CODES = tuple(
    f"{who}-{power}" for who in ["fl", "ip", "ul"] for power in ["15", "150", "670", "670p", "tmp"]
)

_ADDRESS = "634000, Томская обл., г. Томск, ул. Мира, д. 1"

_NAME: dict[str, Any] = {
    "last_name": "Щербакова",
    "first_name": "Аграфена",
    "middle_name": "Петровна",
    "middle_name_absent": False,
    "passport": "6903 123456",
    "passport_issued": "ОВД Кировского района г. Томска, 12.03.2010",
}
_BANK: dict[str, Any] = {
    "bank_bik": "044525225",
    "bank_acc": "40702810938000012345",
    "bank_corr": "30101810400000000225",
}
_WHO: dict[str, dict[str, Any]] = {
    "fl": _NAME,
    "ip": {
        **_NAME,
        "inn": "701700000021",
        "ogrnip": "320701700000002",
        "egrip_date": "15.06.2020",
        **_BANK,
    },
    "ul": {
        "org_name": "Общество с ограниченной ответственностью «Кедр»",
        "org_short": "ООО «Кедр»",
        "inn": "7017203428",
        "kpp": "701701001",
        "ogrn": "1087017002533",
        "egrul_date": "12.03.2008",
        "head_name": "Ильин Иван Ильич",
        "head_post": "директор",
        "head_basis": "Устав",
        "contact_name": "Орлова Ольга Олеговна",
        **_BANK,
    },
}
_REQUISITES: dict[str, Any] = {
    "reason": "new",
    "by_representative": "no",
    "addr_reg": _ADDRESS,
    "addr_same": True,
    "addr_fact": "",
    "phone": "8 (3822) 999-718",
    "email": "shcherbakova@example.ru",
}
_SITE: dict[str, Any] = {
    "obj_kind": "house",
    "obj_name": "жилой дом, ВРУ-0,4 кВ",
    "obj_addr": "г. Томск, ул. Мира, д. 1",
    "settlement": "city",
    "cadastre": "70:21:0100001:123",
    "own_kind": "own",
    "supplier": "tomskenergosbyt",
    "supply_kind": "supply",
}


def _stage(power: str, **more: str) -> dict[str, Any]:
    return {"design": "03.2027", "commission": "09.2027", "power": power, **more}


_LARGE: dict[str, Any] = {
    "reliability": "II",
    "p_II": "100",
    "load_kind": "manufacturing",
    "distort": False,
    "has_transformers": "yes",
    "transformers": [{"count": "2", "power": "400"}],
    "has_generators": True,
    "generators": [{"count": "1", "power": "100"}],
    "gen_min": "20",
    "armor_tech": "30",
    "armor_tech_why": "печь обжига остывает трое суток",
    "pa": "yes",
    "calc_rate_kind": "standard",
}
_POWER: dict[str, dict[str, Any]] = {
    "15": {
        "p_new": "12,5",
        "voltage": "0.4",
        "phases": "3",
        "load_kind": "household",
        "stages": [_stage("12,5")],
    },
    "150": {
        "p_new": "12,5",
        "voltage": "0.4",
        "phases": "3",
        "load_kind": "household",
        "stages": [_stage("12,5")],
        "calc_rate_kind": "standard",
    },
    "670": {
        **_LARGE,
        "p_new": "400",
        "p_III": "300",
        "voltage": "10",
        "points": [
            {"power": "250", "voltage": "10", "about": "ячейка 5"},
            {"power": "150", "voltage": "0.4", "about": ""},
        ],
        "stages": [_stage("100", reliability="II"), _stage("300", reliability="III")],
    },
    "670p": {
        **_LARGE,
        "p_new": "1 200,5",
        "p_III": "1100,5",
        "voltage": "35",
        "points": [{"power": "1200,5", "voltage": "35", "about": ""}],
        "stages": [_stage("1200,5", reliability="II")],
    },
    "tmp": {
        "reason": "construction",
        "tmp_contract": "договор № 15 от 12.03.2026",
        "tmp_from": "01.04.2027",
        "tmp_to": "30.09.2027",
        "p_new": "60",
        "p_old": "0",
        "voltage": "0.4",
        "load_kind": "building",
    },
}
_MORE: dict[str, dict[str, Any]] = {
    "ip-150": {"p_new": "80", "stages": [_stage("80")], "payment_plan": "instalments"},
    "ul-15": {"org_kind": "garden", "members_count": "20"},
    "ul-150": {"p_new": "80", "stages": [_stage("80")], "payment_plan": "at_once"},
}
_SLOTS = {"15": "plan own", "150": "plan own", "tmp": "plan own main_tc"}
_SLOTS |= {"670": "plan pa_list own", "670p": "plan scheme35 pa_list own"}

ANSWERS: dict[str, Any] = _REQUISITES | _NAME | _SITE | _POWER["150"]


def typed(**changes: Any) -> dict[str, Any]:
    """Valid raw answers; `changes` replace some of them."""
    return ANSWERS | changes


def typed_for(kind_code: str, **changes: Any) -> dict[str, Any]:
    """Valid raw answers of this kind; `changes` replace some of them."""
    who, _, power = kind_code.partition("-")
    known = _REQUISITES | _WHO[who] | _SITE | _POWER[power] | _MORE.get(kind_code, {})
    return known | changes


def documents_for(kind_code: str) -> dict[str, int]:
    """The documents that `typed_for` calls for: slot and number of files."""
    who, _, power = kind_code.partition("-")
    slots = _SLOTS[power].split()
    if who == "fl" or kind_code in {"ip-15", "ip-150"}:
        slots.append("passport")
    if who == "ul" and power in {"670", "670p", "tmp"}:
        slots.append("poa")
    return dict.fromkeys(slots, 1)
