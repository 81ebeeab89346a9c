"""Templates as Flask's own, without what costs at every include, import and piece of text."""

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

import jinja2
from flask.templating import Environment as FlaskEnvironment
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]  # not exported


def escaped(value: Any) -> str:
    """As `escape`, for text that is joined at once: a `Markup` made for each piece of a page to be
    forgotten in the same line is a tenth of the page.
    """
    kind = type(value)
    if kind is str:
        return escape_text(value)
    return value if kind is Markup else escape(value)


class Template(jinja2.Template):
    """A compiled template asks `escape` for nothing but the pieces that it puts out."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escaped
        return template


class Environment(FlaskEnvironment):
    """Jinja chains the names of a template to those of all templates and compares the chains at
    every `{% from … import %}` and `{% include %}`; ours have no names of their own.
    """

    template_class = Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
