"""Templates as Flask's own, without what costs at every include and import."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment as FlaskEnvironment


class Environment(FlaskEnvironment):
    """Jinja chains the names of a template to those of all templates and compares the chains at
    every `{% from … import %}` and `{% include %}`; ours have no names of their own.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
