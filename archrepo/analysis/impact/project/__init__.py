"""A project does what it is to do, late or not at all: its actions as events, PRJ-01 to PRJ-08."""
