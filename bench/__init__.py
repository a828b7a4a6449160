"""Figures: what the commands cost on generated portfolios, beside what a user could pick instead."""
