"""How heavy the steps are: for a phone on a country road every kilobyte counts."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from lk.applications import catalogue, service
from lk.applications.models import Application
from lk.clock import now
from lk.db import db
from tests.applications.answers import typed_for
from tests.applications.heaviest import heaviest, worst
from tests.applications.saving import leave, press
from tests.client import Client

KINDS = [kind.code for group in catalogue.groups() for kind in catalogue.kinds_of(group.code)]
STEPS = ("requisites", "object", "technical", "documents", "preview")
PAGE, FRAGMENT, FIRST_LOAD = 60 * 1024, 20 * 1024, 60 * 1024
STATIC = Path(__file__).resolve().parents[2] / "lk" / "static"


def a_filled_draft(
    consumer: Any, kind_code: str, answers: dict[str, Any] | None = None
) -> Application:
    draft = service.start(user=consumer, kind_code=kind_code, at=now())
    answers = answers or typed_for(kind_code)
    for step in STEPS[:3]:
        service.save_step(application=draft, step=step, raw=answers, at=now())
    db.session.commit()
    return draft


@pytest.mark.parametrize("kind_code", KINDS)
def test_page_of_every_step_is_light(signed_in: Client, consumer: Any, kind_code: str) -> None:
    draft = a_filled_draft(consumer, kind_code)

    sizes = {
        step: len(
            str(
                signed_in.open("applications.step", public_id=draft.public_id, step=step).soup
            ).encode()
        )
        for step in STEPS
    }

    assert {step: size for step, size in sizes.items() if size > PAGE} == {}


@pytest.mark.parametrize("kind_code", KINDS)
def test_refused_step_is_light_too(signed_in: Client, consumer: Any, kind_code: str) -> None:
    draft = a_filled_draft(consumer, kind_code)
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    refused = page.submit("Далее", p_new="не число")

    assert refused.status == 422
    assert len(str(refused.soup).encode()) < PAGE


@pytest.mark.parametrize("kind_code", KINDS)
def test_page_is_light_with_as_much_as_a_kind_allows(
    signed_in: Client, consumer: Any, kind_code: str
) -> None:
    draft = a_filled_draft(consumer, kind_code, heaviest(catalogue.kind(kind_code)))

    sizes = {
        step: len(signed_in.open("applications.step", public_id=draft.public_id, step=step).body)
        for step in STEPS
    }
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")
    refused = page.submit("Далее", p_new="не число")

    assert refused.status == 422
    assert {step: size for step, size in sizes.items() if size > PAGE} == {}
    assert len(refused.body) < PAGE


@pytest.mark.parametrize("step", STEPS[:3])
@pytest.mark.parametrize("kind_code", KINDS)
def test_page_is_light_with_every_field_and_every_cell_refused(
    signed_in: Client, consumer: Any, kind_code: str, step: str
) -> None:
    kind = catalogue.kind(kind_code)
    draft = a_filled_draft(consumer, kind_code, heaviest(kind))
    service.save_step(application=draft, step=step, raw=worst(kind), at=now())
    db.session.commit()

    page = signed_in.open("applications.step", public_id=draft.public_id, step=step)
    refused = page.submit("Далее")

    assert refused.status == 422
    cells = [each for each in refused.fields if "-" in each.name]
    assert [each.name for each in cells if not (each.is_refused and each.error)] == []
    assert len([each for each in refused.fields if each.is_refused]) > len(cells) + 3
    assert len(refused.body) < PAGE


@pytest.mark.parametrize("filled", [heaviest, worst])
@pytest.mark.parametrize("kind_code", KINDS)
def test_answer_to_a_saved_field_is_light_with_as_much_as_a_kind_allows(
    signed_in: Client, consumer: Any, kind_code: str, filled: Any
) -> None:
    kind = catalogue.kind(kind_code)
    draft = a_filled_draft(consumer, kind_code, heaviest(kind))
    service.save_step(application=draft, step="technical", raw=filled(kind), at=now())
    db.session.commit()
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")
    groups = [field.key for field in kind.fields if field.max_rows > 1]

    answers = {key: press(page, f"remove-{key}") for key in groups}
    answers["p_new"] = leave(page, "p_new", "не число")

    assert {key: answer.status for key, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert {k: len(a.body) for k, a in answers.items() if len(a.body) > FRAGMENT} == {}


def test_many_refused_cells_are_told_in_a_few_lines(signed_in: Client, consumer: Any) -> None:
    rows = [{"power": "много", "voltage": "", "about": ""}] * 10
    draft = a_filled_draft(consumer, "ul-670", typed_for("ul-670", points=rows))
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    refused = page.submit("Далее")

    told = [line for line in refused.errors if "очк" in line or "Напряжение" in line]
    assert len(told) == 6
    assert told[-1] == "Точки присоединения: исправьте и остальное, еще полей: 15"
    assert refused.field("points-9-power").error
    assert len(refused.body) < PAGE


def test_long_list_of_what_is_refused_names_the_beginning(signed_in: Client, consumer: Any) -> None:
    kind = catalogue.kind("ul-670p")
    draft = a_filled_draft(consumer, kind.code, heaviest(kind))
    service.save_step(application=draft, step="technical", raw=worst(kind), at=now())
    db.session.commit()
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    refused = page.submit("Далее")

    more = [int(line.partition("еще полей: ")[2] or 0) for line in refused.errors]
    named = [line for line in refused.errors if "еще полей: " not in line]
    wrong = {each.name for each in refused.fields if each.is_refused}
    assert len(refused.errors) <= 21
    assert len(named) + sum(more) == len(wrong)
    assert refused.errors[-1] == f"Исправьте и остальное, еще полей: {more[-1]}"
    assert refused.soup.find(id=refused.link(refused.errors[-1])[1:])


def test_refusal_of_many_cells_stands_once_and_each_of_them_refers_to_it(
    signed_in: Client, consumer: Any
) -> None:
    rows = [{"power": "много", "voltage": "10", "about": ""}] * 10
    draft = a_filled_draft(consumer, "ul-670", typed_for("ul-670", points=rows))
    page = signed_in.open("applications.step", public_id=draft.public_id, step="technical")

    refused = page.submit("Далее")

    wrong = [each for each in refused.fields if each.name.endswith("-power") and each.is_refused]
    assert len(wrong) == 10
    assert len({each.error for each in wrong}) == 1
    assert refused.text.count("Мощность точки: нужно число") == 5 + 1


def test_first_load_of_a_step_is_light(signed_in: Client, consumer: Any) -> None:
    draft = a_filled_draft(consumer, "fl-150")
    page = signed_in.open("applications.step", public_id=draft.public_id, step="requisites")
    named = page.soup.select("link[rel~=stylesheet], link[rel~=icon], script[src], img[src]")
    paths = {re.sub(r"\?.*", "", str(each.get("href") or each.get("src"))) for each in named}

    weights = {
        path: len(gzip.compress((STATIC / path.split("/static/")[1]).read_bytes()))
        for path in paths
    }

    page_weight = len(gzip.compress(str(page.soup).encode()))
    assert {Path(path).suffix for path in paths} >= {".css", ".js", ".svg"}
    assert sum(weights.values()) + page_weight < FIRST_LOAD, weights
