"""Projects: what they act on, when, beside whom; and what somebody who joins one must know."""
