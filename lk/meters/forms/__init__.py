"""Forms of meters and readings."""
