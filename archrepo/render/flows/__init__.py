"""Flows between applications, and between groups of them, as pictures and as text."""
