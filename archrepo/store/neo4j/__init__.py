"""The server engine: Neo4j by its official driver."""
