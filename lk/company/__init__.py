"""The grid company that runs the portal: everything that differs from one company to another.

One TOML file (``gorseti.toml`` is the shipped default) becomes one frozen `Company`.
Whoever sets the portal up for another company writes another file and touches no code.
"""

from lk.company.load import DEFAULT_FILE, CompanyFileError, company, load, require_endpoints
from lk.company.model import CalendarDay, Company, Document, Examples, Line, Supplier
from lk.company.prose import Block, Prose, Span

__all__ = [
    "DEFAULT_FILE",
    "Block",
    "CalendarDay",
    "Company",
    "CompanyFileError",
    "Document",
    "Examples",
    "Line",
    "Prose",
    "Span",
    "Supplier",
    "company",
    "load",
    "require_endpoints",
]
