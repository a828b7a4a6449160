"""The support of a technology ends: TEC-01 to TEC-05."""
