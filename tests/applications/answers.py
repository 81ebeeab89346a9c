"""A whole application «Физическое лицо · до 150 кВт» as a person types it; tests change a bit."""

from datetime import date
from typing import Any

TODAY = date(2026, 11, 24)
DOCUMENTS = {"plan": 1, "own": 1, "passport": 2}


ANSWERS: dict[str, Any] = {
    "reason": "new",
    "last_name": "Щербакова",
    "first_name": "Аграфена",
    "middle_name": "Петровна",
    "middle_name_absent": False,
    "passport": "6903 123456",
    "passport_issued": "ОВД Кировского района г. Томска, 12.03.2010",
    "by_representative": "no",
    "addr_reg": "634000, Томская обл., г. Томск, ул. Мира, д. 1",
    "addr_same": True,
    "addr_fact": "",
    "phone": "8 (3822) 999-718",
    "email": "shcherbakova@example.ru",
    "obj_kind": "house",
    "obj_name": "жилой дом, ВРУ-0,4 кВ",
    "obj_addr": "г. Томск, ул. Мира, д. 1",
    "settlement": "city",
    "cadastre": "70:21:0100001:123",
    "own_kind": "own",
    "supplier": "tomskenergosbyt",
    "supply_kind": "supply",
    "p_new": "12,5",
    "voltage": "0.4",
    "phases": "3",
    "load_kind": "household",
    "stages": [{"design": "03.2027", "commission": "09.2027", "power": "12,5"}],
    "calc_rate_kind": "standard",
}


def typed(**changes: Any) -> dict[str, Any]:
    """Valid raw answers; `changes` replace some of them."""
    return ANSWERS | changes
