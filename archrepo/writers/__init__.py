"""A portfolio to exchange formats."""
