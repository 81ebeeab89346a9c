"""The kit for pages: access, transactions, forms, errors, headers; no business word in it."""
