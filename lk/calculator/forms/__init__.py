"""The form that asks the calculator."""

from lk.calculator.forms.sheet import Sheet, opened_by, places_of, sheet

__all__ = ["Sheet", "opened_by", "places_of", "sheet"]
