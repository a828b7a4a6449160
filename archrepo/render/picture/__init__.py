"""What pictures are made of: colours, cells, places, pages."""
