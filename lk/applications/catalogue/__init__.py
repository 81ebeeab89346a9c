"""What is asked of whom: the kinds of applications as data."""

from lk.applications.catalogue.kinds import (
    SHIPPED,
    Options,
    UnknownKind,
    categories,
    groups,
    kind,
    kinds_of,
)
from lk.applications.catalogue.model import (
    Answers,
    ApplicantGroup,
    Category,
    Choice,
    Condition,
    DocumentSlot,
    Field,
    Group,
    Kind,
    Step,
    Value,
)

__all__ = [
    "SHIPPED",
    "Answers",
    "ApplicantGroup",
    "Category",
    "Choice",
    "Condition",
    "DocumentSlot",
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
