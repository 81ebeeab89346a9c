"""Every table that names a person is thought of when the person's data are erased."""

from flask import Flask

from lk.db import Base

# What the law makes the company keep: the cases with their papers and letters, the consents.
KEPT = {"applications", "case_files", "consents", "documents", "letters"}
GONE = {
    "account_links",
    "contract_bindings",
    "message_files",
    "recovery_codes",
    "remember_tokens",
    "sessions",
    "threads",
}
# The rows stay without saying whose they were.
NAMELESS = {"calculations", "misprints", "readings"}


def test_every_table_that_names_a_person_is_thought_of(app: Flask) -> None:
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name == "users" for key in table.foreign_keys)
    }

    assert naming == KEPT | GONE | NAMELESS
