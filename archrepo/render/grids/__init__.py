"""Matrices: the same grid in the terminal, as a workbook, a page and CSV."""
