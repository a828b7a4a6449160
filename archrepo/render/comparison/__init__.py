"""Two maps compared, as a picture and as text; and the one page for a management board."""
