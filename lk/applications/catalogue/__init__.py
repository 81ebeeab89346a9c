"""What is asked of whom: the kinds of applications as data."""

from lk.applications.catalogue.kind_model import ApplicantGroup, Category, Kind
from lk.applications.catalogue.kinds import (
    SHIPPED,
    UnknownKind,
    categories,
    groups,
    kind,
    kinds_of,
)
from lk.applications.catalogue.model import (
    Answers,
    Choice,
    Condition,
    DocumentSlot,
    Field,
    Group,
    Step,
    Value,
)
from lk.applications.catalogue.settings import Examples, Options

__all__ = [
    "SHIPPED",
    "Answers",
    "ApplicantGroup",
    "Category",
    "Choice",
    "Condition",
    "DocumentSlot",
    "Examples",
    "Field",
    "Group",
    "Kind",
    "Options",
    "Step",
    "UnknownKind",
    "Value",
    "categories",
    "groups",
    "kind",
    "kinds_of",
]
