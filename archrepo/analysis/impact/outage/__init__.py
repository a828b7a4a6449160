"""An application is down for some hours: OUT-01 to OUT-10; dependency decides, not data."""
