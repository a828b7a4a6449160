"""An application is retired: RET-01 to RET-20, a file for each stratum."""
