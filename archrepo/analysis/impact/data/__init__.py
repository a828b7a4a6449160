"""A data object changes its schema, its source, its class or its master: DAT-01 to 04, DAT-06."""
