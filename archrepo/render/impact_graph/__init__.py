"""An impact report as a graph: the event, the ways from it, and who is struck how badly."""
