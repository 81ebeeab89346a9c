"""What the billing and the portal hand over to each other, as tables. Pure."""
