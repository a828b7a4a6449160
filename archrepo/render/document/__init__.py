"""Documents to hand on: the same content as Markdown, as an HTML page and as PDF."""
