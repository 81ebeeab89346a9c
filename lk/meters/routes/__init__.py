"""Pages of meters: the section, «Мои приборы учета», «Добавить прибор учета»."""

from lk.meters.routes import binding, mine, section
from lk.meters.routes.blueprint import bp

__all__ = ["binding", "bp", "mine", "section"]
