"""Figures: what the commands cost on generated portfolios, beside what one could write instead."""
