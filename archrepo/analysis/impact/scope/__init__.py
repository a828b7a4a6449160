"""A scope is retired, modified, split, merged or moved: SCO-01 to SCO-09."""
