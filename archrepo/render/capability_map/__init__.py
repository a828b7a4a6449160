"""The capability map as a picture and as text."""
