"""A customer journey as a picture and as text."""
