"""The embedded engine: one file, never written in place."""
