"""The calculation for programs: the page's numbers as strings, kept by anybody, described."""

import json
from decimal import Decimal

import pytest

from lk.calculator.asking import LABELS
from lk.config import ROOT
from tests.calculator.asking import FIG_15, ask, ask_json, demo_tariff, region_tariffs, sums
from tests.calculator.schema import problems, referred
from tests.client import Client
from tests.harness.controls import plain
from tests.harness.signing import sign_in

DESCRIPTION = json.loads((ROOT / "lk" / "calculator" / "openapi.json").read_text("utf-8"))
QUESTIONS = [
    {},
    {"power": "200", "distance": "400"},
    {"power": "9000", "voltage": "110", "distance": "1"},
    {"reliability": "I", "second_distance": "250"},
    {"scheme": "temporary", "builds_line": "1"},
    {"group": "partnership", "members": "12", "previous": "100,5"},
    {"group": "usual", "power": "16"},
    {"on": "2021-03-01", "territory": "rural", "line": "cable"},
    {"power": "0,001", "distance": "0"},
]


@pytest.fixture(params=["demo", "region"])
def tariff(app, request):
    {"demo": demo_tariff, "region": region_tariffs}[request.param]()
    return request.param


def test_figure_15_is_reproduced(client: Client):
    demo_tariff()

    answer = ask_json(client)

    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.json["standard"]["total"] == "13202.00"
    assert answer.json["per_kw"]["total"] == "10491.60"
    assert answer.json["reduced"]["amount"] == "550.00"
    assert answer.json["tariff"]["is_demo"] is True
    assert answer.json["question"]["on"]


@pytest.mark.parametrize("query", QUESTIONS, ids=str)
@pytest.mark.usefixtures("tariff")
def test_answer_is_as_described(client: Client, query):
    answer = ask_json(client, **query)

    assert answer.status_code == 200
    schema = response_schema("200", "application/json")
    assert list(problems(schema, answer.json, DESCRIPTION)) == []


@pytest.mark.parametrize("query", QUESTIONS, ids=str)
@pytest.mark.usefixtures("tariff")
def test_numbers_are_those_of_the_page(client: Client, query):
    answer, page = ask_json(client, **query).json, ask(client, **query)

    ways = [answer[name] for name in ("standard", "per_kw") if answer[name]["is_available"]]
    assert [each.replace(" ", "").removesuffix("рублей") for each in sums(page)] == [
        way["total"] for way in ways
    ]


@pytest.mark.parametrize("query", QUESTIONS, ids=str)
@pytest.mark.usefixtures("tariff")
def test_lines_can_be_checked_by_hand(client: Client, query):
    answer = ask_json(client, **query).json

    for way in (answer["standard"], answer["per_kw"]):
        for line in way.get("lines", ()):
            product = Decimal(1)
            for name in ("rate", "quantity", "share", "index"):
                product *= Decimal(line[name])
            assert Decimal(line["amount"]) == product
        if way["is_available"]:
            assert sum(Decimal(line["amount"]) for line in way["lines"]) == Decimal(way["exact"])
            assert Decimal(way["total"]) == Decimal(way["without_vat"]) + Decimal(way["vat"])


def test_no_number_is_a_float(client: Client):
    region_tariffs()

    text = ask_json(client, power="200,5", distance="33.3").text

    found: list[str] = []
    json.loads(text, parse_float=found.append, parse_int=found.append)
    assert found == []


@pytest.mark.parametrize("power", ["", "abc", "-1", "1e999", "1\0", "9" * 400])
def test_refusal_has_a_message_for_each_name(client: Client, power):
    demo_tariff()

    answer, page = ask_json(client, power=power), ask(client, power=power)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    schema = response_schema("422", "application/problem+json")
    assert list(problems(schema, answer.json, DESCRIPTION)) == []
    said = {each["label"]: plain(each["message"]) for each in answer.json["errors"]}
    assert said == page.notices


def test_without_a_query_all_four_are_missed(client: Client):
    demo_tariff()

    answer = client.ask("GET", "/lk/calculator.json")

    assert [each["name"] for each in answer.json["errors"]] == list(FIG_15)


def test_day_without_a_tariff_is_a_refusal_too(client: Client):
    answer = ask_json(client)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["name"] == "on"
    assert "Тарифы в кабинет пока не внесены" in answer.json["errors"][0]["message"]


def test_answer_may_be_kept_by_anybody_for_a_minute(client: Client):
    demo_tariff()

    headers = ask_json(client).headers

    assert headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in headers


def test_who_has_the_answer_gets_304(client: Client):
    demo_tariff()
    mark = ask_json(client).headers["ETag"]

    again = ask_json(client, headers={"If-None-Match": mark})
    other = ask_json(client, headers={"If-None-Match": mark}, power="16")

    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200


def test_no_cookie_of_anybody_gets_into_what_all_may_keep(client: Client, consumer):
    demo_tariff()
    sign_in(client.web, consumer, address=client.address, browser=client.browser)
    client.web.set_cookie("__Host-remember", "A" * 43, domain="lk.test", secure=True)

    answer = ask_json(client)

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_description_is_served_and_names_every_parameter(client: Client):
    answer = client.ask("GET", "/lk/calculator/openapi.json")

    assert answer.json == DESCRIPTION
    assert answer.json["openapi"].startswith("3.1")
    parameters = answer.json["paths"]["/lk/calculator.json"]["get"]["parameters"]
    assert {each["name"] for each in parameters} == set(LABELS)


def test_description_refers_to_what_is_there():
    text = json.dumps(DESCRIPTION)

    paths = {part.split('"')[0] for part in text.split('"$ref": "')[1:]}
    assert all(referred(path, DESCRIPTION) for path in paths)


def response_schema(status, kind):
    operation = DESCRIPTION["paths"]["/lk/calculator.json"]["get"]
    return operation["responses"][status]["content"][kind]["schema"]
