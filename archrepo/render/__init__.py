"""Results to text, tables, pictures."""
