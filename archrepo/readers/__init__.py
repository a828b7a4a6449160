"""Files to raw facts with their place, one module a format."""
