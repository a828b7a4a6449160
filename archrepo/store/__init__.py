"""Plans to a graph and statements to rows, one module an engine."""
