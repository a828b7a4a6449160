"""The graph to results."""
