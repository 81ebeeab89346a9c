"""What a template puts out is escaped, however it comes there; what is markup already is not."""

from typing import Any

import pytest
from markupsafe import Markup

HOSTILE = "<x-y a=\"1\" b='2'>&"
SAFE = "&lt;x-y a=&#34;1&#34; b=&#39;2&#39;&gt;&amp;"


class Speaking(str):
    """Text that says it is something else."""


class Drawn:
    def __html__(self) -> str:
        return "<b>да</b>"


def drawn(app: Any, source: str, **context: Any) -> str:
    return str(app.jinja_env.from_string(source).render(**context))


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{% set kept %}{{ text }}{% endset %}{{ kept }}",
        "{% macro said(it) %}{{ it }}{% endmacro %}{{ said(text) }}",
        "{% macro round() %}{{ caller() }}{% endmacro %}{% call round() %}{{ text }}{% endcall %}",
        "{% for each in [text] %}{{ each }}{% endfor %}",
        "{{ text ~ '' }}",
        "{{ '%s'|format(text)|e }}",
        "{{ text|e }}",
        "{% filter trim %}{{ text }}{% endfilter %}",
    ],
)
def test_hostile_text_is_text_wherever_it_is_put_out(app: Any, source: str) -> None:
    assert drawn(app, source, text=HOSTILE) == SAFE


@pytest.mark.parametrize("kind", [str, Speaking])
def test_every_kind_of_text_is_escaped(app: Any, kind: Any) -> None:
    assert drawn(app, "{{ text }}", text=kind(HOSTILE)) == SAFE


@pytest.mark.parametrize(
    ("value", "out"),
    [
        (Markup("<b>да</b>"), "<b>да</b>"),
        (Drawn(), "<b>да</b>"),
        (12, "12"),
        (None, "None"),
        (["<x-y>"], "[&#39;&lt;x-y&gt;&#39;]"),
    ],
)
def test_markup_stays_and_other_values_are_written(app: Any, value: Any, out: str) -> None:
    assert drawn(app, "{{ value }}", value=value) == out


def test_attributes_of_a_template_are_escaped(app: Any) -> None:
    assert drawn(app, "<i{{ {'title': text}|xmlattr }}></i>", text=HOSTILE) == (
        f'<i title="{SAFE}"></i>'
    )
