"""Reports: one document for each result, written to the terminal, as Markdown, HTML or PDF."""
