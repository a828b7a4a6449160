"""States of the architecture: as it is, on the way, the target, and what else it might become."""
